//! Finds in which page and module once differed. What the real Sequelize said of each is written down.

use expect_test::{Expect, expect};
use serde_json::{Value as Json, json};

use super::module::module_of;
use super::{agree, page};
use crate::find::{notation, random};

/// Holds both against what is expected: the result, or why there is none.
///
/// Ann (1) is the boss of Bob (2) and of Cid (3), and her own friend twice; Cid and she are Bob's. Posts 5 and 6 are hers, 7 is Bob's.
#[track_caller]
fn check(options: &Json, expected: &Expect) -> String {
    let schema = notation::schema(
        "User: name STRING, bossId -> User
         Post: title STRING, likes INTEGER, userId -> User
         Comment: body STRING, postId -> Post
         Friendship: role STRING, fromId -> User, toId -> User
         User.boss belongsTo User bossId
         User.team hasMany User bossId
         User.post hasOne Post userId
         User.posts hasMany Post userId
         User.friends belongsToMany User Friendship fromId toId
         Post.user belongsTo User userId
         Post.comments hasMany Comment postId
         Comment.post belongsTo Post postId",
    );
    let data = json!({
        "Users": [
            { "id": 1, "name": "Ann", "bossId": null },
            { "id": 2, "name": "Bob", "bossId": 1 },
            { "id": 3, "name": "Cid", "bossId": 1 },
        ],
        "Posts": [
            { "id": 5, "title": "a", "likes": 1, "userId": 1 },
            { "id": 6, "title": "b", "likes": 0, "userId": 1 },
            { "id": 7, "title": "c", "likes": 2, "userId": 2 },
        ],
        "Comments": [{ "id": 8, "body": "x", "postId": 6 }],
        "Friendships": [
            { "id": 1, "role": "old", "fromId": 1, "toId": 1 },
            { "id": 2, "role": "new", "fromId": 1, "toId": 1 },
            { "id": 3, "role": null, "fromId": 2, "toId": 3 },
            { "id": 4, "role": null, "fromId": 2, "toId": 1 },
        ],
    });
    let store = random::store(&schema, &serde_json::from_value(data).unwrap());
    let asked = notation::find(&schema, options);
    agree(&mut module_of(&schema, &store), &schema, &store, &asked);
    let (sql, told) = match page(&schema, &store, &asked) {
        Ok(answer) => answer,
        Err(message) => (String::new(), message),
    };
    expected.assert_eq(&told);
    sql
}

#[test]
fn a_separate_include_shows_what_it_is_asked_for() {
    let posts = json!({ "as": "posts", "attributes": ["title"], "separate": true, "order": [["likes", "ASC"]] });
    check(
        &json!({ "model": "User", "pk": 1, "attributes": ["name"], "include": [posts] }),
        &expect![[r#"{"name":"Ann","id":1,"posts":[{"title":"b"},{"title":"a"}]}"#]],
    );
}

#[test]
fn a_separate_include_goes_by_the_key_that_objects_hold() {
    let include =
        |posts: Json| json!([{ "as": "user", "attributes": ["name"], "include": [posts] }]);
    let posts = json!({ "as": "posts", "separate": true });
    let sql = check(
        &json!({ "model": "Post", "pk": 7, "include": include(posts) }),
        &expect![[r#"{"id":7,"title":"c","likes":2,"userId":2,"user":{"name":"Bob","posts":[]}}"#]],
    );
    assert!(sql.contains(r#"WHERE "Post"."userId" IN (NULL);"#), "{sql}");
    let posts = json!({ "as": "posts", "limit": 1 });
    check(
        &json!({ "model": "Post", "include": include(posts) }),
        &expect![[r#"WHERE parameter "userId" has invalid "undefined" value"#]],
    );
}

#[test]
fn a_separate_include_asks_in_the_order_of_the_rows_above() {
    let comments = json!({ "as": "comments", "separate": true });
    let posts = json!({ "as": "posts", "attributes": ["title"], "separate": true, "order": [["likes", "ASC"]], "include": [comments] });
    let sql = check(
        &json!({ "model": "User", "attributes": ["name"], "include": [posts] }),
        &expect![[
            r#"[{"name":"Ann","id":1,"posts":[{"title":"b","comments":[{"id":8,"body":"x","postId":6}]},{"title":"a","comments":[]}]},{"name":"Bob","id":2,"posts":[{"title":"c","comments":[]}]},{"name":"Cid","id":3,"posts":[]}]"#
        ]],
    );
    assert!(sql.contains(r#""postId" IN (6, 5, 7);"#), "{sql}");
}

#[test]
fn a_separate_include_keeps_the_sub_select_of_the_find_above() {
    let comments = json!({ "as": "comments" });
    let user = json!({ "as": "user", "required": true });
    let posts = json!({ "as": "posts", "attributes": ["likes"], "separate": true, "order": [["likes", "ASC"]], "include": [user, comments] });
    let sql = check(
        &json!({ "model": "User", "attributes": ["name"], "limit": 1, "include": [posts] }),
        &expect![[
            r#"[{"name":"Ann","id":1,"posts":[{"likes":0,"user":{"id":1,"name":"Ann","bossId":null},"comments":[{"id":8,"body":"x","postId":6}]},{"likes":1,"user":{"id":1,"name":"Ann","bossId":null},"comments":[]}]}]"#
        ]],
    );
    assert!(
        sql.contains(r#"WHERE "Post"."userId" IN (1) ORDER BY "Post"."likes" ASC) AS "Post""#),
        "{sql}"
    );
}

#[test]
fn nothing_hangs_below_what_is_not_shown() {
    let hidden = |posts: Json| json!([{ "as": "boss", "attributes": [], "include": [posts] }]);
    let model =
        |include: Json| json!({ "model": "User", "attributes": ["name"], "include": include });
    check(
        &model(hidden(json!({ "as": "posts" }))),
        &expect!["Cannot read properties of undefined (reading 'posts')"],
    );
    let sql = check(
        &model(hidden(json!({ "as": "posts", "separate": true }))),
        &expect![[r#"[{"name":"Ann"},{"name":"Bob"},{"name":"Cid"}]"#]],
    );
    assert_eq!(sql.lines().count(), 1, "{sql}");
}

#[test]
fn a_sub_select_counts_what_it_joins() {
    let post = json!({ "as": "post", "attributes": ["title"], "required": true });
    check(
        &json!({ "model": "User", "attributes": ["name"], "limit": 1, "include": [post, { "as": "team", "attributes": ["name"] }] }),
        &expect![[
            r#"[{"name":"Ann","post":{"title":"a"},"team":[{"name":"Bob"},{"name":"Cid"}]}]"#
        ]],
    );
}

#[test]
fn a_filter_names_its_rows_as_sequelize_does() {
    let model = |include: Json| json!({ "model": "User", "attributes": ["name"], "order": [["name", "DESC"]], "limit": 2, "include": [include] });
    // It asks whether anybody is a friend of himself, so Cid counts, who has no friends.
    check(
        &model(json!({ "as": "friends", "attributes": ["name"], "required": true })),
        &expect![[
            r#"[{"name":"Bob","friends":[{"name":"Ann","Friendship":{"id":4,"role":null,"fromId":2,"toId":1}},{"name":"Cid","Friendship":{"id":3,"role":null,"fromId":2,"toId":3}}]}]"#
        ]],
    );
    let team = json!({ "as": "team", "required": true });
    check(
        &model(json!({ "as": "team", "required": true, "include": [team] })),
        &expect![[r#"table name "team" specified more than once"#]],
    );
}

#[test]
fn a_sub_select_is_refused_for_what_postgres_meets_first() {
    let boss = json!({ "as": "boss", "required": true });
    let team = |below: Json| json!({ "as": "team", "required": true, "include": [below] });
    let model = |include: Json| json!({ "model": "User", "limit": 1, "include": [include] });
    check(
        &model(team(boss.clone())),
        &expect![[r#"missing FROM-clause entry for table "team""#]],
    );
    check(
        &model(team(team(boss))),
        &expect![[r#"missing FROM-clause entry for table "team->team->boss""#]],
    );
}

#[test]
fn a_pair_met_again_does_not_come_back() {
    let order = json!([
        ["friends", "Friendship", "id", "ASC"],
        ["friends", "friends", "Friendship", "id", "ASC"],
    ]);
    let friends = json!({ "as": "friends", "attributes": ["name"] });
    check(
        &json!({ "model": "User", "attributes": ["name"], "where": { "id": 1 }, "offset": 1, "order": order, "include": [
            { "as": "friends", "attributes": ["name"], "include": [friends] },
        ] }),
        &expect![[
            r#"[{"name":"Ann","friends":[{"name":"Ann","friends":[{"name":"Ann","Friendship":{"id":1,"role":"old","fromId":1,"toId":1}}],"Friendship":{"id":2,"role":"new","fromId":1,"toId":1}}]}]"#
        ]],
    );
}

#[test]
fn a_sub_select_forgets_a_join() {
    // It asks that a friend has a post, and the statement around it does not.
    let post = json!({ "as": "post", "attributes": [], "required": true });
    let friends =
        json!({ "as": "friends", "attributes": ["name"], "required": true, "include": [post] });
    let team =
        json!({ "as": "team", "attributes": ["name"], "required": true, "include": [friends] });
    check(
        &json!({ "model": "User", "attributes": ["name"], "limit": 1, "include": [team] }),
        &expect![[
            r#"[{"name":"Ann","team":[{"name":"Bob","friends":[{"name":"Ann","Friendship":{"id":4,"role":null,"fromId":2,"toId":1}},{"name":"Cid","Friendship":{"id":3,"role":null,"fromId":2,"toId":3}}]}]}]"#
        ]],
    );
}

#[test]
fn a_filter_shows_the_keys_of_the_pairs_it_joins() {
    let pairs = json!({ "attributes": ["role"] });
    let theirs =
        json!({ "as": "friends", "through": pairs, "attributes": ["name"], "required": true });
    let friends = json!({ "as": "friends", "through": pairs, "attributes": ["name"], "required": true, "include": [theirs] });
    check(
        &json!({ "model": "User", "one": true, "where": { "name": "Bob" }, "attributes": ["name"], "include": [friends] }),
        &expect![[
            r#"{"name":"Bob","friends":[{"name":"Ann","friends":[{"name":"Ann","Friendship":{"id":2,"role":"new"}}],"Friendship":{"role":null}}]}"#
        ]],
    );
}
