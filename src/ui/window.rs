//! A list of which only what is on the screen is in the page: 50,000 rows cost
//! what 40 do.
//!
//! Rows are all of one height (the stylesheet sees to that), so that the place
//! of each is known without it being there. What has the focus stays, with the
//! rows beside it: the next press of an arrow key finds them, and a screen
//! reader does not lose its place. Up to [`WHOLE`] rows there is nothing to
//! gain, and all of them are there.
//!
//! A frame of scrolling pays for every row in the page, seen or not: to lay it
//! out, to paint it, to make it. So while the list moves there is little more
//! than what is in sight, made within a part of the frame, and the rest around it
//! once the list stands still.

use super::{El, el, of, watch};
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// Lists up to this length stand in the page as a whole.
pub const WHOLE: usize = 150;

/// How many rows above and below the screen are kept ready.
const AROUND: usize = 8;

/// How many of them while the list moves.
const BESIDE: usize = 3;

/// For so long rows are made in one go, in milliseconds; the rest waits for the
/// next frame. Where a machine is slow or somebody drags the scroll bar through
/// the list, no frame and no key waits for a screen full of them.
const AT_ONCE: f64 = 6.0;

/// So many are made in any case.
const AT_LEAST: usize = 4;

/// So many of an answer that has just come: somebody waits for it.
const AT_FIRST: usize = 10;

/// So long after it last moved, a list stands still.
const REST: Duration = Duration::from_millis(120);

/// A row that nobody has measured yet is taken to be this high, in pixels.
const HEIGHT: f64 = 54.0;

/// The attribute that says which row of the list one is, from 0.
pub const AT: &str = "data-at";

/// What a list shows.
pub struct Listed {
    /// How many rows there are, in the page or not.
    pub count: Memo<usize>,
    /// The classes of its columns. What stands for rows that are not there has the
    /// same ones: with other cells in it the table would move its columns.
    pub columns: &'static [&'static str],
    /// Counts up when other rows may stand where these did.
    pub version: RwSignal<u32>,
    /// What tells a row from another one; `None` while it is not known yet.
    pub key: Box<dyn Fn(usize) -> Option<String>>,
    /// Makes a row.
    pub make: Box<dyn Fn(usize) -> El>,
    /// Told the last row that is looked at.
    pub looked_at: Box<dyn Fn(usize)>,
}

struct Mounted {
    key: Option<String>,
    row: Element,
    owner: Owner,
}

struct Window {
    listed: Listed,
    body: Element,
    rows: RefCell<BTreeMap<usize, Mounted>>,
    /// The rows that are still to be made.
    wanted: RefCell<VecDeque<usize>>,
    making: Cell<bool>,
    /// How many rows the list has, and how high one is.
    extent: Cell<(usize, f64)>,
    /// What stands for the rows that are not in the page.
    gaps: RefCell<Vec<Element>>,
    owner: Owner,
    waiting: Cell<bool>,
    rest: Cell<Option<TimeoutHandle>>,
}

/// The body of a table that holds the rows on the screen.
pub fn windowed(listed: Listed) -> El {
    let body = el("tbody");
    let window = Rc::new(Window {
        listed,
        body: body.element(),
        rows: RefCell::default(),
        wanted: RefCell::default(),
        making: Cell::new(false),
        extent: Cell::default(),
        gaps: RefCell::default(),
        owner: Owner::current().unwrap_or_default(),
        waiting: Cell::new(false),
        rest: Cell::new(None),
    });
    let changed = window.clone();
    watch(move || {
        changed.listed.count.track();
        changed.listed.version.track();
        // At once, and not when the frame is due: that would be one later.
        untrack(|| changed.draw(BESIDE, AROUND, AT_FIRST));
        changed.rest();
    });
    let moved = window.clone();
    let scrolled = window_event_listener_untyped("scroll", move |_| moved.later());
    let moved = window.clone();
    let resized = window_event_listener_untyped("resize", move |_| moved.later());
    let gone = StoredValue::new_local(window);
    on_cleanup(move || {
        scrolled.remove();
        resized.remove();
        let _ = gone.try_with_value(|window| {
            window.wanted.take();
            window.rows.take();
            window.rests_in(None);
        });
    });
    body
}

/// Moves the focus to the first control that fits in row `at`, which is drawn
/// if it is beside the one that had it. False when there is no such row.
pub fn focus_row(body: &Element, at: usize, selector: &str) -> bool {
    let row = ["tr[", AT, "=\"", &at.to_string(), "\"] ", selector].concat();
    let found = body.query_selector(&row).ok().flatten();
    let found = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|element| element.focus().is_ok())
}

/// Which row of the list something is in.
#[must_use]
pub fn row_of(element: &Element) -> Option<usize> {
    let row = element.closest(&["[", AT, "]"].concat()).ok().flatten()?;
    row.get_attribute(AT)?.parse().ok()
}

impl Window {
    /// Draws once the frame is due, however often it is asked to until then, and
    /// what is around it when the list stands still.
    fn later(self: &Rc<Self>) {
        if !self.waiting.replace(true) {
            let window = self.clone();
            request_animation_frame(move || {
                window.waiting.set(false);
                if window.body.is_connected() {
                    untrack(|| {
                        window.look();
                        // One stays longer, so that going up and down does not
                        // make the same row again.
                        window.draw(BESIDE, BESIDE + 1, AT_LEAST);
                    });
                    window.rest();
                }
            });
        }
    }

    fn rest(self: &Rc<Self>) {
        let window = self.clone();
        let rested = set_timeout_with_handle(
            move || {
                if window.body.is_connected() {
                    untrack(|| {
                        window.look();
                        window.draw(AROUND, AROUND, AT_LEAST);
                    });
                }
            },
            REST,
        );
        self.rests_in(rested.ok());
    }

    /// Only the last of these counts.
    fn rests_in(&self, rest: Option<TimeoutHandle>) {
        if let Some(before) = self.rest.replace(rest) {
            before.clear();
        }
    }

    fn height(&self) -> f64 {
        let rows = self.rows.borrow();
        let some = rows.values().next();
        let height = some.map_or(0.0, |some| some.row.get_bounding_client_rect().height());
        if height > 0.0 { height } else { HEIGHT }
    }

    /// The rows on the screen.
    fn seen(&self, count: usize, height: f64) -> Range<usize> {
        let above = -self.body.get_bounding_client_rect().top();
        let screen = leptos::prelude::window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64())
            .unwrap_or(900.0);
        let first = whole(above / height).min(count);
        let last = (whole((above + screen) / height) + 1).min(count);
        first..last
    }

    /// The row that has the focus, and the ones beside it.
    fn focused(&self, count: usize) -> Range<usize> {
        let focused = document().active_element();
        let focused = focused.filter(|element| self.body.contains(Some(element)));
        match focused.as_ref().and_then(row_of) {
            Some(at) => at.saturating_sub(1)..(at + 2).min(count),
            None => 0..0,
        }
    }

    /// Tells how far somebody looks. Not while rows are being changed: what is
    /// fetched then would come in between.
    fn look(&self) {
        let seen = self.seen(self.listed.count.get(), self.height());
        (self.listed.looked_at)(seen.end);
    }

    /// Makes the rows on the screen and `beside` more on either side, `least` of
    /// them now, and lets go of those that are more than `kept` away.
    fn draw(self: &Rc<Self>, beside: usize, kept: usize, least: usize) {
        let count = self.listed.count.get();
        let height = self.height();
        let seen = self.seen(count, height);
        let around = |more: usize| match count {
            ..=WHOLE => 0..count,
            _ => seen.start.saturating_sub(more)..(seen.end + more).min(count),
        };
        let focused = self.focused(count);
        let kept = around(kept);
        let mut rows = self.rows.borrow_mut();
        rows.retain(|at, mounted| {
            let stays = (kept.contains(at) || focused.contains(at))
                && (self.listed.key)(*at) == mounted.key;
            if !stays {
                mounted.row.remove();
                mounted.owner.cleanup();
            }
            stays
        });
        let wanted: BTreeSet<usize> = around(beside).chain(focused).collect();
        let missing = wanted.into_iter().filter(|at| !rows.contains_key(at));
        // What is looked at comes first.
        let (first, then): (Vec<_>, Vec<_>) = missing.partition(|at| seen.contains(at));
        self.wanted.replace(first.into_iter().chain(then).collect());
        self.extent.set((count, height));
        drop(rows);
        self.make(least);
    }

    /// Makes some of the rows that are wanted, and the others frame by frame.
    fn make(self: &Rc<Self>, least: usize) {
        let mut rows = self.rows.borrow_mut();
        let wanted = self.wanted.take();
        let (count, height) = self.extent.get();
        let mut wanted = wanted.into_iter();
        let began = js_sys::Date::now();
        let mut made = 0;
        while made < least || js_sys::Date::now() - began < AT_ONCE {
            let Some(at) = wanted.next() else {
                break;
            };
            made += 1;
            let owner = self.owner.child();
            let row = owner.with(|| (self.listed.make)(at));
            let mounted = Mounted {
                key: (self.listed.key)(at),
                row: row.attr(AT, &at.to_string()).element(),
                owner,
            };
            rows.insert(at, mounted);
        }
        self.place(&rows, count, height);
        let left: VecDeque<usize> = wanted.collect();
        if !left.is_empty() && !self.making.replace(true) {
            let window = self.clone();
            request_animation_frame(move || {
                window.making.set(false);
                // The list may be gone, or want others by now, or be about to.
                if !window.waiting.get() && !window.wanted.borrow().is_empty() {
                    untrack(|| window.make(AT_LEAST));
                }
            });
        }
        self.wanted.replace(left);
    }

    fn gap_row(&self) -> Element {
        of("tr", "gap")
            .attr("aria-hidden", "true")
            .all(empty_cells(self.listed.columns))
            .element()
    }

    /// Puts the rows in order, without moving one that stands right, and gaps
    /// where rows are not in the page.
    fn place(&self, rows: &BTreeMap<usize, Mounted>, count: usize, height: f64) {
        let mut gaps = self.gaps.borrow_mut();
        let mut used = 0;
        let mut next = self.body.first_child();
        let mut put = |node: &Node| {
            if next.as_ref() == Some(node) {
                next = node.next_sibling();
            } else {
                let _ = self.body.insert_before(node, next.as_ref());
            }
        };
        let mut gap = |from: usize, to: usize, put: &mut dyn FnMut(&Node)| {
            if to > from {
                // The gaps that are there serve again: one taken away would let
                // the page jump.
                if used == gaps.len() {
                    gaps.push(self.gap_row());
                }
                set_height(&gaps[used], height * count_as_f64(to - from));
                put(&gaps[used]);
                used += 1;
            }
        };
        let mut at = 0;
        for (&index, mounted) in rows {
            gap(at, index, &mut put);
            put(&mounted.row);
            at = index + 1;
        }
        gap(at, count, &mut put);
        for gap in gaps.drain(used..) {
            gap.remove();
        }
    }
}

/// The cells of a row that is not there.
pub fn empty_cells(columns: &[&'static str]) -> impl Iterator<Item = El> {
    columns.iter().map(|class| of("td", class))
}

fn set_height(gap: &Node, height: f64) {
    if let Some(row) = gap.dyn_ref::<HtmlElement>() {
        let height = [&height.to_string(), "px"].concat();
        let _ = row.style().set_property("height", &height);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list, cut off below at 0"
)]
fn whole(number: f64) -> usize {
    number.max(0.0) as usize
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
fn count_as_f64(number: usize) -> f64 {
    number as f64
}
