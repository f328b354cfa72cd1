//! `/me` and `/users/{x}`: the directory's side of a person.

use http::Method;
use serde_json::{Map, Value, json};

use crate::directory::mailbox::MailboxKind;
use crate::directory::model::Person;
use crate::directory::state::State;
use crate::graph::access::Owner;
use crate::graph::call::{Answer, Call};
use crate::graph::error::{self, GraphError};

/// The default set of properties.
/// Microsoft: "Get a user".
pub(crate) fn profile(call: &Call<'_>, owner: &Owner) -> Result<Answer, GraphError> {
    let caller = call.caller;
    if caller.is_app() {
        return Err(match owner {
            Owner::Me => error::only_delegated(),
            Owner::User(_) => error::directory_denied(),
        });
    }
    call.world.read(|state| {
        let (own, user) = match owner {
            Owner::Me => (true, find(state, &caller.tenant, &caller.object_id)),
            Owner::User(name) => {
                let user = find(state, &caller.tenant, name);
                let own = user
                    .as_ref()
                    .is_some_and(|user| user.id == caller.object_id);
                (own, user)
            }
        };
        let enough = caller.may(&["User.ReadBasic.All"]) || (own && caller.may(&["User.Read"]));
        if !enough {
            return Err(error::directory_denied());
        }
        match (user, owner) {
            (Some(user), _) => Ok(Answer::ok(user.render(call))),
            (None, Owner::User(name)) => Err(error::user_not_found(name)),
            (None, Owner::Me) => Err(error::user_not_found(&caller.object_id)),
        }
    })
}

/// One's own settings only; 403 for those of others, even with Full Access.
pub(crate) fn mailbox_settings(call: &Call<'_>, owner: &Owner) -> Result<Answer, GraphError> {
    if call.method != Method::GET {
        return Err(error::wrong_method());
    }
    let caller = call.caller;
    let own = match owner {
        Owner::Me => true,
        Owner::User(name) => call.world.read(|state| {
            find(state, &caller.tenant, name).is_some_and(|user| user.id == caller.object_id)
        }),
    };
    if !own || !caller.may(&["MailboxSettings.Read", "MailboxSettings.ReadWrite"]) {
        return Err(error::access_denied());
    }
    Ok(Answer::ok(json!({
        "timeZone": "W. Europe Standard Time",
        "language": {"locale": "nl-NL", "displayName": "Nederlands (Nederland)"},
    })))
}

/// A person, or the account behind a shared mailbox.
struct User {
    id: String,
    name: String,
    mail: Option<String>,
    principal: String,
}

fn find(state: &State, tenant: &str, name: &str) -> Option<User> {
    let person = state.person_in(tenant, name).or_else(|| state.person(name));
    if let Some(person) = person.filter(|person| person.tenant == tenant) {
        return Some(of_person(state, person));
    }
    let mailbox = state
        .mailbox(name)
        .filter(|mailbox| mailbox.tenant == tenant)?;
    // A group is no user.
    (mailbox.kind != MailboxKind::Group).then(|| User {
        id: mailbox.id.clone(),
        name: mailbox.name.clone(),
        mail: Some(mailbox.address.clone()),
        principal: mailbox.address.clone(),
    })
}

fn of_person(state: &State, person: &Person) -> User {
    let mailbox = state
        .mailbox(&person.object_id)
        .filter(|mailbox| mailbox.kind != MailboxKind::Unlicensed);
    User {
        id: person.object_id.clone(),
        name: person.name.clone(),
        mail: mailbox.map(|mailbox| mailbox.address.clone()),
        principal: person.upn.clone(),
    }
}

impl User {
    fn render(&self, call: &Call<'_>) -> Value {
        let (given, family) = self.name.split_once(' ').unwrap_or((&self.name, ""));
        let all = [
            ("businessPhones", json!([])),
            ("displayName", json!(self.name)),
            ("givenName", json!(given)),
            ("jobTitle", Value::Null),
            ("mail", json!(self.mail)),
            ("mobilePhone", Value::Null),
            ("officeLocation", Value::Null),
            ("preferredLanguage", json!("nl-NL")),
            ("surname", json!(family)),
            ("userPrincipalName", json!(self.principal)),
            ("id", json!(self.id)),
        ];
        let mut body = Map::new();
        let context = format!("{}/v1.0/$metadata#users/$entity", call.world.public_url);
        body.insert("@odata.context".to_owned(), context.into());
        for (name, value) in all {
            if call.query.selects(name) {
                body.insert(name.to_owned(), value);
            }
        }
        Value::Object(body)
    }
}
