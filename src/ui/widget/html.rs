//! Text as a part of markup.

/// Writes a text so that it stays one: between tags, not in an attribute.
pub fn push_text(html: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            _ => html.push(sign),
        }
    }
}
