//! Components that all pages share. They show and they call back; what they
//! show, they are given: nothing in here asks the backend.

mod add_mailbox;
mod announce;
mod buttons;
mod copy;
mod dialog;
mod dom;
mod field;
mod form;
mod lights;
mod meter;
mod pill;
mod place;
mod preferences;
mod problem;
mod purposes;
mod rows;
mod scopes;
mod secret;
mod states;
mod test_mail;
mod verdict;
mod wizard;

pub use add_mailbox::*;
pub use announce::*;
pub use buttons::*;
pub use copy::*;
pub use dialog::*;
pub use dom::*;
pub use field::*;
pub use form::*;
pub use lights::*;
pub use meter::*;
pub use pill::*;
pub use place::*;
pub use preferences::*;
pub use problem::*;
pub use purposes::*;
pub use rows::*;
pub use scopes::*;
pub use secret::*;
pub use states::*;
pub use test_mail::*;
pub use verdict::*;
pub use wizard::*;
