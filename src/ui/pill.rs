//! Pills: a shape, a colour and a word that say the same.

use super::problem::stands_still;
use super::{El, icon, maybe, memo, of, only, plain_button, spinner};
use crate::text::{ALL_MAILBOXES, ST_BUSY, ST_STALE, Say, Words, live, verdict_word};
use crate::when;
use contract::mailboxes::Mailbox;
use leptos::prelude::*;
use web_sys::Node;

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

/// Whether what was proved of a mailbox is too old to be green now.
pub(super) fn is_overdue(mailbox: &Mailbox) -> bool {
    !stands_still() && mailbox.running.is_none() && mailbox.is_overdue(when::now())
}

/// How a mailbox stands, in one word.
#[must_use]
pub fn status_pill(mailbox: &Mailbox) -> El {
    if mailbox.running.is_some() {
        pill("info", ST_BUSY)
    } else if is_overdue(mailbox) {
        of("span", "pill idle").with(icon("clock")).text(ST_STALE)
    } else {
        let state = mailbox.verdict.state;
        pill(state.code(), verdict_word(state))
    }
}

/// A filter with its number: of a state by tone and word, or of all. One that
/// nothing stands in is not offered.
pub fn state_chip(
    look: Option<(&'static str, Say)>,
    number: impl Fn() -> u32 + Send + Sync + 'static,
    pressed: impl Fn() -> bool + Send + Sync + 'static,
    press: impl Fn() + 'static,
) -> Node {
    chip_of(
        look,
        Box::new(number),
        memo(pressed),
        std::rc::Rc::new(press),
    )
}

fn chip_of(
    look: Option<(&'static str, Say)>,
    number: Box<dyn Fn() -> u32 + Send + Sync>,
    pressed: Memo<bool>,
    press: std::rc::Rc<dyn Fn()>,
) -> Node {
    let number = Memo::new(move |_| number() as usize);
    only(
        move || number.get() > 0 || pressed.get(),
        move || {
            let press = press.clone();
            plain_button(&["chip ", look.map_or("", |(tone, _)| tone)].concat())
                .state("aria-pressed", move || pressed.get())
                .with(maybe(look.map(|(tone, _)| icon(tone))))
                .text(look.map_or(ALL_MAILBOXES, |(_, word)| word))
                .text(" ")
                .with(of("span", "n").text(live(move || number.get().to_string())))
                .press(move || press())
                .into()
        },
    )
}
