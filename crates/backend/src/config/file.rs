//! The configuration file, below flags and environment and above the defaults.
//!
//! Its settings are named as the long flags are. Each becomes the default of
//! the flag of that name, so that a flag needs to be described once only, and
//! has its place in the file by itself.

use clap::error::{ContextKind, ErrorKind};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Names the file.
pub(super) const VARIABLE: &str = "IMAGECAPTURE_CONFIG";

/// Flags that are for the moment and no settings.
const NO_SETTINGS: [&str; 6] = [
    "config",
    "exit-with-parent",
    "format",
    "help",
    "output",
    "version",
];

/// Settings that hold a secret.
const SECRET: &str = "database-url";

/// What a file sets.
#[derive(Default)]
pub(super) struct Settings {
    file: PathBuf,
    values: BTreeMap<String, String>,
}

/// The file that the arguments or the environment name.
pub(super) fn named(args: &[OsString]) -> Option<PathBuf> {
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "--config" {
            return args.next().map(PathBuf::from);
        }
        if let Some(file) = arg.to_str().and_then(|arg| arg.strip_prefix("--config=")) {
            return Some(file.into());
        }
    }
    std::env::var_os(VARIABLE)
        .filter(|file| !file.is_empty())
        .map(PathBuf::from)
}

impl Settings {
    /// Reads a file.
    ///
    /// # Errors
    /// One sentence that says what to do.
    pub(super) fn read(file: &Path) -> Result<Self, String> {
        let shown = file.display();
        let text = std::fs::read_to_string(file).map_err(|error| {
            format!("the configuration file {shown} cannot be read: {error}; name another one with --config")
        })?;
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| {
                text[..span.start.min(text.len())].lines().count().max(1)
            });
            // Not the line itself: it might hold a secret.
            format!(
                "the configuration file {shown} is not TOML at line {line}: {}; correct it there",
                error.message()
            )
        })?;
        let mut values = BTreeMap::new();
        for (name, value) in table {
            let value = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(truth) => truth.to_string(),
                _ => {
                    return Err(format!(
                        "`{name}` in {shown} must be one text, number or truth; \
                         correct it there"
                    ));
                }
            };
            values.insert(name, value);
        }
        if values.contains_key(SECRET) {
            let exposed =
                std::fs::metadata(file).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0);
            if exposed {
                return Err(format!(
                    "{shown} holds {SECRET} and can be read by others; \
                     run: chmod 600 {shown}, or use {SECRET}-file"
                ));
            }
        }
        Ok(Self {
            file: file.to_owned(),
            values,
        })
    }

    /// Makes the settings the defaults of their flags.
    ///
    /// # Errors
    /// One sentence for a setting that no flag knows.
    pub(super) fn under(&self, command: clap::Command) -> Result<clap::Command, String> {
        let known = settings_of(&command);
        for name in self.values.keys() {
            if !known.contains(name) {
                let known: Vec<_> = known.iter().map(String::as_str).collect();
                return Err(format!(
                    "`{name}` in {} is no setting; the settings are {}",
                    self.file.display(),
                    known.join(", ")
                ));
            }
        }
        Ok(self.put_under(command))
    }

    fn put_under(&self, command: clap::Command) -> clap::Command {
        command
            .mut_args(|arg| {
                let value = arg.get_long().and_then(|name| self.values.get(name));
                match value.cloned() {
                    // Kept for as long as the process lives, as clap wants it.
                    Some(value) => arg.required(false).default_value(&*value.leak()),
                    None => arg,
                }
            })
            .mut_subcommands(|sub| self.put_under(sub))
    }

    fn sets(&self, flag: &str) -> bool {
        self.values.contains_key(flag)
    }
}

fn settings_of(command: &clap::Command) -> BTreeSet<String> {
    let own = command.get_arguments().filter_map(clap::Arg::get_long);
    let below = command.get_subcommands().flat_map(settings_of);
    own.map(str::to_owned)
        .chain(below)
        .filter(|name| !NO_SETTINGS.contains(&name.as_str()))
        .collect()
}

/// The variable of a flag; of several flags of that name, the one that is set.
fn variable_of(command: &clap::Command, flag: &str) -> Option<String> {
    let own = command
        .get_arguments()
        .filter(|arg| arg.get_long() == Some(flag))
        .filter_map(|arg| arg.get_env()?.to_str().map(str::to_owned));
    let below = command
        .get_subcommands()
        .filter_map(|sub| variable_of(sub, flag));
    let all: Vec<_> = own.chain(below).collect();
    let set = all.iter().find(|name| std::env::var_os(name).is_some());
    set.or(all.first()).cloned()
}

/// A bad value in one sentence, with the place to correct it; everything else
/// in clap's own words.
pub(super) fn sentence(
    error: &clap::Error,
    command: &clap::Command,
    args: &[OsString],
    settings: &Settings,
) -> Option<String> {
    if !matches!(
        error.kind(),
        ErrorKind::ValueValidation | ErrorKind::InvalidValue
    ) {
        return None;
    }
    let arg = error.get(ContextKind::InvalidArg)?.to_string();
    let flag = arg.split([' ', '=']).next()?.strip_prefix("--")?.to_owned();
    let value = error.get(ContextKind::InvalidValue)?.to_string();
    let why = std::error::Error::source(error).map_or_else(
        || "it is none of the possible ones".to_owned(),
        ToString::to_string,
    );
    let variable = variable_of(command, &flag)?;
    let typed = args.iter().filter_map(|arg| arg.to_str()).any(|arg| {
        arg.strip_prefix("--")
            .is_some_and(|arg| arg.split('=').next() == Some(&flag))
    });
    let place = if typed {
        format!("in the flag --{flag}")
    } else if std::env::var_os(&variable).is_some() || !settings.sets(&flag) {
        format!("in the environment, {variable}")
    } else {
        format!("in {}", settings.file.display())
    };
    Some(format!(
        "`{flag}` cannot be \"{value}\": {why}; correct it {place}"
    ))
}
