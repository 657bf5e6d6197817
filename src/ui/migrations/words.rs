//! What migrations do, in words.

use crate::orm::migration::Operation;
use crate::orm::sql::Column;
use crate::ui::studio::number;

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
}
