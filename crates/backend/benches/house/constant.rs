//! The baseline of the hand-out: a bare axum handler that answers a constant,
//! behind the same listener, in a process of its own.

use axum::Router;
use axum::http::header;
use axum::routing::post;
use backend::http::{Listener, serve_connections};
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

/// The hidden command under which the baseline runs.
pub const COMMAND: &str = "--constant";

pub struct Constant {
    process: Child,
    pub address: SocketAddr,
}

impl Constant {
    /// Starts a server whose answers have this many bytes.
    pub fn start(bytes: usize) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args([COMMAND, &bytes.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.trim().parse().unwrap();
        Self { process, address }
    }
}

impl Drop for Constant {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub async fn serve(arguments: &[String]) {
    let bytes: usize = arguments[0].parse().unwrap();
    let body: &'static str = Box::leak("x".repeat(bytes).into_boxed_str());
    let json = [(header::CONTENT_TYPE, "application/json")];
    let router = Router::new().route("/{*any}", post(move || async move { (json, body) }));
    let listener = Listener::bind(([127, 0, 0, 1], 0).into()).await.unwrap();
    println!("{}", listener.address().unwrap());
    serve_connections(listener, router, std::future::pending()).await;
}
