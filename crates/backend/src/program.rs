//! The program: reads its command line, does what it says, and turns what went
//! wrong into one sentence.

use crate::config::{Action, Command, LogFormat, Misread, Relay, Serve};
use crate::{commands, http::Listener, relay, serve::House};
use std::io::{Read, Write};
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};

/// Does what the command line says.
#[tokio::main]
pub async fn run() -> ExitCode {
    let command = match Command::read(std::env::args_os()) {
        Ok(command) => command,
        Err(Misread::Clap(error)) => error.exit(),
        Err(Misread::Sentence(sentence)) => return failed(&sentence),
    };
    log(command.log, command.log_format);
    let done = match command.action {
        Action::Serve(config) => serve(*config).await,
        Action::Relay(config) => relay(&config).await,
        Action::Key(action) => tell(commands::key(&action).await),
        Action::Backup(command) => tell(commands::backup(&command).await),
        Action::Restore(command) => tell(commands::restore(&command).await),
        Action::Audit(action) => tell(commands::audit(&action).await),
        Action::Export(command) => tell(commands::export(&command).await),
        Action::Import(command) => tell(commands::import(&command).await),
        Action::Config(action) => tell(commands::config(&action).await),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error.to_string()),
    }
}

fn failed(sentence: &str) -> ExitCode {
    say(
        &mut std::io::stderr(),
        &format!("imagecapture-mail: {sentence}"),
    );
    ExitCode::FAILURE
}

/// What a command has to say.
fn tell(done: Result<String, commands::Trouble>) -> Result<(), commands::Trouble> {
    let said = done?;
    if !said.is_empty() {
        say(&mut std::io::stdout(), &said);
    }
    Ok(())
}

async fn serve(config: Serve) -> Result<(), Box<dyn std::error::Error>> {
    let with_parent = config.exit_with_parent;
    // On one of the workers: what opening needs of memory for a moment, they use
    // again. This thread only accepts connections from then on.
    let opening = tokio::spawn(async move { House::open(&config).await });
    let house = opening.await??;
    let mut out = std::io::stdout();
    if let Some(code) = &house.set_up_code {
        say(&mut out, &format!("Set-up code: {code}"));
    }
    let address = house.address;
    say(
        &mut out,
        &format!(
            "ImageCapture mail link listening on {}://{address}",
            house.scheme()
        ),
    );
    if let Some(address) = house.metrics_address {
        say(&mut out, &format!("Metrics on http://{address}/metrics"));
    }
    house.serve(stop(with_parent)).await;
    Ok(())
}

async fn relay(config: &Relay) -> Result<(), Box<dyn std::error::Error>> {
    let installations = relay::Installations::read(&config.installations)?;
    let listener = Listener::bind(config.listen)
        .await
        .map_err(|error| format!("{} cannot be listened on: {error}", config.listen))?;
    let address = listener.address()?;
    say(
        &mut std::io::stdout(),
        &format!("ImageCapture relay listening on http://{address}"),
    );
    relay::serve(listener, installations, stop(false)).await;
    Ok(())
}

/// Ready when the process is told to stop; with `parent`, also when whoever
/// started it is gone and with it the other end of standard input.
async fn stop(parent: bool) {
    let asked = async {
        match (
            signal(SignalKind::terminate()),
            signal(SignalKind::interrupt()),
        ) {
            (Ok(mut terminate), Ok(mut interrupt)) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
            }
            _ => std::future::pending().await,
        }
    };
    let (gone, orphaned) = tokio::sync::oneshot::channel::<()>();
    let _kept = if parent {
        // A thread of its own: reading standard input cannot be broken off, and
        // must not keep the process from ending.
        std::thread::spawn(move || {
            let mut sink = [0; 64];
            while std::io::stdin().read(&mut sink).is_ok_and(|n| n > 0) {}
            let _ = gone.send(());
        });
        None
    } else {
        Some(gone)
    };
    tokio::select! {
        () = asked => {}
        _ = orphaned => {}
    }
}

fn log(level: tracing::level_filters::LevelFilter, format: LogFormat) {
    let log = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        // Where the log cannot be written, there is nobody to tell: a full disk
        // must not end the process.
        .log_internal_errors(false);
    match format {
        LogFormat::Text => log
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

/// Writes a line at once. Where nobody reads any more, that is no reason to end.
fn say(out: &mut impl Write, line: &str) {
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}
