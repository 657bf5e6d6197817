//! Associations whose key lives in one of the two models: `hasOne`, `hasMany`, `belongsTo`.

use super::inject::ForeignKey;
use super::{Alias, GivenKey, no_field};
use crate::orm::declare::{
    Association, AssociationKind, ErrorClass, Model, OrmError, Registry, options,
};
use crate::orm::js::Js;
use crate::orm::naming::{camelize, singularize};

impl Registry {
    pub(super) fn single(
        &mut self,
        kind: AssociationKind,
        source: &str,
        target: &str,
        given: &Js,
    ) -> Result<Association, OrmError> {
        let (source_model, target_model) = (self.known(source)?, self.known(target)?);
        let alias = given.get("as").filter(|alias| alias.is_truthy());
        if kind.is_multiple()
            && alias.is_some_and(|alias| !matches!(alias, Js::Text(_) | Js::Object(_)))
        {
            return Err(no_text());
        }
        let names = Alias::read(given, target_model, kind.is_multiple());
        let key = GivenKey::read(given.get("foreignKey"));
        let foreign_key = match &key.name {
            Some(name) => name.clone(),
            None => default_key(kind, source_model, target_model, &names, given)?,
        };
        let belongs = kind == AssociationKind::BelongsTo;
        let (owner, referred) = if belongs {
            (source, target)
        } else {
            (target, source)
        };
        let option = if belongs { "targetKey" } else { "sourceKey" };
        let (referred_key, is_key_known) =
            referred_key(self.known(referred)?, kind, option, given)?;
        let referred_field = self
            .known(referred)?
            .attribute(&referred_key)
            .ok_or_else(no_field)?
            .field
            .clone();
        let (source_key, target_key) = if belongs {
            (String::new(), referred_key.clone())
        } else {
            (referred_key.clone(), String::new())
        };
        let field_of = |name: &str| {
            if name.is_empty() {
                String::new()
            } else {
                referred_field.clone()
            }
        };
        let mut association = Association {
            kind,
            source: source.to_owned(),
            target: target.to_owned(),
            alias: names.name,
            is_aliased: names.is_aliased,
            singular: names.singular,
            plural: names.plural,
            foreign_key: foreign_key.clone(),
            foreign_key_field: foreign_key.clone(),
            source_key_field: field_of(&source_key),
            source_key,
            target_key_field: field_of(&target_key),
            target_key,
            through: None,
            scope: given
                .get("scope")
                .filter(|scope| scope.is_truthy())
                .cloned(),
            constraints: !options::is_false(given, "constraints"),
            options: given.clone(),
        };
        self.known_mut(source)?.put_association(association.clone());
        let actions = self.inject(
            &ForeignKey {
                owner,
                referred,
                name: &foreign_key,
                referred_key: &referred_key,
                attribute: key.attribute.as_ref(),
                when_required: if belongs { "NO ACTION" } else { "CASCADE" },
            },
            given,
        )?;
        if !is_key_known {
            return Err(no_field());
        }
        if kind != AssociationKind::HasMany
            && let Some((on_delete, on_update)) = actions
        {
            // Sequelize writes these two into the caller's own options; `hasMany` works on a copy.
            options::set(&mut association.options, "onDelete", Js::Text(on_delete));
            options::set(&mut association.options, "onUpdate", Js::Text(on_update));
        }
        let field = self
            .known(owner)?
            .attribute(&foreign_key)
            .map(|key| key.field.clone());
        association.foreign_key_field = field.unwrap_or(foreign_key);
        self.known_mut(source)?.put_association(association.clone());
        Ok(association)
    }
}

/// What Sequelize says of an alias that is no text where it needs one.
fn no_text() -> OrmError {
    OrmError::new(ErrorClass::TypeError, "str.toLowerCase is not a function")
}

fn default_key(
    kind: AssociationKind,
    source: &Model,
    target: &Model,
    names: &Alias,
    given: &Js,
) -> Result<String, OrmError> {
    let (word, key) = match kind {
        AssociationKind::HasOne => {
            let word = match given.get("as").filter(|alias| alias.is_truthy()) {
                None => &source.name,
                Some(Js::Text(alias)) => alias,
                Some(_) => return Err(no_text()),
            };
            (singularize(word), source.primary_key()?)
        }
        AssociationKind::BelongsTo => (names.name.clone(), target.primary_key()?),
        _ => (source.singular.clone(), source.primary_key()?),
    };
    Ok(camelize(&format!("{word}_{}", key.name)))
}

/// The attribute the key goes by, and whether it is one: a `hasMany` says so only when all else is done.
fn referred_key(
    model: &Model,
    kind: AssociationKind,
    option: &str,
    given: &Js,
) -> Result<(String, bool), OrmError> {
    let Some(name) = options::text(given, option) else {
        return Ok((model.primary_key()?.name.clone(), true));
    };
    if model.attribute(name).is_some() {
        return Ok((name.to_owned(), true));
    }
    if kind == AssociationKind::HasMany {
        return Ok((model.primary_key()?.name.clone(), false));
    }
    Err(OrmError::new(
        ErrorClass::Error,
        format!(
            "Unknown attribute \"{name}\" passed as {option}, define this attribute on model \"{}\" first",
            model.name
        ),
    ))
}
