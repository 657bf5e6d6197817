//! CASE, arrays and what is taken out of them.

use gluesql::core::sqlparser::ast::{Expr, Subscript};

use super::compile::Compiler;
use super::{Expression, Node, coerce};
use crate::engine::postgres::function;
use crate::engine::postgres::{Kind, PgError};
use gluesql::prelude::Value;

impl Compiler<'_> {
    pub(super) fn case(
        &self,
        operand: Option<&Expr>,
        conditions: &[Expr],
        results: &[Expr],
        otherwise: Option<&Expr>,
    ) -> Result<Expression, PgError> {
        let mut tests = Vec::with_capacity(conditions.len());
        for condition in conditions {
            tests.push(match operand {
                Some(operand) => super::comparison::comparison(
                    super::Comparison::Equal,
                    self.compile(operand)?,
                    self.compile(condition)?,
                    self.runtime,
                )?,
                None => self.condition(condition, "CASE/WHEN")?,
            });
        }
        // Postgres looks at the ELSE first to find the type.
        let values = otherwise
            .into_iter()
            .chain(results)
            .map(|result| self.compile(result))
            .collect::<Result<Vec<_>, _>>()?;
        let (settled, kind) = coerce::settle(values, "CASE", self.runtime)?;
        let mut settled = settled.into_iter();
        let otherwise = otherwise.and_then(|_| settled.next()).map(Box::new);
        Ok(Expression {
            kind,
            node: Node::Case {
                branches: tests.into_iter().zip(settled).collect(),
                otherwise,
            },
        })
    }

    pub(super) fn array(&self, parts: &[Expr]) -> Result<Expression, PgError> {
        let parts = parts
            .iter()
            .map(|part| self.compile(part))
            .collect::<Result<Vec<_>, _>>()?;
        if parts.is_empty() {
            return Err(PgError::new(
                "42P18",
                "cannot determine type of empty array",
            ));
        }
        let (parts, kind) = coerce::settle(parts, "ARRAY", self.runtime)?;
        let kind = match kind {
            // An array of arrays has the type of its innermost elements.
            Kind::Array(_) => kind,
            kind => Kind::Array(Box::new(kind)),
        };
        Ok(Expression {
            kind,
            node: Node::Array(parts),
        })
    }

    pub(super) fn subscript(
        &self,
        of: &Expr,
        subscript: &Subscript,
    ) -> Result<Expression, PgError> {
        let of = self.compile(of)?;
        match subscript {
            Subscript::Index { index } => {
                let index = self.compile(index)?;
                let name = if of.kind == Kind::Jsonb {
                    "->"
                } else {
                    "subscript"
                };
                function::resolve(name, vec![of, index], self.runtime)
            }
            Subscript::Slice {
                lower_bound,
                upper_bound,
                ..
            } => {
                let bound = |bound: &Option<Expr>, otherwise: i64| match bound {
                    Some(bound) => self.compile(bound),
                    None => Ok(Expression::constant(Value::I64(otherwise), Kind::Integer)),
                };
                let list = vec![
                    of,
                    bound(lower_bound, 1)?,
                    bound(upper_bound, i64::from(i32::MAX))?,
                ];
                self.call("slice", list)
            }
        }
    }
}
