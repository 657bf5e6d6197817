//! Whatever is done to rows, they are what a naive model has.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use relata::engine::protocol::{RowId, Step};
use relata::orm::migration::Operation;
use relata::orm::schema::ReferentialAction;
use relata::orm::sql::{Reference, Table};
use relata::orm::value::Value;

use super::notation::{Database, table};

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
