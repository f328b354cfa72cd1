//! TLS by ourselves: the certificate is the one in the files, also after they
//! were replaced.

use crate::support::Town;
use std::path::Path;
use std::time::Duration;

struct Pair {
    certificate: String,
    key: String,
}

fn pair() -> Pair {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    Pair {
        certificate: made.cert.pem(),
        key: made.signing_key.serialize_pem(),
    }
}

fn write(folder: &Path, pair: &Pair) {
    std::fs::write(folder.join("cert.pem"), &pair.certificate).unwrap();
    std::fs::write(folder.join("key.pem"), &pair.key).unwrap();
}

/// Whether a client that trusts this certificate only gets an answer.
async fn is_served(town: &Town, pair: &Pair) -> Option<reqwest::Response> {
    let root = reqwest::Certificate::from_pem(pair.certificate.as_bytes()).unwrap();
    let client = reqwest::Client::builder()
        .tls_certs_only([root])
        .build()
        .unwrap();
    let port = town.url.rsplit(':').next().unwrap();
    let url = format!("https://localhost:{port}/health/live");
    client.get(url).send().await.ok()
}

/// A certificate is looked at every two seconds.
async fn soon(mut is_so: impl AsyncFnMut() -> bool) {
    for _ in 0..200 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it never came");
}

#[tokio::test]
async fn a_certificate_is_replaced_while_running_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (pair(), pair());
    write(folder.path(), &first);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let town = Town::with_flags(&[
        "--tls-certificate",
        &path("cert.pem"),
        "--tls-key",
        &path("key.pem"),
    ])
    .await;
    assert!(town.url.starts_with("https://"));
    let answer = is_served(&town, &first).await.unwrap();
    let hsts = answer.headers()["strict-transport-security"]
        .to_str()
        .unwrap();
    assert!(hsts.contains("max-age=31536000"), "{hsts}");
    assert!(is_served(&town, &second).await.is_none());

    // Half a certificate: the old one stays, and the log says so.
    std::fs::write(folder.path().join("cert.pem"), &second.certificate[..80]).unwrap();
    soon(async || town.logged().contains("stays the old one")).await;
    assert!(is_served(&town, &first).await.is_some());
    // The new certificate with the old key: they do not belong together.
    std::fs::write(folder.path().join("cert.pem"), &second.certificate).unwrap();
    soon(async || town.logged().contains("do not belong together")).await;
    assert!(is_served(&town, &first).await.is_some());

    write(folder.path(), &second);
    soon(async || is_served(&town, &second).await.is_some()).await;
    assert!(is_served(&town, &first).await.is_none());
    assert!(!town.logged().contains("PRIVATE KEY"));
}

#[test]
fn a_certificate_that_cannot_be_used_is_one_clear_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (pair(), pair());
    let path = |name: &str| folder.path().join(name).display().to_string();
    let start = || {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_imagecapture-mail"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data", &path("data")])
            .args(["--tls-certificate", &path("cert.pem")])
            .args(["--tls-key", &path("key.pem")])
            .output()
            .unwrap();
        assert!(!out.status.success());
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(said.lines().count(), 1, "{said}");
        said
    };
    assert!(start().contains("cannot be read"));
    write(
        folder.path(),
        &Pair {
            certificate: "none".into(),
            key: first.key.clone(),
        },
    );
    assert!(start().contains("holds no certificate"));
    write(
        folder.path(),
        &Pair {
            certificate: first.certificate.clone(),
            key: "none".into(),
        },
    );
    assert!(start().contains("holds no private key"));
    write(
        folder.path(),
        &Pair {
            certificate: first.certificate,
            key: second.key,
        },
    );
    assert!(start().contains("do not belong together"));
}
