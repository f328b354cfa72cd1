//! Upload sessions for large attachments: begun through Graph, filled piece by
//! piece at an address that needs no token because it carries one.
//! Microsoft: "Attach large files to Outlook messages or events".

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State as Extract};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::{Value, json};

use crate::base::clock::Moment;
use crate::base::text::Parameters;
use crate::directory::state::State;
use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{self, Answer, Call};
use crate::graph::error::{self, GraphError};
use crate::graph::limits;
use crate::graph::view::View;
use crate::mail::ids;
use crate::mail::upload::Upload;
use crate::world::{Shared, World};

const LEAST: usize = 3 * 1024 * 1024;
const MOST: usize = 150 * 1024 * 1024;
const PIECE: usize = 4 * 1024 * 1024;
const SECONDS: i64 = 3600;
/// Sessions that may be open at once in the whole stand-in.
const MOST_OPEN: usize = 32;
const SEAL: &str = "upload";

/// `POST …/attachments/createUploadSession`
pub(crate) fn create(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    let json = call.json()?;
    let item = json
        .get("AttachmentItem")
        .or_else(|| json.get("attachmentItem"))
        .filter(|item| item.is_object())
        .ok_or_else(|| error::bad_request("The parameter 'AttachmentItem' is missing."))?;
    let now = call.world.clock.now();
    let mut upload = describe(item, now.plus_seconds(SECONDS))?;
    call.caller.app.clone_into(&mut upload.app);
    let session = call.world.dice.guid();
    let expires = upload.expires;
    let mailbox = call.world.change(|state| {
        let opened = access::open(state, call.caller, owner, Need::Write)?;
        if !opened.is_own && !state.settings.switches.large_uploads_to_shared_mailboxes {
            return Err(error::access_denied());
        }
        let mailbox = state
            .mailboxes
            .get(opened.at)
            .ok_or_else(error::no_mailbox)?;
        let message = View::new(mailbox, opened.reach).message(id)?;
        upload.mailbox.clone_from(&mailbox.id);
        upload.message = message.key;
        let mailbox = mailbox.id.clone();
        state.uploads.retain(|_, open| now < open.expires);
        if state.uploads.len() >= MOST_OPEN {
            return Err(error::too_many_requests(60));
        }
        state.uploads.insert(session.clone(), upload);
        Ok(mailbox)
    })?;
    let token = call.world.sealer().seal(&call.world.dice, SEAL, &session);
    let session_id = session.replace('-', "");
    let url = format!(
        "{}/api/gv1.0/users('{mailbox}')/messages('{id}')/AttachmentSessions('{session_id}')?authtoken={token}",
        call.world.public_url
    );
    Ok(Answer::created(json!({
        "@odata.context":
            format!("{}/v1.0/$metadata#microsoft.graph.uploadSession", call.world.public_url),
        "uploadUrl": url,
        "expirationDateTime": expires.iso(),
        "nextExpectedRanges": ["0-"],
    })))
}

fn describe(item: &Value, expires: Moment) -> Result<Upload, GraphError> {
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    let kind = text("attachmentType").unwrap_or("file");
    if !kind.eq_ignore_ascii_case("file") {
        return Err(error::bad_request(
            "Only attachments of type file can be uploaded.",
        ));
    }
    let name = text("name").filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| error::bad_request("The attachment has no name."))?;
    let size = item.get("size").and_then(Value::as_u64);
    let size = size.and_then(|size| usize::try_from(size).ok());
    let size = size.ok_or_else(|| error::bad_request("The attachment has no size."))?;
    if size < LEAST {
        return Err(error::upload_too_small());
    }
    if size > MOST {
        return Err(error::message_too_large());
    }
    Ok(Upload {
        mailbox: String::new(),
        message: 0,
        app: String::new(),
        name: name.to_owned(),
        content_type: text("contentType")
            .unwrap_or("application/octet-stream")
            .to_owned(),
        is_inline: item.get("isInline").and_then(Value::as_bool) == Some(true),
        content_id: text("contentId").map(str::to_owned),
        size,
        expires,
        content: Vec::new(),
    })
}

/// The upload address itself.
pub(crate) async fn receive(Extract(world): Extract<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match outcome(&world, &parts, body).await {
        Ok(response) => response,
        Err(error) => error.response(&parts.headers, &world),
    }
}

async fn outcome(
    world: &World,
    parts: &http::request::Parts,
    body: Body,
) -> Result<Response, GraphError> {
    let query = Parameters::parse(parts.uri.query().unwrap_or("").as_bytes());
    let session: String = query
        .get("authtoken")
        .and_then(|token| world.sealer().open(SEAL, token))
        .ok_or_else(error::bad_token)?;
    let answer = match parts.method {
        Method::PUT => {
            let piece = to_bytes(body, PIECE)
                .await
                .map_err(|_| error::too_large())?;
            return put(world, &session, &parts.headers, &piece);
        }
        Method::GET => world.read(|state| {
            let upload = open(state, &session, world.clock.now())?;
            Ok(Answer::ok(progress(world, upload)))
        })?,
        Method::DELETE => {
            let known = world.change(|state| state.uploads.remove(&session).is_some());
            if !known {
                return Err(error::not_found());
            }
            Answer::empty(StatusCode::NO_CONTENT)
        }
        _ => return Err(error::wrong_method()),
    };
    let request_id = world.dice.guid();
    Ok(call::respond(answer, &request_id, &request_id))
}

fn open<'a>(state: &'a State, session: &str, now: Moment) -> Result<&'a Upload, GraphError> {
    state
        .uploads
        .get(session)
        .filter(|upload| now < upload.expires)
        .ok_or_else(error::not_found)
}

fn progress(world: &World, upload: &Upload) -> Value {
    json!({
        "@odata.context":
            format!("{}/v1.0/$metadata#microsoft.graph.uploadSession", world.public_url),
        "expirationDateTime": upload.expires.iso(),
        // Outlook names the next byte only.
        "nextExpectedRanges": [upload.content.len().to_string()],
    })
}

/// A piece: in order, and as long as it says.
fn put(
    world: &World,
    session: &str,
    headers: &HeaderMap,
    piece: &Bytes,
) -> Result<Response, GraphError> {
    let now = world.clock.now();
    let range = Range::of(headers).ok_or_else(error::bad_range)?;
    let (app, mailbox) = world.read(|state| {
        let upload = open(state, session, now)?;
        let fits = range.first == upload.content.len()
            && range.total == upload.size
            && range.last < range.total
            && range.last + 1 - range.first == piece.len();
        if fits {
            Ok((upload.app.clone(), upload.mailbox.clone()))
        } else {
            Err(error::bad_range())
        }
    })?;
    limits::upload(world, &app, &mailbox, piece.len())?;
    let (answer, location) = world.change(|state| {
        open(state, session, now)?;
        let upload = state
            .uploads
            .get_mut(session)
            .ok_or_else(error::not_found)?;
        // Of two of the same piece at once the second comes too late.
        if upload.content.len() != range.first {
            return Err(error::bad_range());
        }
        upload.content.extend_from_slice(piece);
        if !upload.is_complete() {
            return Ok((Answer::ok(progress(world, upload)), None));
        }
        let location = finish(world, state, session, now)?;
        Ok((Answer::empty(StatusCode::CREATED), Some(location)))
    })?;
    let request_id = world.dice.guid();
    let mut response = call::respond(answer, &request_id, &request_id);
    let location = location.and_then(|to| HeaderValue::from_str(&to).ok());
    if let Some(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response.into_response())
}

/// The file is complete: it becomes an attachment, if the message is still
/// there. Says where it is.
fn finish(
    world: &World,
    state: &mut State,
    session: &str,
    now: Moment,
) -> Result<String, GraphError> {
    let upload = state.uploads.remove(session).ok_or_else(error::not_found)?;
    let (mailbox, key) = (upload.mailbox.clone(), upload.message);
    let mailbox = state.mailbox_mut(&mailbox).ok_or_else(error::not_found)?;
    let number = mailbox.store.edit(key, |message| {
        message.touched(now);
        message.attach(|id| upload.into_attachment(id, now))
    });
    let number = number.ok_or_else(error::not_found)?;
    let message = mailbox.store.message(key).ok_or_else(error::not_found)?;
    let id = ids::message(&mailbox.id, message, false);
    let attachment = ids::attachment(&mailbox.id, message, number);
    Ok(format!(
        "{}/api/gv1.0/users('{}')/messages('{id}')/attachments('{attachment}')",
        world.public_url, mailbox.id
    ))
}

/// `bytes 0-4194303/10485760`
struct Range {
    first: usize,
    last: usize,
    total: usize,
}

impl Range {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
        let (range, total) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let range = Self {
            first: first.trim().parse().ok()?,
            last: last.trim().parse().ok()?,
            total: total.trim().parse().ok()?,
        };
        (range.first <= range.last).then_some(range)
    }
}
