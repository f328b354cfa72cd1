//! Who has consented to what, per tenant and app.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::directory::scopes::{self, Scope};

/// All consents; the key is `tenant/client`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Consents {
    apps: BTreeMap<String, AppConsents>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct AppConsents {
    /// An admin's, for the whole organisation.
    everyone: BTreeSet<String>,
    /// Per object id.
    people: BTreeMap<String, BTreeSet<String>>,
}

fn key(tenant: &str, client_id: &str) -> String {
    format!("{tenant}/{client_id}")
}

impl Consents {
    /// Whether anybody has consented to anything.
    pub(crate) fn any(&self, tenant: &str, client_id: &str) -> bool {
        self.apps.get(&key(tenant, client_id)).is_some_and(|app| {
            !app.everyone.is_empty() || app.people.values().any(|held| !held.is_empty())
        })
    }

    /// Everything that holds for this person.
    pub(crate) fn held(&self, tenant: &str, client_id: &str, person: &str) -> Vec<&'static Scope> {
        let Some(app) = self.apps.get(&key(tenant, client_id)) else {
            return Vec::new();
        };
        let own = app.people.get(person).into_iter().flatten();
        let names: BTreeSet<&String> = app.everyone.iter().chain(own).collect();
        names
            .into_iter()
            .filter_map(|name| scopes::find(name))
            .collect()
    }

    /// Adds permissions, for one person or for everybody.
    pub(crate) fn grant<'a>(
        &mut self,
        tenant: &str,
        client_id: &str,
        person: Option<&str>,
        names: impl IntoIterator<Item = &'a str>,
    ) {
        let app = self.apps.entry(key(tenant, client_id)).or_default();
        let held = match person {
            Some(person) => app.people.entry(person.to_owned()).or_default(),
            None => &mut app.everyone,
        };
        held.extend(names.into_iter().map(str::to_owned));
    }

    /// Takes permissions away: the named ones or all, of one person or of
    /// the organisation and every person in it.
    pub(crate) fn withdraw(
        &mut self,
        tenant: &str,
        client_id: &str,
        person: Option<&str>,
        names: Option<&[String]>,
    ) {
        let Some(app) = self.apps.get_mut(&key(tenant, client_id)) else {
            return;
        };
        let gone = |name: &String| match names {
            None => true,
            Some(names) => names.iter().any(|other| other.eq_ignore_ascii_case(name)),
        };
        match person {
            Some(person) => {
                if let Some(held) = app.people.get_mut(person) {
                    held.retain(|name| !gone(name));
                }
            }
            None => {
                app.everyone.retain(|name| !gone(name));
                for held in app.people.values_mut() {
                    held.retain(|name| !gone(name));
                }
            }
        }
    }
}
