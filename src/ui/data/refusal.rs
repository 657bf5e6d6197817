//! The database's refusals in a learner's words: what is wrong, and what helps.

use crate::engine::protocol::EngineError;
use crate::ui::studio::sentence;

/// Why a change of rows was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The column it is about, where it is one of the table changed.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: String,
    /// What helps.
    pub remedy: String,
}

/// Words for a refusal of a change of `table`.
pub fn refusal(table: &str, error: &EngineError) -> Refusal {
    let (column, reason, remedy) = match error {
        EngineError::Unique { columns, value, .. } => (
            columns.first(),
            format!("Another row already has {value} here."),
            match columns.as_slice() {
                [one] => {
                    format!("{one} is unique: no two rows may share a value. Type another one.")
                }
                many => format!(
                    "{} together are unique: no two rows may share that combination. Change one of them.",
                    many.join(" and ")
                ),
            },
        ),
        EngineError::NotNull { column, .. } => (
            Some(column),
            format!("{column} needs a value."),
            format!("It does not allow null. Type one, or let {column} be null in the diagram."),
        ),
        EngineError::ForeignKeyMissing {
            column,
            value,
            references,
            ..
        } => (
            Some(column),
            format!("{references} has no row {value}."),
            format!(
                "{column} points to a row of {references}. Choose one that is there, or add it there first."
            ),
        ),
        EngineError::ForeignKeyInUse {
            by, column, count, ..
        } => (
            None,
            if *count == 1 {
                format!("1 row of {by} still points to this one by {column}.")
            } else {
                format!("{count} rows of {by} still point to this one by {column}.")
            },
            format!(
                "Delete them first or point them elsewhere; or let the database do it, with onDelete CASCADE or SET NULL on {by}.{column}."
            ),
        ),
        EngineError::Type {
            column,
            value,
            expected,
            ..
        } => (
            Some(column),
            format!("{value} is not {expected}."),
            format!("{column} takes {expected}."),
        ),
        EngineError::NoTable { .. } | EngineError::NoColumn { .. } => (
            None,
            sentence(error),
            "Migrate up in the Migrations room.".to_owned(),
        ),
        _ => (None, sentence(error), String::new()),
    };
    let is_here = named_table(error).is_none_or(|named| named == table);
    Refusal {
        column: column.filter(|_| is_here).cloned(),
        reason,
        remedy,
    }
}

/// The table a refusal names.
fn named_table(error: &EngineError) -> Option<&str> {
    match error {
        EngineError::Unique { table, .. }
        | EngineError::NotNull { table, .. }
        | EngineError::ForeignKeyMissing { table, .. }
        | EngineError::ForeignKeyInUse { table, .. }
        | EngineError::Type { table, .. }
        | EngineError::NoTable { table }
        | EngineError::NoColumn { table, .. }
        | EngineError::NoRow { table } => Some(table),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_column_and_a_way_out() {
        let told = refusal(
            "Users",
            &EngineError::Unique {
                table: "Users".to_owned(),
                columns: vec!["email".to_owned()],
                value: "ann@example.com".to_owned(),
            },
        );
        assert_eq!(told.column.as_deref(), Some("email"));
        assert_eq!(told.reason, "Another row already has ann@example.com here.");
        assert_eq!(
            told.remedy,
            "email is unique: no two rows may share a value. Type another one."
        );
    }

    #[test]
    fn a_refusal_in_another_table_points_at_no_cell() {
        let told = refusal(
            "Users",
            &EngineError::NotNull {
                table: "Posts".to_owned(),
                column: "userId".to_owned(),
            },
        );
        assert_eq!(told.column, None);
        assert_eq!(told.reason, "userId needs a value.");
    }

    #[test]
    fn rows_in_use_are_counted() {
        let in_use = |count| {
            let error = EngineError::ForeignKeyInUse {
                table: "Users".to_owned(),
                by: "Posts".to_owned(),
                column: "userId".to_owned(),
                count,
            };
            refusal("Users", &error).reason
        };
        assert_eq!(
            in_use(1),
            "1 row of Posts still points to this one by userId."
        );
        assert_eq!(
            in_use(2),
            "2 rows of Posts still point to this one by userId."
        );
    }
}
