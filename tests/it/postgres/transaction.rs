//! Transactions: savepoints, deferred constraints, what a rollback takes along.
//!
//! What is expected was answered by the real Postgres.

use expect_test::expect;

use super::check;

#[test]
fn deferred_keys_are_asked_at_the_end() {
    check(
        r#"
        CREATE TABLE "P" ("id" SERIAL PRIMARY KEY);
        CREATE TABLE "C" ("id" SERIAL PRIMARY KEY, "pId" INTEGER REFERENCES "P" ("id") DEFERRABLE INITIALLY DEFERRED);
        BEGIN;
        INSERT INTO "C" ("pId") VALUES (7);
        INSERT INTO "P" ("id") VALUES (7);
        COMMIT;
        BEGIN;
        INSERT INTO "C" ("pId") VALUES (8);
        COMMIT;
        SELECT * FROM "C";
        BEGIN;
        SET CONSTRAINTS ALL IMMEDIATE;
        INSERT INTO "C" ("pId") VALUES (9);
        ROLLBACK;
        BEGIN;
        DELETE FROM "P";
        SET CONSTRAINTS "C_pId_fkey" IMMEDIATE;
        COMMIT;
        SELECT * FROM "P"
        "#,
        expect![[r#"
            > CREATE TABLE "P" ("id" SERIAL PRIMARY KEY)
            ok 0
            > CREATE TABLE "C" ("id" SERIAL PRIMARY KEY, "pId" INTEGER REFERENCES "P" ("id") DEFERRABLE INITIALLY DEFERRED)
            ok 0
            > BEGIN
            ok 0
            > INSERT INTO "C" ("pId") VALUES (7)
            ok 1
            > INSERT INTO "P" ("id") VALUES (7)
            ok 1
            > COMMIT
            ok 0
            > BEGIN
            ok 0
            > INSERT INTO "C" ("pId") VALUES (8)
            ok 1
            > COMMIT
            23503 insert or update on table "C" violates foreign key constraint "C_pId_fkey" [Key (pId)=(8) is not present in table "P".] table=C constraint=C_pId_fkey
            > SELECT * FROM "C"
            id|pId
            1|7
            > BEGIN
            ok 0
            > SET CONSTRAINTS ALL IMMEDIATE
            ok 0
            > INSERT INTO "C" ("pId") VALUES (9)
            23503 insert or update on table "C" violates foreign key constraint "C_pId_fkey" [Key (pId)=(9) is not present in table "P".] table=C constraint=C_pId_fkey
            > ROLLBACK
            ok 0
            > BEGIN
            ok 0
            > DELETE FROM "P"
            ok 1
            > SET CONSTRAINTS "C_pId_fkey" IMMEDIATE
            23503 update or delete on table "P" violates foreign key constraint "C_pId_fkey" on table "C" [Key (id)=(7) is still referenced from table "C".] table=C constraint=C_pId_fkey
            > COMMIT
            ok 0
            > SELECT * FROM "P"
            id
            7
        "#]],
    );
}

#[test]
fn a_failure_ends_all_but_what_a_savepoint_keeps() {
    check(
        r#"
        CREATE TABLE "P" ("id" SERIAL PRIMARY KEY, "x" TEXT UNIQUE);
        BEGIN;
        INSERT INTO "P" ("x") VALUES ('a');
        SAVEPOINT s;
        INSERT INTO "P" ("x") VALUES ('a');
        SELECT 1;
        ROLLBACK TO SAVEPOINT s;
        INSERT INTO "P" ("x") VALUES ('b');
        RELEASE SAVEPOINT s;
        COMMIT;
        SELECT * FROM "P";
        BEGIN;
        INSERT INTO "P" ("x") VALUES ('c');
        ROLLBACK TO SAVEPOINT t;
        COMMIT;
        SELECT count(*) FROM "P";
        SAVEPOINT x
        "#,
        expect![[r#"
            > CREATE TABLE "P" ("id" SERIAL PRIMARY KEY, "x" TEXT UNIQUE)
            ok 0
            > BEGIN
            ok 0
            > INSERT INTO "P" ("x") VALUES ('a')
            ok 1
            > SAVEPOINT s
            ok 0
            > INSERT INTO "P" ("x") VALUES ('a')
            23505 duplicate key value violates unique constraint "P_x_key" [Key (x)=(a) already exists.] table=P constraint=P_x_key
            > SELECT 1
            25P02 current transaction is aborted, commands ignored until end of transaction block
            > ROLLBACK TO SAVEPOINT s
            ok 0
            > INSERT INTO "P" ("x") VALUES ('b')
            ok 1
            > RELEASE SAVEPOINT s
            ok 0
            > COMMIT
            ok 0
            > SELECT * FROM "P"
            id|x
            1|a
            3|b
            > BEGIN
            ok 0
            > INSERT INTO "P" ("x") VALUES ('c')
            ok 1
            > ROLLBACK TO SAVEPOINT t
            3B001 savepoint "t" does not exist
            > COMMIT
            ok 0
            > SELECT count(*) FROM "P"
            count
            2
            > SAVEPOINT x
            25P01 SAVEPOINT can only be used in transaction blocks
        "#]],
    );
}

#[test]
fn a_rollback_takes_tables_and_types_along() {
    check(
        r#"
        BEGIN;
        CREATE TYPE mood AS ENUM ('sad');
        CREATE TABLE t (id serial, m mood);
        INSERT INTO t (m) VALUES ('sad');
        ROLLBACK;
        SELECT * FROM t;
        CREATE TYPE mood AS ENUM ('glad')
        "#,
        expect![[r#"
            > BEGIN
            ok 0
            > CREATE TYPE mood AS ENUM ('sad')
            ok 0
            > CREATE TABLE t (id serial, m mood)
            ok 0
            > INSERT INTO t (m) VALUES ('sad')
            ok 1
            > ROLLBACK
            ok 0
            > SELECT * FROM t
            42P01 relation "t" does not exist
            > CREATE TYPE mood AS ENUM ('glad')
            ok 0
        "#]],
    );
}

#[test]
fn what_cannot_be_read_is_refused() {
    check(
        r#"
        SELEC 1;
        SELECT * FROM;
        INSERT INTO m VALUES (1,;
        SHOW standard_conforming_strings;
        COMMENT ON TABLE nope IS 'x'
        "#,
        expect![[r#"
            > SELEC 1
            42601 syntax error at or near "SELEC"
            > SELECT * FROM
            42601 syntax error at end of input
            > INSERT INTO m VALUES (1,
            42601 syntax error at end of input
            > SHOW standard_conforming_strings
            standard_conforming_strings
            on
            > COMMENT ON TABLE nope IS 'x'
            42P01 relation "nope" does not exist
        "#]],
    );
}
