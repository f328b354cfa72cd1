//! Connecting a Graph account, step 3: the mailboxes it serves.

use crate::api;
use crate::load::{Load, send_form};
use crate::text::*;
use crate::ui::{
    AddMailbox, MailboxForm, Wizard, arrive, focus_field, gone, help, icon, link, loaded,
    mailbox_lines, nothing, said, step_path,
};
use contract::events::ChangeKind;
use contract::fields::Field;
use contract::ids::AccountId;
use contract::mailboxes::ProofKind;
use leptos::prelude::*;

/// The page of the third step.
pub fn setup_mailboxes(key: &str) -> AnyView {
    let Ok(id) = AccountId::parse(key) else {
        return gone();
    };
    arrive(said(STEP_3), Some((said(NAV_ACCOUNTS), "/accounts".into())));
    let query = ["account=", id.as_str()].concat();
    let load = Load::new(
        move || Box::pin(api::mailboxes(query.clone())),
        |change| change.kind == ChangeKind::Mailbox,
    );
    let mailbox = MailboxForm::new(RwSignal::new(Some(id.clone())));
    let add = Callback::new(move |()| {
        if !mailbox.form.ready() {
            return;
        }
        let (Some(new), Some(address)) = (mailbox.value(), mailbox.address()) else {
            return mailbox.form.done();
        };
        let adding = async move {
            let added = api::add_mailbox(new).await?;
            let _ = api::prove(address, ProofKind::Check).await;
            Ok(added)
        };
        send_form(mailbox.form, adding, move |_| {
            mailbox.clear();
            load.again();
            focus_field(Field::Address);
        });
    });
    let some = Memo::new(move |_| {
        load.value.with(|page| page.as_ref().is_some_and(|page| !page.items.is_empty()))
    });
    let back = step_path(&id, 1);
    let next = step_path(&id, 3);
    view! {
        <Wizard step=2 account=Some(id) title=said(W3_TITLE) aside=aside()>
            <p class="lead">{t(W3_LEAD)}</p>
            <AddMailbox mailbox on_submit=add />
            {loaded(
                load.value,
                load.failure,
                Callback::new(move |()| load.again()),
                |page| {
                    if page.items.is_empty() {
                        return nothing();
                    }
                    view! {
                        <div class="field">
                            <div class="lab">
                                <b>{t(ADDED_ONES)}</b>
                            </div>
                            {mailbox_lines(&page.items)}
                        </div>
                    }
                        .into_any()
                },
            )}
            <div class="wact">
                {link("btn ghost", "", BACK, back)}
                <div class="r">
                    {move || {
                        let look = if some.get() { "btn pri lg" } else { "btn lg" };
                        link(look, "arrow", NEXT, next.clone())
                    }}
                </div>
            </div>
        </Wizard>
    }
    .into_any()
}

fn aside() -> AnyView {
    let lines = [W3_HELP_1, W3_HELP_2, W3_HELP_3].map(|say| view! { <li><span>{t(say)}</span></li> });
    let body = view! {
        <ol>{lines.collect_view()}</ol>
        <hr />
        <div class="note">{icon("shield")} <span>{t(FULL_PROOF_HINT)}</span></div>
    };
    help("people", W3_HELP, body.into_any())
}
