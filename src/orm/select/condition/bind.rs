//! Values that go to placeholders.

use super::{Bind, bound, error, is_method};
use crate::orm::declare::{Attribute, Model, OrmError};
use crate::orm::js::Js;

/// The placeholder of a value.
pub fn placeholder(
    value: &Js,
    field: Option<(&Model, &Attribute)>,
    bind: &Bind,
) -> Result<String, OrmError> {
    if is_method(value) {
        return Err(error(
            "Cannot pass SequelizeMethod as a bind parameter - use escape instead",
        ));
    }
    let data_type = field.map(|(_, attribute)| &attribute.data_type);
    let value = bound(value, data_type)?;
    Ok(bind(&value, data_type))
}
