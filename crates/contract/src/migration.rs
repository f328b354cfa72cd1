//! Exchange accounts: old Basic-authentication accounts that wait to become
//! Graph mailboxes, and where each of them stands.

use crate::catalogue::Cause;
use crate::ids::{AccountId, Address, Name, WaveId};
use crate::purposes::Purposes;
use crate::runs::ProofRun;
use crate::time::Timestamp;
use crate::waves::Wave;
use serde::{Deserialize, Serialize};

/// Exchange accounts in one request at most.
pub const EXCHANGE_ACCOUNTS_MAX: usize = 5000;

/// Longest name of a server, in bytes.
pub const SERVER_MAX: usize = 253;

/// An Exchange account as ImageCapture hands it over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExchangeAccount {
    /// Its address.
    pub address: Address,
    /// What ImageCapture does with it.
    pub purposes: Purposes,
    /// The server it uses today; empty where that is not known.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "outlook.office365.com", max_length = 253)
    )]
    pub server: String,
}

/// An Exchange account as somebody wrote it down: it is checked, and what is
/// wrong with it is told with its line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExchangeRow {
    /// Its address.
    #[cfg_attr(feature = "openapi", schema(example = "facturen@contoso.nl"))]
    pub address: String,
    /// What ImageCapture does with it: names of purposes, or `send` for
    /// everything that sends.
    #[cfg_attr(feature = "openapi", schema(example = json!(["import", "send"])))]
    pub purposes: Vec<String>,
    /// The server it uses today.
    #[serde(default)]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "outlook.office365.com", max_length = 253)
    )]
    pub server: String,
}

/// Hands over Exchange accounts: as a list, or as the text of a CSV file. All
/// of them are taken, or none; one that was handed over before is updated.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"accounts": [{
    "address": "facturen@contoso.nl", "purposes": ["import"], "server": "outlook.office365.com"
}]})))]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// The accounts. Either this or `csv`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 5000))]
    pub accounts: Option<Vec<ExchangeRow>>,
    /// Lines of `address;purposes;server`, separated by semicolons or commas,
    /// with names of columns in the first line or without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csv: Option<String>,
}

/// What came of handing over, or would come of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandedOver {
    /// Whether this was a try: nothing was changed.
    pub dry_run: bool,
    /// Accounts that are new.
    pub new: u32,
    /// Accounts that were there with other purposes or another server.
    pub updated: u32,
    /// Accounts that were there just so.
    pub unchanged: u32,
    /// Accounts that use Graph already, or are about to: they are left alone.
    pub switched: u32,
    /// Accounts whose address is a mailbox here already.
    pub mailboxes: u32,
    /// Accounts whose domain no Graph account serves.
    pub no_account_fits: u32,
    /// Accounts whose domain several Graph accounts serve.
    pub several_accounts_fit: u32,
    /// Rows that cannot be taken, by line. Where there is one, nothing is taken.
    pub bad: Vec<BadRow>,
}

/// A row that cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BadRow {
    /// The line in a CSV file; in a list the place, from 1.
    pub line: u32,
    /// What of it is wrong.
    pub column: RowColumn,
    /// Why.
    pub wrong: RowFault,
}

/// A part of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowColumn {
    /// All of it.
    Row,
    /// The address.
    Address,
    /// The purposes.
    Purposes,
    /// The server.
    Server,
}

impl RowColumn {
    /// All parts.
    pub const ALL: [Self; 4] = [Self::Row, Self::Address, Self::Purposes, Self::Server];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Address => "address",
            Self::Purposes => "purposes",
            Self::Server => "server",
        }
    }
}

/// Why a row cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowFault {
    /// Nothing is there.
    Empty,
    /// Not an e-mail address.
    NotAnAddress,
    /// The same address stands further up.
    Twice,
    /// A word that names no purpose.
    UnknownPurpose,
    /// Not the name of a server.
    NotAServer,
    /// It cannot be read as address, purposes and server.
    Unreadable,
}

impl RowFault {
    /// All reasons.
    pub const ALL: [Self; 6] = [
        Self::Empty,
        Self::NotAnAddress,
        Self::Twice,
        Self::UnknownPurpose,
        Self::NotAServer,
        Self::Unreadable,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotAnAddress => "not_an_address",
            Self::Twice => "twice",
            Self::UnknownPurpose => "unknown_purpose",
            Self::NotAServer => "not_a_server",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Where the mailbox behind an Exchange account lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In Microsoft 365.
    ExchangeOnline,
    /// On an Exchange server of one's own: it stays as it is.
    OnPremises,
    /// Server and domain do not tell. The rehearsal will.
    Unknown,
}

impl Place {
    /// All places.
    pub const ALL: [Self; 3] = [Self::ExchangeOnline, Self::OnPremises, Self::Unknown];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ExchangeOnline => "exchange_online",
            Self::OnPremises => "on_premises",
            Self::Unknown => "unknown",
        }
    }
}

/// Where the migration of an Exchange account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MigrationState {
    /// It lies on premises and stays as it is. Nothing is wrong with that.
    Stays,
    /// It was not rehearsed yet, or not to the end.
    Waiting,
    /// Everything that can be proved by reading only was proved.
    Ready,
    /// Something is in the way; the cause says what.
    Action,
    /// The rehearsal came to no answer.
    Unknown,
    /// It was switched to Graph and is being proved there.
    Switching,
    /// It uses Graph.
    Switched,
}

impl MigrationState {
    /// All states.
    pub const ALL: [Self; 7] = [
        Self::Stays,
        Self::Waiting,
        Self::Ready,
        Self::Action,
        Self::Unknown,
        Self::Switching,
        Self::Switched,
    ];

    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Stays => "stays",
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Action => "action",
            Self::Unknown => "unknown",
            Self::Switching => "switching",
            Self::Switched => "switched",
        }
    }
}

/// The Graph account that is to serve an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Fit {
    /// Its id.
    pub account_id: AccountId,
    /// Its name.
    pub account_name: Name,
    /// Whether somebody chose it; else the domain did.
    pub by_hand: bool,
}

/// An Exchange account and where its migration stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Waiting {
    /// The account.
    pub account: ExchangeAccount,
    /// When it was handed over.
    pub handed_over_at: Timestamp,
    /// Which connection counts today.
    pub connection: Connection,
    /// Where its mailbox lies.
    pub place: Place,
    /// Whether somebody said so; else server and domain did.
    pub place_by_hand: bool,
    /// The Graph account that is to serve it, where one fits.
    pub fit: Option<Fit>,
    /// Whether the address is a mailbox here already, also for jobs.
    pub is_mailbox: bool,
    /// Where it stands.
    pub state: MigrationState,
    /// What is in the way, where something is.
    pub cause: Option<Cause>,
    /// Whether it is to send and no test mail has proved that yet: a rehearsal
    /// sends nothing, since ImageCapture would import what arrives.
    pub send_unproved: bool,
    /// When something about it was last proved.
    pub rehearsed_at: Option<Timestamp>,
    /// When it was switched to Graph.
    pub switched_at: Option<Timestamp>,
    /// The last wave that switched it, also where it was rolled back.
    pub wave: Option<WaveId>,
}

/// Where one Exchange account stands, for whoever has its owner on the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExchangeStanding {
    /// Which connection counts today.
    pub connection: Connection,
    /// Where its migration stands.
    pub state: MigrationState,
}

/// Says by hand what domain and server do not, of one address or of many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({
    "addresses": ["facturen@contoso.nl"], "account_id": "0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111"
})))]
#[serde(deny_unknown_fields)]
pub struct FitChange {
    /// Which Exchange accounts.
    #[cfg_attr(feature = "openapi", schema(max_items = 5000))]
    pub addresses: Vec<Address>,
    /// The Graph account that is to serve them; `null` leaves it to the domain
    /// again. Missing: as it is.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<AccountId>))]
    pub account_id: Option<Option<AccountId>>,
    /// Where the mailboxes lie; `null` leaves it to server and domain again.
    /// Missing: as it is.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Place>))]
    pub place: Option<Option<Place>>,
}

/// Keeps `null` and missing apart.
fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Exchange accounts by their addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"addresses": ["facturen@contoso.nl"]})))]
#[serde(deny_unknown_fields)]
pub struct ChosenAccounts {
    /// Which ones.
    #[cfg_attr(feature = "openapi", schema(max_items = 5000))]
    pub addresses: Vec<Address>,
}

/// Rehearses: proves under the Graph account that fits what can be proved by
/// reading only. ImageCapture goes on with Exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = json!({"addresses": ["facturen@contoso.nl"]})))]
#[serde(deny_unknown_fields)]
pub struct NewRehearsal {
    /// Which ones. Missing: all that neither use Graph nor stay on premises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 5000))]
    pub addresses: Option<Vec<Address>>,
}

/// A rehearsal that was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rehearsal {
    /// The run that proves them; it can be stopped and resumed as any other.
    pub run: ProofRun,
    /// How many were left out, since no Graph account fits them or theirs is
    /// not for all their purposes. Their rows say so.
    pub left_out: u32,
}

/// The migration at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Migration {
    /// How many Exchange accounts there are.
    pub total: u32,
    /// How many of each state.
    pub counts: MigrationCounts,
    /// What is in the way, the most frequent first.
    pub causes: Vec<MigrationCause>,
    /// The last rehearsal.
    pub rehearsal: Option<ProofRun>,
    /// How many accounts the next wave is over, where nobody says otherwise.
    pub next_size: u32,
    /// All waves, the newest first.
    pub waves: Vec<Wave>,
}

/// How many Exchange accounts there are of each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MigrationCounts {
    /// On premises.
    pub stays: u32,
    /// Not rehearsed.
    pub waiting: u32,
    /// Ready.
    pub ready: u32,
    /// Something is in the way.
    pub action: u32,
    /// No answer.
    pub unknown: u32,
    /// Being switched.
    pub switching: u32,
    /// On Graph.
    pub switched: u32,
}

impl MigrationCounts {
    /// Those of one state, to be counted.
    pub fn of_mut(&mut self, state: MigrationState) -> &mut u32 {
        match state {
            MigrationState::Stays => &mut self.stays,
            MigrationState::Waiting => &mut self.waiting,
            MigrationState::Ready => &mut self.ready,
            MigrationState::Action => &mut self.action,
            MigrationState::Unknown => &mut self.unknown,
            MigrationState::Switching => &mut self.switching,
            MigrationState::Switched => &mut self.switched,
        }
    }
}

/// How many Exchange accounts one cause is in the way of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MigrationCause {
    /// The cause.
    pub cause: Cause,
    /// The pile it is on.
    pub state: MigrationState,
    /// How many.
    pub accounts: u32,
}

/// Which of the two ImageCapture uses for a mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// The old Exchange account.
    Exchange,
    /// The Graph mailbox: a wave switched it, or there never was another.
    Graph,
}

impl Connection {
    /// The stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exchange => "exchange",
            Self::Graph => "graph",
        }
    }
}

/// The answer to "which connection for this mailbox?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConnectionAnswer {
    /// The one to use.
    pub connection: Connection,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_and_missing_are_two_things() {
        let read = |text| serde_json::from_str::<FitChange>(text).unwrap();
        let nothing = read(r#"{"addresses":[]}"#);
        assert_eq!((nothing.account_id, nothing.place), (None, None));
        let taken_back = read(r#"{"addresses":[],"account_id":null,"place":"on_premises"}"#);
        assert_eq!(taken_back.account_id, Some(None));
        assert_eq!(taken_back.place, Some(Some(Place::OnPremises)));
    }

    #[test]
    fn the_wire_uses_the_stable_names() {
        for state in MigrationState::ALL {
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.code()));
        }
        for fault in RowFault::ALL {
            let json = serde_json::to_string(&fault).unwrap();
            assert_eq!(json, format!("\"{}\"", fault.code()));
        }
        for column in RowColumn::ALL {
            let json = serde_json::to_string(&column).unwrap();
            assert_eq!(json, format!("\"{}\"", column.code()));
        }
    }
}
