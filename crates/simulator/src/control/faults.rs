//! Faults on order: the next calls of a kind go wrong in a given way.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::graph::error::GraphError;

/// A kind of endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Endpoint {
    #[serde(rename = "discovery")]
    Discovery,
    #[serde(rename = "jwks")]
    Jwks,
    #[serde(rename = "authorize")]
    Authorize,
    #[serde(rename = "token")]
    Token,
    /// Every Graph call, `sendMail` among them.
    #[serde(rename = "graph")]
    Graph,
    /// `sendMail` and the sending of a draft.
    #[serde(rename = "sendMail")]
    SendMail,
}

/// One order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    pub(crate) endpoint: Endpoint,
    /// Only Graph calls under `/users/{this}/`.
    #[serde(default)]
    pub(crate) mailbox: Option<String>,
    /// How many calls; one when not given.
    #[serde(default = "once")]
    pub(crate) times: u32,
    /// Wait first.
    #[serde(default)]
    pub(crate) delay_ms: u64,
    /// Answer this without doing anything.
    #[serde(default)]
    pub(crate) status: Option<u16>,
    /// Seconds, sent as `Retry-After`.
    #[serde(default)]
    pub(crate) retry_after: Option<u32>,
    /// The error code in the body, when a status is given.
    #[serde(default)]
    pub(crate) code: Option<String>,
    #[serde(default)]
    pub(crate) cut: Option<Cut>,
    /// What to send in place of the right body.
    #[serde(default)]
    pub(crate) body: Option<WrongBody>,
}

fn once() -> u32 {
    1
}

/// When the connection breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cut {
    /// Before anything is done.
    Before,
    /// After the call has had its effect: the client cannot know.
    After,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WrongBody {
    /// A proxy's HTML page.
    Html,
    /// Bytes that are no JSON.
    Garbage,
    Empty,
}

#[derive(Default)]
pub(crate) struct Faults {
    /// Spares the lock where there are no faults, which is nearly always.
    any: AtomicBool,
    orders: Mutex<Vec<Fault>>,
}

impl Faults {
    pub(crate) fn add(&self, fault: Fault) {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        if fault.times > 0 {
            orders.push(fault);
        }
        self.any.store(!orders.is_empty(), Ordering::Release);
    }

    pub(crate) fn clear(&self) {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.clear();
        self.any.store(false, Ordering::Release);
    }

    pub(crate) fn list(&self) -> Vec<Fault> {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        orders.clone()
    }

    /// The first order that fits this call, used up by one.
    pub(crate) fn take(&self, endpoint: Endpoint, path: &str) -> Option<Fault> {
        if !self.any.load(Ordering::Acquire) {
            return None;
        }
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let at = orders.iter().position(|fault| fault.fits(endpoint, path))?;
        let fault = orders.get_mut(at)?;
        fault.times -= 1;
        let taken = fault.clone();
        if taken.times == 0 {
            orders.remove(at);
        }
        self.any.store(!orders.is_empty(), Ordering::Release);
        Some(taken)
    }
}

impl Fault {
    fn fits(&self, endpoint: Endpoint, path: &str) -> bool {
        let same = self.endpoint == endpoint
            || (self.endpoint == Endpoint::Graph && endpoint == Endpoint::SendMail);
        let mailbox = self.mailbox.as_deref().is_none_or(|mailbox| {
            let path = path.to_lowercase().replace("%40", "@");
            let mailbox = mailbox.to_lowercase();
            path.contains(&format!("/users/{mailbox}/")) || path.contains(&format!("'{mailbox}'"))
        });
        same && mailbox
    }
}

/// The kind of endpoint behind a path, if faults apply to it.
pub(crate) fn endpoint_of(path: &str) -> Option<Endpoint> {
    let lower = path.to_ascii_lowercase();
    if lower.starts_with("/v1.0/") {
        let last = lower.rsplit('/').next().unwrap_or("");
        let sends = matches!(
            last,
            "sendmail" | "send" | "microsoft.graph.sendmail" | "microsoft.graph.send"
        );
        return Some(if sends {
            Endpoint::SendMail
        } else {
            Endpoint::Graph
        });
    }
    if lower.starts_with("/control") {
        return None;
    }
    let ends = |end: &str| lower.ends_with(end);
    if ends("/oauth2/v2.0/token") {
        Some(Endpoint::Token)
    } else if ends("/discovery/v2.0/keys") || ends("/discovery/keys") {
        Some(Endpoint::Jwks)
    } else if ends("/.well-known/openid-configuration") || ends("/discovery/instance") {
        Some(Endpoint::Discovery)
    } else if ends("/oauth2/v2.0/authorize") {
        Some(Endpoint::Authorize)
    } else {
        None
    }
}

impl Fault {
    /// What Graph says in place of the answer, when a status was ordered.
    pub(crate) fn graph_error(&self) -> Option<GraphError> {
        let status = self.status?;
        let (code, message) = match status {
            429 => (
                "ApplicationThrottled",
                "Application is over its MailboxConcurrency limit.",
            ),
            503 => ("serviceNotAvailable", "Service is unavailable."),
            504 => ("UnknownError", "The gateway did not answer in time."),
            401 => (
                "InvalidAuthenticationToken",
                "Access token has expired or is not yet valid.",
            ),
            403 => (
                "ErrorAccessDenied",
                "Access is denied. Check credentials and try again.",
            ),
            404 => (
                "ErrorItemNotFound",
                "The specified object was not found in the store.",
            ),
            _ => ("UnknownError", "An error was ordered from the stand-in."),
        };
        let mut error = GraphError::new(status, self.code.as_deref().unwrap_or(code), message);
        error.retry_after = self.retry_after;
        Some(error)
    }
}
