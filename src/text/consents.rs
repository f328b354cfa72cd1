//! The trip to Microsoft: before it, and every way it can end.

use super::texts;

texts! {
    C_TITLE = "Geef toestemming bij Microsoft", "Grant consent at Microsoft";
    C_LEAD = "Meld eenmaal aan met het account dat de mailboxen mag openen. Deze pagina ziet het vanzelf als u terug bent.", "Sign in once with the account that may open the mailboxes. This page notices when you are back.";
    C_STEPS = "Wat er gebeurt", "What happens";
    C_STEP_PROVED = "Tenant, app en secret kloppen", "Tenant, app and secret are right";
    C_STEP_UNPROVED = "Tenant, app en secret zijn nog niet getest", "Tenant, app and secret were not tested yet";
    C_STEP_SIGN_IN = "Aanmelden en toestemming", "Sign-in and consent";
    C_STEP_SIGN_IN_LINE = "U kiest bij Microsoft een account en ziet de rechten hieronder", "At Microsoft you choose an account and see the permissions below";
    C_STEP_TOKEN = "Token bevat de rechten", "The token has the permissions";
    C_READY = "Klaar om naar Microsoft te gaan", "Ready to go to Microsoft";
    C_READY_LINE = "U komt hier vanzelf terug.", "You come back here by yourself.";
    C_WAIT = "Wacht op aanmelding bij Microsoft", "Waiting for the sign-in at Microsoft";
    C_WAIT_LINE = "Begonnen om {}. Deze pagina werkt zichzelf bij.", "Started at {}. This page updates itself.";
    C_REDEEMING = "Microsofts antwoord wordt gecontroleerd", "Checking Microsoft's reply";
    C_DONE = "Aangemeld als {}", "Signed in as {}";
    C_DONE_LINE = "Alle gevraagde rechten zijn verleend.", "All permissions asked for were granted.";
    C_ASKS = "Wat ImageCapture vraagt", "What ImageCapture asks for";
    C_ASKS_HINT = "niet meer dan nodig", "no more than needed";
    C_GO = "Toestemming geven bij Microsoft", "Grant consent at Microsoft";
    C_GO_AGAIN = "Opnieuw naar Microsoft", "To Microsoft again";
    C_LATER = "Later afmaken", "Finish later";
    C_HELP = "Ziet u een fout bij Microsoft?", "Do you see an error at Microsoft?";
    C_HELP_LINE = "Deze fouten sturen u niet terug naar hier.", "These errors do not send you back here.";
    C_HELP_1 = ": de redirect-URI staat niet in de app. Voeg hem toe bij Authentication, type Web.", ": the redirect URI is not in the app. Add it under Authentication, type Web.";
    C_HELP_2 = ": u mag dit niet zelf goedkeuren. Stuur de beheerderslink naar een beheerder van Entra en meld daarna gewoon opnieuw aan.", ": you may not approve this yourself. Send the administrator link to an Entra administrator, then simply sign in again.";
    C_HELP_3 = ": verkeerde tenant of client-ID. Controleer beide bij het account.", ": wrong tenant or client ID. Check both at the account.";
    C_ADMIN_LINK = "Beheerderslink", "Administrator link";
    C_MAKE_ADMIN_LINK = "Maak beheerderslink", "Make administrator link";
    C_ADMIN_LINK_LINE = "Wie mag goedkeuren: Global, Privileged Role, Application of Cloud Application Administrator.", "Who can approve: Global, Privileged Role, Application or Cloud Application Administrator.";

    R_BUSY = "Microsofts antwoord wordt gecontroleerd", "Checking Microsoft's reply";
    R_BUSY_LINE = "Dit duurt meestal een paar seconden.", "This usually takes a few seconds.";
    R_DONE = "Toestemming gegeven", "Consent given";
    R_DONE_LINE = "Aangemeld als {}. ImageCapture mag nu met deze mailboxen werken.", "Signed in as {}. ImageCapture may now work with these mailboxes.";
    R_REPEATED = "Dit antwoord was al verwerkt. Dit kwam er de eerste keer uit.", "This reply had been handled before. This is what came of it the first time.";
    R_ADMIN = "De beheerder heeft toestemming gegeven", "The administrator has consented";
    R_ADMIN_LINE = "Dat geldt voor de hele organisatie, maar brengt nog geen aanmelding. Meld nu aan met het account dat de mailboxen mag openen.", "That counts for the whole organisation, but brings no sign-in yet. Now sign in with the account that may open the mailboxes.";
    R_ADMIN_ELSEWHERE = "Dat geldt voor de hele organisatie. Wie u deze link stuurde, kan nu zelf aanmelden. Dit tabblad kunt u sluiten.", "That counts for the whole organisation. Whoever sent you this link can sign in now. You can close this tab.";
    R_NOTHING = "Hier is niets teruggekomen", "Nothing came back here";
    R_NOTHING_LINE = "Deze pagina hoort bij de terugweg van Microsoft, en dit adres bevat geen antwoord. Begin vanaf het Graph-account.", "This page belongs to the way back from Microsoft, and this address holds no reply. Start from the Graph account.";
    R_OTHER = "Dit antwoord hoort bij een andere browser of een ander tabblad", "This reply belongs to another browser or tab";
    R_OTHER_LINE = "Er is niets gewijzigd. Open de browser waarin u begon; daar ziet u hoe het staat. Dit tabblad kunt u sluiten.", "Nothing was changed. Open the browser you began in; there you see how it stands. You can close this tab.";
    R_TENANTS = "Aangemeld uit tenant {}, maar dit account hoort bij {2}.", "Signed in from tenant {}, but this account belongs to {2}.";
    R_MISSING = "Ontbrekende rechten", "Missing permissions";
    R_SIGNED_IN_AS = "Aangemeld was: {}", "Signed in was: {}";
    R_UNHARMED = "Een eerdere aanmelding van dit account blijft gewoon werken.", "An earlier sign-in of this account simply keeps working.";
    R_TO_MAILBOXES = "Verder naar mailboxen", "Continue to mailboxes";
    R_TO_ACCOUNT = "Naar het account", "To the account";
    R_TO_ACCOUNTS = "Naar Graph-accounts", "To Graph accounts";
    R_START_AGAIN = "Opnieuw beginnen", "Start again";
    R_SIGN_IN = "Aanmelden en opnieuw beginnen", "Sign in and start again";
}
