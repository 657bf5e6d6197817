//! A find resolved against a schema: what Sequelize knows before it writes SQL.
//!
//! Ids become names, silent attributes are added, and every include gets the
//! marks Sequelize gives it in `Model._validateIncludedElements` (6.37.8):
//! whether it is required, joined inside the sub-select that a `limit` brings,
//! or filtered there. Rendering and evaluation both read the plan only.

mod draft;
mod join;
mod pitfalls;
mod select;
mod visible;

use super::{Clause, Direction, Find, Include, Method, QueryError, evaluate};
use crate::orm::schema::{AttributeId, DataType, ModelId, Schema};

pub use visible::visible_attributes;

/// A planned find, or a planned separate include.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark of its own in Sequelize"
)]
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The tables that are joined; the model's own is the first.
    pub slots: Vec<Slot>,
    /// The model itself and its joined includes, parents before children.
    pub nodes: Vec<Node>,
    /// The includes loaded by a query of their own.
    pub separates: Vec<Separate>,
    /// What the rows must satisfy.
    pub where_: Clause<Cell>,
    /// The order of the rows.
    pub order: Vec<Term>,
    /// How many rows at most.
    pub limit: Option<u64>,
    /// How many rows to pass over.
    pub offset: Option<u64>,
    /// Whether one object is returned, not an array.
    pub is_plain: bool,
    /// Whether nothing is asked of the database: `findByPk(null)`.
    pub is_nothing: bool,
    /// Whether limit and offset act in a sub-select, on rows of the model alone.
    pub has_sub_query: bool,
    /// Whether rows are grouped by primary key: some include has many.
    pub is_grouped: bool,
    /// Keys of the model that are selected only so that joins outside the sub-select can go by them.
    pub passed_on: Vec<usize>,
}

/// A table in the FROM clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// The model.
    pub model: ModelId,
    /// Its name.
    pub model_name: String,
    /// Its table.
    pub table: String,
    /// Its alias in SQL: `posts->comments`.
    pub alias: String,
    /// Its path in the result: `posts.comments`; empty for the model itself.
    pub path: String,
    /// All its attributes as Sequelize orders them.
    pub columns: Vec<Column>,
    /// Those in the SELECT, by index, in order.
    pub selected: Vec<usize>,
    /// Those in the result, by index, in order.
    pub shown: Vec<usize>,
    /// Those of the primary key, by index, in order.
    pub key: Vec<usize>,
}

/// An attribute of a slot.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its id.
    pub attribute: AttributeId,
    /// Its name.
    pub name: String,
    /// Its type.
    pub data_type: DataType,
}

/// A column of a slot, by indices into the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// The slot.
    pub slot: usize,
    /// The column of it.
    pub column: usize,
}

/// One term of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// What to sort by.
    pub by: Cell,
    /// Which way.
    pub direction: Direction,
}

/// The model itself, or an include joined to it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark of its own in Sequelize"
)]
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its table.
    pub slot: usize,
    /// The table of pairs, where it is reached through one.
    pub through: Option<usize>,
    /// Its key in the parent's object: the alias of the association.
    pub name: String,
    /// The node above it; itself for the model.
    pub parent: usize,
    /// How it is joined.
    pub link: Link,
    /// Whether its key holds a list.
    pub is_multiple: bool,
    /// Whether its attributes are given in the find, so that its keys come in another order.
    pub is_explicit: bool,
    /// Whether it is in the result at all; `attributes: []` joins without showing.
    pub is_shown: bool,
    /// Whether the join is INNER.
    pub is_required: bool,
    /// Whether it is joined inside the sub-select.
    pub in_sub_query: bool,
    /// Whether the sub-select asks that it exists.
    pub is_filtered: bool,
    /// What its rows must satisfy, in ON.
    pub where_: Clause<Cell>,
    /// The joined includes below it.
    pub children: Vec<usize>,
    /// The separate includes below it, by index into the plan.
    pub separates: Vec<usize>,
}

/// The columns a join goes by, by index into the slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// The model itself.
    Root,
    /// The parent's column equals the node's.
    Direct {
        /// Of the parent.
        parent: usize,
        /// Of the node.
        own: usize,
        /// Whether it is a `belongsTo`: the parent holds the key.
        is_belongs_to: bool,
    },
    /// The pair's first key equals the parent's column, its other one the node's.
    Through {
        /// Of the parent.
        parent: usize,
        /// Of the pair, to the parent.
        foreign: usize,
        /// Of the pair, to the node.
        other: usize,
        /// Of the node.
        own: usize,
    },
}

/// An include loaded by a query of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Separate {
    /// Its key in the parent's object.
    pub name: String,
    /// The node above it.
    pub parent: usize,
    /// The parent's column that the key points to.
    pub parent_column: usize,
    /// Whether the parents' objects hold that column. Where they do not, Sequelize asks for the rows of NULL.
    pub is_held: bool,
    /// The key, a column of its own first slot.
    pub own_column: usize,
    /// How to find its rows. Its limit counts for each parent.
    pub plan: Plan,
}

impl Plan {
    /// The column a cell names.
    pub fn column(&self, cell: Cell) -> &Column {
        &self.slots[cell.slot].columns[cell.column]
    }

    /// Whether the sub-select joins the table of a slot.
    pub fn is_inside(&self, slot: usize) -> bool {
        let node = self
            .nodes
            .iter()
            .find(|node| node.slot == slot || node.through == Some(slot));
        node.is_some_and(|node| node.in_sub_query)
    }

    /// Whether a condition or an order reaches beyond the model's own table.
    pub fn reaches_includes(&self) -> bool {
        let mut reaches = self.order.iter().any(|term| term.by.slot != 0);
        self.where_.each_key(&mut |cell| reaches |= cell.slot != 0);
        reaches
    }
}

/// Plans a find on a schema.
///
/// # Errors
/// Whatever Sequelize 6 or Postgres would refuse, in their words.
pub fn plan(schema: &Schema, find: &Find) -> Result<Plan, QueryError> {
    let model = schema.model(find.model).ok_or(QueryError::NoModel)?;
    let mut find = find.clone();
    let mut is_nothing = false;
    if let Method::FindByPk(value) = &find.method {
        let key = model
            .primary_key()
            .next()
            .ok_or_else(|| QueryError::NoPrimaryKey {
                model: model.name.clone(),
            })?;
        is_nothing = *value == crate::orm::value::Value::Null;
        find.where_ = super::Where::Is(super::Condition {
            left: super::Path {
                through: Vec::new(),
                attribute: key.id,
            },
            comparison: super::Comparison::Eq(value.clone()),
        });
    }
    let is_plain = find.method != Method::FindAll;
    if is_plain && find.limit.is_none() && !draft::is_by_unique_key(model, &find.where_) {
        find.limit = Some(1);
    }
    let top = draft::top(schema, model, &find)?;
    let mut plan = join::join(schema, model, &top)?;
    plan.is_plain = is_plain;
    plan.is_nothing = is_nothing;
    Ok(plan)
}

/// The associations a find includes, each once, in the order of the tree.
pub fn associations_used(find: &Find) -> Vec<crate::orm::schema::AssociationId> {
    fn walk(includes: &[Include], used: &mut Vec<crate::orm::schema::AssociationId>) {
        for include in includes {
            if !used.contains(&include.association) {
                used.push(include.association);
            }
            walk(&include.include, used);
        }
    }
    let mut used = Vec::new();
    walk(&find.include, &mut used);
    used
}

/// Whether the values of a clause fit the types of the cells they are compared with.
fn check_values(plan: &Plan, clause: &Clause<Cell>) -> Result<(), QueryError> {
    evaluate::Predicate::new(clause, &|cell: &Cell| plan.column(*cell).data_type.clone())
        .map(|_| ())
}
