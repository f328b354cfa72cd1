//! The master key: refused when it is not right, replaced while all runs.

use crate::support::commands::{job_key, run, serve_in, token, token_for};
use crate::support::{SERVICE, Town};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::time::Duration;

const MAILBOX: &str = "facturen@contoso.nl";

fn key_file(town: &Town) -> std::path::PathBuf {
    town.data().join("master.key")
}

fn keys(town: &Town) -> Vec<String> {
    let text = std::fs::read_to_string(key_file(town)).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// The key ids under which tokens and secrets lie.
async fn used(town: &Town) -> Vec<String> {
    let mut ids = Vec::new();
    for query in [
        "select sealed from secrets",
        "select refresh_sealed from sign_ins",
        "select access_sealed from sign_ins",
        "select value from settings where name = 'key_check'",
        "select value from settings where name = 'audit_head'",
    ] {
        let sealed = town.text(query).await;
        ids.push(sealed.split('.').nth(1).unwrap().to_owned());
    }
    ids.sort();
    ids.dedup();
    ids
}

#[tokio::test]
async fn the_key_is_replaced_while_the_backend_serves() {
    let (mut town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    let before = (keys(&town), used(&town).await);

    let said = town.run(&["key", "rotate"]).well();
    assert!(said.contains("everything is sealed with it"), "{said}");
    let after = (keys(&town), used(&town).await);
    assert_eq!((before.0.len(), after.0.len()), (1, 1));
    assert_ne!(before.0, after.0);
    assert_eq!(after.1.len(), 1, "{:?}", after.1);
    assert_ne!(before.1, after.1);
    assert!(!said.contains(&after.0[0]));
    let mode = std::fs::metadata(key_file(&town)).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);

    // The process that ran all the while reads and writes with the new key.
    town.consent_again(&admin, &account).await;
    assert_eq!(used(&town).await, after.1);
    token(&town.client(), &job, MAILBOX).await.expect(200);
    let said = town.run(&["key", "check"]).well();
    assert!(said.contains("everything that is sealed opens"), "{said}");
    town.run(&["audit", "verify"]).well();
    // And so does one that starts.
    town.refreshes(&job, MAILBOX).await;
    assert_eq!(used(&town).await, after.1);
}

/// Killed at any moment, a rotation leaves every value readable, and goes on
/// when run again. The backend serves all the while.
#[tokio::test]
async fn kill_9_during_a_rotation_loses_nothing() {
    let (mut town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    let rounds = crate::survival::rounds(6);
    let mut broken_off = 0;
    for round in 0..rounds {
        let mut rotation = town
            .command(&["key", "rotate"])
            .env("IMAGECAPTURE_LOG", "off")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Another moment each round, over the time that one takes.
        std::thread::sleep(Duration::from_millis(round * 7 % 60));
        rotation.kill().unwrap();
        broken_off += u64::from(!rotation.wait().unwrap().success());
        // Whatever it left: everything opens, here and in the running backend.
        town.run(&["key", "check"]).well();
        town.consent_again(&admin, &account).await;
    }
    assert!(broken_off > 0);
    town.run(&["key", "rotate"]).well();
    assert_eq!(keys(&town).len(), 1);
    assert_eq!(used(&town).await.len(), 1);
    town.run(&["audit", "verify"]).well();
    town.refreshes(&job, MAILBOX).await;
}

#[tokio::test]
async fn a_start_with_a_key_that_is_not_right_is_refused_in_one_sentence() {
    let (mut town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    town.kill();
    let file = key_file(&town);
    let right = std::fs::read_to_string(&file).unwrap();
    let start = |town: &Town| {
        let mut command = serve_in(&town.data());
        if let Some(url) = &town.database {
            command.env("IMAGECAPTURE_DATABASE_URL", url);
        }
        command
    };

    let other = backend::store::MasterKey::random();
    std::fs::write(&file, other.to_text().as_bytes()).unwrap();
    run(&mut start(&town)).refused("is not the one this database was sealed with");
    for bad in ["", "AAAA", "not base64!", &right.trim()[..40]] {
        std::fs::write(&file, bad).unwrap();
        let said = run(&mut start(&town)).refused("32 bytes in base64");
        assert!(bad.is_empty() || !said.contains(bad));
    }
    std::fs::remove_file(&file).unwrap();
    run(&mut start(&town)).refused("is missing although there is a database");
    assert!(!file.exists());
    std::fs::write(&file, &right).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    run(&mut start(&town)).refused("chmod 600");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();

    // From the environment, and from both at once.
    let mut both = start(&town);
    both.env("IMAGECAPTURE_MASTER_KEY", right.trim())
        .arg("--master-key-file")
        .arg(&file);
    run(&mut both).refused("both given");
    std::fs::remove_file(&file).unwrap();
    let mut check = town.command(&["key", "check"]);
    run(check.env("IMAGECAPTURE_MASTER_KEY", right.trim())).well();
    let mut rotate = town.command(&["key", "rotate"]);
    rotate.env("IMAGECAPTURE_LOG", "off");
    run(rotate.env("IMAGECAPTURE_MASTER_KEY", right.trim())).refused("from the environment");

    // Nothing was overwritten by any of these.
    std::fs::write(&file, &right).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    town.start();
    let mut admin = admin;
    admin.moved_to(&town);
    admin
        .get(&format!("/mailboxes/{MAILBOX}"))
        .await
        .expect(200);
}

/// A value that was flipped or moved is its account's trouble alone, is audited
/// once, and a new secret or consent mends it.
#[tokio::test]
async fn a_flipped_or_moved_value_is_one_accounts_trouble() {
    let (mut town, mut admin, contoso) = Town::with_account().await;
    let second = admin.register(crate::support::other()).await;
    town.consent_again(&admin, &second).await;
    admin.add_mailbox(&contoso, SERVICE).await;
    admin.add_mailbox(&second, MAILBOX).await;
    let job = job_key(&admin).await;
    let flip = "update sign_ins set refresh_sealed = \
         substr(refresh_sealed, 1, 60) || case substr(refresh_sealed, 61, 1) \
         when 'A' then 'B' else 'A' end || substr(refresh_sealed, 62) where account_id = ";
    let moved = "update sign_ins set refresh_sealed = (select o.refresh_sealed from sign_ins o \
         where o.id <> sign_ins.id) where account_id = ";
    let swapped = "update sign_ins set refresh_sealed = access_sealed where account_id = ";
    for harm in [flip, moved, swapped] {
        town.kill();
        town.sql("update sign_ins set access_expires_at = 1").await;
        town.sql(&format!("{harm} '{contoso}'")).await;
        town.start();
        admin.moved_to(&town);
        for _ in 0..2 {
            token(&town.client(), &job, SERVICE)
                .await
                .refused(409, "stored_damaged");
        }
        token_for(&town.client(), &job, MAILBOX, "export_job")
            .await
            .expect(200);
        admin.get("/accounts").await.expect(200);
        let found = admin.get("/audit?action=sealed.damaged").await.expect(200);
        let about = found["items"][0]["object"].as_str().unwrap();
        assert!(about.starts_with("sign_ins.refresh_sealed"), "{about}");
        town.run(&["key", "check"]).refused("do not open");
        town.consent_again(&admin, &contoso).await;
        token(&town.client(), &job, SERVICE).await.expect(200);
    }
    let lines = admin.get("/audit?action=sealed.damaged").await.expect(200);
    assert_eq!(lines["items"].as_array().unwrap().len(), 3, "{lines}");
    // A secret, too.
    town.kill();
    town.sql("update sign_ins set access_expires_at = 1").await;
    town.sql(&format!(
        "update secrets set sealed = replace(sealed, '.', '_') where account_id = '{contoso}'"
    ))
    .await;
    town.start();
    admin.moved_to(&town);
    token(&town.client(), &job, SERVICE)
        .await
        .refused(409, "stored_damaged");
    let secret = serde_json::json!({
        "client_secret": crate::support::SECRET, "secret_expires": "2099-01-01",
    });
    let path = format!("/accounts/{contoso}/secret");
    admin
        .send(reqwest::Method::PUT, &path, Some(secret))
        .await
        .expect(200);
    token(&town.client(), &job, SERVICE).await.expect(200);
}

/// An operator may put a key of their own in front.
#[tokio::test]
async fn a_key_that_was_put_in_front_is_the_next_one() {
    let (town, _admin, _account) = Town::with_account().await;
    let once = keys(&town);
    let new = backend::store::MasterKey::random();
    let both = format!("{}\n{}\n", &*new.to_text(), once[0]);
    std::fs::write(key_file(&town), both).unwrap();
    town.run(&["key", "rotate"]).well();
    assert_eq!(keys(&town), [new.to_text().to_string()]);
    assert_eq!(used(&town).await, [new.id()]);
}
