//! What is wrong with a schema, in a learner's words and with the remedy.
//!
//! A schema may be wrong while it is edited, so problems are collected, not thrown.
//! Where Sequelize itself would refuse, its own words are used.

mod associations;
mod attributes;
mod names;
mod problem;

pub use problem::{Problem, Severity, Subject};

use super::Schema;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaProblem {
    /// Whether it must or should be mended.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// What it is; its text has the cause and then the remedy.
    pub problem: Problem,
}

/// All that is wrong, models in order first, then associations.
pub fn check(schema: &Schema) -> Vec<SchemaProblem> {
    let mut found = Found::default();
    for (place, model) in schema.models.iter().enumerate() {
        names::check_model(schema, place, model, &mut found);
        attributes::check_model(schema, model, &mut found);
    }
    for (place, association) in schema.associations.iter().enumerate() {
        associations::check(schema, place, association, &mut found);
    }
    found.problems
}

/// The problems as they are found.
#[derive(Default)]
struct Found {
    problems: Vec<SchemaProblem>,
}

impl Found {
    fn error(&mut self, subject: impl Into<Subject>, problem: Problem) {
        self.problems.push(SchemaProblem {
            severity: Severity::Error,
            subject: subject.into(),
            problem,
        });
    }

    fn warning(&mut self, subject: impl Into<Subject>, problem: Problem) {
        self.problems.push(SchemaProblem {
            severity: Severity::Warning,
            subject: subject.into(),
            problem,
        });
    }
}
