//! Rows as trees.

use expect_test::{Expect, expect};
use serde_json::{Value as Json, json};

use super::support::{observed, tree};

#[track_caller]
fn check(model: &str, options: Json, answers: Json, expected: Expect) {
    let answers = answers.as_array().cloned().unwrap_or_default();
    expected.assert_eq(&tree(&observed(), model, &options, &answers).to_string());
}

#[test]
fn rows_of_one_parent_become_one() {
    let answer = json!([
        [
            "id",
            "name",
            "posts.id",
            "posts.title",
            "posts.comments.id",
            "posts.comments.body"
        ],
        [1, "a", 1, "x", 1, "p"],
        [1, "a", 1, "x", 2, "q"],
        [1, "a", 2, "y", null, null],
        [2, "b", null, null, null, null],
    ]);
    let comments = json!([{ "association": "comments", "attributes": ["body"] }]);
    let include = json!([{ "association": "posts", "attributes": ["title"], "include": comments }]);
    check(
        "User",
        json!({ "include": include }),
        json!([answer]),
        expect![[
            r#"[{"id":1,"name":"a","posts":[{"title":"x","comments":[{"body":"p"},{"body":"q"}]},{"title":"y","comments":[]}]},{"id":2,"name":"b","posts":[]}]"#
        ]],
    );
}

#[test]
fn a_has_one_with_two_matches_gives_its_parent_twice() {
    let answer = json!([
        ["id", "name", "profile.id", "profile.bio"],
        [1, "a", 1, "p"],
        [1, "a", 2, "q"],
        [2, "b", null, null],
    ]);
    check(
        "User",
        json!({ "include": "profile" }),
        json!([answer]),
        expect![[
            r#"[{"id":1,"name":"a","profile":{"id":1,"bio":"p"}},{"id":1,"name":"a","profile":{"id":2,"bio":"q"}},{"id":2,"name":"b","profile":null}]"#
        ]],
    );
}

#[test]
fn a_pair_hangs_below_by_the_name_of_its_model() {
    let answer = json!([
        [
            "id",
            "groups.id",
            "groups.UserGroup.role",
            "groups.UserGroup.userId",
            "groups.UserGroup.groupId"
        ],
        [1, 1, "r", 1, 1],
        [1, 2, "s", 1, 2],
    ]);
    let groups = json!([{ "association": "groups", "attributes": ["id"] }]);
    let find = json!({ "attributes": ["id"], "include": groups });
    check(
        "User",
        find,
        json!([answer]),
        expect![[
            r#"[{"id":1,"groups":[{"id":1,"UserGroup":{"role":"r","userId":1,"groupId":1}},{"id":2,"UserGroup":{"role":"s","userId":1,"groupId":2}}]}]"#
        ]],
    );
    let answer = json!([["id", "groups.id"], [1, 1], [1, 2], [2, null]]);
    let groups =
        json!([{ "association": "groups", "attributes": ["id"], "through": { "attributes": [] } }]);
    let find = json!({ "attributes": ["id"], "include": groups });
    check(
        "User",
        find,
        json!([answer]),
        expect![[r#"[{"id":1,"groups":[{"id":1},{"id":2}]},{"id":2,"groups":[]}]"#]],
    );
}

#[test]
fn keys_that_are_selected_only_to_tell_rows_apart_are_not_shown() {
    let answer = json!([
        ["id", "name", "posts.id", "posts.title"],
        [1, "a", 1, "x"],
        [2, "a", 2, "x"],
    ]);
    let posts = json!([{ "association": "posts", "attributes": ["title"] }]);
    let find = json!({ "attributes": ["name"], "include": posts });
    check(
        "User",
        find,
        json!([answer]),
        expect![[r#"[{"name":"a","posts":[{"title":"x"}]},{"name":"a","posts":[{"title":"x"}]}]"#]],
    );
}

#[test]
fn an_include_without_attributes_is_not_shown() {
    let answer = json!([["id", "n"], [1, 3]]);
    let posts = json!([{ "association": "posts", "attributes": [] }]);
    let count = json!([{ "@fn": ["COUNT", { "@col": "posts.id" }] }, "n"]);
    let find = json!({ "attributes": ["id", count], "group": ["User.id"], "include": posts });
    check(
        "User",
        find,
        json!([answer]),
        expect![[r#"[{"id":1,"n":3}]"#]],
    );
    let answer = json!([["id", "posts.comments.id"], [1, 3]]);
    let posts = json!([{ "association": "posts", "attributes": [], "include": ["comments"] }]);
    check(
        "User",
        json!({ "attributes": ["id"], "include": posts }),
        json!([answer]),
        expect![[r#""TypeError: Cannot read properties of undefined (reading 'comments')""#]],
    );
}

#[test]
fn separate_rows_are_given_out_by_their_keys() {
    let users = json!([["name", "id"], ["a", 1], ["b", 2]]);
    let posts = json!([
        ["id", "title", "authorId", "comments.id", "comments.body"],
        [1, "x", 1, 1, "p"],
        [1, "x", 1, 2, "q"],
        [2, "y", 1, null, null],
    ]);
    let comments = json!([{ "association": "comments", "attributes": ["body"] }]);
    let include = json!([{ "association": "posts", "separate": true, "attributes": ["title"], "include": comments }]);
    let find = json!({ "attributes": ["name"], "include": include });
    check(
        "User",
        find.clone(),
        json!([users, posts]),
        expect![[
            r#"[{"name":"a","id":1,"posts":[{"title":"x","comments":[{"body":"p"},{"body":"q"}]},{"title":"y","comments":[]}]},{"name":"b","id":2,"posts":[]}]"#
        ]],
    );
    check("User", find, json!([[["name", "id"]]]), expect!["[]"]);
}

#[test]
fn a_separate_include_below_a_joined_one_asks_for_all_its_rows_at_once() {
    let users = json!([
        ["id", "posts.id", "posts.title"],
        [1, 1, "x"],
        [1, 2, "y"],
        [2, null, null],
    ]);
    let comments = json!([["id", "body", "postId"], [1, "p", 2], [2, "q", 2]]);
    let include = json!([{ "association": "posts", "attributes": ["id", "title"], "include": [{ "association": "comments", "separate": true }] }]);
    let find = json!({ "attributes": ["id"], "include": include });
    check(
        "User",
        find,
        json!([users, comments]),
        expect![[
            r#"[{"id":1,"posts":[{"id":1,"title":"x","comments":[]},{"id":2,"title":"y","comments":[{"id":1,"body":"p","postId":2},{"id":2,"body":"q","postId":2}]}]},{"id":2,"posts":[]}]"#
        ]],
    );
}

#[test]
fn a_find_without_includes_shows_what_it_names() {
    let answer = json!([["name", "?column?", "one"], ["a", 2, 1]]);
    let attributes = json!(["name", { "@lit": "1+1" }, [{ "@lit": "1" }, "one"]]);
    check(
        "User",
        json!({ "attributes": attributes }),
        json!([answer]),
        expect![[r#"[{"name":"a","one":1}]"#]],
    );
}
