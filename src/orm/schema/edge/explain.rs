//! The sentences a learner reads on an edge: which table holds the key, and why.

use super::{Edge, EdgeKind};
use crate::orm::naming::pluralize;
use crate::orm::schema::{AttributeId, Model, ReferentialAction, Schema};

/// Which table holds the key and why, whether it may be empty, and what a delete does.
pub fn explain(schema: &Schema, edge: &Edge) -> String {
    let (Some(source), Some(target)) = (schema.model(edge.source), schema.model(edge.target))
    else {
        return "One of its models is not there.".to_owned();
    };
    let name = |id: AttributeId| {
        schema
            .attribute(id)
            .map_or("its key", |(_, attribute)| attribute.name.as_str())
    };
    let key = name(edge.foreign_key);
    if edge.kind == EdgeKind::ManyToMany {
        let through = edge.through.and_then(|through| schema.model(through));
        return many_to_many(
            schema,
            edge,
            source,
            target,
            through,
            key,
            edge.other_key.map_or("its key", name),
        );
    }
    let is_self = source.id == target.id;
    let (one, other, table) = (&source.name, &target.name, &target.table_name);
    let many = pluralize(other);
    let place = match (edge.kind, is_self) {
        (EdgeKind::OneToOne, false) => format!(
            "The table {table} holds the key, {key}: each {other} belongs to one {one}, so a row of {table} says whose it is, and {} needs no column for it.",
            source.table_name
        ),
        (EdgeKind::OneToOne, true) => format!(
            "The table {table} holds the key, {key}: each {other} belongs to one other {one} at most, so a row points to another row of the same table."
        ),
        (_, false) => format!(
            "The table {table} holds the key, {key}: one {one} has many {many}, and as a column holds one value only, it is the many that point to the one."
        ),
        (_, true) => format!(
            "The table {table} holds the key, {key}: one {one} has many {many}, and as a column holds one value only, each row points to the one it belongs to, in the same table."
        ),
    };
    let attribute = schema
        .attribute(edge.foreign_key)
        .map(|(_, attribute)| attribute);
    let only = match attribute {
        Some(key) if edge.kind == EdgeKind::OneToOne && !key.unique && !key.primary_key => format!(
            " hasOne alone does not keep a second {other} from pointing to the same {one}; a unique {} would.",
            key.name
        ),
        _ => String::new(),
    };
    let empty = if is_self && edge.source_end.is_optional {
        format!(
            " It may be null: {} need not belong to another.",
            article(other)
        )
    } else if is_self {
        format!(" It may not be null: each {other} belongs to another, or to itself.")
    } else if edge.source_end.is_optional {
        format!(
            " It may be null: there may be {} without {}.",
            article(other),
            article(one)
        )
    } else {
        format!(" It may not be null: there is no {other} without its {one}.")
    };
    let belongings = match (edge.kind, is_self) {
        (EdgeKind::OneToOne, false) => format!("its {other}"),
        (EdgeKind::OneToOne, true) => format!("the {other} that belongs to it"),
        (_, false) => format!("its {many}"),
        (_, true) => format!("the {many} that belong to it"),
    };
    format!(
        "{place}{only}{empty}{}",
        on_delete(schema, edge, one, &belongings)
    )
}

fn many_to_many(
    schema: &Schema,
    edge: &Edge,
    source: &Model,
    target: &Model,
    through: Option<&Model>,
    key: &str,
    other_key: &str,
) -> String {
    let Some(through) = through else {
        return "Its join table is not there.".to_owned();
    };
    let both = if source.id == target.id {
        format!(
            "One row of {} has many others on both sides",
            source.table_name
        )
    } else {
        format!(
            "One {} has many {} and one {} many {}",
            source.name,
            pluralize(&target.name),
            target.name,
            pluralize(&source.name)
        )
    };
    let holders = if source.id == target.id {
        source.table_name.clone() + " itself"
    } else {
        format!("neither {} nor {}", source.table_name, target.table_name)
    };
    let can = if source.id == target.id {
        "cannot"
    } else {
        "can"
    };
    let rows = format!("its rows in {}", through.table_name);
    format!(
        "The join table {} holds the keys. {both}; as a column holds one value only, {holders} {can} hold them. Each row of {} is one pair: {key} points to {}, {other_key} to {}.{}",
        through.table_name,
        through.table_name,
        source.table_name,
        target.table_name,
        on_delete(schema, edge, &source.name, &rows),
    )
}

/// What happens to the rows that point to one that is deleted.
fn on_delete(schema: &Schema, edge: &Edge, one: &str, rows: &str) -> String {
    let Some((_, attribute)) = schema.attribute(edge.foreign_key) else {
        return String::new();
    };
    let key = &attribute.name;
    let Some(reference) = &attribute.references else {
        return format!(" No constraint guards it: the database takes any value for {key}.");
    };
    let whose = article(one);
    let (goes, stays, their, are) = if edge.kind == EdgeKind::OneToOne {
        ("goes", "stays", "its", "is")
    } else {
        ("go", "stay", "their", "are")
    };
    match reference.on_delete {
        ReferentialAction::Cascade => {
            format!(" When {whose} is deleted, {rows} {goes} with it (CASCADE).")
        }
        ReferentialAction::SetNull => {
            format!(
                " When {whose} is deleted, {rows} {stays} and {their} {key} becomes null (SET NULL)."
            )
        }
        ReferentialAction::Restrict | ReferentialAction::NoAction => {
            format!(
                " While {rows} {are} there, {whose} cannot be deleted ({}).",
                reference.on_delete.sql()
            )
        }
    }
}

/// The noun with `a` or `an`.
fn article(noun: &str) -> String {
    let begins_with_vowel = noun
        .chars()
        .next()
        .is_some_and(|first| "AEIOaeio".contains(first));
    format!("{} {noun}", if begins_with_vowel { "an" } else { "a" })
}
