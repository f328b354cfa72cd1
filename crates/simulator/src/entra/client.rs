//! How a client proves itself at the token endpoint.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::base::clock::Moment;
use crate::base::text::Parameters;
use crate::control::issued::Sensitive;
use crate::directory::model::App;
use crate::entra::errors::{self, EntraError};
use crate::world::World;

/// Client id and secret, from the body or from HTTP Basic (RFC 6749, 2.3.1).
#[derive(Debug, Default)]
pub(crate) struct Credentials {
    pub(crate) client_id: Option<String>,
    pub(crate) secret: Option<String>,
}

impl Credentials {
    pub(crate) fn of(world: &World, headers: &HeaderMap, body: &Parameters) -> Self {
        let basic = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(basic);
        let (id, secret) = basic.unwrap_or_default();
        let own = |name: &str| body.get(name).map(str::to_owned);
        let found = Self {
            client_id: own("client_id").or(id),
            secret: own("client_secret").or(secret),
        };
        if let Some(secret) = &found.secret {
            world.ledger.note(Sensitive::ClientSecret, secret);
        }
        found
    }
}

fn basic(header: &str) -> Option<(Option<String>, Option<String>)> {
    let encoded = header
        .strip_prefix("Basic ")
        .or_else(|| header.strip_prefix("basic "))?;
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    let plain = |text: &str| {
        let text = text.replace('+', " ");
        let decoded = percent_encoding::percent_decode_str(&text).decode_utf8_lossy();
        Some(decoded.into_owned()).filter(|text| !text.is_empty())
    };
    Some((plain(id), plain(secret)))
}

/// A confidential client must send one of its secrets that still holds.
pub(crate) fn check_secret(app: &App, secret: Option<&str>, now: Moment) -> Result<(), EntraError> {
    let Some(secret) = secret else {
        return Err(errors::secret_missing());
    };
    let matching: Vec<_> = app
        .secrets
        .iter()
        .filter(|known| known.value == secret)
        .collect();
    if matching.is_empty() {
        return Err(errors::secret_wrong(&app.client_id));
    }
    if matching.iter().all(|known| known.expires <= now) {
        return Err(errors::secret_expired(&app.client_id));
    }
    Ok(())
}
