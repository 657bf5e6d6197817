//! DDL: tables, columns, constraints, schemas and sequences come, change and go.
//!
//! What is expected was answered by the real Postgres.

use expect_test::expect;

use super::check;

#[test]
fn tables_are_made_once() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL);
        CREATE TABLE "Users" ("id" SERIAL);
        CREATE TABLE IF NOT EXISTS "Users" ("id" SERIAL);
        CREATE TABLE "X" ("id" SERIAL, "id" INTEGER);
        CREATE TABLE "X" ("id" FOO);
        CREATE TABLE nope.x (id int);
        CREATE TABLE "X" (a int primary key, b int primary key);
        CREATE TABLE "X" (a int, primary key (zz));
        CREATE TABLE "X" (a int default 'x');
        CREATE TABLE "X" (a int default true);
        CREATE TABLE "X" (a serial default 5);
        DROP TABLE "Nope";
        DROP TABLE IF EXISTS "Nope";
        DROP TABLE "Users";
        SELECT * FROM "Users"
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL)
            ok 0
            > CREATE TABLE "Users" ("id" SERIAL)
            42P07 relation "Users" already exists
            > CREATE TABLE IF NOT EXISTS "Users" ("id" SERIAL)
            ok 0
            > CREATE TABLE "X" ("id" SERIAL, "id" INTEGER)
            42701 column "id" specified more than once
            > CREATE TABLE "X" ("id" FOO)
            42704 type "foo" does not exist
            > CREATE TABLE nope.x (id int)
            3F000 schema "nope" does not exist
            > CREATE TABLE "X" (a int primary key, b int primary key)
            42P16 multiple primary keys for table "X" are not allowed
            > CREATE TABLE "X" (a int, primary key (zz))
            42703 column "zz" named in key does not exist
            > CREATE TABLE "X" (a int default 'x')
            22P02 invalid input syntax for type integer: "x"
            > CREATE TABLE "X" (a int default true)
            42804 column "a" is of type integer but default expression is of type boolean
            > CREATE TABLE "X" (a serial default 5)
            42601 multiple default values specified for column "a" of table "X"
            > DROP TABLE "Nope"
            42P01 table "Nope" does not exist
            > DROP TABLE IF EXISTS "Nope"
            ok 0
            > DROP TABLE "Users"
            ok 0
            > SELECT * FROM "Users"
            42P01 relation "Users" does not exist
        "#]],
    );
}

#[test]
fn keys_written_twice_are_one() {
    check(
        r#"
        CREATE TABLE t (a int unique, b int unique, c int, unique (a), unique (a, b), constraint zz unique (b), primary key (a));
        SELECT indexname FROM pg_indexes WHERE tablename = 't' ORDER BY 1;
        CREATE TABLE t2 (a int, constraint zz unique (a))
        "#,
        expect![[r#"
            > CREATE TABLE t (a int unique, b int unique, c int, unique (a), unique (a, b), constraint zz unique (b), primary key (a))
            ok 0
            > SELECT indexname FROM pg_indexes WHERE tablename = 't' ORDER BY 1
            indexname
            t_a_b_key
            t_pkey
            zz
            > CREATE TABLE t2 (a int, constraint zz unique (a))
            42P07 relation "zz" already exists
        "#]],
    );
}

#[test]
fn long_names_are_shortened() {
    check(
        r#"
        CREATE TABLE "a_really_long_table_name_that_goes_on_and_on_for_ever" ("id" SERIAL PRIMARY KEY, "a_quite_long_column_name_too" INTEGER UNIQUE, "b" INTEGER CHECK (b > 0), CHECK (b > id));
        INSERT INTO "a_really_long_table_name_that_goes_on_and_on_for_ever" VALUES (1, 2, 0);
        SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1;
        SELECT column_default FROM information_schema.columns WHERE column_name = 'id' AND table_schema = 'public'
        "#,
        expect![[r#"
            > CREATE TABLE "a_really_long_table_name_that_goes_on_and_on_for_ever" ("id" SERIAL PRIMARY KEY, "a_quite_long_column_name_too" INTEGER UNIQUE, "b" INTEGER CHECK (b > 0), CHECK (b > id))
            ok 0
            > INSERT INTO "a_really_long_table_name_that_goes_on_and_on_for_ever" VALUES (1, 2, 0)
            23514 new row for relation "a_really_long_table_name_that_goes_on_and_on_for_ever" violates check constraint "a_really_long_table_name_that_goes_on_and_on_for_ever_b_check" [Failing row contains (1, 2, 0).] table=a_really_long_table_name_that_goes_on_and_on_for_ever constraint=a_really_long_table_name_that_goes_on_and_on_for_ever_b_check
            > SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1
            indexname
            a_really_long_table_name_that__a_quite_long_column_name_too_key
            a_really_long_table_name_that_goes_on_and_on_for_ever_pkey
            > SELECT column_default FROM information_schema.columns WHERE column_name = 'id' AND table_schema = 'public'
            column_default
            nextval('a_really_long_table_name_that_goes_on_and_on_for_ever_id_seq'::regclass)
        "#]],
    );
}

#[test]
fn columns_come_and_go() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT);
        INSERT INTO "Users" ("name") VALUES ('a');
        ALTER TABLE "Users" ADD COLUMN "name" TEXT;
        ALTER TABLE "Nope" ADD COLUMN "name" TEXT;
        ALTER TABLE IF EXISTS "Nope" ADD COLUMN "name" TEXT;
        ALTER TABLE "Users" ADD COLUMN IF NOT EXISTS "name" TEXT;
        ALTER TABLE "Users" ADD COLUMN "nick" TEXT NOT NULL;
        ALTER TABLE "Users" ADD COLUMN "nick" TEXT NOT NULL DEFAULT 'nn', ADD COLUMN "n" SERIAL;
        SELECT * FROM "Users";
        ALTER TABLE "Users" DROP COLUMN "foo";
        ALTER TABLE "Users" RENAME COLUMN "foo" TO "bar";
        ALTER TABLE "Users" RENAME COLUMN "nick" TO "name";
        ALTER TABLE "Users" RENAME COLUMN "nick" TO "nack";
        ALTER TABLE "Users" DROP COLUMN "n";
        ALTER TABLE "Users" RENAME TO "People";
        SELECT * FROM "People";
        INSERT INTO "People" ("name") VALUES ('b') RETURNING *
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT)
            ok 0
            > INSERT INTO "Users" ("name") VALUES ('a')
            ok 1
            > ALTER TABLE "Users" ADD COLUMN "name" TEXT
            42701 column "name" of relation "Users" already exists
            > ALTER TABLE "Nope" ADD COLUMN "name" TEXT
            42P01 relation "Nope" does not exist
            > ALTER TABLE IF EXISTS "Nope" ADD COLUMN "name" TEXT
            ok 0
            > ALTER TABLE "Users" ADD COLUMN IF NOT EXISTS "name" TEXT
            ok 0
            > ALTER TABLE "Users" ADD COLUMN "nick" TEXT NOT NULL
            23502 column "nick" of relation "Users" contains null values table=Users column=nick
            > ALTER TABLE "Users" ADD COLUMN "nick" TEXT NOT NULL DEFAULT 'nn', ADD COLUMN "n" SERIAL
            ok 0
            > SELECT * FROM "Users"
            id|name|nick|n
            1|a|nn|1
            > ALTER TABLE "Users" DROP COLUMN "foo"
            42703 column "foo" of relation "Users" does not exist
            > ALTER TABLE "Users" RENAME COLUMN "foo" TO "bar"
            42703 column "foo" does not exist
            > ALTER TABLE "Users" RENAME COLUMN "nick" TO "name"
            42701 column "name" of relation "Users" already exists
            > ALTER TABLE "Users" RENAME COLUMN "nick" TO "nack"
            ok 0
            > ALTER TABLE "Users" DROP COLUMN "n"
            ok 0
            > ALTER TABLE "Users" RENAME TO "People"
            ok 0
            > SELECT * FROM "People"
            id|name|nack
            1|a|nn
            > INSERT INTO "People" ("name") VALUES ('b') RETURNING *
            id|name|nack
            2|b|nn
        "#]],
    );
}

#[test]
fn columns_change() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "age" INTEGER DEFAULT 3, "b" BOOLEAN DEFAULT false);
        INSERT INTO "Users" DEFAULT VALUES;
        INSERT INTO "Users" ("age") VALUES (NULL);
        ALTER TABLE "Users" ALTER COLUMN "id" DROP NOT NULL;
        ALTER TABLE "Users" ALTER COLUMN "age" SET NOT NULL;
        ALTER TABLE "Users" ALTER COLUMN "nope" SET NOT NULL;
        ALTER TABLE "Users" ALTER COLUMN "age" SET DEFAULT 'abc';
        ALTER TABLE "Users" ALTER COLUMN "age" TYPE VARCHAR(10);
        INSERT INTO "Users" DEFAULT VALUES RETURNING *;
        ALTER TABLE "Users" ALTER COLUMN "age" TYPE INTEGER;
        ALTER TABLE "Users" ALTER COLUMN "age" DROP DEFAULT, ALTER COLUMN "age" TYPE INTEGER USING ("age"::INTEGER);
        ALTER TABLE "Users" ALTER COLUMN "b" TYPE INTEGER;
        ALTER TABLE "Users" ALTER COLUMN "b" TYPE nope;
        ALTER TABLE "Users" ALTER COLUMN "b" TYPE VARCHAR(0);
        SELECT * FROM "Users"
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "age" INTEGER DEFAULT 3, "b" BOOLEAN DEFAULT false)
            ok 0
            > INSERT INTO "Users" DEFAULT VALUES
            ok 1
            > INSERT INTO "Users" ("age") VALUES (NULL)
            ok 1
            > ALTER TABLE "Users" ALTER COLUMN "id" DROP NOT NULL
            42P16 column "id" is in a primary key
            > ALTER TABLE "Users" ALTER COLUMN "age" SET NOT NULL
            23502 column "age" of relation "Users" contains null values table=Users column=age
            > ALTER TABLE "Users" ALTER COLUMN "nope" SET NOT NULL
            42703 column "nope" of relation "Users" does not exist
            > ALTER TABLE "Users" ALTER COLUMN "age" SET DEFAULT 'abc'
            22P02 invalid input syntax for type integer: "abc"
            > ALTER TABLE "Users" ALTER COLUMN "age" TYPE VARCHAR(10)
            ok 0
            > INSERT INTO "Users" DEFAULT VALUES RETURNING *
            id|age|b
            3|3|f
            > ALTER TABLE "Users" ALTER COLUMN "age" TYPE INTEGER
            42804 column "age" cannot be cast automatically to type integer
            > ALTER TABLE "Users" ALTER COLUMN "age" DROP DEFAULT, ALTER COLUMN "age" TYPE INTEGER USING ("age"::INTEGER)
            ok 0
            > ALTER TABLE "Users" ALTER COLUMN "b" TYPE INTEGER
            42804 column "b" cannot be cast automatically to type integer
            > ALTER TABLE "Users" ALTER COLUMN "b" TYPE nope
            42704 type "nope" does not exist
            > ALTER TABLE "Users" ALTER COLUMN "b" TYPE VARCHAR(0)
            22023 length for type varchar must be at least 1
            > SELECT * FROM "Users"
            id|age|b
            1|3|f
            2|~|f
            3|3|f
        "#]],
    );
}

#[test]
fn constraints_come_and_go() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "age" INTEGER);
        INSERT INTO "Users" ("age") VALUES (3), (3);
        ALTER TABLE "Users" ADD CONSTRAINT "u" UNIQUE ("age");
        ALTER TABLE "Users" ADD CONSTRAINT "u" UNIQUE ("id", "age");
        ALTER TABLE "Users" ADD CONSTRAINT "u" UNIQUE ("id");
        ALTER TABLE "Users" ADD CONSTRAINT "chk" CHECK ("age" > 100);
        ALTER TABLE "Users" ADD CONSTRAINT "chk" CHECK ("age" > 0);
        ALTER TABLE "Users" ADD CONSTRAINT "chk" CHECK ("age" > 1);
        INSERT INTO "Users" ("age") VALUES (-1);
        ALTER TABLE "Users" ADD PRIMARY KEY ("age");
        ALTER TABLE "Users" DROP CONSTRAINT "nope";
        ALTER TABLE "Users" DROP CONSTRAINT IF EXISTS "nope";
        ALTER TABLE "Users" DROP CONSTRAINT "chk";
        ALTER TABLE "Users" RENAME CONSTRAINT "u" TO "v";
        ALTER TABLE "Users" RENAME CONSTRAINT "nope" TO "w";
        ALTER TABLE "Users" ADD CONSTRAINT fk FOREIGN KEY ("age") REFERENCES "Users" ("id");
        INSERT INTO "Users" ("age") VALUES (-1) RETURNING "age"
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "age" INTEGER)
            ok 0
            > INSERT INTO "Users" ("age") VALUES (3), (3)
            ok 2
            > ALTER TABLE "Users" ADD CONSTRAINT "u" UNIQUE ("age")
            23505 could not create unique index "u" [Key (age)=(3) is duplicated.] table=Users constraint=u
            > ALTER TABLE "Users" ADD CONSTRAINT "u" UNIQUE ("id", "age")
            ok 0
            > ALTER TABLE "Users" ADD CONSTRAINT "u" UNIQUE ("id")
            42P07 relation "u" already exists
            > ALTER TABLE "Users" ADD CONSTRAINT "chk" CHECK ("age" > 100)
            23514 check constraint "chk" of relation "Users" is violated by some row table=Users constraint=chk
            > ALTER TABLE "Users" ADD CONSTRAINT "chk" CHECK ("age" > 0)
            ok 0
            > ALTER TABLE "Users" ADD CONSTRAINT "chk" CHECK ("age" > 1)
            42710 constraint "chk" for relation "Users" already exists
            > INSERT INTO "Users" ("age") VALUES (-1)
            23514 new row for relation "Users" violates check constraint "chk" [Failing row contains (3, -1).] table=Users constraint=chk
            > ALTER TABLE "Users" ADD PRIMARY KEY ("age")
            42P16 multiple primary keys for table "Users" are not allowed
            > ALTER TABLE "Users" DROP CONSTRAINT "nope"
            42704 constraint "nope" of relation "Users" does not exist
            > ALTER TABLE "Users" DROP CONSTRAINT IF EXISTS "nope"
            ok 0
            > ALTER TABLE "Users" DROP CONSTRAINT "chk"
            ok 0
            > ALTER TABLE "Users" RENAME CONSTRAINT "u" TO "v"
            ok 0
            > ALTER TABLE "Users" RENAME CONSTRAINT "nope" TO "w"
            42704 constraint "nope" for table "Users" does not exist
            > ALTER TABLE "Users" ADD CONSTRAINT fk FOREIGN KEY ("age") REFERENCES "Users" ("id")
            23503 insert or update on table "Users" violates foreign key constraint "fk" [Key (age)=(3) is not present in table "Users".] table=Users constraint=fk
            > INSERT INTO "Users" ("age") VALUES (-1) RETURNING "age"
            age
            -1
        "#]],
    );
}

#[test]
fn schemas_hold_tables() {
    check(
        r#"
        CREATE SCHEMA "archive";
        CREATE SCHEMA "archive";
        CREATE SCHEMA IF NOT EXISTS "archive";
        CREATE TABLE "archive"."Users" ("id" SERIAL PRIMARY KEY, name TEXT UNIQUE);
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY);
        INSERT INTO "archive"."Users" (name) VALUES ('x') RETURNING *;
        INSERT INTO "archive"."Users" (name) VALUES ('x');
        SELECT * FROM "Users";
        DROP SCHEMA "archive";
        DROP SCHEMA "archive" CASCADE;
        SELECT * FROM archive."Users"
        "#,
        expect![[r#"
            > CREATE SCHEMA "archive"
            ok 0
            > CREATE SCHEMA "archive"
            42P06 schema "archive" already exists
            > CREATE SCHEMA IF NOT EXISTS "archive"
            ok 0
            > CREATE TABLE "archive"."Users" ("id" SERIAL PRIMARY KEY, name TEXT UNIQUE)
            ok 0
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY)
            ok 0
            > INSERT INTO "archive"."Users" (name) VALUES ('x') RETURNING *
            id|name
            1|x
            > INSERT INTO "archive"."Users" (name) VALUES ('x')
            23505 duplicate key value violates unique constraint "Users_name_key" [Key (name)=(x) already exists.] table=Users constraint=Users_name_key
            > SELECT * FROM "Users"
            id
            > DROP SCHEMA "archive"
            2BP01 cannot drop schema archive because other objects depend on it [table archive."Users" depends on schema archive]
            > DROP SCHEMA "archive" CASCADE
            ok 0
            > SELECT * FROM archive."Users"
            42P01 relation "archive.Users" does not exist
        "#]],
    );
}

#[test]
fn sequences_count() {
    check(
        r#"
        CREATE SEQUENCE s1 START WITH 5 INCREMENT BY 2;
        SELECT nextval('s1');
        SELECT nextval('s1');
        ALTER SEQUENCE s1 RESTART WITH 50;
        SELECT nextval('s1');
        CREATE TABLE t (id integer DEFAULT nextval('s1'), v text);
        INSERT INTO t (v) VALUES ('x') RETURNING id;
        DROP TABLE t;
        DROP SEQUENCE s1;
        SELECT nextval('s1')
        "#,
        expect![[r#"
            > CREATE SEQUENCE s1 START WITH 5 INCREMENT BY 2
            ok 0
            > SELECT nextval('s1')
            nextval
            5
            > SELECT nextval('s1')
            nextval
            7
            > ALTER SEQUENCE s1 RESTART WITH 50
            ok 0
            > SELECT nextval('s1')
            nextval
            50
            > CREATE TABLE t (id integer DEFAULT nextval('s1'), v text)
            ok 0
            > INSERT INTO t (v) VALUES ('x') RETURNING id
            id
            52
            > DROP TABLE t
            ok 0
            > DROP SEQUENCE s1
            ok 0
            > SELECT nextval('s1')
            42P01 relation "s1" does not exist
        "#]],
    );
}
