//! Finds as the calls a person would write.

use expect_test::{Expect, expect};
use relata::orm::query::code;
use serde_json::{Value as Json, json};

use super::notation;
use super::rendered::observed_schema;

fn check(options: &Json, expected: &Expect) {
    let schema = observed_schema();
    expected.assert_eq(&code(&schema, &notation::find(&schema, options)));
}

#[test]
fn the_includes_of_the_seed_are_written_as_the_seed_writes_them() {
    for (alias, model) in [
        ("profile", "Profile"),
        ("posts", "Post"),
        ("groups", "Group"),
    ] {
        let written = format!(
            "const user = await User.findByPk(1, {{ include: {{ model: {model}, as: '{alias}' }} }});"
        );
        let schema = observed_schema();
        let options = json!({ "model": "User", "pk": 1, "include": [{ "as": alias }] });
        assert_eq!(code(&schema, &notation::find(&schema, &options)), written);
    }
}

#[test]
fn nothing_asked_is_nothing_written() {
    check(
        &json!({ "model": "User" }),
        &expect!["const users = await User.findAll();"],
    );
    check(
        &json!({ "model": "User", "where": { "$or": [], "$not": {} }, "include": [{ "as": "posts", "required": false }] }),
        &expect!["const users = await User.findAll({ include: { model: Post, as: 'posts' } });"],
    );
    check(
        &json!({ "model": "User", "one": 1, "where": { "name": null } }),
        &expect!["const user = await User.findOne({ where: { name: null } });"],
    );
}

#[test]
fn a_long_call_is_laid_out_over_lines() {
    check(
        &json!({
            "model": "User",
            "attributes": ["id", "name"],
            "where": { "age": { "$gte": 18, "$lt": 65 }, "name": ["Ann", "it's"], "$or": [{ "name": { "$iLike": "a%" } }, { "$posts.title$": { "$ne": null } }] },
            "include": [
                { "as": "posts", "required": false, "where": { "likes": { "$between": [1, 9] } }, "include": [{ "as": "comments", "required": true }] },
                { "as": "groups", "attributes": [] },
            ],
            "order": [["name", "ASC"], ["groups", "UserGroup", "role", "DESC"], ["posts", "comments", "body", "ASC"]],
            "limit": 10,
            "offset": 20,
        }),
        &expect![[r#"
            const users = await User.findAll({
              attributes: ['id', 'name'],
              where: {
                age: { [Op.gte]: 18, [Op.lt]: 65 },
                name: ['Ann', 'it\'s'],
                [Op.or]: [{ name: { [Op.iLike]: 'a%' } }, { '$posts.title$': { [Op.ne]: null } }],
              },
              include: [
                {
                  model: Post,
                  as: 'posts',
                  required: false,
                  where: { likes: { [Op.between]: [1, 9] } },
                  include: { model: Comment, as: 'comments', required: true },
                },
                { model: Group, as: 'groups', attributes: [] },
              ],
              order: [
                ['name', 'ASC'],
                ['groups', UserGroup, 'role', 'DESC'],
                ['posts', 'comments', 'body', 'ASC'],
              ],
              limit: 10,
              offset: 20,
            });"#]],
    );
}

#[test]
fn options_that_others_imply_are_left_out() {
    check(
        &json!({ "model": "User", "include": [{ "as": "posts", "separate": true, "limit": 3, "order": [["id", "DESC"]] }] }),
        &expect![[r#"
            const users = await User.findAll({
              include: { model: Post, as: 'posts', order: [['id', 'DESC']], limit: 3 },
            });"#]],
    );
    check(
        &json!({ "model": "User", "include": [{ "as": "posts", "required": true, "where": { "title": "a" } }] }),
        &expect![[r#"
            const users = await User.findAll({
              include: { model: Post, as: 'posts', where: { title: 'a' } },
            });"#]],
    );
    check(
        &json!({ "model": "User", "include": [{ "as": "friends" }], "order": [["friends", "Friendships", "userId", "ASC"]] }),
        &expect![[r#"
            const users = await User.findAll({
              include: { model: User, as: 'friends' },
              order: [['friends', sequelize.models.Friendships, 'userId', 'ASC']],
            });"#]],
    );
}
