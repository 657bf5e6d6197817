//! The SQL that Sequelize sends to Postgres for all that is no find: INSERT, UPDATE, DELETE,
//! and what `sync` and `queryInterface` say of tables.
