//! Grouping, aggregates and window functions.

use expect_test::expect;

use super::check;

#[test]
fn aggregates_skip_nulls_and_have_their_types() {
    check(
        r#"SELECT count(*), count("age"), sum("age"), avg("age"), min("name"), max("mood") FROM "Users""#,
        expect![[r#"
            count bigint, count bigint, sum bigint, avg numeric, min text, max "enum_Users_mood"
            3 | 2 | 80 | 40.0000000000000000 | Ann | happy"#]],
    );
    check(
        r#"SELECT count(*), sum("id"), array_agg("id") FROM "Users" WHERE false"#,
        expect![[r#"
            count bigint, sum bigint, array_agg integer[]
            0 | null | null"#]],
    );
}

#[test]
fn rows_are_grouped() {
    check(
        r#"SELECT "title", count(*) AS n FROM "Posts" GROUP BY "title" HAVING count(*) > 1"#,
        expect![[r#"
            title character varying, n bigint
            t | 2"#]],
    );
    check(
        r#"SELECT "likes" + 1 AS more, count(*) FROM "Posts" GROUP BY more ORDER BY 1"#,
        expect![[r#"
            more integer, count bigint
            3 | 1
            4 | 1
            6 | 1
            null | 1"#]],
    );
    check(
        r#"SELECT "title", count(*) FROM "Posts" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 2"#,
        expect![[r#"
            title character varying, count bigint
            t | 2
            apple | 1"#]],
    );
}

#[test]
fn the_primary_key_decides_the_other_columns() {
    check(
        r#"SELECT u."name", count(p."id") FROM "Users" u LEFT JOIN "Posts" p ON p."authorId" = u."id" GROUP BY u."id" ORDER BY u."id""#,
        expect![[r#"
            name character varying, count bigint
            Ann | 2
            Bob | 1
            Cid | 0"#]],
    );
    check(
        r#"SELECT u."name", p."title" FROM "Users" u LEFT JOIN "Posts" p ON p."authorId" = u."id" GROUP BY u."id""#,
        expect![[
            r#"42803: column "p.title" must appear in the GROUP BY clause or be used in an aggregate function"#
        ]],
    );
}

#[test]
fn aggregates_take_distinct_order_and_filter() {
    check(
        r#"SELECT count(DISTINCT "title"), string_agg("title", ',' ORDER BY "id" DESC), count(*) FILTER (WHERE "likes" > 2), array_agg("likes" ORDER BY "likes") FROM "Posts""#,
        expect![[r#"
            count bigint, string_agg text, count bigint, array_agg integer[]
            3 | lost,t,apple,t | 2 | {2,3,5,NULL}"#]],
    );
}

#[test]
fn windows_see_the_rows_around() {
    check(
        r#"SELECT "id", row_number() OVER (PARTITION BY "title" ORDER BY "id" DESC), rank() OVER (ORDER BY "title"), sum("likes") OVER (ORDER BY "id"), count(*) OVER (), lag("id") OVER (ORDER BY "id") FROM "Posts" ORDER BY "id""#,
        expect![[r#"
            id integer, row_number bigint, rank bigint, sum bigint, count bigint, lag integer
            1 | 2 | 3 | 3 | 4 | null
            2 | 1 | 1 | 5 | 4 | 1
            3 | 1 | 3 | 10 | 4 | 2
            4 | 1 | 2 | 10 | 4 | 3"#]],
    );
}

#[test]
fn distinct_on_keeps_the_first_of_each() {
    check(
        r#"SELECT DISTINCT ON ("authorId") "authorId", "id" FROM "Posts" ORDER BY "authorId", "id" DESC"#,
        expect![[r#"
            authorId integer, id integer
            1 | 2
            2 | 3
            null | 4"#]],
    );
    check(
        r#"SELECT DISTINCT "title" FROM "Posts" ORDER BY 1"#,
        expect![[r#"
            title character varying
            apple
            lost
            t"#]],
    );
}

#[test]
fn sets_are_combined() {
    check(
        r#"SELECT 1 UNION SELECT 1 UNION ALL SELECT 2 ORDER BY 1"#,
        expect![[r#"
            ?column? integer
            1
            2"#]],
    );
    check(
        r#"SELECT "id" FROM "Posts" INTERSECT SELECT "id" FROM "Users" EXCEPT SELECT 2 ORDER BY 1"#,
        expect![[r#"
            id integer
            1
            3"#]],
    );
    check(
        r#"(SELECT "id" FROM "Users" ORDER BY "id" DESC LIMIT 1) UNION ALL (SELECT "id" FROM "Posts" LIMIT 1)"#,
        expect![[r#"
            id integer
            3
            1"#]],
    );
}
