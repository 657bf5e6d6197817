//! States are kept: by going back down, by snapshots, by replay, by dumps.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use relata::engine::protocol::{Command, Dump, EngineError, Reply, Revision, Step};
use relata::engine::session::Session;
use relata::orm::migration::Operation;
use relata::orm::value::Value;

use super::notation::{Database, column, table};

/// Operations on the story's tables that can be undone without loss, each with its reverse.
fn reversible() -> Vec<(Operation, Operation)> {
    let posts = "Posts".to_owned();
    let add = |notation: &str| {
        let column = column(notation);
        let remove = Operation::RemoveColumn {
            table: "Posts".to_owned(),
            column: column.name.clone(),
        };
        (
            Operation::AddColumn {
                table: "Posts".to_owned(),
                column,
            },
            remove,
        )
    };
    let change = |before: &str, after: &str| {
        let to = |notation: &str| Operation::ChangeColumn {
            table: "Posts".to_owned(),
            column: column(notation),
        };
        (to(after), to(before))
    };
    let rename = |from: &str, to: &str| {
        let rename = |from: &str, to: &str| Operation::RenameColumn {
            table: "Posts".to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        };
        (rename(from, to), rename(to, from))
    };
    let tags = table("Tags: postId integer pk > Posts.id, name string pk, unique name");
    let key = vec!["title".to_owned(), "id".to_owned()];
    vec![
        add("nick string? unique"),
        add("mood enum(good|bad) =\"good\""),
        add("token uuid =uuid"),
        add("parentId integer? > Posts.id setnull"),
        change("title string(40)?", "title text"),
        change("score integer?", "score decimal(10.2)?"),
        change("score integer?", "score string(20)?"),
        change("userId integer? > Users.id setnull", "userId integer?"),
        change(
            "userId integer? > Users.id setnull",
            "userId integer? > Users.id cascade noaction",
        ),
        rename("title", "heading"),
        rename("id", "postId"),
        (
            Operation::CreateTable { table: tags },
            Operation::DropTable {
                table: "Tags".to_owned(),
            },
        ),
        (
            Operation::AddUnique {
                table: posts.clone(),
                columns: key.clone(),
            },
            Operation::RemoveUnique {
                table: posts.clone(),
                columns: key,
            },
        ),
        (
            Operation::RenameTable {
                from: posts.clone(),
                to: "Essays".to_owned(),
            },
            Operation::RenameTable {
                from: "Essays".to_owned(),
                to: posts,
            },
        ),
    ]
}

fn story(rows: &[(u8, Option<u8>)]) -> Database {
    let mut database = Database::new(&[
        "Users: id pk auto, name string",
        "Posts: id pk auto, title string(40)?, score integer?, userId integer? > Users.id setnull",
    ]);
    for n in 0..3 {
        database
            .insert("Users", "name", &[&format!(r#"["user {n}"]"#)])
            .unwrap();
    }
    for (score, user) in rows {
        let user = user.map_or("null".to_owned(), |user| (user % 3 + 1).to_string());
        database
            .insert(
                "Posts",
                "title score userId",
                &[&format!(r#"["title {score}", {score}, {user}]"#)],
            )
            .unwrap();
    }
    database
}

/// The state a reply says the session stands at.
fn revision_of(reply: Result<Reply, EngineError>) -> Revision {
    match reply {
        Ok(Reply::Done { revision, .. }) => revision,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn up_then_down_is_where_it_began(
        rows in prop::collection::vec((any::<u8>(), any::<Option<u8>>()), 0..8),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..5),
    ) {
        let mut database = story(&rows);
        let choices = reversible();
        let mut down = Vec::new();
        let mut used = BTreeSet::new();
        for pick in picks {
            let (up, back) = pick.get(&choices).clone();
            // A column changed twice would not come straight back: 5 to 5.00 to '5.00'.
            let what = match &up {
                Operation::ChangeColumn { column, .. } => column.name.clone(),
                other => format!("{other:?}"),
            };
            if !used.insert(what) {
                continue;
            }
            let before = database.state();
            // One that speaks of what an earlier one renamed is refused, and changes nothing.
            if database.migrate(vec![up]).is_ok() {
                down.push((back, before));
            } else {
                prop_assert_eq!(database.state(), before);
            }
        }
        while let Some((back, before)) = down.pop() {
            database.migrate(vec![back]).unwrap();
            prop_assert_eq!(database.state(), before);
        }
    }

    #[test]
    fn states_are_brought_back_by_restore_by_replay_and_by_dump(
        rows in prop::collection::vec((any::<u8>(), any::<Option<u8>>()), 0..5),
        acts in prop::collection::vec((any::<u8>(), any::<u8>()), 1..15),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut database = story(&rows);
        let choices = reversible();
        let mut states = BTreeMap::new();
        for (what, n) in acts {
            let revision = match what % 5 {
                0 => database.insert("Posts", "title score", &[&format!(r#"["t", {n}]"#)]),
                1 => database.migrate(vec![choices[usize::from(n) % choices.len()].0.clone()]),
                2 => {
                    let ids: Vec<_> = database.read("Users").rows.iter().map(|(id, _)| *id).collect();
                    let Some(id) = ids.get(usize::from(n) % 3) else { continue };
                    database.apply(vec![Step::Delete { table: "Users".to_owned(), rows: vec![*id] }])
                }
                3 => database.insert("Users", "id name", &[&format!(r#"[{n}, "by hand"]"#)]),
                _ => database.apply(vec![
                    Step::Insert { table: "Users".to_owned(), columns: vec!["name".to_owned()], rows: vec![vec![Value::Text("x".to_owned())]] },
                    Step::Insert { table: "Users".to_owned(), columns: vec!["name".to_owned()], rows: vec![vec![if n % 2 == 0 { Value::Null } else { Value::Text("y".to_owned()) }]] },
                ]),
            };
            if let Ok(revision) = revision {
                states.insert(revision, database.state());
            }
        }
        let Some((last, _)) = states.last_key_value().map(|(revision, state)| (*revision, state.clone())) else { return Ok(()) };

        for (revision, state) in &states {
            prop_assert_eq!(revision_of(database.session.execute(Command::Restore(*revision))), *revision);
            prop_assert_eq!(&database.state(), state);
        }

        let mut replayed = Database::new(&[]);
        let changes = database.changes.clone();
        let load = |base: Option<Dump>, changes: Vec<_>| Command::Load { base, changes, revision: last };
        revision_of(replayed.session.execute(load(None, changes.clone())));
        for (revision, state) in states.iter().rev() {
            revision_of(replayed.session.execute(Command::Restore(*revision)));
            prop_assert_eq!(&replayed.state(), state);
        }

        let base = cut.get(&changes).revision;
        let Ok(Reply::Dumped(dump)) = database.session.execute(Command::Dump(base)) else { panic!("a dump of a kept state") };
        let rest: Vec<_> = changes.iter().filter(|change| change.revision > base).cloned().collect();
        let mut loaded = Database::new(&[]);
        revision_of(loaded.session.execute(load(Some(dump), rest)));
        for (revision, state) in states.iter().filter(|(revision, _)| **revision >= base) {
            revision_of(loaded.session.execute(Command::Restore(*revision)));
            prop_assert_eq!(&loaded.state(), state);
        }
    }

    #[test]
    fn a_damaged_dump_is_refused_and_nothing_else(
        at in any::<prop::sample::Index>(),
        byte in 1..=255_u8,
        cut in any::<prop::sample::Index>(),
        noise in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut database = story(&[(1, None), (2, Some(1))]);
        let revision = Revision(database.changes.len().try_into().unwrap());
        let Ok(Reply::Dumped(dump)) = database.session.execute(Command::Dump(revision)) else { panic!("a dump of a kept state") };
        let before = database.state();
        let mut damaged = dump.bytes.clone();
        *at.get_mut(&mut damaged) ^= byte;
        let short = dump.bytes[..cut.index(dump.bytes.len())].to_vec();
        for bytes in [damaged, short, noise] {
            let command = Command::Load { base: Some(Dump { revision, bytes }), changes: Vec::new(), revision };
            let result = database.session.execute(command);
            let is_refused = matches!(result, Err(EngineError::BadDump { .. }));
            prop_assert!(is_refused, "{:?}", result);
            prop_assert_eq!(&database.state(), &before);
        }
    }
}

#[test]
fn a_revision_that_is_not_kept_is_refused() {
    let mut session = Session::new();
    for command in [Command::Restore(Revision(7)), Command::Dump(Revision(7))] {
        assert_eq!(
            session.execute(command),
            Err(EngineError::NoRevision {
                revision: Revision(7)
            })
        );
    }
    let load = Command::Load {
        base: None,
        changes: Vec::new(),
        revision: Revision(3),
    };
    assert_eq!(
        session.execute(load),
        Err(EngineError::NoRevision {
            revision: Revision(3)
        })
    );
}

#[test]
fn a_database_becomes_another_and_can_come_back() {
    let mut database = story(&[(1, Some(0))]);
    let before = database.state();
    let revision = Revision(database.changes.len().try_into().unwrap());
    let Ok(Reply::Dumped(dump)) = database.session.execute(Command::Dump(revision)) else {
        panic!("a dump of a kept state")
    };
    database.apply(vec![Step::Become(None)]).unwrap();
    assert_eq!(database.state(), "");
    database.apply(vec![Step::Become(Some(dump))]).unwrap();
    assert_eq!(database.state(), before);
}
