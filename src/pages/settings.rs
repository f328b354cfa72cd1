//! One's own password and sessions; for administrators the keys of jobs, and
//! exports.

mod keys;

use crate::api;
use crate::load::{Doing, Load, send_form};
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    El, Form, TextField, announce, arrive, button, card, div, form_element, form_problem, head,
    line, link, nothing, of, preferences, several, submit,
};
use crate::when;
use contract::access::{ChangePassword, Session};
use contract::fields::{Field, FieldErrors, Invalid};
use leptos::prelude::*;
use web_sys::Node;

/// The page of the settings.
#[must_use]
pub fn settings() -> Node {
    arrive(NAV_SETTINGS, None);
    let admin = use_session().is_admin();
    let look = card(LOOK)
        .with(preferences())
        .with(div("row field").with(link("btn", "", KEYS, "/settings/sneltoetsen")));
    let left = div("stack").with(sessions());
    let left = if admin {
        left.with(warnings()).with(keys::job_keys()).with(exports())
    } else {
        left
    };
    let right = div("stack").with(look).with(password());
    several([
        head(NAV_SETTINGS, "", [nothing()]),
        div("cols2").with(left).with(right),
    ])
}

fn warnings() -> El {
    let way = link("btn", "warn", W_TITLE, "/settings/meldingen");
    card(W_TITLE)
        .with(of("p", "mut").text(W_LINE))
        .with(div("row field").with(way))
}

fn password() -> El {
    let current = RwSignal::new(String::new());
    let new = RwSignal::new(String::new());
    let filled = move || ChangePassword {
        current: current.get_untracked(),
        new: new.get_untracked(),
    };
    let form = Form::new(move || {
        let mut errors = FieldErrors::default();
        if current.get_untracked().is_empty() {
            errors.add(Field::Code, Invalid::Empty);
        }
        let mut errors = errors.into_inner();
        errors.extend(filled().check().err().unwrap_or_default());
        errors
    })
    .apart("own-");
    let send = move || {
        if form.ready() {
            send_form(form, api::change_password(&filled()), move |()| {
                current.set(String::new());
                new.set(String::new());
                form.errors.set(Vec::new());
                announce(PASSWORD_CHANGED.get());
            });
        }
    };
    let fields = form_element(send)
        .with(
            TextField::new(Field::Code, CURRENT_PASSWORD, current)
                .kind("password", "current-password")
                .show(form),
        )
        .with(
            TextField::new(Field::Password, NEW_PASSWORD, new)
                .hint(PASSWORD_HINT)
                .kind("password", "new-password")
                .show(form),
        )
        .with(form_problem(form))
        .with(div("field").with(submit("btn", CHANGE_PASSWORD, form.busy)));
    card(OWN_PASSWORD).with(fields)
}

fn sessions() -> Node {
    let load: Load<Vec<Session>> = Load::new(api::sessions, |_| false);
    let doing = Doing::new();
    let others = move || doing.run(api::end_other_sessions(), move |()| load.again());
    card(OWN_SESSIONS)
        .with(doing.problem())
        .with(load.show(move |all| {
            // The one of now first.
            let (this, others): (Vec<_>, Vec<_>) = all.iter().partition(|session| session.this);
            let all = this.into_iter().chain(others);
            of("ul", "lines")
                .all(all.map(|session| session_line(session, load, doing)))
                .into()
        }))
        .with(div("row field").with(button("btn", "", SESSIONS_END_OTHERS, others)))
        .into()
}

fn session_line(session: &Session, load: Load<Vec<Session>>, doing: Doing) -> El {
    let (from, seen) = (session.from.clone(), session.last_seen_at);
    let words = live(move || SESSION_LINE.with_two(&from, &when::ago(seen)));
    let id = session.id.clone();
    let act: Node = if session.this {
        of("span", "mut").text(SESSION_HERE).into()
    } else {
        button("btn sm", "", SESSION_END, move || {
            doing.run(api::end_session(&id), move |()| load.again());
        })
        .into()
    };
    line(browser(&session.agent), words, act)
}

/// The part of what a browser calls itself that a person recognises.
fn browser(agent: &str) -> String {
    let name = [
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]
    .into_iter()
    .find(|(mark, _)| agent.contains(mark));
    let system = ["Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux"]
        .into_iter()
        .find(|system| agent.contains(system));
    match (name, system) {
        (Some((_, name)), Some(system)) => [name, ", ", system].concat(),
        _ => agent.chars().take(60).collect(),
    }
}

fn exports() -> El {
    let ways = [
        (EXPORT_CSV, "/export?format=csv"),
        (EXPORT_JSON, "/export?format=json"),
        (EXPORT_LOG, "/audit/export?format=csv"),
    ]
    .map(|(say, path)| {
        let href = [contract::API, path].concat();
        link("btn", "", say, &href)
            .attr("download", "")
            .attr("target", "_self")
    });
    card(EXPORTS)
        .with(of("p", "mut").text(EXPORTS_LINE))
        .with(div("row field").all(ways))
}
