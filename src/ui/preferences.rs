//! Language and colours, chosen by a person and remembered by the browser.

use super::act;
use crate::memory;
use crate::text::{self, LANGUAGE, Lang, Say, THEME, THEME_DARK, THEME_LIGHT, THEME_SYSTEM, t};
use leptos::prelude::*;

const THEMES: [(&str, Say); 3] = [
    ("", THEME_SYSTEM),
    ("light", THEME_LIGHT),
    ("dark", THEME_DARK),
];

const LANGUAGES: [(Lang, &str, &str); 2] =
    [(Lang::Nl, "nl", "Nederlands"), (Lang::En, "en", "English")];

/// The choice of language and colours.
#[component]
pub fn Preferences() -> impl IntoView {
    let theme = RwSignal::new(memory::recall("theme").unwrap_or_default());
    let languages = LANGUAGES
        .map(|(lang, code, name)| {
            let pressed = Signal::derive(move || truth(text::lang() == lang));
            let on_press = act(move || text::choose(lang));
            view! {
                <button type="button" lang=code aria-pressed=pressed on:click=on_press>
                    {name}
                </button>
            }
        })
        .collect_view();
    let themes = THEMES
        .map(|(code, name)| {
            let pressed = Signal::derive(move || truth(theme.with(|theme| theme == code)));
            let on_press = act(move || {
                show_theme(code);
                theme.set(code.to_owned());
            });
            view! {
                <button type="button" aria-pressed=pressed on:click=on_press>
                    {t(name)}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="prefs">
            <fieldset>
                <legend>{t(LANGUAGE)}</legend>
                <div class="seg">{languages}</div>
            </fieldset>
            <fieldset>
                <legend>{t(THEME)}</legend>
                <div class="seg">{themes}</div>
            </fieldset>
        </div>
    }
}

/// The value of an ARIA attribute.
#[must_use]
pub fn truth(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}

/// index.html does the same before the first paint.
fn show_theme(code: &str) {
    let root = document().document_element();
    let Some(root) = root else { return };
    if code.is_empty() {
        memory::forget("theme");
        let _ = root.remove_attribute("data-theme");
    } else {
        memory::keep("theme", code);
        let _ = root.set_attribute("data-theme", code);
    }
}
