//! Exchange accounts: handed over, matched by domain, rehearsed, switched in
//! waves, and rolled back.

use crate::support::commands::job_key;
use crate::support::{Answer, Client, PUBLIC, SERVICE, Town, other};
use reqwest::Method;
use serde_json::{Value, json};

const MAILBOX: &str = "facturen@contoso.nl";

/// Posts a CSV file.
async fn csv(client: &Client, path: &str, text: &str) -> Answer {
    let request = client
        .request(Method::POST, path)
        .header("origin", PUBLIC)
        .header(contract::REQUESTED_BY, contract::PANEL)
        .header("content-type", "text/csv")
        .body(text.to_owned());
    client.finish(request).await
}

async fn patch(client: &Client, form: Value) -> Answer {
    client
        .send(Method::PATCH, "/exchange-accounts", Some(form))
        .await
}

/// Where an Exchange account stands.
async fn row(admin: &Client, address: &str) -> Value {
    let all = admin.get("/exchange-accounts").await.expect(200);
    all.as_array()
        .unwrap()
        .iter()
        .find(|row| row["account"]["address"] == address)
        .cloned()
        .unwrap_or(Value::Null)
}

/// What a job is told to use.
async fn connection(town: &Town, key: &str, address: &str) -> Value {
    let client = town.client();
    let path = format!("/mailboxes/{address}/connection");
    let request = client.request(Method::GET, &path).bearer_auth(key);
    client.finish(request).await.expect(200)["connection"].clone()
}

#[tokio::test]
async fn a_file_as_excel_writes_it_is_taken_over_and_taking_it_twice_changes_nothing() {
    let (town, admin, _account) = Town::with_account().await;
    let job = job_key(&admin).await;
    let text = "\u{feff}E-mailadres;Doelen;Server\r\n\
                facturen@contoso.nl;import,send;outlook.office365.com\r\n\
                oud@contoso.nl;import;exch01.contoso.local\r\n\
                post@elders.nl;import;outlook.office365.com\r\n";
    let tried = csv(&admin, "/exchange-accounts?dry_run=true", text).await;
    let tried = tried.expect(200);
    assert_eq!(
        (&tried["dry_run"], &tried["new"]),
        (&json!(true), &json!(3))
    );
    assert_eq!(tried["no_account_fits"], 1, "{tried}");
    assert_eq!(admin.get("/exchange-accounts").await.expect(200), json!([]));

    let taken = csv(&admin, "/exchange-accounts", text).await.expect(200);
    assert_eq!((&taken["new"], &taken["bad"]), (&json!(3), &json!([])));
    let ours = row(&admin, MAILBOX).await;
    assert_eq!(ours["fit"]["account_name"], "Contoso Scan", "{ours}");
    assert_eq!(
        (&ours["state"], &ours["connection"]),
        (&json!("waiting"), &json!("exchange"))
    );
    assert_eq!(connection(&town, &job, MAILBOX).await, "exchange");
    assert_eq!(row(&admin, "oud@contoso.nl").await["state"], "stays");
    let nobody = row(&admin, "post@elders.nl").await;
    assert_eq!(
        (&nobody["state"], &nobody["cause"]),
        (&json!("action"), &json!("no_account_fits"))
    );

    let again = csv(&admin, "/exchange-accounts", text).await.expect(200);
    assert_eq!((&again["new"], &again["unchanged"]), (&json!(0), &json!(3)));
    let list = json!({ "accounts": [
        { "address": MAILBOX, "purposes": ["import"], "server": "outlook.office365.com" },
    ] });
    let again = admin.post("/exchange-accounts", list).await.expect(200);
    assert_eq!(again["updated"], 1);
    // In pages, as every list.
    let page = admin.get("/exchange-accounts?limit=2").await;
    assert!(page.headers.contains_key("link"));
    assert_eq!(page.expect(200).as_array().unwrap().len(), 2);
    let page = admin
        .get("/exchange-accounts?q=NTOSO&state=waiting&limit=1")
        .await;
    assert!(!page.headers.contains_key("link"));
    assert_eq!(page.expect(200)[0]["account"]["address"], MAILBOX);
    let page = admin.get("/exchange-accounts?q=contoso&limit=1").await;
    let next = page.headers["link"].to_str().unwrap().to_owned();
    assert!(next.contains("limit=1&q=contoso>"), "{next}");
    let none = admin.get("/exchange-accounts?state=ready").await;
    assert_eq!(none.expect(200), json!([]));
    admin
        .get("/exchange-accounts?state=anders")
        .await
        .refused(400, "malformed");
    let what = json!({ "addresses": ["post@elders.nl"] });
    admin
        .post("/exchange-accounts/forget", what)
        .await
        .expect(204);
    assert!(row(&admin, "post@elders.nl").await.is_null());
}

#[tokio::test]
async fn bad_rows_are_told_by_line_and_nothing_of_the_file_is_taken() {
    let (town, admin, _account) = Town::with_account().await;
    let text = "address,purposes,server\n\
                goed@contoso.nl,import,outlook.office365.com\n\
                geen adres,import,\n\
                tweede@contoso.nl,vliegen,\n\
                goed@contoso.nl,import,\n";
    let refused = csv(&admin, "/exchange-accounts", text).await;
    let detail = refused.refused(422, "invalid")["detail"].clone();
    for wrong in [
        "line 3, address: not_an_address",
        "line 4, purposes: unknown_purpose",
        "line 5, address: twice",
    ] {
        assert!(detail.as_str().unwrap().contains(wrong), "{detail}");
    }
    let tried = csv(&admin, "/exchange-accounts?dry_run=true", text).await;
    let tried = tried.expect(200);
    assert_eq!(tried["bad"].as_array().unwrap().len(), 3);
    assert_eq!(
        tried["bad"][0],
        json!({ "line": 3, "column": "address", "wrong": "not_an_address" })
    );
    assert_eq!(
        town.number("select count(*) from exchange_accounts").await,
        0
    );

    let many: String = (0..5001)
        .map(|n| format!("m{n}@contoso.nl;import;\n"))
        .collect();
    csv(&admin, "/exchange-accounts", &many)
        .await
        .refused(413, "too_large");
    csv(&admin, "/exchange-accounts", "")
        .await
        .refused(422, "invalid");
    admin
        .post("/exchange-accounts", json!({}))
        .await
        .refused(400, "malformed");
    assert_eq!(
        town.number("select count(*) from exchange_accounts").await,
        0
    );
}

#[tokio::test]
async fn several_accounts_of_one_domain_need_a_choice_and_a_choice_can_be_to_leave_it() {
    let (town, admin, account) = Town::with_account().await;
    let second = admin.register(other()).await;
    town.consent(&admin, &second, SERVICE).await;
    let text = "facturen@contoso.nl;import\nkassa@contoso.nl;export_job\n";
    let taken = csv(&admin, "/exchange-accounts", text).await.expect(200);
    // Only one of the two is for importing.
    assert_eq!(taken["several_accounts_fit"], 1, "{taken}");
    assert_eq!(row(&admin, MAILBOX).await["fit"]["account_id"], account);
    let kassa = row(&admin, "kassa@contoso.nl").await;
    assert_eq!(kassa["cause"], "several_accounts_fit", "{kassa}");

    let choice = json!({ "addresses": ["kassa@contoso.nl"], "account_id": second });
    let chosen = patch(&admin, choice).await.expect(200);
    assert_eq!(chosen[0]["fit"]["account_id"], second);
    assert_eq!(chosen[0]["fit"]["by_hand"], true);
    let wrong = json!({ "addresses": [MAILBOX], "account_id": second });
    let chosen = patch(&admin, wrong).await.expect(200);
    assert_eq!(chosen[0]["cause"], "purposes_beyond_account");
    let back = json!({ "addresses": [MAILBOX], "account_id": null, "place": "on_premises" });
    let chosen = patch(&admin, back).await.expect(200);
    assert_eq!(
        (&chosen[0]["state"], &chosen[0]["place_by_hand"]),
        (&json!("stays"), &json!(true))
    );

    let nobody = json!({ "addresses": ["wie@contoso.nl"], "place": "on_premises" });
    patch(&admin, nobody).await.refused(404, "not_found");
    patch(&admin, json!({ "addresses": [] }))
        .await
        .refused(422, "invalid");
}

#[tokio::test]
async fn helpdesk_learns_where_an_exchange_account_stands_and_not_what_is_in_the_way() {
    let (town, admin, _account) = Town::with_account().await;
    csv(
        &admin,
        "/exchange-accounts",
        "post@contoso.nl;import;outlook.office365.com",
    )
    .await
    .expect(200);
    let helpdesk = town.helpdesk(&admin).await;
    let standing = helpdesk
        .get("/exchange-accounts/post@contoso.nl")
        .await
        .expect(200);
    assert_eq!(
        standing,
        json!({ "connection": "exchange", "state": "waiting" })
    );
    helpdesk
        .get("/mailboxes/post@contoso.nl")
        .await
        .refused(404, "not_found");
    helpdesk
        .get("/exchange-accounts/niemand@contoso.nl")
        .await
        .refused(404, "not_found");
    helpdesk
        .get("/exchange-accounts")
        .await
        .refused(403, "forbidden");
    let whole = admin.get("/migration").await.expect(200);
    assert_eq!(whole["next_size"], 0);
    admin
        .post("/exchange-accounts/rehearsals", json!({}))
        .await
        .expect(202);
    let seen = helpdesk.get("/migration").await.expect(200);
    assert_eq!(seen["total"], 1);
    for hidden in ["causes", "waves"] {
        assert_eq!(seen[hidden], json!([]), "{seen}");
    }
    assert_eq!(seen["rehearsal"], Value::Null);
}
