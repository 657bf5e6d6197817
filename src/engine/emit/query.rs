//! SELECT, of tables under the names a plan gives them.

use gluesql::core::ast::{
    Expr, Join, Projection, Select, SelectItem, SetExpr, TableAlias, TableFactor, TableWithJoins,
};

/// `SELECT … FROM … JOIN … WHERE …`.
pub fn select(
    items: Vec<SelectItem>,
    relation: TableFactor,
    joins: Vec<Join>,
    condition: Option<Expr>,
) -> SetExpr {
    SetExpr::Select(Box::new(Select {
        distinct: false,
        projection: Projection::SelectItems(items),
        from: TableWithJoins { relation, joins },
        selection: condition,
        group_by: Vec::new(),
        having: None,
    }))
}

/// A table under another name.
pub fn table_as(name: &str, alias: &str) -> TableFactor {
    TableFactor::Table {
        name: name.to_owned(),
        alias: Some(TableAlias {
            name: alias.to_owned(),
            columns: Vec::new(),
        }),
    }
}
