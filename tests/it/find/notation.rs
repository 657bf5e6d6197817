//! Small notations: schemas as lines, finds as the JSON of their options, rows as JSON.

use relata::orm::query::{
    Comparison, Condition, Direction, Find, Include, Method, Order, Path, Where,
};
use relata::orm::schema::{
    Association, AssociationId, AssociationKind, Attribute, AttributeId, DataType, ForeignKey,
    Model, ModelId, ReferentialAction, Schema,
};
use relata::orm::value::Value;
use serde_json::Value as Json;

/// A schema of lines.
///
/// `User: name STRING, age INTEGER` is a model with an `id` before and no timestamps;
/// `User+` has timestamps, `Pairs~` is implied by a `belongsToMany` and has no `id` of
/// its own. `userId -> User` is a key, `!` after a name makes it part of the primary
/// key and keeps `id` away, `?` before a type is nothing: all attributes allow null.
/// `User.posts hasMany Post userId` and `User.groups belongsToMany Group Pairs userId groupId`
/// are associations.
pub fn schema(lines: &str) -> Schema {
    let mut schema = Schema::default();
    let mut references = Vec::new();
    let mut next = 0;
    let mut id = || {
        next += 1;
        next
    };
    let lines: Vec<_> = lines
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    for line in lines.iter().filter(|line| line.contains(':')) {
        let (head, tail) = line.split_once(':').unwrap();
        let name = head.trim_end_matches(['+', '~']);
        let (is_implied, timestamps) = (head.contains('~'), head.contains('+'));
        let mut attributes = Vec::new();
        let has_own_key = tail.contains('!') || is_implied;
        let model = ModelId(id());
        if !has_own_key {
            attributes.push(attribute(id(), "id", DataType::Integer, true));
        }
        for part in tail
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (name, kind) = part.split_once(' ').unwrap();
            let attribute_id = id();
            let data_type = match kind.strip_prefix("-> ") {
                Some(target) => {
                    references.push((AttributeId(attribute_id), target.to_owned()));
                    DataType::Integer
                }
                None => data_type(kind),
            };
            attributes.push(attribute(
                attribute_id,
                name.trim_end_matches('!'),
                data_type,
                name.ends_with('!'),
            ));
        }
        if timestamps {
            for name in ["createdAt", "updatedAt"] {
                attributes.push(attribute(id(), name, DataType::Date, false));
            }
        }
        let table_name = if is_implied {
            name.to_owned()
        } else {
            relata::orm::naming::table_name(name)
        };
        schema.models.push(Model {
            id: model,
            name: name.to_owned(),
            table_name,
            is_implied,
            timestamps,
            attributes,
            unique_keys: Vec::new(),
        });
    }
    for (attribute, target) in references {
        let target = schema.model_named(&target).unwrap();
        let reference = ForeignKey {
            model: target.id,
            attribute: target.primary_key().next().unwrap().id,
            on_delete: ReferentialAction::SetNull,
            on_update: ReferentialAction::Cascade,
        };
        let owner = schema
            .models
            .iter_mut()
            .flat_map(|model| &mut model.attributes)
            .find(|other| other.id == attribute);
        owner.unwrap().references = Some(reference);
    }
    for line in lines.iter().filter(|line| !line.contains(':')) {
        let words: Vec<_> = line.split_whitespace().collect();
        let (source, alias) = words[0].split_once('.').unwrap();
        let (source, target) = (
            schema.model_named(source).unwrap(),
            schema.model_named(words[2]).unwrap(),
        );
        let key = |model: &Model| model.primary_key().next().unwrap().id;
        let named = |model: &Model, name: &str| model.attribute_named(name).unwrap().id;
        let kind = match words[1] {
            "hasOne" => AssociationKind::HasOne {
                foreign_key: named(target, words[3]),
                source_key: key(source),
            },
            "hasMany" => AssociationKind::HasMany {
                foreign_key: named(target, words[3]),
                source_key: key(source),
            },
            "belongsTo" => AssociationKind::BelongsTo {
                foreign_key: named(source, words[3]),
                target_key: key(target),
            },
            "belongsToMany" => {
                let through = schema.model_named(words[3]).unwrap();
                AssociationKind::BelongsToMany {
                    through: through.id,
                    foreign_key: named(through, words[4]),
                    other_key: named(through, words[5]),
                    source_key: key(source),
                    target_key: key(target),
                }
            }
            other => panic!("{other} is no kind of association"),
        };
        let association = Association {
            id: AssociationId(id()),
            source: source.id,
            target: target.id,
            alias: alias.to_owned(),
            kind,
        };
        schema.associations.push(association);
    }
    schema
}

fn attribute(id: u32, name: &str, data_type: DataType, primary_key: bool) -> Attribute {
    Attribute {
        id: AttributeId(id),
        name: name.to_owned(),
        data_type,
        allow_null: !primary_key,
        unique: false,
        primary_key,
        auto_increment: false,
        default_value: None,
        references: None,
    }
}

fn data_type(name: &str) -> DataType {
    match name {
        "STRING" => DataType::String(None),
        "TEXT" => DataType::Text,
        "INTEGER" => DataType::Integer,
        "BIGINT" => DataType::BigInt,
        "DOUBLE" => DataType::Double,
        "DECIMAL" => DataType::Decimal(Some((10, 2))),
        "BOOLEAN" => DataType::Boolean,
        "DATE" => DataType::Date,
        "DATEONLY" => DataType::DateOnly,
        "TIME" => DataType::Time,
        "UUID" => DataType::Uuid,
        "JSON" => DataType::Json,
        "JSONB" => DataType::Jsonb,
        "BLOB" => DataType::Blob,
        other => DataType::Enum(other.split('|').map(str::to_owned).collect()),
    }
}

/// A find of its options: `{ "model": "User", "pk": 1, "include": [{ "as": "posts" }] }`.
///
/// `one` makes it `findOne`; operators are keys such as `$gt`, groups `$or`, `$and`, `$not`;
/// an order is `["posts", "title", "DESC"]`, the attributes of a through model by its name in between.
pub fn find(schema: &Schema, options: &Json) -> Find {
    let model = schema
        .model_named(options["model"].as_str().unwrap())
        .unwrap();
    let mut find = Find::all(model.id);
    if let Some(value) = options.get("pk") {
        find.method = Method::FindByPk(value_of(value));
    }
    if options.get("one").is_some() {
        find.method = Method::FindOne;
    }
    find.attributes = attributes(model, options);
    find.where_ = where_(schema, model, options.get("where"));
    find.order = order(schema, model, options.get("order"));
    find.limit = options.get("limit").and_then(Json::as_u64);
    find.offset = options.get("offset").and_then(Json::as_u64);
    find.include = includes(schema, model, options.get("include"));
    find
}

fn includes(schema: &Schema, model: &Model, options: Option<&Json>) -> Vec<Include> {
    let Some(Json::Array(options)) = options else {
        return Vec::new();
    };
    let include = |options: &Json| {
        let association = associated(schema, model, options["as"].as_str().unwrap()).unwrap();
        let target = schema.model(association.target).unwrap();
        let mut include = Include::of(association.id);
        include.attributes = attributes(target, options);
        if let AssociationKind::BelongsToMany { through, .. } = association.kind {
            let through = schema.model(through).unwrap();
            include.through_attributes = attributes(through, &options["through"]);
        }
        include.required = options.get("required").and_then(Json::as_bool);
        include.separate = options.get("separate").is_some();
        include.limit = options.get("limit").and_then(Json::as_u64);
        include.where_ = where_(schema, target, options.get("where"));
        include.order = order(schema, target, options.get("order"));
        include.include = includes(schema, target, options.get("include"));
        include
    };
    options.iter().map(include).collect()
}

fn associated<'a>(schema: &'a Schema, model: &Model, alias: &str) -> Option<&'a Association> {
    schema
        .associations_of(model.id)
        .find(|association| association.alias == alias)
}

fn attributes(model: &Model, options: &Json) -> Option<Vec<AttributeId>> {
    let names = options.get("attributes")?.as_array().unwrap();
    Some(
        names
            .iter()
            .map(|name| model.attribute_named(name.as_str().unwrap()).unwrap().id)
            .collect(),
    )
}

fn path<'a>(schema: &'a Schema, mut model: &'a Model, steps: &[&str]) -> Path {
    let (last, steps) = steps.split_last().unwrap();
    let mut through = Vec::new();
    for step in steps {
        match associated(schema, model, step) {
            Some(association) => {
                through.push(association.id);
                model = schema.model(association.target).unwrap();
            }
            None => model = schema.model_named(step).unwrap(),
        }
    }
    Path {
        through,
        attribute: model
            .attribute_named(last)
            .unwrap_or_else(|| panic!("{} has no {last}", model.name))
            .id,
    }
}

fn order(schema: &Schema, model: &Model, options: Option<&Json>) -> Vec<Order> {
    let Some(Json::Array(terms)) = options else {
        return Vec::new();
    };
    let term = |term: &Json| {
        let mut words: Vec<&str> = term
            .as_array()
            .unwrap()
            .iter()
            .map(|word| word.as_str().unwrap())
            .collect();
        let direction = match words.pop() {
            Some("ASC") => Direction::Ascending,
            Some("DESC") => Direction::Descending,
            other => panic!("{other:?} is no direction"),
        };
        Order {
            by: path(schema, model, &words),
            direction,
        }
    };
    terms.iter().map(term).collect()
}

fn where_(schema: &Schema, model: &Model, options: Option<&Json>) -> Where {
    let Some(Json::Object(entries)) = options else {
        return Where::default();
    };
    let mut parts = Vec::new();
    for (key, value) in entries {
        let group = || {
            value
                .as_array()
                .unwrap()
                .iter()
                .map(|part| where_(schema, model, Some(part)))
                .collect()
        };
        match key.as_str() {
            "$or" => parts.push(Where::Any(group())),
            "$and" => parts.push(Where::All(group())),
            "$not" => parts.push(Where::Not(Box::new(where_(schema, model, Some(value))))),
            _ => {
                let steps: Vec<_> = key.trim_matches('$').split('.').collect();
                let left = path(schema, model, &steps);
                for comparison in comparisons(value) {
                    parts.push(Where::Is(Condition {
                        left: left.clone(),
                        comparison,
                    }));
                }
            }
        }
    }
    Where::All(parts)
}

fn comparisons(value: &Json) -> Vec<Comparison> {
    match value {
        Json::Object(operators) => operators
            .iter()
            .map(|(operator, value)| comparison(operator, value))
            .collect(),
        Json::Array(values) => vec![Comparison::In(values.iter().map(value_of).collect())],
        value => vec![Comparison::Eq(value_of(value))],
    }
}

fn comparison(operator: &str, value: &Json) -> Comparison {
    let one = || value_of(value);
    let list = || {
        value
            .as_array()
            .unwrap()
            .iter()
            .map(value_of)
            .collect::<Vec<_>>()
    };
    let text = || value.as_str().unwrap().to_owned();
    match operator {
        "$eq" => Comparison::Eq(one()),
        "$ne" => Comparison::Ne(one()),
        "$gt" => Comparison::Gt(one()),
        "$gte" => Comparison::Gte(one()),
        "$lt" => Comparison::Lt(one()),
        "$lte" => Comparison::Lte(one()),
        "$between" => Comparison::Between(list()[0].clone(), list()[1].clone()),
        "$notBetween" => Comparison::NotBetween(list()[0].clone(), list()[1].clone()),
        "$in" => Comparison::In(list()),
        "$notIn" => Comparison::NotIn(list()),
        "$like" => Comparison::Like(text()),
        "$notLike" => Comparison::NotLike(text()),
        "$iLike" => Comparison::ILike(text()),
        "$notILike" => Comparison::NotILike(text()),
        "$startsWith" => Comparison::StartsWith(text()),
        "$endsWith" => Comparison::EndsWith(text()),
        "$substring" => Comparison::Substring(text()),
        other => panic!("{other} is no operator"),
    }
}

/// A value of its JSON. Text is text, whatever it says.
pub fn value_of(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Boolean(*value),
        Json::Number(number) => number
            .as_i64()
            .map_or_else(|| Value::Float(number.as_f64().unwrap()), Value::Integer),
        Json::String(text) => Value::Text(text.clone()),
        other => Value::Json(other.to_string()),
    }
}
