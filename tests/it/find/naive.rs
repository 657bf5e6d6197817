//! Finds by nested loops, written to be obvious: what the engine's strategies are held against.
//!
//! It knows no plan, no index and no SQL. Values are those of JSON; every table has
//! a numeric `id`, and rows come in its order where nothing else is asked.

mod nesting;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use relata::orm::query::{Comparison, Direction, Find, Include, Method, Order, Path, Where};
use relata::orm::schema::{AssociationId, AssociationKind, AttributeId, Model, ModelId, Schema};
use serde_json::Value as Json;

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

    /// How many rows one JOIN of a model and all its includes has, by their keys alone.
    pub fn count(&self, model: ModelId, include: &[Include]) -> usize {
        let rows = self.rows(model).into_iter();
        rows.map(|row| self.count_of(row, include)).sum()
    }

    fn count_of(&self, row: &Record, include: &[Include]) -> usize {
        let counts = include.iter().map(|include| {
            let found = self.linked(row, include.association).into_iter();
            let counts = found.map(|(found, _)| self.count_of(found, &include.include));
            counts.sum::<usize>().max(1)
        });
        counts.product()
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
        let joined = |include: &[Include]| -> Vec<Flat> {
            self.rows(model)
                .into_iter()
                .flat_map(|row| self.joined(Vec::new(), (row, None), include))
                .filter(|flat| self.holds(where_, flat) == Some(true))
                .collect()
        };
        let size = |number: u64| usize::try_from(number).unwrap();
        let (offset, limit) = (offset.map_or(0, size), limit.map_or(usize::MAX, size));
        let is_by_model = limit != usize::MAX && limit > 0 && self.has_many(include);
        if !is_by_model {
            return self
                .sorted(joined(include), order)
                .into_iter()
                .skip(offset)
                .take(limit)
                .collect();
        }
        // The limit counts the rows of a sub-select: rows of the model that have all that is required,
        // joined with what has one match by its kind, in the order of the model's own terms.
        let own: Vec<Order> = order
            .iter()
            .filter(|term| term.by.through.is_empty())
            .cloned()
            .collect();
        let (shadowed, asked): (Vec<Include>, Vec<Include>) = include
            .iter()
            .cloned()
            .partition(|include| self.is_shadowed(model, include));
        if !shadowed.iter().all(|include| self.any_own(model, include)) {
            return Vec::new();
        }
        let inside = self.inside(include, false);
        let has_all = |row: &&Record| {
            let flats = self.joined(Vec::new(), (row, None), &asked);
            flats
                .iter()
                .any(|flat| self.holds(where_, flat) == Some(true))
        };
        let counted = self
            .rows(model)
            .into_iter()
            .filter(has_all)
            .flat_map(|row| self.joined(Vec::new(), (row, None), &inside))
            .collect();
        let kept: Vec<Flat> = self
            .sorted(counted, &own)
            .into_iter()
            .skip(offset)
            .take(limit)
            .collect();
        let goes_on = |flat: &Flat, from: &Flat| {
            let is_at = |path| flat.get(path).map(|(row, _)| &row["id"]);
            let mut paths = from.iter();
            paths.all(|(path, (row, _))| is_at(path) == Some(&row["id"]))
        };
        let include = self.remembered(include, false, true);
        let mut joined = joined(&include);
        joined.retain(|flat| kept.iter().any(|from| goes_on(flat, from)));
        self.sorted(joined, order)
    }

    /// Of includes, those that the limit's sub-select joins.
    fn inside(&self, include: &[Include], is_required: bool) -> Vec<Include> {
        let is_inside = |it: &&Include| self.is_meant_inside(include, it, is_required);
        let inside = include.iter().filter(is_inside).cloned();
        inside
            .map(|include| Include {
                include: self.inside(&include.include, requires(&include)),
                ..include
            })
            .collect()
    }

    /// Whether one of some includes is meant for the sub-select.
    fn is_meant_inside(&self, all: &[Include], include: &Include, is_required: bool) -> bool {
        let association = self.schema.association(include.association).unwrap();
        let asks = requires(include) || include.include.iter().any(requires);
        !association.kind.is_multiple() && asks && (self.has_many(all) || is_required)
    }

    /// Includes without those meant for the sub-select below what is not in it: Sequelize forgets to join them.
    fn remembered(&self, all: &[Include], is_required: bool, is_inside: bool) -> Vec<Include> {
        let meant = |it: &Include| self.is_meant_inside(all, it, is_required);
        let joined = all.iter().filter(|it| is_inside || !meant(it));
        joined
            .map(|it| Include {
                include: self.remembered(&it.include, requires(it), is_inside && meant(it)),
                ..it.clone()
            })
            .collect()
    }

    /// Whether the limit's sub-select asks of an include what says nothing about the row: Sequelize
    /// calls the rows of a `belongsToMany` to the model itself by the model's own alias there.
    fn is_shadowed(&self, model: ModelId, include: &Include) -> bool {
        let association = self.schema.association(include.association).unwrap();
        matches!(association.kind, AssociationKind::BelongsToMany { .. })
            && association.target == model
            && (requires(include) || include.include.iter().any(requires))
    }

    /// Whether any row is its own match.
    fn any_own(&self, model: ModelId, include: &Include) -> bool {
        self.rows(model).into_iter().any(|row| {
            let found = self.matches(row, include);
            found.iter().any(|(found, _)| found["id"] == row["id"])
                && !self
                    .joined(Vec::new(), (row, None), &include.include)
                    .is_empty()
        })
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
        let mut found = self.linked(row, include.association);
        found.retain(|(target, _)| {
            let flat = BTreeMap::from([(Vec::new(), (*target, None))]);
            self.holds(&include.where_, &flat) == Some(true)
        });
        found
    }

    /// The rows that an association links to a row, with their pairs.
    fn linked(
        &self,
        row: &Record,
        association: AssociationId,
    ) -> Vec<(&'a Record, Option<&'a Record>)> {
        let association = self.schema.association(association).unwrap();
        let equal = |left: &Json, right: &Json| !left.is_null() && left == right;
        let mut found = Vec::new();
        for target in self.rows(association.target) {
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
        let and = |parts: Vec<Option<bool>>| {
            if parts.contains(&Some(false)) {
                Some(false)
            } else if parts.contains(&None) {
                None
            } else {
                Some(true)
            }
        };
        match where_ {
            Where::All(parts) => and(parts.iter().map(|part| self.holds(part, flat)).collect()),
            Where::Any(parts) => {
                let mut asking = parts.iter().filter(|part| !part.is_empty()).peekable();
                if asking.peek().is_none() {
                    return Some(true);
                }
                let fails = asking.map(|part| self.holds(part, flat).map(|holds| !holds));
                and(fails.collect()).map(|none| !none)
            }
            Where::Not(part) if part.is_empty() => Some(true),
            Where::Not(part) => self.holds(part, flat).map(|holds| !holds),
            Where::Is(condition) => {
                compares(&self.value(&condition.left, flat), &condition.comparison)
            }
        }
    }
}

/// Whether a parent without a match is left out.
fn requires(include: &Include) -> bool {
    let asks = || !include.where_.is_empty();
    include.required.unwrap_or_else(asks)
}

fn is_separate(include: &Include) -> bool {
    include.separate || include.limit.is_some()
}
