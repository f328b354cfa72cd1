//! Messages: list, read, draft, change, move, delete.

use std::cmp::Reverse;

use http::StatusCode;
use serde_json::{Value, json};

use crate::directory::model::Mailbox;
use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call, Content};
use crate::graph::compose::{self, Stage};
use crate::graph::error::{self, GraphError};
use crate::graph::{folders, render};
use crate::mail::delivery;
use crate::mail::ids::{self, Lookup};
use crate::mail::mime as mail_mime;
use crate::mail::store::{Address, DELETED_ITEMS, DRAFTS, Message};

pub(crate) fn find<'a>(mailbox: &'a Mailbox, id: &str) -> Result<&'a Message, GraphError> {
    match ids::find_message(&mailbox.id, &mailbox.store, id) {
        Lookup::Found(message) => Ok(message),
        Lookup::Gone => Err(error::not_found()),
        Lookup::Malformed => Err(error::malformed_id()),
    }
}

pub(crate) fn find_mut<'a>(
    mailbox: &'a mut Mailbox,
    id: &str,
) -> Result<&'a mut Message, GraphError> {
    let key = find(mailbox, id)?.key;
    mailbox
        .store
        .messages
        .get_mut(&key)
        .ok_or_else(error::not_found)
}

pub(crate) fn list(
    call: &Call<'_>,
    owner: &Owner,
    folder: Option<&str>,
) -> Result<Answer, GraphError> {
    render::check_message_selection(&call.query)?;
    access::read(call, owner, Need::Read, |mailbox| {
        let found = matching(call, mailbox, folder)?;
        let page: Vec<Value> = found
            .iter()
            .skip(call.query.skip)
            .take(call.query.top())
            .map(|message| render::message(call, mailbox, message))
            .collect();
        let what = match folder {
            None => "messages".to_owned(),
            Some(folder) => format!("mailFolders('{folder}')/messages"),
        };
        let mut body = json!({
            "@odata.context": render::context(call, mailbox, &what),
            "value": page,
        });
        folders::add_paging(call, &mut body, found.len());
        Ok(Answer::ok(body))
    })
}

/// `…/messages/$count`: a number as text.
pub(crate) fn count(
    call: &Call<'_>,
    owner: &Owner,
    folder: Option<&str>,
) -> Result<Answer, GraphError> {
    access::read(call, owner, Need::Read, |mailbox| {
        let count = matching(call, mailbox, folder)?.len().to_string();
        Ok(Answer {
            status: StatusCode::OK,
            body: Content::Text("text/plain", count),
            location: None,
        })
    })
}

/// Filtered and sorted; the newest first when nothing else is asked for.
fn matching<'a>(
    call: &Call<'_>,
    mailbox: &'a Mailbox,
    folder: Option<&str>,
) -> Result<Vec<&'a Message>, GraphError> {
    let folder = folder
        .map(|name| folders::find(mailbox, name))
        .transpose()?;
    let query = &call.query;
    let fits = |message: &&Message| {
        let here = folder.is_none_or(|folder| message.folder == folder.number);
        let filtered = || {
            query
                .filter
                .as_ref()
                .is_none_or(|filter| filter.fits(&mailbox.id, message))
        };
        let found = || {
            query.search.as_ref().is_none_or(|words| {
                message.subject.to_lowercase().contains(words)
                    || message.body.content.to_lowercase().contains(words)
            })
        };
        here && filtered() && found()
    };
    let mut all: Vec<&Message> = mailbox.store.messages.values().filter(fits).collect();
    all.sort_by_key(|message| Reverse((message.received, message.key)));
    for order in query.order.iter().rev() {
        all.sort_by(|a, b| {
            let (a, b) = (
                order.field.of(&mailbox.id, a),
                order.field.of(&mailbox.id, b),
            );
            if order.descending {
                b.cmp(&a)
            } else {
                a.cmp(&b)
            }
        });
    }
    Ok(all)
}

pub(crate) fn get(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    render::check_message_selection(&call.query)?;
    access::read(call, owner, Need::Read, |mailbox| {
        Ok(Answer::ok(render::single(
            call,
            mailbox,
            find(mailbox, id)?,
        )))
    })
}

/// `…/$value`: the message as MIME.
pub(crate) fn mime(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    access::read(call, owner, Need::Read, |mailbox| {
        let text = mail_mime::write(find(mailbox, id)?);
        Ok(Answer {
            status: StatusCode::OK,
            body: Content::Text("text/plain", text),
            location: None,
        })
    })
}

/// A draft, in Drafts or in the folder of the path.
pub(crate) fn create(
    call: &Call<'_>,
    owner: &Owner,
    folder: Option<&str>,
) -> Result<Answer, GraphError> {
    let now = call.world.clock.now();
    access::change(call, owner, Need::Write, |mailbox, number| {
        let folder = match folder {
            None => DRAFTS,
            Some(name) => folders::find(mailbox, name)?.number,
        };
        let mut message = Message::new(number, now, delivery::new_message_id(&call.world.dice));
        if is_mime(call) {
            mail_mime::read_base64(&call.body, &mut message, now).ok_or_else(error::bad_mime)?;
        } else {
            compose::apply(&mut message, &call.json()?, Stage::New, now)?;
        }
        if message.from.is_none() {
            message.from = Some(Address::new(&mailbox.name, &mailbox.address));
        }
        message.sender.clone_from(&message.from);
        let key = message.key;
        mailbox.store.put(folder, message);
        let message = mailbox
            .store
            .messages
            .get(&key)
            .ok_or_else(error::not_found)?;
        Ok(Answer::created(render::single(call, mailbox, message)))
    })
}

pub(crate) fn is_mime(call: &Call<'_>) -> bool {
    call.headers
        .get(http::header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/plain"))
}

pub(crate) fn change(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    let now = call.world.clock.now();
    let json = call.json()?;
    let advanced = call
        .caller
        .may(&["Mail-Advanced.ReadWrite", "Mail-Advanced.ReadWrite.Shared"]);
    access::change(call, owner, Need::Write, |mailbox, _| {
        let message = find_mut(mailbox, id)?;
        let stage = if message.is_draft {
            Stage::Draft
        } else {
            Stage::Received { advanced }
        };
        // On a copy, so that a refused change leaves nothing behind.
        let mut changed = message.clone();
        compose::apply(&mut changed, &json, stage, now)?;
        changed.touched(now);
        *message = changed;
        let message = find(mailbox, id)?;
        Ok(Answer::ok(render::single(call, mailbox, message)))
    })
}

/// Move or copy: 201 with the message in its new place.
pub(crate) fn relocate(
    call: &Call<'_>,
    owner: &Owner,
    id: &str,
    moves: bool,
) -> Result<Answer, GraphError> {
    let now = call.world.clock.now();
    let json = call.json()?;
    let destination = json
        .get("destinationId")
        .or_else(|| json.get("DestinationId"))
        .and_then(Value::as_str)
        .ok_or_else(|| error::bad_request("The destinationId is missing."))?;
    access::change(call, owner, Need::Write, |mailbox, number| {
        let folder = folders::find(mailbox, destination)?.number;
        let key = if moves {
            let message = find_mut(mailbox, id)?;
            message.folder = folder;
            message.moves = message.moves.saturating_add(1);
            message.touched(now);
            message.key
        } else {
            let mut copy = find(mailbox, id)?.clone();
            copy.key = number;
            copy.moves = 0;
            copy.created = now;
            copy.touched(now);
            mailbox.store.put(folder, copy);
            number
        };
        let message = mailbox
            .store
            .messages
            .get(&key)
            .ok_or_else(error::not_found)?;
        Ok(Answer::created(render::single(call, mailbox, message)))
    })
}

/// Soft: to Deleted Items, and from there to the recoverable items.
pub(crate) fn delete(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    let now = call.world.clock.now();
    access::change(call, owner, Need::Write, |mailbox, _| {
        let recoverable = mailbox
            .store
            .well_known("recoverableitemsdeletions")
            .map_or(DELETED_ITEMS, |folder| folder.number);
        let message = find_mut(mailbox, id)?;
        message.folder = if message.folder == DELETED_ITEMS {
            recoverable
        } else {
            DELETED_ITEMS
        };
        message.moves = message.moves.saturating_add(1);
        message.touched(now);
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    })
}

/// For good.
pub(crate) fn purge(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    access::change(call, owner, Need::Write, |mailbox, _| {
        let key = find(mailbox, id)?.key;
        mailbox.store.messages.remove(&key);
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    })
}
