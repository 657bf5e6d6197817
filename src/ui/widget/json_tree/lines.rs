//! The lines a tree of JSON shows: which are open, and what a closed one says.

use std::collections::HashMap;

use super::outline::{Kind, Node, members};

/// How many members of one array are shown before one asks for more.
pub const PAGE: usize = 200;

/// How many lines unfold by themselves; what comes after stays closed until asked for.
const BUDGET: usize = 160;

/// What a person folded and asked for, by path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folds {
    /// Open or closed by hand.
    pub open: HashMap<String, bool>,
    /// How many members to show, where more than a page was asked for.
    pub shown: HashMap<String, usize>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// Where it is: `/0/posts/2`.
    pub path: String,
    /// How deep, from 1.
    pub level: usize,
    /// Its key or index in what it is part of; empty for the whole.
    pub key: String,
    /// What it is.
    pub content: Content,
    /// Its place among its siblings, from 1.
    pub position: usize,
    /// How many siblings there are with it; none where that was not counted.
    pub size: Option<usize>,
}

impl Line {
    /// Whether its members are shown; none where it has none.
    pub fn is_open(&self) -> Option<bool> {
        match self.content {
            Content::Nested {
                is_open, members, ..
            } if members > 0 => Some(is_open),
            _ => None,
        }
    }
}

/// What a line shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Content {
    /// A value without members, as its JSON text.
    Scalar(Kind, String),
    /// An array or object.
    Nested {
        /// Which of the two.
        kind: Kind,
        /// How many members it has.
        members: usize,
        /// Whether they are shown.
        is_open: bool,
        /// A look at what is in it.
        preview: String,
    },
    /// The rest of an array: a button that shows more.
    More {
        /// The path of the array.
        of: String,
        /// How many are shown now.
        shown: usize,
    },
}

/// The lines of a JSON text.
pub fn lines(text: &str, folds: &Folds) -> Vec<Line> {
    let Some(root) = super::outline::root(text) else {
        return Vec::new();
    };
    let mut reader = Reader {
        text,
        folds,
        lines: Vec::new(),
    };
    if root.kind == Kind::Array {
        reader.level("", &root, 1, None);
    } else {
        reader.line(String::new(), String::new(), &root, 1, 1, Some(1));
    }
    reader.lines
}

struct Reader<'a> {
    text: &'a str,
    folds: &'a Folds,
    lines: Vec<Line>,
}

impl Reader<'_> {
    fn level(&mut self, path: &str, node: &Node, level: usize, size: Option<usize>) {
        let shown = self.folds.shown.get(path).copied().unwrap_or(PAGE);
        for (index, member) in members(self.text, node).enumerate() {
            if index == shown && node.kind == Kind::Array {
                self.lines.push(Line {
                    path: format!("{path}/+"),
                    level,
                    key: String::new(),
                    content: Content::More {
                        of: path.to_owned(),
                        shown,
                    },
                    position: index + 1,
                    size,
                });
                return;
            }
            let key = member.key.map_or_else(|| index.to_string(), str::to_owned);
            let at = format!("{path}/{key}");
            self.line(at, key, &member.node, level, index + 1, size);
        }
    }

    fn line(
        &mut self,
        path: String,
        key: String,
        node: &Node,
        level: usize,
        position: usize,
        size: Option<usize>,
    ) {
        let content = if node.kind.is_nested() {
            let count = members(self.text, node).count();
            let is_open = count > 0
                && self
                    .folds
                    .open
                    .get(&path)
                    .copied()
                    .unwrap_or(self.lines.len() + count <= BUDGET);
            Content::Nested {
                kind: node.kind,
                members: count,
                is_open,
                preview: preview(self.text, node),
            }
        } else {
            Content::Scalar(node.kind, self.text[node.range.clone()].to_owned())
        };
        let opened = match content {
            Content::Nested {
                is_open: true,
                members,
                ..
            } => Some((path.clone(), members)),
            _ => None,
        };
        self.lines.push(Line {
            path,
            level,
            key,
            content,
            position,
            size,
        });
        if let Some((path, members)) = opened {
            self.level(&path, node, level + 1, Some(members));
        }
    }
}

/// How many characters a value takes up in a preview at most.
const PREVIEW_VALUE: usize = 24;

/// The first members of an object, short.
fn preview(text: &str, node: &Node) -> String {
    if node.kind == Kind::Array {
        return String::new();
    }
    let mut parts = Vec::new();
    for member in members(text, node).take(4) {
        let key = member.key.unwrap_or_default();
        match member.node.kind {
            Kind::Object => parts.push(format!("{key}: {{…}}")),
            Kind::Array => {
                let count = members(text, &member.node).count();
                parts.push(format!("{key}: [{count}]"));
            }
            _ => {
                let value = &text[member.node.range];
                if value.chars().count() > PREVIEW_VALUE {
                    let start: String = value.chars().take(PREVIEW_VALUE).collect();
                    parts.push(format!("{key}: {start}…"));
                } else {
                    parts.push(format!("{key}: {value}"));
                }
            }
        }
    }
    parts.join(", ")
}

/// The first members of a JSON text, laid out over lines, and whether there are more.
pub fn pretty(text: &str, most: usize) -> (String, bool) {
    let Some(root) = super::outline::root(text) else {
        return (String::new(), false);
    };
    let mut out = String::new();
    let is_cut = write_pretty(text, &root, 0, most, &mut out);
    (out, is_cut)
}

fn write_pretty(text: &str, node: &Node, depth: usize, most: usize, out: &mut String) -> bool {
    if !node.kind.is_nested() {
        out.push_str(&text[node.range.clone()]);
        return false;
    }
    let (open, close) = if node.kind == Kind::Object {
        ('{', '}')
    } else {
        ('[', ']')
    };
    out.push(open);
    let mut is_empty = true;
    let mut is_cut = false;
    for (index, member) in members(text, node).enumerate() {
        if depth == 0 && index == most {
            is_cut = true;
            break;
        }
        out.push_str(if is_empty { "\n" } else { ",\n" });
        is_empty = false;
        indent(depth + 1, out);
        if let Some(key) = member.key {
            out.push('"');
            out.push_str(key);
            out.push_str("\": ");
        }
        write_pretty(text, &member.node, depth + 1, most, out);
    }
    if !is_empty {
        out.push('\n');
        indent(depth, out);
    }
    out.push(close);
    is_cut
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use std::fmt::Write;

    fn check(text: &str, folds: &Folds, expected: &Expect) {
        let mut shown = String::new();
        for line in lines(text, folds) {
            let indent = "  ".repeat(line.level - 1);
            let what = match line.content {
                Content::Scalar(_, value) => value,
                Content::Nested {
                    members,
                    is_open,
                    preview,
                    ..
                } => format!("{} {members} {preview}", if is_open { "-" } else { "+" }),
                Content::More { shown, .. } => format!("more than {shown}"),
            };
            let key = if line.key.is_empty() {
                "whole"
            } else {
                &line.key
            };
            writeln!(shown, "{indent}{key} {what}").expect("a string takes all");
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn a_small_result_is_open_throughout() {
        check(
            r#"[{"id":1,"posts":[{"id":7}],"profile":null},{"id":2,"posts":[],"profile":{"id":1}}]"#,
            &Folds::default(),
            &expect![[r#"
                0 - 3 id: 1, posts: [1], profile: null
                  id 1
                  posts - 1 
                    0 - 1 id: 7
                      id 7
                  profile null
                1 - 3 id: 2, posts: [0], profile: {…}
                  id 2
                  posts + 0 
                  profile - 1 id: 1
                    id 1
            "#]],
        );
    }

    #[test]
    fn what_is_closed_by_hand_stays_closed() {
        let mut folds = Folds::default();
        folds.open.insert("/0".to_owned(), false);
        check(
            r#"[{"id":1},{"id":2}]"#,
            &folds,
            &expect![[r"
                0 + 1 id: 1
                1 - 1 id: 2
                  id 2
            "]],
        );
    }

    #[test]
    fn an_object_and_null_are_lines_of_their_own() {
        check(
            r#"{"id":1}"#,
            &Folds::default(),
            &expect![[r"
                whole - 1 id: 1
                  id 1
            "]],
        );
        check("null", &Folds::default(), &expect![["whole null\n"]]);
    }

    #[test]
    fn a_long_array_is_paged_and_folded() {
        let rows: Vec<String> = (0..1000).map(|id| format!(r#"{{"id":{id}}}"#)).collect();
        let text = format!("[{}]", rows.join(","));
        let shown = lines(&text, &Folds::default());
        assert!(shown.len() <= BUDGET + PAGE);
        assert!(matches!(
            shown.last().map(|line| &line.content),
            Some(Content::More { shown: PAGE, .. })
        ));
        let mut folds = Folds::default();
        folds.shown.insert(String::new(), 2 * PAGE);
        let top = lines(&text, &folds)
            .iter()
            .filter(|line| line.level == 1)
            .count();
        assert_eq!(top, 2 * PAGE + 1);
    }

    #[test]
    fn pretty_text_is_the_same_json() {
        let (text, is_cut) = pretty(r#"[{"id":1,"tags":["a",{}],"none":[]},2]"#, 10);
        assert!(!is_cut);
        expect![[r#"
            [
              {
                "id": 1,
                "tags": [
                  "a",
                  {}
                ],
                "none": []
              },
              2
            ]"#]]
        .assert_eq(&text);
        assert_eq!(pretty("[1,2,3]", 2), ("[\n  1,\n  2\n]".to_owned(), true));
    }
}
