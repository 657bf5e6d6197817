//! `models/<name>.js`: a class with its attributes and associations.

use super::SourceFile;
use super::script::{Script, member};
use crate::orm::naming::{model_path, table_name};
use crate::orm::schema::{
    Association, AssociationKind, Attribute, AttributeId, DataType, DefaultValue, Model,
    ReferentialAction, Schema,
};

/// The file of a model.
pub fn file(schema: &Schema, model: &Model) -> SourceFile {
    let name = &model.name;
    let calls: Vec<String> = schema
        .associations_of(model.id)
        .filter_map(|association| Some(format!("      {};\n", call(schema, association)?)))
        .collect();
    let associate = if calls.is_empty() {
        String::new()
    } else {
        format!(
            "    static associate(models) {{\n{}    }}\n",
            calls.concat()
        )
    };
    let attributes = attributes(schema, model).write(4);
    let options = options(model).write(4);
    let no_key = if model.primary_key().next().is_none() {
        format!(
            "\n  // Sequelize would add an id, which the table does not have.\n  {name}.removeAttribute('id');\n"
        )
    } else {
        String::new()
    };
    let text = format!(
        "'use strict';
const {{ Model }} = require('sequelize');

module.exports = (sequelize, DataTypes) => {{
  class {name} extends Model {{
{associate}  }}

  {name}.init(
    {attributes},
    {options}
  );
{no_key}
  return {name};
}};
"
    );
    SourceFile {
        path: model_path(name),
        text,
    }
}

fn attributes(schema: &Schema, model: &Model) -> Script {
    let shown = model
        .attributes
        .iter()
        .enumerate()
        .filter(|(place, _)| !is_implicit(schema, model, *place));
    Script::Object(
        shown
            .map(|(_, it)| (it.name.clone(), attribute(schema, model, it)))
            .collect(),
    )
}

/// Whether Sequelize adds the attribute by itself, at the same place.
fn is_implicit(schema: &Schema, model: &Model, place: usize) -> bool {
    let attribute = &model.attributes[place];
    let is_plain =
        attribute.default_value.is_none() && attribute.references.is_none() && !attribute.unique;
    // Sequelize takes an `id` it added itself away again from a through model.
    let is_through = schema.associations.iter().any(
        |it| matches!(it.kind, AssociationKind::BelongsToMany { through, .. } if through == model.id),
    );
    let is_id = attribute.name == "id"
        && !is_through
        && place == 0
        && attribute.data_type == DataType::Integer
        && attribute.primary_key
        && attribute.auto_increment
        && model.primary_key().count() == 1;
    let is_stamp =
        |attribute: &Attribute| matches!(attribute.name.as_str(), "createdAt" | "updatedAt");
    let stamps = &model.attributes[model.attributes.len().saturating_sub(2)..];
    let is_last_stamp = model.timestamps
        && place + 2 >= model.attributes.len()
        && stamps
            .first()
            .is_some_and(|first| first.name == "createdAt")
        && stamps.iter().all(is_stamp)
        && attribute.data_type == DataType::Date
        && !attribute.allow_null
        && !attribute.primary_key;
    is_plain && (is_id || is_last_stamp)
}

fn attribute(schema: &Schema, model: &Model, attribute: &Attribute) -> Script {
    let data_type = Script::code(format!("DataTypes.{}", attribute.data_type.code()));
    let mut options = vec![("type".to_owned(), data_type.clone())];
    let mut add = |name: &str, value| options.push((name.to_owned(), value));
    if attribute.primary_key {
        add("primaryKey", Script::code("true"));
    }
    if attribute.auto_increment {
        add("autoIncrement", Script::code("true"));
    }
    if !attribute.allow_null && !attribute.primary_key {
        add("allowNull", Script::code("false"));
    }
    if attribute.unique {
        add("unique", Script::code("true"));
    }
    if let Some(default) = &attribute.default_value {
        add("defaultValue", Script::Code(default_value(default)));
    }
    let is_carried = schema
        .associations
        .iter()
        .any(|association| carries(association, model, attribute.id));
    if let Some(reference) = attribute.references.as_ref().filter(|_| !is_carried) {
        let target = schema.model(reference.model);
        if let Some((target, key)) =
            target.and_then(|target| Some((target, target.attribute(reference.attribute)?)))
        {
            let named = |name: &str, value: &str| (name.to_owned(), Script::text(value));
            add(
                "references",
                Script::Object(vec![
                    named("model", &target.table_name),
                    named("key", &key.name),
                ]),
            );
            add("onUpdate", Script::text(reference.on_update.sql()));
            add("onDelete", Script::text(reference.on_delete.sql()));
        }
    }
    if options.len() == 1 {
        data_type
    } else {
        Script::Object(options)
    }
}

/// Whether an association makes the reference of that key.
fn carries(association: &Association, model: &Model, key: AttributeId) -> bool {
    match association.kind {
        AssociationKind::BelongsToMany {
            through,
            foreign_key,
            other_key,
            ..
        } => through == model.id && (foreign_key == key || other_key == key),
        _ => association.kind.foreign_key() == key,
    }
}

fn default_value(default: &DefaultValue) -> String {
    match default {
        DefaultValue::Literal(value) => value.to_code(),
        DefaultValue::Now => "DataTypes.NOW".to_owned(),
        DefaultValue::UuidV4 => "DataTypes.UUIDV4".to_owned(),
    }
}

fn options(model: &Model) -> Script {
    let mut options = vec![
        ("sequelize".to_owned(), Script::code("sequelize")),
        ("modelName".to_owned(), Script::text(&model.name)),
    ];
    if model.table_name != table_name(&model.name) {
        options.push(("tableName".to_owned(), Script::text(&model.table_name)));
    }
    if !model.timestamps {
        options.push(("timestamps".to_owned(), Script::code("false")));
    }
    let keys = model.unique_keys.iter().map(|key| {
        let names: Vec<&String> = key
            .iter()
            .filter_map(|id| Some(&model.attribute(*id)?.name))
            .collect();
        Script::code(format!(
            "{{ unique: true, fields: {} }}",
            Script::texts(names).write(0)
        ))
    });
    let keys: Vec<Script> = keys.collect();
    if !keys.is_empty() {
        options.push(("indexes".to_owned(), Script::List(keys)));
    }
    Script::Object(options)
}

/// The call that declares an association: `User.hasMany(models.Post, { … })`.
fn call(schema: &Schema, association: &Association) -> Option<String> {
    let (source, target) = (
        schema.model(association.source)?,
        schema.model(association.target)?,
    );
    let name = |id: AttributeId| {
        schema
            .attribute(id)
            .map(|(_, attribute)| attribute.name.as_str())
    };
    let key_option = |option: &str, model: &Model, key: AttributeId| {
        let is_key = model
            .primary_key()
            .next()
            .is_some_and(|primary| primary.id == key);
        name(key)
            .filter(|_| !is_key)
            .map(|key| (option.to_owned(), Script::text(key)))
    };
    let mut options = Vec::new();
    let foreign_key = name(association.kind.foreign_key())?;
    let as_ = || ("as".to_owned(), Script::text(&association.alias));
    let by = || ("foreignKey".to_owned(), Script::text(foreign_key));
    // Sequelize's default does not know that the attribute allows no null, so only its own choices can be left out.
    let usual = match association.kind {
        AssociationKind::HasOne { source_key, .. }
        | AssociationKind::HasMany { source_key, .. } => {
            options.extend([by(), as_()]);
            options.extend(key_option("sourceKey", source, source_key));
            ReferentialAction::SetNull
        }
        AssociationKind::BelongsTo { target_key, .. } => {
            options.extend([by(), as_()]);
            options.extend(key_option("targetKey", target, target_key));
            ReferentialAction::SetNull
        }
        AssociationKind::BelongsToMany {
            through,
            other_key,
            source_key,
            target_key,
            ..
        } => {
            let through = schema.model(through)?;
            options.push((
                "through".to_owned(),
                through_option(through, foreign_key, name(other_key)?),
            ));
            options.extend([
                by(),
                ("otherKey".to_owned(), Script::text(name(other_key)?)),
                as_(),
            ]);
            options.extend(key_option("sourceKey", source, source_key));
            options.extend(key_option("targetKey", target, target_key));
            if through.is_implied && !through.timestamps {
                options.push(("timestamps".to_owned(), Script::code("false")));
            }
            ReferentialAction::Cascade
        }
    };
    match schema
        .attribute(association.kind.foreign_key())?
        .1
        .references
        .as_ref()
    {
        None => options.push(("constraints".to_owned(), Script::code("false"))),
        Some(reference) => {
            if reference.on_delete != usual {
                options.push((
                    "onDelete".to_owned(),
                    Script::text(reference.on_delete.sql()),
                ));
            }
            if reference.on_update != ReferentialAction::Cascade {
                options.push((
                    "onUpdate".to_owned(),
                    Script::text(reference.on_update.sql()),
                ));
            }
        }
    }
    let target = format!("models{}", member(&target.name));
    let method = association.kind.method();
    Some(format!(
        "{}.{method}({target}, {})",
        source.name,
        Script::Object(options).write(6)
    ))
}

/// A join table by its name where it is implied, else the model.
fn through_option(through: &Model, foreign_key: &str, other_key: &str) -> Script {
    if through.is_implied {
        return Script::text(&through.table_name);
    }
    let model = Script::code(format!("models{}", member(&through.name)));
    let is_key = |name: &str| name == foreign_key || name == other_key;
    let has_own_key = through
        .primary_key()
        .any(|attribute| !is_key(&attribute.name));
    let is_pair = |key: &Vec<AttributeId>| {
        key.len() == 2
            && key
                .iter()
                .all(|id| through.attribute(*id).is_some_and(|it| is_key(&it.name)))
    };
    if has_own_key && !through.unique_keys.iter().any(is_pair) {
        // Sequelize takes a pair for unique unless it is told.
        return Script::Object(vec![
            ("model".to_owned(), model),
            ("unique".to_owned(), Script::code("false")),
        ]);
    }
    model
}
