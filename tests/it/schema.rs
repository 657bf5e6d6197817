//! What is read off a schema: its edges, their sentences, and its problems.

use expect_test::{Expect, expect};
use relata::orm::schema::{Schema, Severity, check, edges, explain};

use crate::notation::schema;

const STORY: &str = "
    User: id pk, name string, email string, timestamps
    Profile: id pk, bio text, userId -> User cascade, timestamps
    Post: id pk, title string, userId -> User cascade, timestamps
    Group: id pk, name string, timestamps
    UserGroups implied: id pk, userId -> User cascade, groupId -> Group cascade, timestamps
    User hasOne Profile as profile by userId
    Profile belongsTo User as user by userId
    User hasMany Post as posts by userId
    Post belongsTo User as user by userId
    User belongsToMany Group as groups through UserGroups by userId other groupId
    Group belongsToMany User as members through UserGroups by groupId other userId";

fn explained(text: &str, expected: Expect) {
    let schema = schema(text);
    let alias = |id: Option<_>| {
        id.and_then(|id| schema.association(id))
            .map_or("-", |it| it.alias.as_str())
    };
    let lines: String = edges(&schema)
        .iter()
        .map(|edge| {
            let name = |id| schema.model(id).map_or("?", |model| model.name.as_str());
            format!(
                "{} {} {} ({} | {}) {} to {}\n{}\n",
                name(edge.source),
                edge.kind.text(),
                name(edge.target),
                alias(edge.source_association),
                alias(edge.target_association),
                edge.source_end.words(),
                edge.target_end.words(),
                explain(&schema, edge)
            )
        })
        .collect();
    expected.assert_eq(&lines);
}

#[test]
fn the_story_has_three_edges() {
    explained(
        STORY,
        expect![[r#"
        User 1:1 Profile (profile | user) zero or one to zero or one
        The table Profiles holds the key, userId: each Profile belongs to one User, so a row of Profiles says whose it is, and Users needs no column for it. hasOne alone does not keep a second Profile from pointing to the same User; a unique userId would. It may be null: there may be a Profile without a User. When a User is deleted, its Profile goes with it (CASCADE).
        User 1:N Post (posts | user) zero or one to zero or many
        The table Posts holds the key, userId: one User has many Posts, and as a column holds one value only, it is the many that point to the one. It may be null: there may be a Post without a User. When a User is deleted, its Posts go with it (CASCADE).
        User N:N Group (groups | members) zero or many to zero or many
        The join table UserGroups holds the keys. One User has many Groups and one Group many Users; as a column holds one value only, neither Users nor Groups can hold them. Each row of UserGroups is one pair: userId points to Users, groupId to Groups. When a User is deleted, its rows in UserGroups go with it (CASCADE).
    "#]],
    );
}

#[test]
fn an_edge_may_be_declared_on_one_side_or_lead_back_to_its_model() {
    explained(
        "User: id pk
         Passport: id pk, userId unique ! -> User restrict
         Passport belongsTo User as owner by userId",
        expect![[r#"
            User 1:1 Passport (- | owner) exactly one to zero or one
            The table Passports holds the key, userId: each Passport belongs to one User, so a row of Passports says whose it is, and Users needs no column for it. It may not be null: there is no Passport without its User. While its Passport is there, a User cannot be deleted (RESTRICT).
        "#]],
    );
    explained(
        "Employee: id pk, managerId -> Employee
         Employee belongsTo Employee as manager by managerId
         Employee hasMany Employee as reports by managerId",
        expect![[r#"
            Employee 1:N Employee (reports | manager) zero or one to zero or many
            The table Employees holds the key, managerId: one Employee has many Employees, and as a column holds one value only, each row points to the one it belongs to, in the same table. It may be null: an Employee need not belong to another. When an Employee is deleted, the Employees that belong to it stay and their managerId becomes null (SET NULL).
        "#]],
    );
    explained(
        "Person: id pk
         Parenthood implied: parentId pk -> Person cascade, childId pk -> Person cascade
         Person belongsToMany Person as children through Parenthood by parentId other childId
         Person belongsToMany Person as parents through Parenthood by childId other parentId",
        expect![[r#"
            Person N:N Person (children | parents) zero or many to zero or many
            The join table Parenthoods holds the keys. One row of People has many others on both sides; as a column holds one value only, People itself cannot hold them. Each row of Parenthoods is one pair: parentId points to People, childId to People. When a Person is deleted, its rows in Parenthoods go with it (CASCADE).
        "#]],
    );
}

fn checked(schema: &Schema, expected: Expect) {
    let lines: Vec<String> = check(schema)
        .iter()
        .map(|it| {
            let severity = if it.severity == Severity::Error {
                "error"
            } else {
                "warning"
            };
            format!("{severity} {:?}: {}\n", it.subject, it.problem)
        })
        .collect();
    expected.assert_eq(&lines.concat());
}

#[test]
fn the_story_has_no_problem() {
    checked(&schema(STORY), expect![[""]]);
}

#[test]
fn names_are_checked() {
    checked(
        &schema(
            "class: id pk
             2nd: id pk
             User: id pk, name string, Name(x) string, update string
             Index: id pk
             Other table GLUE_TABLES: id pk, first-name string
             Meta table SequelizeMeta: id pk
             Person table Users: id pk
             BlogPost: id pk
             Blogpost: id pk",
        ),
        expect![[r#"
            error Model(ModelId(1)): `class` already means something in JavaScript or in the generated file; choose another name
            error Model(ModelId(3)): `2nd` cannot be a name in code; begin with a letter and go on with letters, digits and _
            warning Attribute(AttributeId(9)): `update` is a method or property of every Sequelize row, which it would hide; choose another name
            error Model(ModelId(10)): `Index` already means something in JavaScript or in the generated file; choose another name
            error Model(ModelId(12)): the table name `GLUE_TABLES` is reserved for the database; choose another
            error Attribute(AttributeId(14)): `first-name` cannot be a name in code; begin with a letter and go on with letters, digits and _
            error Model(ModelId(15)): the table name `SequelizeMeta` is reserved for the database; choose another
            error Model(ModelId(17)): `Person` and `User` both map to the table `Users`; give one of them another table
            error Model(ModelId(21)): two models are called `Blogpost`, or would share the file `models/blogpost.js`; rename one of them
        "#]],
    );
}

#[test]
fn attributes_are_checked() {
    checked(
        &schema(
            "NoKey: name string
             Typed: id pk, a string auto, b enum(), c enum(x,y,x), d json unique, e integer = 'x', f date = uuid, g string(3) = 'long'
             User: id pk, code string, big bigint unique
             Post: id pk, userCode -> User.code, userId integer! -> User set null
             Pair: a pk integer, b pk integer
             Half: id pk, aId -> Pair.a cascade",
        ),
        expect![[r#"
            error Model(ModelId(1)): `NoKey` has no primary key, and Sequelize would look for an `id` its table does not have; mark an attribute as the primary key
            error Attribute(AttributeId(5)): Invalid Instance definition. Only one autoincrement field allowed.
            error Attribute(AttributeId(5)): `a` counts itself up but is not a whole-number primary key; switch auto-increment off, or make it one
            error Attribute(AttributeId(6)): the ENUM `b` has no values, so nothing could be stored in it; list its values
            error Attribute(AttributeId(7)): the ENUM `c` lists `x` twice; remove one
            error Attribute(AttributeId(8)): `d` is JSON, which Postgres cannot compare, so it can be neither unique nor a key; use JSONB
            error Attribute(AttributeId(9)): the default of `e` does not fit its type: `'x'` is not a whole number; write it like `42`
            error Attribute(AttributeId(10)): the default of `f` does not fit its type: UUIDV4 makes a UUID, and DATE takes a date with a time
            error Attribute(AttributeId(11)): the default of `g` does not fit its type: it has 6 characters; STRING(3) holds 3 at most
            error Attribute(AttributeId(18)): `userCode` references `User.code`, which is neither the primary key nor unique; make that unique
            error Attribute(AttributeId(19)): deleting what `userId` points to would set it to null, which it does not allow; allow null, or choose CASCADE or RESTRICT
            error Attribute(AttributeId(25)): `aId` references `Pair.a`, which is neither the primary key nor unique; make that unique
        "#]],
    );
    let mut wrong = schema("User: id pk, big bigint unique\n Post: id pk, userBig -> User.big");
    wrong.models[1].attributes[1].data_type = relata::orm::schema::DataType::Integer;
    wrong.models[0].timestamps = true;
    checked(
        &wrong,
        expect![[r#"
        error Model(ModelId(1)): `User` keeps timestamps but has no `createdAt`; add it as a DATE or switch timestamps off
        error Model(ModelId(1)): `User` keeps timestamps but has no `updatedAt`; add it as a DATE or switch timestamps off
        error Attribute(AttributeId(6)): `userBig` is INTEGER but `User.big`, which it references, is BIGINT; give both the same type
    "#]],
    );
    wrong.models.remove(0);
    checked(
        &wrong,
        expect![[r#"
        error Attribute(AttributeId(6)): `userBig` references something that is not there any more; choose what it shall point to, or drop the reference
    "#]],
    );
}

#[test]
fn associations_are_checked() {
    checked(
        &schema(
            "User: id pk, team string
             Profile: id pk, profileId -> User, userId -> User
             Group: id pk
             UserGroups: userId pk -> User cascade, groupId pk -> Group cascade, role string!
             User hasOne Profile as profile by profileId
             Profile belongsTo User as user by userId
             User belongsToMany Group as team through UserGroups by userId other groupId
             Group belongsToMany User as members through UserGroups by userId other groupId
             Group belongsToMany User as all(other) through UserGroups by userId other userId
             Group belongsToMany User as members(again) through UserGroups by groupId other userId",
        ),
        expect![[r#"
            warning Association(AssociationId(14)): `User.profile` goes by `profileId` and `Profile.user` by `userId`, so `Profiles` has two keys for what looks like one link; give both the same foreignKey
            error Association(AssociationId(16)): Naming collision between attribute 'team' and association 'team' on model User. To remedy this, change either foreignKey or as in your association definition
            warning Association(AssociationId(16)): `UserGroups.role` allows no null and has no default, so adding to `team` must always give it by `through`; allow null or set a default
            warning Association(AssociationId(17)): `members` and `team` go through `UserGroups` with their keys the same way round; exchange foreignKey and otherKey in one of them
            warning Association(AssociationId(17)): `UserGroups.role` allows no null and has no default, so adding to `members` must always give it by `through`; allow null or set a default
            warning Association(AssociationId(18)): `all` uses `userId` for both sides, so every row of `UserGroups` would pair something with itself; set otherKey to a key of its own
            error Association(AssociationId(19)): You have used the alias members in two separate associations. Aliased associations must have unique aliases.
            warning Association(AssociationId(19)): `UserGroups.role` allows no null and has no default, so adding to `members` must always give it by `through`; allow null or set a default
        "#]],
    );
}
