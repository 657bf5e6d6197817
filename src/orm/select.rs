//! A find's options, as code writes them, into the SQL that Sequelize sends to Postgres,
//! and the shape its rows are nested into.
