//! SELECT as Postgres answers it, over small tables written as text.

mod aggregates;
mod errors;
mod expressions;
mod joins;
mod ordered;
mod sequelize;
mod subqueries;
mod tables;

use expect_test::Expect;

use tables::{answer, tables};

/// Users with posts, comments and groups; some of each without.
const TABLES: &str = r#"
    Users: id integer pk, name string, age integer, mood mood, meta jsonb
    1 | Ann | 30 | happy | {"a": {"b": "x"}, "n": 1}
    2 | Bob | null | sad | null
    3 | Cid | 50 | null | {"n": 2}
    Posts: id integer pk, title string, likes integer, authorId integer ->Users
    1 | t | 3 | 1
    2 | apple | 2 | 1
    3 | t | 5 | 2
    4 | lost | null | null
    Comments: id integer pk, body text, postId integer ->Posts
    1 | first | 1
    2 | second | 1
    3 | third | 3
    Groups: id integer pk, name string
    1 | x
    2 | y
    UserGroups: role string, userId integer pk ->Users, groupId integer pk ->Groups
    boss | 1 | 1
    null | 1 | 2
    null | 2 | 1
"#;

/// A query's answer over those tables.
fn check(sql: &str, expected: Expect) {
    expected.assert_eq(&answer(&tables(TABLES), sql));
}
