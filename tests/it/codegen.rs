//! Generated code, word for word. That it runs is shown by `tests/sequelize`.

use std::sync::Arc;

use expect_test::{Expect, expect};
use relata::orm::codegen::files;
use relata::orm::migration::{Migration, up_statements};
use relata::project::story;

use crate::notation::Notation;

/// Migrations that lead through these schemas.
fn migrations(schemas: &[&str]) -> Vec<Migration> {
    let mut notation = Notation::default();
    let read = |(place, text): (usize, &&str)| Migration {
        name: format!("2024010100000{place}-step"),
        after: Arc::new(notation.schema(text)),
    };
    schemas.iter().enumerate().map(read).collect()
}

/// The file of that path in the last state of these schemas.
fn check(schemas: &[&str], path: &str, expected: Expect) {
    let migrations = migrations(schemas);
    let schema = migrations.last().expect("there is a schema").after.clone();
    let files = files(&schema, &migrations);
    let file = files
        .iter()
        .find(|file| file.path == path)
        .unwrap_or_else(|| panic!("no {path}"));
    expected.assert_eq(&file.text);
}

#[test]
fn the_story_has_a_file_for_each_model_and_migration() {
    let project = story();
    let files = files(&project.schema, &project.migrations);
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    expect![[r#"
        models/user.js
        models/profile.js
        models/post.js
        models/group.js
        models/index.js
        migrations/20240101000001-create-user.js
        migrations/20240101000002-create-profile.js
        migrations/20240101000003-create-post.js
        migrations/20240101000004-create-group.js
        migrations/20240101000005-create-user-groups.js
        config/config.json
        package.json"#]]
    .assert_eq(&paths.join("\n"));
    let text = |path: &str| {
        files
            .iter()
            .find(|file| file.path == path)
            .map_or("", |file| file.text.as_str())
    };
    expect![[r#"
        'use strict';
        const { Model } = require('sequelize');

        module.exports = (sequelize, DataTypes) => {
          class User extends Model {
            static associate(models) {
              User.hasOne(models.Profile, {
                foreignKey: 'userId',
                as: 'profile',
              });
              User.hasMany(models.Post, {
                foreignKey: 'userId',
                as: 'posts',
              });
              User.belongsToMany(models.Group, {
                through: 'UserGroups',
                foreignKey: 'userId',
                otherKey: 'groupId',
                as: 'groups',
              });
            }
          }

          User.init(
            {
              name: {
                type: DataTypes.STRING,
                allowNull: false,
              },
              email: {
                type: DataTypes.STRING,
                allowNull: false,
                unique: true,
              },
            },
            {
              sequelize,
              modelName: 'User',
            }
          );

          return User;
        };
    "#]]
    .assert_eq(text("models/user.js"));
    expect![[r#"
        'use strict';
        const { Model } = require('sequelize');

        module.exports = (sequelize, DataTypes) => {
          class Post extends Model {
            static associate(models) {
              Post.belongsTo(models.User, {
                foreignKey: 'userId',
                as: 'user',
              });
            }
          }

          Post.init(
            {
              title: {
                type: DataTypes.STRING,
                allowNull: false,
              },
              content: DataTypes.TEXT,
              userId: DataTypes.INTEGER,
            },
            {
              sequelize,
              modelName: 'Post',
            }
          );

          return Post;
        };
    "#]]
    .assert_eq(text("models/post.js"));
    expect![[r#"
        'use strict';
        module.exports = {
          async up(queryInterface, Sequelize) {
            await queryInterface.createTable('UserGroups', {
              id: {
                allowNull: false,
                autoIncrement: true,
                primaryKey: true,
                type: Sequelize.INTEGER,
              },
              userId: {
                type: Sequelize.INTEGER,
                references: {
                  model: 'Users',
                  key: 'id',
                },
                onUpdate: 'CASCADE',
                onDelete: 'CASCADE',
              },
              groupId: {
                type: Sequelize.INTEGER,
                references: {
                  model: 'Groups',
                  key: 'id',
                },
                onUpdate: 'CASCADE',
                onDelete: 'CASCADE',
              },
              createdAt: {
                allowNull: false,
                type: Sequelize.DATE,
              },
              updatedAt: {
                allowNull: false,
                type: Sequelize.DATE,
              },
            });
          },
          async down(queryInterface, Sequelize) {
            await queryInterface.dropTable('UserGroups');
          },
        };
    "#]]
    .assert_eq(text("migrations/20240101000005-create-user-groups.js"));
}

#[test]
fn options_are_written_where_sequelize_would_do_otherwise() {
    check(
        &["Country: code pk string(2), name string!, unique(name code)
           Person table persons: uuid pk uuid = uuid, countryCode -> Country.code restrict, tags jsonb = '[]', born dateonly, timestamps, role enum(a,b) = 'a'
           Person belongsTo Country as country by countryCode
           Friendship: id pk, oneId! -> Person cascade, otherId -> Person set null, since date = now
           Person belongsToMany Person as friends through Friendship by oneId other otherId"],
        "models/person.js",
        expect![[r#"
            'use strict';
            const { Model } = require('sequelize');

            module.exports = (sequelize, DataTypes) => {
              class Person extends Model {
                static associate(models) {
                  Person.belongsTo(models.Country, {
                    foreignKey: 'countryCode',
                    as: 'country',
                    onDelete: 'RESTRICT',
                  });
                  Person.belongsToMany(models.Person, {
                    through: {
                      model: models.Friendship,
                      unique: false,
                    },
                    foreignKey: 'oneId',
                    otherKey: 'otherId',
                    as: 'friends',
                  });
                }
              }

              Person.init(
                {
                  uuid: {
                    type: DataTypes.UUID,
                    primaryKey: true,
                    defaultValue: DataTypes.UUIDV4,
                  },
                  countryCode: DataTypes.STRING(2),
                  tags: {
                    type: DataTypes.JSONB,
                    defaultValue: [],
                  },
                  born: DataTypes.DATEONLY,
                  createdAt: {
                    type: DataTypes.DATE,
                    allowNull: false,
                  },
                  updatedAt: {
                    type: DataTypes.DATE,
                    allowNull: false,
                  },
                  role: {
                    type: DataTypes.ENUM('a', 'b'),
                    defaultValue: 'a',
                  },
                },
                {
                  sequelize,
                  modelName: 'Person',
                  tableName: 'persons',
                }
              );

              return Person;
            };
        "#]],
    );
}

#[test]
fn changes_are_calls_where_sequelize_has_them() {
    check(
        &[
            "User: id pk, email string
             Post: id pk, userId -> User cascade, title string, unique(userId title)",
            "Author(User): id pk, mail(email) string! unique, nick string = 'none'
             Post: id pk, authorId(userId) -> Author, title text",
        ],
        "migrations/20240101000001-step.js",
        expect![[r#"
            'use strict';
            module.exports = {
              async up(queryInterface, Sequelize) {
                await queryInterface.removeConstraint('Posts', 'Posts_userId_title_key');
                await queryInterface.renameTable('Users', 'Authors');
                await queryInterface.renameColumn('Authors', 'email', 'mail');
                await queryInterface.renameColumn('Posts', 'userId', 'authorId');
                await queryInterface.changeColumn('Authors', 'mail', {
                  allowNull: false,
                  type: Sequelize.STRING,
                });
                await queryInterface.addConstraint('Authors', {
                  type: 'unique',
                  fields: ['mail'],
                  name: 'Authors_mail_key',
                });
                await queryInterface.addColumn('Authors', 'nick', {
                  defaultValue: 'none',
                  type: Sequelize.STRING,
                });
                await queryInterface.removeConstraint('Posts', 'Posts_userId_fkey');
                await queryInterface.addConstraint('Posts', {
                  type: 'foreign key',
                  fields: ['authorId'],
                  name: 'Posts_authorId_fkey',
                  references: {
                    table: 'Authors',
                    field: 'id',
                  },
                  onUpdate: 'CASCADE',
                  onDelete: 'SET NULL',
                });
                await queryInterface.changeColumn('Posts', 'title', {
                  type: Sequelize.TEXT,
                });
              },
              async down(queryInterface, Sequelize) {
                await queryInterface.removeColumn('Authors', 'nick');
                await queryInterface.renameTable('Authors', 'Users');
                await queryInterface.renameColumn('Users', 'mail', 'email');
                await queryInterface.renameColumn('Posts', 'authorId', 'userId');
                await queryInterface.removeConstraint('Users', 'Authors_mail_key');
                await queryInterface.changeColumn('Users', 'email', {
                  type: Sequelize.STRING,
                });
                await queryInterface.removeConstraint('Posts', 'Posts_authorId_fkey');
                await queryInterface.addConstraint('Posts', {
                  type: 'foreign key',
                  fields: ['userId'],
                  name: 'Posts_userId_fkey',
                  references: {
                    table: 'Users',
                    field: 'id',
                  },
                  onUpdate: 'CASCADE',
                  onDelete: 'CASCADE',
                });
                await queryInterface.changeColumn('Posts', 'title', {
                  type: Sequelize.STRING,
                });
                await queryInterface.addConstraint('Posts', {
                  type: 'unique',
                  fields: ['userId', 'title'],
                  name: 'Posts_userId_title_key',
                });
              },
            };
        "#]],
    );
}

#[test]
fn changes_are_statements_where_sequelize_has_no_call() {
    check(
        &[
            "User: id pk, age string = '1', role enum(a,b)!
             Post: id pk, userId -> User",
            "User: id pk bigint auto, age integer = '1', role enum(a,b,c)!
             Post: id pk, userId -> User",
        ],
        "migrations/20240101000001-step.js",
        expect![[r#"
            'use strict';
            module.exports = {
              async up(queryInterface, Sequelize) {
                await queryInterface.removeConstraint('Posts', 'Posts_userId_fkey');
                await queryInterface.sequelize.query('ALTER TABLE "Users" ALTER COLUMN "id" TYPE BIGINT;');
                await queryInterface.sequelize.query('ALTER TABLE "Users" ALTER COLUMN "age" DROP DEFAULT;');
                await queryInterface.sequelize.query('ALTER TABLE "Users" ALTER COLUMN "age" TYPE INTEGER USING ("age"::INTEGER);');
                await queryInterface.sequelize.query('ALTER TABLE "Users" ALTER COLUMN "age" SET DEFAULT 1;');
                await queryInterface.sequelize.query('ALTER TYPE "public"."enum_Users_role" RENAME TO "enum_Users_role_old";');
                await queryInterface.sequelize.query(`CREATE TYPE "public"."enum_Users_role" AS ENUM('a', 'b', 'c');`);
                await queryInterface.sequelize.query('ALTER TABLE "Users" ALTER COLUMN "role" TYPE "public"."enum_Users_role" USING ("role"::TEXT::"public"."enum_Users_role");');
                await queryInterface.sequelize.query('DROP TYPE IF EXISTS "public"."enum_Users_role_old";');
                await queryInterface.changeColumn('Posts', 'userId', {
                  type: Sequelize.BIGINT,
                });
                await queryInterface.addConstraint('Posts', {
                  type: 'foreign key',
                  fields: ['userId'],
                  name: 'Posts_userId_fkey',
                  references: {
                    table: 'Users',
                    field: 'id',
                  },
                  onUpdate: 'CASCADE',
                  onDelete: 'SET NULL',
                });
              },
              async down(queryInterface, Sequelize) {
                await queryInterface.removeConstraint('Posts', 'Posts_userId_fkey');
                await queryInterface.sequelize.query('ALTER TABLE "Users" ALTER COLUMN "id" TYPE INTEGER;');
                await queryInterface.sequelize.query('ALTER TABLE "Users" ALTER COLUMN "age" DROP DEFAULT;');
                await queryInterface.sequelize.query('ALTER TABLE "Users" ALTER COLUMN "age" TYPE VARCHAR(255);');
                await queryInterface.sequelize.query(`ALTER TABLE "Users" ALTER COLUMN "age" SET DEFAULT '1';`);
                await queryInterface.sequelize.query('ALTER TYPE "public"."enum_Users_role" RENAME TO "enum_Users_role_old";');
                await queryInterface.sequelize.query(`CREATE TYPE "public"."enum_Users_role" AS ENUM('a', 'b');`);
                await queryInterface.sequelize.query('ALTER TABLE "Users" ALTER COLUMN "role" TYPE "public"."enum_Users_role" USING ("role"::TEXT::"public"."enum_Users_role");');
                await queryInterface.sequelize.query('DROP TYPE IF EXISTS "public"."enum_Users_role_old";');
                await queryInterface.changeColumn('Posts', 'userId', {
                  type: Sequelize.INTEGER,
                });
                await queryInterface.addConstraint('Posts', {
                  type: 'foreign key',
                  fields: ['userId'],
                  name: 'Posts_userId_fkey',
                  references: {
                    table: 'Users',
                    field: 'id',
                  },
                  onUpdate: 'CASCADE',
                  onDelete: 'SET NULL',
                });
              },
            };
        "#]],
    );
}

#[test]
fn tables_are_made_as_sequelize_makes_them() {
    let migrations = migrations(&["
        User: id pk, name string
        Profile: id pk, name string, UserId -> User
        Login: login pk string, pin char(4)! unique, at date! = now
        UserGroups: role enum(a,b) = 'a', UserId pk -> User cascade, ProfileId pk -> Profile cascade"]);
    let statements: Vec<String> = up_statements(&migrations, 0)
        .into_iter()
        .flat_map(|(_, statements)| statements)
        .collect();
    expect![[r#"
        CREATE TABLE IF NOT EXISTS "Users" ("id" SERIAL, "name" VARCHAR(255), PRIMARY KEY ("id"));
        CREATE TABLE IF NOT EXISTS "Profiles" ("id" SERIAL, "name" VARCHAR(255), "UserId" INTEGER REFERENCES "Users" ("id") ON DELETE SET NULL ON UPDATE CASCADE, PRIMARY KEY ("id"));
        CREATE TABLE IF NOT EXISTS "Logins" ("login" VARCHAR(255), "pin" CHAR(4) NOT NULL UNIQUE, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY ("login"));
        CREATE TYPE "public"."enum_UserGroups_role" AS ENUM('a', 'b');
        CREATE TABLE IF NOT EXISTS "UserGroups" ("role" "public"."enum_UserGroups_role" DEFAULT 'a', "UserId" INTEGER REFERENCES "Users" ("id") ON DELETE CASCADE ON UPDATE CASCADE, "ProfileId" INTEGER REFERENCES "Profiles" ("id") ON DELETE CASCADE ON UPDATE CASCADE, PRIMARY KEY ("UserId", "ProfileId"));"#]].assert_eq(&statements.join("\n"));
}
