//! What Postgres refuses, in its words.

use expect_test::expect;

use super::check;

#[test]
fn names_that_are_not_there() {
    check(
        r#"SELECT "nope" FROM "Users""#,
        expect![[r#"42703: column "nope" does not exist"#]],
    );
    check(
        r#"SELECT "User"."nope" FROM "Users" AS "User""#,
        expect!["42703: column User.nope does not exist"],
    );
    check(
        r#"SELECT "x"."id" FROM "Users""#,
        expect![[r#"42P01: missing FROM-clause entry for table "x""#]],
    );
    // What is selected is looked at before the conditions.
    check(
        r#"SELECT "x"."id" FROM "Users" WHERE "y"."id" = 1"#,
        expect![[r#"42P01: missing FROM-clause entry for table "x""#]],
    );
    check(
        r#"SELECT "Users"."id" FROM "Users" AS "User""#,
        expect![[r#"42P01: invalid reference to FROM-clause entry for table "Users""#]],
    );
    check(
        r#"SELECT * FROM "Nope""#,
        expect![[r#"42P01: relation "Nope" does not exist"#]],
    );
    check(
        r#"SELECT "id" FROM users"#,
        expect![[r#"42P01: relation "users" does not exist"#]],
    );
    check(
        r#"SELECT nope(1, 'x')"#,
        expect!["42883: function nope(integer, unknown) does not exist"],
    );
    check(
        r#"SELECT 'x'::nope"#,
        expect![[r#"42704: type "nope" does not exist"#]],
    );
}

#[test]
fn names_that_are_there_twice() {
    check(
        r#"SELECT "id" FROM "Users", "Posts""#,
        expect![[r#"42702: column reference "id" is ambiguous"#]],
    );
    check(
        r#"SELECT 1 FROM "Users" a, "Users" a"#,
        expect![[r#"42712: table name "a" specified more than once"#]],
    );
}

#[test]
fn types_that_do_not_meet() {
    check(
        r#"SELECT "name" = 1 FROM "Users""#,
        expect!["42883: operator does not exist: character varying = integer"],
    );
    check(
        r#"SELECT "age" LIKE 'x' FROM "Users""#,
        expect!["42883: operator does not exist: integer ~~ unknown"],
    );
    check(
        r#"SELECT "id" FROM "Users" WHERE "age""#,
        expect!["42804: argument of WHERE must be type boolean, not type integer"],
    );
    check(
        r#"SELECT 1 UNION SELECT 'x'::text"#,
        expect!["42804: UNION types integer and text cannot be matched"],
    );
    check(
        r#"SELECT CASE WHEN true THEN 1 ELSE "name" END FROM "Users""#,
        expect!["42804: CASE types character varying and integer cannot be matched"],
    );
    check(
        r#"SELECT sum("name") FROM "Users""#,
        expect!["42883: function sum(character varying) does not exist"],
    );
}

#[test]
fn text_that_is_none_of_a_type() {
    check(
        r#"SELECT "id" = 'x' FROM "Users""#,
        expect![[r#"22P02: invalid input syntax for type integer: "x""#]],
    );
    check(
        r#"SELECT 'x'::uuid"#,
        expect![[r#"22P02: invalid input syntax for type uuid: "x""#]],
    );
    check(
        r#"SELECT 'soon'::timestamptz"#,
        expect![[r#"22007: invalid input syntax for type timestamp with time zone: "soon""#]],
    );
    check(
        r#"SELECT '2024-02-30'::date"#,
        expect![[r#"22008: date/time field value out of range: "2024-02-30""#]],
    );
    check(
        r#"SELECT '99999999999'::int"#,
        expect![[r#"22003: value "99999999999" is out of range for type integer"#]],
    );
    check(
        r#"SELECT "mood" = 'furious' FROM "Users""#,
        expect![[r#"22P02: invalid input value for enum "enum_Users_mood": "furious""#]],
    );
    check(
        r#"SELECT '{'::jsonb"#,
        expect!["22P02: invalid input syntax for type json"],
    );
}

#[test]
fn columns_that_are_not_grouped() {
    check(
        r#"SELECT "name", count(*) FROM "Users""#,
        expect![[
            r#"42803: column "Users.name" must appear in the GROUP BY clause or be used in an aggregate function"#
        ]],
    );
    check(
        r#"SELECT "User"."name" FROM "Users" AS "User" GROUP BY "User"."age""#,
        expect![[
            r#"42803: column "User.name" must appear in the GROUP BY clause or be used in an aggregate function"#
        ]],
    );
    check(
        r#"SELECT 1 FROM "Users" WHERE count(*) > 1"#,
        expect!["42803: aggregate functions are not allowed in WHERE"],
    );
    check(
        r#"SELECT sum(count(*)) FROM "Users""#,
        expect!["42803: aggregate function calls cannot be nested"],
    );
}

#[test]
fn numbers_that_do_not_fit() {
    check(r#"SELECT 1/0"#, expect!["22012: division by zero"]);
    check(
        r#"SELECT 2147483647 + 1"#,
        expect!["22003: integer out of range"],
    );
    check(
        r#"SELECT 1 LIMIT -1"#,
        expect!["2201W: LIMIT must not be negative"],
    );
}

#[test]
fn text_that_is_no_statement() {
    check(
        r#"SELEC 1"#,
        expect![[r#"42601: syntax error at or near "SELEC""#]],
    );
    check(
        r#"SELECT 1 +"#,
        expect!["42601: syntax error at end of input"],
    );
    check(
        r#"SELECT (1"#,
        expect!["42601: syntax error at end of input"],
    );
    check(
        r#"SELECT 'x"#,
        expect![[r#"42601: unterminated quoted string at or near "'x""#]],
    );
}
