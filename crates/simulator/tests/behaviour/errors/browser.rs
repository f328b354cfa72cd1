//! A browser's way through the sign-in pages: forms, hidden fields, cookies.

use std::collections::BTreeMap;

use crate::common::*;
use reqwest::Method;
use reqwest::header::{COOKIE, SET_COOKIE};

/// One browser.
#[derive(Default)]
pub(crate) struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(crate) async fn open(&mut self, bench: &Bench, url: &str) -> Seen {
        self.visit(bench, bench.request(Method::GET, url)).await
    }

    async fn visit(&mut self, bench: &Bench, request: reqwest::RequestBuilder) -> Seen {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request.header(COOKIE, cookies.join("; "));
        let seen = bench.send(request.header("accept-language", "en")).await;
        for cookie in seen.headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().expect("readable").split(';').next();
            if let Some((name, value)) = pair.and_then(|pair| pair.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        seen
    }

    /// From a page to where nothing more can be filled in. `fields` take the
    /// place of the right ones; without `otc` nobody has a second factor.
    pub(crate) async fn sign_in(
        &mut self,
        bench: &Bench,
        url: &str,
        person: &str,
        fields: &[(&str, &str)],
    ) -> Seen {
        let mut seen = self.open(bench, url).await;
        let mut visited = Vec::new();
        loop {
            let Some(form) = form(&seen) else { return seen };
            let mut filled = form.hidden;
            let own: &[(&str, &str)] = match form.step.as_str() {
                "account" if seen.text.contains(&format!("value=\"{person}\"")) => {
                    &[("account", person)]
                }
                "account" if seen.text.contains("Pick an account") => &[("account", "")],
                "password" => &[("loginfmt", person), ("passwd", PASSWORD)],
                "mfa" if fields.iter().any(|(name, _)| *name == "otc") => &[("otc", "123456")],
                "mfa_setup" if fields.iter().any(|(name, _)| *name == "otc") => &[],
                "consent" => &[("decision", "accept")],
                _ => return seen,
            };
            // Wrong fields lead back to the same page.
            if visited.contains(&form.step) {
                return seen;
            }
            visited.push(form.step);
            for (name, value) in own.iter().chain(fields) {
                filled.insert((*name).to_owned(), (*value).to_owned());
            }
            let request = bench.request(Method::POST, &form.action).form(&filled);
            seen = self.visit(bench, request).await;
        }
    }
}

struct Form {
    action: String,
    step: String,
    hidden: BTreeMap<String, String>,
}

fn form(seen: &Seen) -> Option<Form> {
    let (_, after) = seen.text.split_once("<form")?;
    let (_, action) = after.split_once("action=\"")?;
    let action = plain(action.split('"').next()?);
    let hidden: BTreeMap<String, String> = after
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|input| {
            let (name, rest) = input.split_once("\" value=\"")?;
            Some((name.to_owned(), plain(rest.split('"').next()?)))
        })
        .collect();
    let step = hidden.get("step")?.clone();
    Some(Form {
        action,
        step,
        hidden,
    })
}

/// Without HTML's escapes.
pub(crate) fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
