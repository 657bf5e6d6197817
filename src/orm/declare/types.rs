//! Data types as code names them.

use serde_json::Value as Json;

use crate::orm::js::DecodeError;

/// A data type: its key in `DataTypes` and its options.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Type {
    /// `STRING`, `DECIMAL`, `VIRTUAL`, …
    pub key: String,
    /// `length`, as given: a number, or `tiny` of `TEXT('tiny')`.
    pub length: Option<String>,
    /// `precision` of a number.
    pub precision: Option<u32>,
    /// `scale` of a number.
    pub scale: Option<u32>,
    /// `BINARY` of a text.
    pub binary: bool,
    /// `UNSIGNED` of a number.
    pub unsigned: bool,
    /// `ZEROFILL` of a number.
    pub zerofill: bool,
    /// An `ENUM`'s values.
    pub values: Vec<String>,
    /// An `ARRAY`'s or `RANGE`'s items, a `VIRTUAL`'s return type.
    pub of: Option<Box<Type>>,
    /// A `VIRTUAL`'s fields.
    pub fields: Vec<String>,
    /// A type given as text, to be sent as it stands.
    pub raw: Option<String>,
}

impl Type {
    /// Reads `{"key": "STRING", "length": 40}`: the fields of this struct, by name, those that are set.
    ///
    /// # Errors
    /// A type without a key.
    pub fn decode(json: &Json) -> Result<Self, DecodeError> {
        let text = |name: &str| match json.get(name) {
            Some(Json::String(text)) => Some(text.clone()),
            Some(Json::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let number = |name: &str| {
            let number = json.get(name).and_then(Json::as_f64)?;
            // `Math.floor`, and nothing where it is no count.
            format!("{:.0}", number.floor()).parse().ok()
        };
        let flag = |name: &str| json.get(name).and_then(Json::as_bool).unwrap_or(false);
        let texts = |name: &str| {
            let items = json.get(name).and_then(Json::as_array);
            items
                .into_iter()
                .flatten()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect()
        };
        Ok(Self {
            key: text("key").ok_or_else(|| DecodeError {
                json: json.to_string(),
            })?,
            length: text("length"),
            precision: number("precision"),
            scale: number("scale"),
            binary: flag("binary"),
            unsigned: flag("unsigned"),
            zerofill: flag("zerofill"),
            values: texts("values"),
            of: json.get("of").map(Self::decode).transpose()?.map(Box::new),
            fields: texts("fields"),
            raw: text("raw"),
        })
    }
}
