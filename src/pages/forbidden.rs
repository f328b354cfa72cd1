//! A page for administrators, opened by somebody else: who may see it.

use crate::post::to_report_to;
use crate::text::{FORBIDDEN_HELP, FORBIDDEN_WHO, NAV_CHECK};
use crate::ui::{div, el, link, nothing, part, plain_page, several, title};
use contract::catalogue::Cause;
use web_sys::Node;

/// What was not to be seen, and whom to ask.
#[must_use]
pub fn forbidden() -> Node {
    let all = to_report_to(false);
    let who = part(move || {
        let all = all();
        if all.is_empty() {
            return nothing();
        }
        let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        let names = names.join(", ");
        el("p")
            .text(FORBIDDEN_WHO)
            .text(" ")
            .with(el("b").text(names))
            .into()
    });
    let check = div("row").with(link("btn", "", NAV_CHECK, "/check"));
    let out = several([who, check.into()]);
    plain_page("shield", title(Cause::Forbidden), FORBIDDEN_HELP, out)
}
