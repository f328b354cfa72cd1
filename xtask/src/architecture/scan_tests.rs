//! What the scanner sees, and what it must not take for a path.

use super::*;

fn paths(text: &str) -> Vec<String> {
    paths_in(text, &["accounts"])
}

fn paths_in(text: &str, module: &[&str]) -> Vec<String> {
    let module: Vec<String> = module.iter().map(|name| (*name).to_owned()).collect();
    scan(text, &module, "backend")
        .named
        .iter()
        .map(|named| named.path.join("::"))
        .collect()
}

#[test]
fn use_trees_are_unfolded() {
    assert_eq!(
        paths("use crate::{store::{self, seal::{Seal, Key as K}}, http::*};"),
        [
            "crate::store",
            "crate::store::seal::Seal",
            "crate::store::seal::Key",
            "crate::http"
        ]
    );
    assert_eq!(paths("pub(crate) use ::sqlx::Row;"), ["sqlx::Row"]);
    assert_eq!(
        paths("use std::{fmt, io,};\nuse axum::Router;"),
        ["std::fmt", "std::io", "axum::Router"]
    );
}

#[test]
fn paths_in_code_attributes_and_macros_are_seen() {
    assert_eq!(
        paths("#[derive(sqlx::FromRow)] struct A(crate::keeper::Token);"),
        ["sqlx::FromRow", "crate::keeper::Token"]
    );
    assert_eq!(
        paths("fn a() { let x = Vec::<microsoft::Token>::new(); y.z(sqlx::query(\"q\")) }"),
        ["microsoft::Token", "sqlx::query"]
    );
    assert_eq!(
        paths("json!({ \"a\": $crate::proofs::run() })"),
        ["crate::proofs::run"]
    );
}

#[test]
fn relative_paths_are_completed() {
    assert_eq!(
        paths_in(
            "use super::super::store::X; use self::y::Z;",
            &["accounts", "routes"]
        ),
        ["crate::store::X", "crate::accounts::routes::y::Z"]
    );
    assert_eq!(
        paths_in(
            "mod inner { use super::super::keeper::K; } use super::store::S;",
            &["accounts"]
        ),
        ["crate::keeper::K", "crate::store::S"]
    );
    assert_eq!(
        paths_in("use backend::serve::run;", &[]),
        ["crate::serve::run"]
    );
    assert_eq!(
        paths_in("mod http; mod store; fn main() { http::listen() }", &[]),
        ["crate::http::listen"]
    );
}

#[test]
fn an_imported_room_is_known_by_its_name_and_its_alias() {
    assert_eq!(
        paths("use crate::http; use crate::store as ground; fn a() { http::ok(); ground::open() }"),
        [
            "crate::http",
            "crate::store",
            "crate::http::ok",
            "crate::store::open"
        ]
    );
    // Without the import it is the crate of that name.
    assert_eq!(paths("fn a() -> http::StatusCode {}"), ["http::StatusCode"]);
}

#[test]
fn comments_and_literals_are_no_code() {
    let text = r####"
        // sqlx::query
        /* sqlx::a /* sqlx::b */ sqlx::c */
        /// See [`crate::store::X`].
        const A: &str = "sqlx::d \" sqlx::e";
        const B: &str = r#"sqlx::f " sqlx::g"#;
        const C: &[u8] = b"sqlx::h";
        const D: [char; 4] = ['"', '\'', '\\', '\u{1b}'];
        const E: u8 = b'"';
        fn f<'a>(x: &'a str) -> std::fmt::Result { 'out: loop { break 'out } }
    "####;
    assert_eq!(paths(text), ["std::fmt::Result"]);
}

#[test]
fn lines_are_counted_through_everything() {
    let scan = scan(
        "/* a\n b */\nconst A: &str = \"x\ny\";\nuse sqlx::Row;\n",
        &[],
        "backend",
    );
    assert_eq!(scan.named[0].line, 5);
}

#[test]
fn tests_are_left_out() {
    let scan = scan(
        "use crate::store::A;\n#[cfg(test)]\nmod tests { use sqlx::Row; fn a() { {} } }\n\
         #[cfg(test)] use crate::proofs::P;\n#[cfg(test)] mod helpers;\nuse crate::keeper::K;",
        &["accounts".to_owned()],
        "backend",
    );
    let paths: Vec<String> = scan
        .named
        .iter()
        .map(|named| named.path.join("::"))
        .collect();
    assert_eq!(paths, ["crate::store::A", "crate::keeper::K"]);
    assert_eq!(scan.test_modules, ["helpers"]);
}
