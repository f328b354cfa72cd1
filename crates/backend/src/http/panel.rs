//! The panel's files: read once, served from memory, compressed at build time.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

/// Largest file of a panel, in bytes.
const FILE_MAX: u64 = 16 * 1024 * 1024;

/// Names with a hash of their content never change.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// Everything else is asked for again each time, by its ETag.
const ASK_AGAIN: &str = "no-cache";

/// Shown where no panel was built.
const NO_PANEL: &str = "The panel is not here. Build it, and start the backend with --panel.\n";

/// Why the panel's files cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the panel in {folder} cannot be read: {error}")]
pub struct PanelError {
    folder: String,
    error: std::io::Error,
}

/// The panel's files in memory. Cheap to clone.
#[derive(Clone, Default)]
pub struct Panel {
    files: Arc<HashMap<String, File>>,
}

struct File {
    kind: &'static str,
    etag: HeaderValue,
    cache: &'static str,
    policy: Option<HeaderValue>,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Panel {
    /// Reads the files of a built panel.
    ///
    /// # Errors
    /// Where the folder or a file cannot be read.
    pub fn read(folder: &Path) -> Result<Self, PanelError> {
        let fail = |error| PanelError {
            folder: folder.display().to_string(),
            error,
        };
        let mut contents = HashMap::new();
        for entry in std::fs::read_dir(folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let meta = entry.metadata().map_err(fail)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if meta.is_file() && meta.len() <= FILE_MAX && !name.starts_with('.') {
                let content = std::fs::read(entry.path()).map_err(fail)?;
                contents.insert(name, Bytes::from(content));
            }
        }
        let files = contents
            .iter()
            .filter(|(name, _)| !name.ends_with(".br") && !name.ends_with(".gz"))
            .map(|(name, plain)| {
                let variant = |suffix: &str| contents.get(&[name, suffix].concat()).cloned();
                let file = File::new(name, plain.clone(), variant(".br"), variant(".gz"));
                (name.clone(), file)
            })
            .collect();
        Ok(Self {
            files: Arc::new(files),
        })
    }

    pub(super) fn router(self) -> Router {
        Router::new().fallback(serve).with_state(self)
    }
}

impl File {
    fn new(name: &str, plain: Bytes, brotli: Option<Bytes>, gzip: Option<Bytes>) -> Self {
        let hash = STANDARD.encode(Sha256::digest(&plain));
        let page = name == "index.html";
        Self {
            kind: kind(name),
            etag: HeaderValue::from_str(&format!("\"{}\"", &hash[..22]))
                .unwrap_or(HeaderValue::from_static("\"\"")),
            cache: if is_hashed(name) { FOREVER } else { ASK_AGAIN },
            policy: page.then(|| policy(&plain)).flatten(),
            plain,
            brotli,
            gzip,
        }
    }
}

async fn serve(State(panel): State<Panel>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    // Every address of the panel is the same page; only a file that is not
    // there is not found. An address of a mailbox holds a dot too, so what
    // counts is the folder: files lie at the top.
    let name = if panel.files.contains_key(path) {
        path
    } else if !path.contains('/') && kind(path) != UNKNOWN_KIND {
        return StatusCode::NOT_FOUND.into_response();
    } else {
        "index.html"
    };
    match panel.files.get(name) {
        Some(file) => answer(file, request.headers()),
        None => (StatusCode::NOT_FOUND, NO_PANEL).into_response(),
    }
}

fn answer(file: &File, headers: &HeaderMap) -> Response {
    let mut response = if headers.get(header::IF_NONE_MATCH) == Some(&file.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let accepts = |coding: &str| {
            headers
                .get(header::ACCEPT_ENCODING)
                .and_then(|value| value.to_str().ok())
                .is_some_and(|list| list.split(',').any(|part| part.trim() == coding))
        };
        let (body, coding) = match (&file.brotli, &file.gzip) {
            (Some(body), _) if accepts("br") => (body, Some("br")),
            (_, Some(body)) if accepts("gzip") => (body, Some("gzip")),
            _ => (&file.plain, None),
        };
        let mut response = body.clone().into_response();
        if let Some(coding) = coding {
            let coding = HeaderValue::from_static(coding);
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, coding);
        }
        let kind = HeaderValue::from_static(file.kind);
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, file.etag.clone());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(file.cache));
    let vary = HeaderValue::from_static("accept-encoding");
    headers.insert(header::VARY, vary);
    if let Some(policy) = &file.policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    }
    response
}

const UNKNOWN_KIND: &str = "application/octet-stream";

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        Some("ico") => "image/x-icon",
        Some("png") => "image/png",
        _ => UNKNOWN_KIND,
    }
}

/// Whether a name carries a hash, as Trunk writes it: `name-0123456789abcdef.js`,
/// or `…_bg.wasm` behind it.
fn is_hashed(name: &str) -> bool {
    name.split(['-', '_', '.'])
        .any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The page's policy: nothing but ourselves, and of inline scripts and styles only
/// those that are in it now, by their hashes.
fn policy(page: &[u8]) -> Option<HeaderValue> {
    let page = std::str::from_utf8(page).ok()?;
    let scripts = hashes(page, "script");
    let styles = hashes(page, "style");
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; \
         style-src 'self'{styles}; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).ok()
}

fn hashes(page: &str, tag: &str) -> String {
    let hash = |content: &str| STANDARD.encode(Sha256::digest(content.as_bytes()));
    inline(page, tag)
        .map(|content| format!(" 'sha256-{}'", hash(content)))
        .collect()
}

/// What stands in the page itself in elements of this tag.
fn inline<'a>(page: &'a str, tag: &str) -> impl Iterator<Item = &'a str> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let mut rest = page;
    std::iter::from_fn(move || {
        loop {
            let (attributes, behind) = rest.split_once(&open)?.1.split_once('>')?;
            let (content, behind) = behind.split_once(&close)?;
            rest = behind;
            if !attributes.contains("src=") && !content.trim().is_empty() {
                return Some(content);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_in_the_page_gets_a_hash() {
        let page = "<script src=\"a.js\"></script><script>let a=1</script>\
                    <style>p { margin: 0 }</style><script type=\"module\">import b</script>";
        let found: Vec<_> = inline(page, "script").collect();
        assert_eq!(found, ["let a=1", "import b"]);
        assert_eq!(
            inline(page, "style").collect::<Vec<_>>(),
            ["p { margin: 0 }"]
        );
        let policy = policy(page.as_bytes()).unwrap();
        let policy = policy.to_str().unwrap();
        let of = |name: &str| policy.split(';').find(|part| part.trim().starts_with(name));
        assert_eq!(of("script-src").unwrap().matches("'sha256-").count(), 2);
        assert_eq!(of("style-src").unwrap().matches("'sha256-").count(), 1);
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("imagecapture-panel-0123456789abcdef.js"));
        assert!(is_hashed("imagecapture-panel-0123456789abcdef_bg.wasm"));
        assert!(!is_hashed("index.html"));
        assert!(!is_hashed("favicon.svg"));
    }
}
