//! What the panel says, in the language of now. The texts themselves stand in
//! `contract::languages`, one file a language.
//!
//! Which language counts is a signal, so everything written with [`Words`] changes
//! at once, without a reload.

mod log;
mod migration;
mod names;
mod short;

use contract::catalogue::Cause;
pub use contract::languages::names::*;
pub use contract::languages::texts::*;
pub use contract::languages::{Lang, Say};
pub use log::*;
pub use migration::*;
pub use names::*;
pub use short::*;

use leptos::prelude::*;
use std::rc::Rc;

/// A text in the language of now. Whoever asks inside an effect is told when that
/// changes.
pub trait Speak {
    /// The text.
    fn get(self) -> &'static str;

    /// The text with this in its one place.
    fn with(self, value: &str) -> String;

    /// The text with these in its two places.
    fn with_two(self, first: &str, second: &str) -> String;
}

impl Speak for Say {
    fn get(self) -> &'static str {
        self.words(lang())
    }

    fn with(self, value: &str) -> String {
        self.filled(lang(), &[value])
    }

    fn with_two(self, first: &str, second: &str) -> String {
        self.filled(lang(), &[first, second])
    }
}

thread_local! {
    static LANG: ArcRwSignal<Lang> = ArcRwSignal::new(first());
}

/// What the browser remembers, or else what it speaks.
fn first() -> Lang {
    let spoken = || window().navigator().language();
    let tag = crate::memory::recall("language").or_else(spoken);
    tag.and_then(|tag| Lang::of(&tag)).unwrap_or(Lang::ELSE)
}

/// The language of now.
#[must_use]
pub fn lang() -> Lang {
    LANG.with(|lang| lang.get())
}

/// Chooses a language and remembers it.
pub fn choose(lang: Lang) {
    crate::memory::keep("language", lang.code());
    LANG.with(|signal| signal.set(lang));
}

/// Speaks a language that somebody else thinks right, unless a person chose one
/// in this browser.
pub fn suggest(lang: Lang) {
    if crate::memory::recall("language").is_none() {
        choose(lang);
    }
}

/// A text on the screen: one of the panel, one from the backend, or one that
/// is put together and changes with the signals it reads.
#[derive(Clone)]
pub enum Words {
    /// Of the panel, in the language of now.
    Say(Say),
    /// What a cause is called, in the language of now.
    Title(Cause),
    /// What to do about a cause, in the language of now.
    Remedy(Cause),
    /// Always the same.
    Fixed(Rc<str>),
    /// Put together.
    Live(Rc<dyn Fn() -> String>),
}

impl Words {
    /// The text of now.
    #[must_use]
    pub fn get(&self) -> String {
        match self {
            Self::Say(say) => say.get().to_owned(),
            Self::Title(cause) => cause.words(lang()).title.to_owned(),
            Self::Remedy(cause) => cause.words(lang()).remedy.to_owned(),
            Self::Fixed(text) => text.to_string(),
            Self::Live(text) => text(),
        }
    }
}

impl From<Say> for Words {
    fn from(say: Say) -> Self {
        Self::Say(say)
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Self::Fixed(text.into())
    }
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        Self::Fixed(text.into())
    }
}

/// A text that is put together.
pub fn live(text: impl Fn() -> String + 'static) -> Words {
    Words::Live(Rc::new(text))
}

/// A count with its word: `one` for 1, else `many`, with `{}` filled in.
#[must_use]
pub fn count(number: u32, one: Say, many: Say) -> String {
    let say = if number == 1 { one } else { many };
    say.with(&number.to_string())
}

/// As [`count`], for the length of a list.
#[must_use]
pub fn count_of(number: usize, one: Say, many: Say) -> String {
    count(u32::try_from(number).unwrap_or(u32::MAX), one, many)
}
