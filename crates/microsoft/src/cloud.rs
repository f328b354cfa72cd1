//! Where Microsoft lives: one pair of addresses per cloud.

use contract::accounts::Cloud;
use contract::ids::TenantId;
use contract::purposes::Scope;
use url::Url;

/// The addresses of one cloud. A stand-in for Microsoft is simply another pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// Entra ID, without a path.
    login: Url,
    /// Graph, without a path.
    graph: Url,
    /// What permissions are prefixed with: Graph's own name in this cloud, even
    /// where `graph` is a stand-in.
    resource: &'static str,
}

impl Addresses {
    /// Microsoft's own addresses of a cloud ("National cloud deployments").
    ///
    /// # Panics
    /// Never: the addresses are constants, and a test parses all of them.
    #[must_use]
    pub fn of(cloud: Cloud) -> Self {
        let (login, graph) = match cloud {
            Cloud::Global => (
                "https://login.microsoftonline.com",
                "https://graph.microsoft.com",
            ),
            Cloud::UsGovernment => (
                "https://login.microsoftonline.us",
                "https://graph.microsoft.us",
            ),
            Cloud::UsDefense => (
                "https://login.microsoftonline.us",
                "https://dod-graph.microsoft.us",
            ),
            Cloud::China => (
                "https://login.partner.microsoftonline.cn",
                "https://microsoftgraph.chinacloudapi.cn",
            ),
        };
        #[expect(clippy::expect_used, reason = "constants, parsed by a test")]
        let parse = |text| Url::parse(text).expect("a constant address");
        Self {
            login: parse(login),
            graph: parse(graph),
            resource: graph,
        }
    }

    /// The same cloud, reached at other addresses.
    #[must_use]
    pub fn reached_at(mut self, login: Option<Url>, graph: Option<Url>) -> Self {
        self.login = login.unwrap_or(self.login);
        self.graph = graph.unwrap_or(self.graph);
        self
    }

    /// Where Graph lives, without a version and without a trailing slash.
    #[must_use]
    pub fn graph(&self) -> &str {
        self.graph.as_str().trim_end_matches('/')
    }

    /// Where a person signs in.
    #[must_use]
    pub fn authorize(&self, tenant: &TenantId) -> String {
        self.entra(tenant, "oauth2/v2.0/authorize")
    }

    /// Where an administrator consents for the organisation.
    #[must_use]
    pub fn admin_consent(&self, tenant: &TenantId) -> String {
        self.entra(tenant, "v2.0/adminconsent")
    }

    pub(crate) fn token(&self, tenant: &TenantId) -> String {
        self.entra(tenant, "oauth2/v2.0/token")
    }

    pub(crate) fn discovery(&self, tenant: &TenantId) -> String {
        self.entra(tenant, "v2.0/.well-known/openid-configuration")
    }

    /// Whether `url` points into this cloud's Entra ID.
    pub(crate) fn owns(&self, url: &Url) -> bool {
        url.origin() == self.login.origin()
    }

    /// A permission in full, as Entra wants it.
    #[must_use]
    pub fn scope(&self, scope: Scope) -> String {
        [self.resource, "/", scope.name()].concat()
    }

    /// Everything consented for Graph: the only scope of client credentials.
    pub(crate) fn default_scope(&self) -> String {
        [self.resource, "/.default"].concat()
    }

    fn entra(&self, tenant: &TenantId, path: &str) -> String {
        // A TenantId is a GUID or a domain: nothing to escape.
        let login = self.login.as_str().trim_end_matches('/');
        [login, "/", tenant.as_str(), "/", path].concat()
    }
}

/// What OpenID Connect adds: an id_token, its profile, and a refresh token.
pub(crate) const OPENID_SCOPES: [&str; 3] = ["openid", "profile", "offline_access"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cloud_has_its_addresses_and_its_scope_prefix() {
        let tenant = TenantId::parse("contoso.nl").unwrap();
        for cloud in Cloud::ALL {
            let addresses = Addresses::of(cloud);
            assert!(addresses.authorize(&tenant).starts_with("https://login."));
            assert!(
                addresses
                    .scope(Scope::MailSendShared)
                    .starts_with(addresses.graph())
            );
        }
    }

    #[test]
    fn a_stand_in_changes_where_we_go_but_not_what_we_ask_for() {
        let here = Url::parse("http://127.0.0.1:8421").unwrap();
        let addresses =
            Addresses::of(Cloud::Global).reached_at(Some(here.clone()), Some(here.clone()));
        let tenant = TenantId::parse("contoso.nl").unwrap();
        assert_eq!(
            addresses.token(&tenant),
            "http://127.0.0.1:8421/contoso.nl/oauth2/v2.0/token"
        );
        assert_eq!(addresses.graph(), "http://127.0.0.1:8421");
        assert_eq!(
            addresses.scope(Scope::MailSendShared),
            "https://graph.microsoft.com/Mail.Send.Shared"
        );
    }
}
