//! What the browser remembers for us. Never anything secret but a consent's
//! verifier, which is worthless without the code and lives 15 minutes.

use leptos::prelude::window;
use web_sys::Storage;

/// Under this a tab keeps the addresses that were chosen for a script.
pub const CHOSEN: &str = "chosen";

fn long() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn short() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What was kept under `name` in this browser.
#[must_use]
pub fn recall(name: &str) -> Option<String> {
    long()?.get_item(name).ok().flatten()
}

/// Keeps `value` in this browser. A browser that refuses just forgets.
pub fn keep(name: &str, value: &str) {
    if let Some(storage) = long() {
        let _ = storage.set_item(name, value);
    }
}

/// Forgets what was kept in this browser.
pub fn forget(name: &str) {
    if let Some(storage) = long() {
        let _ = storage.remove_item(name);
    }
}

/// What was kept under `name` in this tab.
#[must_use]
pub fn recall_here(name: &str) -> Option<String> {
    short()?.get_item(name).ok().flatten()
}

/// Keeps `value` until this tab closes; false when the browser refuses.
#[must_use]
pub fn keep_here(name: &str, value: &str) -> bool {
    short().is_some_and(|storage| storage.set_item(name, value).is_ok())
}

/// Forgets what was kept in this tab.
pub fn forget_here(name: &str) {
    if let Some(storage) = short() {
        let _ = storage.remove_item(name);
    }
}

/// The names of everything kept in this tab.
#[must_use]
pub fn names_here() -> Vec<String> {
    let Some(storage) = short() else {
        return Vec::new();
    };
    let length = storage.length().unwrap_or(0);
    (0..length)
        .filter_map(|at| storage.key(at).ok().flatten())
        .collect()
}
