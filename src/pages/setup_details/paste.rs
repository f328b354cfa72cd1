//! The paste box: anything from the portal goes in, the right fields fill.
//!
//! What was pasted is looked at here and forgotten; it is never sent or kept.

use super::Draft;
use crate::text::*;
use crate::ui::{Form, announce, button, icon, nothing, part, pill};
use contract::fields::Field;
use contract::paste::{Pasted, recognise};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};

/// What was found, without the values.
#[derive(Clone, Default)]
struct Found {
    pills: Vec<(&'static str, Say)>,
    unlabelled: Vec<String>,
}

/// The box, and what was recognised in it.
pub(super) fn paste_box(form: Form, draft: Draft) -> AnyView {
    let found = RwSignal::new(None::<Found>);
    let sort = move |text: &str| {
        let pasted = recognise(text);
        let result = summary(&pasted);
        fill(draft, form, pasted);
        announce(heading(Some(&result)));
        found.set(Some(result));
    };
    listen(sort);
    let title = move || found.with(|found| heading(found.as_ref()));
    let line = move || {
        found.with(|found| match found {
            None => PASTE_LINE.get(),
            Some(found) if found.pills.is_empty() && found.unlabelled.is_empty() => {
                PASTED_NOTHING_LINE.get()
            }
            Some(_) => PASTED_LINE.get(),
        })
    };
    let on_input = move |event: web_sys::Event| {
        let area = event.target().and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(area) = area {
            let text = area.value();
            // A word that is typed is no paste; it is sorted when it is long.
            if text.len() > 8 {
                sort(&text);
                area.set_value("");
            }
        }
    };
    view! {
        <div class="paste">
            <div class="h">{icon("spark")} <span>{title}</span></div>
            <p>{line}</p>
            <div class="ctl">
                <textarea
                    rows="1"
                    aria-label=t(PASTE_LABEL)
                    spellcheck="false"
                    autocomplete="off"
                    on:input=on_input
                />
            </div>
            {part(move || found.get().map_or_else(nothing, |found| results(found, draft, form)))}
        </div>
    }
    .into_any()
}

fn heading(found: Option<&Found>) -> String {
    let Some(found) = found else {
        return PASTE_TITLE.get().to_owned();
    };
    let number = found.pills.iter().filter(|(tone, _)| *tone == "ok").count();
    match u32::try_from(number).unwrap_or(u32::MAX) {
        0 if found.pills.is_empty() && found.unlabelled.is_empty() => {
            PASTED_NOTHING.get().to_owned()
        }
        number => count(number, PASTED_ONE, PASTED),
    }
}

fn summary(pasted: &Pasted) -> Found {
    let parts = [
        (pasted.tenant.is_some(), "ok", TENANT),
        (pasted.client_id.is_some(), "ok", CLIENT_ID),
        (pasted.client_secret.is_some(), "ok", SECRET),
        (pasted.secret_expires.is_some(), "ok", EXPIRES),
        (pasted.secret_id, "bad", NOT_SECRET_ID),
        (pasted.object_id, "bad", NOT_OBJECT_ID),
    ];
    Found {
        pills: parts
            .into_iter()
            .filter(|(there, ..)| *there)
            .map(|(_, tone, say)| (tone, say))
            .collect(),
        unlabelled: pasted.unlabelled.clone(),
    }
}

/// Puts what was found where it belongs, and judges it there.
fn fill(draft: Draft, form: Form, pasted: Pasted) {
    let parts = [
        (Field::Tenant, draft.tenant, pasted.tenant),
        (Field::ClientId, draft.client_id, pasted.client_id),
        (Field::ClientSecret, draft.secret, pasted.client_secret),
        (
            Field::SecretExpires,
            draft.expires,
            pasted.secret_expires.map(|day| day.to_string()),
        ),
    ];
    for (field, place, value) in parts {
        if let Some(value) = value {
            place.set(value);
            form.typed(field);
            form.left(field);
        }
    }
}

fn results(found: Found, draft: Draft, form: Form) -> AnyView {
    let pills = found.pills.into_iter().map(|(tone, say)| pill(tone, say)).collect_view();
    let asked = found
        .unlabelled
        .into_iter()
        .map(|guid| question(guid, draft, form))
        .collect_view();
    view! {
        <div class="found">{pills}</div>
        {asked}
    }
    .into_any()
}

/// A GUID without a label: only the person knows which of the two it is.
fn question(guid: String, draft: Draft, form: Form) -> AnyView {
    let text = guid.clone();
    let use_as = |field, place: RwSignal<String>| {
        let guid = guid.clone();
        move || {
            place.set(guid.clone());
            form.typed(field);
            form.left(field);
        }
    };
    let as_tenant = use_as(Field::Tenant, draft.tenant);
    let as_client = use_as(Field::ClientId, draft.client_id);
    view! {
        <div class="found">
            <span class="mono">{move || UNLABELLED.with(&text)}</span>
            {button("btn sm", "", USE_AS_TENANT, as_tenant)}
            {button("btn sm", "", USE_AS_CLIENT, as_client)}
        </div>
    }
    .into_any()
}

/// Pasting anywhere on the page, while no field has the focus.
fn listen(sort: impl Fn(&str) + 'static) {
    let handle = window_event_listener(leptos::ev::paste, move |event: ClipboardEvent| {
        let focused = document().active_element();
        let in_a_field =
            focused.is_some_and(|e| matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA"));
        if in_a_field {
            return;
        }
        let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            event.prevent_default();
            sort(&text);
        }
    });
    on_cleanup(move || handle.remove());
}
