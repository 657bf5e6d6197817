//! The methods of `queryInterface` that only ask.

use serde_json::{Map, Value as Json, json};

use super::Call;
use crate::engine::postgres::{DescribedColumn, DescribedForeignKey};
use crate::module::catalog;
use crate::module::failure::Failure;
use crate::orm::js::Js;
use crate::orm::write::{self, TableName};

impl Call<'_> {
    pub(super) fn ask(&mut self, method: &str) -> Result<String, Failure> {
        let told = match method {
            "showAllTables" => {
                self.session.note(write::show_tables("public"));
                json!(catalog::tables(self.session, "public"))
            }
            "tableExists" => {
                let table = self.table(0)?;
                self.session.note(write::table_exists(&table));
                json!(catalog::exists(self.session, &table))
            }
            "showAllSchemas" => {
                self.session.note(write::show_schemas());
                json!(catalog::schemas(self.session))
            }
            "databaseVersion" => {
                self.session.note("SHOW SERVER_VERSION");
                json!(self.session.database.version())
            }
            "describeTable" => self.describe_table()?,
            "showIndex" => {
                let table = self.table(0)?;
                self.session.note(write::show_indexes(&table));
                json!(catalog::indexes(self.session, &table))
            }
            "showConstraint" => self.show_constraint()?,
            "getForeignKeyReferencesForTable" => {
                let table = self.table(0)?;
                self.session.note(write::show_constraints(&table));
                let mut keys = catalog::foreign_keys(self.session, &table);
                // As Sequelize's DISTINCT sorts them.
                keys.sort_by(|one, other| one.name.cmp(&other.name));
                json!(keys.iter().flat_map(references).collect::<Vec<_>>())
            }
            "getForeignKeysForTables" => self.foreign_keys_of_tables(),
            "pgListEnums" => {
                self.session
                    .note(write::list_enums(&TableName::plain(""), None));
                let enums = catalog::enums(self.session, "public");
                let enums = enums.iter().map(|(name, values)| {
                    json!({"enum_name": name, "enum_value": format!("{{{}}}", values.join(","))})
                });
                json!(enums.collect::<Vec<_>>())
            }
            other => {
                return Err(Failure::error(format!(
                    "queryInterface has no `{other}` here"
                )));
            }
        };
        Ok(told.to_string())
    }

    fn describe_table(&mut self) -> Result<Json, Failure> {
        let mut table = self.table(0)?;
        let schema = match self.argument(1) {
            Js::Text(schema) => Some(schema.clone()),
            options => options.get("schema").and_then(Js::text).map(str::to_owned),
        };
        table.schema = table.schema.or(schema);
        let columns = self.describe(&table)?;
        let told = columns
            .iter()
            .map(|column| (column.name.clone(), described(column)));
        Ok(Json::Object(told.collect::<Map<_, _>>()))
    }

    fn show_constraint(&mut self) -> Result<Json, Failure> {
        let table = self.table(0)?;
        self.session.note(write::show_constraints(&table));
        let word = |flag: bool| if flag { "YES" } else { "NO" };
        let told = catalog::constraints(self.session, &table)
            .into_iter()
            .map(|constraint| {
                json!({
                    "constraintCatalog": "postgres",
                    "constraintSchema": table.schema_or_public(),
                    "constraintName": constraint.name,
                    "tableCatalog": "postgres",
                    "tableSchema": table.schema_or_public(),
                    "tableName": table.name,
                    "constraintType": constraint.kind,
                    "isDeferrable": word(constraint.deferrable),
                    "initiallyDeferred": word(constraint.deferred),
                })
            });
        Ok(json!(told.collect::<Vec<_>>()))
    }

    fn foreign_keys_of_tables(&mut self) -> Json {
        let tables = match self.argument(0) {
            Js::Array(tables) => tables.clone(),
            _ => Vec::new(),
        };
        let mut told = Map::new();
        for given in &tables {
            let Some((name, schema)) = self.registry.table(given) else {
                continue;
            };
            let table = TableName { schema, name };
            self.session.note(write::show_constraints(&table));
            let mut names: Vec<String> = Vec::new();
            for key in catalog::foreign_keys(self.session, &table) {
                if !names.contains(&key.name) {
                    names.push(key.name);
                }
            }
            names.sort();
            let key = match (&table.schema, given) {
                (Some(schema), _) => format!("{schema}.{}", table.name),
                _ => table.name.clone(),
            };
            told.insert(key, json!(names));
        }
        Json::Object(told)
    }
}

/// One entry for each column of a foreign key.
fn references(key: &DescribedForeignKey) -> Vec<Json> {
    let deferrable = match (key.deferrable, key.deferred) {
        (false, _) => "NOT",
        (true, false) => "INITIALLY_IMMEDIATE",
        (true, true) => "INITIALLY_DEFERRED",
    };
    let columns = key.columns.iter().zip(&key.target_columns);
    let told = columns.map(|(column, referenced)| {
        json!({
            "constraintName": key.name,
            "constraintSchema": key.schema,
            "constraintCatalog": "postgres",
            "tableName": key.table,
            "tableSchema": key.schema,
            "tableCatalog": "postgres",
            "columnName": column,
            "referencedTableSchema": key.target_schema,
            "referencedTableCatalog": "postgres",
            "referencedTableName": key.target,
            "referencedColumnName": referenced,
            "deferrable": deferrable,
        })
    });
    told.collect()
}

/// A column as `describeTable` gives it: a default without its type and its quotes.
fn described(column: &DescribedColumn) -> Json {
    let default = match column.default.as_deref() {
        Some("true") if column.type_text == "BOOLEAN" => json!(true),
        Some("false") if column.type_text == "BOOLEAN" => json!(false),
        Some(_) if column.type_text == "BOOLEAN" => Json::Null,
        Some(text) => json!(bare_default(text)),
        None => Json::Null,
    };
    json!({
        "type": column.type_text,
        "allowNull": column.allow_null,
        "defaultValue": default,
        "comment": column.comment,
        "special": column.enum_values,
        "primaryKey": column.primary_key,
    })
}

fn bare_default(text: &str) -> String {
    let text = text.replace('\'', "");
    match text.split_once("::") {
        Some((value, rest)) => {
            let cast = rest.split("::").next().unwrap_or_default();
            if cast.eq_ignore_ascii_case("regclass)") {
                text
            } else {
                value.to_owned()
            }
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::bare_default;

    #[test]
    fn defaults_lose_their_casts_but_for_sequences() {
        assert_eq!(bare_default("'draft'::character varying"), "draft");
        assert_eq!(
            bare_default("nextval('\"Users_id_seq\"'::regclass)"),
            "nextval(\"Users_id_seq\"::regclass)"
        );
        assert_eq!(bare_default("0"), "0");
    }
}
