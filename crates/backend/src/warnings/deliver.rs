//! The work of telling: finds what is new, then makes the deliveries that are
//! due, each with a longer wait after every failure.

use super::{hook, words};
use crate::clock;
use crate::http::App;
use crate::proofs::Told;
use crate::store::{DueDelivery, StoreError};
use contract::time::{DAY_MS, Timestamp};
use contract::warnings::{Channel, DeliveryState, WarningSettings, WebhookBody};

/// Waits between tries, in seconds; the last one again and again.
const WAITS: [i64; 7] = [5, 30, 120, 600, 1800, 3600, 3 * 3600];

/// After this long it is given up.
const GIVEN_UP_MS: i64 = DAY_MS;

/// Tells what is to be told.
///
/// # Errors
/// Where the store refuses; then it is told later.
pub(crate) async fn work(app: &App) -> Result<(), StoreError> {
    let settings = app.store().warning_settings().await?;
    if settings.webhook_url.is_none() && settings.mail_from.is_none() {
        // Nobody wants to know. What is wrong then is told first thing to
        // whoever wants to later.
        return Ok(());
    }
    app.store().find_warnings().await?;
    while let Some(due) = app.store().take_delivery().await? {
        let (state, answer) = match due.delivery.channel {
            Channel::Mail => mail(app, &settings, &due).await,
            Channel::Webhook => webhook(app, &settings, &due).await?,
        };
        let next = (state == DeliveryState::Waiting).then(|| next_try(&due));
        let given_up = next.is_some_and(|next| next.0 - due.made_at.0 > GIVEN_UP_MS);
        let (state, next) = match given_up {
            true => (DeliveryState::Failed, None),
            false => (state, next),
        };
        if state != DeliveryState::Sent {
            let channel = due.delivery.channel.code();
            tracing::warn!(channel, answer, "a warning was not delivered");
        }
        for id in std::iter::once(&due.delivery.id).chain(&due.along) {
            app.store().end_delivery(id, state, next, &answer).await?;
        }
    }
    Ok(())
}

fn next_try(due: &DueDelivery) -> Timestamp {
    let tries = due.delivery.tries.saturating_sub(1) as usize;
    let wait = WAITS.get(tries).unwrap_or(&WAITS[WAITS.len() - 1]);
    clock::now().plus_ms(wait * 1000)
}

async fn mail(app: &App, settings: &WarningSettings, due: &DueDelivery) -> (DeliveryState, String) {
    let Some(from) = &settings.mail_from else {
        return (DeliveryState::Failed, "no mailbox to send from".to_owned());
    };
    let public = app.site().public.as_str();
    let (subject, text) = words::mail(&due.warnings, settings.lang, public);
    match app
        .proofs()
        .tell(from, &settings.mail_to, &subject, &text)
        .await
    {
        Told::Taken => (DeliveryState::Sent, "202 Accepted".to_owned()),
        Told::MaybeTaken => (DeliveryState::Unknown, "no answer".to_owned()),
        Told::Refused(cause) => (DeliveryState::Waiting, cause.code().to_owned()),
    }
}

async fn webhook(
    app: &App,
    settings: &WarningSettings,
    due: &DueDelivery,
) -> Result<(DeliveryState, String), StoreError> {
    let secret = app.store().hook_secret().await?;
    let (Some(url), Some(secret)) = (&settings.webhook_url, secret) else {
        return Ok((DeliveryState::Failed, "no webhook".to_owned()));
    };
    let body = WebhookBody {
        kind: "imagecapture.warnings".to_owned(),
        installation: app.site().public.to_string(),
        made_at: due.made_at,
        warnings: due.warnings.clone(),
    };
    let body = serde_json::to_string(&body).unwrap_or_default();
    let allowed = &app.site().webhook_networks;
    let (id, now) = (&due.delivery.id, clock::now());
    Ok(
        match hook::send(url, allowed, &secret, id, now, body).await {
            Ok(answer) => (DeliveryState::Sent, answer),
            Err(answer) => (DeliveryState::Waiting, answer),
        },
    )
}
