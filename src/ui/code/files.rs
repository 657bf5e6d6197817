//! The project's files: a list by folder, or one select where the room is narrow.

use std::sync::Arc;

use leptos::prelude::*;

use crate::orm::codegen::SourceFile;

/// The files of one folder.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Folder {
    /// Its name, empty for the project's root.
    name: String,
    /// Its files, by path.
    paths: Vec<String>,
}

/// The folders, in the order their first files come.
fn folders(files: &[SourceFile]) -> Vec<Folder> {
    let mut folders: Vec<Folder> = Vec::new();
    for file in files {
        let name = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        match folders.iter_mut().find(|folder| folder.name == name) {
            Some(folder) => folder.paths.push(file.path.clone()),
            None => folders.push(Folder {
                name: name.to_owned(),
                paths: vec![file.path.clone()],
            }),
        }
    }
    folders
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

/// A file's name in two: the time stamp with its dash, where it has one, and the rest.
fn parts(name: &str) -> (String, String) {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let cut = if name[digits..].starts_with('-') && digits > 0 {
        digits + 1
    } else {
        0
    };
    let (stamp, what) = name.split_at(cut);
    (stamp.to_owned(), what.to_owned())
}

/// The files to choose from.
#[component]
pub fn Files(
    /// All files.
    files: Memo<Arc<Vec<SourceFile>>>,
    /// The path of the one shown.
    path: Memo<String>,
    /// Another was chosen, by its path.
    on_choose: impl Fn(String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    // By paths alone: an edit that leaves the files where they are changes nothing here.
    let folders = Memo::new(move |_| files.with(|files| folders(files)));
    view! {
        <nav class="files" aria-label="Files of the project">
            {move || {
                folders
                    .get()
                    .into_iter()
                    .map(|folder| {
                        view! {
                            <p class="files__folder">
                                {if folder.name.is_empty() { "project".to_owned() } else { folder.name }}
                            </p>
                            <ul class="files__list">
                                {folder
                                    .paths
                                    .into_iter()
                                    .map(|file| view! { <FileButton file path on_choose /> })
                                    .collect_view()}
                            </ul>
                        }
                    })
                    .collect_view()
            }}
        </nav>
        <label class="files-select">
            <span class="visually-hidden">"File"</span>
            <select
                class="select"
                prop:value=path
                on:change=move |event| on_choose(event_target_value(&event))
            >
                {move || {
                    folders
                        .get()
                        .into_iter()
                        .flat_map(|folder| folder.paths)
                        .map(|file| {
                            let is_shown = {
                                let file = file.clone();
                                move || path.with(|path| *path == file)
                            };
                            view! { <option value=file.clone() selected=is_shown>{file.clone()}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </label>
    }
}

#[component]
fn FileButton(
    /// Its path.
    file: String,
    /// The path of the one shown.
    path: Memo<String>,
    /// It was chosen.
    on_choose: impl Fn(String) + Copy + 'static,
) -> impl IntoView {
    let file = StoredValue::new(file);
    let name = file.with_value(|file| file_name(file));
    let (stamp, what) = parts(&name);
    view! {
        <li>
            <button
                type="button"
                class="files__file"
                title=name
                aria-current=move || {
                    path.with(|path| file.with_value(|file| file == path)).then_some("true")
                }
                on:click=move |_| on_choose(file.get_value())
            >
                {(!stamp.is_empty()).then(|| view! { <span class="files__stamp">{stamp}</span> })}
                <span class="files__name">{what}</span>
            </button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_by_their_folder() {
        let files = [
            "models/user.js",
            "models/index.js",
            "migrations/1-create-user.js",
            "package.json",
        ]
        .map(|path| SourceFile {
            path: path.to_owned(),
            text: String::new(),
        });
        let folders = folders(&files);
        let shown: Vec<(&str, usize)> = folders
            .iter()
            .map(|folder| (folder.name.as_str(), folder.paths.len()))
            .collect();
        assert_eq!(shown, [("models", 2), ("migrations", 1), ("", 1)]);
        assert_eq!(file_name("models/user.js"), "user.js");
        let stamped = ("20240101000001-".to_owned(), "create-user.js".to_owned());
        assert_eq!(parts("20240101000001-create-user.js"), stamped);
        assert_eq!(parts("user-2.js").0, "");
    }
}
