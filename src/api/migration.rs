//! Exchange accounts on their way to Graph: rehearsals and waves.

use super::{Answer, exchange, get, send, typed};
use crate::task::Later;
use contract::ids::WaveId;
use contract::migration::{
    ChosenAccounts, FitChange, HandedOver, Migration, NewRehearsal, Rehearsal, Waiting,
};
use contract::waves::{NewWave, Wave, WaveItem};
use gloo_net::http::Method;
use serde::Serialize;

/// Exchange accounts in one answer.
const PAGE: usize = 1000;

/// The migration at a glance, and every Exchange account by address.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn migration() -> Later<Answer<(Migration, Vec<Waiting>)>> {
    Box::pin(async {
        let glance: Migration = get("/migration").await?;
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

/// Hands over what somebody wrote down: JSON, or else CSV. A try changes nothing.
///
/// # Errors
/// `too_large` and `malformed` among others.
pub fn hand_over(text: &str, dry_run: bool) -> Later<Answer<HandedOver>> {
    #[derive(Serialize)]
    struct Csv<'a> {
        csv: &'a str,
    }
    let body = if text.trim_start().starts_with('[') {
        Some(["{\"accounts\":", text, "}"].concat())
    } else if text.trim_start().starts_with('{') {
        Some(text.to_owned())
    } else {
        serde_json::to_string(&Csv { csv: text }).ok()
    };
    let path = if dry_run {
        "/exchange-accounts?dry_run=true"
    } else {
        "/exchange-accounts"
    };
    typed(exchange(Method::POST, path, body))
}

/// Says by hand which account serves Exchange accounts, or where they lie.
///
/// # Errors
/// `already_switched` among others.
pub fn choose_fit(change: &FitChange) -> Later<Answer<()>> {
    told(Method::PATCH, "/exchange-accounts", change)
}

/// Forgets Exchange accounts.
///
/// # Errors
/// `wave_running` among others.
pub fn forget(chosen: &ChosenAccounts) -> Later<Answer<()>> {
    told(Method::POST, "/exchange-accounts/forget", chosen)
}

/// Rolls single accounts back.
///
/// # Errors
/// `nothing_switched` and `roll_back_over` among others.
pub fn roll_accounts_back(chosen: &ChosenAccounts) -> Later<Answer<()>> {
    told(Method::POST, "/exchange-accounts/roll-back", chosen)
}

/// Starts a rehearsal.
///
/// # Errors
/// `nothing_to_rehearse` among others.
pub fn rehearse(new: &NewRehearsal) -> Later<Answer<Rehearsal>> {
    send(Method::POST, "/exchange-accounts/rehearsals", new)
}

/// Starts a wave.
///
/// # Errors
/// `not_ready` and `wave_running` among others.
pub fn start_wave(new: &NewWave) -> Later<Answer<Wave>> {
    send(Method::POST, "/waves", new)
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
/// `wave_not_running`, or why there is no way back.
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

/// Asks for something whose answer tells nothing new.
fn told(method: Method, path: &str, body: &impl Serialize) -> Later<Answer<()>> {
    let answer = exchange(method, path, serde_json::to_string(body).ok());
    Box::pin(async move { answer.await.map(|_| ()) })
}
