//! Words for the names of `contract`: owners, abilities, permissions, and what
//! can be wrong with a field.

use super::fields::*;
use super::warnings::{I_HOOK, I_HOURS, I_MAIL_FROM, I_MAIL_TO};
use super::{Say, say};
use contract::accounts::Cloud;
use contract::catalogue::Owner;
use contract::fields::{Field, Invalid};
use contract::mailboxes::Ability;
use contract::purposes::{Purpose, Scope};

/// What a cloud is called.
#[must_use]
pub fn cloud_name(cloud: Cloud) -> Say {
    match cloud {
        Cloud::Global => say!("wereldwijd", "worldwide"),
        Cloud::UsGovernment => say!("VS overheid (GCC High)", "US Government (GCC High)"),
        Cloud::UsDefense => say!("VS defensie (DoD)", "US Defense (DoD)"),
        Cloud::China => say!("China (21Vianet)", "China (21Vianet)"),
    }
}

/// Who takes a cause away.
#[must_use]
pub fn owner_words(owner: Owner) -> Say {
    match owner {
        Owner::You => say!("u zelf", "you"),
        Owner::Admin => say!(
            "een beheerder van ImageCapture",
            "an administrator of ImageCapture"
        ),
        Owner::MailboxOwner => say!(
            "de eigenaar van de mailbox, of wie Exchange beheert",
            "the owner of the mailbox, or whoever manages Exchange",
        ),
        Owner::EntraAdmin => say!(
            "een beheerder van Microsoft Entra",
            "an administrator of Microsoft Entra",
        ),
        Owner::Network => say!(
            "wie het netwerk van de server beheert",
            "whoever manages the network of the server",
        ),
        Owner::Microsoft => say!(
            "Microsoft; het herstelt vanzelf",
            "Microsoft; it heals by itself"
        ),
        Owner::Us => say!("de makers van ImageCapture", "the makers of ImageCapture"),
    }
}

/// The name of an ability, and what it means that it was proved.
#[must_use]
pub fn ability_words(ability: Ability) -> (Say, Say) {
    match ability {
        Ability::SignIn => (
            say!("Aanmelden", "Sign in"),
            say!("Microsoft geeft een token", "Microsoft gives a token"),
        ),
        Ability::Read => (
            say!("Lezen", "Read"),
            say!("Postvak IN is geopend", "The inbox was opened"),
        ),
        Ability::Modify => (
            say!("Wijzigen", "Modify"),
            say!(
                "Een eigen concept is gemaakt en gewijzigd",
                "A draft of our own was made and changed"
            ),
        ),
        Ability::Move => (
            say!("Verplaatsen", "Move"),
            say!(
                "Het concept is verplaatst en opgeruimd",
                "The draft was moved and cleaned up"
            ),
        ),
        Ability::Send => (
            say!("Verzenden", "Send"),
            say!(
                "Een mail vanaf dit adres is aangenomen",
                "A mail from this address was accepted"
            ),
        ),
        Ability::SentItems => (
            say!("Afzender en Verzonden items", "Sender and Sent Items"),
            say!("Afzender en kopie kloppen", "Sender and copy are right"),
        ),
    }
}

/// What a permission is for: its name in words, and what ImageCapture does
/// with it.
#[must_use]
pub fn scope_words(scope: Scope) -> (Say, Say) {
    match scope {
        Scope::MailReadWriteShared => (
            say!("Lezen, wijzigen en verplaatsen", "Read, change and move"),
            say!(
                "Documenten ophalen en opbergen",
                "Collecting and filing documents"
            ),
        ),
        Scope::MailSendShared => (
            say!("Verzenden", "Send"),
            say!(
                "Exporttaken, viewer, wachtwoorden",
                "Export jobs, viewer, passwords"
            ),
        ),
    }
}

/// What ImageCapture does with a mailbox.
#[must_use]
pub fn purpose_name(purpose: Purpose) -> Say {
    match purpose {
        Purpose::Import => say!("Importeren", "Import"),
        Purpose::ExportJob => say!("Exporttaken", "Export jobs"),
        Purpose::ImageViewer => say!("Viewer", "Viewer"),
        Purpose::PasswordReset => say!("Wachtwoorden", "Passwords"),
        Purpose::AddressChange => say!("Adreswijzigingen", "Address changes"),
    }
}

/// What is wrong with a field, as a sentence that says how to put it right.
#[must_use]
pub fn invalid_words(field: Field, invalid: Invalid) -> Say {
    match (field, invalid) {
        (Field::Name, Invalid::Empty) => I_NAME,
        (Field::Tenant, Invalid::Empty) => I_TENANT,
        (Field::ClientId, Invalid::Empty) => I_CLIENT_ID,
        (Field::ClientSecret, Invalid::Empty) => I_SECRET,
        (Field::SecretExpires, Invalid::Empty | Invalid::NotADay) => I_EXPIRES,
        (Field::Address | Field::To, Invalid::Empty) => I_ADDRESS,
        (Field::Subject, Invalid::Empty) => I_SUBJECT,
        (Field::Password, Invalid::Empty) => I_PASSWORD,
        (Field::Password, Invalid::TooShort) => I_PASSWORD_SHORT,
        (Field::Code, Invalid::Empty) => I_CODE,
        (Field::ClientSecret, Invalid::TooShort) => I_SECRET_SHORT,
        (Field::ClientSecret, Invalid::HasSpaces) => I_SECRET_SPACES,
        (Field::Address, Invalid::NothingChosen) => I_MAIL_FROM,
        (Field::To, Invalid::NothingChosen) => I_MAIL_TO,
        (Field::Webhook, Invalid::Malformed) => I_HOOK,
        (Field::Text, Invalid::TooFar) => I_HOURS,
        (_, Invalid::Empty) => I_EMPTY,
        (_, Invalid::TooShort) => I_TOO_SHORT,
        (_, Invalid::TooLong) => I_TOO_LONG,
        (_, Invalid::ControlCharacters) => I_CONTROL,
        (_, Invalid::HasSpaces) => I_SPACES,
        (_, Invalid::NotAGuid) => I_NOT_A_GUID,
        (_, Invalid::NotATenant) => I_NOT_A_TENANT,
        (_, Invalid::TenantNeedsItsOwnName) => I_COMMON,
        (_, Invalid::IsSecretId) => I_SECRET_ID,
        (_, Invalid::SameAsTenant) => I_SAME,
        (_, Invalid::NotAnAddress) => I_NOT_AN_ADDRESS,
        (_, Invalid::Past) => I_PAST,
        (_, Invalid::TooFar) => I_TOO_FAR,
        (_, Invalid::NotADay) => I_EXPIRES,
        (_, Invalid::TooCommon) => I_TOO_COMMON,
        (_, Invalid::NothingChosen) => I_NOTHING,
        (_, Invalid::Malformed) => I_MALFORMED,
    }
}
