//! The next client secret and the one before, when they end, and the feeds that say so to a calendar program.

use super::{Answer, delete, get, send};
use crate::task::Later;
use contract::accounts::{Account, NewSecret};
use contract::calendar::{CalendarFeed, CreatedCalendarFeed, NewCalendarFeed, SecretEnd};
use contract::ids::{AccountId, CalendarFeedId};
use gloo_net::http::Method;

/// When which client secret ends, the first first.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn secret_calendar() -> Later<Answer<Vec<SecretEnd>>> {
    get("/secret-calendar")
}

/// One's own feeds.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn calendar_feeds() -> Later<Answer<Vec<CalendarFeed>>> {
    get("/calendar-feeds")
}

/// Makes a feed. Its address is in this answer only.
///
/// # Errors
/// Wrong fields.
pub fn add_calendar_feed(feed: &NewCalendarFeed) -> Later<Answer<CreatedCalendarFeed>> {
    send(Method::POST, "/calendar-feeds", feed)
}

/// Takes a feed back.
///
/// # Errors
/// `not_found` among others.
pub fn remove_calendar_feed(id: &CalendarFeedId) -> Later<Answer<()>> {
    delete(&["/calendar-feeds/", id.as_str()].concat())
}

/// Saves the next secret beside the one in use, after proving it at Microsoft.
///
/// # Errors
/// Wrong fields, or why Microsoft refuses it.
pub fn set_next_secret(id: &AccountId, secret: &NewSecret) -> Later<Answer<Account>> {
    send(Method::PUT, &secret_path(id, "next"), secret)
}

/// Puts another secret in use: `swap` the next one, `back` the one before.
///
/// # Errors
/// `no_next_secret`, `no_previous_secret`, or why Microsoft refuses it.
pub fn turn_secret(id: &AccountId, way: &str) -> Later<Answer<Account>> {
    send(Method::POST, &secret_path(id, way), &())
}

/// Forgets a secret that is not in use: `next` or `previous`.
///
/// # Errors
/// `no_next_secret` or `no_previous_secret` where somebody else was faster.
pub fn drop_secret(id: &AccountId, slot: &str) -> Later<Answer<()>> {
    delete(&secret_path(id, slot))
}

fn secret_path(id: &AccountId, rest: &str) -> String {
    ["/accounts/", id.as_str(), "/secret/", rest].concat()
}
