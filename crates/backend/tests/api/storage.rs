//! What may not happen to the database, and what happens when it does.

use crate::support::commands::{run, serve_in};
use crate::support::{Town, eventually, postgres};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

const MAILBOX: &str = "facturen@contoso.nl";

/// A town on SQLite; `None` in the run that is about PostgreSQL.
async fn sqlite() -> Option<Town> {
    if postgres::wanted() {
        return None;
    }
    Some(Town::new().await)
}

fn file(town: &Town) -> PathBuf {
    town.data().join("imagecapture-mail.sqlite")
}

#[tokio::test]
async fn a_second_process_on_the_same_folder_is_refused() {
    let Some(town) = sqlite().await else { return };
    run(&mut serve_in(&town.data())).refused("another process is using");
    // The first one never noticed.
    town.client().get("/welcome").await.expect(200);
}

#[tokio::test]
async fn a_database_that_was_harmed_is_refused_and_never_made_anew() {
    let Some(mut town) = sqlite().await else {
        return;
    };
    town.kill();
    // Closed well, so that no write-ahead log mends anything.
    town.store().await.close().await;
    let path = file(&town);
    let whole = std::fs::read(&path).unwrap();
    let garbage = b"this is no database".repeat(500);
    for (harm, because) in [
        (&[][..], "is empty"),
        (&whole[..whole.len() / 2], "is shorter than it was"),
        (&whole[..50], "is shorter than it was"),
        (&whole[..20], "is not an SQLite file"),
        (&garbage, "is not an SQLite file"),
    ] {
        std::fs::write(&path, harm).unwrap();
        run(&mut serve_in(&town.data())).refused(because);
        assert_eq!(std::fs::read(&path).unwrap(), harm, "{because}");
    }
    std::fs::remove_file(&path).unwrap();
    run(&mut serve_in(&town.data())).refused("is missing, and there was one");
    assert!(!path.exists());
    std::fs::write(&path, &whole).unwrap();
    town.start();
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let mut town = Town::new().await;
    town.kill();
    let blob = if town.database.is_some() { "''" } else { "x''" };
    town.sql(&format!(
        "insert into _sqlx_migrations \
         (version, description, installed_on, success, checksum, execution_time) \
         values (9999, 'from the future', '2030-01-01', {}, {blob}, 1)",
        if town.database.is_some() { "true" } else { "1" }
    ))
    .await;
    let mut start = serve_in(&town.data());
    if let Some(url) = &town.database {
        start.env("IMAGECAPTURE_DATABASE_URL", url);
    }
    run(&mut start).refused("made by another version of this program");
    town.run(&["key", "check"])
        .refused("another version of this program");
}

#[tokio::test]
async fn the_data_folder_is_for_us_alone() {
    use std::os::unix::fs::PermissionsExt;
    let town = Town::new().await;
    let mode = std::fs::metadata(town.data()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

/// A small disk of its own, under the data folder of a town.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None` where this process may not mount.
    fn at(folder: &Path) -> Option<Self> {
        std::fs::create_dir_all(folder).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(folder)
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then(|| Self(folder.to_owned()))
    }

    fn fill(&self) {
        use std::io::Write;
        let mut ballast = std::fs::File::create(self.0.join("ballast")).unwrap();
        while ballast.write_all(&[0; 4096]).is_ok() {}
    }

    fn make_room(&self) {
        std::fs::remove_file(self.0.join("ballast")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test]
async fn a_full_disk_refuses_changes_whole_and_recovers_by_itself() {
    if postgres::wanted() {
        return;
    }
    let town = Town::unstarted(None).await;
    let Some(disk) = SmallDisk::at(&town.data()) else {
        println!("only root can mount a small disk: not tested here");
        return;
    };
    let mut town = town;
    town.start();
    let (mut town, admin, account) = town.connected().await;
    let ready = async |town: &Town| {
        let answer = reqwest::get(format!("{}/health/ready", town.url)).await;
        let answer = answer.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    assert_eq!(ready(&town).await.0, 200);
    disk.fill();
    // Small changes may still fit into pages that are there.
    let mut added = Vec::new();
    for n in 0.. {
        let address = format!("m{n}@contoso.nl");
        let form = json!({ "account_id": account, "address": address });
        let answer = admin.post("/mailboxes", form).await;
        if answer.status == 201 {
            added.push(address);
            assert!(n < 5000);
            continue;
        }
        answer.refused(507, "storage_full");
        break;
    }
    // Nobody gets half a change: no mailbox without its line in the audit.
    let count = async |query: &str| town.number(query).await;
    assert_eq!(
        count("select count(*) from mailboxes").await,
        count("select count(*) from audit where action = 'mailbox.add'").await,
    );
    // The last finding holds for a moment.
    let text = eventually(async || {
        let (status, text) = ready(&town).await;
        (status == 503).then_some(text)
    });
    let text = text.await;
    assert!(text.contains("has no space left"), "{text}");
    let live = reqwest::get(format!("{}/health/live", town.url)).await;
    assert_eq!(live.unwrap().status(), 200);
    // Reading goes on.
    admin.get("/mailboxes").await.expect(200);

    disk.make_room();
    eventually(async || (ready(&town).await.0 == 200).then_some(())).await;
    let form = json!({ "account_id": account, "address": MAILBOX });
    admin.post("/mailboxes", form).await.expect(201);
    for address in added {
        admin
            .get(&format!("/mailboxes/{address}"))
            .await
            .expect(200);
    }
    town.kill();
    assert_eq!(town.text("pragma integrity_check").await, "ok");
    town.run(&["audit", "verify"]).well();
    drop(disk);
}

/// Another program that writes for longer than we wait.
#[tokio::test]
async fn a_locked_database_is_busy_and_not_broken() {
    use sqlx::{Connection, Executor};
    if postgres::wanted() {
        return;
    }
    let (town, admin, account) = Town::with_account().await;
    let mut other = town.connection().await;
    other.execute("begin immediate").await.unwrap();
    let form = json!({ "account_id": account, "address": MAILBOX });
    let answer = admin.post("/mailboxes", form.clone()).await;
    assert!(answer.headers.contains_key("retry-after"));
    answer.refused(503, "storage");
    other.execute("rollback").await.unwrap();
    other.close().await.unwrap();
    admin.post("/mailboxes", form).await.expect(201);
}

/// Where the audit cannot be written, a change does not happen.
#[tokio::test]
async fn without_its_line_in_the_audit_a_change_does_not_happen() {
    let (town, admin, account) = Town::with_account().await;
    let before = admin.get(&format!("/accounts/{account}")).await.expect(200);
    if town.database.is_some() {
        town.sql("alter table audit add constraint refused check (seq < 0) not valid")
            .await;
    } else {
        town.sql(
            "create trigger refused before insert on audit \
             begin select raise(abort, 'refused'); end",
        )
        .await;
    }
    let mailbox = json!({ "account_id": account, "address": MAILBOX });
    admin
        .post("/mailboxes", mailbox)
        .await
        .refused(503, "storage");
    let secret = json!({
        "client_secret": crate::support::SECRET, "secret_expires": "2098-01-01",
    });
    let path = format!("/accounts/{account}/secret");
    admin
        .send(reqwest::Method::PUT, &path, Some(secret))
        .await
        .refused(503, "storage");
    let started = json!({ "code_challenge": crate::support::CHALLENGE });
    admin
        .post(&format!("/accounts/{account}/consents"), started)
        .await
        .refused(503, "storage");
    // Nor is anything given out.
    admin.get("/export").await.refused(503, "storage");
    admin.get("/audit/export").await.refused(503, "storage");
    assert_eq!(town.number("select count(*) from mailboxes").await, 0);
    let after = admin.get(&format!("/accounts/{account}")).await.expect(200);
    assert_eq!(before, after);
}
