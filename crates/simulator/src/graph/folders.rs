//! Mail folders: the inbox is the cheapest proof that a mailbox opens.

use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::directory::model::Mailbox;
use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call};
use crate::graph::error::{self, GraphError};
use crate::graph::render;
use crate::mail::ids::{self, Lookup};
use crate::mail::store::{Folder, ROOT};

const MOST_FOLDERS: usize = 1000;

/// By well-known name or id.
pub(crate) fn find<'a>(mailbox: &'a Mailbox, name: &str) -> Result<&'a Folder, GraphError> {
    match ids::find_folder(&mailbox.id, &mailbox.store, name) {
        Lookup::Found(folder) => Ok(folder),
        Lookup::Gone => Err(error::not_found()),
        Lookup::Malformed => Err(error::malformed_id()),
    }
}

pub(crate) fn get(call: &Call<'_>, owner: &Owner, name: &str) -> Result<Answer, GraphError> {
    render::check_folder_selection(&call.query)?;
    access::read(call, owner, Need::Read, |mailbox| {
        let folder = find(mailbox, name)?;
        let mut body = Map::new();
        let context = render::context(call, mailbox, "mailFolders/$entity");
        body.insert("@odata.context".into(), context.into());
        if let Value::Object(rest) = render::folder(call, mailbox, folder) {
            body.extend(rest);
        }
        Ok(Answer::ok(Value::Object(body)))
    })
}

/// The children of a folder, or those at the top.
pub(crate) fn list(
    call: &Call<'_>,
    owner: &Owner,
    parent: Option<&str>,
) -> Result<Answer, GraphError> {
    render::check_folder_selection(&call.query)?;
    access::read(call, owner, Need::Read, |mailbox| {
        let parent = match parent {
            None => ROOT,
            Some(name) => find(mailbox, name)?.number,
        };
        let all: Vec<&Folder> = mailbox.store.children(parent).collect();
        let (skip, top) = (call.query.skip, call.query.top());
        let page: Vec<Value> = all
            .iter()
            .skip(skip)
            .take(top)
            .map(|folder| render::folder(call, mailbox, folder))
            .collect();
        let mut body = json!({
            "@odata.context": render::context(call, mailbox, "mailFolders"),
            "value": page,
        });
        add_paging(call, &mut body, all.len());
        Ok(Answer::ok(body))
    })
}

/// The count and the address of the next page.
pub(crate) fn add_paging(call: &Call<'_>, body: &mut Value, total: usize) {
    let Some(body) = body.as_object_mut() else {
        return;
    };
    if call.query.count {
        body.insert("@odata.count".into(), total.into());
    }
    let next = call.query.skip.saturating_add(call.query.top());
    if next < total {
        let query = call.query.next_page(next);
        let link = format!("{}/v1.0/{}?{query}", call.world.public_url, call.path);
        body.insert("@odata.nextLink".into(), link.into());
    }
}

pub(crate) fn create(
    call: &Call<'_>,
    owner: &Owner,
    parent: Option<&str>,
) -> Result<Answer, GraphError> {
    let json = call.json()?;
    let name = json
        .get("displayName")
        .and_then(Value::as_str)
        .filter(|name| !name.trim().is_empty())
        .ok_or_else(|| error::bad_request("The displayName of the folder is missing."))?;
    access::change(call, owner, Need::Write, |mailbox, _| {
        let parent = match parent {
            None => ROOT,
            Some(parent) => find(mailbox, parent)?.number,
        };
        let taken = mailbox
            .store
            .children(parent)
            .any(|folder| folder.name.eq_ignore_ascii_case(name));
        if taken || mailbox.store.folders.len() >= MOST_FOLDERS {
            return Err(GraphError::new(
                409,
                "ErrorFolderExists",
                "A folder with the specified name already exists.",
            ));
        }
        let number = mailbox.store.add_folder(parent, name);
        let folder = mailbox.store.folder(number).ok_or_else(error::not_found)?;
        Ok(Answer::created(render::folder(call, mailbox, folder)))
    })
}

/// The standard folders stay; what was in another goes with it.
pub(crate) fn delete(call: &Call<'_>, owner: &Owner, name: &str) -> Result<Answer, GraphError> {
    access::change(call, owner, Need::Write, |mailbox, _| {
        let folder = find(mailbox, name)?;
        if folder.well_known.is_some() {
            return Err(GraphError::new(
                400,
                "ErrorDeleteDistinguishedFolder",
                "Distinguished folders cannot be deleted.",
            ));
        }
        let number = folder.number;
        mailbox
            .store
            .folders
            .retain(|folder| folder.number != number);
        mailbox
            .store
            .messages
            .retain(|_, message| message.folder != number);
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    })
}
