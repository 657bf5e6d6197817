//! Where rows come from.

use std::rc::Rc;

use super::{Common, Plan};
use crate::engine::postgres::Kind;
use crate::engine::postgres::expression::Expression;
use crate::engine::store::Row;

/// A source of joined rows: it fills some slots and leaves the others.
#[derive(Debug, Clone)]
pub(super) enum Source {
    /// A stored table.
    Table(Table),
    /// Rows at hand: a catalog's view.
    Rows {
        slot: usize,
        rows: Rc<Vec<Row>>,
        filter: Vec<Expression>,
    },
    /// A query in FROM.
    Derived {
        slot: usize,
        plan: Rc<Plan>,
        is_lateral: bool,
        filter: Vec<Expression>,
    },
    /// A query that WITH names.
    Common {
        slot: usize,
        common: Rc<Common>,
        filter: Vec<Expression>,
    },
    /// A function that returns rows.
    Function {
        slot: usize,
        function: Generator,
        arguments: Vec<Expression>,
        has_ordinality: bool,
        filter: Vec<Expression>,
    },
    /// Two sources.
    Join(Box<Join>),
}

/// A stored table, and how its rows are found.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub slot: usize,
    pub name: String,
    /// The index asked and what for; none is all rows.
    pub access: Option<Access>,
    pub filter: Vec<Expression>,
}

/// An index and the keys sought in it.
#[derive(Debug, Clone)]
pub(super) struct Access {
    /// The columns of the index.
    pub columns: Vec<usize>,
    /// What is sought.
    pub keys: Keys,
    /// Whether no two rows share a key.
    pub is_unique: bool,
}

/// The keys sought.
#[derive(Debug, Clone)]
pub(super) enum Keys {
    /// One key, a value a column.
    One(Vec<Expression>),
    /// Any of these, of one column.
    Any(Vec<Expression>),
    /// Any element of an array, of one column.
    Elements(Expression),
}

/// A function that returns rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generator {
    Series,
    Unnest,
    /// `jsonb_array_elements`, and whether as text.
    Elements(bool, bool),
    /// `jsonb_object_keys`.
    Keys,
    /// `jsonb_each`, and whether values are text.
    Each(bool, bool),
    /// `regexp_split_to_table`, `string_to_table`.
    Pieces(bool),
}

/// How two sources are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JoinKind {
    Inner,
    Left,
    Full,
}

/// Two sources joined.
#[derive(Debug, Clone)]
pub(super) struct Join {
    pub kind: JoinKind,
    pub left: Source,
    pub right: Source,
    /// Pairs that must be equal: of the left, of the right.
    pub keys: Vec<(Expression, Expression)>,
    /// The other conditions.
    pub on: Vec<Expression>,
    /// The right source with the keys pushed down to an index, for few left rows.
    pub dependent: Option<Source>,
    /// Whether the right source reads the left one's rows.
    pub is_lateral: bool,
}

impl Source {
    /// The slots it fills, as a range: sources are numbered in the order of the text.
    pub fn slots(&self) -> std::ops::Range<usize> {
        match self {
            Self::Table(Table { slot, .. })
            | Self::Rows { slot, .. }
            | Self::Derived { slot, .. }
            | Self::Common { slot, .. }
            | Self::Function { slot, .. } => *slot..*slot + 1,
            Self::Join(join) => {
                let (left, right) = (join.left.slots(), join.right.slots());
                left.start.min(right.start)..left.end.max(right.end)
            }
        }
    }
}

/// The columns of a relation.
pub(super) type Columns = Vec<(String, Kind)>;
