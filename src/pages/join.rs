//! An invitation, in the hands of whom it is for. What stands behind the `#` of
//! the link reaches no server in an address; it travels in a body.

use crate::api;
use crate::load::{Load, send_form};
use crate::route::{go, replace};
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    Form, TextField, arrive, el, error_summary, form_element, form_problem, heading, of, several,
    submit,
};
use contract::access::{AcceptInvitation, InvitationForYou, ReadInvitation};
use contract::fields::Field;
use contract::people::Role;
use leptos::prelude::*;
use web_sys::Node;

/// The page of an invitation.
#[must_use]
pub fn join() -> Node {
    arrive(JOIN_TITLE, None);
    let hash = window().location().hash().unwrap_or_default();
    let token = hash.trim_start_matches('#').to_owned();
    if token.is_empty() {
        return several([
            heading(JOIN_NOTHING),
            of("p", "lead").text(JOIN_NOTHING_LINE),
        ]);
    }
    // Not in the history, nor over anybody's shoulder.
    replace(contract::access::INVITATION_PATH);
    let asked = ReadInvitation {
        token: token.clone(),
    };
    let load: Load<InvitationForYou> = Load::new(move || api::read_invitation(&asked), |_| false);
    several([
        heading(JOIN_TITLE).into(),
        load.show(move |invitation| accept(invitation, &token)),
    ])
}

fn accept(invitation: &InvitationForYou, token: &str) -> Node {
    let session = use_session();
    let (who, role) = (
        invitation.invited_by.to_string(),
        role_words(invitation.role),
    );
    let line = live(move || JOIN_LINE.with_two(&who, &role.get().to_lowercase()));
    let address = invitation.address.to_string();
    let name = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let token = token.to_owned();
    let filled = move || AcceptInvitation {
        token: token.clone(),
        name: name.get_untracked(),
        password: password.get_untracked(),
    };
    let check = filled.clone();
    let form = Form::new(move || check().check().err().unwrap_or_default());
    let send = move || {
        if form.ready() {
            send_form(form, api::accept_invitation(&filled()), move |person| {
                session.signed_in(person);
                go("/");
            });
        }
    };
    let email = el("input")
        .attr("type", "email")
        .attr("autocomplete", "username")
        .attr("readonly", "")
        .label(EMAIL)
        .prop("value", move || address.clone().into());
    let fields = form_element(send)
        .with(error_summary(form))
        .with(crate::ui::div("field").with(crate::ui::div("ctl ro").with(email)))
        .with(
            TextField::new(Field::Name, NAME, name)
                .kind("text", "name")
                .show(form),
        )
        .with(
            TextField::new(Field::Password, PASSWORD, password)
                .hint(PASSWORD_HINT)
                .kind("password", "new-password")
                .show(form),
        )
        .with(form_problem(form))
        .with(crate::ui::div("field").with(submit("btn pri lg", JOIN_GO, form.busy)));
    several([of("p", "lead").text(line), fields])
}

fn role_words(role: Role) -> Say {
    match role {
        Role::Admin => ROLE_ADMIN,
        Role::Helpdesk => ROLE_HELPDESK,
    }
}
