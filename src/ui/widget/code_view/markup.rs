//! Writes coloured code as markup.
//!
//! Pure text in, text out: a result of thousands of lines is one assignment for
//! the browser, not thousands of calls across the boundary of wasm.

use std::fmt::Write as _;

use super::lexer::{Kind, Language, pieces};
use crate::ui::widget::html::push_text;

/// How many lines stand in a block the browser may leave unpainted while it is out of sight.
const BLOCK: usize = 64;

/// Code ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup {
    /// Its lines, as HTML.
    pub html: String,
    /// How many signs the longest line has, wide ones counted twice.
    pub columns: usize,
}

/// The markup of a text. `changed` holds the lines to mark, from 0.
pub fn markup(language: Language, text: &str, changed: &[usize]) -> Markup {
    let mut page = Page {
        html: String::with_capacity(text.len() * 4),
        line: 0,
        changed,
    };
    page.open_line();
    for (kind, piece) in pieces(language, text) {
        for (index, part) in piece.split('\n').enumerate() {
            if index > 0 {
                page.next_line();
            }
            page.piece(kind, part);
        }
    }
    page.close_line();
    page.html.push_str("</span>");
    let columns = text.split('\n').map(width).max().unwrap_or_default();
    Markup {
        html: page.html,
        columns,
    }
}

/// The columns a line takes up in a typeface of even widths.
fn width(line: &str) -> usize {
    line.chars()
        .map(|sign| if sign.is_ascii() { 1 } else { 2 })
        .sum()
}

/// A page being written.
struct Page<'a> {
    html: String,
    line: usize,
    changed: &'a [usize],
}

impl Page<'_> {
    fn open_line(&mut self) {
        if self.line.is_multiple_of(BLOCK) {
            if self.line > 0 {
                self.html.push_str("</span>");
            }
            self.html.push_str(r#"<span class="code-view__block">"#);
        }
        self.html.push_str(r#"<span class="code-view__line"#);
        if self.changed.contains(&self.line) {
            self.html.push_str(" is-changed");
        }
        self.html.push('"');
        if self.line.is_multiple_of(BLOCK) {
            // A block counts for itself, as the browser may not look into it: its first line says where.
            let _ = write!(self.html, r#" style="counter-reset:line {}""#, self.line);
        }
        self.html.push('>');
    }

    fn close_line(&mut self) {
        // The line break keeps the text whole for a selection that is copied.
        self.html.push_str("\n</span>");
    }

    fn next_line(&mut self) {
        self.close_line();
        self.line += 1;
        self.open_line();
    }

    fn piece(&mut self, kind: Kind, part: &str) {
        if part.is_empty() {
            return;
        }
        let class = match kind {
            Kind::Plain => return push_text(&mut self.html, part),
            Kind::Keyword => "keyword",
            Kind::Text => "string",
            Kind::Number => "number",
            Kind::Comment => "comment",
            Kind::Name => "name",
            Kind::Property => "property",
        };
        // Writing to a string cannot fail.
        let _ = write!(self.html, r#"<span class="code-view__{class}">"#);
        push_text(&mut self.html, part);
        self.html.push_str("</span>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_text() {
        let shown = markup(
            Language::Json,
            r#""<img src=x onerror=alert(1)>&amp;""#,
            &[],
        );
        assert_eq!(
            shown.html,
            concat!(
                r#"<span class="code-view__block"><span class="code-view__line" style="counter-reset:line 0">"#,
                r#"<span class="code-view__string">"&lt;img src=x onerror=alert(1)&gt;&amp;amp;"</span>"#,
                "\n</span></span>"
            )
        );
    }

    #[test]
    fn a_piece_over_two_lines_is_closed_and_opened_again() {
        let shown = markup(Language::JavaScript, "/* a\nb */", &[1]);
        assert_eq!(
            shown.html,
            concat!(
                r#"<span class="code-view__block"><span class="code-view__line" style="counter-reset:line 0">"#,
                r#"<span class="code-view__comment">/* a</span>"#,
                "\n</span>",
                r#"<span class="code-view__line is-changed">"#,
                r#"<span class="code-view__comment">b */</span>"#,
                "\n</span></span>"
            )
        );
        assert_eq!(shown.columns, 4);
    }

    #[test]
    fn long_code_is_cut_into_blocks() {
        let text = vec!["x"; BLOCK * 2 + 1].join("\n");
        let shown = markup(Language::Sql, &text, &[]);
        assert_eq!(shown.html.matches("code-view__block").count(), 3);
        assert!(shown.html.contains("counter-reset:line 128"));
        assert_eq!(
            shown.html.matches("<span").count(),
            shown.html.matches("</span>").count()
        );
    }
}
