//! What can be changed about an account: its secret, its name and use, and
//! whether it is there at all.

use super::conflict::{self, Known, Saved};
use super::rotation::rotation;
use super::values;
use crate::api::{self, Answer};
use crate::load::{Doing, Load, send_form};
use crate::route::go;
use crate::task::Later;
use crate::text::*;
use crate::ui::{
    El, Form, Question, TextField, announce, button, card, confirm, div, el, error_summary,
    focus_later, form_element, form_problem, nothing, of, part, pasted_anywhere, purpose_boxes,
    secret_fields, several, submit,
};
use crate::when;
use contract::accounts::{Account, AccountChange, NewSecret};
use contract::fields::Field;
use contract::ids::AccountId;
use contract::paste::recognise;
use contract::purposes::Purposes;
use leptos::prelude::*;
use std::rc::Rc;
use web_sys::Node;

/// All of it, below each other.
pub(super) fn all(id: &AccountId, load: Load<Account>) -> Node {
    let (renewed, edited) = (id.clone(), id.clone());
    let renewing = RwSignal::new(asked_for("secret"));
    let editing = RwSignal::new(false);
    let stack = div("stack")
        .with(rotation(id, load))
        .with(folded("secret", "key", RENEW_SECRET, renewing, move || {
            let id = renewed.clone();
            let save = move |secret: &_| api::change_secret(&id, secret);
            let say = (RENEW_LINE, SECRET_SAVED);
            secret_form(say, load, renewing, ("f-", false), save)
        }))
        .with(values(load))
        .with(folded("edit", "spark", EDIT_ACCOUNT, editing, move || {
            edit(&edited, load, editing)
        }))
        .with(removal(id, load));
    stack.into()
}

/// Whether the address asks for the form with this id.
pub(super) fn asked_for(id: &str) -> bool {
    let hash = window().location().hash();
    hash.is_ok_and(|hash| hash.strip_prefix('#') == Some(id))
}

/// A form that is not always there: it opens in the place of its button. Whoever
/// came for it is taken to it.
pub(super) fn folded(
    id: &'static str,
    glyph: &'static str,
    say: Say,
    open: RwSignal<bool>,
    form: impl Fn() -> Node + 'static,
) -> Node {
    part(move || {
        if open.get() {
            if asked_for(id) {
                focus_later(&["#", id].concat());
            }
            card(say).id(id).attr("tabindex", "-1").with(form()).into()
        } else {
            el("div")
                .with(button("btn", glyph, say, move || open.set(true)))
                .into()
        }
    })
}

fn foot(form: Form, open: RwSignal<bool>) -> El {
    div("row field")
        .with(submit("btn pri", SAVE, form.busy))
        .with(button("btn ghost", "", CANCEL, move || open.set(false)))
}

/// The fields of a secret, sent with `save`. With `at_once` a paste that has both
/// the value and the day is sent by itself: nothing that works is replaced yet.
pub(super) fn secret_form(
    (lead, done): (Say, Say),
    load: Load<Account>,
    open: RwSignal<bool>,
    (prefix, at_once): (&'static str, bool),
    save: impl Fn(&NewSecret) -> Later<Answer<Account>> + 'static,
) -> Node {
    let secret = RwSignal::new(String::new());
    let expires = RwSignal::new(String::new());
    let filled = move || NewSecret {
        client_secret: secret.get_untracked(),
        secret_expires: expires.get_untracked(),
        even_if_unproved: false,
    };
    let form =
        Form::new(move || filled().check(when::today()).err().unwrap_or_default()).apart(prefix);
    let send = move || {
        if form.ready() {
            send_form(form, save(&filled()), move |account| {
                load.put(account);
                open.set(false);
                announce(done.get());
            });
        }
    };
    let send = Rc::new(send);
    let by_hand = send.clone();
    if at_once {
        pasted_anywhere(move |text| {
            let pasted = recognise(text);
            let Some(value) = pasted.client_secret else {
                return;
            };
            secret.set(value);
            match pasted.secret_expires {
                Some(day) => {
                    expires.set(day.to_string());
                    send();
                }
                None => form.focus(Field::SecretExpires),
            }
        });
    }
    let fields = form_element(move || by_hand())
        .attr("autocomplete", "off")
        .with(error_summary(form))
        .with(secret_fields(form, secret, expires))
        .with(form_problem(form))
        .with(foot(form, open));
    several([of("p", "lead").text(lead), fields])
}

fn edit(id: &AccountId, load: Load<Account>, open: RwSignal<bool>) -> Node {
    let now = untrack(|| load.map(Known::of));
    let known = StoredValue::new(now.unwrap_or(Known(String::new(), Purposes::ALL)));
    let name = RwSignal::new(known.with_value(|known| known.0.clone()));
    let purposes = RwSignal::new(known.with_value(|known| known.1));
    let theirs = RwSignal::new(None::<Known>);
    let filled = move || AccountChange {
        name: name.get_untracked(),
        purposes: purposes.get_untracked(),
    };
    let form = Form::new(move || filled().check().err().unwrap_or_default());
    let id = id.clone();
    let send = move || {
        if form.ready() {
            let saving = conflict::save(&id, filled(), known.get_value());
            send_form(form, saving, move |saved| match saved {
                Saved::Done(account) => {
                    load.put(*account);
                    open.set(false);
                    announce(SAVED.get());
                }
                Saved::Differs(now) => {
                    form.busy.set(false);
                    theirs.set(Some(now));
                    focus_later(".conflict");
                }
            });
        }
    };
    let send = Rc::new(send);
    let again = send.clone();
    let both = part(move || {
        let Some(now) = theirs.get() else {
            return nothing();
        };
        let (kept, taken, again) = (now.clone(), now.clone(), again.clone());
        let keep = move || {
            known.set_value(kept.clone());
            theirs.set(None);
            again();
        };
        let take = move || {
            name.set(taken.0.clone());
            purposes.set(taken.1);
            known.set_value(taken.clone());
            theirs.set(None);
            form.focus(Field::Name);
        };
        conflict::both(&now, name, purposes, keep, take)
    });
    form_element(move || send())
        .with(error_summary(form))
        .with(both)
        .with(TextField::new(Field::Name, NAME, name).show(form))
        .with(purpose_boxes(form, purposes))
        .with(form_problem(form))
        .with(foot(form, open))
        .into()
}

fn removal(id: &AccountId, load: Load<Account>) -> Node {
    let open = RwSignal::new(false);
    let removing = Doing::new();
    let id = id.clone();
    let question = Question {
        title: live(move || {
            REMOVE_ACCOUNT_ASK.with(&load.map(|a| a.name.to_string()).unwrap_or_default())
        }),
        consequence: REMOVE_ACCOUNT_TEXT.into(),
        does: REMOVE,
    };
    let remove = move || removing.run(api::remove_account(&id), |()| go("/accounts"));
    let way = button("btn ghost", "cross", REMOVE_ACCOUNT, move || open.set(true));
    several([
        el("div").with(way).into(),
        confirm(open, question, removing.busy, removing.problem(), remove),
    ])
}
