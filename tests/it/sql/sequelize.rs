//! Every SELECT that Sequelize was seen to send is read and run.

use super::tables::{answer, tables};

const TABLES: &str = "
    Users: id integer pk, name string, age integer
    1 | Ann | 30
    2 | Bob | null
    3 | Cid | 50
    Profiles: id integer pk, bio string, userId integer ->Users
    1 | Hello | 1
    Posts: id integer pk, title string, likes integer, authorId integer ->Users
    1 | t | 3 | 1
    2 | apple | 2 | 1
    3 | t | 5 | 2
    Comments: id integer pk, body string, postId integer ->Posts
    1 | first | 1
    2 | second | 1
    Groups: id integer pk, name string
    1 | x
    2 | y
    UserGroups: role string, userId integer pk ->Users, groupId integer pk ->Groups
    boss | 1 | 1
    null | 1 | 2
    null | 2 | 1
    Friendships: userId integer pk ->Users, friendId integer pk ->Users
    1 | 2
    PDocs: id integer pk, title string, deletedAt date, ownerId integer ->Users
    1 | kept | null | 1
    2 | gone | 2024-01-01 00:00:00+00 | 1
    Employees: id integer pk, name string, managerId integer ->Employees
    1 | Boss | null
    2 | Mid | 1
    3 | Low | 2
";

#[test]
fn every_select_sequelize_was_seen_to_send_is_run() {
    let store = tables(TABLES);
    let statements = include_str!("statements.sql");
    let mut wrong = Vec::new();
    for sql in statements
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("SELECT"))
    {
        let (sql, refusal) = sql
            .split_once(" -- ")
            .map_or((sql, None), |(sql, refusal)| (sql, Some(refusal)));
        let answer = answer(&store, sql);
        let is_refused = answer.lines().count() == 1 && answer.get(5..7) == Some(": ");
        let as_expected = match refusal {
            Some(refusal) => answer.ends_with(refusal),
            None => !is_refused,
        };
        if !as_expected {
            wrong.push(format!("{sql}\n    {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
