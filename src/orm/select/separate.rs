//! Includes that are fetched by a statement of their own: `include.separate`.

mod outline;

use outline::Outline;

use super::find::prepared;
use super::generate::Grouped;
use super::include::{Given, Include, all_of, model_of};
use super::{Select, type_error};
use crate::orm::declare::{OrmError, Registry};
use crate::orm::js::{Js, Key};

/// An include that is fetched by a statement of its own.
#[derive(Debug, Clone)]
pub struct Separate {
    /// The names from the find's model down to what it hangs below.
    pub path: Vec<String>,
    /// The name it hangs by.
    pub alias: String,
    /// The attribute of what it hangs below, by which rows are put together.
    pub source_key: String,
    /// The attribute of its own model that is the same.
    pub foreign_key: String,
    include: Include,
    options: Given,
    outline: Outline,
}

/// The separate includes of a find, at all levels.
pub fn separates(root: &Include) -> Vec<Separate> {
    let mut found = Vec::new();
    below(root, &mut Vec::new(), &root.options, &mut found);
    found
}

fn below(include: &Include, path: &mut Vec<String>, options: &Given, found: &mut Vec<Separate>) {
    for child in include.children() {
        let alias = child.alias.clone().unwrap_or_default();
        match &child.association {
            // The façade finds these: hooks or a scope have their say in it.
            Some(_) if child.option("isOwnFind").is_some_and(Js::is_truthy) => {}
            Some(association) if child.separate == Some(true) => found.push(Separate {
                path: path.clone(),
                alias,
                source_key: association.source_key.clone(),
                foreign_key: association.foreign_key.clone(),
                outline: Outline::of(child),
                include: child.clone(),
                options: options.clone(),
            }),
            _ => {
                path.push(alias);
                below(child, path, options, found);
                path.pop();
            }
        }
    }
}

/// The paths of the includes that the façade finds, but Sequelize has marked for the sub-query of this find:
/// it takes the mark along, and the find of the include is then in a sub-query too.
pub fn marked(root: &Include) -> Vec<String> {
    let mut found = Vec::new();
    for child in root.children() {
        let alias = child.alias.as_deref().unwrap_or_default();
        if child.option("isOwnFind").is_some_and(Js::is_truthy) {
            found.extend((child.sub_query == Some(true)).then(|| alias.to_owned()));
        } else {
            found.extend(marked(child).iter().map(|path| format!("{alias}.{path}")));
        }
    }
    found
}

impl Separate {
    /// The model of its rows.
    pub fn model(&self) -> &str {
        &self.include.model
    }

    /// Whether nothing of its rows is asked for, so that they show nowhere.
    pub fn is_hidden(&self) -> bool {
        self.include.attributes.as_ref().is_some_and(Vec::is_empty)
    }

    /// Whether it takes some rows only of each it hangs below.
    pub fn is_limited(&self) -> bool {
        self.include.limit.as_ref().is_some_and(Js::is_truthy)
    }

    /// The SELECT for the rows of these keys, one for each row it hangs below.
    ///
    /// # Errors
    /// What Sequelize would throw of it.
    pub fn select(&self, registry: &Registry, keys: &[Js]) -> Result<Select, OrmError> {
        let missing = || type_error("Cannot read properties of undefined (reading 'scope')");
        let association = self.include.association.as_ref().ok_or_else(missing)?;
        let model = model_of(registry, &self.include.model)?;
        let mut where_ = match &association.scope {
            Some(Js::Object(scope)) => scope.clone(),
            _ => Vec::new(),
        };
        let limit = self.include.limit.clone().filter(Js::is_truthy);
        let mut root = Include {
            association: None,
            alias: None,
            original: None,
            options: self.own_options(),
            is_or: false,
            is_right: false,
            ..self.include.clone()
        };
        let mut grouped = None;
        match limit {
            Some(limit) if keys.len() > 1 => {
                root.limit = None;
                grouped = Some(Grouped {
                    limit,
                    column: association.foreign_key_field.clone(),
                    values: keys.to_vec(),
                });
            }
            _ => {
                let is_in = vec![(Key::Op("in".to_owned()), Js::Array(keys.to_vec()))];
                let key = Key::Name(association.foreign_key.clone());
                match where_.iter_mut().find(|entry| entry.0 == key) {
                    Some(entry) => entry.1 = Js::Object(is_in),
                    None => where_.push((key, Js::Object(is_in))),
                }
            }
        }
        let where_ = Js::Object(where_);
        root.where_ = Some(match root.where_.take().filter(Js::is_truthy) {
            Some(given) => all_of(where_, given),
            None => where_,
        });
        if root.paranoid.is_none() {
            root.paranoid = self.options.0.get("paranoid").map(Js::is_truthy);
        }
        let mut select = prepared(registry, model, root, grouped)?;
        if !select.level.has_join {
            // The find it belongs to has joins and lists, and hands down that it has.
            select.level.has_join = true;
            select.level.is_grouped = true;
        }
        self.outline.show(&mut select.level);
        for separate in &mut select.separates {
            let above = self.outline.at(&separate.path);
            if let Some(outline) = above.and_then(|above| above.below(&separate.alias)) {
                separate.outline = outline.clone();
            }
        }
        Ok(select)
    }

    /// The find's options that are not its own affair, and the include's above them.
    fn own_options(&self) -> Given {
        let Js::Object(given) = &self.options.0 else {
            return Given::default();
        };
        let is_kept = |key: &Key| match key {
            Key::Name(name) => !NOT_CASCADING.contains(&name.as_str()),
            Key::Op(_) => true,
        };
        let kept = given.iter().filter(|entry| is_kept(&entry.0));
        let mut options: Vec<(Key, Js)> = kept.cloned().collect();
        if let Js::Object(own) = &self.include.options.0 {
            for (key, value) in own {
                options.retain(|entry| entry.0 != *key);
                options.push((key.clone(), value.clone()));
            }
        }
        Given(Js::Object(options))
    }
}

const NOT_CASCADING: [&str; 10] = [
    "include",
    "attributes",
    "originalAttributes",
    "order",
    "where",
    "limit",
    "offset",
    "plain",
    "group",
    "having",
];
