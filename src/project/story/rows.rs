//! The story's rows, as steps that insert them.

use crate::engine::protocol::Step;
use crate::orm::value::Value;

pub(super) fn rows() -> Vec<Step> {
    let text = |text: &str| Value::Text(text.to_owned());
    let number = Value::Integer;
    let user = |name: &str| {
        vec![
            text(name),
            text(&format!("{}@example.com", name.to_lowercase())),
        ]
    };
    let profile = |bio: &str, user| vec![text(bio), number(user)];
    let post = |title: &str, content: &str, user| vec![text(title), text(content), user];
    let member = |user, group| vec![number(user), number(group)];
    vec![
        insert(
            "Users",
            &["name", "email"],
            vec![user("Ann"), user("Bob"), user("Cleo"), user("Dan")],
        ),
        insert(
            "Profiles",
            &["bio", "userId"],
            vec![
                profile("Likes SQL", 1),
                profile("Draws maps", 2),
                profile("Sings", 3),
            ],
        ),
        insert(
            "Posts",
            &["title", "content", "userId"],
            vec![
                post("First", "hello", number(1)),
                post("Second", "world", number(1)),
                post("Maps", "north is up", number(2)),
                post("Songs", "in a minor key", number(3)),
                post("More songs", "in a major key", number(3)),
                post("Encore", "one more", number(3)),
                post("Found", "nobody wrote this", Value::Null),
            ],
        ),
        insert(
            "Groups",
            &["name"],
            vec![
                vec![text("admins")],
                vec![text("editors")],
                vec![text("guests")],
            ],
        ),
        insert(
            "UserGroups",
            &["userId", "groupId"],
            vec![
                member(1, 1),
                member(1, 3),
                member(2, 1),
                member(3, 2),
                member(3, 3),
            ],
        ),
    ]
}

fn insert(table: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> Step {
    Step::Insert {
        table: table.to_owned(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        rows,
    }
}
