//! Types: enumerated ones, and what columns make of values.
//!
//! What is expected was answered by the real Postgres.

use expect_test::expect;

use super::check;

#[test]
fn enumerated_types_are_made_once() {
    check(
        r#"
        CREATE TYPE "public"."enum_Users_role" AS ENUM('admin', 'user');
        CREATE TYPE "public"."enum_Users_role" AS ENUM('admin', 'user');
        DO 'BEGIN CREATE TYPE "public"."enum_Users_role" AS ENUM(''admin'', ''user''); EXCEPTION WHEN duplicate_object THEN null; END';
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "role" "public"."enum_Users_role" DEFAULT 'user');
        INSERT INTO "Users" ("role") VALUES ('boss');
        INSERT INTO "Users" ("role") VALUES ('admin') RETURNING *;
        DROP TYPE "enum_Users_role";
        DROP TYPE "nope";
        DROP TYPE IF EXISTS "nope"
        "#,
        expect![[r#"
            > CREATE TYPE "public"."enum_Users_role" AS ENUM('admin', 'user')
            ok 0
            > CREATE TYPE "public"."enum_Users_role" AS ENUM('admin', 'user')
            42710 type "enum_Users_role" already exists
            > DO 'BEGIN CREATE TYPE "public"."enum_Users_role" AS ENUM(''admin'', ''user''); EXCEPTION WHEN duplicate_object THEN null; END'
            ok 0
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "role" "public"."enum_Users_role" DEFAULT 'user')
            ok 0
            > INSERT INTO "Users" ("role") VALUES ('boss')
            22P02 invalid input value for enum "enum_Users_role": "boss"
            > INSERT INTO "Users" ("role") VALUES ('admin') RETURNING *
            id|role
            1|admin
            > DROP TYPE "enum_Users_role"
            2BP01 cannot drop type "enum_Users_role" because other objects depend on it [column role of table "Users" depends on type "enum_Users_role"]
            > DROP TYPE "nope"
            42704 type "nope" does not exist
            > DROP TYPE IF EXISTS "nope"
            ok 0
        "#]],
    );
}

#[test]
fn enumerated_types_grow_and_rename_their_values() {
    check(
        r#"
        CREATE TYPE "mood" AS ENUM('sad', 'glad');
        CREATE TABLE t (m mood);
        ALTER TYPE "mood" ADD VALUE 'calm' BEFORE 'glad';
        ALTER TYPE "mood" ADD VALUE 'calm';
        ALTER TYPE "mood" ADD VALUE IF NOT EXISTS 'calm';
        INSERT INTO t VALUES ('glad'), ('calm'), ('sad');
        SELECT * FROM t ORDER BY m;
        ALTER TYPE "mood" RENAME VALUE 'calm' TO 'cool';
        SELECT * FROM t WHERE m = 'cool';
        ALTER TABLE t ALTER COLUMN m TYPE VARCHAR(255);
        ALTER TABLE t ALTER COLUMN m TYPE mood USING (m::mood);
        DROP TYPE mood CASCADE;
        SELECT count(*) FROM t
        "#,
        expect![[r#"
            > CREATE TYPE "mood" AS ENUM('sad', 'glad')
            ok 0
            > CREATE TABLE t (m mood)
            ok 0
            > ALTER TYPE "mood" ADD VALUE 'calm' BEFORE 'glad'
            ok 0
            > ALTER TYPE "mood" ADD VALUE 'calm'
            42710 enum label "calm" already exists
            > ALTER TYPE "mood" ADD VALUE IF NOT EXISTS 'calm'
            ok 0
            > INSERT INTO t VALUES ('glad'), ('calm'), ('sad')
            ok 3
            > SELECT * FROM t ORDER BY m
            m
            sad
            calm
            glad
            > ALTER TYPE "mood" RENAME VALUE 'calm' TO 'cool'
            ok 0
            > SELECT * FROM t WHERE m = 'cool'
            m
            cool
            > ALTER TABLE t ALTER COLUMN m TYPE VARCHAR(255)
            ok 0
            > ALTER TABLE t ALTER COLUMN m TYPE mood USING (m::mood)
            ok 0
            > DROP TYPE mood CASCADE
            ok 0
            > SELECT count(*) FROM t
            count
            3
        "#]],
    );
}

#[test]
fn values_take_the_form_of_their_column() {
    check(
        r#"
        CREATE TABLE t (tags TEXT[] DEFAULT ARRAY[]::TEXT[], n NUMERIC(5,2), j JSONB, at TIMESTAMP WITH TIME ZONE, d DATE, u UUID, b BOOLEAN DEFAULT false, v VARCHAR(3), c CHAR(4), s SMALLINT);
        INSERT INTO t (n, j, at, d, u, b) VALUES (1.005, '{"a": 1}', '2024-01-31 12:30:00.500 +00:00', '2024-01-31', '550e8400-e29b-41d4-a716-446655440000', 'yes') RETURNING tags, n, j, at, d, u, b;
        INSERT INTO t (tags) VALUES ('{a,"b c",NULL}'), (ARRAY['x','y']) RETURNING tags;
        INSERT INTO t (v, c, s) VALUES ('abc   ', 'x', 2.5) RETURNING v, c, s;
        INSERT INTO t (s) VALUES (32768);
        INSERT INTO t (c) VALUES ('xxxxx');
        UPDATE t SET v = 'abcd'::text;
        INSERT INTO t (n) VALUES ('1e2') RETURNING n
        "#,
        expect![[r#"
            > CREATE TABLE t (tags TEXT[] DEFAULT ARRAY[]::TEXT[], n NUMERIC(5,2), j JSONB, at TIMESTAMP WITH TIME ZONE, d DATE, u UUID, b BOOLEAN DEFAULT false, v VARCHAR(3), c CHAR(4), s SMALLINT)
            ok 0
            > INSERT INTO t (n, j, at, d, u, b) VALUES (1.005, '{"a": 1}', '2024-01-31 12:30:00.500 +00:00', '2024-01-31', '550e8400-e29b-41d4-a716-446655440000', 'yes') RETURNING tags, n, j, at, d, u, b
            tags|n|j|at|d|u|b
            {}|1.01|{"a": 1}|2024-01-31 12:30:00.5+00|2024-01-31|550e8400-e29b-41d4-a716-446655440000|t
            > INSERT INTO t (tags) VALUES ('{a,"b c",NULL}'), (ARRAY['x','y']) RETURNING tags
            tags
            {a,"b c",NULL}
            {x,y}
            > INSERT INTO t (v, c, s) VALUES ('abc   ', 'x', 2.5) RETURNING v, c, s
            v|c|s
            abc|x   |3
            > INSERT INTO t (s) VALUES (32768)
            22003 smallint out of range
            > INSERT INTO t (c) VALUES ('xxxxx')
            22001 value too long for type character(4)
            > UPDATE t SET v = 'abcd'::text
            22001 value too long for type character varying(3)
            > INSERT INTO t (n) VALUES ('1e2') RETURNING n
            n
            100.00
        "#]],
    );
}
