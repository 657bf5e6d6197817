//! Joins: who meets whom, and who stays alone.

use expect_test::expect;

use super::check;

#[test]
fn a_left_join_keeps_who_meets_nobody() {
    check(
        r#"SELECT u."id", p."id" FROM "Users" u LEFT JOIN "Posts" p ON p."authorId" = u."id" ORDER BY 1, 2"#,
        expect![[r#"
            id integer, id integer
            1 | 1
            1 | 2
            2 | 3
            3 | null"#]],
    );
}

#[test]
fn a_right_join_is_a_left_join_turned() {
    check(
        r#"SELECT u."id", p."id" FROM "Users" u RIGHT JOIN "Posts" p ON p."authorId" = u."id" ORDER BY 2, 1"#,
        expect![[r#"
            id integer, id integer
            1 | 1
            1 | 2
            2 | 3
            null | 4"#]],
    );
}

#[test]
fn a_full_join_keeps_both_sides() {
    check(
        r#"SELECT u."id", p."id" FROM "Users" u FULL JOIN "Posts" p ON p."authorId" = u."id" ORDER BY 1, 2"#,
        expect![[r#"
            id integer, id integer
            1 | 1
            1 | 2
            2 | 3
            3 | null
            null | 4"#]],
    );
}

#[test]
fn a_cross_join_with_a_condition_is_an_inner_join() {
    check(
        r#"SELECT u."id", p."id" FROM "Users" u, "Posts" p WHERE p."authorId" = u."id" AND p."likes" > 2 ORDER BY 1, 2"#,
        expect![[r#"
            id integer, id integer
            1 | 1
            2 | 3"#]],
    );
}

#[test]
fn conditions_of_a_left_join_only_choose_partners() {
    check(
        r#"SELECT u."id", p."id" FROM "Users" u LEFT JOIN "Posts" p ON p."authorId" = u."id" AND u."age" = 50 ORDER BY 1, 2"#,
        expect![[r#"
            id integer, id integer
            1 | null
            2 | null
            3 | null"#]],
    );
    check(
        r#"SELECT u."id", p."id" FROM "Users" u LEFT JOIN "Posts" p ON p."authorId" = u."id" AND p."likes" > 2 ORDER BY 1, 2"#,
        expect![[r#"
            id integer, id integer
            1 | 1
            2 | 3
            3 | null"#]],
    );
    check(
        r#"SELECT u."id", p."id" FROM "Users" u LEFT JOIN "Posts" p ON p."authorId" = u."id" OR p."likes" IS NULL ORDER BY 1, 2"#,
        expect![[r#"
            id integer, id integer
            1 | 1
            1 | 2
            1 | 4
            2 | 3
            2 | 4
            3 | 4"#]],
    );
}

#[test]
fn a_join_in_parentheses_is_one_side() {
    check(
        r#"SELECT u."id", g."name" FROM "Users" u LEFT JOIN ("UserGroups" ug INNER JOIN "Groups" g ON g."id" = ug."groupId") ON u."id" = ug."userId" ORDER BY 1, 2"#,
        expect![[r#"
            id integer, name character varying
            1 | x
            1 | y
            2 | x
            3 | null"#]],
    );
}

#[test]
fn rows_come_in_the_order_of_the_parents() {
    check(
        r#"SELECT u."id", p."id" FROM "Users" u LEFT JOIN "Posts" p ON p."authorId" = u."id""#,
        expect![[r#"
            id integer, id integer
            1 | 1
            1 | 2
            2 | 3
            3 | null"#]],
    );
}

#[test]
fn using_merges_its_columns() {
    check(
        r#"SELECT * FROM "Posts" JOIN "Comments" USING ("id")"#,
        expect![[r#"
            id integer, title character varying, likes integer, authorId integer, body text, postId integer
            1 | t | 3 | 1 | first | 1
            2 | apple | 2 | 1 | second | 1
            3 | t | 5 | 2 | third | 3"#]],
    );
    check(
        r#"SELECT "id", p."id", c."id" FROM "Posts" p FULL JOIN "Comments" c USING ("id") ORDER BY 1"#,
        expect![[r#"
            id integer, id integer, id integer
            1 | 1 | 1
            2 | 2 | 2
            3 | 3 | 3
            4 | 4 | null"#]],
    );
}

#[test]
fn a_lateral_query_reads_the_row_beside_it() {
    check(
        r#"SELECT u."id", x."title" FROM "Users" u LEFT JOIN LATERAL (SELECT "title" FROM "Posts" WHERE "authorId" = u."id" ORDER BY "id" DESC LIMIT 1) x ON true ORDER BY 1"#,
        expect![[r#"
            id integer, title character varying
            1 | apple
            2 | t
            3 | null"#]],
    );
}
