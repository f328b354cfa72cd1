//! Every error the stand-in knows: how to produce it, where it appears, and
//! what it looks like. From these rows the tests produce each error through
//! HTTP, and the manual's page of errors is written.

mod browser;
mod grants;
mod graph;
mod graph_rows;
mod ordered;
mod page;
mod people;
mod policies;
mod requests;
mod run;

use std::collections::BTreeSet;

use crate::common::*;

/// Parameters in place of the usual ones. An empty value leaves one out;
/// `tenant` and `endpoint` are parts of the path, `origin` is a header.
pub(crate) type Changes = &'static [(&'static str, &'static str)];

/// Calls of the control API with their bodies.
pub(crate) type Orders = &'static [(&'static str, &'static str)];

/// A parameter that is sent and has no value.
pub(crate) const EMPTY: &str = "<empty>";

/// One AADSTS error in one of its places.
pub(crate) struct Row {
    pub(crate) code: u32,
    /// Half a sentence.
    pub(crate) how: &'static str,
    /// What is ordered first.
    pub(crate) before: Orders,
    pub(crate) act: Act,
    /// What is ordered between a sign-in and what follows it.
    pub(crate) between: Orders,
    pub(crate) shown: Shown,
    pub(crate) error: &'static str,
    pub(crate) suberror: Option<&'static str>,
    /// What it says; `…` stands for what differs from case to case.
    pub(crate) text: &'static str,
}

/// What leads to the error.
pub(crate) enum Act {
    /// The authorize address is opened.
    Visit(Changes),
    /// … and somebody goes through the pages, with these fields in place of
    /// the right ones.
    SignIn(&'static str, Changes, Changes),
    /// Somebody signs in, and in the same browser another address is opened.
    Again(&'static str, Changes, Changes),
    /// The code of a sign-in is redeemed.
    Redeem(Changes, Changes),
    /// … a second time.
    RedeemTwice,
    /// The tokens of a sign-in are refreshed: at authorize, at the redemption
    /// and at the refresh something differs from the usual.
    Refresh(Changes, Changes, Changes),
    /// A token of the app itself is asked for.
    App(Changes),
    /// A request of its own.
    Get(&'static str),
    /// A body that is longer than any form.
    Oversized,
}

/// Where an error appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// On Microsoft's own page, with this status.
    Page(u16),
    /// In the parameters sent back to the application.
    Redirect,
    /// In the JSON of the token endpoint or of discovery, with this status.
    Json(u16),
}

const BASE: Row = Row {
    code: 0,
    how: "",
    before: &[],
    act: Act::App(&[]),
    between: &[],
    shown: Shown::Json(400),
    error: "invalid_request",
    suberror: None,
    text: "",
};
/// On the page, since the request is at fault.
pub(crate) const FAULTY: Row = Row {
    shown: Shown::Page(400),
    error: "",
    ..BASE
};
/// On the page, since the person is stopped.
pub(crate) const STOPPED: Row = Row {
    shown: Shown::Page(200),
    error: "",
    ..BASE
};
/// Sent back to the application.
pub(crate) const SENT_BACK: Row = Row {
    shown: Shown::Redirect,
    ..BASE
};
/// In the token endpoint's JSON.
pub(crate) const TOKEN: Row = BASE;

fn rows() -> impl Iterator<Item = &'static Row> {
    [
        requests::ROWS,
        people::ROWS,
        policies::ROWS,
        grants::ROWS,
        ordered::ROWS,
    ]
    .into_iter()
    .flatten()
}

/// Whether a text is as a row says, with anything in place of each `…`.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('…');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[tokio::test]
async fn every_sign_in_error_is_produced_and_looks_as_the_manual_says() {
    let bench = bench().await;
    bench
        .control("snapshots/save", serde_json::json!({"name": "start"}))
        .await;
    let mut wrong = Vec::new();
    for row in rows() {
        if let Err(complaint) = run::produce(&bench, row).await {
            wrong.push(format!("AADSTS{} ({}): {complaint}", row.code, row.how));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[tokio::test]
async fn every_graph_error_is_produced_and_looks_as_the_manual_says() {
    let bench = bench().await;
    bench
        .control("snapshots/save", serde_json::json!({"name": "start"}))
        .await;
    let mut wrong = Vec::new();
    for row in graph_rows::ROWS {
        if let Err(complaint) = graph::produce(&bench, row).await {
            wrong.push(format!("{} ({}): {complaint}", row.code, row.how));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_manual_lists_enough_of_them_and_is_up_to_date() {
    let codes: BTreeSet<u32> = rows().map(|row| row.code).collect();
    assert!(codes.len() >= 60, "{} AADSTS codes", codes.len());
    assert!(graph_rows::ROWS.len() >= 25, "{}", graph_rows::ROWS.len());
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/simulator-errors.md"
    );
    let wanted = page::write(rows(), graph_rows::ROWS);
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(path, &wanted).expect("the page can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/simulator-errors.md is out of date: write it anew with \
         WRITE_DOCS=1 cargo test -p simulator up_to_date"
    );
}

#[test]
fn a_pattern_fits_what_it_describes() {
    assert!(fits("a…c", "abc") && fits("abc", "abc") && fits("…", ""));
    assert!(!fits("a…c", "abcd") && !fits("abc", "abcd") && !fits("a…b…c", "acb"));
}
