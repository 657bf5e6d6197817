//! `USING` and `NATURAL`: columns of one name, compared and merged.

use super::super::source::JoinKind;
use super::Builder;
use crate::engine::postgres::PgError;
use crate::engine::postgres::expression::{
    Comparison, Expression, Merged, Node, Reference, Relation, coerce_to, compare, references,
};

impl Builder<'_> {
    /// The names both sides have.
    pub(super) fn shared_names(&self, first: usize, middle: usize) -> Vec<String> {
        let names = |relations: &[Relation]| -> Vec<String> {
            relations
                .iter()
                .flat_map(|relation| relation.columns.iter().map(|(name, _)| name.clone()))
                .collect()
        };
        let right = names(&self.scope.relations[middle..]);
        let mut shared = names(&self.scope.relations[first..middle]);
        shared.retain(|name| right.contains(name));
        shared.dedup();
        shared
    }

    /// The conditions of `USING`, whose columns are merged.
    pub(super) fn using(
        &mut self,
        names: &[String],
        (first, middle): (usize, usize),
        kind: JoinKind,
        is_swapped: bool,
    ) -> Result<Vec<Expression>, PgError> {
        let mut conditions = Vec::with_capacity(names.len());
        for name in names {
            let left = self.side(name, first..middle, "left")?;
            let right = self.side(name, middle..self.scope.relations.len(), "right")?;
            conditions.push(compare(
                Comparison::Equal,
                left.clone(),
                right.clone(),
                self.runtime,
            )?);
            let mut hides = Vec::new();
            let mut hide = |reference: Reference| hides.push(reference);
            references(&left, &mut hide);
            references(&right, &mut hide);
            let value = match kind {
                JoinKind::Full => Expression {
                    kind: left.kind.clone(),
                    node: Node::Coalesce(vec![
                        left.clone(),
                        coerce_to(right.clone(), &left.kind, self.runtime).unwrap_or(right),
                    ]),
                },
                _ if is_swapped => right,
                _ => left,
            };
            self.scope.merged.retain(|merged| merged.name != *name);
            self.scope.merged.push(Merged {
                name: name.clone(),
                value,
                hides,
            });
        }
        Ok(conditions)
    }

    /// A column of one side of a `USING`.
    fn side(
        &self,
        name: &str,
        slots: std::ops::Range<usize>,
        side: &str,
    ) -> Result<Expression, PgError> {
        if side == "left"
            && let Some(merged) = self.scope.merged.iter().find(|merged| {
                merged.name == name
                    && merged
                        .hides
                        .iter()
                        .all(|hidden| slots.contains(&hidden.slot))
            })
        {
            return Ok(merged.value.clone());
        }
        let mut found = None;
        for slot in slots {
            let mut columns = self.scope.relations[slot].columns.iter().enumerate();
            if let Some((column, (_, kind))) = columns.find(|(_, (column, _))| column == name) {
                if found.is_some() {
                    return Err(PgError::new(
                        "42702",
                        format!(
                            "common column name \"{name}\" appears more than once in {side} table"
                        ),
                    ));
                }
                found = Some(Expression::column(slot, column, kind.clone()));
            }
        }
        found.ok_or_else(|| {
            PgError::new(
                "42703",
                format!(
                    "column \"{name}\" specified in USING clause does not exist in {side} table"
                ),
            )
        })
    }
}
