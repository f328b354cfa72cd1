//! The project's own commands: `cargo xtask demo | test | build | size | screens |
//! bench`.
//!
//! Everything a person or a build machine does with the whole house starts
//! here. Nothing in here is part of the product: no crate depends on it and it
//! depends on none of ours.
#![allow(
    clippy::print_stdout,
    reason = "these commands are there to tell a person what they do"
)]

mod architecture;
mod bench;
mod build;
mod command_line;
mod demo;
mod failure;
mod processes;
mod say;
mod screens;
mod size;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use failure::{Failure, Outcome};
use processes::Processes;
use workspace::Workspace;

const HELP: &str = "\
ImageCapture mail link: the project's commands

  cargo xtask demo [--data DIR] [--port N] [--reset]
      Installs what is missing, builds panel and backend, starts them with a
      stand-in for Microsoft and demo data, and prints where to look.
  cargo xtask test [PART…]
      Runs every test, or only the parts that are named:
      fmt, clippy, unit, architecture, clients, contract, browser, e2e, size
  cargo xtask build
      Builds the panel (target/panel) and the backend (target/release).
  cargo xtask size
      Says what a first visit to the panel transfers, and who is to blame.
  cargo xtask screens
      Takes a picture of every page in all colours, widths and languages
      (target/screens).
  cargo xtask bench [PART…]
      Measures what backend, stand-in and panel must reach, beside baselines in
      the same run:
      simulator, hand-out, list, idle, herd, panel
  cargo xtask help
      This text.

Tools are installed under target/tools, nothing is installed globally but the
wasm32 target of rustup and, for the tests, Chromium.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if let Some(sentence) = failure.sentence() {
                eprintln!("\n{sentence}");
            }
            failure.exit_code()
        }
    }
}

fn run(arguments: &[String]) -> Outcome {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", arguments),
    };
    match command {
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            return Ok(());
        }
        processes::CLEANER => return processes::clean_up_after_parent(rest),
        _ => {}
    }

    let workspace = Workspace::find()?;
    let processes = Processes::new()?;
    let outcome = match command {
        "demo" => demo::run(&workspace, &processes, rest),
        "bench" => bench::run(&workspace, &processes, rest),
        "test" => test::run(&workspace, &processes, rest),
        "build" => command_line::nothing_more("build", rest)
            .and_then(|()| build::everything(&workspace, &processes)),
        "size" => command_line::nothing_more("size", rest)
            .and_then(|()| size::run(&workspace, &processes)),
        "screens" => command_line::nothing_more("screens", rest)
            .and_then(|()| screens::run(&workspace, &processes)),
        other => Err(Failure::Usage(format!(
            "There is no command `{other}`: `cargo xtask help` lists them."
        ))),
    };
    processes.end_all();
    outcome
}
