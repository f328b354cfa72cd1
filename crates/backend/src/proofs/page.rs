//! The mailboxes of an account, some at a time: there may be 100,000.

use crate::store::{Behind, MailboxFilter, MailboxSort, Store, StoreError};
use contract::ids::AccountId;
use contract::mailboxes::Mailbox;

/// Mailboxes in memory at once.
const PAGE: u32 = 500;

/// The pages.
pub(super) struct Page {
    filter: MailboxFilter,
    behind: Option<Behind>,
    is_last: bool,
}

impl Page {
    /// The first page of them.
    pub(super) fn first(account: &AccountId) -> Self {
        Self {
            filter: MailboxFilter {
                account: Some(account.clone()),
                rehearsing: true,
                ..MailboxFilter::default()
            },
            behind: None,
            is_last: false,
        }
    }

    /// The next page, until there is none.
    ///
    /// # Errors
    /// Where the store refuses.
    pub(super) async fn next(&mut self, store: &Store) -> Result<Option<Vec<Mailbox>>, StoreError> {
        if self.is_last {
            return Ok(None);
        }
        let (order, behind) = (MailboxSort::Address, self.behind.as_ref());
        let rows = store
            .mailboxes(&self.filter, order, false, behind, PAGE)
            .await?;
        self.is_last = rows.next.is_none();
        self.behind = rows.next;
        Ok(Some(rows.mailboxes))
    }
}
