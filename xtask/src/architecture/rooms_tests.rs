//! Every arrow of the drawing, broken once: the check must see it.

use super::*;
use crate::architecture::plan::HOUSES;

fn house(name: &str) -> &'static House {
    HOUSES.iter().find(|house| house.name == name).unwrap()
}

/// A house in which every room of the plan exists, with one file more.
fn with(name: &str, path: &str, text: &str) -> Vec<Source> {
    let mut sources: Vec<Source> = house(name)
        .rooms
        .iter()
        .map(|room| Source {
            path: format!("{}.rs", room.name),
            text: String::new(),
        })
        .collect();
    sources.retain(|source| source.path != path);
    sources.push(Source {
        path: path.to_owned(),
        text: text.to_owned(),
    });
    sources
}

fn arrows(name: &str, path: &str, text: &str) -> Vec<String> {
    broken_arrows(house(name), &with(name, path, text))
}

fn outside(name: &str, path: &str, text: &str) -> Vec<String> {
    strangers(house(name), &with(name, path, text))
}

#[test]
fn downwards_is_fine() {
    for (path, text) in [
        ("main.rs", "fn main() { backend::program::run() }"),
        ("program.rs", "use crate::serve::House;"),
        (
            "accounts.rs",
            "use crate::{http::Problem, proofs, keeper, store::Accounts};",
        ),
        (
            "accounts/routes.rs",
            "use super::Request; use crate::accounts::Answer;",
        ),
        ("proofs.rs", "use crate::keeper::Token;"),
        ("keeper/mod.rs", "use crate::store::SignIns;"),
    ] {
        assert_eq!(arrows("backend", path, text), [""; 0], "{path}");
    }
}

#[test]
fn every_way_up_or_across_in_the_backend_is_found() {
    for (path, text) in [
        ("store.rs", "use crate::keeper::Token;"),
        ("store/sign_ins.rs", "fn a() { crate::http::problem() }"),
        ("store/sign_ins.rs", "use super::super::proofs::Light;"),
        ("keeper.rs", "use crate::proofs;"),
        ("keeper.rs", "use super::{store, accounts::Account};"),
        ("proofs.rs", "use crate::http::Problem;"),
        ("proofs/run.rs", "use crate::mailboxes::Mailbox as M;"),
        ("accounts.rs", "use crate::consents::Consent;"),
        ("people.rs", "use crate::config::Config;"),
        ("http.rs", "use crate::accounts::router;"),
        ("http.rs", "use crate::serve;"),
        ("relay.rs", "use crate::store::Accounts;"),
        ("config.rs", "use crate::serve::State;"),
    ] {
        assert_eq!(arrows("backend", path, text).len(), 1, "{path}: {text}");
    }
}

#[test]
fn every_way_up_or_across_in_the_panel_is_found() {
    for (path, text) in [
        ("ui/table.rs", "use crate::api::Accounts;"),
        ("ui.rs", "use crate::pages::overview::Overview;"),
        ("api.rs", "use crate::ui::Table;"),
        ("text.rs", "use crate::api;"),
        ("consent.rs", "use crate::pages;"),
        ("pages/overview.rs", "use crate::app::Session;"),
        ("live.rs", "use crate::ui;"),
    ] {
        assert_eq!(arrows("panel", path, text).len(), 1, "{path}: {text}");
    }
    let fine = "use crate::{api, consent, live, text::t, ui::Table};";
    assert_eq!(arrows("panel", "pages/overview.rs", fine), [""; 0]);
}

#[test]
fn a_finding_says_where_and_what() {
    let findings = arrows("backend", "store/seal.rs", "\nuse crate::keeper::Token;");
    assert_eq!(
        findings,
        ["crates/backend/src/store/seal.rs:2 store must not name keeper (crate::keeper::Token)"]
    );
}

#[test]
fn a_room_that_is_not_drawn_is_found() {
    let findings = arrows("backend", "helpers/mod.rs", "");
    assert_eq!(findings.len(), 1);
    assert!(findings[0].contains("helpers: this room is not in the plan"));
}

#[test]
fn a_common_room_may_be_used_by_all_and_uses_none() {
    let mut sources = with("backend", "store.rs", "use crate::clock::now;");
    sources.push(Source {
        path: "clock.rs".to_owned(),
        text: "use std::time::SystemTime;".to_owned(),
    });
    assert_eq!(broken_arrows(house("backend"), &sources), [""; 0]);
    assert_eq!(
        arrows("backend", "clock.rs", "use crate::store::Db;").len(),
        1
    );
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    for (path, text) in [
        ("accounts.rs", "use sqlx::Row;"),
        ("keeper.rs", "#[derive(sqlx::FromRow)] struct A;"),
        ("keeper.rs", "use axum::Router;"),
        ("proofs.rs", "fn a() -> http::StatusCode {}"),
        ("store.rs", "use http::HeaderMap;"),
        ("mailboxes.rs", "use microsoft::Token;"),
        ("accounts.rs", "use microsoft::Graph;"),
        ("store/x.rs", "type T = microsoft::Token;"),
    ] {
        assert_eq!(outside("backend", path, text).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("store/accounts.rs", "use sqlx::Row;"),
        (
            "accounts.rs",
            "use axum::Router; use microsoft::prove_secret;",
        ),
        ("mailboxes.rs", "use crate::http; fn a() { http::ok() }"),
        (
            "mailboxes.rs",
            "#[cfg(test)] mod tests { use microsoft::Graph; use sqlx::Row; }",
        ),
    ] {
        assert_eq!(outside("backend", path, text), [""; 0], "{path}: {text}");
    }
}

#[test]
fn the_panel_speaks_http_in_one_place() {
    for (path, text) in [
        ("pages/overview.rs", "use gloo_net::http::Request;"),
        ("api.rs", "use web_sys::{EventSource, Window};"),
        ("pages/login.rs", "use oauth2::PkceCodeChallenge;"),
    ] {
        assert_eq!(outside("panel", path, text).len(), 1, "{path}: {text}");
    }
    assert_eq!(
        outside("panel", "live.rs", "use web_sys::EventSource;"),
        [""; 0]
    );
    assert_eq!(
        outside("panel", "ui/copy.rs", "use web_sys::{Window, Element};"),
        [""; 0]
    );
}

#[test]
fn a_page_never_names_a_page() {
    let panel = house("panel");
    let mut sources = with("panel", "pages/overview.rs", "use super::login::Login;");
    sources.push(Source {
        path: "pages/login.rs".to_owned(),
        text: "use super::Frame; use super::login::parts::Field;".to_owned(),
    });
    sources.push(Source {
        path: "pages.rs".to_owned(),
        text: "mod login; mod overview; pub(crate) use login::Login;".to_owned(),
    });
    assert_eq!(
        meddlers(panel, &sources),
        ["src/pages/overview.rs:1 overview must not name login"]
    );
}

#[test]
fn files_of_tests_are_left_out() {
    let mut sources = with("backend", "keeper.rs", "#[cfg(test)] mod helpers;");
    for path in ["keeper/helpers.rs", "keeper/lease_tests.rs"] {
        sources.push(Source {
            path: path.to_owned(),
            text: "use crate::serve::start;".to_owned(),
        });
    }
    assert_eq!(broken_arrows(house("backend"), &sources), [""; 0]);
}
