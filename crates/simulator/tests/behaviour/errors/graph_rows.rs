//! The errors of Graph.

use super::Orders;

/// One error of Graph.
pub(crate) struct GraphRow {
    pub(crate) status: u16,
    pub(crate) code: &'static str,
    pub(crate) how: &'static str,
    pub(crate) before: Orders,
    pub(crate) token: Token,
    /// What is ordered once the token is there.
    pub(crate) between: Orders,
    pub(crate) method: &'static str,
    /// Below `/v1.0`; what stands in braces is made first.
    pub(crate) path: &'static str,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) body: &'static str,
    pub(crate) message: &'static str,
    /// A part of `WWW-Authenticate`.
    pub(crate) challenge: &'static str,
}

/// Whose token the request carries.
pub(crate) enum Token {
    Missing,
    Nonsense,
    /// The app's own.
    App,
    /// The service account's, for a scope.
    Of(&'static str),
    /// … of a client that answers claims challenges.
    Continuous(&'static str),
}

const ALL: &str = "openid Mail.ReadWrite Mail.Send Mail.ReadWrite.Shared Mail.Send.Shared User.Read User.ReadBasic.All";

const ROW: GraphRow = GraphRow {
    status: 400,
    code: "BadRequest",
    how: "",
    before: &[],
    token: Token::Of(ALL),
    between: &[],
    method: "GET",
    path: "/me/mailFolders/inbox",
    headers: &[],
    body: "",
    message: "",
    challenge: "authorization_uri=",
};
const POST: GraphRow = GraphRow {
    method: "POST",
    ..ROW
};
const CLOSED: &str =
    "The specified object was not found in the store., Default folder Inbox not found.";
const DENIED: &str = "Access is denied. Check credentials and try again.";
const NO_MAILBOX: &str = "The mailbox is either inactive, soft-deleted, or is hosted on-premise.";
const FULL: &str =
    "The mailbox has exceeded its quota., Cannot save changes made to an item to store.";
const TEXT: &[(&str, &str)] = &[("content-type", "text/plain")];

#[rustfmt::skip]
pub(super) const ROWS: &[GraphRow] = &[
    GraphRow { status: 401, code: "InvalidAuthenticationToken", how: "no token", token: Token::Missing, message: "Access token is empty.", ..ROW },
    GraphRow { status: 401, code: "InvalidAuthenticationToken", how: "a token that is none", token: Token::Nonsense, message: "CompactToken parsing failed with error code: 80049217", ..ROW },
    GraphRow { status: 401, code: "InvalidAuthenticationToken", how: "a token for another API", token: Token::Of("https://outlook.office.com/SMTP.Send"), message: "Access token validation failure. Invalid audience.", ..ROW },
    GraphRow { status: 401, code: "InvalidAuthenticationToken", how: "a token that has expired", between: &[("clock", r#"{"advance_seconds": 7200}"#)], message: "Lifetime validation failed, the token is expired.", ..ROW },
    GraphRow { status: 401, code: "InvalidAuthenticationToken", how: "sessions revoked, and the client knows claims challenges (cp1)", token: Token::Continuous(ALL), between: &[("people/revoke-sessions", r#"{"person": "svc@alfa.nl"}"#)], message: "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp", challenge: "error=\"insufficient_claims\"", ..ROW },
    GraphRow { status: 401, code: "InvalidAuthenticationToken", how: "an account disabled, and the client knows claims challenges", token: Token::Continuous(ALL), between: &[("people/disable", r#"{"person": "svc@alfa.nl"}"#)], message: "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: UserDisabled", challenge: "error=\"insufficient_claims\"", ..ROW },
    GraphRow { status: 401, code: "InvalidAuthenticationToken", how: "a policy asks for a second factor, and the client knows claims challenges", token: Token::Continuous(ALL), between: &[("policies/add", r#"{"tenant": "alfa.nl", "name": "MFA", "grant": "mfa"}"#)], message: "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenCreatedWithOutdatedPolicies", challenge: "error=\"insufficient_claims\"", ..ROW },
    GraphRow { status: 403, code: "ErrorAccessDenied", how: "another's mailbox and no `.Shared` scope", token: Token::Of("Mail.ReadWrite"), path: "/users/post@alfa.nl/mailFolders/inbox", message: DENIED, ..ROW },
    GraphRow { status: 403, code: "ErrorAccessDenied", how: "a change with a scope that only reads", token: Token::Of("Mail.Read"), method: "POST", path: "/me/messages", body: "{}", message: DENIED, ..ROW },
    GraphRow { status: 403, code: "ErrorAccessDenied", how: "a mailbox with a token of the app itself", token: Token::App, path: "/users/post@alfa.nl/messages", message: DENIED, ..ROW },
    GraphRow { code: "BadRequest", how: "`/me` with a token of the app itself", token: Token::App, message: "/me request is only valid with delegated authentication flow.", ..ROW },
    GraphRow { status: 403, code: "ErrorAccessDenied", how: "the content of received mail changed after 2026-12-31 without `Mail-Advanced.ReadWrite.Shared`", before: &[("secrets/remove", r#"{"client_id": "aaaaaaaa-0000-4000-8000-00000000c001"}"#), ("secrets/add", r#"{"client_id": "aaaaaaaa-0000-4000-8000-00000000c001", "value": "main-secret-value"}"#), ("clock", r#"{"advance_seconds": 7776000}"#)], method: "PATCH", path: "/users/post@alfa.nl/messages/{received}", body: r#"{"subject": "Anders"}"#, message: DENIED, ..ROW },
    GraphRow { status: 403, code: "ErrorAccessDenied", how: "mailbox settings of somebody else", path: "/users/post@alfa.nl/mailboxSettings", message: DENIED, ..ROW },
    GraphRow { status: 403, code: "ErrorAccessDenied", how: "a large upload to a shared mailbox", method: "POST", path: "/users/post@alfa.nl/messages/{received}/attachments/createUploadSession", body: r#"{"AttachmentItem": {"attachmentType": "file", "name": "a.bin", "size": 4000000}}"#, message: DENIED, ..ROW },
    GraphRow { status: 403, code: "Authorization_RequestDenied", how: "somebody's profile without `User.ReadBasic.All`", token: Token::Of("User.Read"), path: "/users/anna@alfa.nl", message: "Insufficient privileges to complete the operation.", ..ROW },
    GraphRow { status: 404, code: "Request_ResourceNotFound", how: "the profile of nobody", path: "/users/niemand@alfa.nl", message: "Resource '…' does not exist or one of its queried reference-property objects are not present.", ..ROW },
    GraphRow { status: 404, code: "ErrorInvalidUser", how: "a mailbox of nobody", path: "/users/niemand@alfa.nl/mailFolders/inbox", message: "The requested user '…' is invalid.", ..ROW },
    GraphRow { status: 404, code: "ErrorInvalidUser", how: "a mailbox of another tenant", path: "/users/svc@beta.nl/mailFolders/inbox", message: "The requested user '…' is invalid.", ..ROW },
    GraphRow { status: 404, code: "MailboxNotEnabledForRESTAPI", how: "a mailbox without a licence", path: "/users/leeg@alfa.nl/mailFolders/inbox", message: NO_MAILBOX, ..ROW },
    GraphRow { status: 404, code: "MailboxNotEnabledForRESTAPI", how: "a mailbox in an Exchange of one's own", path: "/users/lokaal@alfa.nl/mailFolders/inbox", message: NO_MAILBOX, ..ROW },
    GraphRow { status: 404, code: "MailboxNotEnabledForRESTAPI", how: "a person without a mailbox", path: "/users/zonder@alfa.nl/mailFolders/inbox", message: NO_MAILBOX, ..ROW },
    GraphRow { status: 404, code: "ErrorItemNotFound", how: "a mailbox that is not shared with this person", path: "/users/dicht@alfa.nl/mailFolders/inbox", message: CLOSED, ..ROW },
    GraphRow { status: 404, code: "ErrorItemNotFound", how: "Full Access taken away", between: &[("rights/take", r#"{"mailbox": "post@alfa.nl", "person": "svc@alfa.nl", "right": "full_access"}"#)], path: "/users/post@alfa.nl/messages", message: CLOSED, ..ROW },
    GraphRow { status: 404, code: "ErrorItemNotFound", how: "the address of a group", path: "/users/groep@alfa.nl/mailFolders/inbox", message: CLOSED, ..ROW },
    GraphRow { status: 404, code: "ErrorItemNotFound", how: "a folder that is not shared, in a mailbox of which another is", before: &[("folders/share", r#"{"mailbox": "dicht@alfa.nl", "folder": "inbox", "person": "svc@alfa.nl"}"#)], path: "/users/dicht@alfa.nl/mailFolders/drafts", message: "The specified object was not found in the store.", ..ROW },
    GraphRow { status: 403, code: "ErrorAccessDenied", how: "a change in a folder that is shared to be read", before: &[("folders/share", r#"{"mailbox": "dicht@alfa.nl", "folder": "inbox", "person": "svc@alfa.nl"}"#)], method: "POST", path: "/users/dicht@alfa.nl/mailFolders/inbox/messages", body: "{}", message: DENIED, ..ROW },
    GraphRow { status: 404, code: "ErrorItemNotFound", how: "a message that is gone", path: "/me/messages/{purged}", message: "The specified object was not found in the store.", ..ROW },
    GraphRow { code: "ErrorInvalidIdMalformed", how: "an id that is none", path: "/me/messages/nonsense", message: "Id is malformed.", ..ROW },
    GraphRow { status: 403, code: "ErrorSendAsDenied", how: "`from` a mailbox without Send As or Send on Behalf", path: "/me/sendMail", body: r#"{"message": {"from": {"emailAddress": {"address": "dicht@alfa.nl"}}, "toRecipients": [{"emailAddress": {"address": "anna@alfa.nl"}}]}}"#, message: "The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.", ..POST },
    GraphRow { status: 404, code: "ErrorItemNotFound", how: "`/users/{x}/sendMail` with Send As and without Full Access", path: "/users/sturen@alfa.nl/sendMail", body: r#"{"message": {"toRecipients": [{"emailAddress": {"address": "anna@alfa.nl"}}]}}"#, message: CLOSED, ..POST },
    GraphRow { code: "ErrorInvalidRecipients", how: "a mail to nobody", path: "/me/sendMail", body: r#"{"message": {"subject": "x"}}"#, message: "At least one recipient is not valid., …", ..POST },
    GraphRow { code: "ErrorInvalidRecipients", how: "a recipient that is no address", path: "/me/sendMail", body: r#"{"message": {"toRecipients": [{"emailAddress": {"address": "anna"}}]}}"#, message: "At least one recipient is not valid., Recipient '…' is not resolved. All recipients must be resolved before a message can be submitted.", ..POST },
    GraphRow { code: "ErrorExceededMessageLimit", how: "more than 500 recipients", path: "/me/sendMail", body: r#"{"message": {"toRecipients": {501 recipients}}}"#, message: "The message has more recipients than allowed.", ..POST },
    GraphRow { code: "ErrorMimeContentInvalidBase64String", how: "MIME that is not base64", path: "/me/sendMail", headers: TEXT, body: "*not base64*", message: "Invalid base64 string for MIME content.", ..POST },
    GraphRow { code: "InvalidInternetMessageHeader", how: "a header of one's own that does not begin with x-", path: "/me/messages", body: r#"{"internetMessageHeaders": [{"name": "Subject", "value": "x"}]}"#, message: "The internet message header name '…' should start with 'x-' or 'X-'.", ..POST },
    GraphRow { code: "InvalidInternetMessageHeaderCollection", how: "more than five headers of one's own", path: "/me/messages", body: r#"{"internetMessageHeaders": [{"name": "x-1", "value": ""}, {"name": "x-2", "value": ""}, {"name": "x-3", "value": ""}, {"name": "x-4", "value": ""}, {"name": "x-5", "value": ""}, {"name": "x-6", "value": ""}]}"#, message: "Maximum number of headers in one message should be less than or equal to 5.", ..POST },
    GraphRow { status: 411, code: "", how: "a POST without `Content-Length`", path: "/me/messages/x/send", message: "HTTP Error 411. The request must be chunked or have a content length.", ..POST },
    GraphRow { how: "a body that is no JSON", path: "/me/messages", body: "{", message: "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.", ..POST },
    GraphRow { code: "RequestBodyRead", how: "a property that messages do not have", path: "/me/messages", body: r#"{"colour": "red"}"#, message: "The property '…' does not exist on type 'microsoft.graph.message'. Make sure to only use property names that are defined by the type.", ..POST },
    GraphRow { code: "RequestBodyRead", how: "a property of a wrong type", path: "/me/messages", body: r#"{"isRead": "perhaps"}"#, message: "Cannot convert the value of property '…' to the expected type.", ..POST },
    GraphRow { code: "RequestBroker--ParseUri", how: "`$select` of a property there is not", path: "/me/messages?$select=colour", message: "Could not find a property named '…' on type '…'.", ..ROW },
    GraphRow { code: "InefficientFilter", how: "`$orderby` a property that is not first in `$filter`", path: "/me/messages?$filter=isRead%20eq%20false&$orderby=receivedDateTime", message: "The restriction or sort order is too complex for this operation.", ..ROW },
    GraphRow { how: "`$top` beyond 1000", path: "/me/messages?$top=2000", message: "The limit of '1000' for Top query has been exceeded. The value from the incoming request is '…'.", ..ROW },
    GraphRow { how: "`$skip` that is no number", path: "/me/messages?$skip=many", message: "Invalid value '…' for $skip query option found. The $skip query option requires a non-negative integer value.", ..ROW },
    GraphRow { how: "a path that does not exist", path: "/me/pigeons", message: "Resource not found for the segment '…'.", ..ROW },
    GraphRow { status: 405, code: "Request_BadRequest", how: "a method that a path does not have", method: "PUT", path: "/me/messages", body: "{}", message: "Specified HTTP method is not allowed for the request target.", ..ROW },
    GraphRow { status: 409, code: "ErrorFolderExists", how: "a folder that is there already", path: "/me/mailFolders", body: r#"{"displayName": "Postvak IN"}"#, message: "A folder with the specified name already exists.", ..POST },
    GraphRow { code: "ErrorDeleteDistinguishedFolder", how: "the inbox deleted", method: "DELETE", message: "Distinguished folders cannot be deleted.", ..ROW },
    GraphRow { code: "ErrorDistinguishedFolder", how: "the inbox given another name", method: "PATCH", body: r#"{"displayName": "Anders"}"#, message: "The operation is not supported on distinguished folders.", ..ROW },
    GraphRow { code: "ErrorInvalidOperation", how: "a received message sent", path: "/users/post@alfa.nl/messages/{received}/send", message: "Cannot send a message that is not a draft.", ..POST },
    GraphRow { how: "a move to nowhere", path: "/me/messages/{draft}/move", body: "{}", message: "The destinationId is missing.", ..POST },
    GraphRow { status: 412, code: "ErrorIrresolvableConflict", how: "`If-Match` of an older version", method: "PATCH", path: "/me/messages/{draft}", headers: &[("if-match", "W/\"older\"")], body: r#"{"isRead": true}"#, message: "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item., Cannot save changes made to an item to store.", ..ROW },
    GraphRow { status: 403, code: "ErrorCannotDeleteObject", how: "a message deleted that is in the recoverable items", method: "DELETE", path: "/me/messages/{recoverable}", message: "Delete is not supported on the item or folder.", ..ROW },
    GraphRow { status: 507, code: "ErrorQuotaExceeded", how: "a draft in a full mailbox", before: &[("mailboxes/full", r#"{"mailbox": "svc@alfa.nl", "full": true}"#)], path: "/me/messages", body: "{}", message: FULL, ..POST },
    GraphRow { status: 413, code: "ErrorMessageSizeExceeded", how: "an upload session for more than 150 MB", path: "/me/messages/{draft}/attachments/createUploadSession", body: r#"{"AttachmentItem": {"attachmentType": "file", "name": "a.bin", "size": 200000000}}"#, message: "The message exceeds the maximum supported size.", ..POST },
    GraphRow { status: 413, code: "RequestEntityTooLarge", how: "a body beyond 4 MB", path: "/me/messages", body: "{5 MB}", message: "Maximum request length exceeded.", ..POST },
    GraphRow { code: "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize", how: "an upload session for less than 3 MB", path: "/me/messages/{draft}/attachments/createUploadSession", body: r#"{"AttachmentItem": {"attachmentType": "file", "name": "a.bin", "size": 1000}}"#, message: "Attachment size should not be less than the minimum size of 3 MB for an upload session.", ..POST },
    GraphRow { status: 416, code: "InvalidContentRange", how: "a piece of an upload that is not the next one", token: Token::Of(ALL), method: "PUT", path: "{upload}", headers: &[("content-range", "bytes 5-8/4000000")], body: "abcd", message: "The Content-Range header does not fit the upload session.", ..ROW },
    GraphRow { how: "a batch of more than twenty", path: "/$batch", body: r#"{"requests": {21 requests}}"#, message: "Number of batch request steps exceeds the maximum value of 20.", ..POST },
    GraphRow { status: 424, code: "FailedDependency", how: "in a batch: what depends on a failed request", path: "/$batch", body: r#"{"requests": [{"id": "1", "method": "GET", "url": "/me/pigeons"}, {"id": "2", "method": "GET", "url": "/me", "dependsOn": ["1"]}]}"#, message: "Dependent request failed.", ..POST },
    GraphRow { status: 410, code: "SyncStateNotFound", how: "a delta token of another mailbox", path: "/me/mailFolders/inbox/messages/delta?$deltatoken={a delta token of another mailbox}", message: "The sync state generation is not found; …", ..ROW },
    GraphRow { status: 429, code: "ApplicationThrottled", how: "too many requests at once (four, if nothing else is said)", between: &[("switches", r#"{"concurrent_requests": 0}"#)], message: "Application is over its MailboxConcurrency limit.", ..ROW },
    GraphRow { status: 429, code: "ApplicationThrottled", how: "too many requests in ten minutes (10,000, if nothing else is said)", between: &[("switches", r#"{"requests_per_ten_minutes": 0}"#)], message: "Application is over its MailboxRequests limit.", ..ROW },
    GraphRow { status: 429, code: "ApplicationThrottled", how: "throttling of one mailbox on order", between: &[("faults", r#"{"endpoint": "graph", "mailbox": "post@alfa.nl", "status": 429, "retry_after": 2}"#)], path: "/users/post@alfa.nl/messages", message: "Application is over its MailboxConcurrency limit.", ..ROW },
    GraphRow { status: 500, code: "UnknownError", how: "on order", between: &[("faults", r#"{"endpoint": "graph", "status": 500}"#)], message: "There was an internal server error while processing the request.", ..ROW },
    GraphRow { status: 502, code: "BadGateway", how: "on order", between: &[("faults", r#"{"endpoint": "graph", "status": 502}"#)], message: "The gateway got an invalid answer.", ..ROW },
    GraphRow { status: 503, code: "serviceNotAvailable", how: "on order", between: &[("faults", r#"{"endpoint": "graph", "status": 503, "retry_after": 5}"#)], message: "Service is unavailable.", ..ROW },
    GraphRow { status: 504, code: "UnknownError", how: "on order", between: &[("faults", r#"{"endpoint": "graph", "status": 504}"#)], message: "The gateway did not answer in time.", ..ROW },
    GraphRow { status: 509, code: "BandwidthLimitExceeded", how: "on order", between: &[("faults", r#"{"endpoint": "graph", "status": 509}"#)], message: "The maximum bandwidth cap has been exceeded.", ..ROW },
    GraphRow { status: 403, code: "extensionError", how: "any other code, on order", between: &[("faults", r#"{"endpoint": "graph", "status": 403, "code": "extensionError"}"#)], message: DENIED, ..ROW },
];
