//! Causes in few words: where many stand below each other, and where one is said of
//! several mailboxes. The whole sentence is one press or one pointer away.

use super::{Words, live, say};
use contract::catalogue::Cause;

/// A cause as a heading: without its stop.
#[must_use]
pub fn headline(cause: Cause) -> Words {
    live(move || Words::Title(cause).get().trim_end_matches('.').to_owned())
}

/// A cause in few words, without a stop.
#[must_use]
pub fn short(cause: Cause) -> Words {
    let say = match cause {
        Cause::NoMailboxAccess => say!("Geen toegang in Exchange", "No access in Exchange"),
        Cause::MailboxUnknown => say!("Adres bestaat niet", "Address does not exist"),
        Cause::MailboxNotOnline => say!("Niet in Exchange Online", "Not in Exchange Online"),
        Cause::NoSignIn => say!("Nog geen toestemming", "No consent yet"),
        Cause::ConsentMissing => say!("Geen toestemming meer", "No consent any more"),
        Cause::GrantEnded => say!("Aanmelding beëindigd", "Sign-in ended"),
        Cause::PersonDisabled => say!(
            "Aangemelde persoon uitgeschakeld",
            "Signed-in person disabled"
        ),
        Cause::PermissionMissing => say!("Recht ontbreekt", "Permission missing"),
        Cause::SendAsDenied => say!("Geen recht om te versturen", "No right to send"),
        Cause::SecretWrong => say!("Clientsecret klopt niet", "Client secret is wrong"),
        Cause::SecretExpired => say!("Clientsecret verlopen", "Client secret expired"),
        Cause::SecretExpiresSoon => {
            say!("Clientsecret verloopt bijna", "Client secret expires soon")
        }
        Cause::ConditionalAccess => say!(
            "Voorwaardelijke toegang blokkeert",
            "Conditional Access blocks"
        ),
        Cause::SignInFrequency => say!("Aanmelding verliep door beleid", "Sign-in ended by policy"),
        Cause::MfaNeeded => say!("Extra verificatie nodig", "Additional verification needed"),
        Cause::NotAssigned => say!(
            "Persoon niet toegewezen aan app",
            "Person not assigned to app"
        ),
        Cause::WrongCloud => say!("Andere Microsoft-cloud", "Other Microsoft cloud"),
        Cause::SentElsewhere => say!(
            "Afzender of kopie klopt niet",
            "Sender or copy is not right"
        ),
        Cause::NotArrived => say!("Testmail nog niet aangekomen", "Test mail not arrived yet"),
        Cause::SendUnknown => say!(
            "Onbekend of testmail vertrok",
            "Unknown whether test mail left"
        ),
        Cause::MicrosoftGarbled => say!("Onleesbaar antwoord", "Unreadable reply"),
        Cause::NoAccountFits => say!("Geen passend Graph-account", "No Graph account fits"),
        Cause::SeveralAccountsFit => say!(
            "Meerdere Graph-accounts passen",
            "Several Graph accounts fit"
        ),
        Cause::PurposesBeyondAccount => say!(
            "Account is niet voor alles",
            "Account is not for everything"
        ),
        _ => return headline(cause),
    };
    say.into()
}
