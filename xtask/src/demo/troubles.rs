//! What can go wrong, each thing once: an organisation of which every mailbox
//! shows another cause, so that a person sees all of them, and what to do, without
//! waiting for the day they happen.
//!
//! Each is brought about at the stand-in, as it comes about at Microsoft, before
//! the mailbox is proved for the first time: a first result needs no second one
//! to count. What the backend makes of it is compared with the cause that is
//! meant, so that the demo cannot show another one unnoticed.
//!
//! Left out are what only a sign-in on its way meets (declined, another person),
//! what only a test mail meets, and what passes by itself (Microsoft silent, unwell
//! or throttling, a network that is away): of a mailbox that never had an answer
//! it says no more than that it was not tested yet.

use std::time::Instant;

use serde_json::{Value, json};

use crate::demo::http::Client;
use crate::demo::seed::{Account, consent, register, wait};
use crate::failure::{Failure, Outcome};

const DOMAIN: &str = "oefenbedrijf.nl";

/// Who signs in for the account whose mailboxes are what is wrong.
const SERVICE: &str = "imagecapture@oefenbedrijf.nl";

/// Faults that hold as long as a demo does.
const LONG_S: u64 = 400_000_000;

/// Where something is wrong.
#[derive(Clone, Copy)]
enum Where {
    /// With an account of its own, or with the person who signs in for it: the end
    /// of its client ID, and its secret. The tenant is written as a domain of its
    /// own, so that a fault can be about it alone; and nobody else signs in, who
    /// would take the mailbox over.
    Account(&'static str, &'static str),
    /// With the mailbox.
    Mailbox,
    /// With the mailbox, and only a full proof finds it.
    FullProof,
}

/// A mailbox that shows a cause.
struct Trouble {
    /// The address, before the `@`.
    word: &'static str,
    name: &'static str,
    at: Where,
    /// What the stand-in is told: a call of its control API and its body, in
    /// which `{person}`, `{client}`, `{tenant}` and `{mailbox}` are filled in.
    order: (&'static str, &'static str),
    cause: &'static str,
}

impl Trouble {
    /// The tenant as the account writes it, and the app: end of its client ID,
    /// secret.
    fn app(&self) -> (String, (&'static str, &'static str)) {
        match self.at {
            Where::Account(client, secret) => ([self.word, ".", DOMAIN].concat(), (client, secret)),
            _ => (DOMAIN.to_owned(), HOME),
        }
    }
}

const TROUBLES: &[Trouble] = &[
    Trouble {
        word: "wachtwoord",
        name: "Wachtwoord gewijzigd",
        at: Where::Account("10", "oeW8Q~demo-only.Oefenbedrijf_ww0.01234567"),
        order: ("people/revoke-sessions", r#"{"person": "{person}"}"#),
        cause: "grant_ended",
    },
    Trouble {
        word: "uit-dienst",
        name: "Medewerker uit dienst",
        at: Where::Account("11", "oeU8Q~demo-only.Oefenbedrijf_ud0.01234567"),
        order: ("people/disable", r#"{"person": "{person}"}"#),
        cause: "person_disabled",
    },
    Trouble {
        word: "tweede-factor",
        name: "Tweede factor gevraagd",
        at: Where::Account("12", "oeT8Q~demo-only.Oefenbedrijf_tf0.01234567"),
        order: (
            "policies/add",
            r#"{"tenant": "{tenant}", "name": "Tweede factor", "people": ["{person}"], "grant": "mfa"}"#,
        ),
        cause: "mfa_needed",
    },
    Trouble {
        word: "geblokkeerd",
        name: "Geblokkeerd door beleid",
        at: Where::Account("13", "oeG8Q~demo-only.Oefenbedrijf_gb0.01234567"),
        order: (
            "policies/add",
            r#"{"tenant": "{tenant}", "name": "Blokkeren", "people": ["{person}"], "grant": "block"}"#,
        ),
        cause: "conditional_access",
    },
    Trouble {
        word: "aanmeldfrequentie",
        name: "Aanmeldfrequentie verstreken",
        at: Where::Account("a", "oeA8Q~demo-only.Oefenbedrijf_frq.01234567"),
        order: (
            "faults",
            r#"{"endpoint": "token", "tenant": "{tenant}", "aadsts": 70043, "seconds": {long}}"#,
        ),
        cause: "sign_in_frequency",
    },
    Trouble {
        word: "niet-toegewezen",
        name: "Niet aan de app toegewezen",
        at: Where::Account("b", "oeB8Q~demo-only.Oefenbedrijf_toe.01234567"),
        order: (
            "faults",
            r#"{"endpoint": "token", "tenant": "{tenant}", "aadsts": 50105, "seconds": {long}}"#,
        ),
        cause: "not_assigned",
    },
    Trouble {
        word: "ingetrokken",
        name: "Toestemming ingetrokken",
        at: Where::Account("14", "oeI8Q~demo-only.Oefenbedrijf_it0.01234567"),
        order: (
            "consents/withdraw",
            r#"{"tenant": "{tenant}", "client_id": "{client}", "person": "{person}"}"#,
        ),
        cause: "consent_missing",
    },
    Trouble {
        word: "machtiging-weg",
        name: "Machtiging uit de app gehaald",
        at: Where::Account("c", "oeC8Q~demo-only.Oefenbedrijf_mch.01234567"),
        order: (
            "faults",
            r#"{"endpoint": "token", "tenant": "{tenant}", "aadsts": 28002, "seconds": {long}}"#,
        ),
        cause: "permission_not_registered",
    },
    Trouble {
        word: "onbekende-code",
        name: "Onbekende code van Entra",
        at: Where::Account("d", "oeD8Q~demo-only.Oefenbedrijf_cod.01234567"),
        order: (
            "faults",
            r#"{"endpoint": "token", "tenant": "{tenant}", "aadsts": 90014, "seconds": {long}}"#,
        ),
        cause: "entra_refused",
    },
    Trouble {
        word: "secret-weg",
        name: "Secret verwijderd in Entra",
        at: Where::Account("2", "oe28Q~demo-only.Oefenbedrijf_weg.01234567"),
        order: ("secrets/remove", r#"{"client_id": "{client}"}"#),
        cause: "secret_wrong",
    },
    Trouble {
        word: "secret-verlopen",
        name: "Secret verlopen",
        at: Where::Account("3", "oe38Q~demo-only.Oefenbedrijf_oud.01234567"),
        order: ("secrets/expire", r#"{"client_id": "{client}"}"#),
        cause: "secret_expired",
    },
    Trouble {
        word: "app-uit",
        name: "App uitgezet",
        at: Where::Account("4", "oe48Q~demo-only.Oefenbedrijf_uit.01234567"),
        order: ("apps/disable", r#"{"client_id": "{client}"}"#),
        cause: "app_disabled",
    },
    Trouble {
        word: "app-weg",
        name: "App verwijderd",
        at: Where::Account("5", "oe58Q~demo-only.Oefenbedrijf_app.01234567"),
        order: (
            "faults",
            r#"{"endpoint": "token", "tenant": "{tenant}", "aadsts": 700016, "seconds": {long}}"#,
        ),
        cause: "app_not_found",
    },
    Trouble {
        word: "tenant-weg",
        name: "Tenant opgeheven",
        at: Where::Account("6", "oe68Q~demo-only.Oefenbedrijf_ten.01234567"),
        order: (
            "faults",
            r#"{"endpoint": "token", "tenant": "{tenant}", "aadsts": 90002, "seconds": {long}}"#,
        ),
        cause: "tenant_not_found",
    },
    Trouble {
        word: "andere-cloud",
        name: "Tenant in een andere cloud",
        at: Where::Account("7", "oe78Q~demo-only.Oefenbedrijf_cld.01234567"),
        order: (
            "faults",
            r#"{"endpoint": "token", "tenant": "{tenant}", "aadsts": 900382, "seconds": {long}}"#,
        ),
        cause: "wrong_cloud",
    },
    Trouble {
        word: "machtiging-mist",
        name: "Machtiging ontbreekt",
        at: Where::Mailbox,
        order: (
            "faults",
            r#"{"endpoint": "graph", "mailbox": "{mailbox}", "status": 403, "code": "ErrorAccessDenied", "seconds": {long}}"#,
        ),
        cause: "permission_missing",
    },
    Trouble {
        word: "token-geweigerd",
        name: "Token geweigerd",
        at: Where::Mailbox,
        order: (
            "faults",
            r#"{"endpoint": "graph", "mailbox": "{mailbox}", "status": 401, "code": "InvalidAuthenticationToken", "seconds": {long}}"#,
        ),
        cause: "token_refused",
    },
    Trouble {
        word: "onbekend-antwoord",
        name: "Onbekend antwoord van Graph",
        at: Where::Mailbox,
        order: (
            "faults",
            r#"{"endpoint": "graph", "mailbox": "{mailbox}", "status": 400, "code": "ErrorUnexpectedDemo", "seconds": {long}}"#,
        ),
        cause: "graph_refused",
    },
    Trouble {
        word: "vol",
        name: "Mailbox vol",
        at: Where::FullProof,
        order: (
            "mailboxes/full",
            r#"{"mailbox": "{mailbox}", "full": true}"#,
        ),
        cause: "mailbox_full",
    },
];

/// The account of which only mailboxes are in trouble.
const HOME: (&str, &str) = ("1", "oe18Q~demo-only.Oefenbedrijf_een.01234567");

/// Makes the organisation, and everything that is wrong in it.
pub(super) fn sow(backend: &Client, microsoft: &Client) -> Outcome {
    let lifetime = |seconds: Value| {
        let form = json!({ "access_token_seconds": seconds });
        microsoft.post("/control/switches", &form).map(drop)
    };
    let demo = Oefenbedrijf { backend, microsoft };
    let home = demo.account("Oefenbedrijf", DOMAIN, HOME)?;
    demo.sign_in(&home, SERVICE)?;

    // Tokens that Graph refuses at once: the first proof has to ask for another
    // one, and meets what is wrong with that.
    lifetime(0.into())?;
    let mut differ = Vec::new();
    for trouble in TROUBLES {
        if matches!(trouble.at, Where::Account(..)) {
            let (account, person) = demo.account_of(trouble)?;
            differ.extend(demo.bring_about(trouble, &account, &person)?);
        }
    }
    lifetime(Value::Null)?;
    for trouble in TROUBLES {
        if !matches!(trouble.at, Where::Account(..)) {
            differ.extend(demo.bring_about(trouble, &home, SERVICE)?);
        }
    }
    // Only read so far: not everything was tried.
    let (new, name) = ("nieuw@oefenbedrijf.nl", "Net toegevoegd");
    demo.open(new, name, SERVICE)?;
    demo.add(new, name, &home)?;
    if differ.is_empty() {
        return Ok(());
    }
    Err(Failure::Machine(format!(
        "The demo meant to show {}.",
        differ.join("; ")
    )))
}

struct Oefenbedrijf<'a> {
    backend: &'a Client,
    microsoft: &'a Client,
}

impl Oefenbedrijf<'_> {
    /// An account of a trouble's own, and who signed in for it.
    fn account_of(&self, trouble: &Trouble) -> Outcome<(String, String)> {
        let person = ["dienst.", trouble.word, "@", DOMAIN].concat();
        let name = ["Dienst ", trouble.word].concat();
        let form = json!({ "tenant": DOMAIN, "upn": person, "name": name, "mailbox": false });
        self.microsoft.post("/control/people/add", &form)?;
        let name = ["Oefenbedrijf: ", &trouble.name.to_lowercase()].concat();
        let (tenant, app) = trouble.app();
        let account = self.account(&name, &tenant, app)?;
        self.sign_in(&account, &person)?;
        Ok((account, person))
    }

    fn account(&self, name: &str, tenant: &str, (client, secret): (&str, &str)) -> Outcome<String> {
        let account = Account {
            name,
            tenant,
            client_id: &client_id(client),
            secret,
            expires_in_days: 400,
            imports: true,
            sends: false,
            person: None,
            administrator: None,
            mailboxes: &[],
        };
        register(self.backend, &account)
    }

    fn sign_in(&self, account: &str, person: &str) -> Outcome {
        consent(
            self.backend,
            self.microsoft,
            account,
            person,
            "accept",
            true,
        )
    }

    /// Lets it go wrong, adds the mailbox, and sees what the backend makes of it.
    /// Answers what differs, if anything does.
    fn bring_about(
        &self,
        trouble: &Trouble,
        account: &str,
        person: &str,
    ) -> Outcome<Option<String>> {
        let mailbox = [trouble.word, "@", DOMAIN].concat();
        let (tenant, (client, _)) = trouble.app();
        self.open(&mailbox, trouble.name, person)?;
        let (call, body) = trouble.order;
        let body = body
            .replace("{person}", person)
            .replace("{client}", &client_id(client))
            .replace("{tenant}", &tenant)
            .replace("{mailbox}", &mailbox)
            .replace("{long}", &LONG_S.to_string());
        let body: Value = serde_json::from_str(&body)
            .map_err(|why| Failure::Machine(format!("The demo's order {body}: {why}")))?;
        self.microsoft.post(&["/control/", call].concat(), &body)?;

        let path = self.add(&mailbox, trouble.name, account)?;
        if matches!(trouble.at, Where::FullProof) {
            let proofs = [&path, "/proofs"].concat();
            self.backend.post(&proofs, &json!({ "kind": "full" }))?;
            self.rests(&path)?;
        }
        let found = self.backend.get(&path)?["verdict"].take();
        let other = found["cause"] != trouble.cause;
        Ok(other.then(|| format!("{} at {mailbox}, which says {found}", trouble.cause)))
    }

    /// Makes the mailbox, with the right that it takes.
    fn open(&self, mailbox: &str, name: &str, person: &str) -> Outcome {
        let form = json!({ "tenant": DOMAIN, "address": mailbox, "name": name });
        self.microsoft.post("/control/mailboxes/add", &form)?;
        let form = json!({ "mailbox": mailbox, "person": person, "right": "full_access" });
        self.microsoft.post("/control/rights/give", &form).map(drop)
    }

    /// Adds it to the account and waits for its first check. Answers its address
    /// in the API.
    fn add(&self, mailbox: &str, name: &str, account: &str) -> Outcome<String> {
        let form = json!({ "account_id": account, "address": mailbox, "name": name });
        self.backend.post("/api/v1/mailboxes", &form)?;
        let path = ["/api/v1/mailboxes/", mailbox].concat();
        self.rests(&path)?;
        Ok(path)
    }

    /// Waits until nothing proves the mailbox.
    fn rests(&self, path: &str) -> Outcome {
        wait(Instant::now(), || {
            Ok(self.backend.get(path)?["running"].is_null())
        })
    }
}

fn client_id(end: &str) -> String {
    format!("1c0a7e11-0ef0-4a01-8b01-{end:0>12}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_cause_and_each_address_is_there_once() {
        let causes: BTreeSet<&str> = TROUBLES.iter().map(|trouble| trouble.cause).collect();
        let words: BTreeSet<&str> = TROUBLES.iter().map(|trouble| trouble.word).collect();
        assert_eq!(causes.len(), TROUBLES.len());
        assert_eq!(words.len(), TROUBLES.len());
    }

    #[test]
    fn every_account_is_registered_at_the_stand_in() {
        let tenants = include_str!("../../../crates/simulator/tenants/demo.toml");
        let accounts = TROUBLES.iter().filter_map(|trouble| match trouble.at {
            Where::Account(id, secret) => {
                assert!(tenants.contains(&[trouble.word, ".", DOMAIN].concat()));
                Some((id, secret))
            }
            _ => None,
        });
        for (id, secret) in accounts.chain([HOME]) {
            assert!(tenants.contains(&client_id(id)), "{id}");
            assert!(tenants.contains(secret), "{id}");
        }
    }
}
