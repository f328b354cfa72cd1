//! Causes in few words: where many stand below each other, and where one is said of
//! several mailboxes. The whole sentence is one press or one pointer away.

use super::{Words, lang, live};
use contract::catalogue::Cause;

/// A cause as a heading: without its stop.
#[must_use]
pub fn headline(cause: Cause) -> Words {
    live(move || cause.words(lang()).title.trim_end_matches('.').to_owned())
}

/// A cause in few words, without a stop.
#[must_use]
pub fn short(cause: Cause) -> Words {
    live(move || {
        let words = cause.words(lang());
        match words.short {
            "" => words.title.trim_end_matches('.'),
            short => short,
        }
        .to_owned()
    })
}
