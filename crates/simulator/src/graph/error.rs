//! Graph's errors and their envelope.
//! Microsoft: "Microsoft Graph error responses and resource types".

use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};

use crate::base::clock::Moment;
use crate::control::record::Notes;
use crate::graph::call::{self, Answer};
use crate::world::World;

#[derive(Clone, Debug)]
pub(crate) struct GraphError {
    pub(crate) status: StatusCode,
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) retry_after: Option<u32>,
    /// What a client has to ask Entra for, in base64.
    pub(crate) claims: Option<String>,
}

impl GraphError {
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            code: code.to_owned(),
            message: message.into(),
            retry_after: None,
            claims: None,
        }
    }

    pub(crate) fn body(&self, world: &World, request_id: &str, client_request_id: &str) -> Value {
        let date = world.clock.now().iso();
        json!({
            "error": {
                "code": self.code,
                "message": self.message,
                "innerError": {
                    "date": date.trim_end_matches('Z'),
                    "request-id": request_id,
                    "client-request-id": client_request_id,
                }
            }
        })
    }

    /// The header of a 401.
    fn challenge(&self) -> String {
        let mut challenge = concat!(
            "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/",
            "authorize\", client_id=\"00000003-0000-0000-c000-000000000000\""
        )
        .to_owned();
        if let Some(claims) = &self.claims {
            let more = format!(
                ", error=\"insufficient_claims\", claims=\"{claims}\", errorDescription=\"{}\"",
                self.message
            );
            challenge.push_str(&more);
        }
        challenge
    }

    /// The whole HTTP answer.
    pub(crate) fn response(&self, request: &HeaderMap, world: &World) -> Response {
        let request_id = world.dice.guid();
        let client_request_id = call::client_request_id(request, &request_id);
        let body = self.body(world, &request_id, &client_request_id);
        let answer = Answer::json(self.status, body);
        let mut response = call::respond(answer, &request_id, &client_request_id);
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.status == StatusCode::UNAUTHORIZED
            && let Ok(challenge) = self.challenge().parse()
        {
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        let notes = json!({"error": self.code});
        response.extensions_mut().insert(Notes(notes));
        response
    }
}

/// The usual error of a status, for answers that were ordered.
pub(crate) fn of_status(status: u16) -> GraphError {
    let (code, message) = match status {
        400 => ("BadRequest", "The request was malformed or incorrect."),
        401 => (
            "InvalidAuthenticationToken",
            "Access token has expired or is not yet valid.",
        ),
        403 => (
            "ErrorAccessDenied",
            "Access is denied. Check credentials and try again.",
        ),
        404 => (
            "ErrorItemNotFound",
            "The specified object was not found in the store.",
        ),
        429 => (
            "ApplicationThrottled",
            "Application is over its MailboxConcurrency limit.",
        ),
        500 => (
            "UnknownError",
            "There was an internal server error while processing the request.",
        ),
        502 => ("BadGateway", "The gateway got an invalid answer."),
        503 => ("serviceNotAvailable", "Service is unavailable."),
        504 => ("UnknownError", "The gateway did not answer in time."),
        507 => ("ErrorQuotaExceeded", "The mailbox has exceeded its quota."),
        509 => (
            "BandwidthLimitExceeded",
            "The maximum bandwidth cap has been exceeded.",
        ),
        _ => ("UnknownError", "An error was ordered from the stand-in."),
    };
    GraphError::new(status, code, message)
}

pub(crate) fn no_token() -> GraphError {
    GraphError::new(401, "InvalidAuthenticationToken", "Access token is empty.")
}

pub(crate) fn bad_token() -> GraphError {
    GraphError::new(
        401,
        "InvalidAuthenticationToken",
        "CompactToken parsing failed with error code: 80049217",
    )
}

pub(crate) fn wrong_audience() -> GraphError {
    GraphError::new(
        401,
        "InvalidAuthenticationToken",
        "Access token validation failure. Invalid audience.",
    )
}

pub(crate) fn expired_token() -> GraphError {
    GraphError::new(
        401,
        "InvalidAuthenticationToken",
        "Lifetime validation failed, the token is expired.",
    )
}

/// The token lacks the scope.
pub(crate) fn access_denied() -> GraphError {
    GraphError::new(
        403,
        "ErrorAccessDenied",
        "Access is denied. Check credentials and try again.",
    )
}

pub(crate) fn directory_denied() -> GraphError {
    GraphError::new(
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
    )
}

pub(crate) fn user_not_found(name: &str) -> GraphError {
    GraphError::new(
        404,
        "Request_ResourceNotFound",
        format!(
            "Resource '{name}' does not exist or one of its queried reference-property objects are \
             not present."
        ),
    )
}

/// The address is in no mailbox of the tenant.
pub(crate) fn invalid_user(name: &str) -> GraphError {
    GraphError::new(
        404,
        "ErrorInvalidUser",
        format!("The requested user '{name}' is invalid."),
    )
}

pub(crate) fn no_mailbox() -> GraphError {
    GraphError::new(
        404,
        "MailboxNotEnabledForRESTAPI",
        "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
    )
}

/// No such item, or a mailbox that this person may not open: Exchange says
/// the same of both.
pub(crate) fn not_found() -> GraphError {
    GraphError::new(
        404,
        "ErrorItemNotFound",
        "The specified object was not found in the store.",
    )
}

pub(crate) fn mailbox_closed() -> GraphError {
    GraphError::new(
        404,
        "ErrorItemNotFound",
        "The specified object was not found in the store., Default folder Inbox not found.",
    )
}

pub(crate) fn send_as_denied() -> GraphError {
    GraphError::new(
        403,
        "ErrorSendAsDenied",
        "The user account which was used to submit this request does not have the right to send \
         mail on behalf of the specified sending account., Cannot submit message.",
    )
}

pub(crate) fn invalid_recipients(detail: &str) -> GraphError {
    GraphError::new(
        400,
        "ErrorInvalidRecipients",
        format!("At least one recipient is not valid., {detail}"),
    )
}

pub(crate) fn bad_mime() -> GraphError {
    GraphError::new(
        400,
        "ErrorMimeContentInvalidBase64String",
        "Invalid base64 string for MIME content.",
    )
}

pub(crate) fn malformed_id() -> GraphError {
    GraphError::new(400, "ErrorInvalidIdMalformed", "Id is malformed.")
}

/// A token of an app itself, where only a person's will do.
pub(crate) fn only_delegated() -> GraphError {
    bad_request("/me request is only valid with delegated authentication flow.")
}

pub(crate) fn unreadable_json() -> GraphError {
    bad_request(
        "Unable to read JSON request payload. Please ensure Content-Type header is set and \
         payload is of valid JSON format.",
    )
}

pub(crate) fn conflict() -> GraphError {
    GraphError::new(
        412,
        "ErrorIrresolvableConflict",
        "The send or update operation could not be performed because the change key passed in the \
         request does not match the current change key for the item., Cannot save changes made to \
         an item to store.",
    )
}

/// The item is in the recoverable items already.
pub(crate) fn cannot_delete() -> GraphError {
    GraphError::new(
        403,
        "ErrorCannotDeleteObject",
        "Delete is not supported on the item or folder.",
    )
}

pub(crate) fn mailbox_full() -> GraphError {
    GraphError::new(
        507,
        "ErrorQuotaExceeded",
        "The mailbox has exceeded its quota., Cannot save changes made to an item to store.",
    )
}

pub(crate) fn message_too_large() -> GraphError {
    GraphError::new(
        413,
        "ErrorMessageSizeExceeded",
        "The message exceeds the maximum supported size.",
    )
}

pub(crate) fn upload_too_small() -> GraphError {
    GraphError::new(
        400,
        "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",
        "Attachment size should not be less than the minimum size of 3 MB for an upload session.",
    )
}

/// A piece that is not the next one, or is not what it says.
pub(crate) fn bad_range() -> GraphError {
    GraphError::new(
        416,
        "InvalidContentRange",
        "The Content-Range header does not fit the upload session.",
    )
}

pub(crate) fn failed_dependency() -> GraphError {
    GraphError::new(424, "FailedDependency", "Dependent request failed.")
}

fn throttled(message: &str, seconds: u32) -> GraphError {
    GraphError {
        retry_after: Some(seconds),
        ..GraphError::new(429, "ApplicationThrottled", message)
    }
}

pub(crate) fn too_many_at_once(seconds: u32) -> GraphError {
    throttled("Application is over its MailboxConcurrency limit.", seconds)
}

pub(crate) fn too_many_requests(seconds: u32) -> GraphError {
    throttled("Application is over its MailboxRequests limit.", seconds)
}

/// What a delta token stands for is no longer known.
pub(crate) fn sync_state_gone() -> GraphError {
    GraphError::new(
        410,
        "SyncStateNotFound",
        "The sync state generation is not found; generation=1;",
    )
}

/// A claims challenge: the token was good, and something has happened since.
/// Microsoft: "Claims challenges, claims requests, and client capabilities".
pub(crate) fn challenged(code: &str, not_before: Moment) -> GraphError {
    let claims = format!(
        "{{\"access_token\":{{\"nbf\":{{\"essential\":true, \"value\":\"{}\"}}}}}}",
        not_before.seconds()
    );
    GraphError {
        claims: Some(STANDARD.encode(claims)),
        ..GraphError::new(
            401,
            "InvalidAuthenticationToken",
            format!(
                "Continuous access evaluation resulted in challenge with result: \
                 InteractionRequired and code: {code}"
            ),
        )
    }
}

pub(crate) fn bad_request(message: impl Into<String>) -> GraphError {
    GraphError::new(400, "BadRequest", message)
}

pub(crate) fn inefficient_filter() -> GraphError {
    GraphError::new(
        400,
        "InefficientFilter",
        "The restriction or sort order is too complex for this operation.",
    )
}

pub(crate) fn no_such_path(segment: &str) -> GraphError {
    GraphError::new(
        400,
        "BadRequest",
        format!("Resource not found for the segment '{segment}'."),
    )
}

pub(crate) fn wrong_method() -> GraphError {
    GraphError::new(
        405,
        "Request_BadRequest",
        "Specified HTTP method is not allowed for the request target.",
    )
}

pub(crate) fn too_large() -> GraphError {
    GraphError::new(
        413,
        "RequestEntityTooLarge",
        "Maximum request length exceeded.",
    )
}
