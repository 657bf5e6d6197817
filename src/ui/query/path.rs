//! The attributes a condition or an order may speak of, by the way to them.

use crate::orm::query::{Find, Include, Path, visible_attributes};
use crate::orm::schema::{AssociationId, AttributeId, DataType, Model, ModelId, Schema};

/// The attributes of one model of the find.
#[derive(Debug, Clone, PartialEq)]
pub struct PathGroup {
    /// The model's name, or the aliases that lead to it: `posts.comments`.
    pub label: String,
    /// Its attributes.
    pub choices: Vec<PathChoice>,
}

/// One attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct PathChoice {
    /// The way to it.
    pub path: Path,
    /// Its name, with the aliases that lead to it: `posts.title`.
    pub label: String,
    /// Its type.
    pub data_type: DataType,
}

/// The attributes a part of the find may speak of: its own and, in the call itself, those of includes joined to it.
pub fn offered(schema: &Schema, find: &Find, way: &[AssociationId]) -> Vec<PathGroup> {
    let Some(model) = super::part::model_at(schema, find, way).and_then(|id| schema.model(id))
    else {
        return Vec::new();
    };
    let mut groups = vec![PathGroup {
        label: model.name.clone(),
        choices: choices(schema, model, &[], ""),
    }];
    if way.is_empty() {
        joined(schema, &find.include, &mut Vec::new(), "", &mut groups);
    }
    groups
}

fn joined(
    schema: &Schema,
    includes: &[Include],
    through: &mut Vec<AssociationId>,
    before: &str,
    groups: &mut Vec<PathGroup>,
) {
    for include in includes {
        // What a second query loads is not there to be compared in the first.
        if include.separate || include.limit.is_some() {
            continue;
        }
        let Some(association) = schema.association(include.association) else {
            continue;
        };
        let Some(target) = schema.model(association.target) else {
            continue;
        };
        through.push(include.association);
        let label = format!("{before}{}", association.alias);
        let prefix = format!("{label}.");
        groups.push(PathGroup {
            choices: choices(schema, target, through, &prefix),
            label,
        });
        joined(schema, &include.include, through, &prefix, groups);
        through.pop();
    }
}

fn choices(
    schema: &Schema,
    model: &Model,
    through: &[AssociationId],
    prefix: &str,
) -> Vec<PathChoice> {
    visible_attributes(schema, model)
        .into_iter()
        .map(|attribute| PathChoice {
            path: Path {
                through: through.to_vec(),
                attribute: attribute.id,
            },
            label: format!("{prefix}{}", attribute.name),
            data_type: attribute.data_type.clone(),
        })
        .collect()
}

/// A path as the value of an `<option>`.
pub fn encode(path: &Path) -> String {
    let through: Vec<String> = path.through.iter().map(|id| id.0.to_string()).collect();
    format!("{}:{}", through.join("."), path.attribute.0)
}

/// Reads what `encode` wrote.
pub fn decode(text: &str) -> Option<Path> {
    let (through, attribute) = text.split_once(':')?;
    let through = through
        .split('.')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok().map(AssociationId))
        .collect::<Option<_>>()?;
    Some(Path {
        through,
        attribute: AttributeId(attribute.parse().ok()?),
    })
}

/// A path's type, of the model it begins at.
pub fn data_type(schema: &Schema, path: &Path) -> Option<DataType> {
    schema
        .attribute(path.attribute)
        .map(|(_, attribute)| attribute.data_type.clone())
}

/// Why an association cannot be included now, or nothing where it can.
pub fn obstacle(project: &Schema, database: &Schema, association: AssociationId) -> Option<String> {
    use crate::orm::schema::AssociationKind;

    let declared = project.association(association)?;
    let table_of = |id: ModelId| project.model(id).map(|model| model.table_name.clone());
    let mut models = vec![declared.source, declared.target];
    let mut keys = vec![declared.kind.foreign_key()];
    if let AssociationKind::BelongsToMany {
        through, other_key, ..
    } = &declared.kind
    {
        models.push(*through);
        keys.push(*other_key);
    }
    if let Some(missing) = models.into_iter().find(|id| database.model(*id).is_none()) {
        let table = table_of(missing).unwrap_or_default();
        return Some(format!("the table {table} is not migrated"));
    }
    let missing = keys
        .into_iter()
        .find(|id| database.attribute(*id).is_none())?;
    let (model, key) = project.attribute(missing)?;
    Some(format!(
        "the key {}.{} is not migrated",
        model.table_name, key.name
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_survives_the_way_through_an_option() {
        for through in [
            vec![],
            vec![AssociationId(4)],
            vec![AssociationId(4), AssociationId(12)],
        ] {
            let path = Path {
                through,
                attribute: AttributeId(7),
            };
            assert_eq!(decode(&encode(&path)), Some(path));
        }
        assert_eq!(decode("x:1"), None);
        assert_eq!(decode(""), None);
    }
}
