//! The rules of the house that a compiler does not hold: layers, files, colours, words.

use std::fs;
use std::path::{Path, PathBuf};

/// What each layer may name of the others.
const LAYERS: [(&str, &[&str]); 6] = [
    ("orm", &["orm"]),
    ("project", &["orm", "project", "engine::protocol"]),
    ("engine", &["orm", "engine"]),
    ("module", &["orm", "engine", "module"]),
    (
        "browser",
        &["orm", "project", "engine::protocol", "browser"],
    ),
    (
        "ui",
        &["orm", "project", "engine::protocol", "browser", "ui"],
    ),
];

/// Crates that only some layers may name.
const CRATES: [(&str, &[&str]); 6] = [
    ("gluesql", &["engine"]),
    ("leptos", &["ui"]),
    ("web_sys", &["browser", "ui"]),
    ("js_sys", &["browser"]),
    ("wasm_bindgen", &["browser", "ui"]),
    ("serde_wasm_bindgen", &["browser"]),
];

/// The rooms of the page: none may use another.
const ROOMS: [&str; 6] = ["diagram", "query", "data", "migrations", "code", "header"];

/// Lines of a file, its tests apart, above which it is hard to read.
const LINES: usize = 400;

/// What is left where work was not finished.
const UNFINISHED: [&str; 7] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("HA", "CK"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("lorem ", "ipsum"),
];

struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The code without comments and without its tests, which may reach across layers.
    fn code(&self) -> String {
        let code = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        code.lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| format!("{line}\n"))
            .collect()
    }

    /// `orm` of `src/orm/schema.rs` and of `src/orm.rs`.
    fn layer(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        let first = inside.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }
}

#[test]
fn layers_use_only_what_is_below_them() {
    let mut offences = Vec::new();
    for source in sources("src", "rs") {
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == source.layer()) else {
            continue;
        };
        for used in uses_of_the_crate(&source.code()) {
            let is_allowed = allowed
                .iter()
                .any(|path| used == *path || used.starts_with(&format!("{path}::")));
            if !is_allowed {
                offences.push(format!("{} uses crate::{used}", source.path));
            }
        }
    }
    none(&offences);
}

#[test]
fn crates_stay_in_their_layer() {
    let mut offences = Vec::new();
    for source in sources("src", "rs") {
        if LAYERS.iter().all(|(layer, _)| *layer != source.layer()) {
            continue;
        }
        let code = source.code();
        for (name, layers) in CRATES {
            if !layers.contains(&source.layer()) && names(&code, name) {
                offences.push(format!("{} names {name}", source.path));
            }
        }
    }
    none(&offences);
}

#[test]
fn rooms_do_not_use_each_other() {
    let mut offences = Vec::new();
    for source in sources("src/ui", "rs") {
        let inside = source.path.trim_start_matches("src/ui/");
        let own = inside.split(['/', '.']).next().unwrap_or_default();
        if own == "app" {
            continue;
        }
        let code = source.code();
        for room in ROOMS.iter().filter(|room| **room != own) {
            let ways = [format!("ui::{room}::"), format!("super::super::{room}::")];
            let sibling = format!("super::{room}::");
            let is_top = !inside.contains('/');
            if ways.iter().any(|way| code.contains(way.as_str()))
                || (is_top && code.contains(&sibling))
            {
                offences.push(format!("{} uses the room {room}", source.path));
            }
        }
    }
    none(&offences);
}

#[test]
fn modules_are_files_beside_their_folder() {
    let offences: Vec<String> = sources("src", "rs")
        .into_iter()
        .chain(sources("tests", "rs"))
        .filter(|source| source.path.ends_with("/mod.rs"))
        .map(|source| source.path)
        .collect();
    none(&offences);
}

#[test]
fn files_open_with_their_purpose() {
    let offences: Vec<String> = all_rust()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    none(&offences);
}

#[test]
fn files_stay_readable() {
    // Tests read case by case, and may be longer.
    let offences: Vec<String> = ["src", "xtask/src"]
        .into_iter()
        .flat_map(|folder| sources(folder, "rs"))
        .filter_map(|source| {
            let code = source.text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = code.lines().count();
            (lines > LINES).then(|| format!("{} has {lines} lines", source.path))
        })
        .collect();
    none(&offences);
}

#[test]
fn nothing_is_left_unfinished() {
    let mut offences = Vec::new();
    let files = all_rust()
        .into_iter()
        .chain(sources("style", "css"))
        .chain(sources("tests", "js"))
        .chain(sources("tests", "mjs"))
        .chain(sources("benches", "mjs"));
    for source in files {
        for (index, line) in source.text.lines().enumerate() {
            if UNFINISHED.iter().any(|word| line.contains(word)) {
                offences.push(format!("{}:{}: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    none(&offences);
}

#[test]
fn colours_are_tokens() {
    let mut offences = Vec::new();
    let files = sources("style", "css")
        .into_iter()
        .filter(|source| source.path != "style/tokens.css")
        .chain(sources("src/ui", "rs"));
    for source in files {
        for (index, line) in source.text.lines().enumerate() {
            if has_colour(line) {
                offences.push(format!("{}:{}: {}", source.path, index + 1, line.trim()));
            }
        }
    }
    none(&offences);
}

#[test]
fn a_colour_is_recognised() {
    for line in [
        "color: #fff;",
        "fill: #4338CA80",
        "a: rgb(1 2 3)",
        "a: oklch(0.5 0 0)",
    ] {
        assert!(has_colour(line), "{line}");
    }
    for line in [
        "#[component]",
        "href=\"#room\"",
        "#add-model { }",
        "var(--ink)",
        "r#\"x\"#",
    ] {
        assert!(!has_colour(line), "{line}");
    }
}

#[test]
fn uses_are_read_from_paths_and_groups() {
    let code =
        "use crate::orm::schema::Model;\nuse crate::{browser::clock, ui};\ncrate::engine::run();";
    assert_eq!(
        uses_of_the_crate(code),
        ["orm::schema::Model", "browser::clock", "ui", "engine::run"]
    );
}

/// Every path after `crate::`, groups opened.
fn uses_of_the_crate(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        // `$crate::` and `my_crate::` are other things.
        let before = code[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        let rest = &code[at + start.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let inside = &group[..closing(group)];
            found.extend(split_group(inside).map(path_of));
        } else {
            found.push(path_of(rest));
        }
    }
    found
}

/// Where the brace that is already open closes.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The items of a group, cut at its own commas only.
fn split_group(inside: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    inside
        .split(move |letter| {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            letter == ',' && depth == 0
        })
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

fn path_of(text: &str) -> String {
    let path: String = text
        .chars()
        .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '_' | ':'))
        .collect();
    path.trim_end_matches(':').to_owned()
}

/// Whether code names a crate, as a path.
fn names(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + name.len()..];
        let is_start = before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_');
        is_start && after.starts_with("::")
    })
}

/// Whether a line has a literal colour: hexadecimal digits after `#`, or a colour function.
fn has_colour(line: &str) -> bool {
    const FUNCTIONS: [&str; 6] = ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab("];
    let is_hex = line.match_indices('#').any(|(at, _)| {
        let digits = line[at + 1..]
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
        let word: String = digits.collect();
        matches!(word.len(), 3 | 4 | 6 | 8) && word.chars().all(|digit| digit.is_ascii_hexdigit())
    });
    is_hex || FUNCTIONS.iter().any(|function| line.contains(function))
}

fn all_rust() -> Vec<Source> {
    ["src", "tests", "xtask/src"]
        .into_iter()
        .flat_map(|folder| sources(folder, "rs"))
        .collect()
}

fn sources(folder: &str, extension: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&root.join(folder), &mut paths);
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    assert!(folder != "src" || !paths.is_empty(), "src has no files");
    paths
        .into_iter()
        .map(|path| Source {
            text: fs::read_to_string(&path).expect("a source is UTF-8"),
            path: path
                .strip_prefix(root)
                .expect("it lies in the project")
                .to_string_lossy()
                .replace('\\', "/"),
        })
        .collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "output") {
                walk(&path, paths);
            }
        } else {
            paths.push(path);
        }
    }
}

fn none(offences: &[String]) {
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}
