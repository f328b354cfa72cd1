//! Lights: what is found takes the place of what was known.

use super::Dark;
use crate::clock;
use contract::catalogue::Cause;
use contract::mailboxes::{Ability, Light, LightState};
use std::time::Instant;

/// The light of a result.
pub(super) fn light(ability: Ability, result: Result<(), Dark>, begun: Instant) -> Light {
    let (state, cause, microsoft) = match result {
        Ok(()) => (LightState::Green, None, None),
        Err(dark) if dark.is_verdict => (LightState::Red, Some(dark.cause), dark.trace),
        Err(dark) => (LightState::Unknown, Some(dark.cause), dark.trace),
    };
    Light {
        ability,
        state,
        at: clock::now(),
        took_ms: u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX),
        cause,
        microsoft,
        standing: None,
    }
}

/// Puts what was found among the lights of a mailbox. Gives it with what counts
/// besides, and the abilities of which nothing is known any more: where a mailbox
/// can be opened that could not, what else was refused for that reason is to be
/// tried anew. A mailbox that could be opened all along says nothing of the kind:
/// one folder of it may be shared.
pub(super) fn take(lights: &mut Vec<Light>, found: Light) -> (Light, Vec<Ability>) {
    let of = |light: &Light, ability| light.ability == ability;
    let last = lights.iter().find(|light| of(light, found.ability));
    let light = found.after(last);
    let healed = last
        .filter(|_| light.ability == Ability::Read && light.counts().state == LightState::Green)
        .and_then(|last| last.counts().cause)
        .filter(|cause| is_of_the_whole(*cause));
    let outdated = |known: &Light| healed.is_some() && known.counts().cause == healed;
    let abilities = lights
        .iter()
        .filter(|known| !of(known, light.ability) && outdated(known))
        .map(|known| known.ability)
        .collect();
    lights.retain(|known| !of(known, light.ability) && !outdated(known));
    lights.push(light.clone());
    (light, abilities)
}

/// Whether a cause is in the way of everything in a mailbox.
fn is_of_the_whole(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::NoMailboxAccess | Cause::MailboxUnknown | Cause::MailboxNotOnline
    )
}

/// Whether a result is worth another look at once: it says something else than
/// what counts, and does not pass by itself.
pub(super) fn wants_another(found: &[Light]) -> bool {
    found
        .iter()
        .any(|light| light.standing.is_some() && light.state != LightState::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(ability: Ability, refused: Option<Cause>) -> Light {
        let dark = |cause| Dark {
            cause,
            trace: None,
            is_verdict: true,
        };
        light(
            ability,
            refused.map_or(Ok(()), |cause| Err(dark(cause))),
            Instant::now(),
        )
    }

    fn known(lights: &[(Ability, Option<Cause>)]) -> Vec<Light> {
        lights.iter().map(|(a, cause)| found(*a, *cause)).collect()
    }

    #[test]
    fn a_mailbox_that_opens_again_makes_what_was_refused_for_that_unknown() {
        let closed = Some(Cause::NoMailboxAccess);
        let mut lights = known(&[
            (Ability::Read, closed),
            (Ability::Move, Some(Cause::PermissionMissing)),
            (Ability::Send, closed),
        ]);
        // One result stands alone, two count.
        let (first, outdated) = take(&mut lights, found(Ability::Read, None));
        assert!(wants_another(&[first]) && outdated.is_empty());
        let (second, outdated) = take(&mut lights, found(Ability::Read, None));
        assert_eq!((second.standing, outdated), (None, vec![Ability::Send]));
        let left: Vec<Ability> = lights.iter().map(|light| light.ability).collect();
        assert_eq!(left, [Ability::Move, Ability::Read]);
    }

    #[test]
    fn a_mailbox_that_could_be_opened_all_along_changes_nothing() {
        let closed = Some(Cause::NoMailboxAccess);
        let mut lights = known(&[(Ability::Read, None), (Ability::Send, closed)]);
        let (_, outdated) = take(&mut lights, found(Ability::Read, None));
        assert!(outdated.is_empty());
        assert_eq!(lights.len(), 2);
        // Nor does one whose permission came: that of another ability is another.
        let without = Some(Cause::PermissionMissing);
        let mut lights = known(&[(Ability::Read, without), (Ability::Send, without)]);
        for _ in 0..2 {
            let (_, outdated) = take(&mut lights, found(Ability::Read, None));
            assert!(outdated.is_empty());
        }
    }
}
