//! Client secrets: when they end.

use super::texts;

texts! {
    CAL_TITLE = "Secretkalender", "Secret calendar";
    CAL_ONE = "{} clientsecret", "{} client secret";
    CAL_MANY = "{} clientsecrets", "{} client secrets";
    CAL_TABLE = "Wanneer secrets verlopen", "When secrets expire";
    CAL_ENDS = "Verloopt", "Expires";
    CAL_THEN = "Wat er dan gebeurt", "What happens then";
    CAL_NONE = "Er is nog geen clientsecret. Dat komt met het eerste Graph-account.", "There is no client secret yet. It comes with the first Graph account.";
    CAL_SLOT = "{}, begint met {2}", "{}, begins with {2}";
    SLOT_CURRENT = "In gebruik", "In use";
    SLOT_NEXT = "Staat klaar", "Waiting";
    SLOT_PREVIOUS = "Reserve", "Fallback";
    CAL_STOPS = "Dan stoppen {}.", "Then {} stop.";
    CAL_STOPS_ONE = "Dan stopt {}.", "Then {} stops.";
    CAL_STOPPED = "{} werken niet meer.", "{} no longer work.";
    CAL_STOPPED_ONE = "{} werkt niet meer.", "{} no longer works.";
    CAL_NOTHING = "Niets: een ander secret is in gebruik.", "Nothing: another secret is in use.";
    CAL_NOBODY = "Niets: dit account heeft geen mailboxen.", "Nothing: this account has no mailboxes.";

    FEEDS = "In uw eigen agenda", "In your own calendar";
    FEEDS_LINE = "Outlook en andere agenda’s lezen dit adres zelf: voeg het toe als internetagenda. Wie het heeft, ziet namen en dagen, niets anders.", "Outlook and other calendars read this address by themselves: add it as an internet calendar. Whoever has it sees names and days, nothing else.";
    FEED_NAME_HINT = "wie of welke agenda", "who or which calendar";
    FEED_LANG = "Taal van de afspraken", "Language of the entries";
    FEED_MAKE = "Agenda-adres maken", "Make calendar address";
    FEED_ADDRESS = "Agenda-adres", "Calendar address";
    FEED_REMOVE = "Verwijder agenda-adres {}", "Remove calendar address {}";
    FEED_REMOVED = "Dat agenda-adres werkt niet meer.", "That calendar address no longer works.";
    FEED_READ = "laatst gelezen {}", "last read {}";
    FEED_UNREAD = "nog niet gelezen", "not read yet";

    ROT_NEXT = "Volgend secret", "Next secret";
    ROT_NEXT_LINE = "Maak in Entra een tweede secret, onder Certificates & secrets. Wij testen het naast het secret in gebruik; pas als u wisselt, telt het.", "Create a second secret in Entra, under Certificates & secrets. We test it beside the one in use; it counts only when you swap.";
    ROT_WAITING = "Het volgende secret werkt en staat klaar.", "The next secret works and is waiting.";
    ROT_READY_LINE = "Getest bij Microsoft en klaar om in gebruik te nemen. Het secret van nu blijft daarna als reserve.", "Tested at Microsoft and ready to be put in use. The present secret then stays as a fallback.";
    ROT_SWAP = "Wissel nu", "Swap now";
    ROT_SWAPPED = "Gewisseld. Alle mailboxen van dit account worden nu gecontroleerd.", "Swapped. All mailboxes of this account are being checked now.";
    ROT_FORGET = "Vergeet dit secret", "Forget this secret";
    ROT_FORGOTTEN = "Dat secret is hier vergeten.", "That secret is forgotten here.";
    ROT_OLD = "Vorig secret", "Previous secret";
    ROT_OLD_LINE = "Blijft tot zijn einddatum als reserve. Werkt alles met het nieuwe? Verwijder dan in Entra het secret dat begint met {}.", "Stays as a fallback until it ends. Does all work with the new one? Then remove the secret that begins with {} in Entra.";
    ROT_BACK = "Zet terug", "Put back";
    ROT_REMOVED = "Is verwijderd in Entra", "Was removed in Entra";
}
