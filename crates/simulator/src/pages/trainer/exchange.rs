//! The forms about mailboxes, and about what goes wrong.

use super::form::Kind::{Choice, Number, Text, Words as List, YesNo};
use super::form::{Form, Words, delete, may, must, post};

const RIGHTS: &[(&str, Words)] = &[
    ("full_access", ("Volledige toegang", "Full Access")),
    ("send_as", ("Verzenden als", "Send As")),
    ("send_on_behalf", ("Verzenden namens", "Send on Behalf")),
];
const FOLDERS: &[(&str, Words)] = &[
    ("inbox", ("Postvak IN", "Inbox")),
    ("sentitems", ("Verzonden items", "Sent Items")),
    ("drafts", ("Concepten", "Drafts")),
    ("archive", ("Archief", "Archive")),
    ("deleteditems", ("Verwijderde items", "Deleted Items")),
];

pub(super) const MAILBOXES: &[Form] = &[
    post(
        "rights/give",
        ("Recht geven", "Give a right"),
        &[
            must("mailbox", ("Postvak", "Mailbox"), Text("mailboxes")),
            must(
                "person",
                ("Persoon of groep", "Person or group"),
                Text("people"),
            ),
            must("right", ("Recht", "Right"), Choice(RIGHTS)),
        ],
    ),
    post(
        "rights/take",
        ("Recht afnemen", "Take a right away"),
        &[
            must("mailbox", ("Postvak", "Mailbox"), Text("mailboxes")),
            must(
                "person",
                ("Persoon of groep", "Person or group"),
                Text("people"),
            ),
            must("right", ("Recht", "Right"), Choice(RIGHTS)),
        ],
    ),
    post(
        "folders/share",
        ("Map delen", "Share a folder"),
        &[
            must("mailbox", ("Postvak", "Mailbox"), Text("mailboxes")),
            must("folder", ("Map", "Folder"), Choice(FOLDERS)),
            must(
                "person",
                ("Persoon of groep", "Person or group"),
                Text("people"),
            ),
            may(
                "access",
                ("Toegang", "Access"),
                Choice(&[
                    ("read", ("lezen", "read")),
                    ("write", ("schrijven", "write")),
                ]),
            ),
        ],
    ),
    post(
        "folders/unshare",
        ("Map niet meer delen", "Stop sharing a folder"),
        &[
            must("mailbox", ("Postvak", "Mailbox"), Text("mailboxes")),
            must("folder", ("Map", "Folder"), Choice(FOLDERS)),
            must(
                "person",
                ("Persoon of groep", "Person or group"),
                Text("people"),
            ),
        ],
    ),
    post(
        "mailboxes/kind",
        ("Soort of licentie wijzigen", "Change kind or licence"),
        &[
            must("mailbox", ("Postvak", "Mailbox"), Text("mailboxes")),
            must(
                "kind",
                ("Soort", "Kind"),
                Choice(&[
                    ("user", ("van een gebruiker", "a person's")),
                    ("shared", ("gedeeld", "shared")),
                    ("unlicensed", ("zonder licentie", "unlicensed")),
                    ("on-premises", ("in een eigen Exchange", "on-premises")),
                    ("group", ("groep", "group")),
                ]),
            ),
        ],
    ),
    post(
        "mailboxes/full",
        ("Postvak vol of niet", "Mailbox full or not"),
        &[
            must("mailbox", ("Postvak", "Mailbox"), Text("mailboxes")),
            must("full", ("Vol", "Full"), YesNo),
        ],
    ),
    post(
        "mailboxes/add",
        ("Postvak toevoegen", "Add a mailbox"),
        &[
            must("tenant", ("Tenant", "Tenant"), Text("tenants")),
            must("address", ("Adres", "Address"), Text("")),
            may("name", ("Naam", "Name"), Text("")),
            may(
                "kind",
                ("Soort", "Kind"),
                Choice(&[
                    ("shared", ("gedeeld", "shared")),
                    ("user", ("van een gebruiker", "a person's")),
                ]),
            ),
        ],
    ),
    post(
        "mailboxes/remove",
        ("Postvak verwijderen", "Remove the mailbox"),
        &[must("mailbox", ("Postvak", "Mailbox"), Text("mailboxes"))],
    ),
    post(
        "mail/deliver",
        (
            "Mail van buiten laten aankomen",
            "Let mail arrive from outside",
        ),
        &[
            must("to", ("Aan", "To"), Text("mailboxes")),
            may("from", ("Van", "From"), Text("")),
            may("subject", ("Onderwerp", "Subject"), Text("")),
            may("text", ("Tekst", "Text"), Text("")),
            may(
                "folder",
                ("Map", "Folder"),
                Choice(&[
                    ("inbox", ("Postvak IN", "Inbox")),
                    ("junkemail", ("Ongewenste mail", "Junk mail")),
                    ("archive", ("Archief", "Archive")),
                ]),
            ),
        ],
    ),
    post(
        "mail/delay",
        ("Bezorging vertragen", "Delay delivery"),
        &[must("seconds", ("Seconden", "Seconds"), Number)],
    ),
];

const ENDPOINTS: &[(&str, Words)] = &[
    ("graph", ("alles van Graph", "all of Graph")),
    ("sendMail", ("verzenden", "sending")),
    ("upload", ("uploaden van bijlagen", "uploading attachments")),
    ("token", ("tokens", "tokens")),
    ("authorize", ("aanmelden", "signing in")),
    ("adminconsent", ("beheerderstoestemming", "admin consent")),
    ("discovery", ("detectiedocument", "discovery")),
    ("jwks", ("sleutels", "keys")),
    ("logout", ("afmelden", "signing out")),
    ("userinfo", ("gebruikersinfo", "userinfo")),
];

pub(super) const FAULTS: &[Form] = &[
    post(
        "faults",
        ("Laten misgaan", "Let it go wrong"),
        &[
            must("endpoint", ("Wat", "What"), Choice(ENDPOINTS)),
            may(
                "mailbox",
                ("Alleen dit postvak", "Only this mailbox"),
                Text("mailboxes"),
            ),
            may(
                "tenant",
                ("Alleen van deze tenant", "Of this tenant only"),
                Text(""),
            ),
            may("times", ("Zo vaak", "So many times"), Number),
            may(
                "seconds",
                ("Zo lang, in seconden", "For so many seconds"),
                Number,
            ),
            may(
                "status",
                ("HTTP-status, zoals 429", "HTTP status, such as 429"),
                Number,
            ),
            may(
                "retry_after",
                ("Retry-After in seconden", "Retry-After in seconds"),
                Number,
            ),
            may(
                "code",
                ("Foutcode van Graph", "Graph's error code"),
                Text(""),
            ),
            may("aadsts", ("AADSTS-nummer", "AADSTS number"), Number),
            may(
                "delay_ms",
                ("Eerst wachten, in ms", "Wait first, in ms"),
                Number,
            ),
            may(
                "drip_ms",
                ("Traag versturen, in ms", "Send slowly, in ms"),
                Number,
            ),
            may(
                "hold",
                ("Vasthouden tot doorlaten", "Hold until let go"),
                Choice(&[
                    (
                        "before",
                        ("voordat er iets gebeurt", "before anything is done"),
                    ),
                    ("after", ("nadat het gebeurd is", "after it is done")),
                ]),
            ),
            may(
                "cut",
                ("Verbinding verbreken", "Break the connection"),
                Choice(&[
                    (
                        "before",
                        ("voordat er iets gebeurt", "before anything is done"),
                    ),
                    ("after", ("nadat het gebeurd is", "after it is done")),
                    (
                        "middle",
                        ("midden in het antwoord", "in the middle of the answer"),
                    ),
                ]),
            ),
            may(
                "body",
                ("Ander antwoord", "Another answer"),
                Choice(&[
                    ("html", ("pagina van een proxy", "a proxy's page")),
                    ("garbage", ("onzin", "garbage")),
                    ("empty", ("niets", "nothing")),
                    ("truncated", ("afgekapt", "truncated")),
                    ("garbled", ("verminkt", "garbled")),
                ]),
            ),
        ],
    ),
    post(
        "faults/let-go",
        ("Vastgehouden verzoeken doorlaten", "Let held calls go"),
        &[],
    ),
    delete(
        "faults",
        ("Alle storingen opheffen", "Take all faults back"),
    ),
    delete(
        "limits",
        (
            "Tellers van throttling wissen",
            "Forget what was counted for throttling",
        ),
    ),
    post(
        "next-id-token",
        ("Volgend id-token bederven", "Spoil the next id_token"),
        &[
            may("times", ("Zo vaak", "So many times"), Number),
            may("tid", ("Andere tid", "Another tid"), Text("tenants")),
            may("aud", ("Andere aud", "Another aud"), Text("")),
            may("iss", ("Andere iss", "Another iss"), Text("")),
            may("nonce", ("Andere nonce", "Another nonce"), Text("")),
            may("oid", ("Andere oid", "Another oid"), Text("")),
            may(
                "preferred_username",
                ("Andere naam", "Another name"),
                Text("people"),
            ),
            may("expired", ("Verlopen", "Expired"), YesNo),
            may(
                "bad_signature",
                ("Verkeerde handtekening", "Wrong signature"),
                YesNo,
            ),
            may("omit", ("Geen id_token", "No id_token"), YesNo),
            may(
                "without",
                ("Zonder deze claims", "Without these claims"),
                List(""),
            ),
        ],
    ),
    delete(
        "next-id-token",
        ("Id-tokens weer goed", "id_tokens right again"),
    ),
];

pub(super) const MACHINE: &[Form] = &[
    post(
        "clock",
        ("Klok verzetten", "Move the clock"),
        &[
            may(
                "advance_seconds",
                ("Seconden vooruit", "Seconds ahead"),
                Number,
            ),
            may("reset", ("Terug naar nu", "Back to now"), YesNo),
        ],
    ),
    post(
        "keys/announce",
        ("Volgende sleutel aankondigen", "Announce the next key"),
        &[],
    ),
    post(
        "keys/rotate",
        ("Met een nieuwe sleutel tekenen", "Sign with a new key"),
        &[],
    ),
    post(
        "keys/retire",
        ("Oude sleutels intrekken", "Retire old keys"),
        &[],
    ),
    post(
        "snapshots/save",
        ("Toestand bewaren", "Save the state"),
        &[must("name", ("Naam", "Name"), Text("snapshots"))],
    ),
    post(
        "snapshots/load",
        ("Toestand terugzetten", "Load the state"),
        &[must("name", ("Naam", "Name"), Text("snapshots"))],
    ),
    delete(
        "switches",
        (
            "Onzekerheden op standaard",
            "Uncertainties back to their defaults",
        ),
    ),
    delete("requests", ("Logboek wissen", "Empty the record")),
];
