//! Everything that can go wrong between us and Microsoft.

use contract::catalogue::{Cause, MicrosoftTrace};
use contract::time::Timestamp;
use serde::Deserialize;
use std::time::Duration;

/// Longest text of Microsoft's that is kept, in characters.
const MESSAGE_MAX: usize = 500;

/// Why a call to Microsoft brought no result.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Fault {
    /// Microsoft answered: no.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// No connection came about: the request was never sent.
    #[error("Microsoft could not be reached")]
    Unreachable,
    /// The connection broke, or time ran out, after the request may have been
    /// sent: what Microsoft did with it is unknown.
    #[error("Microsoft did not answer")]
    Silent,
    /// Something answered that is not Microsoft's answer.
    #[error("the answer could not be read (HTTP {status})")]
    Garbled {
        /// The HTTP status it had.
        status: u16,
    },
}

/// Who refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Entra ID: about tokens.
    Entra,
    /// Graph: about mail.
    Graph,
}

/// A refusal in Microsoft's words. Holds no token and no secret.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{code} (HTTP {status})")]
pub struct Refusal {
    /// Who refused.
    pub from: Source,
    /// The HTTP status.
    pub status: u16,
    /// `error` of Entra, `error.code` of Graph. Decisions rest on this one.
    pub error: String,
    /// Entra's second word.
    pub suberror: Option<String>,
    /// Entra's AADSTS numbers. They choose words and decide nothing: Microsoft
    /// warns that they change.
    pub codes: Vec<u32>,
    /// What to show: `AADSTS7000215`, or `error` where there is no number.
    pub code: String,
    /// Microsoft's text, its first line.
    pub message: String,
    /// Entra's trace id or Graph's request-id.
    pub request_id: Option<String>,
    /// Entra's correlation id or Graph's client-request-id.
    pub correlation_id: Option<String>,
    /// How long Microsoft asks us to wait.
    pub retry_after: Option<Duration>,
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl Fault {
    /// The cause in the catalogue.
    #[must_use]
    pub fn cause(&self) -> Cause {
        match self {
            Self::Refused(refusal) => refusal.cause(),
            Self::Unreachable => Cause::MicrosoftUnreachable,
            Self::Silent => Cause::MicrosoftSilent,
            Self::Garbled { status: 500.. } => Cause::MicrosoftUnwell,
            Self::Garbled { .. } => Cause::MicrosoftGarbled,
        }
    }

    /// What Microsoft said, if it said anything.
    #[must_use]
    pub fn trace(&self, at: Timestamp) -> Option<MicrosoftTrace> {
        match self {
            Self::Refused(refusal) => Some(MicrosoftTrace {
                code: refusal.code.clone(),
                message: refusal.message.clone(),
                request_id: refusal.request_id.clone(),
                correlation_id: refusal.correlation_id.clone(),
                at,
            }),
            _ => None,
        }
    }

    /// Whether this says something about the account, sign-in or mailbox. What
    /// passes by itself says nothing: it must not turn a light red.
    #[must_use]
    pub fn is_verdict(&self) -> bool {
        match self {
            Self::Refused(refusal) => !refusal.is_passing(),
            _ => false,
        }
    }

    /// Whether a refresh that ended like this ends the sign-in. Decided by
    /// OAuth's `error` alone (RFC 6749 §5.2, OpenID Connect Core §3.1.2.6): a
    /// wrong secret or a disabled app is not the sign-in's fault, and what
    /// passes by itself ends nothing.
    #[must_use]
    pub fn ends_sign_in(&self) -> bool {
        let Self::Refused(refusal) = self else {
            return false;
        };
        refusal.from == Source::Entra
            && !refusal.is_passing()
            && matches!(
                refusal.error.as_str(),
                "invalid_grant" | "interaction_required" | "consent_required" | "login_required"
            )
    }

    /// Whether Microsoft answered that it will not do it now, but may later:
    /// throttled, or not well. No answer at all is not that.
    #[must_use]
    pub fn is_refused_for_now(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.is_passing())
    }

    /// How long Microsoft asks us to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            _ => None,
        }
    }
}

impl Refusal {
    /// The cause in the catalogue.
    #[must_use]
    pub fn cause(&self) -> Cause {
        match self.from {
            _ if self.status == 429 => Cause::Throttled,
            Source::Entra if self.status >= 500 => Cause::MicrosoftUnwell,
            Source::Entra => Cause::from_entra(&self.error, self.suberror.as_deref(), &self.codes),
            Source::Graph => Cause::from_graph(self.status, &self.error),
        }
    }

    fn is_passing(&self) -> bool {
        matches!(self.status, 408 | 429 | 500..=506 | 508..=599)
            || matches!(
                self.error.as_str(),
                "temporarily_unavailable" | "server_error"
            )
    }

    /// Reads an error of Entra's token endpoint.
    pub(crate) fn entra(status: u16, retry_after: Option<Duration>, body: &[u8]) -> Option<Self> {
        let body: EntraBody = serde_json::from_slice(body).ok()?;
        let message = first_line(&body.error_description);
        Some(Self {
            from: Source::Entra,
            status,
            code: body
                .error_codes
                .first()
                .map_or_else(|| clipped(&body.error), |code| format!("AADSTS{code}")),
            error: clipped(&body.error),
            suberror: body.suberror,
            codes: body.error_codes,
            message,
            request_id: body.trace_id,
            correlation_id: body.correlation_id,
            retry_after,
        })
    }

    /// An error that came back in the browser's address, from `/authorize` or
    /// `/adminconsent`. Everything in it is what the browser says: good for
    /// words, never for a decision.
    #[must_use]
    pub fn returned(error: &str, subcode: Option<&str>, description: Option<&str>) -> Self {
        let description = description.unwrap_or_default();
        let codes = aadsts(description).into_iter().collect::<Vec<_>>();
        let after = |label: &str| {
            let (_, rest) = description.split_once(label)?;
            Some(clipped(rest.split_whitespace().next()?))
        };
        Self {
            from: Source::Entra,
            status: 400,
            code: codes
                .first()
                .map_or_else(|| clipped(error), |code| format!("AADSTS{code}")),
            error: clipped(error),
            suberror: subcode.map(clipped),
            codes,
            message: first_line(description),
            request_id: after("Trace ID:"),
            correlation_id: after("Correlation ID:"),
            retry_after: None,
        }
    }

    /// Reads an error of Graph. Some bodies are empty or not JSON: the status
    /// alone is then the answer.
    pub(crate) fn graph(
        status: u16,
        retry_after: Option<Duration>,
        request_id: Option<String>,
        client_request_id: Option<String>,
        body: &[u8],
    ) -> Self {
        let error = serde_json::from_slice::<GraphBody>(body)
            .map(|body| body.error)
            .unwrap_or_default();
        Self {
            from: Source::Graph,
            status,
            code: if error.code.is_empty() {
                format!("HTTP {status}")
            } else {
                clipped(&error.code)
            },
            error: clipped(&error.code),
            suberror: None,
            codes: Vec::new(),
            message: first_line(&error.message),
            request_id,
            correlation_id: client_request_id,
            retry_after,
        }
    }
}

#[derive(Deserialize)]
struct EntraBody {
    error: String,
    #[serde(default)]
    error_description: String,
    #[serde(default)]
    error_codes: Vec<u32>,
    suberror: Option<String>,
    trace_id: Option<String>,
    correlation_id: Option<String>,
}

#[derive(Deserialize)]
struct GraphBody {
    error: GraphError,
}

#[derive(Deserialize, Default)]
struct GraphError {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

/// The number behind the first `AADSTS` of a text.
fn aadsts(text: &str) -> Option<u32> {
    let (_, rest) = text.split_once("AADSTS")?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    rest[..end].parse().ok()
}

fn first_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    // Descriptions in an address arrive on one line, with the ids behind.
    let line = line.split(" Trace ID:").next().unwrap_or(line);
    line.trim().chars().take(MESSAGE_MAX).collect()
}

fn clipped(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(100)
        .collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, body: &str) -> Fault {
        Refusal::entra(status, None, body.as_bytes())
            .unwrap()
            .into()
    }

    #[test]
    fn a_dead_grant_ends_the_sign_in_whatever_its_number_is() {
        let fault = refused(
            400,
            r#"{"error":"invalid_grant","error_codes":[987654321]}"#,
        );
        assert!(fault.ends_sign_in());
        assert_eq!(fault.cause(), Cause::GrantEnded);
    }

    #[test]
    fn what_is_not_the_sign_ins_fault_ends_nothing() {
        for (status, body) in [
            (401, r#"{"error":"invalid_client","error_codes":[7000222]}"#),
            (
                400,
                r#"{"error":"unauthorized_client","error_codes":[700016]}"#,
            ),
            (503, r#"{"error":"temporarily_unavailable"}"#),
            (400, r#"{"error":"temporarily_unavailable"}"#),
            // A proxy that repeats an old body with a status of its own.
            (503, r#"{"error":"invalid_grant"}"#),
            (429, r#"{"error":"invalid_grant"}"#),
        ] {
            assert!(!refused(status, body).ends_sign_in(), "{status} {body}");
        }
        assert!(!Fault::Silent.ends_sign_in());
        assert!(!Fault::Garbled { status: 400 }.ends_sign_in());
    }

    #[test]
    fn an_error_in_the_address_keeps_its_number_and_ids() {
        let refusal = Refusal::returned(
            "consent_required",
            None,
            Some(
                "AADSTS65004: User declined to consent to access the app.\r\n\
                 Trace ID: 11111111-2222-3333-4444-555555555555\r\n\
                 Correlation ID: 66666666-7777-8888-9999-000000000000\r\n\
                 Timestamp: 2026-11-22 09:42:00Z",
            ),
        );
        assert_eq!(refusal.code, "AADSTS65004");
        assert_eq!(refusal.cause(), Cause::ConsentDeclined);
        assert_eq!(
            refusal.request_id.as_deref(),
            Some("11111111-2222-3333-4444-555555555555")
        );
        assert!(!refusal.message.contains("Trace"));
    }

    #[test]
    fn leaving_microsofts_page_brings_no_description() {
        let refusal = Refusal::returned("access_denied", Some("cancel"), None);
        assert_eq!(refusal.cause(), Cause::ConsentDeclined);
        assert_eq!(refusal.code, "access_denied");
    }

    #[test]
    fn an_empty_answer_of_graph_is_still_an_answer() {
        let refusal = Refusal::graph(401, None, None, None, b"");
        assert_eq!(refusal.code, "HTTP 401");
        assert_eq!(refusal.cause(), Cause::TokenRefused);
    }

    #[test]
    fn texts_of_microsoft_are_bounded_and_on_one_line() {
        let long = format!("AADSTS1: {}\u{7}\r\nTrace ID: x", "é".repeat(9000));
        let refusal = Refusal::returned(&"e\n".repeat(500), None, Some(&long));
        assert_eq!(refusal.message.chars().count(), MESSAGE_MAX);
        assert_eq!(refusal.error.len(), 100);
    }
}
