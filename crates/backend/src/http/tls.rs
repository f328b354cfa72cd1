//! TLS by ourselves: a certificate and its key from files, read again when they
//! change. A broken new file keeps the old certificate, and says so.

use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How often the files are looked at. They are small.
const LOOK: Duration = Duration::from_secs(2);

/// Why the certificate cannot be used. Each text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file.
    #[error("{0} cannot be read: {1}. Check its path and its rights")]
    File(String, std::io::Error),
    /// No certificate in it.
    #[error("{0} holds no certificate; it must be PEM, with the whole chain, our own first")]
    NoCertificate(String),
    /// No key in it.
    #[error("{0} holds no private key that can be read; it must be PEM, without a passphrase")]
    NoKey(String),
    /// They do not belong together.
    #[error("{0} and {1} do not belong together, or cannot be used: {2}")]
    NoPair(String, String, rustls::Error),
    /// The library refuses.
    #[error("TLS cannot be set up: {0}")]
    SetUp(#[from] rustls::Error),
}

/// Where certificate and key lie.
#[derive(Clone, Debug)]
struct Files {
    certificate: PathBuf,
    key: PathBuf,
}

/// The certificate of now.
#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let now = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Some(now.clone())
    }
}

/// Speaks TLS with clients. Cheap to clone.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

impl Tls {
    /// Reads the files, and looks after them from now on.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn open(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let files = Files {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
        };
        let provider = Arc::new(aws_lc_rs::default_provider());
        let bytes = files.read()?;
        let current = Current(RwLock::new(files.pair(&bytes, &provider)?));
        let current = Arc::new(current);
        let mut config = ServerConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(current.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        tokio::spawn(look_after(files, bytes, current, provider));
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    /// The handshake.
    pub(super) async fn accept(&self, stream: TcpStream) -> std::io::Result<TlsStream<TcpStream>> {
        self.0.accept(stream).await
    }
}

/// The contents of both files.
#[derive(PartialEq, Eq)]
struct Contents {
    certificate: Vec<u8>,
    key: zeroize::Zeroizing<Vec<u8>>,
}

impl Files {
    fn read(&self) -> Result<Contents, TlsError> {
        let read = |path: &Path| {
            std::fs::read(path).map_err(|error| TlsError::File(path.display().to_string(), error))
        };
        Ok(Contents {
            certificate: read(&self.certificate)?,
            key: read(&self.key)?.into(),
        })
    }

    fn pair(
        &self,
        contents: &Contents,
        provider: &CryptoProvider,
    ) -> Result<Arc<CertifiedKey>, TlsError> {
        let name = |path: &Path| path.display().to_string();
        let chain: Vec<_> = CertificateDer::pem_slice_iter(&contents.certificate)
            .collect::<Result<_, _>>()
            .unwrap_or_default();
        if chain.is_empty() {
            return Err(TlsError::NoCertificate(name(&self.certificate)));
        }
        let key = PrivateKeyDer::from_pem_slice(&contents.key)
            .map_err(|_| TlsError::NoKey(name(&self.key)))?;
        CertifiedKey::from_der(chain, key, provider)
            .map(Arc::new)
            .map_err(|error| TlsError::NoPair(name(&self.certificate), name(&self.key), error))
    }
}

async fn look_after(
    files: Files,
    mut seen: Contents,
    current: Arc<Current>,
    provider: Arc<CryptoProvider>,
) {
    loop {
        tokio::time::sleep(LOOK).await;
        let contents = match files.read() {
            Ok(contents) if contents == seen => continue,
            Ok(contents) => contents,
            // Being replaced at this very moment, perhaps: the next look tells.
            Err(error) => {
                tracing::warn!(%error, "the certificate stays the old one");
                continue;
            }
        };
        match files.pair(&contents, &provider) {
            Ok(pair) => {
                *current.0.write().unwrap_or_else(PoisonError::into_inner) = pair;
                tracing::info!("the certificate was replaced");
            }
            Err(error) => tracing::error!(%error, "the certificate stays the old one"),
        }
        seen = contents;
    }
}
