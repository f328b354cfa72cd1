//! One row per cause: its stable name, who can take it away, and the words.

use super::{Lang, Owner, Words};
use serde::{Deserialize, Serialize};

macro_rules! causes {
    ($($name:ident = $code:literal, $owner:ident,
        $nl_title:literal, $nl_remedy:literal,
        $en_title:literal, $en_remedy:literal;)+) => {
        /// Why something is not as it should be.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Cause {
            $(#[doc = $en_title] #[serde(rename = $code)] $name,)+
        }

        impl Cause {
            /// Every cause.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The stable name on the wire.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Who can take it away.
            #[must_use]
            pub fn owner(self) -> Owner {
                match self { $(Self::$name => Owner::$owner,)+ }
            }

            /// What it is called, and what to do, in `lang`.
            #[must_use]
            pub fn words(self, lang: Lang) -> Words {
                match self {
                    $(Self::$name => match lang {
                        Lang::Nl => Words { title: $nl_title, remedy: $nl_remedy },
                        Lang::En => Words { title: $en_title, remedy: $en_remedy },
                    },)+
                }
            }
        }
    };
}

impl Cause {
    /// Reads a name that [`Cause::code`] wrote.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|cause| cause.code() == code)
    }
}

#[cfg(feature = "openapi")]
crate::fields::described_by_codes!(Cause, "Why something is not as it should be.");

causes! {
    // --- the panel and its API ---------------------------------------------
    NotSignedIn = "not_signed_in", You,
        "U bent niet aangemeld.", "Meld u aan. Wat u hebt ingevuld, blijft staan.",
        "You are not signed in.", "Sign in. What you filled in stays where it is.";
    WrongCredentials = "wrong_credentials", You,
        "E-mailadres of wachtwoord klopt niet.", "Controleer beide en probeer het opnieuw.",
        "The e-mail address or password is wrong.", "Check both and try again.";
    TooManyTries = "too_many_tries", You,
        "Er is te vaak geprobeerd.", "Wacht een minuut en probeer het dan opnieuw.",
        "There were too many tries.", "Wait a minute, then try again.";
    ConfirmPassword = "confirm_password", You,
        "Bevestig eerst uw wachtwoord.", "Dit is een ingrijpende handeling. Na het bevestigen gaat die vanzelf verder.",
        "Confirm your password first.", "This is a far-reaching action. After confirming it continues by itself.";
    PasswordWrong = "password_wrong", You,
        "Dit wachtwoord klopt niet.", "Controleer het en probeer het opnieuw.",
        "This password is wrong.", "Check it and try again.";
    LastAdmin = "last_admin", Admin,
        "Dit is de laatste beheerder.", "Geef eerst iemand anders de rol van beheerder.",
        "This is the last administrator.", "Give somebody else the role of administrator first.";
    InvitationOver = "invitation_over", Admin,
        "Deze uitnodiging geldt niet meer.", "Vraag een beheerder van ImageCapture om een nieuwe uitnodiging.",
        "This invitation is no longer valid.", "Ask an administrator of ImageCapture for a new invitation.";
    SetUpCodeWrong = "set_up_code_wrong", You,
        "Deze installatiecode klopt niet.", "De code staat in de uitvoer van de server. Na een herstart geldt de nieuwste.",
        "This set-up code is wrong.", "The code is in the output of the server. After a restart the newest one counts.";
    SetUpDone = "set_up_done", You,
        "De eerste beheerder bestaat al.", "Meld u aan, of vraag een beheerder om toegang.",
        "The first administrator exists already.", "Sign in, or ask an administrator for access.";
    Forbidden = "forbidden", Admin,
        "Alleen een beheerder mag dit.", "Vraag een beheerder van ImageCapture om dit te doen.",
        "Only an administrator may do this.", "Ask an administrator of ImageCapture to do it.";
    CrossSite = "cross_site", Admin,
        "Dit verzoek kwam niet van het beheerpaneel.", "Open het paneel op zijn eigen adres. Klopt dat, controleer dan het openbare adres in de configuratie.",
        "This request did not come from the panel.", "Open the panel at its own address. If that is right, check the public address in the configuration.";
    Invalid = "invalid", You,
        "Er klopt iets niet in wat u hebt ingevuld.", "Verbeter de aangegeven velden.",
        "Something you filled in is not right.", "Correct the marked fields.";
    Malformed = "malformed", Us,
        "De server begrijpt dit verzoek niet.", "Laad de pagina opnieuw. Blijft het, meld het ons dan.",
        "The server does not understand this request.", "Reload the page. If it stays, tell us.";
    TooSlow = "too_slow", Network,
        "Het verzoek kwam niet op tijd compleet binnen.", "Controleer uw verbinding en probeer het opnieuw.",
        "The request did not arrive completely in time.", "Check your connection and try again.";
    WrongMethod = "wrong_method", Us,
        "Dit adres kent deze bewerking niet.", "Laad de pagina opnieuw. Blijft het, meld het ons dan.",
        "This address does not know this operation.", "Reload the page. If it stays, tell us.";
    ChangedMeanwhile = "changed_meanwhile", You,
        "Iemand heeft dit intussen gewijzigd.", "Bekijk de nieuwe stand en wijzig die.",
        "Somebody has changed this meanwhile.", "Look at how it is now and change that.";
    KeyReused = "key_reused", Us,
        "Dit verzoek draagt het kenmerk van een ander verzoek.", "Gebruik voor elk nieuw verzoek een nieuwe Idempotency-Key.",
        "This request carries the mark of another request.", "Use a new Idempotency-Key for each new request.";
    CutShort = "cut_short", You,
        "Hetzelfde verzoek loopt nog, of werd afgebroken.", "Kijk of het gelukt is. Is het dat niet, begin dan opnieuw.",
        "The same request is still running, or was cut short.", "See whether it was done. If not, start again.";
    NotFound = "not_found", You,
        "Dit bestaat niet, of niet meer.", "Ga terug naar het overzicht.",
        "This does not exist, or no longer.", "Go back to the overview.";
    AlreadyExists = "already_exists", You,
        "Dit bestaat al.", "Open het bestaande, of kies een andere naam of een ander adres.",
        "This exists already.", "Open the existing one, or choose another name or address.";
    InUse = "in_use", Admin,
        "Dit account heeft nog mailboxen.", "Verwijder eerst de mailboxen van dit account.",
        "This account still has mailboxes.", "Remove the mailboxes of this account first.";
    Busy = "busy", You,
        "Hier loopt al een controle.", "Wacht tot die klaar is.",
        "A check is already running here.", "Wait until it has finished.";
    RunNotStopped = "run_not_stopped", You,
        "Deze ronde is niet gestopt.", "Bekijk de stand van de ronde. Is die klaar, begin dan een nieuwe.",
        "This run is not stopped.", "Look at where the run stands. Where it is done, start a new one.";
    WebhookTarget = "webhook_target", You,
        "Naar dit adres mag geen webhook.", "Gebruik een openbaar https-adres. Voor een adres in uw eigen netwerk noemt de systeembeheerder dat netwerk in de configuratie.",
        "No webhook may go to this address.", "Use a public https address. For one in your own network, the system administrator names that network in the configuration.";
    NobodyToWarn = "nobody_to_warn", You,
        "Er is nog niemand om te waarschuwen.", "Vul eerst een mailbox met ontvangers of een webhook in.",
        "There is nobody to warn yet.", "Fill in a mailbox with recipients, or a webhook, first.";
    AskedOver = "asked_over", Admin,
        "Deze link werkt niet.", "Er is een nieuwe voor in de plaats gekomen, of hij is niet compleet overgenomen. Gebruik de laatste link, of vraag wie hem stuurde om een nieuwe.",
        "This link does not work.", "Another one took its place, or it was not copied whole. Use the last link, or ask whoever sent it for a new one.";
    AskedUsed = "asked_used", Admin,
        "Deze link is al gebruikt.", "Wat gevraagd werd, is gedaan. U hoeft niets te doen. Had u dit niet gedaan, meld het dan aan wie de link stuurde.",
        "This link was used already.", "What was asked for is done. You need not do anything. If it was not you, tell whoever sent the link.";
    AskedExpired = "asked_expired", Admin,
        "Deze link is verlopen.", "Er is niets gewijzigd. Vraag wie hem stuurde om een nieuwe.",
        "This link has expired.", "Nothing was changed. Ask whoever sent it for a new one.";
    AskedRevoked = "asked_revoked", Admin,
        "Deze link is ingetrokken.", "Er is niets gewijzigd. Vraag wie hem stuurde wat de bedoeling is.",
        "This link was taken back.", "Nothing was changed. Ask whoever sent it what they want.";
    NothingMissing = "nothing_missing", You,
        "Op deze mailboxen mist geen recht dat een script kan geven.", "Bekijk de oorzaak bij de mailbox. Controleer opnieuw als er net iets is gewijzigd.",
        "No right is missing on these mailboxes that a script can give.", "Look at the cause at the mailbox. Check again where something was just changed.";
    NoAccountFits = "no_account_fits", Admin,
        "Bij dit adres past geen Graph-account.", "Koppel een Graph-account van deze organisatie, of kies er zelf een.",
        "No Graph account fits this address.", "Connect a Graph account of this organisation, or choose one yourself.";
    SeveralAccountsFit = "several_accounts_fit", Admin,
        "Bij dit adres passen meerdere Graph-accounts.", "Kies zelf welk account de mailbox gaat bedienen.",
        "Several Graph accounts fit this address.", "Choose which account is to serve the mailbox.";
    PurposesBeyondAccount = "purposes_beyond_account", Admin,
        "Het Graph-account is niet voor alles wat deze mailbox doet.", "Breid de doelen van het account uit, of kies een ander account.",
        "The Graph account is not for everything this mailbox does.", "Extend the purposes of the account, or choose another account.";
    NotReady = "not_ready", You,
        "Niet alles wat u koos is klaar om over te zetten.", "Doe eerst een proefcontrole, en los op wat die vindt.",
        "Not everything you chose is ready to be switched.", "Rehearse first, and solve what that finds.";
    NothingToRehearse = "nothing_to_rehearse", You,
        "Er is niets dat een proefcontrole kan doen.", "Kies een Graph-account bij de adressen waar dat nog niet bekend is.",
        "There is nothing that can rehearse.", "Choose a Graph account for the addresses for which it is not known.";
    AlreadySwitched = "already_switched", You,
        "Deze mailbox gebruikt Graph al.", "Draai eerst de golf terug die hem heeft overgezet.",
        "This mailbox uses Graph already.", "Roll back the wave that switched it first.";
    WaveRunning = "wave_running", You,
        "Er loopt al een golf.", "Wacht tot die klaar is, of stop hem.",
        "A wave is running already.", "Wait until it has finished, or stop it.";
    NothingSwitched = "nothing_switched", You,
        "Van deze golf gebruikt geen mailbox meer Graph.", "Er is niets terug te draaien.",
        "No mailbox of this wave uses Graph any more.", "There is nothing to roll back.";
    RollBackOver = "roll_back_over", You,
        "Deze golf is langer dan 14 dagen geleden.", "Terugdraaien kan niet meer. Los het probleem op bij de mailbox zelf.",
        "This wave is over 14 days old.", "It can no longer be rolled back. Solve the problem at the mailbox itself.";
    TooLarge = "too_large", You,
        "Dit is te groot.", "Kort het in en probeer het opnieuw.",
        "This is too large.", "Shorten it and try again.";
    Storage = "storage", Admin,
        "De opslag van de server is nu niet bereikbaar.", "Er is niets gewijzigd. Controleer schijfruimte en database van de server.",
        "The storage of the server cannot be reached now.", "Nothing was changed. Check disk space and database of the server.";
    StorageFull = "storage_full", Admin,
        "De schijf van de server is vol.", "Er is niets gewijzigd. Maak ruimte op de schijf van de server; herstarten is niet nodig.",
        "The disk of the server is full.", "Nothing was changed. Make room on the disk of the server; no restart is needed.";
    StoredDamaged = "stored_damaged", Admin,
        "Wat van dit account is opgeslagen, is beschadigd.", "Voer het clientgeheim opnieuw in en geef opnieuw toestemming, of zet een back-up terug. Andere accounts werken gewoon door.",
        "What is stored of this account is damaged.", "Enter the client secret again and consent again, or restore a backup. Other accounts go on as usual.";
    Internal = "internal", Us,
        "Er ging iets mis in de server.", "Probeer het opnieuw. Blijft het, meld ons dan het nummer van dit verzoek.",
        "Something went wrong in the server.", "Try again. If it stays, tell us the number of this request.";
    ServerAway = "server_away", Network,
        "De server van ImageCapture antwoordt niet.", "Controleer uw verbinding. Wij proberen het zo opnieuw.",
        "The ImageCapture server does not answer.", "Check your connection. We try again in a moment.";

    // --- a consent ----------------------------------------------------------
    ConsentDeclined = "consent_declined", You,
        "De toestemming is afgewezen bij Microsoft.", "Er is niets gewijzigd. Probeer het opnieuw, of laat iemand anders toestemming geven.",
        "Consent was declined at Microsoft.", "Nothing was changed. Try again, or let somebody else consent.";
    AdminApprovalNeeded = "admin_approval_needed", EntraAdmin,
        "In deze organisatie mag alleen een beheerder toestemming geven.", "Stuur de beheerderslink naar een beheerder van Microsoft Entra. Meld daarna gewoon opnieuw aan.",
        "Only an administrator may consent in this organisation.", "Send the administrator link to a Microsoft Entra administrator. Then simply sign in again.";
    ConsentExpired = "consent_expired", You,
        "Dit duurde langer dan 15 minuten.", "Er is niets gewijzigd. Begin opnieuw met toestemming geven.",
        "This took more than 15 minutes.", "Nothing was changed. Start the consent again.";
    ConsentUnknown = "consent_unknown", You,
        "Dit antwoord van Microsoft hoort bij geen enkele aanvraag hier.", "Er is niets gewijzigd. Begin opnieuw met toestemming geven vanaf het account.",
        "This reply from Microsoft belongs to no request made here.", "Nothing was changed. Start the consent again from the account.";
    ConsentOtherBrowser = "consent_other_browser", You,
        "Dit antwoord hoort bij een ander tabblad of een andere browser.", "Er is niets gewijzigd. Rond het af waar u begon, of begin hier opnieuw.",
        "This reply belongs to another tab or another browser.", "Nothing was changed. Finish where you began, or start again here.";
    ConsentSessionEnded = "consent_session_ended", You,
        "Uw aanmelding bij ImageCapture is onderweg geëindigd.", "Er is niets gewijzigd. Meld u aan en begin opnieuw met toestemming geven.",
        "Your ImageCapture session ended on the way.", "Nothing was changed. Sign in and start the consent again.";
    AccountChanged = "account_changed", You,
        "Het account is onderweg gewijzigd.", "Er is niets opgeslagen. Begin opnieuw met toestemming geven.",
        "The account was changed on the way.", "Nothing was saved. Start the consent again.";
    WrongTenant = "wrong_tenant", You,
        "Er is aangemeld in een andere tenant dan die van dit account.", "Er is niets opgeslagen. Meld aan met iemand uit de tenant van dit account, of verbeter de tenant-ID.",
        "Somebody signed in from another tenant than that of this account.", "Nothing was saved. Sign in as somebody of this account's tenant, or correct the tenant ID.";
    WrongPerson = "wrong_person", You,
        "Er is iemand anders aangemeld dan verwacht.", "Er is niets opgeslagen. Meld aan met het verwachte adres.",
        "Somebody else signed in than was expected.", "Nothing was saved. Sign in with the expected address.";
    ScopesMissing = "scopes_missing", EntraAdmin,
        "Microsoft gaf niet alle rechten die nodig zijn.", "Voeg de ontbrekende rechten toe bij API permissions en geef opnieuw toestemming.",
        "Microsoft did not grant every permission that is needed.", "Add the missing ones under API permissions and consent again.";
    ReplyNotTrusted = "reply_not_trusted", Us,
        "De controle van Microsofts antwoord is niet geslaagd.", "Er is niets opgeslagen. Begin opnieuw. Blijft het, controleer dan de klok van de server en meld het ons.",
        "Microsoft's reply did not pass our checks.", "Nothing was saved. Start again. If it stays, check the server's clock and tell us.";
    CodeUsed = "code_used", You,
        "Dit antwoord van Microsoft is al gebruikt.", "Begin opnieuw met toestemming geven.",
        "This reply from Microsoft was used already.", "Start the consent again.";

    // --- Entra ID -----------------------------------------------------------
    SecretWrong = "secret_wrong", Admin,
        "Het clientsecret klopt niet.", "Vaak is de Secret-ID geplakt, of mist het einde. Maak in Entra een nieuw secret en kopieer de kolom Value.",
        "The client secret is wrong.", "Often the Secret ID was pasted, or the end is missing. Create a new secret in Entra and copy the column Value.";
    SecretExpired = "secret_expired", Admin,
        "Het clientsecret is verlopen.", "Maak in Entra een nieuw secret, kopieer de kolom Value en sla die hier op.",
        "The client secret has expired.", "Create a new secret in Entra, copy the column Value and save it here.";
    SecretExpiresSoon = "secret_expires_soon", Admin,
        "Het clientsecret verloopt binnenkort.", "Maak in Entra een nieuw secret en sla het hier op. Het oude blijft tot dan werken.",
        "The client secret expires soon.", "Create a new secret in Entra and save it here. The old one works until then.";
    NoNextSecret = "no_next_secret", Admin,
        "Er staat geen nieuw clientsecret klaar.", "Sla eerst het nieuwe secret op. Het wordt bij Microsoft geprobeerd voor het meedoet.",
        "No new client secret is waiting.", "Save the new secret first. It is tried at Microsoft before it counts.";
    NoPreviousSecret = "no_previous_secret", Admin,
        "Er is geen vorig clientsecret meer.", "Bekijk het account. Een verlopen of verwijderd secret kan niet terug.",
        "There is no previous client secret any more.", "Look at the account. A secret that ended or was removed cannot come back.";
    AppNotFound = "app_not_found", Admin,
        "Deze app bestaat niet in deze tenant.", "Controleer client-ID en tenant-ID: staan ze bij dezelfde app-registratie?",
        "This app does not exist in this tenant.", "Check client ID and tenant ID: do they belong to the same app registration?";
    TenantNotFound = "tenant_not_found", Admin,
        "Deze tenant bestaat niet.", "Plak de Directory (tenant) ID of een domein van uw organisatie.",
        "This tenant does not exist.", "Paste the Directory (tenant) ID or a domain of your organisation.";
    AppDisabled = "app_disabled", EntraAdmin,
        "De app is uitgeschakeld in Entra.", "Zet aanmelden weer aan bij Enterprise applications, Properties.",
        "The app is disabled in Entra.", "Allow sign-in again under Enterprise applications, Properties.";
    RedirectNotRegistered = "redirect_not_registered", EntraAdmin,
        "De redirect-URI staat niet in de app-registratie.", "Kopieer de redirect-URI van dit account en voeg hem toe bij Authentication, type Web. Wacht daarna 5 minuten.",
        "The redirect URI is not in the app registration.", "Copy the redirect URI of this account and add it under Authentication, type Web. Then wait 5 minutes.";
    NotWebPlatform = "not_web_platform", EntraAdmin,
        "De redirect-URI is niet als type Web geregistreerd.", "Verwijder hem bij Single-page application en voeg hem toe bij Web.",
        "The redirect URI is not registered as type Web.", "Remove it under Single-page application and add it under Web.";
    ConsentMissing = "consent_missing", Admin,
        "Er is geen toestemming meer voor deze app.", "Geef opnieuw toestemming, of gebruik de beheerderslink.",
        "There is no consent for this app any more.", "Consent again, or use the administrator link.";
    PermissionNotRegistered = "permission_not_registered", EntraAdmin,
        "De app-registratie mist een recht.", "Voeg bij API permissions de gedelegeerde Graph-rechten toe die hier staan.",
        "The app registration lacks a permission.", "Add the delegated Graph permissions shown here under API permissions.";
    GrantEnded = "grant_ended", Admin,
        "Microsoft heeft de aanmelding beëindigd.", "Geef opnieuw toestemming. Dit gebeurt na een nieuw wachtwoord, na intrekken of na 90 dagen zonder gebruik.",
        "Microsoft has ended the sign-in.", "Consent again. This happens after a new password, a revocation or 90 days without use.";
    PersonDisabled = "person_disabled", EntraAdmin,
        "De aangemelde persoon is uitgeschakeld of verwijderd in Entra.", "Schakel het account weer in, of geef toestemming met iemand anders.",
        "The person who signed in is disabled or deleted in Entra.", "Enable the person again, or consent as somebody else.";
    MfaNeeded = "mfa_needed", Admin,
        "Microsoft vraagt om extra verificatie.", "Geef opnieuw toestemming en doorloop de extra verificatie.",
        "Microsoft asks for additional verification.", "Consent again and complete the additional verification.";
    ConditionalAccess = "conditional_access", EntraAdmin,
        "Voorwaardelijke toegang van uw organisatie blokkeert dit.", "Zoek de aanmelding op in de Sign-in logs van Entra en maak een uitzondering voor dit account.",
        "Conditional Access of your organisation blocks this.", "Find the sign-in in Entra's Sign-in logs and make an exception for this account.";
    SignInFrequency = "sign_in_frequency", EntraAdmin,
        "Een beleid in Entra laat aanmeldingen na een vaste tijd verlopen.", "Maak in Conditional Access een uitzondering voor dit account. Geef daarna opnieuw toestemming.",
        "A policy in Entra ends sign-ins after a fixed time.", "Make an exception for this account in Conditional Access. Then consent again.";
    NotAssigned = "not_assigned", EntraAdmin,
        "Deze persoon is niet toegewezen aan de app.", "Wijs de persoon toe bij Enterprise applications, Users and groups.",
        "This person is not assigned to the app.", "Assign the person under Enterprise applications, Users and groups.";
    WrongCloud = "wrong_cloud", Admin,
        "Deze tenant hoort bij een andere Microsoft-cloud.", "Kies bij het account de juiste cloud.",
        "This tenant belongs to another Microsoft cloud.", "Choose the right cloud for the account.";
    EntraRefused = "entra_refused", Admin,
        "Microsoft Entra weigert dit.", "Lees Microsofts eigen tekst bij de technische details.",
        "Microsoft Entra refuses this.", "Read Microsoft's own text under the technical details.";

    // --- Graph and Exchange --------------------------------------------------
    NoSignIn = "no_sign_in", Admin,
        "Voor dit account is nog geen toestemming gegeven.", "Open het account en geef toestemming.",
        "Nobody has consented for this account yet.", "Open the account and consent.";
    NoMailboxAccess = "no_mailbox_access", MailboxOwner,
        "De aangemelde persoon heeft in Exchange geen toegang tot deze mailbox.", "Geef Full Access op de mailbox. Het kan een uur duren voor dat werkt.",
        "The person who signed in has no access to this mailbox in Exchange.", "Grant Full Access on the mailbox. It may take an hour to work.";
    MailboxUnknown = "mailbox_unknown", Admin,
        "Dit adres bestaat niet in deze tenant.", "Controleer het adres. Is de mailbox hernoemd of verwijderd?",
        "This address does not exist in this tenant.", "Check the address. Was the mailbox renamed or removed?";
    MailboxNotOnline = "mailbox_not_online", EntraAdmin,
        "Dit is geen mailbox in Exchange Online.", "Hij staat op een eigen server, heeft geen licentie of is inactief. Verhuis hem of geef hem een licentie.",
        "This is not a mailbox in Exchange Online.", "It is on your own server, has no licence or is inactive. Move it or license it.";
    PermissionMissing = "permission_missing", Admin,
        "De toestemming bevat dit recht niet.", "Geef opnieuw toestemming voor het account. Dat herstelt alle mailboxen ervan.",
        "The consent does not include this permission.", "Consent again for the account. That mends all its mailboxes.";
    SendAsDenied = "send_as_denied", MailboxOwner,
        "Versturen namens dit adres mag niet.", "Geef de aangemelde persoon Send As op deze mailbox. Het kan een uur duren voor dat werkt.",
        "Sending as this address is not allowed.", "Grant the person who signed in Send As on this mailbox. It may take an hour to work.";
    RecipientRefused = "recipient_refused", You,
        "Microsoft accepteert de ontvanger niet.", "Controleer het adres van de ontvanger.",
        "Microsoft does not accept the recipient.", "Check the address of the recipient.";
    TokenRefused = "token_refused", Us,
        "Graph weigert het token dat Entra net gaf.", "Controleer opnieuw. Blijft het, geef dan opnieuw toestemming en meld het ons.",
        "Graph refuses the token that Entra just gave.", "Check again. If it stays, consent again and tell us.";
    Throttled = "throttled", Microsoft,
        "Microsoft vraagt om rust.", "Geen actie nodig. Wij gaan later verder.",
        "Microsoft is throttling.", "No action needed. We continue later.";
    MailboxFull = "mailbox_full", MailboxOwner,
        "De mailbox is vol.", "Maak ruimte vrij in de mailbox.",
        "The mailbox is full.", "Free some space in the mailbox.";
    GraphRefused = "graph_refused", Admin,
        "Microsoft Graph weigert dit.", "Lees Microsofts eigen tekst bij de technische details.",
        "Microsoft Graph refuses this.", "Read Microsoft's own text under the technical details.";
    SentElsewhere = "sent_elsewhere", MailboxOwner,
        "De mail vertrok, maar de kopie of de afzender is niet die van deze mailbox.", "Controleer Send As en Send on Behalf van de aangemelde persoon.",
        "The mail left, but its copy or its sender is not that of this mailbox.", "Check Send As and Send on Behalf of the person who signed in.";
    NotArrived = "not_arrived", MailboxOwner,
        "De mail is aangenomen, maar nog niet aangekomen.", "Controleer later opnieuw, en kijk of een regel of filter hem verplaatste.",
        "The mail was accepted but has not arrived yet.", "Check again later, and see whether a rule or filter moved it.";
    SendUnknown = "send_unknown", You,
        "Onbekend of de mail is verstuurd: Microsofts antwoord bleef uit.", "Kijk in Verzonden items. Wij versturen hem niet vanzelf opnieuw.",
        "Unknown whether the mail was sent: Microsoft's answer did not come.", "Look in Sent Items. We do not send it again by ourselves.";

    // --- the road to Microsoft ------------------------------------------------
    MicrosoftUnreachable = "microsoft_unreachable", Network,
        "Onze server bereikt Microsoft niet.", "Uw instellingen zijn niet getest. Controleer firewall of proxy van de server.",
        "Our server cannot reach Microsoft.", "Your settings were not tested. Check the firewall or proxy of the server.";
    MicrosoftSilent = "microsoft_silent", Microsoft,
        "Microsoft antwoordt niet op tijd.", "Uw instellingen zijn in orde. Probeer het later opnieuw.",
        "Microsoft does not answer in time.", "Your settings are fine. Try again later.";
    MicrosoftUnwell = "microsoft_unwell", Microsoft,
        "Microsoft heeft een storing.", "Uw instellingen zijn in orde. Probeer het later opnieuw.",
        "Microsoft has a problem.", "Your settings are fine. Try again later.";
    MicrosoftGarbled = "microsoft_garbled", Network,
        "Er kwam een onleesbaar antwoord in plaats van dat van Microsoft.", "Vaak antwoordt een proxy of firewall. Controleer die op de server.",
        "An unreadable reply came instead of Microsoft's.", "Often a proxy or firewall replies. Check it on the server.";
}
