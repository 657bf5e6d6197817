//! An outcome's rows as nesting reads them.

use std::io::Write;

use gluesql::prelude::Value;

use super::{Kind, Outcome, Returned};
use crate::engine::convert::format_uuid;
use crate::orm::js::Js;
use crate::orm::select::Rows;

impl Rows for Outcome {
    fn column_count(&self) -> usize {
        self.columns.len()
    }

    fn column_name(&self, column: usize) -> &str {
        &self.columns[column].0
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn is_null(&self, row: usize, column: usize) -> bool {
        self.rows.value(row, column).is_null()
    }

    fn is_shared(&self, row: usize, other: usize, column: usize) -> bool {
        match &self.rows {
            Returned::Made(_) => false,
            Returned::Found(rows) => rows.is_shared(row, other, column),
        }
    }

    fn write_key(&self, row: usize, column: usize, key: &mut Vec<u8>) {
        match self.rows.value(row, column) {
            Value::Null => key.push(0),
            Value::Bool(value) => key.extend([1, u8::from(*value)]),
            Value::I64(number) => {
                key.push(2);
                key.extend(number.to_le_bytes());
            }
            Value::Str(text) => {
                key.push(3);
                key.extend((text.len() as u64).to_le_bytes());
                key.extend(text.as_bytes());
            }
            Value::Uuid(uuid) => {
                key.push(4);
                key.extend(uuid.to_le_bytes());
            }
            other => {
                key.push(5);
                let start = key.len();
                // Writing to memory does not fail.
                let _ = write!(key, "{other:?}");
                let size = (key.len() - start) as u64;
                key.extend(size.to_le_bytes());
            }
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "JavaScript has no other number")]
    fn value(&self, row: usize, column: usize) -> Js {
        let kind = &self.columns[column].1;
        match self.rows.value(row, column) {
            Value::Null => Js::Null,
            Value::Bool(value) => Js::Boolean(*value),
            Value::I64(number) if *kind == Kind::BigInt => Js::Text(number.to_string()),
            Value::I64(number) => Js::Number(*number as f64),
            Value::F64(number) => Js::Number(*number),
            Value::Decimal(number) => Js::Text(number.to_string()),
            Value::Str(text) => Js::Text(text.clone()),
            Value::Bytea(bytes) => Js::Bytes(bytes.clone()),
            Value::Timestamp(moment) => Js::Date(Some(moment.and_utc().timestamp_millis())),
            Value::Date(day) => Js::Text(day.to_string()),
            Value::Uuid(uuid) => Js::Text(format_uuid(*uuid)),
            other => Js::Text(String::from(other.clone())),
        }
    }
}
