//! One wave: how far it is, what came of each account, and the way back.

use crate::api::{self, Answer};
use crate::load::{Doing, Load, about};
use crate::route::{query, replace};
use crate::task::Later;
use crate::text::*;
use crate::ui::{
    El, Question, arrive, button, confirm, div, el, fix_words, gone, head, mailbox_path, maybe,
    memo, nothing, of, only, part, pill, several, state_chip, title, typed, watch, wave_card,
    wave_title, working_button,
};
use crate::when;
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::WaveId;
use contract::waves::{Wave, WaveItem, WaveItemState, WaveState};
use leptos::prelude::*;
use web_sys::Node;

/// Accounts on a page; more are asked for.
const PAGE: u32 = 500;

/// The page of one wave.
#[must_use]
pub fn wave(key: &str) -> Node {
    let Ok(id) = WaveId::parse(key) else {
        return gone();
    };
    let asked = id.clone();
    let load: Load<Wave> = Load::new(
        move || api::wave(&asked),
        about(ChangeKind::Migration, id.as_str()),
    );
    let wave = Memo::new(move |_| load.map(Clone::clone));
    let name = live(move || {
        load.map(wave_title)
            .unwrap_or_else(|| WAVES.get().to_owned())
    });
    arrive(name.clone(), Some((MIG.into(), "/migration")));
    let line = live(move || {
        let by = load.map(|wave| RUN_BY.with_two(&wave.started_by, &when::ago(wave.started_at)));
        by.unwrap_or_default()
    });
    let doing = Doing::new();
    let asks = RwSignal::new(false);
    // Only what the buttons depend on.
    let can = Memo::new(move |_| {
        let can = load.map(|wave| match (wave.state, wave.no_roll_back) {
            (WaveState::Running, _) => "stop",
            (_, None) => "back",
            _ => "",
        });
        can.unwrap_or_default().to_owned()
    });
    let stopped = id.clone();
    let acts = part(move || match &*can.get() {
        "stop" => {
            let id = stopped.clone();
            let stop = move || doing.run(api::end_wave(&id, false), move |now| load.put(now));
            working_button("btn", "cross", RUN_STOP, move || doing.busy.get(), stop).into()
        }
        "back" => button("btn", "", ROLL_BACK, move || asks.set(true)).into(),
        _ => nothing(),
    });
    let question = Question {
        title: live(move || {
            let many = load.map(|wave| count(wave.switched, EX_ONE, EX_MANY));
            ROLL_BACK_ASK.with(&many.unwrap_or_default())
        }),
        consequence: ROLL_BACK_TEXT.into(),
        does: ROLL_BACK,
    };
    let (back, rolled) = (Doing::new(), id.clone());
    let roll = move || {
        back.run(api::end_wave(&rolled, true), move |now| {
            asks.set(false);
            load.put(now);
        });
    };
    let there = memo(move || load.is_there());
    let body = only(
        move || there.get(),
        move || {
            several([
                part(move || wave.with(|wave| maybe(wave.as_ref().map(standing)))),
                wave_card(wave, part(move || state_pill(wave)), nothing()).into(),
                items(&id, wave),
            ])
        },
    );
    several([
        head(name, line, [acts]).into(),
        doing.problem(),
        load.show(|_| nothing()),
        body,
        confirm(asks, question, back.busy, back.problem(), roll),
    ])
}

fn state_pill(wave: Memo<Option<Wave>>) -> Node {
    let state = wave.with(|wave| wave.as_ref().map(|wave| wave_state(wave.state)));
    maybe(state.map(|(tone, word)| pill(tone, word)))
}

/// Why it stopped by itself, and how long the way back is open or why it is not.
fn standing(wave: &Wave) -> Node {
    let stopped = (wave.state == WaveState::StoppedByFailures)
        .then(|| fix_words("fix", WAVE_STOPPED, WAVE_STOPPED_TEXT));
    let back: Words = match (wave.no_roll_back, wave.roll_back_until) {
        (Some(Cause::WaveRunning), _) => return nothing(),
        (Some(cause), _) => {
            live(move || [&*title(cause).get(), " ", &Words::Remedy(cause).get()].concat())
        }
        (None, Some(until)) => live(move || ROLL_BACK_UNTIL.with(&when::day(until.day()))),
        (None, None) => return nothing(),
    };
    div("bay")
        .with(maybe(stopped))
        .with(of("p", "mut").text(back))
        .into()
}

fn items(id: &WaveId, wave: Memo<Option<Wave>>) -> Node {
    let chosen = Memo::new(|_| query("state"));
    let by_cause = Memo::new(|_| query("cause"));
    let pages = RwSignal::new(1_u32);
    watch(move || {
        chosen.track();
        pages.set(1);
    });
    let asked = id.clone();
    let load: Load<Vec<WaveItem>> = Load::new(
        move || pages_of(asked.clone(), chosen.get(), pages.get()),
        about(ChangeKind::Migration, id.as_str()),
    );
    let path = ["/migration/waves/", id.as_str()].concat();
    let apply = move |state: &str, cause: &str| {
        let mut to = path.clone();
        let mut sign = "?";
        for (name, value) in [("state=", state), ("cause=", cause)] {
            if !value.is_empty() {
                to.push_str(&[sign, name, value].concat());
                sign = "&";
            }
        }
        replace(&to);
    };
    let every = std::iter::once(None).chain(WaveItemState::ALL.into_iter().map(Some));
    let chips = div("chips")
        .attr("role", "toolbar")
        .label(MIG_FILTER)
        .all(every.map(|state| {
            let apply = apply.clone();
            chip(state, chosen, wave, move |code| apply(code, ""))
        }));
    // One line of codes: the field is another one only where these are others.
    let causes = Memo::new(move |_| {
        let mut all: Vec<&str> = Vec::new();
        load.map(|items| {
            for code in items.iter().filter_map(|item| item.cause.map(Cause::code)) {
                if !all.contains(&code) {
                    all.push(code);
                }
            }
        });
        all.join(" ")
    });
    let cause = part(move || {
        let all = causes.get();
        if all.is_empty() {
            return nothing();
        }
        let apply = apply.clone();
        let choice = all.split(' ').filter_map(|code| {
            let words = Cause::from_code(code)?;
            Some(el("option").attr("value", code).text(title(words)))
        });
        let every = el("option").attr("value", "").text(WAVE_EVERY_CAUSE);
        let field = el("select")
            .label(WAVE_CAUSE)
            .with(every)
            .all(choice)
            .prop("value", move || by_cause.get().into())
            .on("change", move |event| {
                chosen.with_untracked(|state| apply(state, &typed(&event)));
            });
        div("inp").with(field).into()
    });
    let list = load.show(move |items| {
        let full = u32::try_from(items.len()).unwrap_or(u32::MAX) >= pages.get_untracked() * PAGE;
        let more = full.then(|| {
            let next = move || pages.update(|pages| *pages += 1);
            div("dock").with(button("btn", "", RUN_MORE, next))
        });
        let items = items.to_vec();
        let lines = part(move || {
            let shown = by_cause.with(|code| {
                let fits =
                    |item: &&WaveItem| code.is_empty() || item.cause.map(Cause::code) == Some(code);
                items.iter().filter(fits).map(line).collect::<Vec<_>>()
            });
            if shown.is_empty() {
                return of("p", "lead").text(WAVE_NO_ITEMS).into();
            }
            of("ul", "lines").all(shown).into()
        });
        several([lines, maybe(more)])
    });
    several([
        Node::from(div("filters").with(chips).with(cause)),
        of("section", "card").label(WAVE_ITEMS).with(list).into(),
    ])
}

fn pages_of(id: WaveId, state: String, pages: u32) -> Later<Answer<Vec<WaveItem>>> {
    Box::pin(async move {
        let mut all: Vec<WaveItem> = Vec::new();
        for _ in 0..pages {
            let behind = all.last().map_or(0, |item| item.position).to_string();
            let mut asked = ["limit=500&after=", &behind].concat();
            if !state.is_empty() {
                asked.push_str(&["&state=", &state].concat());
            }
            let more = api::wave_items(&id, &asked).await?;
            let last = more.len() < PAGE as usize;
            all.extend(more);
            if last {
                break;
            }
        }
        Ok(all)
    })
}

/// How many of a wave stand there.
fn number(wave: &Wave, state: Option<WaveItemState>) -> u32 {
    match state {
        None => wave.total,
        Some(WaveItemState::Waiting) => wave.waiting,
        Some(WaveItemState::Switching) => wave.switching,
        Some(WaveItemState::Switched) => wave.switched,
        Some(WaveItemState::Failed) => wave.failed,
        Some(WaveItemState::Skipped) => wave.skipped,
        Some(WaveItemState::RolledBack) => wave.rolled_back,
    }
}

/// A state with its number.
fn chip(
    state: Option<WaveItemState>,
    chosen: Memo<String>,
    wave: Memo<Option<Wave>>,
    apply: impl Fn(&str) + 'static,
) -> Node {
    let code = state.map_or("", WaveItemState::code);
    let here = move || wave.with(|w| w.as_ref().map_or(0, |w| number(w, state)));
    let pressed = move || chosen.with(|chosen| chosen == code);
    state_chip(state.map(wave_item_state), here, pressed, move || {
        let again = chosen.with_untracked(|chosen| chosen == code);
        apply(if again { "" } else { code });
    })
}

fn line(item: &WaveItem) -> El {
    // What uses Graph has a page; the others stand in the list of the migration.
    let path = if item.state == WaveItemState::Switched {
        mailbox_path(&item.address)
    } else {
        ["/migration?q=", item.address.as_str()].concat()
    };
    let address = el("a").attr("href", &path).text(item.address.as_str());
    let why = item.cause.map(|cause| {
        el("small").text(live(move || {
            [&*title(cause).get(), " ", &Words::Remedy(cause).get()].concat()
        }))
    });
    let (tone, word) = wave_item_state(item.state);
    el("li")
        .with(
            el("div")
                .with(address)
                .with(el("small").text(item.account_name.as_str()))
                .with(maybe(why)),
        )
        .with(pill(tone, word))
}
