//! Carries out what `project::reconcile` says, one request at a time.

use super::Studio;
use crate::engine::protocol::{Command, Effect, EngineError, Reply};
use crate::project::history::Todo;

/// What the driver remembers between two requests.
#[derive(Debug, Default)]
pub(super) struct Driver {}

impl Studio {
    /// Sees to it that the engine comes to hold what the history says.
    pub(super) fn drive(self) {}

    pub(super) async fn ask(self, _command: Command) -> Result<Reply, EngineError> {
        Err(EngineError::Stopped)
    }

    pub(super) async fn perform(
        self,
        _label: String,
        _todo: Todo,
    ) -> Result<Vec<Effect>, EngineError> {
        Err(EngineError::Stopped)
    }
}
