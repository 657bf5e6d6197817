//! Names, keys and columns of models that `assoc-defaults.out` does not show.

use expect_test::{Expect, expect};

use super::support::{ddl, declare};

#[track_caller]
fn check(lines: &str, expected: Expect) {
    let (registry, _) = declare(lines).expect("declared");
    expected.assert_eq(&ddl(&registry).join("\n"));
}

#[test]
fn the_table_is_named_by_the_options() {
    check(
        r#"define Person {} {"timestamps": false}"#,
        expect![[r#"CREATE TABLE IF NOT EXISTS "People" ("id"   SERIAL , PRIMARY KEY ("id"));"#]],
    );
    check(
        r#"define userProfile {} {"timestamps": false, "underscored": true, "schema": "app"}"#,
        expect![[
            r#"CREATE TABLE IF NOT EXISTS "app"."user_profiles" ("id"   SERIAL , PRIMARY KEY ("id"));"#
        ]],
    );
    check(
        r#"define Foo {} {"timestamps": false, "freezeTableName": true}"#,
        expect![[r#"CREATE TABLE IF NOT EXISTS "Foo" ("id"   SERIAL , PRIMARY KEY ("id"));"#]],
    );
}

#[test]
fn timestamps_have_the_names_given() {
    check(
        r#"define A {} {"createdAt": "made", "updatedAt": false, "paranoid": true, "deletedAt": "gone", "version": true}"#,
        expect![[
            r#"CREATE TABLE IF NOT EXISTS "As" ("id"   SERIAL , "made" TIMESTAMP WITH TIME ZONE NOT NULL, "gone" TIMESTAMP WITH TIME ZONE, "version" INTEGER NOT NULL DEFAULT 0, PRIMARY KEY ("id"));"#
        ]],
    );
}

#[test]
fn unique_keys_of_several_columns_are_named_once() {
    check(
        r#"define A {"x": {"type": "DataTypes.INTEGER", "unique": "both"}, "y": {"type": "DataTypes.INTEGER", "unique": "both"}, "z": {"type": "DataTypes.INTEGER", "unique": {"msg": "no"}}} {"timestamps": false}"#,
        expect![[
            r#"CREATE TABLE IF NOT EXISTS "As" ("id"   SERIAL , "x" INTEGER, "y" INTEGER, "z" INTEGER, UNIQUE ("x", "y"), UNIQUE ("z"), PRIMARY KEY ("id"));"#
        ]],
    );
}

#[test]
fn an_attribute_of_the_model_wins_over_the_key_of_an_association() {
    check(
        r#"
        define User {} {"timestamps": false}
        define Post {"userId": {"type": "DataTypes.INTEGER", "allowNull": false, "field": "owner"}} {"timestamps": false}
        belongsTo Post User {"foreignKey": "userId"}
        "#,
        expect![[r#"
            CREATE TABLE IF NOT EXISTS "Users" ("id"   SERIAL , PRIMARY KEY ("id"));
            CREATE TABLE IF NOT EXISTS "Posts" ("id"   SERIAL , "owner" INTEGER NOT NULL REFERENCES "Users" ("id") ON DELETE NO ACTION ON UPDATE CASCADE, PRIMARY KEY ("id"));"#]],
    );
}

#[test]
fn a_table_of_pairs_takes_over_options_of_its_source() {
    check(
        r#"
        define User {} {"underscored": true, "createdAt": "made_at"}
        define Group {} {"timestamps": false}
        belongsToMany User Group {"through": "user_groups"}
        "#,
        expect![[r#"
            CREATE TABLE IF NOT EXISTS "users" ("id"   SERIAL , "made_at" TIMESTAMP WITH TIME ZONE NOT NULL, "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL, PRIMARY KEY ("id"));
            CREATE TABLE IF NOT EXISTS "Groups" ("id"   SERIAL , PRIMARY KEY ("id"));
            CREATE TABLE IF NOT EXISTS "user_groups" ("made_at" TIMESTAMP WITH TIME ZONE NOT NULL, "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL, "user_id" INTEGER  REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE, "group_id" INTEGER  REFERENCES "Groups" ("id") ON DELETE CASCADE ON UPDATE CASCADE, PRIMARY KEY ("user_id","group_id"));"#]],
    );
}
