//! Puts a foreign key into the model that holds it. What the model already says wins.

use crate::orm::declare::{Attribute, Model, OrmError, Reference, Registry, Type, Unique, options};
use crate::orm::js::Js;

/// A foreign key of one attribute.
pub(super) struct ForeignKey<'a> {
    /// The model that holds it.
    pub owner: &'a str,
    /// The model it refers to.
    pub referred: &'a str,
    /// Its attribute.
    pub name: &'a str,
    /// The attribute of the other model that it goes by.
    pub referred_key: &'a str,
    /// What `foreignKey` says of it beside its name.
    pub attribute: Option<&'a Js>,
    /// What deleting does where the key may not be null.
    pub when_required: &'a str,
}

impl Registry {
    /// Adds the key, or what it lacks, and returns the actions on deleting and updating.
    pub(super) fn inject(
        &mut self,
        key: &ForeignKey,
        given: &Js,
    ) -> Result<Option<(String, String)>, OrmError> {
        let referred = self.known(key.referred)?;
        let referred_attribute = referred
            .attribute(key.referred_key)
            .ok_or_else(super::no_field)?;
        let data_type = match given.get("keyType") {
            Some(Js::Type(data_type)) => data_type.clone(),
            Some(Js::Text(written)) if !written.is_empty() => Type {
                key: written.clone(),
                raw: Some(written.clone()),
                ..Type::default()
            },
            _ => referred_attribute.data_type.clone(),
        };
        let mut attribute = match key.attribute {
            Some(attribute) => self.attribute(key.name, attribute)?,
            None => self.attribute(key.name, &Js::Undefined)?,
        };
        if attribute.data_type.key.is_empty() {
            attribute.data_type = data_type;
        }
        attribute.allow_null = attribute.allow_null.or(Some(true));
        let given_action = |name: &str| options::text(given, name).map(str::to_owned);
        let (mut on_delete, mut on_update) = (given_action("onDelete"), given_action("onUpdate"));
        if !options::is_false(given, "constraints") {
            let own = self
                .known(key.owner)?
                .attribute(key.name)
                .unwrap_or(&attribute);
            let default = if own.allow_null == Some(true) {
                "SET NULL"
            } else {
                key.when_required
            };
            on_delete = on_delete.or_else(|| Some(default.to_owned()));
            on_update = on_update.or_else(|| Some("CASCADE".to_owned()));
        }
        let is_constrained = on_delete.is_some()
            || on_update.is_some()
            || options::is_set(given, "foreignKeyConstraint");
        if is_constrained && let Some(reference) = reference(referred, &referred_attribute.field) {
            attribute.references = Some(reference);
            attribute.on_delete.clone_from(&on_delete);
            attribute.on_update.clone_from(&on_update);
        }
        let owner = self.known_mut(key.owner)?;
        match owner.attributes.iter_mut().find(|own| own.name == key.name) {
            Some(own) => fill(own, attribute),
            None => owner.attributes.push(attribute),
        }
        owner.refresh();
        Ok(on_delete.zip(on_update))
    }
}

/// No constraint goes to one part of a composite primary key.
fn reference(referred: &Model, field: &str) -> Option<Reference> {
    let mut keys = referred.primary_keys();
    let is_single = referred.primary_keys().count() == 1;
    (is_single || !keys.any(|key| key.field == field)).then(|| Reference {
        table: referred.table_name.clone(),
        schema: referred.schema.clone(),
        key: Some(field.to_owned()),
        deferrable: None,
    })
}

/// Takes over what an attribute does not say itself.
fn fill(own: &mut Attribute, other: Attribute) {
    if own.data_type == Type::default() {
        own.data_type = other.data_type;
    }
    if own.field.is_empty() {
        own.field = other.field;
    }
    if own.unique == Unique::No {
        own.unique = other.unique;
    }
    own.allow_null = own.allow_null.or(other.allow_null);
    own.primary_key |= other.primary_key;
    own.auto_increment |= other.auto_increment;
    own.default_value = own.default_value.take().or(other.default_value);
    own.on_delete = own.on_delete.take().or(other.on_delete);
    own.on_update = own.on_update.take().or(other.on_update);
    own.comment = own.comment.take().or(other.comment);
    own.references = match (own.references.take(), other.references) {
        (Some(own), Some(other)) => Some(Reference {
            key: own.key.or(other.key),
            deferrable: own.deferrable.or(other.deferrable),
            ..own
        }),
        (own, other) => own.or(other),
    };
}
