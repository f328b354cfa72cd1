//! Reading `--name value`, `--name=value` and plain words: four commands with
//! four options in all need no more.

use crate::failure::{Failure, Outcome};

/// Words and options, taken one by one.
pub(crate) struct CommandLine<'a> {
    rest: &'a [String],
}

/// One thing on the command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Argument<'a> {
    /// `--name`, with what followed an equals sign.
    Option(&'a str, Option<&'a str>),
    /// Anything else.
    Word(&'a str),
}

impl<'a> CommandLine<'a> {
    /// Starts at the first argument behind the command.
    pub(crate) fn new(rest: &'a [String]) -> Self {
        Self { rest }
    }

    /// The next argument.
    pub(crate) fn next(&mut self) -> Option<Argument<'a>> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(match first.strip_prefix("--") {
            None => Argument::Word(first),
            Some(option) => match option.split_once('=') {
                Some((name, value)) => Argument::Option(name, Some(value)),
                None => Argument::Option(option, None),
            },
        })
    }

    /// The value of an option: behind its equals sign, or the next argument.
    pub(crate) fn value(&mut self, name: &str, inline: Option<&'a str>) -> Outcome<&'a str> {
        if let Some(value) = inline {
            return Ok(value);
        }
        let (first, rest) = self.rest.split_first().ok_or_else(|| {
            Failure::Usage(format!("--{name} needs a value: `cargo xtask help`."))
        })?;
        self.rest = rest;
        Ok(first)
    }
}

/// For commands without options.
pub(crate) fn nothing_more(command: &str, rest: &[String]) -> Outcome {
    match rest.first() {
        None => Ok(()),
        Some(unknown) => Err(Failure::Usage(format!(
            "`cargo xtask {command}` takes no arguments, and got `{unknown}`."
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn options_take_their_value_in_both_spellings() {
        let line = arguments("--port 9000 --data=here word --reset");
        let mut line = CommandLine::new(&line);
        assert_eq!(line.next(), Some(Argument::Option("port", None)));
        assert_eq!(line.value("port", None).unwrap(), "9000");
        assert_eq!(line.next(), Some(Argument::Option("data", Some("here"))));
        assert_eq!(line.value("data", Some("here")).unwrap(), "here");
        assert_eq!(line.next(), Some(Argument::Word("word")));
        assert_eq!(line.next(), Some(Argument::Option("reset", None)));
        assert_eq!(line.next(), None);
    }

    #[test]
    fn an_option_at_the_end_without_its_value_is_a_usage_error() {
        let mut line = CommandLine::new(&[]);
        assert!(matches!(line.value("port", None), Err(Failure::Usage(_))));
    }
}
