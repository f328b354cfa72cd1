//! Who is at the panel, and what the backend told about itself.

use crate::{api, task, when};
use contract::access::SESSION_MS;
use contract::people::{Person, Role, Welcome};
use contract::time::Timestamp;
use leptos::prelude::*;

/// The session of this tab. Provided as a context by the app.
#[derive(Clone, Copy)]
pub struct Session {
    /// What the backend told, once it has.
    pub welcome: RwSignal<Option<Welcome>>,
    /// Counts up whenever everything shown may be out of date: somebody signed
    /// in, or the backend came back. Loads listen to it.
    pub epoch: RwSignal<u32>,
}

impl Session {
    /// A session that asks the backend who is there.
    #[must_use]
    pub fn begin() -> Self {
        let session = Self {
            welcome: RwSignal::new(None),
            epoch: RwSignal::new(0),
        };
        session.ask();
        session
    }

    /// Asks the backend (again) who is there.
    pub fn ask(self) {
        task::start(async move {
            if let Ok(mut welcome) = api::welcome().await {
                task::breathe().await;
                let before = self.welcome.with_untracked(|w| w.as_ref()?.person.clone());
                if welcome.person.is_none() && before.is_some() {
                    // What is on the screen stays; signing in comes over it.
                    welcome.person = before;
                    api::signed_out().set(true);
                }
                self.welcome.set(Some(welcome));
                self.epoch.update(|epoch| *epoch += 1);
            }
        });
    }

    /// Somebody signed in.
    pub fn signed_in(self, person: Person) {
        self.welcome.update(|welcome| {
            if let Some(welcome) = welcome {
                welcome.person = Some(person);
                welcome.needs_set_up = false;
                welcome.session_ends = Some(when::now().plus_ms(SESSION_MS));
            }
        });
        api::signed_out().set(false);
        self.epoch.update(|epoch| *epoch += 1);
    }

    /// Signs the person out, and forgets what they had on the screen.
    pub fn sign_out(self) {
        task::start(async move {
            if api::log_out().await.is_ok() {
                self.welcome.update(|welcome| {
                    if let Some(welcome) = welcome {
                        welcome.person = None;
                    }
                });
                api::signed_out().set(false);
            }
        });
    }

    /// Who is signed in.
    #[must_use]
    pub fn person(self) -> Option<Person> {
        self.welcome
            .with(|welcome| welcome.as_ref()?.person.clone())
    }

    /// When this session ends in any case.
    #[must_use]
    pub fn ends(self) -> Option<Timestamp> {
        self.welcome.with(|welcome| welcome.as_ref()?.session_ends)
    }

    /// Whether an administrator is signed in.
    #[must_use]
    pub fn is_admin(self) -> bool {
        self.welcome.with(|welcome| {
            let person = welcome.as_ref().and_then(|welcome| welcome.person.as_ref());
            person.is_some_and(|person| person.role == Role::Admin)
        })
    }

    /// The redirect URI to register in Entra.
    #[must_use]
    pub fn redirect_uri(self) -> String {
        self.welcome.with(|welcome| {
            welcome
                .as_ref()
                .map_or_else(String::new, |welcome| welcome.redirect_uri.clone())
        })
    }
}

/// The session of this tab.
///
/// # Panics
/// Outside the app, which provides it.
#[must_use]
pub fn use_session() -> Session {
    expect_context::<Session>()
}
