//! The page and the module mean the same.
//!
//! Nothing here translates: the module gets the models as `codegen` writes them and the call
//! as `query::code` writes it, so what the page shows as code, as SQL and as a result is one.
//! Rows lie in the order of their keys on both sides. Where SQL leaves an order open both
//! then keep that one, so that answers can be compared as text.

mod known;
mod module;
mod script;

use proptest::prelude::*;
use relata::engine::find::find;
use relata::engine::protocol::EngineError;
use relata::engine::store::Store;
use relata::module::Module;
use relata::orm::query::{Find, code};
use relata::orm::schema::Schema;
use relata::project::story;

use super::random::World;
use super::{notation, story as told};
use module::{answer, module_of};

/// What came of a find: the statements, one a line, and the result; or why there is none.
type Answer = Result<(String, String), String>;

fn page(schema: &Schema, store: &Store, asked: &Find) -> Answer {
    match find(store, schema, asked, || 0.0) {
        Ok(found) => Ok((found.join_sql, found.json)),
        Err(EngineError::Find { message }) => Err(message),
        Err(other) => panic!("{other}"),
    }
}

/// An answer whose statements are cut short where the page cuts them: of many SELECTs it shows some.
fn shortened(answer: Answer, page: &Answer) -> Answer {
    let (Ok((sql, json)), Ok((shown, _))) = (&answer, page) else {
        return answer;
    };
    let cut = |(sql, shown): (&str, &str)| match shown.split_once(" UNION ALL …") {
        Some((start, end))
            if sql.starts_with(&format!("{start} UNION ALL ")) && sql.ends_with(end) =>
        {
            shown.to_owned()
        }
        _ => sql.to_owned(),
    };
    if sql.lines().count() != shown.lines().count() {
        return answer;
    }
    let lines: Vec<String> = sql.lines().zip(shown.lines()).map(cut).collect();
    Ok((lines.join("\n"), json.clone()))
}

#[track_caller]
fn agree(module: &mut Module, schema: &Schema, store: &Store, asked: &Find) {
    let code = code(schema, asked);
    let (page, module) = (page(schema, store, asked), answer(module, &code));
    assert_eq!(page, shortened(module, &page), "{code}");
}

fn check(seed: u64, models: usize) {
    let World {
        schema,
        store,
        finds,
        ..
    } = World::new(seed, models);
    let mut module = module_of(&schema, &store);
    for options in &finds {
        let asked = notation::find(&schema, options);
        agree(&mut module, &schema, &store, &asked);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, max_shrink_iters: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn page_and_module_answer_alike(seed in any::<u64>(), models in 1..4_usize) {
        check(seed, models);
    }
}

#[test]
fn page_and_module_tell_the_story_alike() {
    let (session, schema) = (told::session(), story().schema);
    let mut module = module_of(&schema, session.store());
    for (model, alias) in [
        ("User", "profile"),
        ("User", "posts"),
        ("User", "groups"),
        ("Group", "members"),
    ] {
        let asked = told::find_by_pk(&schema, model, alias);
        agree(&mut module, &schema, session.store(), &asked);
    }
}
