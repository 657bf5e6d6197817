//! Joins the parts of a statement with single spaces, as Sequelize does.

/// Joins parts that are not empty; nothing goes before `;`, `,` and `)`, nor after `(`.
pub(super) fn join(parts: &[&str]) -> String {
    let mut joined = String::new();
    for part in parts.iter().map(|part| part.trim()) {
        if part.is_empty() {
            continue;
        }
        if !joined.is_empty() && !joined.ends_with('(') && !part.starts_with([';', ',', ')']) {
            joined.push(' ');
        }
        joined.push_str(part);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn parts_are_joined_by_single_spaces() {
        assert_eq!(
            join(&["UPDATE", " a ", "", "(", "b", ")", ";"]),
            "UPDATE a (b);"
        );
    }
}
