//! How long a client secret still lasts.

use super::{of, several};
use crate::text::{SECRET_ENDED, SECRET_LEFT, Speak, live};
use crate::when;
use contract::accounts::{SECRET_WARNING_DAYS, Secret};
use web_sys::Node;

/// A bar with words; the words alone say everything.
#[must_use]
pub fn expiry_meter(secret: &Secret) -> Node {
    let (expires, set_at) = (secret.expires, secret.set_at.day());
    let left = expires.days_since(when::today());
    let whole = expires.days_since(set_at).max(1);
    let tone = if left < 0 || secret.cause.is_some() {
        "bad"
    } else if left < SECRET_WARNING_DAYS {
        "warn"
    } else {
        "ok"
    };
    let percent = (left.clamp(0, whole) * 100 / whole).max(2);
    let words = live(move || {
        let say = if left < 0 { SECRET_ENDED } else { SECRET_LEFT };
        say.with_two(&when::in_days(left), &when::day(expires))
    });
    let bar = of("i", tone).style("width", &[&percent.to_string(), "%"].concat());
    several([
        of("span", "num").text(words.clone()),
        of("span", "meter")
            .attr("role", "meter")
            .attr("aria-valuemin", "0")
            .attr("aria-valuemax", &whole.to_string())
            .attr("aria-valuenow", &left.clamp(0, whole).to_string())
            .words("aria-valuetext", words.clone())
            .label(words)
            .with(bar),
    ])
}
