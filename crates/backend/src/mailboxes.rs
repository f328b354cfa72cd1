//! Mailboxes: the overview, adding and removing, proofs, test mail, arrivals.

mod export;

use crate::clock;
use crate::http::{Admin, App, Body, Failure, Parameters, Problems, SignedIn};
use crate::store::{Behind, Key, MailboxFilter, MailboxSort, NewMailboxRow};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD;
use contract::arrivals::{Arrivals, AskArrivals};
use contract::catalogue::Cause;
use contract::fields::{Field, Invalid};
use contract::ids::{AccountId, Address, SignInId, TestMailId};
use contract::mailboxes::{
    Mailbox, MailboxPage, NewMailbox, NewTestMail, ProofKind, StartProof, TestMail, VerdictState,
};
use contract::purposes::Purpose;
use contract::runs::{ProofResult, RunReason};
use contract::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Mailboxes on a page, where nobody says otherwise.
const PAGE: u32 = 100;

/// Mailboxes on a page at most.
const PAGE_MAX: u32 = 500;

/// Test mails that are shown of a mailbox.
const TEST_MAILS: u32 = 20;

/// Longest text to search for, in bytes.
const SEARCH_MAX: usize = 200;

/// Longest cursor that is looked at, in bytes.
const CURSOR_MAX: usize = 1000;

/// The routes of this room.
pub(crate) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(show, remove))
        .routes(routes!(prove))
        .routes(routes!(results))
        .routes(routes!(arrivals))
        .routes(routes!(test_mails, send_test_mail))
        .routes(routes!(show_test_mail))
        .merge(export::router())
}

/// Which mailboxes, and which page of them.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Of one account.
    account: Option<AccountId>,
    /// Which one sign-in carries.
    sign_in: Option<SignInId>,
    /// With one verdict.
    verdict: Option<VerdictState>,
    /// With one cause of the catalogue.
    cause: Option<Cause>,
    /// For one purpose.
    purpose: Option<Purpose>,
    /// Whose name or address holds this text.
    #[param(max_length = 200)]
    q: Option<String>,
    /// In which order; with a minus sign before it the other way round.
    #[serde(default)]
    #[param(inline)]
    sort: Order,
    /// The `next` of the page before.
    #[param(max_length = 1000)]
    after: Option<String>,
    /// How many, at most 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// The orders a list can have.
#[derive(Clone, Copy, Default, PartialEq, Deserialize, Serialize, utoipa::ToSchema)]
enum Order {
    /// The most urgent verdict first.
    #[default]
    #[serde(rename = "urgency")]
    Urgency,
    #[serde(rename = "-urgency")]
    UrgencyDown,
    /// By name, without regard to capitals.
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "-name")]
    NameDown,
    /// By address.
    #[serde(rename = "address")]
    Address,
    #[serde(rename = "-address")]
    AddressDown,
    /// Never tested first, then tested longest ago.
    #[serde(rename = "tested")]
    Tested,
    #[serde(rename = "-tested")]
    TestedDown,
}

impl Order {
    fn parts(self) -> (MailboxSort, bool) {
        match self {
            Self::Urgency => (MailboxSort::Urgency, false),
            Self::UrgencyDown => (MailboxSort::Urgency, true),
            Self::Name => (MailboxSort::Name, false),
            Self::NameDown => (MailboxSort::Name, true),
            Self::Address => (MailboxSort::Address, false),
            Self::AddressDown => (MailboxSort::Address, true),
            Self::Tested => (MailboxSort::Tested, false),
            Self::TestedDown => (MailboxSort::Tested, true),
        }
    }
}

/// Lists mailboxes, with how many there are of each verdict and cause.
#[utoipa::path(
    get, path = "/mailboxes", tag = "mailboxes",
    params(Filter),
    responses((status = 200, body = MailboxPage), Problems)
)]
async fn list(
    State(app): State<App>,
    _who: SignedIn,
    Parameters(wanted): Parameters<Filter>,
) -> Result<Json<MailboxPage>, Failure> {
    check_search(wanted.q.as_deref())?;
    let behind = match wanted.after.as_deref() {
        Some(cursor) => Some(read_cursor(cursor, wanted.sort).ok_or_else(malformed)?),
        None => None,
    };
    let filter = MailboxFilter {
        account: wanted.account,
        verdict: wanted.verdict,
        cause: wanted.cause,
        purpose: wanted.purpose,
        text: wanted.q,
        sign_in: wanted.sign_in,
        ..MailboxFilter::default()
    };
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let (sort, descending) = wanted.sort.parts();
    let store = app.store();
    let mut rows = store
        .mailboxes(&filter, sort, descending, behind.as_ref(), limit)
        .await?;
    for mailbox in &mut rows.mailboxes {
        mailbox.running = app.proofs().running(&mailbox.address);
    }
    let (counts, causes) = store.count_mailboxes(&filter).await?;
    Ok(Json(MailboxPage {
        items: rows.mailboxes,
        next: rows.next.map(|behind| cursor(wanted.sort, behind)),
        counts,
        causes,
    }))
}

fn malformed() -> Failure {
    Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed)
}

/// A text to search for is short, and PostgreSQL knows no NUL in one.
fn check_search(text: Option<&str>) -> Result<(), Failure> {
    let text = text.unwrap_or_default();
    if text.len() > SEARCH_MAX || text.contains('\0') {
        return Err(malformed());
    }
    Ok(())
}

/// A cursor names the order it belongs to: in another one it means nothing.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Cursor {
    Number(Order, i64, String),
    Text(Order, String, String),
}

fn cursor(order: Order, behind: Behind) -> String {
    let cursor = match behind.key {
        Key::Number(number) => Cursor::Number(order, number, behind.address),
        Key::Text(text) => Cursor::Text(order, text, behind.address),
    };
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&cursor).unwrap_or_default())
}

fn read_cursor(cursor: &str, order: Order) -> Option<Behind> {
    if cursor.len() > CURSOR_MAX {
        return None;
    }
    let cursor = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (of, key, address) = match serde_json::from_slice(&cursor).ok()? {
        Cursor::Number(of, number, address) => (of, Key::Number(number), address),
        Cursor::Text(of, text, address) => (of, Key::Text(text), address),
    };
    let text = match &key {
        Key::Text(text) => text.as_str(),
        Key::Number(_) => "",
    };
    // PostgreSQL knows no NUL in a text.
    let fits =
        of == order && order.parts().0.takes(&key) && ![text, &address].join("").contains('\0');
    fits.then_some(Behind { key, address })
}

/// Adds a mailbox to an account and starts its read-only check.
#[utoipa::path(
    post, path = "/mailboxes", tag = "mailboxes",
    request_body = NewMailbox,
    responses((status = 201, body = Mailbox), Problems)
)]
async fn add(
    State(app): State<App>,
    Admin(admin): Admin,
    Body(form): Body<NewMailbox>,
) -> Result<impl IntoResponse, Failure> {
    let (address, name) = form.check().map_err(Failure::fields)?;
    let account = app.store().account(&form.account_id).await?;
    let purposes = form.purposes.unwrap_or(account.purposes);
    if purposes.is_empty() || !purposes.within(account.purposes) {
        return Err(Failure::field(Field::Purposes, Invalid::NothingChosen));
    }
    let new = NewMailboxRow {
        address: &address,
        name: &name,
        account_id: &account.id,
        purposes,
        added_by: &admin.person.name,
        verdict: &crate::proofs::verdict(&[], purposes, &account, clock::now()),
        check_due: crate::proofs::first_check(),
    };
    app.store().add_mailbox(&new, &admin.actor()).await?;
    let mailbox = app.store().mailbox(&address).await?;
    app.proofs().start(mailbox, ProofKind::Check);
    Ok((StatusCode::CREATED, Json(shown(&app, &address).await?)))
}

/// Shows one mailbox with its lights.
#[utoipa::path(
    get, path = "/mailboxes/{address}", tag = "mailboxes",
    params(("address" = Address, Path)),
    responses((status = 200, body = Mailbox), Problems)
)]
async fn show(
    State(app): State<App>,
    _who: SignedIn,
    Path(address): Path<Address>,
) -> Result<Json<Mailbox>, Failure> {
    Ok(Json(shown(&app, &address).await?))
}

/// Removes a mailbox from this product. Mail in Microsoft 365 stays.
#[utoipa::path(
    delete, path = "/mailboxes/{address}", tag = "mailboxes",
    params(("address" = Address, Path)),
    responses((status = 204), Problems)
)]
async fn remove(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(address): Path<Address>,
) -> Result<StatusCode, Failure> {
    app.store().remove_mailbox(&address, &admin.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Starts a proof. Its lights follow live, and in the mailbox. A check anybody may
/// start, a full proof only administrators.
#[utoipa::path(
    post, path = "/mailboxes/{address}/proofs", tag = "mailboxes",
    params(("address" = Address, Path)),
    request_body = StartProof,
    responses((status = 202, body = Mailbox), Problems)
)]
async fn prove(
    State(app): State<App>,
    who: SignedIn,
    Path(address): Path<Address>,
    Body(form): Body<StartProof>,
) -> Result<impl IntoResponse, Failure> {
    who.may_prove(form.kind, RunReason::Asked)?;
    let mailbox = app.store().mailbox(&address).await?;
    let detail = match form.kind {
        ProofKind::Check => "check",
        ProofKind::Full => "full",
    };
    app.store()
        .note(&who.actor(), "mailbox.prove", address.as_str(), detail)
        .await?;
    if !app.proofs().start(mailbox, form.kind) {
        return Err(Failure::new(StatusCode::CONFLICT, Cause::Busy));
    }
    Ok((StatusCode::ACCEPTED, Json(shown(&app, &address).await?)))
}

/// Which raw results.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Before {
    /// Those before this moment. Missing: the newest.
    before: Option<Timestamp>,
    /// How many, at most 500.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// Lists the raw results of a mailbox, newest first. They are kept for 30 days.
#[utoipa::path(
    get, path = "/mailboxes/{address}/results", tag = "mailboxes",
    params(("address" = Address, Path), Before),
    responses((status = 200, body = Vec<ProofResult>), Problems)
)]
async fn results(
    State(app): State<App>,
    _who: SignedIn,
    Path(address): Path<Address>,
    Parameters(wanted): Parameters<Before>,
) -> Result<Json<Vec<ProofResult>>, Failure> {
    app.store().mailbox(&address).await?;
    let before = wanted.before.unwrap_or(Timestamp(i64::MAX));
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, PAGE_MAX);
    let results = app.store().results(&address, before, limit.into()).await?;
    Ok(Json(results))
}

/// Asks Microsoft what came into a mailbox: how many messages wait, and whether
/// mail of one sender arrived in the last 24 hours. Nothing of it is stored; that
/// somebody looked for a sender stands in the log.
#[utoipa::path(
    post, path = "/mailboxes/{address}/arrivals", tag = "mailboxes",
    params(("address" = Address, Path)),
    request_body = AskArrivals,
    responses((status = 200, body = Arrivals), Problems)
)]
async fn arrivals(
    State(app): State<App>,
    who: SignedIn,
    Path(address): Path<Address>,
    Body(form): Body<AskArrivals>,
) -> Result<Json<Arrivals>, Failure> {
    let sender = form.check().map_err(Failure::fields)?;
    let mailbox = app.store().mailbox(&address).await?;
    if sender.is_some() {
        // Whose mail it was about is nobody else's business.
        app.store()
            .note(&who.actor(), "mailbox.find_sender", address.as_str(), "")
            .await?;
    }
    let found = app.proofs().arrivals(&mailbox, sender.as_ref()).await?;
    Ok(Json(found))
}

/// Lists the last test mails of a mailbox, newest first.
#[utoipa::path(
    get, path = "/mailboxes/{address}/test-mails", tag = "mailboxes",
    params(("address" = Address, Path)),
    responses((status = 200, body = Vec<TestMail>), Problems)
)]
async fn test_mails(
    State(app): State<App>,
    _who: SignedIn,
    Path(address): Path<Address>,
) -> Result<Json<Vec<TestMail>>, Failure> {
    app.store().mailbox(&address).await?;
    Ok(Json(app.store().test_mails_of(&address, TEST_MAILS).await?))
}

/// Sends a test mail. To the mailbox itself it is the round trip: the mail is
/// looked for, and removed again.
#[utoipa::path(
    post, path = "/mailboxes/{address}/test-mails", tag = "mailboxes",
    params(("address" = Address, Path)),
    request_body = NewTestMail,
    responses((status = 202, body = TestMail), Problems)
)]
async fn send_test_mail(
    State(app): State<App>,
    Admin(admin): Admin,
    Path(address): Path<Address>,
    Body(form): Body<NewTestMail>,
) -> Result<impl IntoResponse, Failure> {
    let mail = form.check().map_err(Failure::fields)?;
    let mailbox = app.store().mailbox(&address).await?;
    let mail = app
        .proofs()
        .send_test_mail(mailbox, mail, &admin.actor())
        .await?;
    Ok((StatusCode::ACCEPTED, Json(mail)))
}

/// Shows where a test mail stands.
#[utoipa::path(
    get, path = "/test-mails/{id}", tag = "mailboxes",
    params(("id" = TestMailId, Path)),
    responses((status = 200, body = TestMail), Problems)
)]
async fn show_test_mail(
    State(app): State<App>,
    _who: SignedIn,
    Path(id): Path<TestMailId>,
) -> Result<Json<TestMail>, Failure> {
    Ok(Json(app.store().test_mail(&id).await?.shown))
}

async fn shown(app: &App, address: &Address) -> Result<Mailbox, Failure> {
    // In this order: where no proof runs any more, what it found is stored.
    let running = app.proofs().running(address);
    let mut mailbox = app.store().mailbox(address).await?;
    mailbox.running = running;
    Ok(mailbox)
}
