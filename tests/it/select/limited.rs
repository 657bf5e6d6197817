//! Limits, sub-queries, separate includes and counts, against what was watched.

use serde_json::{Value as Json, json};

use super::support::{check, observed};

fn posts(more: &Json) -> Json {
    over(
        json!({ "association": "posts", "attributes": ["id", "title"] }),
        more,
    )
}

fn groups(more: &Json) -> Json {
    over(
        json!({ "association": "groups", "attributes": ["id"] }),
        more,
    )
}

fn users(include: Json, more: &Json) -> (&'static str, Json) {
    let find = json!({ "attributes": ["id", "name"], "include": [include] });
    ("User", over(find, more))
}

fn over(mut object: Json, more: &Json) -> Json {
    for (name, value) in more.as_object().into_iter().flatten() {
        object[name] = value.clone();
    }
    object
}

#[test]
fn rows_are_limited_before_they_multiply() {
    let registry = observed();
    let two = json!({ "limit": 2 });
    let ordered = json!({ "limit": 2, "order": [["id", "ASC"]] });
    let plain = posts(&json!({}));
    for (title, find) in [
        (
            "limit + hasMany include (subQuery)",
            users(plain.clone(), &ordered),
        ),
        (
            "limit+offset",
            users(plain.clone(), &json!({ "limit": 2, "offset": 1 })),
        ),
        (
            "limit + hasMany required:true (EXISTS-style LIMIT 1 subfilter)",
            users(posts(&json!({ "required": true })), &two),
        ),
        (
            "limit + hasMany where",
            users(posts(&json!({ "where": { "title": "t" } })), &two),
        ),
        (
            "limit + subQuery:false",
            users(plain.clone(), &json!({ "limit": 2, "subQuery": false })),
        ),
        (
            "limit + duplicating:false",
            users(posts(&json!({ "duplicating": false })), &two),
        ),
        (
            "limit + hasOne include (no subquery)",
            users(json!("profile"), &two),
        ),
        ("limit + N:N", users(groups(&json!({})), &two)),
        (
            "limit + N:N where (required)",
            users(groups(&json!({ "where": { "name": "x" } })), &two),
        ),
        (
            "include.subQuery:true on hasMany required w/ limit",
            users(posts(&json!({ "required": true, "subQuery": true })), &two),
        ),
        (
            "include.subQuery:false on hasMany required w/ limit",
            users(posts(&json!({ "required": true, "subQuery": false })), &two),
        ),
    ] {
        check(&registry, title, &[find]);
    }
    let both = json!({ "attributes": ["id", "name"], "limit": 2, "include": [{ "association": "profile", "required": true }, plain] });
    check(
        &registry,
        "limit + hasOne required + hasMany",
        &[("User", both)],
    );
}

#[test]
fn a_condition_may_name_a_column_of_an_include() {
    let registry = observed();
    let titled = json!({ "where": { "$posts.title$": "t" } });
    for (title, more) in [
        ("where '$posts.title$' no limit", json!({})),
        (
            "limit + where '$posts.title$' + subQuery:false",
            json!({ "limit": 2, "subQuery": false }),
        ),
        (
            "limit + where '$posts.title$' (breaks: subquery lacks join)",
            json!({ "limit": 2 }),
        ),
    ] {
        check(
            &registry,
            title,
            &[users(posts(&json!({})), &over(titled.clone(), &more))],
        );
    }
}

#[test]
fn orders_go_by_every_spelling() {
    let registry = observed();
    let post = json!({ "model": { "@model": "Post" }, "as": "posts" });
    let comment = json!({ "model": { "@model": "Comment" }, "as": "comments" });
    for (title, order) in [
        (
            "order by included: [Model as]",
            json!([["id", "ASC"], [post, "title", "DESC"]]),
        ),
        (
            "order by 'posts' string alias",
            json!([["posts", "title", "DESC"]]),
        ),
        (
            "order by association object",
            json!([[{ "@assoc": ["User", "posts"] }, "title", "DESC"]]),
        ),
        (
            "order literal/col",
            json!([{ "@lit": "\"posts\".\"title\" DESC" }, [{ "@col": "posts.id" }, "ASC"]]),
        ),
    ] {
        check(
            &registry,
            title,
            &[users(posts(&json!({})), &json!({ "order": order }))],
        );
    }
    let nested = posts(&json!({ "include": ["comments"] }));
    let order = json!({ "order": [[post, comment, "body", "ASC"]] });
    check(&registry, "order by nested", &[users(nested, &order)]);
    let pairs = json!({ "order": [["groups", { "@model": "UserGroup" }, "role", "ASC"]] });
    check(
        &registry,
        "order by through column",
        &[users(groups(&json!({})), &pairs)],
    );
    let limited = json!({ "limit": 2, "order": [["posts", "title", "DESC"]] });
    check(
        &registry,
        "limit + order by included",
        &[users(posts(&json!({})), &limited)],
    );
    let within = posts(&json!({ "order": [["title", "DESC"]] }));
    check(
        &registry,
        "order inside include (non separate): ignored",
        &[users(within, &json!({}))],
    );
}

#[test]
fn separate_includes_are_statements_of_their_own() {
    let registry = observed();
    for (title, more) in [
        (
            "separate: true",
            json!({ "separate": true, "order": [["title", "DESC"]] }),
        ),
        (
            "separate + limit (grouped limit / UNION ALL)",
            json!({ "separate": true, "limit": 2, "order": [["id", "ASC"]] }),
        ),
        (
            "limit inside hasMany include => separate:true implied",
            json!({ "limit": 1 }),
        ),
    ] {
        check(&registry, title, &[users(posts(&more), &json!({}))]);
    }
    check(
        &registry,
        "separate on belongsToMany",
        &[users(groups(&json!({ "separate": true })), &json!({}))],
    );
    check(
        &registry,
        "limit inside N:N include",
        &[users(groups(&json!({ "limit": 1 })), &json!({}))],
    );
}

#[test]
fn counts_are_finds_of_one_function() {
    let registry = observed();
    let count = |column: Json, include: Json| {
        let attributes = json!([[{ "@fn": ["count", column] }, "count"]]);
        let find = json!({ "attributes": attributes, "include": [include], "raw": true, "plain": true, "includeIgnoreAttributes": false, "limit": null, "offset": null, "order": null });
        ("User", find)
    };
    let rows = |include: Json, more: &Json| {
        (
            "User",
            over(json!({ "attributes": ["id"], "include": [include] }), more),
        )
    };
    let distinct = |column: &str| json!({ "@fn": ["DISTINCT", { "@col": column }] });
    let id = || json!({ "@col": "User.id" });
    let required = posts(&json!({ "required": true }));
    let one = json!({ "limit": 1 });
    check(
        &registry,
        "findAndCountAll + include",
        &[
            count(id(), posts(&json!({}))),
            rows(posts(&json!({})), &one),
        ],
    );
    check(
        &registry,
        "findAndCountAll + include required",
        &[count(id(), required.clone()), rows(required.clone(), &one)],
    );
    check(
        &registry,
        "findAndCountAll distinct:true",
        &[
            count(distinct("User.id"), required.clone()),
            rows(required.clone(), &json!({})),
        ],
    );
    check(&registry, "count include", &[count(id(), required.clone())]);
    check(
        &registry,
        "count distinct col",
        &[count(distinct("User.name"), required)],
    );
}
