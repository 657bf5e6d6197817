//! Random schemas, rows and finds, for the two strategies to agree on with nested loops.
//! What they come to on the module is held against the page by `agreed`.

use proptest::prelude::*;
use relata::engine::find::{find, find_by_join};
use relata::engine::store::Store;
use relata::orm::query::Find;
use relata::orm::schema::{AssociationKind, AttributeId, Model, Schema};
use relata::orm::sql::{lower, tables};
use serde_json::{Value as Json, json};

use super::naive::{Data, Naive, Record};
use super::notation;

/// Chance, from a seed: the same seed tells the same story again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % bound
    }

    /// True once in so many times.
    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A schema of so many models, with associations of all kinds between them, some to themselves.
fn schema(chance: &mut Chance, models: usize) -> Schema {
    let mut columns = vec![String::from("name STRING, n INTEGER"); models];
    let (mut pairs, mut associations) = (Vec::new(), Vec::new());
    for number in 0..=models {
        let (one, other) = (chance.below(models), chance.below(models));
        let kind = chance.below(3);
        if kind < 2 {
            columns[other] = format!("{}, k{number} -> M{one}", columns[other]);
            let many = if kind == 0 { "hasMany" } else { "hasOne" };
            associations.push(format!("M{one}.a{number} {many} M{other} k{number}"));
            associations.push(format!("M{other}.b{number} belongsTo M{one} k{number}"));
        } else {
            let mark = if chance.one_in(2) { "~" } else { "" };
            let more = if mark.is_empty() { "role STRING, " } else { "" };
            pairs.push(format!(
                "J{number}{mark}: {more}x{number} -> M{one}, y{number} -> M{other}"
            ));
            associations.push(format!(
                "M{one}.a{number} belongsToMany M{other} J{number} x{number} y{number}"
            ));
            associations.push(format!(
                "M{other}.b{number} belongsToMany M{one} J{number} y{number} x{number}"
            ));
        }
    }
    let models = columns
        .iter()
        .enumerate()
        .map(|(number, columns)| format!("M{number}: {columns}"));
    let lines: Vec<String> = models.chain(pairs).chain(associations).collect();
    notation::schema(&lines.join("\n"))
}

/// Rows for each table. Keys point to rows that are there, or are null; ids come in any order.
fn data(chance: &mut Chance, schema: &Schema) -> Data {
    let mut ids: Vec<Vec<i64>> = Vec::new();
    for _ in &schema.models {
        let mut all: Vec<i64> = (1..=12).collect();
        let count = chance.below(6);
        ids.push(
            (0..count)
                .map(|_| all.remove(chance.below(all.len())))
                .collect(),
        );
    }
    let mut data = Data::new();
    for (model, own) in schema.models.iter().zip(&ids) {
        let record = |id: &i64| {
            let value = |attribute: &relata::orm::schema::Attribute| match (
                &attribute.references,
                attribute.name.as_str(),
            ) {
                (Some(reference), _) => {
                    let place = schema
                        .models
                        .iter()
                        .position(|other| other.id == reference.model)
                        .unwrap();
                    if ids[place].is_empty() || chance.one_in(6) {
                        Json::Null
                    } else {
                        json!(*chance.pick(&ids[place]))
                    }
                }
                (None, "id") => json!(id),
                (None, "n") if !chance.one_in(5) => json!(chance.below(4)),
                (None, "name" | "role") if !chance.one_in(5) => {
                    json!(*chance.pick(&["a", "ab", "b", ""]))
                }
                _ => Json::Null,
            };
            let mut record: Record = model
                .attributes
                .iter()
                .map(|attribute| attribute.name.clone())
                .zip(model.attributes.iter().map(value).collect::<Vec<_>>())
                .collect();
            record.insert("id".into(), json!(id));
            record
        };
        data.insert(model.table_name.clone(), own.iter().map(record).collect());
    }
    data
}

/// A store of those rows. A table of pairs has an `id` whatever its model knows.
pub(super) fn store(schema: &Schema, data: &Data) -> Store {
    let mut store = Store::default();
    for mut table in tables(schema) {
        if table.columns.iter().all(|column| column.name != "id") {
            let id = notation::schema("X: n INTEGER");
            let column = lower(&id, &id.models[0]).columns.remove(0);
            table.columns.insert(0, column);
        }
        let name = table.name.clone();
        store.create(table.clone());
        for record in &data[&name] {
            let stored = table.columns.iter().map(|column| {
                let value = notation::value_of(&record[&column.name]);
                relata::engine::convert::to_engine(&column.data_type, &value).unwrap()
            });
            let stored = stored.collect();
            store.table_mut(&name).unwrap().append(stored);
        }
    }
    store
}

/// How many rows the JOIN of a find may have. Siblings multiply them: ten includes of a model of
/// five rows can come to 5^10, which no strategy joins in time.
const MOST_JOINED: usize = 1_000;

/// Options of a find, as the JSON `notation::find` reads.
struct Asking<'a> {
    chance: &'a mut Chance,
    schema: &'a Schema,
    data: &'a Data,
}

impl Asking<'_> {
    fn find(&mut self) -> Json {
        let models: Vec<&Model> = self
            .schema
            .models
            .iter()
            .filter(|model| model.name.starts_with('M'))
            .collect();
        let model = *self.chance.pick(&models);
        let mut options = json!({ "model": model.name });
        options["include"] = self.includes(model, 3, true);
        while self.joined(&options) > MOST_JOINED {
            self.thin(&mut options);
        }
        let mut include = options["include"].take();
        let is_many = has_many(self.schema, model, &include);
        match self.chance.below(6) {
            0 => options["pk"] = json!(1 + self.chance.below(12)),
            1 => options["one"] = json!(true),
            2 => options["limit"] = json!(1 + self.chance.below(4)),
            _ => {}
        }
        if options.get("one").is_some() || options.get("limit").is_some() {
            self.show_pair_keys(model, &mut include);
        }
        if self.chance.one_in(6) && options.get("pk").is_none() {
            options["offset"] = json!(self.chance.below(3));
        }
        if self.chance.one_in(3) {
            options["where"] = self.where_(2);
        }
        if self.chance.one_in(4) {
            options["attributes"] = json!(["name"]);
        }
        let mut order = Vec::new();
        for _ in 0..self.chance.below(3) {
            order.push(json!([*self.chance.pick(&["name", "n"]), self.direction()]));
        }
        if self.chance.one_in(3)
            && let Some(first) = include
                .as_array()
                .and_then(|include| include.first())
                .filter(|first| first.get("separate").is_none() && first.get("limit").is_none())
        {
            order.push(json!([first["as"], "n", self.direction()]));
            if self.chance.one_in(3) && !is_many {
                options["where"] =
                    json!({ format!("${}.n$", first["as"].as_str().unwrap()): { "$gte": 1 } });
            }
        }
        options["order"] = Json::Array(order);
        options["include"] = include;
        options
    }

    /// Asks for the keys of tables of pairs of which something is asked for: below the filter of a limit
    /// Sequelize shows them in any case.
    fn show_pair_keys(&self, model: &Model, include: &mut Json) {
        for include in include.as_array_mut().into_iter().flatten() {
            let mut associations = self.schema.associations_of(model.id);
            let association = associations.find(|own| include["as"] == own.alias).unwrap();
            let target = self.schema.model(association.target).unwrap();
            if let AssociationKind::BelongsToMany {
                through,
                foreign_key,
                other_key,
                ..
            } = association.kind
                && let Some(names) = include
                    .get_mut("through")
                    .map(|through| through["attributes"].as_array_mut().unwrap())
                && !names.is_empty()
            {
                let through = self.schema.model(through).unwrap();
                let keys: Vec<AttributeId> = if through.is_implied {
                    vec![foreign_key, other_key]
                } else {
                    through.primary_key().map(|key| key.id).collect()
                };
                for key in keys {
                    let name = json!(through.attribute(key).unwrap().name);
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
            if let Some(below) = include.get_mut("include") {
                self.show_pair_keys(target, below);
            }
        }
    }

    /// How many rows the JOIN of a find has.
    fn joined(&self, options: &Json) -> usize {
        let find = notation::find(self.schema, options);
        let (schema, data) = (self.schema, self.data);
        Naive { schema, data }.count(find.model, &find.include)
    }

    /// Takes one of the includes away that have none below them.
    fn thin(&mut self, options: &mut Json) {
        let include = options["include"].as_array_mut().unwrap();
        let place = self.chance.below(include.len());
        let below = include[place].get("include").and_then(Json::as_array);
        if below.is_none_or(Vec::is_empty) {
            include.remove(place);
        } else {
            self.thin(&mut include[place]);
        }
    }

    fn direction(&mut self) -> &'static str {
        ["ASC", "DESC"][self.chance.below(2)]
    }

    fn includes(&mut self, model: &Model, depth: usize, is_parent_required: bool) -> Json {
        let associations: Vec<_> = self.schema.associations_of(model.id).cloned().collect();
        let mut includes = Vec::new();
        for association in associations {
            if depth == 0 || includes.len() == depth.min(2) || self.chance.one_in(2) {
                continue;
            }
            let target = self.schema.model(association.target).unwrap();
            let mut include = json!({ "as": association.alias });
            if self.chance.one_in(4) {
                include["attributes"] = if self.chance.one_in(3) {
                    json!([])
                } else {
                    json!(["n", "name"])
                };
            }
            if let AssociationKind::BelongsToMany { through, .. } = association.kind
                && self.chance.one_in(3)
            {
                let through = self.schema.model(through).unwrap();
                let mut names: Vec<&str> = through
                    .attributes
                    .iter()
                    .map(|attribute| attribute.name.as_str())
                    .filter(|name| !through.is_implied || *name != "id")
                    .collect();
                names.retain(|_| self.chance.one_in(3));
                include["through"] = json!({ "attributes": names });
            }
            if self.chance.one_in(3) {
                include["where"] = self.where_(1);
            }
            // Under a limit Sequelize itself goes astray where what is required stands below what is not.
            if is_parent_required && self.chance.one_in(3) {
                include["required"] = json!(true);
            } else if !is_parent_required || self.chance.one_in(2) {
                include["required"] = json!(false);
            }
            let is_many = matches!(association.kind, AssociationKind::HasMany { .. });
            let mut is_separate = false;
            if is_many && self.chance.one_in(4) && include.get("attributes") != Some(&json!([])) {
                is_separate = true;
                include["required"] = json!(false);
                include["order"] = json!([["n", self.direction()]]);
                if self.chance.one_in(2) {
                    include["limit"] = json!(1 + self.chance.below(2));
                } else {
                    include["separate"] = json!(true);
                }
            }
            let is_required = include
                .get("required")
                .map_or(include.get("where").is_some(), |required| required == true);
            if !(is_separate && include.get("limit").is_some()) {
                include["include"] = self.includes(target, depth - 1, is_required || is_separate);
            }
            includes.push(include);
        }
        Json::Array(includes)
    }

    fn where_(&mut self, depth: usize) -> Json {
        let number = json!(self.chance.below(4));
        let text = json!(*self.chance.pick(&["a", "ab", ""]));
        match self.chance.below(if depth == 0 { 9 } else { 12 }) {
            0 => json!({ "n": number }),
            1 => json!({ "n": { "$ne": number }, "name": { "$like": "a%" } }),
            2 => json!({ "n": { "$gt": 0, "$lte": number } }),
            3 => json!({ "name": text }),
            4 => json!({ "name": { "$ne": null } }),
            5 => json!({ "n": [number, 1] }),
            6 => json!({ "n": { "$notIn": [number, null] } }),
            7 => json!({ "n": { "$between": [1, 2] } }),
            8 => json!({ "name": { "$notLike": "_b" }, "n": { "$notBetween": [0, 1] } }),
            9 => json!({ "$or": [self.where_(depth - 1), self.where_(depth - 1)] }),
            10 => json!({ "$not": self.where_(depth - 1) }),
            _ => {
                json!({ "$and": [self.where_(depth - 1), { "$or": [self.where_(depth - 1), { "name": null }] }] })
            }
        }
    }
}

fn has_many(schema: &Schema, model: &Model, include: &Json) -> bool {
    include.as_array().into_iter().flatten().any(|include| {
        let association = schema
            .associations_of(model.id)
            .find(|association| association.alias == include["as"].as_str().unwrap())
            .unwrap();
        association.kind.is_multiple()
            || has_many(
                schema,
                schema.model(association.target).unwrap(),
                &include["include"],
            )
    })
}

/// A random schema with its rows, and finds to run on them.
pub(super) struct World {
    pub(super) schema: Schema,
    pub(super) store: Store,
    /// As `notation::find` reads them.
    pub(super) finds: Vec<Json>,
    data: Data,
}

impl World {
    pub(super) fn new(seed: u64, models: usize) -> Self {
        let mut chance = Chance(seed | 1);
        let schema = schema(&mut chance, models);
        let data = data(&mut chance, &schema);
        let store = store(&schema, &data);
        let mut asking = Asking {
            chance: &mut chance,
            schema: &schema,
            data: &data,
        };
        let finds = (0..4).map(|_| asking.find()).collect();
        Self {
            schema,
            store,
            finds,
            data,
        }
    }
}

/// Runs random finds all three ways.
fn check(seed: u64, models: usize) {
    let world = World::new(seed, models);
    let (schema, data, store) = (&world.schema, &world.data, &world.store);
    for options in &world.finds {
        agree(
            schema,
            data,
            store,
            &notation::find(schema, options),
            options,
        );
    }
}

fn agree(schema: &Schema, data: &Data, store: &Store, asked: &Find, options: &Json) {
    let by_index = find(store, schema, asked, || 0.0);
    let by_join = find_by_join(store, schema, asked, || 0.0);
    let (by_index, by_join) = match (by_index, by_join) {
        (Ok(by_index), Ok(by_join)) => (by_index, by_join),
        (by_index, by_join) => {
            let (left, right) = (by_index.unwrap_err(), by_join.unwrap_err());
            assert_eq!(left, right, "{options}");
            assert!(
                matches!(left, relata::engine::protocol::EngineError::Find { .. }),
                "{left} for {options}"
            );
            return;
        }
    };
    let expected = Naive { schema, data }.find(asked).to_string();
    let told = format!("{options}\n{data:?}\n{}", by_index.join_sql);
    assert_eq!(by_index.json, by_join.json, "{told}");
    assert_eq!(by_index.flat, by_join.flat, "{told}");
    if by_index.join_sql.contains(" FROM (SELECT ") {
        // What a sub-select joins comes first in an object, which nested loops do not know.
        let read = |text: &str| serde_json::from_str::<Json>(text).unwrap();
        assert_eq!(read(&by_index.json), read(&expected), "{told}");
    } else {
        assert_eq!(by_index.json, expected, "{told}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_shrink_iters: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn by_index_by_join_and_by_nested_loops_agree(seed in any::<u64>(), models in 1..4_usize) {
        check(seed, models);
    }
}
