//! Migrations as differences: each in its right order, and all together a law.

mod laws;

use expect_test::{Expect, expect};
use relata::orm::migration::{Operation, diff, models_touched, replay, suggest_name};
use relata::orm::sql::{Column, tables};

use crate::notation::Notation;

/// One operation in a line.
fn line(operation: &Operation) -> String {
    let column = |column: &Column| {
        let mut text = format!("{} {}", column.name, column.data_type.code());
        for (is_so, word) in [
            (column.primary_key, " pk"),
            (!column.allow_null && !column.primary_key, " not null"),
            (column.unique, " unique"),
            (column.default_value.is_some(), " default"),
        ] {
            text.push_str(if is_so { word } else { "" });
        }
        if let Some(reference) = &column.references {
            text.push_str(&format!(
                " -> {}.{} {}",
                reference.table,
                reference.column,
                reference.on_delete.sql()
            ));
        }
        text
    };
    match operation {
        Operation::CreateTable { table } => {
            format!(
                "create {}: {}",
                table.name,
                table
                    .columns
                    .iter()
                    .map(column)
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
        Operation::DropTable { table } => format!("drop {table}"),
        Operation::RenameTable { from, to } => format!("rename {from} to {to}"),
        Operation::AddColumn { table, column: it } => format!("add {table}.{}", column(it)),
        Operation::RemoveColumn { table, column } => format!("remove {table}.{column}"),
        Operation::RenameColumn { table, from, to } => format!("rename {table}.{from} to {to}"),
        Operation::ChangeColumn { table, column: it } => format!("change {table}.{}", column(it)),
        Operation::AddUnique { table, columns } => {
            format!("unique {table} ({})", columns.join(", "))
        }
        Operation::RemoveUnique { table, columns } => {
            format!("not unique {table} ({})", columns.join(", "))
        }
    }
}

/// The migration's name and operations, each of which runs.
fn check(before: &str, after: &str, expected: Expect) {
    let mut notation = Notation::default();
    let (before, after) = (notation.schema(before), notation.schema(after));
    let operations = diff(&before, &after);
    let mut there = tables(&before);
    for operation in &operations {
        replay(&mut there, operation)
            .unwrap_or_else(|error| panic!("{}: {error}", line(operation)));
    }
    let lines: Vec<String> = operations.iter().map(line).collect();
    expected.assert_eq(&format!(
        "{}\n{}\n",
        suggest_name(&operations),
        lines.join("\n")
    ));
}

#[test]
fn tables_come_parents_first_and_go_children_first() {
    let story = "
        Post: id pk, title string, userId -> User cascade
        User: id pk, name string
        UserGroups: id pk, userId -> User cascade, groupId -> Group cascade
        Group: id pk";
    check(
        "",
        story,
        expect![[r#"
        create-user-and-3-more
        create Users: id INTEGER pk, name STRING
        create Posts: id INTEGER pk, title STRING, userId INTEGER -> Users.id CASCADE
        create Groups: id INTEGER pk
        create UserGroups: id INTEGER pk, userId INTEGER -> Users.id CASCADE, groupId INTEGER -> Groups.id CASCADE
    "#]],
    );
    check(
        story,
        "",
        expect![[r#"
        drop-posts-and-3-more
        drop Posts
        drop UserGroups
        drop Users
        drop Groups
    "#]],
    );
}

#[test]
fn each_kind_of_change_is_one_operation() {
    check(
        "User: id pk",
        "User: id pk, email string unique",
        expect![[r#"
        add-email-to-users
        add Users.email STRING unique
    "#]],
    );
    check(
        "User: id pk, email string",
        "User: id pk",
        expect![[r#"
        remove-email-from-users
        remove Users.email
    "#]],
    );
    check(
        "User: id pk, email string",
        "User: id pk, mail(email) string",
        expect![[r#"
        rename-email-to-mail-in-users
        rename Users.email to mail
    "#]],
    );
    check(
        "User: id pk, email string",
        "Person(User): id pk, email string",
        expect![[r#"
        rename-users-to-people
        rename Users to People
    "#]],
    );
    check(
        "User: id pk, email string",
        "User: id pk, email text!",
        expect![[r#"
        change-email-in-users
        change Users.email TEXT not null
    "#]],
    );
    check(
        "User: id pk, a string, b string",
        "User: id pk, b string, a string",
        expect![[r#"
        change-nothing

    "#]],
    );
    check(
        "User: id pk, a string, b string",
        "User: id pk, a string, b string, unique(a b)",
        expect![[r#"
        add-unique-key-to-users
        unique Users (a, b)
    "#]],
    );
    check(
        "User: id pk, a string, b string, unique(a b)",
        "User: id pk, c(b) string",
        expect![[r#"
            change-users
            not unique Users (a, b)
            remove Users.a
            rename Users.b to c
        "#]],
    );
}

#[test]
fn names_that_are_exchanged_take_a_detour() {
    check(
        "A table As: id pk, x string, y string
         B table Bs: id pk, aId -> A",
        "A table Bs: id pk, y(x) string, x(y) string
         B table As: id pk, aId -> A",
        expect![[r#"
            rename-as-to-bs
            rename As to As_
            rename Bs to As
            rename As_ to Bs
            rename Bs.x to x_
            rename Bs.y to x
            rename Bs.x_ to y
        "#]],
    );
}

#[test]
fn a_key_lets_go_before_what_it_points_to_changes() {
    check(
        "User: id pk, code string unique
         Post: id pk, userCode -> User.code",
        "User: id pk
         Post: id pk, userCode string",
        expect![[r#"
            change-posts
            change Posts.userCode STRING
            remove Users.code
        "#]],
    );
    check(
        "User: id pk
         Post: id pk, userId -> User",
        "User: id pk bigint auto
         Post: id pk, userId -> User",
        expect![[r#"
            change-posts
            change Posts.userId INTEGER
            change Users.id BIGINT pk
            change Posts.userId BIGINT -> Users.id SET NULL
        "#]],
    );
    check(
        "User: id pk
         Post: id pk, userId -> User",
        "Post: id pk
         Author: id pk, postId -> Post",
        expect![[r#"
            create-author
            remove Posts.userId
            drop Users
            create Authors: id INTEGER pk, postId INTEGER -> Posts.id SET NULL
        "#]],
    );
}

#[test]
fn rings_are_closed_last_and_opened_first() {
    let ring = "
        Team: id pk, captainId -> Player
        Player: id pk, teamId -> Team, friendId -> Player";
    check(
        "",
        ring,
        expect![[r#"
        create-player-and-team
        create Players: id INTEGER pk, teamId INTEGER, friendId INTEGER -> Players.id SET NULL
        create Teams: id INTEGER pk, captainId INTEGER -> Players.id SET NULL
        change Players.teamId INTEGER -> Teams.id SET NULL
    "#]],
    );
    check(
        ring,
        "",
        expect![[r#"
        drop-players-and-teams
        change Teams.captainId INTEGER
        drop Players
        drop Teams
    "#]],
    );
    check(
        "Team: id pk\n Player: id pk",
        ring,
        expect![[r#"
        change-teams
        add Teams.captainId INTEGER -> Players.id SET NULL
        add Players.teamId INTEGER -> Teams.id SET NULL
        add Players.friendId INTEGER -> Players.id SET NULL
    "#]],
    );
}

#[test]
fn a_renamed_model_is_touched_and_its_neighbours_are_not() {
    let mut notation = Notation::default();
    let before = notation.schema("User: id pk\n Post: id pk, userId -> User");
    let after = notation.schema("Person(User): id pk\n Post: id pk, userId -> Person");
    let touched = models_touched(&before, &after);
    assert_eq!(
        touched.into_iter().collect::<Vec<_>>(),
        [before.models[0].id]
    );
}
