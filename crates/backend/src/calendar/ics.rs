//! A calendar in the form of RFC 5545: whole-day entries with reminders.

use contract::calendar::{SECRET_REMINDER_DAYS, SecretEnd, SecretSlot};
use contract::languages::Lang;
use contract::languages::texts::*;
use contract::time::{Day, Timestamp};
use std::fmt::Write;

/// Longest line, in bytes (RFC 5545 §3.1).
const LINE_MAX: usize = 75;

/// The calendar of these ends.
pub(super) fn calendar(ends: &[SecretEnd], lang: Lang, now: Timestamp, public: &str) -> String {
    let mut text = Lines::default();
    text.add("BEGIN:VCALENDAR");
    text.add("VERSION:2.0");
    text.add("PRODID:-//ImageCapture//mail link//NL");
    text.add("CALSCALE:GREGORIAN");
    text.add("METHOD:PUBLISH");
    text.add("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
    text.add("X-PUBLISHED-TTL:PT6H");
    text.add(&["X-WR-CALNAME:", ICS_NAME.words(lang)].concat());
    for end in ends {
        event(&mut text, end, lang, now, public);
    }
    text.add("END:VCALENDAR");
    text.0
}

fn event(text: &mut Lines, end: &SecretEnd, lang: Lang, now: Timestamp, public: &str) {
    let (summary, description) = words(end, lang);
    text.add("BEGIN:VEVENT");
    // The same entry for as long as it is the same secret of the same account.
    let (account, slot) = (&end.account_id, end.slot.code());
    text.add(&format!("UID:{account}-{slot}@imagecapture-mail"));
    text.add(&format!("DTSTAMP:{}T000000Z", basic(now.day())));
    text.add(&format!("DTSTART;VALUE=DATE:{}", basic(end.expires)));
    let next = Day(end.expires.0 + 1);
    text.add(&format!("DTEND;VALUE=DATE:{}", basic(next)));
    text.add("TRANSP:TRANSPARENT");
    text.add(&["SUMMARY:", &escaped(&summary)].concat());
    text.add(&["DESCRIPTION:", &escaped(&description)].concat());
    let address = [public.trim_end_matches('/'), "/accounts/", account.as_str()].concat();
    text.add(&["URL:", &address].concat());
    // What is not in use stops nobody when it ends.
    if end.slot == SecretSlot::Current {
        for days in SECRET_REMINDER_DAYS {
            text.add("BEGIN:VALARM");
            text.add("ACTION:DISPLAY");
            text.add(&format!("TRIGGER:-P{days}D"));
            text.add(&["DESCRIPTION:", &escaped(&summary)].concat());
            text.add("END:VALARM");
        }
    }
    text.add("END:VEVENT");
}

fn words(end: &SecretEnd, lang: Lang) -> (String, String) {
    let (summary, text) = match end.slot {
        SecretSlot::Current if end.mailboxes == 1 => (ICS_CURRENT, ICS_CURRENT_TEXT_ONE),
        SecretSlot::Current => (ICS_CURRENT, ICS_CURRENT_TEXT_MANY),
        SecretSlot::Next => (ICS_NEXT, ICS_NEXT_TEXT),
        SecretSlot::Previous => (ICS_PREVIOUS, ICS_PREVIOUS_TEXT),
    };
    let values = [end.hint.as_str(), &end.mailboxes.to_string()];
    (
        summary.filled(lang, &[end.account_name.as_str()]),
        text.filled(lang, &values),
    )
}

/// `20281121`.
fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// A text as RFC 5545 §3.3.11 wants it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines that end as they must, none too long.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, line: &str) {
        let mut room = LINE_MAX;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                // The blank that continues a line counts.
                room = LINE_MAX - 1;
            }
            room -= c.len_utf8();
            // Writing to a String cannot fail.
            let _ = self.0.write_char(c);
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::ids::{AccountId, Name};

    fn end(name: &str) -> SecretEnd {
        SecretEnd {
            account_id: AccountId::parse("0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111").unwrap(),
            account_name: Name::parse(name).unwrap(),
            slot: SecretSlot::Current,
            hint: "abc".into(),
            expires: Day::parse("2028-02-29").unwrap(),
            days_left: 10,
            mailboxes: 3,
        }
    }

    #[test]
    fn lines_are_short_end_as_they_must_and_texts_break_nothing() {
        let odd = end("Ünïcode, komma; punt\\ en een heel lange naam voor een account ☃");
        let text = calendar(&[odd], Lang::Nl, Timestamp(0), "https://a.nl/");
        for line in text.split_inclusive("\r\n") {
            assert!(
                line.ends_with("\r\n") && line.len() <= LINE_MAX + 2,
                "{line}"
            );
            assert!(!line.trim_end_matches("\r\n").contains(['\r', '\n']));
        }
        let unfolded = text.replace("\r\n ", "");
        assert!(
            unfolded.contains("Ünïcode\\, komma\\; punt\\\\ en"),
            "{unfolded}"
        );
        assert!(unfolded.contains("DTSTART;VALUE=DATE:20280229\r\n"));
        assert!(unfolded.contains("DTEND;VALUE=DATE:20280301\r\n"));
        assert!(unfolded.contains("URL:https://a.nl/accounts/0d9a"));
    }

    #[test]
    fn only_the_secret_in_use_reminds() {
        let alarms = |slot| {
            let mut end = end("Contoso");
            end.slot = slot;
            calendar(&[end], Lang::En, Timestamp(0), "https://a.nl")
                .matches("BEGIN:VALARM")
                .count()
        };
        assert_eq!(alarms(SecretSlot::Current), 4);
        assert_eq!(alarms(SecretSlot::Previous), 0);
    }
}
