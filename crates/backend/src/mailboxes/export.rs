//! The overview for a spreadsheet: what is filtered, in the order it is shown in.

use super::{Order, check_search};
use crate::cells::guarded;
use crate::http::{Admin, App, Failure, Parameters, Problems};
use crate::store::{MailboxFilter, StoreError};
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use contract::catalogue::Cause;
use contract::ids::{AccountId, SignInId};
use contract::languages::names::{ability_name, purpose_name, verdict_word};
use contract::languages::texts::{
    COL_STATUS, D_ACCOUNT, EXPORT_CAUSE, EXPORT_PROVED, EXPORT_SINCE, LIGHT_NEVER, LIGHT_NO,
    LIGHT_NOT_NEEDED, LIGHT_UNKNOWN, LIGHT_YES, MAILBOX_ADDRESS, NAME, PURPOSES,
};
use contract::languages::{Lang, Say};
use contract::mailboxes::{Ability, LightState, Mailbox, VerdictState};
use contract::purposes::Purpose;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Mailboxes that are read at once.
const PART: u32 = 500;

/// Its columns; behind them one for each ability.
const COLUMNS: [Say; 8] = [
    MAILBOX_ADDRESS,
    NAME,
    D_ACCOUNT,
    PURPOSES,
    COL_STATUS,
    EXPORT_CAUSE,
    EXPORT_SINCE,
    EXPORT_PROVED,
];

/// The routes of the export.
pub(super) fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

/// Which mailboxes, in which order and language.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
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
    /// In which order, as in the list.
    #[serde(default)]
    #[param(inline)]
    sort: Order,
    /// In which language its words are; otherwise English.
    lang: Option<Lang>,
}

/// Gives the mailboxes that fit as a file for a spreadsheet: semicolons, UTF-8 with
/// a mark that says so, moments as RFC 3339. Nothing secret is in it, and that it
/// was made stands in the log.
#[utoipa::path(
    get, path = "/mailboxes/export", tag = "mailboxes",
    params(Wanted),
    responses((status = 200, content((String = "text/csv"))), Problems)
)]
async fn export(
    State(app): State<App>,
    Admin(admin): Admin,
    Parameters(wanted): Parameters<Wanted>,
) -> Result<impl IntoResponse, Failure> {
    check_search(wanted.q.as_deref())?;
    let lang = wanted.lang.unwrap_or(Lang::ELSE);
    let (sort, descending) = wanted.sort.parts();
    let filter = MailboxFilter {
        account: wanted.account,
        verdict: wanted.verdict,
        cause: wanted.cause,
        purpose: wanted.purpose,
        text: wanted.q,
        sign_in: wanted.sign_in,
        ..MailboxFilter::default()
    };
    // Excel takes a file without this mark for one of another century.
    let begun = "\u{feff}".as_bytes().to_vec();
    let mut out = csv::WriterBuilder::new().delimiter(b';').from_writer(begun);
    let abilities = Ability::ALL.map(ability_name);
    let columns = COLUMNS.iter().chain(&abilities);
    // Into memory: cannot fail.
    let _ = out.write_record(columns.map(|say| say.words(lang)));
    let store = app.store();
    let (mut behind, mut lines) = (None, 0_usize);
    loop {
        let part = store.mailboxes(&filter, sort, descending, behind.as_ref(), PART);
        let part = part.await?;
        lines += part.mailboxes.len();
        for mailbox in &part.mailboxes {
            let _ = out.write_record(cells(mailbox, lang));
        }
        behind = part.next;
        if behind.is_none() {
            break;
        }
    }
    let detail = format!("{lines} mailboxes");
    store.note(&admin.actor(), "export", "", &detail).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"mailboxes.csv\"",
        ),
    ];
    let text = out
        .into_inner()
        .map_err(|_| StoreError::Corrupt("mailboxes"))?;
    Ok((headers, text))
}

fn cells(mailbox: &Mailbox, lang: Lang) -> Vec<String> {
    let verdict = &mailbox.verdict;
    let purposes = mailbox.purposes.iter().map(purpose_name);
    let purposes: Vec<&str> = purposes.map(|say| say.words(lang)).collect();
    let cause = verdict.cause.map(|cause| cause.words(lang).title);
    let proved = mailbox.last_proved().map(|at| at.to_string());
    let first = [
        guarded(mailbox.address.as_str()).into_owned(),
        guarded(mailbox.name.as_str()).into_owned(),
        guarded(mailbox.account_name.as_str()).into_owned(),
        purposes.join(", "),
        verdict_word(verdict.state).words(lang).to_owned(),
        cause.unwrap_or_default().to_owned(),
        verdict.since.to_string(),
        proved.unwrap_or_default(),
    ];
    let lights = Ability::ALL.map(|ability| light(mailbox, ability).words(lang).to_owned());
    first.into_iter().chain(lights).collect()
}

fn light(mailbox: &Mailbox, ability: Ability) -> Say {
    match mailbox.light(ability).map(|light| light.state) {
        Some(LightState::Green) => LIGHT_YES,
        Some(LightState::Red) => LIGHT_NO,
        Some(LightState::Unknown) => LIGHT_UNKNOWN,
        None if ability.needed(mailbox.purposes) => LIGHT_NEVER,
        None => LIGHT_NOT_NEEDED,
    }
}
