//! Foreign keys: what goes along, what holds, what is refused.
//!
//! What is expected was answered by the real Postgres.

use expect_test::expect;

use super::check;

#[test]
fn rows_go_and_change_with_those_they_reference() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT);
        CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "Users" ("id") ON DELETE CASCADE ON UPDATE CASCADE);
        CREATE TABLE "Comments" ("id" SERIAL PRIMARY KEY, "postId" INTEGER REFERENCES "Posts" ("id") ON DELETE SET NULL, "userId" INTEGER NOT NULL REFERENCES "Users");
        INSERT INTO "Users" ("name") VALUES ('a'), ('b'), ('c');
        INSERT INTO "Posts" ("userId") VALUES (1), (1), (2), (NULL);
        INSERT INTO "Comments" ("postId", "userId") VALUES (1, 1), (3, 3);
        DELETE FROM "Users" WHERE id = 1;
        UPDATE "Users" SET id = 10 WHERE id = 2;
        SELECT * FROM "Posts" ORDER BY id;
        UPDATE "Users" SET id = 30 WHERE id = 3;
        DELETE FROM "Users" WHERE id = 10;
        SELECT * FROM "Posts" ORDER BY id;
        SELECT * FROM "Comments" ORDER BY id
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT)
            ok 0
            > CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "Users" ("id") ON DELETE CASCADE ON UPDATE CASCADE)
            ok 0
            > CREATE TABLE "Comments" ("id" SERIAL PRIMARY KEY, "postId" INTEGER REFERENCES "Posts" ("id") ON DELETE SET NULL, "userId" INTEGER NOT NULL REFERENCES "Users")
            ok 0
            > INSERT INTO "Users" ("name") VALUES ('a'), ('b'), ('c')
            ok 3
            > INSERT INTO "Posts" ("userId") VALUES (1), (1), (2), (NULL)
            ok 4
            > INSERT INTO "Comments" ("postId", "userId") VALUES (1, 1), (3, 3)
            ok 2
            > DELETE FROM "Users" WHERE id = 1
            23503 update or delete on table "Users" violates foreign key constraint "Comments_userId_fkey" on table "Comments" [Key (id)=(1) is still referenced from table "Comments".] table=Comments constraint=Comments_userId_fkey
            > UPDATE "Users" SET id = 10 WHERE id = 2
            ok 1
            > SELECT * FROM "Posts" ORDER BY id
            id|userId
            1|1
            2|1
            3|10
            4|~
            > UPDATE "Users" SET id = 30 WHERE id = 3
            23503 update or delete on table "Users" violates foreign key constraint "Comments_userId_fkey" on table "Comments" [Key (id)=(3) is still referenced from table "Comments".] table=Comments constraint=Comments_userId_fkey
            > DELETE FROM "Users" WHERE id = 10
            ok 1
            > SELECT * FROM "Posts" ORDER BY id
            id|userId
            1|1
            2|1
            4|~
            > SELECT * FROM "Comments" ORDER BY id
            id|postId|userId
            1|1|1
            2|~|3
        "#]],
    );
}

#[test]
fn a_reference_to_nothing_is_refused() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY);
        CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "Users" ("id"));
        INSERT INTO "Posts" ("userId") VALUES (99);
        INSERT INTO "Posts" ("userId") VALUES (NULL);
        UPDATE "Posts" SET "userId" = 98;
        SELECT * FROM "Posts"
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY)
            ok 0
            > CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "Users" ("id"))
            ok 0
            > INSERT INTO "Posts" ("userId") VALUES (99)
            23503 insert or update on table "Posts" violates foreign key constraint "Posts_userId_fkey" [Key (userId)=(99) is not present in table "Users".] table=Posts constraint=Posts_userId_fkey
            > INSERT INTO "Posts" ("userId") VALUES (NULL)
            ok 1
            > UPDATE "Posts" SET "userId" = 98
            23503 insert or update on table "Posts" violates foreign key constraint "Posts_userId_fkey" [Key (userId)=(98) is not present in table "Users".] table=Posts constraint=Posts_userId_fkey
            > SELECT * FROM "Posts"
            id|userId
            2|~
        "#]],
    );
}

#[test]
fn a_table_references_itself() {
    check(
        r#"
        CREATE TABLE "A" ("id" SERIAL PRIMARY KEY, "parent" INTEGER REFERENCES "A" ("id") ON DELETE CASCADE, "d" INTEGER DEFAULT 1 REFERENCES "A" ("id") ON DELETE SET DEFAULT);
        INSERT INTO "A" ("id", "parent") VALUES (1, 1), (2, 1), (3, 2);
        INSERT INTO "A" VALUES (4, NULL, 3);
        DELETE FROM "A" WHERE id = 2;
        SELECT * FROM "A" ORDER BY id;
        DELETE FROM "A" WHERE id = 1;
        UPDATE "A" SET d = 4 WHERE id = 4;
        DELETE FROM "A" WHERE id = 1;
        SELECT * FROM "A"
        "#,
        expect![[r#"
            > CREATE TABLE "A" ("id" SERIAL PRIMARY KEY, "parent" INTEGER REFERENCES "A" ("id") ON DELETE CASCADE, "d" INTEGER DEFAULT 1 REFERENCES "A" ("id") ON DELETE SET DEFAULT)
            ok 0
            > INSERT INTO "A" ("id", "parent") VALUES (1, 1), (2, 1), (3, 2)
            ok 3
            > INSERT INTO "A" VALUES (4, NULL, 3)
            ok 1
            > DELETE FROM "A" WHERE id = 2
            ok 1
            > SELECT * FROM "A" ORDER BY id
            id|parent|d
            1|1|1
            4|~|1
            > DELETE FROM "A" WHERE id = 1
            23503 update or delete on table "A" violates foreign key constraint "A_d_fkey" on table "A" [Key (id)=(1) is still referenced from table "A".] table=A constraint=A_d_fkey
            > UPDATE "A" SET d = 4 WHERE id = 4
            ok 1
            > DELETE FROM "A" WHERE id = 1
            ok 1
            > SELECT * FROM "A"
            id|parent|d
            4|~|4
        "#]],
    );
}

#[test]
fn a_key_of_two_columns() {
    check(
        r#"
        CREATE TABLE k (a int, b int, c text, PRIMARY KEY (a, b), UNIQUE (c, a));
        INSERT INTO k VALUES (1, 2, 'x');
        INSERT INTO k VALUES (1, 2, 'y');
        INSERT INTO k VALUES (1, 3, 'x');
        INSERT INTO k VALUES (1);
        CREATE TABLE l (a int, b int, FOREIGN KEY (a, b) REFERENCES k (a, b) ON UPDATE CASCADE ON DELETE CASCADE);
        INSERT INTO l VALUES (1, 2), (1, NULL);
        INSERT INTO l VALUES (1, 5);
        UPDATE k SET b = 9 WHERE a = 1;
        SELECT * FROM l;
        DELETE FROM k;
        SELECT * FROM l
        "#,
        expect![[r#"
            > CREATE TABLE k (a int, b int, c text, PRIMARY KEY (a, b), UNIQUE (c, a))
            ok 0
            > INSERT INTO k VALUES (1, 2, 'x')
            ok 1
            > INSERT INTO k VALUES (1, 2, 'y')
            23505 duplicate key value violates unique constraint "k_pkey" [Key (a, b)=(1, 2) already exists.] table=k constraint=k_pkey
            > INSERT INTO k VALUES (1, 3, 'x')
            23505 duplicate key value violates unique constraint "k_c_a_key" [Key (c, a)=(x, 1) already exists.] table=k constraint=k_c_a_key
            > INSERT INTO k VALUES (1)
            23502 null value in column "b" of relation "k" violates not-null constraint [Failing row contains (1, null, null).] table=k column=b
            > CREATE TABLE l (a int, b int, FOREIGN KEY (a, b) REFERENCES k (a, b) ON UPDATE CASCADE ON DELETE CASCADE)
            ok 0
            > INSERT INTO l VALUES (1, 2), (1, NULL)
            ok 2
            > INSERT INTO l VALUES (1, 5)
            23503 insert or update on table "l" violates foreign key constraint "l_a_b_fkey" [Key (a, b)=(1, 5) is not present in table "k".] table=l constraint=l_a_b_fkey
            > UPDATE k SET b = 9 WHERE a = 1
            ok 1
            > SELECT * FROM l
            a|b
            1|~
            1|9
            > DELETE FROM k
            ok 1
            > SELECT * FROM l
            a|b
            1|~
        "#]],
    );
}

#[test]
fn set_null_meets_not_null() {
    check(
        r#"
        CREATE TABLE nn (id int primary key, parent int not null references nn (id) on delete set null);
        INSERT INTO nn VALUES (1, 1), (2, 1);
        DELETE FROM nn WHERE id = 1;
        SELECT * FROM nn
        "#,
        expect![[r#"
            > CREATE TABLE nn (id int primary key, parent int not null references nn (id) on delete set null)
            ok 0
            > INSERT INTO nn VALUES (1, 1), (2, 1)
            ok 2
            > DELETE FROM nn WHERE id = 1
            23502 null value in column "parent" of relation "nn" violates not-null constraint [Failing row contains (2, null).] table=nn column=parent
            > SELECT * FROM nn
            id|parent
            1|1
            2|1
        "#]],
    );
}

#[test]
fn truncate_asks_for_those_that_reference() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY);
        CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "Users" ("id"));
        INSERT INTO "Users" DEFAULT VALUES;
        INSERT INTO "Posts" ("userId") VALUES (1);
        TRUNCATE "Users";
        TRUNCATE "Users" CASCADE;
        INSERT INTO "Users" DEFAULT VALUES RETURNING *;
        TRUNCATE TABLE "Users" RESTART IDENTITY CASCADE;
        INSERT INTO "Users" DEFAULT VALUES RETURNING *
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY)
            ok 0
            > CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "Users" ("id"))
            ok 0
            > INSERT INTO "Users" DEFAULT VALUES
            ok 1
            > INSERT INTO "Posts" ("userId") VALUES (1)
            ok 1
            > TRUNCATE "Users"
            0A000 cannot truncate a table referenced in a foreign key constraint [Table "Posts" references "Users".]
            > TRUNCATE "Users" CASCADE
            ok 0
            > INSERT INTO "Users" DEFAULT VALUES RETURNING *
            id
            2
            > TRUNCATE TABLE "Users" RESTART IDENTITY CASCADE
            ok 0
            > INSERT INTO "Users" DEFAULT VALUES RETURNING *
            id
            1
        "#]],
    );
}

#[test]
fn what_others_depend_on_stays() {
    check(
        r#"
        CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY);
        CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "Users" ("id"));
        DROP TABLE "Users";
        ALTER TABLE "Users" DROP CONSTRAINT "Users_pkey";
        ALTER TABLE "Users" DROP COLUMN "id";
        DROP TABLE "Users" CASCADE;
        INSERT INTO "Posts" ("userId") VALUES (99) RETURNING *
        "#,
        expect![[r#"
            > CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY)
            ok 0
            > CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "Users" ("id"))
            ok 0
            > DROP TABLE "Users"
            2BP01 cannot drop table "Users" because other objects depend on it [constraint Posts_userId_fkey on table "Posts" depends on table "Users"]
            > ALTER TABLE "Users" DROP CONSTRAINT "Users_pkey"
            2BP01 cannot drop constraint Users_pkey on table "Users" because other objects depend on it [constraint Posts_userId_fkey on table "Posts" depends on index "Users_pkey"]
            > ALTER TABLE "Users" DROP COLUMN "id"
            2BP01 cannot drop column id of table "Users" because other objects depend on it [constraint Posts_userId_fkey on table "Posts" depends on column id of table "Users"]
            > DROP TABLE "Users" CASCADE
            ok 0
            > INSERT INTO "Posts" ("userId") VALUES (99) RETURNING *
            id|userId
            1|99
        "#]],
    );
}

#[test]
fn a_foreign_key_needs_a_key() {
    check(
        r#"
        CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "title" TEXT);
        CREATE TABLE "A" ("id" INTEGER REFERENCES "B" ("id"));
        CREATE TABLE "A" ("id" INTEGER REFERENCES "Posts" ("nope"));
        CREATE TABLE "A" ("id" TEXT REFERENCES "Posts" ("title"));
        CREATE TABLE "A" ("id" INTEGER, FOREIGN KEY ("nope") REFERENCES "Posts" ("id"))
        "#,
        expect![[r#"
            > CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "title" TEXT)
            ok 0
            > CREATE TABLE "A" ("id" INTEGER REFERENCES "B" ("id"))
            42P01 relation "B" does not exist
            > CREATE TABLE "A" ("id" INTEGER REFERENCES "Posts" ("nope"))
            42703 column "nope" referenced in foreign key constraint does not exist
            > CREATE TABLE "A" ("id" TEXT REFERENCES "Posts" ("title"))
            42830 there is no unique constraint matching given keys for referenced table "Posts"
            > CREATE TABLE "A" ("id" INTEGER, FOREIGN KEY ("nope") REFERENCES "Posts" ("id"))
            42703 column "nope" referenced in foreign key constraint does not exist
        "#]],
    );
}
