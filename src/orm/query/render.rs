//! The SQL that Sequelize 6 sends to Postgres for a plan, character by character.
//!
//! A port of `QueryGenerator.selectQuery` (6.37.8) for what a find can ask.
//! Nothing here is run by the engine: it is what the page explains.

mod clause;
mod filter;
mod join;
mod value;

use super::plan::Link;
use super::plan::{Plan, Separate, Slot, Term};
use crate::orm::value::Value;
pub use filter::filter_path;

use clause::{literal, where_items};
use join::Joins;

/// How many values of a list are written out before it is cut short.
const SHOWN_VALUES: usize = 20;
/// How many selects of a UNION are written out.
const SHOWN_SELECTS: usize = 3;

/// The statement of a plan: all that is joined in one SELECT.
pub fn render(plan: &Plan) -> String {
    let mut joins = Joins::of(plan);
    let mut where_ = where_items(plan, &plan.where_);
    for filter in std::mem::take(&mut joins.filters) {
        where_ = if where_.is_empty() {
            filter
        } else {
            format!("{where_} AND {filter}")
        };
    }
    select(plan, joins, &where_)
}

/// The SELECT of a plan for a condition, with the limit in a sub-select where there is one.
fn select(plan: &Plan, joins: Joins, where_: &str) -> String {
    let root = &plan.slots[0];
    let has_includes = !plan.nodes[0].children.is_empty() || !plan.nodes[0].separates.is_empty();
    let columns = own_columns(plan, has_includes);
    let from = format!(" FROM {} AS {}", quote(&root.table), quote(&root.alias));
    let where_ = prefixed(" WHERE ", where_);
    let limit = limit(plan.limit, plan.offset);
    let order = order(plan, &plan.order);
    if plan.has_sub_query {
        let columns = with(columns, joins.sub_columns).join(", ");
        let own_terms: Vec<_> = plan
            .order
            .iter()
            .copied()
            .filter(|term| term.by.slot == 0)
            .collect();
        let inner = format!(
            "SELECT {columns}{from}{}{where_}{}{limit}",
            joins.sub,
            self::order(plan, &own_terms)
        );
        let columns = with(vec![format!("{}.*", quote(&root.alias))], joins.columns).join(", ");
        return format!(
            "SELECT {columns} FROM ({inner}) AS {}{}{order};",
            quote(&root.alias),
            joins.main
        );
    }
    let columns = with(columns, joins.columns).join(", ");
    format!(
        "SELECT {columns}{from}{}{where_}{order}{limit};",
        joins.main
    )
}

/// The statement of a separate include, given the values of its parents' keys; nothing where there are none.
///
/// Long lists are cut short by an ellipsis.
pub fn render_separate(separate: &Separate, parents: &[Value]) -> Option<String> {
    let plan = &separate.plan;
    let root = &plan.slots[0];
    let key = &root.columns[separate.own_column];
    let name = format!("{}.{}", quote(&root.alias), quote(&key.name));
    let own = where_items(plan, &plan.where_);
    let own = if plan.where_.len() > 1 {
        format!("({own})")
    } else {
        own
    };
    let from = format!(" FROM {} AS {}", quote(&root.table), quote(&root.alias));
    let literal = |value: &Value| literal(value, &key.data_type);
    let order = order(plan, &plan.order);
    let joins = Joins::of(plan);
    match (plan.limit, parents) {
        (_, []) => None,
        (Some(count), [_, _, ..]) => {
            let own = if own.is_empty() {
                own
            } else {
                format!("({own}) AND ")
            };
            let columns = own_columns(plan, false).join(", ");
            let one = |value: &Value| {
                format!(
                    "SELECT * FROM (SELECT {columns}{from} WHERE {own}{name} = {}{order} LIMIT {count}) AS sub",
                    literal(value)
                )
            };
            let mut all = parents
                .iter()
                .take(SHOWN_SELECTS)
                .map(one)
                .collect::<Vec<_>>()
                .join(" UNION ALL ");
            if parents.len() > SHOWN_SELECTS {
                all += " UNION ALL …";
            }
            let columns = with(vec![format!("{}.*", quote(&root.alias))], joins.columns).join(", ");
            Some(format!(
                "SELECT {columns} FROM ({all}) AS {}{};",
                quote(&root.alias),
                joins.main
            ))
        }
        _ => {
            let mut where_ = format!("{name} IN ({})", list(parents, &key.data_type));
            if !own.is_empty() {
                where_ = format!("({where_} AND {own})");
            }
            Some(select(plan, joins, &where_))
        }
    }
}

/// What reading a node for these values of its parent's column amounts to, in a query of its own.
pub fn render_node(plan: &Plan, node: usize, parents: &[Value]) -> String {
    let node = &plan.nodes[node];
    let (Link::Direct { parent, .. } | Link::Through { parent, .. }) = node.link else {
        return String::new();
    };
    let above = &plan.slots[plan.nodes[node.parent].slot].columns[parent];
    let values = list(parents, &above.data_type);
    let name = |slot: usize, column: usize| {
        let slot = &plan.slots[slot];
        format!(
            "{}.{}",
            quote(&slot.alias),
            quote(&slot.columns[column].name)
        )
    };
    let table = |slot: usize| {
        format!(
            "{} AS {}",
            quote(&plan.slots[slot].table),
            quote(&plan.slots[slot].alias)
        )
    };
    let columns = |slot: usize| {
        plan.slots[slot]
            .selected
            .iter()
            .map(move |column| name(slot, *column))
    };
    let all: Vec<_> = columns(node.slot)
        .chain(node.through.into_iter().flat_map(columns))
        .collect();
    let all = if all.is_empty() {
        "1".to_owned()
    } else {
        all.join(", ")
    };
    let (from, key) = match (node.link, node.through) {
        (
            Link::Through {
                foreign,
                other,
                own,
                ..
            },
            Some(through),
        ) => (
            format!(
                "{} INNER JOIN {} ON {} = {}",
                table(through),
                table(node.slot),
                name(node.slot, own),
                name(through, other)
            ),
            name(through, foreign),
        ),
        (Link::Direct { own, .. }, _) => (table(node.slot), name(node.slot, own)),
        _ => return String::new(),
    };
    let own = prefixed(" AND ", &where_items(plan, &node.where_));
    format!("SELECT {all} FROM {from} WHERE {key} IN ({values}){own};")
}

fn list(values: &[Value], data_type: &crate::orm::schema::DataType) -> String {
    let shown = values
        .iter()
        .take(SHOWN_VALUES)
        .map(|value| literal(value, data_type));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if values.len() > SHOWN_VALUES {
        text += ", …";
    }
    text
}

/// A name in double quotes. Quotes within it are dropped, as Sequelize drops them.
pub fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', ""))
}

fn own_columns(plan: &Plan, has_includes: bool) -> Vec<String> {
    let Slot {
        alias,
        columns,
        selected,
        ..
    } = &plan.slots[0];
    let name = |column: &usize| {
        let name = quote(&columns[*column].name);
        if has_includes {
            format!("{}.{name}", quote(alias))
        } else {
            name
        }
    };
    selected.iter().map(name).collect()
}

fn order(plan: &Plan, terms: &[Term]) -> String {
    let term = |term: &Term| {
        let name = format!(
            "{}.{}",
            quote(&plan.slots[term.by.slot].alias),
            quote(&plan.column(term.by).name)
        );
        format!("{name} {}", term.direction.sql())
    };
    prefixed(
        " ORDER BY ",
        &terms.iter().map(term).collect::<Vec<_>>().join(", "),
    )
}

fn limit(limit: Option<u64>, offset: Option<u64>) -> String {
    let limit = limit
        .map(|limit| format!(" LIMIT {limit}"))
        .unwrap_or_default();
    let offset = offset
        .map(|offset| format!(" OFFSET {offset}"))
        .unwrap_or_default();
    limit + &offset
}

fn prefixed(prefix: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{prefix}{text}")
    }
}

/// The columns and those that are not among them yet.
fn with(mut columns: Vec<String>, more: Vec<String>) -> Vec<String> {
    for column in more {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}
