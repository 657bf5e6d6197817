//! The tables, behind `GlueSQL`'s traits.
//!
//! Copy-on-write all the way down: a snapshot is one pointer, and a write copies
//! only the chunk of rows and the leaves of indexes that it touches. It runs
//! statements and keeps indexes; what rows are allowed is decided by `session`.

mod alter;
mod definition;
mod index;
mod key;
mod planner;
mod probe;
mod rows;
mod table;
mod traits;

pub use definition::engine_key;
pub use index::{Index, Position};
pub use key::Key;
pub use rows::{Row, Rows};
pub use table::StoredTable;

use std::collections::BTreeMap;
use std::rc::Rc;

use gluesql::core::ast::Statement;
use gluesql::core::store::Planner as _;
use gluesql::prelude::{Error, Payload, Value, execute};

use crate::engine::protocol::RowId;
use crate::orm::sql::Table;

/// All tables at one moment. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    tables: Rc<BTreeMap<String, Rc<StoredTable>>>,
    made: u32,
}

/// The tables as they stand.
#[derive(Debug, Clone, Default)]
pub struct Store {
    now: Snapshot,
    /// What a rollback goes back to.
    saved: Option<Snapshot>,
    /// The only rows the running UPDATE or DELETE can reach, found through an index.
    focus: Option<(String, Vec<RowId>)>,
}

/// What a SELECT returns.
#[derive(Debug, Clone, PartialEq)]
pub struct Selected {
    /// The labels of its columns.
    pub labels: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Value>>,
}

impl Store {
    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&StoredTable> {
        self.now.tables.get(name).map(|table| &**table)
    }

    /// The table of that name, to be written.
    pub fn table_mut(&mut self, name: &str) -> Option<&mut StoredTable> {
        Rc::make_mut(&mut self.now.tables)
            .get_mut(name)
            .map(Rc::make_mut)
    }

    /// All tables, in the order of their making.
    pub fn tables(&self) -> Vec<&StoredTable> {
        let mut tables: Vec<_> = self.now.tables.values().map(|table| &**table).collect();
        tables.sort_by_key(|table| table.made);
        tables
    }

    /// Makes an empty table. One of that name is replaced.
    pub fn create(&mut self, definition: Table) {
        let table = StoredTable::new(definition, self.now.made);
        self.insert(table);
    }

    /// Puts a table with its rows.
    pub fn insert(&mut self, table: StoredTable) {
        self.now.made = self.now.made.max(table.made.saturating_add(1));
        let name = table.definition().name.clone();
        Rc::make_mut(&mut self.now.tables).insert(name, Rc::new(table));
    }

    /// The table of that name as all copies share it.
    pub fn shared(&self, name: &str) -> Option<&Rc<StoredTable>> {
        self.now.tables.get(name)
    }

    /// Puts a table as another copy has it.
    pub fn put_shared(&mut self, name: &str, table: Rc<StoredTable>) {
        self.now.made = self.now.made.max(table.made.saturating_add(1));
        Rc::make_mut(&mut self.now.tables).insert(name.to_owned(), table);
    }

    /// Whether nothing was written since that copy of it.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.now.tables, &other.now.tables)
    }

    /// Drops a table and its rows, whatever references it.
    pub fn remove(&mut self, name: &str) -> Option<Rc<StoredTable>> {
        Rc::make_mut(&mut self.now.tables).remove(name)
    }

    /// The state to come back to.
    pub fn snapshot(&self) -> Snapshot {
        self.now.clone()
    }

    /// Goes back to a state.
    pub fn restore(&mut self, snapshot: &Snapshot) {
        self.now = snapshot.clone();
        self.saved = None;
    }

    /// Runs one statement through `GlueSQL`. What it wrote before an error is undone.
    ///
    /// # Errors
    /// What `GlueSQL` refuses.
    pub fn execute(&mut self, statement: Statement) -> Result<Payload, Error> {
        let plan = self.plan(statement.into())?;
        self.focus = planner::focus(self, &plan);
        let result = execute(self, &plan);
        self.focus = None;
        result
    }

    /// Runs one SELECT through `GlueSQL`.
    ///
    /// # Errors
    /// What `GlueSQL` refuses, and statements that are no SELECT.
    pub fn select(&self, statement: Statement) -> Result<Selected, Error> {
        // `execute` wants a store it may write; a copy is one pointer.
        let mut copy = self.clone();
        match copy.execute(statement)? {
            Payload::Select { labels, rows } => Ok(Selected { labels, rows }),
            _ => Err(Error::StorageMsg(
                "the statement returns no rows".to_owned(),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use gluesql::prelude::{parse, translate};

    use super::*;

    fn read(sql: &str) -> Statement {
        let statements = parse(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        translate(&statements[0]).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    impl Store {
        fn run(&mut self, sql: &str) -> Result<Payload, Error> {
            self.execute(read(sql))
        }
    }

    fn store(statements: &[&str]) -> Store {
        let mut store = Store::default();
        for sql in statements {
            store
                .run(sql)
                .unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
        store
    }

    fn users() -> Store {
        store(&[
            r#"CREATE TABLE "Users" ("id" INTEGER NOT NULL PRIMARY KEY, "name" TEXT, "age" INTEGER)"#,
            r#"INSERT INTO "Users" ("id", "name", "age") VALUES (2, 'Bob', 40), (1, 'Ann', 30), (3, NULL, NULL)"#,
        ])
    }

    fn ids(store: &Store, sql: &str) -> Vec<i64> {
        let rows = store
            .select(read(sql))
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
            .rows;
        rows.iter()
            .map(|row| {
                if let Value::I64(id) = row[0] {
                    id
                } else {
                    panic!("no id in {row:?}")
                }
            })
            .collect()
    }

    #[test]
    fn rows_are_written_and_found_by_key() {
        let mut store = users();
        assert_eq!(
            ids(&store, r#"SELECT "id" FROM "Users" WHERE "id" = 2"#),
            [2]
        );
        assert_eq!(
            ids(&store, r#"SELECT "id" FROM "Users" ORDER BY "id" DESC"#),
            [3, 2, 1]
        );
        assert_eq!(
            ids(&store, r#"SELECT "id" FROM "Users" WHERE "id" > 1.5"#),
            [2, 3]
        );
        store
            .run(r#"UPDATE "Users" SET "age" = 41 WHERE "id" = 2"#)
            .unwrap();
        store
            .run(r#"DELETE FROM "Users" WHERE "id" IN (1, 9)"#)
            .unwrap();
        assert_eq!(
            ids(&store, r#"SELECT "age" FROM "Users" WHERE "id" = 2"#),
            [41]
        );
        assert_eq!(store.table("Users").unwrap().rows().len(), 2);
    }

    #[test]
    fn a_statement_that_fails_leaves_nothing() {
        let mut store = users();
        let sql = r#"INSERT INTO "Users" ("id", "name") VALUES (7, 'x'), (7, 'y')"#;
        assert!(
            store.run(sql).is_err(),
            "GlueSQL lets keys repeat within one batch; the store does not"
        );
        assert_eq!(store.table("Users").unwrap().rows().len(), 3);
    }

    #[test]
    fn a_transaction_rolls_back_tables_and_rows() {
        let mut store = users();
        store.run("BEGIN").unwrap();
        store.run(r#"DELETE FROM "Users""#).unwrap();
        store
            .run(r#"ALTER TABLE "Users" RENAME TO "People""#)
            .unwrap();
        store.run(r#"CREATE TABLE "Posts" ("id" INTEGER)"#).unwrap();
        store.run("ROLLBACK").unwrap();
        assert_eq!(
            ids(&store, r#"SELECT "id" FROM "Users" ORDER BY "id""#),
            [1, 2, 3]
        );
        assert_eq!(store.tables().len(), 1);
    }

    #[test]
    fn columns_change_and_rows_stay() {
        let mut store = users();
        store
            .run(r#"ALTER TABLE "Users" ADD COLUMN "nick" TEXT DEFAULT 'no ''one'''"#)
            .unwrap();
        store
            .run(r#"ALTER TABLE "Users" RENAME COLUMN "age" TO "years""#)
            .unwrap();
        store
            .run(r#"ALTER TABLE "Users" DROP COLUMN "name""#)
            .unwrap();
        let selected = store
            .select(read(r#"SELECT * FROM "Users" WHERE "id" = 1"#))
            .unwrap();
        assert_eq!(selected.labels, ["id", "years", "nick"]);
        assert_eq!(
            selected.rows,
            [[
                Value::I64(1),
                Value::I64(30),
                Value::Str("no 'one'".to_owned())
            ]]
        );
    }

    #[test]
    fn a_snapshot_keeps_what_was() {
        let mut store = users();
        let before = store.snapshot();
        store
            .run(r#"UPDATE "Users" SET "name" = 'Eve' WHERE "id" = 1"#)
            .unwrap();
        store.restore(&before);
        let name = store
            .select(read(r#"SELECT "name" FROM "Users" WHERE "id" = 1"#))
            .unwrap()
            .rows;
        assert_eq!(name, [[Value::Str("Ann".to_owned())]]);
    }
}
