//! Connecting a Graph account, step 2: consent at Microsoft.

use crate::api::{self, Answer};
use crate::consent::{self, Trip};
use crate::load::{Doing, Load, about};
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    Wizard, arrive, button, copy_button, fix, help, icon, link, loaded, nothing, part, said,
    scope_table, spinner, step_path, words, working_button,
};
use crate::when;
use contract::accounts::Account;
use contract::consents::{Consent, ConsentState};
use contract::events::ChangeKind;
use contract::ids::AccountId;
use contract::time::Timestamp;
use leptos::prelude::*;

/// After this long without an answer the errors that never come back are
/// brought to the front.
const WORRY_MS: i64 = 60_000;

/// The page of the second step.
pub fn setup_consent(key: &str) -> AnyView {
    let Ok(id) = AccountId::parse(key) else {
        return crate::ui::gone();
    };
    let name = RwSignal::new(String::new());
    let up = ["/accounts/", id.as_str()].concat();
    arrive(said(STEP_2), Some((words(move || name.get()), up)));
    let ask = id.clone();
    let load = Load::new(
        move || Box::pin(api::account(ask.clone())),
        about(ChangeKind::Account, id.as_str()),
    );
    Effect::new(move |_| {
        load.value.with(|account| {
            if let Some(account) = account {
                name.set(account.name.as_str().to_owned());
            }
        });
    });
    let trip = RwSignal::new(consent::latest(Some(&id)));
    let watched = Load::new(
        move || Box::pin(watch(trip.get())),
        |change| change.kind == ChangeKind::Consent,
    );
    loaded(
        load.value,
        load.failure,
        Callback::new(move |()| load.again()),
        move |account| page(&account, trip, watched),
    )
}

/// The consent of the trip that is under way in this tab, if one is.
async fn watch(trip: Option<Trip>) -> Answer<Option<Consent>> {
    match trip {
        None => Ok(None),
        Some(trip) => api::consent(trip.consent).await.map(Some),
    }
}

fn page(
    account: &Account,
    trip: RwSignal<Option<Trip>>,
    watched: Load<Option<Consent>>,
) -> AnyView {
    let id = account.id.clone();
    let done = account.sign_ins.iter().any(|s| s.ended.is_none() && s.missing.is_empty());
    let state = Memo::new(move |_| {
        let consent = watched.value.get().flatten();
        consent.map(|consent| (consent.state, consent.started_at))
    });
    let going = Doing::new();
    let leaving = Signal::derive(move || going.busy.get());
    let go = {
        let id = id.clone();
        move || going.run(consent::begin(id.clone()), |()| {})
    };
    let signed_in = account.sign_ins.iter().find(|s| s.ended.is_none());
    let granted = signed_in.map(|sign_in| sign_in.missing.clone());
    let table = scope_table(&account.required, granted.as_deref());
    let account_for_list = account.clone();
    let next = if done {
        view! {
            {working_button("btn lg", "out", C_GO_AGAIN, leaving, go)}
            {link("btn pri lg", "arrow", NEXT, step_path(&id, 2))}
        }
        .into_any()
    } else {
        view! {
            {link("btn lg", "", C_LATER, "/accounts".into())}
            {working_button("btn pri lg", "out", C_GO, leaving, go)}
        }
        .into_any()
    };
    view! {
        <Wizard
            step=1
            account=Some(id.clone())
            title=said(C_TITLE)
            aside=aside(&id, trip, state)
        >
            <p class="lead">{t(C_LEAD)}</p>
            {part(move || progress(&account_for_list, state.get()))}
            <div class="field">
                <div class="lab">
                    <b>{t(C_ASKS)}</b>
                    <small>{t(C_ASKS_HINT)}</small>
                </div>
                {table}
            </div>
            {part(move || going.failure.get().map_or_else(nothing, |problem| fix(&problem)))}
            <div class="wact">
                {link("btn ghost", "", BACK, ["/accounts/", id.as_str()].concat())}
                <div class="r">{next}</div>
            </div>
        </Wizard>
    }
    .into_any()
}

/// The live list: what is proved, what is under way, what follows.
fn progress(account: &Account, state: Option<(ConsentState, Timestamp)>) -> AnyView {
    let signed_in = account.sign_ins.iter().find(|s| s.ended.is_none() && s.missing.is_empty());
    let waiting = match (&signed_in, state) {
        (None, Some((ConsentState::Waiting, at))) => Some((C_WAIT, at)),
        (None, Some((ConsentState::Redeeming, at))) => Some((C_REDEEMING, at)),
        _ => None,
    };
    let head = match (&signed_in, waiting) {
        (Some(sign_in), _) => {
            let who = sign_in.username.clone();
            let title = words(move || C_DONE.with(&who));
            head_line("ok", icon("ok"), title, said(C_DONE_LINE))
        }
        (None, Some((say, at))) => {
            let line = words(move || C_WAIT_LINE.with(&when::clock(at)));
            head_line("wait", spinner(), said(say), line)
        }
        (None, None) => head_line("idle", icon("idle"), said(C_READY), said(C_READY_LINE)),
    };
    let proved = account.secret.proved_at.is_some() && account.secret.cause.is_none();
    let expires = account.secret.expires;
    let first = if proved { C_STEP_PROVED } else { C_STEP_UNPROVED };
    let sign_in = if waiting.is_some() { "busy" } else { done_or_idle(signed_in.is_some()) };
    let lines = [
        (
            done_or_idle(proved),
            first,
            words(move || SECRET_LEFT.with_two(
                &when::in_days(expires.days_since(when::today())),
                &when::day(expires),
            )),
        ),
        (sign_in, C_STEP_SIGN_IN, said(C_STEP_SIGN_IN_LINE)),
        (
            done_or_idle(signed_in.is_some()),
            C_STEP_TOKEN,
            Signal::stored(String::new()),
        ),
    ]
    .map(|(tone, say, line)| {
        let mark = if tone == "busy" { spinner() } else { icon(tone) };
        view! {
            <li class:off=tone == "idle">
                <span class=["s ", tone].concat()>{mark}</span>
                <div>
                    <b>{t(say)}</b>
                    <small>{line}</small>
                </div>
            </li>
        }
    });
    view! {
        <div class="live">
            {head}
            <ul class="chk" aria-label=t(C_STEPS)>
                {lines.collect_view()}
            </ul>
        </div>
    }
    .into_any()
}

fn done_or_idle(done: bool) -> &'static str {
    if done { "ok" } else { "idle" }
}

fn head_line(
    tone: &'static str,
    mark: AnyView,
    title: Signal<String>,
    line: Signal<String>,
) -> AnyView {
    view! {
        <div class=["hd ", tone].concat() role="status">
            {mark}
            <div>
                <b>{title}</b>
                <span>{line}</span>
            </div>
        </div>
    }
    .into_any()
}

/// The errors that stay at Microsoft: nobody comes back from those.
fn aside(
    id: &AccountId,
    trip: RwSignal<Option<Trip>>,
    state: Memo<Option<(ConsentState, Timestamp)>>,
) -> AnyView {
    let session = use_session();
    let uri = Signal::derive(move || session.redirect_uri());
    let account_page = ["/accounts/", id.as_str()].concat();
    let making = Doing::new();
    let id = id.clone();
    let make = move || {
        let id = id.clone();
        let for_trip = id.clone();
        making.run(async move { consent::prepare(id).await }, move |_| {
            trip.set(consent::latest(Some(&for_trip)));
        });
    };
    let link_line = part(move || match trip.get() {
        Some(trip) => {
            let value = Signal::stored(trip.admin_link);
            copy_button(C_ADMIN_LINK, value)
        }
        None => button("btn sm", "", C_MAKE_ADMIN_LINK, make.clone()),
    });
    let worried = move || {
        matches!(state.get(), Some((ConsentState::Waiting, at)) if when::since(at) > WORRY_MS)
    };
    let body = view! {
        <span class="vh" role="status">
            {move || if worried() { C_HELP.get() } else { "" }}
        </span>
        {t(C_HELP_LINE)}
        <ol>
            <li>
                <span>
                    <b>"AADSTS50011"</b>
                    {t(C_HELP_1)}
                    " "
                    {copy_button(REDIRECT_URI, uri)}
                </span>
            </li>
            <li>
                <span>
                    <b lang="en">"Need admin approval"</b>
                    {t(C_HELP_2)}
                    " "
                    {link_line}
                </span>
            </li>
            <li>
                <span>
                    <b>"AADSTS700016"</b>
                    {t(C_HELP_3)}
                    " "
                    {link("link", "", R_TO_ACCOUNT, account_page)}
                </span>
            </li>
        </ol>
        <hr />
        <div class="note">{icon("shield")} <span>{t(C_ADMIN_LINK_LINE)}</span></div>
    };
    let aside = help("warn", C_HELP, body.into_any());
    view! { <div class:loud=worried>{aside}</div> }.into_any()
}
