//! Cuts code into coloured pieces.
//!
//! It knows just enough of JavaScript, SQL and JSON to colour what Relata
//! itself writes; it never fails, and its pieces joined are the text again.

/// A language the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// The project's files and calls.
    JavaScript,
    /// Statements.
    Sql,
    /// Results and files.
    Json,
}

/// What a piece of code is, as far as its colour goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Spaces, operators, brackets and names without a role.
    Plain,
    /// A word of the language.
    Keyword,
    /// Text in quotes.
    Text,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// A class, a function, a table or a column.
    Name,
    /// The key of an object.
    Property,
}

/// A piece of code and what it is.
pub type Piece<'a> = (Kind, &'a str);

/// The pieces of a text, in order and without gaps.
pub fn pieces(language: Language, text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let before = text[..text.len() - rest.len()].trim_end().chars().last();
        let (kind, length) = next(language, first, rest, before);
        pieces.push((kind, &rest[..length]));
        rest = &rest[length..];
    }
    pieces
}

/// The kind and the bytes of the piece `rest` begins with; `before` is the last sign before it that is no space.
fn next(language: Language, first: char, rest: &str, before: Option<char>) -> (Kind, usize) {
    match first {
        '/' if language == Language::JavaScript && rest.starts_with("//") => {
            (Kind::Comment, line(rest))
        }
        '-' if language == Language::Sql && rest.starts_with("--") => (Kind::Comment, line(rest)),
        '/' if language != Language::Json && rest.starts_with("/*") => {
            let end = rest.find("*/").map_or(rest.len(), |at| at + 2);
            (Kind::Comment, end)
        }
        '\'' | '`' | '"' if language != Language::Json || first == '"' => {
            let length = quoted(language, first, rest);
            let kind = match language {
                // SQL puts its names in double quotes.
                Language::Sql if first == '"' => Kind::Name,
                Language::Sql => Kind::Text,
                _ if is_key(&rest[length..]) => Kind::Property,
                _ => Kind::Text,
            };
            (kind, length)
        }
        '0'..='9' => (
            Kind::Number,
            run(rest, |sign| sign.is_ascii_alphanumeric() || sign == '.'),
        ),
        _ if is_word(first) => {
            let length = run(rest, |sign| is_word(sign) || sign.is_ascii_digit());
            let (word, after) = rest.split_at(length);
            (word_kind(language, word, after, before), length)
        }
        _ => {
            let length = run(rest, |sign| {
                !is_word(sign) && !sign.is_ascii_digit() && !"'\"`/-".contains(sign)
            });
            (Kind::Plain, length.max(first.len_utf8()))
        }
    }
}

fn word_kind(language: Language, word: &str, after: &str, before: Option<char>) -> Kind {
    let is_called = after.starts_with('(');
    match language {
        Language::Json => match word {
            "true" | "false" | "null" => Kind::Keyword,
            _ => Kind::Plain,
        },
        Language::Sql if SQL.contains(&word.to_ascii_uppercase().as_str()) => Kind::Keyword,
        Language::Sql => Kind::Plain,
        Language::JavaScript if before == Some('.') && is_called => Kind::Name,
        Language::JavaScript if before == Some('.') => Kind::Plain,
        Language::JavaScript if JAVASCRIPT.contains(&word) => Kind::Keyword,
        Language::JavaScript if is_key(after) && before != Some('?') => Kind::Property,
        Language::JavaScript if is_called || word.starts_with(|sign: char| sign.is_uppercase()) => {
            Kind::Name
        }
        Language::JavaScript => Kind::Plain,
    }
}

/// Whether what follows makes the word before it a key: one colon.
fn is_key(after: &str) -> bool {
    after.trim_start().starts_with(':')
}

const fn is_word(sign: char) -> bool {
    sign.is_ascii_alphabetic() || sign == '_' || sign == '$' || !sign.is_ascii()
}

/// The bytes up to the end of the line.
fn line(rest: &str) -> usize {
    rest.find('\n').unwrap_or(rest.len())
}

/// The bytes of the signs that pass.
fn run(rest: &str, passes: impl Fn(char) -> bool) -> usize {
    rest.find(|sign| !passes(sign)).unwrap_or(rest.len())
}

/// The bytes of a quoted text, its quotes among them; to the end of the line where none closes it.
fn quoted(language: Language, quote: char, rest: &str) -> usize {
    let mut is_escaped = false;
    for (at, sign) in rest.char_indices().skip(1) {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' if language != Language::Sql => is_escaped = true,
            // A doubled quote of SQL reads as two texts side by side: the colour is the same.
            _ if sign == quote => return at + quote.len_utf8(),
            '\n' if quote != '`' && language != Language::Sql => return at,
            _ => {}
        }
    }
    rest.len()
}

const JAVASCRIPT: &[&str] = &[
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "default",
    "delete",
    "do",
    "else",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "from",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "yield",
];

const SQL: &[&str] = &[
    "ACTION",
    "ADD",
    "ALL",
    "ALTER",
    "AND",
    "AS",
    "ASC",
    "BEGIN",
    "BETWEEN",
    "BIGINT",
    "BLOB",
    "BOOLEAN",
    "BY",
    "BYTEA",
    "CASCADE",
    "CASE",
    "CAST",
    "CHAR",
    "COALESCE",
    "COLUMN",
    "COMMIT",
    "CONSTRAINT",
    "COUNT",
    "CREATE",
    "DATE",
    "DECIMAL",
    "DEFAULT",
    "DELETE",
    "DESC",
    "DISTINCT",
    "DOUBLE",
    "DROP",
    "ELSE",
    "END",
    "EXISTS",
    "FALSE",
    "FLOAT",
    "FOREIGN",
    "FROM",
    "GROUP",
    "HAVING",
    "ILIKE",
    "IN",
    "INDEX",
    "INNER",
    "INSERT",
    "INTEGER",
    "INTO",
    "IS",
    "JOIN",
    "JSON",
    "JSONB",
    "KEY",
    "LEFT",
    "LIKE",
    "LIMIT",
    "LIST",
    "MAP",
    "NO",
    "NOT",
    "NULL",
    "OFFSET",
    "ON",
    "OR",
    "ORDER",
    "OUTER",
    "PRECISION",
    "PRIMARY",
    "REAL",
    "REFERENCES",
    "RENAME",
    "RESTRICT",
    "ROLLBACK",
    "SELECT",
    "SERIAL",
    "SET",
    "SMALLINT",
    "TABLE",
    "TEXT",
    "THEN",
    "TIME",
    "TIMESTAMP",
    "TO",
    "TRUE",
    "UNIQUE",
    "UPDATE",
    "UUID",
    "VALUES",
    "VARCHAR",
    "WHEN",
    "WHERE",
    "WITH",
    "ZONE",
];

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    /// Shows the pieces that have a colour, one a line.
    fn check(language: Language, text: &str, expected: Expect) {
        let pieces = pieces(language, text);
        assert_eq!(pieces.iter().map(|piece| piece.1).collect::<String>(), text);
        let shown = pieces
            .iter()
            .filter(|(kind, _)| *kind != Kind::Plain)
            .map(|(kind, piece)| format!("{kind:?} {piece}"))
            .collect::<Vec<_>>()
            .join("\n");
        expected.assert_eq(&(shown + "\n"));
    }

    #[test]
    fn javascript_tells_calls_keys_and_texts_apart() {
        check(
            Language::JavaScript,
            "User.hasMany(models.Post, { as: 'po\\'sts', limit: 10 }); // why",
            expect![[r"
                Name User
                Name hasMany
                Property as
                Text 'po\'sts'
                Property limit
                Number 10
                Comment // why
            "]],
        );
    }

    #[test]
    fn sql_tells_names_from_texts() {
        check(
            Language::Sql,
            r#"SELECT "posts"."id" AS "posts.id" FROM "Posts" WHERE "title" = 'it''s' AND n > 1.5 -- slow"#,
            expect![[r#"
                Keyword SELECT
                Name "posts"
                Name "id"
                Keyword AS
                Name "posts.id"
                Keyword FROM
                Name "Posts"
                Keyword WHERE
                Name "title"
                Text 'it'
                Text 's'
                Keyword AND
                Number 1.5
                Comment -- slow
            "#]],
        );
    }

    #[test]
    fn json_tells_keys_from_values() {
        check(
            Language::Json,
            r#"{"id": 1, "name": "a: b", "profile": null, "ok": true}"#,
            expect![[r#"
                Property "id"
                Number 1
                Property "name"
                Text "a: b"
                Property "profile"
                Keyword null
                Property "ok"
                Keyword true
            "#]],
        );
    }

    #[test]
    fn a_text_that_never_closes_ends_with_its_line() {
        check(
            Language::JavaScript,
            "const a = 'open\nconst b = 1",
            expect![[r"
                Keyword const
                Text 'open
                Keyword const
                Number 1
            "]],
        );
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(text in "[ -~äß日\n\"'`\\\\/*-]{0,80}") {
            for language in [Language::JavaScript, Language::Sql, Language::Json] {
                let joined: String = pieces(language, &text).iter().map(|piece| piece.1).collect();
                prop_assert_eq!(&joined, &text);
            }
        }
    }
}
