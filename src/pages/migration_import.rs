//! Handing Exchange accounts over: what would happen is shown first, and nothing
//! does while a line is wrong.

use crate::api;
use crate::load::Doing;
use crate::task;
use crate::text::*;
use crate::ui::{
    El, announce, arrive, card, div, el, facts, fix_words, focus_later, form_element, head, icon,
    label_line, link, maybe, nothing, of, part, several, text, working_button,
};
use contract::migration::{BadRow, HandedOver};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement, Node};

/// The largest list the backend takes, in bytes.
const MOST: usize = 2 * 1024 * 1024;

/// Bad lines that are named; the rest is counted.
const NAMED: usize = 100;

/// What came of the list so far.
#[derive(Clone, Copy)]
struct Import {
    text: RwSignal<String>,
    /// What is wrong with it before anybody is asked.
    wrong: RwSignal<Option<Say>>,
    result: RwSignal<Option<HandedOver>>,
    doing: Doing,
}

impl Import {
    /// Another list: what was said about the last one holds no more.
    fn take(self, text: String) {
        self.text.set(text);
        self.wrong.set(None);
        self.result.set(None);
        self.doing.failure.set(None);
    }

    fn file(self, files: Option<FileList>) {
        let Some(file) = files.and_then(|files| files.get(0)) else {
            return;
        };
        if file.size() > MOST as f64 {
            self.wrong.set(Some(IMP_LARGE));
            return;
        }
        task::start(async move {
            if let Ok(text) = read(&file).await {
                self.take(text);
                self.send(true);
            }
        });
    }

    fn send(self, dry_run: bool) {
        let wrong = self.text.with_untracked(|text| judge(text));
        self.wrong.set(wrong);
        if wrong.is_some() {
            return;
        }
        let asking = self
            .text
            .with_untracked(|text| api::hand_over(text, dry_run));
        self.doing.run(asking, move |done: HandedOver| {
            announce(match done.bad.len() {
                0 if dry_run => IMP_RESULT.get().to_owned(),
                0 => IMP_DONE.get().to_owned(),
                number => count_of(number, IMP_BAD_ONE, IMP_BAD_MANY),
            });
            self.result.set(Some(done));
            // On a phone it stands below the list.
            focus_later("#import-result");
        });
    }
}

async fn read(file: &File) -> Result<String, JsValue> {
    let text = JsFuture::from(file.text()).await?;
    Ok(text.as_string().unwrap_or_default())
}

/// What can be seen without asking.
fn judge(text: &str) -> Option<Say> {
    if text.trim().is_empty() {
        Some(IMP_EMPTY)
    } else if text.len() > MOST {
        Some(IMP_LARGE)
    } else if is_json(text) && js_sys::JSON::parse(text).is_err() {
        Some(IMP_NOT_JSON)
    } else {
        None
    }
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{'])
}

/// The page on which Exchange accounts are handed over.
#[must_use]
pub fn migration_import() -> Node {
    arrive(IMP, Some((MIG.into(), "/migration")));
    let import = Import {
        text: RwSignal::new(String::new()),
        wrong: RwSignal::new(None),
        result: RwSignal::new(None),
        doing: Doing::new(),
    };
    several([
        head(IMP, IMP_LINE, [nothing()]),
        div("cols2 even")
            .with(div("stack").with(list(import)))
            .with(div("stack").with(part(move || {
                import
                    .result
                    .with(|result| maybe(result.as_ref().map(|done| outcome(import, done))))
            }))),
    ])
}

fn list(import: Import) -> El {
    let area = el("textarea")
        .id("import-text")
        .class("mono")
        .attr("rows", "14")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("aria-describedby", "import-text-hint import-text-error")
        .words("placeholder", IMP_EXAMPLE)
        .state("aria-invalid", move || import.wrong.get().is_some())
        .prop("value", move || import.text.get().into())
        .on("input", move |event| import.take(crate::ui::typed(&event)));
    let pick = el("input")
        .id("import-file")
        .class("vh")
        .attr("type", "file")
        .attr("accept", ".csv,.txt,.json,text/csv,application/json")
        .on("change", move |event| {
            let field = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(field) = field {
                import.file(field.files());
                // The same file again is a change again.
                field.set_value("");
            }
        });
    let choose = of("label", "btn").attr("for", "import-file").text(IMP_FILE);
    let wrong = part(move || {
        let line = import.wrong.get().map(|say| {
            of("p", "hint bad")
                .id("import-text-error")
                .attr("role", "alert")
                .with(icon("bad"))
                .with(el("span").text(say))
        });
        maybe(line)
    });
    let over = |event: Event| event.prevent_default();
    let form = form_element(move || import.send(true))
        .with(
            div("field")
                .with(label_line("import-text", IMP_TEXT, Some(IMP_HINT)))
                .with(
                    div("ctl")
                        .class_if("bad", move || import.wrong.get().is_some())
                        .with(area),
                )
                .with(wrong),
        )
        .with(of("p", "hint").text(IMP_PURPOSES))
        .with(
            div("row field")
                .with(pick)
                .with(choose)
                .with(of("span", "mut").text(IMP_DROP)),
        )
        .with(import.doing.problem())
        .with(div("field").with(working_button(
            "btn pri",
            "",
            IMP_TRY,
            move || import.doing.busy.get(),
            move || import.send(true),
        )));
    of("section", "card")
        .label(IMP_TEXT)
        .with(form)
        .on("dragover", over)
        .on("drop", move |event| {
            event.prevent_default();
            if let Some(drop) = event.dyn_ref::<DragEvent>() {
                import.file(drop.data_transfer().and_then(|data| data.files()));
            }
        })
}

fn outcome(import: Import, done: &HandedOver) -> El {
    if !done.bad.is_empty() {
        return bad_rows(import, &done.bad);
    }
    let lines = [
        (IMP_NEW, done.new),
        (IMP_UPDATED, done.updated),
        (IMP_UNCHANGED, done.unchanged),
        (IMP_SWITCHED, done.switched),
        (IMP_MAILBOXES, done.mailboxes),
        (IMP_NO_FIT, done.no_account_fits),
        (IMP_MANY_FIT, done.several_accounts_fit),
    ];
    let lines = lines
        .into_iter()
        .filter(|(say, number)| *number > 0 || *say == IMP_NEW)
        .map(|(say, number)| (say, text(number.to_string().into())));
    let (name, act) = if done.dry_run {
        let go = working_button(
            "btn pri",
            "plus",
            IMP_GO,
            move || import.doing.busy.get(),
            move || import.send(false),
        );
        (IMP_RESULT, go)
    } else {
        let on = link("btn pri", "arrow", IMP_TO_LIST, "/migration");
        (IMP_DONE, on)
    };
    card(name)
        .id("import-result")
        .attr("tabindex", "-1")
        .with(facts(lines))
        .with(div("row field").with(act))
}

/// What is wrong, by line, with the line itself.
fn bad_rows(import: Import, bad: &[BadRow]) -> El {
    let number = bad.len();
    let title = live(move || count_of(number, IMP_BAD_ONE, IMP_BAD_MANY));
    let written = import.text.get_untracked();
    // A list in JSON has items wherever its lines break.
    let (row, written): (Say, Vec<&str>) = if is_json(&written) {
        (IMP_ITEM, Vec::new())
    } else {
        (IMP_ROW, written.lines().collect())
    };
    let rows = bad.iter().take(NAMED).map(|bad| {
        let BadRow {
            line,
            column,
            wrong,
        } = *bad;
        let words = live(move || {
            let place = row.with_two(&line.to_string(), row_column(column).get());
            [&place, row_fault(wrong).get()].concat()
        });
        let line = written.get((line as usize).saturating_sub(1));
        el("li").with(
            el("div")
                .text(words)
                .with(maybe(line.map(|line| of("small", "mono").text(*line)))),
        )
    });
    let more = number.checked_sub(NAMED).filter(|more| *more > 0);
    let more = more.map(|more| of("p", "mut").text(live(move || IMP_MORE.with(&more.to_string()))));
    of("section", "card")
        .id("import-result")
        .attr("tabindex", "-1")
        .label(title.clone())
        .with(fix_words("fix", title, IMP_BAD_TEXT))
        .with(of("ul", "lines").all(rows))
        .with(maybe(more))
}
