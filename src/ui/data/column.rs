//! What the grid says of a column.

use crate::orm::schema::{DataType, DefaultValue};
use crate::orm::sql::Column;

/// What a new row gets in a column that is left empty.
pub fn placeholder(column: &Column) -> String {
    let is_timestamp = column.data_type == DataType::Date
        && matches!(column.name.as_str(), "createdAt" | "updatedAt");
    match &column.default_value {
        _ if column.auto_increment => "auto".to_owned(),
        Some(DefaultValue::Literal(value)) => value.to_text(),
        Some(DefaultValue::Now) => "now".to_owned(),
        Some(DefaultValue::UuidV4) => "a new UUID".to_owned(),
        None if is_timestamp => "now".to_owned(),
        None if column.allow_null => "NULL".to_owned(),
        None => "needed".to_owned(),
    }
}

/// What is worth knowing of a column, in a sentence or two.
pub fn describe(column: &Column) -> String {
    let mut words = vec![column.data_type.words().replace('`', "")];
    if column.primary_key {
        words.push("primary key".to_owned());
    }
    if column.unique {
        words.push("unique".to_owned());
    }
    words.push(
        if column.allow_null {
            "may be null"
        } else {
            "never null"
        }
        .to_owned(),
    );
    if let Some(reference) = &column.references {
        words.push(format!(
            "points to {}.{} (on delete {})",
            reference.table,
            reference.column,
            reference.on_delete.sql()
        ));
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::value::Value;

    fn column(name: &str, data_type: DataType) -> Column {
        Column {
            name: name.to_owned(),
            data_type,
            allow_null: false,
            unique: false,
            primary_key: false,
            auto_increment: false,
            default_value: None,
            references: None,
        }
    }

    #[test]
    fn an_empty_cell_says_what_it_will_be() {
        let id = Column {
            auto_increment: true,
            ..column("id", DataType::Integer)
        };
        assert_eq!(placeholder(&id), "auto");
        assert_eq!(placeholder(&column("createdAt", DataType::Date)), "now");
        assert_eq!(placeholder(&column("name", DataType::Text)), "needed");
        let optional = Column {
            allow_null: true,
            ..column("bio", DataType::Text)
        };
        assert_eq!(placeholder(&optional), "NULL");
        let preset = Column {
            default_value: Some(DefaultValue::Literal(Value::Integer(7))),
            ..column("rank", DataType::Integer)
        };
        assert_eq!(placeholder(&preset), "7");
    }

    #[test]
    fn a_column_is_described_in_words() {
        let email = Column {
            unique: true,
            ..column("email", DataType::Text)
        };
        assert_eq!(describe(&email), "a text of any length, unique, never null");
    }
}
