//! JSON text, read one level at a time.
//!
//! A result may be megabytes while a screen shows a few lines of it: nothing is
//! parsed that is not shown. The text comes from our own engine and is taken to be
//! well formed; of other text an outline may be short, but never wrong in memory.

use std::ops::Range;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `{…}`.
    Object,
    /// `[…]`.
    Array,
    /// `"…"`.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`.
    Null,
}

impl Kind {
    /// Whether it has members.
    pub const fn is_nested(self) -> bool {
        matches!(self, Self::Object | Self::Array)
    }

    /// Its name in a class: `text`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Array => "array",
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Null => "null",
        }
    }
}

/// A value's place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// A value within another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'a> {
    /// Its key, as it is written between the quotes; none in an array.
    pub key: Option<&'a str>,
    /// The value.
    pub node: Node,
}

/// The value the text is, or nothing of an empty text.
pub fn root(text: &str) -> Option<Node> {
    let start = skip_space(text.as_bytes(), 0);
    let kind = kind_at(text.as_bytes(), start)?;
    Some(Node {
        kind,
        range: start..text.trim_end().len(),
    })
}

/// The members of an array or object, read as they are asked for.
pub fn members<'a>(text: &'a str, node: &Node) -> Members<'a> {
    Members {
        text,
        at: node.range.start + 1,
        is_object: node.kind == Kind::Object,
        is_done: !node.kind.is_nested(),
    }
}

/// Reads members one after another.
#[derive(Debug, Clone)]
pub struct Members<'a> {
    text: &'a str,
    at: usize,
    is_object: bool,
    is_done: bool,
}

impl<'a> Members<'a> {
    fn read(&mut self) -> Option<Member<'a>> {
        let bytes = self.text.as_bytes();
        let mut at = skip_space(bytes, self.at);
        if bytes.get(at) == Some(&b',') {
            at = skip_space(bytes, at + 1);
        }
        let key = if self.is_object {
            if bytes.get(at) != Some(&b'"') {
                return None;
            }
            let end = end_of_text(bytes, at);
            let key = self.text.get(at + 1..end.checked_sub(1)?)?;
            at = skip_space(bytes, skip_space(bytes, end) + 1);
            Some(key)
        } else {
            None
        };
        let kind = kind_at(bytes, at)?;
        let end = end_of(bytes, at, kind);
        self.at = end;
        Some(Member {
            key,
            node: Node {
                kind,
                range: at..end,
            },
        })
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let member = self.read();
        self.is_done = member.is_none();
        member
    }
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
        at += 1;
    }
    at
}

fn kind_at(bytes: &[u8], at: usize) -> Option<Kind> {
    match bytes.get(at)? {
        b'{' => Some(Kind::Object),
        b'[' => Some(Kind::Array),
        b'"' => Some(Kind::Text),
        b't' | b'f' => Some(Kind::Boolean),
        b'n' => Some(Kind::Null),
        b'-' | b'0'..=b'9' => Some(Kind::Number),
        _ => None,
    }
}

fn end_of(bytes: &[u8], start: usize, kind: Kind) -> usize {
    match kind {
        Kind::Text => end_of_text(bytes, start),
        Kind::Object | Kind::Array => end_of_nested(bytes, start),
        Kind::Number | Kind::Boolean | Kind::Null => {
            let length = bytes[start..]
                .iter()
                .position(|byte| matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t'));
            length.map_or(bytes.len(), |length| start + length)
        }
    }
}

fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn end_of_nested(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = end_of_text(bytes, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<&str>, Kind, &str)> {
        let node = root(text).expect("some JSON");
        members(text, &node)
            .map(|member| (member.key, member.node.kind, &text[member.node.range]))
            .collect()
    }

    #[test]
    fn members_of_an_object_keep_their_order_and_text() {
        assert_eq!(
            read(r#"{"id":1,"name":"A\"}]n","on":true,"bio":null,"posts":[{"a":"]"}],"at":{}}"#),
            [
                (Some("id"), Kind::Number, "1"),
                (Some("name"), Kind::Text, r#""A\"}]n""#),
                (Some("on"), Kind::Boolean, "true"),
                (Some("bio"), Kind::Null, "null"),
                (Some("posts"), Kind::Array, r#"[{"a":"]"}]"#),
                (Some("at"), Kind::Object, "{}"),
            ]
        );
    }

    #[test]
    fn white_space_between_is_passed_over() {
        assert_eq!(
            read(" [ -1.5e3 ,\n \"日本\" , [ ] ] "),
            [
                (None, Kind::Number, "-1.5e3"),
                (None, Kind::Text, "\"日本\""),
                (None, Kind::Array, "[ ]"),
            ]
        );
    }

    #[test]
    fn scalars_and_empty_texts_have_no_members() {
        assert_eq!(read("null"), []);
        assert_eq!(read("[]"), []);
        assert_eq!(read("{}"), []);
        assert_eq!(root("  "), None);
    }

    #[test]
    fn broken_text_ends_early() {
        assert_eq!(
            read("[1, {\"a"),
            [(None, Kind::Number, "1"), (None, Kind::Object, "{\"a")]
        );
        assert_eq!(read("{\"a"), []);
        assert_eq!(read("[?"), []);
        assert_eq!(read("[\"\\"), [(None, Kind::Text, "\"\\")]);
    }
}
