//! The engine, served inside a Web Worker.

use relata::browser::serve::{clock, serve};
use relata::engine::session::Session;

fn main() {
    let mut session = Session::with_clock(clock);
    serve(move |command| session.execute(command));
}
