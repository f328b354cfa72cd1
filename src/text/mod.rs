//! Dutch and English. A text is one constant with both languages beside each
//! other: one without a translation does not compile, and one that nobody uses
//! costs nothing.
//!
//! Which language counts is a signal, so everything written with [`Words`] changes
//! at once, without a reload. Causes and remedies have their words in
//! `contract::catalogue`.

mod accounts;
mod asked;
mod common;
mod consents;
mod fields;
mod house;
mod mailboxes;
mod migration;
mod names;
mod rights;
mod secrets;
mod short;
mod sign_ins;
mod tools;
mod verdicts;
mod warnings;
mod when;

pub use accounts::*;
pub use asked::*;
pub use common::*;
pub use consents::*;
use contract::catalogue::Cause;
pub use contract::catalogue::Lang;
pub use fields::*;
pub use house::*;
pub use mailboxes::*;
pub use migration::*;
pub use names::*;
pub use rights::*;
pub use secrets::*;
pub use short::*;
pub use sign_ins::*;
pub use tools::*;
pub use verdicts::*;
pub use warnings::*;
pub use when::*;

use leptos::prelude::*;
use std::rc::Rc;

/// A text in every language of the panel: one address, so that the many places
/// that name one stay small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Say(pub &'static Both);

/// A text in Dutch, formal, and in English.
#[derive(Debug, PartialEq, Eq)]
pub struct Both {
    /// Dutch.
    pub nl: &'static str,
    /// English.
    pub en: &'static str,
}

impl Say {
    /// The text in `lang`.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Nl => self.0.nl,
            Lang::En => self.0.en,
        }
    }

    /// The text in the language of now; whoever asks inside an effect is told
    /// when that changes.
    #[must_use]
    pub fn get(self) -> &'static str {
        self.words(lang())
    }

    /// The text with `{}` replaced.
    #[must_use]
    pub fn with(self, value: &str) -> String {
        self.get().replace("{}", value)
    }

    /// The text with `{}` and then `{2}` replaced.
    #[must_use]
    pub fn with_two(self, first: &str, second: &str) -> String {
        self.with(first).replace("{2}", second)
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $nl:literal, $en:literal;)+) => {
        $(#[doc = $en] pub const $name: $crate::text::Say =
            $crate::text::Say(&$crate::text::Both { nl: $nl, en: $en });)+

        /// Everything in this file, for the tests of the words.
        pub(super) const ALL: &[$crate::text::Say] = &[$($name,)+];
    };
}
use texts;

/// A text that stands where it is used.
macro_rules! say {
    ($nl:literal, $en:literal $(,)?) => {
        $crate::text::Say(&$crate::text::Both { nl: $nl, en: $en })
    };
}
use say;

thread_local! {
    static LANG: ArcRwSignal<Lang> = ArcRwSignal::new(first());
}

/// What the browser remembers, or else what it speaks.
fn first() -> Lang {
    let spoken = || window().navigator().language();
    match crate::memory::recall("language").or_else(spoken) {
        Some(code) if code.to_ascii_lowercase().starts_with("nl") => Lang::Nl,
        _ => Lang::En,
    }
}

/// The language of now.
#[must_use]
pub fn lang() -> Lang {
    LANG.with(|lang| lang.get())
}

/// The name of a language as HTML wants it.
#[must_use]
pub fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "nl",
        Lang::En => "en",
    }
}

/// The languages, each called as its speakers call it.
pub const LANGUAGES: [(Lang, &str); 2] = [(Lang::Nl, "Nederlands"), (Lang::En, "English")];

/// Chooses a language and remembers it.
pub fn choose(lang: Lang) {
    crate::memory::keep("language", code(lang));
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

/// Every text of the panel, for the tests of the words.
#[must_use]
pub fn all() -> Vec<Say> {
    [
        accounts::ALL,
        asked::ALL,
        common::ALL,
        consents::ALL,
        fields::ALL,
        house::ALL,
        mailboxes::ALL,
        rights::ALL,
        secrets::ALL,
        sign_ins::ALL,
        migration::ALL,
        tools::ALL,
        verdicts::ALL,
        warnings::ALL,
        when::ALL,
    ]
    .concat()
}

/// As [`count`], for the length of a list.
#[must_use]
pub fn count_of(number: usize, one: Say, many: Say) -> String {
    count(u32::try_from(number).unwrap_or(u32::MAX), one, many)
}
