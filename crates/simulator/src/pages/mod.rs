//! Pages for people that are no part of a sign-in: the overview and the
//! mailboxes.

mod home;
pub(crate) mod layout;
mod mailbox;
mod trainer;
mod writing;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{StatusCode, header};

use crate::base::language::Language;
use crate::directory::mailbox::MailboxKind;
use crate::world::Shared;

/// Below these lies what is no part of what is recorded.
pub(crate) const ASIDE: [&str; 2] = ["/stand-in", "/trainer"];

/// Everything a person may look at.
pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(home::home))
        .merge(trainer::router())
        .route("/mail/{address}", get(mailbox::mailbox))
        .route("/mail/{address}/new", get(writing::new).post(writing::send))
        .route(
            "/mail/{address}/{message}",
            get(mailbox::message).post(writing::act),
        )
        .route("/mail/{address}/{message}/reply", get(writing::reply))
        .route(
            "/mail/{address}/{message}/attachments/{attachment}",
            get(mailbox::attachment),
        )
        .route("/mail/{address}/{message}/body", get(mailbox::body))
        .route(layout::STYLE_PATH, get(layout::style))
        .route("/stand-in/ca.pem", get(authority))
}

/// `GET /stand-in/ca.pem`: what a client of the HTTPS address has to trust.
async fn authority(State(world): State<Shared>) -> Response {
    match world.authority.get() {
        Some(pem) => {
            let kind = [(header::CONTENT_TYPE, "application/x-pem-file")];
            (kind, pem.clone()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What a mailbox is, where it is not simply somebody's.
fn kind(l: Language, kind: MailboxKind) -> &'static str {
    match kind {
        MailboxKind::User => "",
        MailboxKind::Shared => l.pick("gedeeld", "shared"),
        MailboxKind::Group => l.pick("groep", "group"),
        MailboxKind::Unlicensed => l.pick("geen licentie", "unlicensed"),
        MailboxKind::OnPremises => l.pick("lokale Exchange", "on-premises"),
    }
}
