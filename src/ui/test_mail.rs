//! Sending a test mail and following it: accepted is not arrived.

use super::{
    ErrorSummary, Form, TextArea, TextField, form_problem, icon, moment, nothing, on_send, part,
    pill, remedy, submit, technical, title,
};
use crate::text::*;
use crate::when;
use contract::fields::Field;
use contract::ids::Address;
use contract::mailboxes::{NewTestMail, TestMail, TestMailState};
use leptos::prelude::*;

/// What a person fills in for a test mail.
#[derive(Clone, Copy)]
pub struct TestMailForm {
    /// Its fields.
    pub form: Form,
    to: RwSignal<String>,
    subject: RwSignal<String>,
    text: RwSignal<String>,
}

impl TestMailForm {
    /// A test mail of a mailbox to itself, until somebody changes that.
    #[must_use]
    pub fn new(mailbox: &Address) -> Self {
        let to = RwSignal::new(mailbox.as_str().to_owned());
        let subject = RwSignal::new(MAIL_SUBJECT.get().to_owned());
        let text = RwSignal::new(MAIL_TEXT.get().to_owned());
        let form = Form::new(move || {
            let mail = filled(to, subject, text);
            mail.check().err().unwrap_or_default()
        });
        Self { form, to, subject, text }
    }

    /// What was filled in.
    #[must_use]
    pub fn value(self) -> NewTestMail {
        filled(self.to, self.subject, self.text)
    }
}

fn filled(
    to: RwSignal<String>,
    subject: RwSignal<String>,
    text: RwSignal<String>,
) -> NewTestMail {
    NewTestMail {
        to: to.get_untracked(),
        subject: subject.get_untracked(),
        text: text.get_untracked(),
    }
}

/// The form, and the mails that were sent with it.
#[component]
pub fn TestMailCard(
    /// From which mailbox.
    mailbox: Address,
    /// The form.
    mail: TestMailForm,
    /// The mails sent so far, newest first.
    sent: Signal<Vec<TestMail>>,
    /// Sends it.
    on_submit: Callback<()>,
) -> impl IntoView {
    let form = mail.form;
    let own = mailbox.as_str().to_owned();
    let round_trip = move || mail.to.with(|to| to.trim().eq_ignore_ascii_case(&own));
    let hint = super::words(move || {
        let say = if round_trip() { MAIL_ROUND_TRIP } else { MAIL_OTHER };
        say.get().to_owned()
    });
    view! {
        <form novalidate on:submit=on_send(move || on_submit.run(()))>
            <ErrorSummary form />
            <TextField form field=Field::To label=MAIL_TO value=mail.to kind="email" />
            <p class="hint">{super::small("info")} <span>{hint}</span></p>
            <TextField form field=Field::Subject label=MAIL_SUBJECT_LABEL value=mail.subject />
            <TextArea form field=Field::Text label=MAIL_TEXT_LABEL value=mail.text />
            {form_problem(form)}
            <div class="row field">
                {submit("btn pri", SEND_TEST_MAIL, Signal::derive(move || form.busy.get()))}
            </div>
        </form>
        {part(move || {
            let sent = sent.get();
            if sent.is_empty() {
                return nothing();
            }
            let lines = sent.into_iter().take(10).map(mail_line).collect_view();
            view! {
                <ul class="chk live" aria-label=t(MAILS_SENT)>
                    {lines}
                </ul>
            }
                .into_any()
        })}
    }
}

/// Tone, word and explanation of where a test mail stands.
#[must_use]
pub fn mail_words(mail: &TestMail) -> (&'static str, String, Say) {
    let seconds = mail
        .arrived_at
        .map_or(0, |at| (at.0 - mail.sent_at.0 + 500) / 1000)
        .max(1);
    match mail.state {
        TestMailState::Sending => ("busy", M_SENDING.get().into(), M_SENDING_LINE),
        TestMailState::Accepted if mail.round_trip => {
            ("busy", M_ACCEPTED.get().into(), M_LOOKING_LINE)
        }
        TestMailState::Accepted => ("ok", M_ACCEPTED.get().into(), M_ACCEPTED_LINE),
        TestMailState::Arrived => {
            ("ok", M_ARRIVED.with(&seconds.to_string()), M_ARRIVED_LINE)
        }
        TestMailState::NotYet => ("warn", M_NOT_YET.get().into(), M_NOT_YET_LINE),
        TestMailState::Unknown => ("warn", M_UNKNOWN.get().into(), M_UNKNOWN_LINE),
        TestMailState::Failed => ("bad", M_FAILED.get().into(), M_FAILED_LINE),
    }
}

fn mail_line(mail: TestMail) -> AnyView {
    let (tone, _, line) = mail_words(&mail);
    let mark = match tone {
        "busy" => super::spinner(),
        tone => icon(tone),
    };
    let told = mail.clone();
    let word = super::words(move || {
        let _ = when::today();
        mail_words(&told).1
    });
    let why = mail.cause;
    view! {
        <li data-mail=mail.state.code()>
            <span class=["s ", tone].concat()>{mark}</span>
            <div>
                <b role="status">{word}</b>
                <small>
                    {match why {
                        Some(cause) => {
                            view! { {t(title(cause))} " " {t(remedy(cause))} }.into_any()
                        }
                        None => t(line).into_any(),
                    }}
                </small>
                <small>{mail.to.as_str().to_owned()}</small>
            </div>
            <span class="t">{moment(mail.sent_at)}</span>
            {technical(mail.microsoft, None)}
        </li>
    }
    .into_any()
}

/// A pill for a state of something that waits at Microsoft.
#[must_use]
pub fn waiting_pill(granted: Option<bool>) -> AnyView {
    match granted {
        Some(true) => pill("ok", GRANTED),
        Some(false) => pill("bad", MISSING),
        None => pill("idle", WAITING),
    }
}
