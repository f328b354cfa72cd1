//! One RSA key that signs id_tokens: the JWS it makes (RFC 7515, RS256) and
//! what JWKS shows of it (RFC 7517).

use aws_lc_rs::digest;
use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rcgen::{CertificateParams, DistinguishedName, DnType, PKCS_RSA_SHA256, SerialNumber};
use rustls::pki_types::PrivatePkcs8KeyDer;
use serde_json::{Value, json};

use super::random::Dice;
use super::{der, rsa_from_seed};

/// The name in the certificates of Microsoft's own signing keys.
const SUBJECT: &str = "accounts.accesscontrol.windows.net";

/// Why a key could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The library could not make or use a key.
    #[error("an RSA signing key could not be made")]
    Unusable,
    /// The state file holds something that is no key.
    #[error("the state file holds a signing key that cannot be read")]
    Unreadable,
}

pub(crate) struct SigningKey {
    /// `kid`, and `x5t` too: the thumbprint of the certificate.
    pub(crate) id: String,
    pair: RsaKeyPair,
    pkcs8: Vec<u8>,
    modulus: String,
    exponent: String,
    certificate: String,
}

impl SigningKey {
    pub(crate) fn generate(dice: &Dice) -> Result<Self, KeyError> {
        if dice.is_loaded() {
            return Self::from_pkcs8(rsa_from_seed::pkcs8(dice).ok_or(KeyError::Unusable)?);
        }
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Unusable)?;
        let der = pair.as_der().map_err(|_| KeyError::Unusable)?;
        Self::from_pkcs8(der.as_ref().to_vec())
    }

    pub(crate) fn from_pkcs8(pkcs8: Vec<u8>) -> Result<Self, KeyError> {
        let pair = RsaKeyPair::from_pkcs8(&pkcs8).map_err(|_| KeyError::Unreadable)?;
        let public = pair.public_key().as_ref();
        let (modulus, exponent) = der::rsa_numbers(public).ok_or(KeyError::Unreadable)?;
        let certificate = certificate(&pkcs8, public).map_err(|_| KeyError::Unreadable)?;
        let thumbprint = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &certificate);
        Ok(Self {
            id: URL_SAFE_NO_PAD.encode(thumbprint),
            modulus: URL_SAFE_NO_PAD.encode(modulus),
            exponent: URL_SAFE_NO_PAD.encode(exponent),
            certificate: STANDARD.encode(certificate),
            pair,
            pkcs8,
        })
    }

    /// For the state file.
    pub(crate) fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The entry in JWKS, with the issuer Microsoft adds to it.
    pub(crate) fn jwk(&self, issuer: &str) -> Value {
        json!({
            "kty": "RSA",
            "use": "sig",
            "kid": self.id,
            "x5t": self.id,
            "n": self.modulus,
            "e": self.exponent,
            "x5c": [self.certificate],
            "issuer": issuer,
        })
    }

    /// Signs claims as an id_token is signed.
    pub(crate) fn sign(&self, claims: &Value) -> Result<String, KeyError> {
        let head = encode(&json!({"typ": "JWT", "alg": "RS256", "kid": self.id}));
        let text = format!("{head}.{}", encode(claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                text.as_bytes(),
                &mut signature,
            )
            .map_err(|_| KeyError::Unusable)?;
        Ok(format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// A certificate for `x5c`, signed by the key itself as Microsoft's are.
/// Everything in it follows from the key, so that it is the same on each start.
fn certificate(pkcs8: &[u8], public: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
    let key = PrivatePkcs8KeyDer::from(pkcs8);
    let key = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&key, &PKCS_RSA_SHA256)?;
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, SUBJECT);
    let mut serial = digest::digest(&digest::SHA256, public).as_ref().to_vec();
    serial.truncate(16);
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = name;
    parameters.serial_number = Some(SerialNumber::from(serial));
    parameters.not_before = rcgen::date_time_ymd(2026, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(2036, 1, 1);
    let certificate = parameters.self_signed(&key)?;
    Ok(certificate.der().as_ref().to_vec())
}

/// A JSON part of a compact JWS.
pub(crate) fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}
