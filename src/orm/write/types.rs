//! Data types as Postgres names them.

use crate::orm::declare::Type;

/// A type's SQL: `VARCHAR(255)`, `TIMESTAMP WITH TIME ZONE`.
pub fn type_sql(data_type: &Type) -> String {
    if let Some(raw) = &data_type.raw {
        return raw.clone();
    }
    let sized = |name: &str, default: &str| {
        let length = data_type.length.as_deref().unwrap_or(default);
        if length.is_empty() || length == "0" {
            name.to_owned()
        } else {
            format!("{name}({length})")
        }
    };
    match data_type.key.as_str() {
        "STRING" | "CHAR" if data_type.binary => "BYTEA".to_owned(),
        "STRING" => sized("VARCHAR", "255"),
        "CHAR" => sized("CHAR", "255"),
        "FLOAT" if data_type.scale.is_none() => sized("FLOAT", ""),
        "DOUBLE" => "DOUBLE PRECISION".to_owned(),
        "DECIMAL" => {
            let numbers = [data_type.precision, data_type.scale].into_iter().flatten();
            let numbers: Vec<String> = numbers
                .filter(|number| *number > 0)
                .map(|number| number.to_string())
                .collect();
            if numbers.is_empty() {
                "DECIMAL".to_owned()
            } else {
                format!("DECIMAL({})", numbers.join(","))
            }
        }
        "DATE" => "TIMESTAMP WITH TIME ZONE".to_owned(),
        "DATEONLY" => "DATE".to_owned(),
        "BLOB" => "BYTEA".to_owned(),
        "ENUM" => "ENUM".to_owned(),
        "RANGE" => range_sql(data_type.of.as_deref()).to_owned(),
        "ARRAY" => {
            let of = data_type.of.as_deref().map_or_else(String::new, type_sql);
            format!("{of}[]")
        }
        key => key.to_owned(),
    }
}

fn range_sql(of: Option<&Type>) -> &'static str {
    match of.map_or("INTEGER", |of| of.key.as_str()) {
        "DECIMAL" => "numrange",
        "DATE" => "tstzrange",
        "DATEONLY" => "daterange",
        "BIGINT" => "int8range",
        _ => "int4range",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sql(key: &str, length: Option<&str>, precision: Option<u32>, scale: Option<u32>) -> String {
        type_sql(&Type {
            key: key.to_owned(),
            length: length.map(str::to_owned),
            precision,
            scale,
            ..Type::default()
        })
    }

    #[test]
    fn types_are_written_for_postgres() {
        assert_eq!(sql("STRING", None, None, None), "VARCHAR(255)");
        assert_eq!(sql("STRING", Some("40"), None, None), "VARCHAR(40)");
        assert_eq!(sql("CHAR", Some("2"), None, None), "CHAR(2)");
        assert_eq!(sql("TEXT", Some("tiny"), None, None), "TEXT");
        assert_eq!(sql("INTEGER", Some("11"), None, None), "INTEGER");
        assert_eq!(sql("DECIMAL", None, Some(10), Some(2)), "DECIMAL(10,2)");
        assert_eq!(sql("DECIMAL", None, Some(10), Some(0)), "DECIMAL(10)");
        assert_eq!(
            sql("DOUBLE PRECISION", None, None, None),
            "DOUBLE PRECISION"
        );
        assert_eq!(sql("FLOAT", Some("11"), None, None), "FLOAT(11)");
        assert_eq!(
            sql("DATE", Some("6"), None, None),
            "TIMESTAMP WITH TIME ZONE"
        );
    }
}
