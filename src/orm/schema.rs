//! Models, their attributes and the associations between them.
//!
//! Everything is named by id, so that a rename can break nothing. A schema may be
//! wrong while it is edited; `check` collects what is.

mod association;
mod attribute;
mod check;
mod data_type;
mod edge;
mod model;

pub use association::{Association, AssociationId, AssociationKind};
pub use attribute::{Attribute, AttributeId, DefaultValue, ForeignKey, ReferentialAction};
pub use check::{Problem, SchemaProblem, Severity, Subject, check};
pub use data_type::DataType;
pub use edge::{Edge, EdgeKind, End, edge_of, edges, explain, is_inverse};
pub use model::{Model, ModelId};

use serde::{Deserialize, Serialize};

/// All models and associations of a project, in the order they were declared.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    /// The models, those that are join tables too.
    pub models: Vec<Model>,
    /// The associations, each in one direction, as Sequelize declares them.
    pub associations: Vec<Association>,
}

impl Schema {
    /// The model of that id.
    pub fn model(&self, id: ModelId) -> Option<&Model> {
        self.models.iter().find(|model| model.id == id)
    }

    /// The model of that name, as in `sequelize.models[name]`.
    pub fn model_named(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.name == name)
    }

    /// The association of that id.
    pub fn association(&self, id: AssociationId) -> Option<&Association> {
        self.associations
            .iter()
            .find(|association| association.id == id)
    }

    /// The associations declared on `source`, in order.
    pub fn associations_of(&self, source: ModelId) -> impl Iterator<Item = &Association> {
        self.associations
            .iter()
            .filter(move |association| association.source == source)
    }

    /// The model and attribute of that attribute id.
    pub fn attribute(&self, id: AttributeId) -> Option<(&Model, &Attribute)> {
        self.models
            .iter()
            .find_map(|model| Some((model, model.attribute(id)?)))
    }

    /// A number no model, attribute or association of this schema has as its id.
    pub fn next_id(&self) -> u32 {
        let models = self.models.iter().map(|model| model.id.0);
        let attributes = self
            .models
            .iter()
            .flat_map(|model| model.attributes.iter().map(|attribute| attribute.id.0));
        let associations = self.associations.iter().map(|association| association.id.0);
        models
            .chain(attributes)
            .chain(associations)
            .max()
            .map_or(1, |highest| highest + 1)
    }
}
