//! Permissions: what is needed, what for, and whether Microsoft granted it.

use super::waiting_pill;
use crate::text::{RIGHT, RIGHT_FOR, RIGHT_STATE, scope_words, t};
use contract::purposes::Scope;
use leptos::prelude::*;

/// The required permissions. `missing` are those that were not granted, once
/// somebody signed in.
#[must_use]
pub fn scope_table(required: &[Scope], missing: Option<&[Scope]>) -> AnyView {
    let rows = required
        .iter()
        .map(|scope| {
            let (name, what_for) = scope_words(*scope);
            let granted = missing.map(|missing| !missing.contains(scope));
            view! {
                <tr>
                    <td>
                        <b>{t(name)}</b>
                        <small lang="en">{scope.name()}</small>
                    </td>
                    <td class="mut">{t(what_for)}</td>
                    <td>{waiting_pill(granted)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="pmx">
            <thead>
                <tr>
                    <th>{t(RIGHT)}</th>
                    <th>{t(RIGHT_FOR)}</th>
                    <th>{t(RIGHT_STATE)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
