//! What somebody outside the panel is asked, in their hands and language: to
//! consent at Microsoft, or to fill in a client secret. As with an invitation,
//! what stands behind the `#` of the link travels in bodies only.

use crate::api::{self, Answer, Failure};
use crate::consent::{self, For};
use crate::load::{Doing, send_form};
use crate::route::replace;
use crate::text::*;
use crate::ui::{
    El, Form, announce, arrive, button, copy_field, div, el, error_summary, facts, focus_later,
    form_element, form_problem, heading, help, icon, maybe, note, of, part, piece_waiting, remedy,
    scope_table, secret_fields, several, submit, text, titled, working_button,
};
use crate::{task, when};
use contract::accounts::NewSecret;
use contract::asked::{ASKED_PATH, AskedKind, AskedOfYou, FillInSecret, ReadAsked};
use leptos::prelude::*;
use web_sys::Node;

type Found = RwSignal<Option<Answer<AskedOfYou>>, LocalStorage>;

/// The page of a link.
#[must_use]
pub fn asked() -> Node {
    arrive(A_TITLE, None);
    let hash = window().location().hash().unwrap_or_default();
    let token = hash.trim_start_matches('#').to_owned();
    if token.is_empty() {
        return outcome(
            "idle",
            JOIN_NOTHING.into(),
            of("p", "lead").text(JOIN_NOTHING_LINE).into(),
        );
    }
    // Not in the history, nor over anybody's shoulder.
    replace(ASKED_PATH);
    let found: Found = RwSignal::new_local(None);
    read(&token, found);
    part(move || {
        found.with(|answer| {
            untrack(|| match answer {
                None => piece_waiting(),
                Some(Err(problem)) => over(problem, &token, found),
                Some(Ok(asked)) => {
                    suggest(asked.lang);
                    focus_later("h1");
                    match asked.kind {
                        AskedKind::Consent => for_consent(asked, &token),
                        AskedKind::Secret => for_secret(asked, &token),
                    }
                }
            })
        })
    })
}

fn read(token: &str, found: Found) {
    let reading = api::read_asked(&ReadAsked {
        token: token.to_owned(),
    });
    task::start(async move {
        let answer = reading.await;
        let _ = found.try_set(Some(answer));
    });
}

/// One thing to say: the link is over, or all is done.
fn outcome(tone: &str, title: Words, body: Node) -> Node {
    let head = div("vh2").with(icon(tone)).with(heading(title));
    let card = of("section", &["verdict ", tone].concat())
        .with(head)
        .with(div("vbody").with(body));
    focus_later("h1");
    div("out").with(card).into()
}

/// Why there is nothing to do, or not now.
fn over(problem: &Failure, token: &str, found: Found) -> Node {
    let cause = problem.code;
    let token = token.to_owned();
    let again = (problem.status != 404).then(|| {
        let retry = move || read(&token, found);
        div("wact").with(button("btn pri", "", RETRY, retry))
    });
    let body = several([of("p", "say").text(remedy(cause)).into(), maybe(again)]);
    outcome("warn", headline(cause), body)
}

/// Who asks, for what, and until when.
fn frame(asked: &AskedOfYou, title: Say, line: Say, more: Vec<(Say, Node)>) -> El {
    let who = asked.asked_by.to_string();
    let until = asked.expires_at;
    let mut lines = vec![
        (A_BY, text(asked.asked_by.as_str().into())),
        (A_FOR, text(asked.account_name.as_str().into())),
        (TENANT, text(asked.tenant.as_str().into())),
    ];
    lines.extend(more);
    lines.push((A_UNTIL, text(live(move || when::moment(until)))));
    div("card")
        .with(heading(live(move || title.with(&who))))
        .with(of("p", "lead").text(line))
        .with(facts(lines))
}

fn unsure(asked: &AskedOfYou) -> El {
    let who = asked.asked_by.to_string();
    note("hint", "shield", live(move || A_UNSURE.with(&who)))
}

fn for_consent(asked: &AskedOfYou, token: &str) -> Node {
    let going = Doing::new();
    let what = For::Asked(token.to_owned());
    let approval = approval(what.clone());
    let go = move || going.run(Box::pin(consent::begin(what.clone())), |()| {});
    let own = el("b").text(asked.address.as_str());
    let busy = move || going.busy.get();
    let asks = titled(C_ASKS, Some(C_ASKS_HINT), scope_table(&asked.scopes, None));
    let card = frame(asked, A_CONSENT, A_CONSENT_LINE, vec![(A_AS, own.into())])
        .with(asks)
        .with(div("field").with(sees(approval)))
        .with(going.problem())
        .with(div("wact").with(working_button("btn pri lg", "out", C_GO, busy, go)))
        .with(unsure(asked));
    div("out").with(card).into()
}

/// What comes, before the person leaves: some of it sends nobody back.
fn sees(approval: Node) -> El {
    let line = |words: El| el("li").with(words);
    let third = el("span")
        .with(el("b").text(A_APPROVAL))
        .text(" ")
        .text(A_APPROVAL_LINE)
        .with(approval);
    let lines = el("ol")
        .with(line(el("span").text(A_SEES_1)))
        .with(line(el("span").text(A_SEES_2)))
        .with(line(third));
    help("info", A_SEES)
        .with(lines)
        .with(note("note", "shield", C_ADMIN_LINK_LINE))
}

/// Where only an administrator may approve: a link for one, to pass on.
fn approval(what: For) -> Node {
    let making = Doing::new();
    let link = RwSignal::new(None::<String>);
    let make = move || {
        let prepared = consent::prepare(what.clone());
        making.run(Box::pin(prepared), move |_| {
            link.set(consent::latest(None).map(|trip| trip.admin_link));
            announce(C_ADMIN_LINK.get());
        });
    };
    let shown = part(move || {
        link.with(|link| match link {
            Some(link) => copy_field("admin-link", C_ADMIN_LINK, None, link.as_str()),
            None => button("btn sm", "", C_MAKE_ADMIN_LINK, make.clone()).into(),
        })
    });
    several([shown, making.problem()])
}

fn for_secret(asked: &AskedOfYou, token: &str) -> Node {
    let secret = RwSignal::new(String::new());
    let expires = RwSignal::new(String::new());
    let done = RwSignal::new(false);
    let filled = move || NewSecret {
        client_secret: secret.get_untracked(),
        secret_expires: expires.get_untracked(),
        even_if_unproved: false,
    };
    let form = Form::new(move || filled().check(when::today()).err().unwrap_or_default());
    let (token, shown) = (token.to_owned(), asked.clone());
    part(move || {
        if done.get() {
            let who = shown.asked_by.to_string();
            let line = live(move || A_DONE_LINE.with(&who));
            let line = of("p", "lead").text(line);
            return outcome("ok", A_SECRET_DONE.into(), line.into());
        }
        let token = token.clone();
        let send = move || {
            if form.ready() {
                let secret = FillInSecret {
                    token: token.clone(),
                    client_secret: secret.get_untracked(),
                    secret_expires: expires.get_untracked(),
                };
                send_form(form, api::fill_in_asked(&secret), move |()| done.set(true));
            }
        };
        let client = of("span", "mono").text(shown.client_id.as_str());
        let fields = form_element(send)
            .attr("autocomplete", "off")
            .with(error_summary(form))
            .with(secret_fields(form, secret, expires))
            .with(form_problem(form))
            .with(div("wact").with(submit("btn pri lg", A_SECRET_GO, form.busy)));
        let lines = vec![(CLIENT_ID, client.into())];
        let card = frame(&shown, A_SECRET, A_SECRET_LINE, lines)
            .with(fields)
            .with(unsure(&shown));
        div("out").with(card).into()
    })
}
