//! What stands above the forms of a section: what is in force, what is asked
//! for, what has happened.

use serde_json::{Map, Value};

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::base::text::{self, Parameters};
use crate::directory::switches::MEANINGS;
use crate::world::{Shared, World};

/// How much of the record a page shows.
const MOST_REQUESTS: usize = 200;

pub(super) fn of(world: &Shared, l: Language, section: &str) -> Markup {
    match section {
        "consent" => consent(world, l),
        "faults" => faults(world, l),
        "machine" => machine(world, l),
        "switches" => switches(world, l),
        "requests" => requests(world, l),
        _ => Markup::default(),
    }
}

fn lines(title: &str, all: Vec<Markup>, none: &str) -> Markup {
    if all.is_empty() {
        return html!("<p class=\"empty\">{}</p>", none);
    }
    html!(
        "<h3>{}</h3><ul class=\"lines\">{}</ul>",
        title,
        Markup::join(all)
    )
}

fn consent(world: &World, l: Language) -> Markup {
    let asked: Vec<Markup> = world.read(|state| {
        let each = state.tenants.iter().flat_map(|tenant| &tenant.approvals);
        each.map(|asked| {
            html!(
                "<li><b>{}</b> → {}: {}<br><small>{}</small> <code>{}</code></li>",
                state.person(&asked.person).map_or("", |one| one.login()),
                state.app(&asked.client_id).map_or("", |app| &app.name),
                asked.scopes.join(" "),
                asked.justification,
                asked.id
            )
        })
        .collect()
    });
    let policies: Vec<Markup> = world.read(|state| {
        let each = state.tenants.iter().flat_map(|tenant| {
            let all = tenant.policies.iter();
            all.map(|policy| html!("<li><b>{}</b> {}</li>", policy.name, tenant.name))
        });
        each.collect()
    });
    Markup::join([
        lines(
            l.pick("Aanvragen aan de beheerder", "Requests to the admin"),
            asked,
            l.pick("Geen aanvragen.", "No requests."),
        ),
        lines(
            l.pick("Voorwaardelijke toegang", "Conditional Access"),
            policies,
            l.pick("Geen voorwaardelijke toegang.", "No Conditional Access."),
        ),
    ])
}

fn faults(world: &World, l: Language) -> Markup {
    let all = world.faults.list();
    let shown = all.iter().map(|fault| {
        let Ok(Value::Object(fields)) = serde_json::to_value(fault) else {
            return Markup::default();
        };
        let set: Vec<String> = fields
            .iter()
            .filter(|(_, value)| !value.is_null() && **value != 0)
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        html!("<li><code>{}</code></li>", set.join(", "))
    });
    lines(
        l.pick("Wat nu misgaat", "What goes wrong now"),
        shown.collect(),
        l.pick("Er gaat nu niets mis.", "Nothing goes wrong now."),
    )
}

fn machine(world: &World, l: Language) -> Markup {
    let offset = world.clock.offset_seconds();
    html!(
        "<p>{} <b>{}</b> ({} s). <a href=\"/control/state\" download=\"state.json\">{}</a></p>\
         <form method=\"post\" action=\"/trainer/state\" enctype=\"multipart/form-data\" class=\"order\">\
         <label>{}<input type=\"file\" name=\"state\" required></label><button>{}</button></form>",
        l.pick("De klok staat op", "The clock says"),
        world.clock.now().entra(),
        offset.to_string(),
        l.pick("Hele toestand als bestand", "The whole state as a file"),
        l.pick("Bestand met een toestand", "File with a state"),
        l.pick("Toestand uit bestand laden", "Load the state from the file"),
    )
}

fn switches(world: &World, l: Language) -> Markup {
    let now = world.read(|state| state.settings.switches);
    let now = serde_json::to_value(now).unwrap_or_default();
    let rows = MEANINGS.iter().map(|(name, english, dutch)| {
        let value = now.get(*name).unwrap_or(&Value::Null);
        let shown = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        html!(
            "<label><code>{}</code> {}<input name=\"{}\" value=\"{}\" autocomplete=\"off\"></label>",
            name,
            l.pick(dutch, english),
            name,
            shown
        )
    });
    html!(
        "<p>{}</p><form method=\"post\" action=\"/trainer/switches\" class=\"order long\">\
         <input type=\"hidden\" name=\"order\" value=\"switches\">{}<button>{}</button></form>",
        l.pick(
            "Wat van Microsofts gedrag niet zeker is, of per organisatie verschilt.",
            "What is not certain of Microsoft's behaviour, or differs between organisations.",
        ),
        Markup::join(rows),
        l.pick("Onzekerheden instellen", "Set the uncertainties"),
    )
}

/// What was filled in: numbers, yes and no, nothing, or a word.
pub(super) fn switches_from(filled: &Parameters) -> Value {
    let given = MEANINGS.iter().filter_map(|(name, ..)| {
        let text = filled.get(name)?.trim();
        let value = serde_json::from_str(text).unwrap_or_else(|_| text.into());
        Some(((*name).to_owned(), value))
    });
    Value::Object(given.collect::<Map<_, _>>())
}

fn requests(world: &World, l: Language) -> Markup {
    let all = world.record.select(|_| true);
    let rows = all.iter().rev().take(MOST_REQUESTS).map(|entry| {
        let details = [&entry.query, &entry.notes]
            .into_iter()
            .filter_map(Value::as_object)
            .flatten()
            .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or("…")))
            .collect::<Vec<_>>();
        let class = if entry.status >= 400 { "bad" } else { "" };
        html!(
            "<tr class=\"{}\"><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code> <small>{}</small></td><td>{}</td></tr>",
            class,
            entry.time.entra(),
            entry.status.to_string(),
            entry.method.to_string(),
            entry.path,
            text::shortened(&details.join(" "), 300),
            entry.fault.as_deref().map_or("", |_| l.pick("storing", "fault"))
        )
    });
    let rows = Markup::join(rows);
    html!(
        "<p><a href=\"/trainer/requests\">{}</a></p><table class=\"record\"><thead><tr><th>{}</th>\
         <th>Status</th><th></th><th>{}</th><th></th></tr></thead><tbody>{}</tbody></table>",
        l.pick("Vernieuwen", "Refresh"),
        l.pick("Tijd", "Time"),
        l.pick("Verzoek", "Request"),
        rows
    )
}
