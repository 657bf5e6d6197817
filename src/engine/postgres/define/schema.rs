//! CREATE SCHEMA and DROP SCHEMA.

use crate::engine::postgres::names::shown;
use crate::engine::postgres::work::Work;
use crate::engine::postgres::{Outcome, PgError, refusal};

impl Work<'_> {
    /// Runs a CREATE SCHEMA.
    ///
    /// # Errors
    /// 42P06 where there is one of that name.
    pub fn create_schema(&mut self, name: &str, if_not_exists: bool) -> Result<Outcome, PgError> {
        if !self.catalog.schemas_mut().insert(name.to_owned()) && !if_not_exists {
            return Err(PgError::new(
                "42P06",
                format!("schema \"{name}\" already exists"),
            ));
        }
        Ok(Outcome {
            command: "CREATE SCHEMA",
            ..Outcome::default()
        })
    }

    /// Runs a DROP SCHEMA.
    ///
    /// # Errors
    /// 3F000, 2BP01.
    pub fn drop_schemas(
        &mut self,
        names: &[String],
        if_exists: bool,
        cascade: bool,
    ) -> Result<Outcome, PgError> {
        for name in names {
            if !self.catalog.schemas().contains(name) {
                if if_exists {
                    continue;
                }
                return Err(refusal::no_schema(name));
            }
            let tables: Vec<String> = self
                .relations()
                .filter(|relation| relation.schema == *name)
                .map(|relation| relation.key())
                .collect();
            let enums: Vec<String> = self
                .catalog
                .enums()
                .filter(|(_, of)| of.schema == *name)
                .map(|(key, _)| key.clone())
                .collect();
            if !(cascade || tables.is_empty() && enums.is_empty()) {
                let lines: Vec<String> = tables
                    .iter()
                    .map(|table| {
                        let bare = table.split_once('.').map_or(&**table, |(_, bare)| bare);
                        let table = format!("{}.{}", shown(name), shown(bare));
                        format!("table {table} depends on schema {name}")
                    })
                    .chain(
                        enums
                            .iter()
                            .map(|key| format!("type {key} depends on schema {name}")),
                    )
                    .collect();
                return Err(PgError {
                    detail: Some(lines.join("\n")),
                    ..PgError::new(
                        "2BP01",
                        format!("cannot drop schema {name} because other objects depend on it"),
                    )
                });
            }
            self.drop_tables(&tables, true, true)?;
            self.drop_enums(&enums, true, true)?;
            let sequences: Vec<String> = self
                .catalog
                .sequences()
                .filter(|(_, sequence)| sequence.schema == *name)
                .map(|(key, _)| key.clone())
                .collect();
            for key in sequences {
                self.catalog.remove_sequence(&key);
            }
            self.catalog.schemas_mut().remove(name);
        }
        Ok(Outcome {
            command: "DROP SCHEMA",
            ..Outcome::default()
        })
    }
}
