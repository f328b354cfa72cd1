//! What a mailbox needs, beside what was asked for, what Microsoft granted and
//! what was proved. The last column settles it: a granted permission says
//! nothing about the rights of that person in Exchange.

use super::{El, Shine, card, el, of, small};
use crate::text::{
    COL_MOVE, COL_READ, COL_SEND, LIGHT_NO, LIGHT_NOT_NEEDED, LIGHT_UNKNOWN, LIGHT_YES, MX_ASKED,
    MX_GRANTED, MX_HINT, MX_NEED, MX_PROVED, MX_TITLE, Say,
};
use contract::accounts::SignIn;
use contract::mailboxes::{Ability, Mailbox};
use contract::purposes::Scope;

const NEEDS: [(Say, &[Ability], Scope); 3] = [
    (COL_READ, &[Ability::Read], Scope::MailReadWriteShared),
    (
        COL_MOVE,
        &[Ability::Modify, Ability::Move],
        Scope::MailReadWriteShared,
    ),
    (
        COL_SEND,
        &[Ability::Send, Ability::SentItems],
        Scope::MailSendShared,
    ),
];

/// The table. Without a `sign_in` nobody knows what was granted.
#[must_use]
pub fn permission_matrix(mailbox: &Mailbox, sign_in: Option<&SignIn>) -> El {
    let rows = NEEDS.map(|(name, abilities, scope)| {
        let asked = mailbox.purposes.scopes().any(|one| one == scope);
        let granted = sign_in.map(|sign_in| !sign_in.missing.contains(&scope));
        let proved = abilities
            .iter()
            .map(|ability| Shine::of(mailbox, *ability))
            .max();
        let (tone, glyph, _, word) = proved.unwrap_or(Shine::NotNeeded).look();
        let need = of("th", "")
            .attr("scope", "row")
            .text(name)
            .with(el("small").attr("lang", "en").text(scope.name()));
        el("tr")
            .with(need)
            .with(mark(asked.then_some(true), LIGHT_NOT_NEEDED))
            .with(mark(granted.filter(|_| asked), unknown(asked)))
            .with(told(tone, glyph, word))
    });
    let columns =
        [MX_ASKED, MX_GRANTED, MX_PROVED].map(|say| of("th", "c").attr("scope", "col").text(say));
    let head = el("tr")
        .with(of("th", "").attr("scope", "col").text(MX_NEED))
        .all(columns);
    let table = of("table", "pmx matrix")
        .with(of("caption", "vh").text(MX_TITLE))
        .with(el("thead").with(head))
        .with(el("tbody").all(rows));
    card(MX_TITLE)
        .with(of("p", "mut").text(MX_HINT))
        .with(table)
}

fn unknown(asked: bool) -> Say {
    if asked {
        LIGHT_UNKNOWN
    } else {
        LIGHT_NOT_NEEDED
    }
}

fn mark(yes: Option<bool>, otherwise: Say) -> El {
    match yes {
        Some(true) => told("ok", "check", LIGHT_YES),
        Some(false) => told("bad", "cross", LIGHT_NO),
        None => told("none", "dash", otherwise),
    }
}

fn told(tone: &str, glyph: &str, word: Say) -> El {
    let light = of("span", &["pm ", tone].concat())
        .with(small(glyph))
        .with(of("span", "vh").text(word));
    of("td", "c").with(light)
}
