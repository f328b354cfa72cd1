//! Graph mail: the few calls that prove a mailbox and send from it.
//!
//! Every call names the mailbox (`/users/{address}`), also the signed-in
//! person's own: copies then land in the Sent Items of the right one.

use crate::cloud::Addresses;
use crate::fault::{Fault, Refusal};
use crate::transport::{Answer, Transport};
use contract::ids::Address;
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};

/// The cheapest thing to ask of a mailbox.
pub(crate) const INBOX: &str = "mailFolders/inbox?$select=id";

/// Graph of one cloud, with one person's access token.
pub struct Graph<'a> {
    pub(crate) addresses: &'a Addresses,
    pub(crate) transport: &'a Transport,
    pub(crate) token: &'a SecretString,
}

/// A mail to send.
pub struct Mail<'a> {
    /// The mailbox it is from.
    pub from: &'a Address,
    /// Whom it goes to.
    pub to: &'a [&'a Address],
    /// Its subject, on one line.
    pub subject: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Microsoft took a mail (202). That is all it says.
pub struct Sent {
    /// The request-id, with which Microsoft's support finds it.
    pub request_id: Option<String>,
}

/// A message that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its id in the mailbox, in the immutable form.
    pub id: String,
    /// The address in its From.
    pub from: Option<String>,
    /// The address in its Sender.
    pub sender: Option<String>,
}

impl<'a> Graph<'a> {
    /// Graph at these addresses, as the person the token belongs to.
    #[must_use]
    pub fn new(
        addresses: &'a Addresses,
        transport: &'a Transport,
        token: &'a SecretString,
    ) -> Self {
        Self {
            addresses,
            transport,
            token,
        }
    }

    /// Opens the inbox: the cheapest proof that a mailbox can be read.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub async fn open_inbox(&self, mailbox: &Address) -> Result<(), Fault> {
        self.call(Method::GET, mailbox, INBOX, None).await.map(drop)
    }

    /// Makes a draft and gives its id.
    ///
    /// # Errors
    /// Why it cannot be made.
    pub async fn create_draft(&self, mailbox: &Address, subject: &str) -> Result<String, Fault> {
        let body = json!({ "subject": subject, "body": { "contentType": "text", "content": "" } });
        let answer = self
            .call(Method::POST, mailbox, "messages", Some(body))
            .await?;
        read::<Message>(&answer).map(|message| message.id)
    }

    /// Marks a message as read and gives it a category: changes that stay
    /// allowed on every message.
    ///
    /// # Errors
    /// Why it cannot be changed.
    pub async fn mark(&self, mailbox: &Address, id: &str, category: &str) -> Result<(), Fault> {
        let body = json!({ "isRead": true, "categories": [category] });
        self.call(Method::PATCH, mailbox, &message(id), Some(body))
            .await
            .map(drop)
    }

    /// Moves a message to a well-known folder and gives its id there.
    ///
    /// # Errors
    /// Why it cannot be moved.
    pub async fn move_to(
        &self,
        mailbox: &Address,
        id: &str,
        folder: &str,
    ) -> Result<String, Fault> {
        let body = json!({ "destinationId": folder });
        let path = message(id) + "/move";
        let answer = self.call(Method::POST, mailbox, &path, Some(body)).await?;
        read::<Message>(&answer).map(|message| message.id)
    }

    /// Deletes a message for good.
    ///
    /// # Errors
    /// Why it cannot be deleted.
    pub async fn delete_for_good(&self, mailbox: &Address, id: &str) -> Result<(), Fault> {
        let path = message(id) + "/permanentDelete";
        self.call(Method::POST, mailbox, &path, None)
            .await
            .map(drop)
    }

    /// Sends a mail. [`Fault::Silent`] means that it may have been sent: never
    /// repeat it by itself.
    ///
    /// # Errors
    /// Why Microsoft did not take it.
    pub async fn send(&self, mail: Mail<'_>) -> Result<Sent, Fault> {
        let recipient = |address: &Address| json!({ "emailAddress": { "address": address } });
        let body = json!({
            "message": {
                "subject": mail.subject,
                "body": { "contentType": "text", "content": mail.text },
                // `sender` stays unset: Exchange fills in who really sent.
                "from": recipient(mail.from),
                "toRecipients": mail.to.iter().copied().map(recipient).collect::<Vec<_>>(),
            },
            "saveToSentItems": true,
        });
        let answer = self
            .call(Method::POST, mail.from, "sendMail", Some(body))
            .await?;
        Ok(Sent {
            request_id: answer.header("request-id"),
        })
    }

    /// Looks for messages with exactly this subject in a well-known folder.
    ///
    /// # Errors
    /// Why the folder cannot be searched.
    pub async fn find(
        &self,
        mailbox: &Address,
        folder: &str,
        subject: &str,
    ) -> Result<Vec<Found>, Fault> {
        // OData doubles a quote inside a string.
        let filter = format!("subject eq '{}'", subject.replace('\'', "''"));
        let path = format!(
            "mailFolders/{folder}/messages?$select=id,from,sender&$top=10&$filter={}",
            utf8_percent_encode(&filter, NON_ALPHANUMERIC)
        );
        let answer = self.call(Method::GET, mailbox, &path, None).await?;
        let list: List = read(&answer)?;
        let address = |who: Option<Recipient>| Some(who?.email_address.address?.to_lowercase());
        Ok(list
            .value
            .into_iter()
            .map(|message| Found {
                id: message.id,
                from: address(message.from),
                sender: address(message.sender),
            })
            .collect())
    }

    async fn call(
        &self,
        method: Method,
        mailbox: &Address,
        path: &str,
        body: Option<Value>,
    ) -> Result<Answer, Fault> {
        let path = path_of(mailbox, path);
        let posts = method == Method::POST;
        let mut request = self
            .request(method, &path)
            // Without it an id changes when its message moves.
            .header("prefer", "IdType=\"ImmutableId\"");
        if let Some(body) = body {
            request = request.json(&body);
        } else if posts {
            // Graph answers 411 to a POST without a length, and an empty body
            // would be sent without one.
            request = request.header(http::header::CONTENT_LENGTH, 0);
        }
        self.send_it(request).await
    }

    /// A request with what each of ours carries.
    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let url = [self.addresses.graph(), "/v1.0", path].concat();
        self.transport
            .request(method, &url)
            .bearer_auth(self.token.expose_secret())
            .header("client-request-id", uuid::Uuid::new_v4().to_string())
    }

    /// Sends it. Any answer but a success is a fault.
    pub(crate) async fn send_it(&self, request: reqwest::RequestBuilder) -> Result<Answer, Fault> {
        let answer = self.transport.send(request).await?;
        if answer.is_success() {
            return Ok(answer);
        }
        Err(Refusal::graph(
            answer.status,
            answer.retry_after(),
            answer.header("request-id"),
            answer.header("client-request-id"),
            &answer.body,
        )
        .into())
    }
}

/// A path below the mailbox, below the version.
pub(crate) fn path_of(mailbox: &Address, path: &str) -> String {
    let mailbox = utf8_percent_encode(mailbox.as_str(), NON_ALPHANUMERIC);
    format!("/users/{mailbox}/{path}")
}

fn message(id: &str) -> String {
    format!("messages/{}", utf8_percent_encode(id, NON_ALPHANUMERIC))
}

pub(crate) fn read<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<T, Fault> {
    serde_json::from_slice(&answer.body).map_err(|_| Fault::Garbled {
        status: answer.status,
    })
}

#[derive(Deserialize)]
struct List {
    value: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    id: String,
    from: Option<Recipient>,
    sender: Option<Recipient>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Recipient {
    email_address: EmailAddress,
}

#[derive(Deserialize)]
struct EmailAddress {
    address: Option<String>,
}
