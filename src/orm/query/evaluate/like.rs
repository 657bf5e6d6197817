//! Patterns of `LIKE` and `ILIKE`.

/// A pattern, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Pattern {
    parts: Vec<Part>,
    ignores_case: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// This character.
    Char(char),
    /// `_`: any one.
    One,
    /// `%`: any number.
    Many,
}

impl Pattern {
    /// Takes a pattern apart. A backslash makes the next character stand for itself, as in Postgres.
    pub fn new(pattern: &str, ignores_case: bool) -> Self {
        let mut parts = Vec::new();
        let add = |character: char, parts: &mut Vec<Part>| {
            if ignores_case {
                parts.extend(character.to_lowercase().map(Part::Char));
            } else {
                parts.push(Part::Char(character));
            }
        };
        let mut characters = pattern.chars();
        while let Some(character) = characters.next() {
            match character {
                '%' => {
                    if parts.last() != Some(&Part::Many) {
                        parts.push(Part::Many);
                    }
                }
                '_' => parts.push(Part::One),
                '\\' => add(characters.next().unwrap_or('\\'), &mut parts),
                other => add(other, &mut parts),
            }
        }
        Self {
            parts,
            ignores_case,
        }
    }

    /// Whether a text is like it.
    pub fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = if self.ignores_case {
            text.chars().flat_map(char::to_lowercase).collect()
        } else {
            text.chars().collect()
        };
        let (mut at, mut part) = (0, 0);
        // Where to go on when the rest does not match: one character further under the last `%`.
        let mut retry: Option<(usize, usize)> = None;
        while at < text.len() {
            match self.parts.get(part) {
                Some(Part::Many) => {
                    retry = Some((at, part));
                    part += 1;
                    continue;
                }
                Some(Part::One) => {
                    at += 1;
                    part += 1;
                    continue;
                }
                Some(Part::Char(character)) if *character == text[at] => {
                    at += 1;
                    part += 1;
                    continue;
                }
                _ => {}
            }
            let Some((start, many)) = retry else {
                return false;
            };
            retry = Some((start + 1, many));
            at = start + 1;
            part = many + 1;
        }
        self.parts[part..].iter().all(|part| *part == Part::Many)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn wildcards_escapes_and_case() {
        let like = |pattern: &str, text: &str| Pattern::new(pattern, false).matches(text);
        assert!(
            like("a%", "abc")
                && like("%c", "abc")
                && like("%b%", "abc")
                && like("a_c", "abc")
                && like("%", "")
        );
        assert!(!like("a_", "abc") && !like("b%", "abc") && !like("", "a") && !like("ABC", "abc"));
        assert!(
            like("100\\%", "100%")
                && !like("100\\%", "1000")
                && like("a\\_b", "a_b")
                && !like("a\\_b", "axb")
        );
        assert!(like("%a%a%b", "aaab") && like("日_語", "日本語"));
        assert!(Pattern::new("É%", true).matches("école"));
    }
}
