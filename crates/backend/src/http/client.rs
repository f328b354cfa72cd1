//! Where a request comes from: the other end of the connection, or what a proxy
//! that we trust says about it.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ipnet::IpNet;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

/// The other end of the connection. The listener puts it into each request.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The address of the client, as far as it can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = parts.extensions.get::<Self>().copied();
        Ok(known.unwrap_or(Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

const FORWARDED_FOR: &str = "x-forwarded-for";

impl ClientAddress {
    /// Looks behind the proxies in `trusted`, and no further: the right-most
    /// address that none of them has is the client. Whatever stands left of it,
    /// the client wrote itself (ASVS 5.0 4.1.3).
    pub(super) fn of(headers: &HeaderMap, peer: Option<Peer>, trusted: &[IpNet]) -> Self {
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| {
            peer.0.ip().to_canonical()
        });
        let is_proxy = |address: &IpAddr| trusted.iter().any(|net| net.contains(address));
        if !is_proxy(&peer) {
            return Self(peer);
        }
        // Several headers are one list (RFC 9110 §5.3).
        let chain: Vec<&str> = headers
            .get_all(FORWARDED_FOR)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect();
        let mut last = peer;
        for text in chain.into_iter().rev() {
            let Some(address) = address(text) else {
                // What no proxy of ours would write: nothing left of it counts.
                break;
            };
            last = address;
            if !is_proxy(&address) {
                break;
            }
        }
        Self(last)
    }
}

/// An address as proxies write it: also with a port, also in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    IpAddr::from_str(bare)
        .ok()
        .or_else(|| SocketAddr::from_str(text).ok().map(|full| full.ip()))
        .map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, chain: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in chain {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let peer = Peer(SocketAddr::new(peer.parse().unwrap(), 1));
        let trusted = ["10.0.0.0/8", "fd00::/8"].map(|net| net.parse().unwrap());
        ClientAddress::of(&headers, Some(peer), &trusted)
            .0
            .to_string()
    }

    #[test]
    fn nobody_but_a_trusted_proxy_says_who_the_client_is() {
        for (peer, chain, expected) in [
            ("192.0.2.1", &["203.0.113.9"][..], "192.0.2.1"),
            ("10.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            // The left-most one is what the client claims.
            ("10.0.0.1", &["1.2.3.4, 203.0.113.9"], "203.0.113.9"),
            (
                "10.0.0.1",
                &["1.2.3.4, 203.0.113.9, 10.0.0.7"],
                "203.0.113.9",
            ),
            ("10.0.0.1", &["1.2.3.4", "203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["203.0.113.9, nonsense"], "10.0.0.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["203.0.113.9:4711"], "203.0.113.9"),
            ("fd00::1", &["[2001:db8::7]"], "2001:db8::7"),
            ("::ffff:10.0.0.1", &["203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ] {
            assert_eq!(client(peer, chain), expected, "{peer} {chain:?}");
        }
    }
}
