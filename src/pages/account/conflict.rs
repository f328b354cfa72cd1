//! Two people change one account: nobody's change is overwritten unseen.
//!
//! The version of an account changes with everything about it, also with what
//! no form has (a token that was renewed). So what counts is whether the fields
//! of the form still are as they were when it opened: then the change is sent
//! for the version of now, and the backend refuses it if that is not the last.

use crate::api::{self, Answer};
use crate::task::Later;
use crate::text::*;
use crate::ui::{button, cause_box, div, el, of, purpose_words, text};
use contract::accounts::{Account, AccountChange};
use contract::catalogue::Cause;
use contract::ids::AccountId;
use contract::purposes::Purposes;
use leptos::prelude::*;
use web_sys::Node;

/// How often somebody may be faster before the person hears of it.
const TRIES: u32 = 3;

/// What a form knows of an account: its name and what it is for.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Known(pub(super) String, pub(super) Purposes);

impl Known {
    pub(super) fn of(account: &Account) -> Self {
        Self(account.name.to_string(), account.purposes)
    }
}

/// What came of saving.
pub(super) enum Saved {
    /// It is saved.
    Done(Box<Account>),
    /// Somebody else changed the same; so it is now.
    Differs(Known),
}

/// Saves a change of what is still as it was `known`.
pub(super) fn save(id: &AccountId, change: AccountChange, known: Known) -> Later<Answer<Saved>> {
    let id = id.clone();
    Box::pin(async move {
        for _ in 0..TRIES {
            let (account, version) = api::account_held(&id).await?;
            let now = Known::of(&account);
            if now != known {
                return Ok(Saved::Differs(now));
            }
            match api::change_account(&id, &change, version).await {
                Err(problem) if problem.code == Cause::ChangedMeanwhile => {}
                answer => return answer.map(|account| Saved::Done(Box::new(account))),
            }
        }
        Err(api::plain(Cause::ChangedMeanwhile))
    })
}

/// Both, side by side; what was typed stays in its fields until the person
/// chooses.
pub(super) fn both(
    now: &Known,
    name: RwSignal<String>,
    purposes: RwSignal<Purposes>,
    keep: impl FnMut() + 'static,
    take: impl FnMut() + 'static,
) -> Node {
    let column = |say: Say| of("th", "").attr("scope", "col").text(say);
    let row = |say: Say, now: Words, yours: Words| {
        el("tr")
            .with(of("th", "").attr("scope", "row").text(say))
            .with(el("td").text(now))
            .with(el("td").with(text(yours)))
    };
    let used = live(move || purpose_words(purposes.get()).get());
    let table = of("table", "pmx")
        .with(of("caption", "vh").text(CF_TABLE))
        .with(el("thead").with(el("tr").all([CF_WHAT, CF_NOW, CF_YOURS].map(column))))
        .with(
            el("tbody")
                .with(row(NAME, now.0.as_str().into(), live(move || name.get())))
                .with(row(PURPOSES, purpose_words(now.1), used)),
        );
    let ways = div("row field")
        .with(button("btn pri", "", CF_KEEP, keep))
        .with(button("btn", "", CF_TAKE, take));
    div("conflict")
        .attr("tabindex", "-1")
        .with(cause_box("fix warn", Cause::ChangedMeanwhile))
        .with(table)
        .with(ways)
        .into()
}
