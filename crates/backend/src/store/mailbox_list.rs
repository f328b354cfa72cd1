//! Lists of mailboxes: filtered, sorted, counted, page by page.
//!
//! What stands in a question is only what was asked for, so that the database
//! can use the index that fits it.

use super::columns::Columns;
use super::database::list;
use super::mailboxes::{COLUMNS, TABLE, in_order, light, rank, read, verdict_from};
use super::{Store, StoreError};
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{AccountId, Address, SignInId};
use contract::mailboxes::{CauseCount, Counts, Light, Mailbox, VerdictState};
use contract::purposes::{Purpose, Purposes};
use serde_json::json;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Which mailboxes a list holds.
#[derive(Default, Clone)]
pub struct MailboxFilter {
    /// Of one account.
    pub account: Option<AccountId>,
    /// With one verdict.
    pub verdict: Option<VerdictState>,
    /// With one cause.
    pub cause: Option<Cause>,
    /// For one purpose.
    pub purpose: Option<Purpose>,
    /// Whose name or address holds this text.
    pub text: Option<String>,
    /// Which this sign-in carries.
    pub sign_in: Option<SignInId>,
    /// Also those that only rehearse.
    pub rehearsing: bool,
}

/// What a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailboxSort {
    /// The most urgent verdict first.
    #[default]
    Urgency,
    /// By name, without regard to capitals.
    Name,
    /// By address.
    Address,
    /// Those tested longest ago first, and before them those never tested.
    Tested,
}

/// Where a page begins: behind this mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// What the list is sorted by, of that mailbox.
    pub key: Key,
    /// Its address.
    pub address: String,
}

/// What a list is sorted by, of one mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
}

/// A page of a list.
pub struct MailboxRows {
    /// The mailboxes with their lights.
    pub mailboxes: Vec<Mailbox>,
    /// Where the next page begins, if there is one.
    pub next: Option<Behind>,
}

/// How many mailboxes are alike in everything that is counted.
struct Alike {
    account: AccountId,
    verdict: VerdictState,
    cause: Option<Cause>,
    purposes: Purposes,
    mailboxes: u32,
}

/// The counts of all mailboxes, until the next change.
#[derive(Clone, Default)]
pub(super) struct Tally(Arc<Mutex<Counted>>);

#[derive(Default)]
struct Counted {
    changes: u64,
    alike: Option<Arc<Vec<Alike>>>,
}

impl Tally {
    /// Forgets the counts with every change that could move them.
    pub(super) fn clear(&self, kind: ChangeKind) {
        if matches!(kind, ChangeKind::Mailbox | ChangeKind::Everything) {
            let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            counted.changes += 1;
            counted.alike = None;
        }
    }
}

impl MailboxSort {
    /// Whether a list in this order can begin behind `key`.
    #[must_use]
    pub fn takes(self, key: &Key) -> bool {
        self.column().1 == matches!(key, Key::Number(_))
    }

    /// The column it follows, and whether that is a number.
    fn column(self) -> (&'static str, bool) {
        match self {
            Self::Urgency => ("m.verdict_rank", true),
            Self::Name => ("lower(m.name)", false),
            Self::Address => ("m.address", false),
            Self::Tested => ("m.tested_at", true),
        }
    }
}

/// A question that grows with what is asked for.
pub(super) struct Question {
    pub(super) sql: String,
    values: Vec<Key>,
}

impl Question {
    pub(super) fn new(sql: &str) -> Self {
        Self {
            // So that every condition can begin with `and`.
            sql: [sql, " where 1 = 1"].concat(),
            values: Vec::new(),
        }
    }

    pub(super) fn place(&mut self, value: Key) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }

    fn text(&mut self, before: &str, value: &str, after: &str) {
        let place = self.place(Key::Text(value.to_owned()));
        self.sql.extend([" and ", before, &place, after]);
    }

    fn number(&mut self, before: &str, value: i64) {
        let place = self.place(Key::Number(value));
        self.sql.extend([" and ", before, &place]);
    }

    pub(super) fn filter(&mut self, filter: &MailboxFilter) {
        if !filter.rehearsing {
            self.sql.push_str(LIVE);
        }
        if let Some(account) = &filter.account {
            self.text("m.account_id = ", account.as_str(), "");
        }
        self.carried(filter);
        if let Some(verdict) = filter.verdict {
            self.number("m.verdict_rank = ", rank(verdict));
        }
        if let Some(cause) = filter.cause {
            self.text("m.verdict_cause = ", cause.code(), "");
        }
        if let Some(purpose) = filter.purpose {
            let word = ["% ", purpose.code(), " %"].concat();
            self.text("' ' || m.purposes || ' ' like ", &word, "");
        }
        self.search(filter);
    }

    fn carried(&mut self, filter: &MailboxFilter) {
        if let Some(sign_in) = &filter.sign_in {
            self.text("m.sign_in_id = ", sign_in.as_str(), "");
        }
    }

    fn search(&mut self, filter: &MailboxFilter) {
        let text = filter.text.as_deref().unwrap_or_default().trim();
        if text.is_empty() {
            return;
        }
        let escaped = text
            .to_lowercase()
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let place = self.place(Key::Text(format!("%{escaped}%")));
        self.sql.extend([
            " and (lower(m.name) like ",
            &place,
            " escape '\\' or m.address like ",
            &place,
            " escape '\\')",
        ]);
    }

    fn behind(&mut self, column: &str, descending: bool, behind: &Behind) {
        let than = if descending { " < " } else { " > " };
        let key = self.place(behind.key.clone());
        let address = self.place(Key::Text(behind.address.clone()));
        // Not as a pair in brackets: PostgreSQL and SQLite both use the index
        // for this form too, and it reads the same in both.
        self.sql.extend([
            " and (",
            column,
            than,
            &key,
            " or (",
            column,
            " = ",
            &key,
            " and m.address",
            than,
            &address,
            "))",
        ]);
    }

    pub(super) fn ask(&self) -> Query<'_, Any, AnyArguments> {
        let mut query = sqlx::query(AssertSqlSafe(self.sql.clone()));
        for value in &self.values {
            query = match value {
                Key::Number(number) => query.bind(*number),
                Key::Text(text) => query.bind(text.as_str()),
            };
        }
        query
    }
}

impl Store {
    /// A page of mailboxes with their lights.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn mailboxes(
        &self,
        filter: &MailboxFilter,
        sort: MailboxSort,
        descending: bool,
        behind: Option<&Behind>,
        limit: u32,
    ) -> Result<MailboxRows, StoreError> {
        let (column, is_number) = sort.column();
        let mut question = Question::new(&[COLUMNS, ", ", column, " as sort_key ", FROM].concat());
        question.filter(filter);
        if let Some(behind) = behind {
            question.behind(column, descending, behind);
        }
        let way = if descending { " desc" } else { "" };
        // One more than asked for tells whether there is a next page.
        let places = question.place(Key::Number(i64::from(limit) + 1));
        question.sql.extend([
            " order by ",
            column,
            way,
            ", m.address",
            way,
            " limit ",
            &places,
        ]);
        let rows = question.ask().fetch_all(self.database.read()).await?;
        let more = rows.len() > limit as usize;
        let rows = &rows[..rows.len().min(limit as usize)];
        let next = match rows.last() {
            Some(row) if more => {
                let c = Columns::new(TABLE, row);
                let key = if is_number {
                    Key::Number(c.number("sort_key")?)
                } else {
                    Key::Text(c.text("sort_key")?)
                };
                let address = c.text("address")?;
                Some(Behind { key, address })
            }
            _ => None,
        };
        let mut lights = self.lights_of(rows).await?;
        let mailboxes = rows
            .iter()
            .map(|row| {
                let mut mailbox = read(row)?;
                let found = lights.remove(mailbox.address.as_str()).unwrap_or_default();
                mailbox.lights = in_order(found.into_iter().map(Ok))?;
                Ok(mailbox)
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(MailboxRows { mailboxes, next })
    }

    /// Those of these mailboxes that there are, with their lights.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn mailboxes_named(&self, addresses: &[Address]) -> Result<Vec<Mailbox>, StoreError> {
        let query = [
            COLUMNS,
            " ",
            FROM,
            " where m.address in (select value ->> 0 from ",
            self.database.listed(),
            ")",
        ]
        .concat();
        let row = |address: &Address| json!([address.as_str()]);
        let rows = sqlx::query(AssertSqlSafe(query))
            .bind(list(addresses.iter().map(row)))
            .fetch_all(self.database.read())
            .await?;
        let mut lights = self.lights_of(&rows).await?;
        rows.iter()
            .map(|row| {
                let mut mailbox = read(row)?;
                let own = lights.remove(mailbox.address.as_str()).unwrap_or_default();
                mailbox.lights = in_order(own.into_iter().map(Ok))?;
                Ok(mailbox)
            })
            .collect()
    }

    /// How many mailboxes have each verdict, and how many each cause; each with
    /// all filters applied but its own.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn count_mailboxes(
        &self,
        filter: &MailboxFilter,
    ) -> Result<(Counts, Vec<CauseCount>), StoreError> {
        let alike = match &filter.text {
            Some(text) if !text.trim().is_empty() => Arc::new(self.count(filter).await?),
            _ if filter.sign_in.is_some() => Arc::new(self.count(filter).await?),
            _ => self.count_all().await?,
        };
        let mut counts = Counts::default();
        let mut causes: Vec<CauseCount> = Vec::new();
        for alike in alike.iter() {
            let wanted = filter.account.as_ref().is_none_or(|a| *a == alike.account)
                && filter.purpose.is_none_or(|p| alike.purposes.has(p));
            if !wanted {
                continue;
            }
            if filter.cause.is_none() || filter.cause == alike.cause {
                *counts.of_mut(alike.verdict) += alike.mailboxes;
            }
            if let Some(cause) = alike.cause
                && filter.verdict.is_none_or(|v| v == alike.verdict)
            {
                add(&mut causes, cause, alike);
            }
        }
        causes.sort_by_key(|c| {
            (
                rank(c.state),
                std::cmp::Reverse(c.mailboxes),
                c.cause.code(),
            )
        });
        Ok((counts, causes))
    }

    async fn count_all(&self) -> Result<Arc<Vec<Alike>>, StoreError> {
        let changes = {
            let counted = self.tally.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(alike) = &counted.alike {
                return Ok(alike.clone());
            }
            counted.changes
        };
        let alike = Arc::new(self.count(&MailboxFilter::default()).await?);
        let mut counted = self.tally.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.changes == changes {
            counted.alike = Some(alike.clone());
        }
        Ok(alike)
    }

    async fn count(&self, filter: &MailboxFilter) -> Result<Vec<Alike>, StoreError> {
        let mut question = Question::new(
            "select m.account_id, m.verdict, m.verdict_cause, m.purposes, count(*) as mailboxes \
             from mailboxes m",
        );
        question.sql.push_str(LIVE);
        question.carried(filter);
        question.search(filter);
        question
            .sql
            .push_str(" group by m.account_id, m.verdict, m.verdict_cause, m.purposes");
        let rows = question.ask().fetch_all(self.database.read()).await?;
        rows.iter()
            .map(|row| {
                let c = Columns::new(TABLE, row);
                Ok(Alike {
                    account: c.account()?,
                    verdict: c.code("verdict", verdict_from)?,
                    cause: c.maybe_cause("verdict_cause")?,
                    purposes: Purposes::from_text(&c.text("purposes")?),
                    mailboxes: u32::try_from(c.number("mailboxes")?).unwrap_or(u32::MAX),
                })
            })
            .collect()
    }

    async fn lights_of(&self, rows: &[AnyRow]) -> Result<HashMap<String, Vec<Light>>, StoreError> {
        let mut lights: HashMap<String, Vec<Light>> = HashMap::new();
        let addresses = rows
            .iter()
            .map(|row| Ok(json!([Columns::new(TABLE, row).text("address")?])))
            .collect::<Result<Vec<_>, StoreError>>()?;
        // One question for the whole page.
        let query = [
            "select * from lights where address in (select value ->> 0 from ",
            self.database.listed(),
            ")",
        ]
        .concat();
        let rows = sqlx::query(AssertSqlSafe(query))
            .bind(list(addresses.into_iter()))
            .fetch_all(self.database.read())
            .await?;
        for row in &rows {
            let (address, light) = light(row)?;
            lights.entry(address).or_default().push(light);
        }
        Ok(lights)
    }
}

/// Mailboxes that somebody depends on. Word for word as in the index that counts.
const LIVE: &str = " and m.rehearsing = 0";

/// Where [`COLUMNS`] come from.
pub(super) const FROM: &str = "from mailboxes m join accounts a on a.id = m.account_id \
     left join sign_ins s on s.id = m.sign_in_id";

fn add(causes: &mut Vec<CauseCount>, cause: Cause, alike: &Alike) {
    let known = causes
        .iter_mut()
        .find(|c| c.cause == cause && c.state == alike.verdict);
    match known {
        Some(known) => {
            known.mailboxes += alike.mailboxes;
            if known.account_id.as_ref() != Some(&alike.account) {
                known.account_id = None;
            }
        }
        None => causes.push(CauseCount {
            cause,
            state: alike.verdict,
            mailboxes: alike.mailboxes,
            account_id: Some(alike.account.clone()),
        }),
    }
}
