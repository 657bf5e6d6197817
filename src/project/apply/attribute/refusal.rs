//! Why an edit of an attribute cannot be made.

use crate::orm::schema::{Attribute, DataType, Model};
use crate::project::EditError;

pub(super) fn is_timestamp(model: &Model, attribute: &Attribute) -> EditError {
    EditError::IsTimestamp {
        model: model.name.clone(),
        attribute: attribute.name.clone(),
    }
}

pub(super) fn is_referenced(model: &Model, attribute: &Attribute, by: String) -> EditError {
    EditError::IsReferenced {
        model: model.name.clone(),
        attribute: attribute.name.clone(),
        by,
    }
}

pub(super) fn forbids(
    model: &Model,
    attribute: &Attribute,
    data_type: &DataType,
    reason: &str,
) -> EditError {
    EditError::TypeForbids {
        model: model.name.clone(),
        attribute: attribute.name.clone(),
        data_type: data_type.name().to_owned(),
        reason: reason.to_owned(),
    }
}
