//! Which names models, tables, attributes, aliases and migrations may have.

use super::EditError;
use crate::orm::naming::{is_keyword, is_member, is_taken_by_files};

/// The longest name Postgres keeps whole, in bytes; an identifier is ASCII.
const LONGEST: usize = 63;

/// A model's name, cut free of blanks.
pub(super) fn model(name: &str) -> Result<String, EditError> {
    let name = identifier(name)?;
    if is_keyword(&name) {
        return Err(EditError::Reserved { name });
    }
    // A model `Index` would have the file of the loader itself, `models/index.js`.
    if is_taken_by_files(&name) || name.eq_ignore_ascii_case("index") {
        return Err(EditError::Taken { name });
    }
    Ok(name)
}

/// A table's name, cut free of blanks.
pub(super) fn table(name: &str) -> Result<String, EditError> {
    let name = identifier(name)?;
    let capitals = name.to_uppercase();
    if capitals.starts_with("GLUE_") || capitals == crate::orm::migration::LEDGER.to_uppercase() {
        return Err(EditError::Taken { name });
    }
    Ok(name)
}

/// The name of an attribute or an alias, cut free of blanks.
pub(super) fn member(name: &str) -> Result<String, EditError> {
    let name = identifier(name)?;
    if is_member(&name) {
        return Err(EditError::Taken { name });
    }
    Ok(name)
}

/// A migration's name without its time stamp: words joined by hyphens.
pub(super) fn migration(name: &str) -> Result<String, EditError> {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let joined: String = name
        .trim()
        .chars()
        .map(|letter| if is_plain(letter) { letter } else { '-' })
        .collect();
    let joined = joined.trim_matches('-').to_owned();
    if joined.is_empty() {
        return Err(EditError::NoName);
    }
    // The ledger's column takes 255 characters, the time stamp before it included.
    if joined.len() > 200 {
        return Err(EditError::TooLong { name: joined });
    }
    Ok(joined)
}

fn identifier(name: &str) -> Result<String, EditError> {
    let name = name.trim().to_owned();
    if name.is_empty() {
        return Err(EditError::NoName);
    }
    let begins = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    if !begins
        || !name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    {
        return Err(EditError::NotAnIdentifier { name });
    }
    if name.len() > LONGEST {
        return Err(EditError::TooLong { name });
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_free_of_blanks() {
        assert_eq!(model("  Tag "), Ok("Tag".to_owned()));
        assert_eq!(model("Module"), Ok("Module".to_owned()));
        assert_eq!(migration("add a column!"), Ok("add-a-column".to_owned()));
    }

    #[test]
    fn names_that_code_or_the_database_would_not_take_are_refused() {
        for (result, text) in [
            (model(""), "a name is needed here"),
            (
                model("class"),
                "`class` is a word of JavaScript itself; choose another name",
            ),
            (
                model("Index"),
                "`Index` is a name that Sequelize or the engine needs for itself; choose another one",
            ),
            (
                table("GLUE_X"),
                "`GLUE_X` is a name that Sequelize or the engine needs for itself; choose another one",
            ),
            (
                table("sequelizemeta"),
                "`sequelizemeta` is a name that Sequelize or the engine needs for itself; choose another one",
            ),
            (
                member("save"),
                "`save` is a name that Sequelize or the engine needs for itself; choose another one",
            ),
            (
                member("first name"),
                "`first name` cannot be a name in JavaScript: use the letters a to z, digits and `_`, and begin with a letter",
            ),
            (migration(" - "), "a name is needed here"),
        ] {
            assert_eq!(result.unwrap_err().to_string(), text);
        }
        assert_eq!(
            member(&"x".repeat(64)),
            Err(EditError::TooLong {
                name: "x".repeat(64)
            })
        );
    }
}
