//! Cause cards: what is wrong, once, with how many it hits, what to do, and whose
//! turn it is.

use super::{El, el, icon, of, remedy};
use crate::text::{WHO, live, owner_words, short};
use contract::catalogue::Cause;

/// A card in a tone (`bad`, `warn`); `many` says how many of what it hits.
pub fn cause_card(tone: &str, many: impl Fn() -> String + 'static, cause: Cause) -> El {
    let headline = live(move || [&many(), ": ", &*inside(&short(cause).get())].concat());
    of("article", &["cause ", tone].concat())
        .with(of("span", "ib").with(icon(tone)))
        .with(el("h2").text(headline))
        .with(el("p").text(remedy(cause)))
        .with(solver(cause))
}

/// Who does something about a cause, in a line.
pub(super) fn solver(cause: Cause) -> El {
    of("p", "mut")
        .text(WHO)
        .text(": ")
        .text(owner_words(cause.owner()))
}

/// A few words inside a sentence: with a small letter, unless they begin with a
/// name.
fn inside(sentence: &str) -> String {
    let name = ["Microsoft", "Graph", "ImageCapture", "Conditional"]
        .iter()
        .any(|name| sentence.starts_with(name));
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) if !name => std::iter::once(first.to_ascii_lowercase())
            .chain(letters)
            .collect(),
        _ => sentence.to_owned(),
    }
}
