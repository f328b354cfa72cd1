//! Which redirect URI a request may name.
//! Microsoft: "Redirect URI (reply URL) best practices and limitations".

use url::Url;

use crate::directory::model::{App, RedirectUri};

/// The registered URI that a requested one matches: exactly, except that the
/// port of `localhost` does not count. The path is case-sensitive.
pub(crate) fn registered<'a>(app: &'a App, requested: &str) -> Option<&'a RedirectUri> {
    let exact = app
        .redirect_uris
        .iter()
        .find(|known| known.uri == requested);
    exact.or_else(|| {
        app.redirect_uris
            .iter()
            .find(|known| same(&known.uri, requested))
    })
}

fn same(registered: &str, requested: &str) -> bool {
    let (Ok(known), Ok(asked)) = (Url::parse(registered), Url::parse(requested)) else {
        return false;
    };
    let port_matters = known.host_str() != Some("localhost");
    known.scheme() == asked.scheme()
        && known.host_str() == asked.host_str()
        && known.path() == asked.path()
        && known.query() == asked.query()
        && known.username() == asked.username()
        && asked.fragment().is_none()
        && (!port_matters || known.port_or_known_default() == asked.port_or_known_default())
}

/// Whether a URI may be registered at all: https, or http for this machine.
pub(crate) fn may_register(uri: &str) -> bool {
    let Ok(url) = Url::parse(uri) else {
        return false;
    };
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1"));
    let plain = !uri.contains(['!', '$', '\'', '(', ')', ',', ';', '*', '#']);
    let scheme = url.scheme() == "https" || (url.scheme() == "http" && local);
    uri.len() <= 256 && plain && scheme
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn only_localhost_may_change_its_port() {
        assert!(same(
            "http://localhost:8420/microsoftgraph",
            "http://localhost:9999/microsoftgraph"
        ));
        assert!(same(
            "http://localhost/microsoftgraph",
            "http://localhost:9999/microsoftgraph"
        ));
        assert!(!same("http://127.0.0.1:8420/m", "http://127.0.0.1:9999/m"));
        assert!(!same("https://a.example/m", "https://a.example:8443/m"));
    }

    #[test]
    fn path_scheme_query_and_slash_must_be_the_same() {
        assert!(!same("https://a.example/m", "https://a.example/M"));
        assert!(!same("https://a.example/m", "https://a.example/m/"));
        assert!(!same("https://a.example/m", "http://a.example/m"));
        assert!(!same("https://a.example/m", "https://a.example/m?x=1"));
        assert!(!same("https://a.example/m", "https://a.example.evil/m"));
    }
}
