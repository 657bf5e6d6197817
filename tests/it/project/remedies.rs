//! What mends a problem: the button beside it, pressed.

use std::sync::Arc;

use expect_test::{Expect, expect};
use relata::orm::schema::{Schema, check};
use relata::project::{Project, apply, empty, label, remedy};

use super::links::sketch;
use crate::notation::Notation;

fn project(schema: Schema) -> Project {
    let next_id = schema.next_id();
    Project {
        schema: Arc::new(schema),
        next_id,
        ..empty()
    }
}

/// Presses the button of the first problem that has one, until none has, and shows each and the end.
fn mended(notation: &str, expected: &Expect) {
    let mut project = project(Notation::default().schema(notation));
    let mut text = String::new();
    while let Some(remedy) = check(&project.schema)
        .iter()
        .find_map(|problem| remedy(&project.schema, problem))
    {
        text += &format!("[{}] {}\n", remedy.label, label(&project, &remedy.edit));
        project = apply(&project, remedy.edit).expect("the remedy can be had");
    }
    expected.assert_eq(&(text + &sketch(&project.schema)));
}

#[test]
fn two_keys_by_a_forgotten_foreign_key_become_one() {
    mended(
        "User: id pk
         Profile: id pk, profileId -> User, userId -> User
         User hasOne Profile as profile by profileId
         Profile belongsTo User as user by userId",
        &expect![[r#"
            [Use userId for both] Mend the link of User and Profile
            Users: id*
            Profiles: id*, userId? -> User
            User.hasOne(Profile) as profile: userId
            Profile.belongsTo(User) as user: userId
        "#]],
    );
}

#[test]
fn one_key_on_both_sides_becomes_two() {
    mended(
        "User: id pk
         Group: id pk
         UserGroups: id pk, userId -> User cascade
         User belongsToMany Group as groups through UserGroups by userId other userId
         Group belongsToMany User as members through UserGroups by userId other userId",
        &expect![[r#"
            [Give each side its own key] Mend the link of User and Group
            [Give each side its own key] Mend the link of Group and User
            Users: id*
            Groups: id*
            UserGroups: id*, userId? -> User, groupId? -> Group
            User.belongsToMany(Group) as groups: UserGroups by userId other groupId
            Group.belongsToMany(User) as members: UserGroups by groupId other userId
        "#]],
    );
}

#[test]
fn keys_the_same_way_round_are_exchanged() {
    mended(
        "User: id pk
         Group: id pk
         UserGroups: id pk, userId -> User cascade, groupId -> Group cascade
         User belongsToMany Group as groups through UserGroups by userId other groupId
         Group belongsToMany User as members through UserGroups by userId other groupId",
        &expect![[r#"
            [Exchange the keys] Mend the link of Group and User
            Users: id*
            Groups: id*
            UserGroups: id*, userId? -> User, groupId? -> Group
            User.belongsToMany(Group) as groups: UserGroups by userId other groupId
            Group.belongsToMany(User) as members: UserGroups by groupId other userId
        "#]],
    );
}

#[test]
fn attributes_are_mended_too() {
    mended(
        "User: id pk, login string, data json unique
         Post: id pk, login string -> User, authorId! -> User",
        &expect![[r#"
            [Make it JSONB] Change User.data
            [Let authorId be null] Change Post.authorId
            Users: id*, login?, data?
            Posts: id*, login? -> User, authorId? -> User
        "#]],
    );
}

#[test]
fn an_association_without_an_alias_gets_the_usual_one() {
    let mut schema = Notation::default().schema(
        "User: id pk
         Post: id pk, userId -> User
         User hasMany Post as posts by userId
         Post belongsTo User as user by userId",
    );
    for association in &mut schema.associations {
        association.alias.clear();
    }
    let project = project(schema);
    let remedy = check(&project.schema)
        .iter()
        .find_map(|problem| remedy(&project.schema, problem))
        .expect("there is one");
    assert_eq!(remedy.label, "Call it posts");
    let mended = apply(&project, remedy.edit).expect("the remedy can be had");
    let aliases: Vec<&str> = mended
        .schema
        .associations
        .iter()
        .map(|association| association.alias.as_str())
        .collect();
    assert_eq!(aliases, ["posts", "user"]);
}
