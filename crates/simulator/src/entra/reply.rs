//! How an answer travels back to the application: as a query, a fragment or a
//! form, always to a redirect URI that was checked before.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::base::text;
use crate::entra::errors::{EntraError, Trace};
use crate::pages::layout;
use crate::world::World;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseMode {
    Query,
    Fragment,
    FormPost,
}

impl ResponseMode {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "query" => Some(Self::Query),
            "fragment" => Some(Self::Fragment),
            "form_post" => Some(Self::FormPost),
            _ => None,
        }
    }
}

/// Where and how to answer.
#[derive(Clone, Debug)]
pub(crate) struct ReplyTo {
    pub(crate) uri: String,
    pub(crate) mode: ResponseMode,
    pub(crate) state: Option<String>,
}

impl ReplyTo {
    /// An answer with the client's state at the end.
    pub(crate) fn answer(&self, world: &World, pairs: &[(&str, &str)]) -> Response {
        let state = self.state.as_deref().map(|state| ("state", state));
        let pairs: Vec<(&str, &str)> = pairs.iter().copied().chain(state).collect();
        match self.mode {
            ResponseMode::Query => found(&self.location('?', &pairs)),
            ResponseMode::Fragment => found(&self.location('#', &pairs)),
            ResponseMode::FormPost => self.form(world, &pairs),
        }
    }

    /// Microsoft: "OAuth 2.0 authorization code flow", error response.
    pub(crate) fn error(&self, world: &World, error: &EntraError, trace: &Trace) -> Response {
        self.answer(
            world,
            &[
                ("error", error.error),
                ("error_description", &error.description(trace)),
                ("error_uri", &error.error_uri(world)),
            ],
        )
    }

    /// What an application gets when a person turns back: no description.
    pub(crate) fn cancelled(&self, world: &World) -> Response {
        self.answer(
            world,
            &[("error", "access_denied"), ("error_subcode", "cancel")],
        )
    }

    /// The same as an address, for a link.
    pub(crate) fn cancelled_location(&self) -> String {
        let mark = if self.mode == ResponseMode::Fragment {
            '#'
        } else {
            '?'
        };
        let mut pairs = vec![("error", "access_denied"), ("error_subcode", "cancel")];
        pairs.extend(self.state.as_deref().map(|state| ("state", state)));
        self.location(mark, &pairs)
    }

    /// A URI without a path comes back with a slash.
    fn location(&self, mark: char, pairs: &[(&str, &str)]) -> String {
        let mut uri = self.uri.clone();
        let after_scheme = uri.split_once("://").map_or("", |(_, rest)| rest);
        if !after_scheme.contains(['/', '?']) {
            uri.push('/');
        }
        let mark = if mark == '?' && uri.contains('?') {
            '&'
        } else {
            mark
        };
        let encoded = text::form(pairs.iter().copied());
        format!("{uri}{mark}{encoded}")
    }

    /// Microsoft's page posts itself; without JavaScript there is a button.
    fn form(&self, world: &World, pairs: &[(&str, &str)]) -> Response {
        let fields = Markup::join(pairs.iter().map(|(name, value)| {
            html!(
                "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                name,
                value
            )
        }));
        let nonce = world.dice.token::<16>();
        let body = html!(
            "<form method=\"post\" action=\"{}\" class=\"card\"><h1>Working…</h1>{}\
             <p>Script is disabled. Click Continue to go on.</p>\
             <p class=\"buttons\"><button>Continue</button></p></form>\
             <script nonce=\"{}\">document.forms[0].submit()</script>",
            self.uri,
            fields,
            nonce
        );
        layout::sign_in_page(
            Language::En,
            "Working…",
            &body,
            StatusCode::OK,
            Some(&nonce),
        )
    }
}

fn found(location: &str) -> Response {
    let headers = [
        (header::LOCATION, location),
        (header::CACHE_CONTROL, "no-store, no-cache"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    ];
    (StatusCode::FOUND, headers).into_response()
}
