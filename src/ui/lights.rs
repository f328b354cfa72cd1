//! Lights: what was proved of a mailbox, as three columns and as a list.

use super::{icon, moment, nothing, small, spinner, technical, title};
use crate::text::{
    LIGHT_NEVER, LIGHT_NO, LIGHT_NOT_NEEDED, LIGHT_UNKNOWN, LIGHT_YES, Say, ability_words, t,
};
use contract::mailboxes::{Ability, Light, LightState, Mailbox};
use leptos::prelude::*;

/// How a light shines.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shine {
    /// Nobody needs it for this mailbox.
    NotNeeded,
    /// It was proved.
    Green,
    /// It was never tried.
    Never,
    /// The last try came to no answer.
    Unknown,
    /// It was refused.
    Red,
}

impl Shine {
    /// How the light of one ability of a mailbox shines.
    #[must_use]
    pub fn of(mailbox: &Mailbox, ability: Ability) -> Self {
        match mailbox.light(ability).map(|light| light.state) {
            Some(LightState::Green) => Self::Green,
            Some(LightState::Red) => Self::Red,
            Some(LightState::Unknown) => Self::Unknown,
            None if ability.needed(mailbox.purposes) => Self::Never,
            None => Self::NotNeeded,
        }
    }

    /// Tone, icon and word.
    #[must_use]
    pub fn look(self) -> (&'static str, &'static str, Say) {
        match self {
            Self::Green => ("ok", "check", LIGHT_YES),
            Self::Red => ("bad", "cross", LIGHT_NO),
            Self::Unknown => ("idle", "dash", LIGHT_UNKNOWN),
            Self::Never => ("idle", "dash", LIGHT_NEVER),
            Self::NotNeeded => ("none", "dash", LIGHT_NOT_NEEDED),
        }
    }
}

/// One light in a table, for the worst of some abilities.
#[must_use]
pub fn light_cell(mailbox: &Mailbox, name: Say, abilities: &[Ability]) -> AnyView {
    let worst = abilities.iter().map(|ability| Shine::of(mailbox, *ability)).max();
    let (tone, glyph, word) = worst.unwrap_or(Shine::NotNeeded).look();
    view! {
        <td class="c p">
            <span class=["pm ", tone].concat()>
                {small(glyph)}
                <span class="vh">{t(name)} ": " {t(word)}</span>
            </span>
        </td>
    }
    .into_any()
}

/// All lights of a mailbox, one below the other, each with when and why.
#[must_use]
pub fn light_list(mailbox: &Mailbox) -> AnyView {
    let step = mailbox.running.map(|run| run.step);
    let lines = Ability::ALL
        .map(|ability| light_line(mailbox, ability, step == Some(ability)))
        .collect_view();
    view! { <ul class="chk">{lines}</ul> }.into_any()
}

fn light_line(mailbox: &Mailbox, ability: Ability, running: bool) -> AnyView {
    let shine = Shine::of(mailbox, ability);
    let (state, _, word) = shine.look();
    let (name, does) = ability_words(ability);
    let (tone, mark) = match shine {
        _ if running => ("s busy", spinner()),
        Shine::Green => ("s ok", icon("ok")),
        Shine::Red => ("s bad", icon("bad")),
        Shine::Unknown => ("s warn", icon("warn")),
        Shine::Never => ("s idle", icon("idle")),
        Shine::NotNeeded => ("s none", icon("dash")),
    };
    let off = shine == Shine::NotNeeded;
    let light = mailbox.light(ability).cloned();
    let took = light.as_ref().map(|light| took(light.took_ms));
    let proved = light.as_ref().map(|light| moment(light.at));
    let why = light.as_ref().and_then(|light| light.cause);
    view! {
        <li class:off=off data-light=ability.code() data-state=state>
            <span class=tone>{mark}</span>
            <div>
                <b>{t(name)}</b>
                <small>
                    {match why {
                        Some(cause) => view! { {t(title(cause))} " · " {proved} }.into_any(),
                        None => {
                            view! {
                                {t(if light.is_some() { does } else { word })}
                                {proved.map(|at| view! { " · " {at} })}
                            }
                                .into_any()
                        }
                    }}
                </small>
                <span class="vh">{t(word)}</span>
            </div>
            <span class="t">{took}</span>
            {light.and_then(details)}
        </li>
    }
    .into_any()
}

fn details(light: Light) -> Option<AnyView> {
    (light.state != LightState::Green && light.microsoft.is_some())
        .then(|| technical(light.microsoft, None))
        .or_else(|| Some(nothing()))
}

/// `212 ms`.
#[must_use]
pub fn took(ms: u32) -> String {
    [&ms.to_string(), " ms"].concat()
}
