//! When which client secret ends and what stops then; and the same in one's own
//! calendar.

use crate::api;
use crate::load::{Doing, Load, send_form};
use crate::text::*;
use crate::ui::{
    El, Form, TextField, announce, arrive, card, div, el, form_element, form_problem, head,
    icon_button, language_choice, line, nothing, of, pill, several, sheet, shown_once, step_path,
    submit,
};
use crate::when;
use contract::accounts::SECRET_WARNING_DAYS;
use contract::calendar::{CalendarFeed, NewCalendarFeed, SecretEnd, SecretSlot};
use contract::events::ChangeKind;
use contract::fields::{Field, FieldErrors};
use contract::ids::Name;
use leptos::prelude::*;
use web_sys::Node;

/// The page of the calendar.
#[must_use]
pub fn secret_calendar() -> Node {
    arrive(CAL_TITLE, Some((NAV_ACCOUNTS.into(), "/accounts")));
    let load: Load<Vec<SecretEnd>> = Load::new(api::secret_calendar, |change| {
        matches!(change.kind, ChangeKind::Account | ChangeKind::Mailbox)
    });
    let number = live(move || {
        let number = load.map(|all| count_of(all.len(), CAL_ONE, CAL_MANY));
        number.unwrap_or_default()
    });
    let list = load.show(|all| {
        if all.is_empty() {
            return of("p", "lead").text(CAL_NONE).into();
        }
        let columns = [CAL_ENDS, D_ACCOUNT, CAL_THEN];
        sheet(CAL_TABLE, &columns, all.iter().map(row)).into()
    });
    several([
        head(CAL_TITLE, number, [nothing()]),
        div("cols2")
            .with(div("stack").with(list))
            .with(div("stack").with(feeds())),
    ])
}

fn row(end: &SecretEnd) -> El {
    let expires = end.expires;
    let left = expires.days_since(when::today());
    let (slot, tone) = match end.slot {
        SecretSlot::Current if left < 0 => (SLOT_CURRENT, "bad"),
        SecretSlot::Current if left < SECRET_WARNING_DAYS => (SLOT_CURRENT, "warn"),
        SecretSlot::Current => (SLOT_CURRENT, "ok"),
        SecretSlot::Next => (SLOT_NEXT, "idle"),
        SecretSlot::Previous => (SLOT_PREVIOUS, "idle"),
    };
    let day = el("td")
        .with(el("b").text(live(move || when::day(expires))))
        .with(el("small").text(live(move || when::in_days(left))));
    let hint = [end.hint.as_str(), "…"].concat();
    let account = el("td")
        .with(
            el("a")
                .attr("href", &step_path(&end.account_id, 0))
                .text(end.account_name.as_str()),
        )
        .with(el("small").text(live(move || CAL_SLOT.with_two(slot.get(), &hint))));
    let then = el("td")
        .with(pill(tone, slot))
        .with(el("small").text(consequence(end, left)));
    el("tr").with(day).with(account).with(then)
}

/// What happens on that day when nobody does anything.
fn consequence(end: &SecretEnd, left: i64) -> Words {
    let number = end.mailboxes;
    let (one, many) = match (end.slot, number) {
        (SecretSlot::Next | SecretSlot::Previous, _) => return CAL_NOTHING.into(),
        (_, 0) => return CAL_NOBODY.into(),
        _ if left < 0 => (CAL_STOPPED_ONE, CAL_STOPPED),
        _ => (CAL_STOPS_ONE, CAL_STOPS),
    };
    live(move || {
        let say = if number == 1 { one } else { many };
        say.with(&count(number, MAILBOX_ONE, MAILBOX_MANY))
    })
}

/// One's own feeds, and making one.
fn feeds() -> El {
    let load: Load<Vec<CalendarFeed>> = Load::new(api::calendar_feeds, |_| false);
    let doing = Doing::new();
    let name = RwSignal::new(String::new());
    let language = RwSignal::new(untrack(lang));
    let made = RwSignal::new(None::<String>);
    let form = Form::new(move || {
        let mut errors = FieldErrors::default();
        errors.take(Field::Name, Name::parse(&name.get_untracked()));
        errors.into_inner()
    });
    let send = move || {
        if form.ready() {
            let feed = NewCalendarFeed {
                name: name.get_untracked(),
                lang: language.get_untracked(),
            };
            send_form(form, api::add_calendar_feed(&feed), move |feed| {
                form.busy.set(false);
                name.set(String::new());
                made.set(Some(feed.address));
                announce(FEED_ADDRESS.get());
                load.again();
            });
        }
    };
    let fields = form_element(send)
        .attr("autocomplete", "off")
        .with(
            TextField::new(Field::Name, NAME, name)
                .hint(FEED_NAME_HINT)
                .show(form),
        )
        .with(language_choice("f-lang", FEED_LANG, language))
        .with(form_problem(form))
        .with(div("field").with(submit("btn", FEED_MAKE, form.busy)));
    card(FEEDS)
        .with(of("p", "mut").text(FEEDS_LINE))
        .with(doing.problem())
        .with(load.show(move |all| {
            let lines = all.iter().map(|feed| feed_line(feed, load, made, doing));
            of("ul", "lines").all(lines).into()
        }))
        .with(shown_once("feed-address", FEED_ADDRESS, made))
        .with(fields)
}

fn feed_line(
    feed: &CalendarFeed,
    load: Load<Vec<CalendarFeed>>,
    made: RwSignal<Option<String>>,
    doing: Doing,
) -> El {
    let read = feed.read_at;
    let about = live(move || match read {
        Some(at) => FEED_READ.with(&when::ago(at)),
        None => FEED_UNREAD.get().to_owned(),
    });
    let (id, name) = (feed.id.clone(), feed.name.to_string());
    let remove = icon_button("cross", live(move || FEED_REMOVE.with(&name)), move || {
        doing.run(api::remove_calendar_feed(&id), move |()| {
            // The one that is shown may be the one that is gone.
            made.set(None);
            announce(FEED_REMOVED.get());
            load.again();
        });
    });
    line(feed.name.as_str(), about, remove)
}
