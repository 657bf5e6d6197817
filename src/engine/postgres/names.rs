//! Names as SQL writes them: folded where bare, and behind their schema.

use gluesql::core::sqlparser::ast::{Ident, ObjectName};

use super::relation::{PUBLIC, key_of};

/// A name as the catalog has it: bare ones in lower case.
pub fn name_of(ident: &Ident) -> String {
    if ident.quote_style.is_some() {
        ident.value.clone()
    } else {
        ident.value.to_lowercase()
    }
}

/// The schema and the name of a table, a type or a sequence.
pub fn parts_of(name: &ObjectName) -> (String, String) {
    let last = name.0.last().map(name_of).unwrap_or_default();
    let schema = match &name.0[..] {
        [.., schema, _] => name_of(schema),
        _ => PUBLIC.to_owned(),
    };
    (schema, last)
}

/// What the store and the catalog call it.
pub fn key(name: &ObjectName) -> String {
    let (schema, name) = parts_of(name);
    key_of(&schema, &name)
}

/// A name of those parts as code names it in text, `"Users_id_seq"` or `Users_id_seq`: its key.
pub fn key_of_text(text: &str) -> String {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut name = String::new();
            let mut chars = quoted.char_indices().peekable();
            let mut end = quoted.len();
            while let Some((place, c)) = chars.next() {
                if c == '"' {
                    if chars.peek().is_some_and(|(_, next)| *next == '"') {
                        chars.next();
                    } else {
                        end = place + 1;
                        break;
                    }
                }
                name.push(c);
            }
            parts.push(name);
            rest = &quoted[end..];
        } else {
            let end = rest.find('.').unwrap_or(rest.len());
            parts.push(rest[..end].trim().to_lowercase());
            rest = &rest[end..];
        }
        match rest.strip_prefix('.') {
            Some(next) => rest = next,
            None => break,
        }
    }
    match &parts[..] {
        [.., schema, name] => key_of(schema, name),
        [name] => name.clone(),
        [] => String::new(),
    }
}

/// A name as Postgres shows it: quoted where it must be.
pub fn shown(name: &str) -> String {
    let is_bare = name.bytes().enumerate().all(|(place, byte)| match byte {
        b'a'..=b'z' | b'_' => true,
        b'0'..=b'9' => place > 0,
        _ => false,
    }) && !name.is_empty()
        && !RESERVED.contains(&name);
    if is_bare {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A name in quotes.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// How many bytes of a name Postgres keeps.
pub const LONGEST: usize = 63;

/// A name cut to what Postgres keeps of one: 63 bytes.
pub fn cut(name: &str) -> String {
    let end = (0..=LONGEST.min(name.len()))
        .rev()
        .find(|end| name.is_char_boundary(*end));
    name[..end.unwrap_or(0)].to_owned()
}

/// A name Postgres makes of a table, columns and a label: `Users_email_key`, shortened as it shortens.
pub fn made_of(table: &str, columns: &str, label: &str) -> String {
    let overhead = label.len() + 1 + usize::from(!columns.is_empty());
    let room = LONGEST.saturating_sub(overhead);
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second > room {
        if first > second {
            first -= 1;
        } else {
            second -= 1;
        }
    }
    let clip = |text: &str, length: usize| {
        let end = (0..=length).rev().find(|end| text.is_char_boundary(*end));
        text[..end.unwrap_or(0)].to_owned()
    };
    let (table, columns) = (clip(table, first), clip(columns, second));
    if columns.is_empty() {
        format!("{table}_{label}")
    } else {
        format!("{table}_{columns}_{label}")
    }
}

/// Words that Postgres quotes when it shows them as names, of those that people name things by.
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "between",
    "bigint",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "column",
    "constraint",
    "create",
    "cross",
    "current_date",
    "current_role",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "national",
    "natural",
    "nchar",
    "none",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
];
