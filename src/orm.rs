//! What Sequelize 6 knows, as pure data and functions.
//!
//! Nothing here knows of a database engine, of the document's history or of a
//! page. Each rule names the source it was observed in.

pub mod codegen;
pub mod declare;
pub mod js;
pub mod migration;
pub mod naming;
pub mod query;
pub mod schema;
pub mod select;
pub mod sql;
pub mod value;
pub mod write;
