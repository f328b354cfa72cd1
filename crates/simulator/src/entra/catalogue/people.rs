//! What stands in a person's way: account, password, consent.

super::errors! {
    no_session() = 50058 login_required 400 Application:
        "A silent sign-in request was sent but no user is signed in.";
    consent_missing(client_id, app) = 65001 invalid_grant 400 Application [consent_required]:
        "The user or administrator has not consented to use the application with ID '{client_id}' \
         named '{app}'. Send an interactive authorization request for this user and resource.";
    consent_declined(app) = 65004 access_denied 400 Application:
        "User declined to consent to access the app '{app}'.";
    admin_needed(app) = 90094 access_denied 400 Person:
        "{app} needs permission to access resources in your organization that only an admin can \
         grant. Please ask an admin to grant permission to this app before you can use it.";
    admin_can_be_asked(app) = 90095 access_denied 400 Person:
        "Admin consent is required for the permissions requested by {app}. An admin consent \
         request may be sent to the admin.";
    risky_app(app) = 900941 access_denied 400 Person:
        "Administrator consent is required. The app {app} is considered to be risky.";
    risky_app_can_be_asked(app) = 900981 access_denied 400 Person:
        "An admin consent request was received for a risky app: {app}.";
    wrong_password() = 50126 invalid_grant 400 Person:
        "Error validating credentials due to invalid username or password.";
    person_unknown(login, tenant) = 50034 invalid_grant 400 Person:
        "The user account {login} does not exist in the {tenant} directory. To sign into this \
         application, the account must be added to the directory.";
    person_disabled() = 50057 invalid_grant 400 Person:
        "The user account is disabled.";
    person_locked() = 50053 invalid_grant 400 Person:
        "The account is locked, you've tried to sign in too many times with an incorrect user ID \
         or password.";
    password_expired() = 50055 invalid_grant 400 Person:
        "The password is expired.";
    password_expired_on_premises() = 50144 invalid_grant 400 Person:
        "The user's Active Directory password has expired.";
    person_of_other_tenant(login, home, tenant, client_id, app) = 50020 invalid_grant 400 Person:
        "User account '{login}' from identity provider 'https://sts.windows.net/{home}/' does not \
         exist in tenant '{tenant}' and cannot access the application '{client_id}'({app}) in that \
         tenant. The account needs to be added as an external user in the tenant first. Sign out \
         and sign in again with a different Azure Active Directory user account.";
    session_of_other_tenant(login, tenant, client_id, app) = 16000 interaction_required 400 Person:
        "User account '{login}' does not exist in tenant '{tenant}' and cannot access the \
         application '{client_id}'({app}) in that tenant. The account needs to be added as an \
         external user in the tenant first. Sign out and sign in again with a different user \
         account.";
    person_not_assigned(login, client_id, app) = 50105 invalid_grant 400 Person:
        "Your administrator has configured the application {app} ('{client_id}') to block users \
         unless they are specifically granted ('assigned') access to the application. The signed \
         in user '{login}' is blocked because they are not a direct member of a group with access, \
         nor had access directly assigned by an administrator.";
    stay_signed_in() = 50140 interaction_required 400 Person:
        "This error occurred due to 'Keep me signed in' interrupt when the user was signing-in.";
}
