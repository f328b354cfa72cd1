//! The filters, which live in the address: a filtered list can be sent to
//! somebody.

use super::rows::Rows;
use crate::load::Load;
use crate::route::{encode, query, replace};
use crate::text::*;
use crate::ui::{
    El, div, el, icon, maybe, nothing, of, options, part, plain_button, several, title, typed,
    watch,
};
use contract::accounts::Account;
use contract::catalogue::Cause;
use contract::ids::AccountId;
use contract::mailboxes::{Counts, VerdictState};
use contract::purposes::Purpose;
use contract::runs::RunFilter;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Node;

/// How long after the last letter the list follows.
const PAUSE: Duration = Duration::from_millis(250);

/// The order where nobody chose one: what is wrong first.
const DEFAULT_ORDER: &str = "urgency";

/// What the list is filtered by, and its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters {
    status: String,
    cause: String,
    account: String,
    purpose: String,
    text: String,
    sort: String,
}

impl Filters {
    /// Whether everything is shown, in whatever order.
    pub(super) fn is_empty(&self) -> bool {
        let sort = self.sort.clone();
        *self
            == Self {
                sort,
                ..Self::default()
            }
    }

    /// As the API wants them behind the first parameter.
    pub(super) fn query(&self) -> String {
        self.write("&", "verdict")
    }

    /// How many fit all filters, by the counts that leave the verdict out.
    pub(super) fn all_of(&self, counts: Counts) -> u32 {
        VerdictState::ALL
            .into_iter()
            .find(|state| state.code() == self.status)
            .map_or_else(|| counts.all(), |state| counts.of(state))
    }

    /// As a run wants them.
    pub(super) fn of_run(&self) -> RunFilter {
        let mut verdicts = VerdictState::ALL.into_iter();
        let mut purposes = Purpose::ALL.into_iter();
        RunFilter {
            account: AccountId::parse(&self.account).ok(),
            verdict: verdicts.find(|state| state.code() == self.status),
            cause: Cause::from_code(&self.cause),
            purpose: purposes.find(|purpose| purpose.code() == self.purpose),
            q: (!self.text.is_empty()).then(|| self.text.clone()),
        }
    }

    /// Those with one cause, and nothing else.
    pub(super) fn with_cause(cause: Cause) -> Self {
        Self {
            cause: cause.code().to_owned(),
            ..Self::default()
        }
    }

    /// `ascending` or `descending` where the list is ordered by `column`.
    pub(super) fn order_of(&self, column: &str) -> Option<&'static str> {
        if self.sort() == column {
            Some("ascending")
        } else if self.sort().strip_prefix('-') == Some(column) {
            Some("descending")
        } else {
            None
        }
    }

    /// Orders by `column`; by the same one again, the other way round.
    pub(super) fn order_by(mut self, column: &str) {
        let down = self.order_of(column) == Some("ascending");
        self.sort = [if down { "-" } else { "" }, column].concat();
        if self.sort == DEFAULT_ORDER {
            self.sort.clear();
        }
        self.apply();
    }

    fn sort(&self) -> &str {
        if self.sort.is_empty() {
            DEFAULT_ORDER
        } else {
            &self.sort
        }
    }

    /// Puts them into the address of the page.
    fn apply(&self) {
        replace(&["/mailboxes", &self.write("?", "status")].concat());
    }

    fn write(&self, before: &'static str, status: &'static str) -> String {
        let parts = [
            (status, &self.status),
            ("cause", &self.cause),
            ("account", &self.account),
            ("purpose", &self.purpose),
            ("q", &self.text),
            ("sort", &self.sort),
        ];
        let mut text = String::new();
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            let sign = if text.is_empty() { before } else { "&" };
            text.push_str(&[sign, name, "=", &encode(value)].concat());
        }
        text
    }
}

/// The filters in the address of now.
pub(super) fn filters() -> Filters {
    Filters {
        status: query("status"),
        cause: query("cause"),
        account: query("account"),
        purpose: query("purpose"),
        text: query("q"),
        sort: query("sort"),
    }
}

/// The bar of colours, the chips and the fields.
pub(super) fn bar(list: Rows, filters: Memo<Filters>, accounts: Load<Vec<Account>>) -> Node {
    let counts = Memo::new(move |_| list.counts.get());
    let states = std::iter::once(None).chain(VerdictState::ALL.into_iter().map(Some));
    let chips = div("chips")
        .attr("role", "toolbar")
        .label(FILTER_STATUS)
        .all(states.map(|state| chip(state, counts, filters)));
    let by_account = part(move || {
        accounts.with(|all| match all {
            Some(all) if all.len() > 1 => account_field(all, filters).into(),
            _ => nothing(),
        })
    });
    let by_cause = part(move || filters.with(|f| cause_chip(&f.cause, filters)));
    let fields = div("filters").with(chips).with(by_cause).with(
        // Together, on a line of their own where there is no room.
        div("row")
            .with(text_field(filters))
            .with(purpose_field(filters))
            .with(by_account),
    );
    several([
        part(move || distribution(counts.get()).into()),
        fields.into(),
    ])
}

/// The whole as one bar: how much of it is red.
fn distribution(counts: Counts) -> El {
    let some = VerdictState::ALL
        .into_iter()
        .filter(|state| counts.of(*state) > 0);
    let parts =
        some.map(|state| of("i", state.code()).style("flex-grow", &counts.of(state).to_string()));
    let told = live(move || {
        let words = VerdictState::ALL
            .map(|s| [&counts.of(s).to_string(), " ", verdict_word(s).get()].concat());
        words.join(", ")
    });
    div("bar").attr("role", "img").label(told).all(parts)
}

fn chip(state: Option<VerdictState>, counts: Memo<Counts>, filters: Memo<Filters>) -> El {
    let code = state.map_or("", VerdictState::code);
    let number = live(move || {
        let counts = counts.get();
        state
            .map_or_else(|| counts.all(), |state| counts.of(state))
            .to_string()
    });
    plain_button(&["chip ", code].concat())
        .state("aria-pressed", move || filters.with(|f| f.status == code))
        .with(maybe((!code.is_empty()).then(|| icon(code))))
        .text(state.map_or(ALL_MAILBOXES, verdict_word))
        .text(" ")
        .with(of("span", "n").text(number))
        .press(move || {
            let mut filters = filters.get_untracked();
            // A chip pressed again lets go.
            let status = if filters.status == code { "" } else { code };
            filters.status = status.to_owned();
            filters.apply();
        })
}

/// The cause that is filtered by; pressed it lets go.
fn cause_chip(code: &str, filters: Memo<Filters>) -> Node {
    let Some(cause) = Cause::from_code(code) else {
        return nothing();
    };
    plain_button("chip by-cause")
        .state("aria-pressed", || true)
        .text(title(cause))
        .with(icon("cross"))
        .press(move || {
            let filters = filters.get_untracked();
            let cause = String::new();
            Filters { cause, ..filters }.apply();
        })
        .into()
}

fn text_field(filters: Memo<Filters>) -> El {
    let text = RwSignal::new(String::new());
    // The search above the page writes the same filter.
    watch(move || text.set(filters.with(|f| f.text.clone())));
    let latest = StoredValue::new(0_u32);
    let on_input = move |event| {
        text.set(typed(&event));
        let mine = latest.with_value(|latest| latest + 1);
        latest.set_value(mine);
        set_timeout(
            move || {
                if latest.try_with_value(|latest| *latest) == Some(mine) {
                    let text = text.get_untracked().trim().to_owned();
                    let filters = filters.get_untracked();
                    Filters { text, ..filters }.apply();
                }
            },
            PAUSE,
        );
    };
    let field = el("input")
        .id("filter")
        .attr("type", "search")
        .label(FILTER_TEXT)
        .words("placeholder", FILTER_TEXT)
        .prop("value", move || text.get().into())
        .on("input", on_input);
    div("inp").with(icon("search")).with(field)
}

fn purpose_field(filters: Memo<Filters>) -> El {
    let every = el("option").attr("value", "").text(EVERY_PURPOSE);
    let each = Purpose::ALL.map(|purpose| {
        el("option")
            .attr("value", purpose.code())
            .text(purpose_name(purpose))
    });
    let control = el("select")
        .label(USED_FOR)
        .with(every)
        .all(each)
        .prop("value", move || filters.with(|f| f.purpose.clone()).into())
        .on("change", move |event| {
            let purpose = typed(&event);
            let filters = filters.get_untracked();
            Filters { purpose, ..filters }.apply();
        });
    div("inp").with(control)
}

fn account_field(accounts: &[Account], filters: Memo<Filters>) -> El {
    let every = el("option").attr("value", "").text(EVERY_ACCOUNT);
    let choice = accounts
        .iter()
        .map(|a| (a.id.to_string(), a.name.to_string()))
        .collect();
    let control = options(el("select").label(FILTER_ACCOUNT).with(every), choice)
        .prop("value", move || filters.with(|f| f.account.clone()).into())
        .on("change", move |event| {
            let account = typed(&event);
            let filters = filters.get_untracked();
            Filters { account, ..filters }.apply();
        });
    div("inp").with(control)
}
