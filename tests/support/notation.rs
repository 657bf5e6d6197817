//! Schemas written in a few words, for tests and examples.
//!
//! ```text
//! User: id pk, name string!, email string unique
//! Post: id pk, userId -> User cascade, title string(40) = 'none', unique(userId title)
//! UserGroups implied: userId pk -> User cascade, groupId pk -> Group cascade
//! User hasMany Post as posts by userId
//! User belongsToMany Group as groups through UserGroups by userId other groupId
//! ```
//!
//! A type is Sequelize's in small letters; `!` after it is not null; a key without
//! one is an integer. `new(old)` gives what was called `old` a new name, for a
//! model, an attribute or (after `table`) a table. Names of equal path have equal ids.

use relata::orm::naming::table_name;
use relata::orm::schema::{
    Association, AssociationId, AssociationKind, Attribute, AttributeId, DataType, DefaultValue,
    ForeignKey, Model, ModelId, ReferentialAction, Schema,
};
use relata::orm::value::{Value, parse};

/// Hands out ids by name, the same for the same name.
#[derive(Default)]
pub struct Notation {
    names: Vec<String>,
}

impl Notation {
    fn id(&mut self, name: &str) -> u32 {
        let place = self
            .names
            .iter()
            .position(|known| known == name)
            .unwrap_or_else(|| {
                self.names.push(name.to_owned());
                self.names.len() - 1
            });
        u32::try_from(place).expect("a test has few names") + 1
    }

    /// Reads a schema.
    pub fn schema(&mut self, text: &str) -> Schema {
        let mut schema = Schema::default();
        let mut references = Vec::new();
        let lines: Vec<&str> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        for line in &lines {
            if let Some((head, attributes)) = line
                .split_once(": ")
                .or_else(|| line.strip_suffix(':').map(|head| (head, "")))
            {
                let model = self.model(head, attributes, &mut references);
                schema.models.push(model);
            }
        }
        for (model, attribute, target, column, on_delete) in references {
            let reference = schema.model_named(&target).map(|target| {
                let key = column.as_ref().map_or_else(
                    || target.primary_key().next(),
                    |name| target.attribute_named(name),
                );
                let attribute = key.expect("the referenced attribute is written").id;
                ForeignKey {
                    model: target.id,
                    attribute,
                    on_delete,
                    on_update: ReferentialAction::Cascade,
                }
            });
            let reference = Some(reference.unwrap_or_else(|| panic!("no model {target}")));
            let found = schema
                .models
                .iter_mut()
                .flat_map(|it| &mut it.attributes)
                .find(|it| it.id == attribute);
            let found = found.unwrap_or_else(|| panic!("no attribute of {model}"));
            let of = reference
                .clone()
                .map(|reference| (reference.model, reference.attribute));
            found.references = reference;
            let data_type = of
                .and_then(|(_, attribute)| Some(schema.attribute(attribute)?.1.data_type.clone()));
            let found = schema
                .models
                .iter_mut()
                .flat_map(|it| &mut it.attributes)
                .find(|it| it.id == attribute);
            found.expect("it was there").data_type =
                data_type.expect("the referenced attribute is written");
        }
        for line in lines.iter().filter(|line| !line.contains(':')) {
            let association = self.association(&schema, line);
            schema.associations.push(association);
        }
        schema
    }

    fn model(&mut self, head: &str, attributes: &str, references: &mut Vec<Pending>) -> Model {
        let words: Vec<&str> = head.split_whitespace().collect();
        let (name, old) = renamed(words[0]);
        let table = words
            .iter()
            .position(|word| *word == "table")
            .map(|place| words[place + 1].to_owned());
        let mut model = Model {
            id: ModelId(self.id(&old)),
            table_name: table.unwrap_or_else(|| table_name(&name)),
            name: name.clone(),
            is_implied: words.contains(&"implied"),
            timestamps: false,
            attributes: Vec::new(),
            unique_keys: Vec::new(),
        };
        let mut keys = Vec::new();
        for part in split(attributes) {
            if let Some(key) = part.strip_prefix("unique(") {
                keys.push(
                    key.trim_end_matches(')')
                        .split_whitespace()
                        .map(str::to_owned)
                        .collect::<Vec<_>>(),
                );
                continue;
            }
            if part == "timestamps" {
                model.timestamps = true;
                for name in ["createdAt", "updatedAt"] {
                    model.attributes.push(self.attribute(
                        &old,
                        &format!("{name} date!"),
                        references,
                    ));
                }
                continue;
            }
            model
                .attributes
                .push(self.attribute(&old, &part, references));
        }
        model.unique_keys = keys
            .iter()
            .map(|key| {
                key.iter()
                    .map(|name| model.attribute_named(name).expect("it is written").id)
                    .collect()
            })
            .collect();
        model
    }

    fn attribute(&mut self, model: &str, part: &str, references: &mut Vec<Pending>) -> Attribute {
        let (part, default) = part
            .split_once(" = ")
            .map_or((part, None), |(part, default)| (part, Some(default)));
        let (part, reference) = part
            .split_once(" -> ")
            .map_or((part, None), |(part, reference)| (part, Some(reference)));
        let mut words = part.split_whitespace();
        let (name, old) = renamed(
            words
                .next()
                .expect("an attribute has a name")
                .trim_end_matches('!'),
        );
        let words: Vec<&str> = words.collect();
        let id = AttributeId(self.id(&format!("{model}.{old}")));
        let primary_key = words.contains(&"pk");
        let written = words
            .iter()
            .find(|word| !matches!(**word, "pk" | "unique" | "auto" | "!"));
        let data_type = written.map_or(DataType::Integer, |word| {
            type_of(word.trim_end_matches('!'))
        });
        if let Some(reference) = reference {
            let mut words = reference.split_whitespace();
            let target = words.next().expect("a reference has a model");
            let (target, column) = target
                .split_once('.')
                .map_or((target, None), |(target, column)| (target, Some(column)));
            let action = match words.collect::<Vec<_>>().join(" ").as_str() {
                "cascade" => ReferentialAction::Cascade,
                "restrict" => ReferentialAction::Restrict,
                "no action" => ReferentialAction::NoAction,
                "" | "set null" => ReferentialAction::SetNull,
                other => panic!("no action `{other}`"),
            };
            references.push((
                model.to_owned(),
                id,
                target.to_owned(),
                column.map(str::to_owned),
                action,
            ));
        }
        let default_value = default.map(|text| match text {
            "now" => DefaultValue::Now,
            "uuid" => DefaultValue::UuidV4,
            text => DefaultValue::Literal(
                parse(&data_type, text.trim_matches('\''))
                    .unwrap_or_else(|_| Value::Text(text.to_owned())),
            ),
        });
        Attribute {
            id,
            name,
            allow_null: !primary_key && !part.contains('!'),
            unique: words.contains(&"unique"),
            primary_key,
            auto_increment: words.contains(&"auto")
                || (primary_key && written.is_none() && reference.is_none()),
            data_type,
            default_value,
            references: None,
        }
    }

    fn association(&mut self, schema: &Schema, line: &str) -> Association {
        let words: Vec<&str> = line.split_whitespace().collect();
        let word = |after: &str| {
            words
                .iter()
                .position(|word| *word == after)
                .map(|place| words[place + 1])
        };
        let model = |name: &str| {
            schema
                .model_named(name)
                .unwrap_or_else(|| panic!("no model {name}"))
        };
        let (source, target) = (model(words[0]), model(words[2]));
        let id = |model: &Model, name: &str| {
            model
                .attribute_named(name)
                .unwrap_or_else(|| panic!("no attribute {name} in {}", model.name))
                .id
        };
        let key = |model: &Model, option: &str| {
            word(option).map_or_else(
                || model.primary_key().next().expect("it has a key").id,
                |name| id(model, name),
            )
        };
        let by = word("by").expect("an association goes by a key");
        let kind = match words[1] {
            "hasOne" => AssociationKind::HasOne {
                foreign_key: id(target, by),
                source_key: key(source, "from"),
            },
            "hasMany" => AssociationKind::HasMany {
                foreign_key: id(target, by),
                source_key: key(source, "from"),
            },
            "belongsTo" => AssociationKind::BelongsTo {
                foreign_key: id(source, by),
                target_key: key(target, "to"),
            },
            "belongsToMany" => {
                let through = model(word("through").expect("N:N goes through a model"));
                AssociationKind::BelongsToMany {
                    through: through.id,
                    foreign_key: id(through, by),
                    other_key: id(through, word("other").expect("N:N has another key")),
                    source_key: key(source, "from"),
                    target_key: key(target, "to"),
                }
            }
            other => panic!("no association {other}"),
        };
        let (alias, old) = renamed(word("as").expect("an association has an alias"));
        let id = AssociationId(self.id(&format!("{} as {old}", source.id.0)));
        Association {
            id,
            source: source.id,
            target: target.id,
            alias,
            kind,
        }
    }
}

/// A reference, until all models are read: model, attribute, target, its attribute, the action.
type Pending = (
    String,
    AttributeId,
    String,
    Option<String>,
    ReferentialAction,
);

/// Reads one schema.
#[allow(
    dead_code,
    reason = "not everyone who includes this module reads a schema alone"
)]
pub fn schema(text: &str) -> Schema {
    Notation::default().schema(text)
}

fn renamed(word: &str) -> (String, String) {
    match word.strip_suffix(')').and_then(|word| word.split_once('(')) {
        Some((name, old)) => (name.to_owned(), old.to_owned()),
        None => (word.to_owned(), word.to_owned()),
    }
}

/// The parts between commas that stand outside brackets.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is one").push(letter);
    }
    parts
        .iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn type_of(word: &str) -> DataType {
    let (name, size) = word
        .strip_suffix(')')
        .and_then(|word| word.split_once('('))
        .unwrap_or((word, ""));
    let numbers: Vec<u32> = size
        .split(',')
        .filter_map(|size| size.parse().ok())
        .collect();
    let plain = DataType::all()
        .into_iter()
        .find(|it| it.name().eq_ignore_ascii_case(name));
    match (
        plain.unwrap_or_else(|| panic!("no type {name}")),
        numbers.as_slice(),
    ) {
        (DataType::String(_), [length]) => DataType::String(Some(*length)),
        (DataType::Char(_), [length]) => DataType::Char(Some(*length)),
        (DataType::Decimal(_), [precision, scale]) => DataType::Decimal(Some((*precision, *scale))),
        (DataType::Enum(_), _) => DataType::Enum(
            size.split(',')
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect(),
        ),
        (plain, _) => plain,
    }
}
