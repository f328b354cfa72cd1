//! Language and colours, chosen by a person and remembered by the browser.

use super::{El, div, el, plain_button};
use crate::memory;
use crate::text::{self, LANGUAGE, Lang, Say, THEME, THEME_DARK, THEME_LIGHT, THEME_SYSTEM};
use leptos::prelude::*;
use web_sys::Node;

const THEMES: [(&str, Say); 3] = [
    ("", THEME_SYSTEM),
    ("light", THEME_LIGHT),
    ("dark", THEME_DARK),
];

/// The choice of language and colours.
#[must_use]
pub fn preferences() -> Node {
    let theme = RwSignal::new(memory::recall("theme").unwrap_or_default());
    let languages = Lang::ALL.map(|lang| {
        plain_button("")
            .attr("lang", lang.code())
            .state("aria-pressed", move || text::lang() == lang)
            .text(lang.own_name())
            .press(move || text::choose(lang))
    });
    let themes = THEMES.map(|(code, name)| {
        plain_button("")
            .state("aria-pressed", move || theme.with(|theme| theme == code))
            .text(name)
            .press(move || {
                show_theme(code);
                theme.set(code.to_owned());
            })
    });
    div("prefs")
        .with(choice(LANGUAGE, div("seg").all(languages)))
        .with(choice(THEME, div("seg").all(themes)))
        .into()
}

fn choice(name: Say, buttons: El) -> El {
    el("fieldset").with(el("legend").text(name)).with(buttons)
}

/// Shows these colours and remembers them; nothing is what the system has.
/// index.html does the same before the first paint.
pub fn show_theme(code: &str) {
    let Some(root) = document().document_element() else {
        return;
    };
    if code.is_empty() {
        memory::forget("theme");
        let _ = root.remove_attribute("data-theme");
    } else {
        memory::keep("theme", code);
        let _ = root.set_attribute("data-theme", code);
    }
}
