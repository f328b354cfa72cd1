//! Whether a caller may open a mailbox: first the token's scope, then what
//! Exchange says of the mailbox and the person.

use std::sync::Arc;

use crate::directory::model::{Mailbox, MailboxKind};
use crate::directory::state::State;
use crate::graph::call::{self, Call};
use crate::graph::caller::Caller;
use crate::graph::error::{self, GraphError};
use crate::world::World;

/// Whose mailbox the path names.
#[derive(Clone, Debug)]
pub(crate) enum Owner {
    Me,
    /// An id, a sign-in name or an address.
    User(String),
}

/// What is to be done in the mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Read,
    Write,
    Send,
}

impl Need {
    /// Scopes that suffice for one's own mailbox.
    fn own(self) -> &'static [&'static str] {
        match self {
            Self::Read => &[
                "Mail.ReadWrite",
                "Mail.ReadWrite.Shared",
                "Mail.Read",
                "Mail.Read.Shared",
                "Mail.ReadBasic",
                "Mail.ReadBasic.Shared",
            ],
            Self::Write => &["Mail.ReadWrite", "Mail.ReadWrite.Shared"],
            Self::Send => &["Mail.Send", "Mail.Send.Shared"],
        }
    }

    /// Scopes that suffice for somebody else's.
    fn shared(self) -> &'static [&'static str] {
        match self {
            Self::Read => &[
                "Mail.ReadWrite.Shared",
                "Mail.Read.Shared",
                "Mail.ReadBasic.Shared",
            ],
            Self::Write => &["Mail.ReadWrite.Shared"],
            Self::Send => &["Mail.Send.Shared"],
        }
    }
}

/// The place of the mailbox in the state, when the caller may use it.
/// Microsoft: "Access shared or delegated mail": a mailbox that is not shared
/// with the person answers as if it did not exist.
pub(crate) fn open(
    state: &State,
    caller: &Caller,
    owner: &Owner,
    need: Need,
) -> Result<usize, GraphError> {
    if caller.is_app() {
        return Err(match owner {
            Owner::Me => {
                error::bad_request("/me request is only valid with delegated authentication flow.")
            }
            Owner::User(_) => error::access_denied(),
        });
    }
    let own_id = caller.object_id.as_str();
    let found = match owner {
        Owner::Me => state.mailbox_at(own_id),
        Owner::User(name) => find(state, caller, name),
    };
    let mailbox = found.and_then(|at| state.mailboxes.get(at));
    let is_own = match (owner, mailbox) {
        (Owner::Me, _) => true,
        (Owner::User(_), Some(mailbox)) => mailbox.id == own_id,
        (Owner::User(name), None) => is_self(state, caller, name),
    };
    if !caller.may(if is_own { need.own() } else { need.shared() }) {
        return Err(error::access_denied());
    }
    let (Some(at), Some(mailbox)) = (found, mailbox) else {
        return Err(match owner {
            _ if is_own => error::no_mailbox(),
            Owner::Me => error::no_mailbox(),
            Owner::User(name) => missing(state, caller, name),
        });
    };
    check(mailbox, caller, is_own)?;
    Ok(at)
}

fn check(mailbox: &Mailbox, caller: &Caller, is_own: bool) -> Result<(), GraphError> {
    match mailbox.kind {
        MailboxKind::Unlicensed | MailboxKind::OnPremises => Err(error::no_mailbox()),
        MailboxKind::Group => Err(error::mailbox_closed()),
        MailboxKind::User | MailboxKind::Shared => {
            if is_own || mailbox.rights.full_access.contains(&caller.login) {
                Ok(())
            } else {
                Err(error::mailbox_closed())
            }
        }
    }
}

/// Only within the tenant of the token.
fn find(state: &State, caller: &Caller, name: &str) -> Option<usize> {
    let by_name = state.mailbox_at(name);
    let by_person = || state.mailbox_at(&state.person_in(&caller.tenant, name)?.object_id);
    by_name.or_else(by_person).filter(|at| {
        state
            .mailboxes
            .get(*at)
            .is_some_and(|mailbox| mailbox.tenant == caller.tenant)
    })
}

fn is_self(state: &State, caller: &Caller, name: &str) -> bool {
    name.eq_ignore_ascii_case(&caller.object_id)
        || state
            .person_in(&caller.tenant, name)
            .is_some_and(|person| person.object_id == caller.object_id)
}

/// A person without a mailbox is not the same as nobody.
fn missing(state: &State, caller: &Caller, name: &str) -> GraphError {
    let person = state.person_in(&caller.tenant, name).or_else(|| {
        state
            .person(name)
            .filter(|person| person.tenant == caller.tenant)
    });
    match person {
        Some(_) => error::no_mailbox(),
        None => error::invalid_user(name),
    }
}

/// The id of the mailbox that a Graph path is about, for faults and limits.
/// `caller` is asked only where the path says `/me`.
pub(crate) fn mailbox_of_path(
    world: &World,
    path: &str,
    caller: impl FnOnce() -> Option<Arc<Caller>>,
) -> Option<String> {
    let mut segments = call::segments(path.strip_prefix("/v1.0/")?).into_iter();
    let first = segments.next()?;
    if first.eq_ignore_ascii_case("me") {
        return Some(caller()?.object_id.clone());
    }
    let name = segments.next()?;
    world.read(|state| {
        let by_person = || state.mailbox(&state.person_at_home(&name)?.object_id);
        let mailbox = state.mailbox(&name).or_else(by_person)?;
        Some(mailbox.id.clone())
    })
}

/// Looks into a mailbox that the caller may use.
pub(crate) fn read<T>(
    call: &Call<'_>,
    owner: &Owner,
    need: Need,
    look: impl FnOnce(&Mailbox) -> Result<T, GraphError>,
) -> Result<T, GraphError> {
    call.world.read(|state| {
        let at = open(state, call.caller, owner, need)?;
        look(state.mailboxes.get(at).ok_or_else(error::no_mailbox)?)
    })
}

/// Changes something in a mailbox that the caller may use; the second argument
/// is a fresh message number.
pub(crate) fn change<T>(
    call: &Call<'_>,
    owner: &Owner,
    need: Need,
    act: impl FnOnce(&mut Mailbox, u64) -> Result<T, GraphError>,
) -> Result<T, GraphError> {
    // A call that is refused must not count as a change of the state.
    call.world
        .read(|state| open(state, call.caller, owner, need))?;
    call.world.change(|state| {
        let at = open(state, call.caller, owner, need)?;
        let number = state.next_message();
        act(
            state.mailboxes.get_mut(at).ok_or_else(error::no_mailbox)?,
            number,
        )
    })
}
