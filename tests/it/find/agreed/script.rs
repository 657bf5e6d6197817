//! The JavaScript that the page writes, read into the form in which the module takes it.
//!
//! Literals, `Op`, `DataTypes` and names of models: what stands in a call, and no more.

use serde_json::{Value as Json, json};

/// The arguments of the first call in a text.
pub fn arguments(text: &str) -> Vec<Json> {
    let (_, rest) = text.split_once('(').unwrap();
    Reader { rest }.list(")")
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Whether this comes next; if so it is passed.
    fn passes(&mut self, start: &str) -> bool {
        self.rest = self.rest.trim_start();
        let after = self.rest.strip_prefix(start);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Letters, digits and points.
    fn word(&mut self) -> &'a str {
        let is_part = |letter: char| letter.is_alphanumeric() || "_.-".contains(letter);
        let end = self.rest.find(|letter| !is_part(letter)).unwrap();
        let (word, rest) = self.rest.split_at(end);
        assert!(!word.is_empty(), "no value is written so: {rest}");
        self.rest = rest;
        word
    }

    /// What follows an opening quote, up to the closing one.
    fn text(&mut self) -> String {
        let (mut text, mut letters) = (String::new(), self.rest.chars());
        loop {
            match letters.next().unwrap() {
                '\'' => break,
                '\\' => text.push(letters.next().unwrap()),
                letter => text.push(letter),
            }
        }
        self.rest = letters.as_str();
        text
    }

    fn list(&mut self, end: &str) -> Vec<Json> {
        let mut items = Vec::new();
        while !self.passes(end) {
            items.push(self.value());
            self.passes(",");
        }
        items
    }

    /// The entries of an object. `{ sequelize }` says nothing to the module.
    fn object(&mut self) -> Json {
        let mut entries = Vec::new();
        while !self.passes("}") {
            let key = if self.passes("[Op.") {
                let operator = self.word();
                assert!(self.passes("]"), "no key ends so: {}", self.rest);
                json!({ "op": operator })
            } else if self.passes("'") {
                json!(self.text())
            } else {
                json!(self.word())
            };
            if self.passes(":") {
                entries.push(json!([key, self.value()]));
            }
            self.passes(",");
        }
        json!({ "o": entries })
    }

    fn value(&mut self) -> Json {
        if self.passes("{") {
            return self.object();
        }
        if self.passes("[") {
            return Json::Array(self.list("]"));
        }
        if self.passes("'") {
            return Json::String(self.text());
        }
        let word = self.word();
        // `null`, `true`, a number.
        if let Ok(plain) = serde_json::from_str(word) {
            return plain;
        }
        let (of, name) = word.rsplit_once('.').unwrap_or(("", word));
        if of == "DataTypes" {
            json!({ "type": { "key": name } })
        } else {
            json!({ "model": name })
        }
    }
}
