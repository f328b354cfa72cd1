//! The demo data, brought in through the backend's own HTTP API as a person
//! would do it, so that it can never be something the product cannot make.

use crate::demo::http::Client;
use crate::failure::Outcome;

/// The running demo.
pub(super) struct Site {
    /// A client of the backend, not logged in.
    pub(super) backend: Client,
    /// Where people open the panel.
    pub(super) panel_url: String,
    /// Where the stand-in for Microsoft answers.
    pub(super) microsoft_url: String,
}

/// Fills a fresh installation.
pub(super) fn sow(_site: &Site, _setup_code: &str) -> Outcome {
    Ok(())
}

/// What a person is told once everything runs.
pub(super) fn welcome(site: &Site) -> String {
    format!(
        "  The panel                   {}\n\
        \x20 The stand-in for Microsoft  {}\n",
        site.panel_url, site.microsoft_url
    )
}
