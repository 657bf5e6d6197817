//! Which attributes a table of the FROM clause gives to the SELECT and to the result.

use super::{Column, Slot, visible};
use crate::orm::query::QueryError;
use crate::orm::schema::{AttributeId, Model, Schema};

impl Slot {
    /// A slot that selects and shows all attributes.
    pub(super) fn whole(schema: &Schema, model: &Model, alias: String, path: String) -> Self {
        let attributes = visible::visible_attributes(schema, model);
        let all: Vec<usize> = (0..attributes.len()).collect();
        let key = visible::primary_key(schema, model)
            .into_iter()
            .filter_map(|id| attributes.iter().position(|attribute| attribute.id == id))
            .collect();
        let columns = attributes.into_iter().map(|attribute| Column {
            attribute: attribute.id,
            name: attribute.name.clone(),
            data_type: attribute.data_type.clone(),
        });
        Self {
            model: model.id,
            model_name: model.name.clone(),
            table: model.table_name.clone(),
            alias,
            path,
            columns: columns.collect(),
            selected: all.clone(),
            shown: all,
            key,
        }
    }

    /// The place of an attribute.
    pub(super) fn position(&self, attribute: AttributeId) -> Result<usize, QueryError> {
        let position = self
            .columns
            .iter()
            .position(|column| column.attribute == attribute);
        position.ok_or_else(|| QueryError::NoAttribute {
            model: self.model_name.clone(),
        })
    }

    /// Selects and shows just these.
    pub(super) fn choose(&mut self, attributes: &[AttributeId]) -> Result<(), QueryError> {
        self.shown = attributes
            .iter()
            .map(|attribute| self.position(*attribute))
            .collect::<Result<_, _>>()?;
        self.selected = self.shown.clone();
        Ok(())
    }

    /// Selects a column last, unless it is already.
    pub(super) fn also_select(&mut self, column: usize) {
        if !self.selected.contains(&column) {
            self.selected.push(column);
        }
    }

    /// Selects the columns of the primary key that are not, each before all others.
    pub(super) fn select_key_first(&mut self) {
        for column in self.key.clone() {
            if !self.selected.contains(&column) {
                self.selected.insert(0, column);
            }
        }
    }
}
