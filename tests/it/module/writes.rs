//! Rows that come, change and go.

use serde_json::{Value as Json, json};

use super::{call, define, module, ok};
use relata::module::Module;

fn users() -> Module {
    let mut module = module();
    define(
        &mut module,
        "User",
        json!({"name": {"type": "DataTypes.STRING", "unique": true}, "n": "DataTypes.INTEGER"}),
        json!({"timestamps": false}),
    );
    module
}

#[test]
fn an_insert_is_sent_with_its_values_beside() {
    let mut module = users();
    let reply = call(
        &mut module,
        json!({"command": "insert", "model": "User", "values": [["id", null], ["name", "Ann"]], "returning": ["id", "name", "n"]}),
    );
    assert_eq!(
        reply["ok"],
        json!({"columns": [["id", "n"], ["name", "s"], ["n", "n"]], "rows": [[1, "Ann", null]], "count": 1})
    );
    assert_eq!(
        reply["sql"][0]["sql"],
        "INSERT INTO \"Users\" (\"id\",\"name\") VALUES (DEFAULT,$1) RETURNING \"id\",\"name\",\"n\";"
    );
    assert_eq!(reply["sql"][0]["bind"], json!(["Ann"]));
}

#[test]
fn many_rows_go_in_at_once() {
    let mut module = users();
    let command = json!({"command": "bulkInsert", "model": "User", "fields": ["id", "name", "n"], "rows": [[null, "a", 1], [7, "b", null]], "options": {"returning": ["id"]}});
    let reply = call(&mut module, command);
    assert_eq!(reply["ok"]["rows"], json!([[1], [7]]));
    assert_eq!(
        reply["sql"],
        json!([
            "INSERT INTO \"Users\" (\"id\",\"name\",\"n\") VALUES (DEFAULT,'a',1),(7,'b',NULL) RETURNING \"id\";"
        ])
    );
    let again = json!({"command": "bulkInsert", "model": "User", "fields": ["id", "name", "n"], "rows": [[7, "b", 5]], "logging": false});
    let refused = call(&mut module, again.clone());
    assert_eq!(refused["error"]["class"], "SequelizeUniqueConstraintError");
    assert_eq!(
        refused["error"]["parent"]["detail"],
        "Key (id)=(7) already exists."
    );
    assert_eq!(refused["sql"].as_array().map(Vec::len), Some(1));
    let mut updating = again.clone();
    updating["options"] =
        json!({"updateOnDuplicate": ["n"], "conflictAttributes": ["id"], "returning": ["n"]});
    assert_eq!(ok(&mut module, updating)["rows"], json!([[5]]));
    let mut ignoring = again;
    ignoring["options"] = json!({"ignoreDuplicates": true});
    assert_eq!(ok(&mut module, ignoring)["count"], json!(0));
}

#[test]
fn what_comes_back_as_it_was_sent_is_only_named() {
    let mut module = users();
    let returning = json!({"returning": ["id", "name", "n"]});
    let command = |rows: Json| json!({"command": "bulkInsert", "model": "User", "fields": ["id", "name", "n"], "rows": rows, "isShort": true, "options": returning});
    let reply = ok(
        &mut module,
        command(json!([[null, "a", 1], [null, "b", null]])),
    );
    assert_eq!(
        reply,
        json!({"columns": [["id", "n"]], "rows": [[1], [2]], "count": 2, "sent": ["name", "n"]})
    );
    // A text becomes a number; a key that is given in part is told in whole.
    let reply = ok(&mut module, command(json!([[7, "c", "5"], [null, 8, 2]])));
    assert_eq!(reply["rows"], json!([[7, "c", 5], [3, "8", 2]]));
    assert_eq!(reply.get("sent"), None);
    let again = call(
        &mut module,
        command(json!([[9, "d", {"u": 1}], [9, "e", {"lit": "1 + 1"}]])),
    );
    assert_eq!(again["error"]["class"], "SequelizeUniqueConstraintError");
    let reply = ok(&mut module, command(json!([[9, "d", {"lit": "1 + 1"}]])));
    assert_eq!(reply["rows"], json!([[9, "d", 2]]));
    let whole = ok(&mut module, command(json!([[10, "f", 3]])));
    assert_eq!(
        whole,
        json!({"columns": [], "rows": [], "count": 1, "sent": ["id", "name", "n"]})
    );
}

#[test]
fn an_upsert_names_its_columns() {
    let mut module = users();
    let upsert = |n: i64| json!({"command": "upsert", "model": "User", "insertValues": [["id", 1], ["name", "a"], ["n", n]], "updateFields": ["id", "name", "n"], "returning": ["id", "name", "n"]});
    ok(&mut module, upsert(1));
    let reply = call(&mut module, upsert(2));
    assert_eq!(reply["ok"]["rows"], json!([[1, "a", 2]]));
    assert_eq!(
        reply["sql"][0]["sql"],
        "INSERT INTO \"Users\" (\"id\",\"name\",\"n\") VALUES ($1,$2,$3) ON CONFLICT (\"id\") DO UPDATE SET \"id\"=EXCLUDED.\"id\",\"name\"=EXCLUDED.\"name\",\"n\"=EXCLUDED.\"n\" RETURNING \"id\",\"name\",\"n\";"
    );
}

#[test]
fn updates_and_deletes_are_written_as_sequelize_does() {
    let mut module = users();
    for (command, expected) in [
        (
            json!({"command": "update", "model": "User", "values": [["name", "b"]], "where": {"o": [["id", 1]]}}),
            json!("UPDATE \"Users\" SET \"name\"=$1 WHERE \"id\" = $2"),
        ),
        (
            json!({"command": "delete", "model": "User", "where": {"o": [["id", [1, 2]]]}}),
            json!("DELETE FROM \"Users\" WHERE \"id\" IN (1, 2)"),
        ),
        (
            json!({"command": "delete", "model": "User", "where": {"o": [["name", "x"]]}, "limit": 1}),
            json!(
                "DELETE FROM \"Users\" WHERE \"id\" IN (SELECT \"id\" FROM \"Users\" WHERE \"name\" = 'x' LIMIT 1)"
            ),
        ),
        (
            json!({"command": "increment", "model": "User", "where": {"o": [["id", 1]]}, "by": [["n", 2]], "returning": true}),
            json!("UPDATE \"Users\" SET \"n\"=\"n\"+ 2 WHERE \"id\" = 1 RETURNING *"),
        ),
        (
            json!({"command": "delete", "model": "User", "truncate": true, "restartIdentity": true, "cascade": true}),
            json!("TRUNCATE \"Users\" RESTART IDENTITY CASCADE"),
        ),
    ] {
        let told = ok(&mut module, json!({"command": "render", "of": command}));
        assert_eq!(told["sql"], expected);
    }
}

#[test]
fn a_transaction_is_taken_back_whole() {
    let mut module = users();
    let begun = ok(
        &mut module,
        json!({"command": "transaction", "action": "begin"}),
    );
    let id = begun["transaction"].clone();
    let insert = |transaction: &Json, name: &str| json!({"command": "insert", "model": "User", "values": [["name", name]], "options": {"exception": true}, "transaction": transaction});
    ok(&mut module, insert(&id, "a"));
    let refused = call(&mut module, insert(&id, "a"));
    assert_eq!(refused["error"]["class"], "SequelizeUniqueConstraintError");
    ok(&mut module, insert(&id, "b"));
    ok(
        &mut module,
        json!({"command": "transaction", "action": "rollback", "transaction": id}),
    );
    ok(&mut module, insert(&Json::Null, "a"));
}

#[test]
fn a_foreign_key_refuses_with_its_name() {
    let mut module = users();
    ok(
        &mut module,
        json!({"command": "define", "name": "Post", "attributes": {"o": []}, "options": {"o": [["timestamps", false]]}}),
    );
    ok(
        &mut module,
        json!({"command": "associate", "kind": "belongsTo", "source": "Post", "target": "User", "options": {"o": []}}),
    );
    ok(&mut module, json!({"command": "sync", "model": "Post"}));
    let refused = call(
        &mut module,
        json!({"command": "insert", "model": "Post", "values": [["UserId", 9]]}),
    );
    assert_eq!(
        refused["error"]["class"],
        "SequelizeForeignKeyConstraintError"
    );
    assert_eq!(
        refused["error"]["message"],
        "insert or update on table \"Posts\" violates foreign key constraint \"Posts_UserId_fkey\""
    );
}
