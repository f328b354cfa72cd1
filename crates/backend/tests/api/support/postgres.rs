//! A real PostgreSQL for tests: one cluster for the whole test program, or one
//! of its own for a test that stops it, in a folder that goes with it.
//!
//! A small shell stands between: it waits for the end of its standard input and
//! ends the server then. So nothing is left behind, however a test ends.

use sqlx::{AnyConnection, Connection, Executor};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// PostgreSQL refuses to run as root; this is `nobody`.
const NOBODY: u32 = 65534;

/// Durability is the cluster's own business and not what is tested: only our
/// processes are killed, never the server's machine.
const SHELL: &str = r#"
"$1" -D "$2" -k "$2" -c listen_addresses= -c max_connections=250 -c fsync=off \
    -c shared_buffers=16MB >>"$2/server.log" 2>&1 &
server=$!
cat >/dev/null
kill -INT $server
wait $server
test "$3" = keep || rm -rf "$2"
"#;

pub struct Cluster {
    folder: PathBuf,
    shell: Option<Child>,
}

/// Whether the suite runs on PostgreSQL.
pub fn wanted() -> bool {
    std::env::var("IMAGECAPTURE_TEST_DATABASE").is_ok_and(|value| value == "postgres")
}

/// The cluster all tests share.
pub fn shared() -> &'static Cluster {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(|| {
        let mut cluster = Cluster::make();
        cluster.run("remove");
        cluster
    })
}

fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.exists())
        .unwrap_or_else(|| panic!("{name} is not on PATH: `cargo xtask test unit` finds it"))
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

fn as_nobody(command: &mut Command) -> &mut Command {
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

impl Cluster {
    /// A cluster that a test stops and starts itself.
    pub fn own() -> Self {
        let mut cluster = Self::make();
        cluster.run("keep");
        cluster
    }

    fn make() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("imagecapture-pg-")
            .tempdir()
            .unwrap()
            .keep();
        if is_root() {
            std::os::unix::fs::chown(&folder, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let made = as_nobody(&mut Command::new(program("initdb")))
            .args(["--no-sync", "--auth=trust", "--username=imagecapture"])
            .args(["--encoding=UTF8", "--locale=C", "-D"])
            .arg(&folder)
            .current_dir("/")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "initdb: {said}");
        Self {
            folder,
            shell: None,
        }
    }

    fn run(&mut self, afterwards: &str) {
        let shell = as_nobody(&mut Command::new("sh"))
            .args(["-c", SHELL, "sh"])
            .arg(program("postgres"))
            .arg(&self.folder)
            .arg(afterwards)
            .current_dir("/")
            .process_group(0)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        self.shell = Some(shell);
        let socket = self.folder.join(".s.PGSQL.5432");
        let begun = Instant::now();
        while !socket.exists() {
            let log = self.folder.join("server.log");
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "{}",
                std::fs::read_to_string(log).unwrap_or_default()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn start(&mut self) {
        self.run("keep");
    }

    /// Stops the server: connections are cut.
    pub fn stop(&mut self) {
        if let Some(mut shell) = self.shell.take() {
            drop(shell.stdin.take());
            shell.wait().unwrap();
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.display();
        format!("postgres://imagecapture@localhost/{database}?host={folder}")
    }

    /// A fresh database and its URL.
    pub async fn database(&self) -> String {
        sqlx::any::install_default_drivers();
        let name = format!("town_{}", uuid::Uuid::new_v4().simple());
        let begun = Instant::now();
        // The socket is there a moment before the server lets anybody in.
        let mut connection = loop {
            match AnyConnection::connect(&self.url("postgres")).await {
                Ok(connection) => break connection,
                Err(error) => assert!(begun.elapsed() < Duration::from_secs(30), "{error}"),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        let create = format!("create database {name}");
        connection
            .execute(sqlx::AssertSqlSafe(create))
            .await
            .unwrap();
        connection.close().await.unwrap();
        self.url(&name)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
