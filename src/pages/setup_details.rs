//! Connecting a Graph account, step 1: the values from Entra.

mod guide;
mod paste;

use crate::api::{self, Failure};
use crate::load::send_form;
use crate::route::go;
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    El, Form, TextField, arrive, copy_field, div, el, error_summary, form_element, form_problem,
    icon, link, note, nothing, of, only, part, purpose_boxes, secret_fields, select_field, several,
    step_path, submit, watch, wizard, working_button,
};
use crate::{memory, when};
use contract::accounts::{Account, Cloud, NewAccount};
use contract::catalogue::{Cause, Owner};
use contract::fields::Field;
use contract::purposes::Purposes;
use leptos::prelude::*;
use web_sys::Node;

/// Where the draft is kept in this tab; without the secret.
const DRAFT: &str = "draft";

/// What a person fills in.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    tenant: RwSignal<String>,
    client_id: RwSignal<String>,
    secret: RwSignal<String>,
    expires: RwSignal<String>,
    purposes: RwSignal<Purposes>,
    /// By its code.
    cloud: RwSignal<String>,
}

impl Draft {
    /// What this tab remembers, or nothing.
    fn recall() -> Self {
        let kept = memory::recall_here(DRAFT).unwrap_or_default();
        let mut kept = kept.split('\n').map(str::to_owned);
        let mut next = || RwSignal::new(kept.next().unwrap_or_default());
        let (name, tenant, client_id, expires) = (next(), next(), next(), next());
        let purposes = kept
            .next()
            .map_or(Purposes::ALL, |text| Purposes::from_text(&text));
        let cloud = kept.next().and_then(|code| Cloud::from_code(&code));
        Self {
            name,
            tenant,
            client_id,
            secret: RwSignal::new(String::new()),
            expires,
            purposes: RwSignal::new(purposes),
            cloud: RwSignal::new(cloud.unwrap_or_default().code().to_owned()),
        }
    }

    fn cloud(self) -> Cloud {
        self.cloud
            .with(|code| Cloud::from_code(code))
            .unwrap_or_default()
    }

    /// Keeps everything but the secret, at every change.
    fn keep(self) {
        watch(move || {
            let lines = [
                self.name.get(),
                self.tenant.get(),
                self.client_id.get(),
                self.expires.get(),
                self.purposes.get().to_text(),
                self.cloud.get(),
            ];
            let _ = memory::keep_here(DRAFT, &lines.join("\n"));
        });
    }

    fn filled(self) -> NewAccount {
        NewAccount {
            name: self.name.get_untracked(),
            cloud: untrack(|| self.cloud()),
            tenant: self.tenant.get_untracked(),
            client_id: self.client_id.get_untracked(),
            client_secret: self.secret.get_untracked(),
            secret_expires: self.expires.get_untracked(),
            purposes: self.purposes.get_untracked(),
            even_if_unproved: false,
        }
    }
}

/// The page of the first step.
#[must_use]
pub fn setup_details() -> Node {
    arrive(WIZ_NEW, Some((NAV_ACCOUNTS.into(), "/accounts")));
    let session = use_session();
    let draft = Draft::recall();
    draft.keep();
    let form = Form::new(move || {
        draft
            .filled()
            .check(when::today())
            .err()
            .unwrap_or_default()
    });
    let save = move |anyway: bool| {
        if form.ready() {
            let account = NewAccount {
                even_if_unproved: anyway,
                ..draft.filled()
            };
            send_form(form, api::add_account(&account), |account: Account| {
                memory::forget_here(DRAFT);
                go(&step_path(&account.id, 1));
            });
        }
    };
    let fields = [
        TextField::new(Field::Name, NAME, draft.name).hint(ACCOUNT_NAME_HINT),
        TextField::new(Field::Tenant, TENANT, draft.tenant).hint(TENANT_HINT),
        TextField::new(Field::ClientId, CLIENT_ID, draft.client_id).hint(CLIENT_ID_HINT),
    ];
    let foot = div("wact")
        .with(link("btn ghost", "", CANCEL, "/accounts"))
        .with(div("r").with(submit("btn pri lg", NEXT, form.busy).with(icon("arrow"))));
    let uri = live(move || session.redirect_uri());
    let body = form_element(move || save(false))
        .attr("autocomplete", "off")
        .with(error_summary(form))
        .all(fields.map(|field| field.show(form)))
        .with(secret_fields(form, draft.secret, draft.expires))
        .with(purpose_boxes(form, draft.purposes))
        .with(cloud_field(form, draft))
        .with(copy_field(
            "redirect-uri",
            REDIRECT_URI,
            Some(REDIRECT_URI_HINT),
            uri,
        ))
        .with(form_problem(form))
        .with(save_anyway(form, move || save(true)))
        .with(foot)
        .with(only(
            move || form.busy.get(),
            || note("hint", "info", PROVING).attr("role", "status").into(),
        ));
    let lead = of("p", "lead").text(WIZ_LEAD).into();
    let body = [lead, paste::paste_box(form, draft), body.into()];
    wizard(0, None, WIZ_TITLE, body, guide::guide(draft))
}

/// Which cloud, folded away where it is the one of nearly everybody.
fn cloud_field(form: Form, draft: Draft) -> El {
    let choice = Cloud::ALL.map(|cloud| (cloud.code(), cloud_name(cloud)));
    let name = live(move || [CLOUD.get(), ": ", cloud_name(draft.cloud()).get()].concat());
    let open = move || {
        let refused = form.problem.with(|problem| {
            let cause = problem.as_ref().map(|problem| problem.code);
            cause == Some(Cause::WrongCloud)
        });
        refused || draft.cloud() != Cloud::Global
    };
    let fold = of("details", "tech")
        .prop("open", move || open().into())
        .with(el("summary").text(name))
        .with(el("p").text(CLOUD_LINE))
        .with(select_field("f-cloud", CLOUD, &choice, draft.cloud));
    div("field").with(fold)
}

/// What was not refused but could not be tested may be saved all the same.
fn save_anyway(form: Form, save: impl Fn() + Copy + 'static) -> Node {
    part(move || {
        form.problem.with(|problem| match problem {
            Some(problem) if unproved(problem) => several([
                note("hint", "info", SAVE_ANYWAY_LINE),
                working_button("btn", "", SAVE_ANYWAY, move || form.busy.get(), save),
            ]),
            _ => nothing(),
        })
    })
}

fn unproved(problem: &Failure) -> bool {
    problem.status >= 500 && matches!(problem.owner, Owner::Network | Owner::Microsoft)
}
