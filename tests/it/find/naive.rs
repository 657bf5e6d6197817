//! Finds by nested loops, written to be obvious: what the engine's strategies are held against.
//!
//! It knows no plan, no index and no SQL. Values are those of JSON; every table has
//! a numeric `id`, and rows come in its order where nothing else is asked.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use relata::orm::query::{Comparison, Direction, Find, Include, Method, Order, Path, Where};
use relata::orm::schema::{AssociationId, AssociationKind, AttributeId, Model, ModelId, Schema};
use serde_json::{Map, Value as Json};

use super::compare::{compare, compares};

/// A row, by attribute name.
pub type Record = BTreeMap<String, Json>;

/// The rows of each table.
pub type Data = BTreeMap<String, Vec<Record>>;

/// A flat row: by the path of associations the row found there, with the pair it came by.
type Flat<'a> = BTreeMap<Vec<AssociationId>, (&'a Record, Option<&'a Record>)>;

/// Runs finds by nested loops.
pub struct Naive<'a> {
    pub schema: &'a Schema,
    pub data: &'a Data,
}

impl<'a> Naive<'a> {
    /// What the call returns.
    pub fn find(&self, find: &Find) -> Json {
        let is_plain = find.method != Method::FindAll;
        let limit = find.limit.or(is_plain.then_some(1));
        let mut where_ = find.where_.clone();
        let mut limit = limit;
        if let Method::FindByPk(value) = &find.method {
            let key = self.model(find.model).primary_key().next().unwrap().id;
            where_ = Where::Is(relata::orm::query::Condition {
                left: Path {
                    through: Vec::new(),
                    attribute: key,
                },
                comparison: Comparison::Eq(value.clone()),
            });
            limit = find.limit;
        }
        let flats = self.flats(
            find.model,
            &where_,
            &find.order,
            limit,
            find.offset,
            &find.include,
        );
        let found = self.nested(
            find.model,
            find.attributes.as_deref(),
            &find.include,
            &flats,
            true,
        );
        if is_plain {
            found.into_iter().next().unwrap_or(Json::Null)
        } else {
            Json::Array(found)
        }
    }

    fn model(&self, id: ModelId) -> &'a Model {
        self.schema.model(id).unwrap()
    }

    fn rows(&self, model: ModelId) -> Vec<&'a Record> {
        let mut rows: Vec<_> = self.data[&self.model(model).table_name].iter().collect();
        rows.sort_by_key(|row| row["id"].as_i64());
        rows
    }

    fn name(&self, attribute: AttributeId) -> &'a str {
        &self.schema.attribute(attribute).unwrap().1.name
    }

    /// The flat rows of a find, in order and cut.
    fn flats(
        &self,
        model: ModelId,
        where_: &Where,
        order: &[Order],
        limit: Option<u64>,
        offset: Option<u64>,
        include: &[Include],
    ) -> Vec<Flat<'a>> {
        let joined: Vec<Flat> = self
            .rows(model)
            .into_iter()
            .flat_map(|row| self.joined(Vec::new(), (row, None), include))
            .collect();
        let joined: Vec<Flat> = joined
            .into_iter()
            .filter(|flat| self.holds(where_, flat) == Some(true))
            .collect();
        let size = |number: u64| usize::try_from(number).unwrap();
        let (offset, limit) = (offset.map_or(0, size), limit.map_or(usize::MAX, size));
        let is_by_model = limit != usize::MAX && limit > 0 && self.has_many(include);
        if !is_by_model {
            return self
                .sorted(joined, order)
                .into_iter()
                .skip(offset)
                .take(limit)
                .collect();
        }
        // The limit counts rows of the model: those that have all that is required, in the order of the model's own terms.
        let own: Vec<Order> = order
            .iter()
            .filter(|term| term.by.through.is_empty())
            .cloned()
            .collect();
        let mut ids: Vec<i64> = Vec::new();
        for flat in self.sorted(joined.clone(), &own) {
            let id = flat[&Vec::new()].0["id"].as_i64().unwrap();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let ids: Vec<i64> = ids.into_iter().skip(offset).take(limit).collect();
        let kept = joined
            .into_iter()
            .filter(|flat| ids.contains(&flat[&Vec::new()].0["id"].as_i64().unwrap()))
            .collect();
        self.sorted(kept, order)
    }

    fn has_many(&self, include: &[Include]) -> bool {
        include.iter().any(|include| {
            let is_multiple = self
                .schema
                .association(include.association)
                .unwrap()
                .kind
                .is_multiple();
            is_multiple && !is_separate(include) || self.has_many(&include.include)
        })
    }

    /// All flat rows of one row and its includes.
    fn joined(
        &self,
        path: Vec<AssociationId>,
        row: (&'a Record, Option<&'a Record>),
        include: &[Include],
    ) -> Vec<Flat<'a>> {
        let mut flats: Vec<Flat> = vec![BTreeMap::from([(path.clone(), row)])];
        for include in include.iter().filter(|include| !is_separate(include)) {
            let below: Vec<AssociationId> =
                path.iter().copied().chain([include.association]).collect();
            let matches: Vec<Flat> = self
                .matches(row.0, include)
                .into_iter()
                .flat_map(|found| self.joined(below.clone(), found, &include.include))
                .collect();
            let is_required = include.required.unwrap_or(!include.where_.is_empty());
            if matches.is_empty() && !is_required {
                continue;
            }
            flats = flats
                .into_iter()
                .flat_map(|flat| {
                    matches.iter().map(move |more| {
                        flat.iter()
                            .chain(more)
                            .map(|(path, row)| (path.clone(), *row))
                            .collect::<Flat>()
                    })
                })
                .collect();
        }
        flats
    }

    /// The rows that an include finds for a row, with their pairs.
    fn matches(&self, row: &Record, include: &Include) -> Vec<(&'a Record, Option<&'a Record>)> {
        let association = self.schema.association(include.association).unwrap();
        let equal = |left: &Json, right: &Json| !left.is_null() && left == right;
        let mut found = Vec::new();
        for target in self.rows(association.target) {
            let holds = self.holds(
                &include.where_,
                &BTreeMap::from([(Vec::new(), (target, None))]),
            ) == Some(true);
            if !holds {
                continue;
            }
            match association.kind {
                AssociationKind::HasOne {
                    foreign_key,
                    source_key,
                }
                | AssociationKind::HasMany {
                    foreign_key,
                    source_key,
                } => {
                    if equal(&row[self.name(source_key)], &target[self.name(foreign_key)]) {
                        found.push((target, None));
                    }
                }
                AssociationKind::BelongsTo {
                    foreign_key,
                    target_key,
                } => {
                    if equal(&row[self.name(foreign_key)], &target[self.name(target_key)]) {
                        found.push((target, None));
                    }
                }
                AssociationKind::BelongsToMany {
                    through,
                    foreign_key,
                    other_key,
                    source_key,
                    target_key,
                } => {
                    for pair in self.rows(through) {
                        if equal(&row[self.name(source_key)], &pair[self.name(foreign_key)])
                            && equal(&pair[self.name(other_key)], &target[self.name(target_key)])
                        {
                            found.push((target, Some(pair)));
                        }
                    }
                }
            }
        }
        found
    }

    fn value(&self, path: &Path, flat: &Flat) -> Json {
        let (model, attribute) = self.schema.attribute(path.attribute).unwrap();
        let Some((row, pair)) = flat.get(&path.through) else {
            return Json::Null;
        };
        let is_pair = path
            .through
            .last()
            .is_some_and(|last| self.schema.association(*last).unwrap().target != model.id);
        if is_pair {
            pair.unwrap()[&attribute.name].clone()
        } else {
            row[&attribute.name].clone()
        }
    }

    fn sorted(&self, mut flats: Vec<Flat<'a>>, order: &[Order]) -> Vec<Flat<'a>> {
        flats.sort_by(|left, right| {
            order.iter().fold(Ordering::Equal, |known, term| {
                known.then_with(|| {
                    let (left, right) = (self.value(&term.by, left), self.value(&term.by, right));
                    let ascending = match (left.is_null(), right.is_null()) {
                        (false, false) => compare(&left, &right),
                        (left, right) => left.cmp(&right),
                    };
                    if term.direction == Direction::Descending {
                        ascending.reverse()
                    } else {
                        ascending
                    }
                })
            })
        });
        flats
    }

    fn holds(&self, where_: &Where, flat: &Flat) -> Option<bool> {
        let and = |parts: &mut dyn Iterator<Item = Option<bool>>| {
            parts.fold(Some(true), |all, part| match (all, part) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            })
        };
        match where_ {
            Where::All(parts) => and(&mut parts.iter().map(|part| self.holds(part, flat))),
            Where::Any(parts) => {
                let mut asking = parts.iter().filter(|part| !part.is_empty()).peekable();
                if asking.peek().is_none() {
                    return Some(true);
                }
                and(&mut asking.map(|part| self.holds(part, flat).map(|holds| !holds)))
                    .map(|none| !none)
            }
            Where::Not(part) if part.is_empty() => Some(true),
            Where::Not(part) => self.holds(part, flat).map(|holds| !holds),
            Where::Is(condition) => {
                compares(&self.value(&condition.left, flat), &condition.comparison)
            }
        }
    }

    /// The objects of one model among flat rows. `is_explicit` puts includes before pairs.
    fn nested(
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
                    &shown,
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
        shown: &[&str],
        include: &[Include],
        explicit: Explicit,
        parents: usize,
    ) -> Json {
        let (row, pair) = group[0][path];
        let pair = group
            .iter()
            .rev()
            .map(|flat| flat[path].1)
            .next()
            .flatten()
            .filter(|last| !self.is_same_key(path, pair, last))
            .or(pair);
        let mut object: Map<String, Json> = shown
            .iter()
            .map(|name| ((*name).to_owned(), row[*name].clone()))
            .collect();
        let add_pair = |object: &mut Map<String, Json>| {
            if let Some(pair) = pair {
                let through = self.through(path);
                let names = relata::orm::query::visible_attributes(self.schema, through);
                let pair = names
                    .iter()
                    .map(|attribute| (attribute.name.clone(), pair[&attribute.name].clone()));
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
            let mut shown = self.shown(
                association.target,
                include.attributes.as_deref(),
                &[],
                false,
            );
            if explicit.below && !shown.contains(&"id") {
                shown.insert(0, "id");
            }
            let explicit = Explicit {
                here: explicit.below || include.attributes.is_some(),
                below: explicit.below,
            };
            let objects: Vec<Json> = children
                .iter()
                .map(|child| {
                    self.object(&below, child, &shown, &include.include, explicit, parents)
                })
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
            object.insert(alias, Json::Array(self.separate(row, include, parents)));
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
    fn is_same_key(&self, path: &[AssociationId], left: Option<&Record>, right: &Record) -> bool {
        left.is_none_or(|left| self.through(path).is_implied || left["id"] == right["id"])
    }

    /// The rows of a separate include for one parent.
    fn separate(&self, row: &Record, include: &Include, parents: usize) -> Vec<Json> {
        let association = self.schema.association(include.association).unwrap();
        let (AssociationKind::HasMany { foreign_key, .. }, target) =
            (&association.kind, association.target)
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
        let attributes = include.attributes.as_ref().map(|attributes| {
            let mut attributes = attributes.clone();
            let key = self.model(target).primary_key().next().unwrap().id;
            if !attributes.contains(&key) {
                attributes.insert(0, key);
            }
            if !attributes.contains(foreign_key) {
                attributes.push(*foreign_key);
            }
            attributes
        });
        self.nested(
            target,
            attributes.as_deref(),
            &include.include,
            &flats,
            false,
        )
    }
}

/// Whether includes come before pairs in an object, here and below.
#[derive(Clone, Copy)]
struct Explicit {
    here: bool,
    below: bool,
}

fn is_separate(include: &Include) -> bool {
    include.separate || include.limit.is_some()
}
