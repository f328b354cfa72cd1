//! HTTPS with a certificate authority of the stand-in's own, because MSAL and
//! its like speak nothing else. The authority is made at the first start and
//! handed out as a file that a client is told to trust.

use std::io::Write as _;
use std::net::IpAddr;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PublicKeyData as _,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};

use crate::base::clock::{self, Moment};

/// Browsers take no certificate for more than 825 days.
const LEAF_SECONDS: i64 = 800 * 86_400;

/// Why there is no HTTPS.
#[derive(Debug, thiserror::Error)]
pub enum HttpsError {
    /// The file system's word.
    #[error("{path} cannot be used for the certificate authority: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A certificate without its key cannot sign.
    #[error(
        "{certificate} is there and its key {key} is not: remove the one or bring back the other"
    )]
    KeyMissing {
        /// The authority's certificate.
        certificate: PathBuf,
        /// Where its key should be.
        key: PathBuf,
    },
    /// The key file, or a host name, is not what it should be.
    #[error("a certificate could not be made: {0}")]
    Certificate(#[from] rcgen::Error),
    /// The certificate could not be put to use.
    #[error("HTTPS could not be set up: {0}")]
    Tls(#[from] rustls::Error),
}

/// The authority: its key signs, its certificate is what clients trust.
pub(crate) struct Authority {
    key: KeyPair,
    /// The certificate, as it is handed out.
    pub(crate) pem: String,
}

impl Authority {
    /// The authority in the file, which is made if it is not there; one of
    /// this run only when no file is named.
    pub(crate) fn at(path: Option<&Path>) -> Result<Self, HttpsError> {
        let Some(path) = path else {
            return Self::new();
        };
        let key_path = beside(path);
        let io = |path: &Path| {
            let path = path.to_owned();
            move |source| HttpsError::Io { path, source }
        };
        match (path.exists(), key_path.exists()) {
            (true, true) => {
                let key = std::fs::read_to_string(&key_path).map_err(io(&key_path))?;
                let pem = std::fs::read_to_string(path).map_err(io(path))?;
                let key = KeyPair::from_pem(&key)?;
                Ok(Self { key, pem })
            }
            (true, false) => Err(HttpsError::KeyMissing {
                certificate: path.to_owned(),
                key: key_path,
            }),
            (false, _) => {
                let made = Self::new()?;
                // The key first: a certificate that is there has its key.
                std::fs::OpenOptions::new()
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .mode(0o600)
                    .open(&key_path)
                    .and_then(|mut file| file.write_all(made.key.serialize_pem().as_bytes()))
                    .map_err(io(&key_path))?;
                std::fs::write(path, &made.pem).map_err(io(path))?;
                Ok(made)
            }
        }
    }

    fn new() -> Result<Self, HttpsError> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let pem = parameters(&key).self_signed(&key)?.pem();
        Ok(Self { key, pem })
    }

    /// What a TLS listener needs to answer to these host names and addresses.
    pub(crate) fn server(&self, hosts: &[String]) -> Result<Arc<ServerConfig>, HttpsError> {
        let issuer = Issuer::new(parameters(&self.key), &self.key);
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let mut leaf = CertificateParams::new(hosts)?;
        leaf.distinguished_name = DistinguishedName::new();
        leaf.distinguished_name
            .push(DnType::CommonName, "Stand-in Microsoft");
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.use_authority_key_identifier_extension = true;
        // Made anew at each start, and for no longer than any browser takes.
        let now = clock::system_now();
        let (year, month, day) = date(now.plus_seconds(-86_400));
        leaf.not_before = rcgen::date_time_ymd(year, month, day);
        let (year, month, day) = date(now.plus_seconds(LEAF_SECONDS));
        leaf.not_after = rcgen::date_time_ymd(year, month, day);
        let leaf = leaf.signed_by(&key, &issuer)?;
        let chain: Vec<CertificateDer<'static>> = vec![leaf.der().clone()];
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

/// The authority's own certificate. Everything in it but the signature follows
/// from the key, so that the key alone can sign for it after a restart.
fn parameters(key: &KeyPair) -> CertificateParams {
    let digest = Sha256::digest(key.der_bytes());
    let short: String = digest.iter().take(4).map(|b| format!("{b:02x}")).collect();
    let mut name = DistinguishedName::new();
    name.push(DnType::OrganizationName, "Stand-in Microsoft");
    // Two authorities must not have one name: a browser takes the wrong one.
    name.push(
        DnType::CommonName,
        format!("Stand-in Microsoft authority {short}"),
    );
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = name;
    parameters.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    parameters.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    parameters.not_before = rcgen::date_time_ymd(2025, 1, 1);
    parameters.not_after = rcgen::date_time_ymd(2045, 1, 1);
    parameters
}

/// Year, month and day as the library wants them.
fn date(moment: Moment) -> (i32, u8, u8) {
    let (year, month, day) = moment.date();
    let small = |number| u8::try_from(number).unwrap_or(1);
    (
        i32::try_from(year).unwrap_or(2026),
        small(month),
        small(day),
    )
}

/// The key's file stands beside the certificate's.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// The names a certificate is for: those asked for, and this machine's own.
pub(crate) fn host_names(asked: &[String], listening: IpAddr, public_url: &str) -> Vec<String> {
    let mut hosts: Vec<String> = Vec::new();
    let public = url::Url::parse(public_url).ok();
    let public = public.as_ref().and_then(url::Url::host_str);
    let all = asked
        .iter()
        .map(String::as_str)
        .chain(public)
        .map(|host| host.trim_matches(['[', ']']).to_owned())
        .chain((!listening.is_unspecified()).then(|| listening.to_string()))
        .chain(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
    for host in all {
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}
