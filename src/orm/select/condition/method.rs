//! `fn`, `col`, `literal`, `cast`, `json` and `where` as SQL: `handleSequelizeMethod`.

use super::json_method;
use super::{
    Part, Scope, Subject, comparator, condition, escape_for, is_method, item, items, type_error,
};
use crate::orm::declare::OrmError;
use crate::orm::js::{Js, Key};
use crate::orm::select::literal::Target;
use crate::orm::select::{quote, quote_path};

/// The SQL of a method.
///
/// # Errors
/// What Sequelize would throw of it.
pub fn method(value: &Js, scope: Scope) -> Part {
    match value {
        Js::Literal(sql) => Ok(sql.clone()),
        Js::Col(name) if name.starts_with('*') => Ok("*".to_owned()),
        Js::Col(name) => Ok(quote_path(name)),
        Js::Fn(name, arguments) => {
            let arguments = arguments.iter().map(|argument| match argument {
                argument if is_method(argument) => method(argument, scope),
                Js::Object(_) => items(argument, Scope::default(), " AND "),
                // A `$` is doubled, for the placeholders of a raw query.
                Js::Text(text) => escape_for(&Js::Text(text.replace('$', "$$")), Target::Unknown),
                argument => escape_for(argument, Target::Unknown),
            });
            let arguments = arguments.collect::<Result<Vec<_>, OrmError>>()?;
            Ok(format!("{name}({})", arguments.join(", ")))
        }
        Js::Cast(value, name) => {
            let inner = match value.as_ref() {
                value if is_method(value) => method(value, scope)?,
                value @ Js::Object(_) => items(value, Scope::default(), " AND ")?,
                value => escape_for(value, Target::Unknown)?,
            };
            Ok(format!("CAST({inner} AS {})", name.trim().to_uppercase()))
        }
        Js::Json(inner, value) => json_method::sql(inner, value.as_deref()),
        Js::Where(attribute, comparator, logic) => where_sql(attribute, comparator, logic, scope),
        _ => Ok(super::super::text::string(value)),
    }
}

fn where_sql(attribute: &Js, comparator: &Js, logic: &Js, scope: Scope) -> Part {
    // `where(attribute, value)` has no comparator.
    let is_short =
        matches!(logic, Js::Undefined) && !matches!(comparator, Js::Text(text) if text == "=");
    let (sign, value) = if is_short {
        ("=".to_owned(), comparator)
    } else {
        (sign(comparator), logic)
    };
    let key = if is_method(attribute) {
        condition(attribute, scope)?
    } else {
        column(attribute)?
    };
    let value = match value {
        value if is_method(value) => condition(value, scope)?,
        Js::Object(_) => {
            let scope = Scope::new(scope.model, None);
            return item(&Subject::Sql(key), value, scope);
        }
        Js::Array(items) if matches!(sign.as_str(), "BETWEEN" | "NOT BETWEEN") => {
            let side = |place: usize| {
                escape_for(items.get(place).unwrap_or(&Js::Undefined), Target::Unknown)
            };
            format!("{} AND {}", side(0)?, side(1)?)
        }
        value => escape_for(value, Target::Unknown)?,
    };
    let sign = match (value.as_str(), sign.as_str()) {
        ("NULL", "=") => "IS",
        ("NULL", "!=") => "IS NOT",
        (_, sign) => sign,
    };
    Ok(format!("{key} {sign} {value}"))
}

/// A comparator: SQL, or an operator, by its name or as an object of that one key.
fn sign(value: &Js) -> String {
    match value {
        Js::Object(object) => match object.first() {
            Some((Key::Op(name), _)) => comparator(name).unwrap_or("=").to_owned(),
            _ => "=".to_owned(),
        },
        Js::Text(name) => comparator(name).unwrap_or(name).to_owned(),
        value => super::super::text::string(value),
    }
}

/// An attribute of `Model.rawAttributes`: its model and column.
fn column(attribute: &Js) -> Part {
    let name = ["field", "fieldName"]
        .iter()
        .find_map(|key| attribute.get(key).and_then(Js::text));
    match (attribute.get("Model"), name) {
        (Some(Js::Model(model)), Some(name)) => Ok(format!("{}.{}", quote(model), quote(name))),
        _ => Err(type_error(
            "Cannot read properties of undefined (reading 'name')",
        )),
    }
}
