//! The audit: searching, exporting, and noticing that it was changed.

use crate::support::{Client, PASSWORD, Town};
use serde_json::json;

const MAILBOX: &str = "facturen@contoso.nl";

async fn text(client: &Client, path: &str) -> (String, String) {
    let answer = client.request(reqwest::Method::GET, path).send().await;
    let answer = answer.unwrap();
    assert_eq!(answer.status(), 200);
    let kind = answer.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    (kind, answer.text().await.unwrap())
}

#[tokio::test]
async fn administrators_find_everything_and_helpdesk_what_they_did() {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let anna = json!({
        "name": "Anna Smit", "address": "anna@contoso.nl", "role": "helpdesk",
        "password": PASSWORD,
    });
    admin.post("/people", anna).await.expect(201);
    let helpdesk = town.client();
    helpdesk
        .log_in("anna@contoso.nl", PASSWORD)
        .await
        .expect(200);
    let proof = format!("/mailboxes/{MAILBOX}/proofs");
    helpdesk
        .post(&proof, json!({ "kind": "check" }))
        .await
        .expect(202);

    let find = async |query: &str| {
        let page = admin.get(&format!("/audit?{query}")).await.expect(200);
        page["items"].as_array().unwrap().clone()
    };
    let all = find("").await;
    let numbers: Vec<_> = all.iter().map(|l| l["number"].as_i64().unwrap()).collect();
    let expected: Vec<_> = (1..=numbers.len() as i64).rev().collect();
    assert_eq!(numbers, expected);
    let by_anna = find("actor=ANNA%40").await;
    assert!(by_anna.iter().any(|l| l["action"] == "mailbox.prove"));
    assert!(by_anna.len() < all.len());
    let about = find(&format!("object={MAILBOX}&action=mailbox.")).await;
    assert_eq!(about.len(), 2);
    assert_eq!(find("action=mailbox.add").await.len(), 1);
    assert!(find("actor=%25").await.is_empty());
    let at = about[1]["at"].as_str().unwrap();
    let since = find(&format!("from={at}")).await;
    let until = find(&format!("to={at}")).await;
    assert_eq!(since.len() + until.len(), all.len());

    // What has only an id in the line is called by its name, for as long as it is there.
    let person = find("action=person.add").await;
    assert_eq!(person[0]["object_name"], "Anna Smit");
    let made = find("action=account.create").await;
    assert_eq!(made[0]["object_name"], "Contoso Scan");
    assert!(about[0]["object_name"].is_null());

    // Page by page.
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let page = admin
            .get(&format!("/audit?limit=3{next}"))
            .await
            .expect(200);
        seen.extend(page["items"].as_array().unwrap().clone());
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, all);

    // Helpdesk: their own, whatever they ask for.
    let own = helpdesk.get("/audit?actor=mark").await.expect(200);
    assert!(own["items"].as_array().unwrap().is_empty());
    let own = helpdesk.get("/audit").await.expect(200);
    let own = own["items"].as_array().unwrap();
    assert_eq!(*own, by_anna.into_iter().collect::<Vec<_>>());
    helpdesk
        .get("/audit/export")
        .await
        .refused(403, "forbidden");
    for bad in ["cursor=x", "limit=x", "from=yesterday", "who=me"] {
        let path = format!("/audit?{bad}");
        admin.get(&path).await.refused(400, "malformed");
    }
}

#[tokio::test]
async fn it_is_exported_whole_in_both_forms() {
    let (town, admin, account) = Town::with_account().await;
    let form = json!({ "account_id": account, "address": MAILBOX, "name": "=cmd()" });
    admin.post("/mailboxes", form).await.expect(201);
    let renamed = json!({ "name": "=1+1", "purposes": ["import"] });
    admin
        .send(
            reqwest::Method::PATCH,
            &format!("/accounts/{account}"),
            Some(renamed),
        )
        .await
        .expect(200);
    let (kind, csv) = text(&admin, "/audit/export").await;
    assert!(kind.starts_with("text/csv"));
    let (kind, lines) = text(&admin, "/audit/export?format=jsonl").await;
    assert_eq!(kind, "application/jsonl");
    assert!(!lines.contains("object_name"), "as it was written");
    let count = lines.lines().count();
    assert_eq!(csv.lines().count(), count, "the names, and one line less");
    for line in lines.lines() {
        serde_json::from_str::<contract::audit::AuditLine>(line).unwrap();
    }
    assert!(csv.contains(",'=1+1: import"), "{csv}");
    let said = town.run(&["audit", "export", "--format", "jsonl"]).well();
    assert!(said.starts_with(&lines));
    assert!(
        town.run(&["audit", "export"])
            .well()
            .starts_with("number,at,")
    );
}

#[tokio::test]
async fn a_change_in_it_is_noticed_and_its_line_named() {
    let (town, _admin, _account) = Town::with_account().await;
    let said = town.run(&["audit", "verify"]).well();
    assert!(said.contains("lines is whole"), "{said}");
    let last = town.number("select max(seq) from audit").await;
    let copy = town.text("select detail from audit where seq = 2").await;
    town.sql("update audit set detail = 'x' where seq = 2")
        .await;
    town.run(&["audit", "verify"]).refused("at line 2");
    town.sql(&format!("update audit set detail = '{copy}' where seq = 2"))
        .await;
    town.run(&["audit", "verify"]).well();
    town.sql(&format!("delete from audit where seq = {last}"))
        .await;
    town.run(&["audit", "verify"])
        .refused(&format!("at line {last}"));
}
