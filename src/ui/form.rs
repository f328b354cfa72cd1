//! What is wrong with a form, and how a person hears of it.
//!
//! The rules are `contract`'s, the very ones the backend applies again. A field
//! is judged when it is left, never while somebody types in it.

use super::{El, announce, div, el, focus_later, icon, nothing, part};
use crate::text::{SUMMARY, Speak, invalid_words};
use contract::catalogue::Cause;
use contract::fields::{Field, FieldError, Invalid};
use contract::problem::Problem;
use leptos::prelude::*;
use web_sys::Node;

type Check = Box<dyn Fn() -> Vec<FieldError>>;

/// A form as its fields see it.
#[derive(Clone, Copy)]
pub struct Form {
    /// What is wrong, one line per field.
    pub errors: RwSignal<Vec<FieldError>>,
    /// Why it was refused, where that is not about the form of its fields.
    pub problem: RwSignal<Option<Box<Problem>>>,
    /// Whether it is being sent.
    pub busy: RwSignal<bool>,
    summary: RwSignal<bool>,
    check: StoredValue<Check, LocalStorage>,
    prefix: &'static str,
}

impl Form {
    /// A form that is right when `check` finds nothing.
    pub fn new(check: impl Fn() -> Vec<FieldError> + 'static) -> Self {
        Self {
            errors: RwSignal::new(Vec::new()),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
            summary: RwSignal::new(false),
            check: StoredValue::new_local(Box::new(check)),
            prefix: "f-",
        }
    }

    /// With ids of its own, for a form that stands over another one.
    #[must_use]
    pub fn apart(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    /// The id of a field in the page.
    #[must_use]
    pub fn id(self, field: Field) -> String {
        [self.prefix, field_name(field)].concat()
    }

    /// Gives a field the focus, once it is drawn.
    pub fn focus(self, field: Field) {
        focus_later(&["#", &self.id(field)].concat());
    }

    fn judge(self) -> Vec<FieldError> {
        self.check.with_value(|check| untrack(check))
    }

    /// What is wrong with `field`.
    #[must_use]
    pub fn error(self, field: Field) -> Option<Invalid> {
        self.errors
            .with(|errors| errors.iter().find(|e| e.field == field).map(|e| e.invalid))
    }

    /// What Microsoft said about `field`.
    #[must_use]
    pub fn refusal(self, field: Field) -> Option<Box<Problem>> {
        self.problem.with(|problem| {
            let problem = problem.as_ref()?;
            (problem.errors.is_empty() && problem.code.field() == Some(field))
                .then(|| problem.clone())
        })
    }

    /// Whether something stands against `field`.
    #[must_use]
    pub fn is_wrong(self, field: Field) -> bool {
        self.error(field).is_some() || self.refusal(field).is_some()
    }

    /// A field was left: judges it, unless it is still empty.
    pub fn left(self, field: Field) {
        let found = self.judge();
        let found = found.into_iter().find(|e| e.field == field);
        let found = found.filter(|e| e.invalid != Invalid::Empty);
        self.put(field, found);
    }

    /// Somebody types in a field: what stood against it may be right now.
    pub fn typed(self, field: Field) {
        if self.error(field).is_some() {
            let found = self.judge();
            if !found.iter().any(|e| e.field == field) {
                self.put(field, None);
            }
        }
        if self.refusal(field).is_some() {
            self.problem.set(None);
        }
    }

    fn put(self, field: Field, found: Option<FieldError>) {
        self.errors.update(|errors| {
            errors.retain(|e| e.field != field);
            errors.extend(found);
        });
    }

    /// Whether the form may be sent. If not, what is wrong is on the screen
    /// and has the focus.
    #[must_use]
    pub fn ready(self) -> bool {
        if self.busy.get_untracked() {
            return false;
        }
        self.problem.set(None);
        let errors = self.judge();
        let right = errors.is_empty();
        self.show(errors);
        self.busy.set(right);
        right
    }

    /// The form was sent and refused.
    pub fn refused(self, problem: Box<Problem>) {
        self.busy.set(false);
        if problem.code == Cause::NotSignedIn {
            return; // Signing in comes over the page; then it can be sent again.
        }
        self.show(problem.errors.clone());
        if problem.errors.is_empty() {
            if let Some(field) = problem.code.field() {
                self.focus(field);
            }
            self.problem.set(Some(problem));
        }
    }

    fn show(self, errors: Vec<FieldError>) {
        let several = errors.len() > 1;
        if several {
            focus_later(".summary");
        } else if let Some(error) = errors.first() {
            self.focus(error.field);
            announce(invalid_words(error.field, error.invalid).get());
        }
        self.summary.set(several);
        self.errors.set(errors);
    }
}

/// The last part of a field's id in the page.
fn field_name(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Tenant => "tenant",
        Field::ClientId => "client-id",
        Field::ClientSecret => "secret",
        Field::SecretExpires => "expires",
        Field::Purposes => "purposes",
        Field::Address => "address",
        Field::To => "to",
        Field::Subject => "subject",
        Field::Text => "text",
        Field::Password => "password",
        Field::Code => "code",
        Field::CodeChallenge => "challenge",
        Field::Webhook => "webhook",
        Field::Sender => "sender",
    }
}

/// A form that sends itself with `send`.
pub fn form_element(send: impl FnMut() + 'static) -> El {
    sends(Box::new(send))
}

fn sends(mut send: Box<dyn FnMut()>) -> El {
    el("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
}

/// After a refused form with several errors: all of them in one place, each a
/// way to its field.
#[must_use]
pub fn error_summary(form: Form) -> Node {
    part(move || {
        let errors = form.errors.get();
        if !form.summary.get() || errors.is_empty() {
            return nothing();
        }
        let line = |error: FieldError| {
            let field = error.field;
            let way = el("a")
                .attr("href", &["#", &form.id(field)].concat())
                .text(invalid_words(field, error.invalid))
                .on("click", move |event| {
                    event.prevent_default();
                    form.focus(field);
                });
            el("li").with(way)
        };
        div("summary")
            .attr("role", "alert")
            .attr("tabindex", "-1")
            .with(icon("bad"))
            .with(el("h2").text(SUMMARY))
            .with(el("ul").all(errors.into_iter().map(line)))
            .into()
    })
}
