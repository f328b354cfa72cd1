//! Warnings: where they go, and what was told.

use super::texts;

texts! {
    W_TITLE = "Waarschuwingen", "Warnings";
    W_LINE = "Bij elke verandering één bericht: een mailbox valt uit of herstelt, een mailbox is stil, een secret verloopt over 60, 30, 7 dagen of 1 dag.", "One message for each change: a mailbox fails or recovers, a mailbox is silent, a secret expires in 60, 30, 7 days or 1 day.";
    W_WHERE = "Waarheen", "Where to";
    W_FROM = "Mail vanuit mailbox", "Mail from mailbox";
    W_FROM_HINT = "een mailbox van ImageCapture die verstuurt", "a mailbox of ImageCapture that sends";
    W_TO = "Aan", "To";
    W_TO_HINT = "meerdere adressen: scheid ze met een komma", "separate addresses with a comma";
    W_LANG = "Taal van de mail", "Language of the mail";
    W_HOOK = "Webhook", "Webhook";
    W_HOOK_HINT = "https-adres dat berichten ontvangt", "https address that takes messages";
    W_HOOK_NEW = "Nieuw ondertekeningssecret", "New signing secret";
    W_HOOK_NEW_HINT = "Het oude geldt dan niet meer. Een eerste webhook krijgt er vanzelf een.", "The old one then counts no more. A first webhook gets one by itself.";
    W_HOOK_SECRET = "Ondertekeningssecret", "Signing secret";
    W_SILENT = "Stil na zoveel uur", "Silent after this many hours";
    W_SILENT_HINT = "zonder geslaagde controle; 0 is nooit", "without a successful check; 0 is never";
    W_TEST = "Testbericht sturen", "Send a test message";
    W_TESTED = "De proef is onderweg. Hieronder ziet u hoe die aankomt.", "The try-out is on its way. Below you see how it arrives.";
    W_TOLD = "Verstuurde waarschuwingen", "Warnings sent";
    W_NOTHING = "Nog niets verstuurd.", "Nothing sent yet.";
    W_NOBODY = "Er was niemand om het te melden.", "There was nobody to tell.";
    W_RECOVERED = "{} werkt weer", "{} works again";
    W_SECRET = "Secret van {} verloopt {2}", "Secret of {} ends {2}";
    W_SILENCE = "{} is stil sinds {2}", "{} is silent since {2}";
    W_TRY = "Proef", "Try-out";
    W_BY_MAIL = "Mail", "Mail";
    W_SENT = "{}: aangenomen", "{}: taken";
    W_WAITING = "{}: wordt nog geprobeerd", "{}: being tried";
    W_UNKNOWN = "{}: misschien aangekomen", "{}: may have arrived";
    W_FAILED = "{}: niet gelukt", "{}: failed";
    W_TRIES = "{} keer geprobeerd", "tried {} times";

    I_MAIL_FROM = "Kies een mailbox die ImageCapture kent en waarmee het verstuurt.", "Choose a mailbox that ImageCapture knows and sends with.";
    I_MAIL_TO = "Vul in aan wie de mail gaat.", "Fill in whom the mail goes to.";
    I_HOOK = "Vul een adres in dat begint met https://.", "Fill in an address that begins with https://.";
    I_HOURS = "Vul een aantal uren in, van 0 tot 2160.", "Fill in a number of hours, from 0 to 2160.";
}
