//! Lists of mailboxes as people paste them.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

use contract::listed::{LIST_MOST, LIST_TEXT_MAX, List, mailboxes};
use proptest::prelude::*;

/// What was found: `address` or `address = name`.
fn found(list: &List) -> Vec<String> {
    let lines = list.found.iter().map(|one| match &one.name {
        Some(name) => format!("{} = {}", one.address.as_str(), name.as_str()),
        None => one.address.as_str().to_owned(),
    });
    lines.collect()
}

fn holds(text: &str, wanted: &[&str]) {
    let list = mailboxes(text);
    assert_eq!(found(&list), wanted, "{text}");
    assert_eq!(list.unread, [""; 0], "{text}");
}

#[test]
fn addresses_below_or_beside_each_other() {
    let wanted = ["facturen@contoso.nl", "orders@contoso.nl"];
    for text in [
        "facturen@contoso.nl\norders@contoso.nl",
        "facturen@contoso.nl\r\n\r\n  Orders@Contoso.NL  \r\n",
        "facturen@contoso.nl;orders@contoso.nl",
        "facturen@contoso.nl; orders@contoso.nl;",
        "facturen@contoso.nl, orders@contoso.nl.",
        "facturen@contoso.nl orders@contoso.nl",
        "facturen@contoso.nl\torders@contoso.nl",
        "'facturen@contoso.nl', 'orders@contoso.nl'",
        "[\"facturen@contoso.nl\", \"orders@contoso.nl\"]",
        "- facturen@contoso.nl\n- orders@contoso.nl",
        "<facturen@contoso.nl>, <orders@contoso.nl>",
        "SMTP:facturen@contoso.nl\nmailto:orders@contoso.nl",
        "facturen@contoso.nl\nfacturen@contoso.nl\norders@contoso.nl",
    ] {
        holds(text, &wanted);
    }
}

#[test]
fn names_that_stand_beside_them() {
    let wanted = [
        "facturen@contoso.nl = Facturen inkoop",
        "orders@contoso.nl = Orders",
    ];
    for text in [
        "Facturen inkoop <facturen@contoso.nl>; Orders <orders@contoso.nl>",
        "Facturen inkoop <facturen@contoso.nl>, Orders <orders@contoso.nl>",
        "\"Facturen inkoop\" <facturen@contoso.nl>\n\"Orders\" <orders@contoso.nl>",
        "Naam;E-mailadres\nFacturen inkoop;facturen@contoso.nl\nOrders;orders@contoso.nl",
        "E-mail,Name\nfacturen@contoso.nl,Facturen inkoop\norders@contoso.nl,Orders",
        "\"PrimarySmtpAddress\",\"DisplayName\"\n\"facturen@contoso.nl\",\"Facturen inkoop\"\n\"orders@contoso.nl\",\"Orders\"",
        "Facturen inkoop\tfacturen@contoso.nl\nOrders\torders@contoso.nl",
        "DisplayName      PrimarySmtpAddress\n-----------      ------------------\nFacturen inkoop  facturen@contoso.nl\nOrders           orders@contoso.nl\n",
        "| Facturen inkoop | facturen@contoso.nl |\n| Orders | orders@contoso.nl |",
        "Facturen inkoop facturen@contoso.nl\nOrders - orders@contoso.nl",
        "facturen@contoso.nl Facturen inkoop\norders@contoso.nl Orders",
    ] {
        holds(text, &wanted);
    }
    holds(
        "Jansen, Piet <piet@contoso.nl>; de Vries, Sanne <sanne@contoso.nl>",
        &[
            "piet@contoso.nl = Jansen, Piet",
            "sanne@contoso.nl = de Vries, Sanne",
        ],
    );
    holds(
        "Jansen, Piet <piet@contoso.nl>",
        &["piet@contoso.nl = Jansen, Piet"],
    );
}

#[test]
fn what_is_no_mailbox_is_told() {
    let list =
        mailboxes("facturen@contoso.nl\nfacturen.contoso.nl\norders@\nVerkoop\nwie@wat@waar.nl");
    assert_eq!(found(&list), ["facturen@contoso.nl"]);
    assert_eq!(
        list.unread,
        [
            "facturen.contoso.nl",
            "orders@",
            "Verkoop",
            "wie@wat@waar.nl"
        ]
    );
    let list = mailboxes("a@b.nl; c.d.nl; e@f.nl");
    assert_eq!(
        (found(&list).len(), list.unread),
        (2, vec!["c.d.nl".to_owned()])
    );
    // The headings of a table are no mailbox, and no fault; further down they are.
    assert_eq!(mailboxes("Mailboxen\na@b.nl").unread, [""; 0]);
    assert_eq!(mailboxes("a@b.nl\nMailboxen").unread, ["Mailboxen"]);
    assert_eq!(mailboxes("a@b.nl\nA@B.nl\na@b.nl").twice, 2);
}

#[test]
fn there_is_an_end_to_it() {
    let many: String = (0..LIST_MOST + 7)
        .map(|n| format!("m{n}@contoso.nl\n"))
        .collect();
    let list = mailboxes(&many);
    assert_eq!((list.found.len(), list.beyond), (LIST_MOST, 7));
    let endless = "é".repeat(LIST_TEXT_MAX);
    assert_eq!(mailboxes(&endless).unread.len(), 1);
    assert_eq!(mailboxes(&endless).unread[0].chars().count(), 80);
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in "\\PC*|[@;,<>\"'| \\n\\ta-z.]*") {
        let list = mailboxes(&text);
        for one in &list.found {
            let at = one.address.as_str();
            prop_assert!(text.to_ascii_lowercase().contains(at), "{at}");
        }
    }

    #[test]
    fn what_was_written_is_read(
        ones in prop::collection::vec(("[a-z]{1,8}", "[A-Z][a-zé]{1,8}( [a-z]{1,6})?"), 1..8),
        way in 0..5,
    ) {
        let mut wanted: Vec<String> = Vec::new();
        let mut lines = Vec::new();
        for (at, (own, name)) in ones.iter().enumerate() {
            let address = format!("{own}{at}@contoso.nl");
            lines.push(match way {
                0 => format!("{name} <{address}>"),
                1 => format!("{name};{address}"),
                2 => format!("\"{address}\",\"{name}\""),
                3 => format!("{address}\t{name}"),
                _ => format!("{name}   {address}"),
            });
            wanted.push(format!("{address} = {name}"));
        }
        let list = mailboxes(&lines.join("\n"));
        prop_assert_eq!(found(&list), wanted);
        prop_assert!(list.unread.is_empty());
    }
}
