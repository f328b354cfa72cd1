//! A webhook: one signed POST, to the very addresses that were looked at, that
//! follows nobody anywhere else. Signed as Standard Webhooks are.

use super::target::{self, Target};
use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::ids::DeliveryId;
use contract::time::Timestamp;
use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};
use std::time::Duration;

/// What a secret begins with.
pub(super) const SECRET_PREFIX: &str = "whsec_";

/// Longest time for all of it.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends a body. On failure: why, in a word that may be shown.
pub(super) async fn send(
    url: &str,
    allowed: &[IpNet],
    secret: &SecretString,
    id: &DeliveryId,
    at: Timestamp,
    body: String,
) -> Result<String, String> {
    // Looked at again each time: names move.
    let target = target::resolve(url, allowed).await;
    let target = target.map_err(|refused| refused.code().to_owned())?;
    let client = client(&target).map_err(|_| "no TLS".to_owned())?;
    let seconds = at.0 / 1000;
    let request = client
        .post(target.url)
        .header("content-type", "application/json")
        .header("webhook-id", id.as_str())
        .header("webhook-timestamp", seconds.to_string())
        .header("webhook-signature", sign(secret, id, seconds, &body))
        .body(body);
    // Nothing of the answer but its status: it may be of any size.
    match request.send().await {
        Ok(answer) if answer.status().is_success() => {
            Ok(format!("HTTP {}", answer.status().as_u16()))
        }
        Ok(answer) => Err(format!("HTTP {}", answer.status().as_u16())),
        Err(error) if error.is_timeout() => Err("no answer in time".to_owned()),
        Err(error) if error.is_connect() => Err("no connection".to_owned()),
        Err(_) => Err("no answer".to_owned()),
    }
}

fn client(target: &Target) -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .timeout(TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        // A proxy would look the name up itself.
        .no_proxy()
        .resolve_to_addrs(&target.host, &target.addresses)
        .user_agent(concat!(
            "ImageCapture-mail-link/",
            env!("CARGO_PKG_VERSION")
        ))
        .build()
}

/// `v1,` and the HMAC-SHA256 of id, time and body.
fn sign(secret: &SecretString, id: &DeliveryId, seconds: i64, body: &str) -> String {
    let text = secret.expose_secret();
    let encoded = text.strip_prefix(SECRET_PREFIX).unwrap_or(text);
    let bytes = STANDARD.decode(encoded).unwrap_or_default();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &bytes);
    let signed = format!("{id}.{seconds}.{body}");
    let tag = hmac::sign(&key, signed.as_bytes());
    ["v1,", &STANDARD.encode(tag.as_ref())].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_covers_id_time_and_body() {
        let secret = SecretString::from("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let id = DeliveryId::parse("0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111").unwrap();
        let first = sign(&secret, &id, 1_614_265_330, "{}");
        assert!(first.starts_with("v1,") && first.len() == 47, "{first}");
        assert_ne!(first, sign(&secret, &id, 1_614_265_331, "{}"));
        assert_ne!(first, sign(&secret, &id, 1_614_265_330, "{ }"));
        let other = SecretString::from("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx");
        assert_ne!(first, sign(&other, &id, 1_614_265_330, "{}"));
    }
}
