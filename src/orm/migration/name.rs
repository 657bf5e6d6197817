//! Names of migrations: when, and what.

use super::Operation;
use crate::orm::naming::{kebab, singularize};
use crate::orm::sql::Table;
use crate::orm::value::{milliseconds, moment_at};

/// What a migration does, as its file is named by sequelize-cli's users: `create-user`, `add-nickname-to-users`.
pub fn suggest_name(operations: &[Operation]) -> String {
    let created: Vec<&Table> = operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::CreateTable { table } => Some(table),
            _ => None,
        })
        .collect();
    if !created.is_empty() {
        return format!(
            "create-{}",
            joined(created.iter().map(|table| created_name(table)).collect())
        );
    }
    let Some(first) = operations.first() else {
        return "change-nothing".to_owned();
    };
    let dropped = operations.iter().filter_map(|operation| match operation {
        Operation::DropTable { table } => Some(kebab(table)),
        _ => None,
    });
    let dropped: Vec<String> = dropped.collect();
    if !dropped.is_empty() {
        return format!("drop-{}", joined(dropped));
    }
    if let Some(Operation::RenameTable { from, .. }) = operations
        .iter()
        .find(|it| matches!(it, Operation::RenameTable { .. }))
    {
        let last = operations
            .iter()
            .rev()
            .find_map(|operation| match operation {
                Operation::RenameTable { to, .. } => Some(to),
                _ => None,
            });
        return format!("rename-{}-to-{}", kebab(from), kebab(last.unwrap_or(from)));
    }
    let parts: Vec<Part> = operations.iter().filter_map(Part::of).collect();
    let Some(Part {
        verb, link, table, ..
    }) = parts.first()
    else {
        return format!(
            "change-{}",
            kebab(
                &super::diff::tables_touched(std::slice::from_ref(first))
                    .into_iter()
                    .collect::<Vec<_>>()
                    .join("-")
            )
        );
    };
    if parts
        .iter()
        .any(|part| part.verb != *verb || part.table != *table)
    {
        return format!("change-{}", kebab(table));
    }
    let mut whats: Vec<String> = parts.iter().map(|part| part.what.clone()).collect();
    whats.dedup();
    format!("{verb}-{}-{link}-{}", joined(whats), kebab(table))
}

/// A model's table by its model, a join table by itself.
fn created_name(table: &Table) -> String {
    let is_plain = |name: &str| matches!(name, "id" | "createdAt" | "updatedAt");
    let keys = table
        .columns
        .iter()
        .filter(|column| column.references.is_some())
        .count();
    let is_join = keys >= 2
        && table
            .columns
            .iter()
            .all(|column| column.references.is_some() || is_plain(&column.name));
    kebab(&if is_join {
        table.name.clone()
    } else {
        singularize(&table.name)
    })
}

/// One, or two with `and`, or the first and how many more.
fn joined(names: Vec<String>) -> String {
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one}-and-{other}"),
        [one, rest @ ..] => format!("{one}-and-{}-more", rest.len()),
    }
}

/// What one operation on columns is called.
struct Part<'a> {
    verb: &'static str,
    what: String,
    link: &'static str,
    table: &'a str,
}

impl<'a> Part<'a> {
    fn of(operation: &'a Operation) -> Option<Self> {
        let (verb, what, link, table) = match operation {
            Operation::AddColumn { table, column } => ("add", kebab(&column.name), "to", table),
            Operation::RemoveColumn { table, column } => ("remove", kebab(column), "from", table),
            Operation::RenameColumn { table, from, to } => (
                "rename",
                format!("{}-to-{}", kebab(from), kebab(to)),
                "in",
                table,
            ),
            Operation::ChangeColumn { table, column } => {
                ("change", kebab(&column.name), "in", table)
            }
            Operation::AddUnique { table, .. } => ("add", "unique-key".to_owned(), "to", table),
            Operation::RemoveUnique { table, .. } => {
                ("remove", "unique-key".to_owned(), "from", table)
            }
            Operation::CreateTable { .. }
            | Operation::DropTable { .. }
            | Operation::RenameTable { .. } => return None,
        };
        Some(Self {
            verb,
            what,
            link,
            table,
        })
    }
}

/// A migration's name: the time it was made, then what it does; always after the one before it.
///
/// `now` is in milliseconds since 1970, UTC.
pub fn migration_name(now: i64, previous: Option<&str>, what: &str) -> String {
    let stamp = stamp_at(now);
    let last = previous
        .and_then(|name| name.get(..14))
        .filter(|stamp| stamp.bytes().all(|byte| byte.is_ascii_digit()));
    let stamp = match last {
        Some(last) if *last >= *stamp => next_stamp(last),
        _ => stamp,
    };
    format!("{stamp}-{what}")
}

fn stamp_at(milliseconds: i64) -> String {
    moment_at(milliseconds)
        .chars()
        .filter(char::is_ascii_digit)
        .take(14)
        .collect()
}

/// The second after, or the next number where the stamp is no time.
fn next_stamp(stamp: &str) -> String {
    let part = |range: std::ops::Range<usize>| &stamp[range];
    let written = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0..4),
        part(4..6),
        part(6..8),
        part(8..10),
        part(10..12),
        part(12..14)
    );
    match milliseconds(&written) {
        Some(time) => stamp_at(time + 1000),
        None => stamp
            .parse::<u64>()
            .map_or_else(|_| stamp.to_owned(), |number| format!("{:014}", number + 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_always_after_the_one_before() {
        let now = milliseconds("2024-03-01T12:00:00Z").expect("it is a moment");
        assert_eq!(
            migration_name(now, None, "create-user"),
            "20240301120000-create-user"
        );
        assert_eq!(
            migration_name(now, Some("20240101000005-x"), "y"),
            "20240301120000-y"
        );
        assert_eq!(
            migration_name(now, Some("20240301120000-x"), "y"),
            "20240301120001-y"
        );
        assert_eq!(
            migration_name(now, Some("20991231235959-x"), "y"),
            "21000101000000-y"
        );
        assert_eq!(
            migration_name(now, Some("99999999999998-x"), "y"),
            "99999999999999-y"
        );
        assert_eq!(migration_name(now, Some("first"), "y"), "20240301120000-y");
    }
}
