//! What a page shows, asked from the backend: at first, when what it depends
//! on changes, when somebody signed in again, and when a live change concerns
//! it. The old answer stays on the screen until the new one is there.

use crate::api::{Answer, Failure};
use crate::{live, session};
use contract::events::{Change, ChangeKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// Changes come in bursts (one per light); this long they are waited for.
const GATHER: Duration = Duration::from_millis(120);

/// A question under way.
pub type Asking<T> = Pin<Box<dyn Future<Output = Answer<T>>>>;

/// An answer that keeps itself up to date.
pub struct Load<T: Send + Sync + 'static> {
    /// The last good answer.
    pub value: RwSignal<Option<T>>,
    /// Why the last question failed, if it did.
    pub failure: RwSignal<Option<Failure>>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    /// Asks `ask`, again whenever a signal it reads changes, and again when a
    /// change `concerns` it.
    pub fn new(
        ask: impl Fn() -> Asking<T> + 'static,
        concerns: impl Fn(&Change) -> bool + 'static,
    ) -> Self {
        let load = Self {
            value: RwSignal::new(None),
            failure: RwSignal::new(None),
            again: RwSignal::new(0),
        };
        refresh_when(load.again, Box::new(concerns));
        let epoch = session::use_session().epoch;
        let latest = StoredValue::new(0_u32);
        Effect::new(move |_| {
            load.again.track();
            epoch.track();
            let asking = ask();
            let mine = latest.with_value(|latest| latest + 1);
            latest.set_value(mine);
            spawn_local(async move {
                let answer = asking.await;
                // The page may be gone, or a later question under way.
                if latest.try_with_value(|latest| *latest) == Some(mine) {
                    load.take(answer);
                }
            });
        });
        load
    }

    fn take(self, answer: Answer<T>) {
        match answer {
            Ok(value) => {
                self.failure.set(None);
                self.value.set(Some(value));
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
    }

    /// Asks again.
    pub fn again(self) {
        self.again.update(|again| *again += 1);
    }
}

/// The part of a load that is the same for every type.
fn refresh_when(again: RwSignal<u32>, concerns: Box<dyn Fn(&Change) -> bool>) {
    let changes = live::changes();
    let waiting = StoredValue::new(false);
    Effect::new(move |first: Option<()>| {
        let concerned = changes.with(|change| {
            change
                .as_ref()
                .is_some_and(|c| c.kind == ChangeKind::Everything || concerns(c))
        });
        // What changed before this page was there is in its first answer.
        if first.is_none() || !concerned || waiting.get_value() {
            return;
        }
        waiting.set_value(true);
        set_timeout(
            move || {
                if waiting.try_set_value(false).is_none() {
                    again.update(|again| *again += 1);
                }
            },
            GATHER,
        );
    });
}

/// Whether a change is about one thing by its kind and id.
pub fn about(kind: ChangeKind, id: &str) -> impl Fn(&Change) -> bool + 'static {
    let id = id.to_owned();
    move |change| change.kind == kind && change.id == id
}

/// Something a person set in motion: whether it is under way, and why it
/// failed.
#[derive(Clone, Copy)]
pub struct Doing {
    /// Whether it is under way.
    pub busy: RwSignal<bool>,
    /// Why it failed the last time, if it did.
    pub failure: RwSignal<Option<Failure>>,
}

impl Doing {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
        }
    }

    /// Does it, once at a time.
    pub fn run<T: 'static>(
        self,
        asking: impl Future<Output = Answer<T>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = asking.await;
            // The page may be gone by now.
            let _ = self.busy.try_set(false);
            match answer {
                Ok(value) => then(value),
                Err(failure) => {
                    let _ = self.failure.try_set(Some(failure));
                }
            }
        });
    }
}

impl Default for Doing {
    fn default() -> Self {
        Self::new()
    }
}

/// Sends a form, and shows on it why it was refused.
pub fn send_form<T: 'static>(
    form: crate::ui::Form,
    asking: impl Future<Output = Answer<T>> + 'static,
    then: impl FnOnce(T) + 'static,
) {
    spawn_local(async move {
        match asking.await {
            Ok(value) => {
                let _ = form.busy.try_set(false);
                then(value);
            }
            Err(problem) => {
                if form.busy.try_get_untracked().is_some() {
                    form.refused(problem);
                }
            }
        }
    });
}
