//! What Conditional Access asks for and refuses.

use super::{Act, Row, SENT_BACK, STOPPED, TOKEN};

const FACTOR: &str = "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '…'.";
const BLOCKED: &str = "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.";
const MFA: (&str, &str) = (
    "policies/add",
    r#"{"tenant": "alfa.nl", "name": "MFA", "grant": "mfa"}"#,
);
const BLOCK: (&str, &str) = (
    "policies/add",
    r#"{"tenant": "alfa.nl", "name": "Block", "grant": "block"}"#,
);

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    Row { code: 50074, how: "a second factor is asked for", before: &[MFA], act: Act::SignIn("svc@alfa.nl", &[], &[]), text: "Enter code", ..STOPPED },
    Row { code: 500121, how: "a wrong code (000000)", before: &[MFA], act: Act::SignIn("svc@alfa.nl", &[], &[("otc", "000000")]), text: "You didn't enter the expected verification code. Please try again.", ..STOPPED },
    Row { code: 50072, how: "a second factor has to be set up", before: &[("people/mfa", r#"{"person": "svc@alfa.nl", "required": true, "registered": false}"#)], act: Act::SignIn("svc@alfa.nl", &[], &[]), text: "More information required", ..STOPPED },
    Row { code: 50076, how: "a refresh after a policy began to ask for a second factor", act: Act::Refresh(&[], &[], &[]), between: &[MFA], error: "interaction_required", suberror: Some("basic_action"), text: FACTOR, ..TOKEN },
    Row { code: 50076, how: "`prompt=none` after a policy began to ask for a second factor", act: Act::Again("svc@alfa.nl", &[], &[("prompt", "none")]), between: &[MFA], error: "interaction_required", text: FACTOR, ..SENT_BACK },
    Row { code: 50078, how: "a refresh after the second factor has become too old", before: &[("policies/add", r#"{"tenant": "alfa.nl", "name": "Fresh", "mfa_lifetime_hours": 1}"#)], act: Act::Refresh(&[], &[], &[]), between: &[("clock", r#"{"advance_seconds": 7200}"#)], error: "interaction_required", suberror: Some("basic_action"), text: "Presented multi-factor authentication has expired due to policies configured by your administrator, you must refresh your multi-factor authentication to access '…'.", ..TOKEN },
    Row { code: 50079, how: "a refresh when a second factor has to be set up", act: Act::Refresh(&[], &[], &[]), between: &[("people/mfa", r#"{"person": "svc@alfa.nl", "required": true, "registered": false}"#)], error: "interaction_required", suberror: Some("basic_action"), text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '…'.", ..TOKEN },
    Row { code: 53003, how: "a sign-in that is blocked", before: &[BLOCK], act: Act::SignIn("svc@alfa.nl", &[], &[]), text: BLOCKED, ..STOPPED },
    Row { code: 53003, how: "a refresh after a policy began to block", act: Act::Refresh(&[], &[], &[]), between: &[BLOCK], error: "invalid_grant", suberror: Some("message_only"), text: BLOCKED, ..TOKEN },
    Row { code: 53000, how: "a policy that asks for a compliant device", before: &[("policies/add", r#"{"tenant": "alfa.nl", "name": "Device", "grant": "compliant_device"}"#)], act: Act::SignIn("svc@alfa.nl", &[], &[]), text: "Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant. The user must enroll their device with an approved MDM provider like Intune.", ..STOPPED },
    Row { code: 53001, how: "a policy that asks for a joined device", before: &[("policies/add", r#"{"tenant": "alfa.nl", "name": "Device", "grant": "joined_device"}"#)], act: Act::SignIn("svc@alfa.nl", &[], &[]), text: "Device is not in required device state: domain_joined. Conditional Access policy requires a domain joined device, and the device is not domain joined.", ..STOPPED },
    Row { code: 50097, how: "a policy that asks a device to prove itself", before: &[("policies/add", r#"{"tenant": "alfa.nl", "name": "Device", "grant": "device_authentication"}"#)], act: Act::SignIn("svc@alfa.nl", &[], &[]), text: "Device authentication is required.", ..STOPPED },
    Row { code: 530032, how: "a security policy that blocks", before: &[("policies/add", r#"{"tenant": "alfa.nl", "name": "Policy", "grant": "security_policy"}"#)], act: Act::SignIn("svc@alfa.nl", &[], &[]), text: "The tenant admin has configured a security policy that blocks this request.", ..STOPPED },
    Row { code: 530035, how: "security defaults that block", before: &[("policies/add", r#"{"tenant": "alfa.nl", "name": "Defaults", "grant": "security_defaults"}"#)], act: Act::SignIn("svc@alfa.nl", &[], &[]), text: "Access has been blocked by security defaults.", ..STOPPED },
    Row { code: 70043, how: "a refresh after the sign-in has become too old for a policy", act: Act::Refresh(&[], &[], &[]), between: &[("policies/add", r#"{"tenant": "alfa.nl", "name": "Often", "sign_in_frequency_hours": 1}"#), ("clock", r#"{"advance_seconds": 7200}"#)], error: "invalid_grant", suberror: Some("token_expired"), text: "The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on … and the maximum allowed lifetime for this request is ….", ..TOKEN },
];
