//! `sequelize.define` and `Model.init`: a model with every default filled in.

use super::{
    Attribute, ErrorClass, Index, IndexField, Model, OrmError, Registry, Type, Unique, options,
};
use crate::orm::js::{Js, Key};
use crate::orm::naming::{pluralize, singularize, underscore};

impl Registry {
    /// Declares a model. One of that name is replaced, and the new one goes last.
    ///
    /// # Errors
    /// What `Model.init` throws.
    pub fn define(&mut self, name: &str, attributes: &Js, given: &Js) -> Result<&Model, OrmError> {
        let names = options::object(vec![
            ("plural", Js::Text(pluralize(name))),
            ("singular", Js::Text(singularize(name))),
        ]);
        let base = options::object(vec![("name", names), ("indexes", Js::Array(Vec::new()))]);
        let defaults = self.defaults.clone().unwrap_or(Js::Undefined);
        let merged = options::merge(&[&base, &defaults, given]);
        self.forget(name);
        let mut model = new_model(name, merged);
        check_validators(&model, attributes)?;
        for (attribute_name, given) in all_entries(attributes) {
            let attribute = self.attribute(attribute_name, given)?;
            check_attribute(&model, &attribute, given)?;
            model.attributes.push(attribute);
        }
        model.indexes = read_indexes(&model)?;
        name_timestamps(&mut model)?;
        add_default_attributes(&mut model)?;
        model.refresh();
        if model
            .attributes
            .iter()
            .filter(|own| own.auto_increment)
            .count()
            > 1
        {
            return error("Invalid Instance definition. Only one autoincrement field allowed.");
        }
        index_documents(&mut model, attributes);
        self.models.push(model);
        Ok(&self.models[self.models.len() - 1])
    }

    /// Gives a model other attributes, as code that changes `rawAttributes` does.
    ///
    /// # Errors
    /// There is no such model; an attribute that `define` would refuse.
    pub fn refresh(&mut self, name: &str, attributes: &Js) -> Result<&Model, OrmError> {
        let attributes = all_entries(attributes)
            .map(|(name, given)| self.attribute(name, given))
            .collect::<Result<Vec<_>, _>>()?;
        let Some(model) = self.model_mut(name) else {
            return error(format!("{name} has not been defined"));
        };
        model.attributes = attributes;
        model.refresh();
        Ok(model)
    }

    /// Takes a model out: `sequelize.modelManager.removeModel`.
    pub fn forget(&mut self, name: &str) {
        self.models.retain(|model| model.name != name);
    }
}

impl Model {
    /// Fills in what follows from the attributes: their fields, the names of unique keys.
    pub(super) fn refresh(&mut self) {
        for attribute in &mut self.attributes {
            if attribute.field.is_empty() {
                attribute.field = if self.underscored {
                    underscore(&attribute.name)
                } else {
                    attribute.name.clone()
                };
            }
            if let Unique::Named { name, .. } = &mut attribute.unique
                && name.is_empty()
            {
                *name = format!("{}_{}_unique", self.table_name, attribute.name);
            }
        }
    }
}

fn error<T>(message: impl Into<String>) -> Result<T, OrmError> {
    Err(OrmError::new(ErrorClass::Error, message))
}

fn all_entries(attributes: &Js) -> impl Iterator<Item = (&str, &Js)> {
    let entries = match attributes {
        Js::Object(entries) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().filter_map(|(key, value)| match key {
        Key::Name(name) => Some((name.as_str(), value)),
        Key::Op(_) => None,
    })
}

fn new_model(name: &str, merged: Js) -> Model {
    let words = merged.get("name").cloned().unwrap_or(Js::Undefined);
    let named = |key: &str| options::text(&words, key).unwrap_or_default().to_owned();
    let underscored = options::is_set(&merged, "underscored");
    let table_name = match options::text(&merged, "tableName") {
        Some(table_name) => table_name.to_owned(),
        None if options::is_set(&merged, "freezeTableName") => name.to_owned(),
        None if underscored => underscore(&pluralize(name)),
        None => pluralize(name),
    };
    let schema = options::text(&merged, "schema").map(str::to_owned);
    Model {
        name: name.to_owned(),
        singular: named("singular"),
        plural: named("plural"),
        underscored,
        options: merged,
        ..Model::of_table(schema, table_name)
    }
}

fn check_validators(model: &Model, attributes: &Js) -> Result<(), OrmError> {
    let Some(validators) = model.options.get("validate") else {
        return Ok(());
    };
    let name = &model.name;
    for (validator, given) in options::entries(validators) {
        if all_entries(attributes).any(|(attribute, _)| attribute == validator) {
            return error(format!(
                "A model validator function must not have the same name as a field. Model: {name}, field/validation name: {validator}"
            ));
        }
        if options::type_of(given) != "function" {
            return error(format!(
                "Members of the validate option must be functions. Model: {name}, error with validate member {validator}"
            ));
        }
    }
    Ok(())
}

fn check_attribute(model: &Model, attribute: &Attribute, given: &Js) -> Result<(), OrmError> {
    let place = format!("\"{}.{}\"", model.name, attribute.name);
    if attribute.data_type.key.is_empty() {
        return error(format!("Unrecognized datatype for attribute {place}"));
    }
    let validates_null = given
        .get("validate")
        .is_some_and(|validate| options::is_set(validate, "notNull"));
    if validates_null && attribute.allow_null != Some(false) {
        return error(format!(
            "Invalid definition for {place}, \"notNull\" validator is only allowed with \"allowNull:false\""
        ));
    }
    Ok(())
}

fn name_timestamps(model: &mut Model) -> Result<(), OrmError> {
    if model.options.get("timestamps").is_none_or(Js::is_truthy) {
        let named = |key: &str| {
            let given = model.options.get(key);
            match given {
                Some(Js::Text(text)) if text.is_empty() => error(format!(
                    "Value for \"{key}\" option cannot be an empty string"
                )),
                Some(Js::Text(text)) => Ok(Some(text.clone())),
                Some(Js::Boolean(false)) => Ok(None),
                Some(Js::Boolean(true)) | None => Ok(Some(key.to_owned())),
                Some(other) => error(format!(
                    "Value for \"{key}\" option must be a string or a boolean, got {}",
                    options::type_of(other)
                )),
            }
        };
        let (created_at, updated_at) = (named("createdAt")?, named("updatedAt")?);
        let deleted_at = named("deletedAt")?;
        model.created_at = created_at;
        model.updated_at = updated_at;
        if options::is_set(&model.options, "paranoid") {
            model.deleted_at = deleted_at;
        }
    }
    model.version = match model.options.get("version") {
        Some(Js::Text(name)) if !name.is_empty() => Some(name.clone()),
        Some(given) if given.is_truthy() => Some("version".to_owned()),
        _ => None,
    };
    Ok(())
}

fn add_default_attributes(model: &mut Model) -> Result<(), OrmError> {
    if model.primary_keys().next().is_none() {
        if model.attribute("id").is_some() {
            return error(format!(
                "A column called 'id' was added to the attributes of '{}' but not marked with 'primaryKey: true'",
                model.table_name
            ));
        }
        let mut id = generated("id", "INTEGER", Some(false));
        id.primary_key = true;
        id.auto_increment = true;
        model.attributes.insert(0, id);
    }
    let moments = [
        (model.created_at.clone(), Some(false)),
        (model.updated_at.clone(), Some(false)),
        (model.deleted_at.clone(), None),
    ];
    let moments = moments
        .into_iter()
        .filter_map(|(name, allow_null)| Some(generated(&name?, "DATE", allow_null)));
    let version = model.version.as_deref().map(|name| Attribute {
        default_value: Some(Js::Number(0.0)),
        ..generated(name, "INTEGER", Some(false))
    });
    for attribute in moments.chain(version).collect::<Vec<_>>() {
        if model.attribute(&attribute.name).is_none() {
            model.attributes.push(attribute);
        }
    }
    Ok(())
}

/// An attribute that Sequelize adds.
fn generated(name: &str, key: &str, allow_null: Option<bool>) -> Attribute {
    Attribute {
        name: name.to_owned(),
        field: String::new(),
        data_type: Type {
            key: key.to_owned(),
            ..Type::default()
        },
        allow_null,
        primary_key: false,
        auto_increment: false,
        is_identity: false,
        unique: Unique::No,
        default_value: None,
        references: None,
        on_delete: None,
        on_update: None,
        comment: None,
        auto_generated: true,
    }
}

fn read_indexes(model: &Model) -> Result<Vec<Index>, OrmError> {
    let Some(Js::Array(given)) = model.options.get("indexes") else {
        return Ok(Vec::new());
    };
    given
        .iter()
        .map(|index| Index::read(index, &model.table_name))
        .collect()
}

/// `index: true` on a document's attribute makes a GIN index.
fn index_documents(model: &mut Model, attributes: &Js) {
    for (name, given) in all_entries(attributes) {
        let Some(attribute) = model.attribute(name) else {
            continue;
        };
        if attribute.data_type.key == "JSONB" && given.get("index") == Some(&Js::Boolean(true)) {
            let field = attribute.field.clone();
            model.indexes.push(Index {
                name: underscore(&format!("{}_{field}", model.table_name)),
                unique: false,
                fields: vec![IndexField::of(Js::Text(field))],
                using: Some("gin".to_owned()),
                where_: None,
                concurrently: false,
            });
        }
    }
}
