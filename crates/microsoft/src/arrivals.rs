//! What came into a mailbox: counts and moments, never what a message says.

use crate::fault::Fault;
use crate::graph::{Graph, path_of};
use contract::arrivals::{Arrival, Inbox, MailPlace, SenderMail};
use contract::ids::Address;
use contract::time::Timestamp;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What was found, each for itself: a folder may be shared without the rest.
pub struct Arrived {
    /// The inbox.
    pub inbox: Result<Inbox, Fault>,
    /// Mail of the sender, where one was asked for.
    pub sender: Option<Result<SenderMail, Fault>>,
}

impl Graph<'_> {
    /// Asks what is in the inbox, and whether mail of `sender` arrived since a
    /// moment, in whichever folder. One request, of at most four calls at a time
    /// (microsoft.md §8, Limits).
    ///
    /// # Errors
    /// Why the request as a whole came to nothing.
    pub async fn arrivals(
        &self,
        mailbox: &Address,
        sender: Option<(&Address, Timestamp)>,
    ) -> Result<Arrived, Fault> {
        let newest = "mailFolders/inbox/messages?$select=receivedDateTime&$top=1\
                      &$orderby=receivedDateTime%20desc";
        let mut paths = vec![
            "mailFolders/inbox?$select=id,totalItemCount,unreadItemCount".to_owned(),
            newest.to_owned(),
        ];
        if let Some((sender, since)) = sender {
            paths.push("mailFolders/junkemail?$select=id".to_owned());
            paths.push(mail_of(sender, since));
        }
        let urls = paths.iter().map(|path| path_of(mailbox, path)).collect();
        let mut answers = self.get_many(urls).await?.into_iter();
        let mut next = || {
            let left_out = Err(Fault::Garbled { status: 200 });
            answers.next().unwrap_or(left_out)
        };
        let inbox = next().and_then(read::<Folder>);
        let newest = next().and_then(read::<List>);
        let sender = sender.map(|_| {
            let junk = next().and_then(read::<Folder>);
            let found = next().and_then(read::<List>)?;
            let last = found.value.first();
            let last = last.map(|message| message.arrival(&inbox, &junk));
            Ok(SenderMail {
                last: last.transpose()?,
            })
        });
        let inbox = inbox.and_then(|inbox| {
            let newest = newest?.value.into_iter().next();
            Ok(Inbox {
                messages: inbox.total_item_count,
                unread: inbox.unread_item_count,
                newest: newest.map(|message| message.received()).transpose()?,
            })
        });
        Ok(Arrived { inbox, sender })
    }
}

/// What is sorted by stands first in the filter, else Graph refuses it as
/// inefficient (microsoft.md §8).
fn mail_of(sender: &Address, since: Timestamp) -> String {
    // OData doubles a quote inside a string.
    let sender = sender.as_str().replace('\'', "''");
    let filter = format!("receivedDateTime ge {since} and from/emailAddress/address eq '{sender}'");
    format!(
        "messages?$select=receivedDateTime,parentFolderId&$top=1&$filter={}\
         &$orderby=receivedDateTime%20desc",
        utf8_percent_encode(&filter, NON_ALPHANUMERIC)
    )
}

fn read<T: DeserializeOwned>(body: Value) -> Result<T, Fault> {
    serde_json::from_value(body).map_err(|_| Fault::Garbled { status: 200 })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Folder {
    id: String,
    #[serde(default)]
    total_item_count: u32,
    #[serde(default)]
    unread_item_count: u32,
}

#[derive(Deserialize)]
struct List {
    value: Vec<Message>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    received_date_time: String,
    parent_folder_id: Option<String>,
}

type Asked = Result<Folder, Fault>;

impl Message {
    fn arrival(&self, inbox: &Asked, junk: &Asked) -> Result<Arrival, Fault> {
        let in_folder = |folder: &Asked| {
            let id = folder.as_ref().ok().map(|folder| &folder.id);
            id.is_some() && id == self.parent_folder_id.as_ref()
        };
        let place = match (in_folder(inbox), in_folder(junk)) {
            (true, _) => MailPlace::Inbox,
            (_, true) => MailPlace::Junk,
            _ => MailPlace::Elsewhere,
        };
        let at = self.received()?;
        Ok(Arrival { at, place })
    }

    fn received(&self) -> Result<Timestamp, Fault> {
        Timestamp::parse(&self.received_date_time).ok_or(Fault::Garbled { status: 200 })
    }
}
