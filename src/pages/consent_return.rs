//! Back from Microsoft: hands over what came back, and says what it came to.
//!
//! Every outcome has its own words: what happened, what to do, who does it.

use crate::api::{self, Failure};
use crate::consent::{self, Trip};
use crate::load::{Load, send_form};
use crate::post::{Adding, mailbox_or_list};
use crate::route::go;
use crate::session::use_session;
use crate::task;
use crate::text::*;
use crate::ui::{
    El, MailboxForm, arrive, button, div, fix, heading, icon, link, maybe, note, nothing, of, only,
    part, remedy, scope_table, several, spinner, step_path, technical, titled,
};
use contract::asked::{AskedState, FinishedAsked, ReadAsked};
use contract::catalogue::Cause;
use contract::consents::{Consent, ConsentState, FinishConsent};
use contract::ids::AccountId;
use contract::mailboxes::MailboxPage;
use contract::purposes::Scope;
use leptos::prelude::*;
use web_sys::Node;

/// What became of the way back.
#[derive(Clone)]
enum Outcome {
    /// It is being found out.
    Busy,
    /// There is no answer in this address.
    Nothing,
    /// The consent as the backend decided it.
    Decided(Box<Consent>),
    /// The same for whoever was asked with a link, which has this token.
    Asked(Box<FinishedAsked>, String),
    /// The administrator's consent came back without a trip of ours.
    AdminConsented,
    /// Somebody else's browser: nobody is signed in here and nothing was
    /// begun here.
    Elsewhere,
    /// Nothing was decided.
    Failed(Failure),
}

/// The page Microsoft sends the browser back to.
#[must_use]
pub fn consent_return() -> Node {
    let outcome = RwSignal::new(Outcome::Busy);
    let sent = consent::caught();
    let trip = match &sent {
        Some(sent) => consent::trip(&sent.state),
        // Reloaded: the answer is gone from the address, the trip is not.
        None => consent::latest(None),
    };
    let account = trip.as_ref().and_then(|trip| trip.account.clone());
    // Without a session the way to begin again is the link.
    let token = trip.as_ref().and_then(|trip| trip.asked.clone());
    let signed_in = untrack(|| use_session().person().is_some());
    let hand_over = move || {
        let (sent, trip) = (sent.clone(), trip.clone());
        outcome.set(Outcome::Busy);
        task::start(async move {
            let found = find_out(sent, trip, signed_in).await;
            let _ = outcome.try_set(found);
        });
    };
    hand_over();
    arrive(live(move || outcome.with(title_of).get()), None);
    let again = RwSignal::new(0_u32);
    let mut first = true;
    crate::ui::watch(move || {
        again.track();
        if !std::mem::take(&mut first) {
            hand_over();
        }
    });
    let body = part(move || {
        outcome.with(|outcome| {
            let again = move || again.update(|again| *again += 1);
            let tone = tone(outcome);
            let mark = if tone == "info" {
                spinner()
            } else {
                icon(tone)
            };
            let head = div("vh2").with(mark).with(heading(title_of(outcome)));
            let body = match (outcome, &token) {
                (Outcome::Failed(problem), Some(token)) => link_failed(problem, token, again),
                _ => body(outcome, account.as_ref(), again),
            };
            let body = div("vbody").with(body);
            of("section", &["verdict ", tone].concat())
                .with(head)
                .with(body)
                .into()
        })
    });
    div("out").with(body).into()
}

async fn find_out(sent: Option<FinishConsent>, trip: Option<Trip>, signed_in: bool) -> Outcome {
    if let Some(token) = trip.as_ref().and_then(|trip| trip.asked.clone()) {
        return find_out_asked(sent, token).await;
    }
    let Some(sent) = sent else {
        return match trip.filter(|_| signed_in) {
            Some(trip) => decided(api::consent(&trip.consent).await),
            None => Outcome::Nothing,
        };
    };
    // The link for the administrator is opened in a browser of theirs.
    if trip.is_none() && sent.admin_consent.is_some() && sent.error.is_none() {
        return Outcome::AdminConsented;
    }
    if trip.is_none() && !signed_in {
        return Outcome::Elsewhere;
    }
    decided(consent::finish(sent).await)
}

async fn find_out_asked(sent: Option<FinishConsent>, token: String) -> Outcome {
    let again = token.clone();
    let answer = match sent {
        Some(sent) => consent::finish_asked(sent, token).await,
        // Reloaded: the link still knows whether it was used.
        None => match api::read_asked(&ReadAsked { token }).await {
            Ok(_) => {
                crate::route::replace(&[contract::asked::ASKED_PATH, "#", &again].concat());
                return Outcome::Busy;
            }
            Err(problem) => Err(problem),
        },
    };
    match answer {
        Ok(finished) => Outcome::Asked(Box::new(finished), again),
        Err(failure) => Outcome::Failed(failure),
    }
}

fn decided(answer: api::Answer<Consent>) -> Outcome {
    match answer {
        Ok(consent) => Outcome::Decided(Box::new(consent)),
        Err(failure) => Outcome::Failed(failure),
    }
}

fn tone(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Busy => "info",
        Outcome::AdminConsented => "ok",
        Outcome::Nothing | Outcome::Elsewhere => "idle",
        Outcome::Failed(_) => "warn",
        Outcome::Decided(consent) => match consent.state {
            ConsentState::Completed | ConsentState::AdminConsented => "ok",
            ConsentState::Failed => "bad",
            ConsentState::Waiting | ConsentState::Redeeming => "info",
        },
        Outcome::Asked(finished, _) => match finished.state {
            AskedState::Done | AskedState::AdminConsented => "ok",
            AskedState::AtMicrosoft => "info",
            _ => "bad",
        },
    }
}

fn title_of(outcome: &Outcome) -> Words {
    match outcome {
        Outcome::Busy => R_BUSY.into(),
        Outcome::Nothing => R_NOTHING.into(),
        Outcome::AdminConsented => R_ADMIN.into(),
        Outcome::Elsewhere => R_OTHER.into(),
        Outcome::Decided(consent) => match (consent.state, consent.cause) {
            (ConsentState::Completed, _) => R_DONE.into(),
            (ConsentState::AdminConsented, _) => R_ADMIN.into(),
            (_, Some(cause)) => headline(cause),
            _ => R_BUSY.into(),
        },
        Outcome::Asked(finished, _) => match (finished.state, finished.cause) {
            (AskedState::Done, _) => A_DONE.into(),
            (AskedState::AdminConsented, _) => R_ADMIN.into(),
            (AskedState::AtMicrosoft, _) => R_BUSY.into(),
            (_, cause) => headline(cause.unwrap_or(Cause::EntraRefused)),
        },
        Outcome::Failed(problem) => headline(cause_of(problem)),
    }
}

/// Without a session the backend cannot know that one ended on the way; here
/// that is the only way to come to it.
fn cause_of(problem: &Failure) -> Cause {
    match problem.code {
        Cause::NotSignedIn => Cause::ConsentSessionEnded,
        cause => cause,
    }
}

fn body(outcome: &Outcome, account: Option<&AccountId>, again: impl FnMut() + 'static) -> Node {
    let start_again = account.map_or_else(|| "/accounts".to_owned(), |id| step_path(id, 1));
    let next = |look, say, href: &str| div("wact").with(link(look, "", say, href));
    match outcome {
        Outcome::Busy => of("p", "lead row")
            .attr("role", "status")
            .text(R_BUSY_LINE)
            .into(),
        Outcome::Nothing => several([
            of("p", "lead").text(R_NOTHING_LINE),
            next("btn pri", R_TO_ACCOUNTS, "/accounts"),
        ]),
        Outcome::Elsewhere => of("p", "lead").text(R_OTHER_LINE).into(),
        Outcome::AdminConsented => of("p", "lead").text(R_ADMIN_ELSEWHERE).into(),
        Outcome::Decided(consent) => consent_body(consent),
        Outcome::Asked(finished, token) => asked_body(finished, token),
        Outcome::Failed(problem) => failed(problem, start_again, again),
    }
}

fn failed(problem: &Failure, start_again: String, again: impl FnMut() + 'static) -> Node {
    let cause = cause_of(problem);
    let ended = cause == Cause::ConsentSessionEnded;
    let shown = if ended {
        what_to_do(cause)
    } else {
        fix(problem)
    };
    // Microsoft's answer is still in hand when we only could not pass it on.
    let retry =
        (problem.status == 0 || problem.status >= 500).then(|| button("btn", "", RETRY, again));
    let next = if ended { R_SIGN_IN } else { R_START_AGAIN };
    let start = button("btn pri", "", next, move || {
        api::signed_out().set(false);
        let _ = window().location().assign(&start_again);
    });
    several([
        shown,
        unharmed().into(),
        div("wact").with(maybe(retry)).with(start).into(),
    ])
}

/// What to do, and who does it; what happened stands above.
fn what_to_do(cause: Cause) -> Node {
    several([
        of("p", "say").text(remedy(cause)),
        of("p", "mut")
            .text(WHO)
            .text(": ")
            .text(owner_words(cause.owner())),
    ])
}

fn unharmed() -> El {
    note("hint", "shield", R_UNHARMED)
}

fn consent_body(consent: &Consent) -> Node {
    let account = &consent.account_id;
    let again = step_path(account, 1);
    let to_account = link("btn ghost", "", R_TO_ACCOUNT, &step_path(account, 0));
    let repeated = maybe(consent.repeated.then(|| note("hint", "info", R_REPEATED)));
    match consent.state {
        ConsentState::Completed => {
            let who = consent.signed_in_as.clone().unwrap_or_default();
            let next = link(
                "btn pri lg",
                "arrow",
                R_TO_MAILBOXES,
                &step_path(account, 2),
            );
            several([
                of("p", "lead")
                    .text(live(move || R_DONE_LINE.with(&who)))
                    .into(),
                repeated,
                first_mailbox(account),
                div("wact")
                    .with(to_account)
                    .with(div("r").with(next))
                    .into(),
            ])
        }
        ConsentState::AdminConsented => several([
            of("p", "lead").text(R_ADMIN_LINE).into(),
            repeated,
            div("wact")
                .with(link("btn pri lg", "", CONSENT_GO, &again))
                .into(),
        ]),
        ConsentState::Waiting | ConsentState::Redeeming => of("p", "lead").text(R_BUSY_LINE).into(),
        ConsentState::Failed => several([
            what_to_do(consent.cause.unwrap_or(Cause::EntraRefused)),
            particulars(consent),
            repeated,
            unharmed().into(),
            technical(consent.microsoft.as_ref(), None),
            div("wact")
                .with(to_account)
                .with(div("r").with(link("btn pri", "", R_START_AGAIN, &again)))
                .into(),
        ]),
    }
}

/// An account without mailboxes goes on here: with its first one.
fn first_mailbox(account: &AccountId) -> Node {
    let asked = ["account=", account.as_str(), "&limit=1"].concat();
    let load: Load<MailboxPage> = Load::new(move || api::mailboxes(&asked), |_| false);
    let account = account.clone();
    only(
        move || load.with(|page| page.is_some_and(|page| page.items.is_empty())),
        move || {
            let account_id = RwSignal::new(account.to_string());
            let mailbox = MailboxForm::new(account_id);
            let adding = Adding::new(account_id);
            let next = step_path(&account, 2);
            let follow = next.clone();
            let add = move || {
                if let Some(new) = mailbox.value()
                    && mailbox.form.ready()
                {
                    let next = next.clone();
                    send_form(mailbox.form, api::add_mailbox(&new), move |_| go(&next));
                }
            };
            let listed = move || {
                adding.settle();
                if !untrack(|| adding.is_open()) {
                    go(&follow);
                }
            };
            mailbox_or_list(mailbox, adding, None, nothing, add, listed)
        },
    )
}

/// For whoever was asked: thanks, or back to the link.
fn asked_body(finished: &FinishedAsked, token: &str) -> Node {
    match finished.state {
        AskedState::Done => of("p", "lead").text(A_DONE_PLAIN).into(),
        AskedState::AtMicrosoft => of("p", "lead").text(R_BUSY_LINE).into(),
        AskedState::AdminConsented => several([
            of("p", "lead").text(A_ADMIN_LINE),
            div("wact").with(to_link(token, CONSENT_GO)),
        ]),
        _ => several([
            what_to_do(finished.cause.unwrap_or(Cause::EntraRefused)),
            found_missing(finished.signed_in_as.as_deref(), &finished.missing),
            note("hint", "shield", A_STILL).into(),
            div("wact").with(to_link(token, R_START_AGAIN)).into(),
        ]),
    }
}

/// Nothing was decided for whoever was asked: the link is over, or begins anew.
fn link_failed(problem: &Failure, token: &str, again: impl FnMut() + 'static) -> Node {
    let way = match problem.status {
        404 if problem.code != Cause::ConsentUnknown => None,
        0 | 500.. => Some(button("btn pri", "", RETRY, again)),
        _ => Some(to_link(token, R_START_AGAIN)),
    };
    let way = way.map(|way| div("wact").with(way));
    several([what_to_do(cause_of(problem)), maybe(way)])
}

fn to_link(token: &str, say: Say) -> El {
    let link = [contract::asked::ASKED_PATH, "#", token].concat();
    button("btn pri lg", "", say, move || go(&link))
}

/// What is known of a failed consent beside its cause.
fn particulars(consent: &Consent) -> Node {
    let tenants = consent
        .other_tenant
        .as_ref()
        .map(|other| told(R_TENANTS, other, consent.account_name.as_str()));
    several([
        maybe(tenants),
        found_missing(consent.signed_in_as.as_deref(), &consent.missing),
    ])
}

fn told(say: Say, first: &str, second: &str) -> El {
    let (first, second) = (first.to_owned(), second.to_owned());
    note("hint", "info", live(move || say.with_two(&first, &second)))
}

/// Who signed in, and what was not granted, as far as known.
fn found_missing(who: Option<&str>, missing: &[Scope]) -> Node {
    let who = who.map(|who| told(R_SIGNED_IN_AS, who, ""));
    let missing =
        (!missing.is_empty()).then(|| titled(R_MISSING, None, scope_table(missing, Some(missing))));
    several([maybe(who), maybe(missing)])
}
