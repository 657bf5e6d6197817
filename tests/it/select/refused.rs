//! What Sequelize refuses, in its words.

use expect_test::{Expect, expect};
use serde_json::{Value as Json, json};

use super::support::{observed, select};

#[track_caller]
fn check(model: &str, options: Json, expected: Expect) {
    let error = select(&observed(), model, &options).expect_err("it is refused");
    expected.assert_eq(&format!("{}: {error}", error.class.name()));
}

#[test]
fn includes_that_no_association_answers() {
    check(
        "User",
        json!({ "include": [{ "@model": "Employee" }] }),
        expect!["SequelizeEagerLoadingError: Employee is not associated to User!"],
    );
    check(
        "User",
        json!({ "include": [{ "@model": "Post" }] }),
        expect![
            "SequelizeEagerLoadingError: Post is associated to User using an alias. You must use the 'as' keyword to specify the alias within your include statement."
        ],
    );
    check(
        "User",
        json!({ "include": [{ "model": { "@model": "Post" }, "as": "articles" }] }),
        expect![
            "SequelizeEagerLoadingError: Post is associated to User using an alias. You've included an alias (articles), but it does not match the alias(es) defined in your association (posts)."
        ],
    );
    check(
        "Employee",
        json!({ "include": [{ "@model": "Employee" }] }),
        expect![
            "SequelizeEagerLoadingError: Employee is associated to Employee multiple times. To identify the correct association, you must use the 'as' keyword to specify the alias of the association you want to include."
        ],
    );
    check(
        "User",
        json!({ "include": "nope" }),
        expect![[r#"Error: Association with alias "nope" does not exist on User"#]],
    );
    check(
        "User",
        json!({ "include": [null] }),
        expect![
            "Error: Include unexpected. Element has to be either a Model, an Association or an object."
        ],
    );
    check(
        "User",
        json!({ "include": [{ "as": "posts" }] }),
        expect![
            "Error: Include unexpected. Element has to be either a Model, an Association or an object."
        ],
    );
    check(
        "User",
        json!({ "include": [{ "all": "Everything" }] }),
        expect![
            "SequelizeEagerLoadingError: include all 'Everything' is not valid - must be BelongsTo, HasOne, HasMany, One, Has, Many or All"
        ],
    );
}

#[test]
fn separate_is_for_lists_only() {
    check(
        "Post",
        json!({ "include": [{ "association": "author", "separate": true }] }),
        expect!["Error: Only HasMany associations support include.separate"],
    );
}

#[test]
fn attributes_that_are_none() {
    check(
        "User",
        json!({ "attributes": "name" }),
        expect![
            "SequelizeQueryError: The attributes option must be an array of column names or an object"
        ],
    );
    check(
        "User",
        json!({ "attributes": [] }),
        expect![[
            r#"SequelizeQueryError: Attempted a SELECT query for model 'User' as "User" without selecting any columns"#
        ]],
    );
    check(
        "User",
        json!({ "attributes": [["name"]] }),
        expect![[
            r#"Error: ["name"] is not a valid attribute definition. Please use the following format: ['attribute definition', 'alias']"#
        ]],
    );
    let count = json!([{ "@fn": ["COUNT", { "@col": "id" }] }]);
    check(
        "User",
        json!({ "include": [{ "association": "posts", "attributes": count }] }),
        expect![
            "Error: Tried to select attributes using Sequelize.cast or Sequelize.fn without specifying an alias for the result, during eager loading. This means the attribute will not be added to the returned instance"
        ],
    );
}

#[test]
fn orders_that_are_none() {
    check(
        "User",
        json!({ "order": "name" }),
        expect!["Error: Order must be type of array or instance of a valid sequelize method."],
    );
    check(
        "User",
        json!({ "order": [[5]] }),
        expect!["Error: Unknown structure passed to order / group: 5"],
    );
    check(
        "User",
        json!({ "order": [{ "raw": "name" }] }),
        expect![[
            r#"Error: The `{raw: "..."}` syntax is no longer supported.  Use `sequelize.literal` instead."#
        ]],
    );
    check(
        "User",
        json!({ "order": [["posts.title", "ASC"]] }),
        expect!["TypeError: Cannot read properties of undefined (reading 'type')"],
    );
    check(
        "User",
        json!({ "order": [[{ "@model": "Employee" }, "name"]] }),
        expect!["Error: Unable to find a valid association for model, 'Employee'"],
    );
}

#[test]
fn conditions_that_are_none() {
    check(
        "User",
        json!({ "where": { "name": { "@none": 1 } } }),
        expect![[r#"Error: WHERE parameter "name" has invalid "undefined" value"#]],
    );
    check(
        "User",
        json!({ "where": "name = 'a'" }),
        expect!["Error: Support for `{where: 'raw query'}` has been removed."],
    );
    check(
        "User",
        json!({ "where": { "name": { "first": { "a": [1, "x"] } } } }),
        expect!["Error: Invalid value { first: { a: [ 1, 'x' ] } }"],
    );
}
