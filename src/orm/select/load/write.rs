//! Nested rows as the façade reads them: positional, with one shape for all.

use super::Loaded;
use crate::orm::select::Rows;
use crate::orm::select::text::quoted;

impl<R: Rows> Loaded<R> {
    /// Writes `{columns: [[name, kind]], children: [{name, multiple, shape}], model}` as JSON:
    /// each column's kind by `kind`, which writes it quoted.
    pub fn write_shape(&self, out: &mut String, kind: &dyn Fn(&R, usize, &mut String)) {
        self.shape_of(0, out, kind);
    }

    /// Writes `[[value, …, child, …], …]` as JSON: each cell by `cell`.
    pub fn write_rows(&self, out: &mut String, cell: &dyn Fn(&R, usize, usize, &mut String)) {
        self.list(0, self.tree.roots.iter().copied(), out, cell);
    }

    fn shape_of(&self, node: usize, out: &mut String, kind: &dyn Fn(&R, usize, &mut String)) {
        let own = &self.bound.nodes[node];
        out.push_str("{\"columns\":[");
        for (place, (name, column)) in own.columns.iter().enumerate() {
            out.push_str(if place > 0 { ",[" } else { "[" });
            out.push_str(&quoted(name));
            out.push(',');
            kind(&self.rows, *column, out);
            out.push(']');
        }
        out.push_str("],\"children\":[");
        let mut is_first = true;
        let mut start = |out: &mut String, name: &str, is_multiple: bool| {
            out.push_str(if std::mem::take(&mut is_first) {
                ""
            } else {
                ","
            });
            let name = quoted(name);
            out.push_str(&format!(
                "{{\"name\":{name},\"multiple\":{is_multiple},\"shape\":"
            ));
        };
        for child in &own.children {
            let below = &self.bound.nodes[*child];
            start(out, &below.name, below.is_multiple);
            self.shape_of(*child, out, kind);
            out.push('}');
        }
        for (_, apart) in self.separates.iter().filter(|(at, _)| *at == node) {
            start(out, &apart.name, true);
            match &apart.loaded {
                Some(loaded) => loaded.shape_of(0, out, kind),
                None => out.push_str(&format!(
                    "{{\"columns\":[],\"children\":[],\"model\":{}}}",
                    quoted(&apart.model)
                )),
            }
            out.push('}');
        }
        out.push_str("],\"model\":");
        out.push_str(&quoted(&own.model));
        out.push('}');
    }

    fn list(
        &self,
        node: usize,
        items: impl Iterator<Item = u32>,
        out: &mut String,
        cell: &dyn Fn(&R, usize, usize, &mut String),
    ) {
        out.push('[');
        for (place, item) in items.enumerate() {
            if place > 0 {
                out.push(',');
            }
            self.item(node, item, out, cell);
        }
        out.push(']');
    }

    fn item(
        &self,
        node: usize,
        item: u32,
        out: &mut String,
        cell: &dyn Fn(&R, usize, usize, &mut String),
    ) {
        let own = &self.bound.nodes[node];
        let row = self.tree.row(item);
        out.push('[');
        let mut is_first = true;
        let mut next = |out: &mut String| {
            if !std::mem::take(&mut is_first) {
                out.push(',');
            }
        };
        for (_, column) in &own.columns {
            next(out);
            cell(&self.rows, row, *column, out);
        }
        for child in &own.children {
            next(out);
            let below = &self.bound.nodes[*child];
            let mut items = self.tree.children(item, below.slot).peekable();
            let first = items.peek().copied();
            let is_there = first.is_some_and(|first| self.is_there(*child, first));
            match (below.is_multiple, first.filter(|_| is_there)) {
                (true, Some(_)) => self.list(*child, items, out, cell),
                (true, None) => out.push_str("[]"),
                (false, Some(first)) => self.item(*child, first, out, cell),
                (false, None) => out.push_str("null"),
            }
        }
        for (_, apart) in self.separates.iter().filter(|(at, _)| *at == node) {
            next(out);
            let mut key = Vec::new();
            if let Some(column) = apart.source {
                self.rows.write_key(row, column, &mut key);
            }
            match (&apart.loaded, apart.groups.get(&key)) {
                (Some(loaded), Some(items)) => loaded.list(0, items.iter().copied(), out, cell),
                _ => out.push_str("[]"),
            }
        }
        out.push(']');
    }
}
