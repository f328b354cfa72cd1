//! Reading columns: what we wrote is read back into the types it came from.

use super::StoreError;
use contract::catalogue::{Cause, MicrosoftTrace};
use contract::ids::{AccountId, Address, Name};
use contract::time::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

/// Reads typed values out of a row of `table`.
pub(super) struct Columns<'a> {
    table: &'static str,
    row: &'a AnyRow,
}

impl<'a> Columns<'a> {
    pub(super) fn new(table: &'static str, row: &'a AnyRow) -> Self {
        Self { table, row }
    }

    pub(super) fn text(&self, name: &str) -> Result<String, StoreError> {
        Ok(self.row.try_get(name)?)
    }

    pub(super) fn maybe_text(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.row.try_get(name)?)
    }

    pub(super) fn number(&self, name: &str) -> Result<i64, StoreError> {
        Ok(self.row.try_get(name)?)
    }

    pub(super) fn at(&self, name: &str) -> Result<Timestamp, StoreError> {
        self.number(name).map(Timestamp)
    }

    pub(super) fn maybe_at(&self, name: &str) -> Result<Option<Timestamp>, StoreError> {
        let number: Option<i64> = self.row.try_get(name)?;
        Ok(number.map(Timestamp))
    }

    /// A value through its own parser.
    pub(super) fn parsed<T, E>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, StoreError> {
        parse(&self.text(name)?).map_err(|_| StoreError::Corrupt(self.table))
    }

    /// A value out of its stable name.
    pub(super) fn code<T>(
        &self,
        name: &str,
        from: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        from(&self.text(name)?).ok_or(StoreError::Corrupt(self.table))
    }

    pub(super) fn account(&self) -> Result<AccountId, StoreError> {
        self.parsed("account_id", AccountId::parse)
    }

    pub(super) fn address(&self, name: &str) -> Result<Address, StoreError> {
        self.parsed(name, Address::parse)
    }

    pub(super) fn name(&self, name: &str) -> Result<Name, StoreError> {
        self.parsed(name, Name::parse)
    }

    pub(super) fn maybe_cause(&self, name: &str) -> Result<Option<Cause>, StoreError> {
        // A cause that a newer version wrote is still a cause.
        let code = self.maybe_text(name)?;
        Ok(code.map(|code| Cause::from_code(&code).unwrap_or(Cause::Internal)))
    }

    pub(super) fn maybe_trace(&self, name: &str) -> Result<Option<MicrosoftTrace>, StoreError> {
        let text = self.maybe_text(name)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

/// A trace as it is stored.
pub(super) fn trace_text(trace: Option<&MicrosoftTrace>) -> Option<String> {
    trace.and_then(|trace| serde_json::to_string(trace).ok())
}
