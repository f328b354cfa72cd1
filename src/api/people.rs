//! Who has access, their sessions, the keys of jobs, the log.

use super::{Answer, delete, exchange, get, send};
use crate::task::Later;
use contract::access::{
    AcceptInvitation, ChangePassword, CreatedInvitation, Invitation, InvitationForYou,
    NewInvitation, PersonChange, ReadInvitation, Session,
};
use contract::audit::AuditPage;
use contract::ids::{InvitationId, JobKeyId, PersonId, SessionId};
use contract::people::{Administrator, Person};
use contract::tokens::{CreatedJobKey, JobKey, NewJobKey};
use gloo_net::http::Method;

/// Who has access.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn people() -> Later<Answer<Vec<Person>>> {
    get("/people?limit=1000")
}

/// The administrators, by name: whom to ask.
///
/// # Errors
/// Only when the backend cannot read them.
pub fn administrators() -> Later<Answer<Vec<Administrator>>> {
    get("/administrators")
}

/// Changes what a person may do, or whether they may come in.
///
/// # Errors
/// `last_admin` among others.
pub fn change_person(id: &PersonId, change: &PersonChange) -> Later<Answer<Person>> {
    send(Method::PATCH, &["/people/", id.as_str()].concat(), change)
}

/// Ends all sessions of a person.
///
/// # Errors
/// `not_found` among others.
pub fn end_sessions_of(id: &PersonId) -> Later<Answer<()>> {
    delete(&["/people/", id.as_str(), "/sessions"].concat())
}

/// The invitations that are open.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn invitations() -> Later<Answer<Vec<Invitation>>> {
    get("/invitations?limit=1000")
}

/// Invites somebody. The link is in this answer only.
///
/// # Errors
/// Wrong fields, or `already_exists`.
pub fn invite(invitation: &NewInvitation) -> Later<Answer<CreatedInvitation>> {
    send(Method::POST, "/invitations", invitation)
}

/// Withdraws an invitation.
///
/// # Errors
/// `not_found` among others.
pub fn revoke(id: &InvitationId) -> Later<Answer<()>> {
    delete(&["/invitations/", id.as_str()].concat())
}

/// What an invitation is about.
///
/// # Errors
/// `invitation_over`.
pub fn read_invitation(token: &ReadInvitation) -> Later<Answer<InvitationForYou>> {
    send(Method::POST, "/invitations/read", token)
}

/// Accepts an invitation, which also signs in.
///
/// # Errors
/// Wrong fields, or `invitation_over`.
pub fn accept_invitation(accept: &AcceptInvitation) -> Later<Answer<Person>> {
    send(Method::POST, "/invitations/accept", accept)
}

/// Where the person is signed in.
///
/// # Errors
/// Only when the backend is away.
pub fn sessions() -> Later<Answer<Vec<Session>>> {
    get("/sessions")
}

/// Ends one of one's own sessions.
///
/// # Errors
/// `not_found` among others.
pub fn end_session(id: &SessionId) -> Later<Answer<()>> {
    delete(&["/sessions/", id.as_str()].concat())
}

/// Ends one's own sessions everywhere but here.
///
/// # Errors
/// Only when the backend is away.
pub fn end_other_sessions() -> Later<Answer<()>> {
    delete("/sessions")
}

/// Replaces one's own password.
///
/// # Errors
/// `password_wrong`, or why the new one is none.
pub fn change_password(change: &ChangePassword) -> Later<Answer<()>> {
    let answer = exchange(
        Method::POST,
        "/session/password",
        serde_json::to_string(change).ok(),
    );
    Box::pin(async move { answer.await.map(|_| ()) })
}

/// The keys with which jobs ask for tokens.
///
/// # Errors
/// `forbidden` for helpdesk.
pub fn job_keys() -> Later<Answer<Vec<JobKey>>> {
    get("/job-keys?limit=1000")
}

/// Makes a key for jobs. The key itself is in this answer only.
///
/// # Errors
/// Wrong fields.
pub fn add_job_key(key: &NewJobKey) -> Later<Answer<CreatedJobKey>> {
    send(Method::POST, "/job-keys", key)
}

/// Removes a key for jobs, which counts at once.
///
/// # Errors
/// `not_found` among others.
pub fn remove_job_key(id: &JobKeyId) -> Later<Answer<()>> {
    delete(&["/job-keys/", id.as_str()].concat())
}

/// A page of the audit. `query` is what stands behind the `?`.
///
/// # Errors
/// `malformed` among others.
pub fn audit(query: &str) -> Later<Answer<AuditPage>> {
    get(&["/audit?", query].concat())
}
