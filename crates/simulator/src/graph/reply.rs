//! Replying and forwarding: as a draft to go on with, or sent at once.
//! Microsoft: "message: createReply", "message: forward" and their siblings.

use serde_json::Value;

use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call};
use crate::graph::compose::{self, Stage};
use crate::graph::error::{self, GraphError};
use crate::graph::view::View;
use crate::graph::{render, send};
use crate::mail::delivery;
use crate::mail::message::{Address, Message};
use crate::mail::store::DRAFTS;

/// To whom the answer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Reply,
    ReplyAll,
    Forward,
}

/// `…/createReply`, `…/createReplyAll`, `…/createForward`
pub(crate) fn create(
    call: &Call<'_>,
    owner: &Owner,
    id: &str,
    kind: Kind,
) -> Result<Answer, GraphError> {
    let json = call.json()?;
    let mut draft = access::read(call, owner, Need::Write, |view| {
        answer(call, view, id, kind, &json)
    })?;
    access::change(call, owner, Need::Write, |edit| {
        edit.whole()?;
        edit.has_room()?;
        draft.key = edit.number;
        edit.mailbox.store.put(DRAFTS, draft);
        let draft = edit.stored(edit.number)?;
        Ok(Answer::created(render::single(call, edit.mailbox, draft)))
    })
}

/// `…/reply`, `…/replyAll`, `…/forward`
pub(crate) fn send(
    call: &Call<'_>,
    owner: &Owner,
    id: &str,
    kind: Kind,
) -> Result<Answer, GraphError> {
    let json = call.json()?;
    let message = access::read(call, owner, Need::Read, |view| {
        answer(call, view, id, kind, &json)
    })?;
    send::submit_new(call, owner, message, true)
}

/// The answer to a message, with what the request says of it.
fn answer(
    call: &Call<'_>,
    view: &View<'_>,
    id: &str,
    kind: Kind,
    json: &Value,
) -> Result<Message, GraphError> {
    let now = call.world.clock.now();
    let original = view.message(id)?;
    let own = Address::new(&view.mailbox.name, &view.mailbox.address);
    let mut message = Message::new(0, now, delivery::new_message_id(&call.world.dice));
    address(&mut message, original, &own, kind);
    message.from = Some(own.clone());
    message.sender = Some(own);
    message.conversation.clone_from(&original.conversation);
    let parameter = |name: &str, capital: &str| json.get(name).or_else(|| json.get(capital));
    let comment = parameter("comment", "Comment").and_then(Value::as_str);
    let changes = parameter("message", "Message").filter(|changes| changes.is_object());
    let has_body = changes.is_some_and(|changes| changes.get("body").is_some());
    if comment.is_some() && has_body {
        return Err(error::bad_request(
            "Specify either a comment or the body property of the message parameter, not both.",
        ));
    }
    message.body = original.quoted(comment.unwrap_or(""));
    if let Some(changes) = changes {
        compose::apply(&mut message, changes, Stage::New, now)?;
    }
    if let Some(more) = parameter("toRecipients", "ToRecipients") {
        message.to = compose::recipients("toRecipients", more)?;
    }
    Ok(message)
}

fn address(message: &mut Message, original: &Message, own: &Address, kind: Kind) {
    let (mark, to) = match kind {
        Kind::Forward => ("FW: ", Vec::new()),
        Kind::Reply | Kind::ReplyAll if original.reply_to.is_empty() => {
            ("RE: ", original.from.iter().cloned().collect())
        }
        Kind::Reply | Kind::ReplyAll => ("RE: ", original.reply_to.clone()),
    };
    message.to = to;
    if kind == Kind::ReplyAll {
        let others = |all: &[Address]| -> Vec<Address> {
            all.iter()
                .filter(|one| !one.address.eq_ignore_ascii_case(&own.address))
                .cloned()
                .collect()
        };
        message.to.extend(others(&original.to));
        message.cc = others(&original.cc);
    }
    message.subject = if original.subject.starts_with(mark) {
        original.subject.clone()
    } else {
        format!("{mark}{}", original.subject)
    };
    if kind == Kind::Forward {
        message.attachments.clone_from(&original.attachments);
    }
}
