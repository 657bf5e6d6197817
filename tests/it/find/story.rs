//! The story's includes, against what a run of the seed's own models printed.

use relata::engine::find::{find, find_by_join};
use relata::engine::protocol::{Change, Command, RanBy, Revision};
use relata::engine::session::Session;
use relata::orm::query::{Find, Include, Method};
use relata::orm::schema::Schema;
use relata::orm::value::Value;
use relata::project::{story, story_script};

/// An engine that tells the story.
pub(super) fn session() -> Session {
    let mut session = Session::new();
    for (number, scripted) in (1..).zip(story_script()) {
        let change = Change {
            revision: Revision(number),
            now: scripted.now.unwrap(),
            seed: number,
            steps: scripted.steps,
        };
        session.execute(Command::Apply(change)).unwrap();
    }
    session
}

pub(super) fn find_by_pk(schema: &Schema, model: &str, alias: &str) -> Find {
    let model = schema.model_named(model).unwrap();
    let association = schema
        .associations_of(model.id)
        .find(|association| association.alias == alias)
        .unwrap();
    Find {
        method: Method::FindByPk(Value::Integer(1)),
        include: vec![Include::of(association.id)],
        ..Find::all(model.id)
    }
}

/// The SQL and the JSON printed for a call, Group's alias being `members` in the story.
fn printed(call: &str) -> (String, String) {
    let file = include_str!("../../conformance/observed/seed-run-proper.txt");
    let at = file
        .find(call)
        .unwrap_or_else(|| panic!("{call} was not run"));
    let mut lines = file[at..].lines().skip(1);
    let sql = lines
        .next()
        .unwrap()
        .trim_start_matches("Executing (default): ");
    let json: String = lines.take_while(|line| !line.is_empty()).collect();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rename = |text: &str| {
        text.replace("\"users", "\"members")
            .replace("users.", "members.")
    };
    (rename(sql), rename(&json.to_string()))
}

#[test]
fn the_includes_return_what_sequelize_returned() {
    let session = session();
    let schema = story().schema;
    for (model, alias, call) in [
        (
            "User",
            "profile",
            "await User.findByPk(1, { include: { model: Profile",
        ),
        (
            "User",
            "posts",
            "await User.findByPk(1, { include: { model: Post",
        ),
        (
            "User",
            "groups",
            "await User.findByPk(1, { include: { model: Group",
        ),
        (
            "Group",
            "members",
            "await Group.findByPk(1, { include: { model: User",
        ),
    ] {
        let (sql, json) = printed(call);
        let asked = find_by_pk(&schema, model, alias);
        for run in [find, find_by_join] {
            let found = run(session.store(), &schema, &asked, || 0.0).unwrap();
            assert_eq!(found.json, json, "{call}");
            assert_eq!(found.join_sql, sql, "{call}");
            assert_eq!(found.count, 1);
        }
    }
}

#[test]
fn what_ran_is_told_with_who_ran_it() {
    let session = session();
    let schema = story().schema;
    let asked = find_by_pk(&schema, "User", "posts");
    let found = find(session.store(), &schema, &asked, || 0.0).unwrap();
    let told: Vec<_> = found
        .statements
        .iter()
        .map(|statement| {
            (
                statement.sql.as_str(),
                statement.ran_by == RanBy::GlueSql,
                statement.rows,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                r#"SELECT "User"."id" AS "id", "User"."name" AS "name", "User"."email" AS "email", "User"."createdAt" AS "createdAt", "User"."updatedAt" AS "updatedAt" FROM "Users" AS "User" WHERE "User"."id" = 1;"#,
                true,
                1
            ),
            (
                r#"SELECT "posts"."id", "posts"."title", "posts"."content", "posts"."userId", "posts"."createdAt", "posts"."updatedAt" FROM "Posts" AS "posts" WHERE "posts"."userId" IN (1);"#,
                false,
                2
            ),
        ]
    );
    assert_eq!(found.flat.total, 2);
    assert_eq!(found.flat.columns[5..7], ["posts.id", "posts.title"]);
}
