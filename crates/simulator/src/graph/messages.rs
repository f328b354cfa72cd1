//! Messages: list, read, draft, change, move, delete.

use std::cmp::Reverse;

use http::{StatusCode, header};
use serde_json::{Value, json};

use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call, Content};
use crate::graph::compose::{self, Stage};
use crate::graph::error::{self, GraphError};
use crate::graph::render;
use crate::graph::view::View;
use crate::mail::delivery;
use crate::mail::message::{Address, Message};
use crate::mail::mime as mail_mime;
use crate::mail::store::{DELETED_ITEMS, DRAFTS, RECOVERABLE};

pub(crate) fn list(
    call: &Call<'_>,
    owner: &Owner,
    folder: Option<&str>,
) -> Result<Answer, GraphError> {
    render::check_message_selection(&call.query)?;
    access::read(call, owner, Need::Read, |view| {
        let found = matching(call, view, folder)?;
        let page: Vec<Value> = found
            .iter()
            .skip(call.query.skip)
            .take(call.page_size())
            .map(|message| render::message(call, view.mailbox, message))
            .collect();
        let what = match folder {
            None => "messages".to_owned(),
            Some(folder) => format!("mailFolders('{folder}')/messages"),
        };
        let mut body = json!({
            "@odata.context": render::context(call, view.mailbox, &what),
            "value": page,
        });
        call.add_paging(&mut body, found.len());
        Ok(Answer::ok(body))
    })
}

/// `…/messages/$count`: a number as text.
pub(crate) fn count(
    call: &Call<'_>,
    owner: &Owner,
    folder: Option<&str>,
) -> Result<Answer, GraphError> {
    access::read(call, owner, Need::Read, |view| {
        let count = matching(call, view, folder)?.len().to_string();
        Ok(Answer::new(
            StatusCode::OK,
            Content::Text("text/plain", count),
        ))
    })
}

/// Filtered and sorted; the newest first when nothing else is asked for.
fn matching<'a>(
    call: &Call<'_>,
    view: &View<'a>,
    folder: Option<&str>,
) -> Result<Vec<&'a Message>, GraphError> {
    let mailbox = match folder {
        None => view.whole()?,
        Some(_) => view.mailbox,
    };
    let folder = folder.map(|name| view.folder(name)).transpose()?;
    let query = &call.query;
    let fits = |message: &&Message| {
        let here = folder
            .as_ref()
            .is_none_or(|folder| message.folder == folder.number);
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
    let mut all: Vec<&Message> = mailbox.store.messages().filter(fits).collect();
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
    access::read(call, owner, Need::Read, |view| {
        let message = view.message(id)?;
        Ok(Answer::ok(render::single(call, view.mailbox, message)))
    })
}

/// `…/$value`: the message as MIME.
pub(crate) fn mime(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    access::read(call, owner, Need::Read, |view| {
        let text = mail_mime::write(view.message(id)?);
        Ok(Answer::new(
            StatusCode::OK,
            Content::Text("text/plain", text),
        ))
    })
}

/// A draft, in Drafts or in the folder of the path.
pub(crate) fn create(
    call: &Call<'_>,
    owner: &Owner,
    folder: Option<&str>,
) -> Result<Answer, GraphError> {
    access::change(call, owner, Need::Write, |edit| {
        let folder = match folder {
            None => {
                edit.whole()?;
                DRAFTS
            }
            Some(name) => edit.folder(name)?,
        };
        edit.has_room()?;
        let now = edit.now;
        let id = delivery::new_message_id(&call.world.dice);
        let mut message = Message::new(edit.number, now, id);
        if is_mime(call) {
            mail_mime::read_base64(&call.body, &mut message, now).ok_or_else(error::bad_mime)?;
        } else {
            compose::apply(&mut message, &call.json()?, Stage::New, now)?;
        }
        let from = Address::new(&edit.mailbox.name, &edit.mailbox.address);
        message.from.get_or_insert(from);
        message.sender.clone_from(&message.from);
        edit.mailbox.store.put(folder, message);
        let message = edit.stored(edit.number)?;
        Ok(Answer::created(render::single(call, edit.mailbox, message)))
    })
}

pub(crate) fn is_mime(call: &Call<'_>) -> bool {
    call.headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.to_ascii_lowercase().starts_with("text/plain"))
}

pub(crate) fn change(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    let json = call.json()?;
    access::change(call, owner, Need::Write, |edit| {
        let message = edit.message(id)?;
        check_unchanged(call, message)?;
        let stage = if message.is_draft {
            Stage::Draft
        } else {
            Stage::Received {
                advanced: call.caller.may(advanced(edit.is_own)),
            }
        };
        // On a copy, so that a refused change leaves nothing behind.
        let mut changed = message.clone();
        compose::apply(&mut changed, &json, stage, edit.now)?;
        let key = changed.key;
        edit.edit(key, |message| {
            *message = Message {
                version: message.version,
                changed: message.changed,
                modified: message.modified,
                ..changed
            };
        })?;
        let message = edit.stored(key)?;
        Ok(Answer::ok(render::single(call, edit.mailbox, message)))
    })
}

/// Who may change the content of mail that is no draft.
fn advanced(is_own: bool) -> &'static [&'static str] {
    if is_own {
        &["Mail-Advanced.ReadWrite", "Mail-Advanced.ReadWrite.Shared"]
    } else {
        &["Mail-Advanced.ReadWrite.Shared"]
    }
}

/// `If-Match`, where a client sends it.
fn check_unchanged(call: &Call<'_>, message: &Message) -> Result<(), GraphError> {
    let wanted = call
        .headers
        .get(header::IF_MATCH)
        .and_then(|value| value.to_str().ok());
    match wanted {
        Some(tag) if tag != "*" && tag != render::etag(message) => Err(error::conflict()),
        _ => Ok(()),
    }
}

/// Move or copy: 201 with the message in its new place.
pub(crate) fn relocate(
    call: &Call<'_>,
    owner: &Owner,
    id: &str,
    moves: bool,
) -> Result<Answer, GraphError> {
    let json = call.json()?;
    let destination = compose::destination(&json)?;
    access::change(call, owner, Need::Write, |edit| {
        let folder = edit.folder(destination)?;
        let (now, number) = (edit.now, edit.number);
        let key = edit.message(id)?.key;
        if moves {
            edit.mailbox.store.relocate(key, folder);
            edit.edit(key, |_| ())?;
        } else {
            edit.has_room()?;
            let mut copy = edit.message(id)?.clone();
            copy.key = number;
            copy.moves = 0;
            copy.created = now;
            copy.touched(now);
            edit.mailbox.store.put(folder, copy);
        }
        let message = edit.stored(if moves { key } else { number })?;
        Ok(Answer::created(render::single(call, edit.mailbox, message)))
    })
}

/// Soft: to Deleted Items, and from there to the recoverable items.
pub(crate) fn delete(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    access::change(call, owner, Need::Write, |edit| {
        let message = edit.message(id)?;
        check_unchanged(call, message)?;
        let (key, folder) = (message.key, message.folder);
        match folder {
            RECOVERABLE => return Err(error::cannot_delete()),
            DELETED_ITEMS => edit.mailbox.store.relocate(key, RECOVERABLE),
            _ => edit.mailbox.store.relocate(key, DELETED_ITEMS),
        }
        edit.edit(key, |_| ())?;
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    })
}

/// For good.
pub(crate) fn purge(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    access::change(call, owner, Need::Write, |edit| {
        let key = edit.message(id)?.key;
        edit.mailbox.store.remove(key);
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    })
}
