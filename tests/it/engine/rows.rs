//! Rows written, and the refusals a learner reads.

use expect_test::{Expect, expect};
use relata::engine::protocol::{EngineError, RanBy};

use super::notation::Database;

const USERS: &str =
    "Users: id pk auto, name string, email string? unique, createdAt date, updatedAt date";
const POSTS: &str = "Posts: id pk auto, title string, userId integer? > Users.id cascade";

fn check(actual: impl Into<String>, expected: Expect) {
    expected.assert_eq(&actual.into());
}

fn refusal<T: std::fmt::Debug>(result: Result<T, EngineError>) -> String {
    result.expect_err("the database refuses it").to_string()
}

#[test]
fn an_insert_fills_in_ids_and_timestamps() {
    let mut database = Database::new(&[USERS]);
    database
        .insert(
            "Users",
            "name email",
            &[r#"["Ann", "ann@x"]"#, r#"["Bob", null]"#],
        )
        .unwrap();
    check(
        database.rows("Users"),
        expect![[r#"
            1, Ann, ann@x, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
            2, Bob, null, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z"#]],
    );
    assert_eq!(database.effects, ["insert Users: 1 2"]);
    assert_eq!(database.statements.len(), 1);
    assert_eq!(database.statements[0].ran_by, RanBy::GlueSql);
    check(
        database.statements[0].sql.clone(),
        expect![[
            r#"INSERT INTO "Users" ("id", "name", "email", "createdAt", "updatedAt") VALUES (1, 'Ann', 'ann@x', TIMESTAMP '2024-01-01 00:00:00.000', TIMESTAMP '2024-01-01 00:00:00.000'), (2, 'Bob', NULL, TIMESTAMP '2024-01-01 00:00:00.000', TIMESTAMP '2024-01-01 00:00:00.000')"#
        ]],
    );
}

#[test]
fn ids_are_not_used_again_and_follow_those_given_by_hand() {
    let mut database = Database::new(&[POSTS.split(", userId").next().unwrap()]);
    database
        .insert("Posts", "title", &[r#"["a"]"#, r#"["b"]"#])
        .unwrap();
    database.delete("Posts", &["2"]).unwrap();
    database.insert("Posts", "title", &[r#"["c"]"#]).unwrap();
    database
        .insert("Posts", "id title", &[r#"[10, "d"]"#])
        .unwrap();
    database
        .insert("Posts", "id title", &[r#"[null, "e"]"#])
        .unwrap();
    check(
        database.rows("Posts"),
        expect![[r#"
            1, a
            3, c
            10, d
            11, e"#]],
    );
}

#[test]
fn each_constraint_is_refused_in_words_and_leaves_nothing() {
    let mut database = Database::new(&[USERS, POSTS]);
    database
        .insert(
            "Users",
            "name email",
            &[r#"["Ann", "ann@x"]"#, r#"["Bob", "bob@x"]"#],
        )
        .unwrap();
    database
        .insert("Posts", "title userId", &[r#"["p", 1]"#])
        .unwrap();
    let before = database.state();
    check(
        refusal(database.insert(
            "Users",
            "name email",
            &[r#"["Cy", "cy@x"]"#, r#"["Eve", "ann@x"]"#],
        )),
        expect!["another row of `Users` already has this email: ann@x"],
    );
    check(
        refusal(database.insert(
            "Users",
            "name email",
            &[r#"["Cy", "cy@x"]"#, r#"["Eve", "cy@x"]"#],
        )),
        expect!["another row of `Users` already has this email: cy@x"],
    );
    check(
        refusal(database.insert("Users", "email", &[r#"["x"]"#])),
        expect!["`name` of `Users` needs a value"],
    );
    check(
        refusal(database.insert("Posts", "title userId", &[r#"["q", 99]"#])),
        expect!["`userId` points to 99, but `Users` has no such row"],
    );
    check(
        refusal(database.insert("Posts", "title userId", &[r#"["q", "one"]"#])),
        expect!["`userId` is a whole number from -2147483648 to 2147483647, which `one` is not"],
    );
    check(
        refusal(database.insert("Posts", "titel", &[r#"["q"]"#])),
        expect!["`Posts` has no column `titel`"],
    );
    check(
        refusal(database.insert("Tags", "name", &[r#"["q"]"#])),
        expect!["there is no table `Tags`: its migration is not applied"],
    );
    check(
        refusal(database.update("Users", "2", "email", r#"["ann@x"]"#)),
        expect!["another row of `Users` already has this email: ann@x"],
    );
    check(
        refusal(database.update("Users", "2", "name", "[null]")),
        expect!["`name` of `Users` needs a value"],
    );
    check(
        refusal(database.update("Posts", "1", "userId", "[7]")),
        expect!["`userId` points to 7, but `Users` has no such row"],
    );
    assert_eq!(database.state(), before);
}

#[test]
fn an_update_changes_the_columns_named_and_updated_at() {
    let mut database = Database::new(&[USERS]);
    database
        .insert("Users", "name updatedAt", &[r#"["Ann", "2020-01-01"]"#])
        .unwrap();
    database
        .update("Users", "1", "name", r#"["Åsa 'the' 日本語"]"#)
        .unwrap();
    check(
        database.rows("Users"),
        expect!["1, Åsa 'the' 日本語, null, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z"],
    );
    assert_eq!(database.effects, ["update Users: 1"]);
    check(
        database.statements[0].sql.clone(),
        expect![[
            r#"UPDATE "Users" SET "name" = 'Åsa ''the'' 日本語', "updatedAt" = TIMESTAMP '2024-01-01 00:00:00.000' WHERE "id" = 1"#
        ]],
    );
    database
        .update("Users", "1", "name email", r#"["Åsa", null]"#)
        .unwrap();
}

#[test]
fn a_delete_takes_along_what_cascades() {
    let mut database = Database::new(&[
        USERS,
        POSTS,
        "Comments: id pk auto, postId integer? > Posts.id setnull",
    ]);
    database
        .insert("Users", "name", &[r#"["Ann"]"#, r#"["Bob"]"#])
        .unwrap();
    database
        .insert(
            "Posts",
            "title userId",
            &[r#"["a", 1]"#, r#"["b", 2]"#, r#"["c", 1]"#],
        )
        .unwrap();
    database
        .insert("Comments", "postId", &["[1]", "[2]", "[3]", "[3]"])
        .unwrap();
    database.delete("Users", &["1"]).unwrap();
    assert_eq!(
        database.effects,
        [
            "delete Users: 1",
            "delete Posts by userId: 1 3",
            "null Comments by postId: 1 3 4"
        ]
    );
    assert_eq!(database.rows("Posts"), "2, b, 2");
    assert_eq!(database.rows("Comments"), "1, null\n2, 2\n3, null\n4, null");
    let sql: Vec<_> = database
        .statements
        .iter()
        .map(|statement| statement.sql.clone())
        .collect();
    assert_eq!(
        sql,
        [
            r#"UPDATE "Comments" SET "postId" = NULL WHERE "id" IN (1, 3, 4)"#,
            r#"DELETE FROM "Posts" WHERE "id" IN (1, 3)"#,
            r#"DELETE FROM "Users" WHERE "id" = 1"#,
        ]
    );
    assert!(
        database
            .statements
            .iter()
            .all(|statement| statement.ran_by == RanBy::GlueSql)
    );
}

#[test]
fn restrict_and_no_action_hold_rows_back() {
    for action in ["restrict", "noaction"] {
        let posts = format!("Posts: id pk auto, userId integer > Users.id {action} {action}");
        let mut database = Database::new(&[USERS, &posts]);
        database.insert("Users", "name", &[r#"["Ann"]"#]).unwrap();
        database.insert("Posts", "userId", &["[1]", "[1]"]).unwrap();
        check(
            refusal(database.delete("Users", &["1"])),
            expect!["2 row(s) of `Posts` still point to this row of `Users` by `userId`"],
        );
        check(
            refusal(database.update("Users", "1", "id", "[5]")),
            expect!["2 row(s) of `Posts` still point to this row of `Users` by `userId`"],
        );
        database.delete("Posts", &["1", "2"]).unwrap();
        database.delete("Users", &["1"]).unwrap();
    }
}

#[test]
fn no_action_looks_at_the_end_and_restrict_at_once() {
    for (action, is_allowed) in [("noaction", true), ("restrict", false)] {
        let comments = format!(
            "Comments: id pk auto, postId integer > Posts.id cascade, userId integer > Users.id {action}"
        );
        let mut database = Database::new(&[USERS, POSTS, &comments]);
        database.insert("Users", "name", &[r#"["Ann"]"#]).unwrap();
        database
            .insert("Posts", "title userId", &[r#"["a", 1]"#])
            .unwrap();
        database
            .insert("Comments", "postId userId", &["[1, 1]"])
            .unwrap();
        assert_eq!(
            database.delete("Users", &["1"]).is_ok(),
            is_allowed,
            "{action}"
        );
    }
}

#[test]
fn a_changed_key_is_followed() {
    let mut database = Database::new(&[
        USERS,
        "Profiles: userId integer pk > Users.id cascade cascade, bio text?",
        "Photos: id pk auto, profileId integer? > Profiles.userId setnull cascade",
        "Posts: id pk auto, userId integer? > Users.id setnull setnull",
    ]);
    database.insert("Users", "name", &[r#"["Ann"]"#]).unwrap();
    database
        .insert("Profiles", "userId bio", &[r#"[1, "x"]"#])
        .unwrap();
    database.insert("Photos", "profileId", &["[1]"]).unwrap();
    database.insert("Posts", "userId", &["[1]"]).unwrap();
    database.update("Users", "1", "id", "[7]").unwrap();
    assert_eq!(
        database.effects,
        [
            "update Users: 7",
            "update Profiles by userId: 7",
            "update Photos by profileId: 1",
            "null Posts by userId: 1"
        ]
    );
    assert_eq!(database.rows("Profiles"), "7, x");
    assert_eq!(database.rows("Photos"), "1, 7");
    assert_eq!(database.rows("Posts"), "1, null");
}

#[test]
fn a_table_may_point_to_itself_and_tables_to_one_another() {
    let mut database = Database::new(&["People: id pk auto, bossId integer? > People.id cascade"]);
    database
        .insert(
            "People",
            "id bossId",
            &["[1, 2]", "[2, 3]", "[3, 1]", "[4, 4]", "[5, null]"],
        )
        .unwrap();
    database.delete("People", &["2"]).unwrap();
    assert_eq!(
        database.effects,
        ["delete People: 2", "delete People by bossId: 1 3"]
    );
    database.delete("People", &["4"]).unwrap();
    assert_eq!(database.rows("People"), "5, null");
}

#[test]
fn composite_keys_hold() {
    let mut database = Database::new(&[
        "Pairs: a integer pk, b integer pk, note text?",
        "Names: id pk auto, first string?, last string?, unique first last",
    ]);
    database
        .insert("Pairs", "a b", &["[1, 1]", "[1, 2]", "[2, 1]"])
        .unwrap();
    check(
        refusal(database.insert("Pairs", "a b", &["[1, 2]"])),
        expect!["another row of `Pairs` already has this a, b: 1, 2"],
    );
    check(
        refusal(database.insert("Pairs", "a", &["[1]"])),
        expect!["`b` of `Pairs` needs a value"],
    );
    let second = database.read("Pairs").rows[1].0;
    let step = relata::engine::protocol::Step::Update {
        table: "Pairs".to_owned(),
        row: second,
        values: vec![(
            "note".to_owned(),
            relata::orm::value::Value::Text("x".to_owned()),
        )],
    };
    database.apply(vec![step]).unwrap();
    check(
        database.statements[0].sql.clone(),
        expect![[r#"UPDATE "Pairs" SET "note" = 'x' WHERE "a" = 1 AND "b" = 2"#]],
    );
    assert_eq!(database.rows("Pairs"), "1, 1, null\n1, 2, x\n2, 1, null");
    database
        .insert(
            "Names",
            "first last",
            &[r#"["a", "b"]"#, r#"["a", null]"#, r#"["a", null]"#],
        )
        .unwrap();
    check(
        refusal(database.insert("Names", "first last", &[r#"["a", "b"]"#])),
        expect!["another row of `Names` already has this first, last: a, b"],
    );
}

#[test]
fn a_table_without_a_primary_key_has_rows_all_the_same() {
    let mut database = Database::new(&["Logs: text string"]);
    database
        .insert("Logs", "text", &[r#"["a"]"#, r#"["a"]"#])
        .unwrap();
    let rows = database.read("Logs").rows;
    let (first, second) = (rows[0].0, rows[1].0);
    let step = |row, text: &str| relata::engine::protocol::Step::Update {
        table: "Logs".to_owned(),
        row,
        values: vec![(
            "text".to_owned(),
            relata::orm::value::Value::Text(text.to_owned()),
        )],
    };
    database.apply(vec![step(second, "b")]).unwrap();
    assert!(matches!(database.statements[0].ran_by, RanBy::Store(_)));
    assert_eq!(database.rows("Logs"), "a\nb");
    database
        .apply(vec![relata::engine::protocol::Step::Delete {
            table: "Logs".to_owned(),
            rows: vec![first],
        }])
        .unwrap();
    assert_eq!(database.rows("Logs"), "b");
}

#[test]
fn defaults_and_every_type_read_as_from_postgres() {
    let mut database = Database::new(&[
        "Things: id uuid pk =uuid, s string(3) =\"abc\", b bigint?, f float?, r real?, d decimal(10.2)?, t boolean =true, m date =now, o dateonly?, h time?, j json?, k jsonb?, e enum(red|blue) =\"red\", x blob?",
    ]);
    database
        .insert(
            "Things",
            "b f r d o h j k x",
            &[r#"["9007199254740993", 0.1, 0.1, "5", "2024-02-29", "12:30", {"b": 1, "a": [null]}, {"bb": 1, "a": 2}, "hi"]"#, "[]"],
        )
        .unwrap();
    let rows = database.rows("Things");
    let lines: Vec<_> = rows.lines().map(|line| &line[38..]).collect();
    let mut lines = lines;
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            r#"abc, 9007199254740993, 0.1, 0.1, 5.00, true, 2024-01-01T00:00:00.000Z, 2024-02-29, 12:30:00, {"b":1,"a":[null]}, {"a":2,"bb":1}, red, [104, 105]"#,
            "abc, null, null, null, null, true, 2024-01-01T00:00:00.000Z, null, null, null, null, red, null",
        ]
    );
    for (column, value) in [
        ("s", r#"["abcd"]"#),
        ("e", r#"["green"]"#),
        ("d", "[123456789]"),
        ("j", r#"["{"]"#),
    ] {
        assert!(
            matches!(
                database.insert("Things", column, &[value]),
                Err(EngineError::Type { .. })
            ),
            "{column}"
        );
    }
}

#[test]
fn many_rows_go_straight_and_say_so() {
    let mut database = Database::new(&["Logs: id pk auto, text string"]);
    let rows: Vec<String> = (0..1000).map(|n| format!(r#"["line {n}"]"#)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    database.insert("Logs", "text", &rows).unwrap();
    assert_eq!(database.read("Logs").total, 1000);
    assert!(
        matches!(&database.statements[0].ran_by, RanBy::Store(reason) if reason.contains("faster"))
    );
    check(
        database.statements[0].sql.clone(),
        expect![[
            r#"INSERT INTO "Logs" ("id", "text") VALUES (1, 'line 0'), (2, 'line 1'), (3, 'line 2'), … 997 more rows"#
        ]],
    );
    let ids: Vec<String> = (1..=1000).map(|id| id.to_string()).collect();
    let all: Vec<_> = database
        .read("Logs")
        .rows
        .iter()
        .map(|(id, _)| *id)
        .collect();
    database
        .apply(vec![relata::engine::protocol::Step::Delete {
            table: "Logs".to_owned(),
            rows: all,
        }])
        .unwrap();
    assert_eq!(database.read("Logs").total, 0);
    assert_eq!(
        database.effects,
        [format!("delete Logs: {}", ids[..20].join(" "))]
    );
}
