//! Which lines an edit changed.

/// The lines of `after`, from 0, that stand between what begins and what ends both texts alike.
pub fn changed_lines(before: &str, after: &str) -> Vec<usize> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let alike = |(one, other): &(&&str, &&str)| one == other;
    let head = old.iter().zip(&new).take_while(alike).count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(alike)
        .count();
    (head..new.len() - tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_changed() {
        assert_eq!(changed_lines("a\nb\nc", "a\nb\nc"), Vec::<usize>::new());
        assert_eq!(changed_lines("a\nb\nc", "a\nx\nc"), [1]);
        assert_eq!(changed_lines("a\nc", "a\nb\nb\nc"), [1, 2]);
        assert_eq!(changed_lines("a\na\na", "a\na"), Vec::<usize>::new());
        assert_eq!(changed_lines("", "a\nb"), [0, 1]);
    }
}
