//! What can go wrong in a command, each with one sentence that says what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The result of a step.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line asks for something that does not exist.
    Usage(String),
    /// The machine lacks something, or something is in the way. The text is a
    /// whole sentence that says what to do.
    Machine(String),
    /// A program we started did not succeed; it has said why by itself.
    Program {
        /// What it was doing, as the start of a sentence.
        doing: String,
        /// What to do about it.
        remedy: String,
    },
    /// A file could not be read or written.
    File {
        /// "read", "write", …
        doing: &'static str,
        /// Which one.
        path: PathBuf,
        /// The system's reason.
        why: io::Error,
    },
    /// Something was not in the form we expected.
    Unreadable {
        /// What it was.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// Everything has been said already, only the exit code is left.
    AlreadyTold,
    /// Ctrl-C or a request to end.
    Interrupted,
}

impl Failure {
    /// Turns an [`io::Error`] into a failure that names the file.
    pub(crate) fn file(
        doing: &'static str,
        path: impl AsRef<Path>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |why| Self::File { doing, path, why }
    }

    /// What a person is told at the end, if anything is left to say.
    pub(crate) fn sentence(&self) -> Option<String> {
        match self {
            Self::AlreadyTold => None,
            other => Some(other.to_string()),
        }
    }

    /// 130 is what shells use for "ended by Ctrl-C".
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Interrupted => ExitCode::from(130),
            Self::Usage(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(sentence) | Self::Machine(sentence) => f.write_str(sentence),
            Self::Program { doing, remedy } => write!(f, "{doing} failed: {remedy}"),
            Self::File { doing, path, why } => {
                write!(f, "Could not {doing} {}: {why}.", path.display())
            }
            Self::Unreadable { what, why } => write!(f, "Could not understand {what}: {why}."),
            Self::AlreadyTold => Ok(()),
            Self::Interrupted => f.write_str("Interrupted; everything that was started has ended."),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { why, .. } => Some(why),
            _ => None,
        }
    }
}
