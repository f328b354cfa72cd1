//! What came into the mailbox: how much waits, when ImageCapture last came for it,
//! and whether mail of one sender arrived.

use crate::api;
use crate::load::Doing;
use crate::text::*;
use crate::ui::{
    El, card, div, el, focus_later, form_element, icon, memo, moment, note, nothing, of, only,
    part, remedy, reveal, several, submit, text, watch,
};
use crate::{task, when};
use contract::arrivals::{Arrival, Arrivals, AskArrivals, Inbox, MailPlace};
use contract::ids::Address;
use leptos::prelude::*;
use web_sys::Node;

/// What Microsoft said last.
#[derive(Clone, Copy)]
pub(super) struct Came {
    found: RwSignal<Option<Arrivals>>,
    /// Whose mail was looked for, and what came of it.
    answer: RwSignal<Option<(String, Arrivals)>>,
    /// Whether the inbox was ever seen: only then is it worth while to look for
    /// somebody's mail in it, and what was typed for that stays.
    seen: RwSignal<bool>,
}

impl Came {
    /// Asked whenever a check is `done`: the verdict comes first.
    pub(super) fn ask_after(address: &Address, done: Memo<usize>) -> Self {
        let came = Self {
            found: RwSignal::new(None),
            answer: RwSignal::new(None),
            seen: RwSignal::new(false),
        };
        let address = address.clone();
        watch(move || {
            if done.get() == 0 {
                return;
            }
            let asking = api::arrivals(&address, &AskArrivals::default());
            task::start(async move {
                // What does not come is not missed: the verdict says why.
                if let Ok(found) = asking.await
                    && came.seen.try_get_untracked().is_some()
                {
                    came.take(found);
                }
            });
        });
        came
    }

    fn take(self, found: Arrivals) {
        if found.inbox.is_some() && !self.seen.get_untracked() {
            self.seen.set(true);
        }
        self.found.set(Some(found));
    }

    /// The lines below the lights.
    #[must_use]
    pub(super) fn lines(self) -> Node {
        part(move || {
            self.found.with(|found| {
                let Some(found) = found else { return nothing() };
                let fetched = match found.fetched_at {
                    Some(at) => moment(at),
                    None => text(MAIL_NEVER_FETCHED.into()),
                };
                let waiting = found
                    .inbox
                    .map(|inbox| line(MAIL_INBOX, "mail", waiting(inbox)));
                of("ul", "chk mail")
                    .label(MAIL_CARD)
                    .all(waiting)
                    .with(line(MAIL_FETCHED, "clock", fetched))
                    .into()
            })
        })
    }

    /// The same for a ticket.
    #[must_use]
    pub(super) fn as_text(self) -> String {
        self.found.with_untracked(|found| {
            let Some(Arrivals {
                inbox, fetched_at, ..
            }) = found
            else {
                return String::new();
            };
            let inbox = inbox.map(|inbox| ["\n", MAIL_INBOX.get(), ": ", &counted(inbox)].concat());
            let fetched = fetched_at.map(|at| at.to_string());
            let fetched = fetched.as_deref().unwrap_or(MAIL_NEVER_FETCHED.get());
            let fetched = ["\n", MAIL_FETCHED.get(), ": ", fetched].concat();
            [inbox.unwrap_or_default(), fetched].concat()
        })
    }

    /// Asks for a sender, where the mailbox can be read.
    #[must_use]
    pub(super) fn of_a_sender(self, address: &Address) -> Node {
        let address = address.clone();
        only(move || self.seen.get(), move || self.form(&address))
    }

    fn form(self, address: &Address) -> Node {
        let typed = RwSignal::new(String::new());
        // Judged when it is sent, and right again as soon as it is.
        let judged = RwSignal::new(false);
        let wrong =
            memo(move || judged.get() && typed.with(|typed| Address::parse(typed).is_err()));
        let finding = Doing::new();
        let address = address.clone();
        let said = el("div").attr("role", "status");
        let place = said.element();
        let send = move || {
            let sender = typed.get_untracked().trim().to_owned();
            // What was said of another one is over.
            self.answer.set(None);
            judged.set(true);
            if wrong.get_untracked() {
                focus_later("#sender");
                return;
            }
            judged.set(false);
            let ask = AskArrivals {
                sender: sender.clone(),
            };
            let place = place.clone();
            finding.run(api::arrivals(&address, &ask), move |found| {
                // Where Microsoft was away, what was known stays.
                if found.inbox.is_some() {
                    self.take(found.clone());
                }
                self.answer.set(Some((sender, found)));
                // On a phone it would stand below the screen.
                request_animation_frame(move || reveal(&place));
            });
        };
        let field = el("input")
            .id("sender")
            .attr("type", "email")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("aria-describedby", "sender-hint sender-error")
            .state("aria-invalid", move || wrong.get())
            .value(typed);
        let label = div("lab")
            .with(el("label").attr("for", "sender").text(SENDER_FIELD))
            .with(el("small").id("sender-hint").text(SENDER_HINT));
        let not_one = only(
            move || wrong.get(),
            || {
                note("hint bad", "bad", I_NOT_AN_ADDRESS)
                    .attr("role", "alert")
                    .into()
            },
        );
        let answer = part(move || {
            self.answer.with(|given| match given {
                Some((sender, found)) => answer(found, sender),
                None => nothing(),
            })
        });
        let ask = form_element(send)
            .class("find")
            .with(label)
            .with(div("ctl").with(field))
            .with(submit("btn", SENDER_FIND, finding.busy))
            .with(el("div").id("sender-error").with(not_one))
            .with(el("div").with(finding.problem()));
        card(SENDER_TITLE).with(ask).with(said.with(answer)).into()
    }
}

fn line(name: Say, glyph: &str, says: Node) -> El {
    of("li", "")
        .with(of("span", "s idle").with(icon(glyph)))
        .with(
            el("div")
                .with(el("b").text(name))
                .with(el("small").with(says)),
        )
}

/// How much waits, and since when the last of it.
fn waiting(inbox: Inbox) -> Node {
    let newest = inbox.newest.map(|at| {
        let came = el("span").text(" · ").text(MAIL_NEWEST).text(" ");
        came.with(moment(at)).into()
    });
    several([
        text(live(move || counted(inbox))),
        newest.unwrap_or_else(nothing),
    ])
}

fn counted(inbox: Inbox) -> String {
    if inbox.messages == 0 {
        return MAIL_EMPTY.get().to_owned();
    }
    let waiting = count(inbox.messages, MAIL_WAITS_ONE, MAIL_WAITS_MANY);
    [&waiting, ", ", &MAIL_UNREAD.with(&inbox.unread.to_string())].concat()
}

fn answer(found: &Arrivals, sender: &str) -> Node {
    match (found.sender, found.cause) {
        (Some(mail), _) => of_the_sender(mail.last, sender),
        (None, Some(cause)) => said("warn", headline(cause), remedy(cause)),
        (None, None) => nothing(),
    }
}

fn of_the_sender(last: Option<Arrival>, sender: &str) -> Node {
    let sender = sender.to_owned();
    let Some(Arrival { at, place }) = last else {
        let none = live(move || SENDER_NO.with(&sender));
        return said("warn", none, SENDER_NO_TEXT.into());
    };
    let (tone, where_) = match place {
        MailPlace::Inbox => ("ok", SENDER_IN_INBOX),
        MailPlace::Junk => ("warn", SENDER_IN_JUNK),
        MailPlace::Elsewhere => ("ok", SENDER_ELSEWHERE),
    };
    let came = live(move || SENDER_YES.with_two(&sender, &when::moment(at)));
    said(tone, came, where_.into())
}

fn said(tone: &str, title: Words, text: Words) -> Node {
    div(&["fix ", tone].concat())
        .with(icon(tone))
        .with(el("b").text(title))
        .with(el("span").text(text))
        .into()
}
