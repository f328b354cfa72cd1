//! From the tenant file to the world at its start.

use std::collections::BTreeSet;

use toml::Spanned;
use uuid::Uuid;

use crate::base::clock::Moment;
use crate::base::random;
use crate::directory::file::{
    self, AppEntry, MailEntry, MailboxEntry, TenantEntry, TenantFile, TenantFileError,
};
use crate::directory::model::{App, Mailbox, MailboxKind, Person, Rights, Secret, Tenant};
use crate::directory::scopes;
use crate::directory::state::State;
use crate::mail::store::{Address, Attachment, Body, MailStore, Message};

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

struct Builder<'a> {
    text: &'a str,
    now: Moment,
    state: State,
}

type Checked<T> = Result<T, TenantFileError>;

impl Builder<'_> {
    fn everything(&mut self, file: &TenantFile) -> Checked<()> {
        self.state.settings.prefill_passwords = file.prefill_passwords;
        self.state.settings.delivery_delay_seconds = i64::from(file.delivery_delay_seconds);
        for entry in &file.tenants {
            self.tenant(entry)?;
        }
        for entry in &file.tenants {
            self.people(entry, file.password.as_deref())?;
        }
        for entry in &file.tenants {
            self.guests(entry)?;
        }
        for entry in &file.tenants {
            for app in &entry.apps {
                self.app(entry, app)?;
            }
            for mailbox in &entry.mailboxes {
                self.mailbox(entry, mailbox)?;
            }
            self.mailboxes_of_people(entry)?;
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
            self.state.add_person(Person {
                tenant: tenant.clone(),
                object_id,
                upn,
                name: person.name.clone(),
                password: password.to_owned(),
                roles: person.roles.clone(),
                disabled: person.disabled,
                guest_of: None,
                sessions_valid_from: None,
            });
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
        });
        Ok(())
    }

    fn mailbox(&mut self, tenant: &TenantEntry, entry: &MailboxEntry) -> Checked<()> {
        let tenant_id = tenant.id.get_ref().to_lowercase();
        let address = entry.address.get_ref().to_lowercase();
        self.own_address(&entry.address, &tenant_id)?;
        if self.state.mailbox(&address).is_some() {
            return self.wrong(&entry.address, format!("{address} is there twice"));
        }
        let owner = self.state.person_in(&tenant_id, &address);
        let id = match owner {
            Some(person) => person.object_id.clone(),
            None => random::guid_from(&["mailbox", &address]),
        };
        let name = match (&entry.name, owner) {
            (Some(name), _) => name.clone(),
            (None, Some(person)) => person.name.clone(),
            (None, None) => address.clone(),
        };
        let rights = Rights {
            full_access: self.people_named(&entry.full_access)?,
            send_as: self.people_named(&entry.send_as)?,
            send_on_behalf: self.people_named(&entry.send_on_behalf)?,
        };
        let mut mailbox = Mailbox {
            tenant: tenant_id,
            id,
            address,
            name,
            kind: entry.kind,
            rights,
            copy_of_sent_as: entry.copy_of_sent_as,
            copy_of_sent_on_behalf: entry.copy_of_sent_on_behalf,
            store: MailStore::new(tenant.language),
        };
        for mail in &entry.mails {
            let message = self.mail(&mailbox, mail)?;
            mailbox.store.put_in_inbox(message);
        }
        self.state.add_mailbox(mailbox);
        Ok(())
    }

    fn mailboxes_of_people(&mut self, tenant: &TenantEntry) -> Checked<()> {
        for entry in tenant.people.iter().filter(|person| person.mailbox) {
            let upn = entry.upn.get_ref().to_lowercase();
            if self.state.mailbox(&upn).is_some() {
                continue;
            }
            let person = self.known_person(&entry.upn)?;
            self.state.add_mailbox(Mailbox {
                tenant: person.tenant,
                id: person.object_id,
                address: upn,
                name: person.name,
                kind: MailboxKind::User,
                rights: Rights::default(),
                copy_of_sent_as: false,
                copy_of_sent_on_behalf: false,
                store: MailStore::new(tenant.language),
            });
        }
        Ok(())
    }

    fn mail(&mut self, mailbox: &Mailbox, entry: &MailEntry) -> Checked<Message> {
        let Some(from) = Address::parse(entry.from.get_ref()) else {
            return self.wrong(&entry.from, "this is not a mail address".to_owned());
        };
        let received = self.moment(&entry.received)?;
        let body = match &entry.html {
            Some(html) => Body::html(html.clone()),
            None => Body::text(entry.text.clone()),
        };
        let key = self.state.next_message();
        let domain = from
            .address
            .rsplit_once('@')
            .map_or("example.com", |(_, domain)| domain);
        let id = random::guid_from(&["mail", &mailbox.address, &key.to_string()]);
        let mut message = Message::new(key, received, format!("<{id}@{domain}>"));
        message.subject.clone_from(&entry.subject);
        message.body = body;
        message.sender = Some(from.clone());
        message.from = Some(from);
        message.to = vec![Address::new(&mailbox.name, &mailbox.address)];
        message.is_read = entry.read;
        message.is_draft = false;
        for attachment in &entry.attachments {
            message.attachments.push(Attachment {
                id: u32::try_from(message.attachments.len()).unwrap_or(u32::MAX) + 1,
                name: attachment.name.clone(),
                content_type: attachment.content_type.clone(),
                content: attachment.text.clone().into_bytes(),
                is_inline: false,
                content_id: None,
                modified: received,
            });
        }
        Ok(message)
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

    fn people_named(&self, names: &[Spanned<String>]) -> Checked<BTreeSet<String>> {
        names
            .iter()
            .map(|name| Ok(self.known_person(name)?.login().to_lowercase()))
            .collect()
    }

    fn known_person(&self, name: &Spanned<String>) -> Checked<Person> {
        match self.state.person_at_home(name.get_ref()) {
            Some(person) => Ok(person.clone()),
            None => self.wrong(name, format!("there is no person \"{}\"", name.get_ref())),
        }
    }

    /// An address must lie in a domain of its tenant.
    fn own_address(&self, address: &Spanned<String>, tenant: &str) -> Checked<()> {
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

    fn moment(&self, text: &Spanned<String>) -> Checked<Moment> {
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

    fn wrong<T, V>(&self, place: &Spanned<V>, complaint: String) -> Checked<T> {
        let before = self.text.get(..place.span().start).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        Err(TenantFileError::Meaning { line, complaint })
    }
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
