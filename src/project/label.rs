//! What an edit is called in the undo menu.

use super::{AttributeEdit, Edit, LinkSpec, Mend, Project};
use crate::orm::schema::{AssociationId, AttributeId, ModelId};

/// What was done, in a few words: `Add model Tag`. Names are those before the edit.
pub fn label(project: &Project, edit: &Edit) -> String {
    let schema = &project.schema;
    let model = |id: ModelId| schema.model(id).map_or("model", |model| &model.name);
    let attribute = |id: AttributeId| {
        let found = schema.attribute(id);
        found.map_or_else(
            || "attribute".to_owned(),
            |(model, attribute)| format!("{}.{}", model.name, attribute.name),
        )
    };
    let association = |id: AssociationId| {
        schema
            .association(id)
            .map_or_else(String::new, |association| {
                format!(
                    "{} and {}",
                    model(association.source),
                    model(association.target)
                )
            })
    };
    let pair = |spec: &LinkSpec| format!("{} and {}", model(spec.source), model(spec.target));
    match edit {
        Edit::RenameProject(_) => "Rename the project".to_owned(),
        Edit::AddModel { name, .. } => format!("Add model {name}"),
        Edit::RenameModel { model: id, name } => format!("Rename {} to {name}", model(*id)),
        Edit::RenameTable {
            model: id,
            table_name,
        } => format!("Name the table of {} {table_name}", model(*id)),
        Edit::SetTimestamps {
            model: id,
            timestamps,
        } => {
            format!(
                "{} timestamps of {}",
                if *timestamps { "Keep" } else { "Drop" },
                model(*id)
            )
        }
        Edit::DeleteModel(id) => format!("Delete model {}", model(*id)),
        Edit::MoveModels(moves) => match moves.as_slice() {
            [(id, _)] => format!("Move {}", model(*id)),
            moves => format!("Move {} models", moves.len()),
        },
        Edit::AddAttribute {
            model: id, name, ..
        } => format!("Add {}.{name}", model(*id)),
        Edit::EditAttribute {
            attribute: id,
            change: AttributeEdit::Name(name),
        } => {
            format!("Rename {} to {name}", attribute(*id))
        }
        Edit::EditAttribute { attribute: id, .. } => format!("Change {}", attribute(*id)),
        Edit::MoveAttribute { attribute: id, .. } => format!("Move {}", attribute(*id)),
        Edit::DeleteAttribute(id) => format!("Delete {}", attribute(*id)),
        Edit::Link(spec) => format!("Link {}", pair(spec)),
        Edit::EditLink { spec, .. } => format!("Change the link of {}", pair(spec)),
        Edit::Unlink(id) => format!("Unlink {}", association(*id)),
        Edit::Mend(
            Mend::ShareKey {
                association: id, ..
            }
            | Mend::SwapKeys(id)
            | Mend::SplitKeys(id),
        ) => format!("Mend the link of {}", association(*id)),
        Edit::SetQuery(_) => "Change the query".to_owned(),
        Edit::SetLive(true) => "Switch live on".to_owned(),
        Edit::SetLive(false) => "Switch live off".to_owned(),
        Edit::CloseMigration => "Begin a new migration".to_owned(),
        Edit::RenameMigration { from, .. } => format!("Rename migration {from}"),
        Edit::Replace(with) => format!("Open {}", with.name),
    }
}
