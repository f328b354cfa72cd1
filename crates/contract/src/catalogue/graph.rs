//! From an answer of Microsoft Graph to a cause.

use super::Cause;

impl Cause {
    /// The cause behind a Graph error: HTTP status and `error.code`.
    ///
    /// A shared mailbox that the person may not open answers 404
    /// `ErrorItemNotFound`, not 403; 403 `ErrorAccessDenied` means that the
    /// token lacks a `.Shared` permission.
    #[must_use]
    pub fn from_graph(status: u16, code: &str) -> Self {
        match (status, code) {
            (_, "ErrorSendAsDenied") => Self::SendAsDenied,
            (_, "ErrorInvalidUser") => Self::MailboxUnknown,
            (_, "MailboxNotEnabledForRESTAPI" | "MailboxNotSupportedForRESTAPI") => {
                Self::MailboxNotOnline
            }
            (_, "ErrorInvalidRecipients") => Self::RecipientRefused,
            (_, "ErrorQuotaExceeded" | "QuotaExceeded") | (507, _) => Self::MailboxFull,
            (404, "ErrorItemNotFound" | "ErrorFolderNotFound" | "ResourceNotFound") => {
                Self::NoMailboxAccess
            }
            (403, "ErrorAccessDenied" | "Authorization_RequestDenied") => Self::PermissionMissing,
            (401, _) => Self::TokenRefused,
            (429 | 509, _) => Self::Throttled,
            (500..=599, _) => Self::MicrosoftUnwell,
            _ => Self::GraphRefused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_right_in_exchange_differs_from_no_permission_in_the_token() {
        assert_eq!(
            Cause::from_graph(404, "ErrorItemNotFound"),
            Cause::NoMailboxAccess
        );
        assert_eq!(
            Cause::from_graph(403, "ErrorAccessDenied"),
            Cause::PermissionMissing
        );
    }

    #[test]
    fn an_empty_body_still_has_a_cause() {
        assert_eq!(Cause::from_graph(401, ""), Cause::TokenRefused);
        assert_eq!(Cause::from_graph(503, ""), Cause::MicrosoftUnwell);
        assert_eq!(Cause::from_graph(418, ""), Cause::GraphRefused);
    }
}
