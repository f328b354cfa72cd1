//! What is wrong at the token endpoint: the client's proof, the code, the
//! refresh token.

use super::{Act, Changes, Row, Shown, TOKEN};

const SPA: &str = "http://localhost:8420/spa";
const ELSEWHERE: &str = "https://app.elders.example";
const CHALLENGE: &str = "a-challenge-in-plain-text-that-is-long-enough-for-it";
const SPA_SIGN_IN: Changes = &[("redirect_uri", SPA), ("code_challenge", CHALLENGE)];
const SPA_REDEMPTION: Changes = &[
    ("redirect_uri", SPA),
    ("client_secret", ""),
    ("code_verifier", CHALLENGE),
    ("origin", ELSEWHERE),
];

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    Row { code: 500112, how: "a code redeemed with another redirect URI than it was asked for with", act: Act::Redeem(&[], &[("redirect_uri", "https://relay.alfa.nl/microsoftgraph")]), error: "invalid_client", text: "The reply address '…' does not match the reply address '…' provided when requesting Authorization code.", ..TOKEN },
    Row { code: 501481, how: "a `code_verifier` that does not fit the challenge", act: Act::Redeem(&[("code_challenge", CHALLENGE)], &[("code_verifier", "something-else-that-is-long-enough-for-the-rules")]), error: "invalid_grant", text: "The Code_Verifier does not match the code_challenge supplied in the authorization request.", ..TOKEN },
    Row { code: 70003, how: "a grant type that is not supported", act: Act::App(&[("grant_type", "password")]), error: "unsupported_grant_type", text: "The app requested an unsupported grant type '…'.", ..TOKEN },
    Row { code: 7000218, how: "no client secret", act: Act::App(&[("client_secret", "")]), shown: Shown::Json(401), error: "invalid_client", text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", ..TOKEN },
    Row { code: 7000215, how: "a wrong client secret, such as the secret's id", act: Act::App(&[("client_secret", "aaaaaaaa-0000-4000-8000-00000000e001")]), shown: Shown::Json(401), error: "invalid_client", text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '…'.", ..TOKEN },
    Row { code: 7000222, how: "a client secret that has expired", before: &[("secrets/expire", r#"{"client_id": "aaaaaaaa-0000-4000-8000-00000000c001"}"#)], act: Act::App(&[]), shown: Shown::Json(401), error: "invalid_client", text: "The provided client secret keys for app '…' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.", ..TOKEN },
    Row { code: 700025, how: "a client secret from a public client", before: &[("apps/settings", r#"{"client_id": "aaaaaaaa-0000-4000-8000-00000000c001", "public_client": true}"#)], act: Act::App(&[]), shown: Shown::Json(401), error: "invalid_client", text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.", ..TOKEN },
    Row { code: 700027, how: "a client assertion with an unknown certificate", act: Act::App(&[("client_secret", ""), ("client_assertion", "e30.e30.e30"), ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")]), shown: Shown::Json(401), error: "invalid_client", text: "The certificate with identifier used to sign the client assertion is not registered on application '…'.", ..TOKEN },
    Row { code: 9002326, how: "a code of a Web redirect URI redeemed by a browser", act: Act::Redeem(&[], &[("origin", ELSEWHERE)]), text: "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '…'.", ..TOKEN },
    Row { code: 9002325, how: "a code of an SPA redirect URI without PKCE redeemed by a browser", act: Act::Redeem(&[("redirect_uri", SPA)], &[("redirect_uri", SPA), ("client_secret", ""), ("origin", ELSEWHERE)]), text: "Proof Key for Code Exchange is required for cross-origin authorization code redemption.", ..TOKEN },
    Row { code: 9002327, how: "a code of an SPA redirect URI redeemed by a server", act: Act::Redeem(SPA_SIGN_IN, &[("redirect_uri", SPA), ("code_verifier", CHALLENGE)]), text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.", ..TOKEN },
    Row { code: 70000, how: "a code that is none", act: Act::Redeem(&[], &[("code", "nonsense")]), error: "invalid_grant", text: "Provided grant is invalid or malformed. The provided value for the input parameter '…' is not valid.", ..TOKEN },
    Row { code: 70000, how: "a refresh token that is none", act: Act::Refresh(&[], &[], &[("refresh_token", "nonsense")]), error: "invalid_grant", text: "Provided grant is invalid or malformed. The provided value for the input parameter '…' is not valid.", ..TOKEN },
    Row { code: 54005, how: "a code redeemed twice", act: Act::RedeemTwice, error: "invalid_grant", text: "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.", ..TOKEN },
    Row { code: 70008, how: "a code redeemed after ten minutes", act: Act::Redeem(&[], &[]), between: &[("clock", r#"{"advance_seconds": 700}"#)], error: "invalid_grant", text: "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.", ..TOKEN },
    Row { code: 700082, how: "a refresh token unused for 90 days", act: Act::Refresh(&[], &[], &[("client_secret", "another-secret-value")]), between: &[("clock", r#"{"advance_seconds": 7862400}"#), ("secrets/add", r#"{"client_id": "aaaaaaaa-0000-4000-8000-00000000c001", "value": "another-secret-value"}"#)], error: "invalid_grant", text: "The refresh token has expired due to inactivity. The token was issued on … and was inactive for 90.00:00:00.", ..TOKEN },
    Row { code: 700084, how: "a refresh token of an SPA after a day", act: Act::Refresh(SPA_SIGN_IN, SPA_REDEMPTION, &[("client_secret", ""), ("origin", ELSEWHERE)]), between: &[("clock", r#"{"advance_seconds": 90000}"#)], error: "invalid_grant", text: "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on ….", ..TOKEN },
    Row { code: 700005, how: "a code redeemed at another tenant", act: Act::Redeem(&[("client_id", "aaaaaaaa-0000-4000-8000-00000000c005")], &[("tenant", "beta.nl"), ("client_id", "aaaaaaaa-0000-4000-8000-00000000c005"), ("client_secret", "multi-secret")]), error: "invalid_grant", text: "Provided Authorization Code is intended to use against other tenant, thus rejected.", ..TOKEN },
    Row { code: 50173, how: "a refresh after the sessions were revoked", act: Act::Refresh(&[], &[], &[]), between: &[("people/revoke-sessions", r#"{"person": "svc@alfa.nl"}"#)], error: "invalid_grant", text: "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '…' and the TokensValidFrom date (before which tokens are not valid) for this user is '…'.", ..TOKEN },
    Row { code: 50196, how: "the same request over and over, where that is counted", before: &[("switches", r#"{"identical_requests": 0}"#)], act: Act::App(&[]), shown: Shown::Json(429), text: "The server terminated an operation because it encountered a client request loop. Please contact your app vendor.", ..TOKEN },
];
