//! `cargo xtask demo`: the whole product on one machine, with a stand-in for
//! Microsoft, so that somebody without a tenant can see it work.

mod http;
mod migration;
mod options;
mod seed;
mod server;
mod troubles;

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::build;
use crate::failure::{Failure, Outcome};
use crate::processes::{Processes, end_group};
use crate::say;
use crate::workspace::Workspace;

use options::Options;
use server::Server;

/// Says that a folder is a demo's, and may be emptied by `--reset`.
const BELONGS_TO_DEMO: &str = "demo-data.txt";

/// Says that the demo data is complete.
const SEEDED: &str = "demo-data-complete.txt";

/// How long a server may take until it answers.
const START: Duration = Duration::from_secs(20);

/// How long after that the set-up code may take, which only a backend without
/// people prints.
const PRINT: Duration = Duration::from_secs(3);

/// What the servers print when they listen, and the backend once at first.
const SIMULATOR_READY: &str = "Microsoft stand-in listening on ";
const BACKEND_READY: &str = "ImageCapture mail link listening on ";
const SETUP_CODE: &str = "Set-up code: ";

/// Runs the demo until somebody ends it.
pub(crate) fn run(workspace: &Workspace, processes: &Processes, rest: &[String]) -> Outcome {
    let options = Options::read(workspace, rest)?;
    let started = Instant::now();
    for (what, port) in [
        ("the panel", options.port),
        ("the stand-in for Microsoft", options.microsoft_port()),
    ] {
        port_is_free(what, port)?;
    }
    build::everything(workspace, processes)?;
    let mut demo = Demo::start(workspace, processes, &options)?;
    say::line(format!(
        "\nReady after {}.\n\n{}\nCtrl-C ends the demo; its data stays in {}.\n",
        say::duration(started.elapsed()),
        seed::welcome(&demo.site),
        options.data.display()
    ));
    watch(&mut [&mut demo.simulator, &mut demo.backend], processes)
}

/// The demo as a person gets it, on ports that are free and with data of its own:
/// for the tests. `look` is called when it stands, with the addresses of the panel
/// and of the stand-in.
pub(crate) fn rehearse<T>(
    workspace: &Workspace,
    processes: &Processes,
    look: impl FnOnce(&str, &str) -> Outcome<T>,
) -> Outcome<T> {
    let options = Options {
        data: workspace.target("demo-rehearsal"),
        port: free_pair()?,
        reset: true,
    };
    let mut demo = Demo::start(workspace, processes, &options)?;
    let seen = look(&demo.site.panel_url, &demo.site.microsoft_url);
    for server in [&mut demo.backend, &mut demo.simulator] {
        end_group(server.process());
    }
    fs::remove_dir_all(&options.data).map_err(Failure::file("remove", &options.data))?;
    seen
}

/// Two ports beside each other that nobody listens on.
fn free_pair() -> Outcome<u16> {
    for _ in 0..100 {
        let first = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let port = first.and_then(|listener| listener.local_addr());
        if let Ok(address) = port
            && address.port() < u16::MAX
            && port_is_free("the stand-in for Microsoft", address.port() + 1).is_ok()
        {
            return Ok(address.port());
        }
    }
    Err(Failure::Machine(
        "No two ports beside each other are free: stop some of the programs that listen."
            .to_owned(),
    ))
}

/// Everything that runs.
struct Demo {
    simulator: Server,
    backend: Server,
    site: seed::Site,
}

impl Demo {
    /// Starts both servers, and fills in the demo data where it is missing.
    fn start(workspace: &Workspace, processes: &Processes, options: &Options) -> Outcome<Self> {
        prepare(options)?;
        let mut simulator = Server::start(
            "the stand-in for Microsoft",
            workspace
                .command(workspace.release_binary(build::SIMULATOR))
                .arg("--listen")
                .arg(format!("127.0.0.1:{}", options.microsoft_port()))
                .arg("--public-url")
                .arg(options.microsoft_url())
                .arg("--state")
                .arg(options.data.join("microsoft.json")),
            &options.data.join("microsoft.log"),
            processes,
        )?;
        simulator.wait_for_line(SIMULATOR_READY, START, processes)?;

        let mut backend = Server::start(
            "the backend",
            workspace
                .command(workspace.release_binary(build::BACKEND))
                .arg("serve")
                .arg("--listen")
                .arg(format!("127.0.0.1:{}", options.port))
                .arg("--public-url")
                .arg(options.panel_url())
                .arg("--data")
                .arg(&options.data)
                .arg("--panel")
                .arg(build::panel_folder(workspace))
                .arg("--login-url")
                .arg(options.microsoft_url())
                .arg("--graph-url")
                .arg(options.microsoft_url()),
            &options.data.join("backend.log"),
            processes,
        )?;
        backend.wait_for_line(BACKEND_READY, START, processes)?;
        let site = seed::Site {
            backend: http::Client::new(&format!("http://127.0.0.1:{}", options.port))
                .with_header("origin", &options.panel_url())
                .with_header("x-requested-by", "imagecapture-panel"),
            panel_url: options.panel_url(),
            microsoft_url: options.microsoft_url(),
        };
        backend.wait_until(START, processes, || site.backend.is_ready())?;

        if !options.data.join(SEEDED).exists() {
            let code = backend
                .wait_for_line(SETUP_CODE, PRINT, processes)
                .map_err(|_| {
                    Failure::Machine(
                    "The demo data is incomplete from an earlier run: start again with --reset."
                        .to_owned(),
                )
                })?;
            say::step("Filling in the demo data", || seed::sow(&site, &code))?;
            let note = options.data.join(SEEDED);
            fs::write(&note, "The demo data was filled in.\n")
                .map_err(Failure::file("write", &note))?;
        }

        Ok(Self {
            simulator,
            backend,
            site,
        })
    }
}

/// A taken port is found before minutes of building, and named.
fn port_is_free(what: &str, port: u16) -> Outcome {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(_) => Err(Failure::Machine(format!(
            "Port {port}, for {what}, is taken: stop the program that listens there, or choose \
             another pair of ports with --port N (N and N + 1)."
        ))),
    }
}

/// Makes the data folder, and empties it first if asked to. Only a folder that
/// this command has made is ever emptied.
fn prepare(options: &Options) -> Outcome {
    let (data, note) = (&options.data, options.data.join(BELONGS_TO_DEMO));
    if options.reset && data.exists() {
        if !note.exists() && !is_empty(data) {
            return Err(Failure::Machine(format!(
                "{} holds other things than a demo, so --reset does not empty it: choose another \
                 folder with --data.",
                data.display()
            )));
        }
        fs::remove_dir_all(data).map_err(Failure::file("empty", data))?;
    }
    fs::create_dir_all(data).map_err(Failure::file("create", data))?;
    fs::write(
        &note,
        "This folder belongs to `cargo xtask demo`; `--reset` removes everything in it.\n",
    )
    .map_err(Failure::file("write", &note))
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Waits for Ctrl-C, or for a server that ends by itself.
fn watch(servers: &mut [&mut Server], processes: &Processes) -> Outcome {
    let outcome = loop {
        if processes.interrupted() {
            break Ok(());
        }
        if let Some(fallen) = servers.iter_mut().find_map(|server| server.fallen()) {
            break Err(fallen);
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    for server in servers.iter_mut().rev() {
        end_group(server.process());
    }
    if outcome.is_ok() {
        say::line("\nThe demo has ended.");
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(name: &str) -> Options {
        let data = std::env::temp_dir().join(format!("demo-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&data);
        Options {
            data,
            port: 0,
            reset: true,
        }
    }

    #[test]
    fn reset_empties_a_demo_and_nothing_else() {
        let options = options("reset");
        prepare(&options).unwrap();
        fs::write(options.data.join("mail.db"), "x").unwrap();
        prepare(&options).unwrap();
        assert!(!options.data.join("mail.db").exists());

        fs::remove_file(options.data.join(BELONGS_TO_DEMO)).unwrap();
        fs::write(options.data.join("thesis.txt"), "x").unwrap();
        assert!(prepare(&options).is_err());
        assert!(options.data.join("thesis.txt").exists());
        fs::remove_dir_all(&options.data).unwrap();
    }

    #[test]
    fn a_taken_port_is_named_with_the_way_out() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let sentence = port_is_free("the panel", port).unwrap_err().to_string();
        assert!(sentence.contains(&port.to_string()) && sentence.contains("--port"));
    }
}
