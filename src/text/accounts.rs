//! Graph accounts: the list, one account, and the first step of the wizard.

use super::{Say, texts};

texts! {
    ACCOUNTS_LINE_ONE = "{} Graph-account", "{} Graph account";
    ACCOUNTS_LINE = "{} Graph-accounts", "{} Graph accounts";
    CONNECT = "Koppel Graph-account", "Connect Graph account";
    NO_ACCOUNTS = "Nog geen Graph-account", "No Graph account yet";
    NO_ACCOUNTS_TEXT = "Een Graph-account is uw app-registratie in Microsoft Entra. Daarmee opent ImageCapture mailboxen zonder wachtwoord.", "A Graph account is your app registration in Microsoft Entra. With it ImageCapture opens mailboxes without a password.";
    TENANT = "Tenant-ID", "Tenant ID";
    TENANT_HINT = "of domein", "or domain";
    CLIENT_ID = "Client-ID", "Client ID";
    CLIENT_ID_HINT = "applicatie-ID", "application ID";
    SECRET = "Clientsecret", "Client secret";
    SECRET_HINT = "de waarde, niet de ID", "the value, not the ID";
    CLOUD = "Microsoft-cloud", "Microsoft cloud";
    CLOUD_LINE = "Bijna altijd de wereldwijde. Alleen overheden en defensie in de VS, en China, hebben een eigen cloud.", "Nearly always the worldwide one. Only government and defense in the US, and China, have a cloud of their own.";
    SHOW_SECRET = "Toon secret", "Show secret";
    HIDE_SECRET = "Verberg secret", "Hide secret";
    EXPIRES = "Verloopt op", "Expires on";
    SECRET_LEFT = "Verloopt {} ({2})", "Expires {} ({2})";
    SECRET_ENDED = "Verlopen {} ({2})", "Expired {} ({2})";
    PURPOSES = "Waarvoor", "What it is for";
    PURPOSES_HINT = "hieruit volgen de rechten", "the permissions follow from this";
    IMPORT = "Importeren", "Import";
    IMPORT_HINT = "Mail lezen, wijzigen en verplaatsen: Mail.ReadWrite.Shared", "Reading, changing and moving mail: Mail.ReadWrite.Shared";
    SEND = "Versturen", "Send";
    SEND_HINT = "Exporttaken, viewer, wachtwoordherstel: Mail.Send.Shared", "Export jobs, viewer, password resets: Mail.Send.Shared";
    REDIRECT_URI = "Redirect-URI", "Redirect URI";
    REDIRECT_URI_HINT = "zet deze in de app, type Web", "put this into the app, type Web";
    ACCOUNT_NAME_HINT = "zo noemt u het hier", "what you call it here";

    WIZ_TITLE = "Koppel een Graph-account", "Connect a Graph account";
    WIZ_NEW = "Nieuw account", "New account";
    WIZ_LEAD = "Plak wat u in Microsoft Entra ziet. Losse waarden of de hele pagina: wij herkennen wat erbij hoort.", "Paste what you see in Microsoft Entra. Single values or the whole page: we sort it out.";
    PASTE_TITLE = "Plak hier, of ergens op deze pagina", "Paste here, or anywhere on this page";
    PASTE_LABEL = "Plakvak", "Paste box";
    PASTE_LINE = "Tenant-ID, client-ID, secret en einddatum mogen door elkaar staan. Niets hiervan verlaat deze pagina voordat u op Verder klikt.", "Tenant ID, client ID, secret and end date may come in any order. Nothing leaves this page before you choose Continue.";
    PASTED_ONE = "Geplakt: {} waarde herkend", "Pasted: {} value recognised";
    PASTED = "Geplakt: {} waarden herkend", "Pasted: {} values recognised";
    PASTED_NOTHING = "Hierin herkennen wij niets", "We recognise nothing in this";
    PASTED_NOTHING_LINE = "Plak de pagina Overview van de app, of vul de velden zelf in.", "Paste the app's Overview page, or fill in the fields yourself.";
    PASTED_LINE = "Het secret verlaat deze pagina pas als u op Verder klikt.", "The secret does not leave this page before you choose Continue.";
    NOT_SECRET_ID = "Secret-ID, niet de waarde", "Secret ID, not the value";
    NOT_OBJECT_ID = "Object-ID, niet nodig", "Object ID, not needed";
    UNLABELLED = "Wat is {}?", "What is {}?";
    USE_AS_TENANT = "De tenant-ID", "The tenant ID";
    USE_AS_CLIENT = "De client-ID", "The client ID";
    HELP_TITLE = "Waar vind ik dit?", "Where do I find this?";
    HELP_WHERE = "Entra-beheercentrum, App registrations, uw app.", "Entra admin center, App registrations, your app.";
    HELP_1 = ": tenant-ID en client-ID. Selecteer alles en kopieer.", ": tenant ID and client ID. Select everything and copy.";
    HELP_2 = ": New client secret, kolom Value.", ": New client secret, column Value.";
    HELP_3 = ": platform Web, plak de redirect-URI.", ": platform Web, paste the redirect URI.";
    HELP_4 = ": Microsoft Graph, Delegated: de rechten bij uw keuze.", ": Microsoft Graph, Delegated: the permissions of your choice.";
    HELP_SECRET = "Het secret wordt versleuteld opgeslagen en is daarna voor niemand meer leesbaar.", "The secret is stored encrypted and nobody can read it again.";
    SCRIPT_TITLE = "Alles in één keer, met een script", "All at once, with a script";
    SCRIPT_LINE = "Maakt de app, de redirect-URI, de rechten en een secret. Voer het uit als iemand die app-registraties mag maken.", "Makes the app, the redirect URI, the permissions and a secret. Run it as somebody who may make app registrations.";
    SCRIPT_COPY = "Kopieer script", "Copy script";
    SCRIPT_AFTER = "Plak daarna de uitvoer in het plakvak: alle velden vullen zich.", "Then paste the output into the paste box: all fields fill.";
    OPEN_ENTRA = "Open Entra-beheercentrum", "Open Entra admin center";
    PROVING = "Wij testen tenant, client-ID en secret nu bij Microsoft.", "We are testing tenant, client ID and secret at Microsoft.";
    SAVE_ANYWAY = "Toch opslaan", "Save anyway";
    SAVE_ANYWAY_LINE = "De waarden zijn niet getest. U kunt ze toch opslaan; wij testen ze zodra Microsoft bereikbaar is.", "The values were not tested. You can save them anyway; we test them as soon as Microsoft can be reached.";

    FACT_TENANT = "Tenant", "Tenant";
    FACT_MAILBOXES = "Mailboxen", "Mailboxes";
    FACT_SECRET = "Secret", "Secret";
    FACT_SIGN_IN = "Aangemeld als", "Signed in as";
    NOBODY_SIGNED_IN = "Nog niemand", "Nobody yet";
    FACT_CONSENTED = "Toestemming gegeven", "Consent given";
    FACT_REFRESHED = "Token vernieuwd", "Token renewed";
    FACT_ACCESS_ENDS = "Toegangstoken loopt af", "Access token ends";
    FACT_HINT = "Begint met", "Begins with";
    FACT_SET = "Opgeslagen", "Saved";
    FACT_PROVED = "Getest bij Microsoft", "Tested at Microsoft";
    NEVER_PROVED = "Nog niet", "Not yet";
    FACT_ENDED = "Geëindigd", "Ended";
    BY = "door", "by";
    SIGN_IN_CARD = "Aanmelding bij Microsoft", "Sign-in at Microsoft";
    OLD_SIGN_INS = "Eerdere aanmeldingen", "Earlier sign-ins";
    SECRET_CARD = "Clientsecret", "Client secret";
    IDS_CARD = "App-registratie", "App registration";
    RIGHTS_CARD = "Rechten", "Permissions";
    RIGHTS_HINT = "wat nodig is en wat Microsoft gaf", "what is needed and what Microsoft granted";
    RIGHT = "Recht", "Permission";
    RIGHT_FOR = "Waarvoor", "What for";
    RIGHT_STATE = "Stand", "State";
    GRANTED = "Verleend", "Granted";
    MISSING = "Ontbreekt", "Missing";
    WAITING = "Wacht", "Waiting";
    CONSENT_GO = "Toestemming geven", "Grant consent";
    CONSENT_AGAIN = "Opnieuw toestemming geven", "Grant consent again";
    RENEW_SECRET = "Secret vernieuwen", "Renew secret";
    RENEW_LINE = "Maak in Entra een nieuw secret bij Certificates & secrets. Wij testen het bij Microsoft; pas daarna vervangt het dit.", "Create a new secret in Entra under Certificates & secrets. We test it at Microsoft; only then does it replace this one.";
    SECRET_SAVED = "Het nieuwe secret werkt en is opgeslagen.", "The new secret works and is saved.";
    EDIT_ACCOUNT = "Naam en gebruik", "Name and use";
    SAVED = "Opgeslagen", "Saved";
    CF_TABLE = "Wat er nu staat, naast wat u invulde", "How it is now, beside what you filled in";
    CF_WHAT = "Veld", "Field";
    CF_NOW = "Nu", "Now";
    CF_YOURS = "Van u", "Yours";
    CF_KEEP = "Mijn versie opslaan", "Save my version";
    CF_TAKE = "Neem over wat er nu staat", "Take over how it is now";
    REMOVE_ACCOUNT = "Account verwijderen", "Remove account";
    REMOVE_ACCOUNT_ASK = "{} verwijderen?", "Remove {}?";
    REMOVE_ACCOUNT_TEXT = "ImageCapture vergeet het secret en de aanmelding. In Microsoft Entra verandert niets.", "ImageCapture forgets the secret and the sign-in. Nothing changes in Microsoft Entra.";
    ACCOUNT_OK = "Aanmelding werkt", "Sign-in works";
    ACCOUNT_NO_CONSENT = "Geen toestemming", "No consent";
    SHOW_MAILBOXES = "Toon mailboxen", "Show mailboxes";
    OPEN = "Openen", "Open";

    STEP_1 = "Gegevens", "Details";
    STEP_2 = "Toestemming", "Consent";
    STEP_3 = "Mailboxen", "Mailboxes";
    STEP_4 = "Testmail", "Test mail";
    STEP_1_HINT = "Plakken en controleren", "Paste and check";
    STEP_2_HINT = "Bij Microsoft, eenmalig", "At Microsoft, once";
    STEP_3_HINT = "Kiezen en toevoegen", "Choose and add";
    STEP_4_HINT = "Bewijs dat het werkt", "Proof that it works";
    STEP_OF = "Stap {} van 4", "Step {} of 4";
}

/// The names of the wizard's steps.
pub const STEP_NAMES: [Say; 4] = [STEP_1, STEP_2, STEP_3, STEP_4];

/// What each step is about.
pub const STEP_HINTS: [Say; 4] = [STEP_1_HINT, STEP_2_HINT, STEP_3_HINT, STEP_4_HINT];
