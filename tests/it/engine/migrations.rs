//! Migrations on tables with rows: what is kept, and what is refused.

use expect_test::{Expect, expect};
use relata::engine::protocol::{Command, EngineError, Ledger, RanBy, Reply};
use relata::orm::migration::Operation;

use super::notation::{Database, column, table};

fn two_tables() -> Database {
    let mut database = Database::new(&[
        "Users: id pk auto, name string, age integer?",
        "Posts: id pk auto, title string?, userId integer? > Users.id cascade",
    ]);
    database
        .insert("Users", "name age", &[r#"["Ann", 30]"#, r#"["Bob", null]"#])
        .unwrap();
    database
        .insert("Posts", "title userId", &[r#"["a", 1]"#, r#"["b", 2]"#])
        .unwrap();
    database
}

fn create(notation: &str) -> Operation {
    Operation::CreateTable {
        table: table(notation),
    }
}

fn drop_table(table: &str) -> Operation {
    Operation::DropTable {
        table: table.to_owned(),
    }
}

fn rename_table(from: &str, to: &str) -> Operation {
    Operation::RenameTable {
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

fn add(table: &str, notation: &str) -> Operation {
    Operation::AddColumn {
        table: table.to_owned(),
        column: column(notation),
    }
}

fn remove(table: &str, column: &str) -> Operation {
    Operation::RemoveColumn {
        table: table.to_owned(),
        column: column.to_owned(),
    }
}

fn rename(table: &str, from: &str, to: &str) -> Operation {
    Operation::RenameColumn {
        table: table.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

fn change(table: &str, notation: &str) -> Operation {
    Operation::ChangeColumn {
        table: table.to_owned(),
        column: column(notation),
    }
}

fn unique(table: &str, columns: &str) -> Operation {
    Operation::AddUnique {
        table: table.to_owned(),
        columns: columns.split(' ').map(str::to_owned).collect(),
    }
}

/// Checks that an operation is refused in those words, and leaves everything as it was.
fn refused(mut database: Database, operation: Operation, expected: Expect) {
    let before = database.state();
    // Something that succeeds comes first: it must be undone as well.
    let operations = vec![
        create("Extra: id pk"),
        add("Users", "extra string?"),
        operation,
    ];
    let error = database
        .migrate(operations)
        .expect_err("the migration is refused");
    expected.assert_eq(&error.to_string());
    assert!(matches!(error, EngineError::Migration { .. }));
    assert_eq!(database.state(), before);
}

/// The statements that ran, those of the store marked.
fn statements(database: &Database) -> String {
    let lines = database.statements.iter().map(|statement| {
        let mark = match statement.ran_by {
            RanBy::GlueSql => "glue ",
            RanBy::Store(_) => "store",
        };
        format!("{mark} {}", statement.sql)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_is_made_by_gluesql_and_its_keys_by_the_store() {
    let mut database = two_tables();
    database
        .migrate(vec![
            create(
                "UserGroups: userId pk > Users.id cascade, groupId integer pk, role enum(a|b) =\"a\", code string? unique, unique role code",
            ),
            drop_table("UserGroups"),
        ])
        .unwrap();
    expect![[r#"
        glue  CREATE TABLE "UserGroups" ("userId" INT NOT NULL, "groupId" INT NOT NULL, "role" TEXT NOT NULL DEFAULT 'a', "code" TEXT)
        store ALTER TABLE "UserGroups" ADD PRIMARY KEY ("userId", "groupId")
        store ALTER TABLE "UserGroups" ADD UNIQUE ("code")
        store ALTER TABLE "UserGroups" ADD UNIQUE ("role", "code")
        store ALTER TABLE "UserGroups" ADD FOREIGN KEY ("userId") REFERENCES "Users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
        glue  DROP TABLE "UserGroups""#]]
    .assert_eq(&statements(&database));
}

#[test]
fn columns_come_and_go_with_the_rows_kept() {
    let mut database = two_tables();
    database
        .migrate(vec![
            add("Users", "nick string? unique"),
            add("Users", "role enum(user|admin) =\"user\""),
            add("Users", "token uuid =uuid"),
            add("Users", "createdAt date"),
            remove("Users", "age"),
            rename("Users", "name", "full name"),
        ])
        .unwrap();
    expect![[r#"
        glue  ALTER TABLE "Users" ADD COLUMN "nick" TEXT
        store ALTER TABLE "Users" ADD UNIQUE ("nick")
        glue  ALTER TABLE "Users" ADD COLUMN "role" TEXT NOT NULL DEFAULT 'user'
        store ALTER TABLE "Users" ADD COLUMN "token" UUID NOT NULL
        store ALTER TABLE "Users" ADD COLUMN "createdAt" TIMESTAMP NOT NULL
        glue  ALTER TABLE "Users" DROP COLUMN "age"
        glue  ALTER TABLE "Users" RENAME COLUMN "name" TO "full name""#]]
    .assert_eq(&statements(&database));
    let rows = database.read("Users");
    assert_eq!(
        rows.columns,
        ["id", "full name", "nick", "role", "token", "createdAt"]
    );
    assert_ne!(
        rows.rows[0].1[4], rows.rows[1].1[4],
        "each row its own UUID"
    );
    database
        .insert("Posts", "title userId", &[r#"["c", 2]"#])
        .unwrap();
    assert_eq!(database.rows("Posts"), "1, a, 1\n2, b, 2\n3, c, 2");
}

#[test]
fn references_follow_renames() {
    let mut database = two_tables();
    database
        .migrate(vec![
            rename_table("Users", "People"),
            rename("People", "id", "personId"),
            rename("Posts", "userId", "authorId"),
        ])
        .unwrap();
    assert!(database.insert("Posts", "authorId", &["[9]"]).is_err());
    database.delete("People", &["1"]).unwrap();
    assert_eq!(database.rows("Posts"), "2, b, 2");
    let tables = database.session.store().tables();
    let names: Vec<_> = tables
        .iter()
        .map(|table| &table.definition().name)
        .collect();
    assert_eq!(
        names,
        ["People", "Posts"],
        "a renamed table keeps its place"
    );
}

#[test]
fn types_change_with_their_values() {
    let mut database = Database::new(&[
        "Things: id pk auto, n integer?, s string?, d decimal(6.2)?, b boolean?, t date?",
    ]);
    database
        .insert(
            "Things",
            "n s d b t",
            &[r#"[7, "12", "5.00", true, "2024-01-31T10:00:00Z"]"#, "[]"],
        )
        .unwrap();
    database
        .migrate(vec![
            change("Things", "n string?"),
            change("Things", "s integer?"),
            change("Things", "d integer?"),
            change("Things", "b integer?"),
            change("Things", "t dateonly?"),
        ])
        .unwrap();
    assert_eq!(
        database.rows("Things"),
        "1, 7, 12, 5, 1, 2024-01-31\n2, null, null, null, null, null"
    );
    database
        .migrate(vec![
            change("Things", "n bigint?"),
            change("Things", "s float?"),
            change("Things", "d decimal(6.2)?"),
            change("Things", "b boolean?"),
            change("Things", "t date?"),
        ])
        .unwrap();
    assert_eq!(
        database.rows("Things"),
        "1, 7, 12, 5.00, true, 2024-01-31T00:00:00.000Z\n2, null, null, null, null, null"
    );
}

#[test]
fn a_key_and_what_points_to_it_change_type_together() {
    let mut database = two_tables();
    database
        .migrate(vec![
            change("Users", "id string(20) pk"),
            change("Posts", "userId string(20)? > Users.id cascade"),
        ])
        .unwrap();
    database
        .insert("Users", "id name", &[r#"["x", "Cy"]"#])
        .unwrap();
    database
        .insert("Posts", "title userId", &[r#"["c", "x"]"#])
        .unwrap();
    database.delete("Users", &["x"]).unwrap();
    assert_eq!(
        database.effects,
        ["delete Users: x", "delete Posts by userId: 3"]
    );
}

#[test]
fn a_dropped_table_says_which_rows_went_with_it() {
    let mut database = two_tables();
    database.migrate(vec![drop_table("Posts")]).unwrap();
    assert_eq!(database.effects, ["delete Posts: 1 2"]);
}

#[test]
fn refusals_name_the_row_and_the_remedy() {
    refused(
        two_tables(),
        change("Users", "name integer"),
        expect![[
            r#"cannot change `name` of `Users` to INTEGER: a row has `Ann`, which is not a whole number from -2147483648 to 2147483647; change that value first"#
        ]],
    );
    refused(
        two_tables(),
        change("Users", "age integer"),
        expect![
            "cannot change `age` of `Users`: 1 row has no value there; give every row one first, or allow null"
        ],
    );
    refused(
        two_tables(),
        add("Users", "nick string"),
        expect![
            "cannot add `nick` to `Users`: it does not allow null and has no default, and `Users` has 2 rows without a value for it; allow null, give it a default, or delete the rows first"
        ],
    );
    refused(
        two_tables(),
        add("Users", "code integer unique =7"),
        expect![
            "cannot add `code` to `Users`: several rows have `code` = 7; change or delete all but one of them first"
        ],
    );
    refused(
        two_tables(),
        drop_table("Users"),
        expect![
            "cannot drop `Users`: `Posts` still references it by `userId`; drop `Posts`, or its `userId`, first"
        ],
    );
    refused(
        two_tables(),
        remove("Users", "id"),
        expect![
            "cannot remove `id` from `Users`: `userId` of `Posts` references it; remove `userId` first"
        ],
    );
    refused(
        two_tables(),
        change("Users", "id integer"),
        expect![
            "cannot change `id` of `Users`: `userId` of `Posts` references it, so it must stay unique; remove that one first"
        ],
    );
    refused(
        two_tables(),
        change("Users", "age integer? > Posts.id"),
        expect![
            "cannot make `age` of `Users` a foreign key: a row points to 30, but `Posts` has no such row; change or delete it first"
        ],
    );
    refused(
        two_tables(),
        add("Users", "postId string? > Posts.id"),
        expect![
            "cannot make `postId` of `Users` a foreign key: it is VARCHAR(255) and `Posts.id` is INTEGER; give both the same type"
        ],
    );
    refused(
        two_tables(),
        add("Users", "title string? > Posts.title"),
        expect![
            "cannot make `title` of `Users` a foreign key: `Posts.title` is neither the primary key nor unique, so it does not name one row; make it unique first"
        ],
    );
    refused(
        two_tables(),
        create("Tags: id pk, userId integer > Nobody.id"),
        expect![
            "cannot create `Tags`: its `userId` references `Nobody`, which is not there yet; create that table first"
        ],
    );
    refused(
        two_tables(),
        create("Posts: id pk"),
        expect!["cannot create `Posts`: there is a table `Posts` already; choose another name"],
    );
    refused(
        two_tables(),
        rename_table("Users", "Posts"),
        expect![
            "cannot rename `Users` to `Posts`: there is a table `Posts` already; choose another name"
        ],
    );
    refused(
        two_tables(),
        create("GLUE_TABLES: id pk"),
        expect![
            "cannot create `GLUE_TABLES`: the name `GLUE_TABLES` is the database's own; choose another"
        ],
    );
    refused(
        two_tables(),
        create("SequelizeMeta: id pk"),
        expect![
            "cannot create `SequelizeMeta`: the name `SequelizeMeta` is the database's own; choose another"
        ],
    );
    refused(
        two_tables(),
        rename("Users", "name", "age"),
        expect![
            "cannot rename `name` of `Users` to `age`: there is a column `age` already; choose another name"
        ],
    );
    refused(
        two_tables(),
        remove("Nobody", "id"),
        expect![
            "cannot remove `id` from `Nobody`: there is no table `Nobody`; apply the migration that creates it first"
        ],
    );
    refused(
        two_tables(),
        add("Users", "score integer? =\"ten\""),
        expect![
            "cannot add `score` to `Users`: the default of `score`, `ten`, is not a whole number from -2147483648 to 2147483647; change the default"
        ],
    );
    refused(
        two_tables(),
        change("Users", "age json? unique"),
        expect![
            "cannot change `age` of `Users`: `age` is JSON, whose values cannot be compared, so it cannot be a key; choose another type"
        ],
    );
    refused(
        two_tables(),
        create("Tags: id string pk auto"),
        expect![
            "cannot create `Tags`: `id` is VARCHAR(255), which cannot be counted up; make it a whole number"
        ],
    );
    let mut twins = two_tables();
    twins
        .insert("Users", "name age", &[r#"["Ann", 30]"#])
        .unwrap();
    refused(
        twins,
        unique("Users", "name age"),
        expect![
            "cannot make `name`, `age` of `Users` unique: several rows have `name`, `age` = Ann, 30; change or delete all but one of them first"
        ],
    );
}

#[test]
fn an_empty_table_takes_required_columns_and_a_table_may_have_none() {
    let mut database = Database::new(&["Things: id pk auto", "Nothing:"]);
    database
        .migrate(vec![
            add("Things", "name string"),
            add("Nothing", "id pk auto"),
        ])
        .unwrap();
    database.insert("Things", "name", &[r#"["a"]"#]).unwrap();
    database.insert("Nothing", "", &["[]"]).unwrap();
    assert_eq!(database.rows("Nothing"), "1");
    database.migrate(vec![remove("Nothing", "id")]).unwrap();
    database.insert("Nothing", "", &["[]"]).unwrap();
    assert_eq!(database.read("Nothing").total, 2);
}

#[test]
fn counting_up_goes_on_from_the_rows_there_are() {
    let mut database = Database::new(&[
        "Things: id integer pk, name string?",
        "Others: name string?",
    ]);
    database.insert("Things", "id", &["[4]", "[9]"]).unwrap();
    database
        .insert("Others", "name", &["[\"a\"]", "[\"b\"]"])
        .unwrap();
    database
        .migrate(vec![
            change("Things", "id pk auto"),
            add("Others", "id pk auto"),
        ])
        .unwrap();
    database.insert("Things", "name", &["[\"c\"]"]).unwrap();
    database.insert("Others", "name", &["[\"c\"]"]).unwrap();
    assert_eq!(database.rows("Things"), "4, null\n9, null\n10, c");
    assert_eq!(database.rows("Others"), "a, 1\nb, 2\nc, 3");
}

#[test]
fn the_ledger_notes_what_is_applied_and_is_not_listed() {
    let mut database = Database::new(&[]);
    database
        .migrate_as(
            vec![create("Users: id pk auto")],
            Ledger::Add("1-create-user".to_owned()),
        )
        .unwrap();
    database
        .migrate_as(
            vec![add("Users", "n string?")],
            Ledger::Add("2-it's".to_owned()),
        )
        .unwrap();
    assert_eq!(database.rows("SequelizeMeta"), "1-create-user\n2-it's");
    let revision = database
        .migrate_as(
            vec![remove("Users", "n")],
            Ledger::Remove("2-it's".to_owned()),
        )
        .unwrap();
    assert_eq!(database.rows("SequelizeMeta"), "1-create-user");
    let Ok(Reply::Done { tables, .. }) = database.session.execute(Command::Restore(revision))
    else {
        panic!("the revision is kept");
    };
    let names: Vec<_> = tables
        .iter()
        .map(|table| (table.name.as_str(), table.rows))
        .collect();
    assert_eq!(names, [("Users", 0)]);
}
