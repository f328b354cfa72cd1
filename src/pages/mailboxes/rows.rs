//! The mailboxes of the list: fetched as far as somebody looks, and kept up to
//! date one by one.

use super::filters::Filters;
use crate::api::{self, Failure};
use crate::post::leaving;
use crate::route::encode;
use crate::session::use_session;
use crate::ui::watch;
use crate::{live, task};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::Address;
use contract::mailboxes::{Counts, Mailbox, MailboxPage};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;

/// The first page is small, so that it is there soon: a screen and what is kept
/// ready around it.
const FIRST: usize = 40;

/// What is fetched at a time after that: so many are read well within a frame of
/// a slow machine.
const NEXT: usize = 100;

/// What is fetched at a time where somebody looks far ahead; the backend gives no
/// more.
const MOST: usize = 500;

/// So far ahead of what is looked at, more is fetched.
const AHEAD: usize = 200;

/// Changes come in bursts (one per light); this long they are waited for.
const GATHER: Duration = Duration::from_millis(150);

/// Above this many changed mailboxes the list is asked anew instead.
const ONE_BY_ONE: usize = 12;

/// One mailbox of the list; whoever shows it follows it.
pub(super) type Row = ArcRwSignal<Mailbox>;

/// The list.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    filters: Memo<Filters>,
    rows: StoredValue<Vec<Row>>,
    /// Counts up when other mailboxes stand in the list.
    pub(super) version: RwSignal<u32>,
    /// Counts up when the answer to other filters is here.
    pub(super) fresh: RwSignal<u32>,
    /// How many there are of each verdict, by the other filters.
    pub(super) counts: RwSignal<Counts>,
    /// Whether there was an answer yet.
    pub(super) there: RwSignal<bool>,
    /// Why there was none.
    pub(super) failure: RwSignal<Option<Failure>>,
    cursor: StoredValue<Option<String>>,
    looked_at: StoredValue<usize>,
    fetching: StoredValue<bool>,
    /// Answers to older questions are not listened to.
    question: StoredValue<u32>,
    changed: StoredValue<BTreeSet<String>>,
}

impl Rows {
    /// The list that `filters` choose.
    pub(super) fn new(filters: Memo<Filters>) -> Self {
        let rows = Self {
            filters,
            rows: StoredValue::default(),
            version: RwSignal::new(0),
            fresh: RwSignal::new(0),
            counts: RwSignal::default(),
            there: RwSignal::new(false),
            failure: RwSignal::new(None),
            cursor: StoredValue::default(),
            looked_at: StoredValue::default(),
            fetching: StoredValue::default(),
            question: StoredValue::default(),
            changed: StoredValue::default(),
        };
        let epoch = use_session().epoch;
        let mut before = None;
        watch(move || {
            epoch.track();
            let now = filters.get();
            // Other filters: from the first page. The same ones: as far as it
            // was.
            let anew = before.replace(now.clone()) != Some(now);
            untrack(|| rows.ask(if anew { 0 } else { rows.len() }, anew));
        });
        rows.listen();
        // What is on its way out is not here, and is again when it was taken back.
        let mut before = None;
        watch(move || {
            let now = leaving::now();
            if before
                .replace(now.clone())
                .is_some_and(|before| before != now)
            {
                untrack(|| rows.again());
            }
        });
        rows
    }

    /// How many are here.
    pub(super) fn len(self) -> usize {
        self.rows.with_value(Vec::len)
    }

    /// How many there are, here or not.
    pub(super) fn all(self) -> usize {
        let counts = self.counts.get();
        let all = self.filters.with(|filters| filters.all_of(counts));
        self.version.track();
        // Those that came in meanwhile are not counted yet.
        let here = self.len();
        let more = self.cursor.with_value(Option::is_some);
        if more { here.max(all as usize) } else { here }
    }

    /// The mailbox at a place, if it is here already.
    pub(super) fn at(self, index: usize) -> Option<Row> {
        self.rows.with_value(|rows| rows.get(index).cloned())
    }

    /// The address of the mailbox at a place.
    pub(super) fn address(self, index: usize) -> Option<String> {
        self.at(index)
            .map(|row| row.with_untracked(|mailbox| mailbox.address.to_string()))
    }

    /// The addresses between two places, both included.
    pub(super) fn between(self, one: usize, other: usize) -> Vec<String> {
        (one.min(other)..=one.max(other))
            .filter_map(|index| self.address(index))
            .collect()
    }

    /// Somebody looks as far as this.
    pub(super) fn look(self, index: usize) {
        self.looked_at.set_value(index);
        self.more();
    }

    /// Asks for all of it again.
    pub(super) fn again(self) {
        self.ask(self.len(), false);
    }

    /// Asks for the first `known` and more; `anew` when other filters choose them.
    fn ask(self, known: usize, anew: bool) {
        let mine = self.question.with_value(|question| question + 1);
        self.question.set_value(mine);
        self.fetching.set_value(true);
        let query = self.filters.with_untracked(Filters::query);
        task::start(async move {
            let mut all = Vec::new();
            let mut after = None;
            loop {
                // A list that was long already comes in large pieces.
                let limit = known.saturating_sub(all.len()).clamp(FIRST, MOST);
                let answer = page(&query, after.as_deref(), limit).await;
                task::breathe().await;
                if self.question.try_with_value(|question| *question) != Some(mine) {
                    return;
                }
                match answer {
                    Ok(page) => {
                        all.extend(page.items.into_iter().filter(stays));
                        after = page.next;
                        self.counts.set(page.counts);
                    }
                    Err(failure) => {
                        self.fetching.set_value(false);
                        self.failure.set(Some(failure));
                        return;
                    }
                }
                if after.is_none() || all.len() >= known {
                    break;
                }
            }
            self.cursor.set_value(after);
            self.fetching.set_value(false);
            self.take(all);
            if anew {
                self.fresh.update(|fresh| *fresh += 1);
            }
        });
    }

    /// Puts the answer in place. A mailbox that stands where it stood only
    /// tells what changed about it.
    fn take(self, all: Vec<Mailbox>) {
        let left = self.rows.try_update_value(|rows| {
            let mut before = std::mem::take(rows).into_iter();
            rows.extend(all.into_iter().map(|mailbox| match before.next() {
                Some(row) if row.with_untracked(|m| m.address == mailbox.address) => {
                    put(&row, mailbox);
                    row
                }
                _ => Row::new(mailbox),
            }));
            before.collect()
        });
        let_go(left.unwrap_or_default());
        self.failure.set(None);
        self.there.set(true);
        self.version.update(|version| *version += 1);
    }

    /// Fetches on, if somebody looks that far.
    fn more(self) {
        let wanted = self.looked_at.get_value() + AHEAD;
        let after = self.cursor.with_value(Clone::clone);
        let (Some(after), false) = (after, self.fetching.get_value()) else {
            return;
        };
        if self.len() >= wanted {
            return;
        }
        self.fetching.set_value(true);
        let mine = self.question.get_value();
        let query = self.filters.with_untracked(Filters::query);
        let far = wanted - self.len() > AHEAD;
        let limit = if far { MOST } else { NEXT };
        task::start(async move {
            let answer = page(&query, Some(&after), limit).await;
            if self.question.try_with_value(|question| *question) != Some(mine) {
                return;
            }
            self.fetching.set_value(false);
            match answer {
                Ok(page) => {
                    self.cursor.set_value(page.next);
                    let more = page.items.into_iter().filter(stays).map(Row::new);
                    self.rows.update_value(|rows| rows.extend(more));
                    self.version.update(|version| *version += 1);
                    self.more();
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    fn listen(self) {
        let changes = live::changes();
        let mut first = true;
        watch(move || {
            let change = changes.get();
            // What changed before this page was there is in its first answer.
            let early = std::mem::take(&mut first);
            let Some(change) = change.filter(|_| !early) else {
                return;
            };
            let about = match change.kind {
                ChangeKind::Mailbox => change.id,
                // An account's name and secret show in many rows.
                ChangeKind::Everything | ChangeKind::Account => String::new(),
                _ => return,
            };
            let waits = self.changed.with_value(|changed| !changed.is_empty());
            self.changed.update_value(|changed| {
                changed.insert(about);
            });
            if !waits {
                set_timeout(move || self.catch_up(), GATHER);
            }
        });
    }

    /// Asks for what changed: some mailboxes, or everything that is here.
    fn catch_up(self) {
        let Some(changed) = self.changed.try_update_value(std::mem::take) else {
            return; // The page is gone.
        };
        if changed.contains("") || changed.len() > ONE_BY_ONE {
            self.again();
            return;
        }
        for address in changed {
            self.refresh(address);
        }
        self.count_again();
    }

    /// Asks for one mailbox, if it is here.
    fn refresh(self, address: String) {
        let here = self.rows.with_value(|rows| {
            let fits = |row: &&Row| row.with_untracked(|m| m.address.as_str() == address);
            rows.iter().find(fits).cloned()
        });
        let (Some(row), Ok(address)) = (here, Address::parse(&address)) else {
            return;
        };
        task::start(async move {
            let answer = api::mailbox(&address).await;
            task::let_go().await;
            match answer {
                Ok(mailbox) => put(&row, mailbox),
                Err(problem) if problem.code == Cause::NotFound => self.again(),
                Err(_) => {}
            }
        });
    }

    /// The numbers change with every mailbox. The order of the list stays as it
    /// is until it is asked anew: nothing moves under somebody's hand.
    fn count_again(self) {
        let query = self.filters.with_untracked(Filters::query);
        let mine = self.question.get_value();
        task::start(async move {
            if let Ok(page) = page(&query, None, 1).await
                && self.question.try_with_value(|question| *question) == Some(mine)
            {
                self.counts.set(page.counts);
            }
        });
    }
}

/// Lets go of rows a few at a time: to free tens of thousands at once would hold
/// up the frame that shows what came in their place.
fn let_go(mut rows: Vec<Row>) {
    let kept = rows.len().saturating_sub(MOST);
    rows.truncate(kept);
    if kept > 0 {
        set_timeout(move || let_go(rows), Duration::ZERO);
    }
}

fn stays(mailbox: &Mailbox) -> bool {
    untrack(|| !leaving::leaves(&mailbox.address))
}

fn put(row: &Row, mailbox: Mailbox) {
    if row.with_untracked(|before| *before != mailbox) {
        row.set(mailbox);
    }
}

async fn page(query: &str, after: Option<&str>, limit: usize) -> api::Answer<MailboxPage> {
    let limit = ["limit=", &limit.to_string(), query].concat();
    match after {
        Some(after) => api::mailboxes(&[&limit, "&after=", &encode(after)].concat()),
        None => api::mailboxes(&limit),
    }
    .await
}

/// The addresses of all mailboxes that `filters` choose, here or not.
pub(super) async fn addresses(filters: Filters) -> api::Answer<Vec<Address>> {
    let query = filters.query();
    let mut all = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let page = page(&query, after.as_deref(), MOST).await?;
        all.extend(page.items.into_iter().map(|mailbox| mailbox.address));
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(all),
        }
    }
}
