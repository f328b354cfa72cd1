//! Loading, failed, empty and forbidden: once, for all pages.

use super::{Part, button, fix, heading, icon, nothing, part, words};
use crate::text::{
    FORBIDDEN_HELP, LOADING, NOT_FOUND_TEXT, NOT_FOUND_TITLE, RETRY, Say, TO_OVERVIEW, t,
};
use contract::catalogue::Cause;
use contract::problem::Problem;
use leptos::prelude::*;

/// What a load shows: a skeleton at first, then `view` of the answer; what
/// went wrong instead, or above the old answer.
pub fn loaded<T: Clone + Send + Sync + 'static>(
    value: RwSignal<Option<T>>,
    failure: RwSignal<Option<Box<Problem>>>,
    retry: Callback<()>,
    view: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    let body = part(move || value.get().map_or_else(nothing, &view));
    frame(
        Signal::derive(move || value.with(Option::is_some)),
        failure,
        retry,
        body,
    )
}

/// The part of [`loaded`] that is the same for every type.
fn frame(
    there: Signal<bool>,
    failure: RwSignal<Option<Box<Problem>>>,
    retry: Callback<()>,
    body: Part,
) -> AnyView {
    let there = Memo::new(move |_| there.get());
    let above = part(move || match failure.get() {
        // Who must sign in again sees that; who is cut off sees the strip.
        Some(problem) if problem.code == Cause::NotSignedIn => nothing(),
        Some(problem) if problem.code == Cause::ServerAway && there.get() => nothing(),
        Some(problem) => failed(&problem, retry),
        None if there.get() => nothing(),
        None => skeleton(),
    });
    view! {
        {above}
        {body}
    }
    .into_any()
}

/// Grey bars in the shape of what is coming.
#[must_use]
pub fn skeleton() -> AnyView {
    view! {
        <div class="skeleton" aria-busy="true">
            <span class="vh">{t(LOADING)}</span>
            <i></i>
            <i></i>
            <i></i>
            <i></i>
        </div>
    }
    .into_any()
}

fn failed(problem: &Problem, retry: Callback<()>) -> AnyView {
    view! {
        <div class="out">
            {fix(problem)}
            <div class="row field">{button("btn", "", RETRY, move || retry.run(()))}</div>
        </div>
    }
    .into_any()
}

/// Nothing here yet: why, and the one thing to do about it.
#[component]
pub fn Empty(
    /// The icon.
    glyph: &'static str,
    /// What there is not.
    title: Say,
    /// Why, or what it is for.
    text: Say,
    /// What to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon(glyph)}
            <h2>{t(title)}</h2>
            <p>{t(text)}</p>
            <div class="row">{children.map(|children| children())}</div>
        </div>
    }
}

/// A page that says one thing: not found, not allowed.
#[must_use]
pub fn plain_page(glyph: &'static str, title: Say, text: Say, way_out: AnyView) -> AnyView {
    let title = words(move || title.get().to_owned());
    super::arrive(title, None);
    view! {
        <div class="empty">
            {icon(glyph)}
            {heading(title)}
            <p>{t(text)}</p>
            <div class="row">{way_out}</div>
        </div>
    }
    .into_any()
}

/// A page for administrators, opened by somebody else: who may see it.
#[must_use]
pub fn forbidden(way_out: AnyView) -> AnyView {
    plain_page("shield", super::title(Cause::Forbidden), FORBIDDEN_HELP, way_out)
}

/// A page of something that does not exist.
#[must_use]
pub fn gone() -> AnyView {
    let out = super::link("btn", "", TO_OVERVIEW, "/".into());
    plain_page("search", NOT_FOUND_TITLE, NOT_FOUND_TEXT, out)
}
