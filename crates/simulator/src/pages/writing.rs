//! Writing in a mailbox by hand, as its owner: a new mail, an answer, and what
//! one does with mail that is there.

use axum::body::Bytes;
use axum::extract::{Path, State as Extract};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::base::text::{self, Parameters};
use crate::directory::mailbox::Mailbox;
use crate::mail::delivery;
use crate::mail::message::{Address, Body, Message, looks_like_address};
use crate::mail::store::{DELETED_ITEMS, RECOVERABLE, ROOT, SENT_ITEMS};
use crate::pages::{layout, mailbox};
use crate::world::{Shared, World};

/// What a person types; what cannot be sent is shown again.
#[derive(Default)]
struct Letter {
    to: String,
    cc: String,
    subject: String,
    text: String,
    complaint: &'static str,
}

/// `GET /mail/{address}/new`
pub(crate) async fn new(
    Extract(world): Extract<Shared>,
    Path(address): Path<String>,
    headers: HeaderMap,
) -> Response {
    let letter = Letter::default();
    compose(&world, Language::of(&headers), &address, &letter)
}

/// `GET /mail/{address}/{message}/reply`
pub(crate) async fn reply(
    Extract(world): Extract<Shared>,
    Path((address, number)): Path<(String, u64)>,
    headers: HeaderMap,
) -> Response {
    let l = Language::of(&headers);
    let letter = world.read(|state| {
        let message = mailbox::by_address(state, &address)?
            .store
            .message(number)?;
        let to = message.reply_to.first().or(message.from.as_ref());
        let quoted: Vec<String> = message
            .body
            .as_text()
            .lines()
            .map(|line| format!("> {line}"))
            .collect();
        Some(Letter {
            to: to.map(mailbox::written).unwrap_or_default(),
            subject: format!("RE: {}", message.subject),
            text: format!("\n\n{}", quoted.join("\n")),
            ..Letter::default()
        })
    });
    match letter {
        Some(letter) => compose(&world, l, &address, &letter),
        None => layout::not_found(l),
    }
}

fn compose(world: &World, l: Language, address: &str, letter: &Letter) -> Response {
    let found = world.read(|state| {
        let mailbox = mailbox::by_address(state, address)?;
        let complaint = Markup::when(!letter.complaint.is_empty(), || {
            html!(
                "<p class=\"complaint\" role=\"alert\">{}</p>",
                letter.complaint
            )
        });
        let title = l.pick("Nieuw bericht", "New message");
        let form = html!(
            "<h1>{}</h1>{}<form method=\"post\" action=\"/mail/{}/new\" class=\"order long\">\
             <label>{}<input name=\"to\" value=\"{}\" required></label>\
             <label>CC<input name=\"cc\" value=\"{}\"></label>\
             <label>{}<input name=\"subject\" value=\"{}\"></label>\
             <label>{}<textarea name=\"text\" rows=\"14\">{}</textarea></label>\
             <button>{}</button></form>",
            title,
            complaint,
            mailbox.address,
            l.pick("Aan (meer met ; ertussen)", "To (several with ; between)"),
            letter.to,
            letter.cc,
            l.pick("Onderwerp", "Subject"),
            letter.subject,
            l.pick("Bericht", "Message"),
            letter.text,
            l.pick("Verzenden", "Send"),
        );
        // No folder is the current one.
        let page = mailbox::frame(l, mailbox, ROOT, &form);
        Some((title.to_owned(), page))
    });
    mailbox::show(l, found, None)
}

/// `POST /mail/{address}/new`
pub(crate) async fn send(
    Extract(world): Extract<Shared>,
    Path(address): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let l = Language::of(&headers);
    let form = Parameters::parse(&body);
    let field = |name: &str| form.get(name).unwrap_or("").to_owned();
    let letter = Letter {
        to: field("to"),
        cc: field("cc"),
        subject: field("subject"),
        text: field("text"),
        complaint: "",
    };
    let recipients = addresses(&letter.to).zip(addresses(&letter.cc));
    let Some((to, cc)) = recipients.filter(|(to, _)| !to.is_empty()) else {
        let complaint = l.pick(
            "Een van de geadresseerden is geen e-mailadres.",
            "One of the recipients is no email address.",
        );
        return compose(
            &world,
            l,
            &address,
            &Letter {
                complaint,
                ..letter
            },
        );
    };
    let now = world.clock.now();
    let sent = world.change(|state| {
        let own = mailbox::by_address(state, &address)?;
        let (id, from) = (own.id.clone(), Address::new(&own.name, &own.address));
        let key = state.next_message();
        let mut message = Message::new(key, now, delivery::new_message_id(&world.dice));
        message.subject = letter.subject;
        message.body = Body::text(letter.text);
        (message.to, message.cc) = (to, cc);
        message.sender = Some(from.clone());
        message.from = Some(from);
        message.is_draft = false;
        let mailbox = state.mailbox_mut(&id)?;
        mailbox.store.put(SENT_ITEMS, message.clone());
        delivery::post(&world.dice, state, now, &message, &id);
        Some(())
    });
    match sent {
        Some(()) => folder(&address, SENT_ITEMS),
        None => layout::not_found(l),
    }
}

/// Back to the folder a person was in.
fn folder(address: &str, folder: u32) -> Response {
    let address = text::segment(address);
    Redirect::to(&format!("/mail/{address}?folder={folder}")).into_response()
}

/// `None` when one of them is no address.
fn addresses(text: &str) -> Option<Vec<Address>> {
    text.split([';', ','])
        .filter(|one| !one.trim().is_empty())
        .map(|one| Address::parse(one).filter(|one| looks_like_address(&one.address)))
        .collect()
}

/// The buttons above a mail.
pub(super) fn actions(l: Language, mailbox: &Mailbox, message: &Message) -> Markup {
    let number = message.key.to_string();
    let button = |action: &str, label: &str| {
        html!(
            "<form method=\"post\" action=\"/mail/{}/{}\"><button name=\"action\" value=\"{}\">{}</button></form>",
            mailbox.address,
            number,
            action,
            label
        )
    };
    let folders = mailbox
        .store
        .visible_children(ROOT)
        .filter(|folder| folder.number != message.folder)
        .map(|folder| {
            html!(
                "<option value=\"{}\">{}</option>",
                folder.number.to_string(),
                folder.name
            )
        });
    let mark = if message.is_read {
        button("unread", l.pick("Als ongelezen markeren", "Mark as unread"))
    } else {
        button("read", l.pick("Als gelezen markeren", "Mark as read"))
    };
    html!(
        "<div class=\"actions\"><a href=\"/mail/{}/{}/reply\">{}</a>{}{}<form method=\"post\" \
         action=\"/mail/{}/{}\" class=\"move\"><select name=\"folder\" aria-label=\"{}\">{}</select>\
         <button name=\"action\" value=\"move\">{}</button></form></div>",
        mailbox.address,
        number,
        l.pick("Beantwoorden", "Reply"),
        mark,
        button("delete", l.pick("Verwijderen", "Delete")),
        mailbox.address,
        number,
        l.pick("Map", "Folder"),
        Markup::join(folders),
        l.pick("Verplaatsen", "Move"),
    )
}

/// `POST /mail/{address}/{message}`: one of the buttons.
pub(crate) async fn act(
    Extract(world): Extract<Shared>,
    Path((address, number)): Path<(String, u64)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = Parameters::parse(&body);
    let action = form.get("action").unwrap_or("");
    let chosen = form.get("folder").and_then(|text| text.parse().ok());
    let now = world.clock.now();
    let done = world.change(|state| {
        let id = mailbox::by_address(state, &address)?.id.clone();
        let store = &mut state.mailbox_mut(&id)?.store;
        let from = store.message(number)?.folder;
        let destination = match action {
            "read" | "unread" => from,
            "delete" if from == DELETED_ITEMS => RECOVERABLE,
            "delete" => DELETED_ITEMS,
            "move" => store.folder(chosen?)?.number,
            _ => return None,
        };
        if destination != from {
            store.relocate(number, destination);
        }
        store.edit(number, |message| {
            message.touched(now);
            match action {
                "read" => message.is_read = true,
                "unread" => message.is_read = false,
                _ => {}
            }
        })?;
        Some(from)
    });
    match done {
        Some(from) => folder(&address, from),
        None => layout::not_found(Language::of(&headers)),
    }
}
