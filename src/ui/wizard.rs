//! The frame of a flow in four steps: where one is, what to do, and help.

use super::{heading, small};
use crate::text::{STEP_HINTS, STEP_NAMES, STEP_OF, t};
use contract::ids::AccountId;
use leptos::prelude::*;

/// Where the steps of connecting an account live.
#[must_use]
pub fn step_path(account: &AccountId, step: usize) -> String {
    let names = ["", "/setup/toestemming", "/setup/mailboxen", "/setup/testmail"];
    ["/accounts/", account.as_str(), names[step.min(3)]].concat()
}

/// One step: the list of steps, its heading and body, and the help beside it.
#[component]
pub fn Wizard(
    /// Which step, from 0.
    step: usize,
    /// The account, once there is one: steps before this one are links then.
    #[prop(optional_no_strip)]
    account: Option<AccountId>,
    /// The heading.
    title: Signal<String>,
    /// The help.
    aside: AnyView,
    /// What to do.
    children: Children,
) -> impl IntoView {
    let number = (step + 1).to_string();
    let of = super::words(move || STEP_OF.with(&number));
    let steps = (0..4)
        .map(|at| step_line(at, step, account.as_ref()))
        .collect_view();
    view! {
        <div class="wiz">
            <ol class="steps" data-n=of aria-label=of>
                {steps}
            </ol>
            <div>{heading(title)} {children()}</div>
            {aside}
        </div>
    }
}

fn step_line(at: usize, step: usize, account: Option<&AccountId>) -> AnyView {
    let done = at < step;
    let class = match at {
        _ if done => "done",
        _ if at == step => "cur",
        _ => "",
    };
    let mark = if done { small("check") } else { (at + 1).to_string().into_any() };
    let text = view! {
        <span class="d">{mark}</span>
        <span>
            <b>{t(STEP_NAMES[at])}</b>
            <small>{t(STEP_HINTS[at])}</small>
        </span>
    };
    let current = (at == step).then_some("step");
    match account.filter(|_| done) {
        Some(account) => view! {
            <li class=class>
                <a href=step_path(account, at)>{text}</a>
            </li>
        }
        .into_any(),
        None => view! {
            <li class=class aria-current=current>
                <div>{text}</div>
            </li>
        }
        .into_any(),
    }
}

/// The help beside a step: a heading, a numbered list, and what follows it.
#[must_use]
pub fn help(glyph: &'static str, title: crate::text::Say, body: AnyView) -> AnyView {
    view! {
        <aside class="aside" aria-label=t(title)>
            <h2>{super::icon(glyph)} {t(title)}</h2>
            {body}
        </aside>
    }
    .into_any()
}
