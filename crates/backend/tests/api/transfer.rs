//! Accounts and mailboxes out and in again, without secrets.

use crate::support::commands::Done;
use crate::support::{CLIENT, Client, PUBLIC, SECRET, Town};
use reqwest::Method;
use serde_json::json;

const MAILBOX: &str = "facturen@contoso.nl";

async fn import(client: &Client, kind: &str, body: &str) -> crate::support::Answer {
    let request = client
        .request(Method::POST, "/import")
        .header("origin", PUBLIC)
        .header(contract::REQUESTED_BY, contract::PANEL)
        .header("content-type", kind)
        .body(body.to_owned());
    client.finish(request).await
}

async fn csv(client: &Client) -> String {
    let request = client.request(Method::GET, "/export?format=csv");
    request.send().await.unwrap().text().await.unwrap()
}

fn import_file(town: &Town, name: &str, text: &str) -> Done {
    let file = town.folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    town.run(&["import", file.to_str().unwrap()])
}

#[tokio::test]
async fn what_one_installation_exports_another_imports() {
    let (town, admin, account) = Town::with_account().await;
    let form = json!({ "account_id": account, "address": MAILBOX, "name": "=HYPERLINK(\"x\")" });
    admin.post("/mailboxes", form).await.expect(201);
    let (text, all) = (csv(&admin).await, admin.get("/export").await.expect(200));
    assert!(text.starts_with("kind,name,cloud,tenant,client_id,purposes,address,account"));
    assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{text}");
    for exported in [&text, &all.to_string()] {
        assert!(!exported.contains(SECRET) && !exported.contains("v1."));
    }
    assert_eq!(town.run(&["export"]).well().trim(), text.trim());

    // Each form into an empty installation.
    for form in ["csv", "json", "command"] {
        let (other, boss) = Town::with_admin().await;
        let done = match form {
            "csv" => import(&boss, "text/csv", &text).await.expect(200),
            "json" => import(&boss, "application/json", &all.to_string())
                .await
                .expect(200),
            _ => {
                let said = import_file(&other, "in.csv", &text).well();
                assert!(said.contains("1 accounts and 1 mailboxes"), "{said}");
                json!({ "accounts": 1, "mailboxes": 1, "unchanged": 0 })
            }
        };
        assert_eq!(
            done,
            json!({ "accounts": 1, "mailboxes": 1, "unchanged": 0 })
        );
        assert_eq!(boss.get("/export").await.expect(200), all);
        // The account says that it waits for its secret, and takes it.
        let accounts = boss.get("/accounts").await.expect(200);
        assert_eq!(accounts[0]["secret"]["cause"], "secret_expired");
        let path = format!("/accounts/{}/secret", accounts[0]["id"].as_str().unwrap());
        let secret = json!({ "client_secret": SECRET, "secret_expires": "2099-01-01" });
        boss.send(Method::PUT, &path, Some(secret))
            .await
            .expect(200);
        // Once more changes nothing.
        let again = import(&boss, "text/csv", &text).await.expect(200);
        assert_eq!(
            again,
            json!({ "accounts": 0, "mailboxes": 0, "unchanged": 2 })
        );
    }
}

#[tokio::test]
async fn bad_rows_are_named_by_line_and_nothing_is_imported() {
    let (town, admin, _account) = Town::with_account().await;
    let header = "kind;name;cloud;tenant;client_id;purposes;address;account\r\n";
    let rows = [
        "mailbox;Goed;;;;import;goed@contoso.nl;Contoso Scan",
        "mailbox;Slecht;;;;import;geen adres;Contoso Scan",
        "mailbox;Slecht;;;;post;a@contoso.nl;Contoso Scan",
        "postbus;Slecht;;;;import;b@contoso.nl;Contoso Scan",
        "account;Nieuw;mars;contoso.nl;1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4;import;;",
    ];
    let text = [header, &rows.join("\r\n")].concat();
    let told = import(&admin, "text/csv", &text)
        .await
        .refused(422, "invalid");
    let told = told["detail"].as_str().unwrap();
    for line in [
        "line 3, address",
        "line 4, purposes",
        "line 5, kind",
        "line 6, cloud",
    ] {
        assert!(told.contains(line), "{told}");
    }
    assert!(!told.contains("line 2"), "{told}");
    let said = import_file(&town, "in.csv", &text).refused("Nothing was imported");
    assert!(said.contains("line 3, address"), "{said}");
    // Right in form, and still not possible.
    let rows = [
        "mailbox;Goed;;;;import;goed@contoso.nl;Contoso Scan",
        "mailbox;Wees;;;;import;wees@contoso.nl;Onbekend",
        "mailbox;Anders;;;;import;goed@contoso.nl;Contoso Scan",
        &format!("account;Dubbel;;contoso.nl;{CLIENT};import;;"),
    ];
    let text = [header, &rows.join("\r\n")].concat();
    let told = import(&admin, "text/csv", &text)
        .await
        .refused(422, "invalid");
    let told = told["detail"].as_str().unwrap();
    for line in ["line 3, account", "line 4, address", "line 5, name"] {
        assert!(told.contains(line), "{told}");
    }
    assert_eq!(town.number("select count(*) from mailboxes").await, 0);
    assert_eq!(town.number("select count(*) from accounts").await, 1);

    for (kind, body, status) in [
        ("text/csv", "a,b\n1,2\n", 422),
        ("application/json", "{\"accounts\": 1}", 422),
        ("application/json", "{\"secrets\": []}", 422),
        ("text/plain", "", 415),
    ] {
        let answer = import(&admin, kind, body).await;
        assert_eq!(answer.status, status, "{kind} {body}");
    }
    assert_eq!(town.number("select count(*) from mailboxes").await, 0);
}
