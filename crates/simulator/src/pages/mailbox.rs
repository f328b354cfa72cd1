//! `/mail/{address}`: one mailbox as its owner would see it, so that a person
//! can watch a test mail arrive.

use axum::extract::{Path, RawQuery, State as Extract};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};

use crate::base::clock::Moment;
use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::base::text::{self, Parameters};
use crate::directory::mailbox::Mailbox;
use crate::directory::state::State;
use crate::mail::message::{Address, Message};
use crate::mail::store::{Folder, INBOX, ROOT};
use crate::pages::{layout, writing};
use crate::world::Shared;

/// Seconds between refreshes.
const REFRESH: usize = 4;
const MOST_MESSAGES: usize = 200;

/// `/mail/{address}?folder=N`
pub(crate) async fn mailbox(
    Extract(world): Extract<Shared>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let l = Language::of(&headers);
    let query = Parameters::parse(query.unwrap_or_default().as_bytes());
    let folder = query
        .get("folder")
        .and_then(|text| text.parse().ok())
        .unwrap_or(INBOX);
    let now = world.clock.now();
    let found = world.read(|state| {
        let mailbox = by_address(state, &address)?;
        Some((
            mailbox.name.clone(),
            frame(l, mailbox, folder, &list(l, now, mailbox, folder)),
        ))
    });
    show(l, found, Some(REFRESH))
}

/// `/mail/{address}/{message}`
pub(crate) async fn message(
    Extract(world): Extract<Shared>,
    Path((address, number)): Path<(String, u64)>,
    headers: HeaderMap,
) -> Response {
    let l = Language::of(&headers);
    let found = world.read(|state| {
        let mailbox = by_address(state, &address)?;
        let message = mailbox.store.message(number)?;
        let view = view(l, mailbox, message);
        Some((
            message.subject.clone(),
            frame(l, mailbox, message.folder, &view),
        ))
    });
    show(l, found, None)
}

/// `/mail/{address}/{message}/body`: the HTML of a mail, for a frame that may
/// do nothing.
pub(crate) async fn body(
    Extract(world): Extract<Shared>,
    Path((address, number)): Path<(String, u64)>,
) -> Response {
    let content = world.read(|state| {
        let message = by_address(state, &address)?.store.message(number)?;
        Some(message.body.content.clone())
    });
    let Some(content) = content else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, content).into_response()
}

/// `/mail/{address}/{message}/attachments/{attachment}`, to be kept and not
/// shown: what is in it may be anything.
pub(crate) async fn attachment(
    Extract(world): Extract<Shared>,
    Path((address, number, attachment)): Path<(String, u64, u32)>,
) -> Response {
    let content = world.read(|state| {
        let message = by_address(state, &address)?.store.message(number)?;
        let found = message
            .attachments
            .iter()
            .find(|one| one.id == attachment)?;
        Some(found.content.clone())
    });
    let Some(content) = content else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, content).into_response()
}

pub(super) fn by_address<'a>(state: &'a State, address: &str) -> Option<&'a Mailbox> {
    state
        .mailbox(address)
        .filter(|mailbox| mailbox.address.eq_ignore_ascii_case(address))
}

pub(super) fn show(
    l: Language,
    found: Option<(String, Markup)>,
    refresh: Option<usize>,
) -> Response {
    match found {
        Some((title, body)) => layout::page(l, &title, &body, refresh, StatusCode::OK, None),
        None => layout::not_found(l),
    }
}

pub(super) fn frame(l: Language, mailbox: &Mailbox, current: u32, content: &Markup) -> Markup {
    let store = &mailbox.store;
    let folders = Markup::join(
        store
            .visible_children(ROOT)
            .map(|folder| entry(mailbox, &folder, current)),
    );
    html!(
        "<header class=\"bar\"><a href=\"/\" aria-label=\"{}\">‹</a><b>{}</b><span>{}</span><small>{}</small></header>\
         <div class=\"mail\"><nav><p class=\"actions\"><a href=\"/mail/{}/new\">{}</a></p><ul>{}</ul></nav>\
         <main>{}</main></div>",
        l.pick("Overzicht", "Overview"),
        mailbox.name,
        mailbox.address,
        super::kind(l, mailbox.kind),
        mailbox.address,
        l.pick("Nieuw bericht", "New message"),
        folders,
        content
    )
}

fn entry(mailbox: &Mailbox, folder: &Folder<'_>, current: u32) -> Markup {
    let unread = mailbox
        .store
        .in_folder(folder.number)
        .filter(|message| !message.is_read)
        .count();
    let here = if folder.number == current {
        "page"
    } else {
        "false"
    };
    let count = Markup::when(unread > 0, || html!("<b class=\"unread\">{}</b>", unread));
    let number = folder.number.to_string();
    html!(
        "<li><a href=\"/mail/{}?folder={}\" aria-current=\"{}\">{}{}</a></li>",
        mailbox.address,
        number,
        here,
        folder.name,
        count
    )
}

fn list(l: Language, now: Moment, mailbox: &Mailbox, folder: u32) -> Markup {
    let mut messages: Vec<&Message> = mailbox.store.in_folder(folder).collect();
    messages.sort_by_key(|message| std::cmp::Reverse((message.received, message.key)));
    let name = mailbox
        .store
        .folder(folder)
        .map(|folder| folder.name)
        .unwrap_or_default();
    if messages.is_empty() {
        return html!(
            "<h1>{}</h1><p class=\"empty\">{}</p>",
            name,
            l.pick("Niets in deze map.", "Nothing in this folder.")
        );
    }
    let rows = Markup::join(messages.iter().take(MOST_MESSAGES).map(|message| {
        let class = if message.is_read { "read" } else { "new" };
        html!(
            "<li class=\"{}\"><a href=\"/mail/{}/{}\"><span class=\"from\">{}</span>\
             <span class=\"subject\">{}{}</span><span class=\"preview\">{}</span><time>{}</time></a></li>",
            class,
            mailbox.address,
            message.key.to_string(),
            sender_line(l, message),
            subject(l, message),
            Markup::when(message.has_attachments(), || html!(" <small>{}</small>", l.pick("met bijlage", "with attachment"))),
            text::shortened(&message.body.as_text().replace(['\r', '\n'], " "), 90),
            ago(l, now, message.received)
        )
    }));
    html!("<h1>{}</h1><ol class=\"messages\">{}</ol>", name, rows)
}

fn view(l: Language, mailbox: &Mailbox, message: &Message) -> Markup {
    let people = |label: &str, all: &[Address]| {
        let names: Vec<String> = all.iter().map(written).collect();
        Markup::when(!all.is_empty(), || {
            html!("<dt>{}</dt><dd>{}</dd>", label, names.join("; "))
        })
    };
    let headers = Markup::join(
        message
            .headers
            .iter()
            .map(|(name, value)| html!("<dt>{}</dt><dd>{}</dd>", name, value)),
    );
    let attachments = Markup::join(message.attachments.iter().map(|one| {
        html!(
            "<li><a href=\"/mail/{}/{}/attachments/{}\">{}</a> <small>{} bytes</small></li>",
            mailbox.address,
            message.key.to_string(),
            one.id.to_string(),
            one.name,
            one.content.len()
        )
    }));
    let body = if message.body.is_html {
        html!(
            "<iframe sandbox src=\"/mail/{}/{}/body\" title=\"{}\"></iframe>",
            mailbox.address,
            message.key.to_string(),
            l.pick("Bericht", "Message")
        )
    } else {
        html!("<pre class=\"text\">{}</pre>", message.body.content)
    };
    html!(
        "<article class=\"view\"><h1>{}</h1>{}<dl class=\"facts\"><dt>{}</dt><dd>{}</dd>{}{}{}\
         <dt>{}</dt><dd>{}</dd><dt>Message-ID</dt><dd><code>{}</code></dd>{}</dl>\
         <ul class=\"attachments\">{}</ul>{}</article>",
        subject(l, message),
        writing::actions(l, mailbox, message),
        l.pick("Van", "From"),
        sender_line(l, message),
        people(l.pick("Aan", "To"), &message.to),
        people("CC", &message.cc),
        people("BCC", &message.bcc),
        l.pick("Ontvangen", "Received"),
        message.received.entra(),
        message.internet_message_id,
        headers,
        attachments,
        body
    )
}

fn subject(l: Language, message: &Message) -> String {
    if message.subject.is_empty() {
        return l.pick("(geen onderwerp)", "(no subject)").to_owned();
    }
    message.subject.clone()
}

pub(super) fn written(address: &Address) -> String {
    if address.name == address.address || address.name.is_empty() {
        return address.address.clone();
    }
    format!("{} <{}>", address.name, address.address)
}

/// Outlook shows who really sent a mail that was sent on behalf of another.
fn sender_line(l: Language, message: &Message) -> String {
    let from = message.from.as_ref().map(written).unwrap_or_default();
    match &message.sender {
        Some(sender) if Some(sender) != message.from.as_ref() => {
            format!(
                "{} {} {from}",
                written(sender),
                l.pick("namens", "on behalf of")
            )
        }
        _ => from,
    }
}

fn ago(l: Language, now: Moment, then: Moment) -> String {
    let minutes = (now.seconds() - then.seconds()).div_euclid(60);
    match minutes {
        i64::MIN..1 => l.pick("zojuist", "just now").to_owned(),
        1..60 => format!("{minutes} min"),
        60..1440 => format!("{} {}", minutes / 60, l.pick("uur", "h")),
        _ => then.iso().get(..10).unwrap_or("").to_owned(),
    }
}
