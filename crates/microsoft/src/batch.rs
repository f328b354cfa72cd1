//! JSON batching: up to twenty requests in one. Microsoft runs four of them at
//! a time, and answers each by its id, in any order.

use crate::fault::{Fault, Refusal};
use crate::graph::{Graph, INBOX, path_of, read};
use contract::ids::Address;
use http::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::Duration;

/// Requests in one batch at most ("Combine multiple HTTP requests using JSON
/// batching").
pub const BATCH_MAX: usize = 20;

/// Requests of one batch that Microsoft makes at a time (microsoft.md §8, Limits).
pub const BATCH_AT_A_TIME: usize = 4;

impl Graph<'_> {
    /// Opens the inboxes of up to [`BATCH_MAX`] mailboxes in one request: one
    /// answer for each, in the order asked for.
    ///
    /// # Errors
    /// Why the batch as a whole came to nothing.
    pub async fn open_inboxes(
        &self,
        mailboxes: &[&Address],
    ) -> Result<Vec<Result<(), Fault>>, Fault> {
        let urls = mailboxes.iter().map(|mailbox| path_of(mailbox, INBOX));
        let answers = self.get_many(urls.collect()).await?;
        Ok(answers.into_iter().map(|answer| answer.map(drop)).collect())
    }

    /// Makes up to [`BATCH_MAX`] reading calls in one request: the body of each
    /// answer, in the order asked for.
    ///
    /// # Errors
    /// Why the batch as a whole came to nothing.
    pub(crate) async fn get_many(
        &self,
        urls: Vec<String>,
    ) -> Result<Vec<Result<Value, Fault>>, Fault> {
        let requests: Vec<Value> = urls
            .iter()
            .enumerate()
            .map(|(at, url)| json!({ "id": at.to_string(), "method": "GET", "url": url }))
            .collect();
        let request = self
            .request(Method::POST, "/$batch")
            .json(&json!({ "requests": requests }));
        let answer: Answers = read(&self.send_it(request).await?)?;
        let mut by_id: HashMap<String, Answer> = answer
            .responses
            .into_iter()
            .map(|answer| (answer.id.clone(), answer))
            .collect();
        Ok((0..urls.len())
            .map(|at| match by_id.remove(&at.to_string()) {
                Some(answer) => answer.outcome(),
                // Left out: we were not told.
                None => Err(Fault::Garbled { status: 200 }),
            })
            .collect())
    }
}

#[derive(Deserialize)]
struct Answers {
    responses: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    id: String,
    status: u16,
    #[serde(default)]
    headers: HashMap<String, Value>,
    #[serde(default)]
    body: Value,
}

impl Answer {
    fn outcome(self) -> Result<Value, Fault> {
        if (200..300).contains(&self.status) {
            return Ok(self.body);
        }
        let header = |wanted: &str| {
            let found = self
                .headers
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.and_then(|(_, value)| value.as_str())
        };
        let seconds = header("retry-after").and_then(|text| text.parse::<u64>().ok());
        let wait = seconds.map(|seconds| Duration::from_secs(seconds.min(3600)));
        // Inside a batch the ids stand in the body only.
        let inner = &self.body["error"]["innerError"];
        let id = |name: &str| Some(inner[name].as_str()?.chars().take(100).collect());
        let body = self.body.to_string();
        Err(Refusal::graph(
            self.status,
            wait,
            id("request-id"),
            id("client-request-id"),
            body.as_bytes(),
        )
        .into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::catalogue::Cause;

    fn outcome(answer: Value) -> Result<Value, Fault> {
        serde_json::from_value::<Answer>(answer).unwrap().outcome()
    }

    #[test]
    fn an_answer_inside_a_batch_is_read_like_one_that_came_alone() {
        assert!(outcome(json!({ "id": "0", "status": 200, "body": { "id": "x" } })).is_ok());
        let fault = outcome(json!({
            "id": "1", "status": 404,
            "body": { "error": { "code": "ErrorItemNotFound", "message": "Not found.",
                "innerError": { "request-id": "r-1" } } },
        }))
        .unwrap_err();
        assert_eq!(fault.cause(), Cause::NoMailboxAccess);
        let Fault::Refused(refusal) = fault else {
            panic!()
        };
        assert_eq!(refusal.request_id.as_deref(), Some("r-1"));
    }

    #[test]
    fn what_is_throttled_says_for_how_long() {
        let fault = outcome(json!({
            "id": "1", "status": 429, "headers": { "retry-after": "7" },
            "body": { "error": { "code": "ApplicationThrottled", "message": "" } },
        }))
        .unwrap_err();
        assert!(fault.is_refused_for_now());
        assert_eq!(fault.retry_after(), Some(Duration::from_secs(7)));
        assert!(!Fault::Silent.is_refused_for_now());
    }
}
