//! What stands in a person's way: account, password, consent.

use crate::entra::errors::EntraError;

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
