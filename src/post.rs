//! What several pages load or send in the same way: test mail of one mailbox, with
//! what becomes of it; a diagnosis that is kept; whom to report to; what happened to
//! something; mailboxes that are added, and removed.

mod adding;
pub mod leaving;

pub use adding::{Adding, mailbox_or_list};

use crate::api;
use crate::load::{Doing, Load, about, send_form};
use crate::route::{encode, go};
use crate::text::{HISTORY, HISTORY_MORE, SHARE_DIAGNOSIS};
use crate::ui::{
    El, TestMailForm, card, div, history, link, nothing, part, test_mail_card, working_button,
};
use contract::audit::AuditPage;
use contract::events::ChangeKind;
use contract::ids::Address;
use contract::mailboxes::{TestMail, TestMailState};
use contract::people::Administrator;
use leptos::prelude::*;
use std::time::Duration;
use web_sys::Node;

/// While a mail is on its way its state is asked this often, besides the live
/// changes.
const FOLLOW: Duration = Duration::from_secs(2);

/// The form for a test mail from `address`, and those sent so far.
#[must_use]
pub fn test_mails(address: &Address) -> Node {
    let mail = TestMailForm::new(address);
    let asked = address.clone();
    let load: Load<Vec<TestMail>> = Load::new(
        move || api::test_mails(&asked),
        |change| change.kind == ChangeKind::TestMail,
    );
    follow(load);
    let from = address.clone();
    let send = move || {
        if !mail.form.ready() {
            return;
        }
        send_form(
            mail.form,
            api::send_test_mail(&from, &mail.value()),
            move |mail| {
                let mut sent = load.with(|sent| sent.cloned().unwrap_or_default());
                sent.retain(|other| other.id != mail.id);
                sent.insert(0, mail);
                load.put(sent);
            },
        );
    };
    test_mail_card(
        address,
        mail,
        move || load.with(|sent| sent.cloned().unwrap_or_default()),
        send,
    )
}

fn follow(load: Load<Vec<TestMail>>) {
    let look = move || {
        let on_its_way = untrack(|| load.map(|sent| sent.iter().any(on_its_way)));
        if on_its_way == Some(true) {
            load.again();
        }
    };
    if let Ok(handle) = set_interval_with_handle(look, FOLLOW) {
        on_cleanup(move || handle.clear());
    }
}

fn on_its_way(mail: &TestMail) -> bool {
    match mail.state {
        TestMailState::Sending => true,
        TestMailState::Accepted => mail.round_trip,
        _ => false,
    }
}

/// The administrators that somebody who is none may report to. For who is one
/// themselves there is nobody: they know better whom to tell.
pub fn to_report_to(admin: bool) -> impl Fn() -> Vec<Administrator> + Copy + 'static {
    let load = (!admin).then(|| Load::new(api::administrators, |_| false));
    move || match load {
        Some(load) => {
            load.with(|all: Option<&Vec<Administrator>>| all.cloned().unwrap_or_default())
        }
        None => Vec::new(),
    }
}

/// A button that keeps how a mailbox stands, and opens what was kept.
pub fn share_diagnosis(address: &Address, sharing: Doing) -> El {
    let address = address.clone();
    let busy = move || sharing.busy.get();
    working_button("btn", "", SHARE_DIAGNOSIS, busy, move || {
        sharing.run(api::keep_diagnosis(&address), |kept| {
            go(&["/diagnose/", kept.id.as_str()].concat());
        });
    })
}

/// The last things that happened to a mailbox or an account: for helpdesk, what they
/// did themselves.
#[must_use]
pub fn happened(kind: ChangeKind, object: &str) -> Node {
    let encoded = encode(object);
    let query = ["limit=20&object=", &encoded].concat();
    let load: Load<AuditPage> = Load::new(move || api::audit(&query), about(kind, object));
    let all = ["/log?object=", &encoded].concat();
    part(move || {
        load.with(|page| match page {
            Some(page) if !page.items.is_empty() => card(HISTORY)
                .with(history(&page.items, false))
                .with(div("row").with(link("link", "", HISTORY_MORE, &all)))
                .into(),
            _ => nothing(),
        })
    })
}
