//! What is wrong with a request, whoever sends it: tenant, app, redirect URI,
//! parameters, scopes.

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

pub(crate) fn internal() -> EntraError {
    EntraError::new(
        90033,
        "temporarily_unavailable",
        503,
        "A transient error has occurred. Please try again.",
    )
}
