//! The order of models by what their keys refer to.

use super::TableName;
use crate::orm::declare::{Model, Registry};

/// The models, those that refer before those they refer to, as `sequelize.drop` takes them;
/// nothing where they refer to each other in a ring. Creating takes them the other way round.
pub fn sorted(registry: &Registry) -> Option<Vec<String>> {
    let names: Vec<String> = registry
        .models
        .iter()
        .map(|model| place(&TableName::of(model)))
        .collect();
    let mut edges: Vec<(String, Option<String>)> = Vec::new();
    for (model, name) in registry.models.iter().zip(&names) {
        let before = edges.len();
        for needed in needs(model).into_iter().filter(|needed| needed != name) {
            edges.push((name.clone(), Some(needed)));
        }
        if edges.len() == before {
            edges.push((name.clone(), None));
        }
    }
    let mut nodes: Vec<String> = Vec::new();
    for node in edges
        .iter()
        .flat_map(|(from, to)| [Some(from), to.as_ref()])
        .flatten()
    {
        if !nodes.contains(node) {
            nodes.push(node.clone());
        }
    }
    let mut order = Order {
        edges: &edges,
        is_left: vec![true; nodes.len()],
        nodes: &nodes,
        placed: Vec::new(),
    };
    for node in &nodes {
        // One that is placed already is passed over.
        order.visit(node, &mut Vec::new())?;
    }
    // The first that is placed has all it needs behind it: the list is filled from its end.
    order.placed.reverse();
    let placed = order.placed.iter();
    Some(
        placed
            .filter_map(|node| {
                let at = names.iter().rposition(|name| name == node)?;
                Some(registry.models[at].name.clone())
            })
            .collect(),
    )
}

fn needs(model: &Model) -> Vec<String> {
    let references = model
        .attributes
        .iter()
        .filter_map(|own| own.references.as_ref());
    references
        .map(|reference| {
            place(&TableName {
                schema: reference.schema.clone(),
                name: reference.table.clone(),
            })
        })
        .collect()
}

fn place(table: &TableName) -> String {
    match &table.schema {
        Some(schema) => format!("{schema}.{}", table.name),
        None => table.name.clone(),
    }
}

struct Order<'a> {
    edges: &'a [(String, Option<String>)],
    nodes: &'a [String],
    is_left: Vec<bool>,
    placed: Vec<String>,
}

impl Order<'_> {
    /// Places all that a node needs, then the node. Nothing where a node needs itself.
    fn visit(&mut self, node: &str, path: &mut Vec<String>) -> Option<()> {
        if path.iter().any(|before| before == node) {
            return None;
        }
        let index = self.nodes.iter().position(|own| own == node)?;
        if !self.is_left[index] {
            return Some(());
        }
        self.is_left[index] = false;
        path.push(node.to_owned());
        for (from, to) in self.edges {
            if let (true, Some(to)) = (from == node, to) {
                self.visit(to, path)?;
            }
        }
        path.pop();
        self.placed.push(node.to_owned());
        Some(())
    }
}
