//! The code room: the Sequelize project as files, always up to date.

mod changed;
mod files;

use std::sync::Arc;

use leptos::prelude::*;

use super::studio::{Selection, Studio};
use super::widget::{CodeView, Language, Place, Room, RoomShell};
use crate::orm::codegen::{self, SourceFile};
use crate::orm::schema::Schema;
use changed::changed_lines;
use files::Files;

/// The file shown, and the lines of it that the last edit changed.
#[derive(Debug, Clone, PartialEq, Default)]
struct Shown {
    path: String,
    text: String,
    changed: Vec<usize>,
}

/// The code room.
#[component]
pub fn CodeRoom() -> impl IntoView {
    let studio = Studio::expect();
    let files = Memo::new(move |_| {
        studio
            .design()
            .with(|project| Arc::new(codegen::files(&project.schema, &project.migrations)))
    });
    // The file last chosen, and what was selected in the diagram then: a later selection comes first.
    let chosen = RwSignal::new(None::<(String, Option<Selection>)>);
    let path = Memo::new(move |_| {
        let selection = studio.selection().get();
        let files = files.get();
        let is_there = |path: &String| files.iter().any(|file| file.path == *path);
        let chosen = chosen.get();
        let of_selection = || {
            studio
                .schema()
                .with(|schema| file_of(schema, selection?))
                .filter(is_there)
        };
        match chosen {
            Some((path, then)) if then == selection && is_there(&path) => path,
            Some((path, _)) => of_selection()
                .or_else(|| Some(path).filter(is_there))
                .unwrap_or_else(|| first(&files)),
            None => of_selection().unwrap_or_else(|| first(&files)),
        }
    });
    let shown = Memo::new(move |before: Option<&Shown>| {
        let path = path.get();
        let text = files.with(|files| {
            files
                .iter()
                .find(|file| file.path == path)
                .map(|file| file.text.clone())
                .unwrap_or_default()
        });
        let changed = match before {
            Some(before) if before.path == path && before.text == text => before.changed.clone(),
            Some(before) if before.path == path => changed_lines(&before.text, &text),
            _ => Vec::new(),
        };
        Shown {
            path,
            text,
            changed,
        }
    });
    let language = move || {
        let is_json = shown.with(|shown| {
            shown
                .path
                .rsplit_once('.')
                .is_some_and(|(_, end)| end == "json")
        });
        if is_json {
            Language::Json
        } else {
            Language::JavaScript
        }
    };
    let has_models = Memo::new(move |_| studio.schema().with(|schema| !schema.models.is_empty()));
    view! {
        <RoomShell room=Room::Code>
            <Show when=move || has_models.get() fallback=NoCode>
                <div class="code-room">
                    <Files
                        files
                        path
                        on_choose=move |path| {
                            chosen.set(Some((path, studio.selection().get_untracked())));
                        }
                    />
                    <CodeView
                        text=Signal::derive(move || shown.with(|shown| shown.text.clone()))
                        language=Signal::derive(language)
                        label=Signal::derive(move || shown.with(|shown| shown.path.clone()))
                        is_numbered=true
                        changed=Signal::derive(move || shown.with(|shown| shown.changed.clone()))
                    />
                </div>
            </Show>
        </RoomShell>
    }
}

fn first(files: &[SourceFile]) -> String {
    files
        .first()
        .map(|file| file.path.clone())
        .unwrap_or_default()
}

/// The file that has what is selected: the model's own, or that of the model an association is declared on.
fn file_of(schema: &Schema, selection: Selection) -> Option<String> {
    let model = match selection {
        Selection::Model(model) => model,
        Selection::Attribute(attribute) => schema.attribute(attribute)?.0.id,
        Selection::Association(association) => schema.association(association)?.source,
    };
    let model = schema.model(model)?;
    (!model.is_implied).then(|| codegen::model_file(schema, model).path)
}

/// What the room says before there is a model.
#[component]
fn NoCode() -> impl IntoView {
    let place = Place::expect();
    view! {
        <div class="empty">
            <p>"No code yet. Add a model, and its file appears here, as sequelize-cli lays it out."</p>
            <button type="button" class="button" on:click=move |_| place.visit(Room::Diagram)>
                "Go to the diagram"
            </button>
        </div>
    }
}
