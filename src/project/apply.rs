//! Edits, made.

use super::{Edit, EditError, Project};

/// The document after an edit.
///
/// # Errors
/// Where the edit cannot be made; the error says why and what helps.
pub fn apply(project: &Project, edit: Edit) -> Result<Project, EditError> {
    let mut project = project.clone();
    match edit {
        Edit::RenameProject(name) => project.name = name,
        Edit::MoveModels(moves) => project.layout.extend(moves),
        Edit::SetQuery(query) => project.query = query,
        Edit::SetLive(is_live) => project.is_live = is_live,
        Edit::Replace(with) => project = *with,
        _ => {}
    }
    Ok(project)
}
