//! Recognises what a person pastes: a portal page, `az` output, JSON, `.env`.
//!
//! Pure and local: nothing pasted is ever sent or logged. A Secret ID or an
//! Object ID is recognised in order to be refused by name.

use crate::accounts::Cloud;
use crate::ids::{TenantId, is_guid};
use crate::time::Day;

/// Longest text that is looked at, in bytes.
const PASTE_MAX: usize = 200_000;

/// How far before a value its label may end, in bytes.
const LABEL_REACH: usize = 80;

/// What was found in a pasted text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// A directory (tenant) ID.
    pub tenant: Option<String>,
    /// An application (client) ID.
    pub client_id: Option<String>,
    /// The value of a client secret.
    pub client_secret: Option<String>,
    /// The day on which the secret ends.
    pub secret_expires: Option<Day>,
    /// An address of a cloud other than the worldwide one was there.
    pub cloud: Option<Cloud>,
    /// A Secret ID was there, which nobody needs.
    pub secret_id: bool,
    /// An Object ID was there, which nobody needs.
    pub object_id: bool,
    /// GUIDs without a label: which is which only a person can tell.
    pub unlabelled: Vec<String>,
}

impl Pasted {
    /// Whether anything useful or worth a warning was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Between the cells of a sheet, and of a table copied from a page.
const TAB: char = '\t';

#[derive(Clone, Copy, PartialEq)]
enum Label {
    Tenant,
    Client,
    Secret,
    /// A value follows: of a secret, unless something else is said.
    Value,
    /// A word that stands before secrets, but before other things as well.
    MaybeSecret,
    SecretId,
    ObjectId,
    Expires,
}

/// How labels end, in lower case: English and Dutch portal, `az`, Graph
/// PowerShell, `.env`. Longer ones first where one ends like another.
const LABELS: &[(&str, Label)] = &[
    ("directory (tenant) id", Label::Tenant),
    ("map-id (tenant)", Label::Tenant),
    ("directory-id (tenant)", Label::Tenant),
    ("tenant-id", Label::Tenant),
    ("tenant id", Label::Tenant),
    ("tenantid", Label::Tenant),
    ("tenant_id", Label::Tenant),
    ("tenant", Label::Tenant),
    ("login.microsoftonline.com", Label::Tenant),
    ("sts.windows.net", Label::Tenant),
    ("application (client) id", Label::Client),
    ("toepassings-id (client)", Label::Client),
    ("toepassings-id", Label::Client),
    ("application id", Label::Client),
    ("client-id", Label::Client),
    ("client id", Label::Client),
    ("clientid", Label::Client),
    ("client_id", Label::Client),
    ("appid", Label::Client),
    ("app_id", Label::Client),
    ("secret-id", Label::SecretId),
    ("secret id", Label::SecretId),
    ("geheim-id", Label::SecretId),
    ("geheime id", Label::SecretId),
    ("keyid", Label::SecretId),
    ("object-id", Label::ObjectId),
    ("object id", Label::ObjectId),
    ("objectid", Label::ObjectId),
    ("\"id\"", Label::ObjectId),
    ("clientsecret", Label::Secret),
    ("client_secret", Label::Secret),
    ("client secret", Label::Secret),
    ("client-secret", Label::Secret),
    ("clientgeheim", Label::Secret),
    ("secrettext", Label::Secret),
    ("password", Label::Secret),
    ("value", Label::Value),
    ("waarde", Label::Value),
    ("secret", Label::MaybeSecret),
    ("geheim", Label::MaybeSecret),
    ("enddatetime", Label::Expires),
    ("expires", Label::Expires),
    ("verloopt op", Label::Expires),
    ("verloopt", Label::Expires),
];

/// GUIDs of Microsoft's own that stand in the same texts: Graph, Exchange
/// Online, Graph PowerShell, the Azure CLI.
const MICROSOFTS: &[&str] = &[
    "00000003-0000-0000-c000-000000000000",
    "00000002-0000-0ff1-ce00-000000000000",
    "14d82eec-204b-4c2f-b7e8-296a70dab67e",
    "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
];

/// Looks for the three values, their end date, and what is easily mistaken for
/// them.
#[must_use]
pub fn recognise(text: &str) -> Pasted {
    let mut found = Pasted::default();
    let text = days_written_with_slashes(&columns_as_lines(&normalise(text)));
    let lower = text.to_ascii_lowercase();
    found.cloud = national_cloud(&lower);
    // A label counts for values behind it, up to the value before this one.
    let mut previous_end = 0;
    // In the portal's table of secrets the Secret ID follows the value, and
    // both labels stand before both.
    let mut id_follows = false;
    for (start, word) in words(&text) {
        let label = nearest_label(&lower, previous_end, start)
            .or_else(|| id_follows.then_some(Label::SecretId));
        // A sentence may end behind a GUID; a secret may end with a stop itself.
        let bare = word.trim_end_matches('.');
        let is_value = if is_guid(bare) {
            take_guid(&mut found, bare, label);
            true
        } else if looks_like_secret(word)
            || (matches!(label, Some(Label::Secret | Label::Value)) && is_long(word))
        {
            found.client_secret.get_or_insert_with(|| word.to_owned());
            id_follows = has_label(&lower, previous_end, start, Label::SecretId);
            true
        } else if let Some(day) = read_day(word)
            && has_label(&lower, previous_end, start, Label::Expires)
        {
            found.secret_expires.get_or_insert(day);
            // In a table other columns follow, under labels further back.
            false
        } else {
            label == Some(Label::Tenant) && take_domain(&mut found, word)
        };
        if is_value {
            id_follows &= !is_guid(bare);
            previous_end = start + word.len();
        }
    }
    // What got its label at another place needs no question.
    let (tenant, client) = (found.tenant.clone(), found.client_id.clone());
    found
        .unlabelled
        .retain(|guid| Some(guid) != tenant.as_ref() && Some(guid) != client.as_ref());
    found
}

/// What only one national cloud is called or reached by, in lower case; DoD before
/// GCC High, whose portal and sign-in it shares (Microsoft: "National cloud
/// deployments"; `az cloud list`; `Get-MgEnvironment`).
const CLOUDS: [(&str, Cloud); 10] = [
    ("dod-graph.microsoft.us", Cloud::UsDefense),
    ("usgovdod", Cloud::UsDefense),
    ("graph.microsoft.us", Cloud::UsGovernment),
    ("portal.azure.us", Cloud::UsGovernment),
    ("login.microsoftonline.us", Cloud::UsGovernment),
    ("azureusgovernment", Cloud::UsGovernment),
    ("chinacloudapi.cn", Cloud::China),
    ("portal.azure.cn", Cloud::China),
    ("partner.microsoftonline.cn", Cloud::China),
    ("azurechinacloud", Cloud::China),
];

fn national_cloud(lower: &str) -> Option<Cloud> {
    let named = CLOUDS.iter().find(|(name, _)| lower.contains(name));
    named.map(|(_, cloud)| *cloud)
}

fn normalise(text: &str) -> String {
    let mut end = text.len().min(PASTE_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end]
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
            )
        })
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' | '\r' => ' ',
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201c}' | '\u{201d}' => '"',
            c => c,
        })
        .collect()
}

/// Pieces between blanks, quotes and separators, with where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let separator = |c: char| c.is_whitespace() || "\"'`,;:=<>()[]{}|/?&#".contains(c);
    text.split(separator)
        .filter(|word| word.len() >= 4)
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Rows of a sheet: the labels in one line, separated by tabs, and what belongs
/// to them in the next. Each value gets its label beside it.
fn columns_as_lines(text: &str) -> String {
    let mut lines = text.lines().peekable();
    let mut whole = String::with_capacity(text.len());
    while let Some(line) = lines.next() {
        let names: Vec<&str> = line.split(TAB).map(str::trim).collect();
        let values: Vec<&str> = lines
            .peek()
            .map(|next| next.split(TAB).map(str::trim).collect())
            .unwrap_or_default();
        let named = names.iter().filter(|name| is_label(name)).count();
        if named > 1 && names.len() == values.len() {
            for (name, value) in names.iter().zip(values) {
                whole.extend([name, ": ", value, "\n"]);
            }
            lines.next();
        } else {
            whole.extend([line, "\n"]);
        }
    }
    whole
}

fn is_label(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    LABELS.iter().any(|(label, _)| *label == name)
}

/// `11/21/2028` and `21/11/2028` as `2028-11-21`. Where either could be the
/// month, only a person knows: that one stays as it is.
fn days_written_with_slashes(text: &str) -> String {
    let blank = |c: char| c.is_whitespace();
    text.split_inclusive(blank)
        .map(|piece| {
            let word = piece.trim_end_matches(blank);
            match slashed_day(word) {
                Some(day) => [day.as_str(), &piece[word.len()..]].concat(),
                None => piece.to_owned(),
            }
        })
        .collect()
}

fn slashed_day(word: &str) -> Option<String> {
    let mut parts = word.split('/').map(|part| part.parse::<u32>().ok());
    let (first, second, year) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || !(1000..10_000).contains(&year) {
        return None;
    }
    let (day, month) = match (first, second) {
        (13..=31, 1..=12) => (first, second),
        (1..=12, 13..=31) => (second, first),
        (same, _) if first == second => (same, same),
        _ => return None,
    };
    let two = |number: u32| {
        let text = number.to_string();
        if number < 10 {
            ["0", &text].concat()
        } else {
            text
        }
    };
    Some([&year.to_string(), "-", &two(month), "-", &two(day)].concat())
}

/// What stands before a value, as far back as a label may be.
fn before(lower: &str, from: usize, to: usize) -> &str {
    let mut start = from.max(to.saturating_sub(LABEL_REACH));
    while !lower.is_char_boundary(start) {
        start += 1;
    }
    &lower[start..to]
}

fn has_label(lower: &str, from: usize, to: usize, wanted: Label) -> bool {
    let before = before(lower, from, to);
    LABELS
        .iter()
        .any(|(name, label)| *label == wanted && before.contains(name))
}

fn nearest_label(lower: &str, from: usize, to: usize) -> Option<Label> {
    let before = before(lower, from, to);
    LABELS
        .iter()
        .filter_map(|(name, label)| Some((before.rfind(name)? + name.len(), name.len(), *label)))
        // `value` says only that a value follows: any other label says more.
        .max_by_key(|(end, length, label)| (*label != Label::Value, *end, *length))
        .map(|(_, _, label)| label)
}

fn take_guid(found: &mut Pasted, guid: &str, label: Option<Label>) {
    let guid = guid.to_ascii_lowercase();
    if MICROSOFTS.contains(&guid.as_str()) {
        return;
    }
    match label {
        // An ID says more than a domain that stood there first.
        Some(Label::Tenant) if found.tenant.as_deref().is_none_or(|t| !is_guid(t)) => {
            found.tenant = Some(guid);
        }
        Some(Label::Tenant) => {}
        Some(Label::Client) => found.client_id = found.client_id.take().or(Some(guid)),
        // A GUID where the secret should stand is the Secret ID.
        Some(Label::SecretId | Label::Secret | Label::MaybeSecret | Label::Value) => {
            found.secret_id = true
        }
        Some(Label::ObjectId) => found.object_id = true,
        Some(Label::Expires) | None => {
            if !found.unlabelled.contains(&guid) && found.unlabelled.len() < 8 {
                found.unlabelled.push(guid);
            }
        }
    }
}

fn take_domain(found: &mut Pasted, word: &str) -> bool {
    if found.tenant.is_some() || word.contains('@') {
        return false;
    }
    found.tenant = TenantId::parse(word).ok().map(|t| t.as_str().to_owned());
    found.tenant.is_some()
}

/// The form secret scanners look for: three characters, a digit, `Q~`, then 31
/// to 34 more (gitleaks, rule azure-ad-client-secret).
#[must_use]
pub fn looks_like_secret(word: &str) -> bool {
    let bytes = word.as_bytes();
    (37..=40).contains(&bytes.len())
        && bytes[3].is_ascii_digit()
        && &bytes[4..6] == b"Q~"
        && bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || b"_~.-".contains(b))
}

fn is_long(word: &str) -> bool {
    // Stars are what a portal shows in place of a secret.
    (16..=256).contains(&word.len()) && word.is_ascii() && !word.contains("**")
}

/// Reads `2028-11-21`, also with a time behind it, and `21-11-2028`. What could
/// be either of two days is left to the person.
fn read_day(word: &str) -> Option<Day> {
    if let Some(day) = word.get(..10).and_then(Day::parse) {
        return Some(day);
    }
    let mut parts = word.split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    let two = |part: &str| {
        if part.len() == 1 {
            ["0", part].concat()
        } else {
            part.to_owned()
        }
    };
    Day::parse(&[year, "-", &two(month), "-", &two(day)].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TENANT: &str = "8f14e45f-ceea-467f-a83c-1d2a9c40b7e6";
    const CLIENT: &str = "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4";
    const SECRET_ID: &str = "c9f0f895-fb98-4b91-9d1a-7f3b52e1c0aa";
    const OBJECT: &str = "45c48cce-2e2d-4fbd-aa1a-fc51c7c6ad26";
    const SECRET: &str = "abc8Q~0123456789abcdefghijklmnopqrstuv";

    fn ids(found: &Pasted) -> (Option<&str>, Option<&str>) {
        (found.tenant.as_deref(), found.client_id.as_deref())
    }

    #[test]
    fn a_portal_page_in_english_and_in_dutch() {
        for page in [
            format!(
                "Essentials\nDisplay name: ImageCapture\nApplication (client) ID\n: {CLIENT}\n\
                 Object ID\n: {OBJECT}\nDirectory (tenant) ID\n: {TENANT}\n"
            ),
            format!(
                "Weergavenaam\tImageCapture\nToepassings-id (client)\t{CLIENT}\nObject-id\t{OBJECT}\n\
                 Map-id (tenant)\t{TENANT}"
            ),
        ] {
            let found = recognise(&page);
            assert_eq!(ids(&found), (Some(TENANT), Some(CLIENT)), "{page}");
            assert!(found.object_id && !found.secret_id);
            assert!(found.unlabelled.is_empty());
        }
    }

    #[test]
    fn az_and_graph_output() {
        let found = recognise(&format!(
            "{{\n \"appId\": \"{CLIENT}\",\n \"displayName\": \"x\",\n \"password\": \"{SECRET}\",\n \
             \"endDateTime\": \"2028-11-21T09:00:00Z\",\n \"tenant\": \"{TENANT}\"\n}}"
        ));
        assert_eq!(ids(&found), (Some(TENANT), Some(CLIENT)));
        assert_eq!(found.client_secret.as_deref(), Some(SECRET));
        assert_eq!(found.secret_expires, Day::parse("2028-11-21"));
    }

    #[test]
    fn an_address_of_a_national_cloud_says_which_one() {
        for (page, cloud) in [
            ("https://portal.azure.us/#view/x", Some(Cloud::UsGovernment)),
            (
                "https://dod-graph.microsoft.us/.default",
                Some(Cloud::UsDefense),
            ),
            (
                "\"environmentName\": \"AzureChinaCloud\"",
                Some(Cloud::China),
            ),
            (
                "https://login.partner.microsoftonline.cn/x",
                Some(Cloud::China),
            ),
            (
                "https://portal.azure.com and login.microsoftonline.com",
                None,
            ),
        ] {
            assert_eq!(recognise(page).cloud, cloud, "{page}");
        }
    }

    #[test]
    fn the_table_of_secrets_shows_value_and_secret_id() {
        let found = recognise(&format!(
            "Description Expires Value Secret ID\nscan 21-11-2028 {SECRET} {SECRET_ID}"
        ));
        assert_eq!(found.client_secret.as_deref(), Some(SECRET));
    }

    #[test]
    fn a_secret_id_in_place_of_the_value_is_named() {
        let found = recognise(&format!("CLIENT_SECRET={SECRET_ID}"));
        assert!(found.secret_id);
        assert_eq!(found.client_secret, None);
    }

    #[test]
    fn an_env_file_with_a_domain() {
        let found = recognise(&format!(
            "TENANT_ID=contoso.nl\nCLIENT_ID={CLIENT}\nCLIENT_SECRET=\"an-old-secret-of-2019\""
        ));
        assert_eq!(ids(&found), (Some("contoso.nl"), Some(CLIENT)));
        assert_eq!(
            found.client_secret.as_deref(),
            Some("an-old-secret-of-2019")
        );
    }

    #[test]
    fn guids_without_labels_are_left_to_the_person() {
        let found = recognise(&format!("{TENANT}\n{CLIENT}"));
        assert_eq!(ids(&found), (None, None));
        assert_eq!(found.unlabelled, [TENANT, CLIENT]);
    }

    #[test]
    fn a_word_of_prose_is_nothing() {
        assert!(recognise("Hallo, hierbij de gegevens zoals besproken.").is_empty());
    }

    proptest! {
        #[test]
        fn garbage_never_panics(text in "(\\PC|[\n\u{a0}\u{ad}]){0,200}") {
            let _ = recognise(&text);
        }

        #[test]
        fn what_has_a_label_is_found_wherever_it_stands(
            before in "[a-z \n]{0,40}", after in "[a-z \n]{0,40}"
        ) {
            let found = recognise(&format!("{before}\nclient_id={CLIENT}\n{after}"));
            prop_assert_eq!(found.client_id.as_deref(), Some(CLIENT));
        }
    }
}
