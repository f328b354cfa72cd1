//! Connecting a Graph account, step 2: consent at Microsoft.

use crate::api::{self, Answer};
use crate::consent::{self, For, Trip};
use crate::load::{Doing, Load, about};
use crate::route::query;
use crate::session::use_session;
use crate::task::Later;
use crate::text::*;
use crate::ui::{
    El, arrive, button, copy_button, div, el, gone, help, help_line, icon, link, maybe, memo, note,
    of, only, part, remedy, scope_table, spinner, step_path, titled, wizard, working_button,
};
use crate::when;
use contract::accounts::Account;
use contract::catalogue::Cause;
use contract::consents::{Consent, ConsentState};
use contract::events::ChangeKind;
use contract::ids::AccountId;
use contract::time::Timestamp;
use leptos::prelude::*;
use web_sys::Node;

/// After this long without an answer the errors that never come back are
/// brought to the front.
const WORRY_MS: i64 = 60_000;

/// Where the trip of this tab stands, and since when.
type Standing = Option<(ConsentState, Timestamp, Option<Cause>)>;

/// The page of the second step.
#[must_use]
pub fn setup_consent(key: &str) -> Node {
    let Ok(id) = AccountId::parse(key) else {
        return gone();
    };
    let ask = id.clone();
    let load: Load<Account> = Load::new(
        move || api::account(&ask),
        about(ChangeKind::Account, id.as_str()),
    );
    let name = live(move || load.map(|a| a.name.to_string()).unwrap_or_default());
    arrive(STEP_2, Some((name, &step_path(&id, 0))));
    let trip = RwSignal::new(consent::latest(Some(&id)));
    let watched: Load<Option<Consent>> = Load::new(
        move || watch(trip.get()),
        |change| change.kind == ChangeKind::Consent,
    );
    let standing = Memo::new(move |_| {
        watched.with(|c| {
            c.and_then(Option::as_ref)
                .map(|c| (c.state, c.started_at, c.cause))
        })
    });
    let going = Doing::new();
    load.show(move |account| page(account, trip, standing, going))
}

/// The consent of the trip that is under way in this tab, if one is.
fn watch(trip: Option<Trip>) -> Later<Answer<Option<Consent>>> {
    Box::pin(async move {
        match trip {
            None => Ok(None),
            Some(trip) => api::consent(&trip.consent).await.map(Some),
        }
    })
}

fn page(
    account: &Account,
    trip: RwSignal<Option<Trip>>,
    standing: Memo<Standing>,
    going: Doing,
) -> Node {
    let id = account.id.clone();
    let signed_in = account.sign_ins.iter().find(|s| s.ended.is_none());
    let another = untrack(|| !query("another").is_empty());
    let done = !another && signed_in.is_some_and(|s| s.missing.is_empty());
    let missing = signed_in.map(|sign_in| sign_in.missing.as_slice());
    let go = {
        let id = id.clone();
        move || {
            let what = match another {
                true => For::Another(id.clone()),
                false => For::Account(id.clone()),
            };
            going.run(Box::pin(consent::begin(what)), |()| {});
        }
    };
    let leaving = move || going.busy.get();
    let next = if done {
        div("r")
            .with(working_button("btn lg", "out", C_GO_AGAIN, leaving, go))
            .with(link("btn pri lg", "arrow", NEXT, &step_path(&id, 2)))
    } else {
        div("r")
            .with(link("btn lg", "", C_LATER, "/accounts"))
            .with(working_button("btn pri lg", "out", C_GO, leaving, go))
    };
    let foot = div("wact")
        .with(link("btn ghost", "", BACK, &step_path(&id, 0)))
        .with(next);
    let shown = account.clone();
    // What is done needs no words on how to do it.
    let (title, lead) = match done {
        true => (R_DONE, None),
        false => (C_TITLE, Some(of("p", "lead").text(C_LEAD))),
    };
    let body = [
        maybe(lead),
        part(move || progress(&shown, standing.get())),
        titled(
            C_ASKS,
            Some(C_ASKS_HINT),
            scope_table(&account.required, missing),
        )
        .into(),
        going.problem(),
        foot.into(),
    ];
    wizard(1, Some(&id), title, body, aside(&id, trip, standing))
}

/// The live list: what is proved, what is under way, what follows.
fn progress(account: &Account, standing: Standing) -> Node {
    let mut sign_ins = account.sign_ins.iter();
    let signed_in = sign_ins.find(|s| s.ended.is_none() && s.missing.is_empty());
    // A trip counts until a sign-in came of it, or of a later one.
    let trip = standing.filter(|(_, at, _)| signed_in.is_none_or(|s| s.consented_at < *at));
    let (tone, mark, title, line) = match (trip, signed_in) {
        (Some((ConsentState::Waiting, at, _)), _) => {
            let line = live(move || C_WAIT_LINE.with(&when::clock(at)));
            ("hd", spinner(), C_WAIT.into(), line)
        }
        (Some((ConsentState::Redeeming, ..)), _) => {
            ("hd", spinner(), C_REDEEMING.into(), R_BUSY_LINE.into())
        }
        (Some((ConsentState::Failed, _, Some(cause))), _) => {
            ("hd bad", icon("bad"), Words::Title(cause), remedy(cause))
        }
        (_, Some(sign_in)) => {
            let who = sign_in.username.clone();
            let title = live(move || C_DONE.with(&who));
            ("hd ok", icon("ok"), title, C_DONE_LINE.into())
        }
        _ => ("hd idle", icon("idle"), C_READY.into(), C_READY_LINE.into()),
    };
    let waiting = tone == "hd";
    let words = el("div")
        .with(el("b").text(title))
        .with(el("span").text(line));
    let head = div(tone).attr("role", "status").with(mark).with(words);
    let proved = account.secret.proved_at.is_some() && account.secret.cause.is_none();
    let expires = account.secret.expires;
    let secret = live(move || {
        let left = expires.days_since(when::today());
        SECRET_LEFT.with_two(&when::in_days(left), &when::day(expires))
    });
    let first = if proved {
        C_STEP_PROVED
    } else {
        C_STEP_UNPROVED
    };
    let trip = if waiting {
        "busy"
    } else {
        tone_of(signed_in.is_some())
    };
    let how = match signed_in {
        Some(_) => "".into(),
        None => C_STEP_SIGN_IN_LINE.into(),
    };
    let steps = of("ul", "chk")
        .label(C_STEPS)
        .with(step(tone_of(proved), first, secret))
        .with(step(trip, C_STEP_SIGN_IN, how))
        .with(step(tone_of(signed_in.is_some()), C_STEP_TOKEN, "".into()));
    div("live").with(head).with(steps).into()
}

fn tone_of(done: bool) -> &'static str {
    if done { "ok" } else { "idle" }
}

fn step(tone: &str, say: Say, line: Words) -> El {
    let mark = if tone == "busy" {
        spinner()
    } else {
        icon(tone)
    };
    of("li", if tone == "idle" { "off" } else { "" })
        .with(of("span", &["s ", tone].concat()).with(mark))
        .with(
            el("div")
                .with(el("b").text(say))
                .with(el("small").text(line)),
        )
}

/// The errors that stay at Microsoft: nobody comes back from those.
fn aside(id: &AccountId, trip: RwSignal<Option<Trip>>, standing: Memo<Standing>) -> Node {
    let session = use_session();
    let uri = live(move || session.redirect_uri());
    let making = Doing::new();
    let id = id.clone();
    let account = step_path(&id, 0);
    let make = move || {
        let made = id.clone();
        making.run(
            Box::pin(consent::prepare(For::Account(id.clone()))),
            move |_| {
                trip.set(consent::latest(Some(&made)));
            },
        );
    };
    let admin_link = part(move || match trip.get() {
        Some(trip) => copy_button(C_ADMIN_LINK, trip.admin_link.into()),
        None => button("btn sm", "", C_MAKE_ADMIN_LINK, make.clone()).into(),
    });
    let worried = memo(
        move || matches!(standing.get(), Some((ConsentState::Waiting, at, _)) if when::since(at) > WORRY_MS),
    );
    let line = |term: &str, about: Say, way_out: Node| {
        el("li").with(help_line(term, about).text(" ").with(way_out))
    };
    let lines = el("ol")
        .with(line(
            "AADSTS50011",
            C_HELP_1,
            copy_button(REDIRECT_URI, uri),
        ))
        .with(line("Need admin approval", C_HELP_2, admin_link))
        .with(line(
            "AADSTS700016",
            C_HELP_3,
            link("link", "", R_TO_ACCOUNT, &account).into(),
        ));
    help("warn", C_HELP)
        .class_if("loud", move || worried.get())
        .with(el("p").text(C_HELP_LINE))
        // Said aloud when it becomes likely that one of these has happened.
        .with(only(
            move || worried.get(),
            || of("p", "vh").attr("role", "status").text(C_HELP).into(),
        ))
        .with(lines)
        .with(making.problem())
        .with(el("hr"))
        .with(note("note", "shield", C_ADMIN_LINK_LINE))
        .into()
}
