//! UPDATE and DELETE: which rows, what of other tables, what is refused.
//!
//! What is expected was answered by the real Postgres.

use expect_test::expect;

use super::check;

#[test]
fn rows_change_and_then_stand_last() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT NOT NULL, "age" INTEGER DEFAULT 3);
        INSERT INTO "Users" ("name") VALUES ('a'), ('b'), ('c');
        UPDATE "Users" SET "name" = 'z' WHERE "id" = 1 RETURNING *;
        UPDATE "Users" SET "age" = "age" + 1 WHERE "id" IN (1, 3);
        SELECT * FROM "Users" ORDER BY id;
        UPDATE "Users" SET ("name", "age") = ('q', DEFAULT) WHERE "id" = 3 RETURNING "name", "age", "age" * 2 AS twice;
        UPDATE "Users" AS x SET "age" = x."age" + 1 WHERE x."id" > 1 RETURNING x.*
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT NOT NULL, "age" INTEGER DEFAULT 3)
            ok 0
            > INSERT INTO "Users" ("name") VALUES ('a'), ('b'), ('c')
            ok 3
            > UPDATE "Users" SET "name" = 'z' WHERE "id" = 1 RETURNING *
            id|name|age
            1|z|3
            > UPDATE "Users" SET "age" = "age" + 1 WHERE "id" IN (1, 3)
            ok 2
            > SELECT * FROM "Users" ORDER BY id
            id|name|age
            1|z|4
            2|b|3
            3|c|4
            > UPDATE "Users" SET ("name", "age") = ('q', DEFAULT) WHERE "id" = 3 RETURNING "name", "age", "age" * 2 AS twice
            name|age|twice
            q|3|6
            > UPDATE "Users" AS x SET "age" = x."age" + 1 WHERE x."id" > 1 RETURNING x.*
            id|name|age
            2|b|4
            3|q|4
        "#]],
    );
}

#[test]
fn what_a_column_does_not_take_is_refused() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT NOT NULL, "age" INTEGER CHECK ("age" > 0));
        INSERT INTO "Users" ("name", "age") VALUES ('a', 1);
        UPDATE "Users" SET "name" = NULL;
        UPDATE "Users" SET "age" = 0;
        UPDATE "Users" SET "age" = 'x';
        UPDATE "Users" SET "nope" = 1;
        UPDATE "Users" SET "age" = 5, "age" = 6;
        UPDATE "Nope" SET "age" = 5
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT NOT NULL, "age" INTEGER CHECK ("age" > 0))
            ok 0
            > INSERT INTO "Users" ("name", "age") VALUES ('a', 1)
            ok 1
            > UPDATE "Users" SET "name" = NULL
            23502 null value in column "name" of relation "Users" violates not-null constraint [Failing row contains (1, null, 1).] table=Users column=name
            > UPDATE "Users" SET "age" = 0
            23514 new row for relation "Users" violates check constraint "Users_age_check" [Failing row contains (1, a, 0).] table=Users constraint=Users_age_check
            > UPDATE "Users" SET "age" = 'x'
            22P02 invalid input syntax for type integer: "x"
            > UPDATE "Users" SET "nope" = 1
            42703 column "nope" of relation "Users" does not exist
            > UPDATE "Users" SET "age" = 5, "age" = 6
            42601 multiple assignments to same column "age"
            > UPDATE "Nope" SET "age" = 5
            42P01 relation "Nope" does not exist
        "#]],
    );
}

#[test]
fn a_unique_key_is_asked_row_by_row_unless_it_can_wait() {
    check(
        r#"
        CREATE TABLE now (pos int UNIQUE);
        INSERT INTO now VALUES (1), (2);
        UPDATE now SET pos = pos + 1;
        CREATE TABLE later (pos int, CONSTRAINT pos_u UNIQUE (pos) DEFERRABLE INITIALLY IMMEDIATE);
        INSERT INTO later VALUES (1), (2);
        UPDATE later SET pos = pos + 1;
        INSERT INTO later VALUES (2)
        "#,
        expect![[r#"
            > CREATE TABLE now (pos int UNIQUE)
            ok 0
            > INSERT INTO now VALUES (1), (2)
            ok 2
            > UPDATE now SET pos = pos + 1
            23505 duplicate key value violates unique constraint "now_pos_key" [Key (pos)=(2) already exists.] table=now constraint=now_pos_key
            > CREATE TABLE later (pos int, CONSTRAINT pos_u UNIQUE (pos) DEFERRABLE INITIALLY IMMEDIATE)
            ok 0
            > INSERT INTO later VALUES (1), (2)
            ok 2
            > UPDATE later SET pos = pos + 1
            ok 2
            > INSERT INTO later VALUES (2)
            23505 duplicate key value violates unique constraint "pos_u" [Key (pos)=(2) already exists.] table=later constraint=pos_u
        "#]],
    );
}

#[test]
fn other_tables_are_read() {
    check(
        r#"
        CREATE TABLE t (a int PRIMARY KEY, c int);
        CREATE TABLE s (a int, b int);
        INSERT INTO t VALUES (1, 1), (2, 2), (3, 3);
        INSERT INTO s VALUES (1, 10), (2, 20);
        UPDATE t SET c = s.b FROM s WHERE s.a = t.a RETURNING t.*, s.b;
        UPDATE t SET c = (SELECT max(b) FROM s) WHERE EXISTS (SELECT 1 FROM s WHERE s.a = t.a);
        SELECT * FROM t ORDER BY a;
        WITH n AS (SELECT 3 AS v) UPDATE t SET c = n.v FROM n WHERE t.a = n.v RETURNING t.a, c;
        DELETE FROM t USING s WHERE s.a = t.a AND s.b = 20 RETURNING t.a;
        WITH n AS (SELECT 3 AS v) DELETE FROM t WHERE a IN (SELECT v FROM n) RETURNING a;
        DELETE FROM t AS q WHERE q.a = 3
        "#,
        expect![[r#"
            > CREATE TABLE t (a int PRIMARY KEY, c int)
            ok 0
            > CREATE TABLE s (a int, b int)
            ok 0
            > INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)
            ok 3
            > INSERT INTO s VALUES (1, 10), (2, 20)
            ok 2
            > UPDATE t SET c = s.b FROM s WHERE s.a = t.a RETURNING t.*, s.b
            a|c|b
            1|10|10
            2|20|20
            > UPDATE t SET c = (SELECT max(b) FROM s) WHERE EXISTS (SELECT 1 FROM s WHERE s.a = t.a)
            ok 2
            > SELECT * FROM t ORDER BY a
            a|c
            1|20
            2|20
            3|3
            > WITH n AS (SELECT 3 AS v) UPDATE t SET c = n.v FROM n WHERE t.a = n.v RETURNING t.a, c
            a|c
            3|3
            > DELETE FROM t USING s WHERE s.a = t.a AND s.b = 20 RETURNING t.a
            a
            2
            > WITH n AS (SELECT 3 AS v) DELETE FROM t WHERE a IN (SELECT v FROM n) RETURNING a
            a
            3
            > DELETE FROM t AS q WHERE q.a = 3
            ok 0
        "#]],
    );
}

#[test]
fn rows_go() {
    check(
        r#"
        CREATE TABLE t (a int PRIMARY KEY, b text);
        INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'x');
        DELETE FROM t WHERE b = 'x' AND a > 1 RETURNING *;
        DELETE FROM t WHERE nope = 1;
        DELETE FROM t LIMIT 1;
        DELETE FROM t WHERE a IN (SELECT a FROM t LIMIT 1);
        DELETE FROM t;
        DELETE FROM t RETURNING a
        "#,
        expect![[r#"
            > CREATE TABLE t (a int PRIMARY KEY, b text)
            ok 0
            > INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'x')
            ok 3
            > DELETE FROM t WHERE b = 'x' AND a > 1 RETURNING *
            a|b
            3|x
            > DELETE FROM t WHERE nope = 1
            42703 column "nope" does not exist
            > DELETE FROM t LIMIT 1
            42601 syntax error at or near "LIMIT"
            > DELETE FROM t WHERE a IN (SELECT a FROM t LIMIT 1)
            ok 1
            > DELETE FROM t
            ok 1
            > DELETE FROM t RETURNING a
            a
        "#]],
    );
}
