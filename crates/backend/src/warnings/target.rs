//! Where a webhook may go: to public addresses, or to networks that the
//! configuration names. Never to this machine, its neighbours or a cloud's
//! metadata by a name that an administrator of the panel makes up (OWASP SSRF).

use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// No address that a webhook can have.
    Form,
    /// The name leads nowhere.
    Unknown,
    /// It leads to where nothing of ours may go.
    Inside,
}

impl Refused {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Form => "not a webhook address",
            Self::Unknown => "unknown host",
            Self::Inside => "address not allowed",
        }
    }
}

/// A target with the addresses it was found at: only these are connected to, so
/// that another answer of the name server changes nothing.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) url: Url,
    pub(super) host: String,
    pub(super) addresses: Vec<SocketAddr>,
}

/// Finds where an address leads.
pub(super) async fn resolve(text: &str, allowed: &[IpNet]) -> Result<Target, Refused> {
    let url = Url::parse(text).map_err(|_| Refused::Form)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let port = url.port_or_known_default().ok_or(Refused::Form)?;
    if !plain || !matches!(url.scheme(), "http" | "https") {
        return Err(Refused::Form);
    }
    let (host, found): (String, Vec<IpAddr>) = match url.host() {
        Some(Host::Domain(name)) => {
            let found = tokio::net::lookup_host((name, port)).await;
            let found = found.map_err(|_| Refused::Unknown)?;
            (name.to_owned(), found.map(|address| address.ip()).collect())
        }
        Some(Host::Ipv4(ip)) => (ip.to_string(), vec![ip.into()]),
        Some(Host::Ipv6(ip)) => (format!("[{ip}]"), vec![ip.into()]),
        None => return Err(Refused::Form),
    };
    let is_named = |ip: IpAddr| allowed.iter().any(|net| net.contains(&ip));
    // In the open only over TLS; inside a network of one's own as one likes.
    let may = |ip: IpAddr| is_named(ip) || (url.scheme() == "https" && is_public(ip));
    if found.is_empty() {
        return Err(Refused::Unknown);
    }
    // All of them: a name that leads to both is a trick.
    if !found.iter().all(|ip| may(*ip)) {
        return Err(Refused::Inside);
    }
    let addresses = found.into_iter().map(|ip| (ip, port).into()).collect();
    Ok(Target {
        url,
        host,
        addresses,
    })
}

/// Whether an address is one of the open Internet (IANA's special-purpose
/// registries).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19)))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // Only global unicast, and of it nothing that wraps another address.
    (a & 0xE000) == 0x2000
        && a != 0x2002
        && !(a == 0x2001 && b < 0x0200)
        && !(a == 0x2001 && b == 0x0DB8)
        && !(a == 0x3FFF && b < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_inside_is_not_public() {
        for inside in [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "0.1.2.3",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "203.0.113.9",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "64:ff9b::7f00:1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1",
            "2a00:1450::1",
        ] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }

    #[tokio::test]
    async fn every_way_of_writing_an_inner_address_is_seen_through() {
        for inside in [
            "https://127.0.0.1/x",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://169.254.169.254/latest/",
            "https://localhost/",
            "http://8.8.8.8/",
        ] {
            let refused = resolve(inside, &[]).await.unwrap_err();
            assert_eq!(refused, Refused::Inside, "{inside}");
        }
        for odd in [
            "ftp://8.8.8.8/",
            "https://user@8.8.8.8/",
            "https://8.8.8.8/#x",
            "file:///etc/passwd",
            "nonsense",
            "https://",
        ] {
            assert_eq!(resolve(odd, &[]).await.unwrap_err(), Refused::Form, "{odd}");
        }
    }

    #[tokio::test]
    async fn a_network_that_is_named_may_be_reached_also_without_tls() {
        let named = ["127.0.0.0/8".parse().unwrap()];
        let target = resolve("http://127.0.0.1:9/x", &named).await.unwrap();
        assert_eq!(target.addresses, ["127.0.0.1:9".parse().unwrap()]);
        let other = resolve("http://10.0.0.1/", &named).await.unwrap_err();
        assert_eq!(other, Refused::Inside);
    }
}
