//! Links as Sequelize would name them, made, changed and undone.

use expect_test::{Expect, expect};
use relata::orm::schema::{AssociationKind, ModelId, Schema};
use relata::project::{
    Edit, EditError, LinkKind, LinkSpec, Position, Project, apply, empty, link_defaults, link_of,
    story,
};

/// An empty document with models of those names.
pub fn with(names: &[&str]) -> Project {
    names.iter().fold(empty(), |project, name| {
        let edit = Edit::AddModel {
            name: (*name).to_owned(),
            at: Position::default(),
        };
        apply(&project, edit).expect("the name is free")
    })
}

fn id(project: &Project, name: &str) -> ModelId {
    project
        .schema
        .model_named(name)
        .expect("the model is there")
        .id
}

fn defaults(project: &Project, kind: LinkKind, source: &str, target: &str) -> LinkSpec {
    link_defaults(
        &project.schema,
        kind,
        id(project, source),
        id(project, target),
    )
}

fn linked(project: &Project, kind: LinkKind, source: &str, target: &str) -> Project {
    apply(project, Edit::Link(defaults(project, kind, source, target)))
        .expect("the link can be made")
}

/// The models and associations in a few words.
pub fn sketch(schema: &Schema) -> String {
    let mut text = String::new();
    for model in &schema.models {
        let attributes = model.attributes.iter().map(|attribute| {
            let key = if attribute.primary_key { "*" } else { "" };
            let null = if attribute.allow_null { "?" } else { "" };
            let to = attribute
                .references
                .as_ref()
                .and_then(|to| schema.model(to.model))
                .map(|to| format!(" -> {}", to.name));
            format!("{}{key}{null}{}", attribute.name, to.unwrap_or_default())
        });
        let implied = if model.is_implied { " (implied)" } else { "" };
        text += &format!(
            "{}{implied}: {}\n",
            model.table_name,
            attributes.collect::<Vec<_>>().join(", ")
        );
    }
    for association in &schema.associations {
        let name = |id| {
            schema
                .model(id)
                .map_or("?", |model: &relata::orm::schema::Model| &model.name)
        };
        let key = |id| {
            schema
                .attribute(id)
                .map_or("?", |(_, attribute)| &attribute.name)
        };
        let keys = match association.kind {
            AssociationKind::BelongsToMany {
                through,
                foreign_key,
                other_key,
                ..
            } => {
                format!(
                    "{} by {} other {}",
                    name(through),
                    key(foreign_key),
                    key(other_key)
                )
            }
            ref kind => key(kind.foreign_key()).to_owned(),
        };
        let (source, target) = (name(association.source), name(association.target));
        text += &format!(
            "{source}.{}({target}) as {}: {keys}\n",
            association.kind.method(),
            association.alias
        );
    }
    text
}

fn check(project: &Project, expected: Expect) {
    expected.assert_eq(&sketch(&project.schema));
}

#[test]
fn each_kind_is_named_as_people_write_it() {
    let project = with(&["User", "Profile", "Post", "Group"]);
    let project = linked(&project, LinkKind::OneToOne, "User", "Profile");
    let project = linked(&project, LinkKind::OneToMany, "User", "Post");
    let project = linked(&project, LinkKind::ManyToMany, "User", "Group");
    check(
        &project,
        expect![[r#"
        Users: id*, createdAt, updatedAt
        Profiles: id*, userId? -> User, createdAt, updatedAt
        Posts: id*, userId? -> User, createdAt, updatedAt
        Groups: id*, createdAt, updatedAt
        UserGroups (implied): id*, userId? -> User, groupId? -> Group, createdAt, updatedAt
        User.hasOne(Profile) as profile: userId
        Profile.belongsTo(User) as user: userId
        User.hasMany(Post) as posts: userId
        Post.belongsTo(User) as user: userId
        User.belongsToMany(Group) as groups: UserGroups by userId other groupId
        Group.belongsToMany(User) as users: UserGroups by groupId other userId
    "#]],
    );
}

#[test]
fn a_model_linked_to_itself_has_parents_and_children() {
    let project = with(&["Node"]);
    let project = linked(&project, LinkKind::OneToMany, "Node", "Node");
    let project = linked(&project, LinkKind::ManyToMany, "Node", "Node");
    check(
        &project,
        expect![[r#"
        Nodes: id*, parentId? -> Node, createdAt, updatedAt
        NodeNodes (implied): id*, parentId? -> Node, children2Id? -> Node, createdAt, updatedAt
        Node.hasMany(Node) as children: parentId
        Node.belongsTo(Node) as parent: parentId
        Node.belongsToMany(Node) as children2: NodeNodes by parentId other children2Id
        Node.belongsToMany(Node) as parents: NodeNodes by children2Id other parentId
    "#]],
    );
}

#[test]
fn a_second_link_of_two_models_has_names_of_its_own() {
    let project = with(&["User", "Post"]);
    let project = linked(&project, LinkKind::OneToMany, "User", "Post");
    let project = linked(&project, LinkKind::OneToMany, "User", "Post");
    check(
        &project,
        expect![[r#"
        Users: id*, createdAt, updatedAt
        Posts: id*, userId? -> User, user2Id? -> User, createdAt, updatedAt
        User.hasMany(Post) as posts: userId
        Post.belongsTo(User) as user: userId
        User.hasMany(Post) as posts2: user2Id
        Post.belongsTo(User) as user2: user2Id
    "#]],
    );
}

#[test]
fn a_link_that_changes_its_names_keeps_its_ids() {
    let project = linked(
        &with(&["User", "Post"]),
        LinkKind::OneToMany,
        "User",
        "Post",
    );
    let association = project.schema.associations[1].id;
    let key = project.schema.associations[0].kind.foreign_key();
    let spec = LinkSpec {
        kind: LinkKind::OneToOne,
        foreign_key: "authorId".to_owned(),
        source_alias: Some("article".to_owned()),
        target_alias: Some("author".to_owned()),
        allow_null: false,
        ..link_of(&project.schema, association).unwrap()
    };
    let project = apply(&project, Edit::EditLink { association, spec }).unwrap();
    assert_eq!(project.schema.associations[1].id, association);
    assert_eq!(project.schema.associations[0].kind.foreign_key(), key);
    check(
        &project,
        expect![[r#"
        Users: id*, createdAt, updatedAt
        Posts: id*, authorId -> User, createdAt, updatedAt
        User.hasOne(Post) as article: authorId
        Post.belongsTo(User) as author: authorId
    "#]],
    );
}

#[test]
fn a_link_can_turn_to_many_to_many_and_change_sides() {
    let project = linked(
        &with(&["User", "Post"]),
        LinkKind::OneToMany,
        "User",
        "Post",
    );
    let association = project.schema.associations[0].id;
    let spec = LinkSpec {
        source_alias: Some("posts".to_owned()),
        ..defaults(&project, LinkKind::ManyToMany, "User", "Post")
    };
    let joined = apply(&project, Edit::EditLink { association, spec }).unwrap();
    assert_eq!(joined.schema.associations[0].id, association);
    check(
        &joined,
        expect![[r#"
        Users: id*, createdAt, updatedAt
        Posts: id*, createdAt, updatedAt
        UserPosts (implied): id*, userId? -> User, postId? -> Post, createdAt, updatedAt
        User.belongsToMany(Post) as posts: UserPosts by userId other postId
        Post.belongsToMany(User) as users: UserPosts by postId other userId
    "#]],
    );
    let spec = defaults(&project, LinkKind::OneToMany, "Post", "User");
    let spec = LinkSpec {
        target_alias: Some("post".to_owned()),
        source_alias: Some("users".to_owned()),
        ..spec
    };
    let turned = apply(&project, Edit::EditLink { association, spec }).unwrap();
    check(
        &turned,
        expect![[r#"
        Users: id*, postId? -> Post, createdAt, updatedAt
        Posts: id*, createdAt, updatedAt
        Post.hasMany(User) as users: postId
        User.belongsTo(Post) as post: postId
    "#]],
    );
}

#[test]
fn a_join_table_can_do_without_an_id_and_comes_to_be_declared() {
    let project = linked(
        &with(&["User", "Group"]),
        LinkKind::ManyToMany,
        "User",
        "Group",
    );
    let association = project.schema.associations[1].id;
    let spec = LinkSpec {
        through_id: false,
        ..link_of(&project.schema, association).unwrap()
    };
    let project = apply(&project, Edit::EditLink { association, spec }).unwrap();
    let join = id(&project, "UserGroups");
    let role = Edit::AddAttribute {
        model: join,
        name: "role".to_owned(),
        data_type: relata::orm::schema::DataType::Text,
    };
    let project = apply(&project, role).unwrap();
    check(
        &project,
        expect![[r#"
        Users: id*, createdAt, updatedAt
        Groups: id*, createdAt, updatedAt
        UserGroups: userId* -> User, groupId* -> Group, role?, createdAt, updatedAt
        User.belongsToMany(Group) as groups: UserGroups by userId other groupId
        Group.belongsToMany(User) as users: UserGroups by groupId other userId
    "#]],
    );
}

#[test]
fn deleting_a_model_takes_what_is_nothing_without_it() {
    let project = story();
    let project = apply(&project, Edit::DeleteModel(id(&project, "User"))).unwrap();
    check(
        &project,
        expect![[r#"
        Profiles: id*, bio?, createdAt, updatedAt
        Posts: id*, title, content?, createdAt, updatedAt
        Groups: id*, name, createdAt, updatedAt
    "#]],
    );
    assert!(
        project.query.is_none(),
        "a query of a model that is gone is gone"
    );
}

#[test]
fn a_link_that_cannot_be_says_why() {
    let project = with(&["User", "Post"]);
    let spec = || defaults(&project, LinkKind::ManyToMany, "User", "Post");
    let refused = |spec: LinkSpec| apply(&project, Edit::Link(spec)).unwrap_err().to_string();
    assert_eq!(
        refused(LinkSpec {
            other_key: "userId".to_owned(),
            ..spec()
        }),
        "both keys of `UserPosts` are called `userId`; each side needs one of its own"
    );
    assert_eq!(
        refused(LinkSpec {
            source_alias: None,
            target_alias: None,
            ..spec()
        }),
        "declare the association on one side at least"
    );
    assert_eq!(
        refused(LinkSpec {
            source_alias: Some("id".to_owned()),
            ..spec()
        }),
        "`User` has an attribute `id`, and Sequelize takes no alias of that name; change the alias or the attribute"
    );
    let linked = linked(&project, LinkKind::OneToMany, "User", "Post");
    let again = LinkSpec {
        source_alias: Some("posts".to_owned()),
        ..defaults(&linked, LinkKind::OneToMany, "User", "Post")
    };
    assert_eq!(
        apply(&linked, Edit::Link(again)),
        Err(EditError::AliasExists {
            model: "User".to_owned(),
            alias: "posts".to_owned()
        })
    );
}
