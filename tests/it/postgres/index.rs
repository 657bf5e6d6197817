//! Indexes, and what the catalog shows.
//!
//! What is expected was answered by the real Postgres.

use expect_test::expect;

use super::check;

#[test]
fn indexes_are_made_once() {
    check(
        r#"
        CREATE TABLE "U" ("id" SERIAL PRIMARY KEY, "email" TEXT, "name" TEXT, n int default 0);
        INSERT INTO "U" ("email", "name") VALUES ('a', 'x'), ('b', 'y');
        CREATE INDEX "u_email" ON "U" USING BTREE ("email");
        CREATE INDEX "u_email" ON "U" ("email");
        CREATE INDEX IF NOT EXISTS "u_email" ON "U" ("email");
        CREATE INDEX ON "U" ("nope");
        CREATE INDEX ON "U" ("email" DESC, "name" text_pattern_ops);
        CREATE UNIQUE INDEX "u_n" ON "U" ("n");
        DROP INDEX "u_email";
        DROP INDEX "nope";
        DROP INDEX IF EXISTS "nope";
        DROP INDEX "U_pkey"
        "#,
        expect![[r#"
            > CREATE TABLE "U" ("id" SERIAL PRIMARY KEY, "email" TEXT, "name" TEXT, n int default 0)
            ok 0
            > INSERT INTO "U" ("email", "name") VALUES ('a', 'x'), ('b', 'y')
            ok 2
            > CREATE INDEX "u_email" ON "U" USING BTREE ("email")
            ok 0
            > CREATE INDEX "u_email" ON "U" ("email")
            42P07 relation "u_email" already exists
            > CREATE INDEX IF NOT EXISTS "u_email" ON "U" ("email")
            ok 0
            > CREATE INDEX ON "U" ("nope")
            42703 column "nope" does not exist
            > CREATE INDEX ON "U" ("email" DESC, "name" text_pattern_ops)
            ok 0
            > CREATE UNIQUE INDEX "u_n" ON "U" ("n")
            23505 could not create unique index "u_n" [Key (n)=(0) is duplicated.] table=U constraint=u_n
            > DROP INDEX "u_email"
            ok 0
            > DROP INDEX "nope"
            42704 index "nope" does not exist
            > DROP INDEX IF EXISTS "nope"
            ok 0
            > DROP INDEX "U_pkey"
            2BP01 cannot drop index "U_pkey" because constraint U_pkey on table "U" requires it
        "#]],
    );
}

#[test]
fn an_expression_may_be_unique() {
    check(
        r#"
        CREATE TABLE "U" ("id" SERIAL PRIMARY KEY, "name" TEXT);
        CREATE UNIQUE INDEX "u_name" ON "U" (lower("name"));
        INSERT INTO "U" ("name") VALUES ('Ann'), ('Bob');
        INSERT INTO "U" ("name") VALUES ('ANN');
        UPDATE "U" SET "name" = 'BOB' WHERE "name" = 'Bob';
        INSERT INTO "U" ("name") VALUES ('x'), ('X');
        DELETE FROM "U" WHERE "name" = 'Ann';
        INSERT INTO "U" ("name") VALUES ('ann') RETURNING "name"
        "#,
        expect![[r#"
            > CREATE TABLE "U" ("id" SERIAL PRIMARY KEY, "name" TEXT)
            ok 0
            > CREATE UNIQUE INDEX "u_name" ON "U" (lower("name"))
            ok 0
            > INSERT INTO "U" ("name") VALUES ('Ann'), ('Bob')
            ok 2
            > INSERT INTO "U" ("name") VALUES ('ANN')
            23505 duplicate key value violates unique constraint "u_name" [Key (lower(name))=(ann) already exists.] table=U constraint=u_name
            > UPDATE "U" SET "name" = 'BOB' WHERE "name" = 'Bob'
            ok 1
            > INSERT INTO "U" ("name") VALUES ('x'), ('X')
            23505 duplicate key value violates unique constraint "u_name" [Key (lower(name))=(x) already exists.] table=U constraint=u_name
            > DELETE FROM "U" WHERE "name" = 'Ann'
            ok 1
            > INSERT INTO "U" ("name") VALUES ('ann') RETURNING "name"
            name
            ann
        "#]],
    );
}

#[test]
fn indexes_show_their_definition() {
    check(
        r#"
        CREATE TABLE "T" ("id" SERIAL PRIMARY KEY, "v" TEXT, "t" TEXT, "i" INTEGER, "b" BOOLEAN, "jb" JSONB);
        ALTER TABLE "T" ADD UNIQUE ("v"), ADD CONSTRAINT "named" UNIQUE ("t", "i");
        CREATE INDEX "t_v" ON "T" ("v" DESC, "t");
        CREATE INDEX "T_lower" ON "T" (lower("t"), "i" DESC NULLS LAST) WHERE "b" = true;
        CREATE INDEX "gin" ON "T" USING gin ("jb");
        CREATE UNIQUE INDEX "part" ON "T" ("i") WHERE "v" IS NULL AND "i" > 5;
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname;
        ALTER TABLE "T" RENAME COLUMN "v" TO "Vee";
        ALTER TABLE "T" DROP COLUMN "t";
        ALTER TABLE "T" RENAME TO "T2";
        SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname
        "#,
        expect![[r#"
            > CREATE TABLE "T" ("id" SERIAL PRIMARY KEY, "v" TEXT, "t" TEXT, "i" INTEGER, "b" BOOLEAN, "jb" JSONB)
            ok 0
            > ALTER TABLE "T" ADD UNIQUE ("v"), ADD CONSTRAINT "named" UNIQUE ("t", "i")
            ok 0
            > CREATE INDEX "t_v" ON "T" ("v" DESC, "t")
            ok 0
            > CREATE INDEX "T_lower" ON "T" (lower("t"), "i" DESC NULLS LAST) WHERE "b" = true
            ok 0
            > CREATE INDEX "gin" ON "T" USING gin ("jb")
            ok 0
            > CREATE UNIQUE INDEX "part" ON "T" ("i") WHERE "v" IS NULL AND "i" > 5
            ok 0
            > SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname
            indexname|indexdef
            T_lower|CREATE INDEX "T_lower" ON public."T" USING btree (lower(t), i DESC NULLS LAST) WHERE (b = true)
            T_pkey|CREATE UNIQUE INDEX "T_pkey" ON public."T" USING btree (id)
            T_v_key|CREATE UNIQUE INDEX "T_v_key" ON public."T" USING btree (v)
            gin|CREATE INDEX gin ON public."T" USING gin (jb)
            named|CREATE UNIQUE INDEX named ON public."T" USING btree (t, i)
            part|CREATE UNIQUE INDEX part ON public."T" USING btree (i) WHERE ((v IS NULL) AND (i > 5))
            t_v|CREATE INDEX t_v ON public."T" USING btree (v DESC, t)
            > ALTER TABLE "T" RENAME COLUMN "v" TO "Vee"
            ok 0
            > ALTER TABLE "T" DROP COLUMN "t"
            ok 0
            > ALTER TABLE "T" RENAME TO "T2"
            ok 0
            > SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname
            indexname|indexdef
            T_pkey|CREATE UNIQUE INDEX "T_pkey" ON public."T2" USING btree (id)
            T_v_key|CREATE UNIQUE INDEX "T_v_key" ON public."T2" USING btree ("Vee")
            gin|CREATE INDEX gin ON public."T2" USING gin (jb)
            part|CREATE UNIQUE INDEX part ON public."T2" USING btree (i) WHERE (("Vee" IS NULL) AND (i > 5))
        "#]],
    );
}

#[test]
fn columns_show_their_defaults() {
    check(
        r#"
        CREATE TYPE "enum_T_role" AS ENUM ('a', 'b');
        CREATE TABLE "T" ("id" SERIAL, "v" VARCHAR(255) DEFAULT 'it''s', "vn" VARCHAR(255) DEFAULT NULL, "t" TEXT DEFAULT 'x', tn TEXT DEFAULT NULL, "i" INTEGER DEFAULT 0, "ineg" INTEGER DEFAULT -5, "istr" INTEGER DEFAULT '7', "b" BOOLEAN DEFAULT false, bneg BIGINT DEFAULT -5, n DECIMAL(10,2) DEFAULT 1.5, ns NUMERIC DEFAULT '2.50', f DOUBLE PRECISION DEFAULT 0.5, role "enum_T_role" DEFAULT 'a', j JSON DEFAULT '{"a":1}', jb JSONB DEFAULT '{"a":1}', ts TIMESTAMP WITH TIME ZONE DEFAULT '2024-01-31 12:30:00.000 +00:00', tnow TIMESTAMP WITH TIME ZONE DEFAULT now(), tcur TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP, d DATE DEFAULT '2024-01-31', tm TIME DEFAULT '12:30', u UUID DEFAULT gen_random_uuid(), arr TEXT[] DEFAULT ARRAY[]::TEXT[], arr2 VARCHAR(255)[] DEFAULT ARRAY[]::VARCHAR(255)[], arr3 INTEGER[] DEFAULT '{1,2}', ex INTEGER DEFAULT 1 + 1, big BIGSERIAL, PRIMARY KEY ("id"));
        SELECT column_name, column_default, is_nullable, data_type, character_maximum_length, udt_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'T' ORDER BY ordinal_position
        "#,
        expect![[r#"
            > CREATE TYPE "enum_T_role" AS ENUM ('a', 'b')
            ok 0
            > CREATE TABLE "T" ("id" SERIAL, "v" VARCHAR(255) DEFAULT 'it''s', "vn" VARCHAR(255) DEFAULT NULL, "t" TEXT DEFAULT 'x', tn TEXT DEFAULT NULL, "i" INTEGER DEFAULT 0, "ineg" INTEGER DEFAULT -5, "istr" INTEGER DEFAULT '7', "b" BOOLEAN DEFAULT false, bneg BIGINT DEFAULT -5, n DECIMAL(10,2) DEFAULT 1.5, ns NUMERIC DEFAULT '2.50', f DOUBLE PRECISION DEFAULT 0.5, role "enum_T_role" DEFAULT 'a', j JSON DEFAULT '{"a":1}', jb JSONB DEFAULT '{"a":1}', ts TIMESTAMP WITH TIME ZONE DEFAULT '2024-01-31 12:30:00.000 +00:00', tnow TIMESTAMP WITH TIME ZONE DEFAULT now(), tcur TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP, d DATE DEFAULT '2024-01-31', tm TIME DEFAULT '12:30', u UUID DEFAULT gen_random_uuid(), arr TEXT[] DEFAULT ARRAY[]::TEXT[], arr2 VARCHAR(255)[] DEFAULT ARRAY[]::VARCHAR(255)[], arr3 INTEGER[] DEFAULT '{1,2}', ex INTEGER DEFAULT 1 + 1, big BIGSERIAL, PRIMARY KEY ("id"))
            ok 0
            > SELECT column_name, column_default, is_nullable, data_type, character_maximum_length, udt_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'T' ORDER BY ordinal_position
            column_name|column_default|is_nullable|data_type|character_maximum_length|udt_name
            id|nextval('"T_id_seq"'::regclass)|NO|integer|~|int4
            v|'it''s'::character varying|YES|character varying|255|varchar
            vn|NULL::character varying|YES|character varying|255|varchar
            t|'x'::text|YES|text|~|text
            tn|~|YES|text|~|text
            i|0|YES|integer|~|int4
            ineg|'-5'::integer|YES|integer|~|int4
            istr|7|YES|integer|~|int4
            b|false|YES|boolean|~|bool
            bneg|'-5'::integer|YES|bigint|~|int8
            n|1.5|YES|numeric|~|numeric
            ns|2.50|YES|numeric|~|numeric
            f|0.5|YES|double precision|~|float8
            role|'a'::"enum_T_role"|YES|USER-DEFINED|~|enum_T_role
            j|'{"a":1}'::json|YES|json|~|json
            jb|'{"a": 1}'::jsonb|YES|jsonb|~|jsonb
            ts|'2024-01-31 12:30:00+00'::timestamp with time zone|YES|timestamp with time zone|~|timestamptz
            tnow|now()|YES|timestamp with time zone|~|timestamptz
            tcur|CURRENT_TIMESTAMP|YES|timestamp with time zone|~|timestamptz
            d|'2024-01-31'::date|YES|date|~|date
            tm|'12:30:00'::time without time zone|YES|time without time zone|~|time
            u|gen_random_uuid()|YES|uuid|~|uuid
            arr|ARRAY[]::text[]|YES|ARRAY|~|_text
            arr2|(ARRAY[]::character varying[])::character varying(255)[]|YES|ARRAY|~|_varchar
            arr3|'{1,2}'::integer[]|YES|ARRAY|~|_int4
            ex|(1 + 1)|YES|integer|~|int4
            big|nextval('"T_big_seq"'::regclass)|NO|bigint|~|int8
        "#]],
    );
}
