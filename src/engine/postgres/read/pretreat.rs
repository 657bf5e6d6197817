//! What is taken out of a statement, or read apart, as the parser stumbles over it.

use gluesql::core::sqlparser::tokenizer::Token;

use super::token::is_word;

/// Takes the predicate out of `ON CONFLICT (…) WHERE … DO …`, which the parser does not read.
pub fn take_arbiter(tokens: &mut Vec<Token>) -> Option<Vec<Token>> {
    if !tokens.first().is_some_and(|token| is_word(token, "insert")) {
        return None;
    }
    let conflict = tokens
        .windows(2)
        .position(|pair| is_word(&pair[0], "on") && is_word(&pair[1], "conflict"))?;
    let target = &tokens[conflict + 2..];
    let end = conflict + 3 + target.iter().position(|token| *token == Token::RParen)?;
    if target.first() != Some(&Token::LParen) || !is_word(tokens.get(end)?, "where") {
        return None;
    }
    let length = tokens[end..].windows(2).position(|pair| {
        is_word(&pair[0], "do") && (is_word(&pair[1], "update") || is_word(&pair[1], "nothing"))
    })?;
    let mut predicate: Vec<Token> = tokens.drain(end..end + length).collect();
    predicate.remove(0);
    Some(predicate)
}

/// Takes `OVERRIDING SYSTEM VALUE` out of an INSERT, and says whether it was there.
pub fn take_overriding(tokens: &mut Vec<Token>) -> bool {
    if !tokens.first().is_some_and(|token| is_word(token, "insert")) {
        return false;
    }
    let found = tokens
        .windows(3)
        .position(|words| is_word(&words[0], "overriding") && is_word(&words[2], "value"));
    let Some(place) = found else {
        return false;
    };
    let is_system = is_word(&tokens[place + 1], "system");
    tokens.drain(place..place + 3);
    is_system
}

/// Takes the RETURNING list from a statement that reads tables: the parser takes the word for a table's alias.
pub fn take_returning(tokens: &mut Vec<Token>) -> Option<Vec<Token>> {
    let writes = ["insert", "update", "delete", "with"];
    let first = tokens.first()?;
    if !writes.iter().any(|word| is_word(first, word)) {
        return None;
    }
    let mut depth = 0_usize;
    let mut reads = false;
    let mut found = None;
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            Token::Word(word) if depth == 0 && word.quote_style.is_none() => {
                reads |= ["select", "from", "using"]
                    .iter()
                    .any(|word| is_word(token, word));
                if reads && is_word(token, "returning") {
                    found = Some(place);
                }
            }
            _ => {}
        }
    }
    let mut list = tokens.split_off(found?);
    list.remove(0);
    Some(list)
}

/// Writes `FOR NO KEY UPDATE` as `FOR UPDATE` and `FOR KEY SHARE` as `FOR SHARE`: nobody waits here.
pub fn drop_lock_strength(tokens: &mut Vec<Token>) {
    for words in [
        &["for", "no", "key", "update"][..],
        &["for", "key", "share"],
    ] {
        let is_here = |own: &[Token]| {
            own.iter()
                .zip(words)
                .all(|(token, word)| is_word(token, word))
        };
        while let Some(place) = tokens.windows(words.len()).position(is_here) {
            tokens.drain(place + 1..place + words.len() - 1);
        }
    }
}

/// Takes operator classes out of a CREATE INDEX: a bare word behind a column or an expression.
pub fn drop_classes(tokens: &mut Vec<Token>) {
    let is = |place: usize, word| tokens.get(place).is_some_and(|token| is_word(token, word));
    if !(is(0, "create") && (is(1, "index") || (is(1, "unique") && is(2, "index")))) {
        return;
    }
    let mut depth = 0_usize;
    let mut place = 0;
    while place < tokens.len() {
        match &tokens[place] {
            Token::LParen => depth += 1,
            Token::RParen => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return;
                }
            }
            Token::Word(word)
                if depth == 1
                    && word.quote_style.is_none()
                    && word.value.to_lowercase().ends_with("_ops") =>
            {
                tokens.remove(place);
                continue;
            }
            _ => {}
        }
        place += 1;
    }
}
