//! Connecting a Graph account, step 1: the values from Entra.

use crate::api::{self, Failure};
use crate::load::send_form;
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    CopyField, ErrorSummary, Form, PurposeBoxes, SecretFields, TextField, Wizard, arrive,
    form_problem, help, icon, link, link_out, nothing, on_send, part, said, step_path, submit,
    working_button,
};
use crate::{memory, when};
use contract::accounts::{Cloud, NewAccount};
use contract::catalogue::Owner;
use contract::fields::Field;
use contract::purposes::Purposes;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

mod paste;
use paste::paste_box;

/// Where the draft is kept in this tab; without the secret.
const DRAFT: &str = "draft";

/// Where app registrations are made.
const ENTRA: &str =
    "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade";

/// What a person fills in.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    tenant: RwSignal<String>,
    client_id: RwSignal<String>,
    secret: RwSignal<String>,
    expires: RwSignal<String>,
    purposes: RwSignal<Purposes>,
}

impl Draft {
    /// What this tab remembers, or nothing.
    fn recall() -> Self {
        let kept = memory::recall_here(DRAFT);
        let kept: Option<NewAccount> = kept.and_then(|text| serde_json::from_str(&text).ok());
        let kept = kept.unwrap_or_else(|| NewAccount {
            purposes: Purposes::ALL,
            ..NewAccount::default()
        });
        Self {
            name: RwSignal::new(kept.name),
            tenant: RwSignal::new(kept.tenant),
            client_id: RwSignal::new(kept.client_id),
            secret: RwSignal::new(String::new()),
            expires: RwSignal::new(kept.secret_expires),
            purposes: RwSignal::new(kept.purposes),
        }
    }

    fn account(self, secret: String) -> NewAccount {
        NewAccount {
            name: self.name.get(),
            cloud: Cloud::Global,
            tenant: self.tenant.get(),
            client_id: self.client_id.get(),
            client_secret: secret,
            secret_expires: self.expires.get(),
            purposes: self.purposes.get(),
            even_if_unproved: false,
        }
    }

    fn filled(self) -> NewAccount {
        untrack(|| self.account(self.secret.get()))
    }

    /// Keeps everything but the secret, at every change.
    fn keep(self) {
        Effect::new(move |_| {
            if let Ok(text) = serde_json::to_string(&self.account(String::new())) {
                let _ = memory::keep_here(DRAFT, &text);
            }
        });
    }
}

/// The page of the first step.
#[component]
pub fn SetupDetails() -> impl IntoView {
    arrive(said(WIZ_NEW), Some((said(NAV_ACCOUNTS), "/accounts".into())));
    let session = use_session();
    let navigate = use_navigate();
    let draft = Draft::recall();
    draft.keep();
    let form = Form::new(move || {
        draft.filled().check(when::today()).err().unwrap_or_default()
    });
    let save = move |anyway: bool| {
        if !form.ready() {
            return;
        }
        let account = NewAccount {
            even_if_unproved: anyway,
            ..draft.filled()
        };
        let navigate = navigate.clone();
        send_form(form, api::add_account(account), move |account| {
            memory::forget_here(DRAFT);
            navigate(&step_path(&account.id, 1), NavigateOptions::default());
        });
    };
    let save = StoredValue::new_local(save);
    let busy = Signal::derive(move || form.busy.get());
    view! {
        <Wizard step=0 account=None title=said(WIZ_TITLE) aside=aside()>
            <p class="lead">{t(WIZ_LEAD)}</p>
            {paste_box(form, draft)}
            <form
                novalidate
                autocomplete="off"
                on:submit=on_send(move || save.with_value(|save| save(false)))
            >
                <ErrorSummary form />
                <TextField
                    form
                    field=Field::Name
                    label=NAME
                    hint=ACCOUNT_NAME_HINT
                    value=draft.name
                />
                <TextField
                    form
                    field=Field::Tenant
                    label=TENANT
                    hint=TENANT_HINT
                    value=draft.tenant
                    class="mono"
                />
                <TextField
                    form
                    field=Field::ClientId
                    label=CLIENT_ID
                    hint=CLIENT_ID_HINT
                    value=draft.client_id
                    class="mono"
                />
                <SecretFields form secret=draft.secret expires=draft.expires />
                <PurposeBoxes form value=draft.purposes />
                <CopyField
                    id="redirect-uri"
                    label=REDIRECT_URI
                    hint=REDIRECT_URI_HINT
                    value=Signal::derive(move || session.redirect_uri())
                />
                {form_problem(form)}
                {part(move || match form.problem.get() {
                    Some(problem) if unproved(&problem) => {
                        view! {
                            <p class="hint">{icon("info")} <span>{t(SAVE_ANYWAY_LINE)}</span></p>
                            {working_button(
                                "btn",
                                "",
                                SAVE_ANYWAY,
                                busy,
                                move || save.with_value(|save| save(true)),
                            )}
                        }
                            .into_any()
                    }
                    _ => nothing(),
                })}
                <div class="wact">
                    {link("btn ghost", "", CANCEL, "/accounts".into())}
                    <div class="r">{submit("btn pri lg", NEXT, busy)}</div>
                </div>
                {part(move || {
                    if busy.get() {
                        view! {
                            <p class="hint" role="status">
                                {icon("info")}
                                {t(PROVING)}
                            </p>
                        }
                            .into_any()
                    } else {
                        nothing()
                    }
                })}
            </form>
        </Wizard>
    }
}

/// Whether the values were not refused, but could not be tested.
fn unproved(problem: &Failure) -> bool {
    problem.status >= 500 && matches!(problem.owner, Owner::Network | Owner::Microsoft)
}

fn aside() -> AnyView {
    let places = [
        ("Overview", HELP_1),
        ("Certificates & secrets", HELP_2),
        ("Authentication", HELP_3),
        ("API permissions", HELP_4),
    ]
    .map(|(place, what)| {
        view! {
            <li>
                <span>
                    <b lang="en">{place}</b>
                    {t(what)}
                </span>
            </li>
        }
    });
    let body = view! {
        {t(HELP_WHERE)}
        <ol>{places.collect_view()}</ol>
        <hr />
        <div class="note">{icon("shield")} <span>{t(HELP_SECRET)}</span></div>
        <hr />
        {link_out("link", OPEN_ENTRA, ENTRA.into())}
    };
    help("search", HELP_TITLE, body.into_any())
}
