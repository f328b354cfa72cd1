//! The shell, signing in, and words that every page uses.

use super::texts;

texts! {
    PRODUCT = "ImageCapture", "ImageCapture";
    PRODUCT_LINE = "Mailboxbeheer", "Mailbox manager";
    SKIP = "Naar de inhoud", "Skip to content";
    MAIN_NAV = "Hoofdmenu", "Main menu";
    SIDEBAR = "Zijbalk", "Sidebar";
    CRUMBS = "Kruimelpad", "Breadcrumb";
    MENU = "Accountmenu", "Account menu";
    MORE = "Meer", "More";
    NAV_MAILBOXES = "Mailboxen", "Mailboxes";
    NAV_ACCOUNTS = "Graph-accounts", "Graph accounts";
    NAV_CHECK = "Mailbox controleren", "Check a mailbox";
    TAB_ACCOUNTS = "Accounts", "Accounts";
    TAB_CHECK = "Controleren", "Check";
    ROLE_ADMIN = "Beheerder", "Administrator";
    ROLE_HELPDESK = "Helpdesk", "Helpdesk";
    SIGN_OUT = "Afmelden", "Sign out";
    LANGUAGE = "Taal", "Language";
    THEME = "Kleuren", "Colours";
    THEME_SYSTEM = "Systeem", "System";
    THEME_LIGHT = "Licht", "Light";
    THEME_DARK = "Donker", "Dark";
    STAND_IN = "Demo: dit is niet Microsoft, maar een vervanger.", "Demo: this is not Microsoft but a stand-in.";
    AWAY = "De server van ImageCapture antwoordt niet. Wij proberen het steeds opnieuw; wat u hebt ingevuld, blijft staan.", "The ImageCapture server does not answer. We keep trying; what you filled in stays where it is.";
    RETRY = "Opnieuw proberen", "Try again";
    JUST_NOW = "zojuist", "just now";
    LOADING = "Laden…", "Loading…";
    CANCEL = "Annuleren", "Cancel";
    SAVE = "Opslaan", "Save";
    CHANGE = "Wijzigen", "Change";
    BACK = "Terug", "Back";
    NEXT = "Verder", "Continue";
    REMOVE = "Verwijderen", "Remove";
    COPY = "Kopieer", "Copy";
    COPIED = "Gekopieerd", "Copied";
    DETAILS = "Technische details", "Technical details";
    COPY_DETAILS = "Kopieer details", "Copy details";
    D_CODE = "Code", "Code";
    D_MESSAGE = "Microsofts tekst", "Microsoft's text";
    D_REQUEST = "Request-ID", "Request ID";
    D_CORRELATION = "Correlation-ID", "Correlation ID";
    D_AT = "Tijdstip", "Time";
    D_OURS = "Ons nummer", "Our number";
    D_ACCOUNT = "Graph-account", "Graph account";
    WHO = "Wie lost dit op", "Who solves this";
    WHAT_TO_DO = "Wat te doen", "What to do";
    SUMMARY = "Er klopt iets niet", "Something is not right";
    NOT_FOUND_TITLE = "Deze pagina bestaat niet", "This page does not exist";
    NOT_FOUND_TEXT = "Het adres klopt niet, of wat hier stond is verwijderd.", "The address is wrong, or what was here has been removed.";
    TO_OVERVIEW = "Naar het overzicht", "To the overview";
    FORBIDDEN_HELP = "Een beheerder van ImageCapture kan dit wel. U kunt mailboxen bekijken en controleren.", "An administrator of ImageCapture can. You can look at mailboxes and check them.";

    SIGN_IN_TITLE = "Aanmelden", "Sign in";
    SIGN_IN_AGAIN = "Meld u opnieuw aan", "Sign in again";
    SIGN_IN_AGAIN_LINE = "Uw aanmelding is verlopen. Wat u hebt ingevuld, blijft staan.", "Your session has ended. What you filled in stays where it is.";
    SIGN_IN = "Aanmelden", "Sign in";
    FIRST_RUN_TITLE = "Eerste beheerder", "First administrator";
    FIRST_RUN_LINE = "Deze installatie heeft nog geen beheerder. De installatiecode staat in de uitvoer van de server.", "This installation has no administrator yet. The set-up code is in the output of the server.";
    FIRST_RUN_GO = "Beheerder maken", "Create administrator";
    CODE = "Installatiecode", "Set-up code";
    NAME = "Naam", "Name";
    EMAIL = "E-mailadres", "E-mail address";
    PASSWORD = "Wachtwoord", "Password";
    PASSWORD_HINT = "ten minste 12 tekens", "at least 12 characters";
}
