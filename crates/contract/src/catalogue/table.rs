//! One row per cause: its stable name and who can take it away. What it is called, and
//! what to do about it, stands in every language in `languages`.

use super::Owner;
use serde::{Deserialize, Serialize};

macro_rules! causes {
    ($($name:ident = $code:literal, $owner:ident;)+) => {
        /// Why something is not as it should be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Cause {
            $(#[doc = $code] #[serde(rename = $code)] $name,)+
        }

        impl Cause {
            /// Every cause.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable name on the wire.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Who can take it away.
            #[must_use]
            pub fn owner(self) -> Owner {
                match self { $(Self::$name => Owner::$owner,)+ }
            }
        }
    };
}

impl Cause {
    /// Reads a name that [`Cause::code`] wrote.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cause| cause.code() == code)
    }
}

#[cfg(feature = "openapi")]
crate::fields::described_by_codes!(Cause, "Why something is not as it should be.");

causes! {
    // --- the panel and its API ---------------------------------------------
    NotSignedIn = "not_signed_in", You;
    WrongCredentials = "wrong_credentials", You;
    TooManyTries = "too_many_tries", You;
    ConfirmPassword = "confirm_password", You;
    PasswordWrong = "password_wrong", You;
    LastAdmin = "last_admin", Admin;
    InvitationOver = "invitation_over", Admin;
    SetUpCodeWrong = "set_up_code_wrong", You;
    SetUpDone = "set_up_done", You;
    Forbidden = "forbidden", Admin;
    CrossSite = "cross_site", Admin;
    Invalid = "invalid", You;
    Malformed = "malformed", Us;
    TooSlow = "too_slow", Network;
    WrongMethod = "wrong_method", Us;
    ChangedMeanwhile = "changed_meanwhile", You;
    KeyReused = "key_reused", Us;
    CutShort = "cut_short", You;
    NotFound = "not_found", You;
    AlreadyExists = "already_exists", You;
    InUse = "in_use", Admin;
    Busy = "busy", You;
    RunNotStopped = "run_not_stopped", You;
    WebhookTarget = "webhook_target", You;
    NobodyToWarn = "nobody_to_warn", You;
    AskedOver = "asked_over", Admin;
    AskedUsed = "asked_used", Admin;
    AskedExpired = "asked_expired", Admin;
    AskedRevoked = "asked_revoked", Admin;
    NothingMissing = "nothing_missing", You;
    NoAccountFits = "no_account_fits", Admin;
    SeveralAccountsFit = "several_accounts_fit", Admin;
    PurposesBeyondAccount = "purposes_beyond_account", Admin;
    NotReady = "not_ready", You;
    NothingToRehearse = "nothing_to_rehearse", You;
    AlreadySwitched = "already_switched", You;
    WaveRunning = "wave_running", You;
    NothingSwitched = "nothing_switched", You;
    RollBackOver = "roll_back_over", You;
    TooLarge = "too_large", You;
    Storage = "storage", Admin;
    StorageFull = "storage_full", Admin;
    StoredDamaged = "stored_damaged", Admin;
    Internal = "internal", Us;
    ServerAway = "server_away", Network;

    // --- a consent ----------------------------------------------------------
    ConsentDeclined = "consent_declined", You;
    AdminApprovalNeeded = "admin_approval_needed", EntraAdmin;
    ConsentExpired = "consent_expired", You;
    ConsentUnknown = "consent_unknown", You;
    ConsentOtherBrowser = "consent_other_browser", You;
    ConsentSessionEnded = "consent_session_ended", You;
    AccountChanged = "account_changed", You;
    WrongTenant = "wrong_tenant", You;
    WrongPerson = "wrong_person", You;
    ScopesMissing = "scopes_missing", EntraAdmin;
    ReplyNotTrusted = "reply_not_trusted", Us;
    CodeUsed = "code_used", You;

    // --- Entra ID -----------------------------------------------------------
    SecretWrong = "secret_wrong", Admin;
    SecretExpired = "secret_expired", Admin;
    SecretExpiresSoon = "secret_expires_soon", Admin;
    NoNextSecret = "no_next_secret", Admin;
    NoPreviousSecret = "no_previous_secret", Admin;
    AppNotFound = "app_not_found", Admin;
    TenantNotFound = "tenant_not_found", Admin;
    AppDisabled = "app_disabled", EntraAdmin;
    RedirectNotRegistered = "redirect_not_registered", EntraAdmin;
    NotWebPlatform = "not_web_platform", EntraAdmin;
    ConsentMissing = "consent_missing", Admin;
    PermissionNotRegistered = "permission_not_registered", EntraAdmin;
    GrantEnded = "grant_ended", Admin;
    PersonDisabled = "person_disabled", EntraAdmin;
    MfaNeeded = "mfa_needed", Admin;
    ConditionalAccess = "conditional_access", EntraAdmin;
    SignInFrequency = "sign_in_frequency", EntraAdmin;
    NotAssigned = "not_assigned", EntraAdmin;
    WrongCloud = "wrong_cloud", Admin;
    EntraRefused = "entra_refused", Admin;

    // --- Graph and Exchange --------------------------------------------------
    NoSignIn = "no_sign_in", Admin;
    NoMailboxAccess = "no_mailbox_access", MailboxOwner;
    MailboxUnknown = "mailbox_unknown", Admin;
    MailboxNotOnline = "mailbox_not_online", EntraAdmin;
    PermissionMissing = "permission_missing", Admin;
    SendAsDenied = "send_as_denied", MailboxOwner;
    RecipientRefused = "recipient_refused", You;
    TokenRefused = "token_refused", Us;
    Throttled = "throttled", Microsoft;
    MailboxFull = "mailbox_full", MailboxOwner;
    GraphRefused = "graph_refused", Admin;
    SentElsewhere = "sent_elsewhere", MailboxOwner;
    NotArrived = "not_arrived", MailboxOwner;
    SendUnknown = "send_unknown", You;

    // --- the road to Microsoft ------------------------------------------------
    MicrosoftUnreachable = "microsoft_unreachable", Network;
    MicrosoftSilent = "microsoft_silent", Microsoft;
    MicrosoftUnwell = "microsoft_unwell", Microsoft;
    MicrosoftGarbled = "microsoft_garbled", Network;
}
