//! How much an app may ask of a mailbox: so many requests at once, so many in
//! ten minutes, so much uploaded in five.
//! Microsoft: "Microsoft Graph service-specific throttling limits", Outlook.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::clock::Moment;
use crate::directory::switches::{ConcurrencyScope, Switches};
use crate::graph::access;
use crate::graph::caller::Caller;
use crate::graph::error::{self, GraphError};
use crate::world::World;

const REQUEST_WINDOW: i64 = 600;
const UPLOAD_WINDOW: i64 = 300;
/// Windows that are over are forgotten beyond this number.
const MOST_WINDOWS: usize = 250_000;

/// App and mailbox.
type Pair = (String, String);

/// What is being counted.
#[derive(Default)]
pub(crate) struct Limits {
    under_way: Arc<Mutex<HashMap<Pair, u32>>>,
    requests: Mutex<HashMap<Pair, Window>>,
    uploads: Mutex<HashMap<Pair, Window>>,
}

/// So much since a moment.
struct Window {
    since: Moment,
    sum: u64,
}

/// A request under way; it counts until this is dropped.
pub(crate) struct Pass {
    under_way: Arc<Mutex<HashMap<Pair, u32>>>,
    pair: Pair,
}

impl Drop for Pass {
    fn drop(&mut self) {
        let mut under_way = lock(&self.under_way);
        if let Some(count) = under_way.get_mut(&self.pair) {
            *count -= 1;
            if *count == 0 {
                under_way.remove(&self.pair);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts a Graph request, or says that it is one too many. `None` where
/// nothing is counted: no mailbox, or throttling is off.
pub(crate) fn enter(
    world: &World,
    path: &str,
    caller: &Caller,
) -> Result<Option<Pass>, GraphError> {
    let switches = world.read(|state| {
        let switches = &state.settings.switches;
        switches.throttling.then_some(*switches)
    });
    let Some(switches) = switches else {
        return Ok(None);
    };
    let own = || Some(caller.object_id.clone());
    let Some(mailbox) = access::mailbox_of_path(world, path, own) else {
        return Ok(None);
    };
    let limits = &world.limits;
    let pass = limits.start(&switches, &caller.app, &mailbox)?;
    count(
        &limits.requests,
        (caller.app.clone(), mailbox),
        world.clock.now(),
        REQUEST_WINDOW,
        (1, u64::from(switches.requests_per_ten_minutes)),
    )?;
    Ok(Some(pass))
}

/// Counts what is uploaded to a mailbox.
pub(crate) fn upload(
    world: &World,
    app: &str,
    mailbox: &str,
    bytes: usize,
) -> Result<(), GraphError> {
    let most = world.read(|state| {
        let switches = &state.settings.switches;
        switches
            .throttling
            .then_some(switches.upload_bytes_per_five_minutes)
    });
    let Some(most) = most else {
        return Ok(());
    };
    let limits = &world.limits;
    count(
        &limits.uploads,
        (app.to_owned(), mailbox.to_owned()),
        world.clock.now(),
        UPLOAD_WINDOW,
        (u64::try_from(bytes).unwrap_or(u64::MAX), most),
    )
}

impl Limits {
    fn start(&self, switches: &Switches, app: &str, mailbox: &str) -> Result<Pass, GraphError> {
        let mailbox = match switches.concurrency_scope {
            ConcurrencyScope::AppAndMailbox => mailbox,
            ConcurrencyScope::App => "",
        };
        let pair = (app.to_owned(), mailbox.to_owned());
        let mut under_way = lock(&self.under_way);
        let count = under_way.entry(pair.clone()).or_insert(0);
        if *count >= switches.concurrent_requests {
            return Err(error::too_many_at_once(switches.retry_after_seconds));
        }
        *count += 1;
        drop(under_way);
        Ok(Pass {
            under_way: Arc::clone(&self.under_way),
            pair,
        })
    }

    /// Forgets everything that was counted.
    pub(crate) fn clear(&self) {
        lock(&self.requests).clear();
        lock(&self.uploads).clear();
    }
}

fn count(
    windows: &Mutex<HashMap<Pair, Window>>,
    pair: Pair,
    now: Moment,
    seconds: i64,
    (more, most): (u64, u64),
) -> Result<(), GraphError> {
    let over = |window: &Window| now >= window.since.plus_seconds(seconds);
    let mut windows = lock(windows);
    if windows.len() >= MOST_WINDOWS {
        windows.retain(|_, window| !over(window));
    }
    let window = windows.entry(pair).or_insert(Window { since: now, sum: 0 });
    // The clock may have been turned back too.
    if over(window) || now < window.since {
        *window = Window { since: now, sum: 0 };
    }
    if window.sum.saturating_add(more) > most {
        let left = window.since.plus_seconds(seconds).seconds() - now.seconds();
        let left = u32::try_from(left.max(1)).unwrap_or(u32::MAX);
        return Err(error::too_many_requests(left));
    }
    window.sum = window.sum.saturating_add(more);
    Ok(())
}
