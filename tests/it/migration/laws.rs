//! What holds for all schemas: the difference leads from one to the other, and back.

use std::collections::BTreeSet;

use proptest::prelude::*;
use relata::orm::migration::{diff, replay};
use relata::orm::schema::{
    Attribute, AttributeId, DataType, ForeignKey, Model, ModelId, ReferentialAction, Schema,
};
use relata::orm::sql::{Table, tables};

/// Models 0 to 3, each there or not, under one of few names, with attributes likewise.
#[derive(Debug, Clone)]
struct ModelSketch {
    is_there: bool,
    name: usize,
    attributes: Vec<AttributeSketch>,
    is_unique: bool,
}

#[derive(Debug, Clone)]
struct AttributeSketch {
    is_there: bool,
    name: usize,
    data_type: usize,
    flags: (bool, bool),
    target: Option<(usize, usize)>,
    on_delete: usize,
}

const MODELS: usize = 4;
const ATTRIBUTES: usize = 4;

fn sketch() -> impl Strategy<Value = Vec<ModelSketch>> {
    let target = prop::option::weighted(0.5, (0..MODELS, 0..ATTRIBUTES));
    let attribute = (
        prop::bool::weighted(0.7),
        0..ATTRIBUTES,
        0..3_usize,
        any::<(bool, bool)>(),
        target,
        0..4_usize,
    )
        .prop_map(
            |(is_there, name, data_type, flags, target, on_delete)| AttributeSketch {
                is_there,
                name,
                data_type,
                flags,
                target,
                on_delete,
            },
        );
    let attributes = prop::collection::vec(attribute, ATTRIBUTES);
    let model = (
        prop::bool::weighted(0.8),
        0..MODELS,
        attributes,
        any::<bool>(),
    )
        .prop_map(|(is_there, name, attributes, is_unique)| ModelSketch {
            is_there,
            name,
            attributes,
            is_unique,
        });
    prop::collection::vec(model, MODELS)
}

/// The name a sketch asks for, or the next that is free.
fn free_name(taken: &mut BTreeSet<usize>, wanted: usize) -> usize {
    let name = (wanted..wanted + 100)
        .find(|name| !taken.contains(name))
        .expect("there are fewer models than numbers");
    taken.insert(name);
    name
}

fn attribute_id(model: usize, attribute: usize) -> AttributeId {
    AttributeId(u32::try_from(100 + model * 10 + attribute).expect("it is small"))
}

fn model_id(model: usize) -> ModelId {
    ModelId(u32::try_from(model + 1).expect("it is small"))
}

fn schema(sketches: &[ModelSketch]) -> Schema {
    let is_there = |(model, attribute): &(usize, usize)| {
        sketches[*model].is_there && sketches[*model].attributes[*attribute].is_there
    };
    let types = [DataType::Integer, DataType::String(None), DataType::BigInt];
    let mut models = Vec::new();
    let mut taken = BTreeSet::new();
    for (number, model) in sketches
        .iter()
        .enumerate()
        .filter(|(_, model)| model.is_there)
    {
        let name = free_name(&mut taken, model.name);
        let mut names = BTreeSet::new();
        let attributes: Vec<Attribute> = model
            .attributes
            .iter()
            .enumerate()
            .filter(|(_, attribute)| attribute.is_there)
            .map(|(place, attribute)| Attribute {
                id: attribute_id(number, place),
                name: format!("a{}", free_name(&mut names, attribute.name)),
                data_type: types[attribute.data_type].clone(),
                allow_null: attribute.flags.0,
                unique: attribute.flags.1,
                primary_key: place == 0,
                auto_increment: false,
                default_value: None,
                references: attribute
                    .target
                    .filter(is_there)
                    .map(|(target, column)| ForeignKey {
                        model: model_id(target),
                        attribute: attribute_id(target, column),
                        on_delete: ReferentialAction::ALL[attribute.on_delete],
                        on_update: ReferentialAction::Cascade,
                    }),
            })
            .collect();
        let pair: Vec<AttributeId> = attributes
            .iter()
            .skip(1)
            .take(2)
            .map(|attribute| attribute.id)
            .collect();
        models.push(Model {
            id: model_id(number),
            name: format!("M{name}"),
            table_name: format!("T{name}"),
            is_implied: false,
            timestamps: false,
            unique_keys: if model.is_unique && pair.len() == 2 {
                vec![pair]
            } else {
                Vec::new()
            },
            attributes,
        });
    }
    Schema {
        models,
        associations: Vec::new(),
    }
}

/// Tables whatever the order of tables, columns and keys.
fn sorted(mut tables: Vec<Table>) -> Vec<Table> {
    for table in &mut tables {
        table
            .columns
            .sort_by(|one, other| one.name.cmp(&other.name));
        table.unique_keys.sort();
    }
    tables.sort_by(|one, other| one.name.cmp(&other.name));
    tables
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn up_leads_there_and_down_leads_back(before in sketch(), after in sketch()) {
        let (before, after) = (schema(&before), schema(&after));
        let mut there = tables(&before);
        for operation in diff(&before, &after) {
            let result = replay(&mut there, &operation);
            prop_assert!(result.is_ok(), "{operation:?}: {result:?}");
        }
        prop_assert_eq!(sorted(there.clone()), sorted(tables(&after)));
        for operation in diff(&after, &before) {
            let result = replay(&mut there, &operation);
            prop_assert!(result.is_ok(), "{operation:?}: {result:?}");
        }
        prop_assert_eq!(sorted(there), sorted(tables(&before)));
    }

    #[test]
    fn what_is_the_same_needs_nothing(sketch in sketch()) {
        let schema = schema(&sketch);
        prop_assert_eq!(diff(&schema, &schema), Vec::new());
    }
}
