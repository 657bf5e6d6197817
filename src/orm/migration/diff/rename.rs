//! Names change: one after the other, such that none is taken when it is given.

use super::Diff;
use crate::orm::migration::Operation;

impl Diff<'_> {
    pub(super) fn rename(&mut self) {
        let models: Vec<_> = self.kept().collect();
        let names = models
            .iter()
            .map(|(was, shall)| (was.table_name.clone(), shall.table_name.clone()))
            .collect();
        for (place, from, to) in sequence(names) {
            self.push(models[place].0.id, Operation::RenameTable { from, to });
        }
        for (was, shall) in models {
            let names = was
                .attributes
                .iter()
                .filter_map(|attribute| {
                    Some((
                        attribute.name.clone(),
                        shall.attribute(attribute.id)?.name.clone(),
                    ))
                })
                .collect();
            for (_, from, to) in sequence(names) {
                self.push(
                    shall.id,
                    Operation::RenameColumn {
                        table: shall.table_name.clone(),
                        from,
                        to,
                    },
                );
            }
        }
    }
}

/// Puts renames in an order in which each finds its name free, with a detour where names go round in a ring.
///
/// Each is given as the name now and the name after, and returned with its place in what was given.
fn sequence(mut names: Vec<(String, String)>) -> Vec<(usize, String, String)> {
    let mut steps = Vec::new();
    loop {
        let waiting: Vec<usize> = (0..names.len())
            .filter(|place| names[*place].0 != names[*place].1)
            .collect();
        let Some(&first) = waiting.first() else {
            return steps;
        };
        let is_free = |name: &str| names.iter().all(|(now, _)| now != name);
        if let Some(place) = waiting
            .iter()
            .copied()
            .find(|place| is_free(&names[*place].1))
        {
            let (from, to) = names[place].clone();
            names[place].0.clone_from(&to);
            steps.push((place, from, to));
            continue;
        }
        // A name that something keeps can never become free: the schema has it twice, and `check` says so.
        let Some(place) = waiting.iter().copied().find(|place| {
            names
                .iter()
                .all(|(now, then)| now != then || *then != names[*place].1)
        }) else {
            let (from, to) = names[first].clone();
            names[first].0.clone_from(&to);
            steps.push((first, from, to));
            continue;
        };
        let from = names[place].0.clone();
        let mut detour = format!("{from}_");
        while names
            .iter()
            .any(|(now, then)| *now == detour || *then == detour)
        {
            detour.push('_');
        }
        names[place].0.clone_from(&detour);
        steps.push((place, from, detour));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[(&str, &str)]) -> String {
        let names = names
            .iter()
            .map(|(now, then)| ((*now).to_owned(), (*then).to_owned()))
            .collect();
        let steps = sequence(names)
            .into_iter()
            .map(|(_, from, to)| format!("{from}>{to}"));
        steps.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_rename_finds_its_name_free() {
        assert_eq!(check(&[("a", "a"), ("b", "c")]), "b>c");
        assert_eq!(check(&[("a", "b"), ("b", "c"), ("c", "d")]), "c>d b>c a>b");
        assert_eq!(check(&[("a", "b"), ("b", "a")]), "a>a_ b>a a_>b");
        assert_eq!(
            check(&[("a", "b"), ("b", "a"), ("a_", "c"), ("c", "a_")]),
            "a>a__ b>a a__>b a_>a__ c>a_ a__>c"
        );
    }

    #[test]
    fn a_name_wanted_twice_ends_nothing() {
        assert_eq!(check(&[("a", "b"), ("b", "b")]), "a>b");
        assert_eq!(check(&[("a", "c"), ("b", "c")]), "a>c b>c");
    }
}
