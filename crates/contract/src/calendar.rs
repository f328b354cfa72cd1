//! The calendar of client secrets: when which one ends, and the feed with which
//! a calendar program shows it.

use crate::ids::{AccountId, CalendarFeedId, Name};
use crate::languages::Lang;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// How many days before its end a secret asks for attention.
pub const SECRET_REMINDER_DAYS: [i64; 4] = [60, 30, 7, 1];

/// Which of an account's secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SecretSlot {
    /// In use.
    Current,
    /// Proved, and waiting to take its place.
    Next,
    /// Replaced; used where the current one is refused, until it ends.
    Previous,
}

impl SecretSlot {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Current, Self::Next, Self::Previous];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Next => "next",
            Self::Previous => "previous",
        }
    }
}

/// One end of one secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecretEnd {
    /// Of which account.
    pub account_id: AccountId,
    /// Its name.
    pub account_name: Name,
    /// Which of its secrets.
    pub slot: SecretSlot,
    /// The first three characters of the secret.
    #[cfg_attr(feature = "openapi", schema(example = "7xQ"))]
    pub hint: String,
    /// The day on which it ends.
    pub expires: Day,
    /// How many days are left; negative where it has ended.
    pub days_left: i64,
    /// How many mailboxes depend on the account.
    pub mailboxes: u32,
}

/// Makes a feed for a calendar program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCalendarFeed {
    /// What people call it.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Agenda van Mark", max_length = 80)
    )]
    pub name: String,
    /// In which language its entries are.
    pub lang: Lang,
}

/// A feed as it is listed: without its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarFeed {
    /// Its id.
    pub id: CalendarFeedId,
    /// What people call it.
    pub name: Name,
    /// In which language its entries are.
    pub lang: Lang,
    /// When it was made.
    pub created_at: Timestamp,
    /// When a program last read it.
    pub read_at: Option<Timestamp>,
}

/// A feed that was just made: the only time its address is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreatedCalendarFeed {
    /// What it is.
    pub feed: CalendarFeed,
    /// Its address. Whoever has it can read when secrets end, and nothing else.
    pub address: String,
}
