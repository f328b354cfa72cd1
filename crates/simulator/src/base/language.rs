//! Dutch or English, as the browser asks.

use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use serde::{Deserialize, Serialize};

/// The languages of the pages and of folder names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    /// Dutch.
    #[default]
    Nl,
    /// English, for every language that is not Dutch.
    En,
}

impl Language {
    /// The first of the two languages named in `Accept-Language`; English when
    /// neither is.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let wanted = headers
            .get(ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("");
        for choice in wanted.split(',') {
            let tag = choice.split(';').next().unwrap_or("").trim();
            let primary = tag.split('-').next().unwrap_or("");
            if primary.eq_ignore_ascii_case("nl") {
                return Self::Nl;
            }
            if primary.eq_ignore_ascii_case("en") {
                return Self::En;
            }
        }
        Self::En
    }

    /// The text in this language.
    pub(crate) fn pick<'a>(self, dutch: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Nl => dutch,
            Self::En => english,
        }
    }

    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }
}
