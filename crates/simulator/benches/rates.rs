//! How fast the stand-in is, with 100,000 mailboxes in one tenant:
//!
//! ```text
//! cargo bench -p simulator --bench rates
//! ```
//!
//! Server and clients share the machine's cores (two worker threads), so that
//! what is measured is less than what the server alone could do. Beside the rate
//! stands the processor time of one answer with its request, which other work
//! on the machine does not change, and what two idle cores make of it. Nothing
//! here fails because a machine is slow: numbers are printed, and judged by
//! people.
#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    missing_docs,
    reason = "a program for people at a terminal"
)]

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use simulator::{Config, Simulator};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const TENANT: &str = "be9c0000-0000-4000-8000-000000000001";
const CLIENT: &str = "be9c0000-0000-4000-8000-00000000c001";
const MAILBOXES: usize = 100_000;
const CONNECTIONS: usize = 16;
const DURATION: Duration = Duration::from_secs(5);

const TENANTS: &str = r#"
password = "Bench-2026!"
[[tenants]]
id = "be9c0000-0000-4000-8000-000000000001"
name = "Groot"
domains = ["groot.nl"]
consent_policy = "legacy"
[[tenants.people]]
upn = "svc@groot.nl"
name = "Service"
[[tenants.apps]]
name = "Bench"
client_id = "be9c0000-0000-4000-8000-00000000c001"
redirect_uris = [{ uri = "http://localhost:3000/terug" }]
secrets = [{ value = "bench-secret", expires = "+30d" }]
[[tenants.generated]]
count = 100000
address = "postvak{n}@groot.nl"
kind = "shared"
full_access = ["svc@groot.nl"]
send_as = ["svc@groot.nl"]
mails = 1
"#;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let began = Instant::now();
    let config = Config {
        tenants: Some(TENANTS.to_owned()),
        ..Config::default()
    };
    let running = Simulator::start(config).await.expect("it starts");
    let seconds = began.elapsed().as_secs_f64();
    println!("{MAILBOXES} mailboxes generated and serving after {seconds:.2} s");
    let address = running.address();
    let tokens = sign_in(address).await;
    let text = |name: &str| tokens[name].as_str().expect("a token").to_owned();
    let access: Arc<str> = text("access_token").into();
    let refresh: Arc<str> = text("refresh_token").into();

    let probes = rate(address, move |number| {
        let mailbox = number * 7919 % MAILBOXES + 1;
        format!(
            "GET /v1.0/users/postvak{mailbox}@groot.nl/mailFolders/inbox?$select=id HTTP/1.1\r\n\
             Host: x\r\nAuthorization: Bearer {access}\r\n\r\n"
        )
    })
    .await;
    println!("mailbox probes: {probes}");

    let signed = rate(address, move |_| {
        let form = format!(
            "grant_type=refresh_token&client_id={CLIENT}&client_secret=bench-secret\
             &scope=openid%20profile%20offline_access%20Mail.ReadWrite.Shared&refresh_token={refresh}"
        );
        token_request(&form)
    })
    .await;
    println!("token answers with a signed id_token: {signed}");
    running.stop().await;
}

fn token_request(form: &str) -> String {
    format!(
        "POST /{TENANT}/oauth2/v2.0/token HTTP/1.1\r\nHost: x\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    )
}

/// The service account's tokens.
async fn sign_in(address: SocketAddr) -> Value {
    let mut connection = Connection::open(address).await;
    let url = format!(
        "http://{address}/{TENANT}/oauth2/v2.0/authorize?client_id={CLIENT}&response_type=code\
         &redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fterug&state=s\
         &scope=openid%20profile%20offline_access%20Mail.ReadWrite.Shared"
    );
    let order = serde_json::json!({"url": url, "person": "svc@groot.nl"}).to_string();
    let walked = connection
        .ask(&format!(
            "POST /control/authorize HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{order}",
            order.len()
        ))
        .await;
    let location = walked["location"].as_str().expect("a redirect");
    let (_, query) = location.split_once('?').expect("a query");
    let (_, code) = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "code")
        .expect("a code");
    let form = format!(
        "grant_type=authorization_code&client_id={CLIENT}&client_secret=bench-secret&code={code}\
         &redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fterug"
    );
    connection.ask(&token_request(&form)).await
}

/// What was measured.
struct Rate {
    answers: u32,
    seconds: f64,
    processor_seconds: f64,
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answers = f64::from(self.answers);
        let each = self.processor_seconds / answers;
        write!(
            f,
            "{:.0} a second ({:.3} ms of processor time each: {:.0} a second on two idle cores)",
            answers / self.seconds,
            each * 1000.0,
            2.0 / each
        )
    }
}

/// User and system time of this process, in seconds: the 14th and 15th field
/// of proc(5)'s stat, in hundredths.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("a process");
    let (_, fields) = stat.rsplit_once(") ").expect("fields");
    let ticks = fields.split(' ').skip(11).take(2);
    let ticks: f64 = ticks.filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Answers over so many connections at once. Each must be a 200.
async fn rate(
    address: SocketAddr,
    request: impl Fn(usize) -> String + Send + Sync + 'static,
) -> Rate {
    let request = Arc::new(request);
    let next = Arc::new(AtomicUsize::new(0));
    let (began, used) = (Instant::now(), processor_seconds());
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (request, next) = (Arc::clone(&request), Arc::clone(&next));
            tokio::spawn(async move {
                let mut connection = Connection::open(address).await;
                let mut count = 0_u32;
                while began.elapsed() < DURATION {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    connection.send(&request(number)).await;
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut answers = 0;
    for client in clients {
        answers += client.await.expect("a client that comes back");
    }
    Rate {
        answers,
        seconds: began.elapsed().as_secs_f64(),
        processor_seconds: processor_seconds() - used,
    }
}

/// A client that costs next to nothing: one request after the other on one
/// connection.
struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("an option");
        Self {
            stream,
            buffer: Vec::with_capacity(32 * 1024),
        }
    }

    /// The body of the answer is what is left in the buffer.
    async fn send(&mut self, request: &str) {
        self.stream
            .write_all(request.as_bytes())
            .await
            .expect("sent");
        self.buffer.clear();
        let body_at = loop {
            self.read().await;
            if let Some(at) = self.buffer.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..body_at]).to_lowercase();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        let (_, length) = head.split_once("content-length: ").expect("a length");
        let length = length.lines().next().unwrap_or("").trim();
        let length: usize = length.parse().expect("a number");
        while self.buffer.len() < body_at + length {
            self.read().await;
        }
        self.buffer.drain(..body_at);
    }

    async fn read(&mut self) {
        let count = self.stream.read_buf(&mut self.buffer).await;
        assert!(count.expect("an answer") > 0, "the connection ended");
    }

    async fn ask(&mut self, request: &str) -> Value {
        self.send(request).await;
        serde_json::from_slice(&self.buffer).expect("JSON")
    }
}
