//! The migration from Exchange accounts to Graph, and words for what stands in
//! its answers.

use super::{Say, say, texts};
use contract::migration::{MigrationState, Place, RowColumn, RowFault};
use contract::waves::{WaveItemState, WaveState};

texts! {
    MIG = "Migratie", "Migration";
    MIG_LINE = "Oude Exchange-accounts gaan naar Graph: eerst bewijzen, dan in golven overzetten, en terugdraaien kan 14 dagen lang.", "Old Exchange accounts go to Graph: proved first, then switched in waves, and the way back is open for 14 days.";
    EX_ONE = "{} Exchange-account", "{} Exchange account";
    EX_MANY = "{} Exchange-accounts", "{} Exchange accounts";
    MIG_NONE = "Nog geen Exchange-accounts", "No Exchange accounts yet";
    MIG_NONE_TEXT = "Importeer de lijst met oude accounts, als CSV of JSON. Er verandert niets aan ImageCapture tot u een golf start.", "Import the list of old accounts, as CSV or JSON. Nothing changes for ImageCapture until you start a wave.";
    MIG_CAUSES = "Wat in de weg zit", "What is in the way";
    MIG_FILTER = "Filter op stand", "Filter by state";
    MIG_TEXT = "Filter op adres", "Filter by address";
    MIG_TABLE = "Exchange-accounts", "Exchange accounts";
    MIG_STAND = "Stand", "State";
    MIG_FIT = "Graph-account en plaats", "Graph account and place";
    MIG_WAVE = "Golf", "Wave";
    MIG_NO_FIT = "geen Graph-account", "no Graph account";
    MIG_BY_HAND = "{} (met de hand)", "{} (by hand)";
    MIG_SEND = "Verzenden is nog niet bewezen: stuur een testmail", "Sending is not proved yet: send a test mail";
    MIG_NO_MATCH = "Geen Exchange-accounts met deze filters", "No Exchange accounts with these filters";
    MIG_CHOOSE_ALL = "Selecteer alles in deze lijst", "Select everything in this list";
    MIG_LISTED_ONE = "{} Exchange-account in deze lijst", "{} Exchange account in this list";
    MIG_LISTED_MANY = "{} Exchange-accounts in deze lijst", "{} Exchange accounts in this list";
    MIG_REPORT = "Rapport als CSV", "Report as CSV";
    MIG_PRINT = "Afdrukken", "Print";
    MIG_LEFT_OUT_ONE = "{} account deed niet mee: er past geen Graph-account bij. De regel zegt waarom.", "{} account was left out: no Graph account fits it. Its line says why.";
    MIG_LEFT_OUT_MANY = "{} accounts deden niet mee: er past geen Graph-account bij. Hun regels zeggen waarom.", "{} accounts were left out: no Graph account fits them. Their lines say why.";

    REHEARSE = "Proefcontrole", "Rehearse";
    REHEARSAL = "Proefcontrole van {}", "Rehearsal of {}";
    REHEARSE_HINT = "Meldt aan en leest; ImageCapture blijft Exchange gebruiken.", "Signs in and reads; ImageCapture goes on with Exchange.";

    WAVES = "Golven", "Waves";
    WAVES_NONE = "Nog geen golf. De eerste gaat over 5 accounts, dan 50, dan de rest.", "No wave yet. The first is over 5 accounts, then 50, then the rest.";
    WAVE_TITLE = "Golf {}", "Wave {}";
    WAVE_NEXT = "Volgende golf", "Next wave";
    WAVE_START = "Golf starten", "Start wave";
    WAVE_ASK = "Golf starten met {}?", "Start a wave with {}?";
    WAVE_TEXT = "Zij gebruiken daarna Graph in plaats van Exchange en worden meteen volledig bewezen. Wat mislukt, gebruikt vanzelf weer Exchange. Mislukt meer dan 2%, dan stopt de golf vanzelf. Terugdraaien kan tot {}.", "After it they use Graph instead of Exchange, and are proved in full at once. What fails uses Exchange again by itself. If more than 2% fail, the wave stops by itself. It can be rolled back until {}.";
    WAVE_PARTLY = "Van de {} gekozen accounts zijn er {2} klaar om over te gaan. Alleen die gaan over.", "Of the {} chosen accounts {2} are ready to be switched. Only those are.";
    WAVE_SIZE = "Hoeveel accounts", "How many accounts";
    WAVE_SIZE_HINT = "eerst 5, dan 50, dan de rest; {} klaar", "first 5, then 50, then the rest; {} ready";
    WAVE_SIZE_WRONG = "Vul een getal van 1 of meer in.", "Enter a number of 1 or more.";
    WAVE_DONE = "{} van {2} gedaan", "{} of {2} done";
    WAVE_SWITCHED = "{} op Graph", "{} on Graph";
    WAVE_FAILED = "{} mislukt, weer op Exchange", "{} failed, on Exchange again";
    WAVE_SKIPPED = "{} overgeslagen", "{} skipped";
    WAVE_BACK = "{} teruggedraaid", "{} rolled back";
    WAVE_ITEMS = "Accounts van deze golf", "Accounts of this wave";
    WAVE_NO_ITEMS = "Geen accounts met deze filters.", "No accounts with these filters.";
    WAVE_CAUSE = "Oorzaak", "Cause";
    WAVE_EVERY_CAUSE = "Elke oorzaak", "Every cause";
    WAVE_STOPPED = "De golf stopte vanzelf: meer dan 2% mislukte.", "The wave stopped by itself: more than 2% failed.";
    WAVE_STOPPED_TEXT = "Wat mislukte, gebruikt weer Exchange; wat nog wachtte, is niet overgezet. Los de oorzaken hieronder op, doe een proefcontrole, en start een volgende golf.", "What failed uses Exchange again; what still waited was not switched. Solve the causes below, rehearse, and start another wave.";
    ROLL_BACK = "Terugdraaien", "Roll back";
    ROLL_BACK_UNTIL = "Terugdraaien kan tot {}.", "It can be rolled back until {}.";
    ROLL_BACK_ASK = "{} terugdraaien?", "Roll {} back?";
    ROLL_BACK_TEXT = "ImageCapture gebruikt daarna weer het oude Exchange-account. Dat werkt alleen zolang Microsoft het nog toelaat.", "ImageCapture uses the old Exchange account again after this. That works only as long as Microsoft still lets it.";
    ROLL_BACK_PARTLY = "Van de {} gekozen accounts gebruiken er {2} Graph. Alleen die gaan terug.", "Of the {} chosen accounts {2} use Graph. Only those go back.";

    FIT = "Toewijzen", "Assign";
    FIT_ASK = "{} toewijzen", "Assign {}";
    FIT_TEXT = "Kies zelf waar domein en server het niet zeggen. Wat onder een ander Graph-account is bewezen, krijgt een nieuwe proefcontrole.", "Choose where domain and server do not tell. What was proved under another Graph account must rehearse again.";
    FIT_KEEP = "Laten zoals het is", "Leave as it is";
    FIT_DOMAIN = "Aan het domein overlaten", "Leave it to the domain";
    FIT_SERVER = "Aan server en domein overlaten", "Leave it to server and domain";
    FIT_PLACE = "Plaats van de mailbox", "Place of the mailbox";
    FORGET = "Vergeten", "Forget";
    FORGET_ASK = "{} vergeten?", "Forget {}?";
    FORGET_TEXT = "Ze verdwijnen uit deze lijst. Wat Graph al gebruikt, blijft Graph gebruiken. Importeren zet ze terug.", "They leave this list. What uses Graph already goes on using it. Importing brings them back.";

    IMP = "Exchange-accounts importeren", "Import Exchange accounts";
    IMP_LINE = "Plak de lijst of kies een bestand. U ziet eerst wat er gebeurt; er verandert niets zolang een regel niet klopt.", "Paste the list or choose a file. You first see what happens; nothing changes while a line is wrong.";
    IMP_TEXT = "Lijst", "List";
    IMP_HINT = "per regel adres;doelen;server, of JSON", "one address;purposes;server a line, or JSON";
    IMP_EXAMPLE = "facturen@contoso.nl;import;outlook.office365.com", "invoices@contoso.com;import;outlook.office365.com";
    IMP_PURPOSES = "Doelen: import, export_job, image_viewer, password_reset, address_change, of send voor alles wat verstuurt. Namen van kolommen in de eerste regel mogen. De server mag leeg blijven.", "Purposes: import, export_job, image_viewer, password_reset, address_change, or send for everything that sends. The first line may name the columns. The server may stay empty.";
    IMP_FILE = "Bestand kiezen", "Choose a file";
    IMP_DROP = "of sleep het hierheen", "or drop it here";
    IMP_TRY = "Laat zien wat er gebeurt", "Show what happens";
    IMP_GO = "Importeren", "Import";
    IMP_EMPTY = "Plak een lijst of kies een bestand.", "Paste a list or choose a file.";
    IMP_LARGE = "Dit is groter dan 2 MB. Zo'n bestand past niet in één keer: 5.000 accounts zijn ongeveer 300 kB. Kies het bestand met alleen adres, doelen en server, of deel het op.", "This is larger than 2 MB. Such a file does not fit in one go: 5,000 accounts are about 300 kB. Choose the file with only address, purposes and server, or split it.";
    IMP_NOT_JSON = "Dit begint als JSON, maar is het niet. Kijk of het begin en het einde erbij staan.", "This begins as JSON but is none. See whether its beginning and its end are there.";
    IMP_RESULT = "Wat er gebeurt", "What happens";
    IMP_DONE = "Geïmporteerd", "Imported";
    IMP_NEW = "Nieuw", "New";
    IMP_UPDATED = "Bijgewerkt", "Updated";
    IMP_UNCHANGED = "Ongewijzigd", "Unchanged";
    IMP_SWITCHED = "Al op Graph, blijft zo", "On Graph already, stays so";
    IMP_MAILBOXES = "Al een mailbox hier", "A mailbox here already";
    IMP_NO_FIT = "Geen Graph-account past", "No Graph account fits";
    IMP_MANY_FIT = "Meerdere Graph-accounts passen", "Several Graph accounts fit";
    IMP_BAD_ONE = "{} regel klopt niet. Er is niets geïmporteerd.", "{} line is wrong. Nothing was imported.";
    IMP_BAD_MANY = "{} regels kloppen niet. Er is niets geïmporteerd.", "{} lines are wrong. Nothing was imported.";
    IMP_BAD_TEXT = "Verbeter ze in de lijst of in het bestand, en kijk opnieuw.", "Correct them in the list or in the file, and look again.";
    IMP_ITEM = "Element {}, {2}: ", "Item {}, {2}: ";
    IMP_ROW = "Regel {}, {2}: ", "Line {}, {2}: ";
    IMP_MORE = "En nog {}.", "And {} more.";
    IMP_TO_LIST = "Naar de migratie", "To the migration";
}

/// Where an Exchange account stands: tone and word.
#[must_use]
pub fn migration_state(state: MigrationState) -> (&'static str, Say) {
    match state {
        MigrationState::Stays => ("idle", say!("Blijft op Exchange", "Stays on Exchange")),
        MigrationState::Waiting => ("idle", say!("Wacht op proefcontrole", "To be rehearsed")),
        MigrationState::Ready => ("arrow", say!("Klaar om over te gaan", "Ready to switch")),
        MigrationState::Action => ("bad", say!("Actie nodig", "Action needed")),
        MigrationState::Unknown => ("warn", say!("Geen antwoord", "No answer")),
        MigrationState::Switching => ("info", say!("Gaat nu over", "Being switched")),
        MigrationState::Switched => ("ok", say!("Op Graph", "On Graph")),
    }
}

/// Where a mailbox lies.
#[must_use]
pub fn place_name(place: Place) -> Say {
    match place {
        Place::ExchangeOnline => say!("Microsoft 365", "Microsoft 365"),
        Place::OnPremises => say!("eigen Exchange-server", "own Exchange server"),
        Place::Unknown => say!("plaats onbekend", "place unknown"),
    }
}

/// Where a wave stands: tone and word.
#[must_use]
pub fn wave_state(state: WaveState) -> (&'static str, Say) {
    match state {
        WaveState::Running => ("info", say!("Bezig", "Running")),
        WaveState::Done => ("ok", say!("Klaar", "Done")),
        WaveState::StoppedByFailures => ("bad", say!("Vanzelf gestopt", "Stopped by itself")),
        WaveState::Stopped => ("idle", say!("Gestopt", "Stopped")),
        WaveState::RolledBack => ("idle", say!("Teruggedraaid", "Rolled back")),
    }
}

/// Where an account of a wave stands: tone and word.
#[must_use]
pub fn wave_item_state(state: WaveItemState) -> (&'static str, Say) {
    match state {
        WaveItemState::Waiting => ("idle", say!("Wacht", "Waiting")),
        WaveItemState::Switching => ("info", say!("Gaat nu over", "Being switched")),
        WaveItemState::Switched => ("ok", say!("Op Graph", "On Graph")),
        WaveItemState::Failed => ("bad", say!("Mislukt", "Failed")),
        WaveItemState::Skipped => ("warn", say!("Overgeslagen", "Skipped")),
        WaveItemState::RolledBack => ("idle", say!("Teruggedraaid", "Rolled back")),
    }
}

/// A part of a row of a list.
#[must_use]
pub fn row_column(column: RowColumn) -> Say {
    match column {
        RowColumn::Row => say!("hele regel", "whole line"),
        RowColumn::Address => say!("adres", "address"),
        RowColumn::Purposes => say!("doelen", "purposes"),
        RowColumn::Server => say!("server", "server"),
    }
}

/// Why a row cannot be taken, and what would do.
#[must_use]
pub fn row_fault(fault: RowFault) -> Say {
    match fault {
        RowFault::Empty => say!("er staat niets.", "nothing is there."),
        RowFault::NotAnAddress => say!("dit is geen e-mailadres.", "this is no e-mail address."),
        RowFault::Twice => say!(
            "dit adres staat al hoger in de lijst.",
            "this address stands further up already.",
        ),
        RowFault::UnknownPurpose => say!(
            "dit doel bestaat niet; gebruik bijvoorbeeld import of send.",
            "there is no such purpose; use for instance import or send.",
        ),
        RowFault::NotAServer => say!(
            "dit is geen naam van een server.",
            "this is no name of a server."
        ),
        RowFault::Unreadable => say!(
            "dit is niet te lezen als adres, doelen en server.",
            "this cannot be read as address, purposes and server.",
        ),
    }
}
