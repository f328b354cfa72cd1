//! Test mail of one mailbox: sends it and follows what becomes of it.

use crate::api;
use crate::load::{Load, send_form};
use crate::ui::TestMailForm;
use contract::events::ChangeKind;
use contract::ids::Address;
use contract::mailboxes::{TestMail, TestMailState};
use leptos::prelude::*;
use std::time::Duration;

/// While a mail is on its way its state is asked this often, besides the live
/// changes.
const FOLLOW: Duration = Duration::from_secs(2);

/// The test mails of one mailbox.
#[derive(Clone, Copy)]
pub struct TestMails {
    /// What a person fills in for the next one.
    pub form: TestMailForm,
    address: StoredValue<Address>,
    load: Load<Vec<TestMail>>,
}

impl TestMails {
    /// The test mails of `address`.
    #[must_use]
    pub fn of(address: Address) -> Self {
        let form = TestMailForm::new(&address);
        let asked = address.clone();
        let load = Load::new(
            move || Box::pin(api::test_mails(asked.clone())),
            |change| change.kind == ChangeKind::TestMail,
        );
        let follow = move || {
            let waits = load.value.try_with_untracked(|sent| {
                sent.as_ref().is_some_and(|sent| sent.iter().any(on_its_way))
            });
            if waits == Some(true) {
                load.again();
            }
        };
        if let Ok(handle) = set_interval_with_handle(follow, FOLLOW) {
            on_cleanup(move || handle.clear());
        }
        Self {
            form,
            address: StoredValue::new(address),
            load,
        }
    }

    /// Those sent so far, newest first.
    #[must_use]
    pub fn sent(self) -> Signal<Vec<TestMail>> {
        let value = self.load.value;
        Signal::derive(move || value.get().unwrap_or_default())
    }

    /// Sends what was filled in.
    pub fn send(self) {
        let form = self.form.form;
        if !form.ready() {
            return;
        }
        let sending = api::send_test_mail(self.address.get_value(), self.form.value());
        send_form(form, sending, move |mail| {
            self.load.value.update(|sent| {
                let sent = sent.get_or_insert_default();
                sent.retain(|other| other.id != mail.id);
                sent.insert(0, mail);
            });
        });
    }
}

fn on_its_way(mail: &TestMail) -> bool {
    match mail.state {
        TestMailState::Sending => true,
        TestMailState::Accepted => mail.round_trip,
        _ => false,
    }
}
