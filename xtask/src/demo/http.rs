//! A small client for the two servers the demo starts: JSON over plain HTTP,
//! with the cookies of one person.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Method, Request};

use crate::failure::{Failure, Outcome};

/// What a server answered.
#[derive(Debug)]
pub(super) struct Answer {
    /// The status code.
    pub(super) status: u16,
    /// The body, `null` if it is no JSON.
    pub(super) body: Value,
}

/// One person's connection to one server.
pub(super) struct Client {
    agent: Agent,
    origin: String,
    headers: Vec<(String, String)>,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl Client {
    /// A client for the server at `origin`, without a cookie yet.
    pub(super) fn new(origin: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(30)))
            .proxy(None)
            .build()
            .new_agent();
        Self {
            agent,
            origin: origin.to_owned(),
            headers: Vec::new(),
            cookies: RefCell::default(),
        }
    }

    /// Sends this header with every request.
    pub(super) fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Whether the backend says that it can work.
    pub(super) fn is_ready(&self) -> bool {
        self.send(Method::GET, "/health/ready", None)
            .is_ok_and(|answer| answer.status == 200)
    }

    /// Asks for something.
    pub(super) fn get(&self, path: &str) -> Outcome<Value> {
        self.expect_success(Method::GET, path, None)
    }

    /// Posts JSON and wants success.
    pub(super) fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        self.expect_success(Method::POST, path, Some(body))
    }

    fn expect_success(&self, method: Method, path: &str, body: Option<&Value>) -> Outcome<Value> {
        let doing = format!("{method} {path}");
        let answer = self.send(method, path, body)?;
        if (200..300).contains(&answer.status) {
            Ok(answer.body)
        } else {
            Err(Failure::Machine(format!(
                "The server refused {doing} with {}: {}",
                answer.status, answer.body
            )))
        }
    }

    /// Sends a request and returns whatever the answer is.
    pub(super) fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Outcome<Answer> {
        let lost = |why: &dyn std::fmt::Display| {
            Failure::Machine(format!("{}{path} did not answer: {why}.", self.origin))
        };
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.origin));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let cookies = self.cookie_header();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies);
        }
        let sent = match body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(body.to_string())
                .map_err(|why| lost(&why))
                .and_then(|request| self.agent.run(request).map_err(|why| lost(&why))),
            None => request
                .body(())
                .map_err(|why| lost(&why))
                .and_then(|request| self.agent.run(request).map_err(|why| lost(&why))),
        };
        let mut response = sent?;
        self.remember_cookies(response.headers());
        Ok(Answer {
            status: response.status().as_u16(),
            body: response.body_mut().read_json().unwrap_or(Value::Null),
        })
    }

    fn cookie_header(&self) -> String {
        let cookies = self.cookies.borrow();
        let pairs: Vec<String> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    /// One server, one person, a few seconds: name and value are all that
    /// counts. An empty value takes the cookie back.
    fn remember_cookies(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.borrow_mut();
        for header in headers.get_all("set-cookie") {
            let pair = header.to_str().unwrap_or_default().split(';').next();
            if let Some((name, value)) = pair.and_then(|pair| pair.split_once('=')) {
                if value.is_empty() {
                    cookies.remove(name.trim());
                } else {
                    cookies.insert(name.trim().to_owned(), value.trim().to_owned());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;
    use std::thread;

    /// Answers a number of requests with a cookie and what it received.
    fn echo(answers: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming().take(answers) {
                let mut stream = BufReader::new(stream.unwrap());
                let (mut heard, mut length) = (String::new(), 0);
                loop {
                    let mut line = String::new();
                    stream.read_line(&mut line).unwrap();
                    let lower = line.to_lowercase();
                    if let Some(number) = lower.strip_prefix("content-length: ") {
                        length = number.trim().parse().unwrap();
                    }
                    if line.trim().is_empty() {
                        break;
                    }
                    heard.push_str(&lower);
                }
                let mut body = vec![0; length];
                stream.read_exact(&mut body).unwrap();
                let answer = serde_json::json!({
                    "heard": heard, "body": String::from_utf8(body).unwrap()
                })
                .to_string();
                write!(
                    stream.get_mut(),
                    "HTTP/1.1 200 OK\r\nset-cookie: __Host-session=abc; Path=/; Secure\r\n\
                     connection: close\r\ncontent-length: {}\r\n\r\n{answer}",
                    answer.len()
                )
                .unwrap();
            }
        });
        origin
    }

    #[test]
    fn json_goes_out_and_the_cookie_comes_back_with_the_next_request() {
        let client = Client::new(&echo(2)).with_header("x-requested-with", "panel");
        let first = client
            .post("/setup", &serde_json::json!({"code": "A"}))
            .unwrap();
        assert_eq!(first["body"], r#"{"code":"A"}"#);
        let heard = first["heard"].as_str().unwrap();
        assert!(heard.contains("x-requested-with: panel") && !heard.contains("cookie"));

        let second = client.get("/people").unwrap();
        let heard = second["heard"].as_str().unwrap();
        assert!(heard.contains("cookie: __host-session=abc"), "{heard}");
    }

    #[test]
    fn a_server_that_is_not_there_is_not_ready() {
        assert!(!Client::new("http://127.0.0.1:9").is_ready());
    }
}
