//! Small attachments; large ones come through an upload session.

use http::StatusCode;
use serde_json::json;

use crate::directory::mailbox::Mailbox;
use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call, Content};
use crate::graph::compose;
use crate::graph::error::{self, GraphError};
use crate::graph::render;
use crate::mail::ids;
use crate::mail::message::{Attachment, Message};

fn find<'a>(
    mailbox: &Mailbox,
    message: &'a Message,
    id: &str,
) -> Result<&'a Attachment, GraphError> {
    message
        .attachments
        .iter()
        .find(|one| ids::attachment(&mailbox.id, message, one.id) == id)
        .ok_or_else(error::not_found)
}

pub(crate) fn list(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    render::check_attachment_selection(&call.query)?;
    access::read(call, owner, Need::Read, |view| {
        let (mailbox, message) = (view.mailbox, view.message(id)?);
        let all = message.attachments.iter();
        let all: Vec<_> = all
            .map(|one| render::attachment(call, mailbox, message, one))
            .collect();
        Ok(Answer::ok(json!({
            "@odata.context":
                render::context(call, mailbox, &format!("messages('{id}')/attachments")),
            "value": all,
        })))
    })
}

pub(crate) fn get(
    call: &Call<'_>,
    owner: &Owner,
    id: &str,
    which: &str,
    raw: bool,
) -> Result<Answer, GraphError> {
    render::check_attachment_selection(&call.query)?;
    access::read(call, owner, Need::Read, |view| {
        let (mailbox, message) = (view.mailbox, view.message(id)?);
        let one = find(mailbox, message, which)?;
        if raw {
            let body = Content::Bytes(one.content_type.clone(), one.content.clone());
            return Ok(Answer::new(StatusCode::OK, body));
        }
        Ok(Answer::ok(render::attachment(call, mailbox, message, one)))
    })
}

pub(crate) fn add(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    let json = call.json()?;
    access::change(call, owner, Need::Write, |edit| {
        let key = edit.message(id)?.key;
        edit.has_room()?;
        let attachment = compose::attachment(&json, edit.now)?;
        let number = edit.edit(key, |message| {
            message.attach(|id| Attachment { id, ..attachment })
        })?;
        let message = edit.stored(key)?;
        let added = message.attachments.iter().find(|one| one.id == number);
        let added = added.ok_or_else(error::not_found)?;
        Ok(Answer::created(render::attachment(
            call,
            edit.mailbox,
            message,
            added,
        )))
    })
}

pub(crate) fn remove(
    call: &Call<'_>,
    owner: &Owner,
    id: &str,
    which: &str,
) -> Result<Answer, GraphError> {
    access::change(call, owner, Need::Write, |edit| {
        let message = edit.message(id)?;
        let (key, number) = (message.key, find(edit.mailbox, message, which)?.id);
        edit.edit(key, |message| {
            message.attachments.retain(|one| one.id != number);
        })?;
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    })
}
