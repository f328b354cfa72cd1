//! Somebody outside the panel is asked: by whom, and in their own hands.

use super::texts;

texts! {
    ASK = "Iemand anders vragen", "Ask somebody else";
    ASK_LINE = "U krijgt een link om door te geven. Wie hem opent, heeft geen aanmelding in dit paneel nodig. De link werkt één keer, binnen 7 dagen, en u kunt hem intrekken.", "You get a link to pass on. Whoever opens it needs no login to this panel. It works once, within 7 days, and you can take it back.";
    ASK_WHAT = "Wat u vraagt", "What you ask for";
    ASK_CONSENT = "Toestemming bij Microsoft", "Consent at Microsoft";
    ASK_SECRET = "Het clientsecret invullen", "To fill in the client secret";
    ASK_WHO_HINT = "bij toestemming telt alleen dit adres", "for a consent only this address counts";
    ASK_LANG = "Taal van de ander", "Their language";
    ASK_MAIL = "Mail de link", "Mail the link";
    ASK_MAIL_HINT = "Vanuit de mailbox die bij Waarschuwingen is gekozen.", "From the mailbox chosen under Warnings.";
    ASK_GO = "Link maken", "Make link";
    ASK_LINK = "Link voor de ander", "Link for them";
    ASK_NOT_MAILED = "De mail is niet verstuurd; geef de link zelf door.", "The mail was not sent; pass the link on yourself.";
    ASK_NO_FROM = "Kies bij Waarschuwingen vanuit welke mailbox wij mailen.", "Choose under Warnings from which mailbox we mail.";
    ASK_MAILED = "De link is gemaild.", "The link was mailed.";
    ASK_AGAIN = "Nieuwe link voor {}", "New link for {}";
    ASK_BACK = "Trek de link voor {} in", "Take back the link for {}";
    ASK_TAKEN_BACK = "Die link werkt niet meer.", "That link no longer works.";
    ASK_OPEN = "Nog niet geopend", "Not opened yet";
    ASK_OPENED = "Geopend", "Opened";
    ASK_AT_MICROSOFT = "Nu bij Microsoft", "At Microsoft now";
    ASK_ADMIN = "Wacht op aanmelding", "Sign-in follows";
    ASK_FAILED = "Mislukt", "Failed";
    ASK_DONE = "Gedaan", "Done";
    ASK_EXPIRED = "Verlopen", "Expired";
    ASK_REVOKED = "Ingetrokken", "Taken back";
    ASK_UNTIL = "geldig tot {}", "valid until {}";
    ASK_SENT = "gemaild {}", "mailed {}";

    A_TITLE = "Een vraag aan u", "A question to you";
    A_CONSENT = "{} vraagt u om toestemming", "{} asks for your consent";
    A_CONSENT_LINE = "ImageCapture wil met mailboxen van uw organisatie werken. Daarvoor meldt u eenmaal aan bij Microsoft en geeft u daar de rechten hieronder.", "ImageCapture wants to work with mailboxes of your organisation. Sign in once at Microsoft and grant the permissions listed below.";
    A_SECRET = "{} vraagt u om een clientsecret", "{} asks you for a client secret";
    A_SECRET_LINE = "Maak in Entra bij deze app een secret, onder Certificates & secrets, en plak hier de waarde uit de kolom Value. Wij testen het bij Microsoft; daarna leest niemand het terug.", "Create a secret for this app in Entra, under Certificates & secrets, and paste the column Value here. We test it at Microsoft; after that nobody can read it back.";
    A_BY = "Gevraagd door", "Asked by";
    A_FOR = "Voor", "For";
    A_AS = "Meld aan als", "Sign in as";
    A_UNTIL = "Geldig tot", "Valid until";
    A_SEES = "Wat u bij Microsoft ziet", "What you see at Microsoft";
    A_SEES_1 = "Aanmelden: alleen het adres hierboven telt. Uw wachtwoord ziet alleen Microsoft.", "Signing in: only the address above counts. Only Microsoft sees your password.";
    A_SEES_2 = "De rechten: kies Accepteren. Daarna komt u hier vanzelf terug.", "The permissions: choose Accept. After that you come back here automatically.";
    A_UNSURE = "Verwacht u dit niet? Doe dan niets en vraag het na bij {}.", "Not expecting this? Then do nothing, and check with {}.";
    A_APPROVAL = "Vraagt Microsoft om goedkeuring van een beheerder?", "Does Microsoft ask for an administrator’s approval?";
    A_APPROVAL_LINE = "Dan mag u dit niet zelf goedkeuren. Maak een link voor een beheerder van Microsoft Entra en geef die door; meld daarna hier gewoon opnieuw aan.", "Then you may not approve this yourself. Make a link for an administrator of Microsoft Entra and pass it on; after that, simply sign in here again.";
    A_SECRET_GO = "Secret insturen", "Send secret";
    A_SECRET_DONE = "Bedankt, het secret werkt", "Thank you, the secret works";
    A_DONE = "Bedankt, de toestemming is gegeven", "Thank you, the consent was given";
    A_DONE_LINE = "{} ziet dat vanzelf. De link is gebruikt; dit tabblad kunt u sluiten.", "{} sees that by themselves. The link is used up; you can close this tab.";
    A_DONE_PLAIN = "Wie het vroeg, ziet dat vanzelf. De link is gebruikt; dit tabblad kunt u sluiten.", "Whoever asked sees that by themselves. The link is used up; you can close this tab.";
    A_ADMIN_LINE = "Dat geldt voor de hele organisatie, maar brengt nog geen aanmelding. Meld nu aan met het gevraagde adres.", "That counts for the whole organisation, but brings no sign-in yet. Now sign in with the address you were asked for.";
    A_STILL = "Er is niets gewijzigd, en de link werkt nog.", "Nothing was changed, and the link still works.";
}
