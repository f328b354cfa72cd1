//! Back from Microsoft: hands over what came back, and says what it came to.
//!
//! Every outcome has its own words: what happened, what to do, who does it.

use crate::api::{self, Failure};
use crate::consent::{self, Trip};
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    arrive, button, cause_box, fix, heading, icon, link, nothing, part, said, spinner, step_path,
    technical, title, words,
};
use contract::catalogue::Cause;
use contract::consents::{Consent, ConsentState, FinishConsent};
use contract::purposes::Scope;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What became of the way back.
#[derive(Clone)]
enum Outcome {
    /// It is being found out.
    Busy,
    /// There is no answer in this address.
    Nothing,
    /// The consent as the backend decided it.
    Decided(Box<Consent>),
    /// The administrator's consent came back without a trip of ours.
    AdminConsented,
    /// Somebody else's browser: nobody is signed in here and nothing was
    /// begun here.
    Elsewhere,
    /// Nothing was decided.
    Failed(Failure),
}

/// The page Microsoft sends the browser back to.
#[component]
pub fn ConsentReturn() -> impl IntoView {
    let outcome = RwSignal::new(Outcome::Busy);
    let sent = consent::caught();
    let trip = match &sent {
        Some(sent) => consent::trip(&sent.state),
        // Reloaded: the answer is gone from the address, the trip is not.
        None => consent::latest(None),
    };
    let signed_in = use_session().person().is_some();
    let hand_over = {
        let trip = trip.clone();
        move || {
            let (sent, trip) = (sent.clone(), trip.clone());
            outcome.set(Outcome::Busy);
            spawn_local(async move {
                outcome.set(find_out(sent, trip, signed_in).await);
            });
        }
    };
    hand_over();
    arrive(words(move || outcome.with(|outcome| headline(outcome).get().to_owned())), None);
    let again = Callback::new(move |()| hand_over());
    let trip = StoredValue::new(trip);
    view! {
        <div class="out">
            {part(move || {
                let outcome = outcome.get();
                let head = heading(said(headline(&outcome)));
                view! {
                    {head}
                    {body(outcome, trip.get_value(), again)}
                }
                    .into_any()
            })}
        </div>
    }
}

async fn find_out(sent: Option<FinishConsent>, trip: Option<Trip>, signed_in: bool) -> Outcome {
    let Some(sent) = sent else {
        let Some(trip) = trip.filter(|_| signed_in) else {
            return Outcome::Nothing;
        };
        return decided(api::consent(trip.consent).await);
    };
    if sent.state.is_empty() && sent.admin_consent.is_some() && sent.error.is_none() {
        return Outcome::AdminConsented;
    }
    if trip.is_none() && !signed_in {
        return Outcome::Elsewhere;
    }
    decided(consent::finish(sent).await)
}

fn decided(answer: api::Answer<Consent>) -> Outcome {
    match answer {
        Ok(consent) => Outcome::Decided(Box::new(consent)),
        Err(failure) => Outcome::Failed(failure),
    }
}

fn headline(outcome: &Outcome) -> Say {
    match outcome {
        Outcome::Busy => R_BUSY,
        Outcome::Nothing => R_NOTHING,
        Outcome::AdminConsented => R_ADMIN,
        Outcome::Elsewhere => R_OTHER,
        Outcome::Decided(consent) => match (consent.state, consent.cause) {
            (ConsentState::Completed, _) => R_DONE,
            (ConsentState::AdminConsented, _) => R_ADMIN,
            (_, Some(cause)) => title(cause),
            _ => R_BUSY,
        },
        Outcome::Failed(problem) => title(outcome_cause(problem)),
    }
}

/// Without a session the backend cannot know that one ended on the way; here
/// that is the only way to come to it.
fn outcome_cause(problem: &Failure) -> Cause {
    match problem.code {
        Cause::NotSignedIn => Cause::ConsentSessionEnded,
        cause => cause,
    }
}

fn body(outcome: Outcome, trip: Option<Trip>, again: Callback<()>) -> AnyView {
    let account = trip.map(|trip| trip.account);
    let start_again = account.as_ref().map_or_else(
        || "/accounts".to_owned(),
        |account| step_path(account, 1),
    );
    match outcome {
        Outcome::Busy => view! {
            <p class="lead row" role="status">
                {spinner()}
                {t(R_BUSY_LINE)}
            </p>
        }
        .into_any(),
        Outcome::Nothing => view! {
            <p class="lead">{t(R_NOTHING_LINE)}</p>
            <div class="wact">{link("btn pri", "", R_TO_ACCOUNTS, "/accounts".into())}</div>
        }
        .into_any(),
        Outcome::Elsewhere => view! { <p class="lead">{t(R_OTHER_LINE)}</p> }.into_any(),
        Outcome::AdminConsented => view! {
            <p class="lead">{t(R_ADMIN_LINE)}</p>
            <div class="wact">{link("btn pri lg", "", CONSENT_GO, start_again)}</div>
        }
        .into_any(),
        Outcome::Decided(consent) => consent_body(&consent),
        Outcome::Failed(problem) => {
            let cause = outcome_cause(&problem);
            let ended = cause == Cause::ConsentSessionEnded;
            // The answer of Microsoft is still in hand when we only could not
            // pass it on.
            let retry = (problem.status == 0 || problem.status >= 500)
                .then(|| button("btn", "", RETRY, move || again.run(())));
            let on_press = move || {
                api::signed_out().set(false);
                let _ = window().location().assign(&start_again);
            };
            let next = if ended { R_SIGN_IN } else { R_START_AGAIN };
            view! {
                {if ended { cause_box("fix warn", cause, None) } else { fix(&problem) }}
                <p class="hint">{icon("shield")} <span>{t(R_UNHARMED)}</span></p>
                <div class="wact">
                    {retry}
                    {button("btn pri", "", next, on_press)}
                </div>
            }
            .into_any()
        }
    }
}

fn consent_body(consent: &Consent) -> AnyView {
    let account = consent.account_id.clone();
    let page = ["/accounts/", account.as_str()].concat();
    let repeated = consent.repeated.then(|| {
        view! { <p class="hint">{icon("info")} <span>{t(R_REPEATED)}</span></p> }
    });
    match consent.state {
        ConsentState::Completed => {
            let who = consent.signed_in_as.clone().unwrap_or_default();
            view! {
                <p class="lead">{words(move || R_DONE_LINE.with(&who))}</p>
                {repeated}
                <div class="wact">
                    {link("btn ghost", "", R_TO_ACCOUNT, page)}
                    <div class="r">
                        {link("btn pri lg", "arrow", R_TO_MAILBOXES, step_path(&account, 2))}
                    </div>
                </div>
            }
            .into_any()
        }
        ConsentState::AdminConsented => view! {
            <p class="lead">{t(R_ADMIN_LINE)}</p>
            {repeated}
            <div class="wact">{link("btn pri lg", "", CONSENT_GO, step_path(&account, 1))}</div>
        }
        .into_any(),
        _ => {
            let cause = consent.cause.unwrap_or(Cause::EntraRefused);
            let tenants = consent.other_tenant.clone().map(|other| tenants(consent, other));
            let signed_in = consent.signed_in_as.clone();
            view! {
                {cause_box("fix", cause, None)}
                {tenants}
                {signed_in
                    .map(|who| {
                        view! { <p class="hint">{words(move || R_SIGNED_IN_AS.with(&who))}</p> }
                    })}
                {missing(&consent.missing)}
                {repeated}
                <p class="hint">{icon("shield")} <span>{t(R_UNHARMED)}</span></p>
                {technical(consent.microsoft.clone(), None)}
                <div class="wact">
                    {link("btn ghost", "", R_TO_ACCOUNT, page)}
                    <div class="r">
                        {link("btn pri", "", R_START_AGAIN, step_path(&account, 1))}
                    </div>
                </div>
            }
            .into_any()
        }
    }
}

fn tenants(consent: &Consent, other: String) -> AnyView {
    let ours = consent.account_name.as_str().to_owned();
    view! {
        <p class="hint">
            {icon("info")} <span>{words(move || R_TENANTS.with_two(&other, &ours))}</span>
        </p>
    }
    .into_any()
}

fn missing(scopes: &[Scope]) -> AnyView {
    if scopes.is_empty() {
        return nothing();
    }
    view! {
        <div class="field">
            <div class="lab">
                <b>{t(R_MISSING)}</b>
            </div>
            {crate::ui::scope_table(scopes, Some(scopes))}
        </div>
    }
    .into_any()
}
