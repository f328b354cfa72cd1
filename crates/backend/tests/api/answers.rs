//! Answers: their versions, those to requests that come twice, lists in pages.

use crate::support::{Town, contoso};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let (_town, admin) = Town::with_admin().await;
    let account = admin.register(contoso()).await;
    let path = format!("/accounts/{account}");
    let first = admin.get(&path).await;
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    let known = |tag: &str| {
        admin
            .request(Method::GET, &path)
            .header("if-none-match", tag)
    };
    let same = admin.finish(known(&tag)).await;
    assert_eq!(same.status, 304);
    assert_eq!(same.body, Value::Null);
    let form = |name: &str| json!({ "name": name, "purposes": ["import"] });
    let change = |tag: &str, name: &str| {
        admin
            .write(Method::PATCH, &path, form(name))
            .header("if-match", tag.to_owned())
    };
    admin.finish(change(&tag, "Een")).await.expect(200);
    // Who saw the old one changes nothing.
    admin
        .finish(change(&tag, "Twee"))
        .await
        .refused(412, "changed_meanwhile");
    let now = admin.finish(known(&tag)).await;
    assert_ne!(now.headers["etag"].to_str().unwrap(), tag);
    assert_eq!(now.expect(200)["name"], "Een");
}

#[tokio::test]
async fn a_request_that_comes_twice_is_carried_out_once() {
    let (town, admin) = Town::with_admin().await;
    let form = json!({ "name": "Import", "purposes": ["import"] });
    let post = |key: &str, form: &Value| {
        admin
            .write(Method::POST, "/job-keys", form.clone())
            .header("idempotency-key", key.to_owned())
    };
    let all = (0..6).map(|_| admin.finish(post("key-1", &form)));
    let answers = futures_util::future::join_all(all).await;
    let first = &answers[0].body;
    for answer in &answers {
        assert_eq!(answer.status, 201);
        assert_eq!(&answer.body, first);
    }
    let keys = admin.get("/job-keys").await.expect(200);
    assert_eq!(keys.as_array().unwrap().len(), 1);
    // The answer showed a key: it is kept sealed.
    let key = first["key"].as_str().unwrap();
    assert!(
        !town
            .written()
            .await
            .windows(key.len())
            .any(|w| w == key.as_bytes())
    );
    let mut other = form.clone();
    other["name"] = "Export".into();
    admin
        .finish(post("key-1", &other))
        .await
        .refused(422, "key_reused");
    // Nothing was done, so nothing is remembered.
    let bad = json!({ "name": "", "purposes": [] });
    admin.finish(post("key-2", &bad)).await.expect(422);
    admin.finish(post("key-2", &form)).await.expect(201);
    // Cut short by a power cut: nobody knows what was done.
    town.sql("update answers set status = 0").await;
    let mut other = town.client();
    other.keep_cookie(&admin.cookie());
    other.moved_to(&town);
    let again = admin.finish(post("key-2", &form)).await;
    again.refused(409, "cut_short");
}

#[tokio::test]
async fn lists_come_in_pages() {
    let (_town, admin) = Town::with_admin().await;
    for n in 0..5 {
        let form = json!({ "name": format!("Job {n}"), "purposes": ["import"] });
        admin.post("/job-keys", form).await.expect(201);
        let form = json!({ "address": format!("p{n}@contoso.nl"), "role": "helpdesk" });
        admin.post("/invitations", form).await.expect(201);
        let form = json!({
            "name": format!("Person ~ {n}"), "address": format!("q{n}@contoso.nl"),
            "role": "helpdesk", "password": crate::support::PASSWORD,
        });
        admin.post("/people", form).await.expect(201);
    }
    for (list, whole) in [("/job-keys", 5), ("/invitations", 5), ("/people", 6)] {
        let (mut seen, mut path) = (Vec::new(), format!("{list}?limit=2"));
        loop {
            let page = admin.get(&path).await;
            let next = page.headers.get("link").map(|link| {
                let link = link.to_str().unwrap();
                let (url, rel) = link.split_once(">; ").unwrap();
                assert_eq!(rel, "rel=\"next\"");
                url.strip_prefix("</api/v1").unwrap().to_owned()
            });
            let items = page.expect(200);
            assert!(items.as_array().unwrap().len() <= 2);
            seen.extend(items.as_array().unwrap().clone());
            match next {
                Some(next) => path = next,
                None => break,
            }
        }
        assert_eq!(seen.len(), whole, "{list}");
        assert_eq!(seen, *admin.get(list).await.expect(200).as_array().unwrap());
        for bad in ["limit=0", "limit=1001", "unknown=1", "limit=x"] {
            admin
                .get(&format!("{list}?{bad}"))
                .await
                .refused(400, "malformed");
        }
    }
}
