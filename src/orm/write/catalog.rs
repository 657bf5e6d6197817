//! What is asked of Postgres' catalogs, in the statements that `logging` shows.
//!
//! The engine answers them from what it knows of its tables, not by running them.

use super::TableName;
use crate::orm::js::Js;
use crate::orm::select::escape;

/// Which tables there are.
pub fn show_tables(schema: &str) -> String {
    format!(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = {} AND table_type LIKE '%TABLE' AND table_name != 'spatial_ref_sys';",
        text(schema)
    )
}

/// Whether a table is there.
pub fn table_exists(table: &TableName) -> String {
    format!(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = {} AND table_name = {}",
        text(table.schema_or_public()),
        text(&table.name)
    )
}

/// Which schemas there are, Postgres' own left out.
pub fn show_schemas() -> String {
    "SELECT schema_name FROM information_schema.schemata WHERE schema_name <> 'information_schema' AND schema_name != 'public' AND schema_name !~ E'^pg_';".to_owned()
}

/// A table's columns.
pub fn describe_table(table: &TableName) -> String {
    let (name, schema) = (text(&table.name), text(table.schema_or_public()));
    format!(
        r#"SELECT pk.constraint_type as "Constraint",c.column_name as "Field", c.column_default as "Default",c.is_nullable as "Null", (CASE WHEN c.udt_name = 'hstore' THEN c.udt_name ELSE c.data_type END) || (CASE WHEN c.character_maximum_length IS NOT NULL THEN '(' || c.character_maximum_length || ')' ELSE '' END) as "Type", (SELECT array_agg(e.enumlabel) FROM pg_catalog.pg_type t JOIN pg_catalog.pg_enum e ON t.oid=e.enumtypid WHERE t.typname=c.udt_name) AS "special", (SELECT pgd.description FROM pg_catalog.pg_statio_all_tables AS st INNER JOIN pg_catalog.pg_description pgd on (pgd.objoid=st.relid) WHERE c.ordinal_position=pgd.objsubid AND c.table_name=st.relname) AS "Comment" FROM information_schema.columns c LEFT JOIN (SELECT tc.table_schema, tc.table_name, cu.column_name, tc.constraint_type FROM information_schema.TABLE_CONSTRAINTS tc JOIN information_schema.KEY_COLUMN_USAGE  cu ON tc.table_schema=cu.table_schema and tc.table_name=cu.table_name and tc.constraint_name=cu.constraint_name and tc.constraint_type='PRIMARY KEY') pk ON pk.table_schema=c.table_schema AND pk.table_name=c.table_name AND pk.column_name=c.column_name WHERE c.table_name = {name} AND c.table_schema = {schema}"#
    )
}

/// A table's indexes.
pub fn show_indexes(table: &TableName) -> String {
    let name = &table.name;
    let (join, condition) = match &table.schema {
        Some(schema) => (
            ", pg_namespace s",
            format!(" AND s.oid = t.relnamespace AND s.nspname = '{schema}'"),
        ),
        None => ("", String::new()),
    };
    format!(
        "SELECT i.relname AS name, ix.indisprimary AS primary, ix.indisunique AS unique, ix.indkey AS indkey, array_agg(a.attnum) as column_indexes, array_agg(a.attname) AS column_names, pg_get_indexdef(ix.indexrelid) AS definition FROM pg_class t, pg_class i, pg_index ix, pg_attribute a{join} WHERE t.oid = ix.indrelid AND i.oid = ix.indexrelid AND a.attrelid = t.oid AND t.relkind = 'r' and t.relname = '{name}'{condition} GROUP BY i.relname, ix.indexrelid, ix.indisprimary, ix.indisunique, ix.indkey ORDER BY i.relname;"
    )
}

/// A table's constraints.
pub fn show_constraints(table: &TableName) -> String {
    let columns = [
        ("constraint_catalog", "constraintCatalog"),
        ("constraint_schema", "constraintSchema"),
        ("constraint_name", "constraintName"),
        ("table_catalog", "tableCatalog"),
        ("table_schema", "tableSchema"),
        ("table_name", "tableName"),
        ("constraint_type", "constraintType"),
        ("is_deferrable", "isDeferrable"),
        ("initially_deferred", "initiallyDeferred"),
    ]
    .map(|(column, name)| format!("{column} AS \"{name}\""));
    format!(
        "SELECT {} from INFORMATION_SCHEMA.table_constraints WHERE table_name='{}';",
        columns.join(", "),
        table.name
    )
}

/// The names and texts of a table's foreign keys.
pub fn foreign_keys(table: &TableName) -> String {
    format!(
        "SELECT conname as constraint_name, pg_catalog.pg_get_constraintdef(r.oid, true) as condef FROM pg_catalog.pg_constraint r WHERE r.conrelid = (SELECT oid FROM pg_class WHERE relname = '{}' LIMIT 1) AND r.contype = 'f' ORDER BY 1;",
        table.name
    )
}

/// What a table's foreign keys refer to.
pub fn foreign_key_references(table: &TableName, database: Option<&str>) -> String {
    let catalog = database.map_or_else(String::new, |name| {
        format!(" AND tc.table_catalog = '{name}'")
    });
    let schema = table.schema.as_ref().map_or_else(String::new, |name| {
        format!(" AND tc.table_schema = '{name}'")
    });
    format!(
        "SELECT DISTINCT tc.constraint_name as constraint_name, tc.constraint_schema as constraint_schema, tc.constraint_catalog as constraint_catalog, tc.table_name as table_name,tc.table_schema as table_schema,tc.table_catalog as table_catalog,tc.initially_deferred as initially_deferred,tc.is_deferrable as is_deferrable,kcu.column_name as column_name,ccu.table_schema  AS referenced_table_schema,ccu.table_catalog  AS referenced_table_catalog,ccu.table_name  AS referenced_table_name,ccu.column_name AS referenced_column_name FROM information_schema.table_constraints AS tc JOIN information_schema.key_column_usage AS kcu ON tc.constraint_name = kcu.constraint_name JOIN information_schema.constraint_column_usage AS ccu ON ccu.constraint_name = tc.constraint_name WHERE constraint_type = 'FOREIGN KEY' AND tc.table_name = '{}'{catalog}{schema}",
        table.name
    )
}

fn text(value: &str) -> String {
    escape(&Js::Text(value.to_owned()), None).unwrap_or_default()
}
