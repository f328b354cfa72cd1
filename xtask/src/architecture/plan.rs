//! The drawing of the house. This is the file to change when the drawing
//! changes; the rest of this module only compares.

/// One of our crates.
pub(super) struct CratePlan {
    pub(super) name: &'static str,
    /// Which of our crates it may depend on.
    pub(super) may: &'static [&'static str],
    /// Which of our crates its tests may use besides.
    pub(super) in_tests: &'static [&'static str],
    /// Packages it must not depend on directly.
    pub(super) never: &'static [&'static str],
}

/// The arrows between our crates.
pub(super) const CRATES: &[CratePlan] = &[
    CratePlan {
        name: "contract",
        may: &[],
        in_tests: &[],
        never: &[
            "axum", "gloo-net", "hyper", "leptos", "reqwest", "sqlx", "tokio", "web-sys",
        ],
    },
    CratePlan {
        name: "microsoft",
        may: &["contract"],
        in_tests: &["simulator"],
        never: &[
            "axum",
            "hyper",
            "hyper-util",
            "rusqlite",
            "sqlx",
            "tower-http",
        ],
    },
    CratePlan {
        name: "backend",
        may: &["contract", "microsoft"],
        in_tests: &["simulator"],
        never: &["leptos", "web-sys"],
    },
    CratePlan {
        // Knows nothing of ours: a shared mistake would hide itself.
        name: "simulator",
        may: &[],
        in_tests: &[],
        never: &["sqlx"],
    },
    CratePlan {
        name: "imagecapture-panel",
        may: &["contract"],
        in_tests: &[],
        never: &["axum", "reqwest", "sqlx", "tokio"],
    },
    CratePlan {
        name: "xtask",
        may: &[],
        in_tests: &[],
        never: &[],
    },
];

/// What the project's user asked for and must stay: packages of the panel …
pub(super) const PANEL_PACKAGES: &[&str] = &[
    "leptos",
    "wasm-bindgen",
    "gloo-net",
    "serde",
    "web-sys",
    "oauth2",
    "wasm-bindgen-test",
];

/// … and names at the root of the repository.
pub(super) const ROOT_NAMES: &[&str] = &[
    "Cargo.toml",
    "src",
    "index.html",
    "style",
    "tests",
    "Trunk.toml",
];

/// What no file may contain, with the reason. Written in two halves, so that
/// this file does not contain it either.
pub(super) const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("/wo", "rk/"), "a path of one machine"),
    (
        concat!("../sh", "ared"),
        "a folder that only some machines have",
    ),
    (concat!("/ro", "ot/"), "a path of one machine"),
];

/// What no lock file of npm may contain.
pub(super) const FORBIDDEN_IN_NPM_LOCK: (&str, &str) =
    ("\"resolved\":", "the address of one registry");

/// A crate whose modules are rooms on floors.
pub(super) struct House {
    pub(super) name: &'static str,
    /// Its source folder, from the workspace's root.
    pub(super) sources: &'static str,
    /// The name under which its binary sees its library.
    pub(super) own_name: &'static str,
    /// Which room may name which other rooms.
    pub(super) rooms: &'static [Room],
    /// Rooms that everybody may use, since they themselves use none of ours.
    pub(super) common: &'static [&'static str],
    /// Which outside crate (or part of one) may be named in which rooms only.
    pub(super) strangers: &'static [Stranger],
    /// A room whose own rooms must not name each other; "" for none.
    pub(super) apart: &'static str,
}

/// A module at the top of a crate. `lib.rs` and `main.rs` are the room `main`.
pub(super) struct Room {
    pub(super) name: &'static str,
    pub(super) may: &'static [&'static str],
}

/// A path such as `sqlx` or `web_sys::EventSource`.
pub(super) struct Stranger {
    pub(super) path: &'static str,
    pub(super) only_in: &'static [&'static str],
}

const fn room(name: &'static str, may: &'static [&'static str]) -> Room {
    Room { name, may }
}

const fn only(path: &'static str, only_in: &'static [&'static str]) -> Stranger {
    Stranger { path, only_in }
}

/// What a resource may use: never another resource, and of `http` what a
/// handler's signature needs (who is asking, what an error looks like).
const BELOW_RESOURCES: &[&str] = &["http", "proofs", "keeper", "store"];

/// Rooms that speak HTTP with our callers.
const HTTP_ROOMS: &[&str] = &[
    "main",
    "serve",
    "relay",
    "http",
    "accounts",
    "calendar",
    "consents",
    "diagnoses",
    "mailboxes",
    "rights",
    "reach",
    "runs",
    "tokens",
    "people",
    "migration",
    "audit",
    "transfer",
    "warnings",
];

/// The rooms.
pub(super) const HOUSES: &[House] = &[
    House {
        name: "backend",
        sources: "crates/backend/src",
        own_name: "backend",
        rooms: &[
            // The top floor: commands and wiring.
            room("main", &["program"]),
            room("program", EVERYTHING),
            room("serve", EVERYTHING),
            room("commands", EVERYTHING),
            room("relay", &["config", "http"]),
            room("config", BELOW_RESOURCES),
            // The listener, sessions, headers, problem+json.
            room("http", &["proofs", "keeper", "store"]),
            // One room per resource.
            room("accounts", BELOW_RESOURCES),
            room("calendar", BELOW_RESOURCES),
            room("consents", BELOW_RESOURCES),
            room("diagnoses", BELOW_RESOURCES),
            room("mailboxes", BELOW_RESOURCES),
            room("reach", BELOW_RESOURCES),
            room("rights", BELOW_RESOURCES),
            room("runs", BELOW_RESOURCES),
            room("tokens", BELOW_RESOURCES),
            room("people", BELOW_RESOURCES),
            room("migration", BELOW_RESOURCES),
            room("audit", BELOW_RESOURCES),
            room("transfer", BELOW_RESOURCES),
            room("warnings", BELOW_RESOURCES),
            // Lights, runs, verdicts; and the tokens they use.
            room("proofs", &["keeper", "store"]),
            room("keeper", &["store"]),
            // SQL, sealing, audit.
            room("store", &[]),
        ],
        common: &["cells", "clock", "metrics", "random"],
        strangers: &[
            only("sqlx", &["store"]),
            // What is counted is counted in one place; TLS is the door's.
            only("prometheus_client", &["metrics"]),
            only("rustls", &["http"]),
            // Of outgoing requests there are two kinds: to Microsoft, through its
            // own crate, and webhooks.
            only("reqwest", &["warnings"]),
            only("argon2", &["people", "store"]),
            only("axum", HTTP_ROOMS),
            only("http", HTTP_ROOMS),
            // A sign-in's token is used by two rooms; a secret is proved and a
            // code redeemed by two more; the door puts faults into words.
            only(
                "microsoft",
                &["proofs", "keeper", "accounts", "consents", "http", "serve"],
            ),
            only("microsoft::Graph", &["proofs"]),
            only("microsoft::Entra", &["keeper"]),
        ],
        apart: "",
    },
    House {
        name: "panel",
        sources: "src",
        own_name: "panel",
        rooms: &[
            room("main", EVERYTHING),
            room(
                "app",
                &[
                    "later", "pages", "ui", "text", "api", "consent", "live", "load", "post",
                    "runs", "session", "when",
                ],
            ),
            // Pages that come in a piece of their own.
            room("later", &["pages", "ui", "api"]),
            room(
                "pages",
                &[
                    "ui", "text", "api", "consent", "live", "load", "post", "runs", "session",
                    "when",
                ],
            ),
            // Components ask the backend nothing.
            room("ui", &["text", "when"]),
            // What several pages load or send in the same way.
            room("post", &["ui", "text", "load", "api"]),
            room("runs", &["load", "api"]),
            room("load", &["ui", "live", "session", "api"]),
            room("live", &["api"]),
            room("session", &["api", "when"]),
            room("consent", &["api", "text", "when"]),
            room("api", &["text"]),
            room("when", &["text"]),
            room("text", &[]),
        ],
        // Small things that know nothing of the panel.
        common: &["json", "memory", "panic", "route", "task"],
        strangers: &[
            only("gloo_net", &["api"]),
            only("web_sys::EventSource", &["live"]),
            only("oauth2", &["consent"]),
        ],
        apart: "pages",
    },
];

/// For rooms that wire the others together.
pub(super) const EVERYTHING: &[&str] = &["*"];
