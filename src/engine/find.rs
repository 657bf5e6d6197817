//! Finds: planned, read, nested and written as JSON.
//!
//! The rows of the model come by SQL. What is included comes straight from the
//! store, by index, level by level; `find_by_join` reads all of it in one JOIN
//! through `GlueSQL` instead, and must come to the same (`tests/it/find`).

mod condition;
mod flat;
mod forest;
mod inside;
mod joined;
mod json;
mod outcome;
mod roots;
mod separate;
mod statements;
mod tables;
mod write;

pub(super) use json::string as json_string;

use super::protocol::{EngineError, FlatRows, Found};
use super::session::Clock;
use super::store::Store;
use crate::orm::query::{Find, Plan, QueryError, plan, render};
use crate::orm::schema::Schema;
use forest::{Forest, Level, level_by_index};
use inside::{Inside, Kept};
use statements::Log;
use tables::Tables;

impl From<QueryError> for EngineError {
    fn from(error: QueryError) -> Self {
        Self::Find {
            message: error.to_string(),
        }
    }
}

/// How the rows of includes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strategy {
    /// From the store, by index.
    Index,
    /// By one JOIN through `GlueSQL`.
    Join,
}

/// Runs a find: the model by SQL, what is included by index.
///
/// # Errors
/// A find that Sequelize or Postgres would refuse, and tables that are not there.
pub fn find(
    store: &Store,
    schema: &Schema,
    find: &Find,
    clock: Clock,
) -> Result<Found, EngineError> {
    run(store, schema, find, clock, Strategy::Index)
}

/// Runs a find by one JOIN through `GlueSQL`, nested afterwards: for tests to compare with.
///
/// The release build has no joins: `xtask dist` cuts them out of the engine.
///
/// # Errors
/// As `find`.
pub fn find_by_join(
    store: &Store,
    schema: &Schema,
    find: &Find,
    clock: Clock,
) -> Result<Found, EngineError> {
    run(store, schema, find, clock, Strategy::Join)
}

fn run(
    store: &Store,
    schema: &Schema,
    find: &Find,
    clock: Clock,
    strategy: Strategy,
) -> Result<Found, EngineError> {
    let start = clock();
    let plan = plan(schema, find)?;
    if plan.is_nothing {
        return Ok(Found {
            json: "null".to_owned(),
            count: 0,
            flat: FlatRows::default(),
            join_sql: String::new(),
            statements: Vec::new(),
            milliseconds: clock() - start,
        });
    }
    let mut log = Log::new(clock);
    let tables = Tables::new(store, &plan)?;
    let (roots, kept) = chosen(store, &tables, &mut log)?;
    let forest = match strategy {
        Strategy::Index => Forest::new(&plan, roots, |node, parents| {
            log.level(&tables, node, parents, level_by_index)
        }),
        Strategy::Join => joined::forest(store, &tables, roots, &mut log)?,
    };
    let outcome = outcome::of(&tables, forest, kept.as_ref());
    if !outcome.rows(&tables, 0).is_empty() {
        plan.check_holders()?;
    }
    let mut join_sql = render(&plan);
    let texts = separate::texts(store, &tables, &outcome, &mut log, &mut join_sql)?;
    let (json, count) = outcome.json(&tables, &texts);
    let flat = outcome.flat(&tables);
    Ok(Found {
        json,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        flat,
        join_sql,
        statements: log.statements,
        milliseconds: clock() - start,
    })
}

/// The rows of the model that includes are read for: cut by limit and offset where they act on rows of the model alone,
/// or on what a sub-select joins to them.
fn chosen(
    store: &Store,
    tables: &Tables,
    log: &mut Log,
) -> Result<(Vec<u32>, Option<Kept>), EngineError> {
    let plan = tables.plan;
    let cut = cut(plan);
    let rows = roots::select(store, tables, &cut, log)?;
    let reaches = plan.reaches_includes();
    let is_asked_of_includes = reaches && plan.has_sub_query;
    if !(cut.is_by_includes || is_asked_of_includes) {
        return Ok((rows, None));
    }
    let filters: Vec<Vec<usize>> = (1..plan.nodes.len())
        .filter(|node| plan.nodes[*node].is_filtered)
        .filter_map(|node| crate::orm::query::filter_path(plan, node))
        .filter(|path| !(plan.is_shadowed(path[0]) && tables.has_own_match(path)))
        .collect();
    let where_ = if reaches {
        tables::predicate(plan, &plan.where_)
    } else {
        None
    };
    let inside = Inside::new(tables);
    let counts = |row: &u32| {
        let is_joined = tables.has_required(0, *row, plan.has_sub_query);
        let passes = |path: &Vec<usize>| {
            !plan.is_shadowed(path[0]) && tables.has_match(path[0], *row, &path[1..], false)
        };
        let is_asked = || {
            where_
                .as_ref()
                .is_none_or(|where_| !inside.tuples(*row, Some(where_)).is_empty())
        };
        is_joined && filters.iter().all(passes) && is_asked()
    };
    let rows = rows.into_iter().filter(counts);
    if plan.has_sub_query && inside.may_repeat() {
        return Ok(inside.cut(rows, where_.as_ref(), &cut));
    }
    let rows = rows.skip(cut.offset);
    let rows = rows.take(cut.limit.unwrap_or(usize::MAX)).collect();
    Ok((rows, None))
}

/// How the rows of the model are cut before includes are joined.
fn cut(plan: &Plan) -> roots::Cut {
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let (limit, offset) = (
        plan.limit.map(size),
        plan.offset.map(size).unwrap_or_default(),
    );
    let root = &plan.nodes[0];
    let has_required = root
        .children
        .iter()
        .any(|child| plan.nodes[*child].is_required);
    let nothing = roots::Cut {
        offset: 0,
        limit: None,
        is_by_includes: false,
    };
    if plan.has_sub_query {
        let decides = |child: &usize| plan.nodes[*child].in_sub_query;
        let is_by_includes =
            root.children.iter().any(decides) || plan.nodes.iter().any(|node| node.is_filtered);
        return roots::Cut {
            offset,
            limit,
            is_by_includes,
        };
    }
    if root.children.is_empty() {
        return roots::Cut {
            offset,
            limit,
            is_by_includes: false,
        };
    }
    // The limit counts joined rows; no row of the model beyond the sum can be among them.
    match limit {
        Some(limit) if !plan.reaches_includes() => roots::Cut {
            offset: 0,
            limit: Some(limit.saturating_add(offset)),
            is_by_includes: has_required,
        },
        _ => nothing,
    }
}

impl Log {
    /// Reads a level, and notes what that amounts to.
    fn level(
        &mut self,
        tables: &Tables,
        node: usize,
        parents: &[u32],
        read: fn(&Tables, usize, &[u32]) -> Level,
    ) -> Level {
        let start = self.now();
        let level = read(tables, node, parents);
        if !parents.is_empty() {
            let sql = statements::node_sql(tables, node, parents);
            self.by_store(sql, start, level.rows.len(), BY_INDEX);
        }
        level
    }
}

/// Why includes are read by the store.
const BY_INDEX: &str = "the store goes from each row to its matches by the index of the key; \
    GlueSQL would read the whole table for a list of values";
