//! What crosses the wire between the panel and the backend, and the rules that
//! both ends share.
//!
//! Everything here is pure: no clock, no network, no storage. The panel checks
//! what a person typed with the very functions the backend checks it with again.

pub mod access;
pub mod accounts;
pub mod arrivals;
pub mod asked;
pub mod audit;
pub mod calendar;
pub mod catalogue;
pub mod consents;
pub mod days;
pub mod diagnoses;
pub mod events;
pub mod fields;
pub mod ids;
pub mod languages;
pub mod listed;
pub mod mailboxes;
pub mod migration;
pub mod paste;
pub mod people;
pub mod places;
pub mod problem;
pub mod purposes;
pub mod reach;
pub mod rights;
pub mod runs;
pub mod scripts;
pub mod sign_ins;
pub mod time;
pub mod tokens;
pub mod transfer;
pub mod warnings;
pub mod waves;

/// Where the API lives, below the public address.
pub const API: &str = "/api/v1";

/// Where Microsoft sends the browser back to, below the public address.
pub const REDIRECT_PATH: &str = "/microsoftgraph";

/// The header that every changing request carries. A foreign page cannot set it
/// without a CORS preflight, which the backend never grants.
pub const REQUESTED_BY: &str = "x-requested-by";

/// The value the panel gives in [`REQUESTED_BY`].
pub const PANEL: &str = "imagecapture-panel";
