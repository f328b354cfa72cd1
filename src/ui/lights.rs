//! Lights: what was proved of a mailbox, as three columns and as a list.

use super::{El, el, icon, maybe, moment, of, small, spinner, technical};
use crate::text::{
    LIGHT_NEVER, LIGHT_NO, LIGHT_NOT_NEEDED, LIGHT_UNKNOWN, LIGHT_YES, LIGHTS_CARD, Say, Speak,
    ability_words, headline,
};
use contract::mailboxes::{Ability, LightState, Mailbox};
use web_sys::Node;

/// How a light shines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

    /// Tone, icon in a table, icon in a list, and word.
    #[must_use]
    pub fn look(self) -> (&'static str, &'static str, &'static str, Say) {
        match self {
            Self::Green => ("ok", "check", "ok", LIGHT_YES),
            Self::Red => ("bad", "cross", "bad", LIGHT_NO),
            Self::Unknown => ("warn", "dash", "warn", LIGHT_UNKNOWN),
            Self::Never => ("idle", "dash", "idle", LIGHT_NEVER),
            Self::NotNeeded => ("none", "dash", "dash", LIGHT_NOT_NEEDED),
        }
    }
}

/// One light in a table, for the worst of some abilities. The row is made anew when
/// the language changes ([`super::still`]).
#[must_use]
pub fn light_cell(mailbox: &Mailbox, name: Say, abilities: &[Ability]) -> El {
    let worst = abilities
        .iter()
        .map(|ability| Shine::of(mailbox, *ability))
        .max();
    let (tone, glyph, _, word) = worst.unwrap_or(Shine::NotNeeded).look();
    // A name instead of a hidden text: text out of sight is laid out and painted
    // all the same, in every row of a frame.
    let light = of("span", &["pm ", tone].concat())
        .attr("role", "img")
        .attr("aria-label", &[name.get(), ": ", word.get()].concat())
        .with(small(glyph));
    of("td", "c p").with(light)
}

/// All lights of a mailbox, one below the other, each with when and why.
#[must_use]
pub fn light_list(mailbox: &Mailbox) -> Node {
    let lines = Ability::ALL.map(|ability| light_line(mailbox, ability));
    of("ul", "chk").label(LIGHTS_CARD).all(lines).into()
}

/// How long something took: nothing takes no time at all.
#[must_use]
pub fn took_words(ms: u32) -> String {
    match ms {
        0 => "< 1 ms".to_owned(),
        ms => [&ms.to_string(), " ms"].concat(),
    }
}

fn light_line(mailbox: &Mailbox, ability: Ability) -> El {
    let running = mailbox.running.is_some_and(|run| run.step == ability);
    let shine = Shine::of(mailbox, ability);
    let (state, _, glyph, word) = shine.look();
    let (name, does) = ability_words(ability);
    let (tone, mark) = if running {
        ("busy", spinner())
    } else {
        (state, icon(glyph))
    };
    let light = mailbox.light(ability);
    let line = el("small");
    let line = match (light, light.and_then(|light| light.cause)) {
        (Some(light), Some(cause)) => line
            .text(headline(cause))
            .text(" · ")
            .with(moment(light.at)),
        (Some(light), None) => line.text(does).text(" · ").with(moment(light.at)),
        (None, _) => line.text(word),
    };
    let words = el("div")
        .with(el("b").text(name))
        .with(of("span", "vh").text(": ").text(word))
        .with(line);
    let took = light.map(|light| of("span", "t").text(took_words(light.took_ms)));
    let trace = light
        .filter(|light| light.state != LightState::Green)
        .and_then(|light| light.microsoft.as_ref());
    of("li", if shine == Shine::NotNeeded { "off" } else { "" })
        .attr("data-light", ability.code())
        .attr("data-state", state)
        .with(of("span", &["s ", tone].concat()).with(mark))
        .with(words)
        .with(maybe(took))
        .with(technical(trace, None))
}
