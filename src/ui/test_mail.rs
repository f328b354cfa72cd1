//! Sending a test mail and following it: accepted is not arrived.

use super::{
    El, Form, TextField, div, el, error_summary, form_element, form_problem, icon, moment, note,
    nothing, of, part, remedy, several, spinner, submit, technical, text_area, title,
};
use crate::text::*;
use contract::fields::Field;
use contract::ids::Address;
use contract::mailboxes::{NewTestMail, TestMail, TestMailState};
use leptos::prelude::*;
use web_sys::Node;

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
        let mail = test_mail_to_itself(mailbox);
        let to = RwSignal::new(mail.to);
        let subject = RwSignal::new(mail.subject);
        let text = RwSignal::new(mail.text);
        let form = Form::new(move || filled(to, subject, text).check().err().unwrap_or_default());
        Self {
            form,
            to,
            subject,
            text,
        }
    }

    /// What was filled in.
    #[must_use]
    pub fn value(self) -> NewTestMail {
        filled(self.to, self.subject, self.text)
    }
}

/// A test mail of a mailbox to itself, in the language of now.
#[must_use]
pub fn test_mail_to_itself(mailbox: &Address) -> NewTestMail {
    untrack(|| NewTestMail {
        to: mailbox.as_str().to_owned(),
        subject: MAIL_SUBJECT.get().to_owned(),
        text: MAIL_TEXT.get().to_owned(),
    })
}

fn filled(to: RwSignal<String>, subject: RwSignal<String>, text: RwSignal<String>) -> NewTestMail {
    NewTestMail {
        to: to.get_untracked(),
        subject: subject.get_untracked(),
        text: text.get_untracked(),
    }
}

/// The form, and the mails that were sent with it, newest first.
pub fn test_mail_card(
    mailbox: &Address,
    mail: TestMailForm,
    sent: impl Fn() -> Vec<TestMail> + 'static,
    send: impl FnMut() + 'static,
) -> Node {
    let form = mail.form;
    let own = mailbox.as_str().to_owned();
    let hint = live(move || {
        let round_trip = mail.to.with(|to| to.trim().eq_ignore_ascii_case(&own));
        if round_trip {
            MAIL_ROUND_TRIP.get()
        } else {
            MAIL_OTHER.get()
        }
        .to_owned()
    });
    let fields = form_element(send)
        .with(error_summary(form))
        .with(
            TextField::new(Field::To, MAIL_TO, mail.to)
                .kind("email", "off")
                .show(form),
        )
        .with(note("hint", "info", hint))
        .with(TextField::new(Field::Subject, MAIL_SUBJECT_LABEL, mail.subject).show(form))
        .with(text_area(form, Field::Text, MAIL_TEXT_LABEL, mail.text))
        .with(form_problem(form))
        .with(div("row field").with(submit("btn pri", SEND_TEST_MAIL, form.busy)));
    let list = part(move || {
        let sent = sent();
        if sent.is_empty() {
            return nothing();
        }
        let lines = sent.iter().take(10).map(mail_line);
        of("ul", "chk live").label(MAILS_SENT).all(lines).into()
    });
    several([fields.into(), list])
}

/// Tone, word and explanation of where a test mail stands.
#[must_use]
pub fn mail_words(mail: &TestMail) -> (&'static str, Say, Say) {
    match mail.state {
        TestMailState::Sending => ("busy", M_SENDING, M_SENDING_LINE),
        TestMailState::Accepted if mail.round_trip => ("busy", M_ACCEPTED, M_LOOKING_LINE),
        TestMailState::Accepted => ("ok", M_ACCEPTED, M_ACCEPTED_LINE),
        TestMailState::Arrived => ("ok", M_ARRIVED, M_ARRIVED_LINE),
        TestMailState::NotYet => ("warn", M_NOT_YET, M_NOT_YET_LINE),
        TestMailState::Unknown => ("warn", M_UNKNOWN, M_UNKNOWN_LINE),
        TestMailState::Failed => ("bad", M_FAILED, M_FAILED_LINE),
    }
}

fn mail_line(mail: &TestMail) -> El {
    let (tone, word, line) = mail_words(mail);
    let mark = if tone == "busy" {
        spinner()
    } else {
        icon(tone)
    };
    let took = mail
        .arrived_at
        .map_or(0, |at| (at.0 - mail.sent_at.0 + 500) / 1000);
    let seconds = took.max(1).to_string();
    let why = el("small");
    let why = match mail.cause {
        Some(cause) => why.text(title(cause)).text(" ").text(remedy(cause)),
        None => why.text(line),
    };
    let words = el("div")
        .with(
            el("b")
                .attr("role", "status")
                .text(live(move || word.with(&seconds))),
        )
        .with(why)
        .with(el("small").text(mail.to.as_str()));
    el("li")
        .attr("data-mail", mail.state.code())
        .with(of("span", &["s ", tone].concat()).with(mark))
        .with(words)
        .with(of("span", "t").with(moment(mail.sent_at)))
        .with(technical(mail.microsoft.as_ref(), None))
}
