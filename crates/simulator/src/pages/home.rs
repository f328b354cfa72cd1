//! `/`: what there is, with the values a demo needs.

use axum::extract::State as Extract;
use axum::response::Response;
use http::{HeaderMap, StatusCode};

use crate::base::clock::Moment;
use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::directory::mailbox::Mailbox;
use crate::directory::model::{App, ConsentPolicy, Platform, Tenant};
use crate::directory::state::State;
use crate::mail::store::INBOX;
use crate::pages::layout;
use crate::world::Shared;

/// Seconds between refreshes.
const REFRESH: usize = 15;
/// How many of a kind are listed; a tenant can have a hundred thousand.
const MOST: usize = 200;

pub(crate) async fn home(Extract(world): Extract<Shared>, headers: HeaderMap) -> Response {
    let l = Language::of(&headers);
    let now = world.clock.now();
    let tenants = world
        .read(|state| Markup::join(state.tenants.iter().map(|one| tenant(l, now, state, one))));
    let title = l.pick("Nagebouwd Microsoft", "Stand-in for Microsoft");
    let body = html!(
        "<main class=\"wide\"><h1>{}</h1><p class=\"lead\">{} <code>{}</code>. {} <b>{}</b>. <a href=\"/trainer\">{}</a></p>{}</main>",
        title,
        l.pick(
            "Entra ID en Graph-mail voor demo en test, op",
            "Entra ID and Graph mail for demos and tests, at",
        ),
        world.public_url,
        l.pick("De klok staat op", "The clock says"),
        now.entra(),
        l.pick("Voor de trainer", "For the trainer"),
        tenants
    );
    layout::page(l, title, &body, Some(REFRESH), StatusCode::OK, None)
}

fn tenant(l: Language, now: Moment, state: &State, tenant: &Tenant) -> Markup {
    let apps = state.apps.iter().filter(|app| app.tenant == tenant.id);
    let apps = Markup::join(apps.map(|one| app(l, now, one)));
    let people = state
        .people
        .iter()
        .filter(|person| person.tenant == tenant.id);
    let people = listed(l, people, |person| {
        let remark = if person.disabled {
            l.pick("uitgeschakeld", "disabled")
        } else if person.guest_of.is_some() {
            l.pick("gast", "guest")
        } else if person.is_admin() {
            l.pick("beheerder", "admin")
        } else {
            ""
        };
        html!(
            "<li><span>{}</span> <code>{}</code> <small>{}</small></li>",
            person.name,
            person.login(),
            remark
        )
    });
    let mailboxes = state
        .mailboxes
        .iter()
        .filter(|mailbox| mailbox.tenant == tenant.id);
    let mailboxes = listed(l, mailboxes, |one| mailbox(l, one));
    html!(
        "<section><h2>{}</h2><dl class=\"facts\"><dt>{}</dt><dd><code>{}</code></dd>\
         <dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>\
         <h3>{}</h3><div class=\"apps\">{}</div>\
         <div class=\"columns\"><div><h3>{}</h3><ul class=\"mailboxes\">{}</ul></div>\
         <div><h3>{}</h3><ul class=\"people\">{}</ul></div></div></section>",
        tenant.name,
        l.pick("Tenant-id", "Tenant ID"),
        tenant.id,
        l.pick("Domeinen", "Domains"),
        tenant.domains.join(", "),
        l.pick("Toestemming", "Consent"),
        policy(l, tenant.consent_policy),
        l.pick("App-registraties", "App registrations"),
        apps,
        l.pick("Postvakken", "Mailboxes"),
        mailboxes,
        l.pick("Personen", "People"),
        people
    )
}

/// The first of many, and how many there are besides.
fn listed<T>(
    l: Language,
    all: impl Iterator<Item = T> + Clone,
    show: impl Fn(T) -> Markup,
) -> Markup {
    let more = all.clone().skip(MOST).count();
    let more = Markup::when(more > 0, || {
        html!(
            "<li><small>{} {}</small></li>",
            l.pick("en nog", "and more:"),
            more
        )
    });
    Markup::join(all.take(MOST).map(show).chain([more]))
}

fn policy(l: Language, policy: ConsentPolicy) -> &'static str {
    match policy {
        ConsentPolicy::Legacy => l.pick(
            "gebruikers mogen zelf toestemming geven",
            "people may consent themselves",
        ),
        ConsentPolicy::Low => l.pick(
            "alleen machtigingen met lage impact",
            "low-impact permissions only",
        ),
        ConsentPolicy::Recommended => l.pick(
            "door Microsoft beheerd: post lezen vraagt een beheerder",
            "managed by Microsoft: reading mail needs an admin",
        ),
        ConsentPolicy::None => l.pick("alleen beheerders", "admins only"),
    }
}

fn app(l: Language, now: Moment, app: &App) -> Markup {
    let secrets = Markup::join(app.secrets.iter().map(|secret| {
        let days = (secret.expires.seconds() - now.seconds())
            .saturating_add(86_399)
            .div_euclid(86_400);
        let left = if secret.expires <= now {
            l.pick("verlopen", "expired").to_owned()
        } else {
            format!(
                "{} {days} {}",
                l.pick("nog", "for"),
                l.pick("dagen", "days")
            )
        };
        html!(
            "<dt>{}</dt><dd><input readonly value=\"{}\" aria-label=\"{}\"><small>{}</small></dd>\
             <dt>{}</dt><dd><code>{}</code></dd>",
            l.pick("Geheim", "Secret"),
            secret.value,
            l.pick("Waarde van het geheim", "Secret value"),
            left,
            l.pick("Geheim-id", "Secret ID"),
            secret.secret_id
        )
    }));
    let uris = Markup::join(app.redirect_uris.iter().map(|known| {
        let platform = match known.platform {
            Platform::Web => "Web",
            Platform::Spa => "SPA",
            Platform::Native => l.pick("Mobiel en desktop", "Mobile and desktop"),
        };
        html!("<dt>{}</dt><dd><code>{}</code></dd>", platform, known.uri)
    }));
    let off = Markup::when(app.disabled, || {
        html!(" <small>{}</small>", l.pick("uitgeschakeld", "disabled"))
    });
    html!(
        "<article><h4>{}{}</h4><dl class=\"facts\"><dt>{}</dt><dd><input readonly value=\"{}\" \
         aria-label=\"{}\"></dd>{}{}</dl></article>",
        app.name,
        off,
        l.pick("Client-id", "Client ID"),
        app.client_id,
        l.pick("Client-id", "Client ID"),
        secrets,
        uris
    )
}

fn mailbox(l: Language, mailbox: &Mailbox) -> Markup {
    let unread = mailbox
        .store
        .in_folder(INBOX)
        .filter(|message| !message.is_read)
        .count();
    let count = Markup::when(unread > 0, || html!(" <b class=\"unread\">{}</b>", unread));
    html!(
        "<li><a href=\"/mail/{}\">{}</a>{} <code>{}</code> <small>{}</small></li>",
        mailbox.address,
        mailbox.name,
        count,
        mailbox.address,
        super::kind(l, mailbox.kind)
    )
}
