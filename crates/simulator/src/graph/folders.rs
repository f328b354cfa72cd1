//! Mail folders: the inbox is the cheapest proof that a mailbox opens.

use http::StatusCode;
use serde_json::{Map, Value, json};

use crate::directory::mailbox::Mailbox;
use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call, Content};
use crate::graph::compose;
use crate::graph::error::{self, GraphError};
use crate::graph::render;
use crate::graph::view::View;
use crate::mail::store::{Folder, ROOT};

const MOST_FOLDERS: usize = 1000;

pub(crate) fn get(call: &Call<'_>, owner: &Owner, name: &str) -> Result<Answer, GraphError> {
    render::check_folder_selection(&call.query)?;
    access::read(call, owner, Need::Read, |view| {
        let folder = view.folder(name)?;
        Ok(Answer::ok(single(call, view.mailbox, &folder)))
    })
}

/// One folder as an answer of its own.
fn single(call: &Call<'_>, mailbox: &Mailbox, folder: &Folder<'_>) -> Value {
    let mut body = Map::new();
    let context = render::context(call, mailbox, "mailFolders/$entity");
    body.insert("@odata.context".into(), context.into());
    if let Value::Object(rest) = render::folder(call, mailbox, folder) {
        body.extend(rest);
    }
    Value::Object(body)
}

/// The children of a folder, or those at the top.
pub(crate) fn list(
    call: &Call<'_>,
    owner: &Owner,
    parent: Option<&str>,
) -> Result<Answer, GraphError> {
    render::check_folder_selection(&call.query)?;
    access::read(call, owner, Need::Read, |view| {
        let all = children(call, view, parent)?;
        let page: Vec<Value> = all
            .iter()
            .skip(call.query.skip)
            .take(call.page_size())
            .map(|folder| render::folder(call, view.mailbox, folder))
            .collect();
        let mut body = json!({
            "@odata.context": render::context(call, view.mailbox, "mailFolders"),
            "value": page,
        });
        call.add_paging(&mut body, all.len());
        Ok(Answer::ok(body))
    })
}

/// `…/mailFolders/$count`
pub(crate) fn count(
    call: &Call<'_>,
    owner: &Owner,
    parent: Option<&str>,
) -> Result<Answer, GraphError> {
    access::read(call, owner, Need::Read, |view| {
        let count = children(call, view, parent)?.len().to_string();
        Ok(Answer::new(
            StatusCode::OK,
            Content::Text("text/plain", count),
        ))
    })
}

fn children<'a>(
    call: &Call<'_>,
    view: &View<'a>,
    parent: Option<&str>,
) -> Result<Vec<Folder<'a>>, GraphError> {
    let parent = match parent {
        None => {
            view.whole()?;
            ROOT
        }
        Some(name) => view.folder(name)?.number,
    };
    let store = &view.mailbox.store;
    Ok(if call.query.include_hidden {
        store.children(parent).collect()
    } else {
        store.visible_children(parent).collect()
    })
}

fn name_of(json: &Value) -> Option<&str> {
    json.get("displayName")
        .and_then(Value::as_str)
        .filter(|name| !name.trim().is_empty())
}

fn exists() -> GraphError {
    GraphError::new(
        409,
        "ErrorFolderExists",
        "A folder with the specified name already exists.",
    )
}

fn check_free(mailbox: &Mailbox, parent: u32, name: &str) -> Result<(), GraphError> {
    let mut siblings = mailbox.store.children(parent);
    if siblings.any(|folder| folder.name.eq_ignore_ascii_case(name)) {
        return Err(exists());
    }
    Ok(())
}

pub(crate) fn create(
    call: &Call<'_>,
    owner: &Owner,
    parent: Option<&str>,
) -> Result<Answer, GraphError> {
    let json = call.json()?;
    let name = name_of(&json)
        .ok_or_else(|| error::bad_request("The displayName of the folder is missing."))?;
    let hidden = json.get("isHidden").and_then(Value::as_bool);
    access::change(call, owner, Need::Write, |edit| {
        let parent = match parent {
            None => {
                edit.whole()?;
                ROOT
            }
            Some(parent) => edit.folder(parent)?,
        };
        check_free(edit.mailbox, parent, name)?;
        if edit.mailbox.store.own_folders() >= MOST_FOLDERS {
            return Err(GraphError::new(
                400,
                "ErrorFolderSave",
                "The folder could not be saved: there are too many folders.",
            ));
        }
        let store = &mut edit.mailbox.store;
        let number = store.add_folder(parent, name, hidden.unwrap_or(false));
        shown(call, edit.mailbox, number).map(Answer::created)
    })
}

fn shown(call: &Call<'_>, mailbox: &Mailbox, number: u32) -> Result<Value, GraphError> {
    let folder = mailbox.store.folder(number).ok_or_else(error::not_found)?;
    Ok(single(call, mailbox, &folder))
}

/// Refuses what would change a folder that every mailbox has.
fn check_own(mailbox: &Mailbox, number: u32) -> Result<(), GraphError> {
    let folder = mailbox.store.folder(number);
    if folder.is_some_and(|folder| folder.well_known.is_some()) {
        return Err(GraphError::new(
            400,
            "ErrorDistinguishedFolder",
            "The operation is not supported on distinguished folders.",
        ));
    }
    Ok(())
}

pub(crate) fn change(call: &Call<'_>, owner: &Owner, name: &str) -> Result<Answer, GraphError> {
    let json = call.json()?;
    access::change(call, owner, Need::Write, |edit| {
        let number = edit.folder(name)?;
        if let Some(new) = name_of(&json) {
            check_own(edit.mailbox, number)?;
            let parent = edit
                .mailbox
                .store
                .folder(number)
                .map(|folder| folder.parent);
            let same = edit.mailbox.store.folder(number);
            if !same.is_some_and(|folder| folder.name.eq_ignore_ascii_case(new)) {
                check_free(edit.mailbox, parent.unwrap_or(ROOT), new)?;
            }
            edit.mailbox.store.change_folder(number, Some(new), None);
        }
        shown(call, edit.mailbox, number).map(Answer::ok)
    })
}

/// `…/move` and `…/copy` of a folder.
pub(crate) fn relocate(
    call: &Call<'_>,
    owner: &Owner,
    name: &str,
    moves: bool,
) -> Result<Answer, GraphError> {
    let json = call.json()?;
    let destination = compose::destination(&json)?;
    access::change(call, owner, Need::Write, |edit| {
        let (number, parent) = (edit.folder(name)?, edit.folder(destination)?);
        if edit.mailbox.store.is_within(parent, number) {
            return Err(GraphError::new(
                400,
                "ErrorMoveCopyFailed",
                "The folder cannot be moved or copied into itself.",
            ));
        }
        let folder = edit.mailbox.store.folder(number);
        let title = folder.map_or_else(String::new, |folder| folder.name.into_owned());
        check_free(edit.mailbox, parent, &title)?;
        if moves {
            check_own(edit.mailbox, number)?;
            edit.mailbox.store.change_folder(number, None, Some(parent));
            return shown(call, edit.mailbox, number).map(Answer::created);
        }
        if edit.mailbox.store.own_folders() >= MOST_FOLDERS {
            return Err(exists());
        }
        let copy = edit.mailbox.store.add_folder(parent, &title, false);
        shown(call, edit.mailbox, copy).map(Answer::created)
    })
}

/// The standard folders stay; what was in another goes with it.
pub(crate) fn delete(call: &Call<'_>, owner: &Owner, name: &str) -> Result<Answer, GraphError> {
    access::change(call, owner, Need::Write, |edit| {
        let number = edit.folder(name)?;
        check_own(edit.mailbox, number).map_err(|_| {
            GraphError::new(
                400,
                "ErrorDeleteDistinguishedFolder",
                "Distinguished folders cannot be deleted.",
            )
        })?;
        edit.mailbox.store.remove_folder(number);
        Ok(Answer::empty(StatusCode::NO_CONTENT))
    })
}
