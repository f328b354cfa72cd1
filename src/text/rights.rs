//! Rights in Exchange that are missing, and the script that gives them.

use super::texts;

texts! {
    X_TITLE = "Ontbrekende rechten in Exchange", "Missing rights in Exchange";
    X_MAKE = "Maak script", "Make script";
    X_ONE = "{} recht ontbreekt", "{} right is missing";
    X_MANY = "{} rechten ontbreken", "{} rights are missing";
    X_SCRIPT = "Script voor Exchange Online", "Script for Exchange Online";
    X_CODE = "Tekst van het script", "Text of the script";
    X_LEAD = "Geeft precies wat de laatste controles misten, en niets anders. Voer het uit in PowerShell als iemand die Exchange beheert; Install-Module ExchangeOnlineManagement is eenmalig nodig.", "Gives exactly what the last checks missed, and nothing else. Run it in PowerShell as somebody who manages Exchange; Install-Module ExchangeOnlineManagement is needed once.";
    X_COPY_UNDO = "Kopieer terugdraaien", "Copy undo";
    X_UNDO = "Terugdraaien", "Undo";
    X_MISSING = "Wat ontbreekt", "What is missing";
    X_FULL = "Full Access voor {}", "Full Access for {}";
    X_SEND_AS = "Send As voor {}", "Send As for {}";
    X_LACKS = "Ontbreekt", "Missing";
    X_THERE = "Aangekomen", "Arrived";
    X_ARRIVED = "{} van {2} werkt al", "{} of {2} work already";
    X_WATCH = "Microsoft doet er tot een uur over. Wij controleren deze mailboxen elke vijf minuten opnieuw, tot {}.", "Microsoft takes up to an hour. We check these mailboxes again every five minutes, until {}.";
    X_NOW = "Controleer nu", "Check now";
    X_SENDS = "Of Send As is aangekomen, blijkt alleen uit een testmail vanaf de mailbox.", "Whether Send As has arrived only a test mail from the mailbox tells.";
    X_MORE = "en nog {}", "and {} more";
}
