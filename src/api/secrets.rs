//! When client secrets end, and the feeds that say so to a calendar program.

use super::{Answer, delete, get, send};
use crate::task::Later;
use contract::calendar::{CalendarFeed, CreatedCalendarFeed, NewCalendarFeed, SecretEnd};
use contract::ids::CalendarFeedId;
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
