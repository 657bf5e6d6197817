//! The edit that mends a problem, where there is one that hardly anybody would not want.

use super::{AttributeEdit, Edit, Mend, link_defaults, link_of};
use crate::orm::schema::{
    AssociationId, AssociationKind, AttributeId, DataType, Problem, Schema, SchemaProblem, Subject,
};

/// A way to mend a problem.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// What its button says: `Use userId for both`.
    pub label: String,
    /// The edit.
    pub edit: Edit,
}

impl Remedy {
    fn new(label: impl Into<String>, edit: Edit) -> Self {
        Self {
            label: label.into(),
            edit,
        }
    }
}

/// What mends a problem; nothing where only the person can know.
pub fn remedy(schema: &Schema, problem: &SchemaProblem) -> Option<Remedy> {
    match problem.subject {
        Subject::Association(id) => of_association(schema, id, &problem.problem),
        Subject::Attribute(id) => of_attribute(schema, id, &problem.problem),
        Subject::Model(_) => None,
    }
}

fn of_association(schema: &Schema, id: AssociationId, problem: &Problem) -> Option<Remedy> {
    let association = schema.association(id)?;
    match problem {
        Problem::TwoKeys {
            other_alias,
            other_key,
            ..
        } => {
            let back = schema
                .associations_of(association.target)
                .find(|other| other.alias == *other_alias)?;
            let mend = Mend::ShareKey {
                association: id,
                with: back.id,
            };
            Some(Remedy::new(
                format!("Use {other_key} for both"),
                Edit::Mend(mend),
            ))
        }
        Problem::KeysNotSwapped { .. } => Some(Remedy::new(
            "Exchange the keys",
            Edit::Mend(Mend::SwapKeys(id)),
        )),
        Problem::OneKeyForBoth { .. } => Some(Remedy::new(
            "Give each side its own key",
            Edit::Mend(Mend::SplitKeys(id)),
        )),
        Problem::NoName => name_it(schema, id),
        Problem::ThroughNeedsValue { attribute, .. } => {
            let AssociationKind::BelongsToMany { through, .. } = association.kind else {
                return None;
            };
            let needy = schema.model(through)?.attribute_named(attribute)?;
            (!needy.primary_key).then(|| allow_null(needy.id, attribute))
        }
        _ => None,
    }
}

/// Gives an association without an alias the one that links of its kind have.
fn name_it(schema: &Schema, id: AssociationId) -> Option<Remedy> {
    let mut spec = link_of(schema, id)?;
    let usual = link_defaults(schema, spec.kind, spec.source, spec.target);
    let mut names = Vec::new();
    for (alias, usual) in [
        (&mut spec.source_alias, usual.source_alias),
        (&mut spec.target_alias, usual.target_alias),
    ] {
        if alias.as_ref().is_some_and(String::is_empty) {
            names.extend(usual.clone());
            *alias = usual;
        }
    }
    let label = format!("Call it {}", names.first()?);
    Some(Remedy::new(
        label,
        Edit::EditLink {
            association: id,
            spec,
        },
    ))
}

fn of_attribute(schema: &Schema, id: AttributeId, problem: &Problem) -> Option<Remedy> {
    let (_, attribute) = schema.attribute(id)?;
    let edit =
        |attribute: AttributeId, change: AttributeEdit| Edit::EditAttribute { attribute, change };
    let target = || {
        let to = attribute.references.as_ref()?;
        schema.attribute(to.attribute)
    };
    match problem {
        Problem::AutoIncrement { .. } => Some(Remedy::new(
            "Switch auto-increment off",
            edit(id, AttributeEdit::AutoIncrement(false)),
        )),
        Problem::NotComparable { .. } => Some(Remedy::new(
            "Make it JSONB",
            edit(id, AttributeEdit::DataType(DataType::Jsonb)),
        )),
        Problem::SetNullNotAllowed { attribute: name } if !attribute.primary_key => {
            Some(allow_null(id, name))
        }
        Problem::BadDefault { .. } => Some(Remedy::new(
            "Drop the default",
            edit(id, AttributeEdit::DefaultValue(None)),
        )),
        Problem::DuplicateEnumValue { .. } => {
            let DataType::Enum(values) = &attribute.data_type else {
                return None;
            };
            let mut once: Vec<String> = Vec::new();
            for value in values {
                if !once.contains(value) {
                    once.push(value.clone());
                }
            }
            Some(Remedy::new(
                "List each value once",
                edit(id, AttributeEdit::DataType(DataType::Enum(once))),
            ))
        }
        Problem::ReferenceType { other, .. } => {
            let (_, target) = target()?;
            Some(Remedy::new(
                format!("Make it {other}"),
                edit(id, AttributeEdit::DataType(target.data_type.clone())),
            ))
        }
        Problem::ReferenceNotUnique { target: name, .. } => {
            let (_, target) = target()?;
            Some(Remedy::new(
                format!("Make {name} unique"),
                edit(target.id, AttributeEdit::Unique(true)),
            ))
        }
        _ => None,
    }
}

fn allow_null(attribute: AttributeId, name: &str) -> Remedy {
    Remedy::new(
        format!("Let {name} be null"),
        Edit::EditAttribute {
            attribute,
            change: AttributeEdit::AllowNull(true),
        },
    )
}
