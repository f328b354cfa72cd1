//! The paste box: anything from the portal goes in, the right fields fill.
//!
//! What was pasted is looked at here and forgotten; it is never sent or kept.

use super::Draft;
use crate::text::*;
use crate::ui::{
    El, Form, announce, button, div, el, note, nothing, of, part, pasted_anywhere, pill, several,
};
use contract::fields::Field;
use contract::paste::{Pasted, recognise};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement, Node};

/// What was found, without the values.
#[derive(Clone, Default)]
struct Found {
    pills: Vec<(&'static str, Say)>,
    unlabelled: Vec<String>,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.pills.is_empty() && self.unlabelled.is_empty()
    }
}

/// The box, and what was recognised in it.
pub(super) fn paste_box(form: Form, draft: Draft) -> Node {
    let found = RwSignal::new(None::<Found>);
    let sort = move |text: &str| {
        let pasted = recognise(text);
        let result = summary(&pasted);
        fill(draft, form, pasted);
        announce(untrack(|| heading(Some(&result))));
        found.set(Some(result));
    };
    pasted_anywhere(sort);
    let line = move || {
        found.with(|found| match found {
            None => PASTE_LINE,
            Some(found) if found.is_empty() => PASTED_NOTHING_LINE,
            Some(_) => PASTED_LINE,
        })
    };
    let on_input = move |event: Event| {
        let area = event
            .target()
            .and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok());
        if let Some(area) = area {
            let text = area.value();
            // A word that is typed is no paste; it is sorted when it is long.
            if text.len() > 8 {
                sort(&text);
                area.set_value("");
            }
        }
    };
    let area = el("textarea")
        .attr("rows", "1")
        .label(PASTE_LABEL)
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .on("input", on_input);
    let title = live(move || found.with(|found| heading(found.as_ref())));
    div("paste")
        .with(note("h", "spark", title))
        .with(el("p").text(live(move || line().get().to_owned())))
        .with(div("ctl").with(area))
        .with(part(move || {
            found.with(|found| {
                found
                    .as_ref()
                    .map_or_else(nothing, |f| results(f, draft, form))
            })
        }))
        .into()
}

fn heading(found: Option<&Found>) -> String {
    let Some(found) = found else {
        return PASTE_TITLE.get().to_owned();
    };
    let number = found.pills.iter().filter(|(tone, _)| *tone == "ok").count();
    match u32::try_from(number).unwrap_or(u32::MAX) {
        0 if found.is_empty() => PASTED_NOTHING.get().to_owned(),
        number => count(number, PASTED_ONE, PASTED),
    }
}

fn summary(pasted: &Pasted) -> Found {
    let parts = [
        (pasted.tenant.is_some(), "ok", TENANT),
        (pasted.client_id.is_some(), "ok", CLIENT_ID),
        (pasted.client_secret.is_some(), "ok", SECRET),
        (pasted.secret_expires.is_some(), "ok", EXPIRES),
        (pasted.cloud.is_some(), "ok", CLOUD),
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

/// What an account is called whose name nobody filled in and no domain tells.
const NAME_OF_MOST: &str = "Microsoft 365";

/// The name of an account nobody has named yet: its domain, where there is one.
fn name_of(tenant: &str) -> &str {
    if tenant.contains('.') {
        tenant
    } else {
        NAME_OF_MOST
    }
}

/// Puts what was found where it belongs, and judges it there.
fn fill(draft: Draft, form: Form, pasted: Pasted) {
    let tenant = pasted.tenant.as_deref();
    if let Some(tenant) = tenant.filter(|_| draft.name.with_untracked(String::is_empty)) {
        draft.name.set(name_of(tenant).to_owned());
        form.typed(Field::Name);
        form.left(Field::Name);
    }
    if let Some(cloud) = pasted.cloud {
        draft.cloud.set(cloud.code().to_owned());
    }
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

fn results(found: &Found, draft: Draft, form: Form) -> Node {
    let pills = found.pills.iter().map(|(tone, say)| pill(tone, *say));
    let asked = found
        .unlabelled
        .iter()
        .map(|guid| question(guid, draft, form));
    several([div("found").all(pills), el("div").all(asked)])
}

/// A GUID without a label: only the person knows which of the two it is.
fn question(guid: &str, draft: Draft, form: Form) -> El {
    let use_as = |field, place: RwSignal<String>| {
        let guid = guid.to_owned();
        move || {
            place.set(guid.clone());
            form.typed(field);
            form.left(field);
        }
    };
    let shown = guid.to_owned();
    div("found")
        .with(of("span", "mono").text(live(move || UNLABELLED.with(&shown))))
        .with(button(
            "btn sm",
            "",
            USE_AS_TENANT,
            use_as(Field::Tenant, draft.tenant),
        ))
        .with(button(
            "btn sm",
            "",
            USE_AS_CLIENT,
            use_as(Field::ClientId, draft.client_id),
        ))
}
