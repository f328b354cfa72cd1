//! Delta queries: what changed in a folder since the last time.
//! Microsoft: "Get incremental changes to messages in a folder".

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::directory::mailbox::Mailbox;
use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call};
use crate::graph::error::{self, GraphError};
use crate::graph::filter::Field;
use crate::graph::render;
use crate::mail::ids;
use crate::mail::message::Message;

/// Where a client is in the changes of a folder: it knows everything up to
/// `since`, and of what happened until `upto` the first `seen`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    folder: u32,
    since: u64,
    upto: u64,
    seen: usize,
}

impl Place {
    fn write(self) -> String {
        let text = format!("{}.{}.{}.{}", self.folder, self.since, self.upto, self.seen);
        URL_SAFE_NO_PAD.encode(text)
    }

    fn read(token: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
        let mut parts = text.split('.');
        let place = Self {
            folder: parts.next()?.parse().ok()?,
            since: parts.next()?.parse().ok()?,
            upto: parts.next()?.parse().ok()?,
            seen: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(place)
    }
}

/// `…/mailFolders/{id}/messages/delta`
pub(crate) fn messages(call: &Call<'_>, owner: &Owner, folder: &str) -> Result<Answer, GraphError> {
    render::check_message_selection(&call.query)?;
    check_query(call)?;
    access::read(call, owner, Need::Read, |view| {
        let folder = view.folder(folder)?.number;
        let mailbox = view.mailbox;
        let place = begin(call, folder, mailbox.store.changes())?;
        let changes = changes(call, mailbox, place)?;
        let size = call.page_size();
        let page: Vec<Value> = changes
            .into_iter()
            .skip(place.seen)
            .take(size + 1)
            .collect();
        let more = page.len() > size;
        let page: Vec<Value> = page.into_iter().take(size).collect();
        let (name, link) = if more {
            let next = Place {
                seen: place.seen + size,
                ..place
            };
            ("@odata.nextLink", link(call, "$skiptoken", next))
        } else {
            let next = Place {
                since: place.upto,
                upto: 0,
                seen: 0,
                ..place
            };
            ("@odata.deltaLink", link(call, "$deltatoken", next))
        };
        let mut body = json!({
            "@odata.context": render::context(call, mailbox, "Collection(message)"),
            "value": page,
        });
        if let Some(body) = body.as_object_mut() {
            body.insert(name.to_owned(), link.into());
        }
        Ok(Answer::ok(body))
    })
}

/// `…/mailFolders/delta`: folders change rarely, so all of them are told each
/// time that something did.
pub(crate) fn folders(call: &Call<'_>, owner: &Owner) -> Result<Answer, GraphError> {
    render::check_folder_selection(&call.query)?;
    access::read(call, owner, Need::Read, |view| {
        let mailbox = view.whole()?;
        let store = &mailbox.store;
        // Counts of items are among what can change.
        let upto = store
            .changes()
            .saturating_add(u64::try_from(store.own_folders()).unwrap_or(0) << 32);
        let place = begin(call, 0, upto)?;
        let all: Vec<Value> = if place.since == upto && upto > 0 {
            Vec::new()
        } else {
            store
                .folders()
                .filter(|folder| !folder.hidden)
                .map(|folder| render::folder(call, mailbox, &folder))
                .collect()
        };
        let next = Place {
            since: upto,
            ..Place::default()
        };
        Ok(Answer::ok(json!({
            "@odata.context": render::context(call, mailbox, "mailFolders"),
            "@odata.deltaLink": link(call, "$deltatoken", next),
            "value": all,
        })))
    })
}

/// Only filters on the time of arrival are supported, and no other order than
/// that of arrival.
fn check_query(call: &Call<'_>) -> Result<(), GraphError> {
    let query = &call.query;
    let filtered = query.filter.as_ref().map(|filter| filter.fields());
    let by_arrival = |fields: &[Field]| fields.iter().all(|field| *field == Field::Received);
    let ordered: Vec<Field> = query.order.iter().map(|order| order.field).collect();
    if filtered.is_some_and(|fields| !by_arrival(&fields))
        || !by_arrival(&ordered)
        || query.search.is_some()
    {
        return Err(error::bad_request(
            "Change tracking supports $filter and $orderby on receivedDateTime only, and no $search.",
        ));
    }
    Ok(())
}

fn begin(call: &Call<'_>, folder: u32, upto: u64) -> Result<Place, GraphError> {
    let query = &call.query;
    let token = query.delta_token.as_deref().or(query.skip_token.as_deref());
    let Some(token) = token else {
        return Ok(Place {
            folder,
            upto,
            ..Place::default()
        });
    };
    let place = Place::read(token)
        .filter(|place| place.folder == folder)
        .ok_or_else(|| error::bad_request("Badly formed token."))?;
    // More than there has ever been: the token is of another mailbox, or of
    // before the mailbox was put back.
    if place.since > upto || place.upto > upto {
        return Err(error::sync_state_gone());
    }
    Ok(if query.delta_token.is_some() {
        Place { upto, ..place }
    } else {
        place
    })
}

/// What was added or changed, in the order in which it happened, and then what
/// is gone.
fn changes(call: &Call<'_>, mailbox: &Mailbox, place: Place) -> Result<Vec<Value>, GraphError> {
    let store = &mailbox.store;
    let within = |message: &&Message| {
        let fits = call.query.filter.as_ref();
        message.changed > place.since
            && message.changed <= place.upto
            && fits.is_none_or(|filter| filter.fits(&mailbox.id, message))
    };
    let mut changed: Vec<&Message> = store.in_folder(place.folder).filter(within).collect();
    if place.since == 0 {
        // The first round tells what is there, the newest first.
        changed.sort_by_key(|message| std::cmp::Reverse((message.received, message.key)));
    } else {
        changed.sort_by_key(|message| message.changed);
    }
    let mut all: Vec<Value> = changed
        .into_iter()
        .map(|message| render::message(call, mailbox, message))
        .collect();
    if place.since > 0 {
        let removed = store
            .removed_since(place.folder, place.since)
            .ok_or_else(error::sync_state_gone)?;
        let immutable = call.wants_immutable_ids();
        all.extend(
            removed
                .filter(|removal| removal.change <= place.upto)
                .map(|removal| {
                    let id = ids::removed(&mailbox.id, removal, immutable);
                    json!({"@removed": {"reason": "deleted"}, "id": id})
                }),
        );
    }
    Ok(all)
}

fn link(call: &Call<'_>, name: &str, place: Place) -> String {
    let tokens = ["$deltatoken", "deltatoken", "$skiptoken", "skiptoken"];
    call.link(&call.query.changed(&tokens, name, &place.write()))
}
