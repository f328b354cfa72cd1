//! The router, who may come in, and the shell around every page.

mod nav;

use crate::pages::*;
use crate::session::{Session, use_session};
use crate::text::*;
use crate::ui::{
    Announcer, Crumbs, Place, Preferences, button, forbidden, icon, large, link, nothing, part,
    plain_page, said,
};
use crate::{api, live, when};
use contract::REDIRECT_PATH;
use contract::people::Role;
use leptos::prelude::*;
use nav::NavCounts;
use leptos_router::NavigateOptions;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate, use_params_map};
use leptos_router::path;
use std::time::Duration;

/// How often a backend that is away is asked again.
const AWAY_RETRY: Duration = Duration::from_secs(3);

/// Everything on the page.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::begin();
    provide_context(session);
    provide_context(Place::new());
    when::keep_ticking();
    Effect::new(|_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", code(lang()));
        }
    });
    retry_while_away(session);
    view! {
        <Router>
            <Announcer />
            <Gate />
        </Router>
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
    Inside(Role),
}

/// Decides what there is to see: nothing yet, a way in, or the panel.
#[component]
fn Gate() -> impl IntoView {
    let session = use_session();
    let path = use_location().pathname;
    let away = api::away();
    let place = Memo::new(move |_| {
        session.welcome.with(|welcome| match welcome {
            None if away.get() => Where::CutOff,
            None => Where::Waiting,
            Some(welcome) if welcome.needs_set_up => Where::FirstRun,
            Some(welcome) => match &welcome.person {
                Some(person) => Where::Inside(person.role),
                None if path.with(|path| path == REDIRECT_PATH) => Where::Returned,
                None => Where::SignIn,
            },
        })
    });
    part(move || {
        let place = place.get();
        if place != Where::Waiting
            && let Some(boot) = document().get_element_by_id("boot")
        {
            boot.remove();
        }
        match place {
            Where::Waiting => nothing(),
            Where::CutOff => bare(strip(session)),
            Where::FirstRun => bare(view! { <FirstRun /> }.into_any()),
            Where::SignIn => bare(view! { <SignInPage /> }.into_any()),
            Where::Returned => bare(view! { <ConsentReturn /> }.into_any()),
            Where::Inside(role) => view! { <Shell role /> }.into_any(),
        }
    })
}

/// A page outside the shell.
fn bare(page: AnyView) -> AnyView {
    view! {
        <main class="bare" id="main">
            <div class="card">{logo()} {page}</div>
            <Preferences />
        </main>
    }
    .into_any()
}

fn logo() -> AnyView {
    view! {
        <div class="logo">
            <i>{large("logo")}</i>
            <span>{t(PRODUCT)} <small>{t(PRODUCT_LINE)}</small></span>
        </div>
    }
    .into_any()
}

fn strip(session: Session) -> AnyView {
    let retry = move || session.ask();
    view! {
        <div class="strip" role="alert">
            {icon("warn")}
            {t(AWAY)}
            {button("btn sm", "", RETRY, retry)}
        </div>
    }
    .into_any()
}

/// The sidebar, the bar above, and the page.
#[component]
fn Shell(
    /// What the person may do.
    role: Role,
) -> impl IntoView {
    live::listen();
    let session = use_session();
    let away = api::away();
    let admin = role == Role::Admin;
    let counts = NavCounts::load(admin);
    view! {
        <a class="skip" href="#main">
            {t(SKIP)}
        </a>
        <div class="app">
            <aside class="side" aria-label=t(SIDEBAR)>
                {logo()}
                <nav class="nav" aria-label=t(MAIN_NAV)>
                    {counts.links(admin, false)}
                </nav>
                <div class="foot">{demo_note(session)} {account_button(session)}</div>
            </aside>
            <main class="main" id="main" tabindex="-1">
                <div class="top">
                    <Crumbs />
                    <Search />
                </div>
                {part(move || if away.get() { strip(session) } else { nothing() })}
                <Pages />
            </main>
        </div>
        <nav class="tabbar" aria-label=t(MAIN_NAV)>
            {counts.links(admin, true)}
            <button type="button" popovertarget="menu">
                {large("more")}
                {t(MORE)}
            </button>
        </nav>
        <div id="menu" class="menu" popover="auto">
            <Preferences />
            <hr />
            {button("btn ghost", "out", SIGN_OUT, move || session.sign_out())}
        </div>
        <SignInAgain />
    }
}

fn demo_note(session: Session) -> AnyView {
    let stand_in = session.welcome.with_untracked(|w| w.as_ref().is_some_and(|w| w.stand_in));
    if !stand_in {
        return nothing();
    }
    view! { <p class="demo">{icon("info")} <span>{t(STAND_IN)}</span></p> }.into_any()
}

fn account_button(session: Session) -> AnyView {
    let name = move || {
        let person = session.person();
        person.map_or_else(String::new, |person| person.name.as_str().to_owned())
    };
    let initials = move || {
        let name = name();
        let letters = name.split_whitespace().filter_map(|word| word.chars().next());
        letters.take(2).collect::<String>()
    };
    let role = move || if session.is_admin() { ROLE_ADMIN.get() } else { ROLE_HELPDESK.get() };
    view! {
        <button type="button" class="me" popovertarget="menu" aria-label=t(MENU)>
            <span class="av" aria-hidden="true">{initials}</span>
            <span class="who">{name} <small>{role}</small></span>
            {icon("dots")}
        </button>
    }
    .into_any()
}

/// Every address of the panel.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <FlatRoutes fallback=|| {
            let out = link("btn", "", TO_OVERVIEW, "/".into());
            plain_page("search", NOT_FOUND_TITLE, NOT_FOUND_TEXT, out)
        }>
            <Route path=path!("/") view=home />
            <Route path=path!("/mailboxes") view=|| view! { <Mailboxes /> }.into_any() />
            <Route
                path=path!("/mailboxes/add")
                view=|| for_admins(|| view! { <MailboxAdd /> }.into_any())
            />
            <Route path=path!("/mailboxes/:key") view=|| with_key(mailbox) />
            <Route
                path=path!("/accounts")
                view=|| for_admins(|| view! { <Accounts /> }.into_any())
            />
            <Route
                path=path!("/accounts/new")
                view=|| for_admins(|| view! { <SetupDetails /> }.into_any())
            />
            <Route
                path=path!("/accounts/:key")
                view=|| for_admins(|| with_key(account).into_any())
            />
            <Route
                path=path!("/accounts/:key/setup/toestemming")
                view=|| for_admins(|| with_key(setup_consent).into_any())
            />
            <Route
                path=path!("/accounts/:key/setup/mailboxen")
                view=|| for_admins(|| with_key(setup_mailboxes).into_any())
            />
            <Route
                path=path!("/accounts/:key/setup/testmail")
                view=|| for_admins(|| with_key(setup_test_mail).into_any())
            />
            <Route path=path!("/check") view=|| view! { <Check /> }.into_any() />
            <Route path=path!("/microsoftgraph") view=|| view! { <ConsentReturn /> }.into_any() />
        </FlatRoutes>
    }
}

/// `/` is where a person's work begins.
fn home() -> AnyView {
    let session = use_session();
    let navigate = use_navigate();
    Effect::new(move |_| {
        let to = if session.is_admin() { "/mailboxes" } else { "/check" };
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(to, options);
    });
    nothing()
}

/// A page of one thing: made anew when the address names another one.
fn with_key(page: fn(&str) -> AnyView) -> crate::ui::Part {
    let params = use_params_map();
    let key = Memo::new(move |_| params.with(|params| params.get("key").unwrap_or_default()));
    part(move || page(&key.get()))
}

/// A page that only administrators see. The backend refuses the others in any
/// case; this says so before they fill something in.
fn for_admins(page: fn() -> AnyView) -> AnyView {
    let session = use_session();
    let admin = Memo::new(move |_| session.is_admin());
    part(move || {
        if admin.get() {
            page()
        } else {
            forbidden(link("btn", "", NAV_CHECK, "/check".into()))
        }
    })
    .into_any()
}

/// The field in the bar above that finds a mailbox.
#[component]
fn Search() -> impl IntoView {
    let navigate = use_navigate();
    let text = RwSignal::new(String::new());
    let find = crate::ui::on_send(move || {
        let query = api::encode(text.get_untracked().trim());
        navigate(&["/mailboxes?q=", &query].concat(), NavigateOptions::default());
    });
    view! {
        <form class="cmd" role="search" on:submit=find>
            {icon("search")}
            <input
                type="search"
                aria-label=said(SEARCH)
                placeholder=said(SEARCH)
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            />
        </form>
    }
}
