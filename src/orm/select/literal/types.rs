//! Types as Postgres names them.

use crate::orm::declare::Type;

/// A type's name in Sequelize's Postgres dialect. An ENUM's is named by its attribute instead.
pub fn sql_type(data_type: &Type) -> String {
    if let Some(raw) = &data_type.raw {
        return raw.clone();
    }
    let length = data_type.length.as_deref();
    match data_type.key.as_str() {
        "STRING" | "CHAR" if data_type.binary => "BYTEA".to_owned(),
        "STRING" => format!("VARCHAR({})", length.unwrap_or("255")),
        "CHAR" => format!("CHAR({})", length.unwrap_or("255")),
        "BLOB" => "BYTEA".to_owned(),
        "BOOLEAN" => "BOOLEAN".to_owned(),
        "DATE" => "TIMESTAMP WITH TIME ZONE".to_owned(),
        "DATEONLY" => "DATE".to_owned(),
        "DOUBLE" => "DOUBLE PRECISION".to_owned(),
        "FLOAT" => match length {
            Some(length) => format!("FLOAT({length})"),
            None => "FLOAT".to_owned(),
        },
        "DECIMAL" | "NUMERIC" => {
            let parts = [data_type.precision, data_type.scale];
            let parts: Vec<String> = parts
                .into_iter()
                .flatten()
                .filter(|part| *part != 0)
                .map(|part| part.to_string())
                .collect();
            if parts.is_empty() {
                "DECIMAL".to_owned()
            } else {
                format!("DECIMAL({})", parts.join(","))
            }
        }
        "ARRAY" => match &data_type.of {
            Some(of) => format!("{}[]", sql_type(of)),
            None => "ARRAY".to_owned(),
        },
        "RANGE" => match data_type.of.as_ref().map(|of| of.key.as_str()) {
            Some("DECIMAL") => "numrange",
            Some("DATE") => "tstzrange",
            Some("DATEONLY") => "daterange",
            Some("BIGINT") => "int8range",
            _ => "int4range",
        }
        .to_owned(),
        key => key.to_owned(),
    }
}
