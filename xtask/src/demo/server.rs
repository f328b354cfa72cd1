//! A server the demo starts: its log, the lines it prints, and its end.

use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::demo::SETUP_CODE;
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::say;
use crate::tools::last_lines;

/// How often waiting looks up.
const BEAT: Duration = Duration::from_millis(20);

/// A running server.
pub(super) struct Server {
    name: &'static str,
    child: Child,
    log: PathBuf,
    printed: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts it. What it prints is remembered and written to the log, stderr
    /// goes to the log only.
    pub(super) fn start(
        name: &'static str,
        command: &mut Command,
        log: &Path,
        processes: &Processes,
    ) -> Outcome<Self> {
        let failed = || Failure::file("write", log);
        let _ = fs::remove_file(log);
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(log)
            .map_err(failed())?;
        let errors = file.try_clone().map_err(failed())?;
        let mut child = processes.start(command.stdout(Stdio::piped()).stderr(errors))?;
        let printed = Arc::new(Mutex::new(Vec::new()));
        if let Some(output) = child.stdout.take() {
            let printed = Arc::clone(&printed);
            thread::spawn(move || keep(output, file, &printed));
        }
        Ok(Self {
            name,
            child,
            log: log.to_owned(),
            printed,
        })
    }

    /// Waits until it has printed a line with that beginning; returns the rest
    /// of the line.
    pub(super) fn wait_for_line(
        &mut self,
        beginning: &str,
        patience: Duration,
        processes: &Processes,
    ) -> Outcome<String> {
        let printed = Arc::clone(&self.printed);
        let mut found = None;
        self.wait_until(patience, processes, || {
            let lines = printed.lock().unwrap_or_else(PoisonError::into_inner);
            found = lines
                .iter()
                .find_map(|line| line.strip_prefix(beginning))
                .map(str::to_owned);
            found.is_some()
        })?;
        found.ok_or_else(|| self.silent(patience))
    }

    /// Waits for something that this server brings about.
    pub(super) fn wait_until(
        &mut self,
        patience: Duration,
        processes: &Processes,
        mut done: impl FnMut() -> bool,
    ) -> Outcome {
        let started = Instant::now();
        while !done() {
            if processes.interrupted() {
                return Err(Failure::Interrupted);
            }
            if let Some(fallen) = self.fallen() {
                return Err(fallen);
            }
            if started.elapsed() > patience {
                return Err(self.silent(patience));
            }
            thread::sleep(BEAT);
        }
        Ok(())
    }

    /// If it has ended by itself: shows the end of its log and says so.
    pub(super) fn fallen(&mut self) -> Option<Failure> {
        let status = self.child.try_wait().ok().flatten()?;
        self.show_log();
        Some(Failure::Machine(format!(
            "{} has ended by itself ({status}): the lines above are the end of {}.",
            capital(self.name),
            self.log.display()
        )))
    }

    /// The process, to end it.
    pub(super) fn process(&mut self) -> &mut Child {
        &mut self.child
    }

    fn silent(&self, patience: Duration) -> Failure {
        self.show_log();
        Failure::Machine(format!(
            "{} was not ready within {}: the lines above are the end of {}.",
            capital(self.name),
            say::duration(patience),
            self.log.display()
        ))
    }

    fn show_log(&self) {
        // What was printed last may still be on its way to the file.
        thread::sleep(BEAT * 5);
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        for line in last_lines(&log, 20) {
            say::line(format!("   | {line}"));
        }
    }
}

/// Remembers and logs what a server prints; the set-up code does not stay on
/// disk.
fn keep(output: impl Read, mut log: File, printed: &Mutex<Vec<String>>) {
    for line in BufReader::new(output).lines().map_while(Result::ok) {
        let kept = match line.strip_prefix(SETUP_CODE) {
            Some(_) => format!("{SETUP_CODE}(printed once)"),
            None => line.clone(),
        };
        let _ = writeln!(log, "{kept}");
        printed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line);
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(name: &str, script: &str) -> (Server, Processes, PathBuf) {
        let log = std::env::temp_dir().join(format!("server-{name}-{}.log", std::process::id()));
        let processes = Processes::new().unwrap();
        let server = Server::start(
            "the little server",
            Command::new("sh").args(["-c", script]),
            &log,
            &processes,
        )
        .unwrap();
        (server, processes, log)
    }

    #[test]
    fn its_lines_are_heard_and_the_set_up_code_is_not_kept() {
        let (mut server, processes, log) = script(
            "lines",
            "echo 'Set-up code: ABCD-EFGH-JKLM'; echo trouble >&2; echo listening on x; sleep 30",
        );
        let patience = Duration::from_secs(5);
        let address = server.wait_for_line("listening on ", patience, &processes);
        assert_eq!(address.unwrap(), "x");
        let code = server.wait_for_line(SETUP_CODE, patience, &processes);
        assert_eq!(code.unwrap(), "ABCD-EFGH-JKLM");
        crate::processes::end_group(server.process());
        let kept = fs::read_to_string(&log).unwrap();
        assert!(kept.contains("trouble") && kept.contains("listening on x"));
        assert!(!kept.contains("ABCD"), "{kept}");
        fs::remove_file(log).unwrap();
    }

    #[test]
    fn one_that_ends_by_itself_is_named() {
        let (mut server, processes, log) = script("ends", "echo no database >&2; exit 3");
        let failure = server
            .wait_for_line("ready", Duration::from_secs(5), &processes)
            .unwrap_err()
            .to_string();
        assert!(
            failure.starts_with("The little server has ended"),
            "{failure}"
        );
        fs::remove_file(log).unwrap();
    }
}
