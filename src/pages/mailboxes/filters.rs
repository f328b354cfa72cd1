//! The filters, which live in the address: a filtered list can be sent to
//! somebody.

use crate::api;
use crate::load::Load;
use crate::text::*;
use crate::ui::{act, icon, nothing, part, truth, verdict_word, words};
use contract::accounts::Account;
use contract::mailboxes::{Counts, MailboxPage, VerdictState};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use std::time::Duration;

/// How long after the last letter the list follows.
const PAUSE: Duration = Duration::from_millis(250);

/// What the list is filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters {
    status: String,
    account: String,
    text: String,
}

impl Filters {
    /// Whether everything is shown.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// As the API wants it.
    pub(super) fn query(&self) -> String {
        self.write("verdict")
    }

    /// As it stands in the address of the page.
    fn href(&self) -> String {
        ["/mailboxes?", &self.write("status")].concat()
    }

    fn write(&self, status: &str) -> String {
        let parts = [(status, &self.status), ("account", &self.account), ("q", &self.text)];
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        parts
            .map(|(name, value)| [name, "=", &api::encode(value)].concat())
            .collect::<Vec<_>>()
            .join("&")
    }
}

/// The filters in the address of now.
pub(super) fn use_filters() -> Memo<Filters> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let get = |name| query.get(name).unwrap_or_default();
            Filters {
                status: get("status"),
                account: get("account"),
                text: get("q"),
            }
        })
    })
}

/// The bar of colours, the chips and the fields.
pub(super) fn bar(
    list: Load<MailboxPage>,
    filters: Memo<Filters>,
    accounts: Load<Vec<Account>>,
) -> AnyView {
    let navigate = use_navigate();
    let change = Callback::new(move |filters: Filters| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&filters.href(), options);
    });
    let counts = Memo::new(move |_| {
        let page = list.value.with(|page| page.as_ref().map(|page| page.counts));
        page.unwrap_or_default()
    });
    let chips = std::iter::once(None)
        .chain(VerdictState::ALL.into_iter().map(Some))
        .map(|state| chip(state, counts, filters, change))
        .collect_view();
    view! {
        {part(move || distribution(counts.get()))}
        <div class="filters">
            <div class="chips" role="toolbar" aria-label=t(FILTER_STATUS)>
                {chips}
            </div>
            {text_field(filters, change)}
            {part(move || {
                accounts.value.with(|all| match all {
                    Some(all) if all.len() > 1 => account_field(all, filters, change),
                    _ => nothing(),
                })
            })}
        </div>
    }
    .into_any()
}

/// The whole as one bar: how much of it is red.
fn distribution(counts: Counts) -> AnyView {
    let parts = VerdictState::ALL
        .into_iter()
        .filter(|state| counts.of(*state) > 0)
        .map(|state| {
            view! { <i class=state.code() style:flex-grow=counts.of(state).to_string()></i> }
        })
        .collect_view();
    let label = words(move || {
        let words = VerdictState::ALL
            .map(|s| [&counts.of(s).to_string(), " ", verdict_word(s).get()].concat());
        words.join(", ")
    });
    view! {
        <div class="bar" role="img" aria-label=label>
            {parts}
        </div>
    }
    .into_any()
}

fn chip(
    state: Option<VerdictState>,
    counts: Memo<Counts>,
    filters: Memo<Filters>,
    change: Callback<Filters>,
) -> AnyView {
    let code = state.map_or("", VerdictState::code);
    let pressed = Signal::derive(move || truth(filters.with(|f| f.status == code)));
    let number = Signal::derive(move || {
        counts.with(|counts| state.map_or_else(|| counts.all(), |state| counts.of(state)))
    });
    let on_press = act(move || {
        let mut filters = filters.get_untracked();
        // A chip pressed again lets go.
        filters.status = if filters.status == code { String::new() } else { code.to_owned() };
        change.run(filters);
    });
    let mark = if code.is_empty() { nothing() } else { icon(code) };
    view! {
        <button
            type="button"
            class=["chip ", code].concat()
            aria-pressed=pressed
            on:click=on_press
        >
            {mark}
            {t(state.map_or(ALL_MAILBOXES, verdict_word))}
            " "
            <span class="n">{number}</span>
        </button>
    }
    .into_any()
}

fn text_field(filters: Memo<Filters>, change: Callback<Filters>) -> AnyView {
    let text = RwSignal::new(filters.with_untracked(|f| f.text.clone()));
    // The search above the page writes the same filter.
    Effect::new(move |_| text.set(filters.with(|f| f.text.clone())));
    let typed = StoredValue::new(0_u32);
    let on_input = move |event| {
        text.set(event_target_value(&event));
        let mine = typed.with_value(|typed| typed + 1);
        typed.set_value(mine);
        set_timeout(
            move || {
                if typed.try_with_value(|typed| *typed) == Some(mine) {
                    let text = text.get_untracked().trim().to_owned();
                    change.run(Filters {
                        text,
                        ..filters.get_untracked()
                    });
                }
            },
            PAUSE,
        );
    };
    view! {
        <div class="inp">
            {icon("search")}
            <input
                type="search"
                aria-label=t(FILTER_TEXT)
                placeholder=t(FILTER_TEXT)
                prop:value=text
                on:input=on_input
            />
        </div>
    }
    .into_any()
}

fn account_field(
    accounts: &[Account],
    filters: Memo<Filters>,
    change: Callback<Filters>,
) -> AnyView {
    let options = accounts
        .iter()
        .map(|account| {
            let id = account.id.as_str().to_owned();
            let chosen = id.clone();
            let selected = Signal::derive(move || filters.with(|f| f.account == chosen));
            view! {
                <option value=id prop:selected=selected>
                    {account.name.as_str().to_owned()}
                </option>
            }
        })
        .collect_view();
    let on_change = move |event| {
        change.run(Filters {
            account: event_target_value(&event),
            ..filters.get_untracked()
        });
    };
    view! {
        <div class="inp">
            <select aria-label=t(FILTER_ACCOUNT) on:change=on_change>
                <option value="">{t(EVERY_ACCOUNT)}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}
