//! What migrations do, in words.

use crate::engine::protocol::{Action, Effect};
use crate::orm::migration::Operation;
use crate::orm::sql::Column;

/// One call of a migration, as a person would say it.
pub fn operation(operation: &Operation) -> String {
    match operation {
        Operation::CreateTable { table } => {
            let count = table.columns.len();
            format!(
                "create {} with {}",
                table.name,
                number(count, "column", "columns")
            )
        }
        Operation::DropTable { table } => format!("drop {table} and its rows"),
        Operation::RenameTable { from, to } => format!("rename {from} to {to}"),
        Operation::AddColumn { table, column } => {
            format!("add {} to {table}: {}", column.name, described(column))
        }
        Operation::RemoveColumn { table, column } => format!("remove {column} from {table}"),
        Operation::RenameColumn { table, from, to } => {
            format!("rename {from} to {to} in {table}")
        }
        Operation::ChangeColumn { table, column } => {
            format!("change {} in {table}: {}", column.name, described(column))
        }
        Operation::AddUnique { table, columns } => {
            format!("make {} unique in {table}", columns.join(" and "))
        }
        Operation::RemoveUnique { table, columns } => {
            format!("let {} repeat in {table}", columns.join(" and "))
        }
    }
}

/// A column in a few words: its type, and what it asks of a value.
fn described(column: &Column) -> String {
    let mut words = vec![column.data_type.code()];
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
            "not null"
        }
        .to_owned(),
    );
    if let Some(reference) = &column.references {
        words.push(format!(
            "points to {}.{}",
            reference.table, reference.column
        ));
    }
    words.join(", ")
}

/// What became of rows, a sentence a table; what is inserted by a migration is its own ledger's business.
pub fn effects(effects: &[Effect]) -> Vec<String> {
    effects
        .iter()
        .filter(|effect| effect.count > 0)
        .map(|effect| {
            let rows = number(effect.count as usize, "row", "rows");
            let table = &effect.table;
            match (effect.action, &effect.by) {
                (Action::Deleted, None) => format!("{rows} of {table} went with it."),
                (Action::Deleted, Some(key)) => format!("{rows} of {table} went, by {key}."),
                (Action::SetNull, Some(key)) => {
                    format!("{key} became null in {rows} of {table}.")
                }
                (Action::SetNull, None) => format!("{rows} of {table} lost what they pointed to."),
                (Action::Updated, _) => format!("{rows} of {table} changed."),
                (Action::Inserted, _) => format!("{rows} came into {table}."),
            }
        })
        .collect()
}

/// A count and its word.
pub fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A migration's name in two: the time stamp, and what it does.
pub fn parts(name: &str) -> (&str, &str) {
    match name.split_once('-') {
        Some((stamp, what))
            if stamp.len() == 14 && stamp.bytes().all(|sign| sign.is_ascii_digit()) =>
        {
            (stamp, what)
        }
        _ => ("", name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::schema::{DataType, ReferentialAction};
    use crate::orm::sql::{Reference, Table};
    use expect_test::expect;

    fn column() -> Column {
        Column {
            name: "userId".to_owned(),
            data_type: DataType::Integer,
            allow_null: true,
            unique: true,
            primary_key: false,
            auto_increment: false,
            default_value: None,
            references: Some(Reference {
                table: "Users".to_owned(),
                column: "id".to_owned(),
                on_delete: ReferentialAction::SetNull,
                on_update: ReferentialAction::Cascade,
            }),
        }
    }

    #[test]
    fn calls_are_told_in_words() {
        let table = "Profiles".to_owned();
        let calls = [
            Operation::CreateTable {
                table: Table {
                    name: table.clone(),
                    columns: vec![column()],
                    unique_keys: Vec::new(),
                },
            },
            Operation::AddColumn {
                table: table.clone(),
                column: column(),
            },
            Operation::RenameColumn {
                table: table.clone(),
                from: "bio".to_owned(),
                to: "about".to_owned(),
            },
            Operation::AddUnique {
                table,
                columns: vec!["userId".to_owned(), "bio".to_owned()],
            },
        ];
        let told: Vec<String> = calls.iter().map(operation).collect();
        expect![[r"
            create Profiles with 1 column
            add userId to Profiles: INTEGER, unique, may be null, points to Users.id
            rename bio to about in Profiles
            make userId and bio unique in Profiles"]]
        .assert_eq(&told.join("\n"));
    }

    #[test]
    fn a_name_parts_at_its_time_stamp_only() {
        assert_eq!(
            parts("20240101000001-create-user"),
            ("20240101000001", "create-user")
        );
        assert_eq!(parts("create-user"), ("", "create-user"));
    }

    #[test]
    fn rows_that_went_are_counted() {
        let gone = Effect {
            table: "UserGroups".to_owned(),
            action: Action::Deleted,
            by: None,
            count: 1,
            rows: Vec::new(),
        };
        let nulled = Effect {
            action: Action::SetNull,
            by: Some("userId".to_owned()),
            count: 3,
            ..gone.clone()
        };
        let untouched = Effect {
            count: 0,
            ..gone.clone()
        };
        assert_eq!(
            effects(&[gone, nulled, untouched]),
            [
                "1 row of UserGroups went with it.",
                "userId became null in 3 rows of UserGroups.",
            ]
        );
    }
}
