//! From the tenant file to the world at its start: tenants, people, groups and
//! apps. The mailboxes are next door.

use std::collections::BTreeSet;

use toml::Spanned;
use uuid::Uuid;

use crate::base::clock::Moment;
use crate::base::random;
use crate::directory::file::{
    self, AppEntry, GroupEntry, PersonEntry, PolicyEntry, TenantEntry, TenantFile, TenantFileError,
};
use crate::directory::model::{App, Group, Person, SecondFactor, Secret, Tenant};
use crate::directory::policy::Policy;
use crate::directory::scopes;
use crate::directory::state::State;

/// Reads a tenant file into a new state.
pub(crate) fn state_from(text: &str, now: Moment) -> Result<State, TenantFileError> {
    let file = file::parse(text)?;
    let mut builder = Builder {
        text,
        now,
        state: State::default(),
    };
    builder.everything(&file)?;
    Ok(builder.state)
}

pub(super) struct Builder<'a> {
    text: &'a str,
    pub(super) now: Moment,
    pub(super) state: State,
}

pub(super) type Checked<T> = Result<T, TenantFileError>;

impl Builder<'_> {
    fn everything(&mut self, file: &TenantFile) -> Checked<()> {
        self.state.settings.prefill_passwords = file.prefill_passwords;
        self.state.settings.delivery_delay_seconds = i64::from(file.delivery_delay_seconds);
        self.state.settings.switches = file.switches;
        for entry in &file.tenants {
            self.tenant(entry)?;
        }
        for entry in &file.tenants {
            self.people(entry, file.password.as_deref())?;
        }
        for entry in &file.tenants {
            self.guests(entry)?;
            for group in &entry.groups {
                self.group(entry, group)?;
            }
        }
        for entry in &file.tenants {
            for app in &entry.apps {
                self.app(entry, app)?;
            }
            for policy in &entry.policies {
                self.policy(entry, policy)?;
            }
            for mailbox in &entry.mailboxes {
                self.mailbox(entry, mailbox)?;
            }
            self.mailboxes_of_people(entry)?;
            for many in &entry.generated {
                self.generate(entry, many, file.password.as_deref())?;
            }
        }
        Ok(())
    }

    fn tenant(&mut self, entry: &TenantEntry) -> Checked<()> {
        let id = self.guid(&entry.id)?;
        let mut domains = Vec::with_capacity(entry.domains.len());
        for domain in &entry.domains {
            let name = domain.get_ref().to_lowercase();
            if !name.contains('.') || name.contains(['/', '@', ' ']) {
                return self.wrong(domain, format!("\"{name}\" is not a domain name"));
            }
            if self.state.tenant(&name).is_some() {
                return self.wrong(domain, format!("the domain {name} has a tenant already"));
            }
            domains.push(name);
        }
        if self.state.tenant(&id).is_some() {
            return self.wrong(&entry.id, format!("there are two tenants with id {id}"));
        }
        self.state.add_tenant(Tenant {
            id,
            name: entry.name.clone(),
            domains,
            consent_policy: entry.consent_policy,
            language: entry.language,
            admin_consent_requests: entry.admin_consent_requests,
            approvals: Vec::new(),
            policies: Vec::new(),
            cloud: entry.cloud,
            without: entry.without.clone(),
        });
        Ok(())
    }

    fn policy(&mut self, tenant: &TenantEntry, entry: &PolicyEntry) -> Checked<()> {
        let mut apps = BTreeSet::new();
        for app in &entry.apps {
            let id = self.guid(app)?;
            if self.state.app(&id).is_none() {
                return self.wrong(app, format!("there is no app \"{id}\""));
            }
            apps.insert(id);
        }
        let policy = Policy {
            id: random::guid_from(&["policy", tenant.id.get_ref(), &entry.name]),
            name: entry.name.clone(),
            people: self.people_named(&entry.people)?,
            except: self.people_named(&entry.except)?,
            apps,
            grant: entry.grant,
            sign_in_frequency_hours: entry.sign_in_frequency_hours,
            mfa_lifetime_hours: entry.mfa_lifetime_hours,
        };
        if let Some(tenant) = self.state.tenant_mut(tenant.id.get_ref()) {
            tenant.policies.push(policy);
        }
        Ok(())
    }

    fn group(&mut self, tenant: &TenantEntry, entry: &GroupEntry) -> Checked<()> {
        let tenant = tenant.id.get_ref().to_lowercase();
        let address = entry.address.get_ref().to_lowercase();
        self.own_address(&entry.address, &tenant)?;
        if self.state.group(&address).is_some() {
            return self.wrong(&entry.address, format!("{address} is there twice"));
        }
        let members = self.people_named(&entry.members)?;
        self.state.add_group(Group {
            tenant,
            name: entry.name.clone().unwrap_or_else(|| address.clone()),
            address,
            members,
        });
        Ok(())
    }

    fn people(&mut self, entry: &TenantEntry, password: Option<&str>) -> Checked<()> {
        let tenant = entry.id.get_ref().to_lowercase();
        for person in &entry.people {
            let upn = person.upn.get_ref().to_lowercase();
            self.own_address(&person.upn, &tenant)?;
            if self.state.person_in(&tenant, &upn).is_some() {
                return self.wrong(&person.upn, format!("{upn} is there twice"));
            }
            let Some(password) = person.password.as_deref().or(password) else {
                return self.wrong(
                    &person.upn,
                    format!("{upn} has no password and the file has none for everybody"),
                );
            };
            let object_id = match &person.object_id {
                Some(id) => self.guid(id)?,
                None => random::guid_from(&["person", &upn]),
            };
            let entry = person;
            let mut person = new_person(&tenant, object_id, upn, &person.name, password);
            describe(&mut person, entry);
            self.state.add_person(person);
        }
        Ok(())
    }

    fn guests(&mut self, entry: &TenantEntry) -> Checked<()> {
        let tenant = entry.id.get_ref().to_lowercase();
        for guest in &entry.guests {
            let home = self.known_person(&guest.person)?;
            let domain = entry.domains.first().map_or("", |domain| domain.get_ref());
            let upn = format!("{}#EXT#@{domain}", home.login().replace('@', "_"));
            let object_id = match &guest.object_id {
                Some(id) => self.guid(id)?,
                None => random::guid_from(&["guest", &tenant, home.login()]),
            };
            let account = Person {
                tenant: tenant.clone(),
                object_id,
                upn,
                roles: Vec::new(),
                guest_of: Some(home.upn.clone()),
                ..home
            };
            self.state.add_person(account);
        }
        Ok(())
    }

    fn app(&mut self, tenant: &TenantEntry, entry: &AppEntry) -> Checked<()> {
        let client_id = self.guid(&entry.client_id)?;
        if self.state.app(&client_id).is_some() {
            return self.wrong(
                &entry.client_id,
                format!("two apps have the id {client_id}"),
            );
        }
        let mut secrets = Vec::with_capacity(entry.secrets.len());
        for (at, secret) in entry.secrets.iter().enumerate() {
            let secret_id = match &secret.secret_id {
                Some(id) => self.guid(id)?,
                None => random::guid_from(&["secret", &client_id, &at.to_string()]),
            };
            secrets.push(Secret {
                secret_id,
                value: secret.value.clone(),
                expires: self.moment(&secret.expires)?,
                description: secret.description.clone(),
            });
        }
        let id = tenant.id.get_ref().to_lowercase();
        let permissions = self.permissions(&entry.permissions)?;
        let consented = self.permissions(&entry.admin_consented)?;
        if !consented.is_empty() {
            let names = consented.iter().map(String::as_str);
            self.state.consents.grant(&id, &client_id, None, names);
        }
        let assigned = self.people_named(&entry.assigned)?;
        self.state.add_app(App {
            tenant: id,
            client_id,
            name: entry.name.clone(),
            audience: entry.sign_in_audience,
            redirect_uris: entry.redirect_uris.clone(),
            secrets,
            disabled: entry.disabled,
            assignment_required: entry.assignment_required,
            assigned,
            public_client: entry.public_client,
            permissions,
            id_tokens: entry.id_tokens,
            access_tokens: entry.access_tokens,
            risky: entry.risky,
        });
        Ok(())
    }

    fn permissions(&self, names: &[Spanned<String>]) -> Checked<Vec<String>> {
        let known = |name: &Spanned<String>| match scopes::find(name.get_ref()) {
            Some(scope) => Ok(scope.name.to_owned()),
            None => self.wrong(
                name,
                format!("there is no permission \"{}\"", name.get_ref()),
            ),
        };
        names.iter().map(known).collect()
    }

    /// Sign-in names of people, and addresses of groups.
    pub(super) fn people_named(&self, names: &[Spanned<String>]) -> Checked<BTreeSet<String>> {
        let login = |name: &Spanned<String>| match self.state.group(name.get_ref()) {
            Some(group) => Ok(group.address.clone()),
            None => Ok(self.known_person(name)?.login().to_lowercase()),
        };
        names.iter().map(login).collect()
    }

    pub(super) fn known_person(&self, name: &Spanned<String>) -> Checked<Person> {
        match self.state.person_at_home(name.get_ref()) {
            Some(person) => Ok(person.clone()),
            None => self.wrong(name, format!("there is no person \"{}\"", name.get_ref())),
        }
    }

    /// An address must lie in a domain of its tenant.
    pub(super) fn own_address(&self, address: &Spanned<String>, tenant: &str) -> Checked<()> {
        let domain = address
            .get_ref()
            .rsplit_once('@')
            .map_or("", |(_, domain)| domain);
        match self.state.tenant(domain) {
            Some(found) if found.id == tenant => Ok(()),
            _ => self.wrong(
                address,
                format!(
                    "\"{}\" is not in a domain of this tenant",
                    address.get_ref()
                ),
            ),
        }
    }

    fn guid(&self, text: &Spanned<String>) -> Checked<String> {
        match Uuid::try_parse(text.get_ref()) {
            Ok(id) => Ok(id.to_string()),
            Err(_) => self.wrong(text, format!("\"{}\" is not a GUID", text.get_ref())),
        }
    }

    pub(super) fn moment(&self, text: &Spanned<String>) -> Checked<Moment> {
        match relative(text.get_ref(), self.now).or_else(|| Moment::parse(text.get_ref())) {
            Some(moment) => Ok(moment),
            None => self.wrong(
                text,
                format!(
                    "\"{}\" is neither a date nor a span like \"+11d\"",
                    text.get_ref()
                ),
            ),
        }
    }

    pub(super) fn wrong<T, V>(&self, place: &Spanned<V>, complaint: String) -> Checked<T> {
        let before = self.text.get(..place.span().start).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        Err(TenantFileError::Meaning { line, complaint })
    }
}

/// Somebody with nothing special about them.
pub(crate) fn new_person(
    tenant: &str,
    object_id: String,
    upn: String,
    name: &str,
    password: &str,
) -> Person {
    Person {
        tenant: tenant.to_owned(),
        object_id,
        upn,
        name: name.to_owned(),
        password: password.to_owned(),
        roles: Vec::new(),
        disabled: false,
        guest_of: None,
        sessions_valid_from: None,
        password_state: Default::default(),
        second_factor: SecondFactor::default(),
        failures: 0,
        locked_until: None,
    }
}

fn describe(person: &mut Person, entry: &PersonEntry) {
    person.roles.clone_from(&entry.roles);
    person.disabled = entry.disabled;
    person.password_state = entry.password_state;
    person.second_factor = SecondFactor {
        registered: entry.mfa_registered,
        required: entry.mfa_required,
    };
}

/// `+11d`, `-3d`, `+6h`, `-10m`.
pub(crate) fn relative(text: &str, now: Moment) -> Option<Moment> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (count, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    let unit = match unit {
        "d" => 86_400,
        "h" => 3600,
        "m" => 60,
        _ => return None,
    };
    let count: u32 = count.parse().ok()?;
    Some(now.plus_seconds(sign * i64::from(count) * unit))
}
