//! Starting programs so that none of them outlives the command.
//!
//! - Every program gets its own process group, so that a Ctrl-C in the terminal
//!   reaches only us and we decide in which order things end.
//! - Every program carries a mark in its environment, which its children
//!   inherit. At the end, whatever still carries the mark is ended: Chromium
//!   and other programs that leave their group are found that way (Linux).
//! - Should this command itself be killed, a cleaner that waits at the other
//!   end of a pipe sees the pipe close and does the same.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write, stdout};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::failure::{Failure, Outcome};

/// The hidden command under which the cleaner runs.
pub(crate) const CLEANER: &str = "__clean-up-after-parent";

/// The environment variable that holds the mark.
const MARK: &str = "IMAGECAPTURE_XTASK";

/// How long a program may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often waiting looks up.
const BEAT: Duration = Duration::from_millis(20);

/// Everything this command has started.
pub(crate) struct Processes {
    mark: String,
    stop: Arc<AtomicBool>,
    /// Held for its stdin: when that closes, the cleaner cleans.
    _cleaner: Option<Child>,
}

impl Processes {
    /// Listens for Ctrl-C and starts the cleaner.
    pub(crate) fn new() -> Outcome<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            signal_hook::flag::register(signal, Arc::clone(&stop)).map_err(|why| {
                Failure::Machine(format!("The system does not let us catch Ctrl-C: {why}."))
            })?;
        }
        let started = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        let mark = format!("{}-{}", std::process::id(), started.as_nanos());
        let cleaner = start_cleaner(&mark);
        Ok(Self {
            mark,
            stop,
            _cleaner: cleaner,
        })
    }

    /// Whether somebody asked us to end.
    pub(crate) fn interrupted(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Starts a program that runs beside us.
    pub(crate) fn start(&self, command: &mut Command) -> Outcome<Child> {
        let program = command.get_program().to_string_lossy().into_owned();
        command
            .env(MARK, &self.mark)
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(|why| match why.kind() {
                io::ErrorKind::NotFound => Failure::Machine(format!(
                    "`{program}` is not installed: install it, then run this command again."
                )),
                _ => Failure::Machine(format!("`{program}` could not be started: {why}.")),
            })
    }

    /// Runs a program to its end; its output goes wherever the command says.
    pub(crate) fn run(&self, command: &mut Command) -> Outcome<ExitStatus> {
        let mut child = self.start(command)?;
        self.wait(&mut child)
    }

    /// Runs a program and returns what it printed, live on our own output as
    /// well if `echo` says so. Its stderr goes where the command says.
    pub(crate) fn run_listening(
        &self,
        command: &mut Command,
        echo: bool,
    ) -> Outcome<(ExitStatus, String)> {
        let mut child = self.start(command.stdout(Stdio::piped()))?;
        let output = child.stdout.take();
        let reader = thread::spawn(move || output.map(|output| listen(output, echo)));
        let status = self.wait(&mut child);
        if status.is_err() {
            // The output may be held open by what the program has started.
            self.end_all();
        }
        let heard = reader.join().ok().flatten().unwrap_or_default();
        Ok((status?, heard))
    }

    /// Waits for a program, and ends its group when we are asked to end.
    pub(crate) fn wait(&self, child: &mut Child) -> Outcome<ExitStatus> {
        self.wait_unless(child, &AtomicBool::new(false))
    }

    /// Waits for a program, and ends its group when what it makes is of no use
    /// any more as well.
    pub(crate) fn wait_unless(
        &self,
        child: &mut Child,
        in_vain: &AtomicBool,
    ) -> Outcome<ExitStatus> {
        loop {
            let ended = child
                .try_wait()
                .map_err(|why| Failure::Machine(format!("A program was lost: {why}.")))?;
            if let Some(status) = ended {
                // A Ctrl-C may have reached the program by another way first.
                return if self.interrupted() {
                    Err(Failure::Interrupted)
                } else {
                    Ok(status)
                };
            }
            if self.interrupted() || in_vain.load(Ordering::Relaxed) {
                end_group(child);
                return Err(Failure::Interrupted);
            }
            thread::sleep(BEAT);
        }
    }

    /// Ends everything that was started and still runs.
    pub(crate) fn end_all(&self) {
        end_marked(&self.mark);
    }
}

/// Asks a group to end, and makes it end when it does not listen.
pub(crate) fn end_group(child: &mut Child) {
    let group = Pid::from_child(child);
    let _ = kill_process_group(group, Signal::TERM);
    let asked = Instant::now();
    while matches!(child.try_wait(), Ok(None)) {
        if asked.elapsed() > PATIENCE {
            let _ = kill_process_group(group, Signal::KILL);
            let _ = child.wait();
            return;
        }
        thread::sleep(BEAT);
    }
}

/// Copies a stream line by line, since programs that draw progress would
/// otherwise be cut in the middle of a line.
fn listen(output: impl Read, echo: bool) -> String {
    let mut output = BufReader::new(output);
    let mut heard = String::new();
    let mut line = Vec::new();
    while matches!(output.read_until(b'\n', &mut line), Ok(1..)) {
        if echo {
            let mut out = stdout().lock();
            let _ = out.write_all(&line).and_then(|()| out.flush());
        }
        heard.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    heard
}

/// The cleaner is this same program. Without it everything works, except that
/// a `kill -9` of this command would leave its programs behind.
fn start_cleaner(mark: &str) -> Option<Child> {
    Command::new(env::current_exe().ok()?)
        .args([CLEANER, mark])
        .env_remove(MARK)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .ok()
}

/// The cleaner's life: wait until the parent is gone, then end what it left.
pub(crate) fn clean_up_after_parent(arguments: &[String]) -> Outcome {
    let _ = io::stdin().read_to_end(&mut Vec::new());
    if let Some(mark) = arguments.first() {
        end_marked(mark);
    }
    Ok(())
}

/// Ends all processes that carry the mark.
fn end_marked(mark: &str) {
    let needle = format!("{MARK}={mark}\0").into_bytes();
    let asked = Instant::now();
    let mut told: Vec<Pid> = Vec::new();
    let mut was_empty = false;
    loop {
        let left = marked(&needle);
        // While a process becomes another program (execve(2)) it has no environment
        // for a moment: nobody is left where that is so twice.
        let is_empty = left.is_empty();
        if is_empty && was_empty || asked.elapsed() > PATIENCE * 2 {
            return;
        }
        was_empty = is_empty;
        let signal = if asked.elapsed() > PATIENCE {
            told.clear();
            Signal::KILL
        } else {
            Signal::TERM
        };
        for process in left {
            if !told.contains(&process) {
                let _ = kill_process(process, signal);
                told.push(process);
            }
        }
        thread::sleep(BEAT);
    }
}

/// Our own processes whose environment holds the mark.
fn marked(needle: &[u8]) -> Vec<Pid> {
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let number: i32 = entry.file_name().to_str()?.parse().ok()?;
            let environment = fs::read(entry.path().join("environ")).ok()?;
            let carries = environment.windows(needle.len()).any(|part| part == needle);
            if carries { Pid::from_raw(number) } else { None }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn household(mark: &str) -> Processes {
        Processes {
            mark: format!("{mark}-{}", std::process::id()),
            stop: Arc::new(AtomicBool::new(false)),
            _cleaner: None,
        }
    }

    fn alive(process: u32) -> bool {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        !stat.is_empty() && !stat.contains(") Z ")
    }

    #[test]
    fn what_a_program_prints_is_heard() {
        let processes = household("hear");
        let (status, heard) = processes
            .run_listening(Command::new("sh").args(["-c", "echo one; echo two"]), false)
            .unwrap();
        assert!(status.success());
        assert_eq!(heard, "one\ntwo\n");
    }

    #[test]
    fn a_program_that_is_not_there_is_a_sentence() {
        let failure = household("none")
            .run(&mut Command::new("no-such-program-here"))
            .unwrap_err();
        assert!(failure.to_string().contains("not installed"), "{failure}");
    }

    #[test]
    fn an_interruption_ends_the_program_and_says_so() {
        let processes = household("stop");
        processes.stop.store(true, Ordering::Relaxed);
        let started = Instant::now();
        let outcome = processes.run(Command::new("sleep").arg("60"));
        assert!(matches!(outcome, Err(Failure::Interrupted)));
        assert!(started.elapsed() < PATIENCE);
    }

    #[test]
    fn a_program_whose_work_is_in_vain_is_ended() {
        let processes = household("vain");
        let mut child = processes.start(Command::new("sleep").arg("60")).unwrap();
        let outcome = processes.wait_unless(&mut child, &AtomicBool::new(true));
        assert!(matches!(outcome, Err(Failure::Interrupted)));
        assert!(!alive(child.id()));
    }

    #[test]
    fn a_grandchild_that_left_the_group_is_found_and_ended() {
        let processes = household("left");
        let (_, heard) = processes
            .run_listening(
                Command::new("sh").args(["-c", "setsid sleep 60 >/dev/null & echo $!"]),
                false,
            )
            .unwrap();
        let sleeper: u32 = heard.trim().parse().unwrap();
        assert!(alive(sleeper));
        processes.end_all();
        assert!(!alive(sleeper));
    }

    #[test]
    fn a_program_deaf_to_requests_is_killed() {
        let processes = household("deaf");
        let mut child = processes
            .start(Command::new("sh").args(["-c", "trap '' TERM; sleep 60 & wait; wait; sleep 60"]))
            .unwrap();
        thread::sleep(Duration::from_millis(200));
        end_group(&mut child);
        assert!(!alive(child.id()));
    }
}
