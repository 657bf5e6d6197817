//! Transactions side by side, bulk inserts, and what the catalog tells in types.

use expect_test::expect;
use gluesql::prelude::Value;
use relata::engine::postgres::{Conflict, Database};

use super::{answer, database};

fn users() -> Database {
    let mut database = database();
    for sql in [
        r#"CREATE TABLE "Users" ("id" SERIAL PRIMARY KEY, "name" TEXT UNIQUE, "age" INTEGER DEFAULT 1)"#,
        r#"CREATE TABLE "Posts" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "Users" ("id"))"#,
        r#"INSERT INTO "Users" ("name") VALUES ('a'), ('b')"#,
    ] {
        database.execute(None, sql).expect("the tables can be made");
    }
    database
}

const ALL: &str = r#"SELECT "id", "name", "age" FROM "Users" ORDER BY "id""#;

#[test]
fn a_transaction_sees_its_own_writes_and_what_others_committed() {
    let mut database = users();
    let one = database.begin();
    let other = database.begin();
    database
        .execute(Some(one), r#"INSERT INTO "Users" ("name") VALUES ('one')"#)
        .unwrap();
    database
        .execute(
            Some(other),
            r#"UPDATE "Users" SET "age" = 5 WHERE "id" = 1"#,
        )
        .unwrap();
    expect![[r#"
        id|name|age
        1|a|1
        2|b|1
        3|one|1
    "#]]
    .assert_eq(&answer(&mut database, Some(one), ALL));
    database.commit(other).unwrap();
    expect![[r#"
        id|name|age
        1|a|5
        2|b|1
        3|one|1
    "#]]
    .assert_eq(&answer(&mut database, Some(one), ALL));
    expect![[r#"
        id|name|age
        1|a|5
        2|b|1
    "#]]
    .assert_eq(&answer(&mut database, None, ALL));
    database.commit(one).unwrap();
    expect![[r#"
        id|name|age
        1|a|5
        2|b|1
        3|one|1
    "#]]
    .assert_eq(&answer(&mut database, None, ALL));
}

#[test]
fn two_that_change_one_row_both_count() {
    let mut database = users();
    let one = database.begin();
    database
        .execute(Some(one), r#"UPDATE "Users" SET "age" = 7 WHERE "id" = 1"#)
        .unwrap();
    database
        .execute(None, r#"UPDATE "Users" SET "name" = 'z' WHERE "id" = 1"#)
        .unwrap();
    database.commit(one).unwrap();
    expect![[r#"
        id|name|age
        1|z|7
        2|b|1
    "#]]
    .assert_eq(&answer(&mut database, None, ALL));
}

#[test]
fn a_strict_transaction_fails_where_another_wrote() {
    let mut database = users();
    let one = database.begin();
    database
        .execute(Some(one), "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        .unwrap();
    database
        .execute(Some(one), r#"UPDATE "Users" SET "age" = 7 WHERE "id" = 1"#)
        .unwrap();
    database
        .execute(None, r#"UPDATE "Users" SET "age" = 8 WHERE "id" = 1"#)
        .unwrap();
    expect![[r#"
        id|name|age
        1|a|7
        2|b|1
    "#]]
    .assert_eq(&answer(&mut database, Some(one), ALL));
    let error = database.commit(one).unwrap_err();
    assert_eq!(error.code, "40001");
}

#[test]
fn a_name_two_transactions_take_is_refused_the_second() {
    let mut database = users();
    let one = database.begin();
    let other = database.begin();
    for id in [one, other] {
        database
            .execute(Some(id), r#"INSERT INTO "Users" ("name") VALUES ('same')"#)
            .unwrap();
    }
    database.commit(one).unwrap();
    let error = database.commit(other).unwrap_err();
    assert_eq!(error.code, "23505");
    assert_eq!(error.constraint.as_deref(), Some("Users_name_key"));
}

#[test]
fn a_parent_gone_meanwhile_is_missed() {
    let mut database = users();
    let one = database.begin();
    database
        .execute(Some(one), r#"INSERT INTO "Posts" ("userId") VALUES (2)"#)
        .unwrap();
    database
        .execute(None, r#"DELETE FROM "Users" WHERE "id" = 2"#)
        .unwrap();
    assert_eq!(database.commit(one).unwrap_err().code, "23503");
}

#[test]
fn a_transaction_that_failed_commits_nothing() {
    let mut database = users();
    let one = database.begin();
    database
        .execute(Some(one), r#"UPDATE "Users" SET "age" = 9"#)
        .unwrap();
    database.execute(Some(one), "SELECT nope").unwrap_err();
    assert_eq!(database.commit(one).unwrap().command, "ROLLBACK");
    expect![[r#"
        id|name|age
        1|a|1
        2|b|1
    "#]]
    .assert_eq(&answer(&mut database, None, ALL));
}

#[test]
fn many_rows_are_inserted_without_text() {
    let mut database = users();
    let columns = ["id", "name", "age"].map(str::to_owned);
    let row = |name: &str, age: Value| vec![Value::Null, Value::Str(name.to_owned()), age];
    let rows = vec![row("c", Value::I64(3)), row("d", Value::Str("4".into()))];
    let returning = ["id".to_owned(), "age".to_owned()];
    let outcome = database
        .insert(None, "Users", &columns, rows, Conflict::Fail, &returning)
        .unwrap();
    assert_eq!(
        outcome.rows.into_rows(),
        [
            [Value::I64(3), Value::I64(3)],
            [Value::I64(4), Value::I64(4)]
        ]
    );
    let again = vec![row("c", Value::I64(30)), row("e", Value::Null)];
    let refused = database.insert(None, "Users", &columns, again.clone(), Conflict::Fail, &[]);
    assert_eq!(refused.unwrap_err().code, "23505");
    let ignored = database
        .insert(
            None,
            "Users",
            &columns,
            again.clone(),
            Conflict::Ignore,
            &[],
        )
        .unwrap();
    assert_eq!(ignored.count, 1);
    let update = Conflict::Update {
        target: vec!["name".to_owned()],
        columns: vec!["age".to_owned()],
        predicate: None,
        condition: None,
    };
    let updated = database
        .insert(None, "Users", &columns, again, update, &returning[1..])
        .unwrap();
    assert_eq!(updated.rows.into_rows(), [[Value::I64(30)], [Value::Null]]);
}

#[test]
fn the_catalog_tells_in_types() {
    let mut database = users();
    database
        .execute(
            None,
            r#"COMMENT ON COLUMN "Users"."name" IS 'what people call them'"#,
        )
        .unwrap();
    let columns = database.describe(None, "Users").unwrap();
    let lines: Vec<String> = columns
        .iter()
        .map(|column| {
            format!(
                "{} {} null={} pk={} default={:?} comment={:?}\n",
                column.name,
                column.type_text,
                column.allow_null,
                column.primary_key,
                column.default,
                column.comment
            )
        })
        .collect();
    expect![[r#"
        id INTEGER null=false pk=true default=Some("nextval('\"Users_id_seq\"'::regclass)") comment=None
        name TEXT null=true pk=false default=None comment=Some("what people call them")
        age INTEGER null=true pk=false default=Some("1") comment=None
    "#]]
    .assert_eq(&lines.concat());
    let keys = database.foreign_keys(None, "Posts");
    assert_eq!(keys.len(), 1);
    assert_eq!(
        (&*keys[0].target, keys[0].on_delete, &*keys[0].name),
        ("Users", "NO ACTION", "Posts_userId_fkey")
    );
    let names: Vec<String> = database
        .constraints(None, "Users")
        .into_iter()
        .map(|constraint| format!("{} {}", constraint.kind, constraint.name))
        .collect();
    assert_eq!(names, ["PRIMARY KEY Users_pkey", "UNIQUE Users_name_key"]);
    let tables: Vec<String> = database
        .tables(None)
        .into_iter()
        .map(|table| table.name)
        .collect();
    assert_eq!(tables, ["Users", "Posts"]);
    assert!(database.describe(None, "Nope").is_none());
}
