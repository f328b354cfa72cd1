//! Every AADSTS error that the stand-in gives: code, `error` value, status and
//! words. Statuses and `error` values as recorded where there are recordings,
//! else as the documentation groups them.
//! Microsoft: "Microsoft Entra authentication and authorization error codes".

use crate::base::clock::Moment;
use crate::entra::errors::EntraError;

pub(crate) fn tenant_not_found(tenant: &str) -> EntraError {
    EntraError::new(
        90002,
        "invalid_request",
        400,
        format!(
            "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are \
         signing into the correct cloud. Check with your subscription administrator, this may \
         happen if there are no active subscriptions for the tenant."
        ),
    )
}

pub(crate) fn tenant_malformed(tenant: &str) -> EntraError {
    EntraError::new(
        900_023,
        "invalid_request",
        400,
        format!(
            "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain."
        ),
    )
}

pub(crate) fn unknown_instance() -> EntraError {
    EntraError::new(
        50049,
        "invalid_instance",
        400,
        "Unknown or invalid instance.",
    )
}

pub(crate) fn parameter_missing(name: &str) -> EntraError {
    EntraError::new(
        900_144,
        "invalid_request",
        400,
        format!("The request body must contain the following parameter: '{name}'."),
    )
}

pub(crate) fn malformed(text: &str) -> EntraError {
    EntraError::new(
        9_002_313,
        "invalid_request",
        400,
        format!("Invalid request. Request is malformed or invalid. {text}"),
    )
}

pub(crate) fn bad_value(text: impl Into<String>) -> EntraError {
    EntraError::new(90023, "invalid_request", 400, text)
}

pub(crate) fn only_post(method: &str) -> EntraError {
    EntraError::new(
        900_561,
        "invalid_request",
        400,
        format!("The endpoint only accepts POST, OPTIONS requests. Received a {method} request."),
    )
}

pub(crate) fn app_not_found(client_id: &str, tenant: &str) -> EntraError {
    EntraError::new(
        700_016,
        "unauthorized_client",
        400,
        format!(
            "Application with identifier '{client_id}' was not found in the directory '{tenant}'. This \
         can happen if the application has not been installed by the administrator of the tenant \
         or consented to by any user in the tenant. You may have sent your authentication request \
         to the wrong tenant."
        ),
    )
}

pub(crate) fn app_disabled(client_id: &str, name: &str) -> EntraError {
    EntraError::new(
        7_000_112,
        "unauthorized_client",
        400,
        format!("Application '{client_id}'({name}) is disabled."),
    )
}

pub(crate) fn single_tenant(client_id: &str, name: &str) -> EntraError {
    EntraError::new(
        50194,
        "invalid_request",
        400,
        format!(
            "Application '{client_id}'({name}) is not configured as a multi-tenant application. Usage \
         of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a \
         tenant-specific endpoint or configure the application to be multi-tenant."
        ),
    )
}

pub(crate) fn redirect_mismatch(uri: &str, client_id: &str) -> EntraError {
    EntraError::new(
        50011,
        "invalid_request",
        400,
        format!(
            "The redirect URI '{uri}' specified in the request does not match the redirect URIs \
         configured for the application '{client_id}'. Make sure the redirect URI sent in the \
         request matches one added to your application in the Azure portal. Navigate to \
         https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error."
        ),
    )
}

pub(crate) fn no_reply_address(client_id: &str) -> EntraError {
    EntraError::new(
        900_971,
        "invalid_request",
        400,
        format!(
            "No reply address provided. Application '{client_id}' has no redirect URI registered."
        ),
    )
}

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

pub(crate) fn response_type(value: &str) -> EntraError {
    if value.split_whitespace().any(|word| word == "id_token") {
        return EntraError::new(
            700_054,
            "unsupported_response_type",
            400,
            "response_type 'id_token' is not enabled for the application.",
        );
    }
    EntraError::new(
        70005,
        "unsupported_response_type",
        400,
        format!("The response_type '{value}' is not supported."),
    )
}

pub(crate) fn response_mode(value: &str) -> EntraError {
    EntraError::new(
        70007,
        "invalid_request",
        400,
        format!("'{value}' is not a supported value of 'response_mode' when requesting a token."),
    )
}

pub(crate) fn challenge_size() -> EntraError {
    EntraError::new(
        501_491,
        "invalid_request",
        400,
        "Invalid size of Code_Challenge parameter.",
    )
}

pub(crate) fn challenge_bad() -> EntraError {
    EntraError::new(
        50147,
        "invalid_request",
        400,
        "The code_challenge parameter is missing, or code_challenge_method is neither 'plain' nor 'S256'.",
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

pub(crate) fn scope_invalid(scope: &str) -> EntraError {
    EntraError::new(
        70011,
        "invalid_scope",
        400,
        format!(
            "The provided request must include a 'scope' input parameter. The provided value for the \
         input parameter 'scope' is not valid. The scope {scope} is not valid."
        ),
    )
}

pub(crate) fn scope_unknown(app: &str, scope: &str) -> EntraError {
    EntraError::new(
        650_053,
        "invalid_scope",
        400,
        format!(
            "The application '{app}' asked for scope '{scope}' that doesn't exist on the resource \
         '00000003-0000-0000-c000-000000000000'. Contact the app vendor."
        ),
    )
}

pub(crate) fn scope_of_several_resources(scope: &str) -> EntraError {
    EntraError::new(
        28000,
        "invalid_request",
        400,
        format!(
            "Provided value for the input parameter scope is not valid because it contains more than \
         one resource. Scope {scope} is not valid."
        ),
    )
}

pub(crate) fn resource_not_found(resource: &str, tenant: &str) -> EntraError {
    EntraError::new(
        500_011,
        "invalid_resource",
        400,
        format!(
            "The resource principal named {resource} was not found in the tenant named {tenant}. This \
         can happen if the application has not been installed by the administrator of the tenant \
         or consented to by any user in the tenant. You might have sent your authentication \
         request to the wrong tenant."
        ),
    )
}

pub(crate) fn no_session() -> EntraError {
    EntraError::new(
        50058,
        "login_required",
        400,
        "A silent sign-in request was sent but no user is signed in.",
    )
}

pub(crate) fn consent_missing(client_id: &str, name: &str) -> EntraError {
    EntraError {
        suberror: Some("consent_required"),
        ..EntraError::new(
            65001,
            "invalid_grant",
            400,
            format!(
                "The user or administrator has not consented to use the application with ID \
             '{client_id}' named '{name}'. Send an interactive authorization request for this user \
             and resource."
            ),
        )
    }
}

pub(crate) fn consent_declined(name: &str) -> EntraError {
    EntraError::new(
        65004,
        "access_denied",
        400,
        format!("User declined to consent to access the app '{name}'."),
    )
}

pub(crate) fn admin_needed(name: &str) -> EntraError {
    EntraError::new(
        90094,
        "access_denied",
        200,
        format!(
            "{name} needs permission to access resources in your organization that only an admin can \
         grant. Please ask an admin to grant permission to this app before you can use it."
        ),
    )
}

pub(crate) fn wrong_password() -> EntraError {
    EntraError::new(
        50126,
        "invalid_grant",
        200,
        "Error validating credentials due to invalid username or password.",
    )
}

pub(crate) fn person_unknown(login: &str, tenant: &str) -> EntraError {
    EntraError::new(
        50034,
        "invalid_grant",
        200,
        format!(
            "The user account {login} does not exist in the {tenant} directory. To sign into this \
         application, the account must be added to the directory."
        ),
    )
}

pub(crate) fn person_disabled() -> EntraError {
    EntraError::new(50057, "invalid_grant", 400, "The user account is disabled.")
}

pub(crate) fn person_of_other_tenant(
    login: &str,
    home: &str,
    tenant: &str,
    client_id: &str,
    app: &str,
) -> EntraError {
    EntraError::new(
        50020,
        "invalid_grant",
        200,
        format!(
            "User account '{login}' from identity provider 'https://sts.windows.net/{home}/' does not \
         exist in tenant '{tenant}' and cannot access the application '{client_id}'({app}) in that \
         tenant. The account needs to be added as an external user in the tenant first. Sign out \
         and sign in again with a different Azure Active Directory user account."
        ),
    )
}

pub(crate) fn person_not_assigned(login: &str, client_id: &str, app: &str) -> EntraError {
    EntraError::new(
        50105,
        "invalid_grant",
        200,
        format!(
            "Your administrator has configured the application {app} ('{client_id}') to block users \
         unless they are specifically granted ('assigned') access to the application. The signed \
         in user '{login}' is blocked because they are not a direct member of a group with access, \
         nor had access directly assigned by an administrator."
        ),
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

pub(crate) fn internal() -> EntraError {
    EntraError::new(
        90033,
        "temporarily_unavailable",
        503,
        "A transient error has occurred. Please try again.",
    )
}
