//! Rows found, nested and as they were written.

use serde_json::json;

use super::{define, module, object, ok};

#[test]
fn separate_includes_nest_in_separate_includes() {
    let mut module = module();
    let bare = json!({"timestamps": false});
    let text = "DataTypes.STRING";
    define(&mut module, "User", json!({"name": text}), bare.clone());
    define(&mut module, "Post", json!({"title": text}), bare.clone());
    define(&mut module, "Comment", json!({"body": text}), bare);
    for (source, target, alias, key) in [
        ("User", "Post", "posts", "userId"),
        ("Post", "Comment", "comments", "postId"),
    ] {
        ok(
            &mut module,
            json!({"command": "associate", "kind": "hasMany", "source": source, "target": target, "options": object(json!({"as": alias, "foreignKey": key}))}),
        );
    }
    for model in ["User", "Post", "Comment"] {
        ok(
            &mut module,
            json!({"command": "sync", "model": model, "force": true}),
        );
    }
    for (model, fields, rows) in [
        ("User", json!(["name"]), json!([["Ann"]])),
        (
            "Post",
            json!(["title", "userId"]),
            json!([["alpha", 1], ["beta", 1]]),
        ),
        (
            "Comment",
            json!(["body", "postId"]),
            json!([["nice", 1], ["meh", 1]]),
        ),
    ] {
        ok(
            &mut module,
            json!({"command": "bulkInsert", "model": model, "fields": fields, "rows": rows, "options": {}}),
        );
    }
    let comments = json!({"association": "comments", "separate": true, "attributes": ["body"], "order": ["id"]});
    let posts = json!({"association": "posts", "separate": true, "attributes": ["title"], "order": ["id"], "include": [comments]});
    let found = ok(
        &mut module,
        json!({"command": "find", "model": "User", "options": object(json!({"attributes": ["id"], "include": [posts]}))}),
    );
    assert_eq!(
        found["rows"],
        json!([[1, [["alpha", [["nice"], ["meh"]]], ["beta", []]]]]),
        "{found}"
    );
}

#[test]
fn arrays_of_arrays_are_of_one_type() {
    let mut module = module();
    let of = json!({"o": [["type", {"type": {"key": "ARRAY", "of": {"key": "ARRAY", "of": {"key": "INTEGER"}}}}]]});
    ok(
        &mut module,
        json!({"command": "define", "name": "Grid", "attributes": {"o": [["cells", of]]}, "options": object(json!({"timestamps": false}))}),
    );
    ok(
        &mut module,
        json!({"command": "sync", "model": "Grid", "force": true}),
    );
    let made = ok(
        &mut module,
        json!({"command": "insert", "model": "Grid", "values": [["cells", [[1], [2]]]], "returning": ["cells"]}),
    );
    assert_eq!(made["rows"], json!([[[[1], [2]]]]));
}
