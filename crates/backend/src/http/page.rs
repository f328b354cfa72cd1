//! Lists in pages: `after` and `limit` on the way in, `Link` with
//! `rel="next"` on the way out (RFC 8288), so that a list stays a plain list.

use super::{Failure, Parameters};
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::catalogue::Cause;
use serde::{Deserialize, Serialize};

/// Things on a page, where nobody says otherwise, and at most.
const PAGE: u32 = 1000;

/// Longest cursor, in bytes.
const CURSOR_MAX: usize = 400;

/// Which page of a list.
#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// Where the page before ended: from its `Link` header.
    #[param(max_length = 400)]
    pub after: Option<String>,
    /// How many, at most 1000.
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u32>,
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let Parameters(page) = Parameters::<Self>::from_request_parts(parts, state).await?;
        Self::new(page.after, page.limit)
    }
}

impl Page {
    /// A page out of what stands in a query among other things.
    ///
    /// # Errors
    /// Where it cannot be one.
    pub fn new(after: Option<String>, limit: Option<u32>) -> Result<Self, Failure> {
        let cursor = after.as_deref().unwrap_or_default();
        let asked = limit.unwrap_or(PAGE);
        if cursor.len() > CURSOR_MAX || cursor.contains('\0') || !(1..=PAGE).contains(&asked) {
            return Err(Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed));
        }
        Ok(Self { after, limit })
    }

    fn size(&self) -> usize {
        self.limit.unwrap_or(PAGE) as usize
    }

    /// How many to ask the store for: one more than is shown tells whether there
    /// is a next page.
    #[must_use]
    pub fn ask_for(&self) -> i64 {
        i64::from(self.limit.unwrap_or(PAGE)) + 1
    }

    /// The page out of what [`Page::ask_for`] brought.
    #[must_use]
    pub fn of<T>(
        &self,
        path: &'static str,
        mut items: Vec<T>,
        cursor: fn(&T) -> String,
    ) -> Paged<T> {
        let more = items.len() > self.size();
        items.truncate(self.size());
        let next = items.last().filter(|_| more).map(|last| {
            url::form_urlencoded::Serializer::new(String::new())
                .append_pair("after", &cursor(last))
                .append_pair("limit", &self.size().to_string())
                .finish()
        });
        let next = next.map(|query| format!("{}{path}?{query}", contract::API));
        Paged { items, next }
    }

    /// The page out of everything there is, in its order.
    ///
    /// # Errors
    /// Where `after` names nothing in it.
    pub fn cut<T>(
        &self,
        path: &'static str,
        mut all: Vec<T>,
        cursor: fn(&T) -> String,
    ) -> Result<Paged<T>, Failure> {
        if let Some(after) = &self.after {
            let at = all.iter().position(|item| cursor(item) == *after);
            let at = at.ok_or_else(|| Failure::new(StatusCode::BAD_REQUEST, Cause::Malformed))?;
            all.drain(..=at);
        }
        Ok(self.of(path, all, cursor))
    }
}

/// A page of a list.
pub struct Paged<T> {
    items: Vec<T>,
    next: Option<String>,
}

impl<T> Paged<T> {
    /// Asks for the next page with the same filters.
    #[must_use]
    pub fn keeping(mut self, filters: &[(&str, &str)]) -> Self {
        if let Some(next) = &mut self.next {
            for (name, value) in filters {
                let pair = url::form_urlencoded::Serializer::new(String::new())
                    .append_pair(name, value)
                    .finish();
                next.extend(["&", &pair]);
            }
        }
        self
    }
}

impl<T: Serialize> IntoResponse for Paged<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.items).into_response();
        let next = self.next.map(|next| format!("<{next}>; rel=\"next\""));
        let next = next.and_then(|next| HeaderValue::from_str(&next).ok());
        if let Some(next) = next {
            response.headers_mut().insert(header::LINK, next);
        }
        response
    }
}
