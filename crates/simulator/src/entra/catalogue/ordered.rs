//! Errors that nothing in the stand-in leads to by itself: they come when they
//! are ordered as a fault.

use super::{Entry, Place};

const fn entry(
    code: u32,
    error: &'static str,
    status: u16,
    place: Place,
    text: &'static str,
) -> Entry {
    Entry {
        code,
        error,
        status,
        suberror: None,
        place,
        text,
    }
}

#[rustfmt::skip]
pub(super) static ALL: &[Entry] = &[
    entry(50001, "invalid_resource", 400, Place::Application, "The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant."),
    entry(50002, "access_denied", 400, Place::Person, "Sign-in failed because of a restricted proxy access on the tenant."),
    entry(500021, "access_denied", 400, Place::Person, "Access to '{tenant}' tenant is denied."),
    entry(500212, "access_denied", 400, Place::Person, "The user's administrator has set an outbound access policy that doesn't allow access to the resource tenant."),
    entry(500213, "access_denied", 400, Place::Person, "The resource tenant's cross-tenant access policy doesn't allow this user to access this tenant."),
    entry(1000031, "access_denied", 400, Place::Person, "Application {app} cannot be accessed at this time. Contact your administrator."),
    entry(50128, "invalid_request", 400, Place::Request, "Invalid domain name - No tenant-identifying information found in either the request or implied by any provided credentials."),
    entry(50199, "interaction_required", 400, Place::Person, "For security reasons, user confirmation is required for this request. Please repeat the request allowing user interaction."),
    entry(530034, "access_denied", 400, Place::Person, "A delegated administrator was blocked from accessing the tenant due to account risk in their home tenant."),
    entry(53002, "interaction_required", 400, Place::Person, "The app used is not an approved app for Conditional Access. The user needs to use one of the apps from the list of approved apps to use in order to get access."),
    entry(53004, "interaction_required", 400, Place::Person, "User needs to complete the multi-factor authentication registration process before accessing this content. User should register for multi-factor authentication."),
    entry(65005, "invalid_resource", 400, Place::Application, "The application required resource access list does not contain applications discoverable by the resource, or the client app has requested access to resource, which was not specified in its required resource access list or Graph service returned bad request or resource not found."),
    entry(650054, "invalid_resource", 400, Place::Application, "The application asked for permissions to access a resource that has been removed or is no longer available. Contact the app vendor."),
    entry(70001, "unauthorized_client", 400, Place::Request, "The application named {client_id} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant."),
    entry(70002, "invalid_client", 401, Place::Token, "Error validating credentials. The client has not proved itself."),
    entry(70004, "invalid_request", 400, Place::Request, "The provided value for the input parameter 'redirect_uri' is not valid. The expected value is a URI which matches a redirect URI registered for this client application."),
    entry(700011, "unauthorized_client", 400, Place::Request, "Application with identifier '{client_id}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant."),
    entry(90006, "temporarily_unavailable", 503, Place::Token, "The service is temporarily unavailable. Please retry later."),
    entry(90008, "invalid_request", 400, Place::Application, "The user or administrator has not consented to use the application with ID '{client_id}'. This happened because application is misconfigured: it must require access to Windows Azure Active Directory by specifying at least 'Sign in and read user profile' permission."),
    entry(90019, "invalid_request", 400, Place::Request, "No tenant-identifying information found in either the request or implied by any provided credentials."),
    entry(90024, "temporarily_unavailable", 503, Place::Token, "A transient error has occurred. Please try again."),
    entry(90055, "temporarily_unavailable", 429, Place::Token, "There are too many incoming requests. Please retry later."),
    entry(900382, "invalid_client", 401, Place::Token, "Confidential Client is not supported in Cross Cloud request."),
    entry(900432, "invalid_client", 401, Place::Token, "Confidential Client is not supported in Cross Cloud request."),
    entry(90072, "invalid_grant", 400, Place::Person, "User account '{login}' from identity provider 'live.com' does not exist in tenant '{tenant}' and cannot access the application '{client_id}'({app}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different user account."),
    entry(90090, "temporarily_unavailable", 503, Place::Token, "The directory service is temporarily unavailable. Please retry later."),
    entry(90093, "access_denied", 400, Place::Person, "Calling principal cannot consent due to lack of permissions: your organization does not allow users to grant this application the permissions it asks for."),
];
