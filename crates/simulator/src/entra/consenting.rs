//! Whether a sign-in needs a consent, and whether this person may give it.
//! Microsoft: "Understand the consent experience", "Manage app consent policies".

use crate::directory::model::{App, ConsentPolicy, Person};
use crate::directory::scopes::{self, Requested, Resource, Scope};
use crate::directory::state::State;

/// What the next page is.
#[derive(Debug)]
pub(crate) enum Decision {
    /// Everything has been consented to.
    Nothing,
    Ask(Vec<&'static Scope>),
    /// AADSTS90094.
    AdminNeeded(Vec<&'static Scope>),
}

/// `always` is `prompt=consent`.
pub(crate) fn decide(
    state: &State,
    app: &App,
    person: &Person,
    requested: &Requested,
    always: bool,
) -> Decision {
    let held = state
        .consents
        .held(&person.tenant, &app.client_id, &person.object_id);
    let holds = |scope: &Scope| held.iter().any(|other| other.name == scope.name);
    let wanted = expanded(app, requested, &held);
    let missing: Vec<_> = wanted
        .iter()
        .copied()
        .filter(|scope| !holds(scope))
        .collect();
    if missing.is_empty() && !always {
        return Decision::Nothing;
    }
    let shown = if always { wanted } else { missing.clone() };
    let policy = state
        .tenant(&person.tenant)
        .map_or(ConsentPolicy::None, |tenant| tenant.consent_policy);
    // Where people have to be assigned to an app, they cannot consent to it.
    let allowed = person.is_admin()
        || missing.is_empty()
        || (!app.assignment_required
            && missing.iter().all(|scope| scope.people_may_consent(policy)));
    if allowed {
        Decision::Ask(shown)
    } else {
        Decision::AdminNeeded(shown)
    }
}

/// `.default` stands for the app's whole registration, and asks for it only
/// where nothing has been consented to yet.
fn expanded(app: &App, requested: &Requested, held: &[&'static Scope]) -> Vec<&'static Scope> {
    let mut wanted = requested.scopes.clone();
    let any_held = held.iter().any(|scope| scope.resource == Resource::Graph);
    if requested.default && !any_held {
        wanted.extend(registered(app));
    }
    wanted
}

/// The permissions configured for the app.
pub(crate) fn registered(app: &App) -> impl Iterator<Item = &'static Scope> + '_ {
    app.permissions.iter().filter_map(|name| scopes::find(name))
}
