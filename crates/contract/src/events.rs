//! Live changes (server-sent events): what changed, not how. Whoever shows it
//! asks for it again.

use serde::{Deserialize, Serialize};

/// Something changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// What kind of thing.
    pub kind: ChangeKind,
    /// Which one: the id of an account, a consent, a test mail, a job key, a run or a
    /// wave, or a mailbox's address.
    pub id: String,
}

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A Graph account, its secret or its sign-ins.
    Account,
    /// A consent.
    Consent,
    /// A mailbox or its lights.
    Mailbox,
    /// A test mail.
    TestMail,
    /// A job key.
    JobKey,
    /// A run of proofs: its progress or its state.
    Run,
    /// Somebody who was asked for a consent or a secret.
    Asked,
    /// A round of warnings, or one of its deliveries.
    Warning,
    /// An Exchange account or a wave.
    Migration,
    /// Too much changed, or we cannot tell: ask for everything again.
    Everything,
}
