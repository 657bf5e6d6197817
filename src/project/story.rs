//! The story the page opens with: users, their profiles, posts and groups.
//!
//! Five migrations, written as sequelize-cli users would, and rows for each
//! table. Everything is dated 2024-01-01, so that results can be read and tested.

mod rows;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Project;
use super::history::{History, Scripted};
use super::pending::operations;
use crate::engine::protocol::{Ledger, Step};
use crate::orm::migration::Migration;
use crate::orm::schema::{
    Association, AssociationId, AssociationKind, Attribute, AttributeId, DataType, ForeignKey,
    Model, ModelId, ReferentialAction, Schema,
};

use rows::rows;
use view::{layout, query};

/// The clock of everything in the story: 2024-01-01T00:00:00.000Z.
const NOW: f64 = 1_704_067_200_000.0;

const USER: ModelId = ModelId(1);
const PROFILE: ModelId = ModelId(2);
const POST: ModelId = ModelId(3);
const GROUP: ModelId = ModelId(4);
const USER_GROUPS: ModelId = ModelId(5);

const USER_ID: AttributeId = AttributeId(11);
const PROFILE_USER: AttributeId = AttributeId(23);
const POST_USER: AttributeId = AttributeId(34);
const GROUP_ID: AttributeId = AttributeId(41);
const JOIN_USER: AttributeId = AttributeId(52);
const JOIN_GROUP: AttributeId = AttributeId(53);

const USER_POSTS: AssociationId = AssociationId(63);

/// The story's document.
pub fn story() -> Project {
    let models = [user(), profile(), post(), group(), user_groups()];
    let names = ["user", "profile", "post", "group", "user-groups"];
    let migrations: Vec<Migration> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let models = models[..=index].to_vec();
            let associations = associations();
            let is_there = |id: ModelId| models.iter().any(|model| model.id == id);
            let associations = associations.into_iter().filter(|association| {
                is_there(association.source)
                    && is_there(association.target)
                    && through(association).is_none_or(is_there)
            });
            let associations = associations.collect();
            Migration {
                name: format!("2024010100000{}-create-{name}", index + 1),
                after: Arc::new(Schema {
                    models,
                    associations,
                }),
            }
        })
        .collect();
    Project {
        name: "Users, posts and groups".to_owned(),
        schema: migrations
            .last()
            .map(|migration| migration.after.clone())
            .unwrap_or_default(),
        migrations,
        is_open: false,
        is_live: true,
        layout: layout(),
        query: Some(query()),
        next_id: 100,
    }
}

/// What the engine runs to tell the story: the migrations, then the rows.
pub fn story_script() -> Vec<Scripted> {
    let project = story();
    let mut script = vec![change(vec![Step::Become(None)], Arc::default(), Vec::new())];
    let mut before = Arc::<Schema>::default();
    let mut applied = Vec::new();
    for migration in &project.migrations {
        applied.push(migration.name.clone());
        let up = Step::Migrate {
            operations: operations(&before, &migration.after),
            ledger: Some(Ledger::Add(migration.name.clone())),
        };
        let up = change(vec![up], migration.after.clone(), applied.clone());
        script.push(Scripted {
            migration: Some(migration.name.clone()),
            ..up
        });
        before = migration.after.clone();
    }
    script.push(change(rows(), before, applied));
    script
}

/// A document with no model, and an empty database.
pub fn empty() -> Project {
    Project {
        name: "Untitled".to_owned(),
        schema: Arc::default(),
        migrations: Vec::new(),
        is_open: false,
        is_live: true,
        layout: BTreeMap::new(),
        query: None,
        next_id: 1,
    }
}

/// What the engine runs to be empty.
pub fn empty_script() -> Vec<Scripted> {
    vec![change(vec![Step::Become(None)], Arc::default(), Vec::new())]
}

impl History {
    /// The history a first visit begins with.
    pub fn story() -> Self {
        Self::begin(story(), story_script())
    }
}

fn change(steps: Vec<Step>, schema: Arc<Schema>, applied: Vec<String>) -> Scripted {
    Scripted {
        steps,
        now: Some(NOW),
        schema,
        applied,
        is_held: false,
        migration: None,
    }
}

fn user() -> Model {
    let email = Attribute {
        allow_null: false,
        unique: true,
        ..plain(13, "email", DataType::String(None))
    };
    let name = Attribute {
        allow_null: false,
        ..plain(12, "name", DataType::String(None))
    };
    model(
        USER,
        "User",
        "Users",
        vec![
            id(11),
            name,
            email,
            timestamp(14, "createdAt"),
            timestamp(15, "updatedAt"),
        ],
    )
}

fn profile() -> Model {
    let bio = plain(22, "bio", DataType::Text);
    let user = key(23, "userId", USER, USER_ID, ReferentialAction::SetNull);
    model(
        PROFILE,
        "Profile",
        "Profiles",
        vec![
            id(21),
            bio,
            user,
            timestamp(24, "createdAt"),
            timestamp(25, "updatedAt"),
        ],
    )
}

fn post() -> Model {
    model(
        POST,
        "Post",
        "Posts",
        vec![
            id(31),
            Attribute {
                allow_null: false,
                ..plain(32, "title", DataType::String(None))
            },
            plain(33, "content", DataType::Text),
            key(34, "userId", USER, USER_ID, ReferentialAction::SetNull),
            timestamp(35, "createdAt"),
            timestamp(36, "updatedAt"),
        ],
    )
}

fn group() -> Model {
    let name = Attribute {
        allow_null: false,
        ..plain(42, "name", DataType::String(None))
    };
    model(
        GROUP,
        "Group",
        "Groups",
        vec![
            id(41),
            name,
            timestamp(43, "createdAt"),
            timestamp(44, "updatedAt"),
        ],
    )
}

fn user_groups() -> Model {
    Model {
        is_implied: true,
        ..model(
            USER_GROUPS,
            "UserGroups",
            "UserGroups",
            vec![
                id(51),
                key(52, "userId", USER, USER_ID, ReferentialAction::Cascade),
                key(53, "groupId", GROUP, GROUP_ID, ReferentialAction::Cascade),
                timestamp(54, "createdAt"),
                timestamp(55, "updatedAt"),
            ],
        )
    }
}

fn associations() -> Vec<Association> {
    let key_of = |foreign_key| AssociationKind::BelongsTo {
        foreign_key,
        target_key: USER_ID,
    };
    vec![
        associate(
            61,
            USER,
            PROFILE,
            "profile",
            AssociationKind::HasOne {
                foreign_key: PROFILE_USER,
                source_key: USER_ID,
            },
        ),
        associate(62, PROFILE, USER, "user", key_of(PROFILE_USER)),
        associate(
            USER_POSTS.0,
            USER,
            POST,
            "posts",
            AssociationKind::HasMany {
                foreign_key: POST_USER,
                source_key: USER_ID,
            },
        ),
        associate(64, POST, USER, "user", key_of(POST_USER)),
        associate(
            65,
            USER,
            GROUP,
            "groups",
            AssociationKind::BelongsToMany {
                through: USER_GROUPS,
                foreign_key: JOIN_USER,
                other_key: JOIN_GROUP,
                source_key: USER_ID,
                target_key: GROUP_ID,
            },
        ),
        associate(
            66,
            GROUP,
            USER,
            "members",
            AssociationKind::BelongsToMany {
                through: USER_GROUPS,
                foreign_key: JOIN_GROUP,
                other_key: JOIN_USER,
                source_key: GROUP_ID,
                target_key: USER_ID,
            },
        ),
    ]
}

fn associate(
    id: u32,
    source: ModelId,
    target: ModelId,
    alias: &str,
    kind: AssociationKind,
) -> Association {
    Association {
        id: AssociationId(id),
        source,
        target,
        alias: alias.to_owned(),
        kind,
    }
}

fn through(association: &Association) -> Option<ModelId> {
    match association.kind {
        AssociationKind::BelongsToMany { through, .. } => Some(through),
        _ => None,
    }
}

fn model(id: ModelId, name: &str, table_name: &str, attributes: Vec<Attribute>) -> Model {
    Model {
        id,
        name: name.to_owned(),
        table_name: table_name.to_owned(),
        is_implied: false,
        timestamps: true,
        attributes,
        unique_keys: Vec::new(),
    }
}

fn plain(id: u32, name: &str, data_type: DataType) -> Attribute {
    Attribute {
        id: AttributeId(id),
        name: name.to_owned(),
        data_type,
        allow_null: true,
        unique: false,
        primary_key: false,
        auto_increment: false,
        default_value: None,
        references: None,
    }
}

fn id(id: u32) -> Attribute {
    Attribute {
        allow_null: false,
        primary_key: true,
        auto_increment: true,
        ..plain(id, "id", DataType::Integer)
    }
}

fn timestamp(id: u32, name: &str) -> Attribute {
    Attribute {
        allow_null: false,
        ..plain(id, name, DataType::Date)
    }
}

fn key(
    id: u32,
    name: &str,
    model: ModelId,
    attribute: AttributeId,
    on_delete: ReferentialAction,
) -> Attribute {
    let references = ForeignKey {
        model,
        attribute,
        on_delete,
        on_update: ReferentialAction::Cascade,
    };
    Attribute {
        references: Some(references),
        ..plain(id, name, DataType::Integer)
    }
}
