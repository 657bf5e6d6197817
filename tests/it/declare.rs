//! Declared models and associations against what real Sequelize made of the same declarations.

mod associations;
mod refusals;
mod support;
mod tables;
