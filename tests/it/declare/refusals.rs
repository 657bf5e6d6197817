//! What declarations are refused with, in Sequelize's words.

use super::support::declare;

const TWO: &str = r#"
define User {"name": "DataTypes.STRING"} {}
define Post {"title": "DataTypes.STRING"} {}
"#;

#[track_caller]
fn check(lines: &str, class: &str, message: &str) {
    let error = declare(&format!("{TWO}{lines}")).expect_err("a refusal");
    assert_eq!(
        (error.class.name(), error.message.as_str()),
        (class, message)
    );
}

#[test]
fn models_are_refused_as_sequelize_does() {
    check(
        r#"define A {"x": "undefined"} {}"#,
        "Error",
        r#"Unrecognized datatype for attribute "A.x""#,
    );
    check(
        r#"define A {"x": "DataTypes.ENUM"} {}"#,
        "Error",
        "Values for ENUM have not been defined.",
    );
    check(
        r#"define A {"id": "DataTypes.INTEGER"} {}"#,
        "Error",
        "A column called 'id' was added to the attributes of 'As' but not marked with 'primaryKey: true'",
    );
    check(
        r#"define A {} {"createdAt": ""}"#,
        "Error",
        "Value for \"createdAt\" option cannot be an empty string",
    );
    check(
        r#"define A {} {"updatedAt": {}}"#,
        "Error",
        "Value for \"updatedAt\" option must be a string or a boolean, got object",
    );
    check(
        r#"define A {"n": {"type": "DataTypes.INTEGER", "autoIncrement": true}} {}"#,
        "Error",
        "Invalid Instance definition. Only one autoincrement field allowed.",
    );
    check(
        r#"define A {"x": {"type": "DataTypes.STRING", "validate": {"notNull": true}}} {}"#,
        "Error",
        "Invalid definition for \"A.x\", \"notNull\" validator is only allowed with \"allowNull:false\"",
    );
    check(
        r#"define A {} {"indexes": [{}]}"#,
        "Error",
        "Missing \"fields\" property for index definition",
    );
}

#[test]
fn associations_are_refused_as_sequelize_does() {
    let association = "SequelizeAssociationError";
    check(
        "hasMany User Nobody",
        "Error",
        "User.hasMany called with something that's not a subclass of Sequelize.Model",
    );
    check(
        "belongsToMany User Post",
        association,
        "User.belongsToMany(Post) requires through option, pass either a string or a model",
    );
    check(
        r#"belongsToMany User User {"through": "Friends"}"#,
        association,
        "'as' must be defined for many-to-many self-associations",
    );
    check(
        r#"hasMany User Post {"through": "X"}"#,
        "Error",
        "N:M associations are not supported with hasMany. Use belongsToMany instead",
    );
    check(
        "hasMany User Post {\"as\": \"things\"}\nhasMany User Post {\"as\": \"things\"}",
        association,
        "You have used the alias things in two separate associations. Aliased associations must have unique aliases.",
    );
    check(
        r#"belongsTo Post User {"targetKey": "nick"}"#,
        "Error",
        r#"Unknown attribute "nick" passed as targetKey, define this attribute on model "User" first"#,
    );
    check(
        r#"hasOne User Post {"sourceKey": "nick"}"#,
        "Error",
        r#"Unknown attribute "nick" passed as sourceKey, define this attribute on model "User" first"#,
    );
    check(
        r#"hasMany User Post {"sourceKey": "nick"}"#,
        "TypeError",
        "Cannot read properties of undefined (reading 'field')",
    );
    check(
        r#"belongsTo Post User {"as": "title"}"#,
        "Error",
        "Naming collision between attribute 'title' and association 'title' on model Post. To remedy this, change either foreignKey or as in your association definition",
    );
}
