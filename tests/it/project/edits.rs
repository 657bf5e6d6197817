//! Edits of models and attributes, and how they go into migrations.

use expect_test::{Expect, expect};
use relata::orm::schema::{AttributeId, DataType, ModelId, ReferentialAction};
use relata::project::{AttributeEdit, Edit, Position, Project, apply, story};

use super::links::{sketch, with};

fn edit(project: &Project, edit: Edit) -> Project {
    apply(project, edit).expect("the edit can be made")
}

fn refused(project: &Project, edit: Edit) -> String {
    apply(project, edit)
        .expect_err("the edit cannot be made")
        .to_string()
}

fn model(project: &Project, name: &str) -> ModelId {
    project
        .schema
        .model_named(name)
        .expect("the model is there")
        .id
}

fn attribute(project: &Project, model: &str, name: &str) -> AttributeId {
    let model = project
        .schema
        .model_named(model)
        .expect("the model is there");
    model
        .attribute_named(name)
        .expect("the attribute is there")
        .id
}

fn change(project: &Project, model: &str, name: &str, change: AttributeEdit) -> Edit {
    Edit::EditAttribute {
        attribute: attribute(project, model, name),
        change,
    }
}

fn add(project: &Project, model_name: &str, name: &str) -> Edit {
    Edit::AddAttribute {
        model: model(project, model_name),
        name: name.to_owned(),
        data_type: DataType::String(None),
    }
}

fn check_migrations(project: &Project, expected: Expect) {
    let names = project
        .migrations
        .iter()
        .map(|migration| format!("{}\n", migration.name));
    expected.assert_eq(&names.collect::<String>());
}

#[test]
fn one_migration_takes_up_the_edits_of_one_table() {
    let project = with(&["Tag"]);
    let project = edit(&project, add(&project, "Tag", "name"));
    let project = edit(&project, add(&project, "Tag", "colour"));
    let project = edit(
        &project,
        Edit::AddModel {
            name: "Note".to_owned(),
            at: Position::default(),
        },
    );
    let project = edit(&project, add(&project, "Tag", "size"));
    check_migrations(
        &project,
        expect![[r#"
        20240101000001-create-tag
        20240101000002-create-note
        20240101000003-add-size-to-tags
    "#]],
    );
    let project = edit(
        &project,
        Edit::DeleteAttribute(attribute(&project, "Tag", "size")),
    );
    check_migrations(
        &project,
        expect![[r#"
        20240101000001-create-tag
        20240101000002-create-note
    "#]],
    );
}

#[test]
fn an_open_migration_is_renamed_with_what_it_does_unless_a_person_named_it() {
    let project = with(&["Model1"]);
    let project = edit(
        &project,
        Edit::RenameModel {
            model: model(&project, "Model1"),
            name: "Product".to_owned(),
        },
    );
    check_migrations(
        &project,
        expect![[r#"
        20240101000001-create-product
    "#]],
    );
    let from = project.migrations[0].name.clone();
    let project = edit(
        &project,
        Edit::RenameMigration {
            from,
            to: "the shop".to_owned(),
        },
    );
    let project = edit(
        &project,
        Edit::RenameModel {
            model: model(&project, "Product"),
            name: "Good".to_owned(),
        },
    );
    check_migrations(
        &project,
        expect![[r#"
        20240101000001-the-shop
    "#]],
    );
    let project = edit(&project, Edit::CloseMigration);
    let project = edit(&project, add(&project, "Good", "price"));
    check_migrations(
        &project,
        expect![[r#"
        20240101000001-the-shop
        20240101000002-add-price-to-goods
    "#]],
    );
}

#[test]
fn a_model_takes_its_table_along_while_that_is_its_plural() {
    let project = with(&["Person"]);
    let person = model(&project, "Person");
    let project = edit(
        &project,
        Edit::RenameModel {
            model: person,
            name: "Child".to_owned(),
        },
    );
    assert_eq!(project.schema.models[0].table_name, "Children");
    let project = edit(
        &project,
        Edit::RenameTable {
            model: person,
            table_name: "Kids".to_owned(),
        },
    );
    let project = edit(
        &project,
        Edit::RenameModel {
            model: person,
            name: "Boy".to_owned(),
        },
    );
    assert_eq!(project.schema.models[0].table_name, "Kids");
}

#[test]
fn names_that_clash_are_refused() {
    let project = with(&["User", "Post"]);
    let add_model = |name: &str| Edit::AddModel {
        name: name.to_owned(),
        at: Position::default(),
    };
    assert_eq!(
        refused(&project, add_model("user")),
        "there is a model `User` already; choose another name"
    );
    assert_eq!(
        refused(&project, add_model("Posts")),
        "the table `Posts` belongs to `Post` already; choose another name"
    );
    assert_eq!(
        refused(&project, add(&project, "User", "id")),
        "`User` has an attribute `id` already; choose another name"
    );
    let story = story();
    assert_eq!(
        refused(&story, add(&story, "User", "posts")),
        "`User` has an attribute `posts`, and Sequelize takes no alias of that name; change the alias or the attribute"
    );
}

#[test]
fn keys_follow_the_type_of_what_they_point_to() {
    let project = story();
    let to_uuid = AttributeEdit::DataType(DataType::Uuid);
    assert_eq!(
        refused(
            &project,
            change(&project, "Post", "userId", to_uuid.clone())
        ),
        "`Post.userId` has the type of `User.id`, which it points to; change it there"
    );
    let project = edit(&project, change(&project, "User", "id", to_uuid));
    for (model, name) in [
        ("Post", "userId"),
        ("Profile", "userId"),
        ("UserGroups", "userId"),
    ] {
        let (_, attribute) = project
            .schema
            .attribute(attribute(&project, model, name))
            .unwrap();
        assert_eq!(attribute.data_type, DataType::Uuid, "{model}");
    }
}

#[test]
fn what_a_key_points_to_cannot_go() {
    let project = story();
    let pointed = "`User.id` is what `Profile.userId` points to; delete that association first";
    assert_eq!(
        refused(
            &project,
            Edit::DeleteAttribute(attribute(&project, "User", "id"))
        ),
        pointed
    );
    assert_eq!(
        refused(
            &project,
            change(&project, "User", "id", AttributeEdit::PrimaryKey(false))
        ),
        pointed
    );
    assert_eq!(
        refused(
            &project,
            change(&project, "User", "email", AttributeEdit::PrimaryKey(true))
        ),
        pointed
    );
    assert_eq!(
        refused(
            &project,
            Edit::DeleteAttribute(attribute(&project, "Post", "id"))
        ),
        "`Post` needs a primary key; make another attribute its key first"
    );
}

#[test]
fn a_required_key_cannot_become_null() {
    let project = story();
    let project = edit(
        &project,
        change(&project, "Post", "userId", AttributeEdit::AllowNull(false)),
    );
    let (_, key) = project
        .schema
        .attribute(attribute(&project, "Post", "userId"))
        .unwrap();
    assert_eq!(
        key.references.as_ref().unwrap().on_delete,
        ReferentialAction::Cascade
    );
    assert_eq!(
        refused(
            &project,
            change(
                &project,
                "Post",
                "userId",
                AttributeEdit::OnDelete(ReferentialAction::SetNull)
            )
        ),
        "`userId` may not be null, so SET NULL cannot act; allow null or choose another action"
    );
}

#[test]
fn deleting_a_key_deletes_the_associations_that_go_by_it() {
    let project = story();
    let project = edit(
        &project,
        Edit::DeleteAttribute(attribute(&project, "Post", "userId")),
    );
    let project = edit(
        &project,
        Edit::DeleteAttribute(attribute(&project, "UserGroups", "userId")),
    );
    expect![[r#"
        Users: id*, name, email, createdAt, updatedAt
        Profiles: id*, bio?, userId? -> User, createdAt, updatedAt
        Posts: id*, title, content?, createdAt, updatedAt
        Groups: id*, name, createdAt, updatedAt
        UserGroups: id*, groupId? -> Group, createdAt, updatedAt
        User.hasOne(Profile) as profile: userId
        Profile.belongsTo(User) as user: userId
    "#]]
    .assert_eq(&sketch(&project.schema));
}

#[test]
fn timestamps_come_and_go_together() {
    let project = with(&["Tag"]);
    let tag = model(&project, "Tag");
    assert_eq!(
        refused(
            &project,
            Edit::DeleteAttribute(attribute(&project, "Tag", "createdAt"))
        ),
        "`createdAt` is kept by Sequelize; switch the timestamps of `Tag` off instead"
    );
    let without = edit(
        &project,
        Edit::SetTimestamps {
            model: tag,
            timestamps: false,
        },
    );
    assert_eq!(sketch(&without.schema), "Tags: id*\n");
    let again = edit(
        &without,
        Edit::SetTimestamps {
            model: tag,
            timestamps: true,
        },
    );
    assert_eq!(sketch(&again.schema), "Tags: id*, createdAt, updatedAt\n");
}
