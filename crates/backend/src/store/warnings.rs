//! Warnings: what was found and not told yet, and its ways out.
//!
//! What is told stands beside what is true. Finding the difference, writing it
//! down and noting it as told is one transaction: whatever happens, each change
//! is told once.

use super::audit::Actor;
use super::columns::Columns;
use super::seal::Place;
use super::write::Write;
use super::{Store, StoreError};
use crate::{clock, random};
use contract::calendar::SECRET_REMINDER_DAYS;
use contract::catalogue::Cause;
use contract::events::ChangeKind;
use contract::ids::{Address, DeliveryId, WarningRoundId};
use contract::languages::Lang;
use contract::languages::texts::LOG_WARNINGS;
use contract::time::{DAY_MS, Timestamp};
use contract::warnings::{
    Channel, Delivery, DeliveryState, SILENCE_HOURS, Warning, WarningKind, WarningRound,
    WarningSettings,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::any::AnyRow;

/// The one row of the settings.
const ROW: &str = "1";

/// Warnings in one round at most; what is left comes in the next.
const ROUND_MAX: i64 = 500;

/// Mail goes out at most this often, with everything in between.
const MAIL_EVERY_MS: i64 = 5 * 60 * 1000;

/// How long rounds are kept.
const KEPT_MS: i64 = 90 * DAY_MS;

/// A delivery that was taken and never came to an end.
const LOST_MS: i64 = 2 * 60 * 1000;

/// A delivery to make, with everything it needs.
pub struct DueDelivery {
    /// What it is.
    pub delivery: Delivery,
    /// Mails that waited for their first try and go along with it.
    pub along: Vec<DeliveryId>,
    /// When what it tells was found.
    pub made_at: Timestamp,
    /// What it tells.
    pub warnings: Vec<Warning>,
}

fn place() -> Place<'static> {
    Place::new("warning_settings", "hook_sealed", ROW)
}

impl Store {
    /// Where warnings go.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn warning_settings(&self) -> Result<WarningSettings, StoreError> {
        let row = sqlx::query("select * from warning_settings where id = $1")
            .bind(ROW)
            .fetch_optional(self.database.read())
            .await?;
        let Some(row) = row else {
            return Ok(WarningSettings {
                mail_from: None,
                mail_to: Vec::new(),
                lang: Lang::LEADING,
                webhook_url: None,
                silence_hours: SILENCE_HOURS,
            });
        };
        let c = Columns::new("warning_settings", &row);
        let from = c.maybe_text("mail_from")?;
        Ok(WarningSettings {
            mail_from: from.and_then(|from| Address::parse(&from).ok()),
            mail_to: c
                .text("mail_to")?
                .split_whitespace()
                .filter_map(|to| Address::parse(to).ok())
                .collect(),
            lang: c.code("lang", Lang::of)?,
            webhook_url: c.maybe_text("hook_url")?,
            silence_hours: u32::try_from(c.number("silence_hours")?).unwrap_or_default(),
        })
    }

    /// The secret that signs webhooks, where there is one.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn hook_secret(&self) -> Result<Option<SecretString>, StoreError> {
        let row = sqlx::query("select hook_sealed from warning_settings where id = $1")
            .bind(ROW)
            .fetch_optional(self.database.read())
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        match Columns::new("warning_settings", &row).maybe_text("hook_sealed")? {
            Some(sealed) => Ok(Some(self.open_sealed(place(), &sealed).await?)),
            None => Ok(None),
        }
    }

    /// Stores where warnings go; with a new secret for the webhook, if any.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn set_warning_settings(
        &self,
        settings: &WarningSettings,
        hook_secret: Option<&SecretString>,
        actor: &Actor,
    ) -> Result<(), StoreError> {
        let to: Vec<&str> = settings.mail_to.iter().map(Address::as_str).collect();
        let mut write = self.begin().await?;
        write.know_key().await?;
        let sealed = hook_secret.map(|secret| self.sealer.seal(place(), secret.expose_secret()));
        sqlx::query(
            "insert into warning_settings (id, mail_from, mail_to, lang, hook_url, hook_sealed, \
             silence_hours) values ($1, $2, $3, $4, $5, $6, $7) \
             on conflict (id) do update set mail_from = excluded.mail_from, \
             mail_to = excluded.mail_to, lang = excluded.lang, hook_url = excluded.hook_url, \
             hook_sealed = coalesce(excluded.hook_sealed, warning_settings.hook_sealed), \
             silence_hours = excluded.silence_hours",
        )
        .bind(ROW)
        .bind(settings.mail_from.as_ref().map(Address::as_str))
        .bind(to.join(" "))
        .bind(settings.lang.code())
        .bind(settings.webhook_url.as_deref())
        .bind(sealed)
        .bind(i64::from(settings.silence_hours))
        .execute(write.tx())
        .await?;
        let from = settings.mail_from.as_ref().map_or("-", Address::as_str);
        let hook = settings.webhook_url.as_deref().unwrap_or("-");
        // Its query may hold a token of the receiver's.
        let hook = hook.split(['?', '#']).next().unwrap_or(hook);
        let detail = LOG_WARNINGS.filled(Lang::STORED, &[from, &to.join(" "), hook]);
        write.audit(actor, "warnings.settings", "", &detail).await?;
        write.commit().await
    }

    /// Finds what was not told yet and makes a round of it, with a delivery for
    /// each way out.
    ///
    /// # Errors
    /// Where the database refuses; then nothing counts as told.
    pub async fn find_warnings(&self) -> Result<(), StoreError> {
        let settings = self.warning_settings().await?;
        let now = clock::now();
        // A look without a write: most of the time there is nothing.
        if !self.has_warnings(&settings, now).await? {
            return Ok(());
        }
        let mut write = self.begin().await?;
        let mut found = turned(&mut write).await?;
        found.extend(silent(&mut write, &settings, now).await?);
        found.extend(ending(&mut write, now).await?);
        if !found.is_empty() {
            make_round(&mut write, &found, &settings, now).await?;
        }
        write.commit().await
    }

    async fn has_warnings(
        &self,
        settings: &WarningSettings,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        for (question, first, second) in [
            (TURNED, None, None),
            (SILENT, Some(silent_before(settings, now)), None),
            (ENDING, Some(now.day().0), Some(SECRET_REMINDER_DAYS[0])),
        ] {
            let question = [question, " limit 1"].concat();
            let mut query = sqlx::query(sqlx::AssertSqlSafe(question));
            for value in [first, second].into_iter().flatten() {
                query = query.bind(value);
            }
            let row = query.fetch_optional(self.database.read()).await?;
            if row.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A round that says nothing but that it came.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn test_warning(&self, actor: &Actor) -> Result<WarningRound, StoreError> {
        let settings = self.warning_settings().await?;
        let now = clock::now();
        let test = Warning {
            kind: WarningKind::Test,
            object: String::new(),
            name: actor.as_str().to_owned(),
            cause: None,
            days_left: None,
            at: now,
        };
        let mut write = self.begin().await?;
        let id = make_round(&mut write, &[test], &settings, now).await?;
        write.audit(actor, "warnings.test", "", "").await?;
        write.commit().await?;
        self.warning_round(&id).await
    }

    /// The last rounds, newest first.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn warning_rounds(&self, limit: i64) -> Result<Vec<WarningRound>, StoreError> {
        let rows = sqlx::query("select id from warning_rounds order by made_at desc, id limit $1")
            .bind(limit)
            .fetch_all(self.database.read())
            .await?;
        let mut rounds = Vec::new();
        for row in &rows {
            let id = Columns::new("warning_rounds", row).parsed("id", WarningRoundId::parse)?;
            rounds.push(self.warning_round(&id).await?);
        }
        Ok(rounds)
    }

    async fn warning_round(&self, id: &WarningRoundId) -> Result<WarningRound, StoreError> {
        let row = sqlx::query("select made_at from warning_rounds where id = $1")
            .bind(id.as_str())
            .fetch_one(self.database.read())
            .await?;
        let warnings = sqlx::query("select * from warnings where round_id = $1 order by position")
            .bind(id.as_str())
            .fetch_all(self.database.read())
            .await?;
        let deliveries =
            sqlx::query("select * from deliveries where round_id = $1 order by channel")
                .bind(id.as_str())
                .fetch_all(self.database.read())
                .await?;
        Ok(WarningRound {
            id: id.clone(),
            made_at: Columns::new("warning_rounds", &row).at("made_at")?,
            warnings: warnings.iter().map(warning).collect::<Result<_, _>>()?,
            deliveries: deliveries.iter().map(delivery).collect::<Result<_, _>>()?,
        })
    }

    /// Takes a delivery that is due. Of several processes one gets it. A mail
    /// that was taken and never came to an end may have been sent, and ends as
    /// unknown; a webhook is sent again.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn take_delivery(&self) -> Result<Option<DueDelivery>, StoreError> {
        let now = clock::now();
        let mut write = self.begin().await?;
        sqlx::query(
            "update deliveries set state = 'unknown', ended_at = $1 \
             where state = 'sending' and channel = 'mail' and due_at < $1",
        )
        .bind(now.0)
        .execute(write.tx())
        .await?;
        let row = sqlx::query(
            "update deliveries set state = 'sending', tries = tries + 1, due_at = $1 \
             where id in (select id from deliveries where due_at <= $2 and (state = 'waiting' \
             or (state = 'sending' and channel = 'webhook')) order by due_at limit 1) \
             returning *",
        )
        .bind(now.plus_ms(LOST_MS).0)
        .bind(now.0)
        .fetch_optional(write.tx())
        .await?;
        let Some(row) = row else {
            write.commit().await?;
            return Ok(None);
        };
        let first = delivery(&row)?;
        let mut rows = vec![row];
        if first.channel == Channel::Mail {
            let more = sqlx::query(
                "update deliveries set state = 'sending', tries = tries + 1, due_at = $1 \
                 where channel = 'mail' and state = 'waiting' and tries = 0 returning *",
            )
            .bind(now.plus_ms(LOST_MS).0)
            .fetch_all(write.tx())
            .await?;
            rows.extend(more);
        }
        write.commit().await?;
        let (mut along, mut warnings, mut made_at) = (Vec::new(), Vec::new(), now);
        for row in &rows {
            let id = Columns::new("deliveries", row).parsed("round_id", WarningRoundId::parse)?;
            let round = self.warning_round(&id).await?;
            made_at = made_at.min(round.made_at);
            warnings.extend(round.warnings);
            along.push(delivery(row)?.id);
        }
        along.retain(|id| *id != first.id);
        Ok(Some(DueDelivery {
            delivery: first,
            along,
            made_at,
            warnings,
        }))
    }

    /// Stores how a try ended: for good, or until the next one.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn end_delivery(
        &self,
        id: &DeliveryId,
        state: DeliveryState,
        next: Option<Timestamp>,
        answer: &str,
    ) -> Result<(), StoreError> {
        let ended = next.is_none().then(|| clock::now().0);
        let mut write = self.begin().await?;
        sqlx::query(
            "update deliveries set state = $1, due_at = coalesce($2, due_at), ended_at = $3, \
             answer = $4 where id = $5",
        )
        .bind(state.code())
        .bind(next.map(|next| next.0))
        .bind(ended)
        .bind(answer)
        .bind(id.as_str())
        .execute(write.tx())
        .await?;
        write.changed(ChangeKind::Warning, id.as_str());
        write.commit().await
    }

    /// Forgets rounds that are over 90 days old.
    ///
    /// # Errors
    /// Where the database refuses.
    pub async fn drop_warnings(&self, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("delete from warning_rounds where made_at < $1")
            .bind(now.0 - KEPT_MS)
            .execute(self.database.write())
            .await?;
        Ok(())
    }
}

/// Mailboxes whose verdict turned bad, or works again, since it was told.
const TURNED: &str = "select address, name, verdict, verdict_cause, verdict_since \
     from mailboxes where rehearsing = 0 and ((verdict = 'bad' and told_bad = 0) \
     or (told_bad = 1 and (verdict = 'ok' or verdict = 'warn')))";

/// Mailboxes that have not proved themselves since a moment. What is bad was
/// told already.
const SILENT: &str = "select address, name, verdict_cause, proved_at, added_at from mailboxes \
     where told_silent = 0 and proved_at < $1 and added_at < $1 and verdict <> 'bad' \
     and rehearsing = 0";

/// Secrets in use that end within so many days.
const ENDING: &str = "select a.id as account_id, a.name, s.expires_on, s.cause \
     from accounts a join secrets s on s.account_id = a.id and s.slot = 'current' \
     where s.expires_on >= $1 and s.expires_on - $1 <= $2 and not exists \
     (select 1 from secret_warnings w where w.account_id = a.id \
     and w.expires_on = s.expires_on and w.days <= \
     case when s.expires_on - $1 <= 1 then 1 when s.expires_on - $1 <= 7 then 7 \
     when s.expires_on - $1 <= 30 then 30 else 60 end)";

fn silent_before(settings: &WarningSettings, now: Timestamp) -> i64 {
    match settings.silence_hours {
        // Nothing is older than time itself.
        0 => i64::MIN,
        hours => now.0 - i64::from(hours) * 60 * 60 * 1000,
    }
}

async fn turned(write: &mut Write<'_>) -> Result<Vec<Warning>, StoreError> {
    let question = [TURNED, " order by address limit $1"].concat();
    let rows = sqlx::query(sqlx::AssertSqlSafe(question))
        .bind(ROUND_MAX)
        .fetch_all(write.tx())
        .await?;
    let mut found = Vec::new();
    for row in &rows {
        let c = Columns::new("mailboxes", row);
        let is_bad = c.text("verdict")? == "bad";
        let address = c.text("address")?;
        sqlx::query("update mailboxes set told_bad = $1, told_silent = 0 where address = $2")
            .bind(i64::from(is_bad))
            .bind(&address)
            .execute(write.tx())
            .await?;
        found.push(Warning {
            kind: if is_bad {
                WarningKind::Bad
            } else {
                WarningKind::Recovered
            },
            object: address,
            name: c.text("name")?,
            cause: c.maybe_cause("verdict_cause")?,
            days_left: None,
            at: c.at("verdict_since")?,
        });
    }
    Ok(found)
}

async fn silent(
    write: &mut Write<'_>,
    settings: &WarningSettings,
    now: Timestamp,
) -> Result<Vec<Warning>, StoreError> {
    let before = silent_before(settings, now);
    // Whoever proved itself again may fall silent again.
    sqlx::query("update mailboxes set told_silent = 0 where told_silent = 1 and proved_at >= $1")
        .bind(before)
        .execute(write.tx())
        .await?;
    let question = [SILENT, " order by address limit $2"].concat();
    let rows = sqlx::query(sqlx::AssertSqlSafe(question))
        .bind(before)
        .bind(ROUND_MAX)
        .fetch_all(write.tx())
        .await?;
    let mut found = Vec::new();
    for row in &rows {
        let c = Columns::new("mailboxes", row);
        let address = c.text("address")?;
        sqlx::query("update mailboxes set told_silent = 1 where address = $1")
            .bind(&address)
            .execute(write.tx())
            .await?;
        let proved_at = c.at("proved_at")?;
        found.push(Warning {
            kind: WarningKind::Silent,
            object: address,
            name: c.text("name")?,
            cause: c.maybe_cause("verdict_cause")?,
            days_left: None,
            at: if proved_at.0 > 0 {
                proved_at
            } else {
                c.at("added_at")?
            },
        });
    }
    Ok(found)
}

async fn ending(write: &mut Write<'_>, now: Timestamp) -> Result<Vec<Warning>, StoreError> {
    let today = now.day().0;
    let rows = sqlx::query(ENDING)
        .bind(today)
        .bind(SECRET_REMINDER_DAYS[0])
        .fetch_all(write.tx())
        .await?;
    let mut found = Vec::new();
    for row in &rows {
        let c = Columns::new("secrets", row);
        let (account, expires) = (c.text("account_id")?, c.number("expires_on")?);
        let left = expires - today;
        let days = SECRET_REMINDER_DAYS.into_iter().rfind(|days| left <= *days);
        sqlx::query(
            "insert into secret_warnings (account_id, expires_on, days) values ($1, $2, $3)",
        )
        .bind(&account)
        .bind(expires)
        .bind(days.unwrap_or(SECRET_REMINDER_DAYS[0]))
        .execute(write.tx())
        .await?;
        found.push(Warning {
            kind: WarningKind::Secret,
            object: account,
            name: c.text("name")?,
            cause: Some(Cause::SecretExpiresSoon),
            days_left: Some(left),
            at: now,
        });
    }
    Ok(found)
}

/// Writes a round, and a delivery for each way out there is.
async fn make_round(
    write: &mut Write<'_>,
    found: &[Warning],
    settings: &WarningSettings,
    now: Timestamp,
) -> Result<WarningRoundId, StoreError> {
    let id = random::id();
    sqlx::query("insert into warning_rounds (id, made_at) values ($1, $2)")
        .bind(&id)
        .bind(now.0)
        .execute(write.tx())
        .await?;
    for (warning, position) in found.iter().zip(1_i64..) {
        sqlx::query(
            "insert into warnings (round_id, position, kind, object, name, cause, days_left, at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(&id)
        .bind(position)
        .bind(warning.kind.code())
        .bind(&warning.object)
        .bind(&warning.name)
        .bind(warning.cause.map(Cause::code))
        .bind(warning.days_left)
        .bind(warning.at.0)
        .execute(write.tx())
        .await?;
    }
    let urgent = found.iter().any(|w| w.kind == WarningKind::Test);
    if settings.mail_from.is_some() && !settings.mail_to.is_empty() {
        let due = if urgent {
            now.0
        } else {
            mail_due(write, now).await?
        };
        add_delivery(write, &id, Channel::Mail, due).await?;
    }
    if settings.webhook_url.is_some() {
        add_delivery(write, &id, Channel::Webhook, now.0).await?;
    }
    write.changed(ChangeKind::Warning, &id);
    WarningRoundId::parse(&id).map_err(|_| StoreError::Corrupt("warning_rounds"))
}

/// When the next mail may go out.
async fn mail_due(write: &mut Write<'_>, now: Timestamp) -> Result<i64, StoreError> {
    let row = sqlx::query(
        "select coalesce(max(ended_at), 0) as last from deliveries where channel = 'mail'",
    )
    .fetch_one(write.tx())
    .await?;
    let last = Columns::new("deliveries", &row).number("last")?;
    Ok(now.0.max(last + MAIL_EVERY_MS))
}

async fn add_delivery(
    write: &mut Write<'_>,
    round: &str,
    channel: Channel,
    due: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into deliveries (id, round_id, channel, state, tries, due_at) \
         values ($1, $2, $3, 'waiting', 0, $4)",
    )
    .bind(random::id())
    .bind(round)
    .bind(channel.code())
    .bind(due)
    .execute(write.tx())
    .await?;
    Ok(())
}

fn warning(row: &AnyRow) -> Result<Warning, StoreError> {
    let c = Columns::new("warnings", row);
    Ok(Warning {
        kind: c.code("kind", |code| {
            WarningKind::ALL.into_iter().find(|k| k.code() == code)
        })?,
        object: c.text("object")?,
        name: c.text("name")?,
        cause: c.maybe_cause("cause")?,
        days_left: c.maybe_at("days_left")?.map(|days| days.0),
        at: c.at("at")?,
    })
}

fn delivery(row: &AnyRow) -> Result<Delivery, StoreError> {
    let c = Columns::new("deliveries", row);
    Ok(Delivery {
        id: c.parsed("id", DeliveryId::parse)?,
        channel: c.code("channel", |code| {
            Channel::ALL.into_iter().find(|k| k.code() == code)
        })?,
        state: c.code("state", |code| {
            DeliveryState::ALL.into_iter().find(|s| s.code() == code)
        })?,
        tries: u32::try_from(c.number("tries")?).unwrap_or(u32::MAX),
        due_at: c.at("due_at")?,
        ended_at: c.maybe_at("ended_at")?,
        answer: c.maybe_text("answer")?,
    })
}
