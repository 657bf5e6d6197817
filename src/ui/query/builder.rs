//! What every piece of the builder holds: the find, and the way to change it.

use std::sync::Arc;

use leptos::prelude::*;

use super::part::{self, Part, PartMut};
use crate::orm::query::{Find, Include};
use crate::orm::schema::{AssociationId, Model, Schema};
use crate::project::Edit;
use crate::ui::studio::Studio;

/// A way to a part of the find, see `part`.
pub type Way = StoredValue<Vec<AssociationId>>;

/// The find of the document. Each change is dispatched at once.
#[derive(Clone, Copy)]
pub struct Builder {
    studio: Studio,
    /// The find, where there is one.
    pub find: Memo<Option<Find>>,
    /// The models and associations it may speak of.
    pub schema: ReadSignal<Arc<Schema>>,
}

impl Builder {
    /// The builder of the studio's document.
    pub fn new(studio: Studio) -> Self {
        let project = studio.project();
        Self {
            studio,
            find: Memo::new(move |_| project.with(|project| project.query.clone())),
            schema: studio.schema(),
        }
    }

    /// The studio behind it.
    pub fn studio(self) -> Studio {
        self.studio
    }

    /// Becomes another find.
    pub fn set(self, find: Find) {
        // A refusal is told by the studio's notice.
        drop(self.studio.dispatch(Edit::SetQuery(Some(find))));
    }

    /// Changes the find.
    pub fn change(self, change: impl FnOnce(&mut Find)) {
        if let Some(mut find) = self.find.get_untracked() {
            change(&mut find);
            self.set(find);
        }
    }

    /// Changes one part of it.
    pub fn change_part(self, way: Way, change: impl FnOnce(&mut PartMut<'_>)) {
        self.change(|find| {
            way.with_value(|way| {
                if let Some(mut part) = part::part_mut(find, way) {
                    change(&mut part);
                }
            });
        });
    }

    /// Changes one include.
    pub fn change_include(self, way: Way, change: impl FnOnce(&mut Include)) {
        self.change(|find| {
            way.with_value(|way| {
                if let Some(include) = part::include_mut(find, way) {
                    change(include);
                }
            });
        });
    }

    /// Reads the find beside its schema.
    pub fn read<T>(self, read: impl FnOnce(&Find, &Schema) -> T) -> Option<T> {
        self.find.with(|find| {
            find.as_ref()
                .map(|find| self.schema.with(|schema| read(find, schema)))
        })
    }

    /// Reads one part.
    pub fn read_part<T>(self, way: Way, read: impl FnOnce(Part<'_>) -> T) -> Option<T> {
        self.read(|find, _| way.with_value(|way| part::part(find, way).map(read)))
            .flatten()
    }

    /// Reads one include.
    pub fn read_include<T>(self, way: Way, read: impl FnOnce(&Include) -> T) -> Option<T> {
        self.read(|find, _| way.with_value(|way| part::include(find, way).map(read)))
            .flatten()
    }

    /// Reads the model a part is of, beside its schema.
    pub fn read_model<T>(self, way: Way, read: impl FnOnce(&Schema, &Model) -> T) -> Option<T> {
        self.read(|find, schema| {
            let id = way.with_value(|way| part::model_at(schema, find, way))?;
            schema.model(id).map(|model| read(schema, model))
        })
        .flatten()
    }
}
