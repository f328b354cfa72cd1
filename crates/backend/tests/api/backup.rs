//! Backups of a running backend, and what can be made of them.

use crate::support::commands::{Done, job_key, run, token};
use crate::support::{Client, SECRET, Town, postgres};
use serde_json::Value;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

const MAILBOX: &str = "facturen@contoso.nl";
const PASSPHRASE: &str = "vier woorden zijn genoeg";

fn with_passphrase(town: &Town, args: &[&str]) -> Done {
    let mut command = town.command(args);
    command.env("IMAGECAPTURE_LOG", "off");
    run(command.env("IMAGECAPTURE_BACKUP_PASSPHRASE", PASSPHRASE))
}

/// A town with a mailbox, and a backup of it.
async fn backed_up() -> (Town, Client, String, PathBuf) {
    let (town, admin, account) = Town::with_account().await;
    admin.add_mailbox(&account, MAILBOX).await;
    let job = job_key(&admin).await;
    let file = town.folder.path().join("backup");
    with_passphrase(&town, &["backup", file.to_str().unwrap()]).well();
    (town, admin, job, file)
}

/// A second town beside the first one's stand-in, into which it is restored.
async fn restored(first: Town, file: &std::path::Path, database: Option<String>) -> Town {
    let mut town = first;
    town.kill();
    let kept = tempfile::tempdir().unwrap();
    let file_kept = kept.path().join("backup");
    std::fs::copy(file, &file_kept).unwrap();
    // The machine is gone.
    std::fs::remove_dir_all(town.data()).unwrap();
    town.database = database;
    let said = with_passphrase(&town, &["restore", file_kept.to_str().unwrap()]).well();
    assert!(said.contains("is whole"), "{said}");
    town.start();
    town
}

async fn everything(client: &Client) -> (Value, Value) {
    let mailbox = client
        .get(&format!("/mailboxes/{MAILBOX}"))
        .await
        .expect(200);
    (client.get("/accounts").await.expect(200), mailbox)
}

#[tokio::test]
async fn a_backup_and_its_passphrase_bring_everything_back() {
    let (town, admin, job, file) = backed_up().await;
    let before = everything(&admin).await;
    // It is nothing without its passphrase.
    let bytes = std::fs::read(&file).unwrap();
    for secret in [SECRET, "contoso", "facturen", PASSPHRASE] {
        assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()));
    }
    let issued = town.ask_microsoft("issued").await.to_string();
    assert!(issued.len() > 100);

    let fresh = match town.database {
        Some(_) => Some(postgres::shared().database().await),
        None => None,
    };
    let mut town = restored(town, &file, fresh).await;
    // Sessions are no part of it.
    let mut admin = admin;
    admin.moved_to(&town);
    admin.get("/accounts").await.refused(401, "not_signed_in");
    let admin = town.client();
    admin
        .log_in("mark@contoso.nl", crate::support::PASSWORD)
        .await
        .expect(200);
    assert_eq!(everything(&admin).await, before);
    town.refreshes(&job, MAILBOX).await;
    let mut admin = admin;
    admin.moved_to(&town);
    let found = admin.get("/audit?action=backup.").await.expect(200);
    let actions: Vec<_> = found["items"].as_array().unwrap().iter().collect();
    assert_eq!(actions[0]["action"], "backup.restore");
    assert_eq!(actions[1]["action"], "backup.make");
}

/// Refresh tokens were renewed and the key was replaced since: an old backup
/// brings back what it had, and Microsoft still takes its tokens.
#[tokio::test]
async fn an_older_backup_still_works() {
    let (mut town, admin, job, file) = backed_up().await;
    town.refreshes(&job, MAILBOX).await;
    town.run(&["key", "rotate"]).well();
    town.refreshes(&job, MAILBOX).await;
    drop(admin);
    let fresh = match town.database {
        Some(_) => Some(postgres::shared().database().await),
        None => None,
    };
    let mut town = restored(town, &file, fresh).await;
    town.refreshes(&job, MAILBOX).await;
    // With a grant that was taken back since, the sign-in ends, once.
    let person = serde_json::json!({ "person": crate::support::SERVICE });
    town.control("people/revoke-sessions", person).await;
    town.expire().await;
    for code in ["grant_ended", "grant_ended"] {
        let answer = token(&town.client(), &job, MAILBOX).await;
        assert_eq!(answer.body["code"], code);
    }
}

/// From SQLite to PostgreSQL and back.
#[tokio::test]
async fn one_database_can_be_restored_into_the_other() {
    if !postgres::wanted() {
        return;
    }
    let (town, _admin, job, file) = backed_up().await;
    let mut town = restored(town, &file, None).await;
    town.refreshes(&job, MAILBOX).await;
    let again = town.folder.path().join("again");
    with_passphrase(&town, &["backup", again.to_str().unwrap()]).well();
    let fresh = postgres::shared().database().await;
    let mut town = restored(town, &again, Some(fresh)).await;
    town.refreshes(&job, MAILBOX).await;
}

#[tokio::test]
async fn what_is_not_right_restores_nothing() {
    let (mut town, _admin, _job, file) = backed_up().await;
    let path = file.to_str().unwrap();
    // Never over something.
    with_passphrase(&town, &["backup", path]).refused("is there already");
    town.kill();
    with_passphrase(&town, &["restore", path]).refused("there is a database already");

    let empty = Town::unstarted(match town.database {
        Some(_) => Some(postgres::shared().database().await),
        None => None,
    })
    .await;
    empty.run(&["restore", path]).refused("needs a passphrase");
    let mut short = empty.command(&["restore", path]);
    short.env("IMAGECAPTURE_BACKUP_PASSPHRASE", "kort");
    run(&mut short).refused("at least 12 characters");
    let mut other = empty.command(&["restore", path]);
    other.env("IMAGECAPTURE_BACKUP_PASSPHRASE", "een heel ander geheim");
    other.env("IMAGECAPTURE_LOG", "off");
    run(&mut other).refused("the passphrase is another one");

    let whole = std::fs::read(&file).unwrap();
    let harmed = town.folder.path().join("harmed");
    let harmed_path = harmed.to_str().unwrap();
    let mut flipped = whole.clone();
    let at = flipped.len() / 2;
    flipped[at] ^= 1;
    for harm in [&whole[..whole.len() - 1], &flipped, &whole[..40], b"text"] {
        std::fs::write(&harmed, harm).unwrap();
        with_passphrase(&empty, &["restore", harmed_path]).refused("nothing was restored");
        assert!(!empty.data().join("imagecapture-mail.sqlite").exists());
    }
    // After all that, the right one still goes in; also where only a file
    // holds the passphrase.
    let secret = town.folder.path().join("passphrase");
    std::fs::write(&secret, format!("{PASSPHRASE}\n")).unwrap();
    let mut right = empty.command(&["restore", path]);
    right.env("IMAGECAPTURE_LOG", "off");
    run(right.arg("--passphrase-file").arg(&secret)).well();
}

/// Killed at any moment, a restore leaves a place that it can be done into
/// again, or one that is whole.
#[tokio::test]
async fn kill_9_during_a_restore_leaves_nothing_half() {
    let (mut town, _admin, job, file) = backed_up().await;
    town.kill();
    let kept = tempfile::tempdir().unwrap();
    let path = kept.path().join("backup");
    std::fs::copy(&file, &path).unwrap();
    let path = path.to_str().unwrap();
    for round in 0..crate::survival::rounds(6) {
        std::fs::remove_dir_all(town.data()).unwrap();
        if town.database.is_some() {
            town.database = Some(postgres::shared().database().await);
        }
        let mut restore = town.command(&["restore", path]);
        restore.env("IMAGECAPTURE_BACKUP_PASSPHRASE", PASSPHRASE);
        restore.env("IMAGECAPTURE_LOG", "off").stdout(Stdio::null());
        let mut restore = restore.stderr(Stdio::null()).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(100 + round * 37 % 700)).await;
        restore.kill().unwrap();
        restore.wait().unwrap();
        let again = with_passphrase(&town, &["restore", path]);
        if !again.ok {
            again.refused("there is a database already");
        }
        town.start();
        token(&town.client(), &job, MAILBOX).await.expect(200);
        town.kill();
        town.run(&["audit", "verify"]).well();
    }
}
