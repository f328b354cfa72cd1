//! Everything the stand-in remembers, and how to find things in it.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::base::clock::Moment;
use crate::directory::consents::Consents;
use crate::directory::mailbox::{Mailbox, Right};
use crate::directory::model::{App, Audience, Group, Person, Tenant};
use crate::directory::switches::Switches;
use crate::entra::codes::Codes;
use crate::entra::tampering::Tampering;
use crate::mail::message::Message;
use crate::mail::upload::Upload;

/// The whole world; one lock guards it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) tenants: Vec<Tenant>,
    pub(crate) people: Vec<Person>,
    #[serde(default)]
    pub(crate) groups: Vec<Group>,
    pub(crate) apps: Vec<App>,
    pub(crate) mailboxes: Vec<Mailbox>,
    pub(crate) consents: Consents,
    pub(crate) codes: Codes,
    /// Mail that has been sent and not arrived.
    pub(crate) in_transit: VecDeque<InTransit>,
    /// Rights that have been given or taken and do not hold yet.
    #[serde(default)]
    pub(crate) pending_rights: Vec<PendingRight>,
    /// Attachments that are being uploaded, by the token in their address.
    #[serde(default)]
    pub(crate) uploads: BTreeMap<String, Upload>,
    /// The last message number given out.
    pub(crate) last_message: u64,
    #[serde(skip)]
    index: Index,
}

/// What the control API and the head of the tenant file set.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) prefill_passwords: bool,
    pub(crate) delivery_delay_seconds: i64,
    #[serde(default)]
    pub(crate) switches: Switches,
    /// What the next id_tokens get wrong.
    pub(crate) tampering: Option<Tampering>,
}

/// A mail on its way to one mailbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct InTransit {
    pub(crate) due: Moment,
    /// The id of the mailbox it goes to.
    pub(crate) to: String,
    pub(crate) message: Message,
}

/// A right on its way through Exchange.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PendingRight {
    pub(crate) due: Moment,
    /// The id of the mailbox.
    pub(crate) mailbox: String,
    pub(crate) right: Right,
    pub(crate) whom: String,
    pub(crate) give: bool,
}

#[derive(Clone, Debug, Default)]
struct Index {
    tenants: HashMap<String, usize>,
    /// By object id, and by `tenant/login name` in lower case.
    people: HashMap<String, usize>,
    groups: HashMap<String, usize>,
    apps: HashMap<String, usize>,
    /// By address in lower case, and by id.
    mailboxes: HashMap<String, usize>,
}

impl State {
    /// Must follow a state that was read from somewhere.
    pub(crate) fn rebuild_index(&mut self) {
        for mailbox in &mut self.mailboxes {
            mailbox.store.forget_standard_folders();
        }
        let mut index = Index::default();
        for (at, tenant) in self.tenants.iter().enumerate() {
            index.tenant(at, tenant);
        }
        for (at, person) in self.people.iter().enumerate() {
            index.person(at, person);
        }
        for (at, group) in self.groups.iter().enumerate() {
            index.groups.insert(group.address.clone(), at);
        }
        for (at, app) in self.apps.iter().enumerate() {
            index.apps.insert(app.client_id.clone(), at);
        }
        for (at, mailbox) in self.mailboxes.iter().enumerate() {
            index.mailbox(at, mailbox);
        }
        self.index = index;
    }

    pub(crate) fn add_tenant(&mut self, tenant: Tenant) {
        self.index.tenant(self.tenants.len(), &tenant);
        self.tenants.push(tenant);
    }

    pub(crate) fn add_person(&mut self, person: Person) {
        self.index.person(self.people.len(), &person);
        self.people.push(person);
    }

    pub(crate) fn add_group(&mut self, group: Group) {
        self.index
            .groups
            .insert(group.address.clone(), self.groups.len());
        self.groups.push(group);
    }

    pub(crate) fn add_app(&mut self, app: App) {
        self.index
            .apps
            .insert(app.client_id.clone(), self.apps.len());
        self.apps.push(app);
    }

    pub(crate) fn add_mailbox(&mut self, mailbox: Mailbox) {
        self.index.mailbox(self.mailboxes.len(), &mailbox);
        self.mailboxes.push(mailbox);
    }

    /// By GUID or verified domain.
    pub(crate) fn tenant(&self, name: &str) -> Option<&Tenant> {
        let at = self.index.tenants.get(&name.to_lowercase())?;
        self.tenants.get(*at)
    }

    pub(crate) fn tenant_mut(&mut self, name: &str) -> Option<&mut Tenant> {
        let at = self.index.tenants.get(&name.to_lowercase())?;
        self.tenants.get_mut(*at)
    }

    pub(crate) fn person(&self, object_id: &str) -> Option<&Person> {
        let at = self.index.people.get(&object_id.to_lowercase())?;
        self.people.get(*at)
    }

    pub(crate) fn person_mut(&mut self, object_id: &str) -> Option<&mut Person> {
        let at = self.index.people.get(&object_id.to_lowercase())?;
        self.people.get_mut(*at)
    }

    /// The account that somebody with this name has in this tenant, guest or
    /// member.
    pub(crate) fn person_in(&self, tenant: &str, login: &str) -> Option<&Person> {
        let at = self.index.people.get(&by_login(tenant, login))?;
        self.people.get(*at)
    }

    /// The account of that name in the tenant it belongs to.
    pub(crate) fn person_at_home(&self, login: &str) -> Option<&Person> {
        let (_, domain) = login.rsplit_once('@')?;
        let tenant = self.tenant(domain)?;
        self.person_in(&tenant.id, login)
            .filter(|person| person.guest_of.is_none())
    }

    pub(crate) fn person_at_home_mut(&mut self, login: &str) -> Option<&mut Person> {
        let id = self.person_at_home(login)?.object_id.clone();
        let at = self.index.people.get(&id)?;
        self.people.get_mut(*at)
    }

    /// Takes an account out of the directory; its mailbox goes with it.
    pub(crate) fn remove_person(&mut self, object_id: &str) {
        self.people.retain(|person| person.object_id != object_id);
        self.mailboxes.retain(|mailbox| mailbox.id != object_id);
        self.rebuild_index();
    }

    /// A mail-enabled security group, by its address.
    pub(crate) fn group(&self, address: &str) -> Option<&Group> {
        let at = self.index.groups.get(&address.to_lowercase())?;
        self.groups.get(*at)
    }

    pub(crate) fn group_mut(&mut self, address: &str) -> Option<&mut Group> {
        let at = self.index.groups.get(&address.to_lowercase())?;
        self.groups.get_mut(*at)
    }

    /// Whether a person is named, or belongs to a group that is.
    pub(crate) fn names(&self, list: &BTreeSet<String>, login: &str) -> bool {
        list.contains(login)
            || (!self.groups.is_empty() && list.iter().any(|name| self.is_member(name, login)))
    }

    /// Whether that is a group with this member.
    pub(crate) fn is_member(&self, group: &str, login: &str) -> bool {
        self.group(group)
            .is_some_and(|group| group.members.contains(login))
    }

    /// The app as a tenant sees it: its own, or one for several tenants.
    pub(crate) fn app_in(&self, tenant: &str, client_id: &str) -> Option<&App> {
        self.app(client_id)
            .filter(|app| app.tenant == tenant || app.audience == Audience::Multiple)
    }

    pub(crate) fn app(&self, client_id: &str) -> Option<&App> {
        let at = self.index.apps.get(&client_id.to_lowercase())?;
        self.apps.get(*at)
    }

    pub(crate) fn app_mut(&mut self, client_id: &str) -> Option<&mut App> {
        let at = self.index.apps.get(&client_id.to_lowercase())?;
        self.apps.get_mut(*at)
    }

    /// By address or id, in any tenant.
    pub(crate) fn mailbox_at(&self, name: &str) -> Option<usize> {
        self.index.mailboxes.get(&name.to_lowercase()).copied()
    }

    pub(crate) fn mailbox(&self, name: &str) -> Option<&Mailbox> {
        self.mailboxes.get(self.mailbox_at(name)?)
    }

    pub(crate) fn mailbox_mut(&mut self, name: &str) -> Option<&mut Mailbox> {
        let at = self.mailbox_at(name)?;
        self.mailboxes.get_mut(at)
    }

    /// The next message number; numbers are never used twice.
    pub(crate) fn next_message(&mut self) -> u64 {
        self.last_message += 1;
        self.last_message
    }
}

impl Index {
    fn tenant(&mut self, at: usize, tenant: &Tenant) {
        self.tenants.insert(tenant.id.clone(), at);
        for domain in &tenant.domains {
            self.tenants.insert(domain.to_lowercase(), at);
        }
    }

    fn person(&mut self, at: usize, person: &Person) {
        self.people.insert(person.object_id.clone(), at);
        self.people
            .insert(by_login(&person.tenant, person.login()), at);
        self.people
            .insert(by_login(&person.tenant, &person.upn), at);
    }

    fn mailbox(&mut self, at: usize, mailbox: &Mailbox) {
        self.mailboxes.insert(mailbox.address.to_lowercase(), at);
        self.mailboxes.insert(mailbox.id.clone(), at);
    }
}

fn by_login(tenant: &str, login: &str) -> String {
    format!("{tenant}/{}", login.to_lowercase())
}
