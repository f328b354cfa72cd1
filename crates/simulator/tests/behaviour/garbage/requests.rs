//! Requests to every endpoint, with garbage in any place.

use super::words::Words;
use super::{Known, graph, json};
use std::fmt;

use crate::common::*;
use reqwest::Method;
use serde_json::{Map, Value};

/// A request.
pub(crate) struct Made {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Option<Vec<u8>>,
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.method, self.path)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {}", String::from_utf8_lossy(value))?;
        }
        let body = self.body.as_deref().unwrap_or_default();
        write!(f, "\n{}", String::from_utf8_lossy(body))
    }
}

pub(crate) fn any(words: &mut Words, known: &Known) -> Made {
    let mut made = match words.below(20) {
        0..9 => graph::any(words, known),
        9..12 => token(words, known),
        12..15 => browser(words),
        15..18 => control(words, known),
        _ => page(words, known),
    };
    if words.once_in(4) {
        let name = *words.pick(&[
            "accept-language",
            "prefer",
            "if-match",
            "content-type",
            "cookie",
            "client-request-id",
            "content-range",
            "origin",
            "authorization",
            "x-anchormailbox",
        ]);
        let value = words.text().into_bytes();
        made.headers.push((name.to_owned(), value));
    }
    made
}

pub(super) fn query(words: &mut Words, names: &[(&str, &str)]) -> String {
    let mut parts = Vec::new();
    for (name, right) in names {
        match words.below(5) {
            0 => {}
            1 => parts.push(format!("{name}={}", words.part())),
            2 if words.once_in(6) => parts.push((*name).to_owned()),
            _ => {
                let right: String = form_urlencoded::byte_serialize(right.as_bytes()).collect();
                parts.push(format!("{name}={right}"));
            }
        }
    }
    if words.once_in(5) {
        parts.push(format!("{}={}", words.part(), words.part()));
    }
    parts.join("&")
}

/// Path parts in angle brackets are filled in, each right or wrong.
pub(super) fn path(words: &mut Words, template: &str, known: &Known) -> String {
    let mut out = String::new();
    for part in template.split('/').skip(1) {
        let right = match part {
            "<tenant>" => TENANT,
            "<message>" => &known.message,
            "<folder>" => "inbox",
            "<address>" => "post@alfa.nl",
            "<number>" => "1",
            part => part,
        };
        let times = if part.starts_with('<') { 2 } else { 40 };
        let filled = if words.once_in(times) {
            words.part()
        } else {
            right.to_owned()
        };
        out.push('/');
        out.push_str(&filled);
    }
    out
}

fn form(words: &mut Words, fields: &[(&str, &str)]) -> Vec<u8> {
    if words.once_in(10) {
        return words.bytes(300);
    }
    query(words, fields).into_bytes()
}

fn token(words: &mut Words, known: &Known) -> Made {
    let grant = *words.pick(&["authorization_code", "refresh_token", "client_credentials"]);
    let fields = [
        ("grant_type", grant),
        ("client_id", CLIENT),
        ("client_secret", SECRET),
        ("code", "1.AXX"),
        ("code_verifier", VERIFIER),
        ("redirect_uri", REDIRECT),
        ("refresh_token", known.refresh.as_str()),
        ("scope", "openid offline_access Mail.Send"),
        (
            "claims",
            "{\"access_token\": {\"nbf\": {\"value\": \"1\"}}}",
        ),
        ("client_info", "1"),
        ("client_assertion", "e30.e30.e30"),
    ];
    let path = path(words, "/<tenant>/oauth2/v2.0/token", known);
    Made {
        method: if words.once_in(10) {
            Method::GET
        } else {
            Method::POST
        },
        path,
        headers: vec![(
            "content-type".to_owned(),
            b"application/x-www-form-urlencoded".to_vec(),
        )],
        body: Some(form(words, &fields)),
    }
}

fn browser(words: &mut Words) -> Made {
    let request = [
        ("client_id", CLIENT),
        ("response_type", "code id_token"),
        ("redirect_uri", REDIRECT),
        ("scope", SCOPE),
        ("state", "<b>state</b>"),
        ("nonce", "n"),
        ("response_mode", "form_post"),
        ("prompt", "login"),
        ("login_hint", SERVICE),
        ("code_challenge", "x"),
        ("code_challenge_method", "S256"),
        ("claims", "{}"),
    ];
    let all = query(words, &request);
    let tenant = if words.once_in(3) {
        words.part()
    } else {
        TENANT.to_owned()
    };
    if words.once_in(3) {
        let step = words.mostly("password");
        let fields = [
            ("step", step.as_str()),
            ("flow", "authorize"),
            ("request", all.as_str()),
            ("account", SERVICE),
            ("loginfmt", SERVICE),
            ("passwd", PASSWORD),
            ("ticket", "x"),
            ("otc", "123456"),
            ("decision", "accept"),
            ("justification", "x"),
        ];
        return Made {
            method: Method::POST,
            path: format!("/{tenant}/login"),
            headers: vec![(
                "content-type".to_owned(),
                b"application/x-www-form-urlencoded".to_vec(),
            )],
            body: Some(form(words, &fields)),
        };
    }
    let endpoint = *words.pick(&[
        "oauth2/v2.0/authorize",
        "v2.0/adminconsent",
        "adminconsent",
        "oauth2/v2.0/logout",
        "v2.0/.well-known/openid-configuration",
        ".well-known/openid-configuration",
        "discovery/v2.0/keys",
        "discovery/instance",
    ]);
    let extra = query(
        words,
        &[
            (
                "authorization_endpoint",
                "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
            ),
            ("post_logout_redirect_uri", REDIRECT),
            ("id_token_hint", "x"),
        ],
    );
    Made {
        method: if words.once_in(8) {
            Method::POST
        } else {
            Method::GET
        },
        path: format!("/{tenant}/{endpoint}?{all}&{extra}"),
        headers: Vec::new(),
        body: None,
    }
}

/// Orders whose purpose is a bad answer get only garbage, and so never take
/// hold.
fn is_asking_for_it(path: &str) -> bool {
    ["/faults", "/switches", "/full"]
        .iter()
        .any(|end| path.ends_with(end))
}

fn control(words: &mut Words, known: &Known) -> Made {
    let (method, path, fields) = words.pick(&known.control);
    let right = |words: &mut Words, field: &str| -> Value {
        let right = match field {
            "client_id" => CLIENT,
            "tenant" => TENANT,
            "person" => SERVICE,
            "mailbox" | "to" => "post@alfa.nl",
            "right" => "full_access",
            "kind" => "shared",
            "policy" => "legacy",
            "folder" => "inbox",
            _ => return json::any(words, 1),
        };
        right.into()
    };
    let body = if method == Method::GET {
        None
    } else if is_asking_for_it(path) {
        Some(words.bytes(200))
    } else {
        let members = fields
            .iter()
            .map(|field| (field.clone(), right(words, field)));
        let whole = Value::Object(members.collect::<Map<_, _>>());
        Some(json::body(words, &whole))
    };
    let query = query(words, &[("path", "/me"), ("after", "1"), ("status", "200")]);
    Made {
        method: method.clone(),
        path: format!("{path}?{query}"),
        headers: Vec::new(),
        body,
    }
}

fn page(words: &mut Words, known: &Known) -> Made {
    const PATHS: &[&str] = &[
        "/",
        "/mail/<address>",
        "/mail/<address>/<number>",
        "/mail/<address>/<number>/body",
        "/mail/<address>/new",
        "/mail/<address>/<number>/reply",
        "/trainer",
        "/trainer/<folder>",
        "/stand-in/style.css",
        "/stand-in/ca.pem",
        "/error",
        "/oidc/userinfo",
        "/<folder>/<folder>",
    ];
    if words.once_in(5) {
        let body = words.bytes(5000);
        return Made {
            method: words
                .pick(&[Method::PUT, Method::GET, Method::DELETE, Method::POST])
                .clone(),
            path: if words.once_in(3) {
                format!("/api/gv1.0/{}?authtoken={}", words.part(), words.part())
            } else {
                known.upload.clone()
            },
            headers: vec![(
                "content-range".to_owned(),
                words.mostly("bytes 0-4/4000000").into_bytes(),
            )],
            body: Some(body),
        };
    }
    let template = *words.pick(PATHS);
    let writes = words.once_in(3);
    let fields = [
        ("folder", "2"),
        ("code", "50011"),
        ("to", "anna@alfa.nl"),
        ("subject", "x"),
        ("text", "y"),
        ("action", "delete"),
        ("lang", "nl"),
    ];
    let query = query(words, &fields);
    let path = path(words, template, known);
    Made {
        method: if writes { Method::POST } else { Method::GET },
        path: format!("{path}?{query}"),
        headers: vec![(
            "content-type".to_owned(),
            b"application/x-www-form-urlencoded".to_vec(),
        )],
        body: writes.then(|| form(words, &fields)),
    }
}
