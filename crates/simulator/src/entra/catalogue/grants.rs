//! What is wrong at the token endpoint: the client's proof, the code, the
//! refresh token.

use crate::base::clock::Moment;
use crate::entra::errors::EntraError;

pub(crate) fn redirect_differs(sent: &str, earlier: &str) -> EntraError {
    EntraError::new(
        500_112,
        "invalid_client",
        400,
        format!(
            "The reply address '{sent}' does not match the reply address '{earlier}' provided when \
         requesting Authorization code."
        ),
    )
}

pub(crate) fn verifier_mismatch() -> EntraError {
    EntraError::new(
        501_481,
        "invalid_grant",
        400,
        "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
    )
}

pub(crate) fn grant_type_unsupported(value: &str) -> EntraError {
    EntraError::new(
        70003,
        "unsupported_grant_type",
        400,
        format!("The app requested an unsupported grant type '{value}'."),
    )
}

pub(crate) fn secret_missing() -> EntraError {
    EntraError::new(
        7_000_218,
        "invalid_client",
        401,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    )
}

pub(crate) fn secret_wrong(client_id: &str) -> EntraError {
    EntraError::new(
        7_000_215,
        "invalid_client",
        401,
        format!(
            "Invalid client secret provided. Ensure the secret being sent in the request is the client \
         secret value, not the client secret ID, for a secret added to app '{client_id}'."
        ),
    )
}

pub(crate) fn secret_expired(client_id: &str) -> EntraError {
    EntraError::new(
        7_000_222,
        "invalid_client",
        401,
        format!(
            "The provided client secret keys for app '{client_id}' are expired. Visit the Azure portal \
         to create new keys for your app: https://aka.ms/NewClientSecret, or consider using \
         certificate credentials for added security: https://aka.ms/certCreds."
        ),
    )
}

pub(crate) fn secret_from_public_client() -> EntraError {
    EntraError::new(
        700_025,
        "invalid_client",
        401,
        "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    )
}

pub(crate) fn cross_origin_not_spa(origin: &str) -> EntraError {
    EntraError::new(
        9_002_326,
        "invalid_request",
        400,
        format!(
            "Cross-origin token redemption is permitted only for the 'Single-Page Application' \
         client-type. Request origin: '{origin}'."
        ),
    )
}

pub(crate) fn cross_origin_without_pkce() -> EntraError {
    EntraError::new(
        9_002_325,
        "invalid_request",
        400,
        "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
    )
}

pub(crate) fn spa_without_origin() -> EntraError {
    EntraError::new(
        9_002_327,
        "invalid_request",
        400,
        "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via \
         cross-origin requests.",
    )
}

pub(crate) fn grant_malformed(name: &str) -> EntraError {
    EntraError::new(
        70000,
        "invalid_grant",
        400,
        format!(
            "Provided grant is invalid or malformed. The provided value for the input parameter \
         '{name}' is not valid."
        ),
    )
}

pub(crate) fn code_redeemed() -> EntraError {
    EntraError::new(
        54005,
        "invalid_grant",
        400,
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use \
         an existing refresh token.",
    )
}

pub(crate) fn grant_expired() -> EntraError {
    EntraError::new(
        70008,
        "invalid_grant",
        400,
        "The provided authorization code or refresh token has expired due to inactivity. Send a \
         new interactive authorization request for this user and resource.",
    )
}

pub(crate) fn refresh_inactive(issued: Moment) -> EntraError {
    EntraError::new(
        700_082,
        "invalid_grant",
        400,
        format!(
            "The refresh token has expired due to inactivity. The token was issued on {} and was \
         inactive for 90.00:00:00.",
            issued.iso()
        ),
    )
}

pub(crate) fn refresh_of_spa_expired(issued: Moment) -> EntraError {
    EntraError::new(
        700_084,
        "invalid_grant",
        400,
        format!(
            "The refresh token was issued to a single page app (SPA), and therefore has a fixed, \
         limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new \
         sign in request must be sent by the SPA to the sign in page. The token was issued on {}.",
            issued.iso()
        ),
    )
}

pub(crate) fn grant_of_other_tenant() -> EntraError {
    EntraError::new(
        700_005,
        "invalid_grant",
        400,
        "Provided Authorization Code is intended to use against other tenant, thus rejected.",
    )
}

pub(crate) fn grant_revoked(issued: Moment, valid_from: Moment) -> EntraError {
    EntraError::new(
        50173,
        "invalid_grant",
        400,
        format!(
            "The provided grant has expired due to it being revoked, a fresh auth token is needed. The \
         user might have changed or reset their password. The grant was issued on '{}' and the \
         TokensValidFrom date (before which tokens are not valid) for this user is '{}'.",
            issued.iso(),
            valid_from.iso()
        ),
    )
}
