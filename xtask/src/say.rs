//! How the commands talk: headings, steps with their duration, sizes.

use std::fmt::Display;
use std::io::{IsTerminal, stdout};
use std::time::{Duration, Instant};

/// A line that stands out.
pub(crate) fn heading(text: impl Display) {
    if stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        println!("\n\u{1b}[1m== {text}\u{1b}[0m");
    } else {
        println!("\n== {text}");
    }
}

/// A plain line.
pub(crate) fn line(text: impl Display) {
    println!("{text}");
}

/// Says what is about to happen, does it, and says how long it took.
pub(crate) fn step<T, E>(doing: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    println!("-> {doing} …");
    let started = Instant::now();
    let result = work()?;
    println!("   done in {}", duration(started.elapsed()));
    Ok(result)
}

/// `2 min 05 s`, `12 s`, `0.4 s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else if seconds >= 10 {
        format!("{seconds} s")
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// `84,344`: bytes with their thousands apart.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_as_precise_as_a_person_wants() {
        assert_eq!(duration(Duration::from_millis(432)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(42)), "42 s");
        assert_eq!(duration(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(204_800), "204,800");
        assert_eq!(thousands(1_932_359), "1,932,359");
    }
}
