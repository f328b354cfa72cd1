//! What an account or mailbox is for: two boxes, the permissions that follow.

use super::{Form, against, field_id};
use crate::text::{IMPORT, IMPORT_HINT, PURPOSES, PURPOSES_HINT, SEND, SEND_HINT, Say, t};
use contract::fields::Field;
use contract::purposes::Purposes;
use leptos::prelude::*;

/// The choice of purposes.
#[component]
pub fn PurposeBoxes(
    /// The form it belongs to.
    form: Form,
    /// What is chosen.
    value: RwSignal<Purposes>,
) -> impl IntoView {
    let id = field_id(Field::Purposes);
    let boxes = [
        (Purposes::IMPORT, IMPORT, IMPORT_HINT, id),
        (Purposes::SEND, SEND, SEND_HINT, "f-send"),
    ]
    .map(|(part, name, hint, id)| purpose_box(form, value, part, name, hint, id));
    view! {
        <fieldset class="field" aria-describedby="f-purposes-error">
            <div class="lab">
                <legend>{t(PURPOSES)}</legend>
                <small>{t(PURPOSES_HINT)}</small>
            </div>
            {boxes.collect_view()}
            {against(form, Field::Purposes)}
        </fieldset>
    }
}

fn purpose_box(
    form: Form,
    value: RwSignal<Purposes>,
    part: Purposes,
    name: Say,
    hint: Say,
    id: &'static str,
) -> AnyView {
    let checked = Signal::derive(move || value.with(|value| overlap(*value, part)));
    let hint_id = [id, "-hint"].concat();
    let on_change = move |event| {
        let chosen = event_target_checked(&event);
        value.update(|value| *value = toggled(*value, part, chosen));
        form.typed(Field::Purposes);
    };
    view! {
        <div class="check-row">
            <input
                type="checkbox"
                id=id
                aria-describedby=hint_id.clone()
                prop:checked=checked
                on:change=on_change
            />
            <label for=id>{t(name)}</label>
            <small id=hint_id>{t(hint)}</small>
        </div>
    }
    .into_any()
}

fn overlap(value: Purposes, part: Purposes) -> bool {
    value.iter().any(|purpose| part.has(purpose))
}

/// Adds or takes away `part`. Somebody who may send for one purpose only keeps
/// just that one as long as the box stays checked.
fn toggled(value: Purposes, part: Purposes, chosen: bool) -> Purposes {
    if chosen {
        value.with(part)
    } else {
        value.iter().filter(|purpose| !part.has(*purpose)).collect()
    }
}
