//! The permissions the stand-in knows, with the texts of the consent page, and
//! the reading of a `scope` parameter.
//! Microsoft: "Scopes and permissions in the Microsoft identity platform" and
//! "Microsoft Graph permissions reference".

use serde::{Deserialize, Serialize};

use crate::base::language::Language;
use crate::directory::model::ConsentPolicy;
use crate::directory::switches::ScopeForm;

/// The API a scope belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Resource {
    /// `openid` and friends, which belong to every request.
    OpenId,
    Graph,
    /// Exchange Online's own API: SMTP, IMAP and POP with OAuth.
    Exchange,
}

impl Resource {
    /// How errors call it.
    pub(crate) fn address(self) -> &'static str {
        self.prefix().trim_end_matches('/')
    }

    /// The prefix in the `scope` of an answer.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::OpenId => "",
            Self::Graph => "https://graph.microsoft.com/",
            Self::Exchange => "https://outlook.office.com/",
        }
    }
}

/// How freely people may consent to a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Low,
    /// People may, unless the policy is stricter than "legacy" or "recommended".
    Plain,
    /// The managed policy leaves it to an admin.
    Guarded,
    /// Always an admin's.
    Admin,
}

/// One delegated permission.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) name: &'static str,
    pub(crate) resource: Resource,
    weight: Weight,
    dutch: &'static str,
    english: &'static str,
}

impl Scope {
    const fn new(
        name: &'static str,
        resource: Resource,
        weight: Weight,
        dutch: &'static str,
        english: &'static str,
    ) -> Self {
        Self {
            name,
            resource,
            weight,
            dutch,
            english,
        }
    }

    pub(crate) fn title(&self, language: Language) -> &'static str {
        match language {
            Language::Nl => self.dutch,
            Language::En => self.english,
        }
    }

    /// Whether a person who is no admin may consent to it under a policy.
    pub(crate) fn people_may_consent(&self, policy: ConsentPolicy) -> bool {
        match policy {
            ConsentPolicy::None => false,
            ConsentPolicy::Low => self.weight == Weight::Low,
            ConsentPolicy::Recommended => matches!(self.weight, Weight::Low | Weight::Plain),
            ConsentPolicy::Legacy => self.weight != Weight::Admin,
        }
    }
}

use Resource::{Exchange, Graph, OpenId};
use Weight::{Admin, Guarded, Low, Plain};

#[rustfmt::skip]
static CATALOGUE: &[Scope] = &[
    Scope::new("openid", OpenId, Low, "U aanmelden", "Sign you in"),
    Scope::new("profile", OpenId, Low, "Uw basisprofiel weergeven", "View your basic profile"),
    Scope::new("email", OpenId, Low, "Uw e-mailadres weergeven", "View your email address"),
    Scope::new("offline_access", OpenId, Low, "Toegang behouden tot gegevens waarvoor u toegang hebt verleend", "Maintain access to data you have given it access to"),
    Scope::new("User.Read", Graph, Low, "U aanmelden en uw profiel lezen", "Sign you in and read your profile"),
    Scope::new("User.ReadBasic.All", Graph, Plain, "De basisprofielen van alle gebruikers lezen", "Read all users' basic profiles"),
    Scope::new("Mail.ReadBasic", Graph, Guarded, "Basisgegevens van uw e-mail lezen", "Read your basic mail"),
    Scope::new("Mail.ReadBasic.Shared", Graph, Guarded, "Basisgegevens lezen van e-mail waartoe u toegang hebt", "Read basic mail you can access"),
    Scope::new("Mail.Read", Graph, Guarded, "Uw e-mail lezen", "Read your mail"),
    Scope::new("Mail.Read.Shared", Graph, Guarded, "E-mail lezen waartoe u toegang hebt", "Read mail you can access"),
    Scope::new("Mail.ReadWrite", Graph, Guarded, "Uw e-mail lezen en schrijven", "Read and write access to your mail"),
    Scope::new("Mail.ReadWrite.Shared", Graph, Guarded, "E-mail lezen en schrijven waartoe u toegang hebt", "Read and write mail you can access"),
    Scope::new("Mail.Send", Graph, Plain, "E-mail verzenden als u", "Send mail as you"),
    Scope::new("Mail.Send.Shared", Graph, Plain, "E-mail verzenden namens uzelf of anderen", "Send mail on behalf of others or yourself"),
    Scope::new("MailboxSettings.Read", Graph, Guarded, "Uw postvakinstellingen lezen", "Read your mailbox settings"),
    Scope::new("MailboxSettings.ReadWrite", Graph, Guarded, "Uw postvakinstellingen lezen en schrijven", "Read and write to your mailbox settings"),
    Scope::new("Mail-Advanced.ReadWrite", Graph, Admin, "Ontvangen e-mail volledig wijzigen", "Change received mail in full"),
    Scope::new("Mail-Advanced.ReadWrite.Shared", Graph, Admin, "Ontvangen e-mail waartoe u toegang hebt volledig wijzigen", "Change received mail you can access in full"),
    Scope::new("SMTP.Send", Exchange, Plain, "E-mail verzenden vanuit postvakken via SMTP AUTH", "Send emails from mailboxes using SMTP AUTH"),
    Scope::new("IMAP.AccessAsUser.All", Exchange, Guarded, "E-mail in postvakken lezen en schrijven via IMAP", "Read and write access to mailboxes via IMAP"),
    Scope::new("POP.AccessAsUser.All", Exchange, Guarded, "E-mail in postvakken lezen en schrijven via POP", "Read and write access to mailboxes via POP"),
];

/// The permission of that name, in whichever case it is written.
pub(crate) fn find(name: &str) -> Option<&'static Scope> {
    CATALOGUE
        .iter()
        .find(|scope| scope.name.eq_ignore_ascii_case(name))
}

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Scope> {
    CATALOGUE.iter()
}

/// What a `scope` parameter asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Requested {
    pub(crate) scopes: Vec<&'static Scope>,
    /// The resources named, in the order in which they first occur.
    pub(crate) resources: Vec<Resource>,
    /// `{resource}/.default` was asked for.
    pub(crate) default: bool,
    /// The Graph address as the client writes it, when it wrote one.
    pub(crate) graph_prefix: Option<String>,
}

impl Requested {
    /// The API the token is for.
    pub(crate) fn resource(&self) -> Resource {
        self.resources.first().copied().unwrap_or(Resource::Graph)
    }

    /// What stands before the names of permissions in an answer.
    pub(crate) fn prefix(&self, resource: Resource, form: ScopeForm) -> &str {
        let written = self
            .graph_prefix
            .as_deref()
            .filter(|_| resource == Resource::Graph);
        match (form, written) {
            (ScopeForm::Short, _) => "",
            (ScopeForm::AsAsked, None) if resource == Resource::Graph => "",
            (_, Some(written)) => written,
            (_, None) => resource.prefix(),
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope.name == name)
    }
}

/// Why a `scope` parameter is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BadScope {
    Empty,
    UnknownResource(String),
    UnknownScope(String),
    /// `.default` beside named permissions.
    DefaultWithOthers,
}

/// Reads a space-separated `scope`. `own_address` is the stand-in's public
/// address, which counts as Graph too.
pub(crate) fn parse(text: &str, own_address: &str) -> Result<Requested, BadScope> {
    let mut requested = Requested::default();
    for word in text.split_whitespace() {
        let (resource, name) = split(word, own_address, &mut requested)?;
        if name.eq_ignore_ascii_case(".default") {
            requested.default = true;
            note(&mut requested.resources, resource);
            continue;
        }
        let scope = find(name)
            .filter(|scope| scope.resource == resource || is_open_id(scope, resource))
            .ok_or_else(|| BadScope::UnknownScope(name.to_owned()))?;
        if scope.resource != OpenId {
            note(&mut requested.resources, scope.resource);
        }
        if !requested.has(scope.name) {
            requested.scopes.push(scope);
        }
    }
    let named = requested
        .scopes
        .iter()
        .any(|scope| scope.resource != OpenId);
    if requested.scopes.is_empty() && !requested.default {
        return Err(BadScope::Empty);
    }
    if requested.default && named {
        return Err(BadScope::DefaultWithOthers);
    }
    Ok(requested)
}

fn note(resources: &mut Vec<Resource>, resource: Resource) {
    if !resources.contains(&resource) {
        resources.push(resource);
    }
}

fn is_open_id(scope: &Scope, resource: Resource) -> bool {
    scope.resource == OpenId && resource == Graph
}

/// A bare name means Microsoft Graph.
fn split<'a>(
    word: &'a str,
    own_address: &str,
    requested: &mut Requested,
) -> Result<(Resource, &'a str), BadScope> {
    if !word.contains('/') {
        return Ok((Graph, word));
    }
    let (address, name) = word.rsplit_once('/').unwrap_or(("", word));
    let address = address.trim_end_matches('/');
    let known = match address.to_ascii_lowercase().as_str() {
        "https://graph.microsoft.com"
        | "https://graph.microsoft.us"
        | "https://dod-graph.microsoft.us"
        | "https://microsoftgraph.chinacloudapi.cn"
        | "00000003-0000-0000-c000-000000000000" => Graph,
        "https://outlook.office.com"
        | "https://outlook.office365.com"
        | "00000002-0000-0ff1-ce00-000000000000" => Exchange,
        _ if address.eq_ignore_ascii_case(own_address) => Graph,
        _ => return Err(BadScope::UnknownResource(address.to_owned())),
    };
    if known == Graph && address.contains("://") && requested.graph_prefix.is_none() {
        requested.graph_prefix = Some(format!("{address}/"));
    }
    Ok((known, name))
}
