//! The program itself: its one line, its exit, and its complaints; and the
//! tenant file.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use simulator::{Config, Simulator};

fn program(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_microsoft-simulator"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts")
}

fn first_line(child: &mut Child) -> String {
    let mut line = String::new();
    let out = child.stdout.as_mut().expect("stdout");
    BufReader::new(out).read_line(&mut line).expect("a line");
    line.trim_end().to_owned()
}

fn terminate(child: &mut Child) -> Option<i32> {
    let killed = Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .expect("kill");
    assert!(killed.success());
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(10) {
        if let Some(status) = child.try_wait().expect("a status") {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().expect("killed");
    panic!("it did not end");
}

#[test]
fn it_says_where_it_listens_and_ends_when_told() {
    let mut child = program(&["--listen", "127.0.0.1:0"]);
    let line = first_line(&mut child);
    let address = line
        .strip_prefix("Microsoft stand-in listening on http://127.0.0.1:")
        .expect(&line);
    let port: u16 = address.parse().expect("a port");
    let mut second = program(&["--listen", &format!("127.0.0.1:{port}")]);
    let status = second.wait().expect("a status");
    assert_eq!(status.code(), Some(1));
    let mut complaint = String::new();
    second
        .stderr
        .as_mut()
        .expect("stderr")
        .read_to_string(&mut complaint)
        .expect("text");
    assert_eq!(complaint.lines().count(), 1, "{complaint}");
    assert!(complaint.contains("cannot be listened on"), "{complaint}");
    assert_eq!(terminate(&mut child), Some(0));
}

#[test]
fn the_state_is_saved_at_the_end_and_loaded_at_the_start() {
    let path = std::env::temp_dir().join(format!("simulator-program-{}.json", std::process::id()));
    let file = path.to_str().expect("a path");
    let mut child = program(&["--listen", "127.0.0.1:0", "--state", file]);
    first_line(&mut child);
    assert_eq!(terminate(&mut child), Some(0));
    let saved = std::fs::read_to_string(&path).expect("a state file");
    assert!(saved.contains("facturen@contoso.nl"));
    let mut child = program(&["--listen", "127.0.0.1:0", "--state", file]);
    first_line(&mut child);
    assert_eq!(terminate(&mut child), Some(0));
    std::fs::remove_file(&path).expect("cleaned up");
}

async fn complaint(tenants: &str) -> String {
    let config = Config {
        tenants: Some(tenants.to_owned()),
        ..Config::default()
    };
    Simulator::start(config)
        .await
        .expect_err("a bad file")
        .to_string()
}

const TENANT: &str = "[[tenants]]\nid = \"aaaaaaaa-0000-4000-8000-000000000001\"\nname = \"A\"\ndomains = [\"a.nl\"]\n";

#[tokio::test]
async fn a_bad_tenant_file_is_refused_with_its_line() {
    let person = "[[tenants.people]]\nupn = \"x@a.nl\"\nname = \"X\"\npassword = \"p\"\n";
    for (text, line, about) in [
        ("tenants = [".to_owned(), "line 1", ""),
        (format!("colour = 1\n{TENANT}"), "line 1", "unknown field"),
        (format!("{TENANT}colour = 1\n"), "line 5", "unknown field"),
        (TENANT.replace("aaaaaaaa-0", "zz"), "line 2", "not a GUID"),
        (
            format!("{TENANT}[[tenants.people]]\nupn = \"x@b.nl\"\nname = \"X\"\n"),
            "line 6",
            "not in a domain of this tenant",
        ),
        (
            format!("{TENANT}[[tenants.people]]\nupn = \"x@a.nl\"\nname = \"X\"\n"),
            "line 6",
            "no password",
        ),
        (
            format!("{TENANT}{person}{person}"),
            "line 10",
            "there twice",
        ),
        (
            format!(
                "{TENANT}[[tenants.mailboxes]]\naddress = \"m@a.nl\"\nfull_access = [\"y@a.nl\"]\n"
            ),
            "line 7",
            "no person",
        ),
        (
            format!("{TENANT}[[tenants.mailboxes]]\naddress = \"m@a.nl\"\nkind = \"strange\"\n"),
            "line 7",
            "unknown variant",
        ),
        (
            format!(
                "{TENANT}[[tenants.apps]]\nname = \"x\"\nclient_id = \"aaaaaaaa-0000-4000-8000-000000000002\"\nsecrets = [{{ value = \"v\", expires = \"soon\" }}]\n"
            ),
            "line 8",
            "neither a date",
        ),
        (
            format!("{TENANT}{TENANT}"),
            "line 8",
            "has a tenant already",
        ),
    ] {
        let said = complaint(&text).await;
        assert!(
            said.contains(line) && said.contains(about),
            "expected {line} {about}: {said}"
        );
    }
}

#[tokio::test]
async fn the_demo_tenants_are_what_the_demo_needs() {
    let bench = crate::common::bench_with(Config::default()).await;
    let state = bench.get("/control/state").await.json;
    let mailboxes = state["state"]["mailboxes"].as_array().expect("a list");
    assert!((28..=40).contains(&mailboxes.len()), "{}", mailboxes.len());
    for kind in ["user", "shared", "group", "unlicensed", "on-premises"] {
        assert!(
            mailboxes.iter().any(|mailbox| mailbox["kind"] == kind),
            "{kind}"
        );
    }
    let names: Vec<_> = state["state"]["tenants"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|t| t["name"].as_str())
        .collect();
    assert_eq!(
        names,
        ["Contoso", "Fabrikam", "Gemeente Lek", "Oefenbedrijf"]
    );
    let before = Instant::now();
    Simulator::start(Config::default()).await.expect("starts");
    assert!(before.elapsed() < Duration::from_millis(500));
}
