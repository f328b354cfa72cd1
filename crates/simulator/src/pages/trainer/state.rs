//! The whole state from a file that a trainer picks.

use axum::body::Bytes;
use axum::extract::State as Extract;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::base::language::Language;
use crate::pages::trainer::{Said, call, page};
use crate::world::Shared;

/// As much as the control API takes.
pub(super) const LIMIT: usize = 512 * 1024 * 1024;

/// `POST /trainer/state`, as a browser sends a file (RFC 7578).
pub(super) async fn load(
    Extract(world): Extract<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let l = Language::of(&headers);
    let title = l.pick("Toestand geladen", "State loaded").to_owned();
    let state = file(&body).and_then(|file| serde_json::from_slice::<Value>(file).ok());
    let said = match state {
        Some(state) => call(&world, "PUT", "state", title, &state).await,
        None => Said {
            status: StatusCode::BAD_REQUEST,
            title,
            answer: json!({
                "error": l.pick("dit is geen bestand met een toestand", "this is no file with a state")
            }),
        },
    };
    page(&world, l, "machine", Some(&said))
}

/// The content of the first part: what lies between its headers and the next
/// boundary, which is the first line of the body.
fn file(body: &[u8]) -> Option<&[u8]> {
    let find = |haystack: &[u8], needle: &[u8]| {
        haystack
            .windows(needle.len())
            .position(|window| window == needle)
    };
    let line = find(body, b"\r\n")?;
    let boundary = body.get(..line).filter(|line| line.starts_with(b"--"))?;
    let start = find(body, b"\r\n\r\n")? + 4;
    let content = body.get(start..)?;
    let end = [b"\r\n".as_slice(), boundary].concat();
    content.get(..find(content, &end)?)
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn a_file_is_found_between_its_boundaries() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\n{}\r\n--x--\r\n";
        assert_eq!(file(body), Some(b"{}".as_slice()));
        for wrong in [
            b"".as_slice(),
            b"--x\r\n",
            b"--x\r\n\r\n{}",
            b"x\r\n\r\n{}\r\nx",
        ] {
            assert_eq!(file(wrong), None);
        }
    }
}
