//! Queries within queries.

use expect_test::expect;

use super::check;

#[test]
fn a_scalar_query_has_one_row_at_most() {
    check(
        r#"SELECT (SELECT max("id") FROM "Users") + 1"#,
        expect![[r#"
            ?column? integer
            4"#]],
    );
    check(
        r#"SELECT (SELECT "id" FROM "Users")"#,
        expect!["21000: more than one row returned by a subquery used as an expression"],
    );
    check(
        r#"SELECT (SELECT "id" FROM "Users" WHERE false)"#,
        expect![[r#"
            id integer
            null"#]],
    );
}

#[test]
fn a_query_reads_the_row_around_it() {
    check(
        r#"SELECT u."id", (SELECT count(*) FROM "Posts" WHERE "authorId" = u."id") AS n FROM "Users" u ORDER BY 1"#,
        expect![[r#"
            id integer, n bigint
            1 | 2
            2 | 1
            3 | 0"#]],
    );
    check(
        r#"SELECT "id" FROM "Users" u WHERE EXISTS (SELECT 1 FROM "Posts" WHERE "authorId" = u."id" AND "likes" > 2) ORDER BY 1"#,
        expect![[r#"
            id integer
            1
            2"#]],
    );
}

#[test]
fn not_in_with_a_null_is_never_true() {
    check(
        r#"SELECT "id" FROM "Users" WHERE "id" NOT IN (SELECT "authorId" FROM "Posts")"#,
        expect!["id integer"],
    );
    check(
        r#"SELECT "id" FROM "Users" WHERE "id" NOT IN (SELECT "authorId" FROM "Posts" WHERE "authorId" IS NOT NULL)"#,
        expect![[r#"
            id integer
            3"#]],
    );
}

#[test]
fn any_and_all_compare_with_each() {
    check(
        r#"SELECT "id" FROM "Users" WHERE "id" > ALL (SELECT "id" FROM "Groups")"#,
        expect![[r#"
            id integer
            3"#]],
    );
    check(
        r#"SELECT "id" FROM "Users" WHERE "id" = ANY (ARRAY[1, 3]) ORDER BY 1"#,
        expect![[r#"
            id integer
            1
            3"#]],
    );
    check(
        r#"SELECT "id" FROM "Users" WHERE "name" LIKE ANY (ARRAY['A%', 'B%']) ORDER BY 1"#,
        expect![[r#"
            id integer
            1
            2"#]],
    );
}

#[test]
fn with_names_queries() {
    check(
        r#"WITH a AS (SELECT "id" FROM "Users" WHERE "id" < 3) SELECT * FROM a JOIN a b USING ("id")"#,
        expect![[r#"
            id integer
            1
            2"#]],
    );
    check(
        r#"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT sum(n) FROM r"#,
        expect![[r#"
            sum bigint
            15"#]],
    );
}

#[test]
fn a_query_in_from_is_a_table() {
    check(
        r#"SELECT s."n" FROM (SELECT "title" AS n, count(*) AS c FROM "Posts" GROUP BY "title") s WHERE s.c > 1"#,
        expect![[r#"
            n character varying
            t"#]],
    );
    check(
        r#"SELECT * FROM (VALUES (1, 'a'), (2, NULL)) AS v(x, y)"#,
        expect![[r#"
            x integer, y text
            1 | a
            2 | null"#]],
    );
    check(
        r#"SELECT g FROM generate_series(3, 1, -1) g"#,
        expect![[r#"
            g integer
            3
            2
            1"#]],
    );
}
