//! Components that all pages share. They show and they call back; what they
//! show, they are given: nothing in here asks the backend.
//!
//! Components take no generic closures. Views that differ only in words and
//! handlers then have one type, and one copy of their code.

mod add_mailbox;
mod announce;
mod buttons;
mod copy;
mod dialog;
mod field;
mod form;
mod icon;
mod lights;
mod meter;
mod pill;
mod place;
mod preferences;
mod problem;
mod purposes;
mod rows;
mod scopes;
mod secret;
mod states;
mod test_mail;
mod verdict;
mod wizard;

pub use add_mailbox::*;
pub use announce::*;
pub use buttons::*;
pub use copy::*;
pub use dialog::*;
pub use field::*;
pub use form::*;
pub use icon::*;
pub use lights::*;
pub use meter::*;
pub use pill::*;
pub use place::*;
pub use preferences::*;
pub use problem::*;
pub use purposes::*;
pub use rows::*;
pub use scopes::*;
pub use secret::*;
pub use states::*;
pub use test_mail::*;
pub use verdict::*;
pub use wizard::*;

use leptos::prelude::*;

/// A part of a view that changes with the signals it reads.
pub type Part = Box<dyn Fn() -> AnyView + Send>;

/// A part of a view that changes with the signals it reads.
pub fn part(view: impl Fn() -> AnyView + Send + 'static) -> Part {
    Box::new(view)
}

/// Nothing to see.
#[must_use]
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A text that changes with the signals it reads.
pub fn words(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}

/// A text of the panel as a signal, for where texts of its own also go.
#[must_use]
pub fn said(say: crate::text::Say) -> Signal<String> {
    words(move || say.get().to_owned())
}
