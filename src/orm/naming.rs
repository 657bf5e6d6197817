//! The names Sequelize gives where none is given: tables, aliases, keys, files.
//!
//! Observed on Sequelize 6.37.8 and sequelize-cli 6.6.5. It knows words, not schemas.

mod inflection;
mod rules;
mod taken;

pub use inflection::{pluralize, singularize};
pub use taken::{is_keyword, is_member, is_taken_by_files};

/// The table of a model: its plural.
pub fn table_name(model: &str) -> String {
    pluralize(model)
}

/// The alias of an association that is given no `as`: the target's singular, or its plural where it holds a list.
///
/// Sequelize keeps the target's capital: `Post`, `Posts`.
pub fn default_alias(target: &str, is_multiple: bool) -> String {
    if is_multiple {
        pluralize(target)
    } else {
        singularize(target)
    }
}

/// The alias a person would write: as the default, with a small first letter.
pub fn usual_alias(target: &str, is_multiple: bool) -> String {
    lower_first(&default_alias(target, is_multiple))
}

/// The foreign key of a `hasOne` that is given none: `alias` is its `as`, if it has one.
///
/// The alias goes first, which is how `hasOne(Profile, { as: 'profile' })` comes to `profileId`.
pub fn has_one_key(source: &str, alias: Option<&str>, source_key: &str) -> String {
    camelize(&format!(
        "{}_{source_key}",
        singularize(alias.unwrap_or(source))
    ))
}

/// The foreign key of a `belongsTo` that is given none: `alias` is its `as`, if it has one.
pub fn belongs_to_key(target: &str, alias: Option<&str>, target_key: &str) -> String {
    let name = alias.map_or_else(|| singularize(target), str::to_owned);
    camelize(&format!("{name}_{target_key}"))
}

/// The foreign key of a `hasMany` that is given none. It does not heed the alias.
pub fn has_many_key(source: &str, source_key: &str) -> String {
    camelize(&format!("{}_{source_key}", singularize(source)))
}

/// The `foreignKey` of a `belongsToMany` that is given none.
pub fn belongs_to_many_key(source: &str, source_key: &str) -> String {
    camelize(&format!("{}_{source_key}", singularize(source)))
}

/// The `otherKey` of a `belongsToMany` that is given none: `alias` counts where a model is linked to itself.
pub fn belongs_to_many_other_key(
    source: &str,
    target: &str,
    alias: &str,
    target_key: &str,
) -> String {
    let name = if source == target {
        singularize(alias)
    } else {
        singularize(target)
    };
    camelize(&format!("{name}_{target_key}"))
}

/// A key as a person would write it: `userId` for the model `User`.
pub fn usual_key(model: &str, key: &str) -> String {
    lower_first(&camelize(&format!("{}_{key}", singularize(model))))
}

/// A name for the join table of two models: `UserGroups`. Sequelize has no default here.
pub fn through_name(source: &str, target: &str) -> String {
    format!(
        "{}{}",
        upper_first(&singularize(source)),
        upper_first(&pluralize(target))
    )
}

/// The file sequelize-cli generates for a model: `models/user.js`.
pub fn model_path(model: &str) -> String {
    format!("models/{}.js", model.to_lowercase())
}

/// The file of a migration.
pub fn migration_path(name: &str) -> String {
    format!("migrations/{name}.js")
}

/// The word with a capital first letter.
pub fn upper_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The word with a small first letter.
pub fn lower_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

/// Joins words as Sequelize does for keys: `User_id` gives `UserId`. The first letter stays as it is.
pub fn camelize(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut is_between = false;
    for letter in text.trim().chars() {
        if letter == '-' || letter == '_' || letter.is_whitespace() {
            is_between = true;
        } else if is_between {
            joined.extend(letter.to_uppercase());
            is_between = false;
        } else {
            joined.push(letter);
        }
    }
    joined
}

/// A name in snake case as Sequelize makes it: every capital begins a word, so `userID` gives `user_i_d`.
pub fn underscore(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 4);
    for (index, part) in text.split("::").enumerate() {
        if index > 0 {
            words.push('/');
        }
        let mut joined = String::new();
        for letter in part.chars() {
            if letter.is_ascii_uppercase() {
                joined.push('_');
            }
            joined.extend(letter.to_lowercase());
        }
        words.push_str(joined.strip_prefix('_').unwrap_or(&joined));
    }
    words
}

/// The words of a name, small and joined by hyphens, as sequelize-cli names migrations: `UserGroups` gives `user-groups`.
pub fn kebab(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut joined = String::with_capacity(name.len() + 4);
    for (index, &letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            if !joined.is_empty() && !joined.ends_with('-') {
                joined.push('-');
            }
            continue;
        }
        let before = index.checked_sub(1).map(|index| letters[index]);
        let begins_word = before.is_some_and(|before| {
            let ends_capitals = before.is_uppercase()
                && letters
                    .get(index + 1)
                    .is_some_and(|next| next.is_lowercase());
            letter.is_uppercase() && (before.is_lowercase() || before.is_numeric() || ends_capitals)
        });
        if begins_word && !joined.ends_with('-') {
            joined.push('-');
        }
        joined.extend(letter.to_lowercase());
    }
    joined.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_as_sequelize_names_them() {
        assert_eq!(has_one_key("User", None, "id"), "UserId");
        assert_eq!(has_one_key("User", Some("profile"), "id"), "profileId");
        assert_eq!(belongs_to_key("User", None, "id"), "UserId");
        assert_eq!(belongs_to_key("User", Some("owner"), "id"), "ownerId");
        assert_eq!(has_many_key("User", "id"), "UserId");
        assert_eq!(belongs_to_many_key("User", "login_name"), "UserLoginName");
        assert_eq!(
            belongs_to_many_other_key("User", "Group", "groups", "id"),
            "GroupId"
        );
        assert_eq!(
            belongs_to_many_other_key("Person", "Person", "children", "id"),
            "childId"
        );
    }

    #[test]
    fn the_usual_names_are_those_of_the_story() {
        assert_eq!(usual_key("User", "id"), "userId");
        assert_eq!(usual_alias("Profile", false), "profile");
        assert_eq!(usual_alias("Post", true), "posts");
        assert_eq!(through_name("User", "Group"), "UserGroups");
        assert_eq!(through_name("Post", "Tag"), "PostTags");
        assert_eq!(model_path("BlogPost"), "models/blogpost.js");
    }

    #[test]
    fn a_name_falls_into_words_at_its_capitals() {
        for (name, words) in [
            ("User", "user"),
            ("UserGroups", "user-groups"),
            ("HTTPServer", "http-server"),
            ("blog_posts", "blog-posts"),
            ("__x_", "x"),
            ("Area51Map", "area51-map"),
        ] {
            assert_eq!(kebab(name), words);
        }
    }

    #[test]
    fn every_capital_begins_a_word_in_snake_case() {
        for (name, words) in [
            ("BlogPost", "blog_post"),
            ("userID", "user_i_d"),
            ("Foo::Bar", "foo/bar"),
            ("_Abc", "_abc"),
            ("Users_userId_name", "users_user_id_name"),
        ] {
            assert_eq!(underscore(name), words);
        }
    }

    #[test]
    fn keys_are_joined_in_camel_case() {
        assert_eq!(camelize("User_id"), "UserId");
        assert_eq!(camelize(" some-thing else_ "), "someThingElse");
    }
}
