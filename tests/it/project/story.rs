//! The ready story: what the page opens with.

use expect_test::expect;
use relata::engine::protocol::{Command, Reply};
use relata::orm::schema::check;
use relata::project::{History, story};

use super::simulation::Page;

#[test]
fn the_story_has_its_five_migrations_and_nothing_wrong() {
    let project = story();
    let names: Vec<&str> = project
        .migrations
        .iter()
        .map(|migration| migration.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "20240101000001-create-user",
            "20240101000002-create-profile",
            "20240101000003-create-post",
            "20240101000004-create-group",
            "20240101000005-create-user-groups",
        ]
    );
    assert_eq!(check(&project.schema), []);
}

#[test]
fn the_story_is_told_by_the_engine() {
    let mut page = Page::open(History::story());
    page.settle();
    assert_eq!(page.failures, []);
    let mut told = String::new();
    for table in ["Users", "Profiles", "Posts", "Groups", "UserGroups"] {
        let ask = Command::Rows {
            table: table.to_owned(),
            offset: 0,
            limit: 2,
        };
        let Ok(Reply::Rows(rows)) = page.session.execute(ask) else {
            panic!("no rows of {table}")
        };
        told += &format!("{table}: {} ({})\n", rows.columns.join(", "), rows.total);
        for (_, row) in rows.rows {
            let row: Vec<String> = row.iter().map(relata::orm::value::Value::to_text).collect();
            told += &format!("  {}\n", row.join(", "));
        }
    }
    expect![[r#"
        Users: id, name, email, createdAt, updatedAt (4)
          1, Ann, ann@example.com, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
          2, Bob, bob@example.com, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
        Profiles: id, bio, userId, createdAt, updatedAt (3)
          1, Likes SQL, 1, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
          2, Draws maps, 2, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
        Posts: id, title, content, userId, createdAt, updatedAt (7)
          1, First, hello, 1, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
          2, Second, world, 1, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
        Groups: id, name, createdAt, updatedAt (3)
          1, admins, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
          2, editors, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
        UserGroups: id, userId, groupId, createdAt, updatedAt (5)
          1, 1, 1, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
          2, 1, 3, 2024-01-01T00:00:00.000Z, 2024-01-01T00:00:00.000Z
    "#]]
    .assert_eq(&told);
}
