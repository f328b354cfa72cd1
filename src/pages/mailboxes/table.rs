//! The table of mailboxes, which the stylesheet turns into cards on a phone.
//! Only the rows on the screen are in the page (`ui::windowed`); each follows
//! its own mailbox.

use super::choice::Choice;
use super::filters::Filters;
use super::rows::{Row, Rows};
use crate::text::*;
use crate::ui::{
    AT, El, Listed, WHOLE, announce, div, el, empty_cells, focus_row, icon, icon_button,
    light_cell, mailbox_link, mailbox_path, maybe, moment, of, part, plain_button, reveal, row_of,
    several, small, spark, status_cell, still, text, watch, windowed,
};
use crate::{api, memory, task};
use contract::ids::Address;
use contract::mailboxes::{Ability, Mailbox, ProofKind, Run};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent, MouseEvent, Node};

/// The column of a row that has the focus when a person walks by arrow keys.
const MAIN: &str = "a.mb";

/// Its columns, as the stylesheet knows them.
const COLUMNS: &[&str] = &[
    "x", "m", "s", "c p", "c p", "c p", "acc wide", "spk", "when", "act",
];

/// The table.
pub(super) fn table(rows: Rows, filters: Memo<Filters>, choice: Choice, admin: bool) -> Node {
    let count = Memo::new(move |_| rows.all());
    let body = windowed(Listed {
        count,
        columns: COLUMNS,
        version: rows.version,
        key: Box::new(move |at| rows.address(at)),
        make: Box::new(move |at| match rows.at(at) {
            Some(mailbox) => row(at, mailbox, rows, choice, admin),
            None => blank(at),
        }),
        looked_at: Box::new(move |last| rows.look(last)),
    });
    let every = el("input")
        .attr("type", "checkbox")
        .label(CHOOSE_ALL)
        .prop("checked", move || choice.has_all(rows).into())
        .on("change", move |_| choice.toggle_all(rows));
    let head = el("tr")
        .attr("aria-rowindex", "1")
        .with(of("th", "x").attr("scope", "col").with(every))
        .with(sorted("m", COL_MAILBOX, "name", filters))
        .with(sorted("s", COL_STATUS, "urgency", filters))
        .all([COL_READ, COL_MOVE, COL_SEND].map(|say| plain("c", say)))
        .with(plain("wide", COL_ACCOUNT))
        .with(plain("spk", COL_DAYS))
        .with(sorted("when", COL_PROVED, "tested", filters))
        .with(
            of("th", "act")
                .attr("scope", "col")
                .with(of("span", "vh").text(COL_ACTIONS)),
        );
    let keys = body.element();
    let table = of("table", "list")
        .class_if("long", move || count.get() > WHOLE)
        .bind("aria-rowcount", move || Some((count.get() + 1).to_string()))
        .with(of("caption", "vh").text(TABLE))
        .with(el("thead").with(head))
        .with(body)
        .on("keydown", move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                pressed(event, &keys, rows, choice);
            }
        });
    div("tw").with(table).into()
}

fn plain(class: &str, say: Say) -> El {
    of("th", class).attr("scope", "col").text(say)
}

/// A heading that orders the list.
fn sorted(class: &str, say: Say, column: &'static str, filters: Memo<Filters>) -> El {
    let order = Memo::new(move |_| filters.with(|filters| filters.order_of(column)));
    let arrow = part(move || match order.get() {
        Some("ascending") => small("up"),
        Some(_) => small("down"),
        None => crate::ui::nothing(),
    });
    let button = plain_button("sort")
        .words("title", live(move || SORT_BY.with(say.get())))
        .text(say)
        .with(arrow)
        .press(move || filters.get_untracked().order_by(column));
    of("th", class)
        .attr("scope", "col")
        .bind("aria-sort", move || order.get().map(str::to_owned))
        .with(button)
}

/// A row that is on its way.
fn blank(at: usize) -> El {
    let cells = empty_cells(COLUMNS).enumerate().map(|(at, cell)| match at {
        0 => cell.with(of("span", "vh").text(LOADING_ROW)),
        _ => cell,
    });
    numbered(at).class("blank").all(cells)
}

fn numbered(at: usize) -> El {
    // The head is row 1.
    el("tr").attr("aria-rowindex", &(at + 2).to_string())
}

fn row(at: usize, mailbox: Row, rows: Rows, choice: Choice, admin: bool) -> El {
    let address = mailbox.with_untracked(|mailbox| mailbox.address.to_string());
    let tick = tick(at, rows, choice);
    let line = numbered(at).attr("data-address", &address);
    let (element, ticked) = (line.element(), tick.element());
    watch(move || {
        let chosen = choice.has(&address);
        let _ = element.class_list().toggle_with_force("sel", chosen);
        if let Some(tick) = ticked.dyn_ref::<HtmlInputElement>() {
            tick.set_checked(chosen);
        }
    });
    let (element, named) = (line.element(), tick.element());
    let shown = mailbox.clone();
    let mut before = None;
    watch(move || {
        shown.with(|mailbox| {
            let _ = named.set_attribute("aria-label", &CHOOSE_NAMED.with(mailbox.name.as_str()));
            let state = mailbox.verdict.state;
            let _ = element.set_attribute("data-verdict", state.code());
            // Only a change is worth a look.
            let changed = before.replace(state).is_some_and(|before| before != state);
            let _ = element.class_list().toggle_with_force("flash", changed);
        });
    });
    let cells = part(move || mailbox.with(|shown| still(|| cells(shown, &mailbox, admin))));
    line.with(of("td", "x").with(tick)).with(cells)
}

fn tick(at: usize, rows: Rows, choice: Choice) -> El {
    el("input")
        .attr("type", "checkbox")
        .on("click", move |event| {
            let range = event
                .dyn_ref::<MouseEvent>()
                .is_some_and(MouseEvent::shift_key);
            choice.toggle(rows, at, range);
        })
}

fn cells(mailbox: &Mailbox, row: &Row, admin: bool) -> Node {
    let proved = mailbox
        .last_proved()
        .map_or_else(|| text("–".into()), moment);
    let acts = div("rowact").with(check_button(mailbox, row)).with(maybe(
        (admin && mailbox.purposes.sends()).then(|| test_link(mailbox)),
    ));
    several([
        of("td", "m").with(mailbox_link(mailbox)),
        of("td", "s").with(status_cell(mailbox)),
        light_cell(mailbox, COL_READ, &[Ability::Read]),
        light_cell(mailbox, COL_MOVE, &[Ability::Modify, Ability::Move]),
        light_cell(mailbox, COL_SEND, &[Ability::Send, Ability::SentItems]),
        of("td", "acc wide").text(mailbox.account_name.as_str()),
        of("td", "spk").with(spark(&mailbox.days)),
        of("td", "when").with(proved),
        of("td", "act").with(acts),
    ])
}

fn check_button(mailbox: &Mailbox, row: &Row) -> El {
    let row = row.clone();
    let name = CHECK_NAMED.with(mailbox.name.as_str());
    icon_button("pulse", name, move || check(&row))
}

/// The row says at once that it is being checked; where that is refused it is as it
/// was.
fn check(row: &Row) {
    announce(V_BUSY.get());
    let before = row.get_untracked();
    let address = before.address.clone();
    let first = Run {
        kind: ProofKind::Check,
        step: Ability::SignIn,
        done: 0,
        of: 2,
    };
    row.update(|mailbox| {
        mailbox.running.get_or_insert(first);
    });
    let row = row.clone();
    task::start(async move {
        // What comes of it shows in the row; so does a check that runs already.
        if api::prove(&address, ProofKind::Check).await.is_err() {
            row.set(before);
        }
        crate::live::tell_mailbox(&address);
    });
}

fn test_href(address: &Address) -> String {
    [&mailbox_path(address), "?testmail=1"].concat()
}

fn test_link(mailbox: &Mailbox) -> El {
    let name = TEST_NAMED.with(mailbox.name.as_str());
    of("a", "btn ghost icon sm")
        .attr("href", &test_href(&mailbox.address))
        .attr("aria-label", &name)
        .attr("title", &name)
        .with(icon("send"))
}

/// Keys while the focus is in the table: up and down by row, choosing, checking.
fn pressed(event: &KeyboardEvent, body: &Element, rows: Rows, choice: Choice) {
    let key = event.key();
    if key == "Escape" {
        choice.clear();
        return;
    }
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let Some(at) = target.as_ref().and_then(row_of) else {
        return;
    };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let letters = memory::recall("shortcuts").is_none();
    match key.as_str() {
        "ArrowDown" => walk(body, at, 1),
        "ArrowUp" => walk(body, at, -1),
        "j" if letters => walk(body, at, 1),
        "k" if letters => walk(body, at, -1),
        "x" | "X" if letters => choice.toggle(rows, at, event.shift_key()),
        "c" if letters => {
            if let Some(row) = rows.at(at) {
                check(&row);
            }
        }
        "t" if letters => {
            if let Some(address) = rows.address(at).and_then(|a| Address::parse(&a).ok()) {
                crate::route::go(&test_href(&address));
            }
        }
        _ => return,
    }
    event.prevent_default();
}

/// Moves to the row above or below; the browser scrolls it into view, and the
/// rows beside it come into the page.
fn walk(body: &Element, at: usize, by: isize) {
    if let Some(to) = at.checked_add_signed(by) {
        focus_row(body, to, MAIN);
        let selector = ["tr[", AT, "=\"", &to.to_string(), "\"]"].concat();
        if let Ok(Some(row)) = body.query_selector(&selector) {
            reveal(&row);
        }
    }
}
