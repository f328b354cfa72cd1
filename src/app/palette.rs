//! The command palette: one field from which every mailbox, account and action
//! can be reached. Opens at once; what the backend finds joins in.

use crate::route::{encode, go};
use crate::session::Session;
use crate::text::*;
use crate::ui::{
    El, announce, dialog, div, el, icon, mailbox_path, of, only, part, reveal, several, show_theme,
    title, typed, watch,
};
use crate::{api, task};
use contract::accounts::Account;
use contract::catalogue::Cause;
use contract::ids::{Address, DiagnosisId};
use contract::mailboxes::Mailbox;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent, Node};

/// How long after the last letter the backend is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// How many mailboxes are offered.
const MAILBOXES: &str = "limit=100&sort=name&q=";

/// So many of them are shown: those that fit best.
const SHOWN: usize = 6;

/// What choosing an entry does.
#[derive(Clone, PartialEq)]
enum Act {
    Go(String),
    Speak(Lang),
    Paint(&'static str),
    SignOut,
}

impl Act {
    /// What the entry is called in `lang`: a language by its own name.
    fn named(&self, say: Say, lang: Lang) -> String {
        match self {
            Self::Speak(other) => say.filled(lang, &[other.own_name()]),
            _ => say.words(lang).to_owned(),
        }
    }
}

/// One line of the palette.
#[derive(Clone)]
struct Entry {
    group: Say,
    glyph: &'static str,
    name: Words,
    more: Option<Words>,
    act: Act,
}

/// The palette of this tab.
#[derive(Clone, Copy)]
pub(super) struct Palette {
    open: RwSignal<bool>,
    text: RwSignal<String>,
    at: RwSignal<usize>,
    found: RwSignal<Vec<(Address, String)>>,
    accounts: RwSignal<Vec<Account>>,
    asked: StoredValue<u32>,
    session: Session,
}

/// How many ways to fit there are.
const FITS: u8 = 3;

/// How well a mailbox fits: by the beginning of its name or address, by something
/// in them, or by its domain alone, as all others do.
fn fits(mailbox: &Mailbox, text: &str) -> u8 {
    let name = mailbox.name.as_str().to_lowercase();
    let (own, _) = mailbox.address.as_str().split_once('@').unwrap_or_default();
    if name.starts_with(text) || own.starts_with(text) {
        0
    } else if name.contains(text) || own.contains(text) {
        1
    } else {
        2
    }
}

impl Palette {
    /// A closed one.
    pub(super) fn new(session: Session) -> Self {
        Self {
            open: RwSignal::new(false),
            text: RwSignal::default(),
            at: RwSignal::new(0),
            found: RwSignal::default(),
            accounts: RwSignal::default(),
            asked: StoredValue::default(),
            session,
        }
    }

    /// Opens it, empty.
    pub(super) fn show(self) {
        self.text.set(String::new());
        self.found.set(Vec::new());
        self.at.set(0);
        self.open.set(true);
        if self.session.is_admin() {
            task::start(async move {
                if let Ok(accounts) = api::accounts().await {
                    self.accounts.set(accounts);
                }
            });
        }
    }

    /// Asks for mailboxes, once somebody stops typing.
    fn search(self) {
        let mine = self.asked.with_value(|asked| asked + 1);
        self.asked.set_value(mine);
        set_timeout(
            move || {
                let text = self.text.get_untracked();
                let text = text.trim();
                if self.asked.get_value() != mine || text.is_empty() {
                    return;
                }
                let asking = api::mailboxes(&[MAILBOXES, &encode(text)].concat());
                let text = text.to_lowercase();
                task::start(async move {
                    let answer = asking.await;
                    if self.asked.get_value() != mine {
                        return;
                    }
                    let page = answer.map(|page| page.items).unwrap_or_default();
                    let found = (0..FITS).flat_map(|fit| {
                        let alike = page.iter().filter(|m| fits(m, &text) == fit);
                        alike.collect::<Vec<_>>()
                    });
                    let found = found.map(|m| (m.address.clone(), m.name.to_string()));
                    self.found.set(found.take(SHOWN).collect());
                    announce(untrack(|| self.told()));
                });
            },
            PAUSE,
        );
    }

    fn told(self) -> String {
        match self.entries().len() {
            0 => P_NOTHING.get().to_owned(),
            number => count_of(number, P_ONE, P_MANY),
        }
    }

    /// Everything that fits, group by group.
    fn entries(self) -> Vec<Entry> {
        let text = self.text.get();
        let text = text.trim();
        let mut all = Vec::new();
        if let Ok(address) = Address::parse(text) {
            all.push(check(&address));
        }
        all.extend(diagnosis(text));
        all.extend(explained(text));
        for (address, name) in self.found.get() {
            all.push(Entry {
                group: P_MAILBOXES,
                glyph: "mail",
                name: name.into(),
                more: Some(address.as_str().into()),
                act: Act::Go(mailbox_path(&address)),
            });
        }
        let needle = text.to_lowercase();
        let fits = |name: &str| name.to_lowercase().contains(&needle);
        self.accounts.with(|accounts| {
            let fitting = accounts.iter().filter(|a| fits(a.name.as_str()));
            all.extend(fitting.take(6).map(|account| Entry {
                group: P_ACCOUNTS,
                glyph: "key",
                name: account.name.as_str().into(),
                more: Some(account.tenant.as_str().into()),
                act: Act::Go(["/accounts/", account.id.as_str()].concat()),
            }));
        });
        let actions = actions(self.session.is_admin());
        all.extend(
            actions
                .into_iter()
                .filter(|(_, _, say, act)| {
                    // A person may know the name in any language.
                    Lang::ALL.iter().any(|lang| fits(&act.named(*say, *lang)))
                })
                .map(|(group, glyph, say, act)| Entry {
                    group,
                    glyph,
                    name: match act {
                        Act::Speak(_) => act.named(say, lang()).into(),
                        _ => say.into(),
                    },
                    more: None,
                    act,
                }),
        );
        all
    }

    fn choose(self, act: Act) {
        self.open.set(false);
        match act {
            Act::Go(to) => go(&to),
            Act::Speak(lang) => choose(lang),
            Act::Paint(theme) => show_theme(theme),
            Act::SignOut => super::sign_out(self.session),
        }
    }

    fn pressed(self, event: &KeyboardEvent) {
        let number = untrack(|| self.entries().len());
        let at = self.at.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => self.at.set(if at + 1 < number { at + 1 } else { 0 }),
            "ArrowUp" => self
                .at
                .set(at.checked_sub(1).unwrap_or(number.saturating_sub(1))),
            "Home" => self.at.set(0),
            "End" => self.at.set(number.saturating_sub(1)),
            "Enter" => {
                let chosen = untrack(|| self.entries().into_iter().nth(at));
                if let Some(entry) = chosen {
                    self.choose(entry.act);
                }
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// The dialog itself. What is in it is made when it opens: no visit begins with
    /// it. Before the dialog, so that it is there to have the focus.
    pub(super) fn draw(self) -> Node {
        let inside = only(move || self.open.get(), move || self.inside());
        dialog("palette-title", P_TITLE, move || self.open.get())
            .class("palette")
            .closed(move || self.open.set(false))
            .on("click", move |event| {
                // Beside the palette is out of it.
                let target = event
                    .target()
                    .and_then(|t| t.dyn_into::<HtmlElement>().ok());
                if target.is_some_and(|target| target.tag_name() == "DIALOG") {
                    self.open.set(false);
                }
            })
            .with(inside)
            .into()
    }

    fn inside(self) -> Node {
        let some = Memo::new(move |_| !self.entries().is_empty());
        let field = el("input")
            .attr("type", "text")
            .attr("role", "combobox")
            .attr("aria-autocomplete", "list")
            .attr("aria-controls", "palette-list")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .state("aria-expanded", move || some.get())
            .bind("aria-activedescendant", move || {
                some.get().then(|| option_id(self.at.get()))
            })
            .label(P_FIELD)
            // The dialog gives it the focus as it opens.
            .attr("autofocus", "")
            .words("placeholder", P_FIELD)
            .prop("value", move || self.text.get().into())
            .on("input", move |event| {
                self.text.set(typed(&event));
                self.at.set(0);
                self.search();
            })
            .on("keydown", move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    self.pressed(event);
                }
            });
        let list = div("opts")
            .id("palette-list")
            .attr("role", "listbox")
            .label(P_TITLE)
            .with(part(move || self.listed()));
        watch(move || {
            let at = self.at.get();
            request_animation_frame(move || {
                if let Some(option) = document().get_element_by_id(&option_id(at)) {
                    reveal(&option);
                }
            });
        });
        let line = div("cmdline").with(icon("search")).with(field);
        several([line, list])
    }

    fn listed(self) -> Node {
        let entries = self.entries();
        if entries.is_empty() {
            return of("p", "mut").text(P_NOTHING).into();
        }
        let mut groups: Vec<(Say, El)> = Vec::new();
        for (at, entry) in entries.into_iter().enumerate() {
            let line = self.line(at, &entry);
            match groups.last_mut().filter(|(group, _)| *group == entry.group) {
                Some((_, list)) => *list = list.clone().with(line),
                None => {
                    let name = of("b", "grp").attr("aria-hidden", "true").text(entry.group);
                    let list = el("div")
                        .attr("role", "group")
                        .label(entry.group)
                        .with(name)
                        .with(line);
                    groups.push((entry.group, list));
                }
            }
        }
        several(groups.into_iter().map(|(_, list)| list))
    }

    fn line(self, at: usize, entry: &Entry) -> El {
        let act = entry.act.clone();
        let words = el("span").text(entry.name.clone());
        let words = match &entry.more {
            Some(more) => words.text(" ").with(el("small").text(more.clone())),
            None => words,
        };
        of("div", "opt")
            .id(&option_id(at))
            .attr("role", "option")
            .state("aria-selected", move || self.at.get() == at)
            .with(icon(entry.glyph))
            .with(words)
            .press(move || self.choose(act.clone()))
    }
}

fn option_id(at: usize) -> String {
    ["option-", &at.to_string()].concat()
}

fn check(address: &Address) -> Entry {
    let name = address.to_string();
    Entry {
        group: P_ACTIONS,
        glyph: "pulse",
        name: live(move || P_CHECK.with(&name)),
        more: None,
        act: Act::Go(["/check?m=", &encode(address.as_str())].concat()),
    }
}

/// A diagnosis by its id, or by its address as it was mailed.
fn diagnosis(text: &str) -> Option<Entry> {
    let id = DiagnosisId::parse(text.rsplit('/').next()?).ok()?;
    Some(Entry {
        group: P_ACTIONS,
        glyph: "info",
        name: P_DIAGNOSIS.into(),
        more: None,
        act: Act::Go(["/diagnose/", id.as_str()].concat()),
    })
}

/// A number of Microsoft's, in words: `AADSTS7000215`, or the digits alone.
fn explained(text: &str) -> Option<Entry> {
    let digits = text.to_ascii_uppercase();
    let digits = digits.strip_prefix("AADSTS").unwrap_or(&digits);
    let number = digits.parse().ok().filter(|_| digits.len() >= 5)?;
    let cause = Cause::from_entra("", None, &[number]);
    (cause != Cause::EntraRefused).then(|| Entry {
        group: P_HELP,
        glyph: "info",
        name: title(cause),
        more: Some(live(move || {
            [&Words::Remedy(cause).get(), " ", P_CAUSE.get()].concat()
        })),
        act: Act::Go(["/mailboxes?cause=", cause.code()].concat()),
    })
}

fn actions(admin: bool) -> Vec<(Say, &'static str, Say, Act)> {
    let go = |to: &str| Act::Go(to.to_owned());
    let mut all = vec![
        (P_ACTIONS, "mail", P_OVERVIEW, go("/mailboxes")),
        (P_ACTIONS, "bad", P_FAILING, go("/mailboxes?status=bad")),
        (P_ACTIONS, "search", NAV_CHECK, go("/check")),
    ];
    if admin {
        all.extend([
            (P_ACTIONS, "plus", ADD_MAILBOX, go("/mailboxes/add")),
            (P_ACTIONS, "key", NAV_ACCOUNTS, go("/accounts")),
            (P_ACTIONS, "plus", CONNECT, go("/accounts/new")),
            (P_ACTIONS, "clock", CAL_TITLE, go("/accounts/calendar")),
            (P_ACTIONS, "swap", MIG, go("/migration")),
            (P_ACTIONS, "plus", IMP, go("/migration/import")),
            (P_ACTIONS, "warn", W_TITLE, go("/settings/meldingen")),
            (P_ACTIONS, "people", NAV_PEOPLE, go("/people")),
        ]);
    }
    all.extend([
        (P_ACTIONS, "pulse", RUNS, go("/jobs")),
        (P_ACTIONS, "clock", NAV_LOG, go("/log")),
        (P_ACTIONS, "gear", NAV_SETTINGS, go("/settings")),
        (P_HELP, "more", KEYS, go("/settings/sneltoetsen")),
        (P_HELP, "spark", P_LIGHT, Act::Paint("light")),
        (P_HELP, "spark", P_DARK, Act::Paint("dark")),
        (P_HELP, "spark", P_SYSTEM, Act::Paint("")),
        (P_ACTIONS, "out", SIGN_OUT, Act::SignOut),
    ]);
    all.extend(Lang::ALL.map(|lang| (P_HELP, "spark", P_LANGUAGE, Act::Speak(lang))));
    // By group, so that each stands in one place.
    all.sort_by_key(|(group, ..)| *group == P_HELP);
    all
}
