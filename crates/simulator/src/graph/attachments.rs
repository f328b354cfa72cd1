//! Small attachments; large ones would need an upload session.

use http::StatusCode;
use serde_json::json;

use crate::directory::model::Mailbox;
use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call, Content};
use crate::graph::compose;
use crate::graph::error::{self, GraphError};
use crate::graph::{messages, render};
use crate::mail::ids;
use crate::mail::store::{Attachment, Message};

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
    access::read(call, owner, Need::Read, |mailbox| {
        let message = messages::find(mailbox, id)?;
        let all = message.attachments.iter();
        let all: Vec<_> = all
            .map(|one| render::attachment(mailbox, message, one))
            .collect();
        Ok(Answer::ok(json!({
            "@odata.context": render::context(call, mailbox, "messages('…')/attachments"),
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
    access::read(call, owner, Need::Read, |mailbox| {
        let message = messages::find(mailbox, id)?;
        let one = find(mailbox, message, which)?;
        if raw {
            let body = Content::Bytes(one.content_type.clone(), one.content.clone());
            return Ok(Answer {
                status: StatusCode::OK,
                body,
                location: None,
            });
        }
        Ok(Answer::ok(render::attachment(mailbox, message, one)))
    })
}

pub(crate) fn add(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    let now = call.world.clock.now();
    let json = call.json()?;
    access::change(call, owner, Need::Write, |mailbox, _| {
        let message = messages::find_mut(mailbox, id)?;
        let number = compose::add_attachment(message, &json, now)?;
        message.touched(now);
        let message = messages::find(mailbox, id)?;
        let added = message.attachments.iter().find(|one| one.id == number);
        let added = added.ok_or_else(error::not_found)?;
        Ok(Answer::created(render::attachment(mailbox, message, added)))
    })
}

pub(crate) fn remove(
    call: &Call<'_>,
    owner: &Owner,
    id: &str,
    which: &str,
) -> Result<Answer, GraphError> {
    let now = call.world.clock.now();
    access::change(call, owner, Need::Write, |mailbox, _| {
        let number = find(mailbox, messages::find(mailbox, id)?, which)?.id;
        let message = messages::find_mut(mailbox, id)?;
        message.attachments.retain(|one| one.id != number);
        message.touched(now);
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    })
}
