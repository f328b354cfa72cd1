//! Sending: `sendMail` and the sending of a draft.
//! Microsoft: "Send Outlook messages from another user".

use http::StatusCode;
use serde_json::Value;

use crate::base::clock::Moment;
use crate::directory::mailbox::{Mailbox, Right};
use crate::directory::state::State;
use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call};
use crate::graph::caller::Caller;
use crate::graph::compose::{self, Stage};
use crate::graph::error::{self, GraphError};
use crate::graph::messages;
use crate::graph::view::View;
use crate::mail::delivery;
use crate::mail::message::{Address, Message, looks_like_address};
use crate::mail::mime;
use crate::mail::store::SENT_ITEMS;

const MOST_RECIPIENTS: usize = 500;

/// `POST …/sendMail`: 202 and nothing else; what becomes of the mail shows
/// later, in mailboxes.
pub(crate) fn send_mail(call: &Call<'_>, owner: &Owner) -> Result<Answer, GraphError> {
    let now = call.world.clock.now();
    call.world
        .read(|state| access::open(state, call.caller, owner, Need::Send).map(|_| ()))?;
    let mut message = Message::new(0, now, delivery::new_message_id(&call.world.dice));
    let save = if messages::is_mime(call) {
        mime::read_base64(&call.body, &mut message, now).ok_or_else(error::bad_mime)?;
        true
    } else {
        read_json(call, &mut message, now)?
    };
    submit_new(call, owner, message, save)
}

/// Sends a message that is in no mailbox yet.
pub(crate) fn submit_new(
    call: &Call<'_>,
    owner: &Owner,
    mut message: Message,
    save: bool,
) -> Result<Answer, GraphError> {
    call.world.change(|state| {
        let at = access::open(state, call.caller, owner, Need::Send)?.at;
        message.key = state.next_message();
        submit(call, state, at, message, save)
    })?;
    Ok(Answer::empty(StatusCode::ACCEPTED))
}

/// Says whether a copy goes to Sent Items, which is the default.
fn read_json(call: &Call<'_>, message: &mut Message, now: Moment) -> Result<bool, GraphError> {
    let json = call.json()?;
    // The metadata writes the parameters with capitals, the documents without.
    let parameter = |name: &str, capital: &str| json.get(name).or_else(|| json.get(capital));
    let Some(inner) = parameter("message", "Message").filter(|inner| inner.is_object()) else {
        return Err(error::bad_request("The parameter 'message' is missing."));
    };
    compose::apply(message, inner, Stage::New, now)?;
    match parameter("saveToSentItems", "SaveToSentItems") {
        None | Some(Value::Null) => Ok(true),
        Some(Value::Bool(save)) => Ok(*save),
        Some(Value::String(text)) => Ok(!text.eq_ignore_ascii_case("false")),
        Some(_) => Err(error::bad_request("saveToSentItems is not a boolean.")),
    }
}

/// `POST …/messages/{id}/send`
pub(crate) fn send_draft(call: &Call<'_>, owner: &Owner, id: &str) -> Result<Answer, GraphError> {
    call.world.change(|state| {
        let opened = access::open(state, call.caller, owner, Need::Send)?;
        let at = opened.at;
        let mailbox = state.mailboxes.get(at).ok_or_else(error::no_mailbox)?;
        let draft = View::new(mailbox, opened.reach).message(id)?.clone();
        if !draft.is_draft {
            return Err(GraphError::new(
                400,
                "ErrorInvalidOperation",
                "Cannot send a message that is not a draft.",
            ));
        }
        let key = draft.key;
        // In Sent Items it keeps its number, so that an immutable id still
        // finds it, and gets a new ordinary id.
        let sent = Message {
            moves: draft.moves.saturating_add(1),
            ..draft
        };
        submit(call, state, at, sent, true)?;
        if let Some(mailbox) = state.mailboxes.get_mut(at)
            && mailbox
                .store
                .message(key)
                .is_some_and(|message| message.is_draft)
        {
            mailbox.store.remove(key);
        }
        Ok(())
    })?;
    Ok(Answer::empty(StatusCode::ACCEPTED))
}

/// Checks the sender and the recipients, files the copy and posts the mail.
/// `at` is the mailbox of the path.
fn submit(
    call: &Call<'_>,
    state: &mut State,
    at: usize,
    mut message: Message,
    save: bool,
) -> Result<(), GraphError> {
    let now = call.world.clock.now();
    let identity = identity(state, call.caller, at, message.from.as_ref())?;
    check_recipients(&message)?;
    message.sender = Some(identity.sender);
    message.from = Some(identity.from);
    message.is_draft = false;
    message.is_read = true;
    message.sent = now;
    message.received = now;
    message.touched(now);
    let path_mailbox = state.mailboxes.get(at);
    if path_mailbox.is_some_and(|mailbox| mailbox.full) {
        return Err(error::mailbox_full());
    }
    let path_id = path_mailbox.map(|mailbox| mailbox.id.clone());
    if save && let Some(mailbox) = state.mailboxes.get_mut(at) {
        mailbox.store.put(SENT_ITEMS, message.clone());
    }
    if let Some(extra) = identity.copy_to.filter(|id| Some(id) != path_id.as_ref()) {
        let key = state.next_message();
        if let Some(mailbox) = state.mailbox_mut(&extra) {
            let copy = Message {
                key,
                ..message.clone()
            };
            mailbox.store.put(SENT_ITEMS, copy);
        }
    }
    delivery::post(&call.world.dice, state, now, &message, &identity.return_to);
    Ok(())
}

/// As whom a mail goes out.
struct Identity {
    from: Address,
    sender: Address,
    /// The mailbox that wants a copy of what others send in its name.
    copy_to: Option<String>,
    /// The mailbox that hears of undeliverable recipients.
    return_to: String,
}

/// Send As: both are the other mailbox. Send on Behalf: the sender stays the
/// person. With both rights Send As wins.
fn identity(
    state: &State,
    caller: &Caller,
    at: usize,
    from: Option<&Address>,
) -> Result<Identity, GraphError> {
    let path = state.mailboxes.get(at).ok_or_else(error::no_mailbox)?;
    let wanted = match from {
        None => path,
        Some(from) => state
            .mailbox(&from.address)
            .filter(|mailbox| mailbox.tenant == caller.tenant)
            .ok_or_else(error::send_as_denied)?,
    };
    let named = |mailbox: &Mailbox| Address::new(&mailbox.name, &mailbox.address);
    if wanted.id == caller.object_id {
        return Ok(Identity {
            from: named(wanted),
            sender: named(wanted),
            copy_to: None,
            return_to: wanted.id.clone(),
        });
    }
    if !caller.may(&["Mail.Send.Shared"]) {
        return Err(error::access_denied());
    }
    let holds = |right| state.names(wanted.rights.of(right), &caller.login);
    if holds(Right::SendAs) {
        return Ok(Identity {
            from: named(wanted),
            sender: named(wanted),
            copy_to: wanted.copy_of_sent_as.then(|| wanted.id.clone()),
            return_to: wanted.id.clone(),
        });
    }
    if holds(Right::SendOnBehalf) {
        let own = state.mailbox(&caller.object_id).unwrap_or(path);
        return Ok(Identity {
            from: named(wanted),
            sender: named(own),
            copy_to: wanted.copy_of_sent_on_behalf.then(|| wanted.id.clone()),
            return_to: own.id.clone(),
        });
    }
    Err(error::send_as_denied())
}

fn check_recipients(message: &Message) -> Result<(), GraphError> {
    let count = message.recipients().count();
    if count == 0 {
        return Err(error::invalid_recipients("Recipients are missing."));
    }
    if count > MOST_RECIPIENTS {
        return Err(GraphError::new(
            400,
            "ErrorExceededMessageLimit",
            "The message has more recipients than allowed.",
        ));
    }
    match message
        .recipients()
        .find(|one| !looks_like_address(&one.address))
    {
        None => Ok(()),
        Some(bad) => Err(error::invalid_recipients(&format!(
            "Recipient '{}' is not resolved. All recipients must be resolved before a message can \
             be submitted.",
            bad.address
        ))),
    }
}
