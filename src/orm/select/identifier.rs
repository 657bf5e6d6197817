//! Names as Postgres takes them.

/// A name in double quotes; `*` stays as it is.
pub fn quote(identifier: &str) -> String {
    if identifier == "*" {
        return identifier.to_owned();
    }
    let mut text = String::with_capacity(identifier.len() + 2);
    text.push('"');
    text.extend(identifier.chars().filter(|letter| *letter != '"'));
    text.push('"');
    text
}

/// A name with dots: all but the last part are one alias, `"a->b"."c"`.
pub fn quote_path(path: &str) -> String {
    match path.rsplit_once('.') {
        Some((head, tail)) => format!("{}.{}", quote(&head.replace('.', "->")), quote(tail)),
        None => quote(path),
    }
}

/// A table, with its schema.
pub fn quote_table(schema: Option<&str>, table: &str) -> String {
    match schema {
        Some(schema) => format!("{}.{}", quote(schema), quote(table)),
        None => quote(table),
    }
}
