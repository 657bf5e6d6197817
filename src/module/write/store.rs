//! Tables, conflicts and values as the store takes them, without SQL.

use crate::engine::postgres;
use crate::orm::js::Js;
use crate::orm::write::{Conflict, TableName};

/// What the store calls a table.
pub fn store_key(table: &TableName) -> String {
    match table.schema.as_deref() {
        None | Some("public") => table.name.clone(),
        Some(schema) => format!("{schema}.{}", table.name),
    }
}

pub fn store_returning(returning: Option<&[String]>) -> Vec<String> {
    match returning {
        None => Vec::new(),
        Some([]) => vec!["*".to_owned()],
        Some(fields) => fields.to_vec(),
    }
}

/// The same for the store; a partial index's condition has to be read as SQL.
pub fn store_conflict(conflict: &Conflict) -> Option<postgres::Conflict> {
    Some(match conflict {
        Conflict::Refuse => postgres::Conflict::Fail,
        Conflict::Ignore => postgres::Conflict::Ignore,
        Conflict::Update {
            where_: Some(_), ..
        } => return None,
        Conflict::Update { fields, .. } if fields.is_empty() => return None,
        Conflict::Update { keys, fields, .. } => postgres::Conflict::Update {
            target: keys.clone(),
            columns: fields.clone(),
            predicate: None,
            condition: None,
        },
    })
}

/// Whether a value is one, not SQL to be run.
pub fn is_plain(value: &Js) -> bool {
    match value {
        Js::Fn(..) | Js::Col(_) | Js::Literal(_) | Js::Cast(..) | Js::Json(..) | Js::Where(..) => {
            false
        }
        Js::Array(items) => items.iter().all(is_plain),
        _ => true,
    }
}
