//! The trip to Microsoft: what is asked, what is kept, what is wiped.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

mod support;

use contract::consents::StartedConsent;
use contract::ids::{AccountId, ConsentId};
use contract::time::Timestamp;
use oauth2::PkceCodeChallenge;
use panel::consent::{Trip, authorize_url, catch, caught, keep, latest, parse, trip};
use panel::{memory, when};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Url, UrlSearchParams, window};

wasm_bindgen_test_configure!(run_in_browser);

fn started(login_hint: Option<&str>) -> StartedConsent {
    StartedConsent {
        id: ConsentId::parse("5f3c7a52-11aa-4f0e-8a53-0d5e1b6a7c22").unwrap(),
        state: "the-state".into(),
        nonce: "the-nonce".into(),
        authorize_endpoint: "https://login.example/contoso.nl/oauth2/v2.0/authorize".into(),
        admin_consent_url: "https://login.example/admin".into(),
        client_id: "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4".into(),
        redirect_uri: home(),
        scopes: [
            "openid",
            "offline_access",
            "https://graph.microsoft.com/Mail.Send.Shared",
        ]
        .map(str::to_owned)
        .to_vec(),
        login_hint: login_hint.map(str::to_owned),
        expires_at: Timestamp(0),
    }
}

/// Where Microsoft returns to straight away.
fn home() -> String {
    let origin = window().unwrap().location().origin().unwrap();
    [&origin, "/microsoftgraph"].concat()
}

fn asked(login_hint: Option<&str>) -> UrlSearchParams {
    let (challenge, _) = PkceCodeChallenge::new_random_sha256();
    let url = authorize_url(&started(login_hint), challenge).unwrap();
    assert!(url.starts_with("https://login.example/contoso.nl/oauth2/v2.0/authorize?"));
    Url::new(&url).unwrap().search_params()
}

#[wasm_bindgen_test]
fn a_code_is_asked_for_with_pkce_and_comes_back_in_the_fragment() {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    assert_eq!(challenge.as_str().len(), 43);
    assert!((43..=128).contains(&verifier.secret().len()));
    let expected = challenge.as_str().to_owned();
    let url = authorize_url(&started(None), challenge).unwrap();
    let asked = Url::new(&url).unwrap().search_params();
    for (name, value) in [
        ("response_type", "code"),
        ("response_mode", "fragment"),
        ("code_challenge_method", "S256"),
        ("code_challenge", expected.as_str()),
        ("state", "the-state"),
        ("nonce", "the-nonce"),
        ("client_id", "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4"),
        ("redirect_uri", home().as_str()),
        (
            "scope",
            "openid offline_access https://graph.microsoft.com/Mail.Send.Shared",
        ),
    ] {
        assert_eq!(asked.get(name).as_deref(), Some(value), "{name}");
    }
    assert!(!url.contains(verifier.secret()));
    assert!(!url.contains("client_secret"));
}

#[wasm_bindgen_test]
fn a_relay_gets_to_see_whose_answer_it_is() {
    let (challenge, _) = PkceCodeChallenge::new_random_sha256();
    let behind = StartedConsent {
        redirect_uri: "https://relay.example/microsoftgraph".into(),
        ..started(None)
    };
    let url = authorize_url(&behind, challenge).unwrap();
    let asked = Url::new(&url).unwrap().search_params();
    assert_eq!(asked.get("response_mode").as_deref(), Some("query"));
}

#[wasm_bindgen_test]
fn an_account_is_suggested_or_chosen_but_never_both() {
    let chosen = asked(None);
    assert_eq!(chosen.get("prompt").as_deref(), Some("select_account"));
    assert_eq!(chosen.get("login_hint"), None);
    let suggested = asked(Some("imagecapture@contoso.nl"));
    assert_eq!(suggested.get("prompt"), None);
    assert_eq!(
        suggested.get("login_hint").as_deref(),
        Some("imagecapture@contoso.nl")
    );
}

#[wasm_bindgen_test]
fn what_came_back_is_taken_out_of_the_address_bar_at_once() {
    let history = window().unwrap().history().unwrap();
    let before = window().unwrap().location().href().unwrap();
    let back = "/microsoftgraph#code=the-code&state=the-state&session_state=x";
    history
        .replace_state_with_url(&JsValue::NULL, "", Some(back))
        .unwrap();
    catch();
    let now = window().unwrap().location().href().unwrap();
    history
        .replace_state_with_url(&JsValue::NULL, "", Some(&before))
        .unwrap();
    assert!(now.ends_with("/microsoftgraph"), "{now}");
    let sent = caught().unwrap();
    assert_eq!(sent.code.as_deref(), Some("the-code"));
    assert_eq!(sent.state, "the-state");
    assert_eq!(sent.code_verifier, None);
}

#[wasm_bindgen_test]
fn an_error_is_read_with_and_without_its_description() {
    let plain = parse("error=access_denied&state=s").unwrap();
    assert_eq!(plain.error.as_deref(), Some("access_denied"));
    assert_eq!(plain.error_description, None);
    let told = parse(
        "error=access_denied&error_subcode=cancel&error_description=AADSTS65004%3A+no&state=s",
    )
    .unwrap();
    assert_eq!(told.error_subcode.as_deref(), Some("cancel"));
    assert_eq!(told.error_description.as_deref(), Some("AADSTS65004: no"));
    let admin = parse("admin_consent=True&tenant=t&state=s").unwrap();
    assert_eq!(admin.admin_consent.as_deref(), Some("True"));
    assert!(parse("foo=bar").is_none());
}

fn kept(began: Timestamp) -> Trip {
    Trip {
        verifier: Some("the-verifier".into()),
        account: AccountId::parse("0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111").ok(),
        asked: None,
        consent: ConsentId::parse("5f3c7a52-11aa-4f0e-8a53-0d5e1b6a7c22").unwrap(),
        admin_link: String::new(),
        began,
    }
}

#[wasm_bindgen_test]
fn a_verifier_is_found_by_its_state_and_forgotten_after_a_quarter_of_an_hour() {
    let now = when::now();
    assert!(keep("young", &kept(now)));
    assert!(keep("old", &kept(now.plus_ms(-15 * 60 * 1000))));
    assert_eq!(
        trip("young").and_then(|trip| trip.verifier).as_deref(),
        Some("the-verifier")
    );
    assert_eq!(trip("old"), None);
    assert_eq!(trip("never"), None);
    assert_eq!(
        latest(kept(now).account.as_ref()).map(|trip| trip.began),
        Some(now)
    );
    memory::forget_here("consent:young");
    memory::forget_here("consent:old");
    assert_eq!(latest(None), None);
}
