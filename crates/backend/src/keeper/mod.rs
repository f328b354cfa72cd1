//! The token keeper: the only room that refreshes.
//!
//! One refresh at a time per sign-in, and every write guarded by its generation:
//! who reads an older generation writes nothing. The refresh token that was used
//! stays stored until the new one is committed, so that a crash in between loses
//! nothing (Microsoft does not revoke the old one on use).
//!
//! What jobs need to be handed a token is in memory here too: the desk knows
//! who may ask for what, the ledger takes every hand-out to the audit.

mod desk;
mod gate;
mod ledger;
mod slot;

pub use desk::{Desk, Served};
pub use ledger::{Ledger, LedgerFull};

use crate::clock;
use crate::store::{AccountRow, Refreshed, SignInRow, Store, StoreError};
use contract::accounts::Cloud;
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::events::{Change, ChangeKind};
use contract::ids::{AccountId, SignInId};
use contract::time::Timestamp;
use futures_util::{StreamExt, stream};
use gate::Gate;
use microsoft::{Addresses, Entra, Fault, Transport};
use secrecy::{ExposeSecret, SecretString};
use slot::{Failed, Slot, share};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::RwLock;
use url::Url;

/// An access token is handed out only while it lives at least this long.
const MARGIN_MS: i64 = 5 * 60 * 1000;

/// After a failure that may pass, the next try waits at least this long.
const COOLDOWN: Duration = Duration::from_secs(10);

/// A sign-in that was not renewed for this long is renewed by itself: the 90
/// days of a refresh token never run out, and a dead grant is known in a day.
const HEARTBEAT_MS: i64 = 20 * 60 * 60 * 1000;

/// A token that somebody needed in the last hour is renewed this long before it
/// ends, so that no job waits for it,
const AHEAD_MS: i64 = 10 * 60 * 1000;

/// and up to this much earlier still, at a moment of its own.
const SPREAD_MS: i64 = 5 * 60 * 1000;

/// How long ago it may have been needed.
const USED_WITHIN_MS: i64 = 60 * 60 * 1000;

/// Renewals that nobody waits for, at once.
const RENEWALS: usize = 32;

/// More than any token lives: renew in any case.
const ALWAYS: i64 = i64::MAX / 4;

/// How often a lease is made longer while a refresh takes its time.
const LEASE_RENEWED: Duration = Duration::from_secs(2);

/// How often to look whether another process has done a refresh.
const LEASE_LOOK: Duration = Duration::from_millis(50);

/// An access token with its end.
#[derive(Clone)]
pub struct Access {
    /// For Graph. Shared: each copy would have to be wiped.
    pub token: Arc<SecretString>,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Access {
    /// Whether it lives at least this long from now on.
    fn lives(&self, margin_ms: i64) -> bool {
        self.expires_at.0.saturating_sub(margin_ms) > clock::now().0
    }

    fn is(&self, other: &Self) -> bool {
        self.token.expose_secret() == other.token.expose_secret()
    }
}

/// Why there is no access token.
#[derive(Debug, Clone, thiserror::Error)]
pub enum NoAccess {
    /// The sign-in has ended: somebody must consent again.
    #[error("the sign-in has ended: {0:?}")]
    Ended(Cause),
    /// Microsoft refused, or could not be asked.
    #[error(transparent)]
    Microsoft(#[from] Fault),
    /// What is stored of this sign-in or its account does not open.
    #[error("what is stored does not open")]
    Damaged,
    /// Our own storage.
    #[error("storage: {0}")]
    Storage(String),
}

impl NoAccess {
    /// The cause in the catalogue.
    #[must_use]
    pub fn cause(&self) -> Cause {
        match self {
            Self::Ended(cause) => *cause,
            Self::Microsoft(fault) => fault.cause(),
            Self::Damaged => Cause::StoredDamaged,
            Self::Storage(_) => Cause::Storage,
        }
    }

    /// What Microsoft said, if it said anything.
    #[must_use]
    pub fn trace(&self, at: Timestamp) -> Option<MicrosoftTrace> {
        match self {
            Self::Microsoft(fault) => fault.trace(at),
            _ => None,
        }
    }

    /// Whether this says something about the sign-in or the account, and does
    /// not pass by itself.
    #[must_use]
    pub fn is_verdict(&self) -> bool {
        match self {
            Self::Ended(_) | Self::Damaged => true,
            Self::Microsoft(fault) => fault.is_verdict(),
            Self::Storage(_) => false,
        }
    }
}

impl From<StoreError> for NoAccess {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Sealed(_) => Self::Damaged,
            error => Self::Storage(error.to_string()),
        }
    }
}

/// The keeper. Cheap to clone.
#[derive(Clone)]
pub struct Keeper(Arc<Inner>);

struct Inner {
    store: Store,
    clouds: HashMap<&'static str, Entra>,
    transport: Transport,
    slots: Mutex<HashMap<SignInId, Arc<Slot>>>,
    gates: Mutex<HashMap<(&'static str, String), Arc<Gate>>>,
    /// Held by every refresh that is under way.
    renewing: Arc<RwLock<()>>,
    desk: Desk,
    ledger: Ledger,
}

impl Keeper {
    /// A keeper over this store. `login` and `graph` take the place of
    /// Microsoft's own addresses, for a stand-in.
    ///
    /// # Errors
    /// Where TLS cannot start.
    pub fn new(
        store: Store,
        login: Option<&Url>,
        graph: Option<&Url>,
    ) -> Result<Self, microsoft::TransportError> {
        let transport = Transport::new()?;
        let clouds = Cloud::ALL.map(|cloud| {
            let addresses = Addresses::of(cloud).reached_at(login.cloned(), graph.cloned());
            (cloud.code(), Entra::new(addresses, transport.clone()))
        });
        let inner = Arc::new(Inner {
            desk: Desk::new(store.clone()),
            ledger: Ledger::new(store.clone()),
            clouds: clouds.into_iter().collect(),
            transport,
            slots: Mutex::default(),
            gates: Mutex::default(),
            renewing: Arc::default(),
            store,
        });
        // A change of an account may be a consent or a secret that another
        // replica has stored: what memory holds of its sign-ins is read again.
        let weak = Arc::downgrade(&inner);
        inner.store.live().before_telling(move |change| {
            if let (ChangeKind::Account | ChangeKind::Everything, Some(inner)) =
                (change.kind, weak.upgrade())
            {
                inner.forget_tokens(change);
            }
        });
        Ok(Self(inner))
    }

    /// Where jobs ask.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.0.desk
    }

    /// Where hand-outs are noted.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.0.ledger
    }

    /// Entra ID of a cloud.
    #[must_use]
    pub fn entra(&self, cloud: Cloud) -> &Entra {
        // Every cloud was put in by `new`.
        &self.0.clouds[cloud.code()]
    }

    /// The HTTP client, for calls of Graph.
    #[must_use]
    pub fn transport(&self) -> &Transport {
        &self.0.transport
    }

    /// An access token of a sign-in: from memory while it is good, else renewed.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn access(&self, id: &SignInId) -> Result<Access, NoAccess> {
        let slot = self.slot(id);
        slot.used();
        if let Some(access) = slot.good(MARGIN_MS) {
            return Ok(access);
        }
        self.renewed(id, slot, MARGIN_MS).await
    }

    /// Graph refused this token (401), whatever its end: revoked, or ended by a
    /// policy (Continuous Access Evaluation). It is handed out no more. Says
    /// whether trying again may help: not where the one before was refused a
    /// moment ago, too.
    #[must_use]
    pub fn refused(&self, id: &SignInId, access: &Access) -> bool {
        self.slot(id).refuse(access)
    }

    /// Comes back when no refresh is under way. For the end of the process,
    /// when nobody asks for anything any more.
    pub async fn settled(&self) {
        let _nobody = self.0.renewing.write().await;
    }

    /// Forgets what memory holds of a sign-in: a consent has stored new tokens.
    pub fn forget(&self, id: &SignInId) {
        self.slots().remove(id);
    }

    /// Forgets everything, for instance after a secret was replaced: cooldowns
    /// must not outlive their cause.
    pub fn forget_all(&self) {
        self.slots().clear();
    }

    /// Renews every sign-in that was not renewed for a day.
    ///
    /// # Errors
    /// Where the store refuses to list them.
    pub async fn heartbeat(&self) -> Result<(), StoreError> {
        let before = clock::now().plus_ms(-HEARTBEAT_MS);
        let idle = self.0.store.sign_ins_idle_since(before).await?;
        self.renew_all(idle.into_iter().map(|id| (id, ALWAYS)))
            .await;
        Ok(())
    }

    /// Renews what is in use and about to end, before anybody waits for it.
    pub async fn look_ahead(&self) {
        let now = clock::now();
        let since = now.plus_ms(-USED_WITHIN_MS);
        let missed: Vec<_> = lock(&self.0.slots)
            .iter()
            .filter_map(|(id, slot)| {
                let margin = AHEAD_MS + share(id, SPREAD_MS);
                slot.will_be_missed(since, now.plus_ms(margin))
                    .then(|| (id.clone(), margin))
            })
            .collect();
        self.renew_all(missed.into_iter()).await;
    }

    async fn renew_all(&self, ids: impl Iterator<Item = (SignInId, i64)>) {
        stream::iter(ids)
            .for_each_concurrent(RENEWALS, async |(id, margin)| {
                let slot = self.slot(&id);
                if let Err(error) = self.renewed(&id, slot, margin).await {
                    tracing::warn!(sign_in = %id, cause = error.cause().code(), "not renewed");
                }
            })
            .await;
    }

    /// A refresh that was begun is finished, also when whoever asked for it goes
    /// away: its result must be stored.
    async fn renewed(
        &self,
        id: &SignInId,
        slot: Arc<Slot>,
        margin_ms: i64,
    ) -> Result<Access, NoAccess> {
        let under_way = self.0.renewing.clone().read_owned().await;
        let (keeper, id) = (self.clone(), id.clone());
        let renewal = tokio::spawn(async move {
            let _under_way = under_way;
            keeper.renew(&id, &slot, margin_ms).await
        });
        renewal
            .await
            .unwrap_or_else(|_| Err(NoAccess::Storage("a refresh was broken off".to_owned())))
    }

    async fn account(&self, id: &AccountId) -> Result<AccountRow, StoreError> {
        let _turn = self.0.desk.turn().await;
        self.0.store.account_row(id).await
    }

    async fn row(&self, id: &SignInId) -> Result<SignInRow, StoreError> {
        let _turn = self.0.desk.turn().await;
        self.0.store.sign_in_row(id).await
    }

    async fn renew(&self, id: &SignInId, slot: &Slot, margin_ms: i64) -> Result<Access, NoAccess> {
        let mut failed = slot.refreshing.lock().await;
        // Somebody else may have been faster.
        if let Some(access) = slot.good(margin_ms) {
            return Ok(access);
        }
        let row = self.row(id).await?;
        slot.account.get_or_init(|| row.account_id.clone());
        let stored = Access {
            token: Arc::new(row.access.clone()),
            expires_at: row.access_expires_at,
        };
        if let Some(cause) = row.ended {
            return Err(NoAccess::Ended(cause));
        }
        // Another process may have done today's round for this one.
        let done = margin_ms == ALWAYS && row.refreshed_at > clock::now().plus_ms(-HEARTBEAT_MS);
        if slot.serves(&stored, if done { MARGIN_MS } else { margin_ms }) {
            slot.keep(stored.clone());
            return Ok(stored);
        }
        // The old access token serves as long as it lives.
        let old = Some(stored).filter(|stored| slot.serves(stored, 0));
        if let Some(Failed { fault, until }) = &*failed
            && *until > Instant::now()
        {
            return old.ok_or_else(|| fault.clone().into());
        }
        let account = self.account(&row.account_id).await?;
        let gate = self.gate(&account);
        let _place = match gate.enter().await {
            Ok(place) => place,
            Err(fault) => return old.ok_or(NoAccess::Microsoft(fault)),
        };
        match self.refresh_alone(&account, &row, &gate).await {
            Ok(access) => {
                *failed = None;
                slot.keep(access.clone());
                Ok(access)
            }
            Err(NoAccess::Microsoft(fault)) if !fault.ends_sign_in() => {
                let wait = fault.retry_after().unwrap_or(COOLDOWN).max(COOLDOWN);
                *failed = Some(Failed {
                    fault: fault.clone(),
                    until: Instant::now() + wait,
                });
                old.ok_or(NoAccess::Microsoft(fault))
            }
            Err(error) => Err(error),
        }
    }

    /// Refreshes while no other process does. Where one does, its result counts.
    async fn refresh_alone(
        &self,
        account: &AccountRow,
        row: &SignInRow,
        gate: &Gate,
    ) -> Result<Access, NoAccess> {
        while !self.0.store.take_lease(row).await? {
            tokio::time::sleep(LEASE_LOOK).await;
            let now = self.0.store.sign_in_row(&row.id).await?;
            if let Some(cause) = now.ended {
                return Err(NoAccess::Ended(cause));
            }
            if now.generation != row.generation {
                return Ok(Access {
                    token: Arc::new(now.access),
                    expires_at: now.access_expires_at,
                });
            }
        }
        // As long as we live. Where it is lost, the generation guards. Beside the
        // refresh and never in its place: on its way to the database it may wait
        // for the very connection that the refresh has.
        let keep_lease = async {
            loop {
                tokio::time::sleep(LEASE_RENEWED).await;
                let _ = self.0.store.take_lease(row).await;
            }
        };
        let done = tokio::select! {
            done = self.refresh(account, row, gate) => done,
            never = keep_lease => never,
        };
        if done.is_err() {
            // Without it, the others wait until the lease runs out.
            let _ = self.0.store.give_lease_back(&row.id).await;
        }
        done
    }

    async fn refresh(
        &self,
        account: &AccountRow,
        row: &SignInRow,
        gate: &Gate,
    ) -> Result<Access, NoAccess> {
        let mut answer = self.ask(account, row, &account.secret.value).await;
        gate.heard(answer.as_ref().err());
        crate::metrics::refresh(match &answer {
            Ok(_) => "renewed",
            Err(fault) => fault.cause().code(),
        });
        self.note_secret(&account.id, account.secret.cause, answer.as_ref().err())
            .await?;
        if let (Some(old), Err(fault)) = (&account.fallback, &answer)
            && matches!(fault.cause(), Cause::SecretWrong | Cause::SecretExpired)
        {
            // The secret that was replaced serves while it lives.
            answer = self.ask(account, row, old).await;
            let cause = answer.as_ref().err().map(Fault::cause);
            self.0.store.note_fallback(&account.id, cause).await?;
        }
        let tokens = match answer {
            Ok(tokens) => tokens,
            Err(fault) if fault.ends_sign_in() => return self.end(row, fault).await,
            Err(fault) => return Err(fault.into()),
        };
        let life = i64::try_from(tokens.expires_in.as_millis()).unwrap_or(i64::MAX);
        let access = Access {
            token: Arc::new(tokens.access),
            expires_at: clock::now().plus_ms(life),
        };
        let new = Refreshed {
            refresh: tokens.refresh.as_ref(),
            access: &access.token,
            access_expires_at: access.expires_at,
            granted: &tokens.granted,
        };
        if self
            .0
            .store
            .store_refreshed(&row.id, row.generation, &new)
            .await?
        {
            return Ok(access);
        }
        // Another writer was faster: what it stored counts.
        tracing::warn!(sign_in = %row.id, "a refresh that came late was not stored");
        let row = self.0.store.sign_in_row(&row.id).await?;
        Ok(Access {
            token: Arc::new(row.access),
            expires_at: row.access_expires_at,
        })
    }

    async fn ask(
        &self,
        account: &AccountRow,
        row: &SignInRow,
        secret: &SecretString,
    ) -> Result<microsoft::Tokens, Fault> {
        self.entra(account.cloud)
            .refresh(
                &account.tenant,
                &account.client_id,
                secret,
                &row.refresh,
                account.purposes.scopes(),
            )
            .await
    }

    /// Microsoft says that the grant is dead. If somebody renewed it meanwhile,
    /// that was about an older one.
    async fn end(&self, row: &SignInRow, fault: Fault) -> Result<Access, NoAccess> {
        let cause = fault.cause();
        let trace = fault.trace(clock::now());
        if self.0.store.end_sign_in(row, cause, trace.as_ref()).await? {
            tracing::warn!(sign_in = %row.id, cause = cause.code(), "sign-in has ended");
            return Err(fault.into());
        }
        let row = self.0.store.sign_in_row(&row.id).await?;
        match row.ended {
            Some(cause) => Err(NoAccess::Ended(cause)),
            None => Ok(Access {
                token: Arc::new(row.access),
                expires_at: row.access_expires_at,
            }),
        }
    }

    /// Keeps in the account what Microsoft thinks of its secret, when that
    /// changed.
    async fn note_secret(
        &self,
        account: &AccountId,
        known: Option<Cause>,
        fault: Option<&Fault>,
    ) -> Result<(), StoreError> {
        let found = match fault {
            None => None,
            Some(fault) => match fault.cause() {
                cause @ (Cause::SecretWrong
                | Cause::SecretExpired
                | Cause::AppNotFound
                | Cause::AppDisabled
                | Cause::TenantNotFound) => Some(cause),
                // Anything else says nothing about the secret.
                _ => return Ok(()),
            },
        };
        if found != known {
            self.0.store.note_secret(account, found).await?;
        }
        Ok(())
    }

    fn slot(&self, id: &SignInId) -> Arc<Slot> {
        self.slots().entry(id.clone()).or_default().clone()
    }

    fn gate(&self, account: &AccountRow) -> Arc<Gate> {
        let tenant = (account.cloud.code(), account.tenant.as_str().to_owned());
        lock(&self.0.gates).entry(tenant).or_default().clone()
    }

    fn slots(&self) -> MutexGuard<'_, HashMap<SignInId, Arc<Slot>>> {
        lock(&self.0.slots)
    }
}

impl Inner {
    fn forget_tokens(&self, change: &Change) {
        for slot in lock(&self.slots).values() {
            let concerned = slot.account.get().is_none_or(|id| id.as_str() == change.id);
            if concerned || change.kind == ChangeKind::Everything {
                slot.forget();
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
