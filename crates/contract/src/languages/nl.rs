// Dutch, formal: the leading language of the product.
//
// One text a line, by the name it has in the code. `{}`, `{2}` and `{3}` stand for what
// is filled in. How a language is added: docs/panel.md.

language! {
    // --- The shell, signing in, and words that every page uses ----------------
    PRODUCT = "ImageCapture";
    PRODUCT_LINE = "Mailboxbeheer";
    NEEDS_SCRIPT = "Dit beheerpaneel heeft JavaScript en WebAssembly nodig.";
    SKIP = "Naar de inhoud";
    MAIN_NAV = "Hoofdmenu";
    SIDEBAR = "Zijbalk";
    CRUMBS = "Kruimelpad";
    MENU = "Accountmenu";
    MORE = "Meer";
    NAV_MAILBOXES = "Mailboxen";
    NAV_ACCOUNTS = "Graph-accounts";
    NAV_CHECK = "Mailbox controleren";
    REACH_OK = "Graph bereikbaar";
    REACH_AWAY = "Microsoft antwoordt niet";
    TAB_ACCOUNTS = "Accounts";
    TAB_CHECK = "Controleren";
    ROLE_ADMIN = "Beheerder";
    ROLE_HELPDESK = "Helpdesk";
    SIGN_OUT = "Afmelden";
    LANGUAGE = "Taal";
    THEME = "Kleuren";
    LOOK = "Taal en kleuren";
    THEME_SYSTEM = "Systeem";
    THEME_LIGHT = "Licht";
    THEME_DARK = "Donker";
    STAND_IN = "Demo: er gaat niets naar Microsoft.";
    AWAY = "De server van ImageCapture antwoordt niet. Wij proberen het steeds opnieuw; wat u hebt ingevuld, blijft staan.";
    RETRY = "Opnieuw proberen";
    WAIT_STILL = "U kunt het over {} s opnieuw proberen.";
    WAIT_NOW = "U kunt het nu opnieuw proberen.";
    LOADING = "Laden…";
    CANCEL = "Annuleren";
    SAVE = "Opslaan";
    BACK = "Terug";
    NEXT = "Verder";
    REMOVE = "Verwijderen";
    COPY = "Kopieer";
    COPIED = "Gekopieerd";
    DETAILS = "Technische details";
    COPY_DETAILS = "Kopieer details";
    D_CODE = "Code";
    D_MESSAGE = "Microsofts tekst";
    D_REQUEST = "Request-ID";
    D_CORRELATION = "Correlation-ID";
    D_AT = "Tijdstip";
    D_OURS = "Ons nummer";
    D_ACCOUNT = "Graph-account";
    WHO = "Wie lost dit op";
    WHAT_TO_DO = "Wat te doen";
    SUMMARY = "Er klopt iets niet";
    NOT_FOUND_TITLE = "Deze pagina bestaat niet";
    NOT_FOUND_TEXT = "Het adres klopt niet, of wat hier stond is verwijderd.";
    TO_OVERVIEW = "Naar het overzicht";
    FORBIDDEN_HELP = "Een beheerder van ImageCapture kan dit wel. U kunt mailboxen bekijken en controleren.";
    FORBIDDEN_WHO = "Vraag het aan:";

    PANIC = "Het paneel is vastgelopen";
    PANIC_LINE = "Uw instellingen zijn niet gewijzigd.";
    PANIC_RELOAD = "Opnieuw laden";
    PANIC_COPY = "Kopieer rapport";

    SIGN_IN_TITLE = "Aanmelden";
    SIGN_IN_AGAIN = "Meld u opnieuw aan";
    SIGN_IN_AGAIN_LINE = "Uw aanmelding is verlopen, of bijna. Wat u hebt ingevuld, blijft staan.";
    SESSION_ENDS = "Uw aanmelding eindigt binnen 5 minuten, 12 uur nadat u zich aanmeldde. Wat u invulde, blijft staan.";
    SIGN_IN_NOW = "Meld u nu opnieuw aan";
    SIGN_IN = "Aanmelden";
    CONFIRM_TITLE = "Bevestig uw wachtwoord";
    CONFIRM_LINE = "Dit is een ingrijpende handeling. Na het bevestigen gaat die vanzelf verder, en tien minuten lang wordt er niet opnieuw om gevraagd.";
    CONFIRM_GO = "Bevestigen";
    FIRST_RUN_TITLE = "Eerste beheerder";
    FIRST_RUN_LINE = "Deze installatie heeft nog geen beheerder. De installatiecode staat in de uitvoer van de server.";
    FIRST_RUN_GO = "Beheerder maken";
    CODE = "Installatiecode";
    NAME = "Naam";
    EMAIL = "E-mailadres";
    PASSWORD = "Wachtwoord";
    PASSWORD_HINT = "ten minste 12 tekens";


    // --- Graph accounts: the list, one account, and the first step of the wizard ---
    ACCOUNTS_LINE_ONE = "{} Graph-account";
    ACCOUNTS_LINE = "{} Graph-accounts";
    CONNECT = "Koppel Graph-account";
    NO_ACCOUNTS = "Nog geen Graph-account";
    NO_ACCOUNTS_TEXT = "Een Graph-account is uw app-registratie in Microsoft Entra. Daarmee opent ImageCapture mailboxen zonder wachtwoord.";
    TENANT = "Tenant-ID";
    TENANT_HINT = "of domein";
    CLIENT_ID = "Client-ID";
    CLIENT_ID_HINT = "applicatie-ID";
    SECRET = "Clientsecret";
    SECRET_HINT = "de waarde, niet de ID";
    CLOUD = "Microsoft-cloud";
    CLOUD_LINE = "Bijna altijd de wereldwijde. Alleen overheden en defensie in de VS, en China, hebben een eigen cloud.";
    SHOW_SECRET = "Toon secret";
    HIDE_SECRET = "Verberg secret";
    EXPIRES = "Verloopt op";
    SECRET_LEFT = "Verloopt {} ({2})";
    SECRET_ENDED = "Verlopen {} ({2})";
    PURPOSES = "Waarvoor";
    PURPOSES_HINT = "hieruit volgen de rechten";
    IMPORT = "Importeren";
    IMPORT_HINT = "Mail lezen, wijzigen en verplaatsen: Mail.ReadWrite.Shared";
    SEND = "Versturen";
    SEND_HINT = "Exporttaken, viewer, wachtwoordherstel: Mail.Send.Shared";
    REDIRECT_URI = "Redirect-URI";
    REDIRECT_URI_HINT = "zet deze in de app, type Web";
    ACCOUNT_NAME_HINT = "zo noemt u het hier";

    WIZ_TITLE = "Koppel een Graph-account";
    WIZ_NEW = "Nieuw account";
    WIZ_LEAD = "Plak wat u in Microsoft Entra ziet. Losse waarden of de hele pagina: wij herkennen wat erbij hoort.";
    PASTE_TITLE = "Plak hier, of ergens op deze pagina";
    PASTE_LABEL = "Plakvak";
    PASTE_LINE = "Tenant-ID, client-ID, secret en einddatum mogen door elkaar staan. Niets hiervan verlaat deze pagina voordat u op Verder klikt.";
    PASTED_ONE = "Geplakt: {} waarde herkend";
    PASTED = "Geplakt: {} waarden herkend";
    PASTED_NOTHING = "Hierin herkennen wij niets";
    PASTED_NOTHING_LINE = "Plak de pagina Overview van de app, of vul de velden zelf in.";
    PASTED_LINE = "Het secret verlaat deze pagina pas als u op Verder klikt.";
    NOT_SECRET_ID = "Secret-ID, niet de waarde";
    NOT_OBJECT_ID = "Object-ID, niet nodig";
    UNLABELLED = "Wat is {}?";
    USE_AS_TENANT = "De tenant-ID";
    USE_AS_CLIENT = "De client-ID";
    HELP_TITLE = "Waar vind ik dit?";
    HELP_WHERE = "Entra-beheercentrum, App registrations, uw app.";
    HELP_1 = ": tenant-ID en client-ID. Selecteer alles en kopieer.";
    HELP_2 = ": New client secret, kolom Value.";
    HELP_3 = ": platform Web, plak de redirect-URI.";
    HELP_4 = ": Microsoft Graph, Delegated: de rechten bij uw keuze.";
    HELP_SECRET = "Het secret wordt versleuteld opgeslagen en is daarna voor niemand meer leesbaar.";
    SCRIPT_TITLE = "Alles in één keer, met een script";
    SCRIPT_LINE = "Maakt de app, de redirect-URI, de rechten en een secret. Voer het uit als iemand die app-registraties mag maken.";
    SCRIPT_COPY = "Kopieer script";
    SCRIPT_AFTER = "Plak daarna de uitvoer in het plakvak: alle velden vullen zich.";
    OPEN_ENTRA = "Open Entra-beheercentrum";
    PROVING = "Wij testen tenant, client-ID en secret nu bij Microsoft.";
    SAVE_ANYWAY = "Toch opslaan";
    SAVE_ANYWAY_LINE = "De waarden zijn niet getest. U kunt ze toch opslaan; wij testen ze zodra Microsoft bereikbaar is.";

    FACT_TENANT = "Tenant";
    FACT_MAILBOXES = "Mailboxen";
    FACT_SECRET = "Secret";
    FACT_SIGN_IN = "Aangemeld als";
    NOBODY_SIGNED_IN = "Nog niemand";
    FACT_CONSENTED = "Toestemming gegeven";
    FACT_REFRESHED = "Token vernieuwd";
    FACT_ACCESS_ENDS = "Toegangstoken loopt af";
    FACT_HINT = "Begint met";
    FACT_SET = "Opgeslagen";
    FACT_PROVED = "Getest bij Microsoft";
    NEVER_PROVED = "Nog niet";
    FACT_ENDED = "Geëindigd";
    BY = "door";
    SIGN_IN_CARD = "Aanmelding bij Microsoft";
    OLD_SIGN_INS = "Eerdere aanmeldingen";
    SECRET_CARD = "Clientsecret";
    IDS_CARD = "App-registratie";
    RIGHTS_CARD = "Rechten";
    RIGHTS_HINT = "wat nodig is en wat Microsoft gaf";
    RIGHT = "Recht";
    RIGHT_FOR = "Waarvoor";
    RIGHT_STATE = "Stand";
    GRANTED = "Verleend";
    MISSING = "Ontbreekt";
    WAITING = "Wacht";
    CONSENT_GO = "Toestemming geven";
    RENEW_SECRET = "Secret vernieuwen";
    RENEW_LINE = "Maak in Entra een nieuw secret bij Certificates & secrets. Wij testen het bij Microsoft; pas daarna vervangt het dit.";
    SECRET_SAVED = "Het nieuwe secret werkt en is opgeslagen.";
    EDIT_ACCOUNT = "Naam en gebruik";
    SAVED = "Opgeslagen";
    CF_TABLE = "Wat er nu staat, naast wat u invulde";
    CF_WHAT = "Veld";
    CF_NOW = "Nu";
    CF_YOURS = "Van u";
    CF_KEEP = "Mijn versie opslaan";
    CF_TAKE = "Neem over wat er nu staat";
    REMOVE_ACCOUNT = "Account verwijderen";
    REMOVE_ACCOUNT_ASK = "{} verwijderen?";
    REMOVE_ACCOUNT_TEXT = "ImageCapture vergeet het secret en de aanmelding. In Microsoft Entra verandert niets.";
    ACCOUNT_OK = "Aanmelding werkt";
    ACCOUNT_NO_CONSENT = "Geen toestemming";
    SHOW_MAILBOXES = "Toon mailboxen";
    OPEN = "Openen";

    STEP_1 = "Gegevens";
    STEP_2 = "Toestemming";
    STEP_3 = "Mailboxen";
    STEP_4 = "Testmail";
    STEP_1_HINT = "Plakken en controleren";
    STEP_2_HINT = "Bij Microsoft, eenmalig";
    STEP_3_HINT = "Kiezen en toevoegen";
    STEP_4_HINT = "Bewijs dat het werkt";
    STEP_OF = "Stap {} van 4";


    // --- Somebody outside the panel is asked: by whom, and in their own hands ---
    ASK = "Iemand anders vragen";
    ASK_LINE = "U krijgt een link om door te geven. Wie hem opent, heeft geen aanmelding in dit paneel nodig. De link werkt één keer, binnen 7 dagen, en u kunt hem intrekken.";
    ASK_WHAT = "Wat u vraagt";
    ASK_CONSENT = "Toestemming bij Microsoft";
    ASK_SECRET = "Het clientsecret invullen";
    ASK_WHO_HINT = "bij toestemming telt alleen dit adres";
    ASK_LANG = "Taal van de ander";
    ASK_MAIL = "Mail de link";
    ASK_MAIL_HINT = "Vanuit de mailbox die bij Waarschuwingen is gekozen.";
    ASK_GO = "Link maken";
    ASK_LINK = "Link voor de ander";
    ASK_NOT_MAILED = "De mail is niet verstuurd; geef de link zelf door.";
    ASK_NO_FROM = "Kies bij Waarschuwingen vanuit welke mailbox wij mailen.";
    ASK_MAILED = "De link is gemaild.";
    ASK_AGAIN = "Nieuwe link voor {}";
    ASK_BACK = "Trek de link voor {} in";
    ASK_TAKEN_BACK = "Die link werkt niet meer.";
    ASK_OPEN = "Nog niet geopend";
    ASK_OPENED = "Geopend";
    ASK_AT_MICROSOFT = "Nu bij Microsoft";
    ASK_ADMIN = "Wacht op aanmelding";
    ASK_FAILED = "Mislukt";
    ASK_DONE = "Gedaan";
    ASK_EXPIRED = "Verlopen";
    ASK_REVOKED = "Ingetrokken";
    ASK_UNTIL = "geldig tot {}";
    ASK_SENT = "gemaild {}";

    A_TITLE = "Een vraag aan u";
    A_CONSENT = "{} vraagt u om toestemming";
    A_CONSENT_LINE = "ImageCapture wil met mailboxen van uw organisatie werken. Daarvoor meldt u eenmaal aan bij Microsoft en geeft u daar de rechten hieronder.";
    A_SECRET = "{} vraagt u om een clientsecret";
    A_SECRET_LINE = "Maak in Entra bij deze app een secret, onder Certificates & secrets, en plak hier de waarde uit de kolom Value. Wij testen het bij Microsoft; daarna leest niemand het terug.";
    A_BY = "Gevraagd door";
    A_FOR = "Voor";
    A_AS = "Meld aan als";
    A_UNTIL = "Geldig tot";
    A_SEES = "Wat u bij Microsoft ziet";
    A_SEES_1 = "Aanmelden: alleen het adres hierboven telt. Uw wachtwoord ziet alleen Microsoft.";
    A_SEES_2 = "De rechten: kies Accepteren. Daarna komt u hier vanzelf terug.";
    A_UNSURE = "Verwacht u dit niet? Doe dan niets en vraag het na bij {}.";
    A_APPROVAL = "Vraagt Microsoft om goedkeuring van een beheerder?";
    A_APPROVAL_LINE = "Dan mag u dit niet zelf goedkeuren. Maak een link voor een beheerder van Microsoft Entra en geef die door; meld daarna hier gewoon opnieuw aan.";
    A_SECRET_GO = "Secret insturen";
    A_SECRET_DONE = "Bedankt, het secret werkt";
    A_DONE = "Bedankt, de toestemming is gegeven";
    A_DONE_LINE = "{} ziet dat vanzelf. De link is gebruikt; dit tabblad kunt u sluiten.";
    A_DONE_PLAIN = "Wie het vroeg, ziet dat vanzelf. De link is gebruikt; dit tabblad kunt u sluiten.";
    A_ADMIN_LINE = "Dat geldt voor de hele organisatie, maar brengt nog geen aanmelding. Meld nu aan met het gevraagde adres.";
    A_STILL = "Er is niets gewijzigd, en de link werkt nog.";


    // --- The trip to Microsoft: before it, and every way it can end -----------
    C_TITLE = "Geef toestemming bij Microsoft";
    C_LEAD = "Meld eenmaal aan met het account dat de mailboxen mag openen. Deze pagina ziet het vanzelf als u terug bent.";
    C_STEPS = "Wat er gebeurt";
    C_STEP_PROVED = "Tenant, app en secret kloppen";
    C_STEP_UNPROVED = "Tenant, app en secret zijn nog niet getest";
    C_STEP_SIGN_IN = "Aanmelden en toestemming";
    C_STEP_SIGN_IN_LINE = "U kiest bij Microsoft een account en ziet de rechten hieronder";
    C_STEP_TOKEN = "Token bevat de rechten";
    C_READY = "Klaar om naar Microsoft te gaan";
    C_READY_LINE = "U komt hier vanzelf terug.";
    C_WAIT = "Wacht op aanmelding bij Microsoft";
    C_WAIT_LINE = "Begonnen om {}. Deze pagina werkt zichzelf bij.";
    C_REDEEMING = "Microsofts antwoord wordt gecontroleerd";
    C_DONE = "Aangemeld als {}";
    C_DONE_LINE = "Alle gevraagde rechten zijn verleend.";
    C_ASKS = "Wat ImageCapture vraagt";
    C_ASKS_HINT = "niet meer dan nodig";
    C_GO = "Toestemming geven bij Microsoft";
    C_GO_AGAIN = "Opnieuw naar Microsoft";
    C_LATER = "Later afmaken";
    C_HELP = "Ziet u een fout bij Microsoft?";
    C_HELP_LINE = "Deze fouten sturen u niet terug naar hier.";
    C_HELP_1 = ": de redirect-URI staat niet in de app. Voeg hem toe bij Authentication, type Web.";
    C_HELP_2 = ": u mag dit niet zelf goedkeuren. Stuur de beheerderslink naar een beheerder van Entra en meld daarna gewoon opnieuw aan.";
    C_HELP_3 = ": verkeerde tenant of client-ID. Controleer beide bij het account.";
    C_ADMIN_LINK = "Beheerderslink";
    C_MAKE_ADMIN_LINK = "Maak beheerderslink";
    C_ADMIN_LINK_LINE = "Wie mag goedkeuren: Global, Privileged Role, Application of Cloud Application Administrator.";

    R_BUSY = "Microsofts antwoord wordt gecontroleerd";
    R_BUSY_LINE = "Dit duurt meestal een paar seconden.";
    R_DONE = "Toestemming gegeven";
    R_DONE_LINE = "Aangemeld als {}. ImageCapture mag nu met deze mailboxen werken.";
    R_REPEATED = "Dit antwoord was al verwerkt. Dit kwam er de eerste keer uit.";
    R_ADMIN = "De beheerder heeft toestemming gegeven";
    R_ADMIN_LINE = "Dat geldt voor de hele organisatie, maar brengt nog geen aanmelding. Meld nu aan met het account dat de mailboxen mag openen.";
    R_ADMIN_ELSEWHERE = "Dat geldt voor de hele organisatie. Wie u deze link stuurde, kan nu zelf aanmelden. Dit tabblad kunt u sluiten.";
    R_NOTHING = "Hier is niets teruggekomen";
    R_NOTHING_LINE = "Deze pagina hoort bij de terugweg van Microsoft, en dit adres bevat geen antwoord. Begin vanaf het Graph-account.";
    R_OTHER = "Dit antwoord hoort bij een andere browser of een ander tabblad";
    R_OTHER_LINE = "Er is niets gewijzigd. Open de browser waarin u begon; daar ziet u hoe het staat. Dit tabblad kunt u sluiten.";
    R_TENANTS = "Aangemeld uit tenant {}, maar dit account hoort bij {2}.";
    R_MISSING = "Ontbrekende rechten";
    R_SIGNED_IN_AS = "Aangemeld was: {}";
    R_UNHARMED = "Een eerdere aanmelding van dit account blijft gewoon werken.";
    R_TO_MAILBOXES = "Verder naar mailboxen";
    R_TO_ACCOUNT = "Naar het account";
    R_TO_ACCOUNTS = "Naar Graph-accounts";
    R_START_AGAIN = "Opnieuw beginnen";
    R_SIGN_IN = "Aanmelden en opnieuw beginnen";


    // --- What is wrong with a field -------------------------------------------
    I_NAME = "Vul een naam in.";
    I_TENANT = "Vul de tenant-ID of een domein in.";
    I_CLIENT_ID = "Vul de client-ID in.";
    I_SECRET = "Vul de waarde van het clientsecret in.";
    I_EXPIRES = "Vul in wanneer het secret verloopt.";
    I_ADDRESS = "Vul een e-mailadres in.";
    I_SUBJECT = "Vul een onderwerp in.";
    I_PASSWORD = "Vul een wachtwoord in.";
    I_PASSWORD_SHORT = "Het wachtwoord heeft ten minste 12 tekens nodig.";
    I_CODE = "Vul de installatiecode in.";
    I_SECRET_SHORT = "Dit is te kort voor een clientsecret. Mist er een deel?";
    I_SECRET_SPACES = "In een clientsecret staan geen spaties. Is er te veel geplakt?";
    I_EMPTY = "Vul dit in.";
    I_TOO_SHORT = "Dit is te kort.";
    I_TOO_LONG = "Dit is te lang. Kort het in.";
    I_CONTROL = "Hier mogen geen regeleinden of onzichtbare tekens in staan.";
    I_SPACES = "Hier horen geen spaties in.";
    I_NOT_A_GUID = "Een client-ID heeft de vorm 1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4.";
    I_NOT_A_TENANT = "Dit is geen tenant-ID en geen domein. Plak de Directory (tenant) ID, of een domein zoals contoso.nl.";
    I_COMMON = "Een app van één tenant heeft de eigen tenant-ID nodig, niet common of organizations.";
    I_SECRET_ID = "Dit is de Secret-ID.";
    I_SAME = "Client-ID en tenant-ID zijn gelijk. Eén van beide is verkeerd geplakt.";
    I_NOT_AN_ADDRESS = "Dit is geen e-mailadres, zoals facturen@contoso.nl.";
    I_PAST = "Deze dag is voorbij. Maak in Entra een nieuw secret.";
    I_TOO_FAR = "Zo ver vooruit loopt geen secret. Controleer het jaar.";
    I_TOO_COMMON = "Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier losse woorden.";
    I_NOTHING = "Kies waarvoor ImageCapture dit account gebruikt.";
    I_MALFORMED = "Dit begrijpt de server niet.";
    SECRET_ID_FIX = "Wij hebben de waarde nodig. Die toont Microsoft maar één keer.";
    SECRET_ID_1 = "Open de app in Entra bij Certificates & secrets.";
    SECRET_ID_2 = "Kies New client secret en kopieer de kolom Value.";
    SECRET_ID_3 = "Plak hier. Het oude secret kunt u daarna verwijderen.";


    // --- Who works here and what they did: people, sessions, keys, the log ----
    NAV_ADMIN = "Beheer";
    NAV_LOG = "Logboek";
    NAV_PEOPLE = "Beheerders";
    NAV_SETTINGS = "Instellingen";

    PEOPLE_ONE = "{} persoon met toegang";
    PEOPLE_MANY = "{} personen met toegang";
    PEOPLE_TABLE = "Wie toegang heeft";
    PERSON = "Persoon";
    ROLE = "Rol";
    ROLE_HINT = "wat iemand mag";
    SINCE_WHEN = "Toegang";
    SINCE_DAY = "sinds {}";
    CLOSED_SINCE = "ingetrokken {}";
    IT_IS_YOU = "dit bent u";
    MAKE_ADMIN = "Maak beheerder";
    MAKE_HELPDESK = "Maak helpdesk";
    CLOSE_DOOR = "Toegang intrekken";
    OPEN_DOOR = "Toegang teruggeven";
    CLOSE_ASK = "Toegang van {} intrekken?";
    CLOSE_TEXT = "De sessies van deze persoon eindigen meteen. Wat zij deden, blijft in het logboek staan.";
    END_SESSIONS = "Sessies beëindigen";
    ENDED_SESSIONS = "De sessies zijn beëindigd.";
    INVITE = "Iemand uitnodigen";
    INVITE_LINE = "U krijgt een link om door te geven. De link werkt één keer, binnen 7 dagen; de ander kiest zelf een wachtwoord.";
    INVITE_GO = "Link maken";
    INVITE_LINK = "Uitnodigingslink";
    INVITE_LINK_HINT = "alleen nu te zien";
    INVITATIONS = "Open uitnodigingen";
    INVITED_BY = "uitgenodigd door {}, geldig tot {2}";
    REVOKE_NAMED = "Trek de uitnodiging van {} in";

    JOIN_TITLE = "U bent uitgenodigd";
    JOIN_LINE = "{} geeft u toegang tot het beheerpaneel van ImageCapture, als {2}.";
    JOIN_GO = "Toegang krijgen";
    JOIN_NOTHING = "Deze link is niet compleet";
    JOIN_NOTHING_LINE = "Open de link zoals u hem kreeg, met alles achter het teken #.";

    OWN_PASSWORD = "Uw wachtwoord";
    CURRENT_PASSWORD = "Huidig wachtwoord";
    NEW_PASSWORD = "Nieuw wachtwoord";
    CHANGE_PASSWORD = "Wachtwoord wijzigen";
    PASSWORD_CHANGED = "Uw wachtwoord is gewijzigd. Uw andere sessies zijn beëindigd.";
    OWN_SESSIONS = "Waar u bent aangemeld";
    SESSION_HERE = "deze browser";
    SESSION_LINE = "IP-adres {}, laatst gebruikt {2}";
    SESSION_END = "Beëindigen";
    SESSIONS_END_OTHERS = "Overal elders afmelden";
    JOB_KEYS = "Sleutels voor jobs";
    JOB_KEYS_LINE = "Hiermee vragen de jobs van ImageCapture toegangstokens.";
    JOB_KEY_NONE = "Nog geen sleutels.";
    JOB_KEY_NEW = "Sleutel maken";
    JOB_KEY = "Sleutel";
    JOB_KEY_REMOVE = "Verwijder sleutel {}";
    JOB_KEY_ALL = "alle mailboxen";
    EXPORTS = "Exporteren";
    EXPORTS_LINE = "Zonder secrets. Elke export komt in het logboek.";
    EXPORT_CSV = "Mailboxen als CSV";
    EXPORT_JSON = "Accounts en mailboxen als JSON";
    EXPORT_LOG = "Logboek als CSV";

    LOG_LEAD = "Wie wat deed, en wanneer. De nieuwste regel staat bovenaan.";
    LOG_LEAD_OWN = "Wat u deed, en wanneer.";
    LOG_ACTOR = "Wie";
    LOG_OBJECT = "Adres of ID";
    LOG_KIND = "Soort";
    LOG_EVERYTHING = "Alles";
    LOG_FROM = "Vanaf";
    LOG_NONE = "Geen regels met deze filters";
    LOG_NONE_TEXT = "Pas het filter aan, of wis het.";
    LOG_OLDER = "Ouder";
    LOG_SEE = "bekijken";
    LOG_ASKED_CONSENT = "toestemming, gevraagd aan {}";
    LOG_ASKED_SECRET = "een clientsecret, gevraagd aan {}";
    LOG_TABLE = "Regels van het logboek";
    LOG_ACCOUNT_ONE = "{} Exchange-account";
    LOG_ACCOUNT_MANY = "{} Exchange-accounts";
    LOG_HANDED_OVER = "{} nieuw, {2} bijgewerkt";
    LOG_OF = "{} van {2}";
    LOG_OF_FAILED = "{} van {2} mislukt";
    LOG_SECRET = "begint met {}, verloopt {2}";
    LOG_CHOSEN = "account {}, plaats {2}";
    LOG_BY_DOMAIN = "volgens het domein";
    LOG_BY_SERVER = "volgens de server";
    LOG_WARNINGS = "mail van {} aan {2}, webhook {3}";
    LOG_RESTORED = "zoals het was op {}";
    LOG_ACTIVE = "met toegang";
    LOG_INACTIVE = "zonder toegang";
    L_ACCOUNT = "Graph-accounts";
    L_MAILBOX = "Mailboxen";
    L_MIGRATION = "Migratie";
    L_WAVE = "Golven";
    L_CONSENT = "Toestemmingen";
    L_PERSON = "Personen";
    L_SESSION = "Sessies";
    L_TOKEN = "Tokens";
    L_TEST_MAIL = "Testmails";

    DID_ACCOUNT_CREATE = "maakte Graph-account";
    DID_ACCOUNT_CHANGE = "wijzigde Graph-account";
    DID_ACCOUNT_REMOVE = "verwijderde Graph-account";
    DID_ACCOUNT_SECRET = "vernieuwde het secret van";
    DID_ACCOUNT_IMPORT = "importeerde Graph-account";
    DID_SECRET_NEXT = "legde een volgend secret klaar";
    DID_SECRET_SWAP = "wisselde naar het volgende secret";
    DID_SECRET_BACK = "ging terug naar het vorige secret";
    DID_SECRET_FORGET = "vergat een secret";
    DID_ASKED_MAKE = "vroeg iemand anders iets voor";
    DID_ASKED_RESEND = "stuurde de gevraagde link opnieuw";
    DID_ASKED_REVOKE = "trok de gevraagde link in";
    DID_MAILBOX_MOVE = "verplaatste naar een andere aanmelding: mailbox";
    DID_MAILBOX_ADD = "voegde mailbox toe";
    DID_MAILBOX_REMOVE = "verwijderde mailbox";
    DID_MAILBOX_PROVE = "controleerde mailbox";
    DID_MAILBOX_FIND_SENDER = "zocht mail van een afzender in";
    LOG_PROGRAMS = "{} regels van ImageCapture zelf";
    DID_DIAGNOSIS_KEEP = "bewaarde een diagnose van";
    DID_MAILBOX_IMPORT = "importeerde mailbox";
    DID_TEST_MAIL_SEND = "stuurde testmail vanaf";
    DID_CONSENT_START = "begon toestemming";
    DID_CONSENT_COMPLETED = "gaf toestemming";
    DID_CONSENT_ADMIN_CONSENTED = "gaf beheerderstoestemming";
    DID_CONSENT_FAILED = "toestemming mislukte";
    DID_CONSENT_REFUSED = "toestemming geweigerd";
    DID_SIGN_IN_TRY = "probeerde de aanmelding";
    DID_SIGN_IN_ENDED = "aanmelding eindigde";
    DID_TOKEN_HAND_OUT = "gaf token af voor";
    DID_SESSION_START = "meldde zich aan";
    DID_SESSION_END = "meldde zich af";
    DID_SESSION_END_ALL = "beëindigde sessies";
    DID_SESSION_CONFIRM = "bevestigde het wachtwoord";
    DID_PERSON_ADD = "gaf toegang";
    DID_PERSON_CHANGE = "wijzigde persoon";
    DID_PERSON_PASSWORD = "wijzigde het wachtwoord";
    DID_INVITATION_CREATE = "nodigde uit";
    DID_INVITATION_REVOKE = "trok uitnodiging in";
    DID_JOB_KEY_CREATE = "maakte jobsleutel";
    DID_JOB_KEY_REMOVE = "verwijderde jobsleutel";
    DID_CALENDAR_MAKE = "maakte een agenda-adres";
    DID_CALENDAR_REVOKE = "trok een agenda-adres in";
    DID_RIGHTS_SCRIPT = "maakte een script voor Exchange";
    DID_WARNINGS_SETTINGS = "wijzigde de waarschuwingen";
    DID_WARNINGS_TEST = "stuurde een proefwaarschuwing";
    DID_BACKUP_MAKE = "maakte een back-up";
    DID_BACKUP_RESTORE = "zette een back-up terug";
    DID_EXPORT = "exporteerde accounts en mailboxen";
    DID_KEY_ROTATED = "ging over op een andere hoofdsleutel";
    DID_SEALED_DAMAGED = "vond iets versleutelds dat niet te openen is:";
    DID_AUDIT_EXPORT = "exporteerde het logboek";
    DID_MIGRATION_HAND_OVER = "importeerde Exchange-accounts";
    DID_MIGRATION_CHOOSE = "wees Exchange-account toe";
    DID_MIGRATION_FORGET = "vergat Exchange-account";
    DID_MIGRATION_REHEARSE = "begon een proefcontrole";
    DID_MIGRATION_SWITCH = "zette over naar Graph";
    DID_MIGRATION_SWITCHED = "bewees op Graph";
    DID_MIGRATION_PUT_BACK = "zette terug op Exchange";
    DID_MIGRATION_ROLL_BACK = "draaide terug";
    DID_MIGRATION_REPORT = "haalde het rapport van de migratie op";
    DID_WAVE_START = "begon een golf";
    DID_WAVE_DONE = "voltooide een golf";
    DID_WAVE_STOP = "stopte een golf";
    DID_WAVE_STOPPED_BY_FAILURES = "brak een golf af die te vaak mislukte";
    DID_WAVE_ROLL_BACK = "draaide een golf terug";
    DID_RUN_START = "begon een controle";
    DID_RUN_DONE = "voltooide een controle";
    DID_RUN_STOP = "stopte een controle";
    DID_RUN_RESUME = "liet een controle verdergaan";
    DID_KEY_ROTATE = "vernieuwde de hoofdsleutel";

    // --- Mailboxes: the list, one mailbox, adding one, test mail --------------
    ST_OK = "Werkt";
    ST_WARN = "Let op";
    ST_BAD = "Fout";
    ST_IDLE = "Nog niet getest";
    ST_BUSY = "Bezig";
    PARTLY = "Nog niet alles is getest: start Volledig bewijs";
    ALL_MAILBOXES = "Alles";
    MAILBOX_ONE = "{} mailbox";
    MAILBOX_MANY = "{} mailboxen";
    IN_ACCOUNTS = "{} in {2}";
    LISTED_ONE = "{} mailbox in deze lijst";
    LISTED_MANY = "{} mailboxen in deze lijst";
    EVERY_PURPOSE = "Elk gebruik";
    SORT_BY = "Sorteer op {}";
    CHOOSE_NAMED = "Selecteer {}";
    CHOOSE_ALL = "Selecteer wat geladen is";
    CHOSEN_ONE = "{} geselecteerd";
    CHOSEN_MANY = "{} geselecteerd";
    CHOOSE_CAUSE = "Selecteer alle {} met deze fout";
    LEFT_OF = "{} van {2} mailboxen";
    CHOOSE_FILTERED = "Selecteer alle {} met deze filters";
    CHOICE_BAR = "Met de selectie";
    CHOICE_CLEAR = "Selectie wissen";
    CHECK_EVERY = "Alles controleren";
    RUN_TITLE = "Controle van {}";
    RUN_PROOF_TITLE = "Volledig bewijs van {}";
    RUN_DONE = "{} van {2} gedaan";
    RUN_LEFT = "nog ongeveer {} s";
    RUN_LEFT_MINUTES = "nog ongeveer {} min";
    RUN_OVER = "Klaar";
    RUN_OVER_BAD = "Klaar, niet alles werkt";
    RUN_OVER_UNKNOWN = "Klaar, deels zonder antwoord";
    RUN_STOPPED = "Gestopt";
    RUN_RESUME = "Verdergaan";
    RUN_BY = "gestart door {}, {2}";
    RUN_ITEMS = "Mailboxen van deze controle";
    RUN_WAITS = "Wacht";
    RUN_NO_ANSWER = "Geen antwoord";
    RUN_REMOVED = "Verwijderd";
    RUN_FILTER = "Filter op uitkomst";
    RUN_NO_ITEMS = "Geen mailboxen met deze uitkomst.";
    RUN_MORE = "Meer tonen";
    RUNS = "Controles";
    RUNS_LINE = "Van de afgelopen 30 dagen; de nieuwste staat bovenaan. Een controle gaat door, ook als u dit venster sluit.";
    RUNS_NONE = "Nog geen controles";
    RUNS_NONE_TEXT = "Begin er een in het overzicht, met Alles controleren of met een selectie.";
    RUN_STOP = "Stoppen";
    RUN_CLOSE = "Sluiten";
    RUN_SEE = "Bekijk de uitkomst";
    RUN_OK = "{} werkt";
    RUN_BAD = "{} fout";
    RUN_UNKNOWN = "{} zonder antwoord";
    RUN_GONE = "{} verwijderd";
    LOADING_ROW = "Laden…";
    ADD_MAILBOX = "Mailbox toevoegen";
    FILTER_STATUS = "Filter op status";
    FILTER_TEXT = "Filter op naam of adres";
    FILTER_ACCOUNT = "Account";
    EVERY_ACCOUNT = "Alle accounts";
    CLEAR_FILTERS = "Wis filters";
    NO_MATCH = "Geen mailboxen met deze filters";
    NO_MATCH_TEXT = "Pas het filter aan, of wis het.";
    NO_MAILBOXES = "Nog geen mailboxen";
    NO_MAILBOXES_TEXT = "Voeg een mailbox toe aan een Graph-account. ImageCapture controleert hem meteen.";
    NO_MAILBOXES_HELPDESK = "Een beheerder kan mailboxen toevoegen.";
    CAUSES = "Oorzaken die aandacht vragen";
    MORE_CAUSES_ONE = "Nog {} oorzaak";
    MORE_CAUSES = "Nog {} oorzaken";
    FEWER_CAUSES = "Alleen de grootste oorzaken";
    SHOW_THESE = "Toon deze";
    TABLE = "Mailboxen";
    COL_MAILBOX = "Mailbox";
    COL_STATUS = "Status";
    COL_READ = "Lezen";
    COL_MOVE = "Verplaatsen";
    COL_SEND = "Verzenden";
    COL_ACCOUNT = "Account";
    COL_PROVED = "Laatst getest";
    COL_DAYS = "14 dagen";
    DAYS = "Laatste 14 dagen";
    DAYS_WERE = "Laatste 14 dagen: {} goed, {2} met een fout";
    COL_ACTIONS = "Acties";
    EXPORT_ROWS = "{} regels als CSV";
    EXPORT_HINT = "Wat nu gefilterd is, voor een spreadsheet";
    EXPORT_CAUSE = "Oorzaak";
    EXPORT_SINCE = "Sinds";
    EXPORT_PROVED = "Laatst getest op";
    LIGHT_YES = "ja";
    LIGHT_NO = "nee";
    LIGHT_UNKNOWN = "onbekend";
    LIGHT_NEVER = "nog niet getest";
    LIGHT_NOT_NEEDED = "niet nodig";
    CHECK = "Controleren";
    CHECK_NAMED = "Controleer {}";
    TEST_NAMED = "Testmail sturen vanaf {}";
    CHECK_AGAIN = "Opnieuw controleren";
    FULL_PROOF = "Volledig bewijs";
    FULL_PROOF_HINT = "Controleren leest alleen. Volledig bewijs maakt een eigen concept, wijzigt en verplaatst het en ruimt het op; bestaande mail blijft onaangeraakt.";
    LIGHTS_CARD = "Wat bewezen is";
    MAILBOX_CARD = "Mailbox";
    ADDRESS = "Adres";
    SIGNED_IN_AS = "Aangemeld als";
    WORKS_ON = "Werkt op";
    USED_FOR = "Gebruik";
    ADDED = "Toegevoegd";
    REMOVE_MAILBOX = "Mailbox verwijderen";
    LEAVES = "{} wordt verwijderd.";
    LEAVES_NOT = "{} is niet verwijderd. {2}";
    UNDO = "Ongedaan maken";
    REMOVE_MAILBOX_TEXT = "ImageCapture gebruikt deze mailbox dan niet meer. Mail in Microsoft 365 blijft staan.";
    ADD_LEAD = "Een eigen of een gedeelde mailbox. ImageCapture controleert hem meteen na het toevoegen.";
    MAILBOX_ADDRESS = "E-mailadres";
    MAILBOX_ADDRESS_HINT = "of plak een hele lijst";
    MAILBOX_NAME_HINT = "mag leeg blijven";
    ADD = "Toevoegen";
    CHOOSE_ACCOUNT = "Graph-account";
    ADDED_ONES = "Mailboxen van dit account";

    LIST_FOUND_ONE = "{} mailbox in uw lijst";
    LIST_FOUND_MANY = "{} mailboxen in uw lijst";
    LIST_HERE = "staat al bij {}";
    LIST_ADDED = "Toegevoegd";
    LIST_DROP = "Haal {} uit de lijst";
    LIST_TWICE_ONE = "{} adres stond er dubbel in.";
    LIST_TWICE_MANY = "{} adressen stonden er dubbel in.";
    LIST_UNREAD_ONE = "{} regel is geen e-mailadres";
    LIST_UNREAD_MANY = "{} regels zijn geen e-mailadres";
    LIST_BEYOND = "Hier staan de eerste {} van uw lijst. Plak de andere {2} daarna.";
    LIST_ADD_ONE = "{} mailbox toevoegen";
    LIST_ADD_MANY = "{} mailboxen toevoegen";
    LIST_CLOSE = "Sluit de lijst";
    LIST_DONE = "{} van {2} toegevoegd";

    W3_TITLE = "Voeg mailboxen toe";
    W3_LEAD = "Welke mailboxen gebruikt ImageCapture met dit account? De aangemelde persoon moet ze in Exchange mogen openen.";
    W3_HELP = "Gedeelde mailbox?";
    W3_HELP_1 = "De aangemelde persoon heeft Full Access nodig om te lezen en te verplaatsen.";
    W3_HELP_2 = "Voor verzenden is ook Send As nodig.";
    W3_HELP_3 = "Nieuwe rechten in Exchange kunnen een uur op zich laten wachten.";
    W4_TITLE = "Stuur een testmail";
    W4_LEAD = "Van de mailbox naar zichzelf: verzonden, aangekomen, teruggevonden en opgeruimd.";
    W4_FROM = "Vanuit mailbox";
    W4_DONE = "Naar het overzicht";
    W4_HELP = "Wat betekenen de woorden?";
    W4_DELIVERED = "Bezorgd";
    W4_HELP_1 = ": Microsoft nam de mail aan. Meer is bij een ander adres niet te weten.";
    W4_HELP_2 = ": de mail is teruggevonden in het Postvak IN.";
    W4_HELP_3 = ": Microsofts antwoord bleef uit. Wij versturen nooit vanzelf opnieuw.";
    NO_SEND = "Dit account is niet om te versturen. U kunt deze stap overslaan.";

    TEST_MAIL_CARD = "Testmail";
    SEND_TEST_MAIL = "Testmail sturen";
    MAIL_TO = "Aan";
    MAIL_SUBJECT_LABEL = "Onderwerp";
    MAIL_TEXT_LABEL = "Tekst";
    MAIL_SUBJECT = "Testmail van ImageCapture";
    MAIL_TEXT = "Deze testmail is verstuurd vanuit het beheerpaneel van ImageCapture.";
    MAIL_ROUND_TRIP = "Naar de mailbox zelf: wij zoeken de mail op in het Postvak IN en ruimen hem op.";
    MAIL_OTHER = "Naar een ander adres: wij zien dat Microsoft de mail aanneemt, niet of hij aankomt.";
    MAILS_SENT = "Verstuurde testmails";
    M_SENDING = "Onderweg naar Microsoft";
    M_SENDING_LINE = "Even geduld.";
    M_ACCEPTED = "Aangenomen";
    M_ACCEPTED_LINE = "Microsoft nam de mail aan. Of hij aankwam, ziet de ontvanger.";
    M_LOOKING_LINE = "Microsoft nam de mail aan. Wij zoeken hem in het Postvak IN.";
    M_ARRIVED = "Bezorgd in {} s";
    M_ARRIVED_LINE = "Teruggevonden in het Postvak IN en opgeruimd.";
    M_NOT_YET = "Nog niet bezorgd";
    M_NOT_YET_LINE = "Aangenomen, maar niet gevonden in de tijd dat wij zochten.";
    M_UNKNOWN = "Onbekend";
    M_UNKNOWN_LINE = "Kijk in Verzonden items. Wij versturen niet vanzelf opnieuw.";
    M_FAILED = "Mislukt";
    M_FAILED_LINE = "Microsoft weigerde de mail.";


    // --- The migration from Exchange accounts to Graph, and words for what stands in its answers ---
    MIG = "Migratie";
    MIG_LINE = "Oude Exchange-accounts gaan naar Graph: eerst bewijzen, dan in golven overzetten, en terugdraaien kan 14 dagen lang.";
    EX_ONE = "{} Exchange-account";
    EX_MANY = "{} Exchange-accounts";
    MIG_NONE = "Nog geen Exchange-accounts";
    MIG_NONE_TEXT = "Importeer de lijst met oude accounts, als CSV of JSON. Er verandert niets aan ImageCapture tot u een golf start.";
    MIG_WHERE = "Waar de accounts staan";
    MIG_NONE_HELPDESK = "Er zijn geen Exchange-accounts die nog overgaan.";
    MIG_CAUSES = "Wat in de weg zit";
    MIG_FILTER = "Filter op stand";
    MIG_TEXT = "Filter op adres";
    MIG_TABLE = "Exchange-accounts";
    MIG_STAND = "Stand";
    MIG_FIT = "Graph-account en plaats";
    MIG_WAVE = "Golf";
    MIG_NO_FIT = "geen Graph-account";
    MIG_BY_HAND = "{} (met de hand)";
    MIG_SEND = "Verzenden is nog niet bewezen: stuur een testmail";
    MIG_NO_MATCH = "Geen Exchange-accounts met deze filters";
    MIG_CHOOSE_ALL = "Selecteer alles in deze lijst";
    MIG_LISTED_ONE = "{} Exchange-account in deze lijst";
    MIG_LISTED_MANY = "{} Exchange-accounts in deze lijst";
    MIG_REPORT = "Rapport als CSV";
    MIG_PRINT = "Afdrukken";
    MIG_LEFT_OUT_ONE = "{} account deed niet mee: er past geen Graph-account bij. De regel zegt waarom.";
    MIG_LEFT_OUT_MANY = "{} accounts deden niet mee: er past geen Graph-account bij. Hun regels zeggen waarom.";

    REHEARSE = "Proefcontrole";
    REHEARSAL = "Proefcontrole van {}";
    REHEARSE_HINT = "Meldt aan en leest; ImageCapture blijft Exchange gebruiken.";

    WAVES = "Golven";
    WAVES_NONE = "Nog geen golf. De eerste gaat over 5 accounts, dan 50, dan de rest.";
    WAVE_TITLE = "Golf {}";
    WAVE_NEXT = "Volgende golf";
    WAVE_START = "Golf starten";
    WAVE_ASK = "Golf starten met {}?";
    WAVE_TEXT = "Zij gebruiken daarna Graph in plaats van Exchange en worden meteen volledig bewezen. Wat mislukt, gebruikt vanzelf weer Exchange. Mislukt meer dan 2%, dan stopt de golf vanzelf. Terugdraaien kan tot {}.";
    WAVE_PARTLY = "Van de {} gekozen accounts zijn er {2} klaar om over te gaan. Alleen die gaan over.";
    WAVE_SIZE = "Hoeveel accounts";
    WAVE_SIZE_HINT = "eerst 5, dan 50, dan de rest; {} klaar";
    WAVE_SIZE_WRONG = "Vul een getal van 1 of meer in.";
    WAVE_DONE = "{} van {2} gedaan";
    WAVE_SWITCHED = "{} op Graph";
    WAVE_FAILED = "{} mislukt, weer op Exchange";
    WAVE_SKIPPED = "{} overgeslagen";
    WAVE_BACK = "{} teruggedraaid";
    WAVE_ITEMS = "Accounts van deze golf";
    WAVE_NO_ITEMS = "Geen accounts met deze filters.";
    WAVE_CAUSE = "Oorzaak";
    WAVE_EVERY_CAUSE = "Elke oorzaak";
    WAVE_STOPPED = "De golf stopte vanzelf: meer dan 2% mislukte.";
    WAVE_STOPPED_TEXT = "Wat mislukte, gebruikt weer Exchange; wat nog wachtte, is niet overgezet. Los de oorzaken hieronder op, doe een proefcontrole, en start een volgende golf.";
    ROLL_BACK = "Terugdraaien";
    ROLL_BACK_UNTIL = "Terugdraaien kan tot {}.";
    ROLL_BACK_ASK = "{} terugdraaien?";
    ROLL_BACK_TEXT = "ImageCapture gebruikt daarna weer het oude Exchange-account. Dat werkt alleen zolang Microsoft het nog toelaat.";
    ROLL_BACK_PARTLY = "Van de {} gekozen accounts gebruiken er {2} Graph. Alleen die gaan terug.";

    FIT = "Toewijzen";
    FIT_ASK = "{} toewijzen";
    FIT_TEXT = "Kies zelf waar domein en server het niet zeggen. Wat onder een ander Graph-account is bewezen, krijgt een nieuwe proefcontrole.";
    FIT_KEEP = "Laten zoals het is";
    FIT_DOMAIN = "Aan het domein overlaten";
    FIT_SERVER = "Aan server en domein overlaten";
    FIT_PLACE = "Plaats van de mailbox";
    FORGET = "Vergeten";
    FORGET_ASK = "{} vergeten?";
    FORGET_TEXT = "Ze verdwijnen uit deze lijst. Wat Graph al gebruikt, blijft Graph gebruiken. Importeren zet ze terug.";

    IMP = "Exchange-accounts importeren";
    IMP_LINE = "Plak de lijst of kies een bestand. U ziet eerst wat er gebeurt; er verandert niets zolang een regel niet klopt.";
    IMP_TEXT = "Lijst";
    IMP_HINT = "per regel adres;doelen;server, of JSON";
    IMP_EXAMPLE = "facturen@contoso.nl;import;outlook.office365.com";
    IMP_PURPOSES = "Doelen: import, export_job, image_viewer, password_reset, address_change, of send voor alles wat verstuurt. Namen van kolommen in de eerste regel mogen. De server mag leeg blijven.";
    IMP_FILE = "Bestand kiezen";
    IMP_DROP = "of sleep het hierheen";
    IMP_TRY = "Laat zien wat er gebeurt";
    IMP_GO = "Importeren";
    IMP_EMPTY = "Plak een lijst of kies een bestand.";
    IMP_LARGE = "Dit is groter dan 2 MB. Zo'n bestand past niet in één keer: 5.000 accounts zijn ongeveer 300 kB. Kies het bestand met alleen adres, doelen en server, of deel het op.";
    IMP_NOT_JSON = "Dit begint als JSON, maar is het niet. Kijk of het begin en het einde erbij staan.";
    IMP_RESULT = "Wat er gebeurt";
    IMP_DONE = "Geïmporteerd";
    IMP_NEW = "Nieuw";
    IMP_UPDATED = "Bijgewerkt";
    IMP_UNCHANGED = "Ongewijzigd";
    IMP_SWITCHED = "Al op Graph, blijft zo";
    IMP_MAILBOXES = "Al een mailbox hier";
    IMP_NO_FIT = "Geen Graph-account past";
    IMP_MANY_FIT = "Meerdere Graph-accounts passen";
    IMP_BAD_ONE = "{} regel klopt niet. Er is niets geïmporteerd.";
    IMP_BAD_MANY = "{} regels kloppen niet. Er is niets geïmporteerd.";
    IMP_BAD_TEXT = "Verbeter ze in de lijst of in het bestand, en kijk opnieuw.";
    IMP_ITEM = "Element {}, {2}: ";
    IMP_ROW = "Regel {}, {2}: ";
    IMP_MORE = "En nog {}.";
    IMP_TO_LIST = "Naar de migratie";

    MIG_STATE_STAYS = "Blijft op Exchange";
    MIG_STATE_WAITING = "Wacht op proefcontrole";
    MIG_STATE_READY = "Klaar om over te gaan";
    MIG_STATE_ACTION = "Actie nodig";
    MIG_STATE_UNKNOWN = "Geen antwoord";
    MIG_STATE_SWITCHING = "Gaat nu over";
    MIG_STATE_SWITCHED = "Op Graph";

    PLACE_EXCHANGE_ONLINE = "Microsoft 365";
    PLACE_ON_PREMISES = "eigen Exchange-server";
    PLACE_UNKNOWN = "plaats onbekend";

    WAVE_STATE_RUNNING = "Bezig";
    WAVE_STATE_DONE = "Klaar";
    WAVE_STATE_STOPPED_BY_FAILURES = "Vanzelf gestopt";
    WAVE_STATE_STOPPED = "Gestopt";
    WAVE_STATE_ROLLED_BACK = "Teruggedraaid";

    WAVE_ITEM_WAITING = "Wacht";
    WAVE_ITEM_SWITCHING = "Gaat nu over";
    WAVE_ITEM_SWITCHED = "Op Graph";
    WAVE_ITEM_FAILED = "Mislukt";
    WAVE_ITEM_SKIPPED = "Overgeslagen";
    WAVE_ITEM_ROLLED_BACK = "Teruggedraaid";

    ROW_ROW = "hele regel";
    ROW_ADDRESS = "adres";
    ROW_PURPOSES = "doelen";
    ROW_SERVER = "server";

    FAULT_EMPTY = "er staat niets.";
    FAULT_NOT_AN_ADDRESS = "dit is geen e-mailadres.";
    FAULT_TWICE = "dit adres staat al hoger in de lijst.";
    FAULT_UNKNOWN_PURPOSE = "dit doel bestaat niet; gebruik bijvoorbeeld import of send.";
    FAULT_NOT_ASERVER = "dit is geen naam van een server.";
    FAULT_UNREADABLE = "dit is niet te lezen als adres, doelen en server.";

    // --- Words for the names of `contract`: owners, abilities, permissions, and what can be wrong with a field ---
    CLOUD_GLOBAL = "wereldwijd";
    CLOUD_US_GOVERNMENT = "VS overheid (GCC High)";
    CLOUD_US_DEFENSE = "VS defensie (DoD)";
    CLOUD_CHINA = "China (21Vianet)";

    OWNER_YOU = "u zelf";
    OWNER_ADMIN = "een beheerder van ImageCapture";
    OWNER_MAILBOX_OWNER = "de eigenaar van de mailbox, of wie Exchange beheert";
    OWNER_ENTRA_ADMIN = "een beheerder van Microsoft Entra";
    OWNER_NETWORK = "wie het netwerk van de server beheert";
    OWNER_MICROSOFT = "Microsoft; het herstelt vanzelf";
    OWNER_US = "de makers van ImageCapture";

    ABLE_SIGN_IN = "Aanmelden";
    ABLE_SIGN_IN_MEANS = "Microsoft geeft een token";
    ABLE_READ = "Lezen";
    ABLE_READ_MEANS = "Postvak IN is geopend";
    ABLE_MODIFY = "Wijzigen";
    ABLE_MODIFY_MEANS = "Een eigen concept is gemaakt en gewijzigd";
    ABLE_MOVE = "Verplaatsen";
    ABLE_MOVE_MEANS = "Het concept is verplaatst en opgeruimd";
    ABLE_SEND = "Verzenden";
    ABLE_SEND_MEANS = "Een mail vanaf dit adres is aangenomen";
    ABLE_SENT_ITEMS = "Afzender en Verzonden items";
    ABLE_SENT_ITEMS_MEANS = "Afzender en kopie kloppen";

    SCOPE_MAIL_READ_WRITE_SHARED = "Lezen, wijzigen en verplaatsen";
    SCOPE_MAIL_READ_WRITE_SHARED_USE = "Documenten ophalen en opbergen";
    SCOPE_MAIL_SEND_SHARED = "Verzenden";
    SCOPE_MAIL_SEND_SHARED_USE = "Exporttaken, viewer, wachtwoorden";

    PURPOSE_IMPORT = "Importeren";
    PURPOSE_EXPORT_JOB = "Exporttaken";
    PURPOSE_IMAGE_VIEWER = "Viewer";
    PURPOSE_PASSWORD_RESET = "Wachtwoorden";
    PURPOSE_ADDRESS_CHANGE = "Adreswijzigingen";

    // --- Rights in Exchange that are missing, and the script that gives them ---
    X_TITLE = "Ontbrekende rechten in Exchange";
    X_MAKE = "Maak script";
    X_ONE = "{} recht ontbreekt";
    X_MANY = "{} rechten ontbreken";
    X_SCRIPT = "Script voor Exchange Online";
    X_CODE = "Tekst van het script";
    X_LEAD = "Geeft precies wat de laatste controles misten, en niets anders. Voer het uit in PowerShell als iemand die Exchange beheert; Install-Module ExchangeOnlineManagement is eenmalig nodig.";
    X_COPY_UNDO = "Kopieer terugdraaien";
    X_UNDO = "Terugdraaien";
    X_MISSING = "Wat ontbreekt";
    X_FULL = "Full Access voor {}";
    X_SEND_AS = "Send As voor {}";
    X_LACKS = "Ontbreekt";
    X_THERE = "Aangekomen";
    X_ARRIVED = "{} van {2} werkt al";
    X_WATCH = "Microsoft doet er tot een uur over. Wij controleren deze mailboxen elke vijf minuten opnieuw, tot {}.";
    X_NOW = "Controleer nu";
    X_SENDS = "Of Send As is aangekomen, blijkt alleen uit een testmail vanaf de mailbox.";
    X_MORE = "en nog {}";


    // --- Client secrets: when they end ----------------------------------------
    CAL_TITLE = "Secretkalender";
    CAL_ONE = "{} clientsecret";
    CAL_MANY = "{} clientsecrets";
    CAL_TABLE = "Wanneer secrets verlopen";
    CAL_ENDS = "Verloopt";
    CAL_THEN = "Wat er dan gebeurt";
    CAL_NONE = "Er is nog geen clientsecret. Dat komt met het eerste Graph-account.";
    CAL_SLOT = "{}, begint met {2}";
    SLOT_CURRENT = "In gebruik";
    SLOT_NEXT = "Staat klaar";
    SLOT_PREVIOUS = "Reserve";
    CAL_STOPS = "Dan stoppen {}.";
    CAL_STOPS_ONE = "Dan stopt {}.";
    CAL_STOPPED = "{} werken niet meer.";
    CAL_STOPPED_ONE = "{} werkt niet meer.";
    CAL_NOTHING = "Niets: een ander secret is in gebruik.";
    CAL_NOBODY = "Niets: dit account heeft geen mailboxen.";

    FEEDS = "In uw eigen agenda";
    FEEDS_LINE = "Outlook en andere agenda’s lezen dit adres zelf: voeg het toe als internetagenda. Wie het heeft, ziet namen en dagen, niets anders.";
    FEED_NAME_HINT = "wie of welke agenda";
    FEED_LANG = "Taal van de afspraken";
    FEED_MAKE = "Agenda-adres maken";
    FEED_ADDRESS = "Agenda-adres";
    FEED_REMOVE = "Verwijder agenda-adres {}";
    FEED_REMOVED = "Dat agenda-adres werkt niet meer.";
    FEED_READ = "laatst gelezen {}";
    FEED_UNREAD = "nog niet gelezen";

    ROT_NEXT = "Volgend secret";
    ROT_NEXT_LINE = "Maak in Entra een tweede secret, onder Certificates & secrets. Wij testen het naast het secret in gebruik; pas als u wisselt, telt het.";
    ROT_WAITING = "Het volgende secret werkt en staat klaar.";
    ROT_READY_LINE = "Getest bij Microsoft en klaar om in gebruik te nemen. Het secret van nu blijft daarna als reserve.";
    ROT_SWAP = "Wissel nu";
    ROT_SWAPPED = "Gewisseld. Alle mailboxen van dit account worden nu gecontroleerd.";
    ROT_FORGET = "Vergeet dit secret";
    ROT_FORGOTTEN = "Dat secret is hier vergeten.";
    ROT_OLD = "Vorig secret";
    ROT_OLD_LINE = "Blijft tot zijn einddatum als reserve. Werkt alles met het nieuwe? Verwijder dan in Entra het secret dat begint met {}.";
    ROT_BACK = "Zet terug";
    ROT_REMOVED = "Is verwijderd in Entra";


    // --- Several sign-ins of one account, and moving mailboxes between them ---
    SI_TITLE = "Aanmeldingen";
    SI_LEAD = "ImageCapture gebruikt mailboxen namens wie zich heeft aangemeld. Hier ziet u wat stopt als iemand vertrekt, en wat een ander kan overnemen.";
    SI_STOPS = "Als deze persoon vertrekt, stopt";
    SI_NOTHING = "Niets: deze aanmelding draagt geen mailbox.";
    SI_FOR = "{} voor {2}";
    SI_WITHOUT_ONE = "{} mailbox heeft geen aanmelding.";
    SI_WITHOUT = "{} mailboxen hebben geen aanmelding.";
    SI_TABLE = "Wie draagt welke mailbox";
    SI_MOVE_TITLE = "Verplaatsen naar een andere aanmelding";
    SI_MOVE_LINE = "Elke mailbox wordt eerst gelezen met de andere aanmelding. Alleen waar dat lukt, verhuist hij; de rest blijft staan en blijft werken.";
    SI_ALONE = "Er is één aanmelding. Laat een collega toestemming geven; daarna kunnen mailboxen verhuizen.";
    SI_ANOTHER = "Nog iemand aanmelden";
    SI_TO = "Naar";
    SI_TRY = "Proberen";
    SI_MOVE = "Verplaatsen";
    SI_NOTHING_CHOSEN = "Kies eerst mailboxen in de tabel.";
    SI_TRIED = "{} kunnen verhuizen, {2} niet.";
    SI_MOVED = "{} verplaatst, {2} gebleven.";
    SI_CAN = "kan overnemen";
    SI_CANNOT = "kan niet overnemen";
    SI_HERE = "draagt deze";
    SI_FIRST = "Hier staan de eerste 500 mailboxen.";
    SI_LINK = "Wie draagt welke mailbox";


    // --- The command palette, the keys, and what the panel says about itself: cut off, out of date, slow ---
    P_TITLE = "Zoeken en opdrachten";
    P_FIELD = "Zoek mailbox, account of actie";
    P_MAILBOXES = "Mailboxen";
    P_ACCOUNTS = "Graph-accounts";
    P_ACTIONS = "Acties";
    P_HELP = "Hulp";
    P_CHECK = "Controleer {}";
    P_DIAGNOSIS = "Open de diagnose";
    P_NOTHING = "Niets gevonden";
    P_ONE = "{} resultaat";
    P_MANY = "{} resultaten";
    P_CAUSE = "Toon mailboxen met deze oorzaak";
    P_OVERVIEW = "Naar het overzicht van mailboxen";
    P_FAILING = "Toon mailboxen met een fout";
    P_LANGUAGE = "Taal: {}";
    P_LIGHT = "Kleuren: licht";
    P_DARK = "Kleuren: donker";
    P_SYSTEM = "Kleuren: als het systeem";

    KEYS = "Sneltoetsen";
    KEYS_THEN = "dan";
    KEYS_OR = "of";
    KEYS_LEAD = "Alles in dit paneel werkt ook zonder muis: Tab gaat verder, Enter of spatie kiest, Esc sluit.";
    KEYS_EVERYWHERE = "Overal";
    KEYS_LIST = "In de lijst met mailboxen";
    KEYS_KEY = "Toets";
    KEYS_DOES = "Wat hij doet";
    KEYS_SWITCH = "Sneltoetsen van één letter";
    KEYS_SWITCH_LINE = "Zet ze uit als u spraakbesturing gebruikt, of als ze in de weg zitten. Ctrl K blijft werken.";
    K_PALETTE = "Zoeken en opdrachten openen";
    K_FILTER = "Naar het filter van de lijst";
    K_HELP = "Deze pagina";
    K_GO_MAILBOXES = "Naar mailboxen";
    K_GO_ACCOUNTS = "Naar Graph-accounts";
    K_GO_CHECK = "Naar mailbox controleren";
    K_GO_MIGRATION = "Naar migratie";
    K_GO_LOG = "Naar logboek";
    K_SUBMIT = "Het formulier versturen";
    K_ESC = "Sluiten, of de selectie wissen";
    K_DOWN = "Een mailbox omlaag";
    K_UP = "Een mailbox omhoog";
    K_SELECT = "Selecteren";
    K_RANGE = "Selectie uitbreiden";
    K_OPEN = "De mailbox openen";
    K_CHECK = "Controleren";
    K_TEST = "Testmail sturen";

    OFFLINE = "Uw computer heeft geen verbinding. Wat u ziet en hebt ingevuld, blijft staan; zodra de verbinding terug is, gaat het vanzelf verder.";
    AWAY_WORKS = "ImageCapture zelf werkt los van dit paneel: jobs die al een token hebben, gaan door.";
    NEW_VERSION = "Er is een nieuwe versie van dit paneel. Vernieuw wanneer het u uitkomt.";
    PIECE_TITLE = "Dit deel van het paneel kwam niet aan";
    PIECE_TEXT = "Misschien was de verbinding even weg: probeer het opnieuw. Blijft het zo, dan staat er een nieuwe versie op de server, die u met Vernieuwen krijgt.";
    RELOAD = "Vernieuwen";
    SLOW = "Dit duurt langer dan gewoonlijk. Wij wachten nog op de server.";


    // --- Verdicts, what helpdesk may say, and the page for checking one mailbox ---
    MX_TITLE = "Gevraagd, verleend en bewezen";
    MX_HINT = "Wat bewezen is, beslist: een verleend recht zegt nog niets over Exchange.";
    MX_NEED = "Nodig om te";
    MX_ASKED = "Gevraagd";
    MX_GRANTED = "Verleend";
    MX_PROVED = "Bewezen";
    HISTORY = "Wat er gebeurde";
    HISTORY_MORE = "Alles in het logboek";
    VERDICT = "Oordeel";
    SINCE = "sinds";
    PROVED = "laatst getest:";
    V_OK = "ImageCapture leest, verplaatst en verstuurt mail";
    V_OK_IMPORT = "ImageCapture leest en verplaatst mail";
    V_OK_SEND = "ImageCapture verstuurt mail namens deze mailbox";
    V_WARN = "Deze mailbox werkt, maar vraagt aandacht";
    V_UNSEEN = "Of deze mailbox nu werkt, is niet te zien";
    V_IDLE = "Nog niet alles is getest";
    V_IDLE_LINE = "Wat groen is, is bewezen. De rest blijkt uit Volledig bewijs en een testmail.";
    ST_STALE = "Verouderd";
    STALE_WHY = "De controle loopt achter";
    V_STALE = "Dit is te lang niet gecontroleerd";
    V_STALE_LINE = "De laatste keer werkte alles. Onze controles lopen achter; of het nu werkt, weten wij niet.";
    STALE_REMEDY = "Controleer de mailbox. Blijven controles achterlopen, dan moet een beheerder naar de server van ImageCapture kijken.";
    V_BUSY = "De controle loopt";
    V_BAD_SIGN_IN = "ImageCapture kan zich niet aanmelden bij Microsoft";
    V_BAD_READ = "ImageCapture kan deze mailbox niet openen";
    V_BAD_MODIFY = "ImageCapture leest mail, maar kan niets wijzigen";
    V_BAD_MOVE = "ImageCapture leest mail, maar kan niets verplaatsen";
    V_BAD_SEND = "ImageCapture kan niet versturen vanaf deze mailbox";
    V_BAD_SENT_ITEMS = "Verzonden mail krijgt niet de juiste afzender of kopie";
    RUN_STEP = "Stap {} van {2}";
    NOBODY_NEEDED = "Niemand hoeft iets te doen.";
    IDLE_REMEDY = "Een beheerder start Volledig bewijs bij deze mailbox en stuurt een testmail.";
    SAY_TITLE = "Zeg tegen de beller";
    SAY_OK = "“Uw mailbox is verbonden en werkt. Mist u nog iets, noem mij dan afzender en tijdstip; dan zoeken wij verder.”";
    SAY_WARN = "“Uw mailbox werkt. Onze beheerder moet binnenkort iets vernieuwen; daar hoeft u niets voor te doen.”";
    SAY_IDLE = "“Deze mailbox is nog niet helemaal getest. Ik laat dat nu doen en kom bij u terug.”";
    SAY_OUTAGE = "“De verbinding met Microsoft is nu gestoord. Uw mail blijft bewaard in uw mailbox. Wij houden het in de gaten.”";
    SAY_SEND = "“Versturen vanaf dit adres lukt nu niet. Er is niets kwijt. Ik meld het bij onze beheerder.”";
    SAY_UNKNOWN = "“Dit adres is bij ons bekend, maar Microsoft kent geen mailbox met deze naam. Klopt de spelling? Dan meld ik het nu bij onze beheerder.”";
    SAY_STOPPED = "“Uw mail komt aan en blijft bewaard in uw mailbox. De verwerking staat stil. Ik meld het nu bij onze beheerder.”";
    LAST_KNOWN = "Laatst bekend";
    NO_ANSWER = "Microsoft antwoordt niet binnen 8 s";
    CHECK_FIELD = "E-mailadres van de mailbox";
    CHECK_PLACEHOLDER = "naam@bedrijf.nl";
    COPY_DIAGNOSIS = "Kopieer diagnose";
    SHARE_DIAGNOSIS = "Deel diagnose";
    REPORT = "Meld per mail";
    REPORT_HINT = "Opent uw eigen mailprogramma; u kiest aan wie.";
    REPORT_TO = "Meld aan {}";
    REPORT_TO_ALL = "Meld aan de beheerders";
    REPORT_TO_HINT = "Opent uw eigen mailprogramma, met de mail klaar voor {}.";
    MAIL_CARD = "Wat er binnenkomt";
    MAIL_INBOX = "Postvak IN";
    MAIL_EMPTY = "Leeg: er wacht niets";
    MAIL_WAITS_ONE = "1 bericht wacht";
    MAIL_WAITS_MANY = "{} berichten wachten";
    MAIL_UNREAD = "{} ongelezen";
    MAIL_NEWEST = "het nieuwste kwam";
    MAIL_FETCHED = "ImageCapture kwam het laatst mail halen";
    MAIL_NEVER_FETCHED = "nog niet, voor zover bekend";
    SENDER_TITLE = "Is de mail van iemand aangekomen?";
    SENDER_FIELD = "E-mailadres van de afzender";
    SENDER_HINT = "de laatste 24 uur; u ziet alleen of en wanneer";
    SENDER_FIND = "Zoek de mail";
    SENDER_YES = "Ja, van {} kwam het laatst mail op {2}";
    SENDER_IN_INBOX = "De mail staat in Postvak IN en wacht op ImageCapture.";
    SENDER_IN_JUNK = "De mail staat bij de ongewenste mail; daar kijkt ImageCapture niet. Wie de mailbox beheert, kan hem naar Postvak IN verplaatsen.";
    SENDER_ELSEWHERE = "De mail staat niet meer in Postvak IN: ImageCapture of iemand anders heeft hem verplaatst.";
    SENDER_NO = "Nee, de laatste 24 uur kwam er niets van {}";
    SENDER_NO_TEXT = "Vraag de beller naar welk adres de mail ging, en of er een foutbericht terugkwam.";
    COPY_LINK = "Kopieer link";
    DIAGNOSIS = "Diagnose";
    KEPT = "Zo stond deze mailbox ervoor op {}, bewaard door {2}.";
    KEPT_UNTIL = "Dit verandert niet meer. Wie zich hier kan aanmelden, kan deze link openen tot {}. Er staat geen onderwerp of tekst van mail in, geen secret en geen token.";
    HOW_NOW = "Hoe het nu is";
    KEPT_GONE = "Deze diagnose is er niet (meer)";
    KEPT_GONE_TEXT = "Een diagnose blijft 90 dagen bewaard. Controleer de link, of controleer de mailbox opnieuw.";
    OPEN_MAILBOX = "Naar de mailbox";
    UNKNOWN_MAILBOX = "Deze mailbox staat niet in ImageCapture";
    UNKNOWN_MAILBOX_TEXT = "ImageCapture doet niets met {}. Controleer het adres, of laat een beheerder de mailbox toevoegen.";
    ON_EXCHANGE = "Deze mailbox loopt nog via het oude Exchange-account";
    ON_EXCHANGE_TEXT = "Pas na de migratie kan {} hier gecontroleerd worden. Nu is de stand: “{2}”.";
    ON_EXCHANGE_STAYS = "{} staat op een eigen Exchange-server en blijft zo lopen. Controleren kan hier niet.";
    SAY_ON_EXCHANGE = "“Uw mailbox wordt nog op de oude manier opgehaald. Ik kan hem hier niet meten; ik vraag het na bij onze beheerder en kom bij u terug.”";
    CHECK_EMPTY = "Vul het adres in van de mailbox waarover de beller belt. U ziet meteen hoe die ervoor staat, terwijl wij hem opnieuw controleren.";


    // --- Warnings: where they go, and what was told ---------------------------
    W_TITLE = "Waarschuwingen";
    W_LINE = "Bij elke verandering één bericht: een mailbox valt uit of herstelt, een mailbox is stil, een secret verloopt over 60, 30, 7 dagen of 1 dag.";
    W_WHERE = "Waarheen";
    W_FROM = "Mail vanuit mailbox";
    W_FROM_HINT = "een mailbox van ImageCapture die verstuurt";
    W_TO = "Aan";
    W_TO_HINT = "meerdere adressen: scheid ze met een komma";
    W_LANG = "Taal van de mail";
    W_HOOK = "Webhook";
    W_HOOK_HINT = "https-adres dat berichten ontvangt";
    W_HOOK_NEW = "Nieuw ondertekeningssecret";
    W_HOOK_NEW_HINT = "Het oude geldt dan niet meer. Een eerste webhook krijgt er vanzelf een.";
    W_HOOK_SECRET = "Ondertekeningssecret";
    W_SILENT = "Stil na zoveel uur";
    W_SILENT_HINT = "zonder geslaagde controle; 0 is nooit";
    W_TEST = "Testbericht sturen";
    W_TESTED = "De proef is onderweg. Hieronder ziet u hoe die aankomt.";
    W_TOLD = "Verstuurde waarschuwingen";
    W_NOTHING = "Nog niets verstuurd.";
    W_NOBODY = "Er was niemand om het te melden.";
    W_RECOVERED = "{} werkt weer";
    W_SECRET = "Secret van {} verloopt {2}";
    W_SILENCE = "{} is stil sinds {2}";
    W_TRY = "Proef";
    W_BY_MAIL = "Mail";
    W_SENT = "{}: aangenomen";
    W_WAITING = "{}: wordt nog geprobeerd";
    W_UNKNOWN = "{}: misschien aangekomen";
    W_FAILED = "{}: niet gelukt";
    W_TRIES = "{} keer geprobeerd";

    I_MAIL_FROM = "Kies een mailbox die ImageCapture kent en waarmee het verstuurt.";
    I_MAIL_TO = "Vul in aan wie de mail gaat.";
    I_HOOK = "Vul een adres in dat begint met https://.";
    I_HOURS = "Vul een aantal uren in, van 0 tot 2160.";


    // --- Moments and days in words --------------------------------------------
    MONTHS = "januari februari maart april mei juni juli augustus september oktober november december";
    DAY_OF_MONTH = "{} {2}";
    OF_YEAR = "{} {2}";
    AT_TIME = "{} om {2}";
    JUST_NOW = "zojuist";
    MINUTE_AGO = "{} minuut geleden";
    MINUTES_AGO = "{} minuten geleden";
    HOUR_AGO = "{} uur geleden";
    HOURS_AGO = "{} uur geleden";
    DAYS_AGO = "{} dagen geleden";
    YEARS_AGO = "{} jaar geleden";
    YESTERDAY = "gisteren";
    TODAY = "vandaag";
    TOMORROW = "morgen";
    IN_MINUTE = "over {} minuut";
    IN_MINUTES = "over {} minuten";
    IN_HOUR = "over {} uur";
    IN_HOURS = "over {} uur";
    IN_DAYS = "over {} dagen";
    IN_YEARS = "over {} jaar";


    // --- Mails of the backend, and the calendar of secrets --------------------
    WARN_BAD_ONE = "{} mailbox werkt niet";
    WARN_BAD_MANY = "{} mailboxen werken niet";
    WARN_SILENT_ONE = "{} mailbox is stil";
    WARN_SILENT_MANY = "{} mailboxen zijn stil";
    WARN_SECRET_ONE = "{} clientsecret verloopt";
    WARN_SECRET_MANY = "{} clientsecrets verlopen";
    WARN_RECOVERED_ONE = "{} mailbox werkt weer";
    WARN_RECOVERED_MANY = "{} mailboxen werken weer";
    WARN_TEST = "proefmelding";
    WARN_LINE_BAD = "{} <{2}> werkt niet sinds {3}.";
    WARN_LINE_SILENT = "{} <{2}> heeft sinds {3} niet laten zien dat het werkt.";
    WARN_LINE_SECRET_ONE = "Het clientsecret van {} verloopt over {2} dag.";
    WARN_LINE_SECRET_MANY = "Het clientsecret van {} verloopt over {2} dagen.";
    WARN_LINE_RECOVERED = "{} <{2}> werkt weer sinds {3}.";
    WARN_LINE_TEST = "Dit is een proefmelding, gevraagd door {}. Meldingen komen aan.";
    WARN_OTHERS = "En nog {} andere.";
    WARN_SEE = "Bekijk alles in ImageCapture: {}";

    ASK_MAIL_CONSENT = "Toestemming gevraagd voor {}";
    ASK_MAIL_CONSENT_TEXT = "{} vraagt u om ImageCapture toestemming te geven voor {2}. Open deze link, lees wat er gevraagd wordt en meld aan bij Microsoft als {3}.\n\n{4}\n\nDe link werkt één keer en tot {5}. Verwacht u dit niet, vraag het dan na.\n";
    ASK_MAIL_SECRET = "Clientsecret gevraagd voor {}";
    ASK_MAIL_SECRET_TEXT = "{} vraagt u om het clientsecret van {2} in te vullen. Open deze link.\n\n{4}\n\nDe link werkt één keer en tot {5}. Mail het secret zelf niet.\n";

    RELAY_UNKNOWN = "Dit antwoord van Microsoft hoort bij geen installatie die hier bekend is. Er is niets doorgegeven. Begin opnieuw met toestemming geven vanuit ImageCapture.";

    ICS_NAME = "ImageCapture: clientsecrets";
    ICS_CURRENT = "Clientsecret van {} verloopt";
    ICS_CURRENT_TEXT_ONE = "Secret {}… wordt gebruikt door {2} mailbox. Maak in Entra een nieuw secret en zet het in ImageCapture klaar als het volgende.";
    ICS_CURRENT_TEXT_MANY = "Secret {}… wordt gebruikt door {2} mailboxen. Maak in Entra een nieuw secret en zet het in ImageCapture klaar als het volgende.";
    ICS_NEXT = "Volgend clientsecret van {} verloopt";
    ICS_NEXT_TEXT = "Secret {}… staat klaar en is nog niet in gebruik.";
    ICS_PREVIOUS = "Oud clientsecret van {} verloopt";
    ICS_PREVIOUS_TEXT = "Secret {}… is vervangen. Verwijder het in Entra.";
}

// Why something is not as it should be: what happened, what to do about it, and, where
// many stand below each other, the cause in few words without a stop.
causes! {
    // --- the panel and its API ---------------------------------------------
    NotSignedIn = "U bent niet aangemeld.",
        "Meld u aan. Wat u hebt ingevuld, blijft staan.";
    WrongCredentials = "E-mailadres of wachtwoord klopt niet.",
        "Controleer beide en probeer het opnieuw.";
    TooManyTries = "Er is te vaak geprobeerd.",
        "Wacht een minuut en probeer het dan opnieuw.";
    ConfirmPassword = "Bevestig eerst uw wachtwoord.",
        "Dit is een ingrijpende handeling. Na het bevestigen gaat die vanzelf verder.";
    PasswordWrong = "Dit wachtwoord klopt niet.",
        "Controleer het en probeer het opnieuw.";
    LastAdmin = "Dit is de laatste beheerder.",
        "Geef eerst iemand anders de rol van beheerder.";
    InvitationOver = "Deze uitnodiging geldt niet meer.",
        "Vraag een beheerder van ImageCapture om een nieuwe uitnodiging.";
    SetUpCodeWrong = "Deze installatiecode klopt niet.",
        "De code staat in de uitvoer van de server. Na een herstart geldt de nieuwste.";
    SetUpDone = "De eerste beheerder bestaat al.",
        "Meld u aan, of vraag een beheerder om toegang.";
    Forbidden = "Alleen een beheerder mag dit.",
        "Vraag een beheerder van ImageCapture om dit te doen.";
    CrossSite = "Dit verzoek kwam niet van het beheerpaneel.",
        "Open het paneel op zijn eigen adres. Klopt dat, controleer dan het openbare adres in de configuratie.";
    Invalid = "Er klopt iets niet in wat u hebt ingevuld.",
        "Verbeter de aangegeven velden.";
    Malformed = "De server begrijpt dit verzoek niet.",
        "Laad de pagina opnieuw. Blijft het, meld het ons dan.";
    TooSlow = "Het verzoek kwam niet op tijd compleet binnen.",
        "Controleer uw verbinding en probeer het opnieuw.";
    WrongMethod = "Dit adres kent deze bewerking niet.",
        "Laad de pagina opnieuw. Blijft het, meld het ons dan.";
    ChangedMeanwhile = "Iemand heeft dit intussen gewijzigd.",
        "Bekijk de nieuwe stand en wijzig die.";
    KeyReused = "Dit verzoek draagt het kenmerk van een ander verzoek.",
        "Gebruik voor elk nieuw verzoek een nieuwe Idempotency-Key.";
    CutShort = "Hetzelfde verzoek loopt nog, of werd afgebroken.",
        "Kijk of het gelukt is. Is het dat niet, begin dan opnieuw.";
    NotFound = "Dit bestaat niet, of niet meer.",
        "Ga terug naar het overzicht.";
    AlreadyExists = "Dit bestaat al.",
        "Open het bestaande, of kies een andere naam of een ander adres.";
    InUse = "Dit account heeft nog mailboxen.",
        "Verwijder eerst de mailboxen van dit account.";
    Busy = "Hier loopt al een controle.",
        "Wacht tot die klaar is.";
    RunNotStopped = "Deze ronde is niet gestopt.",
        "Bekijk de stand van de ronde. Is die klaar, begin dan een nieuwe.";
    WebhookTarget = "Naar dit adres mag geen webhook.",
        "Gebruik een openbaar https-adres. Voor een adres in uw eigen netwerk noemt de systeembeheerder dat netwerk in de configuratie.";
    NobodyToWarn = "Er is nog niemand om te waarschuwen.",
        "Vul eerst een mailbox met ontvangers of een webhook in.";
    AskedOver = "Deze link werkt niet.",
        "Er is een nieuwe voor in de plaats gekomen, of hij is niet compleet overgenomen. Gebruik de laatste link, of vraag wie hem stuurde om een nieuwe.";
    AskedUsed = "Deze link is al gebruikt.",
        "Wat gevraagd werd, is gedaan. U hoeft niets te doen. Had u dit niet gedaan, meld het dan aan wie de link stuurde.";
    AskedExpired = "Deze link is verlopen.",
        "Er is niets gewijzigd. Vraag wie hem stuurde om een nieuwe.";
    AskedRevoked = "Deze link is ingetrokken.",
        "Er is niets gewijzigd. Vraag wie hem stuurde wat de bedoeling is.";
    NothingMissing = "Op deze mailboxen mist geen recht dat een script kan geven.",
        "Bekijk de oorzaak bij de mailbox. Controleer opnieuw als er net iets is gewijzigd.";
    NoAccountFits = "Bij dit adres past geen Graph-account.",
        "Koppel een Graph-account van deze organisatie, of kies er zelf een.",
        "Geen passend Graph-account";
    SeveralAccountsFit = "Bij dit adres passen meerdere Graph-accounts.",
        "Kies zelf welk account de mailbox gaat bedienen.",
        "Meerdere Graph-accounts passen";
    PurposesBeyondAccount = "Het Graph-account is niet voor alles wat deze mailbox doet.",
        "Breid de doelen van het account uit, of kies een ander account.",
        "Account is niet voor alles";
    NotReady = "Niet alles wat u koos is klaar om over te zetten.",
        "Doe eerst een proefcontrole, en los op wat die vindt.";
    NothingToRehearse = "Er is niets dat een proefcontrole kan doen.",
        "Kies een Graph-account bij de adressen waar dat nog niet bekend is.";
    AlreadySwitched = "Deze mailbox gebruikt Graph al.",
        "Draai eerst de golf terug die hem heeft overgezet.";
    WaveRunning = "Er loopt al een golf.",
        "Wacht tot die klaar is, of stop hem.";
    NothingSwitched = "Van deze golf gebruikt geen mailbox meer Graph.",
        "Er is niets terug te draaien.";
    RollBackOver = "Deze golf is langer dan 14 dagen geleden.",
        "Terugdraaien kan niet meer. Los het probleem op bij de mailbox zelf.";
    TooLarge = "Dit is te groot.",
        "Kort het in en probeer het opnieuw.";
    Storage = "De opslag van de server is nu niet bereikbaar.",
        "Er is niets gewijzigd. Controleer schijfruimte en database van de server.";
    StorageFull = "De schijf van de server is vol.",
        "Er is niets gewijzigd. Maak ruimte op de schijf van de server; herstarten is niet nodig.";
    StoredDamaged = "Wat van dit account is opgeslagen, is beschadigd.",
        "Voer het clientgeheim opnieuw in en geef opnieuw toestemming, of zet een back-up terug. Andere accounts werken gewoon door.";
    Internal = "Er ging iets mis in de server.",
        "Probeer het opnieuw. Blijft het, meld ons dan het nummer van dit verzoek.";
    ServerAway = "De server van ImageCapture antwoordt niet.",
        "Controleer uw verbinding. Wij proberen het zo opnieuw.";

    // --- a consent ----------------------------------------------------------
    ConsentDeclined = "De toestemming is afgewezen bij Microsoft.",
        "Er is niets gewijzigd. Probeer het opnieuw, of laat iemand anders toestemming geven.";
    AdminApprovalNeeded = "In deze organisatie mag alleen een beheerder toestemming geven.",
        "Stuur de beheerderslink naar een beheerder van Microsoft Entra. Meld daarna gewoon opnieuw aan.";
    ConsentExpired = "Dit duurde langer dan 15 minuten.",
        "Er is niets gewijzigd. Begin opnieuw met toestemming geven.";
    ConsentUnknown = "Dit antwoord van Microsoft hoort bij geen enkele aanvraag hier.",
        "Er is niets gewijzigd. Begin opnieuw met toestemming geven vanaf het account.";
    ConsentOtherBrowser = "Dit antwoord hoort bij een ander tabblad of een andere browser.",
        "Er is niets gewijzigd. Rond het af waar u begon, of begin hier opnieuw.";
    ConsentSessionEnded = "Uw aanmelding bij ImageCapture is onderweg geëindigd.",
        "Er is niets gewijzigd. Meld u aan en begin opnieuw met toestemming geven.";
    AccountChanged = "Het account is onderweg gewijzigd.",
        "Er is niets opgeslagen. Begin opnieuw met toestemming geven.";
    WrongTenant = "Er is aangemeld in een andere tenant dan die van dit account.",
        "Er is niets opgeslagen. Meld aan met iemand uit de tenant van dit account, of verbeter de tenant-ID.";
    WrongPerson = "Er is iemand anders aangemeld dan verwacht.",
        "Er is niets opgeslagen. Meld aan met het verwachte adres.";
    ScopesMissing = "Microsoft gaf niet alle rechten die nodig zijn.",
        "Voeg de ontbrekende rechten toe bij API permissions en geef opnieuw toestemming.";
    ReplyNotTrusted = "De controle van Microsofts antwoord is niet geslaagd.",
        "Er is niets opgeslagen. Begin opnieuw. Blijft het, controleer dan de klok van de server en meld het ons.";
    CodeUsed = "Dit antwoord van Microsoft is al gebruikt.",
        "Begin opnieuw met toestemming geven.";

    // --- Entra ID -----------------------------------------------------------
    SecretWrong = "Het clientsecret klopt niet.",
        "Vaak is de Secret-ID geplakt, of mist het einde. Maak in Entra een nieuw secret en kopieer de kolom Value.",
        "Clientsecret klopt niet";
    SecretExpired = "Het clientsecret is verlopen.",
        "Maak in Entra een nieuw secret, kopieer de kolom Value en sla die hier op.",
        "Clientsecret verlopen";
    SecretExpiresSoon = "Het clientsecret verloopt binnenkort.",
        "Maak in Entra een nieuw secret en sla het hier op. Het oude blijft tot dan werken.",
        "Clientsecret verloopt bijna";
    NoNextSecret = "Er staat geen nieuw clientsecret klaar.",
        "Sla eerst het nieuwe secret op. Het wordt bij Microsoft geprobeerd voor het meedoet.";
    NoPreviousSecret = "Er is geen vorig clientsecret meer.",
        "Bekijk het account. Een verlopen of verwijderd secret kan niet terug.";
    AppNotFound = "Deze app bestaat niet in deze tenant.",
        "Controleer client-ID en tenant-ID: staan ze bij dezelfde app-registratie?";
    TenantNotFound = "Deze tenant bestaat niet.",
        "Plak de Directory (tenant) ID of een domein van uw organisatie.";
    AppDisabled = "De app is uitgeschakeld in Entra.",
        "Zet aanmelden weer aan bij Enterprise applications, Properties.";
    RedirectNotRegistered = "De redirect-URI staat niet in de app-registratie.",
        "Kopieer de redirect-URI van dit account en voeg hem toe bij Authentication, type Web. Wacht daarna 5 minuten.";
    NotWebPlatform = "De redirect-URI is niet als type Web geregistreerd.",
        "Verwijder hem bij Single-page application en voeg hem toe bij Web.";
    ConsentMissing = "Er is geen toestemming meer voor deze app.",
        "Geef opnieuw toestemming, of gebruik de beheerderslink.",
        "Geen toestemming meer";
    PermissionNotRegistered = "De app-registratie mist een recht.",
        "Voeg bij API permissions de gedelegeerde Graph-rechten toe die hier staan.";
    GrantEnded = "Microsoft heeft de aanmelding beëindigd.",
        "Geef opnieuw toestemming. Dit gebeurt na een nieuw wachtwoord, na intrekken of na 90 dagen zonder gebruik.",
        "Aanmelding beëindigd";
    PersonDisabled = "De aangemelde persoon is uitgeschakeld of verwijderd in Entra.",
        "Schakel het account weer in, of geef toestemming met iemand anders.",
        "Aangemelde persoon uitgeschakeld";
    MfaNeeded = "Microsoft vraagt om extra verificatie.",
        "Geef opnieuw toestemming en doorloop de extra verificatie.",
        "Extra verificatie nodig";
    ConditionalAccess = "Voorwaardelijke toegang van uw organisatie blokkeert dit.",
        "Zoek de aanmelding op in de Sign-in logs van Entra en maak een uitzondering voor dit account.",
        "Voorwaardelijke toegang blokkeert";
    SignInFrequency = "Een beleid in Entra laat aanmeldingen na een vaste tijd verlopen.",
        "Maak in Conditional Access een uitzondering voor dit account. Geef daarna opnieuw toestemming.",
        "Aanmelding verliep door beleid";
    NotAssigned = "Deze persoon is niet toegewezen aan de app.",
        "Wijs de persoon toe bij Enterprise applications, Users and groups.",
        "Persoon niet toegewezen aan app";
    WrongCloud = "Deze tenant hoort bij een andere Microsoft-cloud.",
        "Kies bij het account de juiste cloud.",
        "Andere Microsoft-cloud";
    EntraRefused = "Microsoft Entra weigert dit.",
        "Lees Microsofts eigen tekst bij de technische details.";

    // --- Graph and Exchange --------------------------------------------------
    NoSignIn = "Voor dit account is nog geen toestemming gegeven.",
        "Open het account en geef toestemming.",
        "Nog geen toestemming";
    NoMailboxAccess = "De aangemelde persoon heeft in Exchange geen toegang tot deze mailbox.",
        "Geef Full Access op de mailbox. Het kan een uur duren voor dat werkt.",
        "Geen toegang in Exchange";
    MailboxUnknown = "Dit adres bestaat niet in deze tenant.",
        "Controleer het adres. Is de mailbox hernoemd of verwijderd?",
        "Adres bestaat niet";
    MailboxNotOnline = "Dit is geen mailbox in Exchange Online.",
        "Hij staat op een eigen server, heeft geen licentie of is inactief. Verhuis hem of geef hem een licentie.",
        "Niet in Exchange Online";
    PermissionMissing = "De toestemming bevat dit recht niet.",
        "Geef opnieuw toestemming voor het account. Dat herstelt alle mailboxen ervan.",
        "Recht ontbreekt";
    SendAsDenied = "Versturen namens dit adres mag niet.",
        "Geef de aangemelde persoon Send As op deze mailbox. Het kan een uur duren voor dat werkt.",
        "Geen recht om te versturen";
    RecipientRefused = "Microsoft accepteert de ontvanger niet.",
        "Controleer het adres van de ontvanger.";
    TokenRefused = "Graph weigert het token dat Entra net gaf.",
        "Controleer opnieuw. Blijft het, geef dan opnieuw toestemming en meld het ons.";
    Throttled = "Microsoft vraagt om rust.",
        "Geen actie nodig. Wij gaan later verder.";
    MailboxFull = "De mailbox is vol.",
        "Maak ruimte vrij in de mailbox.";
    GraphRefused = "Microsoft Graph weigert dit.",
        "Lees Microsofts eigen tekst bij de technische details.";
    SentElsewhere = "De mail vertrok, maar de kopie of de afzender is niet die van deze mailbox.",
        "Controleer Send As en Send on Behalf van de aangemelde persoon.",
        "Afzender of kopie klopt niet";
    NotArrived = "De mail is aangenomen, maar nog niet aangekomen.",
        "Controleer later opnieuw, en kijk of een regel of filter hem verplaatste.",
        "Testmail nog niet aangekomen";
    SendUnknown = "Onbekend of de mail is verstuurd: Microsofts antwoord bleef uit.",
        "Kijk in Verzonden items. Wij versturen hem niet vanzelf opnieuw.",
        "Onbekend of testmail vertrok";

    // --- the road to Microsoft ------------------------------------------------
    MicrosoftUnreachable = "Onze server bereikt Microsoft niet.",
        "Uw instellingen zijn niet getest. Controleer firewall of proxy van de server.";
    MicrosoftSilent = "Microsoft antwoordt niet op tijd.",
        "Uw instellingen zijn in orde. Probeer het later opnieuw.";
    MicrosoftUnwell = "Microsoft heeft een storing.",
        "Uw instellingen zijn in orde. Probeer het later opnieuw.";
    MicrosoftGarbled = "Er kwam een onleesbaar antwoord in plaats van dat van Microsoft.",
        "Vaak antwoordt een proxy of firewall. Controleer die op de server.",
        "Onleesbaar antwoord";
}
