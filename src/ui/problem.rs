//! What went wrong: what, what to do, who does it, and Microsoft's own words
//! for whoever wants them. In that order.

use super::{copy_text_button, icon, nothing};
use crate::text::{
    COPY_DETAILS, DETAILS, D_AT, D_CODE, D_CORRELATION, D_MESSAGE, D_OURS, D_REQUEST, Say, WHO,
    lang, owner_words, t,
};
use crate::when;
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::problem::Problem;
use leptos::prelude::*;

/// What happened, in the words of the catalogue.
#[must_use]
pub fn title(cause: Cause) -> Say {
    say(cause, |words| words.title)
}

/// What to do about it, in the words of the catalogue.
#[must_use]
pub fn remedy(cause: Cause) -> Say {
    say(cause, |words| words.remedy)
}

fn say(cause: Cause, part: fn(contract::catalogue::Words) -> &'static str) -> Say {
    use contract::catalogue::Lang;
    Say {
        nl: part(cause.words(Lang::Nl)),
        en: part(cause.words(Lang::En)),
    }
}

/// A problem in a box.
#[must_use]
pub fn fix(problem: &Problem) -> AnyView {
    boxed(
        "fix",
        problem.code,
        technical(problem.microsoft.clone(), problem.request_id.clone()),
    )
}

/// A cause in a box, in the tone of a warning or of an error.
#[must_use]
pub fn cause_box(tone: &'static str, cause: Cause, trace: Option<MicrosoftTrace>) -> AnyView {
    boxed(tone, cause, technical(trace, None))
}

fn boxed(class: &'static str, cause: Cause, details: AnyView) -> AnyView {
    let glyph = if class == "fix" { "bad" } else { "warn" };
    view! {
        <div class=class role="alert">
            {icon(glyph)}
            <div>
                <b>{t(title(cause))}</b>
                " "
                {t(remedy(cause))}
            </div>
            <p class="mut">
                {t(WHO)}
                ": "
                {t(owner_words(cause.owner()))}
            </p>
            {details}
        </div>
    }
    .into_any()
}

/// The problem of a form, where it is not about one of its fields.
#[must_use]
pub fn form_problem(form: super::Form) -> super::Part {
    super::part(move || {
        let problem = form.problem.get();
        match problem {
            Some(problem) if problem.code.field().is_none() => {
                view! { <div class="field">{fix(&problem)}</div> }.into_any()
            }
            _ => nothing(),
        }
    })
}

/// What Microsoft said, word for word, with a button to copy it.
#[must_use]
pub fn technical(trace: Option<MicrosoftTrace>, ours: Option<String>) -> AnyView {
    let mut lines: Vec<(Say, String)> = Vec::new();
    if let Some(trace) = trace {
        lines.push((D_CODE, trace.code));
        lines.push((D_MESSAGE, trace.message));
        lines.extend(trace.request_id.map(|id| (D_REQUEST, id)));
        lines.extend(trace.correlation_id.map(|id| (D_CORRELATION, id)));
        lines.push((D_AT, trace.at.to_string()));
    }
    lines.extend(ours.map(|id| (D_OURS, id)));
    if lines.is_empty() {
        return nothing();
    }
    let shown = lines
        .iter()
        .map(|(name, value)| view! { <dt>{t(*name)}</dt><dd>{value.clone()}</dd> }.into_any())
        .collect_view();
    let copied = move || {
        lines
            .iter()
            .map(|(name, value)| [name.en, ": ", value].concat())
            .collect::<Vec<_>>()
            .join("\n")
    };
    view! {
        <details class="tech">
            <summary>{t(DETAILS)}</summary>
            <dl>{shown}</dl>
            {copy_text_button("btn sm", COPY_DETAILS, copied)}
        </details>
    }
    .into_any()
}

/// A moment with how long ago it was.
#[must_use]
pub fn moment(at: contract::time::Timestamp) -> AnyView {
    let exact = super::words(move || {
        let _ = lang();
        when::moment(at)
    });
    view! {
        <time datetime=at.to_string() title=exact>
            {super::words(move || when::ago(at))}
        </time>
    }
    .into_any()
}
