//! Foreign keys as they are put on a table: what they may reference.

use std::rc::Rc;

use super::column::{Wanted, WantedKind};
use crate::engine::postgres::names::{cut, made_of};
use crate::engine::postgres::relation::{ForeignKey, IndexedBy, Relation};
use crate::engine::postgres::work::Work;
use crate::engine::postgres::write::check_all;
use crate::engine::postgres::{Kind, PgError};

impl Work<'_> {
    /// Puts a foreign key on a table.
    pub(super) fn add_foreign(
        &mut self,
        relation: &Rc<Relation>,
        wanted: Wanted,
    ) -> Result<(), PgError> {
        let WantedKind::Foreign {
            columns,
            target,
            target_columns,
            on_delete,
            on_update,
        } = wanted.what
        else {
            return Ok(());
        };
        let referenced = self.relation(&target)?;
        for column in &columns {
            if relation.place(column).is_none() {
                return Err(no_column(column));
            }
        }
        let target_columns = if target_columns.is_empty() {
            let primary = referenced.primary().ok_or_else(|| {
                PgError::new(
                    "42704",
                    format!(
                        "there is no primary key for referenced table \"{}\"",
                        referenced.name
                    ),
                )
            })?;
            primary.columns.clone()
        } else {
            target_columns
        };
        for column in &target_columns {
            if referenced.place(column).is_none() {
                return Err(no_column(column));
            }
        }
        if columns.len() != target_columns.len() {
            return Err(PgError::new(
                "42830",
                "number of referencing and referenced columns for foreign key disagree",
            ));
        }
        if !is_key(&referenced, &target_columns) {
            return Err(PgError::new(
                "42830",
                format!(
                    "there is no unique constraint matching given keys for referenced table \"{}\"",
                    referenced.name
                ),
            ));
        }
        let name = wanted.name.map_or_else(
            || {
                self.free_name(&relation.schema, |number| {
                    made_of(&relation.name, &columns.join("_"), &format!("fkey{number}"))
                })
            },
            |name| cut(&name),
        );
        let key = ForeignKey {
            name,
            columns,
            target,
            target_columns,
            on_delete,
            on_update,
            timing: wanted.timing,
            made: self.catalog.make(),
        };
        check_kinds(relation, &key, &referenced)?;
        check_all(&self.store, relation, &key)?;
        let mut changed = Relation::clone(relation);
        changed.foreign_keys.push(key);
        self.stored_mut(&relation.key())?.relate(changed);
        Ok(())
    }
}

/// Refuses a foreign key whose columns Postgres cannot compare with those they reference.
///
/// # Errors
/// 42804.
pub(super) fn check_kinds(
    relation: &Relation,
    key: &ForeignKey,
    referenced: &Relation,
) -> Result<(), PgError> {
    for (column, other) in key.columns.iter().zip(&key.target_columns) {
        let (Some(place), Some(other_place)) = (relation.place(column), referenced.place(other))
        else {
            continue;
        };
        let of = &relation.columns[place].of.kind;
        let other_of = &referenced.columns[other_place].of.kind;
        if !may_reference(of, other_of) {
            return Err(PgError {
                detail: Some(format!(
                    "Key columns \"{column}\" and \"{other}\" are of incompatible types: {of} and {other_of}."
                )),
                ..PgError::new(
                    "42804",
                    format!(
                        "foreign key constraint \"{}\" cannot be implemented",
                        key.name
                    ),
                )
            });
        }
    }
    Ok(())
}

fn no_column(column: &str) -> PgError {
    PgError::new(
        "42703",
        format!("column \"{column}\" referenced in foreign key constraint does not exist"),
    )
}

/// Whether a unique key or index is over exactly those columns, in any order.
pub(super) fn is_key(relation: &Relation, columns: &[String]) -> bool {
    let is_same = |others: &[String]| {
        others.len() == columns.len() && others.iter().all(|other| columns.contains(other))
    };
    relation.keys.iter().any(|key| is_same(&key.columns))
        || relation.indexes.iter().any(|index| {
            let names: Option<Vec<String>> = index
                .parts
                .iter()
                .map(|part| match &part.of {
                    IndexedBy::Column(name) => Some(name.clone()),
                    IndexedBy::Expression(_) => None,
                })
                .collect();
            index.is_unique
                && index.predicate.is_none()
                && names.is_some_and(|names| is_same(&names))
        })
}

/// Whether a column of one type may reference one of another: their index compares both, or
/// the value becomes one of the other type by itself. A whole number does, for any number; an
/// exact one only for one with a floating point.
fn may_reference(one: &Kind, other: &Kind) -> bool {
    let is_floating = |kind: &Kind| matches!(kind, Kind::Real | Kind::Double);
    one == other
        || (one.is_whole() && other.is_number())
        || (one.is_number() && is_floating(other))
        || (one.is_text() && other.is_text())
        || (one.is_moment() && other.is_moment())
}

#[cfg(test)]
mod tests {
    use super::may_reference;
    use crate::engine::postgres::Kind::{self, BigInt, Double, Integer, Numeric, Real};

    #[test]
    fn what_becomes_the_other_type_by_itself_may_reference_it() {
        let check = |one: Kind, other: Kind| may_reference(&one, &other);
        assert!(check(Integer, BigInt) && check(BigInt, Integer));
        assert!(check(Integer, Numeric) && !check(Numeric, Integer));
        assert!(check(Numeric, Double) && !check(Double, Numeric));
        assert!(check(Real, Double) && !check(Double, Integer));
    }
}
