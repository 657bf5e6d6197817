//! Joins, against what Sequelize 6.37.8 sent to Postgres when it was watched.

use serde_json::{Value as Json, json};

use super::support::{check, observed};

/// A find of users by `id` and `name` with these includes.
fn users(include: Json) -> (&'static str, Json) {
    (
        "User",
        json!({ "attributes": ["id", "name"], "include": include }),
    )
}

fn posts(more: Json) -> Json {
    over(
        json!({ "model": { "@model": "Post" }, "as": "posts", "attributes": ["id", "title"] }),
        more,
    )
}

fn groups(more: Json) -> Json {
    over(
        json!({ "association": "groups", "attributes": ["id"] }),
        more,
    )
}

fn over(mut object: Json, more: Json) -> Json {
    for (name, value) in more.as_object().into_iter().flatten() {
        object[name] = value.clone();
    }
    object
}

#[test]
fn an_include_is_joined_in_all_its_spellings() {
    let registry = observed();
    let by_key = |include: Json| {
        (
            "User",
            json!({ "where": { "id": 1 }, "plain": true, "include": include }),
        )
    };
    let one = |include: Json| {
        (
            "User",
            json!({ "where": { "name": "a" }, "limit": 1, "include": include }),
        )
    };
    let profile = json!({ "model": { "@model": "Profile" }, "as": "profile" });
    for (title, find) in [
        (
            "findByPk(1, {include:{model:Profile, as:'profile'}})",
            by_key(profile.clone()),
        ),
        (
            "findByPk include posts (hasMany)",
            by_key(json!([{ "association": "posts" }])),
        ),
        (
            "findByPk include groups (N:N)",
            by_key(json!([{ "@assoc": ["User", "groups"] }])),
        ),
        (
            "findOne include hasMany (adds LIMIT 1 => subquery)",
            one(json!("posts")),
        ),
        (
            "findOne include hasOne (LIMIT 1, no subquery)",
            one(json!([profile])),
        ),
        ("include: 'posts' (string)", users(json!("posts"))),
        (
            "include: {association:'posts'}",
            users(json!({ "association": "posts" })),
        ),
        (
            "belongsTo: Post include author",
            (
                "Post",
                json!({ "include": [{ "association": "author", "attributes": ["id", "name"] }] }),
            ),
        ),
    ] {
        check(&registry, title, &[find]);
    }
}

#[test]
fn required_where_and_on_say_how() {
    let registry = observed();
    for (title, more) in [
        ("required: true (hasMany)", json!({ "required": true })),
        (
            "where => required implicitly",
            json!({ "where": { "title": "t" } }),
        ),
        (
            "where + required:false",
            json!({ "where": { "title": "t" }, "required": false }),
        ),
        (
            "where Op",
            json!({ "where": { "likes": { "$gte": 2, "$ne": 5 }, "title": { "$like": "a%" } } }),
        ),
        (
            "on: custom",
            json!({ "on": { "authorId": { "$col": "User.id" }, "likes": 3 } }),
        ),
        (
            "or:true (where OR on)",
            json!({ "or": true, "where": { "title": "t" } }),
        ),
        ("right:true", json!({ "right": true })),
        (
            "right:true + required",
            json!({ "right": true, "required": true }),
        ),
    ] {
        check(&registry, title, &[users(json!([posts(more)]))]);
    }
}

#[test]
fn an_include_selects_what_is_said_and_its_key() {
    let registry = observed();
    for (title, attributes) in [
        ("attributes: []", json!([])),
        ("attributes: exclude", json!({ "exclude": ["likes"] })),
        (
            "attributes: include literal",
            json!({ "include": [[{ "@lit": "1+1" }, "two"]] }),
        ),
        (
            "attributes without PK (PK is auto-added in include)",
            json!(["title"]),
        ),
        ("attributes rename [['title','t']]", json!([["title", "t"]])),
    ] {
        check(
            &registry,
            title,
            &[users(json!([posts(json!({ "attributes": attributes }))]))],
        );
    }
    let count = json!([{ "@fn": ["COUNT", { "@col": "posts.id" }] }, "n"]);
    let find = json!({ "attributes": ["id", count], "group": ["User.id"], "raw": true, "include": [posts(json!({ "attributes": [] }))] });
    check(
        &registry,
        "attributes: [[fn,'n']] + group",
        &[("User", find)],
    );
}

#[test]
fn a_table_of_pairs_is_joined_within() {
    let registry = observed();
    let admin = json!({ "where": { "role": "admin" } });
    for (title, more) in [
        ("N:N default", json!({})),
        (
            "N:N through.attributes []",
            json!({ "through": { "attributes": [] } }),
        ),
        (
            "N:N through.attributes [role]",
            json!({ "through": { "attributes": ["role"] } }),
        ),
        ("N:N through.where", json!({ "through": admin })),
        (
            "N:N through.where + required",
            json!({ "through": over(admin.clone(), json!({ "attributes": [] })), "required": true }),
        ),
        ("N:N where on target", json!({ "where": { "name": "x" } })),
        ("N:N required:true", json!({ "required": true })),
        (
            "N:N through.as",
            json!({ "through": { "as": "membership", "attributes": ["role"] } }),
        ),
        (
            "N:N nested include under group",
            json!({ "include": [{ "association": "users", "attributes": ["id"], "through": { "attributes": [] } }] }),
        ),
    ] {
        check(&registry, title, &[users(json!([groups(more)]))]);
    }
    let friends = json!({ "attributes": ["id"], "include": [{ "association": "friends", "attributes": ["id"] }] });
    check(&registry, "self N:N friends", &[("User", friends)]);
}

#[test]
fn includes_nest() {
    let registry = observed();
    let comments = |more: Json| json!([over(json!({ "association": "comments" }), more)]);
    for (title, more) in [
        ("nested 2 levels", json!({ "include": comments(json!({})) })),
        (
            "nested 2 levels, inner required (outer not)",
            json!({ "include": comments(json!({ "required": true })) }),
        ),
        (
            "nested 2 levels, inner where, outer required:false",
            json!({ "required": false, "include": comments(json!({ "where": { "body": "x" } })) }),
        ),
        (
            "nested both required",
            json!({ "required": true, "include": comments(json!({ "required": true })) }),
        ),
    ] {
        check(&registry, title, &[users(json!([posts(more)]))]);
    }
    let reports = json!([{ "association": "reports", "include": ["reports"] }]);
    check(
        &registry,
        "self reports > reports",
        &[("Employee", json!({ "include": reports }))],
    );
    check(
        &registry,
        "self manager",
        &[("Employee", json!({ "include": ["manager"] }))],
    );
}

#[test]
fn all_takes_every_association() {
    let registry = observed();
    check(&registry, "all: true", &[users(json!([{ "all": true }]))]);
    check(
        &registry,
        "all: ['HasMany']",
        &[users(json!([{ "all": ["HasMany"] }]))],
    );
    let nested = json!({ "include": [{ "all": true, "nested": true }] });
    check(
        &registry,
        "all: true, nested: true (Post)",
        &[("Post", nested)],
    );
}

#[test]
fn deleted_rows_are_left_out() {
    let registry = observed();
    let pdocs = json!({ "association": "pdocs" });
    check(
        &registry,
        "paranoid include default",
        &[users(json!([pdocs]))],
    );
    let with_deleted = over(pdocs.clone(), json!({ "paranoid": false }));
    check(
        &registry,
        "paranoid include paranoid:false",
        &[users(json!([with_deleted]))],
    );
    check(
        &registry,
        "two hasMany (cartesian)",
        &[users(json!([posts(json!({})), pdocs]))],
    );
}

#[test]
fn raw_finds_are_the_same_statements() {
    let registry = observed();
    let raw = json!({ "attributes": ["id", "name"], "raw": true, "include": [posts(json!({}))] });
    check(&registry, "raw:true", &[("User", raw.clone())]);
    check(
        &registry,
        "raw:true nest:true",
        &[("User", over(raw, json!({ "nest": true })))],
    );
}

#[test]
fn mixins_are_finds() {
    let registry = observed();
    let first = ("User", json!({ "where": { "id": 1 } }));
    let group_of = |more: Json| {
        let pair = json!({ "association": { "@assoc": ["User", "groups.oneFromTarget"] }, "required": true, "paranoid": true, "where": { "userId": 1 } });
        json!([over(pair, more)])
    };
    let posts = ("Post", json!({ "where": { "authorId": 1 } }));
    check(&registry, "plain getPosts mixin", &[first.clone(), posts]);
    let profile = ("Profile", json!({ "where": { "userId": 1 }, "limit": 1 }));
    check(
        &registry,
        "getProfile mixin",
        &[first.clone(), profile.clone()],
    );
    let none = json!({ "$and": [{ "@none": 1 }, { "@none": 1 }] });
    let all = (
        "Group",
        json!({ "where": none, "include": group_of(json!({})) }),
    );
    check(&registry, "getGroups mixin", &[first.clone(), all]);
    let named = json!({ "$and": [{ "@none": 1 }, { "name": "x" }] });
    let bare = (
        "Group",
        json!({ "where": named, "include": group_of(json!({ "attributes": [] })) }),
    );
    check(
        &registry,
        "getGroups joinTableAttributes:[]",
        &[first.clone(), bare],
    );
    let pairs = |groups: Option<i32>| {
        let mut where_ = json!({ "userId": 1 });
        if let Some(group) = groups {
            where_["groupId"] = json!([group]);
        }
        ("UserGroup", json!({ "where": where_ }))
    };
    let has = |ids: &[i32]| {
        let ids: Vec<Json> = ids.iter().map(|id| json!({ "id": id })).collect();
        let where_ =
            json!({ "$and": [{ "@none": 1 }, { "$and": [{ "$or": ids }, { "@none": 1 }] }] });
        (
            "Group",
            json!({ "where": where_, "attributes": ["id"], "raw": true, "include": group_of(json!({ "attributes": [] })) }),
        )
    };
    let count = json!({ "attributes": [[{ "@fn": ["COUNT", { "@col": "Group.id" }] }, "count"]], "where": none, "raw": true, "plain": true, "include": group_of(json!({ "attributes": [] })) });
    check(
        &registry,
        "addGroup / setGroups / removeGroup / hasGroup / countGroups / createGroup",
        &[
            pairs(Some(1)),
            pairs(None),
            has(&[2]),
            has(&[1, 2]),
            ("Group", count),
            pairs(Some(7)),
        ],
    );
    let has_post = json!({ "where": { "$and": [{ "authorId": 1 }, { "$and": [{ "$or": [{ "id": 2 }] }] }] }, "attributes": ["id"], "raw": true });
    let count = json!({ "attributes": [[{ "@fn": ["COUNT", { "@col": "Post.id" }] }, "count"]], "where": { "authorId": 1 }, "raw": true, "plain": true });
    check(
        &registry,
        "addPost / setPosts / removePost / hasPost / countPosts / createPost",
        &[
            ("Post", json!({ "where": { "authorId": 1 } })),
            ("Post", has_post),
            ("Post", count),
        ],
    );
    check(
        &registry,
        "setProfile / createProfile / getProfile",
        &[profile.clone(), profile, first],
    );
    check(&registry, "create with include", &[]);
}
