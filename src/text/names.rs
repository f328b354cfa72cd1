//! Words for the names of `contract`: owners, abilities, permissions, and what
//! can be wrong with a field.

use super::*;
use contract::accounts::Cloud;
use contract::catalogue::Owner;
use contract::fields::{Field, Invalid};
use contract::mailboxes::Ability;
use contract::purposes::Scope;

/// What a cloud is called.
#[must_use]
pub fn cloud_name(cloud: Cloud) -> Say {
    match cloud {
        Cloud::Global => CLOUD_GLOBAL,
        Cloud::UsGovernment => CLOUD_US_GOVERNMENT,
        Cloud::UsDefense => CLOUD_US_DEFENSE,
        Cloud::China => CLOUD_CHINA,
    }
}

/// Who takes a cause away.
#[must_use]
pub fn owner_words(owner: Owner) -> Say {
    match owner {
        Owner::You => OWNER_YOU,
        Owner::Admin => OWNER_ADMIN,
        Owner::MailboxOwner => OWNER_MAILBOX_OWNER,
        Owner::EntraAdmin => OWNER_ENTRA_ADMIN,
        Owner::Network => OWNER_NETWORK,
        Owner::Microsoft => OWNER_MICROSOFT,
        Owner::Us => OWNER_US,
    }
}

/// The name of an ability, and what it means that it was proved.
#[must_use]
pub fn ability_words(ability: Ability) -> (Say, Say) {
    let means = match ability {
        Ability::SignIn => ABLE_SIGN_IN_MEANS,
        Ability::Read => ABLE_READ_MEANS,
        Ability::Modify => ABLE_MODIFY_MEANS,
        Ability::Move => ABLE_MOVE_MEANS,
        Ability::Send => ABLE_SEND_MEANS,
        Ability::SentItems => ABLE_SENT_ITEMS_MEANS,
    };
    (ability_name(ability), means)
}

/// What a permission is for: its name in words, and what ImageCapture does
/// with it.
#[must_use]
pub fn scope_words(scope: Scope) -> (Say, Say) {
    match scope {
        Scope::MailReadWriteShared => (
            SCOPE_MAIL_READ_WRITE_SHARED,
            SCOPE_MAIL_READ_WRITE_SHARED_USE,
        ),
        Scope::MailSendShared => (SCOPE_MAIL_SEND_SHARED, SCOPE_MAIL_SEND_SHARED_USE),
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

/// The names of the wizard's steps.
pub const STEP_NAMES: [Say; 4] = [STEP_1, STEP_2, STEP_3, STEP_4];

/// What each step is about.
pub const STEP_HINTS: [Say; 4] = [STEP_1_HINT, STEP_2_HINT, STEP_3_HINT, STEP_4_HINT];

/// How to get the value of a secret instead of its ID.
pub const SECRET_ID_STEPS: [Say; 3] = [SECRET_ID_1, SECRET_ID_2, SECRET_ID_3];
