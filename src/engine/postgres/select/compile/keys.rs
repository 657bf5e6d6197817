//! What GROUP BY, ORDER BY and DISTINCT ON name.

use gluesql::core::sqlparser::ast::{Expr, OrderByExpr};

use crate::engine::postgres::expression::{
    Compiler, Expression, Node, Runtime, Scope, Sort, compile as compile_expr, name_of, parts,
    position, sorted,
};
use crate::engine::postgres::select::rowset::Place;
use crate::engine::postgres::{Kind, PgError};

/// The place in a list that a position names.
pub(super) fn placed(number: usize, length: usize, clause: &str) -> Result<usize, PgError> {
    number
        .checked_sub(1)
        .filter(|place| *place < length)
        .ok_or_else(|| {
            PgError::new(
                "42P10",
                format!("{clause} position {number} is not in select list"),
            )
        })
}

/// A column of the output by its position, or an expression.
pub(super) fn by_position(
    expr: &Expr,
    columns: &[(String, Expression)],
    scope: &Scope,
    runtime: &Runtime,
    clause: &str,
) -> Result<Expression, PgError> {
    match position(expr) {
        Some(number) => Ok(columns[placed(number, columns.len(), clause)?].1.clone()),
        None => compile_expr(expr, scope, runtime),
    }
}

/// A column of the output by its name or position, or an expression.
pub(super) fn by_column(
    expr: &Expr,
    columns: &[(String, Expression)],
    scope: &Scope,
    runtime: &Runtime,
    clause: &str,
) -> Result<Expression, PgError> {
    let mut inner = expr;
    while let Expr::Nested(nested) = inner {
        inner = nested;
    }
    if let Expr::Identifier(name) = inner {
        let name = name_of(name);
        let mut found = columns.iter().filter(|(column, _)| *column == name);
        if let Some((_, column)) = found.next() {
            if found.any(|(_, other)| other != column) {
                return Err(PgError::new(
                    "42702",
                    format!("{clause} \"{name}\" is ambiguous"),
                ));
            }
            return Ok(column.clone());
        }
    }
    by_position(inner, columns, scope, runtime, clause)
}

/// A key of ORDER BY.
pub(super) fn order_key(
    key: &OrderByExpr,
    columns: &[(String, Expression)],
    scope: &Scope,
    runtime: &Runtime,
) -> Result<Sort, PgError> {
    let by = by_column(&key.expr, columns, scope, runtime, "ORDER BY")?;
    if matches!(by.kind, Kind::Unknown)
        && by.as_constant().is_some()
        && position(&key.expr).is_none()
    {
        return Err(PgError::new("42601", "non-integer constant in ORDER BY"));
    }
    sorted(Compiler { scope, runtime }, by, key)
}

/// Where the values of the output come from; what is no plain column is computed.
pub(super) struct Outputs<'o> {
    pub scope: &'o Scope<'o>,
    pub computed: Vec<Expression>,
}

impl Outputs<'_> {
    /// The place of a value.
    pub fn place(&mut self, of: &Expression) -> Place {
        if let Node::Column(reference) = &of.node
            && reference.level == 0
        {
            return Place {
                slot: reference.slot,
                column: reference.column,
            };
        }
        let known = self.computed.iter().position(|other| other == of);
        let column = known.unwrap_or_else(|| self.compute(of));
        self.computed_place(column)
    }

    /// The place of a column of the output: each `nextval('s')` is a call of its own.
    pub fn place_of_column(&mut self, of: &Expression) -> Place {
        if is_volatile(of) {
            let column = self.compute(of);
            return self.computed_place(column);
        }
        self.place(of)
    }

    fn compute(&mut self, of: &Expression) -> usize {
        self.computed.push(of.clone());
        self.computed.len() - 1
    }

    fn computed_place(&self, column: usize) -> Place {
        Place {
            slot: self.scope.relations.len() + 2,
            column,
        }
    }
}

/// Whether an expression may give another value each time.
fn is_volatile(of: &Expression) -> bool {
    const VOLATILE: [&str; 6] = [
        "nextval",
        "setval",
        "random",
        "gen_random_uuid",
        "uuid_generate_v4",
        "clock_timestamp",
    ];
    let mut found = matches!(&of.node, Node::Call(call, _) if VOLATILE.contains(&call.0.name));
    parts(of, &mut |part| found = found || is_volatile(part));
    found
}
