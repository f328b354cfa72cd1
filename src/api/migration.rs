//! Exchange accounts on their way to Graph: rehearsals and waves.

use super::{Answer, exchange, get, send, typed};
use crate::task::Later;
use contract::ids::WaveId;
use contract::migration::{HandedOver, Migration, Rehearsal, Waiting};
use contract::waves::{Wave, WaveItem};
use gloo_net::http::Method;
use serde::Serialize;

/// Exchange accounts in one answer.
const PAGE: usize = 1000;

/// The migration at a glance; for helpdesk only how many accounts stand where.
///
/// # Errors
/// When the backend cannot read it.
pub fn migration_at_a_glance() -> Later<Answer<Migration>> {
    get("/migration")
}

/// The migration at a glance, and every Exchange account by address.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn migration() -> Later<Answer<(Migration, Vec<Waiting>)>> {
    Box::pin(async {
        let glance = migration_at_a_glance().await?;
        let mut all: Vec<Waiting> = Vec::new();
        // A page that is not full is the last one.
        while all.len().is_multiple_of(PAGE) && all.len() < glance.total as usize {
            let mut path = "/exchange-accounts?limit=1000".to_owned();
            if let Some(last) = all.last() {
                let address = crate::route::encode(last.account.address.as_str());
                path.push_str(&["&after=", &address].concat());
            }
            let before = all.len();
            all.extend(get::<Vec<Waiting>>(&path).await?);
            if all.len() == before {
                break;
            }
        }
        Ok((glance, all))
    })
}

/// What any of these operations is told: one form for all of them, since each of
/// its own would bring code of its own. What is not said is left out.
#[derive(Serialize, Default)]
struct Told<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    addresses: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_id: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    csv: Option<&'a str>,
}

impl Told<'_> {
    fn text(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

/// Asks for something whose answer tells nothing new.
fn ask(method: Method, path: &str, told: &Told) -> Later<Answer<()>> {
    let answer = exchange(method, path, told.text());
    Box::pin(async move { answer.await.map(|_| ()) })
}

/// Hands over what somebody wrote down: JSON, or else CSV. A try changes nothing.
///
/// # Errors
/// `too_large` and `malformed` among others.
pub fn hand_over(text: &str, dry_run: bool) -> Later<Answer<HandedOver>> {
    let body = if text.trim_start().starts_with('[') {
        Some(["{\"accounts\":", text, "}"].concat())
    } else if text.trim_start().starts_with('{') {
        Some(text.to_owned())
    } else {
        let csv = Some(text);
        Told {
            csv,
            ..Told::default()
        }
        .text()
    };
    let path = if dry_run {
        "/exchange-accounts?dry_run=true"
    } else {
        "/exchange-accounts"
    };
    typed(exchange(Method::POST, path, body))
}

/// Says by hand which account serves Exchange accounts, by its id, or where they
/// lie, by the name of a place. `None` leaves it as it is, `Some(None)` to domain
/// and server.
///
/// # Errors
/// `already_switched` among others.
pub fn choose_fit(
    addresses: &[String],
    account_id: Option<Option<&str>>,
    place: Option<Option<&str>>,
) -> Later<Answer<()>> {
    let told = Told {
        addresses: Some(addresses),
        account_id,
        place,
        ..Told::default()
    };
    ask(Method::PATCH, "/exchange-accounts", &told)
}

/// Forgets Exchange accounts, or rolls them back.
///
/// # Errors
/// `wave_running`; `nothing_switched` and `roll_back_over`.
pub fn leave(addresses: &[String], back: bool) -> Later<Answer<()>> {
    let addresses = Some(addresses);
    let told = Told {
        addresses,
        ..Told::default()
    };
    let path = if back {
        "/exchange-accounts/roll-back"
    } else {
        "/exchange-accounts/forget"
    };
    ask(Method::POST, path, &told)
}

/// Starts a rehearsal over some, or over all that can.
///
/// # Errors
/// `nothing_to_rehearse` among others.
pub fn rehearse(addresses: Option<&[String]>) -> Later<Answer<Rehearsal>> {
    let told = Told {
        addresses,
        ..Told::default()
    };
    let path = "/exchange-accounts/rehearsals";
    typed(exchange(Method::POST, path, told.text()))
}

/// Starts a wave, over some or over so many of those that are ready.
///
/// # Errors
/// `not_ready` and `wave_running` among others.
pub fn start_wave(addresses: Option<&[String]>, next: Option<u32>) -> Later<Answer<Wave>> {
    let told = Told {
        addresses,
        next,
        ..Told::default()
    };
    typed(exchange(Method::POST, "/waves", told.text()))
}

/// One wave.
///
/// # Errors
/// `not_found` among others.
pub fn wave(id: &WaveId) -> Later<Answer<Wave>> {
    get(&wave_path(id, ""))
}

/// Stops a wave, or rolls it back.
///
/// # Errors
/// Why there is no way back.
pub fn end_wave(id: &WaveId, back: bool) -> Later<Answer<Wave>> {
    let path = wave_path(id, if back { "/roll-back" } else { "/stop" });
    send(Method::POST, &path, &())
}

/// Accounts of a wave in their order. `query` is what stands behind the `?`.
///
/// # Errors
/// `not_found` among others.
pub fn wave_items(id: &WaveId, query: &str) -> Later<Answer<Vec<WaveItem>>> {
    get(&wave_path(id, &["/items?", query].concat()))
}

fn wave_path(id: &WaveId, rest: &str) -> String {
    ["/waves/", id.as_str(), rest].concat()
}
