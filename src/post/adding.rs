//! A list of mailboxes that was pasted: what is known of each is shown, then they are
//! added one after another. Nothing of the list is lost when that stops on the way.

use crate::api;
use crate::task;
use crate::text::*;
use crate::ui::{
    El, MailboxForm, announce, button, div, el, focus_later, icon, icon_button, mailbox_path,
    maybe, note, nothing, of, part, pasted_anywhere, plain_button, progress_card, several,
};
use contract::accounts::Account;
use contract::catalogue::Cause;
use contract::fields::Field;
use contract::ids::{AccountId, Address, Name};
use contract::listed::{LIST_MOST, List, Listed, mailboxes};
use contract::mailboxes::NewMailbox;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Node};

/// So much of what could not be read is shown.
const UNREAD_SHOWN: usize = 5;

/// What follows something.
type Then = Rc<dyn Fn()>;

/// Where a mailbox of the list stands.
#[derive(Clone, PartialEq)]
enum Standing {
    New,
    /// It is here already, in the account of this name.
    Here(String),
    Added,
    Failed(Cause),
}

#[derive(Clone)]
struct Line {
    address: Address,
    name: Option<Name>,
    standing: ArcRwSignal<Standing>,
}

impl Line {
    fn is_to_be_added(&self) -> bool {
        self.standing
            .with(|standing| matches!(standing, Standing::New | Standing::Failed(_)))
    }
}

/// A list that is being added, if there is one.
#[derive(Clone, Copy)]
pub struct Adding {
    account: RwSignal<String>,
    lines: RwSignal<Vec<Line>, LocalStorage>,
    /// What was no mailbox.
    rest: RwSignal<List>,
    /// How many of how many are added, while that goes on.
    done: RwSignal<Option<(u32, u32)>>,
    stop: RwSignal<bool>,
    /// Which list it is: what is asked about an older one is of no use.
    nth: StoredValue<u32>,
}

impl Adding {
    /// No list yet, for this account.
    #[must_use]
    pub fn new(account: RwSignal<String>) -> Self {
        Self {
            account,
            lines: RwSignal::new_local(Vec::new()),
            rest: RwSignal::new(List::default()),
            done: RwSignal::new(None),
            stop: RwSignal::new(false),
            nth: StoredValue::new(0),
        }
    }

    /// Takes what a text holds: several mailboxes become a list, one goes into the form
    /// with its name; where there is a list, all come behind it. Says whether there was
    /// any.
    fn take(self, text: &str, mailbox: MailboxForm) -> bool {
        if self.done.with_untracked(Option::is_some) {
            return false;
        }
        let mut list = mailboxes(text);
        match list.found.as_slice() {
            [] => false,
            [one] if !untrack(|| self.is_open()) => {
                mailbox.put(one);
                true
            }
            _ => {
                self.open(std::mem::take(&mut list.found), list);
                true
            }
        }
    }

    fn open(self, found: Vec<Listed>, mut rest: List) {
        let mut lines = self.lines.get_untracked();
        for one in found {
            if lines.iter().any(|line| line.address == one.address) {
                rest.twice += 1;
            } else if lines.len() == LIST_MOST {
                rest.beyond += 1;
            } else {
                lines.push(Line {
                    address: one.address,
                    name: one.name,
                    standing: ArcRwSignal::new(Standing::New),
                });
            }
        }
        self.nth.update_value(|nth| *nth += 1);
        self.lines.set(lines);
        self.rest.set(rest);
        announce(untrack(|| self.found()));
        focus_later("#list h2");
        self.look();
    }

    /// Whether there is a list.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.lines.with(|lines| !lines.is_empty())
    }

    fn close(self) {
        self.nth.update_value(|nth| *nth += 1);
        self.lines.set(Vec::new());
    }

    fn found(self) -> String {
        let number = self.lines.with(Vec::len);
        count_of(number, LIST_FOUND_ONE, LIST_FOUND_MANY)
    }

    /// Which of them are here already?
    fn look(self) {
        let (mut lines, mine) = (self.lines.get_untracked(), self.nth.get_value());
        untrack(|| lines.retain(|line| line.standing.with(|s| *s == Standing::New)));
        task::start(async move {
            for line in lines {
                if self.nth.try_get_value() != Some(mine) {
                    return;
                }
                if let Ok(known) = api::mailbox(&line.address).await
                    && line.standing.with_untracked(|s| *s == Standing::New)
                {
                    task::let_go().await;
                    let account = known.account_name.to_string();
                    line.standing.set(Standing::Here(account));
                }
            }
        });
    }

    /// Adds what can be added, one after another, until it is stopped.
    fn add(self, then: Then) {
        let Ok(account) = AccountId::parse(&self.account.get_untracked()) else {
            return;
        };
        let lines = self.lines.get_untracked();
        let lines: Vec<Line> = untrack(|| lines.into_iter().filter(Line::is_to_be_added).collect());
        let total = lines.len() as u32;
        self.stop.set(false);
        self.done.set(Some((0, total)));
        task::start(async move {
            let mut added = 0;
            for line in lines {
                let new = NewMailbox {
                    account_id: account.clone(),
                    address: line.address.as_str().to_owned(),
                    name: line.name.map(|name| name.to_string()).unwrap_or_default(),
                    purposes: None,
                };
                let went_wrong = api::add_mailbox(&new)
                    .await
                    .err()
                    .map(|problem| problem.code);
                line.standing
                    .set(went_wrong.map_or(Standing::Added, Standing::Failed));
                added += 1;
                let _ = self.done.try_set(Some((added, total)));
                // These are not about the one mailbox. And the page may be gone.
                let over = matches!(went_wrong, Some(Cause::NotSignedIn | Cause::ServerAway));
                if over || self.stop.try_get_untracked().is_none_or(|stop| stop) {
                    break;
                }
            }
            if self.done.try_set(None).is_none() {
                let added = lines_added(&self.lines.get_untracked());
                announce(LIST_DONE.with_two(&added.to_string(), &total.to_string()));
                then();
            }
        });
    }

    /// Lets go of those that are here now. What failed or was not come to stays.
    pub fn settle(self) {
        self.lines
            .update(|lines| untrack(|| lines.retain(Line::is_to_be_added)));
    }

    fn show(self, choice: Node, then: Then) -> Node {
        let heading = el("h2")
            .attr("tabindex", "-1")
            .text(live(move || self.found()));
        let lines = part(move || {
            let lines = self.lines.get().into_iter().map(|line| self.line(line));
            of("ul", "lines many").all(lines.collect::<Vec<_>>()).into()
        });
        let foot = part(move || match self.done.with(Option::is_some) {
            true => self.under_way(),
            false => self.acts(then.clone()),
        });
        of("section", "card")
            .id("list")
            .label(live(move || self.found()))
            .with(heading)
            .with(choice)
            .with(part(move || self.rest()))
            .with(lines)
            .with(foot)
            .into()
    }

    fn line(self, line: Line) -> El {
        let address = line.address.as_str();
        let name = maybe(
            line.name
                .as_ref()
                .map(|name| el("small").text(name.as_str())),
        );
        let words = div("").with(el("b").text(address)).with(name);
        let standing = line.standing.clone();
        let link = mailbox_path(&line.address);
        let stands = part(move || match standing.get() {
            Standing::New => nothing(),
            Standing::Here(account) => {
                let say = live(move || LIST_HERE.with(&account));
                el("span").text(say).into()
            }
            Standing::Added => of("span", "pill ok")
                .with(icon("ok"))
                .with(el("a").attr("href", &link).text(LIST_ADDED))
                .into(),
            Standing::Failed(cause) => of("span", "pill bad")
                .with(icon("bad"))
                .with(el("span").text(short(cause)))
                .into(),
        });
        let (standing, gone) = (line.standing.clone(), line.address.clone());
        let name = {
            let address = line.address.clone();
            live(move || LIST_DROP.with(address.as_str()))
        };
        let drop = part(move || {
            let drops = self.done.with(Option::is_none)
                && standing.with(|standing| *standing != Standing::Added);
            let gone = gone.clone();
            maybe(drops.then(|| {
                icon_button("cross", name.clone(), move || {
                    self.lines
                        .update(|lines| lines.retain(|l| l.address != gone));
                })
            }))
        });
        let stands = of("span", "at").with(stands);
        el("li").with(words).with(stands).with(drop)
    }

    /// What stood in the text besides.
    fn rest(self) -> Node {
        let told = self.rest.with(|rest| {
            let mut told: Vec<Words> = Vec::new();
            let (twice, beyond) = (rest.twice, rest.beyond);
            if twice > 0 {
                told.push(live(move || count(twice, LIST_TWICE_ONE, LIST_TWICE_MANY)));
            }
            if beyond > 0 {
                told.push(live(move || {
                    LIST_BEYOND.with_two(&LIST_MOST.to_string(), &beyond.to_string())
                }));
            }
            let unread = rest.unread.len();
            if unread > 0 {
                let shown = rest.unread.iter().take(UNREAD_SHOWN);
                let shown = shown.map(String::as_str).collect::<Vec<_>>().join(", ");
                told.push(live(move || {
                    let many = count_of(unread, LIST_UNREAD_ONE, LIST_UNREAD_MANY);
                    let dots = if unread > UNREAD_SHOWN { ", …" } else { "" };
                    [&many, ": ", &shown, dots].concat()
                }));
            }
            told
        });
        several(told.into_iter().map(|words| note("hint", "info", words)))
    }

    fn acts(self, then: Then) -> Node {
        let number = Memo::new(move |_| {
            self.lines
                .with(|lines| lines.iter().filter(|line| line.is_to_be_added()).count())
        });
        let add = part(move || {
            let (number, then) = (number.get(), then.clone());
            maybe((number > 0).then(|| {
                let words = live(move || count_of(number, LIST_ADD_ONE, LIST_ADD_MANY));
                button("btn pri", "", words, move || self.add(then.clone()))
            }))
        });
        div("row field")
            .with(add)
            .with(button("btn ghost", "", LIST_CLOSE, move || self.close()))
            .into()
    }

    fn under_way(self) -> Node {
        let numbers = move || self.done.get().unwrap_or_default();
        let words = live(move || {
            let (done, total) = numbers();
            LIST_DONE.with_two(&done.to_string(), &total.to_string())
        });
        let stop = plain_button("btn sm")
            .text(RUN_STOP)
            .press(move || self.stop.set(true));
        progress_card(
            ADD_MAILBOX.into(),
            words,
            Box::new(numbers),
            el("b").text(ADD_MAILBOX).into(),
            stop.into(),
        )
        .into()
    }
}

fn lines_added(lines: &[Line]) -> usize {
    let added = |line: &&Line| line.standing.with_untracked(|s| *s == Standing::Added);
    lines.iter().filter(added).count()
}

/// The form for one mailbox, which a list takes the place of when one is pasted into it,
/// or anywhere on the page. `choice` are the accounts to choose from, where there is a
/// choice; `one` adds the mailbox of the form, `then` follows a list.
pub fn mailbox_or_list(
    mailbox: MailboxForm,
    adding: Adding,
    choice: Option<Vec<Account>>,
    beside: impl Fn() -> Node + 'static,
    one: impl Fn() + 'static,
    then: impl Fn() + 'static,
) -> Node {
    let one: Then = Rc::new(one);
    let then: Then = Rc::new(then);
    pasted_anywhere(move |text| {
        adding.take(text, mailbox);
    });
    let open = Memo::new(move |_| adding.is_open());
    let body = part(move || {
        if open.get() {
            let account = match &choice {
                Some(choice) => mailbox.account_choice(choice).into(),
                None => nothing(),
            };
            return adding.show(account, then.clone());
        }
        let one = one.clone();
        let form = mailbox.show(choice.as_deref(), beside(), move || {
            // Typed, or put there by a browser without the event of pasting.
            adding.take(&mailbox.typed(), mailbox);
            if !untrack(|| adding.is_open()) {
                one();
            }
        });
        // On a page of its own it is all there is.
        match choice {
            Some(_) => div("card").with(form).into(),
            None => form,
        }
    });
    div("")
        .on("paste", move |event| {
            let into_address = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|target| target.id() == mailbox.form.id(Field::Address));
            let data = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data);
            let text = data.and_then(|data| data.get_data("text").ok());
            // One bare address is left to the field: it may complete what stands there.
            let takes = |text: &String| Address::parse(text).is_err() && adding.take(text, mailbox);
            if into_address && text.as_ref().is_some_and(takes) {
                event.prevent_default();
            }
        })
        .with(body)
        .into()
}
