//! Runs over many mailboxes: all of them, newest first.

use crate::api;
use crate::load::Load;
use crate::text::*;
use crate::ui::{
    El, arrive, el, empty, head, link, nothing, of, pill, run_state, run_title, run_words, several,
};
use crate::when;
use contract::events::ChangeKind;
use contract::runs::ProofRun;
use web_sys::Node;

/// The page of all runs.
#[must_use]
pub fn jobs() -> Node {
    arrive(RUNS, None);
    let load: Load<Vec<ProofRun>> = Load::new(api::runs, |change| change.kind == ChangeKind::Run);
    let list = load.show(|all| {
        if all.is_empty() {
            let out = link("btn", "", TO_OVERVIEW, "/mailboxes");
            return empty("pulse", RUNS_NONE, RUNS_NONE_TEXT, out);
        }
        of("section", "card")
            .label(RUNS)
            .with(of("ul", "lines").all(all.iter().map(line)))
            .into()
    });
    several([head(RUNS, RUNS_LINE, [nothing()]).into(), list])
}

fn line(run: &ProofRun) -> El {
    let (who, at) = (run.started_by.clone(), run.started_at);
    let (tone, word) = run_state(run);
    let (name, words) = (run.clone(), run.clone());
    let path = ["/jobs/", run.id.as_str()].concat();
    let title = link("link", "", live(move || run_title(&name)), &path);
    let by = live(move || RUN_BY.with_two(&who, &when::ago(at)));
    let counts = live(move || run_words(&words));
    el("li")
        .with(
            el("div")
                .with(title)
                .with(of("small", "num").text(by))
                .with(of("small", "num").text(counts)),
        )
        .with(pill(tone, word))
}
