//! What rows are nested into.

/// A level of nested rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// The model whose rows these are.
    pub model: String,
    /// The columns shown: each by its name and its place among the statement's columns.
    pub columns: Vec<(String, usize)>,
    /// What hangs below each row.
    pub children: Vec<Child>,
}

/// What hangs below a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The name it hangs by.
    pub name: String,
    /// Whether it is a list.
    pub is_multiple: bool,
    /// Its rows.
    pub shape: Shape,
}
