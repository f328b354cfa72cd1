//! What is not known for certain of Microsoft's behaviour, each as a switch
//! with the likelier answer as its default, and settings of tenants and of
//! Microsoft that clients have to cope with.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// All switches; the tenant file and the control API set them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Switches {
    pub(crate) scope_form: ScopeForm,
    pub(crate) access_token_seconds: Option<u32>,
    pub(crate) code_seconds: u32,
    pub(crate) invalid_client_status: u16,
    pub(crate) request_error_page_status: u16,
    pub(crate) person_error_page_status: u16,
    pub(crate) declined_consent_error: DeclinedConsent,
    pub(crate) policy_error: PolicyError,
    pub(crate) password_change_revokes: bool,
    pub(crate) newer_discovery_fields: bool,
    pub(crate) stay_signed_in_page: bool,
    pub(crate) identical_requests: Option<u32>,
    pub(crate) shared_scopes_cover_own_mailbox: bool,
    pub(crate) send_without_full_access: SendWithoutFullAccess,
    pub(crate) large_uploads_to_shared_mailboxes: bool,
    pub(crate) rights_delay_seconds: u32,
    pub(crate) throttling: bool,
    pub(crate) concurrency_scope: ConcurrencyScope,
    pub(crate) concurrent_requests: u32,
    pub(crate) requests_per_ten_minutes: u32,
    pub(crate) upload_bytes_per_five_minutes: u64,
    pub(crate) retry_after_seconds: u32,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            scope_form: ScopeForm::Url,
            access_token_seconds: None,
            code_seconds: 600,
            invalid_client_status: 401,
            request_error_page_status: 400,
            person_error_page_status: 200,
            declined_consent_error: DeclinedConsent::AccessDenied,
            policy_error: PolicyError::AsRecorded,
            password_change_revokes: true,
            newer_discovery_fields: false,
            stay_signed_in_page: false,
            identical_requests: None,
            shared_scopes_cover_own_mailbox: true,
            send_without_full_access: SendWithoutFullAccess::NotFound,
            large_uploads_to_shared_mailboxes: false,
            rights_delay_seconds: 0,
            throttling: true,
            concurrency_scope: ConcurrencyScope::AppAndMailbox,
            concurrent_requests: 4,
            requests_per_ten_minutes: 10_000,
            upload_bytes_per_five_minutes: 150 * 1024 * 1024,
            retry_after_seconds: 1,
        }
    }
}

/// How `scope` in a token answer names Graph's permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ScopeForm {
    /// `https://graph.microsoft.com/Mail.Send`
    Url,
    /// `Mail.Send`
    Short,
    /// As the request wrote them.
    AsAsked,
}

/// The `error` value beside AADSTS65004.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DeclinedConsent {
    AccessDenied,
    ConsentRequired,
}

/// The `error` value of what Conditional Access refuses at the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PolicyError {
    /// `invalid_grant` for a block, `interaction_required` for a second factor.
    AsRecorded,
    InteractionRequired,
    InvalidGrant,
}

/// What `/users/{x}/sendMail` says to somebody who may send as `x` and may not
/// open the mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SendWithoutFullAccess {
    /// 404 `ErrorItemNotFound`
    NotFound,
    /// 403 `ErrorAccessDenied`
    AccessDenied,
    Allowed,
}

/// Per what the requests under way are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ConcurrencyScope {
    AppAndMailbox,
    App,
}

/// Name, what it does, and the same in Dutch; in the order of the manual.
pub(crate) const MEANINGS: &[(&str, &str, &str)] = &[
    (
        "scope_form",
        "how `scope` in a token answer names Graph's permissions: `url` (recorded), `short` (documents), `as_asked`",
        "hoe `scope` in een tokenantwoord de machtigingen van Graph noemt: `url` (waargenomen), `short` (documentatie), `as_asked`",
    ),
    (
        "access_token_seconds",
        "how long access tokens live; between 60 and 90 minutes at random when null, and for a day with cp1",
        "hoe lang toegangstokens leven; bij null willekeurig 60 tot 90 minuten, en met cp1 een dag",
    ),
    (
        "code_seconds",
        "how long an authorization code lives: 600 by the documents, 900 by one report",
        "hoe lang een autorisatiecode leeft: 600 volgens de documentatie, 900 volgens één bericht",
    ),
    (
        "invalid_client_status",
        "status of `invalid_client` (7000218, 7000222, 700025, 700027, 7000215): 401 is recorded for 7000215",
        "status van `invalid_client` (7000218, 7000222, 700025, 700027, 7000215): 401 is waargenomen bij 7000215",
    ),
    (
        "request_error_page_status",
        "status of Microsoft's own page when the request is at fault",
        "status van Microsofts eigen pagina wanneer het aan het verzoek ligt",
    ),
    (
        "person_error_page_status",
        "status of Microsoft's own page when the person is stopped",
        "status van Microsofts eigen pagina wanneer de persoon niet verder mag",
    ),
    (
        "declined_consent_error",
        "`error` beside AADSTS65004: `access_denied` or `consent_required`",
        "`error` naast AADSTS65004: `access_denied` of `consent_required`",
    ),
    (
        "policy_error",
        "`error` of Conditional Access at the token endpoint: `as_recorded`, `interaction_required` or `invalid_grant`",
        "`error` van voorwaardelijke toegang bij tokens: `as_recorded`, `interaction_required` of `invalid_grant`",
    ),
    (
        "password_change_revokes",
        "whether a password that a person changes revokes refresh tokens: two of Microsoft's pages differ",
        "of een wachtwoord dat iemand zelf wijzigt de vernieuwingstokens intrekt: twee pagina's van Microsoft verschillen",
    ),
    (
        "newer_discovery_fields",
        "the mTLS aliases of newer discovery documents",
        "de mTLS-aliassen van nieuwere detectiedocumenten",
    ),
    (
        "stay_signed_in_page",
        "the page \"Stay signed in?\" after a sign-in",
        "de pagina \"Aangemeld blijven?\" na het aanmelden",
    ),
    (
        "identical_requests",
        "after so many identical token requests in five minutes AADSTS50196 follows; never when null",
        "na zoveel gelijke tokenverzoeken in vijf minuten volgt AADSTS50196; bij null nooit",
    ),
    (
        "shared_scopes_cover_own_mailbox",
        "whether Mail.ReadWrite.Shared alone opens one's own mailbox",
        "of Mail.ReadWrite.Shared alleen ook het eigen postvak opent",
    ),
    (
        "send_without_full_access",
        "what /users/{x}/sendMail says to somebody with Send As and without Full Access: `not_found`, `access_denied` or `allowed`",
        "wat /users/{x}/sendMail zegt tegen wie Verzenden als heeft en geen Volledige toegang: `not_found`, `access_denied` of `allowed`",
    ),
    (
        "large_uploads_to_shared_mailboxes",
        "whether an upload session in a shared mailbox works; the documents call its failing a known issue",
        "of een uploadsessie in een gedeeld postvak werkt; de documentatie noemt het mislukken een bekend probleem",
    ),
    (
        "rights_delay_seconds",
        "how long a changed Exchange right takes to hold; about an hour in practice",
        "hoe lang het duurt voor een gewijzigd Exchange-recht geldt; in de praktijk ongeveer een uur",
    ),
    (
        "throttling",
        "whether anything is counted at all",
        "of er iets geteld wordt",
    ),
    (
        "concurrency_scope",
        "per what requests under way are counted: `app_and_mailbox` or `app`",
        "waarvan gelijktijdige verzoeken geteld worden: `app_and_mailbox` of `app`",
    ),
    (
        "concurrent_requests",
        "how many requests may be under way at once",
        "hoeveel verzoeken tegelijk onderweg mogen zijn",
    ),
    (
        "requests_per_ten_minutes",
        "how many requests an app may send to a mailbox in ten minutes",
        "hoeveel verzoeken een app in tien minuten aan een postvak mag doen",
    ),
    (
        "upload_bytes_per_five_minutes",
        "how much an app may upload to a mailbox in five minutes",
        "hoeveel een app in vijf minuten naar een postvak mag uploaden",
    ),
    (
        "retry_after_seconds",
        "`Retry-After` of too many requests under way",
        "`Retry-After` bij te veel verzoeken tegelijk",
    ),
];

impl Switches {
    /// These switches with others in place of the named ones.
    pub(crate) fn with(&self, changes: &Value) -> Result<Self, serde_json::Error> {
        let mut all = serde_json::to_value(self)?;
        if let (Some(all), Some(changes)) = (all.as_object_mut(), changes.as_object()) {
            for (name, value) in changes {
                all.insert(name.clone(), value.clone());
            }
        }
        serde_json::from_value(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_has_its_meaning() {
        let all = serde_json::to_value(Switches::default()).expect("JSON");
        let mut names: Vec<&str> = all
            .as_object()
            .expect("an object")
            .keys()
            .map(String::as_str)
            .collect();
        let mut explained: Vec<&str> = MEANINGS.iter().map(|(name, ..)| *name).collect();
        names.sort_unstable();
        explained.sort_unstable();
        assert_eq!(names, explained);
    }
}
