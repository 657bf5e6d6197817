//! Edits, made: the only way from one document to the next.
//!
//! Pure, and total: whatever the edit, the document that comes out keeps every
//! rule, or the edit is refused and says why. An edit of the schema goes into the
//! migrations by itself.

mod attribute;
mod draft;
mod link;
mod migrations;
mod model;

use super::{Edit, EditError, Project, names};
use draft::Draft;

/// The document after an edit.
///
/// # Errors
/// Where the edit cannot be made; the error says why and what helps.
pub fn apply(project: &Project, edit: Edit) -> Result<Project, EditError> {
    let mut draft = Draft::of(project);
    match edit {
        Edit::RenameProject(name) => {
            let name = name.trim().to_owned();
            if name.is_empty() {
                return Err(EditError::NoName);
            }
            return Ok(Project {
                name,
                ..project.clone()
            });
        }
        Edit::MoveModels(moves) => {
            let mut project = project.clone();
            let moves = moves.into_iter().filter(|(model, at)| {
                project.schema.model(*model).is_some() && at.x.is_finite() && at.y.is_finite()
            });
            project.layout.extend(moves.collect::<Vec<_>>());
            return Ok(project);
        }
        Edit::SetQuery(query) => {
            return Ok(Project {
                query,
                ..project.clone()
            });
        }
        Edit::SetLive(is_live) => {
            return Ok(Project {
                is_live,
                ..project.clone()
            });
        }
        Edit::CloseMigration => {
            return Ok(Project {
                is_open: false,
                ..project.clone()
            });
        }
        Edit::RenameMigration { from, to } => return migrations::rename(project, &from, &to),
        Edit::Replace(with) => return Ok(*with),
        Edit::AddModel { name, at } => model::add(&mut draft, &name, at)?,
        Edit::RenameModel { model, name } => model::rename(&mut draft, model, &name)?,
        Edit::RenameTable { model, table_name } => {
            model::rename_table(&mut draft, model, &table_name)?;
        }
        Edit::SetTimestamps { model, timestamps } => {
            model::set_timestamps(&mut draft, model, timestamps)?;
        }
        Edit::DeleteModel(model) => model::delete(&mut draft, model)?,
        Edit::AddAttribute {
            model,
            name,
            data_type,
        } => attribute::add(&mut draft, model, &name, data_type)?,
        Edit::EditAttribute { attribute, change } => {
            attribute::edit(&mut draft, attribute, change)?;
        }
        Edit::MoveAttribute { attribute, to } => attribute::move_to(&mut draft, attribute, to)?,
        Edit::DeleteAttribute(attribute) => attribute::delete(&mut draft, attribute)?,
        Edit::Link(spec) => link::link(&mut draft, spec)?,
        Edit::EditLink { association, spec } => link::edit(&mut draft, association, spec)?,
        Edit::Unlink(association) => link::unlink(&mut draft, association)?,
        Edit::Mend(mend) => link::mend(&mut draft, mend)?,
    }
    Ok(draft.finish(project))
}
