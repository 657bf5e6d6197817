//! Expressions: operators, functions, casts, three-valued logic.

use expect_test::expect;

use super::check;

#[test]
fn null_is_neither_true_nor_false() {
    check(
        r#"SELECT NULL AND false, NULL AND true, NULL OR true, NOT NULL::boolean, NULL = NULL, NULL IN (1), 1 IN (NULL, 1), 1 NOT IN (NULL, 2)"#,
        expect![[r#"
            ?column? boolean, ?column? boolean, ?column? boolean, ?column? boolean, ?column? boolean, ?column? boolean, ?column? boolean, ?column? boolean
            f | null | t | null | null | null | t | null"#]],
    );
    check(
        r#"SELECT "id", "age" > 20, "age" IS NOT DISTINCT FROM NULL, ("age" > 20) IS NOT TRUE FROM "Users" ORDER BY 1"#,
        expect![[r#"
            id integer, ?column? boolean, ?column? boolean, ?column? boolean
            1 | t | f | f
            2 | null | t | t
            3 | t | f | f"#]],
    );
}

#[test]
fn numbers_keep_their_types() {
    check(
        r#"SELECT 1/2, -7 % 3, 1/2.0, 1.0/3, 2^3, 2147483647::bigint + 1, 0.1::float8 + 0.2::float8, round(2.345, 2), 3.5::int, 2.5::float8::int"#,
        expect![[r#"
            ?column? integer, ?column? integer, ?column? numeric, ?column? numeric, ?column? double precision, ?column? bigint, ?column? double precision, round numeric, int4 integer, int4 integer
            0 | -1 | 0.50000000000000000000 | 0.33333333333333333333 | 8 | 2147483648 | 0.30000000000000004 | 2.35 | 4 | 2"#]],
    );
}

#[test]
fn text_counts_characters() {
    check(
        r#"SELECT length('äöü'), upper('äö'), substring('日本語' from 2 for 1), left('日本語', -1), lpad('ä', 3, 'ö'), position('本' in '日本'), 'a' || 1 || true, concat('a', NULL, 1)"#,
        expect![[r#"
            length integer, upper text, substring text, left text, lpad text, position integer, ?column? text, concat text
            3 | ÄÖ | 本 | 日本 | ööä | 2 | a1true | a1"#]],
    );
}

#[test]
fn patterns_match() {
    check(
        r#"SELECT 'Ann' LIKE 'A%', 'ann' ILIKE 'A_n', 'a%b' LIKE 'a\%b', 'abc' ~ '^a.c$', 'ABC' ~* 'b', 'x1y22' ~ '\d{2}$', regexp_replace('aaa', 'a', 'b', 'g')"#,
        expect![[r#"
            ?column? boolean, ?column? boolean, ?column? boolean, ?column? boolean, ?column? boolean, ?column? boolean, regexp_replace text
            t | t | t | t | t | t | bbb"#]],
    );
}

#[test]
fn json_is_read_by_paths() {
    check(
        r##"SELECT "meta"#>>'{a,b}', "meta"->'a', "meta"->>'n', "meta" @> '{"n": 1}', "meta" ? 'a', CAST("meta"->>'n' AS integer) + 1 FROM "Users" ORDER BY "id""##,
        expect![[r#"
            ?column? text, ?column? jsonb, ?column? text, ?column? boolean, ?column? boolean, ?column? integer
            x | {"b": "x"} | 1 | t | t | 2
            null | null | null | null | null | null
            null | null | 2 | f | f | 3"#]],
    );
}

#[test]
fn moments_are_shifted_and_shown() {
    check(
        r#"SELECT '2024-01-31'::date + interval '1 month', '2024-03-01'::date - '2024-02-01'::date, date_trunc('month', '2024-05-17 10:00+02'::timestamptz), extract(dow from '2024-05-17'::date), to_char('2024-05-17 13:05'::timestamp, 'DD Mon YYYY HH12:MI AM'), '90 minutes'::interval, now()"#,
        expect![[r#"
            ?column? timestamp without time zone, ?column? integer, date_trunc timestamp with time zone, extract numeric, to_char text, interval interval, now timestamp with time zone
            2024-02-29 00:00:00 | 29 | 2024-05-01 00:00:00+00 | 5 | 17 May 2024 01:05 PM | 01:30:00 | 2024-06-01 12:30:45.123+00"#]],
    );
}

#[test]
fn arrays_hold_values_of_one_type() {
    check(
        r#"SELECT ARRAY[1,2] || 3, ARRAY[1,2] @> ARRAY[2], ARRAY['a','b c']::VARCHAR(255)[], '{1,NULL}'::int[], (ARRAY[5,6])[2], array_length(ARRAY[]::INTEGER[], 1)"#,
        expect![[r#"
            ?column? integer[], ?column? boolean, array character varying[], int4 integer[], array integer, array_length integer
            {1,2,3} | t | {a,"b c"} | {1,NULL} | 6 | null"#]],
    );
}

#[test]
fn an_enum_is_ordered_by_its_labels() {
    check(
        r#"SELECT "mood", "mood" > 'sad' FROM "Users" ORDER BY "mood""#,
        expect![[r#"
            mood "enum_Users_mood", ?column? boolean
            sad | f
            happy | t
            null | null"#]],
    );
}

#[test]
fn nulls_are_last_ascending_and_first_descending() {
    check(
        r#"SELECT "age" FROM "Users" ORDER BY "age""#,
        expect![[r#"
            age integer
            30
            50
            null"#]],
    );
    check(
        r#"SELECT "age" FROM "Users" ORDER BY "age" DESC"#,
        expect![[r#"
            age integer
            null
            50
            30"#]],
    );
    check(
        r#"SELECT "age" FROM "Users" ORDER BY "age" NULLS FIRST"#,
        expect![[r#"
            age integer
            null
            30
            50"#]],
    );
}

#[test]
fn columns_without_a_name_get_one() {
    check(
        r#"SELECT 1, count(*), max("id") + 1, "id"::text, '1'::int, CASE WHEN true THEN 1 END, coalesce(1, 2), (SELECT 1 AS x), EXISTS (SELECT 1) FROM "Users" GROUP BY "id" LIMIT 1"#,
        expect![[r#"
            ?column? integer, count bigint, ?column? integer, id text, int4 integer, case integer, coalesce integer, x integer, exists boolean
            1 | 1 | 2 | 1 | 1 | 1 | 1 | 1 | t"#]],
    );
}
