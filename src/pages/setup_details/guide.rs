//! The help beside the first step: where in Entra everything stands, drawn and
//! linked, and a script that does all of it at once.

use super::Draft;
use crate::session::use_session;
use crate::text::*;
use crate::ui::{
    El, copy_text_button, div, drawn, el, help, link_out, note, of, part, plain_button,
};
use contract::ids::ClientId;
use contract::scripts;
use leptos::prelude::*;
use web_sys::Node;

/// Where in a cloud's portal app registrations are made.
const ENTRA: &str = "/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade";

/// The page of one app there, before the name of its part.
const APP: &str = "/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/";

/// The parts of an app in the portal: name, part of the address, drawing, words.
const PLACES: [(&str, &str, &str, Say); 4] = [
    ("Overview", "Overview", "d-overview", HELP_1),
    ("Certificates & secrets", "Credentials", "d-secret", HELP_2),
    ("Authentication", "Authentication", "d-redirect", HELP_3),
    ("API permissions", "CallAnAPI", "d-rights", HELP_4),
];

/// The help beside the step.
pub(super) fn guide(draft: Draft) -> Node {
    let client = Memo::new(move |_| ClientId::parse(&draft.client_id.get()).ok());
    let places = PLACES.map(|(name, blade, drawing, about)| {
        // Once the app is known, its pages are one press away.
        let place = part(move || {
            let id = client.get();
            match id {
                Some(id) => {
                    let href =
                        [draft.cloud().portal(), APP, blade, "/appId/", id.as_str()].concat();
                    of("a", "link")
                        .attr("href", &href)
                        .attr("target", "_blank")
                        .attr("rel", "noopener noreferrer")
                        .text(name)
                        .into()
                }
                None => el("b").text(name).into(),
            }
        });
        el("li").with(
            el("div")
                .with(place)
                .text(about)
                .with(drawn(drawing, "drawing")),
        )
    });
    help("search", HELP_TITLE)
        .text(HELP_WHERE)
        .with(el("ol").all(places))
        .with(el("hr"))
        .with(script(draft))
        .with(el("hr"))
        .with(note("note", "shield", HELP_SECRET))
        .with(el("hr"))
        .with(part(move || {
            let portal = [draft.cloud().portal(), ENTRA].concat();
            link_out("link", OPEN_ENTRA, &portal).into()
        }))
        .into()
}

/// One script for everything, for the shell a person has.
fn script(draft: Draft) -> El {
    let session = use_session();
    let shell = RwSignal::new(false);
    let text = move || {
        let name = draft.name.get();
        let name = name.trim();
        let name = if name.is_empty() {
            "ImageCapture"
        } else {
            name
        };
        let make = if shell.get() {
            scripts::power_shell
        } else {
            scripts::azure_cli
        };
        make(
            draft.cloud(),
            name,
            &session.redirect_uri(),
            draft.purposes.get(),
        )
    };
    let choice = [(false, "Azure CLI"), (true, "PowerShell")].map(|(which, name)| {
        plain_button("")
            .state("aria-pressed", move || shell.get() == which)
            .text(name)
            .press(move || shell.set(which))
    });
    of("details", "script")
        .with(el("summary").text(SCRIPT_TITLE))
        .with(el("p").text(SCRIPT_LINE))
        .with(
            div("seg")
                .attr("role", "group")
                .label(SCRIPT_TITLE)
                .all(choice),
        )
        .with(
            of("pre", "mono")
                .attr("tabindex", "0")
                .attr("role", "region")
                .label(SCRIPT_TITLE)
                .text(live(text)),
        )
        .with(copy_text_button("btn sm", SCRIPT_COPY, text))
        .with(el("p").text(SCRIPT_AFTER))
}
