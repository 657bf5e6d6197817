//! Conditions of every operator, as SQL.

use expect_test::{Expect, expect};
use relata::orm::select::where_sql;
use serde_json::{Value as Json, json};

use super::support::{js, typed};

#[track_caller]
fn check(where_: Json, expected: Expect) {
    let registry = typed();
    let sql = where_sql(
        &registry,
        registry.model("Thing"),
        &js(&where_),
        Some("\"Thing\""),
    );
    expected.assert_eq(&sql.unwrap_or_else(|error| format!("{}: {error}", error.class.name())));
}

#[test]
fn comparisons() {
    check(
        json!({ "age": 1, "name": "it's", "active": false, "price": null }),
        expect![[
            r#""Thing"."age" = 1 AND "Thing"."name" = 'it''s' AND "Thing"."active" = false AND "Thing"."price" IS NULL"#
        ]],
    );
    check(
        json!({ "age": { "$gt": 1, "$lte": 5 }, "name": { "$ne": null }, "active": { "$not": true } }),
        expect![[
            r#"("Thing"."age" > 1 AND "Thing"."age" <= 5) AND "Thing"."name" IS NOT NULL AND "Thing"."active" IS NOT true"#
        ]],
    );
    check(
        json!({ "age": { "$between": [1, 2] }, "score": { "$notBetween": [0.5, 1] } }),
        expect![[r#""Thing"."age" BETWEEN 1 AND 2 AND "Thing"."score" NOT BETWEEN '0.5' AND '1'"#]],
    );
    check(
        json!({ "age": [1, 2], "name": { "$notIn": ["a"] }, "price": { "$in": [] }, "big": { "$notIn": [] } }),
        expect![[
            r#""Thing"."age" IN (1, 2) AND "Thing"."name" NOT IN ('a') AND "Thing"."price" IN (NULL)"#
        ]],
    );
    check(
        json!({ "age": { "$col": "Other.age" }, "price": { "$gt": { "$col": "age" } } }),
        expect![[r#""Thing"."age" = "Other"."age" AND "Thing"."price" > "age""#]],
    );
    check(
        json!({ "name": { "$any": ["a", "b"] }, "age": { "$gt": { "$all": { "@lit": "SELECT 1" } } } }),
        expect![[r#""Thing"."name" = ANY (ARRAY['a','b']) AND "Thing"."age" > ALL (SELECT 1)"#]],
    );
}

#[test]
fn patterns() {
    check(
        json!({ "name": { "$like": "a%", "$notILike": "b_" } }),
        expect![[r#"("Thing"."name" LIKE 'a%' AND "Thing"."name" NOT ILIKE 'b_')"#]],
    );
    check(
        json!({ "name": { "$startsWith": "o'", "$endsWith": "z", "$substring": "m" } }),
        expect![[
            r#"("Thing"."name" LIKE 'o''%' AND "Thing"."name" LIKE '%z' AND "Thing"."name" LIKE '%m%')"#
        ]],
    );
    check(
        json!({ "name": { "$regexp": "^a", "$notIRegexp": "b$" } }),
        expect![[r#"("Thing"."name" ~ '^a' AND "Thing"."name" !~* 'b$')"#]],
    );
    check(
        json!({ "name": { "$iLike": { "$any": ["a%", "b%"] } } }),
        expect![[r#""Thing"."name" ILIKE ANY (ARRAY['a%','b%'])"#]],
    );
}

#[test]
fn groups() {
    check(
        json!({ "$or": [{ "age": 1 }, { "age": 2, "name": "a" }] }),
        expect![[r#"("Thing"."age" = 1 OR ("Thing"."age" = 2 AND "Thing"."name" = 'a'))"#]],
    );
    check(
        json!({ "$or": { "age": 1, "name": "a" }, "active": true }),
        expect![[r#"("Thing"."age" = 1 OR "Thing"."name" = 'a') AND "Thing"."active" = true"#]],
    );
    check(
        json!({ "age": { "$or": [{ "$lt": 1 }, { "$gt": 9 }, null] } }),
        expect![[r#"("Thing"."age" < 1 OR "Thing"."age" > 9 OR "Thing"."age" IS NULL)"#]],
    );
    check(
        json!({ "$not": { "age": 1, "name": "a" } }),
        expect![[r#"NOT ("Thing"."age" = 1 AND "Thing"."name" = 'a')"#]],
    );
    check(json!({ "$and": [], "$or": [] }), expect!["0 = 1"]);
    check(
        json!([{ "age": 1 }, { "@where": [{ "@fn": ["lower", { "@col": "name" }] }, "=", "a"] }]),
        expect![[r#"("Thing"."age" = 1 AND lower("name") = 'a')"#]],
    );
    check(
        json!({ "name": "a", "$and": { "@lit": "1 = 1" } }),
        expect![[r#"1 = 1 AND "Thing"."name" = 'a'"#]],
    );
}

#[test]
fn values_go_by_their_types() {
    check(
        json!({ "born": "2024-01-01", "day": { "@date": 0 } }),
        expect![[
            r#""Thing"."born" = '2024-01-01 00:00:00.000 +00:00' AND "Thing"."day" = '1970-01-01'"#
        ]],
    );
    check(
        json!({ "born": { "$gte": { "@date": 1_704_067_200_000_i64 } }, "score": 1.5, "price": "2.50" }),
        expect![[
            r#""Thing"."born" >= '2024-01-01 00:00:00.000 +00:00' AND "Thing"."score" = '1.5' AND "Thing"."price" = '2.50'"#
        ]],
    );
    check(
        json!({ "tags": ["a", "b"] }),
        expect![[r#""Thing"."tags" = ARRAY['a','b']::VARCHAR(255)[]"#]],
    );
    check(
        json!({ "tags": { "$contains": ["it's"], "$overlap": [] } }),
        expect![[
            r#"("Thing"."tags" @> ARRAY['it''s']::VARCHAR(255)[] AND "Thing"."tags" && ARRAY[]::VARCHAR(255)[])"#
        ]],
    );
    check(
        json!({ "bin": "abc", "age": "7" }),
        expect![[r#""Thing"."bin" = E'\\x616263' AND "Thing"."age" = '7'"#]],
    );
    check(
        json!({ "name": { "a": 1 } }),
        expect!["Error: Invalid value { a: 1 }"],
    );
}

#[test]
fn documents() {
    check(
        json!({ "meta": { "a": { "b": 1 }, "c": "x" } }),
        expect![[
            r##"(CAST(("Thing"."meta"#>>'{a,b}') AS DOUBLE PRECISION) = 1 AND ("Thing"."meta"#>>'{c}') = 'x')"##
        ]],
    );
    check(
        json!({ "meta.a.b": { "$gt": 1 }, "meta.on": true, "meta.at": { "@date": 0 } }),
        expect![[
            r##"CAST(("Thing"."meta"#>>'{a,b}') AS DOUBLE PRECISION) > 1 AND CAST(("Thing"."meta"#>>'{on}') AS BOOLEAN) = true AND CAST(("Thing"."meta"#>>'{at}') AS TIMESTAMPTZ) = '1970-01-01 00:00:00.000 +00:00'"##
        ]],
    );
    check(
        json!({ "meta": { "$contains": { "a": ["it's"] } } }),
        expect![[r#""Thing"."meta" @> '{"a":["it''s"]}'"#]],
    );
    check(
        json!({ "meta": { "n::integer": { "$lt": 3 } } }),
        expect![[r##"CAST(("Thing"."meta"#>>'{n}') AS INTEGER) < 3"##]],
    );
    check(
        json!({ "meta": { "n::nothing": 1 } }),
        expect!["Error: Invalid cast type: nothing"],
    );
}

#[test]
fn methods() {
    check(
        json!({ "@fn": ["f", "a$b", 1, { "@cast": ["5", "integer"] }] }),
        expect!["f('a$$b', 1, CAST('5' AS INTEGER))"],
    );
    check(
        json!({ "@where": [{ "@col": "Thing.age" }, "gt", 5] }),
        expect![[r#""Thing"."age" > 5"#]],
    );
    check(
        json!({ "@where": [{ "@col": "age" }, "!=", null] }),
        expect![[r#""age" IS NOT NULL"#]],
    );
    check(
        json!({ "name": { "$eq": { "@fn": ["now"] } }, "age": { "@lit": "1 = 1" } }),
        expect![[r#""Thing"."name" = now() AND 1 = 1"#]],
    );
}

#[test]
fn what_cannot_be_said() {
    check(
        json!({ "name": { "@none": 1 } }),
        expect![[r#"Error: WHERE parameter "name" has invalid "undefined" value"#]],
    );
    check(
        json!("age = 1"),
        expect!["Error: Support for `{where: 'raw query'}` has been removed."],
    );
    check(
        json!(["age = 1", 2]),
        expect!["Error: Support for literal replacements in the `where` object has been removed."],
    );
    check(json!(5), expect![[r#""Thing"."id" = 5"#]]);
}
