//! A migration as the Postgres statements it amounts to.

use super::catalog::{Catalog, Guard, primary_key};
use super::{Migration, Operation, down, up};
use crate::orm::schema::DataType;
use crate::orm::sql::{
    Column, create_enum, create_table, default_expression, definition, identifier, identifiers,
    references, type_name,
};

/// The statements of a migration's `up`, by operation.
pub fn up_statements(migrations: &[Migration], place: usize) -> Vec<(Operation, Vec<String>)> {
    walk(
        up(migrations, place),
        Catalog::after(migrations, place),
        &Catalog::default(),
    )
}

/// The statements of a migration's `down`, by operation.
pub fn down_statements(migrations: &[Migration], place: usize) -> Vec<(Operation, Vec<String>)> {
    walk(
        down(migrations, place),
        Catalog::after(migrations, place + 1),
        &Catalog::after(migrations, place),
    )
}

fn walk(
    operations: Vec<Operation>,
    mut catalog: Catalog,
    wanted: &Catalog,
) -> Vec<(Operation, Vec<String>)> {
    operations
        .into_iter()
        .map(|operation| {
            let statements = statements(&operation, &catalog, wanted);
            catalog.apply(&operation, wanted);
            (operation, statements)
        })
        .collect()
}

/// The statements of one operation on the tables as the catalog has them; names to restore come from `wanted`.
pub fn statements(operation: &Operation, catalog: &Catalog, wanted: &Catalog) -> Vec<String> {
    let quote = |name: &String| identifier(name);
    match operation {
        Operation::CreateTable { table } => {
            let mut lines: Vec<String> = table
                .columns
                .iter()
                .filter_map(|column| create_type(&table.name, column, wanted))
                .collect();
            lines.push(create_table(table));
            lines
        }
        Operation::DropTable { table } => {
            let mut lines = vec![format!("DROP TABLE IF EXISTS {};", quote(table))];
            let columns = catalog
                .table(table)
                .map(|table| table.columns.as_slice())
                .unwrap_or_default();
            lines.extend(
                columns
                    .iter()
                    .filter_map(|column| drop_type(table, column, catalog)),
            );
            lines
        }
        Operation::RenameTable { from, to } => {
            vec![format!(
                "ALTER TABLE {} RENAME TO {};",
                quote(from),
                quote(to)
            )]
        }
        Operation::AddColumn { table, column } => {
            let mut lines: Vec<String> = create_type(table, column, wanted).into_iter().collect();
            let definition = definition(table, column);
            lines.push(format!(
                "ALTER TABLE {} ADD COLUMN {} {definition};",
                quote(table),
                quote(&column.name)
            ));
            if column.primary_key {
                lines.extend(drop_primary_key(table, catalog));
                let mut key = catalog.table(table).map(primary_key).unwrap_or_default();
                key.push(column.name.clone());
                lines.push(add_primary_key(table, &key, wanted));
            }
            lines
        }
        Operation::RemoveColumn { table, column } => {
            let mut lines = vec![format!(
                "ALTER TABLE {} DROP COLUMN {};",
                quote(table),
                quote(column)
            )];
            let was = catalog.column(table, column);
            lines.extend(was.and_then(|was| drop_type(table, was, catalog)));
            // Postgres drops a primary key with any of its columns.
            if was.is_some_and(|was| was.primary_key) {
                let mut key = catalog.table(table).map(primary_key).unwrap_or_default();
                key.retain(|name| name != column);
                if !key.is_empty() {
                    lines.push(add_primary_key(table, &key, catalog));
                }
            }
            lines
        }
        Operation::RenameColumn { table, from, to } => {
            vec![format!(
                "ALTER TABLE {} RENAME COLUMN {} TO {};",
                quote(table),
                quote(from),
                quote(to)
            )]
        }
        Operation::ChangeColumn { table, column } => match catalog.column(table, &column.name) {
            Some(was) => change(table, was, column, catalog, wanted),
            None => Vec::new(),
        },
        Operation::AddUnique { table, columns } => vec![add_unique(table, columns, wanted)],
        Operation::RemoveUnique { table, columns } => {
            vec![drop_constraint(
                table,
                &catalog.name(table, Guard::Unique, columns),
            )]
        }
    }
}

fn change(
    table: &str,
    was: &Column,
    shall: &Column,
    catalog: &Catalog,
    wanted: &Catalog,
) -> Vec<String> {
    let columns = std::slice::from_ref(&shall.name);
    let alter = |what: String| {
        format!(
            "ALTER TABLE {} ALTER COLUMN {} {what};",
            identifier(table),
            identifier(&shall.name)
        )
    };
    let is_unique = |column: &Column| column.unique && !column.primary_key;
    let mut lines = Vec::new();
    if was.references.is_some() && was.references != shall.references {
        lines.push(drop_constraint(
            table,
            &catalog.name(table, Guard::ForeignKey, columns),
        ));
    }
    if is_unique(was) && !is_unique(shall) {
        lines.push(drop_constraint(
            table,
            &catalog.name(table, Guard::Unique, columns),
        ));
    }
    if was.primary_key != shall.primary_key {
        lines.extend(drop_primary_key(table, catalog));
    }
    if was.auto_increment && !shall.auto_increment {
        lines.push(alter("DROP IDENTITY IF EXISTS".to_owned()));
        lines.push(alter("DROP DEFAULT".to_owned()));
        // The sequence of a SERIAL outlives its default, and would be found for the column later.
        lines.push(format!(
            "DO $$ BEGIN EXECUTE COALESCE('DROP SEQUENCE ' || {}, 'SELECT 1'); END $$;",
            sequence_of(table, &shall.name)
        ));
    }
    let is_retyped = was.data_type != shall.data_type;
    if was.default_value.is_some() && (is_retyped || shall.default_value.is_none()) {
        lines.push(alter("DROP DEFAULT".to_owned()));
    }
    if is_retyped {
        lines.extend(retype(table, was, shall, catalog, wanted));
    }
    if let Some(default) = shall
        .default_value
        .as_ref()
        .filter(|_| is_retyped || was.default_value != shall.default_value)
    {
        lines.push(alter(format!(
            "SET DEFAULT {}",
            default_expression(default)
        )));
    }
    let is_never_null = |column: &Column| !column.allow_null || column.primary_key;
    if is_never_null(was) != is_never_null(shall) {
        lines.push(alter(
            if is_never_null(shall) {
                "SET NOT NULL"
            } else {
                "DROP NOT NULL"
            }
            .to_owned(),
        ));
    }
    if shall.auto_increment && !was.auto_increment {
        let name = identifier(&shall.name);
        lines.push(alter("ADD GENERATED BY DEFAULT AS IDENTITY".to_owned()));
        lines.push(format!(
            "SELECT setval({}, COALESCE(MAX({name}), 0) + 1, false) FROM {};",
            sequence_of(table, &shall.name),
            identifier(table)
        ));
    }
    if was.primary_key != shall.primary_key {
        let mut key = catalog.table(table).map(primary_key).unwrap_or_default();
        key.retain(|name| *name != shall.name);
        if shall.primary_key {
            key.push(shall.name.clone());
        }
        if !key.is_empty() {
            lines.push(add_primary_key(table, &key, wanted));
        }
    }
    if is_unique(shall) && !is_unique(was) {
        lines.push(add_unique(table, columns, wanted));
    }
    if let Some(reference) = shall
        .references
        .as_ref()
        .filter(|_| was.references != shall.references)
    {
        lines.push(format!(
            "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) {};",
            identifier(table),
            identifier(&wanted.name(table, Guard::ForeignKey, columns)),
            identifier(&shall.name),
            references(reference)
        ));
    }
    lines
}

fn retype(
    table: &str,
    was: &Column,
    shall: &Column,
    catalog: &Catalog,
    wanted: &Catalog,
) -> Vec<String> {
    let mut lines = Vec::new();
    let columns = std::slice::from_ref(&shall.name);
    let mut type_is = type_name(table, &shall.name, &shall.data_type);
    let mut old = None;
    if let DataType::Enum(_) = shall.data_type {
        let name = wanted.name(table, Guard::Enum, columns);
        if let DataType::Enum(_) = was.data_type {
            // The new type takes the old one's name, which must be free by then.
            let (now, aside) = (
                catalog.name(table, Guard::Enum, columns),
                format!("{name}_old"),
            );
            lines.push(format!(
                "ALTER TYPE \"public\".{} RENAME TO {};",
                identifier(&now),
                identifier(&aside)
            ));
            old = Some(aside);
        }
        lines.extend(create_type(table, shall, wanted));
        type_is = format!("\"public\".{}", identifier(&name));
    } else if let DataType::Enum(_) = was.data_type {
        old = Some(catalog.name(table, Guard::Enum, columns));
    }
    let column = identifier(&shall.name);
    let using = if casts_freely(&was.data_type, &shall.data_type) {
        String::new()
    } else {
        let through = if matches!(was.data_type, DataType::Enum(_)) {
            "::TEXT"
        } else {
            ""
        };
        format!(" USING ({column}{through}::{type_is})")
    };
    lines.push(format!(
        "ALTER TABLE {} ALTER COLUMN {column} TYPE {type_is}{using};",
        identifier(table)
    ));
    lines.extend(old.map(|old| format!("DROP TYPE IF EXISTS \"public\".{};", identifier(&old))));
    lines
}

/// Whether Postgres turns one type into the other without being told how.
pub fn casts_freely(was: &DataType, shall: &DataType) -> bool {
    let is_day = |data_type: &DataType| matches!(data_type, DataType::Date | DataType::DateOnly);
    let is_json = |data_type: &DataType| matches!(data_type, DataType::Json | DataType::Jsonb);
    match shall {
        DataType::String(_) | DataType::Char(_) | DataType::Text => true,
        _ => {
            (was.is_number() && shall.is_number())
                || (is_day(was) && is_day(shall))
                || (is_json(was) && is_json(shall))
        }
    }
}

fn create_type(table: &str, column: &Column, wanted: &Catalog) -> Option<String> {
    let DataType::Enum(values) = &column.data_type else {
        return None;
    };
    let name = wanted.name(table, Guard::Enum, std::slice::from_ref(&column.name));
    Some(create_enum(&name, values))
}

/// The statement that drops the type of an `ENUM` column, which Sequelize leaves behind.
pub fn drop_type(table: &str, column: &Column, catalog: &Catalog) -> Option<String> {
    let DataType::Enum(_) = &column.data_type else {
        return None;
    };
    let name = catalog.name(table, Guard::Enum, std::slice::from_ref(&column.name));
    Some(format!(
        "DROP TYPE IF EXISTS \"public\".{};",
        identifier(&name)
    ))
}

/// The expression for the sequence that counts a column up.
fn sequence_of(table: &str, column: &str) -> String {
    let quote = |text: &str| format!("'{}'", text.replace('\'', "''"));
    format!(
        "pg_get_serial_sequence({}, {})",
        quote(&identifier(table)),
        quote(column)
    )
}

fn drop_constraint(table: &str, name: &str) -> String {
    format!(
        "ALTER TABLE {} DROP CONSTRAINT {};",
        identifier(table),
        identifier(name)
    )
}

fn drop_primary_key(table: &str, catalog: &Catalog) -> Option<String> {
    let has_key = catalog
        .table(table)
        .is_some_and(|table| !primary_key(table).is_empty());
    has_key.then(|| drop_constraint(table, &catalog.name(table, Guard::PrimaryKey, &[])))
}

fn add_primary_key(table: &str, columns: &[String], wanted: &Catalog) -> String {
    let name = wanted.name(table, Guard::PrimaryKey, &[]);
    let (table, name) = (identifier(table), identifier(&name));
    format!(
        "ALTER TABLE {table} ADD CONSTRAINT {name} PRIMARY KEY ({});",
        identifiers(columns)
    )
}

fn add_unique(table: &str, columns: &[String], wanted: &Catalog) -> String {
    let name = wanted.name(table, Guard::Unique, columns);
    let (table, name) = (identifier(table), identifier(&name));
    format!(
        "ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE ({});",
        identifiers(columns)
    )
}
