//! Runs: one proof over many mailboxes; and whether Microsoft answers them.

use super::{Answer, get, send};
use crate::task::Later;
use contract::ids::RunId;
use contract::reach::Reach;
use contract::runs::{NewRun, ProofRun, RunItem};
use gloo_net::http::Method;

/// The runs of the last 30 days, newest first.
///
/// # Errors
/// When the backend cannot read them.
pub fn runs() -> Later<Answer<Vec<ProofRun>>> {
    get("/runs?limit=100")
}

/// The newest run that goes on, if any does.
///
/// # Errors
/// When the backend cannot read them.
pub fn running() -> Later<Answer<Vec<ProofRun>>> {
    get("/runs?state=running&limit=1")
}

/// Starts a run.
///
/// # Errors
/// `forbidden` for a full proof by helpdesk; `invalid` where it is over nothing.
pub fn start_run(run: &NewRun) -> Later<Answer<ProofRun>> {
    send(Method::POST, "/runs", run)
}

/// One run.
///
/// # Errors
/// `not_found` among others.
pub fn run(id: &RunId) -> Later<Answer<ProofRun>> {
    get(&run_path(id, ""))
}

/// Stops a run, or lets it go on.
///
/// # Errors
/// `run_not_stopped` where somebody else was faster in letting it go on.
pub fn turn_run(id: &RunId, goes_on: bool) -> Later<Answer<ProofRun>> {
    let path = run_path(id, if goes_on { "/resume" } else { "/stop" });
    send(Method::POST, &path, &())
}

/// Mailboxes of a run in their order. `query` is what stands behind the `?`.
///
/// # Errors
/// `not_found` among others.
pub fn run_items(id: &RunId, query: &str) -> Later<Answer<Vec<RunItem>>> {
    get(&run_path(id, &["/items?", query].concat()))
}

fn run_path(id: &RunId, rest: &str) -> String {
    ["/runs/", id.as_str(), rest].concat()
}

/// How the last call to Microsoft ended.
///
/// # Errors
/// When nobody is signed in.
pub fn reach() -> Later<Answer<Reach>> {
    get("/microsoft")
}
