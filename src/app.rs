//! Who may come in, and the shell around every page.

mod keys;
mod nav;
mod palette;
mod reach;
mod strips;

use crate::later::{self, Later, later};
use crate::pages;
use crate::post::leaving;
use crate::route::{Route, follow, path, replace};
use crate::session::{Session, use_session};
use crate::text::*;
use crate::ui::{
    El, announcer, button, crumbs, div, el, gone, icon, large, link, memo, note, nothing, of, only,
    part, plain_button, preferences, several, skeleton, watch,
};
use crate::{api, live, memory, task, when};
use contract::people::Role;
use leptos::prelude::*;
use nav::NavCounts;
use palette::Palette;
use std::time::Duration;
use web_sys::Node;

/// Where the tabs of a phone lead; everything else is below the last of them.
const TABS: [&str; 3] = ["/mailboxes", "/accounts", "/check"];

/// How often a backend that is away is asked again.
const AWAY_RETRY: Duration = Duration::from_secs(3);

/// Puts the panel on the page.
pub fn app() {
    follow();
    let session = Session::begin();
    provide_context(session);
    when::keep_ticking();
    task::watch_presses();
    watch(|| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", lang().code());
        }
    });
    retry_while_away(session);
    later::fetch_soon();
    let whole = several([announcer(), gate(session)]);
    if let Some(body) = document().body() {
        let _ = body.append_child(&whole);
    }
}

fn retry_while_away(session: Session) {
    let away = api::away();
    let retry = move || {
        if away.get_untracked() {
            session.ask();
        }
    };
    if let Ok(handle) = set_interval_with_handle(retry, AWAY_RETRY) {
        on_cleanup(move || handle.clear());
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Waiting,
    CutOff,
    FirstRun,
    SignIn,
    /// Back from Microsoft without a session: told what happened, not asked
    /// for a password.
    Returned,
    /// With an invitation, without a session.
    Invited,
    /// With a link of somebody who asks something, without a session.
    Asked,
    Inside(Role),
}

/// Decides what there is to see: nothing yet, a way in, or the panel.
fn gate(session: Session) -> Node {
    let away = api::away();
    let place = Memo::new(move |_| {
        session.welcome.with(|welcome| match welcome {
            None if away.get() => Where::CutOff,
            None => Where::Waiting,
            Some(welcome) if welcome.needs_set_up => Where::FirstRun,
            Some(welcome) => match &welcome.person {
                Some(person) => Where::Inside(person.role),
                None if path() == contract::REDIRECT_PATH => Where::Returned,
                None if path() == contract::access::INVITATION_PATH => Where::Invited,
                None if path() == contract::asked::ASKED_PATH => Where::Asked,
                None => Where::SignIn,
            },
        })
    });
    part(move || {
        let place = place.get();
        remember(place);
        // Made before what stands there goes: what was typed there moves in.
        let page = untrack(|| match place {
            Where::Waiting => nothing(),
            Where::CutOff => bare("bare wide", strips::away(session)),
            Where::FirstRun => bare("bare", card(later(Later::FirstRun))),
            Where::SignIn => bare("bare", card(pages::sign_in())),
            Where::Invited => bare("bare", card(later(Later::Join))),
            Where::Asked => bare("bare wide", later(Later::At(Route::Asked))),
            Where::Returned => bare("bare wide", later(Later::ConsentReturn)),
            Where::Inside(role) => shell(session, role == Role::Admin),
        });
        if place != Where::Waiting
            && let Some(boot) = document().get_element_by_id("boot")
        {
            boot.remove();
        }
        page
    })
}

/// What index.html shows first the next time: the shell, or the way in.
fn remember(place: Where) {
    match place {
        // With the role, by which it knows what will be asked.
        Where::Inside(role) => memory::keep("in", role.code()),
        Where::SignIn | Where::FirstRun => memory::forget("in"),
        _ => {}
    }
}

/// A page outside the shell.
fn bare(class: &str, page: Node) -> Node {
    of("main", class)
        .id("main")
        .with(logo())
        .with(page)
        .with(preferences())
        .into()
}

fn card(page: Node) -> Node {
    div("card").with(page).into()
}

fn logo() -> El {
    let words = el("span")
        .text(PRODUCT)
        .with(el("small").text(PRODUCT_LINE));
    div("logo").with(el("i").with(large("logo"))).with(words)
}

/// The sidebar, the bar above, and the page.
fn shell(session: Session, admin: bool) -> Node {
    let last_change = session
        .welcome
        .with_untracked(|welcome| welcome.as_ref()?.last_change.clone());
    live::listen(last_change.as_deref());
    let away = api::away();
    let counts = NavCounts::load(admin);
    let foot = div("foot")
        .with(reach::reach())
        .with(account_button(session));
    let palette = Palette::new(session);
    keys::listen(palette);
    strips::watch_version();
    let side = of("aside", "side")
        .label(SIDEBAR)
        .with(logo())
        .with(
            of("nav", "nav")
                .label(MAIN_NAV)
                .with(counts.links(false))
                .with(counts.house(false)),
        )
        .with(foot);
    let main = of("main", "main")
        .id("main")
        .attr("tabindex", "-1")
        .with(div("top").with(crumbs()).with(search(palette)))
        .with(demo_note(session))
        .with(only(move || away.get(), move || strips::away(session)))
        .with(strips::ending(session))
        .with(strips::new_version())
        .with(strips::leaving())
        .with(strips::finished())
        .with(current_page(session));
    let more = plain_button("")
        .attr("popovertarget", "menu")
        .bind("aria-current", || {
            let below = !TABS.iter().any(|tab| nav::leads_here(tab));
            below.then(|| "true".to_owned())
        })
        .with(large("more"))
        .text(MORE);
    let tabs = of("nav", "tabbar")
        .label(MAIN_NAV)
        .with(counts.links(true))
        .with(more);
    let menu = div("menu")
        .id("menu")
        .attr("popover", "auto")
        .with(preferences())
        .with(el("hr"))
        .with(div("only-phone").with(counts.house(true)))
        .with(link("btn ghost", "", KEYS, "/settings/sneltoetsen"))
        .with(button("btn ghost", "", SIGN_OUT, move || sign_out(session)));
    several([
        of("a", "skip").attr("href", "#main").text(SKIP).into(),
        Node::from(div("app").with(side).with(main)),
        tabs.into(),
        menu.into(),
        palette.draw(),
        pages::confirm_password(),
        pages::sign_in_again(),
    ])
}

/// Says so where Microsoft is not Microsoft.
fn demo_note(session: Session) -> Node {
    let stand_in = session
        .welcome
        .with_untracked(|w| w.as_ref().is_some_and(|w| w.stand_in));
    if stand_in {
        note("strip info", "info", STAND_IN).into()
    } else {
        nothing()
    }
}

fn account_button(session: Session) -> El {
    let name = move || {
        let person = session.person();
        person.map_or_else(String::new, |person| person.name.as_str().to_owned())
    };
    let initials = move || {
        let name = name();
        let mut words = name.split_whitespace();
        // Of Sanne de Vries: SV.
        let ends = [words.next(), words.next_back()];
        let letters = ends.into_iter().flatten();
        letters
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect::<String>()
    };
    let role = if session.is_admin() {
        ROLE_ADMIN
    } else {
        ROLE_HELPDESK
    };
    let picture = of("span", "av")
        .attr("aria-hidden", "true")
        .text(crate::text::live(initials));
    let who = of("span", "who")
        .text(crate::text::live(name))
        .with(el("small").text(role));
    plain_button("me")
        .attr("popovertarget", "menu")
        .label(MENU)
        .with(picture)
        .with(who)
        .with(icon("dots"))
}

/// The way into the palette, in the bar above.
fn search(palette: Palette) -> El {
    plain_button("cmd")
        .attr("aria-haspopup", "dialog")
        .attr("aria-keyshortcuts", "Control+K Meta+K")
        .with(icon("search"))
        .with(el("span").text(P_FIELD))
        .with(el("kbd").attr("aria-hidden", "true").text("Ctrl K"))
        .press(move || palette.show())
}

/// The page behind the address, made anew when that is another page.
fn current_page(session: Session) -> Node {
    let route = Memo::new(|_| Route::parse(&path()));
    let admin = memo(move || session.is_admin());
    // After the shell, in a task of its own.
    let begun = RwSignal::new(false);
    let together = api::ask_together();
    task::start(async move {
        task::breathe().await;
        let _ = begun.try_set(true);
        drop(together);
    });
    part(move || {
        if !begun.get() {
            return skeleton();
        }
        let route = route.get();
        let forbidden_here = route.for_admins() && !admin.get();
        // What a page reads while it is made must not make it anew: it would
        // lose what was typed.
        untrack(|| {
            if forbidden_here {
                later(Later::Forbidden)
            } else {
                page_of(&route)
            }
        })
    })
}

fn page_of(route: &Route) -> Node {
    match route {
        Route::Home => home(),
        Route::Mailboxes => pages::mailboxes(),
        Route::Unknown => gone(),
        _ => later(Later::At(route.clone())),
    }
}

/// `/` is where a person's work begins.
fn home() -> Node {
    let to = if use_session().is_admin() {
        "/mailboxes"
    } else {
        "/check"
    };
    request_animation_frame(move || replace(to));
    nothing()
}

/// What is still due is sent first.
fn sign_out(session: Session) {
    task::start(async move {
        leaving::settle().await;
        session.sign_out();
    });
}
