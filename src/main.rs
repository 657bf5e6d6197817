//! Relata in the browser: mounts the page.

fn main() {
    console_error_panic_hook::set_once();
    relata::ui::mount();
}
