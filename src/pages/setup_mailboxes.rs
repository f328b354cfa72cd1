//! Connecting a Graph account, step 3: the mailboxes it serves.

use crate::api;
use crate::load::{Doing, Load, send_form};
use crate::post::{Adding, mailbox_or_list};
use crate::route::{encode, go};
use crate::text::*;
use crate::ui::{
    MailboxForm, arrive, div, el, gone, help, link, mailbox_lines, maybe, memo, note, nothing, of,
    part, several, step_path, test_mail_to_itself, titled, wizard, working_button,
};
use contract::events::ChangeKind;
use contract::fields::Field;
use contract::ids::{AccountId, Address};
use contract::mailboxes::{Ability, Mailbox, MailboxPage, VerdictState};
use leptos::prelude::*;
use web_sys::Node;

/// The page of the third step.
#[must_use]
pub fn setup_mailboxes(key: &str) -> Node {
    let Ok(id) = AccountId::parse(key) else {
        return gone();
    };
    arrive(STEP_3, Some((NAV_ACCOUNTS.into(), "/accounts")));
    let query = ["account=", id.as_str()].concat();
    let load: Load<MailboxPage> = Load::new(
        move || api::mailboxes(&query),
        |change| change.kind == ChangeKind::Mailbox,
    );
    let account = RwSignal::new(id.to_string());
    let mailbox = MailboxForm::new(account);
    let adding = Adding::new(account);
    let add = move || {
        if let Some(new) = mailbox.value()
            && mailbox.form.ready()
        {
            send_form(mailbox.form, api::add_mailbox(&new), move |_| {
                mailbox.clear();
                load.again();
                mailbox.form.focus(Field::Address);
            });
        }
    };
    let list = load.show(|page| {
        if page.items.is_empty() {
            nothing()
        } else {
            titled(ADDED_ONES, None, mailbox_lines(&page.items)).into()
        }
    });
    let (back, next) = (step_path(&id, 1), step_path(&id, 3));
    let some = memo(move || load.with(|page| page.is_some_and(|page| !page.items.is_empty())));
    // The mail goes from the first that can work, and the next step follows it.
    let first = Memo::new(move |_| load.with(|page| page.and_then(|page| sender(&page.items))));
    let sending = Doing::new();
    let follow = next.clone();
    let send = move || {
        if let Some(from) = first.get_untracked() {
            let follow = [&follow, "?from=", &encode(from.as_str())].concat();
            let mail = test_mail_to_itself(&from);
            sending.run(api::send_test_mail(&from, &mail), move |_| go(&follow));
        }
    };
    let next = part(move || {
        let sends = first.with(Option::is_some);
        let look = match (sends, some.get()) {
            (false, true) => "btn pri lg",
            _ => "btn lg",
        };
        let go_on = link(look, "arrow", NEXT, &next);
        let busy = move || sending.busy.get();
        let send = send.clone();
        let mail = sends.then(|| working_button("btn pri lg", "mail", SEND_TEST_MAIL, busy, send));
        several([go_on.into(), maybe(mail)])
    });
    let foot = div("wact")
        .with(link("btn ghost", "", BACK, &back))
        .with(div("r").with(next));
    let body = [
        of("p", "lead").text(W3_LEAD).into(),
        mailbox_or_list(mailbox, adding, None, nothing, add, move || {
            adding.settle();
            load.again();
            if !untrack(|| adding.is_open()) {
                mailbox.form.focus(Field::Address);
            }
        }),
        list,
        sending.problem(),
        foot.into(),
    ];
    wizard(2, Some(&id), W3_TITLE, body, aside())
}

/// From which of these a test mail goes: not from one that cannot work.
fn sender(mailboxes: &[Mailbox]) -> Option<Address> {
    let mut sending = mailboxes
        .iter()
        .filter(|mailbox| Ability::Send.needed(mailbox.purposes));
    let works = sending.find(|mailbox| mailbox.verdict.state != VerdictState::Bad);
    works.map(|mailbox| mailbox.address.clone())
}

fn aside() -> Node {
    let lines = [W3_HELP_1, W3_HELP_2, W3_HELP_3].map(|say| el("li").with(el("span").text(say)));
    help("people", W3_HELP)
        .with(el("ol").all(lines))
        .with(el("hr"))
        .with(note("note", "shield", FULL_PROOF_HINT))
        .into()
}
