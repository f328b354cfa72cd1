//! Reading: headers, parts, and the encodings of words and bodies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::mail::message::Address;

pub(super) type Headers = Vec<(String, String)>;

/// Headers (unfolded) and body of a mail or a part.
pub(super) fn split(raw: &[u8]) -> (Headers, &[u8]) {
    let mut headers: Headers = Vec::new();
    let mut rest = raw;
    while !rest.is_empty() {
        let (line, after) = line(rest);
        rest = after;
        if line.is_empty() {
            break;
        }
        let text = String::from_utf8_lossy(line);
        match headers.last_mut() {
            Some((_, value)) if text.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(text.trim());
            }
            _ => {
                if let Some((name, value)) = text.split_once(':') {
                    headers.push((name.trim().to_owned(), value.trim().to_owned()));
                }
            }
        }
    }
    (headers, rest)
}

fn line(raw: &[u8]) -> (&[u8], &[u8]) {
    match raw.iter().position(|&b| b == b'\n') {
        None => (raw, &[]),
        Some(at) => {
            let (line, rest) = raw.split_at(at);
            (
                line.strip_suffix(b"\r").unwrap_or(line),
                rest.get(1..).unwrap_or(&[]),
            )
        }
    }
}

pub(super) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// A header with parameters, such as `text/plain; charset=utf-8`.
pub(super) struct Field {
    /// In lower case.
    pub(super) main: String,
    parameters: Vec<(String, String)>,
}

impl Field {
    pub(super) fn of(headers: &[(String, String)], name: &str, default: &str) -> Self {
        let text = header(headers, name).unwrap_or(default);
        let mut pieces = outside_quotes(text, ';').into_iter();
        let main = pieces
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        let parameters = pieces
            .filter_map(|piece| {
                let (name, value) = piece.split_once('=')?;
                let value = value.trim().trim_matches('"').to_owned();
                Some((name.trim().to_ascii_lowercase(), value))
            })
            .collect();
        Self { main, parameters }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(other, _)| other == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }
}

fn outside_quotes(text: &str, separator: char) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        if c == '"' {
            quoted = !quoted;
        }
        if c == separator && !quoted {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}

/// The parts between the boundaries.
pub(super) fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let open = format!("--{boundary}");
    let close = format!("--{boundary}--");
    let mut parts = Vec::new();
    let mut start: Option<usize> = None;
    let mut rest = body;
    while !rest.is_empty() {
        let at = body.len() - rest.len();
        let (line, after) = line(rest);
        rest = after;
        let line = line.trim_ascii_end();
        if line == open.as_bytes() || line == close.as_bytes() {
            if let Some(part) = start.and_then(|start| body.get(start..at)) {
                parts.push(part);
            }
            start = (line == open.as_bytes()).then(|| body.len() - rest.len());
        }
    }
    if let Some(part) = start.and_then(|start| body.get(start..)) {
        parts.push(part);
    }
    parts
}

/// Undoes a content transfer encoding.
pub(super) fn transfer(encoding: &str, body: &[u8]) -> Vec<u8> {
    match encoding {
        "base64" => {
            let packed: Vec<u8> = body
                .iter()
                .copied()
                .filter(|b| !b.is_ascii_whitespace())
                .collect();
            STANDARD.decode(packed).unwrap_or_default()
        }
        "quoted-printable" => quoted_printable(body, false),
        _ => body.to_vec(),
    }
}

fn quoted_printable(body: &[u8], is_word: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&b, after)) = rest.split_first() {
        rest = after;
        match b {
            b'=' => match rest {
                [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
                [high, low, after @ ..] => match (hex(*high), hex(*low)) {
                    (Some(high), Some(low)) => {
                        out.push(high * 16 + low);
                        rest = after;
                    }
                    _ => out.push(b'='),
                },
                _ => out.push(b'='),
            },
            b'_' if is_word => out.push(b' '),
            _ => out.push(b),
        }
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// UTF-8, or one of the western one-byte sets.
pub(super) fn charset(content: &[u8], name: &str) -> String {
    match name.to_ascii_lowercase().as_str() {
        "iso-8859-1" | "iso-8859-15" | "windows-1252" => {
            content.iter().map(|&b| char::from(b)).collect()
        }
        _ => String::from_utf8_lossy(content).into_owned(),
    }
}

/// Undoes `=?utf-8?B?…?=` (RFC 2047).
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_word = false;
    while let Some((before, after)) = rest.split_once("=?") {
        // White space between two encoded words does not count.
        if !(after_word && before.trim().is_empty()) {
            out.push_str(before);
        }
        match word(after) {
            Some((decoded, after)) => {
                out.push_str(&decoded);
                rest = after;
                after_word = true;
            }
            None => {
                out.push_str("=?");
                rest = after;
                after_word = false;
            }
        }
    }
    out.push_str(rest);
    out
}

fn word(text: &str) -> Option<(String, &str)> {
    let (set, rest) = text.split_once('?')?;
    let (kind, rest) = rest.split_once('?')?;
    let (content, rest) = rest.split_once("?=")?;
    let bytes = match kind {
        "B" | "b" => STANDARD.decode(content).ok()?,
        "Q" | "q" => quoted_printable(content.as_bytes(), true),
        _ => return None,
    };
    Some((charset(&bytes, set), rest))
}

pub(super) fn addresses(value: &str) -> Vec<Address> {
    outside_quotes(value, ',')
        .iter()
        .filter_map(|one| {
            let mut address = Address::parse(one)?;
            address.name = words(&address.name);
            Some(address)
        })
        .collect()
}
