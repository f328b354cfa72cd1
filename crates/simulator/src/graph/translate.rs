//! `translateExchangeIds`: the same item under the ids of other APIs.
//! Microsoft: "user: translateExchangeIds".

use serde_json::{Value, json};

use crate::directory::mailbox::Mailbox;
use crate::graph::access::{self, Need, Owner};
use crate::graph::call::{Answer, Call};
use crate::graph::error::{self, GraphError};
use crate::mail::ids::{self, Lookup};

const MOST: usize = 1000;
/// What Exchange puts before an id that is not one of its own web services.
const ENTRY: &str = "AAAAA";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Entry,
    Ews,
    ImmutableEntry,
    Rest,
    RestImmutable,
}

impl Kind {
    fn parse(json: &Value, name: &str) -> Result<Self, GraphError> {
        let capital = name.get(..1).unwrap_or("").to_uppercase() + name.get(1..).unwrap_or("");
        let text = json.get(name).or_else(|| json.get(&capital));
        let text = text.and_then(Value::as_str).unwrap_or("");
        Ok(match text.to_ascii_lowercase().as_str() {
            "entryid" => Self::Entry,
            "ewsid" => Self::Ews,
            "immutableentryid" => Self::ImmutableEntry,
            "restid" => Self::Rest,
            "restimmutableentryid" => Self::RestImmutable,
            _ => {
                return Err(error::bad_request(format!(
                    "The value '{text}' is not a valid value of '{name}'."
                )));
            }
        })
    }

    fn is_immutable(self) -> bool {
        matches!(self, Self::ImmutableEntry | Self::RestImmutable)
    }

    /// From Graph's own form.
    fn write(self, id: &str) -> String {
        match self {
            Self::Rest | Self::RestImmutable => id.to_owned(),
            Self::Ews => id.replace('-', "+").replace('_', "/"),
            Self::Entry | Self::ImmutableEntry => format!("{ENTRY}{id}"),
        }
    }

    /// To Graph's own form.
    fn read(self, id: &str) -> Option<String> {
        match self {
            Self::Rest | Self::RestImmutable => Some(id.to_owned()),
            Self::Ews => Some(id.replace('+', "-").replace('/', "_")),
            Self::Entry | Self::ImmutableEntry => id.strip_prefix(ENTRY).map(str::to_owned),
        }
    }
}

pub(crate) fn translate(call: &Call<'_>, owner: &Owner) -> Result<Answer, GraphError> {
    let json = call.json()?;
    let (from, to) = (
        Kind::parse(&json, "sourceIdType")?,
        Kind::parse(&json, "targetIdType")?,
    );
    let sent = json.get("inputIds").or_else(|| json.get("InputIds"));
    let sent: Vec<&str> = sent
        .and_then(Value::as_array)
        .ok_or_else(|| error::bad_request("The parameter 'inputIds' is missing."))?
        .iter()
        .map(|id| id.as_str().unwrap_or(""))
        .collect();
    if sent.len() > MOST {
        return Err(error::bad_request(format!(
            "No more than {MOST} ids can be translated at once."
        )));
    }
    access::read(call, owner, Need::Read, |view| {
        let mailbox = view.whole()?;
        let all: Vec<Value> = sent.iter().map(|id| one(mailbox, id, from, to)).collect();
        let context = "Collection(microsoft.graph.convertIdResult)";
        Ok(Answer::ok(json!({
            "@odata.context": format!("{}/v1.0/$metadata#{context}", call.world.public_url),
            "value": all,
        })))
    })
}

fn one(mailbox: &Mailbox, id: &str, from: Kind, to: Kind) -> Value {
    let found = from
        .read(id)
        .map(|id| ids::find_message(&mailbox.id, &mailbox.store, &id));
    match found {
        Some(Lookup::Found(message)) => {
            let target = ids::message(&mailbox.id, message, to.is_immutable());
            json!({"sourceId": id, "targetId": to.write(&target)})
        }
        Some(Lookup::Gone) => json!({"sourceId": id, "errorDetails": {
            "code": "ErrorItemNotFound",
            "message": "The specified object was not found in the store.",
        }}),
        Some(Lookup::Malformed) | None => json!({"sourceId": id, "errorDetails": {
            "code": "ErrorInvalidIdMalformed", "message": "Id is malformed.",
        }}),
    }
}
