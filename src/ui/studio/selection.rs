//! What is selected in the diagram.

use crate::orm::schema::{AssociationId, AttributeId, ModelId};

/// What is selected. Rooms show and edit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Selection {
    /// A model's card.
    Model(ModelId),
    /// An attribute's row.
    Attribute(AttributeId),
    /// An edge, by one of its associations.
    Association(AssociationId),
}
