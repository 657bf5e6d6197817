//! Flat rows made objects: by loops over groups of them.

use std::collections::BTreeMap;

use relata::orm::query::Include;
use relata::orm::schema::{AssociationId, AssociationKind, AttributeId, Model, ModelId};
use serde_json::{Map, Value as Json};

use super::{Flat, Naive, Record, is_separate};

/// What is shown of a row: its attributes by name, and those of the pair it came by, all where `None`.
#[derive(Clone, Copy)]
struct Shown<'s> {
    own: &'s [&'s str],
    of_pair: Option<&'s [AttributeId]>,
}

/// Whether includes come before pairs in an object, here and below.
#[derive(Clone, Copy)]
struct Explicit {
    here: bool,
    below: bool,
}

impl<'a> Naive<'a> {
    /// The objects of one model among flat rows. `is_explicit` puts includes before pairs.
    pub(super) fn nested(
        &self,
        model: ModelId,
        attributes: Option<&[AttributeId]>,
        include: &[Include],
        flats: &[Flat<'a>],
        is_top: bool,
    ) -> Vec<Json> {
        let is_grouped = self.is_grouped(include);
        let mut groups: Vec<Vec<&Flat<'a>>> = Vec::new();
        for flat in flats {
            let id = |flat: &Flat| flat[&Vec::new()].0["id"].clone();
            match groups
                .iter_mut()
                .find(|group| is_grouped && id(group[0]) == id(flat))
            {
                Some(group) => group.push(flat),
                None => groups.push(vec![flat]),
            }
        }
        let parents = groups.len();
        let shown = self.shown(model, attributes, include, is_top);
        groups
            .iter()
            .map(|group| {
                self.object(
                    &[],
                    group,
                    Shown {
                        own: &shown,
                        of_pair: None,
                    },
                    include,
                    Explicit {
                        here: true,
                        below: !is_top,
                    },
                    parents,
                )
            })
            .collect()
    }

    fn is_grouped(&self, include: &[Include]) -> bool {
        include.iter().any(|include| {
            self.schema
                .association(include.association)
                .unwrap()
                .kind
                .is_multiple()
                || self.is_grouped(&include.include)
        })
    }

    /// The names shown of a model: those asked for, and at the top the keys that separate includes need.
    fn shown(
        &self,
        model: ModelId,
        attributes: Option<&[AttributeId]>,
        include: &[Include],
        is_top: bool,
    ) -> Vec<&'a str> {
        let Some(attributes) = attributes else {
            return relata::orm::query::visible_attributes(self.schema, self.model(model))
                .iter()
                .map(|attribute| attribute.name.as_str())
                .collect();
        };
        let mut names: Vec<&str> = attributes
            .iter()
            .map(|attribute| self.name(*attribute))
            .collect();
        if is_top && !names.is_empty() && include.iter().any(is_separate) && !names.contains(&"id")
        {
            names.push("id");
        }
        names
    }

    fn object(
        &self,
        path: &[AssociationId],
        group: &[&Flat<'a>],
        shown: Shown,
        include: &[Include],
        explicit: Explicit,
        parents: usize,
    ) -> Json {
        let row = group[0][path].0;
        // The pair met last, of those that were not met before.
        let mut pairs: Vec<&Record> = Vec::new();
        for pair in group.iter().filter_map(|flat| flat[path].1) {
            if !pairs.iter().any(|met| self.is_same_key(path, met, pair)) {
                pairs.push(pair);
            }
        }
        let pair = pairs.pop();
        let mut object: Map<String, Json> = shown
            .own
            .iter()
            .map(|name| ((*name).to_owned(), row[*name].clone()))
            .collect();
        let add_pair = |object: &mut Map<String, Json>| {
            if let Some(pair) = pair.filter(|_| shown.of_pair != Some(&[])) {
                let through = self.through(path);
                let all = relata::orm::query::visible_attributes(self.schema, through);
                let names: Vec<&str> = match shown.of_pair {
                    Some(chosen) => chosen.iter().map(|id| self.name(*id)).collect(),
                    None => all
                        .iter()
                        .map(|attribute| attribute.name.as_str())
                        .collect(),
                };
                let pair = names
                    .into_iter()
                    .map(|name| (name.to_owned(), pair[name].clone()));
                object.insert(through.name.clone(), Json::Object(pair.collect()));
            }
        };
        if !explicit.here {
            add_pair(&mut object);
        }
        for include in include.iter().filter(|include| !is_separate(include)) {
            let association = self.schema.association(include.association).unwrap();
            if include.attributes.as_ref().is_some_and(Vec::is_empty) {
                continue;
            }
            let below: Vec<AssociationId> =
                path.iter().copied().chain([include.association]).collect();
            let mut children: Vec<Vec<&Flat>> = Vec::new();
            for flat in group.iter().filter(|flat| flat.contains_key(&below)) {
                match children
                    .iter_mut()
                    .find(|child| child[0][&below].0["id"] == flat[&below].0["id"])
                {
                    Some(child) => child.push(flat),
                    None => children.push(vec![flat]),
                }
            }
            let shown = self.shown(
                association.target,
                include.attributes.as_deref(),
                &[],
                false,
            );
            let explicit = Explicit {
                here: explicit.below || include.attributes.is_some(),
                below: explicit.below,
            };
            let shown = Shown {
                own: &shown,
                of_pair: include.through_attributes.as_deref(),
            };
            let objects: Vec<Json> = children
                .iter()
                .map(|child| self.object(&below, child, shown, &include.include, explicit, parents))
                .collect();
            let value = if association.kind.is_multiple() {
                Json::Array(objects)
            } else {
                objects.into_iter().next_back().unwrap_or(Json::Null)
            };
            object.insert(association.alias.clone(), value);
        }
        if explicit.here {
            add_pair(&mut object);
        }
        for include in include.iter().filter(|include| is_separate(include)) {
            let alias = self
                .schema
                .association(include.association)
                .unwrap()
                .alias
                .clone();
            // Sequelize goes by the key an object holds; those of a separate find hold all that is selected.
            let is_held = explicit.below || shown.own.contains(&"id");
            let found = if is_held {
                self.separate(row, include, parents)
            } else {
                Vec::new()
            };
            object.insert(alias, Json::Array(found));
        }
        Json::Object(object)
    }

    fn through(&self, path: &[AssociationId]) -> &'a Model {
        match self.schema.association(*path.last().unwrap()).unwrap().kind {
            AssociationKind::BelongsToMany { through, .. } => self.model(through),
            _ => panic!("only pairs come by a through model"),
        }
    }

    /// Whether two pairs have one primary key: always, where the model knows only the keys they share.
    fn is_same_key(&self, path: &[AssociationId], left: &Record, right: &Record) -> bool {
        self.through(path).is_implied || left["id"] == right["id"]
    }

    /// The rows of a separate include for one parent.
    fn separate(&self, row: &Record, include: &Include, parents: usize) -> Vec<Json> {
        let association = self.schema.association(include.association).unwrap();
        let (AssociationKind::HasMany { .. }, target) = (&association.kind, association.target)
        else {
            panic!("only hasMany is separate")
        };
        let found: Vec<Flat> = self
            .matches(row, include)
            .into_iter()
            .map(|(target, _)| BTreeMap::from([(Vec::new(), (target, None))]))
            .collect();
        let limit = include
            .limit
            .map_or(usize::MAX, |limit| usize::try_from(limit).unwrap());
        let mut found = self.sorted(found, &include.order);
        assert!(
            parents == 1 || include.limit.is_none() || include.include.is_empty(),
            "not generated"
        );
        found.truncate(limit);
        let flats: Vec<Flat> = found
            .into_iter()
            .flat_map(|flat| self.joined(Vec::new(), flat[&Vec::new()], &include.include))
            .collect();
        self.nested(
            target,
            include.attributes.as_deref(),
            &include.include,
            &flats,
            false,
        )
    }
}
