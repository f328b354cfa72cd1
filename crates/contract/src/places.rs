//! Where the mailbox behind an old account lies, as far as the name of its server
//! and its domain tell.

use crate::migration::Place;
use std::net::IpAddr;

/// Where Microsoft's own mail servers are called.
const MICROSOFT: [&str; 8] = [
    "office365.com",
    "outlook.com",
    "office.com",
    "office365.us",
    "outlook.us",
    "office.us",
    "outlook.cn",
    "cloud.microsoft",
];

/// The domains every tenant has of Microsoft, by cloud.
const OF_TENANTS: [&str; 3] = ["onmicrosoft.com", "onmicrosoft.us", "onmschina.cn"];

/// Names that no server outside one's own network has (RFC 6761, RFC 6762, and
/// what people use).
const INSIDE: [&str; 8] = [
    "local",
    "localdomain",
    "lan",
    "intern",
    "internal",
    "intra",
    "corp",
    "home",
];

/// Where a mailbox lies by its server and its domain. `ours`: whether a Graph
/// account is at home in the domain.
#[must_use]
pub fn place(server: &str, domain: &str, ours: bool) -> Place {
    let below = |name: &str, of: &[&str]| {
        of.iter().any(|parent| {
            name.strip_suffix(parent)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    };
    let host = host(server);
    if below(host, &MICROSOFT) {
        return Place::ExchangeOnline;
    }
    if host.is_empty() {
        return match ours || below(domain, &OF_TENANTS) {
            true => Place::ExchangeOnline,
            false => Place::Unknown,
        };
    }
    let is_inside = !host.contains('.') || host.parse::<IpAddr>().is_ok() || below(host, &INSIDE);
    // A server of their own in a domain we know in Microsoft 365: both are there.
    match ours && !is_inside {
        true => Place::Unknown,
        false => Place::OnPremises,
    }
}

/// The host of what people write as a server: perhaps with a scheme before it, or
/// a port or a path behind it.
fn host(server: &str) -> &str {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    let rest = rest.split(['/', '?']).next().unwrap_or(rest);
    let is_v6 = rest.parse::<IpAddr>().is_ok();
    let host = match rest.rsplit_once(':') {
        Some((host, _)) if !is_v6 => host,
        _ => rest,
    };
    host.trim_matches(['[', ']']).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_and_domain_tell_where_a_mailbox_lies() {
        use Place::{ExchangeOnline, OnPremises, Unknown};
        for (server, domain, ours, expected) in [
            ("outlook.office365.com", "contoso.nl", false, ExchangeOnline),
            (
                "https://outlook.office365.com/EWS/Exchange.asmx",
                "x.nl",
                false,
                ExchangeOnline,
            ),
            ("smtp.office365.com:587", "x.nl", false, ExchangeOnline),
            ("partner.outlook.cn", "x.cn", false, ExchangeOnline),
            ("outlook-dod.office365.us", "x.us", false, ExchangeOnline),
            (
                "contoso-nl.mail.protection.outlook.com",
                "x.nl",
                false,
                ExchangeOnline,
            ),
            ("mijnoffice365.com", "x.nl", false, OnPremises),
            ("", "contoso.nl", true, ExchangeOnline),
            ("", "contoso.onmicrosoft.com", false, ExchangeOnline),
            ("", "contoso.nl", false, Unknown),
            ("mail.contoso.nl", "contoso.nl", false, OnPremises),
            ("mail.contoso.nl", "contoso.nl", true, Unknown),
            ("exch01", "contoso.nl", true, OnPremises),
            ("exch01.contoso.local", "contoso.nl", true, OnPremises),
            ("10.1.2.3", "contoso.nl", true, OnPremises),
            ("[fe80::1]:443", "contoso.nl", true, OnPremises),
        ] {
            assert_eq!(place(server, domain, ours), expected, "{server} {domain}");
        }
    }
}
