//! What `define` and the four association methods make of what they are given.
//!
//! A registry holds models as code declares them, with every option Sequelize 6 knows;
//! `schema` holds those that the diagram draws, by id.

mod associate;
mod association;
mod attribute;
mod define;
mod error;
mod index;
mod model;
mod normalize;
mod options;
mod types;

pub use association::{Association, AssociationKind, Through};
pub use attribute::{Attribute, Reference, Unique};
pub use error::{ErrorClass, OrmError};
pub use index::UniqueKey;
pub use model::{Index, IndexField, Model};
pub use normalize::deferrable;
pub use types::Type;

use super::js::Js;

/// All declared models, in the order of their declaration.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Registry {
    /// The models.
    pub models: Vec<Model>,
    /// The options every model begins with: `new Sequelize({ define })`.
    pub defaults: Option<Js>,
}

impl Registry {
    /// The model of that name, as in `sequelize.models[name]`.
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.name == name)
    }

    /// The model of that name, to be changed.
    pub fn model_mut(&mut self, name: &str) -> Option<&mut Model> {
        self.models.iter_mut().find(|model| model.name == name)
    }
}
