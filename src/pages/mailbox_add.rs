//! Adding a mailbox to an account.

use crate::api;
use crate::load::{Load, send_form};
use crate::text::*;
use crate::ui::{
    AddMailbox, Empty, Head, MailboxForm, arrive, link, loaded, mailbox_href, said,
};
use contract::events::ChangeKind;
use contract::ids::AccountId;
use contract::mailboxes::ProofKind;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// The page for adding a mailbox. `?account=` chooses the account beforehand.
#[component]
pub fn MailboxAdd() -> impl IntoView {
    arrive(said(ADD_MAILBOX), Some((said(NAV_MAILBOXES), "/mailboxes".into())));
    let asked = use_query_map().with_untracked(|query| query.get("account"));
    let account = RwSignal::new(asked.and_then(|id| AccountId::parse(&id).ok()));
    let accounts = Load::new(|| Box::pin(api::accounts()), |c| c.kind == ChangeKind::Account);
    let mailbox = MailboxForm::new(account);
    let navigate = use_navigate();
    let add = Callback::new(move |()| {
        if !mailbox.form.ready() {
            return;
        }
        let (Some(new), Some(address)) = (mailbox.value(), mailbox.address()) else {
            return mailbox.form.done();
        };
        let navigate = navigate.clone();
        let adding = async move {
            let added = api::add_mailbox(new).await?;
            // Whether the first check could start shows on the next page.
            let _ = api::prove(address, ProofKind::Check).await;
            Ok(added)
        };
        send_form(mailbox.form, adding, move |added| {
            navigate(&mailbox_href(&added.address), NavigateOptions::default());
        });
    });
    view! {
        <Head title=said(ADD_MAILBOX) line=said(ADD_LEAD) />
        {loaded(
            accounts.value,
            accounts.failure,
            Callback::new(move |()| accounts.again()),
            move |all| {
                if all.is_empty() {
                    return view! {
                        <Empty glyph="key" title=NO_ACCOUNTS text=NO_ACCOUNTS_TEXT>
                            {link("btn pri", "plus", CONNECT, "/accounts/new".into())}
                        </Empty>
                    }
                        .into_any();
                }
                if account.with_untracked(Option::is_none) {
                    account.set(all.first().map(|account| account.id.clone()));
                }
                let choice = all.into_iter().map(|a| (a.id, a.name)).collect::<Vec<_>>();
                view! {
                    <div class="cols2">
                        <div class="card">
                            <AddMailbox mailbox choice on_submit=add>
                                {link("btn ghost", "", CANCEL, "/mailboxes".into())}
                            </AddMailbox>
                        </div>
                    </div>
                }
                    .into_any()
            },
        )}
    }
}
