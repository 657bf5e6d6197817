//! `include: {all: true}`: every association of some kinds, and theirs.

use super::{Include, model_of};
use crate::orm::declare::{Association, AssociationKind, ErrorClass, OrmError, Registry};
use crate::orm::js::Js;

/// Which associations `all` takes; nothing says every one.
type Kinds = Option<Vec<AssociationKind>>;

/// Puts associations in the place of each `all`: `_expandIncludeAll`.
///
/// # Errors
/// `all` of something that is no kind.
pub fn expand_all(registry: &Registry, include: &mut Include) -> Result<(), OrmError> {
    let model = include.model.clone();
    let Some(list) = &mut include.below else {
        return Ok(());
    };
    let mut place = 0;
    while place < list.len() {
        if list[place].all.is_some() {
            let element = list.remove(place);
            expand_element(registry, &model, list, element)?;
        } else {
            place += 1;
        }
    }
    list.iter_mut()
        .try_for_each(|include| expand_all(registry, include))
}

fn expand_element(
    registry: &Registry,
    model: &str,
    list: &mut Vec<Include>,
    mut element: Include,
) -> Result<(), OrmError> {
    let kinds = kinds(&element.all.take().unwrap_or(Js::Boolean(true)))?;
    if element.is_nested && element.below.is_none() {
        element.below = Some(Vec::new());
    }
    let mut expansion = Expansion {
        registry,
        kinds,
        element,
        used: Vec::new(),
    };
    expansion.add(model, list)
}

struct Expansion<'a> {
    registry: &'a Registry,
    kinds: Kinds,
    element: Include,
    used: Vec<String>,
}

impl Expansion<'_> {
    fn add(&mut self, parent: &str, list: &mut Vec<Include>) -> Result<(), OrmError> {
        for association in &model_of(self.registry, parent)?.associations {
            let alias = association.is_aliased.then_some(&association.alias);
            if !self.takes(association) || is_there(list, association, alias) {
                continue;
            }
            if self.element.is_nested && self.used.contains(&association.target) {
                continue;
            }
            // Each association counts its parent as used once more, but only one is taken back.
            self.used.push(parent.to_owned());
            let mut include = self.element.clone();
            include.model.clone_from(&association.target);
            if let Some(alias) = alias {
                include.alias = Some(alias.clone());
            }
            let mut below = include.below.take();
            if self.element.is_nested {
                let mut children = below.take().unwrap_or_default();
                self.add(&association.target, &mut children)?;
                below = (!children.is_empty()).then_some(children);
            }
            include.below = below;
            include.is_nested = false;
            list.push(include);
        }
        self.used.pop();
        Ok(())
    }

    fn takes(&self, association: &Association) -> bool {
        self.kinds
            .as_ref()
            .is_none_or(|kinds| kinds.contains(&association.kind))
    }
}

fn is_there(list: &[Include], association: &Association, alias: Option<&String>) -> bool {
    list.iter().any(|include| {
        include.model == association.target
            && alias.is_none_or(|alias| include.alias.as_ref() == Some(alias))
    })
}

fn kinds(all: &Js) -> Result<Kinds, OrmError> {
    use AssociationKind::{BelongsTo, HasMany, HasOne};
    let list = match all {
        Js::Boolean(true) => return Ok(None),
        Js::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut kinds = Vec::new();
    for item in list {
        let name = crate::orm::select::text::string(item);
        kinds.extend(match name.as_str() {
            "All" => return Ok(None),
            "BelongsTo" => vec![BelongsTo],
            "HasOne" => vec![HasOne],
            "HasMany" | "Many" => vec![HasMany],
            "One" => vec![BelongsTo, HasOne],
            "Has" => vec![HasOne, HasMany],
            _ => {
                return Err(OrmError::new(
                    ErrorClass::EagerLoading,
                    format!(
                        "include all '{name}' is not valid - must be BelongsTo, HasOne, HasMany, One, Has, Many or All"
                    ),
                ));
            }
        });
    }
    Ok(Some(kinds))
}
