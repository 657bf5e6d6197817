//! Statements as values: `GlueSQL` reads just them from the SQL that the page shows.

use expect_test::expect;
use gluesql::prelude::Value as EngineValue;
use proptest::prelude::*;
use relata::engine::convert;
use relata::engine::emit::{self, Statement};
use relata::orm::schema::DataType;
use relata::orm::value::Value;

use super::notation::{column, read, table};

/// The SQL of a statement, read back by `GlueSQL`.
#[track_caller]
fn text(statement: &Statement) -> String {
    let sql = emit::statement(statement);
    let read = read(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    assert_eq!(&read, statement, "{sql}");
    assert!(emit::reads_back(statement, &sql), "{sql}");
    sql
}

fn insert(data_type: DataType, value: EngineValue) -> Statement {
    let mut table = table("T: v integer?");
    table.columns[0].data_type = data_type;
    emit::insert(&table, &[vec![value]])
}

#[test]
fn tables_and_columns_read_back() {
    let made = table(
        "a\"b: id pk auto, n integer =-5, f double? =0.1, m decimal? =\"1.50\", on boolean =true, \
         at date? =\"2024-01-31T12:00:00.000Z\", u uuid? =\"550e8400-e29b-41d4-a716-446655440000\"",
    );
    let all = [
        emit::create_table(&made),
        emit::add_column("a\"b", &column("t string? =\"it's\"")),
        emit::rename_column("T", "a", "b c"),
        emit::drop_column("T", "a;b"),
        emit::rename_table("T", "U"),
        emit::drop_table("T"),
    ];
    let texts: Vec<_> = all.iter().map(text).collect();
    expect![[r#"
        CREATE TABLE "a""b" ("id" INT NOT NULL PRIMARY KEY, "n" INT NOT NULL DEFAULT -5, "f" FLOAT DEFAULT CAST('1e-1' AS FLOAT), "m" DECIMAL DEFAULT CAST('1.50' AS DECIMAL), "on" BOOLEAN NOT NULL DEFAULT TRUE, "at" TIMESTAMP DEFAULT TIMESTAMP '2024-01-31 12:00:00.000', "u" UUID DEFAULT CAST('550e8400-e29b-41d4-a716-446655440000' AS UUID))
        ALTER TABLE "a""b" ADD COLUMN "t" TEXT DEFAULT 'it''s'
        ALTER TABLE "T" RENAME COLUMN "a" TO "b c"
        ALTER TABLE "T" DROP COLUMN "a;b"
        ALTER TABLE "T" RENAME TO "U"
        DROP TABLE "T""#]].assert_eq(&texts.join("\n"));
}

#[test]
fn rows_read_back() {
    let made = table("T: id pk auto, name string?, on boolean?");
    let row = |id, name: &str| {
        vec![
            EngineValue::I64(id),
            EngineValue::Str(name.to_owned()),
            EngineValue::Null,
        ]
    };
    let condition = emit::binary(
        emit::column("id"),
        emit::BinaryOperator::Eq,
        emit::value(&EngineValue::I64(i64::MIN)),
    );
    let all = [
        emit::insert(&made, &[row(1, "Ann"), row(-2, "it's \\ \n'' \"日本\"")]),
        emit::update(
            &made,
            &[(1, EngineValue::Null), (2, EngineValue::Bool(true))],
            Some(condition.clone()),
        ),
        emit::update(&made, &[(1, EngineValue::Null)], None),
        emit::delete("T", Some(condition)),
        emit::delete("T", None),
    ];
    let texts: Vec<_> = all.iter().map(text).collect();
    expect![[r#"
        INSERT INTO "T" ("id", "name", "on") VALUES (1, 'Ann', NULL), (-2, 'it''s \ 
        '''' "日本"', NULL)
        UPDATE "T" SET "name" = NULL, "on" = TRUE WHERE "id" = -9223372036854775808
        UPDATE "T" SET "name" = NULL
        DELETE FROM "T" WHERE "id" = -9223372036854775808
        DELETE FROM "T""#]]
    .assert_eq(&texts.join("\n"));
}

#[test]
fn a_statement_that_is_not_its_text_does_not_read_back() {
    let statement = emit::delete("T", None);
    for sql in [
        "",
        "DELETE",
        r#"DELETE FROM "U""#,
        r#"DELETE FROM "T"; DELETE FROM "T""#,
    ] {
        assert!(!emit::reads_back(&statement, sql), "{sql}");
    }
}

proptest! {
    #[test]
    fn literals_read_back(
        whole in any::<i64>(),
        float in any::<f64>(),
        written in any::<String>(),
        bytes in any::<Vec<u8>>(),
        uuid in any::<u128>(),
        moment in -2e12..4e12,
    ) {
        // A text of Postgres has no NUL.
        let written = written.replace('\0', "");
        let clock = convert::time_of_clock(f64::floor(moment));
        for (data_type, value) in [
            (DataType::BigInt, EngineValue::I64(whole)),
            (DataType::Double, EngineValue::F64(float)),
            (DataType::Text, EngineValue::Str(written)),
            (DataType::Blob, EngineValue::Bytea(bytes)),
            (DataType::Uuid, EngineValue::Uuid(uuid)),
            (DataType::Date, EngineValue::Timestamp(clock)),
            (DataType::DateOnly, EngineValue::Date(clock.date())),
            (DataType::Time, EngineValue::Time(clock.time())),
        ] {
            text(&insert(data_type, value));
        }
        let decimal = Value::Text(format!("{}.{}", whole / 1000, whole.unsigned_abs() % 1000));
        let decimal = convert::to_engine(&DataType::Decimal(None), &decimal).unwrap();
        text(&insert(DataType::Decimal(None), decimal));
    }
}
