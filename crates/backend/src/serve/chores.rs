//! What the house does by itself, for as long as the process lives.

use crate::clock;
use crate::http::{self, App};
use crate::store::StoreError;
use contract::access::SESSION_MS;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, timeout};

/// How often the house looks after itself: idle sign-ins, verdicts that age,
/// sessions that are over.
const ROUNDS: Duration = Duration::from_secs(60 * 60);

/// How often the ledger of hand-outs goes to the audit.
const LEDGER: Duration = Duration::from_secs(10);

/// How often tokens that are about to end are looked for.
const LOOK_AHEAD: Duration = Duration::from_secs(60);

/// How often runs and waves are looked for that nobody works on.
const RUNS: Duration = Duration::from_secs(5);

/// How often checks that are due are looked for.
const DUE: Duration = Duration::from_secs(60);

/// How often what is to be told is looked for.
const TELL: Duration = Duration::from_secs(5);

/// How often what proofs left behind is looked for.
const SWEEP: Duration = Duration::from_secs(10 * 60);

/// How long after a panic a chore is taken up again.
const AFTER_PANIC: Duration = Duration::from_secs(60);

/// The chores, each in a task of its own.
pub(super) struct Chores {
    app: App,
    tasks: JoinSet<()>,
}

impl Chores {
    /// Takes them up.
    pub(super) fn start(app: &App) -> Self {
        let mut tasks = JoinSet::new();
        tasks.spawn(look_after(app.clone(), ROUNDS, rounds));
        tasks.spawn(look_after(app.clone(), LOOK_AHEAD, look_ahead));
        tasks.spawn(look_after(app.clone(), LEDGER, keep_ledger));
        tasks.spawn(look_after(app.clone(), RUNS, resume_runs));
        tasks.spawn(look_after(app.clone(), DUE, check_due));
        tasks.spawn(look_after(app.clone(), SWEEP, sweep));
        tasks.spawn(look_after(app.clone(), TELL, tell));
        let app = app.clone();
        Self { app, tasks }
    }

    /// Lays them down, waits so long for refreshes, which outlive whoever asked
    /// for them, and writes what still waits for the audit.
    pub(super) async fn end(mut self, patience: Duration) {
        self.tasks.shutdown().await;
        let keeper = self.app.keeper();
        if timeout(patience, keeper.settled()).await.is_err() {
            tracing::warn!("some refreshes were still under way");
        }
        if let Err(error) = keeper.ledger().write(true).await {
            tracing::error!(%error, "the last hand-outs are missing in the audit");
        }
    }
}

/// Does a chore again and again: one that panics is written down, and taken up
/// again a little later. Times that were missed are not made up for.
async fn look_after<D: Future<Output = ()> + Send + 'static>(
    app: App,
    every: Duration,
    chore: fn(App) -> D,
) {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // In a set of its own, so that it ends with whoever waits for it.
        let mut done = JoinSet::new();
        done.spawn(chore(app.clone()));
        if let Some(Err(error)) = done.join_next().await
            && error.is_panic()
        {
            crate::metrics::panicked();
            tracing::error!("a chore panicked; it is taken up again in a minute");
            tokio::time::sleep(AFTER_PANIC).await;
        }
    }
}

async fn look_ahead(app: App) {
    app.keeper().look_ahead().await;
}

async fn keep_ledger(app: App) {
    if let Err(error) = app.keeper().ledger().write(false).await {
        tracing::error!(%error, "hand-outs wait for the audit");
    }
}

async fn resume_runs(app: App) {
    if let Err(error) = app.proofs().resume_runs().await {
        tracing::error!(%error, "runs wait to go on");
    }
    if let Err(error) = app.proofs().resume_waves().await {
        tracing::error!(%error, "waves wait to go on");
    }
}

async fn check_due(app: App) {
    if let Err(error) = app.proofs().check_due().await {
        tracing::error!(%error, "checks that are due wait");
    }
}

async fn sweep(app: App) {
    if let Err(error) = app.proofs().sweep().await {
        tracing::error!(%error, "what proofs left behind is still there");
    }
}

async fn tell(app: App) {
    if let Err(error) = crate::warnings::work(&app).await {
        tracing::error!(%error, "warnings wait");
    }
}

async fn rounds(app: App) {
    if let Err(error) = round(&app).await {
        tracing::error!(%error, "a round was cut short");
    }
}

async fn round(app: &App) -> Result<(), StoreError> {
    let now = clock::now();
    let unseen = now.plus_ms(-http::IDLE_MS);
    let begun = now.plus_ms(-SESSION_MS);
    app.store().drop_sessions(unseen, begun).await?;
    app.store().drop_answers().await?;
    app.store().drop_results(now).await?;
    app.store().drop_warnings(now).await?;
    app.store().drop_diagnoses(now).await?;
    app.proofs().judge_all().await?;
    app.keeper().heartbeat().await
}
