//! Faults on order: the next calls of a kind go wrong in a given way.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;
use crate::control::held::Held;
use crate::graph::error::{self, GraphError};
use crate::graph::{access, caller};
use crate::world::World;

/// A kind of endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Endpoint {
    #[serde(rename = "discovery")]
    Discovery,
    #[serde(rename = "jwks")]
    Jwks,
    #[serde(rename = "authorize")]
    Authorize,
    #[serde(rename = "adminconsent")]
    AdminConsent,
    #[serde(rename = "token")]
    Token,
    #[serde(rename = "logout")]
    Logout,
    #[serde(rename = "userinfo")]
    UserInfo,
    /// Every Graph call, `sendMail` among them.
    #[serde(rename = "graph")]
    Graph,
    /// `sendMail` and the sending of a draft.
    #[serde(rename = "sendMail")]
    SendMail,
    /// The address of an upload session.
    #[serde(rename = "upload")]
    Upload,
}

/// One order.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    pub(crate) endpoint: Endpoint,
    /// Only Graph calls about this mailbox, through `/me` or `/users`.
    #[serde(default)]
    pub(crate) mailbox: Option<String>,
    /// Only calls whose path begins with this tenant, as the client writes it.
    #[serde(default)]
    pub(crate) tenant: Option<String>,
    /// How many calls; one when not given, and any number when it holds for
    /// some time.
    #[serde(default)]
    pub(crate) times: Option<u32>,
    /// For how long.
    #[serde(default)]
    pub(crate) seconds: Option<u32>,
    /// Wait first.
    #[serde(default)]
    pub(crate) delay_ms: u64,
    /// Wait until the control API lets it go.
    #[serde(default)]
    pub(crate) hold: Option<Hold>,
    /// Take this long to send the body, a piece at a time.
    #[serde(default)]
    pub(crate) drip_ms: u64,
    /// Answer this without doing anything.
    #[serde(default)]
    pub(crate) status: Option<u16>,
    /// Seconds, sent as `Retry-After`.
    #[serde(default)]
    pub(crate) retry_after: Option<u32>,
    /// The error code in the body, when a status is given.
    #[serde(default)]
    pub(crate) code: Option<String>,
    /// The number of an AADSTS error, in the place where Microsoft shows it.
    #[serde(default)]
    pub(crate) aadsts: Option<u32>,
    #[serde(default)]
    pub(crate) cut: Option<Cut>,
    /// What to send in place of the right body.
    #[serde(default)]
    pub(crate) body: Option<WrongBody>,
    /// When an order of some seconds ends.
    #[serde(default)]
    until: Option<Moment>,
}

/// When a call is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Hold {
    /// Before anything is done.
    Before,
    /// After the call has had its effect, before anything of the answer.
    After,
}

/// When the connection breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cut {
    /// Before anything is done.
    Before,
    /// After the call has had its effect: the client cannot know.
    After,
    /// In the middle of the right answer's body.
    Middle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WrongBody {
    /// A proxy's HTML page.
    Html,
    /// Bytes that are no JSON.
    Garbage,
    Empty,
    /// The first half of the right body, as if it were all.
    Truncated,
    /// The right body with every seventh byte wrong.
    Garbled,
}

impl WrongBody {
    /// Whether the call is carried out all the same.
    pub(crate) fn needs_answer(self) -> bool {
        matches!(self, Self::Truncated | Self::Garbled)
    }
}

#[derive(Default)]
pub(crate) struct Faults {
    /// Spares the lock where there are no faults, which is nearly always.
    any: AtomicBool,
    orders: Mutex<Vec<Fault>>,
    /// The calls that wait because of one.
    pub(crate) held: Held,
}

impl Faults {
    pub(crate) fn add(&self, mut fault: Fault, now: Moment) {
        if let Some(seconds) = fault.seconds {
            fault.until = Some(now.plus_seconds(i64::from(seconds)));
        }
        if fault.times.is_none() && fault.until.is_none() {
            fault.times = Some(1);
        }
        self.with_orders(|orders| {
            if fault.times != Some(0) {
                orders.push(fault);
            }
        });
    }

    pub(crate) fn clear(&self) {
        self.with_orders(Vec::clear);
    }

    pub(crate) fn list(&self) -> Vec<Fault> {
        self.with_orders(|orders| orders.clone())
    }

    /// Puts orders in place of the present ones.
    pub(crate) fn replace(&self, faults: Vec<Fault>) {
        self.with_orders(|orders| *orders = faults);
    }

    fn with_orders<T>(&self, act: impl FnOnce(&mut Vec<Fault>) -> T) -> T {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        let result = act(&mut orders);
        self.any.store(!orders.is_empty(), Ordering::Release);
        result
    }

    /// The first order that fits this call, used up by one.
    fn take(&self, now: Moment, endpoint: Endpoint, target: &Target) -> Option<Fault> {
        self.with_orders(|orders| {
            orders.retain(|fault| fault.until.is_none_or(|until| now < until));
            let at = orders
                .iter()
                .position(|fault| fault.fits(endpoint, target))?;
            let fault = orders.get_mut(at)?;
            if let Some(times) = &mut fault.times {
                *times -= 1;
            }
            let taken = fault.clone();
            if taken.times == Some(0) {
                orders.remove(at);
            }
            Some(taken)
        })
    }
}

/// The mailbox a call is about: as the path names it, and by its id.
struct Target<'a> {
    world: &'a World,
    path: String,
    id: Option<String>,
}

impl Target<'_> {
    fn is(&self, mailbox: &str) -> bool {
        let mailbox = mailbox.to_lowercase();
        let known = self.world.read(|state| {
            let found = state.mailbox(&mailbox);
            found.map(|found| Some(&found.id) == self.id.as_ref())
        });
        // A fault may name what is no mailbox here.
        known.unwrap_or_else(|| {
            self.path.contains(&format!("/users/{mailbox}/"))
                || self.path.contains(&format!("'{mailbox}'"))
        })
    }
}

/// The fault that was ordered for this request, if any.
pub(crate) fn ordered(world: &World, path: &str, headers: &HeaderMap) -> Option<(Endpoint, Fault)> {
    if !world.faults.any.load(Ordering::Acquire) {
        return None;
    }
    let endpoint = endpoint_of(path)?;
    let own = || Some(caller::of(world, headers).ok()?.object_id.clone());
    let id = access::mailbox_of_path(world, path, own);
    let target = Target {
        world,
        path: path.to_lowercase().replace("%40", "@"),
        id,
    };
    let fault = world.faults.take(world.clock.now(), endpoint, &target)?;
    Some((endpoint, fault))
}

impl Fault {
    /// Waits as long as was ordered for this moment of the call.
    pub(crate) async fn pause(&self, world: &World, at: Hold) {
        if at == Hold::Before && self.delay_ms > 0 {
            tokio::time::sleep(Duration::from_millis(self.delay_ms)).await;
        }
        if self.hold == Some(at) {
            world.faults.held.wait().await;
        }
    }

    fn fits(&self, endpoint: Endpoint, target: &Target<'_>) -> bool {
        let same = self.endpoint == endpoint
            || (self.endpoint == Endpoint::Graph && endpoint == Endpoint::SendMail);
        let tenant = self.tenant.as_deref().is_none_or(|tenant| {
            let tenant = tenant.to_lowercase();
            target.path.split('/').nth(1) == Some(tenant.as_str())
        });
        same && tenant
            && self
                .mailbox
                .as_deref()
                .is_none_or(|mailbox| target.is(mailbox))
    }

    /// What Graph says in place of the answer, when a status was ordered.
    pub(crate) fn graph_error(&self) -> Option<GraphError> {
        let mut error = error::of_status(self.status?);
        if let Some(code) = &self.code {
            error.code.clone_from(code);
        }
        error.retry_after = self.retry_after;
        Some(error)
    }
}

/// The kind of endpoint behind a path, if faults apply to it.
fn endpoint_of(path: &str) -> Option<Endpoint> {
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
    let ends = [
        ("/oauth2/v2.0/token", Endpoint::Token),
        ("/discovery/v2.0/keys", Endpoint::Jwks),
        ("/discovery/keys", Endpoint::Jwks),
        ("/.well-known/openid-configuration", Endpoint::Discovery),
        ("/discovery/instance", Endpoint::Discovery),
        ("/oauth2/v2.0/authorize", Endpoint::Authorize),
        ("/oauth2/v2.0/logout", Endpoint::Logout),
        ("/adminconsent", Endpoint::AdminConsent),
        ("/oidc/userinfo", Endpoint::UserInfo),
    ];
    if lower.starts_with("/control") {
        return None;
    }
    if lower.starts_with("/api/gv1.0/") {
        return Some(Endpoint::Upload);
    }
    ends.iter()
        .find(|(end, _)| lower.ends_with(end))
        .map(|(_, endpoint)| *endpoint)
}
