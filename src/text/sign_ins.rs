//! Several sign-ins of one account, and moving mailboxes between them.

use super::texts;

texts! {
    SI_TITLE = "Aanmeldingen", "Sign-ins";
    SI_LEAD = "ImageCapture gebruikt mailboxen namens wie zich heeft aangemeld. Hier ziet u wat stopt als iemand vertrekt, en wat een ander kan overnemen.", "ImageCapture uses mailboxes on behalf of whoever signed in. Here you see what stops when somebody leaves, and what another person can take over.";
    SI_STOPS = "Als deze persoon vertrekt, stopt", "When this person leaves, this stops";
    SI_NOTHING = "Niets: deze aanmelding draagt geen mailbox.", "Nothing: this sign-in carries no mailbox.";
    SI_FOR = "{} voor {2}", "{} for {2}";
    SI_WITHOUT_ONE = "{} mailbox heeft geen aanmelding.", "{} mailbox has no sign-in.";
    SI_WITHOUT = "{} mailboxen hebben geen aanmelding.", "{} mailboxes have no sign-in.";
    SI_TABLE = "Wie draagt welke mailbox", "Who carries which mailbox";
    SI_MOVE_TITLE = "Verplaatsen naar een andere aanmelding", "Moving to another sign-in";
    SI_MOVE_LINE = "Elke mailbox wordt eerst gelezen met de andere aanmelding. Alleen waar dat lukt, verhuist hij; de rest blijft staan en blijft werken.", "Each mailbox is read with the other sign-in first. Only where that works it moves; the others stay and go on working.";
    SI_ALONE = "Er is één aanmelding. Laat een collega toestemming geven; daarna kunnen mailboxen verhuizen.", "There is one sign-in. Let a colleague grant consent; then mailboxes can move.";
    SI_ANOTHER = "Nog iemand aanmelden", "Sign in somebody else";
    SI_TO = "Naar", "To";
    SI_TRY = "Proberen", "Try";
    SI_MOVE = "Verplaatsen", "Move";
    SI_NOTHING_CHOSEN = "Kies eerst mailboxen in de tabel.", "First choose mailboxes in the table.";
    SI_TRIED = "{} kunnen verhuizen, {2} niet.", "{} can move, {2} cannot.";
    SI_MOVED = "{} verplaatst, {2} gebleven.", "{} moved, {2} stayed.";
    SI_CAN = "kan overnemen", "can take over";
    SI_CANNOT = "kan niet overnemen", "cannot take over";
    SI_HERE = "draagt deze", "carries it";
    SI_FIRST = "Hier staan de eerste 500 mailboxen.", "These are the first 500 mailboxes.";
    SI_LINK = "Wie draagt welke mailbox", "Who carries which mailbox";
}
