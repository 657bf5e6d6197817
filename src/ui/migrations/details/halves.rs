//! A migration's file, cut into its two functions.

/// One of the two functions of a migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// `up`.
    Up,
    /// `down`.
    Down,
}

/// That function of a migration's file, moved to the margin; the whole file where it has none.
pub fn half(file: &str, which: Half) -> String {
    let head = match which {
        Half::Up => "  async up(",
        Half::Down => "  async down(",
    };
    let mut lines = file
        .lines()
        .skip_while(|line| !line.starts_with(head))
        .peekable();
    if lines.peek().is_none() {
        return file.to_owned();
    }
    let mut text = String::new();
    for line in lines {
        if line == "  }," {
            text.push('}');
            break;
        }
        text.push_str(line.strip_prefix("  ").unwrap_or(line));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orm::codegen::migration_file;
    use crate::project;
    use expect_test::expect;

    #[test]
    fn the_halves_of_a_generated_file_stand_alone() {
        let file = migration_file(&project::story().migrations, 3).text;
        expect![[r#"
            async down(queryInterface, Sequelize) {
              await queryInterface.dropTable('Groups');
            }"#]]
        .assert_eq(&half(&file, Half::Down));
        let up = half(&file, Half::Up);
        assert!(up.starts_with(
            "async up(queryInterface, Sequelize) {\n  await queryInterface.createTable('Groups', {"
        ));
        assert!(up.ends_with("  });\n}"), "{up}");
    }

    #[test]
    fn what_is_no_migration_stays_whole() {
        assert_eq!(half("'use strict';\n", Half::Up), "'use strict';\n");
    }
}
