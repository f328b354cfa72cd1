//! Pills: a shape, a colour and a word that say the same.

use super::{El, icon, of, spinner};
use crate::text::{ST_BAD, ST_BUSY, ST_IDLE, ST_OK, ST_WARN, Say, Words};
use contract::mailboxes::{Mailbox, VerdictState};

/// A pill of one tone (`ok`, `warn`, `bad`, `info`, `idle`), with its shape.
#[must_use]
pub fn pill(tone: &str, say: impl Into<Words>) -> El {
    let mark = if tone == "info" {
        spinner()
    } else {
        icon(tone)
    };
    of("span", &["pill ", tone].concat()).with(mark).text(say)
}

/// The word of a verdict.
#[must_use]
pub fn verdict_word(state: VerdictState) -> Say {
    match state {
        VerdictState::Ok => ST_OK,
        VerdictState::Warn => ST_WARN,
        VerdictState::Bad => ST_BAD,
        VerdictState::Idle => ST_IDLE,
    }
}

/// How a mailbox stands, in one word.
#[must_use]
pub fn status_pill(mailbox: &Mailbox) -> El {
    if mailbox.running.is_some() {
        pill("info", ST_BUSY)
    } else {
        let state = mailbox.verdict.state;
        pill(state.code(), verdict_word(state))
    }
}
