//! Orders, groups, locks and limits beside those that were watched.

use expect_test::{Expect, expect};
use serde_json::{Value as Json, json};

use super::support::{observed, select};

#[track_caller]
fn check(model: &str, options: Json, expected: Expect) {
    let sql = select(&observed(), model, &options).map(|select| select.sql);
    expected.assert_eq(&sql.unwrap_or_else(|error| format!("{}: {error}", error.class.name())));
}

#[test]
fn an_order_has_a_direction_of_eight() {
    let order = json!([
        ["name", "desc nulls last"],
        ["age", "NULLS FIRST"],
        "id",
        ["name", "UP"]
    ]);
    check(
        "User",
        json!({ "attributes": ["id"], "order": order }),
        expect![[
            r#"SELECT "id" FROM "Users" AS "User" ORDER BY "User"."name" DESC NULLS LAST, "User"."age" NULLS FIRST, "User"."id", "User"."name""UP";"#
        ]],
    );
    let order = json!([[{ "@fn": ["lower", { "@col": "name" }] }, "ASC"], { "@lit": "random()" }]);
    check(
        "User",
        json!({ "attributes": ["id"], "order": order }),
        expect![[r#"SELECT "id" FROM "Users" AS "User" ORDER BY lower("name") ASC, random();"#]],
    );
    check(
        "User",
        json!({ "attributes": ["id"], "order": { "@lit": "1 DESC" } }),
        expect![[r#"SELECT "id" FROM "Users" AS "User" ORDER BY 1 DESC;"#]],
    );
}

#[test]
fn an_order_by_an_alias_is_by_the_alias() {
    let find = json!({ "attributes": ["id", [{ "@fn": ["MAX", { "@col": "age" }] }, "oldest"]], "group": ["id"], "order": [["oldest", "DESC"]] });
    check(
        "User",
        find,
        expect![[
            r#"SELECT "id", MAX("age") AS "oldest" FROM "Users" AS "User" GROUP BY "id" ORDER BY "oldest" DESC;"#
        ]],
    );
}

#[test]
fn groups_and_having() {
    let find = json!({ "attributes": ["name", [{ "@fn": ["COUNT", "*"] }, "n"]], "group": ["User.name", { "@col": "age" }], "having": { "@where": [{ "@fn": ["COUNT", { "@col": "*" }] }, ">", 1] } });
    check(
        "User",
        find,
        expect![[
            r#"SELECT "name", COUNT('*') AS "n" FROM "Users" AS "User" GROUP BY "User"."name", "age" HAVING COUNT(*) > 1;"#
        ]],
    );
    check(
        "User",
        json!({ "attributes": ["age"], "group": "age", "having": { "age": { "$gt": 1 } } }),
        expect![[r#"SELECT "age" FROM "Users" AS "User" GROUP BY "age" HAVING "age" > 1;"#]],
    );
}

#[test]
fn limits_locks_and_paths() {
    check(
        "User",
        json!({ "attributes": ["id"], "limit": "3", "offset": 0 }),
        expect![[r#"SELECT "id" FROM "Users" AS "User" LIMIT '3' OFFSET 0;"#]],
    );
    check(
        "User",
        json!({ "attributes": ["id"], "lock": true, "skipLocked": true }),
        expect![[r#"SELECT "id" FROM "Users" AS "User" FOR UPDATE SKIP LOCKED;"#]],
    );
    check(
        "User",
        json!({ "attributes": ["id"], "lock": { "level": "SHARE", "of": { "@model": "User" } } }),
        expect![[r#"SELECT "id" FROM "Users" AS "User" FOR SHARE OF "User";"#]],
    );
    check(
        "User",
        json!({ "attributes": ["id"], "searchPath": "other" }),
        expect![[r#"SET search_path to other;SELECT "id" FROM "Users" AS "User";"#]],
    );
    check(
        "User",
        json!({ "attributes": ["id"], "subQuery": true, "limit": 1 }),
        expect![[
            r#"SELECT "User".* FROM (SELECT "id" FROM "Users" AS "User" LIMIT 1) AS "User";"#
        ]],
    );
}

#[test]
fn deleted_rows_are_left_out_of_the_model_itself() {
    check(
        "PDoc",
        json!({ "attributes": ["id"] }),
        expect![[r#"SELECT "id" FROM "PDocs" AS "PDoc" WHERE ("PDoc"."deletedAt" IS NULL);"#]],
    );
    check(
        "PDoc",
        json!({ "attributes": ["id"], "where": { "title": "a", "id": 1 } }),
        expect![[
            r#"SELECT "id" FROM "PDocs" AS "PDoc" WHERE ("PDoc"."deletedAt" IS NULL AND ("PDoc"."title" = 'a' AND "PDoc"."id" = 1));"#
        ]],
    );
    check(
        "PDoc",
        json!({ "attributes": ["id"], "where": {} }),
        expect![[r#"SELECT "id" FROM "PDocs" AS "PDoc" WHERE "PDoc"."deletedAt" IS NULL;"#]],
    );
    check(
        "PDoc",
        json!({ "attributes": ["id"], "paranoid": false }),
        expect![[r#"SELECT "id" FROM "PDocs" AS "PDoc";"#]],
    );
}
