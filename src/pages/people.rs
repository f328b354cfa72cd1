//! Who has access, and inviting others.

use crate::api;
use crate::load::{Doing, Load, send_form};
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    El, Form, Question, TextField, announce, arrive, button, card, confirm, div, el, form_element,
    form_problem, head, icon_button, line, nothing, of, part, several, sheet, shown_once, submit,
    typed,
};
use crate::when;
use contract::access::{Invitation, NewInvitation, PersonChange};
use contract::fields::Field;
use contract::people::{Person, Role};
use leptos::prelude::*;
use web_sys::Node;

/// The page of the people.
#[must_use]
pub fn people() -> Node {
    arrive(NAV_PEOPLE, None);
    let load: Load<Vec<Person>> = Load::new(api::people, |_| false);
    let open: Load<Vec<Invitation>> = Load::new(api::invitations, |_| false);
    let doing = Doing::new();
    // Whom to shut out, once that was confirmed.
    let leaving = RwSignal::new(None::<Person>);
    let asks = RwSignal::new(false);
    let here = live(move || {
        let here = load.map(|all| all.iter().filter(|p| p.deactivated_at.is_none()).count());
        here.map_or_else(String::new, |n| count_of(n, PEOPLE_ONE, PEOPLE_MANY))
    });
    let shut = move |person: Person| {
        leaving.set(Some(person));
        asks.set(true);
    };
    let question = Question {
        title: live(move || {
            CLOSE_ASK.with(
                &leaving.with(|p| p.as_ref().map_or_else(String::new, |p| p.name.to_string())),
            )
        }),
        consequence: CLOSE_TEXT.into(),
        does: CLOSE_DOOR,
    };
    let out = move || {
        if let Some(person) = leaving.get_untracked() {
            change(&person, None, Some(false), load, doing);
            asks.set(false);
        }
    };
    let list = div("stack")
        .with(doing.problem())
        .with(load.show(move |all| table(all, load, doing, shut)));
    let aside = div("stack").with(invite(open)).with(part(move || {
        open.with(|all| match all {
            Some(all) if !all.is_empty() => invitations(all, open, doing).into(),
            _ => nothing(),
        })
    }));
    several([
        head(NAV_PEOPLE, here, [nothing()]).into(),
        div("cols2 roomy").with(list).with(aside).into(),
        confirm(asks, question, doing.busy, nothing(), out),
    ])
}

fn change(
    person: &Person,
    role: Option<Role>,
    active: Option<bool>,
    load: Load<Vec<Person>>,
    doing: Doing,
) {
    let change = PersonChange { role, active };
    doing.run(api::change_person(&person.id, &change), move |_| {
        load.again()
    });
}

fn table(
    all: &[Person],
    load: Load<Vec<Person>>,
    doing: Doing,
    shut: impl Fn(Person) + Copy + 'static,
) -> Node {
    let me = use_session().person().map(|person| person.id);
    let rows = all.iter().map(|person| {
        let mine = me.as_ref() == Some(&person.id);
        row(person, mine, load, doing, shut)
    });
    let columns = [PERSON, ROLE, SINCE_WHEN, COL_ACTIONS];
    sheet(PEOPLE_TABLE, &columns, rows).into()
}

fn row(
    person: &Person,
    mine: bool,
    load: Load<Vec<Person>>,
    doing: Doing,
    shut: impl Fn(Person) + Copy + 'static,
) -> El {
    let name = el("td")
        .with(el("b").text(person.name.as_str()))
        .with(el("small").text(person.address.as_str()));
    let (role, other, word) = match person.role {
        Role::Admin => (ROLE_ADMIN, Role::Helpdesk, MAKE_HELPDESK),
        Role::Helpdesk => (ROLE_HELPDESK, Role::Admin, MAKE_ADMIN),
    };
    let (since, closed) = (person.created_at, person.deactivated_at);
    let access = live(move || match closed {
        Some(at) => CLOSED_SINCE.with(&when::ago(at)),
        None => SINCE_DAY.with(&when::day(since.day())),
    });
    let (one, two, three) = (person.clone(), person.clone(), person.clone());
    let acts = if mine {
        div("rowact").with(of("span", "mut").text(IT_IS_YOU))
    } else if closed.is_some() {
        div("rowact").with(button("btn sm", "", OPEN_DOOR, move || {
            change(&one, None, Some(true), load, doing)
        }))
    } else {
        div("rowact")
            .with(button("btn sm", "", word, move || {
                change(&one, Some(other), None, load, doing)
            }))
            .with(button("btn sm ghost", "", END_SESSIONS, move || {
                doing.run(api::end_sessions_of(&two.id), |()| {
                    announce(ENDED_SESSIONS.get());
                })
            }))
            .with(button("btn sm ghost", "", CLOSE_DOOR, move || {
                shut(three.clone())
            }))
    };
    el("tr")
        .with(name)
        .with(el("td").text(role))
        .with(of("td", "when").text(access))
        .with(of("td", "act").with(acts))
}

fn invite(open: Load<Vec<Invitation>>) -> Node {
    let address = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Helpdesk);
    let made = RwSignal::new(None::<String>);
    let filled = move || NewInvitation {
        address: address.get_untracked().trim().to_owned(),
        role: role.get_untracked(),
    };
    let form = Form::new(move || filled().check().err().unwrap_or_default());
    let send = move || {
        if form.ready() {
            send_form(form, api::invite(&filled()), move |invitation| {
                address.set(String::new());
                made.set(Some(invitation.link));
                announce(INVITE_LINK.get());
                open.again();
            });
        }
    };
    let choice = [(Role::Helpdesk, ROLE_HELPDESK), (Role::Admin, ROLE_ADMIN)]
        .map(|(role, say)| el("option").attr("value", role.code()).text(say));
    let roles = el("select")
        .id("f-role")
        .all(choice)
        .prop("value", move || role.get().code().into())
        .on("change", move |event| {
            role.set(if typed(&event) == Role::Admin.code() {
                Role::Admin
            } else {
                Role::Helpdesk
            });
        });
    let fields = form_element(send)
        .with(
            TextField::new(Field::Address, EMAIL, address)
                .kind("email", "off")
                .show(form),
        )
        .with(
            div("field")
                .with(crate::ui::label_line("f-role", ROLE, Some(ROLE_HINT)))
                .with(div("ctl").with(roles)),
        )
        .with(form_problem(form))
        .with(div("field").with(submit("btn pri", INVITE_GO, form.busy)));
    card(INVITE)
        .with(of("p", "mut").text(INVITE_LINE))
        .with(fields)
        .with(shown_once("invitation-link", INVITE_LINK, made))
        .into()
}

fn invitations(all: &[Invitation], open: Load<Vec<Invitation>>, doing: Doing) -> El {
    let lines = all.iter().map(|invitation| {
        let (who, until) = (invitation.invited_by.to_string(), invitation.expires_at);
        let about = live(move || INVITED_BY.with_two(&who, &when::day(until.day())));
        let (id, name) = (invitation.id.clone(), invitation.address.to_string());
        let revoke = icon_button("cross", live(move || REVOKE_NAMED.with(&name)), move || {
            doing.run(api::revoke(&id), move |()| open.again());
        });
        line(invitation.address.as_str(), about, revoke)
    });
    card(INVITATIONS).with(of("ul", "lines").all(lines))
}
