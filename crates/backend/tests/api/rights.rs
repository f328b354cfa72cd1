//! The script for missing rights: exactly these, with its undo, and the checks
//! that follow.

use crate::support::{SERVICE, Town, light};
use serde_json::{Value, json};

const MAILBOX: &str = "facturen@contoso.nl";

async fn right(town: &Town, what: &str, right: &str) {
    let body = json!({ "mailbox": MAILBOX, "person": SERVICE, "right": right });
    town.control(&format!("rights/{what}"), body).await;
}

#[tokio::test]
async fn the_script_gives_exactly_what_is_missing_and_its_undo_takes_exactly_that() {
    let (town, admin, account) = Town::with_account().await;
    right(&town, "take", "full_access").await;
    admin.add_mailbox(&account, MAILBOX).await;
    admin.add_mailbox(&account, "scan.utrecht@contoso.nl").await;
    let made = admin
        .post("/rights-script", json!({ "filter": {} }))
        .await
        .expect(200);
    let full = json!([{ "address": MAILBOX, "right": "full_access", "person": SERVICE }]);
    assert_eq!(made["missing"], full);
    let (script, undo) = (
        made["script"].as_str().unwrap(),
        made["undo"].as_str().unwrap(),
    );
    let line = format!(
        "Add-MailboxPermission -Identity '{MAILBOX}' -User '{SERVICE}' -AccessRights FullAccess"
    );
    assert!(script.contains(&line), "{script}");
    assert!(!script.contains("SendAs") && !script.contains("utrecht"));
    let line = format!(
        "Remove-MailboxPermission -Identity '{MAILBOX}' -User '{SERVICE}' -AccessRights FullAccess"
    );
    assert!(undo.contains(&line), "{undo}");

    // Checked again within five minutes, until the right is there.
    let due = "select check_due - cast(added_at as bigint) from mailboxes where address = \
               'facturen@contoso.nl'";
    assert!(town.number(due).await < 400_000);
    admin.prove(MAILBOX, "check").await;
    assert!(town.number(due).await < 400_000, "still watched");
    right(&town, "give", "full_access").await;
    let mailbox = admin.prove(MAILBOX, "check").await;
    assert_eq!(light(&mailbox, "read"), "green");
    assert!(town.number(due).await > 3_600_000, "as any other again");

    // Sending is another right.
    right(&town, "take", "send_as").await;
    admin.test_mail(MAILBOX, MAILBOX, &["failed"]).await;
    admin.settled(MAILBOX).await;
    let form = json!({ "addresses": [MAILBOX] });
    let made = crate::support::eventually(async || {
        let answer = admin.post("/rights-script", form.clone()).await;
        (answer.status == 200).then_some(answer.body)
    })
    .await;
    let script = made["script"].as_str().unwrap();
    assert!(script.contains("Add-RecipientPermission") && !script.contains("FullAccess"));
}

#[tokio::test]
async fn what_needs_no_script_gets_none() {
    let (_town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let all = json!({ "filter": {} });
    admin
        .post("/rights-script", all)
        .await
        .refused(409, "nothing_missing");
    // An address that is none lacks no right.
    admin.add_mailbox(&account, "bestaat.niet@contoso.nl").await;
    let form = json!({ "addresses": ["bestaat.niet@contoso.nl"] });
    admin
        .post("/rights-script", form)
        .await
        .refused(409, "nothing_missing");
    let form = json!({ "addresses": ["nergens@contoso.nl"] });
    admin
        .post("/rights-script", form)
        .await
        .refused(404, "not_found");
    admin
        .post("/rights-script", json!({}))
        .await
        .refused(422, "invalid");
    let many: Vec<Value> = vec![MAILBOX.into(); 2001];
    let form = json!({ "addresses": many });
    admin
        .post("/rights-script", form)
        .await
        .refused(413, "too_large");
    let form = json!({ "filter": { "q": "\u{0}" } });
    admin
        .post("/rights-script", form)
        .await
        .refused(400, "malformed");
}
