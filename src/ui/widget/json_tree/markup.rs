//! Writes the lines of a tree as markup.

use std::fmt::Write as _;

use super::lines::{Content, Line, PAGE};
use super::outline::Kind;
use crate::ui::widget::html::push_text;

/// The id of a line's element, from 0.
pub fn line_id(tree: &str, at: usize) -> String {
    format!("{tree}-{at}")
}

/// The lines of a tree, an element each.
pub fn markup(tree: &str, lines: &[Line]) -> String {
    let mut html = String::with_capacity(lines.len() * 256);
    for (at, line) in lines.iter().enumerate() {
        // Writing to a string cannot fail. A size of -1 is one that was not counted.
        let _ = write!(
            html,
            r#"<div id="{}" class="json-tree__line" role="treeitem" aria-level="{level}" aria-posinset="{}" aria-setsize="{}" style="--level:{level}""#,
            line_id(tree, at),
            line.position,
            line.size
                .map_or_else(|| "-1".to_owned(), |size| size.to_string()),
            level = line.level,
        );
        if let Some(is_open) = line.is_open() {
            let _ = write!(html, r#" aria-expanded="{is_open}""#);
        }
        html.push('>');
        if !line.key.is_empty() {
            let is_index = line.key.bytes().all(|byte| byte.is_ascii_digit());
            span(&mut html, if is_index { "index" } else { "key" }, &line.key);
            html.push_str(": ");
        }
        content(&mut html, &line.content);
        html.push_str("</div>");
    }
    html
}

fn content(html: &mut String, content: &Content) {
    match content {
        Content::Scalar(kind, value) => span(html, kind.slug(), value),
        Content::Nested {
            kind: Kind::Array,
            members,
            ..
        } => {
            let _ = write!(html, "[{members}]");
        }
        Content::Nested { members: 0, .. } => html.push_str("{ }"),
        Content::Nested { is_open: true, .. } => html.push('{'),
        Content::Nested { preview, .. } => {
            html.push_str("{ ");
            push_text(html, preview);
            html.push_str(" }");
        }
        Content::More { shown, .. } => {
            span(
                html,
                "more",
                &format!("Show {PAGE} more after the first {shown}"),
            );
        }
    }
}

fn span(html: &mut String, class: &str, text: &str) {
    let _ = write!(html, r#"<span class="json-tree__{class}">"#);
    push_text(html, text);
    html.push_str("</span>");
}

#[cfg(test)]
mod tests {
    use super::super::lines::{Folds, lines};
    use super::*;
    use expect_test::expect;

    fn shown(text: &str) -> String {
        let markup = markup("result", &lines(text, &Folds::default()));
        markup.replace("</div>", "</div>\n")
    }

    #[test]
    fn a_line_says_where_it_stands() {
        expect![[r#"
            <div id="result-0" class="json-tree__line" role="treeitem" aria-level="1" aria-posinset="1" aria-setsize="-1" style="--level:1" aria-expanded="true"><span class="json-tree__index">0</span>: {</div>
            <div id="result-1" class="json-tree__line" role="treeitem" aria-level="2" aria-posinset="1" aria-setsize="2" style="--level:2"><span class="json-tree__key">id</span>: <span class="json-tree__number">1</span></div>
            <div id="result-2" class="json-tree__line" role="treeitem" aria-level="2" aria-posinset="2" aria-setsize="2" style="--level:2"><span class="json-tree__key">posts</span>: [0]</div>
        "#]]
        .assert_eq(&shown(r#"[{"id":1,"posts":[]}]"#));
    }

    #[test]
    fn markup_in_a_result_stays_text() {
        let shown = shown(r#"{"<b>":"<img src=x onerror=alert(1)>&amp;","a":{"c":"<i>"}}"#);
        assert!(
            !shown.contains("<b>") && !shown.contains("<img") && !shown.contains("<i>"),
            "{shown}"
        );
        assert!(
            shown.contains("&lt;img src=x onerror=alert(1)&gt;&amp;amp;"),
            "{shown}"
        );
    }
}
