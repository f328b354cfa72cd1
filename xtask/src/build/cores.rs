//! One count of busy cores for builds that run at the same time.
//!
//! Every cargo by itself starts as many compilers as there are cores. Two of
//! them at once take turns on every core and throw each other's data out of its
//! cache, and whichever is told to stand back leaves its own serial end for
//! last. Here they draw from one jobserver (GNU make's manual, "POSIX Jobserver
//! Interaction"): each has one job of its own, the rest lies in a pipe, and who
//! ends puts its own there, too.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;

use crate::workspace::Workspace;

/// What cargo and rustc read before make's own variable. A make among the
/// programs may be too old for pipes that have a name; it does not read this.
const VARIABLE: &str = "CARGO_MAKEFLAGS";

/// The pipe with the jobs that nobody has.
#[derive(Debug)]
pub(crate) struct Cores {
    path: PathBuf,
    /// Held open on both ends, so that no job is lost and nobody waits for the
    /// other end.
    pipe: File,
}

impl Cores {
    /// All cores for as many builds, each of which has one job of its own.
    /// `None` where this cannot be had: every cargo then counts by itself.
    pub(crate) fn among(workspace: &Workspace, builds: usize) -> Option<Self> {
        let path = workspace.target(format!("cores.{}", std::process::id()));
        // The variable ends at a blank.
        if path.to_str()?.contains(char::is_whitespace) {
            return None;
        }
        let _ = fs::remove_file(&path);
        let made = Command::new("mkfifo")
            .args(["-m", "600"])
            .arg(&path)
            .stderr(Stdio::null())
            .status();
        if !made.is_ok_and(|status| status.success()) {
            return None;
        }
        let pipe = OpenOptions::new().read(true).write(true).open(&path).ok();
        let Some(pipe) = pipe else {
            let _ = fs::remove_file(&path);
            return None;
        };
        let cores = Self { path, pipe };
        for _ in builds..thread::available_parallelism().map_or(1, usize::from) {
            cores.give_back();
        }
        Some(cores)
    }

    /// The workspace whose commands draw their jobs from here.
    pub(crate) fn shared_by(&self, workspace: &Workspace) -> Workspace {
        let flags = format!("-j --jobserver-auth=fifo:{}", self.path.display());
        workspace.with(VARIABLE, flags)
    }

    /// A build has ended: its own job is for the others.
    pub(crate) fn give_back(&self) {
        // A pipe that takes no more than one byte per core is never full.
        let _ = (&self.pipe).write_all(b"+");
    }
}

impl Drop for Cores {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::io::Read;

    use super::*;

    fn workspace(name: &str) -> Workspace {
        let root = env::temp_dir().join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(root.join("target")).unwrap();
        Workspace::at(&root)
    }

    #[test]
    fn every_build_has_one_core_and_the_pipe_has_the_rest() {
        let workspace = workspace("cores");
        let all = thread::available_parallelism().unwrap().get();
        let cores = Cores::among(&workspace, all - 1).unwrap();
        cores.give_back();
        let mut jobs = [0; 2];
        (&cores.pipe).read_exact(&mut jobs).unwrap();
        assert_eq!(&jobs, b"++");

        let path = cores.path.clone();
        drop(cores);
        assert!(!path.exists());
        fs::remove_dir_all(workspace.root()).unwrap();
    }

    #[test]
    fn commands_of_the_sharing_workspace_know_the_pipe() {
        let workspace = workspace("sharing");
        let cores = Cores::among(&workspace, 1).unwrap();
        let mut shell = cores.shared_by(&workspace).command("sh");
        let said = shell
            .args(["-c", "printf %s \"$CARGO_MAKEFLAGS\""])
            .output();
        let said = String::from_utf8(said.unwrap().stdout).unwrap();
        let pipe = said.strip_prefix("-j --jobserver-auth=fifo:").unwrap();
        assert_eq!(PathBuf::from(pipe), cores.path);
        fs::remove_dir_all(workspace.root()).unwrap();
    }

    #[test]
    fn a_folder_with_a_blank_in_its_name_is_done_without() {
        let workspace = workspace("two words");
        assert!(Cores::among(&workspace, 1).is_none());
        fs::remove_dir_all(workspace.root()).unwrap();
    }
}
