//! Conditional Access: whether a sign-in satisfies the tenant's policies, at
//! the sign-in page, at the token endpoint and, for clients that can be
//! challenged, at Graph.
//! Microsoft: "What is Conditional Access?", "Conditional Access: Session".

use serde_json::json;

use crate::base::clock::Moment;
use crate::directory::model::Person;
use crate::directory::policy::{Control, Policy};
use crate::directory::state::State;
use crate::directory::switches::PolicyError;
use crate::entra::authenticate::SignedIn;
use crate::entra::errors::{self, EntraError};

/// What AADSTS texts call Microsoft Graph.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// What the policies say.
#[derive(Debug)]
pub(crate) enum Verdict {
    Allowed,
    Blocked(EntraError),
    /// A second factor is asked for.
    FactorMissing {
        /// The person has to set one up first.
        register: bool,
        /// There was one, too long ago.
        expired: bool,
        /// The policy that asks, for the claims of the error.
        policy: Option<String>,
    },
    /// The sign-in was longer ago than a policy allows, in seconds.
    TooOld {
        most_seconds: i64,
    },
}

pub(crate) fn judge(
    state: &State,
    person: &Person,
    client_id: &str,
    signed_in: &SignedIn,
    now: Moment,
) -> Verdict {
    let Some(tenant) = state.tenant(&person.tenant) else {
        return Verdict::Allowed;
    };
    if tenant.policies.is_empty() && !person.second_factor.required {
        return Verdict::Allowed;
    }
    let login = person.login();
    let applying: Vec<&Policy> = tenant
        .policies
        .iter()
        .filter(|policy| policy.applies(login, client_id))
        .collect();
    if let Some(error) = applying.iter().find_map(|policy| refusal(policy)) {
        return Verdict::Blocked(error);
    }
    let too_old = |hours: u32, since: Moment| {
        // "Every time" leaves five minutes, or no sign-in would ever end.
        let seconds = (i64::from(hours) * 3600).max(300);
        (now > since.plus_seconds(seconds)).then_some(seconds)
    };
    let factor = applying.iter().find(|policy| {
        let wanted = policy.grant == Control::Mfa || policy.mfa_lifetime_hours.is_some();
        let given = signed_in.mfa_at.is_some_and(|at| {
            policy
                .mfa_lifetime_hours
                .is_none_or(|hours| too_old(hours, at).is_none())
        });
        wanted && !given
    });
    let by_person = person.second_factor.required && signed_in.mfa_at.is_none();
    if factor.is_some() || by_person {
        return Verdict::FactorMissing {
            register: !person.second_factor.registered,
            expired: signed_in.mfa_at.is_some(),
            policy: factor.map(|policy| policy.id.clone()),
        };
    }
    let oldest = applying
        .iter()
        .filter_map(|policy| too_old(policy.sign_in_frequency_hours?, signed_in.at))
        .min();
    match oldest {
        Some(most_seconds) => Verdict::TooOld { most_seconds },
        None => Verdict::Allowed,
    }
}

/// What a policy refuses outright: no browser here is a managed device.
fn refusal(policy: &Policy) -> Option<EntraError> {
    let error = match policy.grant {
        Control::None | Control::Mfa => return None,
        Control::Block => errors::blocked(),
        Control::CompliantDevice => errors::device_not_compliant(),
        Control::JoinedDevice => errors::device_not_joined(),
        Control::DeviceAuthentication => errors::device_unknown(),
        Control::SecurityPolicy => errors::security_policy(),
        Control::SecurityDefaults => errors::security_defaults(),
    };
    Some(EntraError {
        claims: Some(claims(&policy.id)),
        ..error
    })
}

/// What an interactive request has to carry to satisfy a policy.
fn claims(policy: &str) -> String {
    json!({"access_token": {"capolids": {"essential": true, "values": [policy]}}}).to_string()
}

/// The verdict as an error: of the token endpoint, or of a request that must
/// not show a page. `None` when everything is allowed.
pub(crate) fn error(verdict: Verdict, issued: Moment, form: PolicyError) -> Option<EntraError> {
    let error = match verdict {
        Verdict::Allowed => return None,
        Verdict::Blocked(error) => error,
        Verdict::TooOld { most_seconds } => {
            return Some(errors::signed_in_too_long_ago(issued.iso(), most_seconds));
        }
        Verdict::FactorMissing {
            register,
            expired,
            policy,
        } => {
            let error = if register {
                errors::factor_to_register(GRAPH)
            } else if expired {
                errors::factor_expired(GRAPH)
            } else {
                errors::factor_needed(GRAPH)
            };
            EntraError {
                claims: policy.as_deref().map(claims),
                ..error
            }
        }
    };
    Some(match form {
        PolicyError::AsRecorded => error,
        PolicyError::InteractionRequired => EntraError {
            error: "interaction_required",
            ..error
        },
        PolicyError::InvalidGrant => EntraError {
            error: "invalid_grant",
            ..error
        },
    })
}
