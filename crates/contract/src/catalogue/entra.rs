//! From an answer of Entra ID to a cause.
//!
//! Microsoft warns that AADSTS numbers may change, so whether a sign-in has
//! ended is never decided by them (the backend looks at `error`). They only
//! choose the words; an unknown number falls back to what `error` says.

use super::Cause;

impl Cause {
    /// The cause behind an error of `/authorize` or `/token`.
    ///
    /// `error` and `suberror` as RFC 6749 §4.1.2.1 and §5.2 and Entra name
    /// them; `codes` are the AADSTS numbers (`error_codes`).
    #[must_use]
    pub fn from_entra(error: &str, suberror: Option<&str>, codes: &[u32]) -> Self {
        codes
            .iter()
            .find_map(|&code| by_code(code))
            .unwrap_or_else(|| by_error(error, suberror))
    }
}

fn by_code(code: u32) -> Option<Cause> {
    Some(match code {
        70002 | 7_000_215 | 7_000_218 | 700_025 => Cause::SecretWrong,
        7_000_222 => Cause::SecretExpired,
        700_011 | 700_016 => Cause::AppNotFound,
        90002 | 900_023 | 50059 | 90019 | 50128 | 50194 => Cause::TenantNotFound,
        70001 | 7_000_112 => Cause::AppDisabled,
        50011 | 500_112 | 70004 | 900_971 => Cause::RedirectNotRegistered,
        9_002_325..=9_002_327 | 700_084 => Cause::NotWebPlatform,
        65001 => Cause::ConsentMissing,
        65004 => Cause::ConsentDeclined,
        90093..=90095 | 900_941 | 900_981 => Cause::AdminApprovalNeeded,
        65005 | 650_052..=650_054 | 650_056 | 650_057 | 70011 | 28002 | 28003 | 50001 | 500_011 => {
            Cause::PermissionNotRegistered
        }
        50173 | 700_082 | 70000 => Cause::GrantEnded,
        50034 | 50055 | 50057 | 50144 => Cause::PersonDisabled,
        50072 | 50074 | 50076 | 50078 | 50079 => Cause::MfaNeeded,
        50053
        | 50097
        | 53000..=53004
        | 530_032
        | 530_035
        | 1_000_031
        | 50002
        | 500_021
        | 500_212
        | 500_213 => Cause::ConditionalAccess,
        70043 => Cause::SignInFrequency,
        50105 => Cause::NotAssigned,
        16000 | 50020 | 90072 | 700_005 => Cause::WrongTenant,
        50049 | 90038 | 900_382 | 900_432 | 900_439 => Cause::WrongCloud,
        54005 => Cause::CodeUsed,
        501_481 => Cause::ConsentOtherBrowser,
        90006 | 90024 | 90033 | 90055 | 90090 | 50196 => Cause::MicrosoftUnwell,
        _ => return None,
    })
}

fn by_error(error: &str, suberror: Option<&str>) -> Cause {
    match (error, suberror) {
        (_, Some("consent_required")) | ("consent_required", _) => Cause::ConsentMissing,
        ("access_denied", _) => Cause::ConsentDeclined,
        ("invalid_client", _) => Cause::SecretWrong,
        ("invalid_grant" | "login_required" | "bad_token", _) => Cause::GrantEnded,
        ("interaction_required", _) => Cause::MfaNeeded,
        ("invalid_scope" | "invalid_resource", _) => Cause::PermissionNotRegistered,
        ("temporarily_unavailable" | "server_error", _) => Cause::MicrosoftUnwell,
        _ => Cause::EntraRefused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_number_chooses_the_words() {
        let cause = Cause::from_entra("invalid_client", None, &[7_000_222]);
        assert_eq!(cause, Cause::SecretExpired);
        let cause = Cause::from_entra("invalid_grant", Some("consent_required"), &[65001]);
        assert_eq!(cause, Cause::ConsentMissing);
    }

    #[test]
    fn an_unknown_number_falls_back_to_the_error() {
        assert_eq!(
            Cause::from_entra("invalid_grant", None, &[999_999_999]),
            Cause::GrantEnded
        );
        assert_eq!(
            Cause::from_entra("invalid_grant", Some("consent_required"), &[]),
            Cause::ConsentMissing
        );
        assert_eq!(Cause::from_entra("made_up", None, &[]), Cause::EntraRefused);
    }

    #[test]
    fn leaving_microsofts_page_is_a_decline() {
        assert_eq!(
            Cause::from_entra("access_denied", None, &[]),
            Cause::ConsentDeclined
        );
    }
}
