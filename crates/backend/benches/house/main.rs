//! What the backend must reach, each beside a baseline in the same run.
//!
//! `cargo xtask bench` runs all of it in release; a name runs one part. The
//! figures are for people: nothing fails here but what is wrong.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    unreachable_pub
)]

mod constant;
mod hand_out;
mod herd;
mod idle;
mod list;
mod load;
mod proofs;
#[path = "../../tests/api/support/mod.rs"]
mod support;

/// One line of the report.
pub struct Line {
    what: String,
    ours: String,
    beside: String,
    wanted: String,
}

impl Line {
    pub fn new(what: &str, ours: String, beside: String, wanted: &str) -> Self {
        Self {
            what: what.to_owned(),
            ours,
            beside,
            wanted: wanted.to_owned(),
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    if arguments.first().is_some_and(|a| a == constant::COMMAND) {
        return runtime.block_on(constant::serve(&arguments[1..]));
    }
    // cargo adds `--bench`.
    let wanted: Vec<&String> = arguments.iter().filter(|a| !a.starts_with("--")).collect();
    let chosen = |name: &str| wanted.is_empty() || wanted.iter().any(|w| *w == name);
    let mut lines = Vec::new();
    runtime.block_on(async {
        if chosen("hand-out") {
            lines.extend(hand_out::measure().await);
        }
        if chosen("list") {
            lines.extend(list::measure().await);
        }
        if chosen("idle") {
            lines.extend(idle::measure().await);
        }
        if chosen("proofs") {
            lines.extend(proofs::measure().await);
        }
        if chosen("herd") {
            lines.extend(herd::measure().await);
        }
    });
    report(&lines);
}

fn report(lines: &[Line]) {
    let widest = |of: fn(&Line) -> &str| lines.iter().map(|l| of(l).chars().count()).max();
    let (a, b, c) = (
        widest(|l| &l.what).unwrap_or(0),
        widest(|l| &l.ours).unwrap_or(0),
        widest(|l| &l.beside).unwrap_or(0),
    );
    println!();
    for line in lines {
        println!(
            "{:a$}  {:>b$}  {:c$}  {}",
            line.what, line.ours, line.beside, line.wanted
        );
    }
}
