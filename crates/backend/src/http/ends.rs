//! Tells whoever holds a connection open that their session, or the process,
//! ends.

use super::App;
use super::session::{SignedIn, is_over};
use contract::ids::{PersonId, SessionId};
use std::time::Duration;
use tokio::sync::{broadcast, watch};

/// How often an open stream looks whether its session is still there: another
/// replica may have ended it, and it may simply have got old.
const LOOK: Duration = Duration::from_secs(30);

/// How many endings a slow listener may miss before it looks for itself.
const REMEMBERED: usize = 64;

#[derive(Clone)]
struct Ended {
    person: PersonId,
    /// One session, or all of the person's …
    only: Option<SessionId>,
    /// … but for this one.
    except: Option<SessionId>,
}

/// The endings. Cheap to keep.
pub struct Ends {
    sessions: broadcast::Sender<Ended>,
    process: watch::Sender<bool>,
}

impl Default for Ends {
    fn default() -> Self {
        Self {
            sessions: broadcast::channel(REMEMBERED).0,
            process: watch::channel(false).0,
        }
    }
}

impl Ends {
    /// One session has ended.
    pub fn session(&self, person: &PersonId, session: &SessionId) {
        self.tell(Ended {
            person: person.clone(),
            only: Some(session.clone()),
            except: None,
        });
    }

    /// All sessions of a person have ended, but for `except`.
    pub fn sessions_of(&self, person: &PersonId, except: Option<&SessionId>) {
        self.tell(Ended {
            person: person.clone(),
            only: None,
            except: except.cloned(),
        });
    }

    fn tell(&self, ended: Ended) {
        // Nobody listening is fine.
        let _ = self.sessions.send(ended);
    }

    /// The process ends: open streams must, too.
    pub fn process(&self) {
        self.process.send_replace(true);
    }
}

/// Ready when `who` may no longer listen.
pub(super) async fn ended(app: App, who: SignedIn) {
    let mut sessions = app.ends().sessions.subscribe();
    let mut process = app.ends().process.subscribe();
    // What ended between the sign-in and here is seen at the first look.
    let mut looks = tokio::time::interval(LOOK);
    loop {
        let look = tokio::select! {
            _ = process.wait_for(|over| *over) => return,
            told = sessions.recv() => match told {
                Ok(ended) if concerns(&ended, &who) => return,
                Ok(_) => false,
                Err(_) => true,
            },
            _ = looks.tick() => true,
        };
        if look && !is_there(&app, &who).await {
            return;
        }
    }
}

fn concerns(ended: &Ended, who: &SignedIn) -> bool {
    ended.person == who.person.id
        && ended.only.as_ref().is_none_or(|only| *only == who.session)
        && ended.except.as_ref() != Some(&who.session)
}

async fn is_there(app: &App, who: &SignedIn) -> bool {
    match app.store().sessions_of(&who.person.id).await {
        Ok(sessions) => sessions
            .iter()
            .any(|session| session.id == who.session && !is_over(session)),
        // Storage that is away for a moment ends nothing.
        Err(_) => true,
    }
}
