//! What holds whatever is done to a document.

use proptest::prelude::*;
use relata::engine::protocol::Dump;
use relata::orm::migration::diff;
use relata::orm::query::prune;
use relata::orm::schema::{Schema, Severity, check};
use relata::project::history::{Merge, Todo};
use relata::project::{
    Database, History, Project, apply, edge, file, label, link_defaults, link_of,
};
use relata::project::{Edit, LinkKind};
use std::sync::Arc;

use super::random;

/// The rules every document keeps.
fn keeps_the_rules(project: &Project) {
    let empty = Schema::default();
    let leads_to = project
        .migrations
        .last()
        .map_or(&empty, |migration| &migration.after);
    assert_eq!(
        leads_to, &*project.schema,
        "the last migration leads to the schema"
    );
    let mut before = &empty;
    for migration in &project.migrations {
        assert!(
            !diff(before, &migration.after).is_empty(),
            "{} does something",
            migration.name
        );
        before = &migration.after;
    }
    for model in &project.schema.models {
        assert!(
            model.primary_key().next().is_some(),
            "{} has a key",
            model.name
        );
        assert!(
            project.layout.contains_key(&model.id),
            "{} has a place",
            model.name
        );
        for attribute in model
            .attributes
            .iter()
            .filter(|attribute| attribute.primary_key)
        {
            assert!(
                !attribute.allow_null,
                "{}.{} is never null",
                model.name, attribute.name
            );
        }
    }
    assert_eq!(
        project.layout.len(),
        project.schema.models.len(),
        "no card is without its model"
    );
    let wrong: Vec<String> = check(&project.schema)
        .into_iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| problem.problem.to_string())
        .filter(|text| !text.contains("ENUM"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn an_edit_is_of_the_query_or_of_the_layout_or_of_the_design(project in random::project(), pick in random::pick()) {
        let edit = random::edit(&project, pick);
        let is_aside = matches!(edit, Edit::SetQuery(_) | Edit::MoveModels(_));
        if let Ok(after) = apply(&project, edit) {
            let is_same = project.has_design_of(&after);
            prop_assert!(!is_aside || is_same);
            let (query, layout) = (after.query.clone(), after.layout.clone());
            prop_assert_eq!(is_same, Project { query, layout, ..project } == after);
        }
    }

    #[test]
    fn an_edit_keeps_the_rules_or_is_refused(project in random::project(), pick in random::pick()) {
        keeps_the_rules(&project);
        let edit = random::edit(&project, pick);
        prop_assert!(!label(&project, &edit).is_empty());
        match apply(&project, edit) {
            Ok(after) => keeps_the_rules(&after),
            Err(error) => {
                let text = error.to_string();
                prop_assert!(!text.is_empty() && !text.ends_with('.'), "{}", text);
            }
        }
    }

    #[test]
    fn undo_takes_back_what_an_edit_did(project in random::project(), picks in prop::collection::vec(random::pick(), 1..6)) {
        let mut history = History::begin(project, Vec::new());
        let start = history.project().clone();
        let mut ways = Vec::new();
        for pick in picks {
            let before = history.project().clone();
            let Ok(after) = apply(&before, random::edit(&before, pick)) else { continue };
            history.push(Arc::new(after.clone()), "edit".to_owned(), Merge::Never, Todo::Live);
            ways.push((before, after));
        }
        for (before, after) in ways.iter().rev() {
            prop_assert_eq!(&**history.project(), after);
            prop_assert!(history.undo());
            prop_assert_eq!(history.project(), before);
        }
        prop_assert_eq!(history.project(), &start);
        for (_, after) in &ways {
            prop_assert!(history.redo());
            prop_assert_eq!(&**history.project(), after);
        }
        prop_assert!(!history.redo());
    }

    #[test]
    fn a_file_brings_its_document_back(project in random::project(), bytes: Vec<u8>) {
        let database = Database { schema: project.schema.clone(), ..Database::default() };
        let dump = Dump { bytes, ..Dump::default() };
        let opened = file::read(&file::write(&project, &database, &dump)).unwrap();
        // But for what leads nowhere.
        let query = project.query.clone().and_then(|find| prune(&project.schema, find));
        prop_assert_eq!(opened.project, Project { query, ..project });
    }

    #[test]
    fn a_link_is_read_back_as_it_was_made(project in random::project(), a in 0..9_usize, b in 0..9_usize, kind in 0..3_usize) {
        let kind = [LinkKind::OneToOne, LinkKind::OneToMany, LinkKind::ManyToMany][kind];
        let (source, target) = (random::model(&project.schema, a), random::model(&project.schema, b));
        let spec = link_defaults(&project.schema, kind, source, target);
        let Ok(linked) = apply(&project, Edit::Link(spec.clone())) else { return Ok(()) };
        let added = &linked.schema.associations[project.schema.associations.len()..];
        prop_assert_eq!(added.len(), 2);
        let read = link_of(&linked.schema, added[0].id).unwrap();
        prop_assert_eq!(edge(&linked.schema, added[1].id).len(), 2);
        let spoken = |spec: &relata::project::LinkSpec| {
            (spec.kind, spec.source, spec.target, spec.source_alias.clone(), spec.target_alias.clone(), spec.foreign_key.clone())
        };
        prop_assert_eq!(spoken(&read), spoken(&spec));
        if kind == LinkKind::ManyToMany {
            prop_assert_eq!((&read.through, &read.other_key, read.through_id), (&spec.through, &spec.other_key, true));
        }
        let same = apply(&linked, Edit::EditLink { association: added[0].id, spec: read }).unwrap();
        prop_assert_eq!(&same.schema, &linked.schema);
        let unlinked = apply(&linked, Edit::Unlink(added[1].id)).unwrap();
        prop_assert_eq!(unlinked.schema.associations.len(), project.schema.associations.len());
    }
}
