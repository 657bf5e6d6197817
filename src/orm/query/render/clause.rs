//! Conditions as SQL: `QueryGenerator.whereItemsQuery`.

use super::quote;
pub use super::value::{literal, text_literal};
use crate::orm::query::plan::{Cell, Plan};
use crate::orm::query::{Clause, Comparison};
use crate::orm::schema::DataType;
use crate::orm::value::Value;

/// The condition with each column under its alias, its parts joined by AND and not enclosed.
pub fn where_items(plan: &Plan, clause: &Clause<Cell>) -> String {
    where_items_as(plan, clause, &|cell| plan.slots[cell.slot].alias.clone())
}

/// The same, with another alias for each cell.
pub fn where_items_as(
    plan: &Plan,
    clause: &Clause<Cell>,
    alias: &dyn Fn(Cell) -> String,
) -> String {
    let group = |clauses: &[Clause<Cell>], binding: &str| {
        let item = |clause: &Clause<Cell>| {
            let text = where_items_as(plan, clause, alias);
            if clause.len() > 1 && !text.is_empty() {
                format!("({text})")
            } else {
                text
            }
        };
        clauses
            .iter()
            .map(item)
            .filter(|item| !item.is_empty())
            .collect::<Vec<_>>()
            .join(binding)
    };
    let mut items = Vec::with_capacity(clause.len());
    if !clause.any.is_empty() {
        let text = group(&clause.any, " OR ");
        items.push(if text.is_empty() {
            "0 = 1".into()
        } else {
            format!("({text})")
        });
    }
    if let Some(clause) = &clause.not {
        let text = where_items_as(plan, clause, alias);
        items.push(if text.is_empty() {
            "0 = 1".into()
        } else {
            format!("NOT ({text})")
        });
    }
    if !clause.all.is_empty() {
        let text = group(&clause.all, " AND ");
        if !text.is_empty() {
            items.push(format!("({text})"));
        }
    }
    for (cell, comparisons) in &clause.keys {
        let column = plan.column(*cell);
        let name = format!("{}.{}", quote(&alias(*cell)), quote(&column.name));
        let texts: Vec<_> = comparisons
            .iter()
            .filter_map(|comparison| compare(&name, comparison, &column.data_type))
            .collect();
        match &texts[..] {
            [] => {}
            [text] if comparisons.len() == 1 => items.push(text.clone()),
            _ => items.push(format!("({})", texts.join(" AND "))),
        }
    }
    items.join(" AND ")
}

fn compare(name: &str, comparison: &Comparison, data_type: &DataType) -> Option<String> {
    let literal = |value: &Value| literal(value, data_type);
    let list = |values: &[Value]| values.iter().map(literal).collect::<Vec<_>>().join(", ");
    let (operator, right) = match comparison {
        Comparison::Eq(Value::Null) => ("IS", "NULL".into()),
        Comparison::Ne(Value::Null) => ("IS NOT", "NULL".into()),
        Comparison::Eq(value) => ("=", literal(value)),
        Comparison::Ne(value) => ("!=", literal(value)),
        Comparison::Gt(value) => (">", literal(value)),
        Comparison::Gte(value) => (">=", literal(value)),
        Comparison::Lt(value) => ("<", literal(value)),
        Comparison::Lte(value) => ("<=", literal(value)),
        Comparison::Between(low, high) => {
            ("BETWEEN", format!("{} AND {}", literal(low), literal(high)))
        }
        Comparison::NotBetween(low, high) => (
            "NOT BETWEEN",
            format!("{} AND {}", literal(low), literal(high)),
        ),
        Comparison::In(values) if values.is_empty() => ("IN", "(NULL)".into()),
        Comparison::In(values) => ("IN", format!("({})", list(values))),
        Comparison::NotIn(values) if values.is_empty() => return None,
        Comparison::NotIn(values) => ("NOT IN", format!("({})", list(values))),
        Comparison::NotLike(text) => ("NOT LIKE", text_literal(text)),
        Comparison::ILike(text) => ("ILIKE", text_literal(text)),
        Comparison::NotILike(text) => ("NOT ILIKE", text_literal(text)),
        _ => ("LIKE", text_literal(&comparison.pattern()?)),
    };
    Some(format!("{name} {operator} {right}"))
}
