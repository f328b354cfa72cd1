//! How long a client secret still lasts.

use crate::text::{SECRET_ENDED, SECRET_LEFT};
use crate::when;
use contract::accounts::{SECRET_WARNING_DAYS, Secret};
use leptos::prelude::*;

/// A bar with words; the words alone say everything.
#[must_use]
pub fn expiry_meter(secret: &Secret) -> AnyView {
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
    let text = super::words(move || {
        let say = if left < 0 { SECRET_ENDED } else { SECRET_LEFT };
        say.with_two(&when::in_days(left), &when::day(expires))
    });
    let width = [&percent.to_string(), "%"].concat();
    view! {
        <span class="num">{text}</span>
        <span
            class="meter"
            role="meter"
            aria-valuemin="0"
            aria-valuemax=whole.to_string()
            aria-valuenow=left.max(0).to_string()
            aria-valuetext=text
            aria-label=text
        >
            <i class=tone style:width=width></i>
        </span>
    }
    .into_any()
}
