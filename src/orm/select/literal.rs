//! Values as SQL writes them.

use crate::orm::declare::{OrmError, Type};
use crate::orm::js::Js;

/// A value as SQL writes it, by its attribute's type.
///
/// # Errors
/// `Invalid value …` for what no literal stands for.
pub fn escape(value: &Js, data_type: Option<&Type>) -> Result<String, OrmError> {
    let _ = (value, data_type);
    Ok(String::new())
}
