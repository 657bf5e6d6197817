//! The rows of a statement, as nesting reads them.

use crate::orm::js::Js;

/// The rows of a statement.
pub trait Rows {
    /// How many columns there are.
    fn column_count(&self) -> usize;
    /// A column's name.
    fn column_name(&self, column: usize) -> &str;
    /// How many rows there are.
    fn row_count(&self) -> usize;
    /// Whether a cell is null.
    fn is_null(&self, row: usize, column: usize) -> bool;
    /// Adds the text that tells a cell's value from others of its column.
    fn write_key(&self, row: usize, column: usize, key: &mut Vec<u8>);
    /// Whether a cell is known to be the same in two rows, as both have it from one row of a table. No tells nothing.
    fn is_shared(&self, row: usize, other: usize, column: usize) -> bool;
    /// A cell as a value to be sent again, in the condition of a separate include.
    fn value(&self, row: usize, column: usize) -> Js;
}
