//! The SQL of statements, as the page shows it.
//!
//! `GlueSQL`'s own text leaves quotes within identifiers as they are, and runs the
//! terms of an order together; this one reads back to the same value. It knows only
//! the forms that `emit` and `find` build: any other is no text, and does not read
//! back, which stops a debug build. The release counts on that: `xtask dist` cuts
//! out of the engine what only other forms would reach.

use gluesql::core::ast::{
    AlterTableOperation, BinaryOperator, ColumnDef, Expr, Function, Join, JoinConstraint,
    JoinOperator, Literal, OrderByExpr, Projection, Query, Select, SelectItem, SetExpr, Statement,
    TableFactor, UnaryOperator,
};
use gluesql::prelude::{Value, parse, translate};

use super::{identifier, identifiers, quoted};

/// A statement, without a semicolon.
pub fn statement(statement: &Statement) -> String {
    match statement {
        Statement::Query(query) => self::query(query),
        Statement::Insert {
            table_name,
            columns,
            source,
        } => format!(
            "INSERT INTO {} ({}) {}",
            identifier(table_name),
            identifiers(columns.iter().map(String::as_str)),
            query(source)
        ),
        Statement::Update {
            table_name,
            assignments,
            selection,
        } => {
            let set = assignments
                .iter()
                .map(|set| format!("{} = {}", identifier(&set.id), expression(&set.value)));
            format!(
                "UPDATE {} SET {}{}",
                identifier(table_name),
                list(set),
                condition(selection.as_ref())
            )
        }
        Statement::Delete {
            table_name,
            selection,
        } => {
            format!(
                "DELETE FROM {}{}",
                identifier(table_name),
                condition(selection.as_ref())
            )
        }
        Statement::CreateTable { name, columns, .. } => {
            let columns = columns.iter().flatten().map(column_def);
            format!("CREATE TABLE {} ({})", identifier(name), list(columns))
        }
        Statement::DropTable { names, .. } => {
            format!(
                "DROP TABLE {}",
                identifiers(names.iter().map(String::as_str))
            )
        }
        Statement::AlterTable { name, operation } => {
            format!("ALTER TABLE {} {}", identifier(name), alteration(operation))
        }
        _ => String::new(),
    }
}

/// Whether `GlueSQL` reads the statement from its text again. Debug builds hold what runs against it.
pub fn reads_back(statement: &Statement, sql: &str) -> bool {
    let read = parse(sql).and_then(|statements| match &statements[..] {
        [one] => translate(one).map(Some),
        _ => Ok(None),
    });
    read.is_ok_and(|read| read.as_ref() == Some(statement))
}

/// An expression.
pub fn expression(expr: &Expr) -> String {
    match expr {
        Expr::Identifier(name) => identifier(name),
        Expr::CompoundIdentifier { alias, ident } => {
            format!("{}.{}", identifier(alias), identifier(ident))
        }
        Expr::IsNull(expr) => format!("{} IS NULL", expression(expr)),
        Expr::IsNotNull(expr) => format!("{} IS NOT NULL", expression(expr)),
        Expr::InList {
            expr,
            list: values,
            negated,
        } => format!(
            "{} {}IN ({})",
            expression(expr),
            if *negated { "NOT " } else { "" },
            list(values.iter().map(expression))
        ),
        Expr::BinaryOp { left, op, right } => {
            format!(
                "{} {} {}",
                expression(left),
                operator(op),
                expression(right)
            )
        }
        Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr,
        } => format!("-{}", expression(expr)),
        Expr::Nested(expr) => format!("({})", expression(expr)),
        Expr::Literal(Literal::Number(number)) => number.to_string(),
        Expr::Literal(Literal::QuotedString(text)) => quoted(text),
        Expr::Value(value) => constant(value),
        Expr::TypedString { data_type, value } => format!("{data_type} {}", quoted(value)),
        Expr::Function(function) => call(function),
        _ => String::new(),
    }
}

const fn operator(operator: &BinaryOperator) -> &'static str {
    match operator {
        BinaryOperator::Eq => "=",
        BinaryOperator::NotEq => "<>",
        BinaryOperator::Gt => ">",
        BinaryOperator::GtEq => ">=",
        BinaryOperator::Lt => "<",
        BinaryOperator::LtEq => "<=",
        BinaryOperator::And => "AND",
        BinaryOperator::Or => "OR",
        _ => "",
    }
}

fn call(function: &Function) -> String {
    match function {
        Function::Cast { expr, data_type } => format!("CAST({} AS {data_type})", expression(expr)),
        Function::Coalesce(parts) => format!("COALESCE({})", list(parts.iter().map(expression))),
        _ => String::new(),
    }
}

fn constant(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Bool(true) => "TRUE".to_owned(),
        Value::Bool(false) => "FALSE".to_owned(),
        Value::Bytea(bytes) => {
            let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
            let digits: String = digits
                .filter_map(|digit| char::from_digit(digit.into(), 16))
                .collect();
            format!("X'{digits}'")
        }
        _ => String::new(),
    }
}

fn query(query: &Query) -> String {
    let body = match &query.body {
        SetExpr::Select(select) => self::select(select),
        SetExpr::Values(values) => {
            let row = |row: &Vec<Expr>| format!("({})", list(row.iter().map(expression)));
            format!("VALUES {}", list(values.0.iter().map(row)))
        }
    };
    let order = match &query.order_by[..] {
        [] => String::new(),
        terms => format!(" ORDER BY {}", list(terms.iter().map(term))),
    };
    let size = |word: &str, size: &Option<Expr>| match size {
        Some(size) => format!(" {word} {}", expression(size)),
        None => String::new(),
    };
    let (limit, offset) = (size("LIMIT", &query.limit), size("OFFSET", &query.offset));
    format!("{body}{order}{limit}{offset}")
}

fn term(term: &OrderByExpr) -> String {
    let direction = match term.asc {
        Some(true) => " ASC",
        Some(false) => " DESC",
        None => "",
    };
    format!("{}{direction}", expression(&term.expr))
}

fn select(select: &Select) -> String {
    let Projection::SelectItems(items) = &select.projection;
    let items = items.iter().map(|item| match item {
        SelectItem::Expr { expr, label } => {
            format!("{} AS {}", expression(expr), identifier(label))
        }
        SelectItem::QualifiedWildcard(name) => format!("{}.*", identifier(name)),
        SelectItem::Wildcard => "*".to_owned(),
    });
    let joins: String = select.from.joins.iter().map(join).collect();
    format!(
        "SELECT {} FROM {}{joins}{}",
        list(items),
        table(&select.from.relation),
        condition(select.selection.as_ref())
    )
}

fn table(factor: &TableFactor) -> String {
    match factor {
        TableFactor::Table {
            name,
            alias: Some(alias),
        } => {
            format!("{} AS {}", identifier(name), identifier(&alias.name))
        }
        TableFactor::Table { name, alias: None } => identifier(name),
        _ => String::new(),
    }
}

fn join(join: &Join) -> String {
    let (kind, constraint) = match &join.join_operator {
        JoinOperator::Inner(constraint) => ("INNER", constraint),
        JoinOperator::LeftOuter(constraint) => ("LEFT", constraint),
    };
    let on = match constraint {
        JoinConstraint::On(expr) => format!(" ON {}", expression(expr)),
        JoinConstraint::None => String::new(),
    };
    format!(" {kind} JOIN {}{on}", table(&join.relation))
}

fn column_def(column: &ColumnDef) -> String {
    let required = if column.nullable { "" } else { " NOT NULL" };
    let default = match &column.default {
        Some(default) => format!(" DEFAULT {}", expression(default)),
        None => String::new(),
    };
    let key = match &column.unique {
        Some(unique) if unique.is_primary => " PRIMARY KEY",
        Some(_) => " UNIQUE",
        None => "",
    };
    let (name, data_type) = (identifier(&column.name), &column.data_type);
    format!("{name} {data_type}{required}{default}{key}")
}

fn alteration(operation: &AlterTableOperation) -> String {
    match operation {
        AlterTableOperation::AddColumn { column_def } => {
            format!("ADD COLUMN {}", self::column_def(column_def))
        }
        AlterTableOperation::DropColumn { column_name, .. } => {
            format!("DROP COLUMN {}", identifier(column_name))
        }
        AlterTableOperation::RenameColumn {
            old_column_name,
            new_column_name,
        } => format!(
            "RENAME COLUMN {} TO {}",
            identifier(old_column_name),
            identifier(new_column_name)
        ),
        AlterTableOperation::RenameTable { table_name } => {
            format!("RENAME TO {}", identifier(table_name))
        }
    }
}

fn condition(selection: Option<&Expr>) -> String {
    selection
        .map(|expr| format!(" WHERE {}", expression(expr)))
        .unwrap_or_default()
}

fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
