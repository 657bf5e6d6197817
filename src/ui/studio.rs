//! The studio: the one way from the page to the document and the engine.
//!
//! A room reads signals and calls methods; it never waits for the engine to show
//! an edit. What the engine has to do for it, `project::reconcile` decides, and
//! the driver carries it out.

mod autosave;
mod driver;
mod effect;
mod file;
mod notice;
mod opening;
mod selection;
mod sentence;
mod state;

pub use effect::{effect_words, number};
pub use notice::{Notice, NoticeAction, NoticeId, Tone};
pub use opening::Opening;
pub use selection::Selection;
pub use sentence::sentence;
pub use state::{EngineStatus, FindState, MigrationLog, Pending, StatementLog};

use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::engine::protocol::{Command, Effect, EngineError, Reply, Rows, Step, TableSummary};
use crate::orm::schema::{ModelId, Schema, SchemaProblem, check};
use crate::project::history::{Merge, Scripted, Todo};
use crate::project::{self, Database, Edit, EditError, History, Position, Project, To};

use autosave::Autosave;
use driver::Driver;

/// The document, the engine and what the page knows of both. Copied freely; `Studio::expect` finds it.
#[derive(Clone, Copy)]
pub struct Studio {
    history: RwSignal<History>,
    project: RwSignal<Arc<Project>>,
    design: RwSignal<Arc<Project>>,
    layout: RwSignal<BTreeMap<ModelId, Position>>,
    schema: RwSignal<Arc<Schema>>,
    database: RwSignal<Database>,
    failure: RwSignal<Option<EngineError>>,
    pending: Memo<Pending>,
    problems: Memo<Vec<SchemaProblem>>,
    tables: RwSignal<Vec<TableSummary>>,
    found: RwSignal<FindState>,
    statements: RwSignal<StatementLog>,
    data_version: RwSignal<u32>,
    replaced: RwSignal<u32>,
    selection: RwSignal<Option<Selection>>,
    notices: RwSignal<Vec<Notice>>,
    engine_status: RwSignal<EngineStatus>,
    driver: StoredValue<Driver, LocalStorage>,
    autosave: StoredValue<Autosave, LocalStorage>,
}

impl Studio {
    /// A studio of this history, given to everything below.
    fn provide(history: History) -> Self {
        let project = RwSignal::new(history.project().clone());
        let design = RwSignal::new(history.project().clone());
        let layout = RwSignal::new(history.project().layout.clone());
        let schema = RwSignal::new(history.project().schema.clone());
        let database = RwSignal::new(history.database().clone());
        let failure = RwSignal::new(history.current().failure.clone());
        let pending = Memo::new(move |_| Pending {
            migrations: design.with(|project| {
                database.with(|database| project::pending::pending(project, database))
            }),
            error: failure.get(),
        });
        let studio = Self {
            history: RwSignal::new(history),
            project,
            design,
            layout,
            schema,
            database,
            failure,
            pending,
            problems: Memo::new(move |_| schema.with(|schema| check(schema))),
            tables: RwSignal::default(),
            found: RwSignal::default(),
            statements: RwSignal::default(),
            data_version: RwSignal::new(0),
            replaced: RwSignal::new(0),
            selection: RwSignal::default(),
            notices: RwSignal::default(),
            engine_status: RwSignal::default(),
            driver: StoredValue::new_local(Driver::default()),
            autosave: StoredValue::new_local(Autosave::default()),
        };
        provide_context(studio);
        studio
    }

    /// The studio of the page.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The document.
    pub fn project(self) -> ReadSignal<Arc<Project>> {
        self.project.read_only()
    }

    /// The document, told anew when something else than its query and its layout changed: what code and
    /// migrations are made of costs too much to make at each keystroke in the query and each move of a
    /// card. Its `query` and its `layout` may be old ones.
    pub fn design(self) -> ReadSignal<Arc<Project>> {
        self.design.read_only()
    }

    /// Where the cards stand.
    pub fn layout(self) -> ReadSignal<BTreeMap<ModelId, Position>> {
        self.layout.read_only()
    }

    /// The document's models and associations.
    pub fn schema(self) -> ReadSignal<Arc<Schema>> {
        self.schema.read_only()
    }

    /// The database, as the engine confirmed it, told anew when its tables changed. Rows have
    /// `data_version`; the `revision` may be an old one.
    pub fn database(self) -> ReadSignal<Database> {
        self.database.read_only()
    }

    /// What is wrong with the document's schema, or may surprise; an edit may leave it so for a while.
    pub fn problems(self) -> Memo<Vec<SchemaProblem>> {
        self.problems
    }

    /// The tables there are, with how many rows each has.
    pub fn tables(self) -> Signal<Vec<TableSummary>> {
        self.tables.into()
    }

    /// The migrations to come, and why they did not when they last were tried.
    pub fn pending(self) -> Memo<Pending> {
        self.pending
    }

    /// The SQL that ran: of the last change, and of each migration.
    pub fn statements(self) -> Signal<StatementLog> {
        self.statements.into()
    }

    /// Rises with every change of the database, so that whoever shows rows can read them again.
    pub fn data_version(self) -> Signal<u32> {
        self.data_version.into()
    }

    /// Rises whenever another document takes the place of the one shown.
    pub fn replaced(self) -> Signal<u32> {
        self.replaced.into()
    }

    /// The answer to the document's query, kept up to date.
    pub fn found(self) -> Signal<FindState> {
        self.found.into()
    }

    /// What is selected in the diagram. Rooms may set it.
    pub fn selection(self) -> RwSignal<Option<Selection>> {
        self.selection
    }

    /// How the engine is.
    pub fn engine_status(self) -> Signal<EngineStatus> {
        self.engine_status.into()
    }

    /// Makes an edit; where that cannot be, a notice says why.
    ///
    /// # Errors
    /// As `project::apply`.
    pub fn dispatch(self, edit: Edit) -> Result<(), EditError> {
        let result = self.try_dispatch(edit);
        if let Err(error) = &result {
            self.notify(Tone::Error, sentence(error));
        }
        result
    }

    /// Makes an edit; the caller shows why where that cannot be.
    ///
    /// # Errors
    /// As `project::apply`.
    pub fn try_dispatch(self, edit: Edit) -> Result<(), EditError> {
        let project = self.project.get_untracked();
        let label = project::label(&project, &edit);
        let merge = match &edit {
            Edit::SetQuery(_) => Merge::Query,
            Edit::MoveModels(moves) => Merge::Move(moves.iter().map(|(model, _)| *model).collect()),
            _ => Merge::Never,
        };
        let after = project::apply(&project, edit)?;
        if after != *project {
            self.revise(|history| {
                history.push(Arc::new(after), label, merge, Todo::Live);
            });
        }
        Ok(())
    }

    /// Changes rows, all steps or none, as one step of undo: begun at once. Returns what happened to rows, cascades too.
    ///
    /// # Errors
    /// Where the database refuses; nothing is changed then.
    pub fn change_rows(
        self,
        label: String,
        steps: Vec<Step>,
    ) -> impl Future<Output = Result<Vec<Effect>, EngineError>> + use<> {
        self.perform(label, Todo::Rows(steps))
    }

    /// Goes up or down in the migrations. Returns what happened to rows.
    ///
    /// # Errors
    /// Where a migration asks what the rows do not allow; `pending` keeps the error.
    pub async fn migrate(self, to: To) -> Result<Vec<Effect>, EngineError> {
        let label = match to {
            To::Up => "Migrate one up",
            To::Down => "Migrate one down",
            To::AllUp => "Migrate all up",
            To::AllDown => "Migrate all down",
        };
        self.perform(label.to_owned(), Todo::Migrate(to)).await
    }

    /// Applies all that is pending: the button beside live mode.
    ///
    /// # Errors
    /// As `migrate`.
    pub async fn apply_pending(self) -> Result<Vec<Effect>, EngineError> {
        self.migrate(To::AllUp).await
    }

    /// Reads rows of a table, in the order of their primary key.
    ///
    /// # Errors
    /// Where the table is not there, or the engine was stopped.
    pub async fn rows(
        self,
        table: impl Into<String>,
        offset: u32,
        limit: u32,
    ) -> Result<Rows, EngineError> {
        match self
            .ask(Command::Rows {
                table: table.into(),
                offset,
                limit,
            })
            .await?
        {
            Reply::Rows(rows) => Ok(rows),
            _ => Err(EngineError::Stopped),
        }
    }

    /// Takes back what was done last.
    pub fn undo(self) {
        self.step(History::undo);
    }

    /// Does again what was taken back last.
    pub fn redo(self) {
        self.step(History::redo);
    }

    /// Whether there is something to take back.
    pub fn can_undo(self) -> Signal<bool> {
        let history = self.history;
        Signal::derive(move || history.with(|history| history.undo_label().is_some()))
    }

    /// Whether there is something to do again.
    pub fn can_redo(self) -> Signal<bool> {
        let history = self.history;
        Signal::derive(move || history.with(|history| history.redo_label().is_some()))
    }

    /// What undo would take back: `Add model Tag`.
    pub fn undo_label(self) -> Signal<Option<String>> {
        let history = self.history;
        Signal::derive(move || history.with(|history| history.undo_label().map(str::to_owned)))
    }

    /// What redo would do again.
    pub fn redo_label(self) -> Signal<Option<String>> {
        let history = self.history;
        Signal::derive(move || history.with(|history| history.redo_label().map(str::to_owned)))
    }

    /// Tells the ready story again, rows and all. Undo brings back what was there.
    pub fn reset_to_story(self) {
        self.replace(
            project::story(),
            "Reset to the story",
            project::story_script(),
        );
    }

    /// Begins an empty document with an empty database. Undo brings back what was there.
    pub fn new_empty(self) {
        self.replace(
            project::empty(),
            "Begin an empty project",
            project::empty_script(),
        );
    }

    fn replace(self, project: Project, label: &str, script: Vec<Scripted>) {
        self.begin_anew();
        self.revise(|history| {
            history.push(
                Arc::new(project),
                label.to_owned(),
                Merge::Never,
                Todo::Script(script.into()),
            );
        });
    }

    /// Drops the history for another one, whose database the engine has not.
    fn start_over(self, history: History) {
        self.begin_anew();
        self.change_history(|now| *now = history);
        self.driver.update_value(Driver::forget);
        self.drive();
    }

    /// Lets go of what was about the document before: what is selected, what was said of it.
    fn begin_anew(self) {
        self.selection.set(None);
        self.notices.update(Vec::clear);
        self.replaced.update(|count| *count += 1);
    }

    fn change_history(self, change: impl FnOnce(&mut History)) {
        self.history.update_untracked(change);
        self.tell();
    }

    /// Tells the rooms what is new in the history, each part for itself, so that what hangs on a part
    /// that is as it was hears nothing. Memos of the history would have all of the page look whether it changed.
    fn tell(self) {
        let (project, database, failure) = self.history.with_untracked(|history| {
            (
                history.project().clone(),
                history.database().clone(),
                history.current().failure.clone(),
            )
        });
        let schema = project.schema.clone();
        set(self.schema, schema, project::is_same);
        set(self.layout, project.layout.clone(), |one, other| {
            one == other
        });
        set(self.design, project.clone(), |one, other| {
            one.has_design_of(other)
        });
        set(self.project, project, project::is_same);
        set(self.database, database, Database::is_same_but_for_rows);
        set(self.failure, failure, |one, other| one == other);
        self.history.notify();
    }

    fn step(self, way: fn(&mut History) -> bool) {
        self.revise(|history| {
            way(history);
        });
    }
}

/// Sets a signal where that is something else.
fn set<T: Send + Sync + 'static>(signal: RwSignal<T>, value: T, is_same: fn(&T, &T) -> bool) {
    if !signal.with_untracked(|before| is_same(before, &value)) {
        signal.set(value);
    }
}
