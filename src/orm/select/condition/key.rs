//! What stands left of a comparator, as SQL.

use super::{Part, Subject, operator, type_error};
use crate::orm::select::{quote, quote_path};

/// `key comparator value`: `_joinKeyValue`.
pub fn compare(subject: &Subject, value: &str, comparator: &str, prefix: Option<&str>) -> Part {
    let key = match subject {
        Subject::Undefined => return Ok(value.to_owned()),
        Subject::Name("") => return Ok(value.to_owned()),
        Subject::Name(name) => match column_path(name) {
            Some(path) => path,
            None => prefixed(&quote(name), prefix),
        },
        Subject::Op("placeholder") => operator::PLACEHOLDER.to_owned(),
        Subject::Op(_) => return Err(type_error("s.replace is not a function")),
        Subject::Sql(sql) => prefixed(sql, prefix),
    };
    Ok(format!("{key} {comparator} {value}"))
}

pub fn prefixed(key: &str, prefix: Option<&str>) -> String {
    match prefix {
        Some(prefix) => format!("{prefix}.{key}"),
        None => key.to_owned(),
    }
}

/// `$a.b.c$`: a column of an include, `"a->b"."c"`.
fn column_path(name: &str) -> Option<String> {
    (name.starts_with('$') && name.ends_with('$')).then(|| {
        let inner = name.get(1..name.len().max(2) - 1).unwrap_or_default();
        quote_path(inner)
    })
}
