//! The pages: one file per address. A page never imports a page; what two of
//! them share is in `ui`.

mod account;
mod accounts;
mod asked;
mod check;
mod consent_return;
mod first_run;
mod job;
mod jobs;
mod join;
mod log;
mod mailbox;
mod mailbox_add;
mod mailboxes;
mod people;
mod secret_calendar;
mod settings;
mod setup_consent;
mod setup_details;
mod setup_mailboxes;
mod setup_test_mail;
mod shortcuts;
mod sign_in;

pub use account::account;
pub use accounts::accounts;
pub use asked::asked;
pub use check::check;
pub use consent_return::consent_return;
pub use first_run::first_run;
pub use job::job;
pub use jobs::jobs;
pub use join::join;
pub use log::log;
pub use mailbox::mailbox;
pub use mailbox_add::mailbox_add;
pub use mailboxes::mailboxes;
pub use people::people;
pub use secret_calendar::secret_calendar;
pub use settings::settings;
pub use setup_consent::setup_consent;
pub use setup_details::setup_details;
pub use setup_mailboxes::setup_mailboxes;
pub use setup_test_mail::setup_test_mail;
pub use shortcuts::shortcuts;
pub use sign_in::{confirm_password, sign_in, sign_in_again};
