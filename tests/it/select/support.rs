//! The models of `include-sql.postgres.out`, and options written short.
//!
//! In options, `"$gt"` is `Op.gt`; `{"@lit": "1"}`, `{"@col": "a.b"}`, `{"@fn": ["MAX", …]}`,
//! `{"@cast": [value, "text"]}`, `{"@where": [a, "=", b]}`, `{"@model": "Post"}`,
//! `{"@assoc": ["User", "posts"]}`, `{"@date": milliseconds}` and `{"@none": 1}` are what they say.

use relata::orm::declare::{AssociationKind, OrmError, Registry};
use relata::orm::js::{Js, Key};
use relata::orm::select::{Rows, Select, find, load};
use serde_json::{Value as Json, json};

/// A JavaScript value.
pub fn js(value: &Json) -> Js {
    let list = |value: &Json| {
        value
            .as_array()
            .into_iter()
            .flatten()
            .map(js)
            .collect::<Vec<_>>()
    };
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    match value {
        Json::Null => Js::Null,
        Json::Bool(value) => Js::Boolean(*value),
        Json::Number(number) => Js::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => Js::Text(text.clone()),
        Json::Array(_) => Js::Array(list(value)),
        Json::Object(object) => {
            if let Some((tag, value)) = object.iter().next()
                && tag.starts_with('@')
            {
                let mut items = list(value).into_iter().map(Box::new);
                let mut next = || items.next().unwrap_or(Box::new(Js::Undefined));
                return match tag.as_str() {
                    "@lit" => Js::Literal(text(value)),
                    "@col" => Js::Col(text(value)),
                    "@fn" => Js::Fn(text(&value[0]), list(value).split_off(1)),
                    "@cast" => Js::Cast(next(), text(&value[1])),
                    "@where" => Js::Where(next(), next(), next()),
                    "@model" => Js::Model(text(value)),
                    "@assoc" => Js::Association(text(&value[0]), text(&value[1])),
                    "@date" => Js::Date(value.as_i64()),
                    "@type" => Js::decode(&json!({ "type": value })).expect("it is a type"),
                    _ => Js::Undefined,
                };
            }
            let entry = |(name, value): (&String, &Json)| {
                let key = match name.strip_prefix('$') {
                    Some(op) if !op.ends_with('$') => Key::Op(op.to_owned()),
                    _ => Key::Name(name.clone()),
                };
                (key, js(value))
            };
            Js::Object(object.iter().map(entry).collect())
        }
    }
}

/// Adds `id` and some attributes: a name or `name: TYPE` each.
fn define(registry: &mut Registry, name: &str, attributes: &str, options: &Json) {
    let attributes = attributes
        .split(", ")
        .filter(|one| !one.is_empty())
        .map(|one| {
            let (name, key) = one.split_once(": ").unwrap_or((one, "STRING"));
            let of = key.strip_prefix("ARRAY ").map(|of| json!({ "key": of }));
            let key = key.split(' ').next().unwrap_or(key);
            let data_type = match of {
                Some(of) => json!({ "key": key, "of": of }),
                None => json!({ "key": key }),
            };
            (name.to_owned(), json!({ "type": { "@type": data_type } }))
        });
    let attributes = Json::Object(attributes.collect());
    let mut given = json!({ "timestamps": false });
    for (name, value) in options.as_object().into_iter().flatten() {
        given[name] = value.clone();
    }
    registry
        .define(name, &js(&attributes), &js(&given))
        .expect("the model is sound");
}

/// The models of the observed statements.
pub fn observed() -> Registry {
    use AssociationKind::{BelongsTo, BelongsToMany, HasMany, HasOne};
    let mut registry = Registry::default();
    define(&mut registry, "User", "name, age: INTEGER", &json!({}));
    define(&mut registry, "Profile", "bio", &json!({}));
    define(&mut registry, "Post", "title, likes: INTEGER", &json!({}));
    define(&mut registry, "Comment", "body", &json!({}));
    define(&mut registry, "Group", "name", &json!({}));
    define(&mut registry, "UserGroup", "role", &json!({}));
    let paranoid =
        json!({ "timestamps": true, "createdAt": false, "updatedAt": false, "paranoid": true });
    define(&mut registry, "PDoc", "title", &paranoid);
    define(&mut registry, "Employee", "name", &json!({}));
    let pairs = json!({ "as": "groups", "through": { "@model": "UserGroup" }, "foreignKey": "userId", "otherKey": "groupId" });
    let back = json!({ "as": "users", "through": { "@model": "UserGroup" }, "foreignKey": "groupId", "otherKey": "userId" });
    let friends = json!({ "as": "friends", "through": "Friendships", "foreignKey": "userId", "otherKey": "friendId", "timestamps": false });
    let key = |alias: &str, key: &str| json!({ "as": alias, "foreignKey": key });
    for (source, kind, target, options) in [
        ("User", HasOne, "Profile", key("profile", "userId")),
        ("User", HasMany, "Post", key("posts", "authorId")),
        ("User", BelongsToMany, "Group", pairs),
        ("User", BelongsToMany, "User", friends),
        ("User", HasMany, "PDoc", key("pdocs", "ownerId")),
        ("Profile", BelongsTo, "User", key("user", "userId")),
        ("Post", BelongsTo, "User", key("author", "authorId")),
        ("Post", HasMany, "Comment", key("comments", "postId")),
        ("Comment", BelongsTo, "Post", key("post", "postId")),
        ("Group", BelongsToMany, "User", back),
        (
            "Employee",
            BelongsTo,
            "Employee",
            key("manager", "managerId"),
        ),
        ("Employee", HasMany, "Employee", key("reports", "managerId")),
    ] {
        registry
            .associate(kind, source, target, &js(&options))
            .expect("the association is sound");
    }
    registry
}

/// A model with an attribute of every type.
pub fn typed() -> Registry {
    let mut registry = Registry::default();
    let attributes = "name, age: INTEGER, active: BOOLEAN, meta: JSONB, tags: ARRAY STRING, born: DATE, day: DATEONLY, score: FLOAT, price: DECIMAL, big: BIGINT, bin: BLOB";
    define(&mut registry, "Thing", attributes, &json!({}));
    registry
}

/// The find of a model.
pub fn select(registry: &Registry, model: &str, options: &Json) -> Result<Select, OrmError> {
    find(registry, model, &js(options))
}

/// The statements observed under a title: SELECTs only, or the error.
pub fn statements_of(title: &str) -> Vec<String> {
    let file = include_str!("../../conformance/observed/include-sql.postgres.out");
    let mut lines = file
        .lines()
        .skip_while(|line| line.strip_prefix("### ") != Some(title));
    assert!(lines.next().is_some(), "nothing was observed as `{title}`");
    lines
        .take_while(|line| !line.starts_with("### "))
        .map(|line| line.trim().to_owned())
        .filter(|line| line.starts_with("SELECT") || line.starts_with("!! Error"))
        .collect()
}

/// Holds finds against what was observed under a title; separate includes are for parents 1 and 2.
#[track_caller]
pub fn check(registry: &Registry, title: &str, finds: &[(&str, Json)]) {
    let mut sent = Vec::new();
    for (model, options) in finds {
        match select(registry, model, options) {
            Err(error) => sent.push(format!("!! {}: {error}", error.class.name())),
            Ok(select) => {
                sent.push(select.sql);
                let keys = [Js::Number(1.0), Js::Number(2.0)];
                for separate in select.separates {
                    let select = separate.select(registry, &keys).expect("it is a find");
                    sent.push(select.sql);
                }
            }
        }
    }
    assert_eq!(sent, statements_of(title), "{title}");
}

/// Rows of JSON.
struct Given {
    columns: Vec<String>,
    rows: Vec<Vec<Json>>,
}

impl Rows for Given {
    fn column_count(&self) -> usize {
        self.columns.len()
    }

    fn column_name(&self, column: usize) -> &str {
        &self.columns[column]
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn is_null(&self, row: usize, column: usize) -> bool {
        self.rows[row][column].is_null()
    }

    fn write_key(&self, row: usize, column: usize, key: &mut Vec<u8>) {
        key.extend_from_slice(self.rows[row][column].to_string().as_bytes());
    }

    fn is_shared(&self, row: usize, other: usize, column: usize) -> bool {
        self.rows[row][column] == self.rows[other][column]
    }

    fn value(&self, row: usize, column: usize) -> Js {
        js(&self.rows[row][column])
    }
}

/// The tree that a find makes of rows, each statement's in turn: the first of a list are the columns.
pub fn tree(registry: &Registry, model: &str, options: &Json, answers: &[Json]) -> Json {
    let select = select(registry, model, options).expect("it is a find");
    let mut answers = answers.iter();
    let mut execute = |sql: &str| {
        let answer = answers
            .next()
            .unwrap_or_else(|| panic!("nothing answers {sql}"));
        let mut lists = answer.as_array().cloned().unwrap_or_default().into_iter();
        let columns = lists.next().unwrap_or_default();
        let list = |value: Json| value.as_array().cloned().unwrap_or_default();
        Ok::<_, OrmError>(Given {
            columns: list(columns)
                .iter()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect(),
            rows: lists.map(list).collect(),
        })
    };
    let loaded = match load(registry, &select, &mut execute) {
        Ok(loaded) => loaded,
        Err(error) => return json!(format!("{}: {error}", error.class.name())),
    };
    let (mut shape, mut rows) = (String::new(), String::new());
    loaded.write_shape(&mut shape, &|_, _, out| out.push_str("\"n\""));
    loaded.write_rows(&mut rows, &|given: &Given, row, column, out| {
        out.push_str(&given.rows[row][column].to_string());
    });
    let parse = |text: &str| serde_json::from_str::<Json>(text).expect("it is JSON");
    let (shape, rows) = (parse(&shape), parse(&rows));
    let rows = rows.as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| object(&shape, row)).collect()
}

fn object(shape: &Json, row: &Json) -> Json {
    if row.is_null() {
        return Json::Null;
    }
    let list = |name: &str| shape[name].as_array().cloned().unwrap_or_default();
    let (columns, mut object_) = (list("columns"), serde_json::Map::new());
    for (place, column) in columns.iter().enumerate() {
        object_.insert(
            column[0].as_str().unwrap_or_default().to_owned(),
            row[place].clone(),
        );
    }
    for (place, child) in list("children").iter().enumerate() {
        let value = &row[columns.len() + place];
        let value = match value.as_array().filter(|_| child["multiple"] == true) {
            Some(rows) => rows
                .iter()
                .map(|row| object(&child["shape"], row))
                .collect(),
            None => object(&child["shape"], value),
        };
        object_.insert(child["name"].as_str().unwrap_or_default().to_owned(), value);
    }
    Json::Object(object_)
}
