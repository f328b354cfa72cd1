//! From the tenant file to its mailboxes, with the rights on them and the mail
//! in them.

use toml::Spanned;

use crate::base::random;
use crate::directory::build::{Builder, Checked, new_person};
use crate::directory::file::{GeneratedEntry, MailEntry, MailboxEntry, ShareEntry, TenantEntry};
use crate::directory::mailbox::{Mailbox, MailboxKind, Rights, Share};
use crate::mail::message::{Address, Attachment, Body, Message};
use crate::mail::store::{MailStore, standard_folder};

/// More than this is a slip of the pen.
const MOST_GENERATED: u32 = 1_000_000;

impl Builder<'_> {
    pub(super) fn mailbox(&mut self, tenant: &TenantEntry, entry: &MailboxEntry) -> Checked<()> {
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
            shares: self.shares(&entry.folder_shares)?,
        };
        if self.state.group(&address).is_some() {
            return self.wrong(&entry.address, format!("{address} is a group"));
        }
        let mut mailbox = Mailbox {
            tenant: tenant_id,
            id,
            address,
            name,
            kind: entry.kind,
            rights,
            copy_of_sent_as: entry.copy_of_sent_as,
            copy_of_sent_on_behalf: entry.copy_of_sent_on_behalf,
            full: entry.full,
            store: MailStore::new(tenant.language),
        };
        for mail in &entry.mails {
            let message = self.mail(&mailbox, mail)?;
            mailbox.store.put_in_inbox(message);
        }
        self.state.add_mailbox(mailbox);
        Ok(())
    }

    pub(super) fn mailboxes_of_people(&mut self, tenant: &TenantEntry) -> Checked<()> {
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
                full: false,
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

    fn shares(&self, entries: &[ShareEntry]) -> Checked<Vec<Share>> {
        let share = |entry: &ShareEntry| {
            let Some(folder) = standard_folder(entry.folder.get_ref()) else {
                let name = entry.folder.get_ref();
                return self.wrong(&entry.folder, format!("\"{name}\" is no well-known folder"));
            };
            let whom = self.people_named(std::slice::from_ref(&entry.person))?;
            Ok(Share {
                folder,
                whom: whom.into_iter().next().unwrap_or_default(),
                access: entry.access,
            })
        };
        entries.iter().map(share).collect()
    }

    /// Mailboxes by the number.
    pub(super) fn generate(
        &mut self,
        tenant: &TenantEntry,
        entry: &GeneratedEntry,
        password: Option<&str>,
    ) -> Checked<()> {
        if entry.count > MOST_GENERATED {
            let most = format!("more than {MOST_GENERATED} mailboxes cannot be generated at once");
            return self.wrong(&entry.address, most);
        }
        if !entry.address.get_ref().contains("{n}") {
            let name = entry.address.get_ref();
            return self.wrong(&entry.address, format!("\"{name}\" has no {{n}} in it"));
        }
        let id = tenant.id.get_ref().to_lowercase();
        self.own_address(&entry.address, &id)?;
        let rights = Rights {
            full_access: self.people_named(&entry.full_access)?,
            send_as: self.people_named(&entry.send_as)?,
            send_on_behalf: self.people_named(&entry.send_on_behalf)?,
            shares: Vec::new(),
        };
        for number in 1..=entry.count {
            let number = number.to_string();
            let address = entry
                .address
                .get_ref()
                .to_lowercase()
                .replace("{n}", &number);
            if self.state.mailbox(&address).is_some() {
                return self.wrong(&entry.address, format!("{address} is there twice"));
            }
            let name = match &entry.name {
                Some(name) => name.replace("{n}", &number),
                None => address.clone(),
            };
            let object_id = if entry.kind == MailboxKind::User {
                let object_id = random::guid_from(&["person", &address]);
                let password = self.password(&entry.address, password)?;
                let person = new_person(&id, object_id.clone(), address.clone(), &name, password);
                self.state.add_person(person);
                object_id
            } else {
                random::guid_from(&["mailbox", &address])
            };
            let mut mailbox = Mailbox {
                tenant: id.clone(),
                id: object_id,
                address,
                name,
                kind: entry.kind,
                rights: rights.clone(),
                copy_of_sent_as: false,
                copy_of_sent_on_behalf: false,
                full: false,
                store: MailStore::new(tenant.language),
            };
            self.fill(&mut mailbox, entry.mails);
            self.state.add_mailbox(mailbox);
        }
        Ok(())
    }

    fn password<'p>(&self, place: &Spanned<String>, given: Option<&'p str>) -> Checked<&'p str> {
        match given {
            Some(password) => Ok(password),
            None => self.wrong(place, "the file has no password for everybody".to_owned()),
        }
    }

    /// Mail an hour apart, the last of it now.
    fn fill(&mut self, mailbox: &mut Mailbox, mails: u32) {
        for number in 1..=mails {
            let key = self.state.next_message();
            let received = self.now.plus_seconds(-3600 * i64::from(mails - number));
            let id = random::guid_from(&["mail", &mailbox.address, &number.to_string()]);
            let mut message = Message::new(key, received, format!("<{id}@leverancier.example>"));
            message.subject = format!("Factuur {number}");
            message.body = Body::text(format!("Factuur {number} voor {}.", mailbox.name));
            let from = Address::new("Leverancier", "administratie@leverancier.example");
            message.sender = Some(from.clone());
            message.from = Some(from);
            message.to = vec![Address::new(&mailbox.name, &mailbox.address)];
            message.is_read = false;
            message.is_draft = false;
            mailbox.store.put_in_inbox(message);
        }
    }
}
