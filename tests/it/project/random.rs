//! Random edits: numbers that a document turns into something one could do to it.

use proptest::prelude::*;
use relata::orm::query::{Find, Include, Method, Where};
use relata::orm::schema::{
    AttributeId, DataType, DefaultValue, ModelId, ReferentialAction, Schema,
};
use relata::orm::value::Value;
use relata::project::{
    AttributeEdit, Edit, LinkKind, Position, Project, empty, link_defaults, link_of,
};

/// What an edit is drawn from: its kind, and numbers to choose among what is there.
pub type Pick = (u8, usize, usize, usize);

/// Any pick.
pub fn pick() -> impl Strategy<Value = Pick> {
    (any::<u8>(), 0..40_usize, 0..40_usize, 0..40_usize)
}

/// The edit a pick means for a document. It need not be one that can be made.
pub fn edit(project: &Project, (kind, a, b, c): Pick) -> Edit {
    let schema = &project.schema;
    let model = model(schema, a);
    let attribute = attribute(schema, a);
    match kind % 22 {
        0 | 1 => Edit::AddModel {
            name: name(b).to_owned(),
            at: Position { x: 0.0, y: 0.0 },
        },
        2 => Edit::RenameModel {
            model,
            name: name(b).to_owned(),
        },
        3 => Edit::RenameTable {
            model,
            table_name: format!("{}s", name(b)),
        },
        4 => Edit::SetTimestamps {
            model,
            timestamps: b % 2 == 0,
        },
        5 => Edit::DeleteModel(model),
        6 => Edit::MoveModels(vec![(model, Position { x: 5.0, y: 7.0 })]),
        7 | 8 => {
            let types = DataType::all();
            let data_type = types[c % types.len()].clone();
            Edit::AddAttribute {
                model,
                name: name(b).to_lowercase(),
                data_type,
            }
        }
        9..=11 => Edit::EditAttribute {
            attribute,
            change: change(b, c),
        },
        12 => Edit::MoveAttribute {
            attribute,
            to: b % 7,
        },
        13 => Edit::DeleteAttribute(attribute),
        14..=16 => Edit::Link(link_defaults(
            schema,
            link_kind(c),
            model,
            self::model(schema, b),
        )),
        17 => match association(schema, a).and_then(|id| Some((id, link_of(schema, id)?))) {
            Some((association, mut spec)) => {
                match b % 6 {
                    0 => spec.foreign_key = format!("{}Key", name(c).to_lowercase()),
                    1 => spec = link_defaults(schema, link_kind(c), spec.source, spec.target),
                    2 => std::mem::swap(&mut spec.source, &mut spec.target),
                    3 => {
                        spec.source_alias =
                            (c % 2 == 0).then(|| format!("{}Alias", name(c).to_lowercase()));
                    }
                    4 => spec.through_id = !spec.through_id,
                    _ => spec.allow_null = !spec.allow_null,
                }
                Edit::EditLink { association, spec }
            }
            None => Edit::CloseMigration,
        },
        18 => association(schema, a).map_or(Edit::CloseMigration, Edit::Unlink),
        19 => Edit::SetLive(b % 3 != 0),
        20 if b % 2 == 0 => Edit::CloseMigration,
        20 => {
            let names: Vec<&String> = project
                .migrations
                .iter()
                .map(|migration| &migration.name)
                .collect();
            let from = if names.is_empty() {
                String::new()
            } else {
                names[a % names.len()].clone()
            };
            Edit::RenameMigration {
                from,
                to: format!("step-{c}"),
            }
        }
        _ => Edit::SetQuery(query(schema, model, b)),
    }
}

fn change(which: usize, how: usize) -> AttributeEdit {
    let yes = how.is_multiple_of(2);
    let types = DataType::all();
    match which % 9 {
        0 => AttributeEdit::Name(name(how).to_lowercase()),
        1 => AttributeEdit::DataType(types[how % types.len()].clone()),
        2 => AttributeEdit::AllowNull(yes),
        3 => AttributeEdit::Unique(yes),
        4 => AttributeEdit::PrimaryKey(yes),
        5 => AttributeEdit::AutoIncrement(yes),
        6 => AttributeEdit::DefaultValue(match how % 4 {
            0 => None,
            1 => Some(DefaultValue::Now),
            2 => Some(DefaultValue::Literal(Value::Text("none".to_owned()))),
            _ => Some(DefaultValue::Literal(Value::Integer(7))),
        }),
        7 => AttributeEdit::OnDelete(ReferentialAction::ALL[how % 4]),
        _ => AttributeEdit::OnUpdate(ReferentialAction::ALL[how % 4]),
    }
}

fn query(schema: &Schema, model: ModelId, how: usize) -> Option<Find> {
    let include = schema.associations_of(model).map(|association| Include {
        association: association.id,
        attributes: None,
        through_attributes: None,
        required: None,
        where_: Where::default(),
        separate: false,
        order: Vec::new(),
        limit: None,
        include: Vec::new(),
    });
    (!how.is_multiple_of(4)).then(|| Find {
        model,
        method: Method::FindAll,
        attributes: None,
        where_: Where::default(),
        order: Vec::new(),
        limit: None,
        offset: None,
        include: include.collect(),
    })
}

/// A model of the schema, or an id of none.
pub fn model(schema: &Schema, at: usize) -> ModelId {
    if schema.models.is_empty() {
        ModelId(9_999)
    } else {
        schema.models[at % schema.models.len()].id
    }
}

fn attribute(schema: &Schema, at: usize) -> AttributeId {
    let all: Vec<AttributeId> = schema
        .models
        .iter()
        .flat_map(|model| &model.attributes)
        .map(|attribute| attribute.id)
        .collect();
    if all.is_empty() {
        AttributeId(9_999)
    } else {
        all[at * 7 % all.len()]
    }
}

fn association(schema: &Schema, at: usize) -> Option<relata::orm::schema::AssociationId> {
    let all = &schema.associations;
    (!all.is_empty()).then(|| all[at % all.len()].id)
}

fn link_kind(at: usize) -> LinkKind {
    [
        LinkKind::OneToOne,
        LinkKind::OneToMany,
        LinkKind::ManyToMany,
    ][at % 3]
}

fn name(at: usize) -> &'static str {
    const NAMES: [&str; 12] = [
        "Tag", "Order", "Item", "Note", "Colour", "Owner", "User", "class", "id", "Index",
        "Person", "Title",
    ];
    NAMES[at % NAMES.len()]
}

/// A document some edits made of an empty one or of the story.
pub fn project() -> impl Strategy<Value = Project> {
    (any::<bool>(), prop::collection::vec(pick(), 0..25)).prop_map(|(is_story, picks)| {
        let start = if is_story {
            relata::project::story()
        } else {
            empty()
        };
        picks.into_iter().fold(start, |project, pick| {
            let edit = edit(&project, pick);
            relata::project::apply(&project, edit).unwrap_or(project)
        })
    })
}
