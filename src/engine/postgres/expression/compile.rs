//! From the parser's expressions to compiled ones.

use gluesql::core::sqlparser::ast::{self, Expr, Ident, UnaryOperator};
use gluesql::prelude::Value;

use super::{Expression, Node, Runtime, Scope, coerce, literal, operator, subquery, types};
use crate::engine::postgres::function;
use crate::engine::postgres::value::{Level, castable};
use crate::engine::postgres::{Kind, PgError};

/// What compiling needs at hand.
#[derive(Clone, Copy)]
pub struct Compiler<'c> {
    /// Where names are looked for.
    pub scope: &'c Scope<'c>,
    /// What surrounds the statement.
    pub runtime: &'c Runtime<'c>,
}

/// `0A000`: Postgres has it, this database does not.
pub fn unsupported(what: &str) -> PgError {
    PgError::new("0A000", format!("{what} is not supported"))
}

impl Compiler<'_> {
    /// Compiles an expression.
    pub fn compile(&self, expr: &Expr) -> Result<Expression, PgError> {
        match expr {
            Expr::Identifier(ident) => self.scope.column(&literal::name_of(ident)),
            Expr::CompoundIdentifier(parts) => self.compound(parts),
            Expr::CompositeAccess { expr, key } => self.composite(expr, key),
            Expr::Nested(inner) => self.compile(inner),
            Expr::Value(value) => literal::literal(value, self.runtime),
            Expr::TypedString { data_type, value } => {
                let (kind, modifier) = types::type_of(data_type, self.runtime.environment)?;
                let text = Expression::constant(Value::Str(value.clone()), Kind::Unknown);
                self.cast(text, kind, modifier)
            }
            Expr::Interval(interval) => {
                let mut value = self.compile(&interval.value)?;
                if let (Some(unit), Node::Constant(Value::Str(text))) =
                    (&interval.leading_field, &mut value.node)
                {
                    *text = format!("{text} {unit}");
                }
                self.cast(value, Kind::Interval, None)
            }
            Expr::Cast {
                expr, data_type, ..
            } => self.cast_expr(expr, data_type),
            Expr::BinaryOp { .. } => operator::binary(*self, expr),
            Expr::UnaryOp { op, expr } => self.unary(*op, expr),
            Expr::IsNull(of) | Expr::IsNotNull(of) => {
                let negated = matches!(expr, Expr::IsNotNull(_));
                Ok(truth(Node::IsNull {
                    of: Box::new(self.compile(of)?),
                    negated,
                }))
            }
            Expr::IsTrue(of) => self.is(of, Some(true), false),
            Expr::IsNotTrue(of) => self.is(of, Some(true), true),
            Expr::IsFalse(of) => self.is(of, Some(false), false),
            Expr::IsNotFalse(of) => self.is(of, Some(false), true),
            Expr::IsUnknown(of) => self.is(of, None, false),
            Expr::IsNotUnknown(of) => self.is(of, None, true),
            Expr::IsDistinctFrom(left, right) | Expr::IsNotDistinctFrom(left, right) => {
                let sides = super::comparison::meet(
                    "=",
                    self.compile(left)?,
                    self.compile(right)?,
                    self.runtime,
                )?;
                Ok(truth(Node::IsDistinct {
                    sides: Box::new(sides),
                    negated: matches!(expr, Expr::IsNotDistinctFrom(..)),
                }))
            }
            Expr::InList { .. }
            | Expr::InSubquery { .. }
            | Expr::InUnnest { .. }
            | Expr::Between { .. }
            | Expr::Like { .. }
            | Expr::ILike { .. }
            | Expr::SimilarTo { .. }
            | Expr::AnyOp { .. }
            | Expr::AllOp { .. } => super::membership::compile(*self, expr),
            Expr::Case {
                operand,
                conditions,
                results,
                else_result,
            } => self.case(
                operand.as_deref(),
                conditions,
                results,
                else_result.as_deref(),
            ),
            Expr::Exists { subquery, negated } => {
                let query = subquery::compile(subquery, None, self.scope, self.runtime)?;
                let exists = truth(Node::Exists(query));
                Ok(if *negated { not(exists) } else { exists })
            }
            Expr::Subquery(query) => {
                let query = subquery::compile(query, Some(1), self.scope, self.runtime)?;
                let kind = query.plan.columns[0].1.clone();
                Ok(Expression {
                    kind,
                    node: Node::Scalar(query),
                })
            }
            Expr::Array(array) => self.array(&array.elem),
            Expr::Subscript { expr, subscript } => self.subscript(expr, subscript),
            Expr::Function(of) => super::aggregate::function(*self, of),
            Expr::Extract { field, expr, .. } => {
                let field = text_of(&field.to_string().to_lowercase());
                self.call("extract", vec![field, self.compile(expr)?])
            }
            Expr::Ceil { expr, .. } => self.call("ceil", vec![self.compile(expr)?]),
            Expr::Floor { expr, .. } => self.call("floor", vec![self.compile(expr)?]),
            Expr::Position { expr, r#in } => {
                self.call("position", vec![self.compile(expr)?, self.compile(r#in)?])
            }
            Expr::Substring {
                expr,
                substring_from,
                substring_for,
                ..
            } => {
                let mut list = vec![self.compile(expr)?];
                match (substring_from, substring_for) {
                    (None, Some(_)) => {
                        list.push(Expression::constant(Value::I64(1), Kind::Integer))
                    }
                    (Some(from), _) => list.push(self.compile(from)?),
                    (None, None) => {}
                }
                if let Some(length) = substring_for {
                    list.push(self.compile(length)?);
                }
                self.call("substring", list)
            }
            Expr::Trim {
                expr,
                trim_where,
                trim_what,
                trim_characters,
            } => {
                let name = match trim_where {
                    Some(ast::TrimWhereField::Leading) => "ltrim",
                    Some(ast::TrimWhereField::Trailing) => "rtrim",
                    _ => "btrim",
                };
                let mut list = vec![self.compile(expr)?];
                if let Some(what) = trim_what
                    .as_deref()
                    .or_else(|| trim_characters.as_ref()?.first())
                {
                    list.push(self.compile(what)?);
                }
                self.call(name, list)
            }
            Expr::Overlay {
                expr,
                overlay_what,
                overlay_from,
                overlay_for,
            } => {
                let mut list = vec![
                    self.compile(expr)?,
                    self.compile(overlay_what)?,
                    self.compile(overlay_from)?,
                ];
                if let Some(length) = overlay_for {
                    list.push(self.compile(length)?);
                }
                self.call("overlay", list)
            }
            // All text is compared by its bytes here, whatever the collation.
            Expr::Collate { expr, .. } => self.compile(expr),
            Expr::AtTimeZone {
                timestamp,
                time_zone,
            } => self.call(
                "timezone",
                vec![self.compile(time_zone)?, self.compile(timestamp)?],
            ),
            Expr::Tuple(_) => Err(unsupported("a row outside a comparison")),
            other => Err(unsupported(&other.to_string())),
        }
    }

    /// A call of a function.
    pub fn call(&self, name: &str, list: Vec<Expression>) -> Result<Expression, PgError> {
        function::resolve(name, list, self.runtime)
    }

    /// A condition, as an operand of that word.
    pub fn condition(&self, expr: &Expr, word: &str) -> Result<Expression, PgError> {
        coerce::boolean(self.compile(expr)?, word, self.runtime)
    }

    fn compound(&self, parts: &[Ident]) -> Result<Expression, PgError> {
        match parts {
            [.., relation, column] => self
                .scope
                .column_of(&literal::name_of(relation), &literal::name_of(column)),
            _ => Err(PgError::new("42601", "syntax error in a name")),
        }
    }

    /// `(relation).column`.
    fn composite(&self, expr: &Expr, key: &Ident) -> Result<Expression, PgError> {
        let mut inner = expr;
        while let Expr::Nested(nested) = inner {
            inner = nested;
        }
        match inner {
            Expr::Identifier(relation) => self
                .scope
                .column_of(&literal::name_of(relation), &literal::name_of(key)),
            _ => Err(unsupported("a field of a composite value")),
        }
    }

    /// An explicit cast.
    pub fn cast(
        &self,
        of: Expression,
        kind: Kind,
        modifier: crate::engine::postgres::value::Modifier,
    ) -> Result<Expression, PgError> {
        if castable(&of.kind, &kind).is_none() {
            return Err(PgError::new(
                "42846",
                format!("cannot cast type {} to {kind}", of.kind),
            ));
        }
        if modifier.is_none()
            && let Some(cast) = coerce::coerce(of.clone(), &kind, Level::Explicit, self.runtime)?
        {
            return Ok(cast);
        }
        let of = if of.kind == Kind::Unknown {
            coerce::to(of, &kind, self.runtime)?
        } else {
            of
        };
        Ok(Expression {
            kind,
            node: Node::Cast {
                of: Box::new(of),
                level: Level::Explicit,
                modifier,
            },
        })
    }

    fn cast_expr(&self, expr: &Expr, data_type: &ast::DataType) -> Result<Expression, PgError> {
        let (kind, modifier) = types::type_of(data_type, self.runtime.environment)?;
        // `ARRAY[]::INTEGER[]`: the cast says what the empty array is of.
        if let (Expr::Array(array), Kind::Array(of)) = (expr, &kind) {
            let parts = array
                .elem
                .iter()
                .map(|part| match part {
                    Expr::Array(_) => self.cast_expr(part, data_type),
                    part => self.cast(self.compile(part)?, (**of).clone(), None),
                })
                .collect::<Result<Vec<_>, _>>()?;
            return Ok(Expression {
                kind,
                node: Node::Array(parts),
            });
        }
        self.cast(self.compile(expr)?, kind, modifier)
    }

    fn unary(&self, op: UnaryOperator, of: &Expr) -> Result<Expression, PgError> {
        match op {
            UnaryOperator::Not => Ok(not(self.condition(of, "NOT")?)),
            UnaryOperator::Minus | UnaryOperator::Plus => {
                let value = self.compile(of)?;
                // A negative literal is a literal; it may be the least of its type.
                if op == UnaryOperator::Minus
                    && let Node::Constant(Value::I64(number)) = value.node
                {
                    return Ok(Expression::constant(Value::I64(-number), value.kind));
                }
                if value.kind == Kind::Numeric
                    && let Node::Constant(Value::Decimal(number)) = value.node
                {
                    let negated = if op == UnaryOperator::Minus {
                        -number
                    } else {
                        number
                    };
                    if negated == rust_decimal::Decimal::from(i64::MIN) {
                        return Ok(Expression::constant(Value::I64(i64::MIN), Kind::BigInt));
                    }
                    return Ok(Expression::constant(Value::Decimal(negated), Kind::Numeric));
                }
                function::unary(
                    if op == UnaryOperator::Minus { "-" } else { "+" },
                    value,
                    self.runtime,
                )
            }
            other => function::unary(&other.to_string(), self.compile(of)?, self.runtime),
        }
    }

    fn is(&self, of: &Expr, wanted: Option<bool>, negated: bool) -> Result<Expression, PgError> {
        let word = match wanted {
            Some(true) => "IS TRUE",
            Some(false) => "IS FALSE",
            None => "IS UNKNOWN",
        };
        Ok(truth(Node::Is {
            of: Box::new(self.condition(of, word)?),
            truth: wanted,
            negated,
        }))
    }
}

/// A condition of that node.
pub const fn truth(node: Node) -> Expression {
    Expression {
        kind: Kind::Boolean,
        node,
    }
}

/// The opposite of a condition.
pub fn not(of: Expression) -> Expression {
    truth(Node::Not(Box::new(of)))
}

/// A text constant.
pub fn text_of(text: &str) -> Expression {
    Expression::constant(Value::Str(text.to_owned()), Kind::Text)
}
