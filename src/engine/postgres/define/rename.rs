//! RENAME: of tables, columns and constraints, wherever their names stand.

use std::rc::Rc;

use gluesql::core::sqlparser::ast::{
    Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName,
};

use crate::engine::postgres::names::{name_of, parts_of};
use crate::engine::postgres::relation::{ColumnDefault, IndexedBy, Relation, key_of};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{PgError, refusal};
use crate::engine::store::StoredTable;

impl Work<'_> {
    /// What all tables are.
    pub(super) fn relations(&self) -> impl Iterator<Item = &Rc<Relation>> {
        self.store
            .tables()
            .into_iter()
            .filter_map(StoredTable::relation)
    }

    /// Changes what tables are: those that `change` says it changed.
    pub(super) fn redefine(
        &mut self,
        change: impl Fn(&mut Relation) -> bool,
    ) -> Result<(), PgError> {
        let relations: Vec<Rc<Relation>> = self.relations().map(Rc::clone).collect();
        for relation in relations {
            let mut changed = Relation::clone(&relation);
            if change(&mut changed) {
                self.stored_mut(&relation.key())?.relate(changed);
            }
        }
        self.redefined();
        Ok(())
    }

    /// `ALTER TABLE … RENAME TO …`, and `SET SCHEMA`.
    ///
    /// # Errors
    /// 42P07 where there is one of that name.
    pub(super) fn rename_table(&mut self, table: &str, to: &ObjectName) -> Result<(), PgError> {
        let schema = self.relation(table)?.schema.clone();
        let (_, name) = parts_of(to);
        self.move_table(table, &schema, &name)
    }

    /// Gives a table another schema and name.
    ///
    /// # Errors
    /// 42P07 where there is one of that name.
    pub fn move_table(&mut self, table: &str, schema: &str, name: &str) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        if !self.catalog.schemas().contains(schema) {
            return Err(refusal::no_schema(schema));
        }
        if self.is_relation(schema, name) {
            return Err(refusal::relation_exists(name));
        }
        let after = key_of(schema, name);
        if let Some(stored) = self.store.remove(table) {
            let mut stored = Rc::unwrap_or_clone(stored);
            let mut changed = Relation::clone(&relation);
            schema.clone_into(&mut changed.schema);
            name.clone_into(&mut changed.name);
            stored.relate(changed);
            self.store.insert(stored);
        }
        self.redefine(|relation| {
            let mut is_changed = false;
            for key in &mut relation.foreign_keys {
                if key.target == table {
                    key.target.clone_from(&after);
                    is_changed = true;
                }
            }
            is_changed
        })?;
        self.reown(|owner| (owner.0 == table).then(|| (after.clone(), owner.1.clone())));
        Ok(())
    }

    /// Gives sequences other owners: those that `change` gives one.
    fn reown(&mut self, change: impl Fn(&(String, String)) -> Option<(String, String)>) {
        let changed: Vec<_> = self
            .catalog
            .sequences()
            .filter_map(|(key, sequence)| {
                let mut sequence = (**sequence).clone();
                sequence.owner = Some(change(sequence.owner.as_ref()?)?);
                Some((key.clone(), sequence))
            })
            .collect();
        for (key, sequence) in changed {
            self.catalog.put_sequence(key, sequence);
        }
    }

    /// `ALTER TABLE … RENAME COLUMN … TO …`.
    ///
    /// # Errors
    /// 42703, 42701.
    pub(super) fn rename_column(
        &mut self,
        table: &str,
        from: &str,
        to: &str,
    ) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        let Some(place) = relation.place(from) else {
            return Err(PgError::new(
                "42703",
                format!("column \"{from}\" does not exist"),
            ));
        };
        if relation.place(to).is_some() {
            return Err(refusal::column_exists(&relation, to));
        }
        let rename = |names: &mut Vec<String>| {
            for name in names.iter_mut().filter(|name| *name == from) {
                to.clone_into(name);
            }
        };
        self.redefine(|relation| {
            let is_own = relation.key() == table;
            let mut is_changed = is_own;
            for key in &mut relation.foreign_keys {
                if key.target == table && key.target_columns.iter().any(|name| name == from) {
                    rename(&mut key.target_columns);
                    is_changed = true;
                }
            }
            if is_own {
                to.clone_into(&mut relation.columns[place].name);
                for key in &mut relation.keys {
                    rename(&mut key.columns);
                }
                for key in &mut relation.foreign_keys {
                    rename(&mut key.columns);
                }
                for check in &mut relation.checks {
                    rename_in(&mut check.expression, from, to);
                }
                for index in &mut relation.indexes {
                    for part in &mut index.parts {
                        match &mut part.of {
                            IndexedBy::Column(name) if name == from => to.clone_into(name),
                            IndexedBy::Column(_) => {}
                            IndexedBy::Expression(expr) => rename_in(expr, from, to),
                        }
                    }
                    if let Some(predicate) = &mut index.predicate {
                        rename_in(predicate, from, to);
                    }
                }
            }
            is_changed
        })?;
        self.reown(|owner| {
            (owner.0 == table && owner.1 == from).then(|| (owner.0.clone(), to.to_owned()))
        });
        Ok(())
    }

    /// `ALTER TABLE … RENAME CONSTRAINT … TO …`.
    ///
    /// # Errors
    /// 42704, 42710.
    pub(super) fn rename_constraint(
        &mut self,
        table: &str,
        from: &str,
        to: &str,
    ) -> Result<(), PgError> {
        let relation = self.relation(table)?;
        if !relation.has_constraint(from) {
            return Err(PgError::new(
                "42704",
                format!(
                    "constraint \"{from}\" for table \"{}\" does not exist",
                    relation.name
                ),
            ));
        }
        if relation.has_constraint(to) {
            return Err(PgError::new(
                "42710",
                format!(
                    "constraint \"{to}\" for relation \"{}\" already exists",
                    relation.name
                ),
            ));
        }
        let mut changed = Relation::clone(&relation);
        let names = changed
            .keys
            .iter_mut()
            .map(|key| &mut key.name)
            .chain(changed.foreign_keys.iter_mut().map(|key| &mut key.name))
            .chain(changed.checks.iter_mut().map(|check| &mut check.name));
        for name in names.filter(|name| *name == from) {
            to.clone_into(name);
        }
        self.stored_mut(table)?.relate(changed);
        self.redefined();
        Ok(())
    }

    /// `ALTER INDEX … RENAME TO …`; the constraint it belongs to is renamed with it.
    ///
    /// # Errors
    /// 42P01, 42P07.
    pub fn rename_index(&mut self, schema: &str, from: &str, to: &str) -> Result<(), PgError> {
        if self.is_relation(schema, to) {
            return Err(refusal::relation_exists(to));
        }
        let has = |relation: &Relation| {
            relation.schema == schema
                && (relation.indexes.iter().any(|index| index.name == from)
                    || relation.keys.iter().any(|key| key.name == from))
        };
        if !self.relations().any(|relation| has(relation)) {
            return Err(refusal::no_relation(from));
        }
        self.redefine(|relation| {
            let is_changed = has(relation);
            if is_changed {
                let keys = relation.keys.iter_mut().map(|key| &mut key.name);
                let indexes = relation.indexes.iter_mut().map(|index| &mut index.name);
                for name in keys.chain(indexes).filter(|name| *name == from) {
                    to.clone_into(name);
                }
            }
            is_changed
        })
    }

    /// The tables and columns of an enumerated type get its new name.
    pub(super) fn rename_kind(&mut self, from: &str, to: &str) -> Result<(), PgError> {
        self.redefine(|relation| {
            let mut is_changed = false;
            for column in &mut relation.columns {
                is_changed |= super::kind::rename_in(&mut column.of.kind, from, to);
                if is_changed
                    && let Some(ColumnDefault::Constant(value, text)) = &mut column.default
                    && let Some(anew) =
                        crate::engine::postgres::deparse::constant(value, &column.of)
                {
                    *text = anew;
                }
            }
            is_changed
        })
    }
}

/// The columns an expression names, each time it does.
pub(super) fn columns_in(expr: &Expr) -> Vec<String> {
    let mut names = Vec::new();
    each_name(&mut expr.clone(), &mut |name| names.push(name_of(name)));
    names
}

/// Renames a column in an expression.
fn rename_in(expr: &mut Rc<Expr>, from: &str, to: &str) {
    each_name(Rc::make_mut(expr), &mut |name| {
        if name_of(name) == from {
            *name = Ident::with_quote('"', to);
        }
    });
}

/// Calls back with each column's name in an expression.
fn each_name(expr: &mut Expr, act: &mut dyn FnMut(&mut Ident)) {
    match expr {
        Expr::Identifier(name) => act(name),
        Expr::CompoundIdentifier(names) => {
            if let Some(name) = names.last_mut() {
                act(name);
            }
        }
        Expr::Nested(inner)
        | Expr::UnaryOp { expr: inner, .. }
        | Expr::IsNull(inner)
        | Expr::IsNotNull(inner)
        | Expr::IsTrue(inner)
        | Expr::IsFalse(inner)
        | Expr::IsNotTrue(inner)
        | Expr::IsNotFalse(inner)
        | Expr::Cast { expr: inner, .. }
        | Expr::Extract { expr: inner, .. }
        | Expr::Collate { expr: inner, .. } => each_name(inner, act),
        Expr::BinaryOp { left, right, .. }
        | Expr::AnyOp { left, right, .. }
        | Expr::AllOp { left, right, .. }
        | Expr::IsDistinctFrom(left, right)
        | Expr::IsNotDistinctFrom(left, right) => {
            each_name(left, act);
            each_name(right, act);
        }
        Expr::Like { expr, pattern, .. } | Expr::ILike { expr, pattern, .. } => {
            each_name(expr, act);
            each_name(pattern, act);
        }
        Expr::Between {
            expr, low, high, ..
        } => {
            each_name(expr, act);
            each_name(low, act);
            each_name(high, act);
        }
        Expr::InList { expr, list, .. } => {
            each_name(expr, act);
            for expr in list {
                each_name(expr, act);
            }
        }
        Expr::Tuple(list) => {
            for expr in list {
                each_name(expr, act);
            }
        }
        Expr::Array(array) => {
            for expr in &mut array.elem {
                each_name(expr, act);
            }
        }
        Expr::Function(function) => {
            if let FunctionArguments::List(list) = &mut function.args {
                for argument in &mut list.args {
                    if let FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) = argument {
                        each_name(expr, act);
                    }
                }
            }
        }
        Expr::Case {
            operand,
            conditions,
            results,
            else_result,
        } => {
            let rest = operand
                .iter_mut()
                .chain(else_result)
                .map(|expr| &mut **expr);
            for expr in conditions.iter_mut().chain(results).chain(rest) {
                each_name(expr, act);
            }
        }
        _ => {}
    }
}
