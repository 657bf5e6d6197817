//! Enumerated types: CREATE, ALTER and DROP TYPE.

use crate::engine::postgres::catalog::EnumType;
use crate::engine::postgres::names::shown;
use crate::engine::postgres::relation::key_of;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Kind, Outcome, PgError, refusal};

/// What an ALTER TYPE does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlterType {
    /// `ADD VALUE`.
    Add {
        /// The value.
        value: String,
        /// Whether it may be there already.
        if_not_exists: bool,
        /// The value it stands before (`true`) or behind.
        beside: Option<(bool, String)>,
    },
    /// `RENAME VALUE`.
    RenameValue(String, String),
    /// `RENAME TO`.
    Rename(String),
}

impl Work<'_> {
    /// Runs a CREATE TYPE … AS ENUM.
    ///
    /// # Errors
    /// 42710 where there is one of that name.
    pub fn create_enum(
        &mut self,
        schema: &str,
        name: &str,
        values: Vec<String>,
    ) -> Result<Outcome, PgError> {
        let key = key_of(schema, name);
        if !self.catalog.schemas().contains(schema) {
            return Err(refusal::no_schema(schema));
        }
        if self.catalog.enum_type(&key).is_some() || self.store.table(&key).is_some() {
            return Err(PgError::new(
                "42710",
                format!("type \"{name}\" already exists"),
            ));
        }
        let of = EnumType {
            schema: schema.to_owned(),
            name: name.to_owned(),
            added: values.clone(),
            values,
        };
        self.catalog.put_enum(key, of);
        Ok(Outcome {
            command: "CREATE TYPE",
            ..Outcome::default()
        })
    }

    /// Runs an ALTER TYPE.
    ///
    /// # Errors
    /// 42704, 42710, 22023.
    pub fn alter_enum(&mut self, key: &str, alter: &AlterType) -> Result<Outcome, PgError> {
        let mut of = self
            .catalog
            .enum_type(key)
            .ok_or_else(|| no_type(key))?
            .clone();
        let no_label = |label: &str| {
            PgError::new(
                "22023",
                format!("\"{label}\" is not an existing enum label"),
            )
        };
        match alter {
            AlterType::Add {
                value,
                if_not_exists,
                beside,
            } => {
                if of.values.contains(value) {
                    if !if_not_exists {
                        return Err(PgError::new(
                            "42710",
                            format!("enum label \"{value}\" already exists"),
                        ));
                    }
                } else {
                    let place = match beside {
                        None => of.values.len(),
                        Some((is_before, label)) => {
                            let found = of.values.iter().position(|value| value == label);
                            found.ok_or_else(|| no_label(label))? + usize::from(!is_before)
                        }
                    };
                    of.values.insert(place, value.clone());
                    of.added.push(value.clone());
                }
            }
            AlterType::RenameValue(from, to) => {
                if of.values.contains(to) {
                    return Err(PgError::new(
                        "42710",
                        format!("enum label \"{to}\" already exists"),
                    ));
                }
                let place = of.values.iter().position(|value| value == from);
                let place = place.ok_or_else(|| no_label(from))?;
                of.values[place].clone_from(to);
                // The catalog writes a changed row behind the others.
                of.added.retain(|value| value != from);
                of.added.push(to.clone());
                self.relabel(key, from, to)?;
            }
            AlterType::Rename(name) => {
                let renamed = key_of(&of.schema, name);
                if self.catalog.enum_type(&renamed).is_some() {
                    return Err(PgError::new(
                        "42710",
                        format!("type \"{name}\" already exists"),
                    ));
                }
                of.name.clone_from(name);
                self.catalog.remove_enum(key);
                self.catalog.put_enum(renamed.clone(), of);
                self.rename_kind(key, &renamed)?;
                return Ok(altered());
            }
        }
        self.catalog.put_enum(key.to_owned(), of);
        Ok(altered())
    }

    /// Gives rows the new label of a value.
    fn relabel(&mut self, key: &str, from: &str, to: &str) -> Result<(), PgError> {
        use gluesql::prelude::Value;
        let wanted = Kind::Enum(key.to_owned());
        let tables: Vec<_> = self.relations().cloned().collect();
        for relation in tables {
            let places: Vec<usize> = (0..relation.columns.len())
                .filter(|place| relation.columns[*place].of.kind == wanted)
                .collect();
            if places.is_empty() {
                continue;
            }
            let copy = (*relation).clone();
            self.stored_mut(&relation.key())?
                .reshape_related(copy, |row| {
                    let mut values = row.to_vec();
                    for place in &places {
                        if matches!(&values[*place], Value::Str(text) if text == from) {
                            values[*place] = Value::Str(to.to_owned());
                        }
                    }
                    Ok::<_, PgError>(values.into())
                })?;
        }
        Ok(())
    }

    /// Runs a DROP TYPE.
    ///
    /// # Errors
    /// 42704, 2BP01.
    pub fn drop_enums(
        &mut self,
        keys: &[String],
        if_exists: bool,
        cascade: bool,
    ) -> Result<Outcome, PgError> {
        for key in keys {
            let Some(of) = self.catalog.enum_type(key).cloned() else {
                if if_exists {
                    continue;
                }
                return Err(no_type(key));
            };
            let mut using = Vec::new();
            for relation in self.relations() {
                for column in &relation.columns {
                    if is_of(&column.of.kind, key) {
                        using.push((relation.key(), relation.name.clone(), column.name.clone()));
                    }
                }
            }
            if !cascade && !using.is_empty() {
                let name = shown(&of.name);
                let lines: Vec<String> = using
                    .iter()
                    .map(|(_, table, column)| {
                        format!(
                            "column {column} of table {} depends on type {name}",
                            shown(table)
                        )
                    })
                    .collect();
                return Err(PgError {
                    detail: Some(lines.join("\n")),
                    ..PgError::new(
                        "2BP01",
                        format!("cannot drop type {name} because other objects depend on it"),
                    )
                });
            }
            for (table, _, column) in using {
                self.drop_column(&table, &column, true, true)?;
            }
            self.catalog.remove_enum(key);
        }
        Ok(Outcome {
            command: "DROP TYPE",
            ..Outcome::default()
        })
    }
}

fn altered() -> Outcome {
    Outcome {
        command: "ALTER TYPE",
        ..Outcome::default()
    }
}

fn no_type(key: &str) -> PgError {
    PgError::new("42704", format!("type \"{key}\" does not exist"))
}

fn is_of(kind: &Kind, key: &str) -> bool {
    match kind {
        Kind::Enum(name) => name == key,
        Kind::Array(of) => is_of(of, key),
        _ => false,
    }
}

/// Renames an enumerated type in a kind, and says whether it was there.
pub(super) fn rename_in(kind: &mut Kind, from: &str, to: &str) -> bool {
    match kind {
        Kind::Enum(name) if name == from => {
            to.clone_into(name);
            true
        }
        Kind::Array(of) => rename_in(of, from, to),
        _ => false,
    }
}
