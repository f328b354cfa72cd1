//! The command palette, the keys, and what the panel says about itself: cut
//! off, out of date, slow.

use super::texts;

texts! {
    P_TITLE = "Zoeken en opdrachten", "Search and commands";
    P_FIELD = "Zoek mailbox, account of actie", "Find mailbox, account or action";
    P_MAILBOXES = "Mailboxen", "Mailboxes";
    P_ACCOUNTS = "Graph-accounts", "Graph accounts";
    P_ACTIONS = "Acties", "Actions";
    P_HELP = "Hulp", "Help";
    P_CHECK = "Controleer {}", "Check {}";
    P_DIAGNOSIS = "Open de diagnose", "Open the diagnosis";
    P_NOTHING = "Niets gevonden", "Nothing found";
    P_ONE = "{} resultaat", "{} result";
    P_MANY = "{} resultaten", "{} results";
    P_CAUSE = "Toon mailboxen met deze oorzaak", "Show mailboxes with this cause";
    P_OVERVIEW = "Naar het overzicht van mailboxen", "To the overview of mailboxes";
    P_FAILING = "Toon mailboxen met een fout", "Show failing mailboxes";
    P_DUTCH = "Taal: Nederlands", "Language: Nederlands (Dutch)";
    P_ENGLISH = "Taal: English (Engels)", "Language: English";
    P_LIGHT = "Kleuren: licht", "Colours: light";
    P_DARK = "Kleuren: donker", "Colours: dark";
    P_SYSTEM = "Kleuren: als het systeem", "Colours: as the system";

    KEYS = "Sneltoetsen", "Keyboard shortcuts";
    KEYS_THEN = "dan", "then";
    KEYS_OR = "of", "or";
    KEYS_LEAD = "Alles in dit paneel werkt ook zonder muis: Tab gaat verder, Enter of spatie kiest, Esc sluit.", "Everything in this panel works without a mouse as well: Tab moves on, Enter or Space activates, Esc closes.";
    KEYS_EVERYWHERE = "Overal", "Everywhere";
    KEYS_LIST = "In de lijst met mailboxen", "In the list of mailboxes";
    KEYS_KEY = "Toets", "Key";
    KEYS_DOES = "Wat hij doet", "What it does";
    KEYS_SWITCH = "Sneltoetsen van één letter", "Single-key shortcuts";
    KEYS_SWITCH_LINE = "Zet ze uit als u spraakbesturing gebruikt, of als ze in de weg zitten. Ctrl K blijft werken.", "Turn them off if you use speech control, or if they are in the way. Ctrl K keeps working.";
    K_PALETTE = "Zoeken en opdrachten openen", "Open search and commands";
    K_FILTER = "Naar het filter van de lijst", "To the filter of the list";
    K_HELP = "Deze pagina", "This page";
    K_GO_MAILBOXES = "Naar mailboxen", "To mailboxes";
    K_GO_ACCOUNTS = "Naar Graph-accounts", "To Graph accounts";
    K_GO_CHECK = "Naar mailbox controleren", "Go to Check a mailbox";
    K_SUBMIT = "Het formulier versturen", "Submit the form";
    K_ESC = "Sluiten, of de selectie wissen", "Close, or clear the selection";
    K_DOWN = "Een mailbox omlaag", "One mailbox down";
    K_UP = "Een mailbox omhoog", "One mailbox up";
    K_SELECT = "Selecteren", "Select";
    K_RANGE = "Selectie uitbreiden", "Extend the selection";
    K_OPEN = "De mailbox openen", "Open the mailbox";
    K_CHECK = "Controleren", "Check";
    K_TEST = "Testmail sturen", "Send a test mail";

    OFFLINE = "Uw computer heeft geen verbinding. Wat u ziet en hebt ingevuld, blijft staan; zodra de verbinding terug is, gaat het vanzelf verder.", "Your computer is not connected. What you see and filled in stays; once the connection is back it goes on by itself.";
    AWAY_WORKS = "ImageCapture zelf werkt los van dit paneel: jobs die al een token hebben, gaan door.", "ImageCapture itself does not depend on this panel: jobs that already have a token go on.";
    NEW_VERSION = "Er is een nieuwe versie van dit paneel. Vernieuw wanneer het u uitkomt.", "There is a new version of this panel. Reload when it suits you.";
    PIECE_TITLE = "Dit deel van het paneel kwam niet aan", "This part of the panel did not arrive";
    PIECE_TEXT = "Misschien was de verbinding even weg: probeer het opnieuw. Blijft het zo, dan staat er een nieuwe versie op de server, die u met Vernieuwen krijgt.", "The connection may have been lost for a moment: try again. If that does not help, the server has a new version, which Reload brings.";
    RELOAD = "Vernieuwen", "Reload";
    SLOW = "Dit duurt langer dan gewoonlijk. Wij wachten nog op de server.", "This takes longer than usual. We are still waiting for the server.";
}
