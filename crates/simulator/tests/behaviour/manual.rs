//! The manual's page about the control API, from what the stand-in says of
//! itself.

use crate::common::*;
use serde_json::Value;

const HEAD: &str = "\
# The control API of the stand-in

What tests and trainers turn in the [stand-in Microsoft](simulator.md). Bodies are
JSON whatever the content type says; an unknown field is refused. Answers are
JSON: `{\"done\": true}` unless said otherwise, and `{\"error\": \"…\"}` with 400 or
404. A `tenant` is an id or a domain, a `person` a sign-in name, a `mailbox` an
address or id. `?` marks what may be left out. The same can be done by hand at
`/trainer`.

This page is written from what the stand-in says at `/control` and
`/control/switches`: `WRITE_DOCS=1 cargo test -p simulator up_to_date`.

| call | takes | does |
|---|---|---|
";

const FAULTS: &str = "
## Faults

`POST /control/faults` makes the next calls go wrong. Several orders hold beside
each other; the first that fits a call is used up by it.

| field | meaning |
|---|---|
| `endpoint` | `discovery`, `jwks`, `authorize`, `adminconsent`, `token`, `logout`, `userinfo`, `graph` (with `sendMail` in it), `sendMail` (with the sending of drafts in it), `upload` |
| `mailbox?` | only Graph calls about this mailbox, through `/me` or `/users`, by any of its names |
| `tenant?` | only calls under this tenant, as the client writes it: `login.example/{tenant}/…` |
| `times?`, `seconds?` | for so many calls, for so long; one call when neither is said |
| `status?`, `retry_after?`, `code?` | this answer in Microsoft's envelope, and nothing done |
| `aadsts?` | this error, in the place where Microsoft shows it |
| `delay_ms?`, `drip_ms?` | wait first; send the body slowly |
| `hold?` | wait until `POST /control/faults/let-go`: `before` anything is done, or `after` it, with the answer still to come |
| `cut?` | `before`: the connection ends and nothing is done; `after`: it is done and the answer is lost; `middle`: in the middle of the answer |
| `body?` | `html`, `garbage` or `empty` in place of the right body, with `status` or 200; `truncated` or `garbled`: the right one, spoilt on its way |

Faults of `graph` and `sendMail` with a `status` also reach the requests inside
a `$batch`, one by one.

## Switches

What is not certain of Microsoft's behaviour, or differs between organisations,
with the likelier answer as its default. A tenant file sets them under
`[switches]`.

| switch | default | meaning |
|---|---|---|
";

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[tokio::test]
async fn the_manual_of_the_control_api_is_up_to_date() {
    let bench = bench().await;
    let calls = bench.get("/control").await.expect(200).json;
    let mut page = HEAD.to_owned();
    let text = |value: &Value| cell(value.as_str().unwrap_or(""));
    for call in calls["calls"].as_array().expect("calls") {
        let takes = match text(&call["takes"]) {
            takes if takes.is_empty() => takes,
            takes => format!("`{takes}`"),
        };
        page.push_str(&format!(
            "| `{} {}` | {takes} | {} |\n",
            text(&call["method"]),
            text(&call["path"]),
            text(&call["does"]),
        ));
    }
    page.push_str(FAULTS);
    let switches = bench.get("/control/switches").await.expect(200).json;
    for switch in switches["switches"].as_array().expect("switches") {
        page.push_str(&format!(
            "| `{}` | `{}` | {} |\n",
            text(&switch["name"]),
            cell(&switch["value"].to_string()),
            text(&switch["meaning"]),
        ));
    }
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/simulator-control.md"
    );
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(path, &page).expect("the page can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == page,
        "docs/simulator-control.md is out of date: write it anew with \
         WRITE_DOCS=1 cargo test -p simulator up_to_date"
    );
}
