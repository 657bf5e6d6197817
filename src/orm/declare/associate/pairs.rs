//! `belongsToMany`: its table of pairs, the two keys in it, and the association on the other side.

use super::{Alias, GivenKey, no_field};
use crate::orm::declare::{
    Association, AssociationKind, Attribute, ErrorClass, Model, OrmError, Reference, Registry,
    Through, Unique, options,
};
use crate::orm::js::Js;
use crate::orm::naming::{camelize, singularize};

impl Registry {
    pub(super) fn pairs(
        &mut self,
        source: &str,
        target: &str,
        given: &Js,
    ) -> Result<Association, OrmError> {
        let Some(through) = through_model(given) else {
            return Err(OrmError::new(
                ErrorClass::Association,
                format!(
                    "{source}.belongsToMany({target}) requires through option, pass either a string or a model"
                ),
            ));
        };
        let names = Alias::read(given, self.known(target)?, true);
        if source == target && !names.is_aliased {
            return Err(OrmError::new(
                ErrorClass::Association,
                "'as' must be defined for many-to-many self-associations",
            ));
        }
        let through_options = given.get("through").cloned().unwrap_or(Js::Undefined);
        let key_of = |model: &Model, option: &str| match options::text(given, option) {
            Some(name) => Ok(name.to_owned()),
            None => model.primary_key().map(|key| key.name.clone()),
        };
        let source_key = key_of(self.known(source)?, "sourceKey")?;
        let target_key = key_of(self.known(target)?, "targetKey")?;
        let mut association = Association {
            kind: AssociationKind::BelongsToMany,
            source: source.to_owned(),
            target: target.to_owned(),
            alias: names.name,
            is_aliased: names.is_aliased,
            singular: names.singular,
            plural: names.plural,
            foreign_key: String::new(),
            foreign_key_field: String::new(),
            source_key_field: self.field(source, &source_key)?,
            source_key,
            target_key_field: self.field(target, &target_key)?,
            target_key,
            through: Some(Through {
                model: String::new(),
                other_key: String::new(),
                other_key_field: String::new(),
                scope: through_options
                    .get("scope")
                    .filter(|scope| scope.is_truthy())
                    .cloned(),
                unique: !options::is_false(&through_options, "unique"),
                key_replaced: false,
                paired: None,
            }),
            scope: given
                .get("scope")
                .filter(|scope| scope.is_truthy())
                .cloned(),
            constraints: !options::is_false(given, "constraints"),
            options: given.clone(),
        };
        let paired = self.find_pair(&association, through);
        self.name_keys(&mut association)?;
        let model = self.through_model(&association, through, &through_options)?;
        if let Some(own) = association.through.as_mut() {
            own.model = model;
            own.paired.clone_from(&paired);
        }
        if let Some(alias) = paired {
            self.join_pair(&mut association, &alias)?;
        }
        self.known_mut(source)?.put_association(association.clone());
        self.inject_pair(&mut association)?;
        self.known_mut(source)?.put_association(association.clone());
        let through = association
            .through
            .as_ref()
            .map_or("", |through| &through.model);
        self.check_alias(source, through)?;
        self.check_alias(target, through)?;
        Ok(association)
    }

    fn field(&self, model: &str, name: &str) -> Result<String, OrmError> {
        let attribute = self.known(model)?.attribute(name).ok_or_else(no_field)?;
        Ok(attribute.field.clone())
    }

    /// The alias of the target's association that goes back through the same pairs.
    fn find_pair(&mut self, association: &Association, through: &Js) -> Option<String> {
        let target = self.model_mut(&association.target)?;
        let mut paired = None;
        for other in &mut target.associations {
            let is_pair = other.kind == AssociationKind::BelongsToMany
                && other.target == association.source
                && through_model(&other.options) == Some(through);
            if is_pair {
                paired = Some(other.alias.clone());
                if let Some(through) = &mut other.through {
                    through.paired = Some(association.alias.clone());
                }
            }
        }
        paired
    }

    /// Names both keys, from the options or from the models' names and keys.
    fn name_keys(&self, association: &mut Association) -> Result<(), OrmError> {
        let named = |option: &str, word: &str, key: &str| {
            let given = association
                .options
                .get(option)
                .filter(|given| given.is_truthy());
            let read = GivenKey::read(given);
            match (read.name, given) {
                (Some(name), _) => name,
                // An attribute without a name is put under the word JavaScript has for nothing.
                (None, Some(Js::Object(_))) => "undefined".to_owned(),
                _ => camelize(&format!("{word}_{key}")),
            }
        };
        let source = &self.known(&association.source)?.singular;
        let target = if association.source == association.target {
            singularize(&association.alias)
        } else {
            self.known(&association.target)?.singular.clone()
        };
        let foreign_key = named("foreignKey", source, &association.source_key);
        let other_key = named("otherKey", &target, &association.target_key);
        association.foreign_key = foreign_key;
        if let Some(through) = &mut association.through {
            through.other_key = other_key;
        }
        Ok(())
    }

    /// The through model's name; one that is given by name and not declared is declared.
    fn through_model(
        &mut self,
        association: &Association,
        through: &Js,
        through_options: &Js,
    ) -> Result<String, OrmError> {
        let name = match through {
            Js::Model(name) => return Ok(name.clone()),
            Js::Text(name) => name.clone(),
            _ => String::new(),
        };
        if self.model(&name).is_some() {
            return Ok(name);
        }
        let mut made = association.options.clone();
        let source = self.known(&association.source)?;
        // The source's own options go into the table of pairs too: its schema, its names of timestamps.
        let without = ["hooks", "timestamps", "scopes", "defaultScope"];
        options::assign(&mut made, &source.options, &without);
        let mut names = vec![("plural", Js::Text(association.plural.clone()))];
        names.push(("singular", Js::Text(association.singular.clone())));
        let paranoid = through_options.get("paranoid").cloned();
        for (key, value) in [
            ("name", options::object(names)),
            ("tableName", Js::Text(name.clone())),
            ("indexes", Js::Array(Vec::new())),
            ("paranoid", paranoid.unwrap_or(Js::Boolean(false))),
            ("validate", options::object(Vec::new())),
        ] {
            options::set(&mut made, key, value);
        }
        self.define(&name, &options::object(Vec::new()), &made)?;
        Ok(name)
    }

    /// Brings the keys of the two sides together: what one side names, the other takes where it names nothing.
    fn join_pair(&mut self, association: &mut Association, alias: &str) -> Result<(), OrmError> {
        let Some(mut other) = self.known(&association.target)?.association(alias).cloned() else {
            return Ok(());
        };
        let is_given = |side: &Association, option: &str| options::is_set(&side.options, option);
        let mut is_changed = false;
        if !is_given(association, "targetKey") {
            association.target_key.clone_from(&other.source_key);
            association
                .target_key_field
                .clone_from(&other.source_key_field);
            self.name_keys(association)?;
        }
        if !is_given(&other, "targetKey") && other.target_key != association.source_key {
            self.forget_other_key(&other)?;
            other.target_key.clone_from(&association.source_key);
            other
                .target_key_field
                .clone_from(&association.source_key_field);
            self.name_keys(&mut other)?;
            is_changed = true;
        }
        if !is_given(association, "otherKey")
            && let Some(through) = &mut association.through
        {
            through.other_key.clone_from(&other.foreign_key);
        }
        let other_key = other
            .through
            .as_ref()
            .map(|through| through.other_key.clone());
        if !is_given(&other, "otherKey") && other_key.as_ref() != Some(&association.foreign_key) {
            self.forget_other_key(&other)?;
            if let Some(through) = &mut other.through {
                through.other_key.clone_from(&association.foreign_key);
            }
            is_changed = true;
        }
        if is_changed {
            self.inject_pair(&mut other)?;
            self.known_mut(&association.target)?.put_association(other);
            // Sequelize asks for the column of a key that is given before it is there.
            if let Some(through) = &association.through {
                let model = self.known(&through.model)?;
                model.attribute(&through.other_key).ok_or_else(no_field)?;
            }
        }
        Ok(())
    }

    fn forget_other_key(&mut self, association: &Association) -> Result<(), OrmError> {
        if let Some(through) = &association.through {
            let model = self.known_mut(&through.model)?;
            model.attributes.retain(|own| own.name != through.other_key);
        }
        Ok(())
    }

    /// Puts both keys into the through model, as its primary key where it has none of its own.
    fn inject_pair(&mut self, association: &mut Association) -> Result<(), OrmError> {
        let Some(mut through) = association.through.take() else {
            return Ok(());
        };
        let keys = [association.foreign_key.clone(), through.other_key.clone()];
        let model = self.known_mut(&through.model)?;
        through.key_replaced |= drop_generated_keys(model, &keys);
        let unique_name = options::text(&association.options, "uniqueKey").map_or_else(
            || format!("{}_{}_{}_unique", model.table_name, keys[0], keys[1]),
            str::to_owned,
        );
        for (index, name) in keys.iter().enumerate() {
            let mut key = self.pair_key(association, &through, index)?;
            if through.key_replaced {
                key.primary_key = true;
            } else if through.unique {
                key.unique = Unique::Named {
                    name: unique_name.clone(),
                    message: None,
                };
            }
            let model = self.known_mut(&through.model)?;
            match model.attributes.iter_mut().find(|own| own.name == *name) {
                Some(own) => overwrite(own, key),
                None => model.attributes.push(Attribute {
                    auto_generated: true,
                    ..key
                }),
            }
        }
        let model = self.known_mut(&through.model)?;
        model.refresh();
        let field = |name: &str| {
            let attribute = model.attribute(name);
            attribute.map_or_else(|| name.to_owned(), |attribute| attribute.field.clone())
        };
        association.foreign_key_field = field(&association.foreign_key);
        through.other_key_field = field(&through.other_key);
        association.through = Some(through);
        Ok(())
    }

    /// The first (`foreignKey`) or second (`otherKey`) key of a table of pairs.
    fn pair_key(
        &self,
        association: &Association,
        through: &Through,
        index: usize,
    ) -> Result<Attribute, OrmError> {
        let (name, option, model, referred_key, field) = if index == 0 {
            let field = &association.source_key_field;
            (
                &association.foreign_key,
                "foreignKey",
                &association.source,
                &association.source_key,
                field,
            )
        } else {
            let field = &association.target_key_field;
            (
                &through.other_key,
                "otherKey",
                &association.target,
                &association.target_key,
                field,
            )
        };
        let given = association.options.get(option);
        let given = given.filter(|given| matches!(given, Js::Object(_)));
        let mut key = self.attribute(name, given.unwrap_or(&Js::Undefined))?;
        let referred = self.known(model)?;
        if key.data_type.key.is_empty() {
            let attribute = referred.attribute(referred_key).ok_or_else(no_field)?;
            key.data_type = attribute.data_type.clone();
        }
        if association.constraints {
            key.references = Some(Reference {
                table: referred.table_name.clone(),
                schema: referred.schema.clone(),
                key: Some(field.clone()),
                deferrable: None,
            });
            let own = self.known(&through.model)?.attribute(name);
            let action = |option: &str, own: Option<&String>| {
                let given = options::text(&association.options, option).map(str::to_owned);
                let action = if index == 0 {
                    given.or_else(|| own.cloned())
                } else {
                    own.cloned().or(given)
                };
                action.or_else(|| Some("CASCADE".to_owned()))
            };
            key.on_delete = action("onDelete", own.and_then(|own| own.on_delete.as_ref()));
            key.on_update = action("onUpdate", own.and_then(|own| own.on_update.as_ref()));
        }
        Ok(key)
    }
}

/// `through`'s model as it is given: a name or a model.
fn through_model(given: &Js) -> Option<&Js> {
    match given.get("through")? {
        Js::Null | Js::Boolean(_) => None,
        object @ Js::Object(_) => object.get("model").filter(|model| model.is_truthy()),
        bare => Some(bare),
    }
}

/// Takes out the primary key that Sequelize added, and says whether there was one.
fn drop_generated_keys(model: &mut Model, keys: &[String]) -> bool {
    let is_generated = |own: &Attribute| own.primary_key && own.auto_generated;
    let has_generated = model.attributes.iter().any(is_generated);
    model
        .attributes
        .retain(|own| !is_generated(own) || keys.contains(&own.name));
    for own in &mut model.attributes {
        if is_generated(own) {
            own.primary_key = false;
        }
    }
    has_generated
}

/// What the association says of a key goes over what the through model says.
fn overwrite(own: &mut Attribute, key: Attribute) {
    own.data_type = key.data_type;
    own.allow_null = key.allow_null.or(own.allow_null);
    own.primary_key |= key.primary_key;
    if key.unique != Unique::No {
        own.unique = key.unique;
    }
    if !key.field.is_empty() {
        own.field = key.field;
    }
    own.references = key.references.or(own.references.take());
    own.on_delete = key.on_delete.or(own.on_delete.take());
    own.on_update = key.on_update.or(own.on_update.take());
    own.default_value = key.default_value.or(own.default_value.take());
    own.comment = key.comment.or(own.comment.take());
}
