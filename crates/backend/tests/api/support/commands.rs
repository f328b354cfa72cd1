//! Running the program's commands, and jobs that ask for tokens.

use super::{Answer, Client, SERVICE, Town};
use reqwest::Method;
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};

/// How a command ended.
#[derive(Debug)]
pub struct Done {
    pub ok: bool,
    pub out: String,
    pub err: String,
}

impl Done {
    /// What a command that ends well says.
    #[track_caller]
    pub fn well(self) -> String {
        assert!(self.ok, "{}", self.err);
        self.out
    }

    /// The one sentence of a command that is refused.
    #[track_caller]
    pub fn refused(self, because: &str) -> String {
        assert!(!self.ok, "{}", self.out);
        assert!(self.err.contains(because), "{}", self.err);
        assert_eq!(self.err.trim().lines().count(), 1, "{}", self.err);
        self.err
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Done {
    let done = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Done {
        ok: done.status.success(),
        out: text(done.stdout),
        err: text(done.stderr),
    }
}

/// The bare program.
pub fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_imagecapture-mail"));
    command.args(args);
    command
}

/// `serve` that is expected to refuse to start.
pub fn serve_in(folder: &Path) -> Command {
    let mut command = program(&["serve", "--listen", "127.0.0.1:0", "--data"]);
    command.arg(folder).env("IMAGECAPTURE_LOG", "off");
    command
}

/// A job key for every mailbox.
pub async fn job_key(admin: &Client) -> String {
    let form = json!({ "name": "Jobs", "purposes": ["import", "export_job"] });
    let created = admin.post("/job-keys", form).await.expect(201);
    created["key"].as_str().unwrap().to_owned()
}

/// A job asks for the token of a mailbox, for importing.
pub async fn token(client: &Client, key: &str, mailbox: &str) -> Answer {
    token_for(client, key, mailbox, "import").await
}

/// A job asks for the token of a mailbox.
pub async fn token_for(client: &Client, key: &str, mailbox: &str, purpose: &str) -> Answer {
    let path = format!("/mailboxes/{mailbox}/access-token");
    let request = client
        .request(Method::POST, &path)
        .bearer_auth(key)
        .json(&json!({ "purpose": purpose }));
    client.finish(request).await
}

impl Town {
    /// A command of the program with this town's storage, run to its end.
    pub fn run(&self, args: &[&str]) -> Done {
        let mut command = self.command(args);
        run(command.env("IMAGECAPTURE_LOG", "off"))
    }

    /// Lets the stored access token be over, also for the processes that run:
    /// they are started again.
    pub async fn expire(&mut self) {
        self.kill();
        self.sql("update sign_ins set access_expires_at = 1").await;
        self.start();
    }

    /// Whether the sign-in lives and can be refreshed.
    pub async fn refreshes(&mut self, key: &str, mailbox: &str) {
        self.expire().await;
        token(&self.client(), key, mailbox).await.expect(200);
    }

    /// Another person signs in to an account.
    pub async fn consent_again(&self, admin: &Client, account: &str) {
        let consent = self.consent(admin, account, SERVICE).await;
        assert_eq!(consent["state"], "completed", "{consent}");
    }
}
