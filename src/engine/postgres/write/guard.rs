//! What a table asks of each of its rows: no NULL where none may be, checks, unique keys.

use std::collections::HashMap;
use std::rc::Rc;

use gluesql::prelude::Value;

use crate::engine::postgres::expression::{
    Expression, Runtime, Scope, compile, compile_condition, evaluate, holds,
};
use crate::engine::postgres::output::text_of;
use crate::engine::postgres::relation::{IndexedBy, Relation, Timing};
use crate::engine::postgres::{PgError, refusal};
use crate::engine::protocol::RowId;
use crate::engine::store::{Key, Row, StoredTable};

/// What a table asks of its rows, made ready once per statement.
#[derive(Debug)]
pub struct Guard {
    /// The table.
    pub relation: Rc<Relation>,
    not_null: Vec<usize>,
    checks: Vec<(String, Expression)>,
    /// Its unique keys and indexes, oldest first.
    pub uniques: Vec<Unique>,
    /// Whether the table's own indexes tell all conflicts.
    pub is_plain: bool,
}

/// A key that may not repeat.
#[derive(Debug)]
pub struct Unique {
    /// The name of its constraint or index.
    pub name: String,
    /// The places of its columns, where it is over columns.
    pub places: Option<Vec<usize>>,
    /// What it is over, where not all of it are columns.
    expressions: Vec<Expression>,
    /// The texts of the expressions, for the refusal.
    texts: Vec<String>,
    /// When it is checked.
    timing: Timing,
    /// The rows it is about, where not all.
    predicate: Option<Expression>,
    /// The keys of an index over expressions, once they were needed.
    seen: Option<HashMap<Vec<Option<String>>, Vec<RowId>>>,
}

impl Guard {
    /// What that table asks.
    ///
    /// # Errors
    /// A check or an index names what is no more.
    pub fn new(relation: Rc<Relation>, runtime: &Runtime) -> Result<Self, PgError> {
        let scope = scope_of(&relation);
        let checks = relation
            .checks
            .iter()
            .map(|check| {
                let condition = compile_condition(&check.expression, "CHECK", &scope, runtime)?;
                Ok((check.name.clone(), condition))
            })
            .collect::<Result<_, PgError>>()?;
        let not_null = relation
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.not_null)
            .map(|(place, _)| place)
            .collect();
        let mut uniques: Vec<(u32, Unique)> = relation
            .keys
            .iter()
            .map(|key| {
                let places = Some(relation.places(&key.columns));
                let mut unique = Unique::plain(&key.name, places);
                unique.timing = key.timing;
                (key.made, unique)
            })
            .collect();
        for index in relation.indexes.iter().filter(|index| index.is_unique) {
            let mut unique = Unique::plain(&index.name, Some(Vec::new()));
            for part in &index.parts {
                match (&part.of, &mut unique.places) {
                    (IndexedBy::Column(name), Some(places)) => {
                        places.extend(relation.place(name));
                    }
                    _ => unique.places = None,
                }
            }
            if unique.places.is_none() {
                for part in &index.parts {
                    let expression = match &part.of {
                        IndexedBy::Column(name) => {
                            let ident = gluesql::core::sqlparser::ast::Ident::with_quote('"', name);
                            gluesql::core::sqlparser::ast::Expr::Identifier(ident)
                        }
                        IndexedBy::Expression(expression) => (**expression).clone(),
                    };
                    unique
                        .expressions
                        .push(compile(&expression, &scope, runtime)?);
                    unique
                        .texts
                        .push(crate::engine::postgres::deparse::texts::brief(
                            &expression,
                            &relation,
                        ));
                }
            }
            if let Some(predicate) = &index.predicate {
                unique.predicate = Some(compile_condition(predicate, "WHERE", &scope, runtime)?);
            }
            uniques.push((index.made, unique));
        }
        // Postgres asks them in the order of their making, the primary key of a new table first.
        uniques.sort_by_key(|(made, _)| *made);
        let is_plain = uniques.iter().all(|(_, unique)| {
            unique.places.is_some() && unique.predicate.is_none() && !unique.timing.deferrable
        });
        Ok(Self {
            is_plain,
            not_null,
            checks,
            uniques: uniques.into_iter().map(|(_, unique)| unique).collect(),
            relation,
        })
    }

    /// Refuses a row that is wrong by itself.
    ///
    /// # Errors
    /// 23502, 23514.
    pub fn check(&self, row: &Row, runtime: &Runtime) -> Result<(), PgError> {
        for place in &self.not_null {
            if row[*place] == Value::Null {
                let column = &self.relation.columns[*place].name;
                return Err(refusal::null_value(&self.relation, column, row));
            }
        }
        if self.checks.is_empty() {
            return Ok(());
        }
        let slots = [Some(Rc::clone(row))];
        for (name, condition) in &self.checks {
            // A check that is NULL holds.
            if evaluate(condition, &slots, runtime)? == Value::Bool(false) {
                return Err(refusal::check(&self.relation, name, row));
            }
        }
        Ok(())
    }

    /// The first of the unique keys in which a row would meet another one, and that one.
    /// Deferrable keys are left to `later`, unless a statement asks for some keys only.
    ///
    /// # Errors
    /// An expression of an index fails.
    pub fn conflict(
        &mut self,
        table: &StoredTable,
        row: &Row,
        except: Option<RowId>,
        only: Option<&[usize]>,
        runtime: &Runtime,
    ) -> Result<Option<(usize, RowId)>, PgError> {
        for (number, unique) in self.uniques.iter_mut().enumerate() {
            if only.map_or(!unique.timing.deferrable, |only| only.contains(&number))
                && let Some(met) = unique.meets(table, row, except, runtime)?
            {
                return Ok(Some((number, met)));
            }
        }
        Ok(None)
    }

    /// The deferrable keys that a row just written shares with another one.
    ///
    /// # Errors
    /// The predicate of an index fails.
    pub fn later(
        &mut self,
        table: &StoredTable,
        row: &Row,
        id: RowId,
        runtime: &Runtime,
    ) -> Result<Vec<(String, Timing)>, PgError> {
        let mut shared = Vec::new();
        for unique in self
            .uniques
            .iter_mut()
            .filter(|unique| unique.timing.deferrable)
        {
            if unique.meets(table, row, Some(id), runtime)?.is_some() {
                shared.push((unique.name.clone(), unique.timing));
            }
        }
        Ok(shared)
    }

    /// Notes a row that was written or taken out, for indexes over expressions.
    ///
    /// # Errors
    /// An expression of an index fails.
    pub fn note(
        &mut self,
        row: &Row,
        id: RowId,
        is_there: bool,
        runtime: &Runtime,
    ) -> Result<(), PgError> {
        for unique in &mut self.uniques {
            if unique.seen.is_some()
                && let Some(key) = unique.key(row, runtime)?
            {
                let seen = unique.seen.get_or_insert_default();
                let ids = seen.entry(key).or_default();
                if is_there {
                    ids.push(id);
                } else {
                    ids.retain(|other| *other != id);
                }
            }
        }
        Ok(())
    }

    /// `duplicate key value violates unique constraint "Users_email_key"`.
    ///
    /// # Errors
    /// An expression of an index fails.
    pub fn refusal(&self, unique: usize, row: &Row, runtime: &Runtime) -> Result<PgError, PgError> {
        let unique = &self.uniques[unique];
        let (columns, values) = if let Some(places) = &unique.places {
            refusal::key_parts(&self.relation, places, row)
        } else {
            let values = unique.key(row, runtime)?.unwrap_or_default();
            let values: Vec<String> = values
                .into_iter()
                .map(|value| value.unwrap_or_else(|| "null".to_owned()))
                .collect();
            (unique.texts.join(", "), values.join(", "))
        };
        Ok(refusal::duplicate(
            &self.relation,
            &unique.name,
            &columns,
            &values,
        ))
    }
}

impl Unique {
    fn plain(name: &str, places: Option<Vec<usize>>) -> Self {
        Self {
            name: name.to_owned(),
            places,
            expressions: Vec::new(),
            texts: Vec::new(),
            timing: Timing::default(),
            predicate: None,
            seen: None,
        }
    }

    /// Whether it is about some rows only.
    pub const fn is_partial(&self) -> bool {
        self.predicate.is_some()
    }

    /// Another row of the same key.
    fn meets(
        &mut self,
        table: &StoredTable,
        row: &Row,
        except: Option<RowId>,
        runtime: &Runtime,
    ) -> Result<Option<RowId>, PgError> {
        if !self.is_about(row, runtime)? {
            return Ok(None);
        }
        let Some(places) = &self.places else {
            return self.meets_expression(table, row, except, runtime);
        };
        let key = Key::of_columns(row, places);
        if key.has_null() {
            return Ok(None);
        }
        let Some(index) = table.index_on(places) else {
            return Ok(None);
        };
        for id in index.find(&key).filter(|id| Some(*id) != except) {
            if self.predicate.is_none() {
                return Ok(Some(id));
            }
            if let Some(other) = table.row(id)
                && self.is_about(other, runtime)?
            {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    fn meets_expression(
        &mut self,
        table: &StoredTable,
        row: &Row,
        except: Option<RowId>,
        runtime: &Runtime,
    ) -> Result<Option<RowId>, PgError> {
        if self.seen.is_none() {
            let mut seen: HashMap<_, Vec<RowId>> = HashMap::new();
            for (id, other) in table.rows().iter() {
                if let Some(key) = self.key(other, runtime)? {
                    seen.entry(key).or_default().push(id);
                }
            }
            self.seen = Some(seen);
        }
        let Some(key) = self.key(row, runtime)? else {
            return Ok(None);
        };
        let met = self.seen.as_ref().and_then(|seen| seen.get(&key));
        Ok(met.and_then(|ids| ids.iter().copied().find(|id| Some(*id) != except)))
    }

    /// The key of a row in an index over expressions; none where it cannot conflict.
    fn key(&self, row: &Row, runtime: &Runtime) -> Result<Option<Vec<Option<String>>>, PgError> {
        if !self.is_about(row, runtime)? {
            return Ok(None);
        }
        let slots = [Some(Rc::clone(row))];
        let mut key = Vec::with_capacity(self.expressions.len());
        for expression in &self.expressions {
            let value = evaluate(expression, &slots, runtime)?;
            match text_of(&value, &expression.kind) {
                None => return Ok(None),
                text => key.push(text),
            }
        }
        Ok(Some(key))
    }

    fn is_about(&self, row: &Row, runtime: &Runtime) -> Result<bool, PgError> {
        match &self.predicate {
            None => Ok(true),
            Some(predicate) => holds(predicate, &[Some(Rc::clone(row))], runtime),
        }
    }
}

/// The scope of expressions about one table.
pub fn scope_of(relation: &Relation) -> Scope<'static> {
    let mut scope = Scope::empty();
    scope.add(relation.name.clone(), relation.kinds());
    scope
}
