//! Flags before environment before file before default; what is wrong is said
//! in one sentence that says what to do.

use crate::support::commands::{Done, program, run};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    /// `config check` with this file, environment and flags.
    fn check(&self, file: &str, variables: &[(&str, &str)], flags: &[&str]) -> Done {
        let path = self.file("config.toml", file);
        let mut command = program(&["config", "check"]);
        command
            .env("IMAGECAPTURE_DATA", self.0.path().join("data"))
            .env("IMAGECAPTURE_CONFIG", path)
            .envs(variables.iter().copied())
            .args(flags);
        run(&mut command)
    }
}

#[test]
fn flags_come_before_environment_before_file_before_default() {
    let desk = Desk::new();
    let listens = |file: &str, variables: &[(&str, &str)], flags: &[&str], at: &str| {
        let said = desk.check(file, variables, flags).well();
        assert!(said.contains(&format!(" on {at},")), "{said}");
    };
    let file = "listen = \"127.0.0.3:3\"\npublic-url = \"https://mail.contoso.nl\"\n";
    let variable = [("IMAGECAPTURE_LISTEN", "127.0.0.2:2")];
    let flag = ["--listen", "127.0.0.1:1"];
    listens("", &[], &[], "127.0.0.1:8420");
    listens(file, &[], &[], "127.0.0.3:3");
    listens(file, &variable, &[], "127.0.0.2:2");
    listens(file, &variable, &flag, "127.0.0.1:1");
    let said = desk.check(file, &variable, &flag).well();
    assert!(said.contains("https://mail.contoso.nl/"), "{said}");
    assert!(said.contains("will be made at the first start"), "{said}");
    // Checking makes nothing.
    assert!(!desk.0.path().join("data").exists());
}

#[test]
fn a_bad_value_is_one_sentence_with_the_place_to_correct_it() {
    let desk = Desk::new();
    let bad = |file: &str, variables: &[(&str, &str)], flags: &[&str], texts: &[&str]| {
        let said = desk.check(file, variables, flags).refused(texts[0]);
        for text in texts {
            assert!(said.contains(text), "{said}");
        }
    };
    bad(
        "listen = \"here\"",
        &[],
        &[],
        &["`listen` cannot be \"here\"", "config.toml"],
    );
    bad(
        "",
        &[("IMAGECAPTURE_LISTEN", "x")],
        &[],
        &["in the environment, IMAGECAPTURE_LISTEN"],
    );
    bad("", &[], &["--listen", "x"], &["in the flag --listen"]);
    bad(
        "public-url = \"http://contoso.nl\"",
        &[],
        &[],
        &["must be https, except on localhost"],
    );
    bad(
        "log = \"loud\"",
        &[],
        &[],
        &["`log` cannot be \"loud\"", "config.toml"],
    );
    bad(
        "lisen = \"127.0.0.1:1\"",
        &[],
        &[],
        &["`lisen` in", "is no setting", "listen, "],
    );
    bad("exit-with-parent = true", &[], &[], &["is no setting"]);
    bad("listen = ", &[], &[], &["is not TOML at line 1"]);
    bad(
        "listen = [1]",
        &[],
        &[],
        &["must be one text, number or truth"],
    );
    bad(
        "",
        &[],
        &["--config", "/nowhere/at/all"],
        &["cannot be read", "--config"],
    );
    bad(
        "panel = \"/nowhere/at/all\"",
        &[],
        &[],
        &["/nowhere/at/all"],
    );
    bad(
        "master-key-file = \"/nowhere/at/all\"",
        &[],
        &[],
        &["the master key file /nowhere/at/all is not there"],
    );
    bad(
        "master-key-file = \"/nowhere/at/all\"",
        &[("IMAGECAPTURE_MASTER_KEY", "AAAA")],
        &[],
        &["--master-key-file and IMAGECAPTURE_MASTER_KEY are both given"],
    );
    bad(
        "",
        &[("IMAGECAPTURE_MASTER_KEY", "AAAA")],
        &[],
        &["32 bytes in base64"],
    );
    bad(
        "database-url = \"mysql://x\"",
        &[],
        &[],
        &["must look like postgres://"],
    );
}

#[test]
fn a_secret_comes_out_of_a_file_and_never_out_of_the_program() {
    let desk = Desk::new();
    let canary = "postgres://app:Zeer-Geheim-9@127.0.0.1:1/none";
    let secret = desk.file("url", canary);
    let by_file = [("IMAGECAPTURE_DATABASE_URL_FILE", secret.to_str().unwrap())];
    let shown = |done: Done| {
        assert!(!done.ok);
        assert!(!done.err.contains("Zeer-Geheim"), "{}", done.err);
        assert!(!done.out.contains("Zeer-Geheim"), "{}", done.out);
        done.err
    };
    // It was read: nothing listens there.
    let said = shown(desk.check("", &by_file, &[]));
    assert!(said.contains("cannot be opened"), "{said}");
    let both = [by_file[0], ("IMAGECAPTURE_DATABASE_URL", canary)];
    let said = shown(desk.check("", &both, &[]));
    assert!(said.contains("are both given"), "{said}");
    std::fs::write(&secret, "\n").unwrap();
    desk.check("", &by_file, &[])
        .refused("is empty; put the value in it");
    std::fs::remove_file(&secret).unwrap();
    desk.check("", &by_file, &[]).refused("cannot be read");
    // In the file itself only where nobody else can read it.
    let file = format!("database-url = \"{canary}\"");
    let path = desk.file("open.toml", &file);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let mut open = program(&["config", "check", "--config"]);
    let said = shown(run(open.arg(&path)));
    assert!(said.contains("chmod 600"), "{said}");
    shown(desk.check("database-url = \"postgres://a:Zeer-Geheim", &[], &[]));
    let help = run(program(&["serve", "--help"]).env("IMAGECAPTURE_DATABASE_URL", canary));
    assert!(!help.well().contains("Zeer-Geheim"));
}
