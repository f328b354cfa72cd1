//! The demo's migration: 300 Exchange accounts that wait, handed over as a file
//! out of ImageCapture would be. Most will rehearse well; the others show what
//! can be in the way.

use std::fmt::Write as _;

use serde_json::json;

use crate::demo::http::Client;
use crate::failure::Outcome;

/// Branches of a tenant, each with a shared mailbox that waits.
struct Branches {
    tenant: &'static str,
    service: &'static str,
    word: &'static str,
    count: u32,
    /// Every so many, nobody thought of the right.
    closed_every: u32,
    /// These give no more than reading: their rehearsal is green, and switched
    /// they fail.
    read_only: &'static [u32],
}

const BRANCHES: &[Branches] = &[
    Branches {
        tenant: "contoso.nl",
        service: "imagecapture@contoso.nl",
        word: "filiaal",
        count: 240,
        closed_every: 40,
        // Two of fifty: the second wave stops by itself.
        read_only: &[30, 41],
    },
    Branches {
        tenant: "fabrikam.nl",
        service: "svc-imagecapture@fabrikam.nl",
        word: "vestiging",
        count: 36,
        closed_every: 12,
        read_only: &[],
    },
];

const ONLINE: &str = "outlook.office365.com";

/// Further accounts: how many, their address with `{n}`, purposes, and server.
const OTHERS: &[(u32, &str, &str, &str)] = &[
    // Nobody made these mailboxes.
    (6, "oud-filiaal{n}@contoso.nl", "import", ONLINE),
    // Two Graph accounts may send for this domain.
    (4, "bevestiging{n}@contoso.nl", "export_job", ONLINE),
    // On a server of their own.
    (8, "archief{n}@contoso.nl", "import", "exch01.contoso.local"),
    // No Graph account is at home there.
    (6, "post{n}@lekstroom.nl", "import", ONLINE),
];

/// Makes the mailboxes at the stand-in and hands the Exchange accounts over.
pub(super) fn sow(backend: &Client, microsoft: &Client) -> Outcome {
    let mut csv = "address;purposes;server\r\n".to_owned();
    // Writing to a string cannot fail.
    let mut add = |address: &str, purposes: &str, server: &str| {
        let _ = write!(csv, "{address};{purposes};{server}\r\n");
    };
    for branches in BRANCHES {
        for n in 1..=branches.count {
            let address = format!("{}{n:03}@{}", branches.word, branches.tenant);
            open(microsoft, branches, n, &address)?;
            let purposes = if n % 5 == 0 { "import send" } else { "import" };
            add(&address, purposes, ONLINE);
        }
    }
    for (count, address, purposes, server) in OTHERS {
        for n in 1..=*count {
            add(&address.replace("{n}", &n.to_string()), purposes, server);
        }
    }
    backend.post("/api/v1/exchange-accounts", &json!({ "csv": csv }))?;
    Ok(())
}

/// Makes the mailbox of a branch, with the right it gives.
fn open(microsoft: &Client, branches: &Branches, n: u32, address: &str) -> Outcome {
    let name = format!("{} {n:03}", branches.word);
    let mailbox = json!({
        "tenant": branches.tenant, "address": address, "name": name, "kind": "shared",
    });
    microsoft.post("/control/mailboxes/add", &mailbox)?;
    if branches.read_only.contains(&n) {
        let order = json!({
            "mailbox": address, "folder": "inbox", "person": branches.service, "access": "read",
        });
        microsoft.post("/control/folders/share", &order)?;
    } else if !n.is_multiple_of(branches.closed_every) {
        let order = json!({
            "mailbox": address, "person": branches.service, "right": "full_access",
        });
        microsoft.post("/control/rights/give", &order)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_hundred_wait() {
        let branches: u32 = BRANCHES.iter().map(|branches| branches.count).sum();
        let others: u32 = OTHERS.iter().map(|(count, ..)| count).sum();
        assert_eq!(branches + others, 300);
    }
}
