//! `hasOne`, `hasMany`, `belongsTo` and `belongsToMany`: an association with every default
//! filled in, and the keys it puts into models.

mod inject;
mod pairs;
mod single;

use super::{
    Association, AssociationKind, Attribute, ErrorClass, Model, OrmError, Registry, options,
};
use crate::orm::js::Js;
use crate::orm::naming::singularize;
use crate::orm::select::text::string;

impl Registry {
    /// Declares an association.
    ///
    /// # Errors
    /// What the method of that name throws.
    pub fn associate(
        &mut self,
        kind: AssociationKind,
        source: &str,
        target: &str,
        given: &Js,
    ) -> Result<Association, OrmError> {
        if self.model(target).is_none() {
            return error(format!(
                "{source}.{} called with something that's not a subclass of Sequelize.Model",
                kind.method()
            ));
        }
        if let Some(alias) = given.get("as").and_then(Js::text) {
            self.check_alias(source, alias)?;
        }
        let association = match kind {
            AssociationKind::BelongsToMany => self.pairs(source, target, given)?,
            AssociationKind::HasMany if options::is_set(given, "through") => {
                return error(
                    "N:M associations are not supported with hasMany. Use belongsToMany instead",
                );
            }
            _ => self.single(kind, source, target, given)?,
        };
        let model = self.known(source)?;
        if model.attribute(&association.alias).is_some() {
            let alias = &association.alias;
            return error(format!(
                "Naming collision between attribute '{alias}' and association '{alias}' on model {source}. To remedy this, change either foreignKey or as in your association definition"
            ));
        }
        Ok(association)
    }

    /// An alias may be used once on a model.
    fn check_alias(&self, model: &str, alias: &str) -> Result<(), OrmError> {
        let is_used = self
            .model(model)
            .is_some_and(|model| model.association(alias).is_some());
        if is_used {
            return Err(OrmError::new(
                ErrorClass::Association,
                format!(
                    "You have used the alias {alias} in two separate associations. Aliased associations must have unique aliases."
                ),
            ));
        }
        Ok(())
    }

    fn known(&self, name: &str) -> Result<&Model, OrmError> {
        self.model(name)
            .ok_or_else(|| OrmError::new(ErrorClass::Error, format!("{name} has not been defined")))
    }

    fn known_mut(&mut self, name: &str) -> Result<&mut Model, OrmError> {
        self.model_mut(name)
            .ok_or_else(|| OrmError::new(ErrorClass::Error, format!("{name} has not been defined")))
    }
}

impl AssociationKind {
    /// The method that declares it.
    pub const fn method(self) -> &'static str {
        match self {
            Self::HasOne => "hasOne",
            Self::HasMany => "hasMany",
            Self::BelongsTo => "belongsTo",
            Self::BelongsToMany => "belongsToMany",
        }
    }

    /// The kind that a method declares.
    pub fn of_method(method: &str) -> Option<Self> {
        [
            Self::HasOne,
            Self::HasMany,
            Self::BelongsTo,
            Self::BelongsToMany,
        ]
        .into_iter()
        .find(|kind| kind.method() == method)
    }
}

impl Model {
    /// Sets the association of an alias: one of that alias keeps its place.
    fn put_association(&mut self, association: Association) {
        let own = self
            .associations
            .iter_mut()
            .find(|own| own.alias == association.alias);
        match own {
            Some(own) => *own = association,
            None => self.associations.push(association),
        }
    }

    /// The first attribute of the primary key.
    fn primary_key(&self) -> Result<&Attribute, OrmError> {
        self.primary_keys().next().ok_or_else(no_field)
    }
}

/// `as`, filled in.
struct Alias {
    name: String,
    is_aliased: bool,
    singular: String,
    plural: String,
}

impl Alias {
    /// The alias that options give, or the target's name. An association of one has no plural of its alias.
    fn read(given: &Js, target: &Model, is_multiple: bool) -> Self {
        match given.get("as") {
            Some(Js::Text(alias)) if !alias.is_empty() => Self {
                name: alias.clone(),
                is_aliased: true,
                singular: if is_multiple {
                    singularize(alias)
                } else {
                    alias.clone()
                },
                plural: if is_multiple {
                    alias.clone()
                } else {
                    String::new()
                },
            },
            // An association of one knows its alias as text only.
            Some(alias) if !is_multiple && alias.is_truthy() => Self {
                name: string(alias),
                is_aliased: true,
                singular: string(alias),
                plural: String::new(),
            },
            Some(given @ Js::Object(_)) => {
                let named = |key: &str| options::text(given, key).unwrap_or_default().to_owned();
                let (singular, plural) = (named("singular"), named("plural"));
                Self {
                    name: plural.clone(),
                    is_aliased: true,
                    singular,
                    plural,
                }
            }
            _ => Self {
                name: if is_multiple {
                    target.plural.clone()
                } else {
                    target.singular.clone()
                },
                is_aliased: false,
                singular: target.singular.clone(),
                plural: target.plural.clone(),
            },
        }
    }
}

/// `foreignKey` or `otherKey`: a name, or an attribute with a name.
struct GivenKey {
    name: Option<String>,
    attribute: Option<Js>,
}

impl GivenKey {
    fn read(given: Option<&Js>) -> Self {
        match given {
            Some(attribute @ Js::Object(_)) => Self {
                name: options::text(attribute, "name")
                    .or_else(|| options::text(attribute, "fieldName"))
                    .map(str::to_owned),
                attribute: Some(attribute.clone()),
            },
            Some(Js::Text(name)) if !name.is_empty() => Self {
                name: Some(name.clone()),
                attribute: None,
            },
            _ => Self {
                name: None,
                attribute: None,
            },
        }
    }
}

fn error<T>(message: impl Into<String>) -> Result<T, OrmError> {
    Err(OrmError::new(ErrorClass::Error, message))
}

/// What JavaScript says where Sequelize reads a field of an attribute that is not there.
fn no_field() -> OrmError {
    OrmError::new(
        ErrorClass::TypeError,
        "Cannot read properties of undefined (reading 'field')",
    )
}
