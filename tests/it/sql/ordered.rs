//! ORDER BY with LIMIT: an index whose order it is gives the rows that a sort gives.

use relata::engine::postgres::Database;

/// Two tables of the same rows, with nulls and repeated values; only the first has indexes.
fn database() -> Database {
    let mut database = Database::new(|| 0.0);
    let rows: Vec<String> = (0..600_u32)
        .map(|id| {
            let mixed = id.wrapping_mul(7919) % 600;
            let number = match mixed % 11 {
                0 => "NULL".to_owned(),
                _ => (mixed % 13).to_string(),
            };
            let text = match mixed % 7 {
                0 => "NULL".to_owned(),
                _ => format!("'t{}'", mixed % 40),
            };
            format!(
                "({mixed}, {number}, {text}, {}, '2020-01-{:02}')",
                mixed % 3,
                mixed % 28 + 1
            )
        })
        .collect();
    let rows = rows.join(", ");
    for table in ["with", "without"] {
        run(
            &mut database,
            &format!(
                r#"CREATE TABLE "{table}" ("id" INTEGER NOT NULL UNIQUE, "number" INTEGER, "text" VARCHAR(9), "group" INTEGER NOT NULL, "day" DATE)"#
            ),
        );
        run(
            &mut database,
            &format!(r#"INSERT INTO "{table}" VALUES {rows}"#),
        );
        run(
            &mut database,
            &format!(r#"DELETE FROM "{table}" WHERE "id" % 17 = 3"#),
        );
        run(
            &mut database,
            &format!(r#"UPDATE "{table}" SET "number" = 4 WHERE "id" % 19 = 3"#),
        );
    }
    run(
        &mut database,
        r#"ALTER TABLE "without" DROP CONSTRAINT "without_id_key""#,
    );
    for columns in [
        r#""number""#,
        r#""text""#,
        r#""day""#,
        r#""group", "number""#,
    ] {
        run(
            &mut database,
            &format!(r#"CREATE INDEX ON "with" ({columns})"#),
        );
    }
    database
}

fn run(database: &mut Database, sql: &str) -> String {
    match database.execute(None, sql) {
        Ok(outcome) => format!("{:?}", outcome.rows),
        Err(error) => panic!("{sql}: {error:?}"),
    }
}

#[test]
fn an_index_gives_the_rows_a_sort_gives() {
    let mut database = database();
    let orders: [&[&str]; 8] = [
        &[r#""id""#],
        &[r#""id""#, r#""text""#],
        &[r#""number""#],
        &[r#""number""#, r#""text""#],
        &[r#""text""#],
        &[r#""day""#],
        &[r#""group""#, r#""number""#],
        &[r#""group""#],
    ];
    let directions = ["", " DESC", " NULLS FIRST", " DESC NULLS LAST"];
    let conditions = [
        "",
        r#"WHERE "id" % 5 = 2"#,
        r#"WHERE "text" IS NULL"#,
        r#"WHERE "number" = 4"#,
    ];
    let windows = [
        "",
        "LIMIT 1",
        "LIMIT 20",
        "LIMIT 7 OFFSET 31",
        "LIMIT 0",
        "LIMIT 50 OFFSET 560",
    ];
    for order in orders {
        for direction in directions {
            for condition in conditions {
                for window in windows {
                    let order = order.join(&format!("{direction}, "));
                    let sql = |table: &str| {
                        format!(
                            r#"SELECT * FROM "{table}" AS "t" {condition} ORDER BY {order}{direction} {window}"#
                        )
                    };
                    // The condition on an indexed number reads by that index, oldest first, as a scan.
                    let (with, without) = (sql("with"), sql("without"));
                    assert_eq!(
                        run(&mut database, &with),
                        run(&mut database, &without),
                        "{with}"
                    );
                }
            }
        }
    }
}

#[test]
fn what_is_joined_leaves_the_order() {
    let mut database = database();
    for join in ["LEFT OUTER JOIN", "INNER JOIN", "FULL OUTER JOIN"] {
        for order in [
            r#""a"."text" DESC"#,
            r#""a"."number""#,
            r#""a"."id""#,
            r#""b"."number""#,
        ] {
            let sql = |table: &str| {
                format!(
                    r#"SELECT "a"."id", "b"."id" FROM "{table}" AS "a" {join} "{table}" AS "b" ON "a"."group" = "b"."number" AND "b"."id" < 90 ORDER BY {order}, "b"."id" LIMIT 30 OFFSET 3"#
                )
            };
            let (with, without) = (sql("with"), sql("without"));
            assert_eq!(
                run(&mut database, &with),
                run(&mut database, &without),
                "{with}"
            );
        }
    }
}
