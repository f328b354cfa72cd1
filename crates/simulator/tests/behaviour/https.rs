//! HTTPS: a certificate authority of its own, and addresses that name the door
//! a request came through.

use reqwest::{Certificate, Client};
use serde_json::Value;
use simulator::{Config, Handle, Simulator};

use crate::common::*;

async fn secure(config: Config) -> Handle {
    let config = Config {
        https: Some(([127, 0, 0, 1], 0).into()),
        tenants: Some(include_str!("common/tenants.toml").to_owned()),
        ..config
    };
    Simulator::start(config).await.expect("starts")
}

fn trusting(pem: &str) -> Client {
    let authority = Certificate::from_pem(pem.as_bytes()).expect("a certificate");
    Client::builder()
        .tls_certs_only([authority])
        .no_proxy()
        .build()
        .expect("a client")
}

async fn document(client: &Client, base: &str) -> Value {
    let url = format!("{base}/{TENANT}/v2.0/.well-known/openid-configuration");
    let answer = client.get(url).send().await.expect("an answer");
    answer.json().await.expect("a document")
}

#[tokio::test]
async fn a_client_that_trusts_the_authority_is_let_in_and_no_other() {
    let handle = secure(Config::default()).await;
    let url = handle.https_url().expect("HTTPS").to_owned();
    assert!(url.starts_with("https://localhost:"), "{url}");
    let pem = handle.ca_certificate().expect("a certificate").to_owned();
    let client = trusting(&pem);
    assert_eq!(
        document(&client, &url).await["issuer"],
        format!("{url}/{TENANT}/v2.0")
    );
    // The same by address, which the certificate is for as well.
    document(&client, &url.replace("localhost", "127.0.0.1")).await;
    let handed_out = client
        .get(format!("{}/stand-in/ca.pem", handle.url()))
        .send()
        .await
        .expect("an answer");
    assert_eq!(handed_out.text().await.expect("a text"), pem);
    let stranger = Client::builder().no_proxy().build().expect("a client");
    assert!(stranger.get(&url).send().await.is_err());
}

#[tokio::test]
async fn every_address_an_answer_names_is_that_of_the_door_it_came_through() {
    let handle = secure(Config::default()).await;
    let url = handle.https_url().expect("HTTPS").to_owned();
    let client = trusting(handle.ca_certificate().expect("a certificate"));
    for (base, other) in [(url.as_str(), handle.url()), (handle.url(), url.as_str())] {
        let text = document(&client, base).await.to_string();
        assert!(text.contains(base) && !text.contains(other), "{text}");
    }
}

#[tokio::test]
async fn the_authority_in_a_file_is_the_same_after_a_restart() {
    let folder = std::env::temp_dir().join(format!("simulator-ca-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("ca.pem");
    let config = Config {
        ca_file: Some(file.clone()),
        hosts: vec!["login.stand-in.example".to_owned()],
        ..Config::default()
    };
    let first = secure(config.clone()).await;
    let pem = std::fs::read_to_string(&file).expect("the certificate");
    assert_eq!(first.ca_certificate(), Some(pem.as_str()));
    let url = first.https_url().expect("HTTPS");
    assert!(url.starts_with("https://login.stand-in.example:"), "{url}");
    first.stop().await;

    let second = secure(config.clone()).await;
    let port = second.https_url().and_then(|url| url.rsplit_once(':'));
    let port: u16 = port.expect("a port").1.parse().expect("a number");
    let authority = Certificate::from_pem(pem.as_bytes()).expect("a certificate");
    let client = Client::builder()
        .tls_certs_only([authority])
        .resolve("login.stand-in.example", ([127, 0, 0, 1], port).into())
        .no_proxy()
        .build()
        .expect("a client");
    document(&client, second.https_url().expect("HTTPS")).await;

    let key = folder.join("ca.pem.key");
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(&key).expect("the key").permissions(),
    );
    assert_eq!(mode & 0o077, 0, "only the owner reads the key");
    std::fs::remove_file(&key).expect("removed");
    let refused = Simulator::start(Config {
        https: Some(([127, 0, 0, 1], 0).into()),
        ..config
    })
    .await;
    assert!(refused.is_err_and(|error| error.to_string().contains("its key")));
    std::fs::remove_dir_all(&folder).expect("cleaned up");
}
