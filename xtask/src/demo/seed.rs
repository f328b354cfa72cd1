//! The demo data, brought in through the backend's own HTTP API as a person
//! would do it, so that it can never be something the product cannot make.
//!
//! What each mailbox can do follows from the stand-in's demo tenants: some work,
//! some lack a right, some are no mailbox at all. One account still waits for
//! its consent, so that somebody can show how that goes.

use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::demo::http::Client;
use crate::demo::{migration, troubles};
use crate::failure::{Failure, Outcome};

/// How long proofs and test mails may take together.
const PATIENCE: Duration = Duration::from_secs(60);

/// The demo's logins share it; it protects nothing.
const PASSWORD: &str = "vier-regenbogen-boven-de-lek";

const ADMIN: (&str, &str) = ("Mark Bakker", "mark@demo.nl");
const HELPDESK: (&str, &str) = ("Sanne de Vries", "sanne@demo.nl");

/// A PKCE pair (RFC 7636, appendix B): nobody attacks a demo's stand-in.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const IMPORT: &[&str] = &["import"];
const SEND: &[&str] = &[
    "export_job",
    "image_viewer",
    "password_reset",
    "address_change",
];

/// A Graph account with its mailboxes.
pub(super) struct Account<'a> {
    pub(super) name: &'a str,
    pub(super) tenant: &'a str,
    pub(super) client_id: &'a str,
    pub(super) secret: &'a str,
    pub(super) expires_in_days: u32,
    pub(super) imports: bool,
    pub(super) sends: bool,
    /// Who signs in, if anybody did yet.
    pub(super) person: Option<&'a str>,
    /// Who consents for the whole organisation first, where that is needed.
    pub(super) administrator: Option<&'a str>,
    pub(super) mailboxes: &'a [(&'a str, &'a str)],
}

const ACCOUNTS: &[Account<'static>] = &[
    Account {
        name: "Contoso Scan",
        tenant: "contoso.nl",
        client_id: "1c0a7e11-c075-4a01-8b01-000000000001",
        secret: "cnt8Q~demo-only.Contoso_geldig.0123456789",
        expires_in_days: 540,
        imports: true,
        sends: true,
        person: Some("imagecapture@contoso.nl"),
        administrator: None,
        mailboxes: &[
            ("facturen@contoso.nl", "Facturen inkoop"),
            ("scan.utrecht@contoso.nl", "Scan Utrecht"),
            ("scan.zwolle@contoso.nl", "Scan Zwolle"),
            ("inkoop@contoso.nl", "Inkoop algemeen"),
            ("contracten@contoso.nl", "Contracten"),
            ("hr-archief@contoso.nl", "HR-archief"),
            ("directie@contoso.nl", "Directiesecretariaat"),
            ("team.logistiek@contoso.nl", "Team Logistiek"),
            ("archief2019@contoso.nl", "Archief 2019"),
            ("magazijn@contoso.nl", "Magazijn"),
            ("postzegels@contoso.nl", "Postzegels"),
        ],
    },
    Account {
        name: "Contoso verzenden",
        tenant: "contoso.nl",
        client_id: "1c0a7e11-c075-4a01-8b01-000000000002",
        secret: "snd8Q~demo-only.Contoso_elfdagen.01234567",
        expires_in_days: 11,
        imports: false,
        sends: true,
        person: Some("imagecapture@contoso.nl"),
        administrator: None,
        mailboxes: &[("pakbonnen@contoso.nl", "Pakbonnen")],
    },
    Account {
        name: "Fabrikam",
        tenant: "fabrikam.nl",
        client_id: "1c0a7e11-fab0-4a01-8b01-000000000001",
        secret: "fab8Q~demo-only.Fabrikam_geldig.012345678",
        expires_in_days: 320,
        imports: true,
        sends: true,
        person: Some("svc-imagecapture@fabrikam.nl"),
        administrator: Some("daan.visser@fabrikam.nl"),
        mailboxes: &[
            ("crediteuren@fabrikam.nl", "Crediteuren"),
            ("debiteuren@fabrikam.nl", "Debiteuren"),
            ("pakbonnen@fabrikam.nl", "Pakbonnen Almelo"),
            ("kwaliteit@fabrikam.nl", "Kwaliteitsdossiers"),
            ("personeel@fabrikam.nl", "Personeelszaken"),
        ],
    },
    Account {
        name: "Gemeente Lek",
        tenant: "gemeente-lek.nl",
        client_id: "1c0a7e11-1ec0-4a01-8b01-000000000001",
        secret: "lek8Q~demo-only.GemeenteLek_geldig.012345",
        expires_in_days: 75,
        imports: true,
        sends: true,
        person: None,
        administrator: None,
        mailboxes: &[
            ("post@gemeente-lek.nl", "Postkamer"),
            ("bezwaar@gemeente-lek.nl", "Bezwaarschriften"),
        ],
    },
];

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
pub(super) fn sow(site: &Site, setup_code: &str) -> Outcome {
    let backend = &site.backend;
    let person = |(name, address): (&str, &str)| json!({ "name": name, "address": address, "password": PASSWORD });
    let mut admin = person(ADMIN);
    admin["code"] = setup_code.into();
    backend.post("/api/v1/set-up", &admin)?;
    let mut helpdesk = person(HELPDESK);
    helpdesk["role"] = "helpdesk".into();
    backend.post("/api/v1/people", &helpdesk)?;

    let microsoft = Client::new(&site.microsoft_url);
    let mut mailboxes = Vec::new();
    for account in ACCOUNTS {
        let id = register(backend, account)?;
        if let Some(administrator) = account.administrator {
            let decision = "accept_for_organization";
            consent(backend, &microsoft, &id, administrator, decision, false)?;
        }
        if let Some(person) = account.person {
            consent(backend, &microsoft, &id, person, "accept", true)?;
        }
        for (address, name) in account.mailboxes {
            let form = json!({ "account_id": id, "address": address, "name": name });
            backend.post("/api/v1/mailboxes", &form)?;
            if account.person.is_some() {
                mailboxes.push((*address, account.imports));
            }
        }
    }
    prove(backend, &mailboxes)?;
    fetch(backend, &site.panel_url, &mailboxes)?;
    troubles::sow(backend, &microsoft)?;
    migration::sow(backend, &microsoft)
}

pub(super) fn register(backend: &Client, account: &Account<'_>) -> Outcome<String> {
    let purposes = [(account.imports, IMPORT), (account.sends, SEND)];
    let purposes: Vec<&str> = purposes
        .iter()
        .filter(|(wanted, _)| *wanted)
        .flat_map(|(_, names)| names.iter().copied())
        .collect();
    let form = json!({
        "name": account.name,
        "tenant": account.tenant,
        "client_id": account.client_id,
        "client_secret": account.secret,
        "secret_expires": day(account.expires_in_days)?,
        "purposes": purposes,
    });
    let made = backend.post("/api/v1/accounts", &form)?;
    text(&made, "id")
}

/// The trip to Microsoft, without a browser: the stand-in's control API walks
/// through its pages. An administrator's consent alone is not finished here: it
/// is about the organisation, and who signs in comes after.
pub(super) fn consent(
    backend: &Client,
    microsoft: &Client,
    account: &str,
    person: &str,
    decision: &str,
    finish: bool,
) -> Outcome {
    let path = format!("/api/v1/accounts/{account}/consents");
    let started = backend.post(&path, &json!({ "code_challenge": CHALLENGE }))?;
    let url = if finish {
        authorize_url(&started)?
    } else {
        text(&started, "admin_consent_url")?
    };
    let walk = json!({ "url": url, "person": person, "decision": decision });
    let end = microsoft.post("/control/authorize", &walk)?;
    if !finish {
        return Ok(());
    }
    let location = text(&end, "location")?;
    let form = json!({
        "state": text(&started, "state")?,
        "code": parameter(&location, "code")?,
        "code_verifier": VERIFIER,
    });
    let done = backend.post("/api/v1/consents/finish", &form)?;
    if done["state"] == "completed" {
        Ok(())
    } else {
        Err(Failure::Machine(format!(
            "The demo's consent of {person} failed: {done}"
        )))
    }
}

fn authorize_url(started: &Value) -> Outcome<String> {
    let scopes: Vec<&str> = started["scopes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut url = text(started, "authorize_endpoint")?;
    let parameters = [
        ("client_id", text(started, "client_id")?),
        ("response_type", "code".to_owned()),
        ("response_mode", "fragment".to_owned()),
        ("redirect_uri", text(started, "redirect_uri")?),
        ("scope", scopes.join(" ")),
        ("state", text(started, "state")?),
        ("nonce", text(started, "nonce")?),
        ("code_challenge", CHALLENGE.to_owned()),
        ("code_challenge_method", "S256".to_owned()),
    ];
    for (at, (name, value)) in parameters.iter().enumerate() {
        url.push(if at == 0 { '?' } else { '&' });
        url.push_str(name);
        url.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() {
                url.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(url, "%{byte:02X}");
            }
        }
    }
    Ok(url)
}

/// Runs the full proof and the round trip on every mailbox and waits for them.
/// Where the account may only send, nobody can look whether the mail arrived.
fn prove(backend: &Client, mailboxes: &[(&str, bool)]) -> Outcome {
    let begun = Instant::now();
    settle(backend, begun)?;
    for (address, _) in mailboxes {
        let path = format!("/api/v1/mailboxes/{address}/proofs");
        backend.post(&path, &json!({ "kind": "full" }))?;
    }
    settle(backend, begun)?;
    for (address, reads) in mailboxes {
        let path = format!("/api/v1/mailboxes/{address}/test-mails");
        let form = json!({
            "to": address,
            "subject": "Testmail van ImageCapture",
            "text": "Deze mail bewijst dat de mailbox kan versturen en ontvangen.",
        });
        let sent = backend.post(&path, &form)?;
        let path = format!("/api/v1/test-mails/{}", text(&sent, "id")?);
        wait(begun, || {
            let state = text(&backend.get(&path)?, "state")?;
            Ok(state != "sending" && (state != "accepted" || !reads))
        })?;
    }
    settle(backend, begun)
}

/// Comes for the mail as a job of ImageCapture does: with a key of its own, and for
/// a token.
fn fetch(backend: &Client, url: &str, mailboxes: &[(&str, bool)]) -> Outcome {
    let form = json!({ "name": "Importtaak", "purposes": ["import"] });
    let made = backend.post("/api/v1/job-keys", &form)?;
    let bearer = format!("Bearer {}", text(&made, "key")?);
    let job = Client::new(url).with_header("authorization", &bearer);
    for (address, _) in mailboxes.iter().filter(|(_, imports)| *imports) {
        let path = format!("/api/v1/mailboxes/{address}/access-token");
        job.post(&path, &json!({ "purpose": "import" }))?;
    }
    Ok(())
}

/// Waits until no proof runs any more.
fn settle(backend: &Client, begun: Instant) -> Outcome {
    wait(begun, || {
        let page = backend.get("/api/v1/mailboxes?limit=500")?;
        let items = page["items"].as_array();
        Ok(items.is_some_and(|all| all.iter().all(|mailbox| mailbox["running"].is_null())))
    })
}

pub(super) fn wait(begun: Instant, mut done: impl FnMut() -> Outcome<bool>) -> Outcome {
    while !done()? {
        if begun.elapsed() > PATIENCE {
            return Err(Failure::Machine(
                "The demo's proofs do not come to an end: start again with --reset.".to_owned(),
            ));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

fn text(value: &Value, name: &str) -> Outcome<String> {
    value[name]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| Failure::Machine(format!("The demo expected \"{name}\" and got: {value}")))
}

/// A parameter of an address whose value needs no decoding.
fn parameter(location: &str, name: &str) -> Outcome<String> {
    let found = location
        .split(['?', '#', '&'])
        .filter_map(|pair| pair.split_once('='))
        .find(|(found, _)| *found == name);
    match found {
        Some((_, value)) => Ok(value.to_owned()),
        None => Err(Failure::Machine(format!(
            "The stand-in for Microsoft sent no {name} back."
        ))),
    }
}

/// The day in so many days, as `date` writes it.
fn day(days: u32) -> Outcome<String> {
    let output = Command::new("date")
        .args(["--utc", "--date", &format!("+{days} days"), "+%F"])
        .output()
        .map_err(|error| Failure::Machine(format!("`date` cannot be run: {error}.")))?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// What a person is told once everything runs.
pub(super) fn welcome(site: &Site) -> String {
    format!(
        "  The panel                   {}\n\
        \x20 The stand-in for Microsoft  {}\n\
         \n\
        \x20 Administrator   {}   password {PASSWORD}\n\
        \x20 Helpdesk        {}  password {PASSWORD}\n",
        site.panel_url, site.microsoft_url, ADMIN.1, HELPDESK.1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_found_behind_question_mark_and_hash() {
        let location = "http://localhost:8420/microsoftgraph#code=abc.def&state=x";
        assert_eq!(parameter(location, "code").unwrap(), "abc.def");
        assert!(parameter(location, "error").is_err());
    }

    #[test]
    fn days_are_written_as_the_api_reads_them() {
        let day = day(11).unwrap();
        assert_eq!(day.len(), 10);
        assert!(day.starts_with("20") && day.matches('-').count() == 2);
    }
}
