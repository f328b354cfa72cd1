//! Words for names of this crate that the panel and what the backend writes share.

use super::Say;
use super::texts::*;
use crate::mailboxes::{Ability, VerdictState};
use crate::purposes::Purpose;

/// What an ability is called.
#[must_use]
pub fn ability_name(ability: Ability) -> Say {
    match ability {
        Ability::SignIn => ABLE_SIGN_IN,
        Ability::Read => ABLE_READ,
        Ability::Modify => ABLE_MODIFY,
        Ability::Move => ABLE_MOVE,
        Ability::Send => ABLE_SEND,
        Ability::SentItems => ABLE_SENT_ITEMS,
    }
}

/// The word of a verdict.
#[must_use]
pub fn verdict_word(state: VerdictState) -> Say {
    match state {
        VerdictState::Ok => ST_OK,
        VerdictState::Warn => ST_WARN,
        VerdictState::Bad => ST_BAD,
        VerdictState::Idle => ST_IDLE,
    }
}

/// What ImageCapture does with a mailbox.
#[must_use]
pub fn purpose_name(purpose: Purpose) -> Say {
    match purpose {
        Purpose::Import => PURPOSE_IMPORT,
        Purpose::ExportJob => PURPOSE_EXPORT_JOB,
        Purpose::ImageViewer => PURPOSE_IMAGE_VIEWER,
        Purpose::PasswordReset => PURPOSE_PASSWORD_RESET,
        Purpose::AddressChange => PURPOSE_ADDRESS_CHANGE,
    }
}
