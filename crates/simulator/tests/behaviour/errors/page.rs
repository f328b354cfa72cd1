//! The manual's page of errors, from the same rows as the tests.

use super::graph_rows::GraphRow;
use super::{Orders, Row, Shown};

const HEAD: &str = "\
# The errors of the stand-in

Every error the [stand-in Microsoft](simulator.md) gives: how to produce it,
where it appears, and what it looks like. Calls such as `people/disable` are
those of the control API; the same can be done by hand on the trainer's page.
`…` stands for what differs from case to case.

This page is written by the tests that produce each of these errors and compare
it: `WRITE_DOCS=1 cargo test -p simulator up_to_date`.

## Signing in and tokens

A *page* is one of Microsoft's own, from which nobody returns by themselves; it
shows the text with correlation id and time. *Sent back* means in the parameters
of the redirect URI: `error`, `error_description`, `error_uri`, `state`. *JSON* is the
answer of the token endpoint or of discovery: `error`, `error_description`,
`error_codes`, `timestamp`, `trace_id`, `correlation_id`, `error_uri`, and
`suberror` where it is named here.

| AADSTS | how to produce it | where | body |
|---|---|---|---|
";

const GRAPH: &str = "
## Graph

In `{\"error\": {\"code\", \"message\", \"innerError\": {\"date\", \"request-id\",
\"client-request-id\"}}}`.

| status | code | how to produce it | message |
|---|---|---|---|
";

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn with_orders(how: &str, before: Orders, between: Orders) -> String {
    let mut text = how.to_owned();
    for (path, body) in before.iter().chain(between) {
        text.push_str(&format!("; `{path}` `{body}`"));
    }
    text
}

pub(super) fn write<'a>(rows: impl Iterator<Item = &'a Row>, graph: &[GraphRow]) -> String {
    let mut page = HEAD.to_owned();
    let mut rows: Vec<&Row> = rows.collect();
    rows.sort_by_key(|row| row.code);
    for row in rows {
        let place = match row.shown {
            Shown::Page(status) => format!("page, {status}"),
            Shown::Redirect => "sent back".to_owned(),
            Shown::Json(status) => format!("JSON, {status}"),
        };
        let error = match (row.error, row.suberror) {
            ("", _) => String::new(),
            (error, None) => format!("`{error}`: "),
            (error, Some(suberror)) => format!("`{error}`, `{suberror}`: "),
        };
        page.push_str(&format!(
            "| {} | {} | {place} | {error}{} |\n",
            row.code,
            cell(&with_orders(row.how, row.before, row.between)),
            cell(row.text),
        ));
    }
    page.push_str(GRAPH);
    for row in graph {
        page.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            row.status,
            if row.code.is_empty() {
                String::new()
            } else {
                format!("`{}`", row.code)
            },
            cell(&with_orders(row.how, row.before, row.between)),
            cell(row.message),
        ));
    }
    page
}
