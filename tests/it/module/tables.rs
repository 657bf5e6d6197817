//! Tables made, changed and described.

use serde_json::{Value as Json, json};

use super::{call, define, module, object, ok};

fn ask(module: &mut relata::module::Module, method: &str, arguments: Json) -> Json {
    let arguments: Vec<Json> = arguments
        .as_array()
        .expect("a list")
        .iter()
        .cloned()
        .map(object)
        .collect();
    call(
        module,
        json!({"command": "queryInterface", "method": method, "arguments": arguments}),
    )
}

#[test]
fn a_synced_table_is_described() {
    let mut module = module();
    define(
        &mut module,
        "User",
        json!({"name": {"type": "DataTypes.STRING", "allowNull": false, "defaultValue": "x"}, "kind": {"type": "DataTypes.ENUM", "values": ["a", "b"]}}),
        json!({"timestamps": false, "indexes": [{"fields": ["name"], "unique": true}]}),
    );
    let told = ask(&mut module, "describeTable", json!(["Users"]));
    assert_eq!(
        told["ok"],
        json!({
            "id": {"type": "INTEGER", "allowNull": false, "defaultValue": "nextval(\"Users_id_seq\"::regclass)", "comment": null, "special": [], "primaryKey": true},
            "name": {"type": "CHARACTER VARYING(255)", "allowNull": false, "defaultValue": "x", "comment": null, "special": [], "primaryKey": false},
            "kind": {"type": "USER-DEFINED", "allowNull": true, "defaultValue": null, "comment": null, "special": ["a", "b"], "primaryKey": false},
        })
    );
    let told = ask(&mut module, "showIndex", json!(["Users"]));
    let names: Vec<&str> = told["ok"]
        .as_array()
        .expect("indexes")
        .iter()
        .filter_map(|index| index["name"].as_str())
        .collect();
    assert_eq!(names, ["Users_pkey", "users_name"]);
    assert_eq!(told["ok"][1]["fields"], json!([{"attribute": "name"}]));
}

#[test]
fn sync_sends_what_sequelize_sends() {
    let mut module = module();
    ok(
        &mut module,
        json!({"command": "define", "name": "Thing", "attributes": object(json!({"kind": {"type": "DataTypes.ENUM", "values": ["a"]}})), "options": object(json!({"timestamps": false}))}),
    );
    let reply = call(
        &mut module,
        json!({"command": "sync", "model": "Thing", "force": true}),
    );
    let sent: Vec<&str> = reply["sql"]
        .as_array()
        .expect("statements")
        .iter()
        .filter_map(Json::as_str)
        .filter(|sql| !sql.starts_with("SELECT"))
        .collect();
    assert_eq!(
        sent,
        [
            "DROP TABLE IF EXISTS \"Things\" CASCADE;",
            "DROP TYPE IF EXISTS \"public\".\"enum_Things_kind\";",
            "DROP TYPE IF EXISTS \"public\".\"enum_Things_kind\"; DO 'BEGIN CREATE TYPE \"public\".\"enum_Things_kind\" AS ENUM(''a''); EXCEPTION WHEN duplicate_object THEN null; END';",
            "CREATE TABLE IF NOT EXISTS \"Things\" (\"id\"   SERIAL , \"kind\" \"public\".\"enum_Things_kind\", PRIMARY KEY (\"id\"));",
        ]
    );
}

#[test]
fn columns_are_added_changed_and_removed() {
    let mut module = module();
    let made = ask(
        &mut module,
        "createTable",
        json!(["Posts", {"id": {"type": "DataTypes.INTEGER", "primaryKey": true}, "title": "DataTypes.STRING"}]),
    );
    assert!(made.get("error").is_none(), "{made}");
    for (method, arguments, sql) in [
        (
            "addColumn",
            json!(["Posts", "n", {"type": "DataTypes.INTEGER", "allowNull": false, "defaultValue": 1}]),
            "ALTER TABLE \"public\".\"Posts\" ADD COLUMN \"n\" INTEGER NOT NULL DEFAULT 1;",
        ),
        (
            "changeColumn",
            json!(["Posts", "title", {"type": "DataTypes.TEXT", "allowNull": false, "unique": true}]),
            "ALTER TABLE \"Posts\" ALTER COLUMN \"title\" SET NOT NULL;ALTER TABLE \"Posts\" ALTER COLUMN \"title\" DROP DEFAULT;ALTER TABLE \"Posts\"  ADD UNIQUE (\"title\");ALTER TABLE \"Posts\" ALTER COLUMN \"title\" TYPE TEXT  ;",
        ),
        (
            "renameColumn",
            json!(["Posts", "title", "name"]),
            "ALTER TABLE \"Posts\" RENAME COLUMN \"title\" TO \"name\";",
        ),
        (
            "addIndex",
            json!(["Posts", ["name"], {"unique": true}]),
            "CREATE UNIQUE INDEX \"posts_name\" ON \"Posts\" (\"name\")",
        ),
        (
            "removeIndex",
            json!(["Posts", ["name"]]),
            "DROP INDEX IF EXISTS \"posts_name\"",
        ),
        (
            "addConstraint",
            json!(["Posts", {"fields": ["n"], "type": "unique", "name": "one_n"}]),
            "ALTER TABLE \"Posts\" ADD CONSTRAINT \"one_n\" UNIQUE (\"n\");",
        ),
        (
            "removeConstraint",
            json!(["Posts", "one_n"]),
            "ALTER TABLE \"Posts\" DROP CONSTRAINT \"one_n\"",
        ),
        (
            "removeColumn",
            json!(["Posts", "n"]),
            "ALTER TABLE \"public\".\"Posts\" DROP COLUMN \"n\";",
        ),
        (
            "renameTable",
            json!(["Posts", "Notes"]),
            "ALTER TABLE \"Posts\" RENAME TO \"Notes\";",
        ),
    ] {
        let reply = ask(&mut module, method, arguments);
        assert!(reply.get("error").is_none(), "{method}: {reply}");
        let sent = reply["sql"].as_array().expect("statements");
        assert_eq!(sent.last(), Some(&json!(sql)), "{method}");
    }
    assert_eq!(
        ask(&mut module, "showAllTables", json!([]))["ok"],
        json!(["Notes"])
    );
    let told = ask(&mut module, "describeTable", json!(["Notes"]));
    let columns: Vec<&String> = told["ok"].as_object().expect("columns").keys().collect();
    assert_eq!(columns, ["id", "name"]);
}

#[test]
fn an_unknown_table_or_column_is_refused_in_sequelizes_words() {
    let mut module = module();
    let reply = ask(&mut module, "describeTable", json!(["Nope"]));
    assert_eq!(
        reply["error"]["message"],
        "No description found for \"Nope\" table. Check the table name and schema; remember, they _are_ case sensitive."
    );
    ask(
        &mut module,
        "createTable",
        json!(["Posts", {"id": "DataTypes.INTEGER"}]),
    );
    let reply = ask(&mut module, "renameColumn", json!(["Posts", "a", "b"]));
    assert_eq!(
        reply["error"]["message"],
        "Table Posts doesn't have the column a"
    );
}

#[test]
fn alter_brings_a_table_to_its_model() {
    let mut module = module();
    define(&mut module, "User", json!({}), json!({"timestamps": false}));
    define(
        &mut module,
        "Post",
        json!({"old": "DataTypes.STRING"}),
        json!({"timestamps": false}),
    );
    ok(
        &mut module,
        json!({"command": "define", "name": "Post", "attributes": object(json!({"title": "DataTypes.STRING"})), "options": object(json!({"timestamps": false}))}),
    );
    ok(
        &mut module,
        json!({"command": "associate", "kind": "belongsTo", "source": "Post", "target": "User", "options": object(json!({}))}),
    );
    for _ in 0..2 {
        ok(
            &mut module,
            json!({"command": "sync", "model": "Post", "alter": true}),
        );
        let told = ask(
            &mut module,
            "getForeignKeyReferencesForTable",
            json!(["Posts"]),
        );
        assert_eq!(told["ok"].as_array().map(Vec::len), Some(1), "{told}");
    }
    let told = ask(&mut module, "describeTable", json!(["Posts"]));
    let columns: Vec<&String> = told["ok"].as_object().expect("columns").keys().collect();
    assert_eq!(columns, ["id", "title", "UserId"]);
}
