//! The SQL of finds, against what Sequelize 6.37.8 sent to Postgres when it was watched.

use relata::orm::query::{QueryError, Separate, plan, render, render_separate};
use relata::orm::schema::Schema;
use relata::orm::value::Value;
use serde_json::{Value as Json, json};

use super::notation;

/// The models of `include-sql.postgres.out`.
pub fn observed_schema() -> Schema {
    notation::schema(
        "User: name STRING, age INTEGER
         Profile: bio STRING, userId -> User
         Post: title STRING, likes INTEGER, authorId -> User
         Comment: body STRING, postId -> Post
         Group: name STRING
         UserGroup: role STRING, userId! -> User, groupId! -> Group
         Friendships~: userId -> User, friendId -> User
         Employee: name STRING, managerId -> Employee
         User.profile hasOne Profile userId
         Profile.user belongsTo User userId
         User.posts hasMany Post authorId
         Post.author belongsTo User authorId
         Post.comments hasMany Comment postId
         Comment.post belongsTo Post postId
         User.groups belongsToMany Group UserGroup userId groupId
         Group.users belongsToMany User UserGroup groupId userId
         User.friends belongsToMany User Friendships userId friendId
         Employee.manager belongsTo Employee managerId
         Employee.reports hasMany Employee managerId",
    )
}

/// Every statement of a find, separate includes for two parents, 1 and 2.
fn statements(schema: &Schema, options: &Json) -> Vec<String> {
    let plan = match plan(schema, &notation::find(schema, options)) {
        Ok(plan) => plan,
        Err(error) => return vec![format!("!! Error: {error}")],
    };
    let keys = [Value::Integer(1), Value::Integer(2)];
    let separate = |separate: &Separate| render_separate(separate, &keys);
    std::iter::once(render(&plan))
        .chain(plan.separates.iter().filter_map(separate))
        .collect()
}

/// The statements observed under a title.
fn observed(title: &str) -> Vec<String> {
    let file = include_str!("../../conformance/observed/include-sql.postgres.out");
    let mut lines = file
        .lines()
        .skip_while(|line| line.strip_prefix("### ") != Some(title));
    assert!(lines.next().is_some(), "nothing was observed as `{title}`");
    lines
        .take_while(|line| !line.starts_with("### "))
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn every_observed_find_is_rendered_character_by_character() {
    let schema = observed_schema();
    let name = json!(["id", "name"]);
    let title = json!(["id", "title"]);
    let posts = |more: Json| with(json!({ "as": "posts", "attributes": title }), &more);
    let groups = |more: Json| with(json!({ "as": "groups", "attributes": ["id"] }), &more);
    let users = |include: Json, more: Json| {
        with(
            json!({ "model": "User", "attributes": name, "include": [include] }),
            &more,
        )
    };
    let comments = json!({ "as": "comments" });
    let cases = [
        (
            "findByPk(1, {include:{model:Profile, as:'profile'}})",
            json!({ "model": "User", "pk": 1, "include": [{ "as": "profile" }] }),
        ),
        (
            "findByPk include posts (hasMany)",
            json!({ "model": "User", "pk": 1, "include": [{ "as": "posts" }] }),
        ),
        (
            "findByPk include groups (N:N)",
            json!({ "model": "User", "pk": 1, "include": [{ "as": "groups" }] }),
        ),
        (
            "findOne include hasMany (adds LIMIT 1 => subquery)",
            json!({ "model": "User", "one": true, "where": { "name": "a" }, "include": [{ "as": "posts" }] }),
        ),
        (
            "findOne include hasOne (LIMIT 1, no subquery)",
            json!({ "model": "User", "one": true, "where": { "name": "a" }, "include": [{ "as": "profile" }] }),
        ),
        (
            "include: 'posts' (string)",
            users(json!({ "as": "posts" }), json!({})),
        ),
        (
            "belongsTo: Post include author",
            json!({ "model": "Post", "include": [{ "as": "author", "attributes": name }] }),
        ),
        (
            "required: true (hasMany)",
            users(posts(json!({ "required": true })), json!({})),
        ),
        (
            "where => required implicitly",
            users(posts(json!({ "where": { "title": "t" } })), json!({})),
        ),
        (
            "where + required:false",
            users(
                posts(json!({ "required": false, "where": { "title": "t" } })),
                json!({}),
            ),
        ),
        (
            "where Op",
            users(
                posts(
                    json!({ "where": { "likes": { "$gte": 2, "$ne": 5 }, "title": { "$like": "a%" } } }),
                ),
                json!({}),
            ),
        ),
        (
            "attributes: []",
            users(json!({ "as": "posts", "attributes": [] }), json!({})),
        ),
        (
            "attributes: exclude",
            users(
                json!({ "as": "posts", "attributes": ["id", "title", "authorId"] }),
                json!({}),
            ),
        ),
        (
            "attributes without PK (PK is auto-added in include)",
            users(json!({ "as": "posts", "attributes": ["title"] }), json!({})),
        ),
        ("N:N default", users(groups(json!({})), json!({}))),
        (
            "N:N where on target",
            users(groups(json!({ "where": { "name": "x" } })), json!({})),
        ),
        (
            "N:N required:true",
            users(groups(json!({ "required": true })), json!({})),
        ),
        (
            "nested 2 levels",
            users(posts(json!({ "include": [comments] })), json!({})),
        ),
        (
            "nested 2 levels, inner required (outer not)",
            users(
                posts(json!({ "include": [with(comments.clone(), &json!({ "required": true }))] })),
                json!({}),
            ),
        ),
        (
            "nested 2 levels, inner where, outer required:false",
            users(
                posts(
                    json!({ "required": false, "include": [with(comments.clone(), &json!({ "where": { "body": "x" } }))] }),
                ),
                json!({}),
            ),
        ),
        (
            "nested both required",
            users(
                posts(
                    json!({ "required": true, "include": [with(comments.clone(), &json!({ "required": true }))] }),
                ),
                json!({}),
            ),
        ),
        (
            "limit + hasMany include (subQuery)",
            users(
                posts(json!({})),
                json!({ "limit": 2, "order": [["id", "ASC"]] }),
            ),
        ),
        (
            "limit+offset",
            users(posts(json!({})), json!({ "limit": 2, "offset": 1 })),
        ),
        (
            "limit + hasMany required:true (EXISTS-style LIMIT 1 subfilter)",
            users(posts(json!({ "required": true })), json!({ "limit": 2 })),
        ),
        (
            "limit + hasMany where",
            users(
                posts(json!({ "where": { "title": "t" } })),
                json!({ "limit": 2 }),
            ),
        ),
        (
            "where '$posts.title$' no limit",
            users(
                posts(json!({})),
                json!({ "where": { "$posts.title$": "t" } }),
            ),
        ),
        (
            "order by included: [Model as]",
            users(
                posts(json!({})),
                json!({ "order": [["id", "ASC"], ["posts", "title", "DESC"]] }),
            ),
        ),
        (
            "order by 'posts' string alias",
            users(
                posts(json!({})),
                json!({ "order": [["posts", "title", "DESC"]] }),
            ),
        ),
        (
            "order by nested",
            users(
                posts(json!({ "include": [comments] })),
                json!({ "order": [["posts", "comments", "body", "ASC"]] }),
            ),
        ),
        (
            "order by through column",
            users(
                groups(json!({})),
                json!({ "order": [["groups", "UserGroup", "role", "ASC"]] }),
            ),
        ),
        (
            "limit + order by included",
            users(
                posts(json!({})),
                json!({ "limit": 2, "order": [["posts", "title", "DESC"]] }),
            ),
        ),
        (
            "order inside include (non separate): ignored",
            users(posts(json!({ "order": [["title", "DESC"]] })), json!({})),
        ),
        (
            "separate: true",
            users(
                posts(json!({ "separate": true, "order": [["title", "DESC"]] })),
                json!({}),
            ),
        ),
        (
            "separate + limit (grouped limit / UNION ALL)",
            users(
                posts(json!({ "separate": true, "limit": 2, "order": [["id", "ASC"]] })),
                json!({}),
            ),
        ),
        (
            "limit inside hasMany include => separate:true implied",
            users(posts(json!({ "limit": 1 })), json!({})),
        ),
        (
            "separate on belongsToMany",
            users(groups(json!({ "separate": true })), json!({})),
        ),
        (
            "limit inside N:N include",
            users(groups(json!({ "limit": 1 })), json!({})),
        ),
        (
            "self manager",
            json!({ "model": "Employee", "include": [{ "as": "manager" }] }),
        ),
        (
            "self reports > reports",
            json!({ "model": "Employee", "include": [{ "as": "reports", "include": [{ "as": "reports" }] }] }),
        ),
        (
            "self N:N friends",
            json!({ "model": "User", "attributes": ["id"], "include": [{ "as": "friends", "attributes": ["id"] }] }),
        ),
    ];
    for (title, options) in cases {
        assert_eq!(statements(&schema, &options), observed(title), "{title}");
    }
}

/// An object with more keys.
fn with(mut object: Json, more: &Json) -> Json {
    let more = more.as_object().unwrap().clone();
    object.as_object_mut().unwrap().extend(more);
    object
}

#[test]
fn a_condition_on_an_include_under_a_limit_is_refused_as_by_postgres() {
    let schema = observed_schema();
    let options = json!({ "model": "User", "limit": 2, "where": { "$posts.title$": "t" }, "include": [{ "as": "posts" }] });
    let error = plan(&schema, &notation::find(&schema, &options)).unwrap_err();
    assert_eq!(
        error,
        QueryError::MissingFrom {
            alias: "posts".into()
        }
    );
    let words = observed("limit + where '$posts.title$' (breaks: subquery lacks join)");
    assert_eq!(words[1], format!("!! SequelizeDatabaseError: {error}"));
}
