//! What an account or mailbox is for: two boxes, the permissions that follow.

use super::{El, Form, against, checked, div, el, of};
use crate::text::{IMPORT, IMPORT_HINT, PURPOSES, PURPOSES_HINT, SEND, SEND_HINT, Say};
use contract::fields::Field;
use contract::purposes::Purposes;
use leptos::prelude::*;
use web_sys::Node;

/// The choice of purposes.
#[must_use]
pub fn purpose_boxes(form: Form, value: RwSignal<Purposes>) -> Node {
    let head = div("lab")
        .with(el("legend").text(PURPOSES))
        .with(el("small").text(PURPOSES_HINT));
    let id = &form.id(Field::Purposes);
    of("fieldset", "field")
        .attr("aria-describedby", &[id, "-error"].concat())
        .with(head)
        .with(purpose_box(
            form,
            value,
            Purposes::IMPORT,
            (IMPORT, IMPORT_HINT),
            id,
        ))
        .with(purpose_box(
            form,
            value,
            Purposes::SEND,
            (SEND, SEND_HINT),
            &[id, "-send"].concat(),
        ))
        .with(against(form, Field::Purposes))
        .into()
}

fn purpose_box(
    form: Form,
    value: RwSignal<Purposes>,
    some: Purposes,
    (name, hint): (Say, Say),
    id: &str,
) -> El {
    let hint_id = [id, "-hint"].concat();
    let input = el("input")
        .attr("type", "checkbox")
        .id(id)
        .attr("aria-describedby", &hint_id)
        .prop("checked", move || {
            value.with(|value| overlap(*value, some)).into()
        })
        .on("change", move |event| {
            let chosen = checked(&event);
            value.update(|value| *value = toggled(*value, some, chosen));
            form.typed(Field::Purposes);
        });
    div("check-row")
        .with(input)
        .with(el("label").attr("for", id).text(name))
        .with(el("small").id(&hint_id).text(hint))
}

fn overlap(value: Purposes, some: Purposes) -> bool {
    value.iter().any(|purpose| some.has(purpose))
}

/// Adds or takes away `some`. Who may send for one purpose only keeps just
/// that one as long as the box stays checked.
fn toggled(value: Purposes, some: Purposes, chosen: bool) -> Purposes {
    if chosen {
        value.with(some)
    } else {
        value.iter().filter(|purpose| !some.has(*purpose)).collect()
    }
}
