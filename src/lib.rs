//! The admin panel of the ImageCapture mail link: what the browser runs.
//!
//! The rooms, from the top: [`app`] (who may come in, and the shell), [`later`] (what
//! comes in a second piece), [`route`] (every address), [`pages`] (one
//! per address; a page never imports a page), [`ui`] (components they share;
//! asks the backend nothing), [`text`] (what is said). Beside them the
//! ways out: [`api`] is the only place that speaks HTTP, [`consent`] makes the
//! trip to Microsoft, [`live`] hears what changed, [`load`] keeps answers up to
//! date, [`runs`] proves many mailboxes, [`memory`] is what the browser remembers.

pub mod api;
pub mod app;
pub mod consent;
pub mod json;
pub mod later;
pub mod live;
pub mod load;
pub mod memory;
pub mod pages;
pub mod panic;
pub mod post;
pub mod route;
pub mod runs;
pub mod session;
pub mod task;
pub mod text;
pub mod ui;
pub mod when;

/// Mounts the panel on the page.
pub fn start() {
    panic::watch();
    // Before the router reads the address: a code must not stay in it.
    consent::catch();
    leptos::mount::mount_to_body(app::app);
}
