//! INSERT: defaults, refusals, conflicts.
//!
//! What is expected was answered by the real Postgres.

use expect_test::expect;

use super::check;

#[test]
fn defaults_fill_what_is_not_given() {
    check(
        r#"
        CREATE TABLE "Users" ("id"   SERIAL , "name" VARCHAR(255) NOT NULL, "email" VARCHAR(5) UNIQUE, "age" INTEGER DEFAULT 3, PRIMARY KEY ("id"));
        INSERT INTO "Users" ("id","name","email") VALUES (DEFAULT,'a','x') RETURNING "id","name","age";
        INSERT INTO "Users" ("name") VALUES (5) RETURNING *;
        INSERT INTO "Users" DEFAULT VALUES
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id"   SERIAL , "name" VARCHAR(255) NOT NULL, "email" VARCHAR(5) UNIQUE, "age" INTEGER DEFAULT 3, PRIMARY KEY ("id"))
            ok 0
            > INSERT INTO "Users" ("id","name","email") VALUES (DEFAULT,'a','x') RETURNING "id","name","age"
            id|name|age
            1|a|3
            > INSERT INTO "Users" ("name") VALUES (5) RETURNING *
            id|name|email|age
            2|5|~|3
            > INSERT INTO "Users" DEFAULT VALUES
            23502 null value in column "name" of relation "Users" violates not-null constraint [Failing row contains (3, null, null, 3).] table=Users column=name
        "#]],
    );
}

#[test]
fn a_sequence_goes_on_after_a_failure_and_does_not_follow_ids_given_by_hand() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT UNIQUE);
        INSERT INTO "Users" ("name") VALUES ('a');
        INSERT INTO "Users" ("name") VALUES ('a');
        INSERT INTO "Users" ("name") VALUES ('b') RETURNING *;
        INSERT INTO "Users" VALUES (4, 'c');
        INSERT INTO "Users" ("name") VALUES ('d')
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT UNIQUE)
            ok 0
            > INSERT INTO "Users" ("name") VALUES ('a')
            ok 1
            > INSERT INTO "Users" ("name") VALUES ('a')
            23505 duplicate key value violates unique constraint "Users_name_key" [Key (name)=(a) already exists.] table=Users constraint=Users_name_key
            > INSERT INTO "Users" ("name") VALUES ('b') RETURNING *
            id|name
            3|b
            > INSERT INTO "Users" VALUES (4, 'c')
            ok 1
            > INSERT INTO "Users" ("name") VALUES ('d')
            23505 duplicate key value violates unique constraint "Users_pkey" [Key (id)=(4) already exists.] table=Users constraint=Users_pkey
        "#]],
    );
}

#[test]
fn wrong_values_are_refused() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" VARCHAR(5) NOT NULL, "age" INTEGER, "n" NUMERIC(5,2), "u" UUID, "b" BOOLEAN);
        INSERT INTO "Users" ("name") VALUES ('toolong');
        INSERT INTO "Users" ("name") VALUES (NULL);
        INSERT INTO "Users" ("id", "name") VALUES ('x', 'y');
        INSERT INTO "Users" ("age", "name") VALUES (99999999999, 'y');
        INSERT INTO "Users" ("age", "name") VALUES ('99999999999', 'y');
        INSERT INTO "Users" ("age", "name") VALUES (true, 'y');
        INSERT INTO "Users" ("name", "n") VALUES ('y', 1234.5);
        INSERT INTO "Users" ("name", "n") VALUES ('y', 1.005) RETURNING "n";
        INSERT INTO "Users" ("name", "u") VALUES ('y', 'abc');
        INSERT INTO "Users" ("name", "b") VALUES ('y', 'abc')
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" VARCHAR(5) NOT NULL, "age" INTEGER, "n" NUMERIC(5,2), "u" UUID, "b" BOOLEAN)
            ok 0
            > INSERT INTO "Users" ("name") VALUES ('toolong')
            22001 value too long for type character varying(5)
            > INSERT INTO "Users" ("name") VALUES (NULL)
            23502 null value in column "name" of relation "Users" violates not-null constraint [Failing row contains (1, null, null, null, null, null).] table=Users column=name
            > INSERT INTO "Users" ("id", "name") VALUES ('x', 'y')
            22P02 invalid input syntax for type integer: "x"
            > INSERT INTO "Users" ("age", "name") VALUES (99999999999, 'y')
            22003 integer out of range
            > INSERT INTO "Users" ("age", "name") VALUES ('99999999999', 'y')
            22003 value "99999999999" is out of range for type integer
            > INSERT INTO "Users" ("age", "name") VALUES (true, 'y')
            42804 column "age" is of type integer but expression is of type boolean
            > INSERT INTO "Users" ("name", "n") VALUES ('y', 1234.5)
            22003 numeric field overflow [A field with precision 5, scale 2 must round to an absolute value less than 10^3.]
            > INSERT INTO "Users" ("name", "n") VALUES ('y', 1.005) RETURNING "n"
            n
            1.01
            > INSERT INTO "Users" ("name", "u") VALUES ('y', 'abc')
            22P02 invalid input syntax for type uuid: "abc"
            > INSERT INTO "Users" ("name", "b") VALUES ('y', 'abc')
            22P02 invalid input syntax for type boolean: "abc"
        "#]],
    );
}

#[test]
fn columns_and_values_must_match() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT);
        INSERT INTO "Nope" ("name") VALUES ('y');
        INSERT INTO "Users" ("nope") VALUES (NULL);
        INSERT INTO "Users" ("name") VALUES ('a', 'b');
        INSERT INTO "Users" ("name", "id") VALUES ('a');
        INSERT INTO "Users" ("name", "name") VALUES ('a', 'b');
        INSERT INTO "Users" VALUES (1, 'a'), (2)
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT)
            ok 0
            > INSERT INTO "Nope" ("name") VALUES ('y')
            42P01 relation "Nope" does not exist
            > INSERT INTO "Users" ("nope") VALUES (NULL)
            42703 column "nope" of relation "Users" does not exist
            > INSERT INTO "Users" ("name") VALUES ('a', 'b')
            42601 INSERT has more expressions than target columns
            > INSERT INTO "Users" ("name", "id") VALUES ('a')
            42601 INSERT has more target columns than expressions
            > INSERT INTO "Users" ("name", "name") VALUES ('a', 'b')
            42701 column "name" specified more than once
            > INSERT INTO "Users" VALUES (1, 'a'), (2)
            42601 VALUES lists must all be the same length
        "#]],
    );
}

#[test]
fn a_failed_statement_leaves_nothing() {
    check(
        r#"
        CREATE TABLE "Users" ("id" INTEGER PRIMARY KEY);
        INSERT INTO "Users" VALUES (1), (2), (1);
        SELECT count(*) FROM "Users"
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" INTEGER PRIMARY KEY)
            ok 0
            > INSERT INTO "Users" VALUES (1), (2), (1)
            23505 duplicate key value violates unique constraint "Users_pkey" [Key (id)=(1) already exists.] table=Users constraint=Users_pkey
            > SELECT count(*) FROM "Users"
            count
            0
        "#]],
    );
}

#[test]
fn rows_come_from_a_query() {
    check(
        r#"
        CREATE TABLE t (a int, b text, d date);
        INSERT INTO t SELECT 10, 'x' UNION ALL SELECT 11, 'y' RETURNING a;
        INSERT INTO t (a, b) SELECT a + 100, b FROM t RETURNING *;
        INSERT INTO t (a, d) SELECT 1, '2024-01-31' RETURNING d;
        INSERT INTO t (a) SELECT b FROM t;
        WITH n AS (SELECT 77 AS v) INSERT INTO t (a) SELECT v FROM n RETURNING a
        "#,
        expect![[r#"
            > CREATE TABLE t (a int, b text, d date)
            ok 0
            > INSERT INTO t SELECT 10, 'x' UNION ALL SELECT 11, 'y' RETURNING a
            a
            10
            11
            > INSERT INTO t (a, b) SELECT a + 100, b FROM t RETURNING *
            a|b|d
            110|x|~
            111|y|~
            > INSERT INTO t (a, d) SELECT 1, '2024-01-31' RETURNING d
            d
            2024-01-31
            > INSERT INTO t (a) SELECT b FROM t
            42804 column "a" is of type integer but expression is of type text
            > WITH n AS (SELECT 77 AS v) INSERT INTO t (a) SELECT v FROM n RETURNING a
            a
            77
        "#]],
    );
}

#[test]
fn a_conflict_is_left_out_or_changes_the_row_that_stands() {
    check(
        r#"
        CREATE TABLE "U" ("id" SERIAL PRIMARY KEY, "email" TEXT UNIQUE, "n" INTEGER DEFAULT 0);
        INSERT INTO "U" ("email") VALUES ('a');
        INSERT INTO "U" ("email") VALUES ('a') ON CONFLICT DO NOTHING RETURNING id;
        INSERT INTO "U" ("email") VALUES ('a') ON CONFLICT ("email") DO UPDATE SET "email" = EXCLUDED."email", n = "U".n + 1 RETURNING *;
        INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ("id") DO UPDATE SET "email" = EXCLUDED."email" WHERE "U"."n" > 5 RETURNING *;
        INSERT INTO "U" ("id", "email") VALUES (50, 'c'), (50, 'd') ON CONFLICT ("id") DO UPDATE SET "email" = EXCLUDED."email";
        INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ON CONSTRAINT "U_pkey" DO UPDATE SET "email" = EXCLUDED."email" RETURNING *;
        INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ON CONSTRAINT "nope" DO NOTHING;
        INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ("nope") DO NOTHING;
        INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ("n") DO NOTHING;
        INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT DO UPDATE SET n = 1
        "#,
        expect![[r#"
            > CREATE TABLE "U" ("id" SERIAL PRIMARY KEY, "email" TEXT UNIQUE, "n" INTEGER DEFAULT 0)
            ok 0
            > INSERT INTO "U" ("email") VALUES ('a')
            ok 1
            > INSERT INTO "U" ("email") VALUES ('a') ON CONFLICT DO NOTHING RETURNING id
            id
            > INSERT INTO "U" ("email") VALUES ('a') ON CONFLICT ("email") DO UPDATE SET "email" = EXCLUDED."email", n = "U".n + 1 RETURNING *
            id|email|n
            1|a|1
            > INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ("id") DO UPDATE SET "email" = EXCLUDED."email" WHERE "U"."n" > 5 RETURNING *
            id|email|n
            > INSERT INTO "U" ("id", "email") VALUES (50, 'c'), (50, 'd') ON CONFLICT ("id") DO UPDATE SET "email" = EXCLUDED."email"
            21000 ON CONFLICT DO UPDATE command cannot affect row a second time
            > INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ON CONSTRAINT "U_pkey" DO UPDATE SET "email" = EXCLUDED."email" RETURNING *
            id|email|n
            1|c|1
            > INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ON CONSTRAINT "nope" DO NOTHING
            42704 constraint "nope" for table "U" does not exist
            > INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ("nope") DO NOTHING
            42703 column "nope" does not exist
            > INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT ("n") DO NOTHING
            42P10 there is no unique or exclusion constraint matching the ON CONFLICT specification
            > INSERT INTO "U" ("id", "email") VALUES (1, 'c') ON CONFLICT DO UPDATE SET n = 1
            42601 ON CONFLICT DO UPDATE requires inference specification or constraint name
        "#]],
    );
}

#[test]
fn a_partial_unique_index_is_named_by_its_predicate() {
    check(
        r#"
        CREATE TABLE "U" ("id" SERIAL PRIMARY KEY, "email" TEXT, "deletedAt" TIMESTAMPTZ);
        CREATE UNIQUE INDEX "u_email" ON "U" ("email") WHERE "deletedAt" IS NULL;
        INSERT INTO "U" ("email") VALUES ('a');
        INSERT INTO "U" ("email") VALUES ('a');
        INSERT INTO "U" ("email", "deletedAt") VALUES ('a', now());
        UPDATE "U" SET "deletedAt" = NULL;
        INSERT INTO "U" ("email") VALUES ('a') ON CONFLICT ("email") DO NOTHING;
        INSERT INTO "U" ("email") VALUES ('a') ON CONFLICT ("email") WHERE "deletedAt" IS NULL DO UPDATE SET "email" = EXCLUDED."email" RETURNING "id"
        "#,
        expect![[r#"
            > CREATE TABLE "U" ("id" SERIAL PRIMARY KEY, "email" TEXT, "deletedAt" TIMESTAMPTZ)
            ok 0
            > CREATE UNIQUE INDEX "u_email" ON "U" ("email") WHERE "deletedAt" IS NULL
            ok 0
            > INSERT INTO "U" ("email") VALUES ('a')
            ok 1
            > INSERT INTO "U" ("email") VALUES ('a')
            23505 duplicate key value violates unique constraint "u_email" [Key (email)=(a) already exists.] table=U constraint=u_email
            > INSERT INTO "U" ("email", "deletedAt") VALUES ('a', now())
            ok 1
            > UPDATE "U" SET "deletedAt" = NULL
            23505 duplicate key value violates unique constraint "u_email" [Key (email)=(a) already exists.] table=U constraint=u_email
            > INSERT INTO "U" ("email") VALUES ('a') ON CONFLICT ("email") DO NOTHING
            42P10 there is no unique or exclusion constraint matching the ON CONFLICT specification
            > INSERT INTO "U" ("email") VALUES ('a') ON CONFLICT ("email") WHERE "deletedAt" IS NULL DO UPDATE SET "email" = EXCLUDED."email" RETURNING "id"
            id
            1
        "#]],
    );
}

#[test]
fn an_identity_column_counts_by_itself() {
    check(
        r#"
        CREATE TABLE g (id INTEGER GENERATED ALWAYS AS IDENTITY, v text);
        INSERT INTO g (id, v) VALUES (1, 'x');
        INSERT INTO g (v) VALUES ('x') RETURNING *;
        INSERT INTO g (id, v) OVERRIDING SYSTEM VALUE VALUES (10, 'y') RETURNING *;
        CREATE TABLE h (id INTEGER GENERATED BY DEFAULT AS IDENTITY (START WITH 100), v text);
        INSERT INTO h (v) VALUES ('x') RETURNING *
        "#,
        expect![[r#"
            > CREATE TABLE g (id INTEGER GENERATED ALWAYS AS IDENTITY, v text)
            ok 0
            > INSERT INTO g (id, v) VALUES (1, 'x')
            428C9 cannot insert a non-DEFAULT value into column "id" [Column "id" is an identity column defined as GENERATED ALWAYS.]
            > INSERT INTO g (v) VALUES ('x') RETURNING *
            id|v
            1|x
            > INSERT INTO g (id, v) OVERRIDING SYSTEM VALUE VALUES (10, 'y') RETURNING *
            id|v
            10|y
            > CREATE TABLE h (id INTEGER GENERATED BY DEFAULT AS IDENTITY (START WITH 100), v text)
            ok 0
            > INSERT INTO h (v) VALUES ('x') RETURNING *
            id|v
            100|x
        "#]],
    );
}
