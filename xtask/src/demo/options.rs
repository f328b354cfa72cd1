//! The demo's options.

use std::path::PathBuf;

use crate::command_line::{Argument, CommandLine};
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// Where the panel answers unless told otherwise.
const PORT: u16 = 8420;

/// What the demo was asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Options {
    /// Where database, keys and logs lie.
    pub(super) data: PathBuf,
    /// The panel's port; the stand-in for Microsoft has the next one.
    pub(super) port: u16,
    /// Whether to start with an empty folder.
    pub(super) reset: bool,
}

impl Options {
    /// Reads the command line. A relative folder is one below the current one.
    pub(super) fn read(workspace: &Workspace, rest: &[String]) -> Outcome<Self> {
        let mut options = Self {
            data: workspace.target("demo"),
            port: PORT,
            reset: false,
        };
        let mut line = CommandLine::new(rest);
        while let Some(argument) = line.next() {
            match argument {
                Argument::Option(name @ "data", value) => {
                    let folder = line.value(name, value)?;
                    options.data =
                        std::path::absolute(folder).map_err(Failure::file("find", folder))?;
                }
                Argument::Option(name @ "port", value) => {
                    let text = line.value(name, value)?;
                    options.port = text
                        .parse()
                        .ok()
                        .filter(|port| (1..u16::MAX).contains(port))
                        .ok_or_else(|| {
                            Failure::Usage(format!(
                                "--port takes a number from 1 to 65534, and got `{text}`."
                            ))
                        })?;
                }
                Argument::Option("reset", None) => options.reset = true,
                Argument::Option(other, _) => return Err(unknown(&format!("--{other}"))),
                Argument::Word(other) => return Err(unknown(other)),
            }
        }
        Ok(options)
    }

    /// The stand-in's port.
    pub(super) fn microsoft_port(&self) -> u16 {
        self.port + 1
    }

    /// The address people open. `localhost`, because that is the one name for
    /// which Microsoft takes a redirect URI without HTTPS, and browsers a
    /// secure cookie.
    pub(super) fn panel_url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The stand-in's address.
    pub(super) fn microsoft_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.microsoft_port())
    }
}

fn unknown(argument: &str) -> Failure {
    Failure::Usage(format!(
        "`cargo xtask demo` takes --data DIR, --port N and --reset, and got `{argument}`."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn read(line: &str) -> Outcome<Options> {
        let line: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&Workspace::at(Path::new("/house")), &line)
    }

    #[test]
    fn without_options_the_demo_lives_in_the_target_folder() {
        let options = read("").unwrap();
        assert_eq!(options.data, Path::new("/house/target/demo"));
        assert_eq!(options.panel_url(), "http://localhost:8420");
        assert_eq!(options.microsoft_url(), "http://127.0.0.1:8421");
        assert!(!options.reset);
    }

    #[test]
    fn options_are_taken_and_mistakes_named() {
        let options = read("--data=/tmp/x --port 9000 --reset").unwrap();
        assert_eq!((options.port, options.reset), (9000, true));
        assert_eq!(options.data, Path::new("/tmp/x"));
        assert!(read("--port 65535").is_err());
        assert!(read("--port").is_err());
        assert!(read("--colour").is_err());
        assert!(read("now").is_err());
    }
}
