//! Applies the rules of plurals to words.

use super::rules::{PLURAL_RULES, Rule, SINGULAR_RULES, Shape, UNCOUNTABLE};

/// The plural of a word, as Sequelize makes it: `Person` gives `People`, `Leaf` gives `Leafs`.
pub fn pluralize(word: &str) -> String {
    inflect(word, PLURAL_RULES)
}

/// The singular of a word, as Sequelize makes it.
pub fn singularize(word: &str) -> String {
    inflect(word, SINGULAR_RULES)
}

fn inflect(word: &str, rules: &[Rule]) -> String {
    if UNCOUNTABLE.contains(&word.to_lowercase().as_str()) {
        return word.to_owned();
    }
    let Some((rule, start)) = rules
        .iter()
        .find_map(|rule| Some((rule, place(word, rule.shape)?)))
    else {
        return word.to_owned();
    };
    let Some(becomes) = rule.becomes else {
        return word.to_owned();
    };
    let repeated = match rule.shape {
        Shape::Repeats(stem, _) => &word[start - stem.len()..=start - stem.len()],
        _ => "",
    };
    let end = match rule.shape {
        Shape::Begins(_, ending) => start + ending.len(),
        _ => word.len(),
    };
    format!("{}{repeated}{becomes}{}", &word[..start], &word[end..])
}

/// Where the ending of the shape begins in the word, in bytes, if the word has that shape.
fn place(word: &str, shape: Shape) -> Option<usize> {
    match shape {
        Shape::Ends(stems, ending) => {
            let rest = strip_end(word, ending)?;
            stems
                .iter()
                .any(|stem| strip_end(rest, stem).is_some())
                .then_some(rest.len())
        }
        Shape::Repeats(stem, ending) => {
            let rest = strip_end(word, ending)?;
            strip_end(rest, stem).map(|_| rest.len())
        }
        Shape::Is(stems, ending) => {
            let rest = strip_end(word, ending)?;
            stems
                .iter()
                .any(|stem| rest.eq_ignore_ascii_case(stem))
                .then_some(rest.len())
        }
        Shape::EndsAfterOther(letters, ending) => {
            let rest = strip_end(word, ending)?;
            let before = rest.chars().next_back()?;
            (!letters.contains(before.to_ascii_lowercase())).then_some(rest.len())
        }
        Shape::Begins(stem, ending) => {
            let head = word.get(..stem.len() + ending.len())?;
            let rest = strip_end(head, ending)?;
            rest.eq_ignore_ascii_case(stem).then_some(rest.len())
        }
    }
}

fn strip_end<'a>(word: &'a str, ending: &str) -> Option<&'a str> {
    let start = word.len().checked_sub(ending.len())?;
    word.get(start..)?
        .eq_ignore_ascii_case(ending)
        .then(|| &word[..start])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each as inflection 1.13.4 answered when it was asked.
    #[test]
    fn words_are_inflected_as_sequelize_does() {
        for (one, many) in [
            ("User", "Users"),
            ("Person", "People"),
            ("Goose", "geese"),
            ("Foot", "feet"),
            ("Leaf", "Leafs"),
            ("Wolf", "Wolves"),
            ("Hero", "Heros"),
            ("Category", "Categories"),
            ("Box", "Boxes"),
            ("Status", "Statuses"),
            ("Child", "Children"),
            ("Woman", "Women"),
            ("woman", "women"),
            ("Potato", "Potatoes"),
            ("Matrix", "Matrices"),
            ("Quiz", "Quizzes"),
            ("Soliloquy", "Soliloquies"),
            ("Knife", "Knives"),
            ("Day", "Days"),
            ("Sheep", "Sheep"),
            ("Users", "Users"),
            ("ÅNGSTRÖM", "ÅNGSTRÖMs"),
            ("", "s"),
        ] {
            assert_eq!(pluralize(one), many, "pluralize {one}");
        }
        for (many, one) in [
            ("Users", "User"),
            ("People", "Person"),
            ("Geese", "goose"),
            ("analyses", "analyasis"),
            ("Analyses", "AnalyAsis"),
            ("Leaves", "Leave"),
            ("Bases", "Basis"),
            ("Classes", "Class"),
            ("Class", "Class"),
            ("Addresses", "Address"),
            ("Oxenford", "Oxford"),
            ("Movies", "Movie"),
            ("News", "News"),
            ("Buses", "Bus"),
        ] {
            assert_eq!(singularize(many), one, "singularize {many}");
        }
    }
}
