//! `migrations/<name>.js`: the calls of `QueryInterface`, up and down.

use super::SourceFile;
use super::script::Script;
use crate::orm::migration::{
    Catalog, Guard, Migration, Operation, casts_freely, down, statements, up,
};
use crate::orm::naming::migration_path;
use crate::orm::schema::{DataType, DefaultValue};
use crate::orm::sql::{Column, Reference};

/// The file of the migration at that place.
pub fn file(migrations: &[Migration], place: usize) -> SourceFile {
    written(migrations, place, Catalog::after(migrations, place)).0
}

/// The files of all migrations, in order: what one leaves behind is where the next begins.
pub fn files(migrations: &[Migration]) -> Vec<SourceFile> {
    let mut catalog = Catalog::default();
    (0..migrations.len())
        .map(|place| {
            let (file, after) = written(migrations, place, std::mem::take(&mut catalog));
            catalog = after;
            file
        })
        .collect()
}

/// The file of a migration that begins with that catalog, and the catalog it leaves behind.
fn written(migrations: &[Migration], place: usize, before: Catalog) -> (SourceFile, Catalog) {
    let operations = up(migrations, place);
    let after = before.clone().then(&operations);
    let text = format!(
        "'use strict';
module.exports = {{
  async up(queryInterface, Sequelize) {{
{}  }},
  async down(queryInterface, Sequelize) {{
{}  }},
}};
",
        calls(&operations, &before, &Catalog::default()),
        calls(&down(migrations, place), &after, &before),
    );
    let name = migrations
        .get(place)
        .map(|migration| migration.name.as_str())
        .unwrap_or_default();
    let file = SourceFile {
        path: migration_path(name),
        text,
    };
    (file, after)
}

fn calls(operations: &[Operation], catalog: &Catalog, wanted: &Catalog) -> String {
    let mut catalog = catalog.clone();
    let mut text = String::new();
    for operation in operations {
        for call in call(operation, &catalog, wanted) {
            text.extend(["    await queryInterface.", &call, ";\n"]);
        }
        catalog.apply(operation, wanted);
    }
    text
}

/// The calls of one operation, after `queryInterface.`.
fn call(operation: &Operation, catalog: &Catalog, wanted: &Catalog) -> Vec<String> {
    let quote = |name: &str| Script::text(name).write(0);
    let raw = |lines: Vec<String>| lines.iter().map(|line| query(line)).collect::<Vec<_>>();
    let all = || statements(operation, catalog, wanted);
    match operation {
        Operation::CreateTable { table } => {
            let columns = table
                .columns
                .iter()
                .map(|it| (it.name.clone(), column(it)))
                .collect();
            let columns = Script::Object(columns).write(4);
            let mut lines = vec![format!("createTable({}, {columns})", quote(&table.name))];
            lines.extend(
                table
                    .unique_keys
                    .iter()
                    .map(|key| add_unique(&table.name, key, wanted)),
            );
            lines
        }
        Operation::DropTable { table } => {
            let mut lines = vec![format!("dropTable({})", quote(table))];
            lines.extend(all().iter().skip(1).map(|line| query(line)));
            lines
        }
        Operation::RenameTable { from, to } => {
            vec![format!("renameTable({}, {})", quote(from), quote(to))]
        }
        // Only a statement can give a table with rows another primary key.
        Operation::AddColumn { column, .. } if column.primary_key => raw(all()),
        Operation::AddColumn { table, column: it } => {
            let column = column(it).write(4);
            vec![format!(
                "addColumn({}, {}, {column})",
                quote(table),
                quote(&it.name)
            )]
        }
        Operation::RemoveColumn { table, column } => {
            let mut lines = vec![format!("removeColumn({}, {})", quote(table), quote(column))];
            lines.extend(all().iter().skip(1).map(|line| query(line)));
            lines
        }
        Operation::RenameColumn { table, from, to } => {
            vec![format!(
                "renameColumn({}, {}, {})",
                quote(table),
                quote(from),
                quote(to)
            )]
        }
        Operation::ChangeColumn { table, column } => match catalog.column(table, &column.name) {
            Some(was) if is_plain_change(was, column) => {
                change(table, was, column, catalog, wanted)
            }
            _ => raw(all()),
        },
        Operation::AddUnique { table, columns } => vec![add_unique(table, columns, wanted)],
        Operation::RemoveUnique { table, columns } => {
            vec![remove_constraint(
                table,
                &catalog.name(table, Guard::Unique, columns),
            )]
        }
    }
}

/// Whether `changeColumn` and constraints do it. It cannot convert, count up, list other values or move a primary key.
fn is_plain_change(was: &Column, shall: &Column) -> bool {
    let is_retyped = was.data_type != shall.data_type;
    let is_enum = |column: &Column| matches!(column.data_type, DataType::Enum(_));
    let has_default = was.default_value.is_some() || shall.default_value.is_some();
    let is_special = |column: &Column| column.auto_increment || is_enum(column);
    was.primary_key == shall.primary_key
        && ![was, shall].into_iter().any(is_special)
        && !(is_retyped && (has_default || !casts_freely(&was.data_type, &shall.data_type)))
}

fn change(
    table: &str,
    was: &Column,
    shall: &Column,
    catalog: &Catalog,
    wanted: &Catalog,
) -> Vec<String> {
    let columns = std::slice::from_ref(&shall.name);
    let is_unique = |column: &Column| column.unique && !column.primary_key;
    let mut lines = Vec::new();
    if was.references.is_some() && was.references != shall.references {
        lines.push(remove_constraint(
            table,
            &catalog.name(table, Guard::ForeignKey, columns),
        ));
    }
    if is_unique(was) && !is_unique(shall) {
        lines.push(remove_constraint(
            table,
            &catalog.name(table, Guard::Unique, columns),
        ));
    }
    let is_other = was.data_type != shall.data_type
        || was.allow_null != shall.allow_null
        || was.default_value != shall.default_value;
    if is_other {
        // Constraints have calls of their own: `changeColumn` would add them once more.
        let bare = Column {
            unique: false,
            references: None,
            primary_key: false,
            ..shall.clone()
        };
        let (table, name) = (
            Script::text(table).write(0),
            Script::text(&shall.name).write(0),
        );
        lines.push(format!(
            "changeColumn({table}, {name}, {})",
            column(&bare).write(4)
        ));
    }
    if is_unique(shall) && !is_unique(was) {
        lines.push(add_unique(table, columns, wanted));
    }
    if let Some(reference) = shall
        .references
        .as_ref()
        .filter(|_| was.references != shall.references)
    {
        let name = wanted.name(table, Guard::ForeignKey, columns);
        lines.push(add_foreign_key(table, columns, &name, reference));
    }
    lines
}

/// What a column is. As sequelize-cli writes it: by the alphabet, a foreign key with its type first.
fn column(column: &Column) -> Script {
    let data_type = (
        "type".to_owned(),
        Script::code(format!("Sequelize.{}", column.data_type.code())),
    );
    let flag = |name: &str, value: bool| (name.to_owned(), Script::code(value.to_string()));
    let mut before = Vec::new();
    let mut after = Vec::new();
    if !column.allow_null || column.primary_key {
        before.push(flag("allowNull", false));
    }
    if column.auto_increment {
        before.push(flag("autoIncrement", true));
    }
    if let Some(default) = &column.default_value {
        before.push(("defaultValue".to_owned(), default_value(default)));
    }
    if column.primary_key {
        before.push(flag("primaryKey", true));
    }
    if column.unique && !column.primary_key {
        after.push(flag("unique", true));
    }
    let properties = match &column.references {
        None => before.into_iter().chain([data_type]).chain(after).collect(),
        Some(reference) => {
            let named = |name: &str, value: &str| (name.to_owned(), Script::text(value));
            let target = vec![
                named("model", &reference.table),
                named("key", &reference.column),
            ];
            let actions = [
                ("references".to_owned(), Script::Object(target)),
                named("onUpdate", reference.on_update.sql()),
                named("onDelete", reference.on_delete.sql()),
            ];
            [data_type]
                .into_iter()
                .chain(before)
                .chain(after)
                .chain(actions)
                .collect()
        }
    };
    Script::Object(properties)
}

fn default_value(default: &DefaultValue) -> Script {
    Script::Code(match default {
        DefaultValue::Literal(value) => value.to_code(),
        DefaultValue::Now => "Sequelize.literal('CURRENT_TIMESTAMP')".to_owned(),
        DefaultValue::UuidV4 => "Sequelize.literal('gen_random_uuid()')".to_owned(),
    })
}

fn add_unique(table: &str, columns: &[String], wanted: &Catalog) -> String {
    let options = vec![
        ("type".to_owned(), Script::text("unique")),
        ("fields".to_owned(), Script::texts(columns)),
        (
            "name".to_owned(),
            Script::text(&wanted.name(table, Guard::Unique, columns)),
        ),
    ];
    format!(
        "addConstraint({}, {})",
        Script::text(table).write(0),
        Script::Object(options).write(4)
    )
}

fn add_foreign_key(table: &str, columns: &[String], name: &str, reference: &Reference) -> String {
    let named = |name: &str, value: &str| (name.to_owned(), Script::text(value));
    let options = vec![
        named("type", "foreign key"),
        ("fields".to_owned(), Script::texts(columns)),
        named("name", name),
        (
            "references".to_owned(),
            Script::Object(vec![
                named("table", &reference.table),
                named("field", &reference.column),
            ]),
        ),
        named("onUpdate", reference.on_update.sql()),
        named("onDelete", reference.on_delete.sql()),
    ];
    format!(
        "addConstraint({}, {})",
        Script::text(table).write(0),
        Script::Object(options).write(4)
    )
}

fn remove_constraint(table: &str, name: &str) -> String {
    format!(
        "removeConstraint({}, {})",
        Script::text(table).write(0),
        Script::text(name).write(0)
    )
}

/// A statement Sequelize has no call for.
fn query(statement: &str) -> String {
    let text = if statement.contains('\'') {
        format!(
            "`{}`",
            statement
                .replace('\\', "\\\\")
                .replace('`', "\\`")
                .replace("${", "\\${")
        )
    } else {
        Script::text(statement).write(0)
    };
    format!("sequelize.query({text})")
}
