//! Who signs in for an account and which mailboxes that carries; what stops when
//! somebody leaves; and moving mailboxes to somebody else, rehearsed first.

use crate::api;
use crate::load::{Doing, Load};
use crate::text::*;
use crate::ui::{
    El, announce, arrive, card, checked, div, el, gone, head, link, mailbox_path, maybe, note,
    nothing, of, part, pill, select, several, skeleton, status_pill, step_path, title, watch,
    working_button,
};
use contract::accounts::SignIn;
use contract::events::{Change, ChangeKind};
use contract::ids::{AccountId, SignInId};
use contract::mailboxes::{Mailbox, MailboxPage};
use contract::sign_ins::{Carrier, Carriers, MOVE_MAX, MoveMailboxes, MoveOutcome, MovedMailboxes};
use leptos::prelude::*;
use std::collections::BTreeSet;
use web_sys::Node;

/// What is chosen, and what came of trying it.
#[derive(Clone, Copy)]
struct Move {
    chosen: RwSignal<BTreeSet<String>>,
    /// The sign-in, by its id.
    to: RwSignal<String>,
    tried: RwSignal<Option<MovedMailboxes>>,
    doing: Doing,
}

/// The page of an account's sign-ins.
#[must_use]
pub fn sign_ins(key: &str) -> Node {
    let Ok(id) = AccountId::parse(key) else {
        return gone();
    };
    arrive(SI_TITLE, Some((NAV_ACCOUNTS.into(), "/accounts")));
    let asked = id.clone();
    let carriers: Load<Carriers> = Load::new(move || api::carriers(&asked), concerns);
    let list = ["account=", id.as_str(), "&sort=name&limit=500"].concat();
    let mailboxes: Load<MailboxPage> = Load::new(move || api::mailboxes(&list), concerns);
    let moving = Move {
        chosen: RwSignal::new(BTreeSet::new()),
        to: RwSignal::new(String::new()),
        tried: RwSignal::new(None),
        doing: Doing::new(),
    };
    let back = link("btn", "key", R_TO_ACCOUNT, &step_path(&id, 0));
    let consent = link(
        "btn pri",
        "out",
        SI_ANOTHER,
        &[&step_path(&id, 1), "?another=1"].concat(),
    );
    let cards = carriers.show(|all| {
        let without = (all.without > 0).then(|| {
            let number = all.without;
            note(
                "note",
                "info",
                live(move || count(number, SI_WITHOUT_ONE, SI_WITHOUT)),
            )
        });
        div("stack")
            .all(all.sign_ins.iter().map(carrier))
            .with(maybe(without))
            .into()
    });
    let own = id.clone();
    let form = part(move || {
        let own = own.clone();
        carriers.with(|all| {
            all.map_or_else(nothing, |all| mover(own, all, moving, carriers, mailboxes))
        })
    });
    let table = part(move || {
        carriers.with(|all| {
            mailboxes.with(|page| match (all, page) {
                (Some(all), Some(page)) => matrix(all, page, moving),
                (None, Some(_)) if carriers.waits() => skeleton(),
                _ => nothing(),
            })
        })
    });
    several([
        head(SI_TITLE, SI_LEAD, [back, consent]),
        div("cols2")
            // A skeleton, or why it is not there.
            .with(div("stack").with(mailboxes.show(|_| nothing())).with(table))
            .with(div("stack").with(cards).with(form)),
    ])
}

fn concerns(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Account | ChangeKind::Mailbox)
}

/// A sign-in, and what stops without it.
fn carrier(one: &Carrier) -> El {
    let who = &one.sign_in;
    let ended = who.ended.as_ref();
    let state = ended.map(|ended| pill("bad", title(ended.cause)));
    let stops = one.stops.iter().map(|stop| {
        let (purpose, number) = (stop.purpose, stop.mailboxes);
        el("li").text(live(move || {
            let mailboxes = count(number, MAILBOX_ONE, MAILBOX_MANY);
            SI_FOR.with_two(purpose_name(purpose).get(), &mailboxes)
        }))
    });
    let stops: Node = match one.stops.is_empty() {
        true => of("p", "mut").text(SI_NOTHING).into(),
        false => of("ul", "plain").all(stops).into(),
    };
    let line = of("p", "mut").text(who.username.as_str());
    of("section", "card")
        .label(who.name.as_str())
        .with(el("h2").text(who.name.as_str()))
        .with(line)
        .with(maybe(state))
        .with(of("b", "stops").text(SI_STOPS))
        .with(stops)
}

/// Each mailbox beside each sign-in: who carries it, and who could.
fn matrix(all: &Carriers, page: &MailboxPage, moving: Move) -> Node {
    if page.items.is_empty() {
        return of("p", "lead").text(NO_MAILBOXES).into();
    }
    let able: Vec<&Carrier> = all
        .sign_ins
        .iter()
        .filter(|one| one.sign_in.ended.is_none())
        .collect();
    let heads = able.iter().map(|one| {
        el("th")
            .attr("scope", "col")
            .text(one.sign_in.name.as_str())
    });
    let first = el("th").attr("scope", "col").text(COL_MAILBOX);
    let rows = page.items.iter().map(|mailbox| {
        let cells = able.iter().map(|one| cell(mailbox, &one.sign_in, moving));
        // Where nobody else can take over, there is nothing to choose.
        let movable = able.len() > 1;
        el("tr").with(name(mailbox, moving, movable)).all(cells)
    });
    let table = of("table", "people carriers")
        .with(of("caption", "vh").text(SI_TABLE))
        .with(el("thead").with(el("tr").with(first).all(heads)))
        .with(el("tbody").all(rows));
    let more = page.next.is_some().then(|| note("note", "info", SI_FIRST));
    several([
        of("section", "card flush scroll")
            .attr("tabindex", "0")
            .label(SI_TABLE)
            .with(table)
            .into(),
        maybe(more),
    ])
}

fn name(mailbox: &Mailbox, moving: Move, movable: bool) -> El {
    let address = mailbox.address.to_string();
    let (mine, shown) = (address.clone(), mailbox.name.to_string());
    let choose = move |event: web_sys::Event| {
        moving.tried.set(None);
        moving.chosen.update(|all| {
            if checked(&event) {
                all.insert(address.clone());
            } else {
                all.remove(&address);
            }
        });
    };
    let input = el("input")
        .attr("type", "checkbox")
        .label(live(move || CHOOSE_NAMED.with(&shown)))
        .prop("checked", move || {
            moving.chosen.with(|all| all.contains(&mine)).into()
        })
        .on("change", choose);
    let words = el("a")
        .attr("href", &mailbox_path(&mailbox.address))
        .text(mailbox.name.as_str());
    el("td").attr("role", "rowheader").with(
        div(if movable {
            "check-row"
        } else {
            "check-row fixed"
        })
        .with(maybe(movable.then_some(input)))
        .with(words)
        .with(el("small").text(mailbox.address.as_str())),
    )
}

fn cell(mailbox: &Mailbox, who: &SignIn, moving: Move) -> El {
    // On a phone the columns have no heads.
    let cell = el("td").attr("data-who", &who.name);
    if mailbox.sign_in.as_ref().is_some_and(|by| by.id == who.id) {
        let here = of("span", "vh").text(SI_HERE);
        return cell.with(status_pill(mailbox)).with(here);
    }
    let (address, whom) = (mailbox.address.clone(), who.id.to_string());
    cell.with(part(move || {
        let tried = moving.tried.with(|tried| {
            let items = tried.as_ref().filter(|_| moving.to.get() == whom);
            let mut items = items?.items.iter();
            items.find(|item| item.address == address).cloned()
        });
        match tried.map(|item| (item.outcome, item.cause)) {
            Some((MoveOutcome::Green | MoveOutcome::Moved, _)) => pill("ok", SI_CAN).into(),
            Some((_, Some(cause))) => {
                several([pill("bad", SI_CANNOT), el("small").text(title(cause))])
            }
            Some((_, None)) => pill("idle", SI_HERE).into(),
            None => of("span", "mut").text("–").into(),
        }
    }))
}

/// Trying it, and doing it.
fn mover(
    id: AccountId,
    all: &Carriers,
    moving: Move,
    carriers: Load<Carriers>,
    mailboxes: Load<MailboxPage>,
) -> Node {
    let able = all
        .sign_ins
        .iter()
        .filter(|one| one.sign_in.ended.is_none());
    let able: Vec<(String, String)> = able
        .map(|one| (one.sign_in.id.to_string(), one.sign_in.name.clone()))
        .collect();
    let whole = card(SI_MOVE_TITLE);
    if able.len() < 2 {
        return whole.with(of("p", "lead").text(SI_ALONE)).into();
    }
    if untrack(|| moving.to.with(|to| able.iter().all(|(id, _)| id != to))) {
        // The newest of those that work stands first: most often the one to take over.
        moving
            .to
            .set(able.first().map(|(id, _)| id.clone()).unwrap_or_default());
    }
    watch(move || {
        moving.to.track();
        moving.tried.set(None);
    });
    let go = move |dry_run: bool| {
        let addresses: Vec<_> = moving.chosen.with_untracked(|all| {
            let all = all.iter().take(MOVE_MAX);
            all.filter_map(|address| contract::ids::Address::parse(address).ok())
                .collect()
        });
        if addresses.is_empty() {
            announce(SI_NOTHING_CHOSEN.get());
            return;
        }
        let Ok(to) = SignInId::parse(&moving.to.get_untracked()) else {
            return;
        };
        let asked = MoveMailboxes { addresses, dry_run };
        moving
            .doing
            .run(api::move_mailboxes(&id, &to, &asked), move |came| {
                announce(outcome(&came));
                if !came.dry_run {
                    moving.chosen.set(BTreeSet::new());
                    carriers.again();
                    mailboxes.again();
                }
                moving.tried.set(Some(came));
            });
    };
    let again = go.clone();
    let came = part(move || {
        moving.tried.with(|tried| match tried {
            Some(came) => {
                let came = came.clone();
                note("hint", "info", live(move || outcome(&came))).into()
            }
            None => nothing(),
        })
    });
    let chosen = of("span", "num").attr("role", "status").text(live(move || {
        count_of(moving.chosen.with(BTreeSet::len), CHOSEN_ONE, CHOSEN_MANY)
    }));
    let busy = move || moving.doing.busy.get();
    whole
        .with(of("p", "lead").text(SI_MOVE_LINE))
        .with(select("f-to-sign-in", SI_TO, moving.to, able))
        .with(chosen)
        .with(
            div("row field")
                .with(working_button("btn", "pulse", SI_TRY, busy, move || {
                    again(true)
                }))
                .with(working_button("btn pri", "", SI_MOVE, busy, move || {
                    go(false)
                })),
        )
        .with(came)
        .with(moving.doing.problem())
        .into()
}

fn outcome(came: &MovedMailboxes) -> String {
    let good = came
        .items
        .iter()
        .filter(|item| matches!(item.outcome, MoveOutcome::Green | MoveOutcome::Moved));
    let good = good.count();
    let other = came.items.len() - good;
    let say = if came.dry_run { SI_TRIED } else { SI_MOVED };
    say.with_two(&good.to_string(), &other.to_string())
}
