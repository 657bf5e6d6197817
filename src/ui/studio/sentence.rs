//! Errors in words for a person.

/// An error as a sentence: with a capital and a full stop, and names in quotes for eyes.
pub fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase).into_iter().flatten();
    let mut is_quoted = false;
    let mut sentence: String = first
        .chain(letters)
        .map(|letter| {
            if letter != '`' {
                return letter;
            }
            is_quoted = !is_quoted;
            if is_quoted { '“' } else { '”' }
        })
        .collect();
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_becomes_a_sentence_with_names_in_quotes() {
        assert_eq!(
            sentence(&"the default of `a` is not `b`; change it"),
            "The default of “a” is not “b”; change it."
        );
        assert_eq!(sentence(&"why?"), "Why?");
    }
}
