//! Times `findAll` with `include` of a `hasMany`, natively: 1k, 10k and 100k users with 10 posts each.
//!
//! `cargo run --release --example bench_find`

use std::sync::OnceLock;
use std::time::Instant;

use relata::engine::convert::to_engine;
use relata::engine::find::find;
use relata::engine::store::Store;
use relata::orm::query::{Find, Include};
use relata::orm::schema::{AssociationKind, Schema};
use relata::orm::sql::tables;
use relata::orm::value::Value;
use relata::project::story;

/// How many posts each user has.
const POSTS: u32 = 10;

/// Milliseconds since the first call.
fn clock() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1000.0
}

/// The story's tables with so many users.
fn store(schema: &Schema, users: u32) -> Store {
    let mut store = Store::default();
    for table in tables(schema) {
        let count = match table.name.as_str() {
            "Users" => users,
            "Posts" => users * POSTS,
            _ => 0,
        };
        let name = table.name.clone();
        store.create(table.clone());
        let Some(stored) = store.table_mut(&name) else {
            continue;
        };
        for number in 0..count {
            let value = |name: &str| match name {
                "id" => Value::Integer(i64::from(number + 1)),
                "userId" => Value::Integer(i64::from(number / POSTS + 1)),
                "createdAt" | "updatedAt" => Value::Text("2024-01-01T00:00:00.000Z".into()),
                other => Value::Text(format!("{other} {number}")),
            };
            let row = table
                .columns
                .iter()
                .filter_map(|column| to_engine(&column.data_type, &value(&column.name)));
            stored.append(row.collect());
        }
    }
    store
}

fn main() {
    let schema = story().schema;
    let Some(posts) = schema
        .associations
        .iter()
        .find(|association| matches!(association.kind, AssociationKind::HasMany { .. }))
    else {
        return;
    };
    let asked = Find {
        include: vec![Include::of(posts.id)],
        ..Find::all(posts.source)
    };
    for users in [1_000, 10_000, 100_000] {
        let store = store(&schema, users);
        let mut times: Vec<f64> = Vec::new();
        for _ in 0..5 {
            match find(&store, &schema, &asked, clock) {
                Ok(found) => {
                    times.push(found.milliseconds);
                    if times.len() == 5 {
                        let parts = found
                            .statements
                            .iter()
                            .map(|statement| format!("{:.1}", statement.milliseconds));
                        println!(
                            "{:>7} × {POSTS}: parts {}, {} MB of JSON",
                            users,
                            parts.collect::<Vec<_>>().join(" + "),
                            found.json.len() / 1_000_000
                        );
                    }
                }
                Err(error) => println!("{error}"),
            }
        }
        times.sort_by(f64::total_cmp);
        println!("{users:>7} × {POSTS}: {:.1} ms, median of 5", times[2]);
    }
}
