//! Mailboxes, their lights and what these add up to; test mail.

use crate::catalogue::{Cause, MicrosoftTrace};
use crate::days::ProofDays;
use crate::fields::{Field, FieldError, FieldErrors, Invalid};
use crate::ids::{AccountId, Address, Name, SignInId, TestMailId};
use crate::purposes::Purposes;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Longest subject of a test mail, in characters.
const SUBJECT_MAX: usize = 200;

/// Longest text of a test mail, in characters.
const TEXT_MAX: usize = 10_000;

/// How often a mailbox that works is checked by itself, in milliseconds: each of them
/// up to a quarter later.
pub const CHECK_EVERY_MS: i64 = 6 * 60 * 60 * 1000;

/// What was proved longer ago than this, in milliseconds, should have been looked at
/// twice since: the checks themselves stand still.
pub const OVERDUE_MS: i64 = 2 * (CHECK_EVERY_MS + CHECK_EVERY_MS / 4);

/// One ability that a mailbox needs and that can be proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// Microsoft gives an access token for the sign-in.
    SignIn,
    /// The inbox can be opened.
    Read,
    /// A message can be made and changed.
    Modify,
    /// A message can be moved and removed.
    Move,
    /// A mail can be sent from the mailbox.
    Send,
    /// A sent mail carries the mailbox as sender, and its copy is in the
    /// mailbox's own Sent Items.
    SentItems,
}

impl Ability {
    /// All abilities, in the order in which they are proved.
    pub const ALL: [Self; 6] = [
        Self::SignIn,
        Self::Read,
        Self::Modify,
        Self::Move,
        Self::Send,
        Self::SentItems,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Read => "read",
            Self::Modify => "modify",
            Self::Move => "move",
            Self::Send => "send",
            Self::SentItems => "sent_items",
        }
    }

    /// Whether a mailbox with these purposes needs it.
    #[must_use]
    pub fn needed(self, purposes: Purposes) -> bool {
        match self {
            Self::SignIn => true,
            Self::Read | Self::Modify | Self::Move => purposes.imports(),
            Self::Send => purposes.sends(),
            // Without permission to read nobody can look into Sent Items.
            Self::SentItems => purposes.sends() && purposes.imports(),
        }
    }
}

/// Whether an ability was proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LightState {
    /// A call for this mailbox succeeded.
    Green,
    /// A call for this mailbox was refused.
    Red,
    /// The last try came to no answer: Microsoft or the network was away.
    Unknown,
}

/// The last proof of one ability of a mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Light {
    /// Of which ability.
    pub ability: Ability,
    /// How it ended.
    pub state: LightState,
    /// When.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took_ms: u32,
    /// Why it is not green, where it is not.
    pub cause: Option<Cause>,
    /// What Microsoft said, where it is not green.
    pub microsoft: Option<MicrosoftTrace>,
    /// What counts for the verdict, while this result stands alone: two in a
    /// row that agree change a verdict. Missing where this result counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
}

/// What is known of an ability for sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// How the proofs ended that count.
    pub state: LightState,
    /// Why that is not green, where it is not.
    pub cause: Option<Cause>,
}

impl Light {
    /// This result as a standing.
    #[must_use]
    pub fn found(&self) -> Standing {
        Standing {
            state: self.state,
            cause: self.cause,
        }
    }

    /// What counts for the verdict.
    #[must_use]
    pub fn counts(&self) -> Standing {
        self.standing.unwrap_or_else(|| self.found())
    }

    /// This result after the `last` one: it counts at once where nothing was
    /// known, where it says what counts already, or where the last one said the
    /// same. Else what counted before goes on counting.
    #[must_use]
    pub fn after(mut self, last: Option<&Self>) -> Self {
        self.standing = last
            .filter(|last| last.counts() != self.found() && last.found() != self.found())
            .map(Self::counts);
        self
    }
}

/// What the lights of a mailbox add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerdictState {
    /// Everything needed was proved.
    Ok,
    /// It works, but something needs attention.
    Warn,
    /// Something needed was refused.
    Bad,
    /// Not everything needed was tried yet.
    Idle,
}

impl VerdictState {
    /// All states, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Bad, Self::Warn, Self::Ok, Self::Idle];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Idle => "idle",
        }
    }
}

/// A verdict with its cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verdict {
    /// What it is.
    pub state: VerdictState,
    /// Why, where it is not `ok`.
    pub cause: Option<Cause>,
    /// The ability that decided it.
    pub ability: Option<Ability>,
    /// Since when.
    pub since: Timestamp,
}

impl Verdict {
    /// Whether it says the same as another, whenever that was.
    #[must_use]
    pub fn says(&self, other: &Self) -> bool {
        (self.state, self.cause, self.ability) == (other.state, other.cause, other.ability)
    }
}

/// A mailbox as a person fills it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMailbox {
    /// The account that serves it.
    pub account_id: AccountId,
    /// Its address.
    #[cfg_attr(feature = "openapi", schema(example = "facturen@contoso.nl"))]
    pub address: String,
    /// What people call it. Empty: the part before the `@`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "Facturen inkoop"))]
    pub name: String,
    /// What it is for. Missing: everything the account is for.
    #[serde(default)]
    pub purposes: Option<Purposes>,
}

impl NewMailbox {
    /// Checks the form of the address and the name.
    ///
    /// # Errors
    /// Everything that cannot be right, one line per field.
    pub fn check(&self) -> Result<(Address, Name), Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let address = errors.take(Field::Address, Address::parse(&self.address));
        let name = if self.name.trim().is_empty() {
            let local = address.as_ref().map_or("", Address::as_str);
            Name::parse(local.split('@').next().unwrap_or(local)).ok()
        } else {
            errors.take(Field::Name, Name::parse(&self.name))
        };
        match (address, name) {
            (Some(address), Some(name)) => Ok((address, name)),
            _ => Err(errors.into_inner()),
        }
    }
}

/// A mailbox as the panel shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mailbox {
    /// Its address.
    pub address: Address,
    /// What people call it.
    pub name: Name,
    /// The account that serves it.
    pub account_id: AccountId,
    /// Its name.
    pub account_name: Name,
    /// The sign-in that serves it, once somebody consented.
    pub sign_in: Option<ServedBy>,
    /// What it is for.
    pub purposes: Purposes,
    /// What is known of each ability, in the order of [`Ability::ALL`].
    pub lights: Vec<Light>,
    /// What they add up to.
    pub verdict: Verdict,
    /// How the last two weeks went.
    #[serde(default)]
    pub days: ProofDays,
    /// The proof that runs now, if any.
    pub running: Option<Run>,
    /// When it was added.
    pub added_at: Timestamp,
    /// By whom.
    #[cfg_attr(feature = "openapi", schema(example = "Mark Bakker"))]
    pub added_by: String,
}

impl Mailbox {
    /// The light of one ability, if it was ever tried.
    #[must_use]
    pub fn light(&self, ability: Ability) -> Option<&Light> {
        self.lights.iter().find(|light| light.ability == ability)
    }

    /// When something about it was last proved.
    #[must_use]
    pub fn last_proved(&self) -> Option<Timestamp> {
        self.lights.iter().map(|light| light.at).max()
    }

    /// Whether it is said to work, and that was proved too long ago to be green.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        let long_ago = |last: Timestamp| now.0 - last.0 > OVERDUE_MS;
        self.verdict.state == VerdictState::Ok && self.last_proved().is_some_and(long_ago)
    }
}

/// The sign-in behind a mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServedBy {
    /// Its id.
    pub id: SignInId,
    /// Whose it is.
    #[cfg_attr(feature = "openapi", schema(example = "imagecapture@contoso.nl"))]
    pub username: String,
}

/// How far a proof goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProofKind {
    /// Read-only: sign-in and read.
    Check,
    /// All abilities but sending: with a draft of its own, which is removed.
    Full,
}

/// Starts a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StartProof {
    /// How far it goes.
    pub kind: ProofKind,
}

/// A proof that runs now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Run {
    /// How far it goes.
    pub kind: ProofKind,
    /// The ability being proved.
    pub step: Ability,
    /// How many are done.
    pub done: u32,
    /// How many there are.
    pub of: u32,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailboxPage {
    /// The mailboxes, in the order that was asked for.
    pub items: Vec<Mailbox>,
    /// Give this as `after` to get the next page; missing on the last one.
    pub next: Option<String>,
    /// How many there are of each verdict, with the other filters applied.
    pub counts: Counts,
    /// How many there are of each cause, with the other filters applied; the
    /// most urgent and most frequent first.
    pub causes: Vec<CauseCount>,
}

/// How many mailboxes have one cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CauseCount {
    /// The cause.
    pub cause: Cause,
    /// How bad it is.
    pub state: VerdictState,
    /// How many mailboxes have it.
    pub mailboxes: u32,
    /// The account they are in, where all of them are in one.
    pub account_id: Option<AccountId>,
}

/// How many mailboxes there are of each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    /// Everything needed was proved.
    pub ok: u32,
    /// Works, but needs attention.
    pub warn: u32,
    /// Something needed was refused.
    pub bad: u32,
    /// Not tried yet.
    pub idle: u32,
}

impl Counts {
    /// All together.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.ok + self.warn + self.bad + self.idle
    }

    /// Those of one verdict, to be counted.
    pub fn of_mut(&mut self, state: VerdictState) -> &mut u32 {
        match state {
            VerdictState::Ok => &mut self.ok,
            VerdictState::Warn => &mut self.warn,
            VerdictState::Bad => &mut self.bad,
            VerdictState::Idle => &mut self.idle,
        }
    }

    /// Those of one verdict.
    #[must_use]
    pub fn of(&self, state: VerdictState) -> u32 {
        match state {
            VerdictState::Ok => self.ok,
            VerdictState::Warn => self.warn,
            VerdictState::Bad => self.bad,
            VerdictState::Idle => self.idle,
        }
    }
}

/// A test mail as a person fills it in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTestMail {
    /// To whom. The mailbox itself makes it a round trip.
    #[cfg_attr(feature = "openapi", schema(example = "facturen@contoso.nl"))]
    pub to: String,
    /// Its subject. A round trip adds a mark of its own to find it by.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Testmail van ImageCapture", max_length = 200)
    )]
    pub subject: String,
    /// Its text.
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    pub text: String,
}

/// A [`NewTestMail`] whose fields are right in form.
pub struct CheckedTestMail {
    /// To whom.
    pub to: Address,
    /// Its subject, on one line.
    pub subject: String,
    /// Its text.
    pub text: String,
}

impl NewTestMail {
    /// Checks the form of every field.
    ///
    /// # Errors
    /// Everything that cannot be right, one line per field.
    pub fn check(&self) -> Result<CheckedTestMail, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let to = errors.take(Field::To, Address::parse(&self.to));
        let subject = self.subject.trim();
        if subject.is_empty() {
            errors.add(Field::Subject, Invalid::Empty);
        } else if subject.chars().count() > SUBJECT_MAX {
            errors.add(Field::Subject, Invalid::TooLong);
        } else if subject.chars().any(char::is_control) {
            errors.add(Field::Subject, Invalid::ControlCharacters);
        }
        if self.text.chars().count() > TEXT_MAX {
            errors.add(Field::Text, Invalid::TooLong);
        }
        let errors = errors.into_inner();
        match to {
            Some(to) if errors.is_empty() => Ok(CheckedTestMail {
                to,
                subject: subject.to_owned(),
                text: self.text.clone(),
            }),
            _ => Err(errors),
        }
    }
}

/// Where a test mail stands. Accepted is not arrived, and unknown is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TestMailState {
    /// On its way to Microsoft.
    Sending,
    /// Microsoft took it (202). To another address this is all one can know.
    Accepted,
    /// Found in the inbox, and removed again.
    Arrived,
    /// Accepted, but not found in the inbox within the time we look.
    NotYet,
    /// Microsoft's answer did not come: it may have been sent. Never resent.
    Unknown,
    /// Microsoft refused it.
    Failed,
}

impl TestMailState {
    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Arrived => "arrived",
            Self::NotYet => "not_yet",
            Self::Unknown => "unknown",
            Self::Failed => "failed",
        }
    }
}

/// A test mail as the panel shows it. Its text is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestMail {
    /// Its id.
    pub id: TestMailId,
    /// From which mailbox.
    pub mailbox: Address,
    /// To whom.
    pub to: Address,
    /// Whether it goes to the mailbox itself and is looked for there.
    pub round_trip: bool,
    /// Where it stands.
    pub state: TestMailState,
    /// When it was started.
    pub sent_at: Timestamp,
    /// When Microsoft took it.
    pub accepted_at: Option<Timestamp>,
    /// When it was found in the inbox.
    pub arrived_at: Option<Timestamp>,
    /// Why it failed or is unknown.
    pub cause: Option<Cause>,
    /// What Microsoft said; on success its request-id only.
    pub microsoft: Option<MicrosoftTrace>,
    /// Until when we look for it, where it is a round trip.
    pub looks_until: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_without_a_name_takes_it_from_its_address() {
        let new = NewMailbox {
            account_id: AccountId::parse("0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111").unwrap(),
            address: "Facturen@Contoso.nl".into(),
            name: " ".into(),
            purposes: None,
        };
        let (address, name) = new.check().unwrap();
        assert_eq!(address.as_str(), "facturen@contoso.nl");
        assert_eq!(name.as_str(), "facturen");
    }

    #[test]
    fn a_subject_cannot_smuggle_a_header() {
        let mail = NewTestMail {
            to: "a@b.nl".into(),
            subject: "x\r\nBcc: c@d.nl".into(),
            text: String::new(),
        };
        let errors = mail.check().err().unwrap();
        assert_eq!(errors[0].invalid, Invalid::ControlCharacters);
    }

    #[test]
    fn who_only_sends_needs_no_light_that_reads() {
        let needed = |purposes| {
            Ability::ALL
                .into_iter()
                .filter(|a| a.needed(purposes))
                .collect::<Vec<_>>()
        };
        assert_eq!(needed(Purposes::SEND), [Ability::SignIn, Ability::Send]);
        assert_eq!(needed(Purposes::ALL), Ability::ALL);
    }
}
