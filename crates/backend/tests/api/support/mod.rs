//! A town for tests: a stand-in for Microsoft, a real backend process, and
//! clients that speak HTTP to it as a browser would.

#![allow(dead_code, clippy::unwrap_used, missing_docs, unreachable_pub)]

pub mod commands;
pub mod held;
pub mod postgres;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The public address every backend of a test has: Microsoft ignores the port
/// of localhost, and the panel's origin is whatever we say it is.
pub const PUBLIC: &str = "http://localhost:8420";

pub const PASSWORD: &str = "correct horse battery";

/// RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// What the demo tenants of the stand-in hold.
pub const CLIENT: &str = "1c0a7e11-c075-4a01-8b01-000000000001";
pub const SECRET: &str = "cnt8Q~demo-only.Contoso_geldig.0123456789";
pub const SERVICE: &str = "imagecapture@contoso.nl";

const DEMO: &str = include_str!("../../../../simulator/tenants/demo.toml");

/// The demo tenants with further mailboxes `m1@contoso.nl` and so on.
pub fn tenants(count: usize) -> String {
    let many = format!(
        "[[tenants.generated]]\ncount = {count}\naddress = \"m{{n}}@contoso.nl\"\n\
         kind = \"shared\"\nfull_access = [\"{SERVICE}\"]\n\n"
    );
    let second = DEMO.match_indices("[[tenants]]").nth(1).unwrap().0;
    [&DEMO[..second], &many, &DEMO[second..]].concat()
}

/// A backend process that has said where it listens.
struct Started {
    child: Child,
    url: String,
    metrics: String,
    code: Option<String>,
}

pub struct Town {
    pub microsoft: simulator::Handle,
    pub folder: tempfile::TempDir,
    /// The PostgreSQL database; without one, SQLite in the folder.
    pub database: Option<String>,
    backend: Option<Child>,
    /// Further flags for the backend.
    pub flags: Vec<String>,
    /// Its public address.
    pub public: String,
    pub url: String,
    pub metrics: String,
    pub code: String,
    http: reqwest::Client,
}

impl Town {
    /// A fresh town with the demo tenants, on the database the run is about.
    pub async fn new() -> Self {
        Self::with(simulator::Config::default(), &[]).await
    }

    /// A fresh town whose backend got further flags.
    pub async fn with_flags(flags: &[&str]) -> Self {
        Self::with(simulator::Config::default(), flags).await
    }

    async fn with(config: simulator::Config, flags: &[&str]) -> Self {
        let database = if postgres::wanted() {
            Some(postgres::shared().database().await)
        } else {
            None
        };
        let mut town = Self::around(config, database).await;
        town.flags = flags.iter().map(ToString::to_string).collect();
        town.start();
        town
    }

    /// A fresh town on this PostgreSQL database, or on SQLite.
    pub async fn on(database: Option<String>) -> Self {
        let mut town = Self::unstarted(database).await;
        town.start();
        town
    }

    /// A fresh town whose backend does not run yet.
    pub async fn unstarted(database: Option<String>) -> Self {
        Self::around(simulator::Config::default(), database).await
    }

    async fn around(config: simulator::Config, database: Option<String>) -> Self {
        let microsoft = simulator::Simulator::start(config).await.unwrap();
        Self {
            microsoft,
            folder: tempfile::tempdir().unwrap(),
            database,
            backend: None,
            flags: Vec::new(),
            public: PUBLIC.to_owned(),
            url: String::new(),
            metrics: String::new(),
            code: String::new(),
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap(),
        }
    }

    /// A fresh town whose first administrator is signed in.
    pub async fn with_admin() -> (Self, Client) {
        Self::new().await.set_up().await
    }

    /// A fresh town with the tenants of a tenant file, whose first administrator
    /// is signed in.
    pub async fn of_tenants(tenants: &str) -> (Self, Client) {
        let config = simulator::Config {
            tenants: Some(tenants.to_owned()),
            ..simulator::Config::default()
        };
        Self::with(config, &[]).await.set_up().await
    }

    /// Makes the first administrator.
    pub async fn set_up(self) -> (Self, Client) {
        let admin = self.first_admin().await;
        (self, admin)
    }

    /// Makes the first administrator.
    pub async fn first_admin(&self) -> Client {
        let admin = self.client();
        let form = json!({
            "code": self.code, "name": "Mark Bakker", "address": "mark@contoso.nl",
            "password": PASSWORD,
        });
        admin.post("/set-up", form).await.expect(201);
        admin
    }

    /// Somebody of the helpdesk, signed in.
    pub async fn helpdesk(&self, admin: &Client) -> Client {
        let address = "sanne@contoso.nl";
        let form = json!({ "name": "Sanne de Vries", "address": address, "role": "helpdesk",
            "password": PASSWORD });
        admin.post("/people", form).await.expect(201);
        let helpdesk = self.client();
        helpdesk.log_in(address, PASSWORD).await.expect(200);
        helpdesk
    }

    /// A fresh town with an account that somebody has consented for.
    pub async fn with_account() -> (Self, Client, String) {
        Self::new().await.connected().await
    }

    /// Makes an administrator and an account that somebody has consented for.
    pub async fn connected(self) -> (Self, Client, String) {
        let (town, admin) = self.set_up().await;
        let account = admin.register(contoso()).await;
        let consent = town.consent(&admin, &account, SERVICE).await;
        assert_eq!(consent["state"], "completed", "{consent}");
        (town, admin, account)
    }

    pub fn start(&mut self) {
        let started = self.spawn();
        self.url = started.url;
        self.metrics = started.metrics;
        if let Some(code) = started.code {
            self.code = code;
        }
        self.backend = Some(started.child);
    }

    /// Another backend process on the same database, with its address.
    pub fn replica(&self) -> Replica {
        let Started { child, url, .. } = self.spawn();
        Replica { child, url }
    }

    /// A command of the program with this town's storage.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_imagecapture-mail"));
        command.args(args).arg("--data").arg(self.data());
        if let Some(url) = &self.database {
            command.env("IMAGECAPTURE_DATABASE_URL", url);
        }
        command
    }

    /// The folder the backend keeps its data in.
    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// `serve` as every test runs it.
    pub fn serve(&self) -> Command {
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"]);
        command
            .args(["--public-url", &self.public, "--exit-with-parent"])
            .args(["--login-url", self.microsoft.url()])
            .args(["--graph-url", self.microsoft.url()])
            .args(&self.flags)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(self.log());
        command
    }

    fn spawn(&self) -> Started {
        let mut child = self.serve().spawn().unwrap();
        let (mut code, mut found_url) = (None, None);
        let counts = self.flags.iter().any(|flag| flag == "--metrics-listen");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        loop {
            let Some(line) = lines.next() else {
                let _ = child.wait();
                panic!("the backend did not start: {}", self.logged());
            };
            let line = line.unwrap();
            if let Some(found) = line.strip_prefix("Set-up code: ") {
                code = Some(found.to_owned());
            } else if let Some(url) = line.strip_prefix("ImageCapture mail link listening on ") {
                found_url = Some(url.to_owned());
            }
            let metrics = line.strip_prefix("Metrics on ");
            if let (Some(url), true) = (&found_url, metrics.is_some() || !counts) {
                return Started {
                    child,
                    url: url.clone(),
                    metrics: metrics.unwrap_or_default().to_owned(),
                    code,
                };
            }
        }
    }

    /// The process id of the backend.
    pub fn pid(&self) -> u32 {
        self.backend.as_ref().unwrap().id()
    }

    /// The store as another process sees it.
    pub async fn store(&self) -> backend::store::Store {
        let url = self.database.clone().map(secrecy::SecretString::from);
        backend::store::Store::open(backend::store::Opening {
            folder: &self.data(),
            database_url: url.as_ref(),
            key: None,
        })
        .await
        .unwrap()
    }

    fn log(&self) -> std::fs::File {
        std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.path().join("backend.log"))
            .unwrap()
    }

    /// Tells the backend to stop, as an operator would, and waits for its end.
    pub async fn stop(&mut self) -> std::process::ExitStatus {
        let mut child = self.backend.take().unwrap();
        let pid = child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        tokio::task::spawn_blocking(move || child.wait().unwrap())
            .await
            .unwrap()
    }

    /// What the backend counts.
    pub async fn counts(&self) -> String {
        let answer = self.http.get(&self.metrics).send().await.unwrap();
        answer.text().await.unwrap()
    }

    /// What the backend has logged.
    pub fn logged(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("backend.log")).unwrap()
    }

    /// Ends the backend as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.backend.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Ends the backend as a power cut would, and starts it again.
    pub fn restart(&mut self) {
        self.kill();
        self.start();
    }

    /// A browser that is not signed in.
    pub fn client(&self) -> Client {
        Client {
            base: format!("{}/api/v1", self.url),
            http: self.http.clone(),
            origin: self.public.clone(),
            cookie: Mutex::default(),
        }
    }

    /// A connection to the backend's database, past the backend.
    pub async fn connection(&self) -> sqlx::AnyConnection {
        use sqlx::Connection;
        sqlx::any::install_default_drivers();
        let file = self.data().join("imagecapture-mail.sqlite");
        let url = match &self.database {
            Some(url) => url.clone(),
            None => format!("sqlite://{}", file.display()),
        };
        sqlx::AnyConnection::connect(&url).await.unwrap()
    }

    /// Changes rows of the backend's database, as no person can: for what would
    /// take hours otherwise.
    pub async fn sql(&self, statement: &str) {
        use sqlx::Connection;
        let mut connection = self.connection().await;
        sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    }

    /// The file of the backend's database, where that is SQLite.
    pub fn sqlite(&self) -> std::path::PathBuf {
        self.folder.path().join("data/imagecapture-mail.sqlite")
    }

    /// Where the backend listens.
    pub fn address(&self) -> std::net::SocketAddr {
        self.url.strip_prefix("http://").unwrap().parse().unwrap()
    }

    /// A figure of the backend's process, in kilobytes.
    pub fn memory_kb(&self, figure: &str) -> f64 {
        let id = self.backend.as_ref().unwrap().id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let line = status.lines().find_map(|l| l.strip_prefix(figure)).unwrap();
        let number = line.trim_matches(|c: char| !c.is_ascii_digit());
        number.parse().unwrap()
    }

    /// The first column of what a question brings, as text.
    pub async fn rows(&self, question: &str) -> Vec<String> {
        use sqlx::Row;
        let mut connection = self.connection().await;
        let rows = sqlx::query(sqlx::AssertSqlSafe(question.to_owned()))
            .fetch_all(&mut connection)
            .await
            .unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// One text out of the backend's database.
    pub async fn text(&self, query: &str) -> String {
        use sqlx::{Connection, Row};
        let mut connection = self.connection().await;
        let row = sqlx::query(sqlx::AssertSqlSafe(query.to_owned()))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        row.get(0)
    }

    /// One number out of the backend's database.
    pub async fn number(&self, query: &str) -> i64 {
        use sqlx::{Connection, Row};
        let mut connection = self.connection().await;
        let row = sqlx::query(sqlx::AssertSqlSafe(query.to_owned()))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
        row.get(0)
    }

    /// Speaks to the stand-in's control API.
    pub async fn control(&self, path: &str, body: Value) -> Value {
        let url = format!("{}/control/{path}", self.microsoft.url());
        let answer = self.http.post(url).json(&body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.unwrap_or(Value::Null)
    }

    pub async fn ask_microsoft(&self, path: &str) -> Value {
        let url = format!("{}/control/{path}", self.microsoft.url());
        self.http
            .get(url)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    /// How often the token endpoint was asked for a refresh.
    pub async fn token_calls(&self) -> usize {
        let record = self.ask_microsoft("requests?path=oauth2/v2.0/token").await;
        record["requests"].as_array().unwrap().len()
    }

    /// What the stand-in sends the browser back with.
    pub async fn at_microsoft(&self, started: &Value, person: &str, decision: &str) -> Value {
        let url = authorize_url(started);
        let body = json!({ "url": url, "person": person, "decision": decision });
        self.control("authorize", body).await
    }

    /// Sends somebody to this address of Microsoft, who decides there.
    pub async fn visit(&self, url: &str, person: &str, decision: &str) -> Value {
        let body = json!({ "url": url, "person": person, "decision": decision });
        self.control("authorize", body).await
    }

    /// The whole trip of a consent.
    pub async fn consent(&self, client: &Client, account: &str, person: &str) -> Value {
        let started = client.start_consent(account).await;
        let way_back = self.at_microsoft(&started, person, "accept").await;
        let form = finish_form(&started, &way_back);
        client.post("/consents/finish", form).await.expect(200)
    }

    /// Everything the backend has written: database and log.
    pub async fn written(&self) -> Vec<u8> {
        let mut all = self.logged().into_bytes();
        for entry in std::fs::read_dir(self.data()).unwrap() {
            let path = entry.unwrap().path();
            all.extend(std::fs::read(path).unwrap());
        }
        if self.database.is_some() {
            let everything = "select cast(database_to_xml(true, false, '') as text)";
            all.extend(self.text(everything).await.into_bytes());
        }
        all
    }
}

/// Another backend process on the same database.
pub struct Replica {
    child: Child,
    pub url: String,
}

impl Replica {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Replica {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a signal, such as `STOP`.
pub fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .status()
        .unwrap();
    assert!(sent.success(), "{name}");
}

impl Drop for Town {
    fn drop(&mut self) {
        if let Some(mut child) = self.backend.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

pub fn contoso() -> Value {
    json!({
        "name": "Contoso Scan", "tenant": "contoso.nl", "client_id": CLIENT,
        "client_secret": SECRET, "secret_expires": "2099-01-01",
        "purposes": ["import", "export_job", "image_viewer", "password_reset", "address_change"],
    })
}

/// A second account in the same tenant.
pub fn other() -> Value {
    json!({
        "name": "Contoso Kassa", "tenant": "contoso.nl",
        "client_id": "1c0a7e11-c075-4a01-8b01-000000000002",
        "client_secret": "snd8Q~demo-only.Contoso_elfdagen.01234567",
        "secret_expires": "2099-01-01", "purposes": ["export_job"],
    })
}

/// The address the panel sends the browser to.
pub fn authorize_url(started: &Value) -> String {
    let scopes: Vec<&str> = started["scopes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|scope| scope.as_str().unwrap())
        .collect();
    let text = |name: &str| started[name].as_str().unwrap().to_owned();
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", &text("client_id"))
        .append_pair("response_type", "code")
        .append_pair("response_mode", "fragment")
        .append_pair("redirect_uri", &text("redirect_uri"))
        .append_pair("scope", &scopes.join(" "))
        .append_pair("state", &text("state"))
        .append_pair("nonce", &text("nonce"))
        .append_pair("prompt", "select_account")
        .append_pair("code_challenge", CHALLENGE)
        .append_pair("code_challenge_method", "S256")
        .finish();
    format!("{}?{query}", text("authorize_endpoint"))
}

/// What the panel posts for what came back in the fragment.
pub fn finish_form(started: &Value, way_back: &Value) -> Value {
    let location = way_back["location"]
        .as_str()
        .unwrap_or_else(|| panic!("Microsoft kept the browser: {way_back}"));
    let (_, fragment) = location.split_once('#').unwrap();
    let mut form = json!({});
    for (name, value) in url::form_urlencoded::parse(fragment.as_bytes()) {
        if matches!(
            &*name,
            "state" | "code" | "error" | "error_subcode" | "error_description" | "admin_consent"
        ) {
            form[&*name] = value.into_owned().into();
        }
    }
    assert_eq!(form["state"], started["state"]);
    if form.get("code").is_some() {
        form["code_verifier"] = VERIFIER.into();
    }
    form
}

pub struct Client {
    base: String,
    http: reqwest::Client,
    origin: String,
    cookie: Mutex<Option<String>>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Answer {
    /// The body, of an answer that has this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self.body
    }

    /// Checks status and cause of a problem.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        let body = self.expect(status);
        assert_eq!(body["code"], code, "{body}");
        assert!(body["remedy"].is_string() && body["owner"].is_string());
        body
    }
}

impl Client {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self
            .request(method, path)
            .header("origin", &self.origin)
            .header(contract::REQUESTED_BY, contract::PANEL);
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.finish(request).await
    }

    /// The cookie, as a browser would send it.
    pub fn cookie(&self) -> String {
        self.cookie.lock().unwrap().clone().unwrap()
    }

    /// Goes on with this cookie.
    pub fn keep_cookie(&self, cookie: &str) {
        *self.cookie.lock().unwrap() = Some(cookie.to_owned());
    }

    /// A write with further headers.
    pub fn write(&self, method: Method, path: &str, body: Value) -> reqwest::RequestBuilder {
        self.request(method, path)
            .header("origin", &self.origin)
            .header(contract::REQUESTED_BY, contract::PANEL)
            .json(&body)
    }

    /// A request with the cookie but nothing else that a browser adds.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        match &*self.cookie.lock().unwrap() {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        }
    }

    pub async fn finish(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        if let Some(cookie) = headers.get("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            *self.cookie.lock().unwrap() = Some(pair.to_owned());
        }
        let bytes = response.bytes().await.unwrap();
        Answer {
            status,
            headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        }
    }

    /// Goes on against a backend that was started again.
    pub fn moved_to(&mut self, town: &Town) {
        self.base = format!("{}/api/v1", town.url);
    }

    /// The same browser at another replica.
    pub fn at(&self, url: &str) -> Self {
        Self {
            base: format!("{url}/api/v1"),
            http: self.http.clone(),
            origin: self.origin.clone(),
            cookie: Mutex::new(self.cookie.lock().unwrap().clone()),
        }
    }

    pub async fn log_in(&self, address: &str, password: &str) -> Answer {
        let form = json!({ "address": address, "password": password });
        self.post("/session", form).await
    }

    /// Registers an account and gives its id.
    pub async fn register(&self, form: Value) -> String {
        let account = self.post("/accounts", form).await.expect(201);
        account["id"].as_str().unwrap().to_owned()
    }

    pub async fn start_consent(&self, account: &str) -> Value {
        let path = format!("/accounts/{account}/consents");
        self.post(&path, json!({ "code_challenge": CHALLENGE }))
            .await
            .expect(201)
    }

    pub async fn add_mailbox(&self, account: &str, address: &str) -> Value {
        let form = json!({ "account_id": account, "address": address });
        self.post("/mailboxes", form).await.expect(201);
        self.settled(address).await
    }

    /// Runs a proof and waits for its end.
    pub async fn prove(&self, address: &str, kind: &str) -> Value {
        let path = format!("/mailboxes/{address}/proofs");
        self.post(&path, json!({ "kind": kind })).await.expect(202);
        self.settled(address).await
    }

    /// A mailbox on which no proof runs.
    pub async fn settled(&self, address: &str) -> Value {
        let path = format!("/mailboxes/{address}");
        eventually(async || {
            let mailbox = self.get(&path).await.expect(200);
            mailbox["running"].is_null().then_some(mailbox)
        })
        .await
    }

    /// Sends a test mail and waits until it stands at one of `states`.
    pub async fn test_mail(&self, from: &str, to: &str, states: &[&str]) -> Value {
        let form = json!({ "to": to, "subject": "Testmail", "text": "Hallo" });
        let path = format!("/mailboxes/{from}/test-mails");
        let mail = self.post(&path, form).await.expect(202);
        let path = format!("/test-mails/{}", mail["id"].as_str().unwrap());
        eventually(async || {
            let mail = self.get(&path).await.expect(200);
            states
                .iter()
                .any(|state| mail["state"] == *state)
                .then_some(mail)
        })
        .await
    }
}

/// Asks until there is an answer, for at most ten seconds.
pub async fn eventually<T>(mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "it never came");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The state of one light, `null` where it was never tried.
pub fn light(mailbox: &Value, ability: &str) -> Value {
    let lights = mailbox["lights"].as_array().unwrap();
    lights
        .iter()
        .find(|light| light["ability"] == ability)
        .map_or(Value::Null, |light| light["state"].clone())
}
