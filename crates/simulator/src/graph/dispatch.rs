//! Which room answers which path. Graph's paths are case-insensitive, ids are
//! not.

use http::Method;

use crate::graph::access::Owner;
use crate::graph::call::{self, Answer, Call};
use crate::graph::error::{self, GraphError};
use crate::graph::reply::{self, Kind};
use crate::graph::{attachments, delta, folders, messages, send, translate, uploads, users};

/// No path that means something is longer.
const MOST_SEGMENTS: usize = 40;

pub(crate) fn answer(call: &Call<'_>) -> Result<Answer, GraphError> {
    let segments = call::segments(&call.path);
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    if segments.len() > MOST_SEGMENTS {
        return Err(error::bad_request("The path has too many segments."));
    }
    let (owner, rest) = match segments.as_slice() {
        [first, rest @ ..] if first.eq_ignore_ascii_case("me") => (Owner::Me, rest),
        [first, name, rest @ ..] if first.eq_ignore_ascii_case("users") => {
            (Owner::User((*name).to_owned()), rest)
        }
        [first, ..] => return Err(error::no_such_path(first)),
        [] => return Err(error::no_such_path("")),
    };
    match rest {
        [] => match call.method {
            Method::GET => users::profile(call, &owner),
            _ => Err(error::wrong_method()),
        },
        [room, rest @ ..] => match action(room).as_str() {
            "mailfolders" => in_folders(call, &owner, rest),
            "messages" => in_messages(call, &owner, rest),
            "sendmail" if call.method == Method::POST => send::send_mail(call, &owner),
            "sendmail" => Err(error::wrong_method()),
            "translateexchangeids" if call.method == Method::POST => {
                translate::translate(call, &owner)
            }
            "mailboxsettings" => users::mailbox_settings(call, &owner),
            _ => Err(error::no_such_path(room)),
        },
    }
}

/// In lower case, and without the namespace that may stand before an action.
fn action(segment: &str) -> String {
    let lower = segment.to_ascii_lowercase();
    lower
        .strip_prefix("microsoft.graph.")
        .map(str::to_owned)
        .unwrap_or(lower)
}

fn is_delta(segment: &str) -> bool {
    matches!(action(segment).as_str(), "delta" | "delta()")
}

fn in_folders(call: &Call<'_>, owner: &Owner, rest: &[&str]) -> Result<Answer, GraphError> {
    match (&call.method, rest) {
        (&Method::GET, []) => folders::list(call, owner, None),
        (&Method::POST, []) => folders::create(call, owner, None),
        (_, []) => Err(error::wrong_method()),
        (&Method::GET, [folder]) => match action(folder).as_str() {
            "$count" => folders::count(call, owner, None),
            "delta" | "delta()" => delta::folders(call, owner),
            _ => folders::get(call, owner, folder),
        },
        (&Method::PATCH, [folder]) => folders::change(call, owner, folder),
        (&Method::DELETE, [folder]) => folders::delete(call, owner, folder),
        (_, [_]) => Err(error::wrong_method()),
        (method, [folder, below, rest @ ..]) => match (method, action(below).as_str(), rest) {
            (&Method::GET, "childfolders", []) => folders::list(call, owner, Some(folder)),
            (&Method::POST, "childfolders", []) => folders::create(call, owner, Some(folder)),
            (&Method::GET, "childfolders", ["$count"]) => folders::count(call, owner, Some(folder)),
            (_, "childfolders", [_, ..]) => in_folders(call, owner, rest),
            (&Method::POST, "move", []) => folders::relocate(call, owner, folder, true),
            (&Method::POST, "copy", []) => folders::relocate(call, owner, folder, false),
            (&Method::GET, "messages", []) => messages::list(call, owner, Some(folder)),
            (&Method::GET, "messages", ["$count"]) => messages::count(call, owner, Some(folder)),
            (&Method::GET, "messages", [last]) if is_delta(last) => {
                delta::messages(call, owner, folder)
            }
            (&Method::POST, "messages", []) => messages::create(call, owner, Some(folder)),
            (_, "messages", [_, ..]) => in_messages(call, owner, rest),
            _ => Err(error::no_such_path(below)),
        },
    }
}

fn in_messages(call: &Call<'_>, owner: &Owner, rest: &[&str]) -> Result<Answer, GraphError> {
    match (&call.method, rest) {
        (&Method::GET, []) => messages::list(call, owner, None),
        (&Method::POST, []) => messages::create(call, owner, None),
        (&Method::GET, ["$count"]) => messages::count(call, owner, None),
        (&Method::GET, [id]) => messages::get(call, owner, id),
        (&Method::PATCH, [id]) => messages::change(call, owner, id),
        (&Method::DELETE, [id]) => messages::delete(call, owner, id),
        (&Method::GET, [id, "$value"]) => messages::mime(call, owner, id),
        (method, [id, below, rest @ ..]) => match (method, action(below).as_str(), rest) {
            (&Method::POST, "move", []) => messages::relocate(call, owner, id, true),
            (&Method::POST, "copy", []) => messages::relocate(call, owner, id, false),
            (&Method::POST, "permanentdelete", []) => messages::purge(call, owner, id),
            (&Method::POST, "send", []) => send::send_draft(call, owner, id),
            (&Method::POST, "createreply", []) => reply::create(call, owner, id, Kind::Reply),
            (&Method::POST, "createreplyall", []) => reply::create(call, owner, id, Kind::ReplyAll),
            (&Method::POST, "createforward", []) => reply::create(call, owner, id, Kind::Forward),
            (&Method::POST, "reply", []) => reply::send(call, owner, id, Kind::Reply),
            (&Method::POST, "replyall", []) => reply::send(call, owner, id, Kind::ReplyAll),
            (&Method::POST, "forward", []) => reply::send(call, owner, id, Kind::Forward),
            (&Method::POST, "attachments", [last]) if action(last) == "createuploadsession" => {
                uploads::create(call, owner, id)
            }
            (&Method::GET, "attachments", []) => attachments::list(call, owner, id),
            (&Method::POST, "attachments", []) => attachments::add(call, owner, id),
            (&Method::GET, "attachments", [which]) => {
                attachments::get(call, owner, id, which, false)
            }
            (&Method::GET, "attachments", [which, "$value"]) => {
                attachments::get(call, owner, id, which, true)
            }
            (&Method::DELETE, "attachments", [which]) => {
                attachments::remove(call, owner, id, which)
            }
            _ => Err(error::no_such_path(below)),
        },
        _ => Err(error::wrong_method()),
    }
}
