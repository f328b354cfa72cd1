//! The log: who did what, and when. Filters live in the address.

use crate::api::{self, Answer};
use crate::load::Load;
use crate::route::{encode, query, replace};
use crate::session::use_session;
use crate::task::Later;
use crate::text::*;
use crate::ui::{
    arrive, button, div, el, empty, head, history, link, maybe, nothing, of, several, typed,
};
use contract::audit::AuditPage;
use contract::time::Day;
use leptos::prelude::*;
use web_sys::Node;

/// The filters, as they are called in the address and at the API.
const NAMES: [&str; 4] = ["actor", "object", "action", "from"];

/// The page of the log.
#[must_use]
pub fn log() -> Node {
    arrive(NAV_LOG, None);
    let admin = use_session().is_admin();
    let filters = Memo::new(|_| NAMES.map(query));
    let pages = RwSignal::new(1_u32);
    crate::ui::watch(move || {
        filters.track();
        pages.set(1);
    });
    let load: Load<AuditPage> = Load::new(
        move || pages_of(filters.with(asked), pages.get()),
        |_| false,
    );
    let list = load.show(move |page| lines(page, pages));
    let lead = if admin { LOG_LEAD } else { LOG_LEAD_OWN };
    several([
        head(NAV_LOG, lead, [nothing()]).into(),
        fields(admin, filters),
        list,
    ])
}

/// As the API wants the filters: a day is the moment it begins.
fn asked(filters: &[String; 4]) -> String {
    let mut text = "limit=100".to_owned();
    for (name, value) in NAMES.into_iter().zip(filters) {
        let value = match (name, Day::parse(value)) {
            ("from", Some(day)) => day.start().to_string(),
            ("from", None) => String::new(),
            _ => value.clone(),
        };
        if !value.is_empty() {
            text.push_str(&["&", name, "=", &encode(&value)].concat());
        }
    }
    text
}

fn apply(filters: &[String; 4]) {
    let mut text = String::new();
    for (name, value) in NAMES.into_iter().zip(filters) {
        if !value.is_empty() {
            let sign = if text.is_empty() { "?" } else { "&" };
            text.push_str(&[sign, name, "=", &encode(value)].concat());
        }
    }
    replace(&["/log", &text].concat());
}

fn pages_of(query: String, pages: u32) -> Later<Answer<AuditPage>> {
    Box::pin(async move {
        let mut page = api::audit(&query).await?;
        for _ in 1..pages {
            let Some(cursor) = page.next.take() else {
                break;
            };
            let more = api::audit(&[&query, "&cursor=", &encode(&cursor)].concat()).await?;
            page.items.extend(more.items);
            page.next = more.next;
        }
        Ok(page)
    })
}

fn fields(admin: bool, filters: Memo<[String; 4]>) -> Node {
    let put = move |at: usize, value: String| {
        let mut now = filters.get_untracked();
        now[at] = value;
        apply(&now);
    };
    let text = move |at: usize, say: Say, kind: &str| {
        let input = el("input")
            .attr("type", kind)
            .label(say)
            .words("placeholder", say)
            .prop("value", move || filters.with(|f| f[at].clone()).into())
            .on("change", move |event| {
                put(at, typed(&event).trim().to_owned())
            });
        div("inp").with(input)
    };
    let every = el("option").attr("value", "").text(LOG_EVERYTHING);
    let kinds = LOG_KINDS.map(|(code, say)| el("option").attr("value", code).text(say));
    let kind = el("select")
        .label(LOG_KIND)
        .with(every)
        .all(kinds)
        .prop("value", move || filters.with(|f| f[2].clone()).into())
        .on("change", move |event| put(2, typed(&event)));
    div("filters four")
        .with(maybe(admin.then(|| text(0, LOG_ACTOR, "search"))))
        .with(text(1, LOG_OBJECT, "search"))
        .with(div("inp").with(kind))
        .with(text(3, LOG_FROM, "date"))
        .into()
}

fn lines(page: &AuditPage, pages: RwSignal<u32>) -> Node {
    if page.items.is_empty() {
        return empty(
            "clock",
            LOG_NONE,
            LOG_NONE_TEXT,
            link("btn", "", CLEAR_FILTERS, "/log"),
        );
    }
    let older = page.next.is_some().then(|| {
        let more = button("btn", "", LOG_OLDER, move || {
            pages.update(|pages| *pages += 1)
        });
        div("dock").with(more)
    });
    let days = of("div", "days")
        .label(LOG_TABLE)
        .attr("role", "group")
        .with(history(&page.items, true));
    several([Node::from(days), maybe(older)])
}
