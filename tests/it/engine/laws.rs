//! What holds whatever is done: rows against a naive model, states kept and brought back.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use relata::engine::protocol::{Command, Dump, EngineError, Reply, Revision, RowId, Step};
use relata::engine::session::Session;
use relata::orm::migration::Operation;
use relata::orm::schema::ReferentialAction;
use relata::orm::sql::{Reference, Table};
use relata::orm::value::Value;

use super::notation::{Database, column, table};

/// A row of the model: small numbers or null.
type Row = Vec<Option<i64>>;

/// The rows of the model by table and by the order of their making.
type Model = BTreeMap<String, BTreeMap<u32, Row>>;

/// What a test does to rows. Rows and values are picked by number, among those there are.
#[derive(Debug, Clone)]
enum Act {
    Insert(usize, Row),
    Update(usize, usize, usize, Option<i64>),
    Delete(usize, Vec<usize>),
}

fn any_act() -> impl Strategy<Value = Act> {
    let value = || prop_oneof![1 => Just(None), 5 => (1..6_i64).prop_map(Some)];
    prop_oneof![
        4 => (0..3_usize, prop::collection::vec(value(), 4)).prop_map(|(table, row)| Act::Insert(table, row)),
        3 => (0..3_usize, 0..6_usize, 0..4_usize, value()).prop_map(|(table, row, place, value)| Act::Update(table, row, place, value)),
        2 => (0..3_usize, prop::collection::vec(0..6_usize, 1..3)).prop_map(|(table, rows)| Act::Delete(table, rows)),
    ]
}

fn any_action() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["cascade", "setnull", "restrict", "noaction"])
}

/// Three tables that point to each other and to themselves, with those actions.
fn tables(actions: &[(&str, &str)]) -> Vec<Table> {
    let of = |place: usize| format!("{} {}", actions[place].0, actions[place].1);
    vec![
        table(&format!(
            "A: id integer pk, code integer? unique, aId integer? > A.id {}, n integer?",
            of(0)
        )),
        table(&format!(
            "B: id integer pk, aId integer? > A.id {}, aCode integer? > A.code {}, n integer",
            of(1),
            of(2)
        )),
        table(&format!(
            "C: bId integer pk > B.id {}, aId integer pk > A.id {}, cId integer? unique, n integer?, unique cId n",
            of(3),
            of(4)
        )),
    ]
}

/// A naive database: change, follow every action to the end, then check everything.
struct Naive<'a> {
    tables: &'a [Table],
    model: Model,
}

impl Naive<'_> {
    fn place(&self, table: &str, column: &str) -> usize {
        let table = self
            .tables
            .iter()
            .find(|other| other.name == table)
            .unwrap();
        table
            .columns
            .iter()
            .position(|other| other.name == column)
            .unwrap()
    }

    fn references(&self) -> Vec<(String, usize, Reference)> {
        let mut all = Vec::new();
        for table in self.tables {
            for (place, column) in table.columns.iter().enumerate() {
                if let Some(reference) = &column.references {
                    all.push((table.name.clone(), place, reference.clone()));
                }
            }
        }
        all
    }

    /// Whether every constraint holds.
    fn holds(&self) -> bool {
        self.tables.iter().all(|table| {
            let rows = &self.model[&table.name];
            let mut keys: Vec<Vec<usize>> = vec![
                (0..table.columns.len())
                    .filter(|place| table.columns[*place].primary_key)
                    .collect(),
            ];
            keys.extend(
                (0..table.columns.len())
                    .filter(|place| table.columns[*place].unique)
                    .map(|place| vec![place]),
            );
            keys.extend(table.unique_keys.iter().map(|key| {
                key.iter()
                    .map(|name| self.place(&table.name, name))
                    .collect()
            }));
            let no_nulls = rows.values().all(|row| {
                row.iter().zip(&table.columns).all(|(value, column)| {
                    value.is_some() || (column.allow_null && !column.primary_key)
                })
            });
            let no_twins = keys.iter().all(|key| {
                let mut seen = BTreeSet::new();
                rows.values().all(|row| {
                    let values: Option<Vec<i64>> = key.iter().map(|place| row[*place]).collect();
                    values.is_none_or(|values| seen.insert(values))
                })
            });
            no_nulls && no_twins
        }) && self.references().iter().all(|(table, place, reference)| {
            let target = self.place(&reference.table, &reference.column);
            self.model[table].values().all(|row| {
                row[*place].is_none_or(|value| {
                    self.model[&reference.table]
                        .values()
                        .any(|other| other[target] == Some(value))
                })
            })
        })
    }

    /// Follows a key that changed from `old` to `new`. False where it may not.
    fn follow(&mut self, table: &str, place: usize, old: Option<i64>, new: Option<i64>) -> bool {
        if old == new || old.is_none() {
            return true;
        }
        for (by, by_place, reference) in self.references() {
            if reference.table != table || self.place(table, &reference.column) != place {
                continue;
            }
            let rows: Vec<u32> = self.model[&by]
                .iter()
                .filter(|(_, row)| row[by_place] == old)
                .map(|(id, _)| *id)
                .collect();
            let value = match reference.on_update {
                _ if rows.is_empty() => continue,
                ReferentialAction::Cascade => new,
                ReferentialAction::SetNull => None,
                ReferentialAction::Restrict | ReferentialAction::NoAction => return false,
            };
            for id in &rows {
                self.model.get_mut(&by).unwrap().get_mut(id).unwrap()[by_place] = value;
            }
            if !self.follow(&by, by_place, old, value) {
                return false;
            }
        }
        true
    }

    /// Deletes rows. False where it may not.
    fn delete(&mut self, table: &str, named: &BTreeSet<u32>) -> bool {
        let mut doomed: BTreeSet<(String, u32)> =
            named.iter().map(|id| (table.to_owned(), *id)).collect();
        let mut nulls = Vec::new();
        let mut held = Vec::new();
        loop {
            let before = doomed.len();
            nulls.clear();
            held.clear();
            for (by, place, reference) in self.references() {
                let target = self.place(&reference.table, &reference.column);
                let gone: BTreeSet<i64> = doomed
                    .iter()
                    .filter(|(table, _)| *table == reference.table)
                    .filter_map(|(table, id)| self.model[table][id][target])
                    .collect();
                for (id, row) in &self.model[&by] {
                    if row[place].is_none_or(|value| !gone.contains(&value)) {
                        continue;
                    }
                    match reference.on_delete {
                        ReferentialAction::Cascade => {
                            doomed.insert((by.clone(), *id));
                        }
                        ReferentialAction::SetNull => nulls.push((by.clone(), *id, place)),
                        ReferentialAction::Restrict if by == table && named.contains(id) => {}
                        ReferentialAction::Restrict => return false,
                        ReferentialAction::NoAction => held.push((by.clone(), *id)),
                    }
                }
            }
            if doomed.len() == before {
                break;
            }
        }
        if held.iter().any(|row| !doomed.contains(row)) {
            return false;
        }
        for (by, id, place) in nulls {
            if !doomed.contains(&(by.clone(), id)) {
                self.model.get_mut(&by).unwrap().get_mut(&id).unwrap()[place] = None;
            }
        }
        for (table, id) in doomed {
            self.model.get_mut(&table).unwrap().remove(&id);
        }
        true
    }
}

/// The rows of the database in the model's form.
fn read(database: &mut Database, tables: &[Table]) -> Model {
    let rows = tables.iter().map(|table| {
        let rows = database
            .read(&table.name)
            .rows
            .into_iter()
            .map(|(id, row)| {
                let numbers = row.into_iter().map(|value| match value {
                    Value::Integer(number) => Some(number),
                    Value::Null => None,
                    other => panic!("{other:?}"),
                });
                (id.0, numbers.collect())
            });
        (table.name.clone(), rows.collect())
    });
    rows.collect()
}

fn as_value(value: Option<i64>) -> Value {
    value.map_or(Value::Null, Value::Integer)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn rows_are_what_a_naive_model_has(
        actions in prop::collection::vec((any_action(), any_action()), 5),
        acts in prop::collection::vec(any_act(), 1..40),
    ) {
        let tables = tables(&actions);
        let mut database = Database::new(&[]);
        database.migrate(tables.iter().map(|table| Operation::CreateTable { table: table.clone() }).collect()).unwrap();
        for act in acts {
            let before = read(&mut database, &tables);
            let mut naive = Naive { tables: &tables, model: before.clone() };
            let ids = |table: usize| before[&tables[table].name].keys().copied().collect::<Vec<_>>();
            let (step, is_followed) = match &act {
                Act::Insert(at, row) => {
                    let table = &tables[*at];
                    let next = database.session.store().table(&table.name).unwrap().rows().next();
                    naive.model.get_mut(&table.name).unwrap().insert(next.0, row.clone());
                    let columns = table.columns.iter().map(|column| column.name.clone()).collect();
                    let rows = vec![row.iter().copied().map(as_value).collect()];
                    (Step::Insert { table: table.name.clone(), columns, rows }, true)
                }
                Act::Update(at, row, place, value) => {
                    let (table, ids) = (&tables[*at], ids(*at));
                    let Some(id) = ids.get(*row) else { continue };
                    let old = before[&table.name][id][*place];
                    naive.model.get_mut(&table.name).unwrap().get_mut(id).unwrap()[*place] = *value;
                    // The changed column must point to a row before others follow it.
                    let points = naive.references().iter().all(|(by, by_place, reference)| {
                        let target = naive.place(&reference.table, &reference.column);
                        (by, by_place) != (&table.name, place)
                            || value.is_none()
                            || naive.model[&reference.table].values().any(|other| other[target] == *value)
                    });
                    let is_followed = points && naive.follow(&table.name, *place, old, *value);
                    let values = vec![(table.columns[*place].name.clone(), as_value(*value))];
                    (Step::Update { table: table.name.clone(), row: RowId(*id), values }, is_followed)
                }
                Act::Delete(at, rows) => {
                    let (table, ids) = (&tables[*at], ids(*at));
                    let named: BTreeSet<u32> = rows.iter().filter_map(|row| ids.get(*row).copied()).collect();
                    if named.is_empty() {
                        continue;
                    }
                    let is_followed = naive.delete(&table.name, &named);
                    (Step::Delete { table: table.name.clone(), rows: named.into_iter().map(RowId).collect() }, is_followed)
                }
            };
            let is_allowed = is_followed && naive.holds();
            let result = database.apply(vec![step]);
            prop_assert_eq!(result.is_ok(), is_allowed, "{:?} on {:?} gave {:?}", act, before, result);
            let expected = if is_allowed { naive.model } else { before };
            prop_assert_eq!(read(&mut database, &tables), expected, "{:?}", act);
        }
    }
}

/// Operations on the story's tables that can be undone without loss, each with its reverse.
fn reversible() -> Vec<(Operation, Operation)> {
    let posts = "Posts".to_owned();
    let add = |notation: &str| {
        let column = column(notation);
        let remove = Operation::RemoveColumn {
            table: "Posts".to_owned(),
            column: column.name.clone(),
        };
        (
            Operation::AddColumn {
                table: "Posts".to_owned(),
                column,
            },
            remove,
        )
    };
    let change = |before: &str, after: &str| {
        let to = |notation: &str| Operation::ChangeColumn {
            table: "Posts".to_owned(),
            column: column(notation),
        };
        (to(after), to(before))
    };
    let rename = |from: &str, to: &str| {
        let rename = |from: &str, to: &str| Operation::RenameColumn {
            table: "Posts".to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        };
        (rename(from, to), rename(to, from))
    };
    let tags = table("Tags: postId integer pk > Posts.id, name string pk, unique name");
    let key = vec!["title".to_owned(), "id".to_owned()];
    vec![
        add("nick string? unique"),
        add("mood enum(good|bad) =\"good\""),
        add("token uuid =uuid"),
        add("parentId integer? > Posts.id setnull"),
        change("title string(40)?", "title text"),
        change("score integer?", "score decimal(10.2)?"),
        change("score integer?", "score string(20)?"),
        change("userId integer? > Users.id setnull", "userId integer?"),
        change(
            "userId integer? > Users.id setnull",
            "userId integer? > Users.id cascade noaction",
        ),
        rename("title", "heading"),
        rename("id", "postId"),
        (
            Operation::CreateTable { table: tags },
            Operation::DropTable {
                table: "Tags".to_owned(),
            },
        ),
        (
            Operation::AddUnique {
                table: posts.clone(),
                columns: key.clone(),
            },
            Operation::RemoveUnique {
                table: posts.clone(),
                columns: key,
            },
        ),
        (
            Operation::RenameTable {
                from: posts.clone(),
                to: "Essays".to_owned(),
            },
            Operation::RenameTable {
                from: "Essays".to_owned(),
                to: posts,
            },
        ),
    ]
}

fn story(rows: &[(u8, Option<u8>)]) -> Database {
    let mut database = Database::new(&[
        "Users: id pk auto, name string",
        "Posts: id pk auto, title string(40)?, score integer?, userId integer? > Users.id setnull",
    ]);
    for n in 0..3 {
        database
            .insert("Users", "name", &[&format!(r#"["user {n}"]"#)])
            .unwrap();
    }
    for (score, user) in rows {
        let user = user.map_or("null".to_owned(), |user| (user % 3 + 1).to_string());
        database
            .insert(
                "Posts",
                "title score userId",
                &[&format!(r#"["title {score}", {score}, {user}]"#)],
            )
            .unwrap();
    }
    database
}

/// The state a reply says the session stands at.
fn revision_of(reply: Result<Reply, EngineError>) -> Revision {
    match reply {
        Ok(Reply::Done { revision, .. }) => revision,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn up_then_down_is_where_it_began(
        rows in prop::collection::vec((any::<u8>(), any::<Option<u8>>()), 0..8),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..5),
    ) {
        let mut database = story(&rows);
        let choices = reversible();
        let mut down = Vec::new();
        let mut used = BTreeSet::new();
        for pick in picks {
            let (up, back) = pick.get(&choices).clone();
            // A column changed twice would not come straight back: 5 to 5.00 to '5.00'.
            let what = match &up {
                Operation::ChangeColumn { column, .. } => column.name.clone(),
                other => format!("{other:?}"),
            };
            if !used.insert(what) {
                continue;
            }
            let before = database.state();
            // One that speaks of what an earlier one renamed is refused, and changes nothing.
            if database.migrate(vec![up]).is_ok() {
                down.push((back, before));
            } else {
                prop_assert_eq!(database.state(), before);
            }
        }
        while let Some((back, before)) = down.pop() {
            database.migrate(vec![back]).unwrap();
            prop_assert_eq!(database.state(), before);
        }
    }

    #[test]
    fn states_are_brought_back_by_restore_by_replay_and_by_dump(
        rows in prop::collection::vec((any::<u8>(), any::<Option<u8>>()), 0..5),
        acts in prop::collection::vec((any::<u8>(), any::<u8>()), 1..15),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut database = story(&rows);
        let choices = reversible();
        let mut states = BTreeMap::new();
        for (what, n) in acts {
            let revision = match what % 5 {
                0 => database.insert("Posts", "title score", &[&format!(r#"["t", {n}]"#)]),
                1 => database.migrate(vec![choices[usize::from(n) % choices.len()].0.clone()]),
                2 => {
                    let ids: Vec<_> = database.read("Users").rows.iter().map(|(id, _)| *id).collect();
                    let Some(id) = ids.get(usize::from(n) % 3) else { continue };
                    database.apply(vec![Step::Delete { table: "Users".to_owned(), rows: vec![*id] }])
                }
                3 => database.insert("Users", "id name", &[&format!(r#"[{n}, "by hand"]"#)]),
                _ => database.apply(vec![
                    Step::Insert { table: "Users".to_owned(), columns: vec!["name".to_owned()], rows: vec![vec![Value::Text("x".to_owned())]] },
                    Step::Insert { table: "Users".to_owned(), columns: vec!["name".to_owned()], rows: vec![vec![if n % 2 == 0 { Value::Null } else { Value::Text("y".to_owned()) }]] },
                ]),
            };
            if let Ok(revision) = revision {
                states.insert(revision, database.state());
            }
        }
        let Some((last, _)) = states.last_key_value().map(|(revision, state)| (*revision, state.clone())) else { return Ok(()) };

        for (revision, state) in &states {
            prop_assert_eq!(revision_of(database.session.execute(Command::Restore(*revision))), *revision);
            prop_assert_eq!(&database.state(), state);
        }

        let mut replayed = Database::new(&[]);
        let changes = database.changes.clone();
        let load = |base: Option<Dump>, changes: Vec<_>| Command::Load { base, changes, revision: last };
        revision_of(replayed.session.execute(load(None, changes.clone())));
        for (revision, state) in states.iter().rev() {
            revision_of(replayed.session.execute(Command::Restore(*revision)));
            prop_assert_eq!(&replayed.state(), state);
        }

        let base = cut.get(&changes).revision;
        let Ok(Reply::Dumped(dump)) = database.session.execute(Command::Dump(base)) else { panic!("a dump of a kept state") };
        let rest: Vec<_> = changes.iter().filter(|change| change.revision > base).cloned().collect();
        let mut loaded = Database::new(&[]);
        revision_of(loaded.session.execute(load(Some(dump), rest)));
        for (revision, state) in states.iter().filter(|(revision, _)| **revision >= base) {
            revision_of(loaded.session.execute(Command::Restore(*revision)));
            prop_assert_eq!(&loaded.state(), state);
        }
    }

    #[test]
    fn a_damaged_dump_is_refused_and_nothing_else(
        at in any::<prop::sample::Index>(),
        byte in 1..=255_u8,
        cut in any::<prop::sample::Index>(),
        noise in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut database = story(&[(1, None), (2, Some(1))]);
        let revision = Revision(database.changes.len().try_into().unwrap());
        let Ok(Reply::Dumped(dump)) = database.session.execute(Command::Dump(revision)) else { panic!("a dump of a kept state") };
        let before = database.state();
        let mut damaged = dump.bytes.clone();
        *at.get_mut(&mut damaged) ^= byte;
        let short = dump.bytes[..cut.index(dump.bytes.len())].to_vec();
        for bytes in [damaged, short, noise] {
            let command = Command::Load { base: Some(Dump { revision, bytes }), changes: Vec::new(), revision };
            let result = database.session.execute(command);
            let is_refused = matches!(result, Err(EngineError::BadDump { .. }));
            prop_assert!(is_refused, "{:?}", result);
            prop_assert_eq!(&database.state(), &before);
        }
    }
}

#[test]
fn a_revision_that_is_not_kept_is_refused() {
    let mut session = Session::new();
    for command in [Command::Restore(Revision(7)), Command::Dump(Revision(7))] {
        assert_eq!(
            session.execute(command),
            Err(EngineError::NoRevision {
                revision: Revision(7)
            })
        );
    }
    let load = Command::Load {
        base: None,
        changes: Vec::new(),
        revision: Revision(3),
    };
    assert_eq!(
        session.execute(load),
        Err(EngineError::NoRevision {
            revision: Revision(3)
        })
    );
}

#[test]
fn a_database_becomes_another_and_can_come_back() {
    let mut database = story(&[(1, Some(0))]);
    let before = database.state();
    let revision = Revision(database.changes.len().try_into().unwrap());
    let Ok(Reply::Dumped(dump)) = database.session.execute(Command::Dump(revision)) else {
        panic!("a dump of a kept state")
    };
    database.apply(vec![Step::Become(None)]).unwrap();
    assert_eq!(database.state(), "");
    database.apply(vec![Step::Become(Some(dump))]).unwrap();
    assert_eq!(database.state(), before);
}
