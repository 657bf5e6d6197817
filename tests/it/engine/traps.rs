//! What `GlueSQL` 0.20 gets wrong, and that we do not fall into it.
//!
//! Each test first shows that `GlueSQL` still does it: where one fails there, a
//! new version has changed, and the way around may go.

use gluesql::prelude::{Error, Payload, Value as EngineValue};
use relata::engine::emit;
use relata::engine::protocol::Step;
use relata::engine::store::Store;
use relata::orm::migration::Operation;
use relata::orm::schema::DataType;
use relata::orm::value::Value;

use super::notation::{Database, column, read, table};

fn run(store: &mut Store, sql: &str) -> Result<Payload, Error> {
    store.execute(read(sql)?)
}

fn select(store: &Store, sql: &str) -> Result<Vec<Vec<EngineValue>>, Error> {
    store.select(read(sql)?).map(|selected| selected.rows)
}

fn store(statements: &[&str]) -> Store {
    let mut store = Store::default();
    for sql in statements {
        run(&mut store, sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
    store
}

fn count(store: &Store, sql: &str) -> usize {
    select(store, sql)
        .unwrap_or_else(|error| panic!("{sql}: {error}"))
        .len()
}

#[test]
fn literals_find_what_bare_ones_miss() {
    let store = store(&[
        r#"CREATE TABLE "T" ("d" DECIMAL, "f" FLOAT, "t" TIMESTAMP, "u" UUID, "n" INTEGER, "o" DATE, "h" TIME, "x" BYTEA)"#,
        r#"INSERT INTO "T" VALUES (10.5, 0.1, '2024-01-01T00:00:00Z', '550e8400-e29b-41d4-a716-446655440000', 6, '2024-01-31', '12:30:00', X'00ff')"#,
    ]);
    assert_eq!(
        count(&store, r#"SELECT * FROM "T" WHERE "d" = 10.5"#),
        0,
        "GlueSQL: a decimal is no number"
    );
    assert_eq!(
        count(&store, r#"SELECT * FROM "T" WHERE "n" = '6'"#),
        0,
        "GlueSQL: text is no number"
    );
    for (column, data_type, value) in [
        (
            "d",
            DataType::Decimal(None),
            Value::Text("10.50".to_owned()),
        ),
        ("f", DataType::Double, Value::Float(0.1)),
        (
            "t",
            DataType::Date,
            Value::Text("2024-01-01T01:00:00+01:00".to_owned()),
        ),
        (
            "u",
            DataType::Uuid,
            Value::Text("550E8400-E29B-41D4-A716-446655440000".to_owned()),
        ),
        ("n", DataType::Integer, Value::Text("6".to_owned())),
        (
            "o",
            DataType::DateOnly,
            Value::Text("2024-01-31".to_owned()),
        ),
        ("h", DataType::Time, Value::Text("12:30".to_owned())),
        ("x", DataType::Blob, Value::Bytes(vec![0, 255])),
    ] {
        let sql = format!(
            r#"SELECT * FROM "T" WHERE "{column}" = {}"#,
            emit::expression(&emit::literal(&data_type, &value))
        );
        assert_eq!(count(&store, &sql), 1, "{sql}");
    }
}

#[test]
fn an_index_compares_whole_numbers_with_fractions_rightly() {
    let plain = store(&[
        r#"CREATE TABLE "T" ("n" INTEGER)"#,
        r#"INSERT INTO "T" VALUES (5), (6), (7)"#,
    ]);
    assert_eq!(
        count(&plain, r#"SELECT * FROM "T" WHERE "n" > 5.5"#),
        0,
        "GlueSQL: a whole number is not compared with a fraction"
    );
    let keyed = store(&[
        r#"CREATE TABLE "T" ("n" INTEGER NOT NULL PRIMARY KEY)"#,
        r#"INSERT INTO "T" VALUES (5), (6), (7)"#,
    ]);
    for (condition, rows) in [
        ("> 5.5", 2),
        (">= 5.5", 2),
        ("< 5.5", 1),
        ("<= 5.5", 1),
        ("> 5", 2),
        (">= 5", 3),
        ("< -1.5", 0),
    ] {
        assert_eq!(
            count(
                &keyed,
                &format!(r#"SELECT * FROM "T" WHERE "n" {condition}"#)
            ),
            rows,
            "{condition}"
        );
    }
    assert!(
        select(&keyed, r#"SELECT * FROM "T" WHERE "n" = 5.5"#).is_err(),
        "GlueSQL: a key is never compared with another type, so such a condition is not sent"
    );
}

#[test]
fn nulls_are_neither_found_nor_lost_by_an_index() {
    let mut database = Database::new(&["T: id pk auto, n integer? unique"]);
    database
        .insert("T", "n", &["[1]", "[null]", "[3]", "[null]"])
        .unwrap();
    let store = database.session.store();
    for (condition, rows) in [
        (r#"WHERE "n" > 0"#, 2),
        (r#"WHERE "n" < 9"#, 2),
        (r#"WHERE "n" IS NULL"#, 2),
        (r#"WHERE "n" IS NOT NULL"#, 2),
        (r#"WHERE "n" = 3"#, 1),
        (r#"ORDER BY "n""#, 4),
    ] {
        assert_eq!(
            count(store, &format!(r#"SELECT * FROM "T" {condition}"#)),
            rows,
            "{condition}"
        );
    }
    let last = |direction| {
        let sql = format!(r#"SELECT "n" FROM "T" ORDER BY "n" {direction}"#);
        select(store, &sql).unwrap()
    };
    assert_eq!(
        last("ASC")[3],
        [EngineValue::Null],
        "nulls last, as in Postgres"
    );
    assert_eq!(last("DESC")[0], [EngineValue::Null], "and first descending");
}

#[test]
fn keys_that_gluesql_cannot_have_hold() {
    let mut bare = Store::default();
    let composite = r#"CREATE TABLE "T" ("a" INTEGER, "b" INTEGER, PRIMARY KEY ("a", "b"))"#;
    assert!(
        run(&mut bare, composite).is_err(),
        "GlueSQL: no keys over several columns"
    );
    run(&mut bare, r#"CREATE TABLE "T" ("id" INTEGER PRIMARY KEY)"#).unwrap();
    run(&mut bare, r#"INSERT INTO "T" VALUES (1)"#).unwrap();
    assert!(
        run(&mut bare, r#"UPDATE "T" SET "id" = 2"#).is_err(),
        "GlueSQL: a primary key never changes"
    );
    let foreign = r#"CREATE TABLE "C" ("t" INTEGER, FOREIGN KEY ("t") REFERENCES "T" ("id") ON DELETE CASCADE)"#;
    assert!(
        run(&mut bare, foreign).is_err(),
        "GlueSQL: no foreign key actions"
    );

    let mut database = Database::new(&[
        "T: a integer pk, b integer pk, f float? unique",
        "C: id pk auto, f float? > T.f cascade",
        "F: id float pk",
    ]);
    database
        .insert("T", "a b f", &["[1, 1, 0.5]", "[1, 2, 1.5]"])
        .unwrap();
    database.insert("C", "f", &["[0.5]", "[1.5]"]).unwrap();
    database.insert("F", "id", &["[0]", "[0.5]"]).unwrap();
    assert!(
        database.insert("F", "id", &["[-0.0]"]).is_err(),
        "the two zeros are one"
    );
    let first = database.read("T").rows[0].0;
    let values = vec![
        ("a".to_owned(), Value::Integer(9)),
        ("f".to_owned(), Value::Float(2.5)),
    ];
    database
        .apply(vec![Step::Update {
            table: "T".to_owned(),
            row: first,
            values,
        }])
        .unwrap();
    assert_eq!(database.rows("T"), "1, 2, 1.5\n9, 1, 2.5");
    assert_eq!(database.rows("C"), "1, 2.5\n2, 1.5");
}

#[test]
fn a_unique_value_may_be_written_again_to_its_own_row() {
    let mut database = Database::new(&["T: id pk auto, email string unique"]);
    database
        .insert("T", "email", &[r#"["a"]"#, r#"["b"]"#])
        .unwrap();
    database
        .update("T", "1", "id email", r#"[1, "a"]"#)
        .unwrap();
    assert_eq!(database.rows("T"), "1, a\n2, b");
}

#[test]
fn dropping_and_renaming_lose_no_rows() {
    let mut bare = store(&[
        r#"CREATE TABLE "P" ("id" INTEGER PRIMARY KEY)"#,
        r#"CREATE TABLE "C" ("id" INTEGER PRIMARY KEY, "p" INTEGER, FOREIGN KEY ("p") REFERENCES "P" ("id"))"#,
        r#"INSERT INTO "C" VALUES (1, NULL)"#,
    ]);
    run(&mut bare, r#"DROP TABLE "P" CASCADE"#).unwrap();
    assert_eq!(count(&bare, r#"SELECT * FROM "C""#), 1);
    run(&mut bare, r#"CREATE TABLE "D" ("id" INTEGER)"#).unwrap();
    assert!(run(&mut bare, r#"ALTER TABLE "D" RENAME TO "C""#).is_err());
    assert_eq!(count(&bare, r#"SELECT * FROM "C""#), 1);
    run(&mut bare, r#"ALTER TABLE "C" DROP COLUMN "id""#).unwrap();
    run(&mut bare, r#"INSERT INTO "C" VALUES (NULL)"#).unwrap();
    assert_eq!(
        count(&bare, r#"SELECT * FROM "C""#),
        2,
        "without its key, too"
    );
}

#[test]
fn tables_may_point_to_each_other_and_to_unique_columns() {
    let mut database = Database::new(&[
        "A: id pk auto, code string unique, bId integer?",
        "B: id pk auto, aCode string? > A.code setnull cascade",
    ]);
    let column = column("bId integer? > B.id setnull");
    database
        .migrate(vec![Operation::ChangeColumn {
            table: "A".to_owned(),
            column,
        }])
        .unwrap();
    database.insert("A", "code", &[r#"["x"]"#]).unwrap();
    database.insert("B", "aCode", &[r#"["x"]"#]).unwrap();
    database.update("A", "1", "bId", "[1]").unwrap();
    database.update("A", "1", "code", r#"["y"]"#).unwrap();
    assert_eq!(database.rows("B"), "1, y");
    database.delete("B", &["1"]).unwrap();
    assert_eq!(database.rows("A"), "1, y, null");
}

#[test]
fn names_are_taken_as_they_are() {
    let names = [
        "select",
        "Ünïcode 日本",
        "a\"b",
        "semi;colon -- '",
        "Mixed",
        "mixed",
        "GLUE",
        " x ",
    ];
    for name in names {
        let mut definition = table("T: id pk auto, v string?, unique v id");
        definition.name = name.to_owned();
        definition.columns[1].name = name.to_owned();
        definition.unique_keys[0][0] = name.to_owned();
        let mut database = Database::new(&[]);
        database
            .migrate(vec![Operation::CreateTable { table: definition }])
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let insert = |text: &str| Step::Insert {
            table: name.to_owned(),
            columns: vec![name.to_owned()],
            rows: vec![vec![Value::Text(text.to_owned())]],
        };
        database.apply(vec![insert("a"), insert("b")]).unwrap();
        let row = database.row_id(name, "1");
        let values = vec![(name.to_owned(), Value::Text("c".to_owned()))];
        database
            .apply(vec![Step::Update {
                table: name.to_owned(),
                row,
                values,
            }])
            .unwrap();
        database
            .apply(vec![Step::Delete {
                table: name.to_owned(),
                rows: vec![row],
            }])
            .unwrap();
        assert_eq!(database.rows(name), "2, b", "{name}");
        let to = format!("{name}{name}");
        let rename = Operation::RenameColumn {
            table: name.to_owned(),
            from: name.to_owned(),
            to: to.clone(),
        };
        database
            .migrate(vec![
                rename,
                Operation::RenameTable {
                    from: name.to_owned(),
                    to: to.clone(),
                },
            ])
            .unwrap();
        database
            .migrate(vec![Operation::RemoveColumn {
                table: to.clone(),
                column: to.clone(),
            }])
            .unwrap();
        assert_eq!(database.rows(&to), "2", "{name}");
    }
}

#[test]
fn writes_by_key_do_not_read_the_table() {
    let mut database = Database::new(&["T: id pk auto, n integer?"]);
    let rows: Vec<String> = (0..20_000).map(|n| format!("[{n}]")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    database.insert("T", "n", &rows).unwrap();
    // In a debug build a scan of the table takes some 100 ms, a write by index less than one.
    let start = std::time::Instant::now();
    let mut store = database.session.store().clone();
    for id in 1..=200 {
        let update = format!(r#"UPDATE "T" SET "n" = 0 WHERE "id" = {id}"#);
        run(&mut store, &update).unwrap();
        let (first, second) = (id + 1000, id + 2000);
        let delete = format!(r#"DELETE FROM "T" WHERE "id" IN ({first}, {second})"#);
        run(&mut store, &delete).unwrap();
    }
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    assert_eq!(store.table("T").unwrap().rows().len(), 20_000 - 400);
}
