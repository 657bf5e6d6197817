//! What a change did to rows, in words.

use crate::engine::protocol::{Action, Effect};

/// What became of rows, a sentence a table; what is inserted by a migration is its own ledger's business.
pub fn effect_words<'a>(effects: impl IntoIterator<Item = &'a Effect>) -> Vec<String> {
    effects
        .into_iter()
        .filter(|effect| effect.count > 0)
        .map(|effect| {
            let rows = number(effect.count as usize, "row", "rows");
            let table = &effect.table;
            match (effect.action, &effect.by) {
                (Action::Deleted, None) => format!("{rows} of {table} went with it."),
                (Action::Deleted, Some(key)) => format!("{rows} of {table} went, by {key}."),
                (Action::SetNull, Some(key)) => {
                    format!("{key} became null in {rows} of {table}.")
                }
                (Action::SetNull, None) => format!("{rows} of {table} lost what they pointed to."),
                (Action::Updated, _) => format!("{rows} of {table} changed."),
                (Action::Inserted, _) => format!("{rows} came into {table}."),
            }
        })
        .collect()
}

/// A count and its word.
pub fn number(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_went_are_counted() {
        let gone = Effect {
            table: "UserGroups".to_owned(),
            action: Action::Deleted,
            by: None,
            count: 1,
            rows: Vec::new(),
        };
        let nulled = Effect {
            action: Action::SetNull,
            by: Some("userId".to_owned()),
            count: 3,
            ..gone.clone()
        };
        let untouched = Effect {
            count: 0,
            ..gone.clone()
        };
        assert_eq!(
            effect_words(&[gone, nulled, untouched]),
            [
                "1 row of UserGroups went with it.",
                "userId became null in 3 rows of UserGroups.",
            ]
        );
    }
}
