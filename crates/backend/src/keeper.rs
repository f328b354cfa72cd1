//! The token keeper: the only room that refreshes.
//!
//! One refresh at a time per sign-in, and every write guarded by its generation:
//! who reads an older generation writes nothing. The refresh token that was used
//! stays stored until the new one is committed, so that a crash in between loses
//! nothing (Microsoft does not revoke the old one on use).

use crate::clock;
use crate::store::{AccountRow, Refreshed, SignInRow, Store, StoreError};
use contract::accounts::Cloud;
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::ids::{AccountId, SignInId};
use contract::time::Timestamp;
use microsoft::{Addresses, Entra, Fault, Transport};
use secrecy::SecretString;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Mutex as AsyncMutex;
use url::Url;

/// An access token is handed out only while it lives at least this long.
const MARGIN_MS: i64 = 5 * 60 * 1000;

/// After a failure that may pass, the next try waits at least this long.
const COOLDOWN: Duration = Duration::from_secs(10);

/// A sign-in that was not renewed for this long is renewed by itself: the 90
/// days of a refresh token never run out, and a dead grant is known in a day.
const HEARTBEAT_MS: i64 = 20 * 60 * 60 * 1000;

/// An access token with its end.
#[derive(Clone)]
pub struct Access {
    /// For Graph.
    pub token: SecretString,
    /// When it ends.
    pub expires_at: Timestamp,
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
            Self::Ended(_) => true,
            Self::Microsoft(fault) => fault.is_verdict(),
            Self::Storage(_) => false,
        }
    }
}

impl From<StoreError> for NoAccess {
    fn from(error: StoreError) -> Self {
        Self::Storage(error.to_string())
    }
}

/// What one sign-in has in memory.
#[derive(Default)]
struct Slot {
    access: Mutex<Option<Access>>,
    /// Held during a refresh: who waits for it finds the result.
    refreshing: AsyncMutex<Option<Failed>>,
}

/// The last failure that may pass.
struct Failed {
    fault: Fault,
    until: Instant,
}

/// The keeper. Cheap to clone.
#[derive(Clone)]
pub struct Keeper(Arc<Inner>);

struct Inner {
    store: Store,
    clouds: HashMap<&'static str, Entra>,
    transport: Transport,
    slots: Mutex<HashMap<SignInId, Arc<Slot>>>,
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
        Ok(Self(Arc::new(Inner {
            store,
            clouds: clouds.into_iter().collect(),
            transport,
            slots: Mutex::default(),
        })))
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
        if let Some(access) = good(&slot.access, MARGIN_MS) {
            return Ok(access);
        }
        // A refresh that was begun is finished, also when whoever asked for it
        // goes away: its result must be stored.
        let (keeper, id) = (self.clone(), id.clone());
        tokio::spawn(async move { keeper.renew(&id, &slot, false).await })
            .await
            .unwrap_or_else(|_| Err(NoAccess::Storage("a refresh was broken off".to_owned())))
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

    /// Renews every sign-in that was not renewed for a day, one after another.
    ///
    /// # Errors
    /// Where the store refuses to list them.
    pub async fn heartbeat(&self) -> Result<(), StoreError> {
        let before = clock::now().plus_ms(-HEARTBEAT_MS);
        for id in self.0.store.sign_ins_idle_since(before).await? {
            let slot = self.slot(&id);
            if let Err(error) = self.renew(&id, &slot, true).await {
                tracing::warn!(sign_in = %id, cause = error.cause().code(), "heartbeat failed");
            }
        }
        Ok(())
    }

    async fn renew(&self, id: &SignInId, slot: &Slot, force: bool) -> Result<Access, NoAccess> {
        let mut failed = slot.refreshing.lock().await;
        // Somebody else may have been faster.
        if let (false, Some(access)) = (force, good(&slot.access, MARGIN_MS)) {
            return Ok(access);
        }
        let row = self.0.store.sign_in_row(id).await?;
        let stored = Access {
            token: row.access.clone(),
            expires_at: row.access_expires_at,
        };
        if let Some(cause) = row.ended {
            return Err(NoAccess::Ended(cause));
        }
        if !force && lives(&stored, MARGIN_MS) {
            *lock(&slot.access) = Some(stored.clone());
            return Ok(stored);
        }
        if let Some(Failed { fault, until }) = &*failed
            && *until > Instant::now()
        {
            return still_alive(stored).ok_or_else(|| fault.clone().into());
        }
        let account = self.0.store.account_row(&row.account_id).await?;
        match self.refresh(&account, &row).await {
            Ok(access) => {
                *failed = None;
                *lock(&slot.access) = Some(access.clone());
                Ok(access)
            }
            Err(NoAccess::Microsoft(fault)) if !fault.ends_sign_in() => {
                let wait = fault.retry_after().unwrap_or(COOLDOWN).max(COOLDOWN);
                *failed = Some(Failed {
                    fault: fault.clone(),
                    until: Instant::now() + wait,
                });
                // The old access token serves as long as it lives.
                still_alive(stored).ok_or(NoAccess::Microsoft(fault))
            }
            Err(error) => Err(error),
        }
    }

    async fn refresh(&self, account: &AccountRow, row: &SignInRow) -> Result<Access, NoAccess> {
        let answer = self
            .entra(account.cloud)
            .refresh(
                &account.tenant,
                &account.client_id,
                &account.secret.value,
                &row.refresh,
                account.purposes.scopes(),
            )
            .await;
        crate::metrics::refresh(match &answer {
            Ok(_) => "renewed",
            Err(fault) => fault.cause().code(),
        });
        self.note_secret(&account.id, account.secret.cause, answer.as_ref().err())
            .await?;
        let tokens = match answer {
            Ok(tokens) => tokens,
            Err(fault) if fault.ends_sign_in() => return self.end(row, fault).await,
            Err(fault) => return Err(fault.into()),
        };
        let life = i64::try_from(tokens.expires_in.as_millis()).unwrap_or(i64::MAX);
        let access = Access {
            token: tokens.access,
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
        let row = self.0.store.sign_in_row(&row.id).await?;
        Ok(Access {
            token: row.access,
            expires_at: row.access_expires_at,
        })
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
                token: row.access,
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

    fn slots(&self) -> std::sync::MutexGuard<'_, HashMap<SignInId, Arc<Slot>>> {
        lock(&self.0.slots)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lives(access: &Access, margin_ms: i64) -> bool {
    access.expires_at > clock::now().plus_ms(margin_ms)
}

fn good(access: &Mutex<Option<Access>>, margin_ms: i64) -> Option<Access> {
    lock(access).clone().filter(|a| lives(a, margin_ms))
}

fn still_alive(access: Access) -> Option<Access> {
    lives(&access, 0).then_some(access)
}
