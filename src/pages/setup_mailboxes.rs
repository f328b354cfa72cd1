//! Connecting a Graph account, step 3: the mailboxes it serves.

use crate::api;
use crate::load::{Load, send_form};
use crate::text::*;
use crate::ui::{
    MailboxForm, arrive, div, el, gone, help, link, mailbox_lines, memo, note, nothing, of, part,
    step_path, titled, wizard,
};
use contract::events::ChangeKind;
use contract::fields::Field;
use contract::ids::AccountId;
use contract::mailboxes::MailboxPage;
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
    let mailbox = MailboxForm::new(RwSignal::new(id.to_string()));
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
    let next = part(move || {
        let look = if some.get() { "btn pri lg" } else { "btn lg" };
        link(look, "arrow", NEXT, &next).into()
    });
    let foot = div("wact")
        .with(link("btn ghost", "", BACK, &back))
        .with(div("r").with(next));
    let body = [
        of("p", "lead").text(W3_LEAD).into(),
        mailbox.show(None, nothing(), add),
        list,
        foot.into(),
    ];
    wizard(2, Some(&id), W3_TITLE, body, aside())
}

fn aside() -> Node {
    let lines = [W3_HELP_1, W3_HELP_2, W3_HELP_3].map(|say| el("li").with(el("span").text(say)));
    help("people", W3_HELP)
        .with(el("ol").all(lines))
        .with(el("hr"))
        .with(note("note", "shield", FULL_PROOF_HINT))
        .into()
}
