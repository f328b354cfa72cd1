//! Who works here and what they did: people, sessions, keys, the log.

use super::{Say, texts};

texts! {
    NAV_ADMIN = "Beheer", "Administration";
    NAV_LOG = "Logboek", "Log";
    NAV_PEOPLE = "Beheerders", "People";
    NAV_SETTINGS = "Instellingen", "Settings";

    PEOPLE_ONE = "{} persoon met toegang", "{} person with access";
    PEOPLE_MANY = "{} personen met toegang", "{} people with access";
    PEOPLE_TABLE = "Wie toegang heeft", "Who has access";
    PERSON = "Persoon", "Person";
    ROLE = "Rol", "Role";
    ROLE_HINT = "wat iemand mag", "what somebody may do";
    SINCE_WHEN = "Toegang", "Access";
    SINCE_DAY = "sinds {}", "since {}";
    CLOSED_SINCE = "ingetrokken {}", "withdrawn {}";
    IT_IS_YOU = "dit bent u", "this is you";
    MAKE_ADMIN = "Maak beheerder", "Make administrator";
    MAKE_HELPDESK = "Maak helpdesk", "Make helpdesk";
    CLOSE_DOOR = "Toegang intrekken", "Revoke access";
    OPEN_DOOR = "Toegang teruggeven", "Give access back";
    CLOSE_ASK = "Toegang van {} intrekken?", "Withdraw the access of {}?";
    CLOSE_TEXT = "De sessies van deze persoon eindigen meteen. Wat zij deden, blijft in het logboek staan.", "The sessions of this person end at once. What they did stays in the log.";
    END_SESSIONS = "Sessies beëindigen", "End sessions";
    ENDED_SESSIONS = "De sessies zijn beëindigd.", "The sessions were ended.";
    INVITE = "Iemand uitnodigen", "Invite somebody";
    INVITE_LINE = "U krijgt een link om door te geven. De link werkt één keer, binnen 7 dagen; de ander kiest zelf een wachtwoord.", "You get a link to pass on. It works once, within 7 days; the other person chooses a password.";
    INVITE_GO = "Link maken", "Make link";
    INVITE_LINK = "Uitnodigingslink", "Invitation link";
    INVITE_LINK_HINT = "alleen nu te zien", "shown only now";
    INVITATIONS = "Open uitnodigingen", "Open invitations";
    INVITED_BY = "uitgenodigd door {}, geldig tot {2}", "invited by {}, valid until {2}";
    REVOKE = "Intrekken", "Withdraw";
    REVOKE_NAMED = "Trek de uitnodiging van {} in", "Withdraw the invitation of {}";

    JOIN_TITLE = "U bent uitgenodigd", "You are invited";
    JOIN_LINE = "{} geeft u toegang tot het beheerpaneel van ImageCapture, als {2}.", "{} gives you access to the ImageCapture panel, as {2}.";
    JOIN_GO = "Toegang krijgen", "Get access";
    JOIN_NOTHING = "Deze link is niet compleet", "This link is not complete";
    JOIN_NOTHING_LINE = "Open de link zoals u hem kreeg, met alles achter het teken #.", "Open the link as you got it, with everything behind the # sign.";

    OWN_PASSWORD = "Uw wachtwoord", "Your password";
    CURRENT_PASSWORD = "Huidig wachtwoord", "Current password";
    NEW_PASSWORD = "Nieuw wachtwoord", "New password";
    CHANGE_PASSWORD = "Wachtwoord wijzigen", "Change password";
    PASSWORD_CHANGED = "Uw wachtwoord is gewijzigd. Uw andere sessies zijn beëindigd.", "Your password was changed. Your other sessions were ended.";
    OWN_SESSIONS = "Waar u bent aangemeld", "Where you are signed in";
    SESSION_HERE = "deze browser", "this browser";
    SESSION_LINE = "IP-adres {}, laatst gebruikt {2}", "IP address {}, last used {2}";
    SESSION_END = "Beëindigen", "End";
    SESSIONS_END_OTHERS = "Overal elders afmelden", "Sign out everywhere else";
    JOB_KEYS = "Sleutels voor jobs", "Keys for jobs";
    JOB_KEYS_LINE = "Hiermee vragen de jobs van ImageCapture toegangstokens.", "With these the jobs of ImageCapture ask for access tokens.";
    JOB_KEY_NONE = "Nog geen sleutels.", "No keys yet.";
    JOB_KEY_NEW = "Sleutel maken", "Make key";
    JOB_KEY = "Sleutel", "Key";
    JOB_KEY_REMOVE = "Verwijder sleutel {}", "Remove key {}";
    JOB_KEY_ALL = "alle mailboxen", "all mailboxes";
    EXPORTS = "Exporteren", "Export";
    EXPORTS_LINE = "Zonder secrets. Elke export komt in het logboek.", "Without secrets. Every export is logged.";
    EXPORT_CSV = "Mailboxen als CSV", "Mailboxes as CSV";
    EXPORT_JSON = "Accounts en mailboxen als JSON", "Accounts and mailboxes as JSON";
    EXPORT_LOG = "Logboek als CSV", "Log as CSV";

    LOG_LEAD = "Wie wat deed, en wanneer. De nieuwste regel staat bovenaan.", "Who did what, and when. The newest line is on top.";
    LOG_LEAD_OWN = "Wat u deed, en wanneer.", "What you did, and when.";
    LOG_ACTOR = "Wie", "Who";
    LOG_OBJECT = "Adres of ID", "Address or ID";
    LOG_KIND = "Soort", "Kind";
    LOG_EVERYTHING = "Alles", "Everything";
    LOG_FROM = "Vanaf", "From";
    LOG_NONE = "Geen regels met deze filters", "No lines with these filters";
    LOG_NONE_TEXT = "Pas het filter aan, of wis het.", "Change the filter, or clear it.";
    LOG_OLDER = "Ouder", "Older";
    LOG_SEE = "bekijken", "view";
    LOG_ASKED_CONSENT = "toestemming, gevraagd aan {}", "consent, asked of {}";
    LOG_ASKED_SECRET = "een clientsecret, gevraagd aan {}", "a client secret, asked of {}";
    LOG_TABLE = "Regels van het logboek", "Lines of the log";
    L_ACCOUNT = "Graph-accounts", "Graph accounts";
    L_MAILBOX = "Mailboxen", "Mailboxes";
    L_MIGRATION = "Migratie", "Migration";
    L_WAVE = "Golven", "Waves";
    L_CONSENT = "Toestemmingen", "Consents";
    L_PERSON = "Personen", "People";
    L_SESSION = "Sessies", "Sessions";
    L_TOKEN = "Tokens", "Tokens";
    L_TEST_MAIL = "Testmails", "Test mails";
}

/// The kinds of lines, by how their actions begin.
pub const LOG_KINDS: [(&str, Say); 9] = [
    ("account.", L_ACCOUNT),
    ("mailbox.", L_MAILBOX),
    ("consent.", L_CONSENT),
    ("migration.", L_MIGRATION),
    ("wave.", L_WAVE),
    ("person.", L_PERSON),
    ("session.", L_SESSION),
    ("token.", L_TOKEN),
    ("test_mail.", L_TEST_MAIL),
];

macro_rules! did {
    ($($code:literal $nl:literal, $en:literal;)+) => {
        /// What somebody did, by the name of the action.
        pub const LOG_ACTIONS: &[(&str, Say)] =
            &[$(($code, Say(&super::Both { nl: $nl, en: $en })),)+];
    };
}

did! {
    "account.create" "maakte Graph-account", "made Graph account";
    "account.change" "wijzigde Graph-account", "changed Graph account";
    "account.remove" "verwijderde Graph-account", "removed Graph account";
    "account.secret" "vernieuwde het secret van", "renewed the secret of";
    "account.import" "importeerde Graph-account", "imported Graph account";
    "secret.next" "legde een volgend secret klaar", "laid a next secret ready";
    "secret.swap" "wisselde naar het volgende secret", "swapped to the next secret";
    "secret.back" "ging terug naar het vorige secret", "went back to the previous secret";
    "secret.forget" "vergat een secret", "forgot a secret";
    "asked.make" "vroeg iemand anders iets voor", "asked somebody else for something for";
    "asked.resend" "stuurde de gevraagde link opnieuw", "sent the asked link again";
    "asked.revoke" "trok de gevraagde link in", "withdrew the asked link";
    "mailbox.move" "verplaatste naar een andere aanmelding: mailbox", "moved to another sign-in: mailbox";
    "mailbox.add" "voegde mailbox toe", "added mailbox";
    "mailbox.remove" "verwijderde mailbox", "removed mailbox";
    "mailbox.prove" "controleerde mailbox", "checked mailbox";
    "diagnosis.keep" "bewaarde een diagnose van", "kept a diagnosis of";
    "mailbox.import" "importeerde mailbox", "imported mailbox";
    "test_mail.send" "stuurde testmail vanaf", "sent test mail from";
    "consent.start" "begon toestemming", "started a consent";
    "consent.completed" "gaf toestemming", "consented";
    "consent.admin_consented" "gaf beheerderstoestemming", "gave administrator consent";
    "consent.failed" "toestemming mislukte", "a consent failed";
    "consent.refused" "toestemming geweigerd", "a consent was refused";
    "sign_in.try" "probeerde de aanmelding", "tried the sign-in";
    "sign_in.ended" "aanmelding eindigde", "a sign-in ended";
    "token.hand_out" "gaf token af voor", "handed out a token for";
    "session.start" "meldde zich aan", "signed in";
    "session.end" "meldde zich af", "signed out";
    "session.end_all" "beëindigde sessies", "ended sessions";
    "session.confirm" "bevestigde het wachtwoord", "confirmed the password";
    "person.add" "gaf toegang", "gave access";
    "person.change" "wijzigde persoon", "changed person";
    "person.password" "wijzigde het wachtwoord", "changed the password";
    "invitation.create" "nodigde uit", "invited";
    "invitation.revoke" "trok uitnodiging in", "withdrew invitation";
    "job_key.create" "maakte jobsleutel", "made job key";
    "job_key.remove" "verwijderde jobsleutel", "removed job key";
    "calendar.make" "maakte een agenda-adres", "made a calendar address";
    "calendar.revoke" "trok een agenda-adres in", "withdrew a calendar address";
    "rights.script" "maakte een script voor Exchange", "made a script for Exchange";
    "warnings.settings" "wijzigde de waarschuwingen", "changed the warnings";
    "warnings.test" "stuurde een proefwaarschuwing", "sent a trial warning";
    "backup.make" "maakte een back-up", "made a backup";
    "backup.restore" "zette een back-up terug", "restored a backup";
    "export" "exporteerde accounts en mailboxen", "exported accounts and mailboxes";
    "key.rotated" "ging over op een andere hoofdsleutel", "went over to another master key";
    "sealed.damaged" "vond iets versleutelds dat niet te openen is:", "found something sealed that does not open:";
    "audit.export" "exporteerde het logboek", "exported the log";
    "migration.hand_over" "importeerde Exchange-accounts", "imported Exchange accounts";
    "migration.choose" "wees Exchange-account toe", "assigned Exchange account";
    "migration.forget" "vergat Exchange-account", "forgot Exchange account";
    "migration.rehearse" "begon een proefcontrole", "started a rehearsal";
    "migration.switch" "zette over naar Graph", "switched to Graph";
    "migration.switched" "bewees op Graph", "proved on Graph";
    "migration.put_back" "zette terug op Exchange", "put back on Exchange";
    "migration.roll_back" "draaide terug", "rolled back";
    "migration.report" "haalde het rapport van de migratie op", "fetched the report of the migration";
    "wave.start" "begon een golf", "started a wave";
    "wave.done" "voltooide een golf", "completed a wave";
    "wave.stop" "stopte een golf", "stopped a wave";
    "wave.stopped_by_failures" "brak een golf af die te vaak mislukte", "broke off a wave that failed too often";
    "wave.roll_back" "draaide een golf terug", "rolled a wave back";
    "run.start" "begon een controle", "started a check";
    "run.done" "voltooide een controle", "completed a check";
    "run.stop" "stopte een controle", "stopped a check";
    "run.resume" "liet een controle verdergaan", "let a check go on";
    "key.rotate" "vernieuwde de hoofdsleutel", "rotated the master key";
}
