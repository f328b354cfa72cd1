//! What a page shows, asked from the backend: at first, when what it depends
//! on changes, when somebody signed in again, and when a live change concerns
//! it. The old answer stays on the screen until a different one is there.

use crate::api::{Answer, Failure};
use crate::task::{self, Later};
use crate::ui::{self, Form};
use crate::{live, session};
use contract::events::{Change, ChangeKind};
use leptos::prelude::*;
use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;
use std::time::Duration;
use web_sys::Node;

/// Changes come in bursts (one per light); this long they are waited for.
const GATHER: Duration = Duration::from_millis(120);

/// An answer of any type, so that the machinery exists once.
type Anything = Rc<dyn Any>;
type Same = fn(&dyn Any, &dyn Any) -> bool;
type View = Box<dyn Fn(&dyn Any) -> Node>;

/// An answer that keeps itself up to date.
pub struct Load<T: 'static> {
    any: AnyLoad,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

#[derive(Clone, Copy)]
struct AnyLoad {
    value: RwSignal<Option<Anything>, LocalStorage>,
    failure: RwSignal<Option<Failure>>,
    again: RwSignal<u32>,
    same: Same,
}

impl<T: PartialEq + 'static> Load<T> {
    /// Asks `ask`, again whenever a signal it reads changes, and again when a
    /// change `concerns` it.
    pub fn new(
        ask: impl Fn() -> Later<Answer<T>> + 'static,
        concerns: impl Fn(&Change) -> bool + 'static,
    ) -> Self {
        let any = AnyLoad {
            value: RwSignal::new_local(None),
            failure: RwSignal::new(None),
            again: RwSignal::new(0),
            same: |a, b| a.downcast_ref::<T>() == b.downcast_ref::<T>(),
        };
        let ask = move || -> Later<Answer<Anything>> {
            let asking = ask();
            Box::pin(async move { asking.await.map(|value| Rc::new(value) as Anything) })
        };
        any.keep_asking(Box::new(ask), Box::new(concerns));
        Self {
            any,
            of: PhantomData,
        }
    }

    /// The last good answer, for as long as `f` looks at it.
    pub fn with<R>(self, f: impl FnOnce(Option<&T>) -> R) -> R {
        self.any
            .value
            .with(|any| f(any.as_ref().and_then(|any| any.downcast_ref())))
    }

    /// Something of the last good answer.
    pub fn map<R>(self, f: impl FnOnce(&T) -> R) -> Option<R> {
        self.with(|value| value.map(f))
    }

    /// Whether there is an answer.
    #[must_use]
    pub fn is_there(self) -> bool {
        self.any.value.with(Option::is_some)
    }

    /// Whether there is neither an answer yet nor a reason why there is none.
    #[must_use]
    pub fn waits(self) -> bool {
        !self.is_there() && self.any.failure.with(Option::is_none)
    }

    /// Puts an answer that came another way.
    pub fn put(self, value: T) {
        self.any.take(Ok(Rc::new(value)));
    }

    /// Asks again.
    pub fn again(self) {
        self.any.ask_again();
    }

    /// A skeleton at first, then `view` of the answer; what went wrong instead,
    /// or above the old answer.
    #[must_use]
    pub fn show(self, view: impl Fn(&T) -> Node + 'static) -> Node {
        self.any.show(Box::new(move |any| {
            any.downcast_ref().map_or_else(ui::nothing, &view)
        }))
    }
}

impl AnyLoad {
    fn keep_asking(
        self,
        ask: Box<dyn Fn() -> Later<Answer<Anything>>>,
        concerns: Box<dyn Fn(&Change) -> bool>,
    ) {
        let epoch = session::use_session().epoch;
        let latest = StoredValue::new(0_u32);
        ui::watch(move || {
            self.again.track();
            epoch.track();
            let asking = ask();
            let mine = latest.with_value(|latest| latest + 1);
            latest.set_value(mine);
            task::start(async move {
                let answer = asking.await;
                task::let_go().await;
                // The page may be gone, or a later question under way.
                if latest.try_with_value(|latest| *latest) == Some(mine) {
                    self.take(answer);
                }
            });
        });
        self.refresh_when(concerns);
    }

    fn refresh_when(self, concerns: Box<dyn Fn(&Change) -> bool>) {
        let changes = live::changes();
        let waiting = StoredValue::new(false);
        let mut first = true;
        ui::watch(move || {
            let concerned = changes.with(|change| {
                change
                    .as_ref()
                    .is_some_and(|c| c.kind == ChangeKind::Everything || concerns(c))
            });
            // What changed before this page was there is in its first answer.
            if std::mem::take(&mut first) || !concerned || waiting.get_value() {
                return;
            }
            waiting.set_value(true);
            set_timeout(
                move || {
                    if waiting.try_set_value(false).is_none() {
                        self.ask_again();
                    }
                },
                GATHER,
            );
        });
    }

    fn ask_again(self) {
        let _ = self.again.try_update(|again| *again += 1);
    }

    fn take(self, answer: Answer<Anything>) {
        match answer {
            Ok(value) => {
                if self.failure.with_untracked(Option::is_some) {
                    self.failure.set(None);
                }
                let old = self.value.get_untracked();
                if !old.is_some_and(|old| (self.same)(&*old, &*value)) {
                    self.value.set(Some(value));
                }
            }
            Err(failure) => self.failure.set(Some(failure)),
        }
    }

    fn show(self, view: View) -> Node {
        let there = ui::memo(move || self.value.with(Option::is_some));
        let above = ui::load_state(there, self.failure, move || self.ask_again());
        let body = ui::part(move || {
            let value = self.value.get();
            value.map_or_else(ui::nothing, |any| untrack(|| view(&*any)))
        });
        ui::several([above, body])
    }
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
    pub fn run<T: 'static>(self, asking: Later<Answer<T>>, then: impl FnOnce(T) + 'static) {
        self.run_then(asking, Box::new(then));
    }

    /// Once per type of answer, not once per place that asks.
    fn run_then<T: 'static>(self, asking: Later<Answer<T>>, then: Box<dyn FnOnce(T)>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.failure.set(None);
        task::start(async move {
            let answer = asking.await;
            if self.busy.try_set(false).is_some() {
                return; // The page is gone.
            }
            match answer {
                Ok(value) => then(value),
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// Why it failed, in a box.
    #[must_use]
    pub fn problem(self) -> Node {
        ui::problem_part(self.failure)
    }
}

impl Default for Doing {
    fn default() -> Self {
        Self::new()
    }
}

/// Sends a form, and shows on it why it was refused.
pub fn send_form<T: 'static>(form: Form, asking: Later<Answer<T>>, then: impl FnOnce(T) + 'static) {
    send_then(form, asking, Box::new(then));
}

fn send_then<T: 'static>(form: Form, asking: Later<Answer<T>>, then: Box<dyn FnOnce(T)>) {
    task::start(async move {
        let answer = asking.await;
        if form.busy.try_set(false).is_some() {
            return; // The page is gone.
        }
        match answer {
            Ok(value) => then(value),
            Err(problem) => form.refused(problem),
        }
    });
}
