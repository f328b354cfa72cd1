//! Whether a caller may open a mailbox, and how much of it: first the token's
//! scope, then what Exchange says of the mailbox and the person.

use crate::base::clock::Moment;
use crate::directory::mailbox::{Mailbox, MailboxKind, Right, ShareAccess};
use crate::directory::state::State;
use crate::directory::switches::{SendWithoutFullAccess, Switches};
use crate::graph::call::{self, Call};
use crate::graph::caller::Caller;
use crate::graph::error::{self, GraphError};
use crate::graph::view::{Edit, Reach, View};
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
    fn own(self, switches: &Switches) -> &'static [&'static str] {
        match (self, switches.shared_scopes_cover_own_mailbox) {
            (Self::Read, true) => &[
                "Mail.ReadWrite",
                "Mail.ReadWrite.Shared",
                "Mail.Read",
                "Mail.Read.Shared",
                "Mail.ReadBasic",
                "Mail.ReadBasic.Shared",
            ],
            (Self::Read, false) => &["Mail.ReadWrite", "Mail.Read", "Mail.ReadBasic"],
            (Self::Write, true) => &["Mail.ReadWrite", "Mail.ReadWrite.Shared"],
            (Self::Write, false) => &["Mail.ReadWrite"],
            (Self::Send, _) => &["Mail.Send", "Mail.Send.Shared"],
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

/// A mailbox that the caller may use.
pub(crate) struct Opened {
    /// Its place in the state.
    pub(crate) at: usize,
    pub(crate) reach: Reach,
    pub(crate) is_own: bool,
}

/// The mailbox of a path, when the caller may use it.
/// Microsoft: "Access shared or delegated mail": a mailbox that is not shared
/// with the person answers as if it did not exist.
pub(crate) fn open(
    state: &State,
    caller: &Caller,
    owner: &Owner,
    need: Need,
) -> Result<Opened, GraphError> {
    if caller.is_app() {
        return Err(match owner {
            Owner::Me => error::only_delegated(),
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
    let switches = &state.settings.switches;
    if !caller.may(if is_own {
        need.own(switches)
    } else {
        need.shared()
    }) {
        return Err(error::access_denied());
    }
    let (Some(at), Some(mailbox)) = (found, mailbox) else {
        return Err(match owner {
            Owner::User(name) if !is_own => missing(state, caller, name),
            _ => error::no_mailbox(),
        });
    };
    let reach = reach(state, mailbox, caller, is_own, need)?;
    Ok(Opened { at, reach, is_own })
}

fn reach(
    state: &State,
    mailbox: &Mailbox,
    caller: &Caller,
    is_own: bool,
    need: Need,
) -> Result<Reach, GraphError> {
    match mailbox.kind {
        MailboxKind::Unlicensed | MailboxKind::OnPremises => return Err(error::no_mailbox()),
        MailboxKind::Group => return Err(error::mailbox_closed()),
        MailboxKind::User | MailboxKind::Shared => {}
    }
    let login = caller.login.as_str();
    if is_own || state.names(&mailbox.rights.full_access, login) {
        return Ok(Reach::Everything);
    }
    if need == Need::Send {
        return without_full_access(state, mailbox, login);
    }
    let shares: Vec<(u32, ShareAccess)> = mailbox
        .rights
        .shares
        .iter()
        .filter(|share| share.whom == login || state.is_member(&share.whom, login))
        .map(|share| (share.folder, share.access))
        .collect();
    if shares.is_empty() {
        Err(error::mailbox_closed())
    } else {
        Ok(Reach::Folders(shares))
    }
}

/// Sending through the path of a mailbox that one may send as and not open:
/// what Microsoft says then is not known for certain.
fn without_full_access(state: &State, mailbox: &Mailbox, login: &str) -> Result<Reach, GraphError> {
    let sends = [Right::SendAs, Right::SendOnBehalf]
        .iter()
        .any(|right| state.names(mailbox.rights.of(*right), login));
    match state.settings.switches.send_without_full_access {
        SendWithoutFullAccess::Allowed if sends => Ok(Reach::Everything),
        SendWithoutFullAccess::AccessDenied if sends => Err(error::access_denied()),
        _ => Err(error::mailbox_closed()),
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

/// A person without a mailbox, or a group, is not the same as nobody.
fn missing(state: &State, caller: &Caller, name: &str) -> GraphError {
    let person = state.person_in(&caller.tenant, name).or_else(|| {
        state
            .person(name)
            .filter(|person| person.tenant == caller.tenant)
    });
    if person.is_some() {
        error::no_mailbox()
    } else if state.group(name).is_some() {
        error::mailbox_closed()
    } else {
        error::invalid_user(name)
    }
}

/// The id of the mailbox that a Graph path is about, for faults and limits.
/// `own` is asked for the caller's only where the path says `/me`.
pub(crate) fn mailbox_of_path(
    world: &World,
    path: &str,
    own: impl FnOnce() -> Option<String>,
) -> Option<String> {
    let (first, name) = call::first_segments(path.strip_prefix("/v1.0/")?)?;
    if first.eq_ignore_ascii_case("me") {
        return own();
    }
    let name = name?;
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
    look: impl FnOnce(&View<'_>) -> Result<T, GraphError>,
) -> Result<T, GraphError> {
    call.world.read(|state| {
        let opened = open(state, call.caller, owner, need)?;
        let mailbox = state
            .mailboxes
            .get(opened.at)
            .ok_or_else(error::no_mailbox)?;
        look(&View::new(mailbox, opened.reach))
    })
}

/// Changes something in a mailbox that the caller may use.
pub(crate) fn change<T>(
    call: &Call<'_>,
    owner: &Owner,
    need: Need,
    act: impl FnOnce(&mut Edit<'_>) -> Result<T, GraphError>,
) -> Result<T, GraphError> {
    // A call that is refused must not count as a change of the state.
    call.world
        .read(|state| open(state, call.caller, owner, need).map(|_| ()))?;
    let now: Moment = call.world.clock.now();
    call.world.change(|state| {
        let opened = open(state, call.caller, owner, need)?;
        let number = state.next_message();
        let mailbox = state
            .mailboxes
            .get_mut(opened.at)
            .ok_or_else(error::no_mailbox)?;
        act(&mut Edit::new(mailbox, opened, number, now))
    })
}
