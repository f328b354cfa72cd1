//! What the forms suggest: everybody and everything there is, as far as a
//! list may be long.

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::directory::scopes;
use crate::directory::state::State;

/// Larger tenants are typed, not chosen.
const MOST: usize = 300;

/// The lists that the fields of the forms name.
pub(super) fn all(l: Language, state: &State, snapshots: &[String]) -> Markup {
    let pair = |value: &str, label: &str| (value.to_owned(), label.to_owned());
    let people = state.people.iter().filter(|one| one.guest_of.is_none());
    let people = people.map(|one| pair(&one.upn, &one.name));
    let groups = || state.groups.iter().map(|one| pair(&one.address, &one.name));
    let tenants = state.tenants.iter();
    let apps = state.apps.iter();
    let app_name = |id: &str| state.app(id).map_or("", |app| &app.name).to_owned();
    let secrets = apps.clone().flat_map(|app| {
        let all = app.secrets.iter();
        all.map(|secret| {
            pair(
                &secret.secret_id,
                &format!("{} {}", app.name, secret.description),
            )
        })
    });
    let uris = apps.clone().flat_map(|app| {
        app.redirect_uris
            .iter()
            .map(|one| pair(&one.uri, &app.name))
    });
    let policies = tenants.clone().flat_map(|one| {
        one.policies
            .iter()
            .map(|policy| pair(&policy.name, &one.name))
    });
    let approvals = tenants.clone().flat_map(|one| {
        let asked = one.approvals.iter();
        asked.map(|asked| {
            let person = state.person(&asked.person).map_or("", |one| one.login());
            let label = format!("{person}: {}", app_name(&asked.client_id));
            (asked.id.clone(), label)
        })
    });
    let roles = [
        (
            "global_admin",
            l.pick("globale beheerder", "Global Administrator"),
        ),
        (
            "privileged_role_admin",
            l.pick("beheerder van rollen", "Privileged Role Administrator"),
        ),
        (
            "application_admin",
            l.pick("toepassingsbeheerder", "Application Administrator"),
        ),
        (
            "cloud_application_admin",
            l.pick(
                "cloudtoepassingsbeheerder",
                "Cloud Application Administrator",
            ),
        ),
    ];
    Markup::join([
        list("people", people.chain(groups())),
        list("groups", groups()),
        list(
            "tenants",
            tenants.map(|one| {
                (
                    one.domains.first().unwrap_or(&one.id).clone(),
                    one.name.clone(),
                )
            }),
        ),
        list("apps", apps.map(|one| pair(&one.client_id, &one.name))),
        list("secrets", secrets),
        list("uris", uris),
        list("policies", policies),
        list("approvals", approvals),
        list(
            "mailboxes",
            state
                .mailboxes
                .iter()
                .map(|one| pair(&one.address, &one.name)),
        ),
        list(
            "scopes",
            scopes::all().map(|one| pair(one.name, one.title(l))),
        ),
        list(
            "roles",
            roles.iter().map(|(value, label)| pair(value, label)),
        ),
        list("apis", [pair("exchange", "Exchange Online")].into_iter()),
        list("snapshots", snapshots.iter().map(|name| pair(name, ""))),
    ])
}

fn list(id: &str, all: impl Iterator<Item = (String, String)>) -> Markup {
    let options = all
        .take(MOST)
        .map(|(value, label)| html!("<option value=\"{}\">{}</option>", value, label));
    html!(
        "<datalist id=\"{}\">{}</datalist>",
        id,
        Markup::join(options)
    )
}
