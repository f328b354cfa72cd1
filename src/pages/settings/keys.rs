//! The keys with which ImageCapture's jobs ask for access tokens.

use crate::api;
use crate::load::{Doing, Load, send_form};
use crate::text::*;
use crate::ui::{
    El, Form, TextField, announce, card, div, form_element, form_problem, icon_button, line, of,
    purpose_boxes, purpose_words, shown_once, submit,
};
use contract::events::ChangeKind;
use contract::fields::{Field, FieldErrors};
use contract::ids::Name;
use contract::purposes::Purposes;
use contract::tokens::{JobKey, NewJobKey};
use leptos::prelude::*;

/// The keys there are, and making one.
pub(super) fn job_keys() -> El {
    let load: Load<Vec<JobKey>> =
        Load::new(api::job_keys, |change| change.kind == ChangeKind::JobKey);
    let doing = Doing::new();
    let name = RwSignal::new(String::new());
    let purposes = RwSignal::new(Purposes::ALL);
    let made = RwSignal::new(None::<String>);
    let form = Form::new(move || {
        let mut errors = FieldErrors::default();
        errors.take(Field::Name, Name::parse(&name.get_untracked()));
        errors.into_inner()
    })
    .apart("key-");
    let send = move || {
        if form.ready() {
            let key = NewJobKey {
                name: name.get_untracked(),
                purposes: purposes.get_untracked(),
                mailboxes: None,
            };
            send_form(form, api::add_job_key(&key), move |made_now| {
                name.set(String::new());
                made.set(Some(made_now.key));
                announce(JOB_KEY.get());
                load.again();
            });
        }
    };
    let fields = form_element(send)
        .attr("autocomplete", "off")
        .with(TextField::new(Field::Name, NAME, name).show(form))
        .with(purpose_boxes(form, purposes))
        .with(form_problem(form))
        .with(div("field").with(submit("btn", JOB_KEY_NEW, form.busy)));
    card(JOB_KEYS)
        .with(of("p", "mut").text(JOB_KEYS_LINE))
        .with(doing.problem())
        .with(load.show(move |all| {
            if all.is_empty() {
                return of("p", "mut").text(JOB_KEY_NONE).into();
            }
            of("ul", "lines")
                .all(all.iter().map(|key| key_line(key, load, doing)))
                .into()
        }))
        .with(shown_once("job-key", JOB_KEY, made))
        .with(fields)
}

fn key_line(key: &JobKey, load: Load<Vec<JobKey>>, doing: Doing) -> El {
    let purposes = purpose_words(key.purposes);
    let number = key.mailboxes.as_ref().map(Vec::len);
    let about = live(move || {
        let mailboxes = match number {
            Some(number) => count_of(number, MAILBOX_ONE, MAILBOX_MANY),
            None => JOB_KEY_ALL.get().to_owned(),
        };
        [&purposes.get(), ", ", &mailboxes].concat()
    });
    let (id, name) = (key.id.clone(), key.name.to_string());
    let remove = icon_button(
        "cross",
        live(move || JOB_KEY_REMOVE.with(&name)),
        move || {
            doing.run(api::remove_job_key(&id), move |()| load.again());
        },
    );
    line(key.name.as_str(), about, remove)
}
