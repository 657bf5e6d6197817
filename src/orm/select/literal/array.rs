//! Arrays: `ARRAY[…]::TYPE[]`.

use super::{Sent, Target, plain, sent, sql_type};
use crate::orm::declare::{ErrorClass, OrmError, Type};
use crate::orm::js::Js;
use crate::orm::select::quote;

/// An array of a type, with its cast.
pub fn sql(value: &Js, data_type: &Type, target: Target) -> Result<String, OrmError> {
    let Js::Array(items) = value else {
        return Err(OrmError::new(
            ErrorClass::TypeError,
            "values.map is not a function",
        ));
    };
    let Some(of) = data_type.of.as_deref() else {
        return plain_sql(items);
    };
    let item = |item: &Js| match sent(item, of, Target::Type(of))? {
        Sent::Sql(sql) => Ok(sql),
        Sent::Value(value) => plain(&value),
    };
    let items = items.iter().map(item).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("ARRAY[{}]::{}", items.join(","), cast(of, target)))
}

/// An array of anything.
pub fn plain_sql(items: &[Js]) -> Result<String, OrmError> {
    let items = items.iter().map(plain).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("ARRAY[{}]", items.join(",")))
}

fn cast(of: &Type, target: Target) -> String {
    let (schema, table, column) = match target {
        Target::Attribute(model, attribute) => (
            model.schema.as_deref(),
            model.table_name.as_str(),
            attribute.field.as_str(),
        ),
        Target::Column {
            schema,
            table,
            name,
            ..
        } => (schema, table, name),
        Target::Unknown | Target::Type(_) => return format!("{}[]", sql_type(of)),
    };
    if of.key != "ENUM" {
        return format!("{}[]", sql_type(of));
    }
    let name = quote(&format!("enum_{table}_{column}"));
    match schema {
        Some(schema) => format!("{}.{name}[]", quote(schema)),
        None => format!("{name}[]"),
    }
}
