//! A started stand-in and a client that knows nothing of its inside.
#![allow(unreachable_pub, missing_docs)]

pub mod openapi;

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::header::{HeaderMap, LOCATION};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use simulator::{Config, Handle, Simulator};

pub const TENANT: &str = "aaaaaaaa-0000-4000-8000-000000000001";
pub const BETA: &str = "bbbbbbbb-0000-4000-8000-000000000002";
pub const CLIENT: &str = "aaaaaaaa-0000-4000-8000-00000000c001";
pub const BETA_CLIENT: &str = "bbbbbbbb-0000-4000-8000-00000000c001";
pub const SECRET: &str = "main-secret-value";
pub const PASSWORD: &str = "Test-1234!";
pub const REDIRECT: &str = "http://localhost:5000/microsoftgraph";
pub const SCOPE: &str =
    "openid profile offline_access Mail.ReadWrite.Shared Mail.Send.Shared User.Read";
pub const SERVICE: &str = "svc@alfa.nl";
pub const VERIFIER: &str = "a-verifier-that-is-long-enough-for-the-rule-43";

pub struct Bench {
    pub handle: Handle,
    pub http: reqwest::Client,
    pub url: String,
}

/// Status, headers, and the body as text and JSON.
pub struct Seen {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    pub json: Value,
}

impl Seen {
    pub fn location(&self) -> String {
        self.headers
            .get(LOCATION)
            .unwrap_or_else(|| panic!("no redirect but {}: {}", self.status, self.text))
            .to_str()
            .expect("readable")
            .to_owned()
    }

    /// The parameters of the redirect, from query or fragment.
    pub fn returned(&self) -> HashMap<String, String> {
        returned(&self.location())
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// Graph's error code.
    pub fn code(&self) -> &str {
        self.json["error"]["code"].as_str().unwrap_or("")
    }

    /// The first AADSTS number of an error.
    pub fn aadsts(&self) -> i64 {
        self.json["error_codes"][0].as_i64().unwrap_or(0)
    }
}

pub fn returned(location: &str) -> HashMap<String, String> {
    let (_, after) = location.split_once(['?', '#']).expect("parameters");
    form_urlencoded::parse(after.as_bytes())
        .into_owned()
        .collect()
}

pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

pub async fn bench() -> Bench {
    bench_with(Config {
        tenants: Some(include_str!("tenants.toml").to_owned()),
        ..Config::default()
    })
    .await
}

pub async fn bench_with(config: Config) -> Bench {
    let handle = Simulator::start(config).await.expect("starts");
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .expect("client");
    let url = handle.url().to_owned();
    Bench { handle, http, url }
}

/// Every answer of Graph that a test gets is as Microsoft describes it.
pub fn compared(method: &Method, url: &reqwest::Url, status: StatusCode, body: &Value) -> bool {
    let Some(path) = url.path().strip_prefix("/v1.0") else {
        return false;
    };
    let Some(description) = openapi::description().filter(|_| body.is_object()) else {
        return false;
    };
    match description.compare(method.as_str(), path, status.as_u16(), body) {
        Ok(could) => could,
        Err(why) => panic!("{method} {path} ({status}): {why}"),
    }
}

impl Bench {
    /// Speaks to the listener itself where the public address is another.
    pub fn reached_directly(mut self) -> Self {
        self.url = format!("http://{}", self.handle.address());
        self
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.url)
        };
        self.http.request(method, url)
    }

    pub async fn send(&self, request: RequestBuilder) -> Seen {
        let request = request.build().expect("a request");
        let (method, url) = (request.method().clone(), request.url().clone());
        let response = self.http.execute(request).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("a body");
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        compared(&method, &url, status, &json);
        Seen {
            status,
            headers,
            text,
            json,
        }
    }

    pub async fn get(&self, path: &str) -> Seen {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn control(&self, path: &str, order: Value) -> Value {
        let request = self
            .request(Method::POST, &format!("/control/{path}"))
            .json(&order);
        self.send(request).await.expect(200).json
    }

    pub async fn token(&self, tenant: &str, form: &[(&str, &str)]) -> Seen {
        let path = format!("/{tenant}/oauth2/v2.0/token");
        self.send(self.request(Method::POST, &path).form(form))
            .await
    }

    /// An authorize address with the usual parameters and the given changes;
    /// an empty value leaves a parameter out.
    pub fn authorize_url(&self, tenant: &str, changes: &[(&str, &str)]) -> String {
        let mut all = vec![
            ("client_id", CLIENT),
            ("response_type", "code"),
            ("redirect_uri", REDIRECT),
            ("scope", SCOPE),
            ("state", "the-state"),
            ("nonce", "the-nonce"),
            ("prompt", "select_account"),
        ];
        for change in changes {
            all.retain(|(name, _)| name != &change.0);
            if !change.1.is_empty() {
                all.push(*change);
            }
        }
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(all)
            .finish();
        format!("{}/{tenant}/oauth2/v2.0/authorize?{query}", self.url)
    }

    /// Through the pages without a browser.
    pub async fn walk(&self, url: &str, person: &str, decision: &str) -> Value {
        self.control(
            "authorize",
            json!({"url": url, "person": person, "decision": decision}),
        )
        .await
    }

    pub async fn code_for(&self, person: &str, changes: &[(&str, &str)]) -> String {
        let url = self.authorize_url(TENANT, changes);
        let walked = self.walk(&url, person, "accept").await;
        let location = walked["location"]
            .as_str()
            .unwrap_or_else(|| panic!("{walked}"));
        returned(location).remove("code").expect("a code")
    }

    pub async fn redeem(&self, code: &str, changes: &[(&str, &str)]) -> Seen {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("client_id", CLIENT),
            ("client_secret", SECRET),
            ("code", code),
            ("redirect_uri", REDIRECT),
        ];
        for change in changes {
            form.retain(|(name, _)| name != &change.0);
            if !change.1.is_empty() {
                form.push(*change);
            }
        }
        self.token(TENANT, &form).await
    }

    /// A person's tokens for a scope.
    pub async fn tokens(&self, person: &str, scope: &str) -> Value {
        let code = self.code_for(person, &[("scope", scope)]).await;
        self.redeem(&code, &[]).await.expect(200).json
    }

    pub async fn access(&self, person: &str, scope: &str) -> String {
        let tokens = self.tokens(person, scope).await;
        tokens["access_token"]
            .as_str()
            .expect("an access token")
            .to_owned()
    }

    pub async fn refresh(&self, token: &str) -> Seen {
        self.token(
            TENANT,
            &[
                ("grant_type", "refresh_token"),
                ("client_id", CLIENT),
                ("client_secret", SECRET),
                ("refresh_token", token),
            ],
        )
        .await
    }

    pub async fn graph(
        &self,
        token: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Seen {
        let path = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("/v1.0{path}")
        };
        let mut request = self.request(method.clone(), &path).bearer_auth(token);
        request = match body {
            Some(body) => request.json(&body),
            None if method == Method::POST => request.header("content-length", "0"),
            None => request,
        };
        self.send(request).await
    }

    pub async fn graph_get(&self, token: &str, path: &str) -> Seen {
        self.graph(token, Method::GET, path, None).await
    }

    /// The subjects in a folder, newest first.
    pub async fn subjects(&self, token: &str, path: &str) -> Vec<String> {
        let seen = self
            .graph_get(token, &format!("{path}?$select=subject&$top=100"))
            .await
            .expect(200);
        let all = seen.json["value"].as_array().expect("a list").clone();
        all.iter()
            .map(|one| one["subject"].as_str().expect("a subject").to_owned())
            .collect()
    }
}

pub fn mail_to(address: &str, subject: &str) -> Value {
    json!({"message": {
        "subject": subject,
        "body": {"contentType": "text", "content": "Hallo"},
        "toRecipients": [{"emailAddress": {"address": address}}],
    }})
}

pub fn mail_from(from: &str, to: &str, subject: &str) -> Value {
    let mut mail = mail_to(to, subject);
    mail["message"]["from"] = json!({"emailAddress": {"address": from}});
    mail
}
