//! What the lights of a mailbox add up to.

use contract::accounts::{Account, SECRET_WARNING_DAYS};
use contract::catalogue::Cause;
use contract::mailboxes::{Ability, Light, LightState, Verdict, VerdictState};
use contract::purposes::Purposes;
use contract::time::Timestamp;

/// The verdict over a mailbox with these lights.
///
/// Red beats everything, then what is in the way of the whole account, then
/// what was never tried, then what came to no answer, then what needs attention
/// soon. Green is only what was proved.
#[must_use]
pub fn verdict(lights: &[Light], purposes: Purposes, account: &Account, now: Timestamp) -> Verdict {
    let needed = || Ability::ALL.into_iter().filter(|a| a.needed(purposes));
    // What stands alone counts only once another result agrees with it.
    let light = |ability| {
        let light = lights.iter().find(|light| light.ability == ability)?;
        Some((ability, light.counts()))
    };
    let make = |state, cause, ability| Verdict {
        state,
        cause,
        ability,
        since: now,
    };

    if account.sign_ins.is_empty() {
        let cause = Some(Cause::NoSignIn);
        return make(VerdictState::Bad, cause, Some(Ability::SignIn));
    }
    let with = |state| needed().find_map(|a| light(a).filter(|(_, found)| found.state == state));
    if let Some((ability, red)) = with(LightState::Red) {
        return make(VerdictState::Bad, red.cause, Some(ability));
    }
    let falls_back = account.has_fallback(now.day());
    if let Some(cause) = account.secret.cause.filter(|_| !falls_back) {
        return make(VerdictState::Bad, Some(cause), Some(Ability::SignIn));
    }
    if account.sign_ins.iter().all(|s| s.ended.is_some()) {
        let ended = account.sign_ins.first().and_then(|s| s.ended.as_ref());
        let cause = ended.map(|ended| ended.cause);
        return make(VerdictState::Bad, cause, Some(Ability::SignIn));
    }
    if let Some(untried) = needed().find(|a| light(*a).is_none()) {
        return make(VerdictState::Idle, None, Some(untried));
    }
    if let Some((ability, unknown)) = with(LightState::Unknown) {
        return make(VerdictState::Warn, unknown.cause, Some(ability));
    }
    if let Some(cause) = account.secret.cause {
        // It works, with the secret that was replaced.
        return make(VerdictState::Warn, Some(cause), None);
    }
    if account.secret.expires.days_since(now.day()) < SECRET_WARNING_DAYS {
        return make(VerdictState::Warn, Some(Cause::SecretExpiresSoon), None);
    }
    make(VerdictState::Ok, None, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::accounts::{Cloud, Ended, Secret, SignIn};
    use contract::ids::{AccountId, ClientId, Name, SignInId, TenantId};
    use contract::time::Day;

    const ID: &str = "0d9a3c1e-5b7f-4a52-9c1d-2f6f0c9be111";
    const NOW: Timestamp = Timestamp(1_795_340_520_123);

    fn account() -> Account {
        Account {
            id: AccountId::parse(ID).unwrap(),
            name: Name::parse("Contoso").unwrap(),
            cloud: Cloud::Global,
            tenant: TenantId::parse("contoso.nl").unwrap(),
            client_id: ClientId::parse(ID).unwrap(),
            purposes: Purposes::ALL,
            required: Vec::new(),
            secret: Secret {
                hint: "abc".into(),
                expires: Day(NOW.day().0 + 365),
                set_at: NOW,
                set_by: "Mark".into(),
                proved_at: Some(NOW),
                cause: None,
            },
            next_secret: None,
            previous_secret: None,
            sign_ins: vec![SignIn {
                id: SignInId::parse(ID).unwrap(),
                name: "Scan".into(),
                username: "scan@contoso.nl".into(),
                granted: Vec::new(),
                missing: Vec::new(),
                consented_at: NOW,
                refreshed_at: NOW,
                access_expires_at: NOW,
                ended: None,
            }],
            mailboxes: 1,
            created_at: NOW,
        }
    }

    fn lights(states: &[(Ability, LightState)]) -> Vec<Light> {
        states
            .iter()
            .map(|(ability, state)| Light {
                ability: *ability,
                state: *state,
                at: NOW,
                took_ms: 5,
                cause: (*state != LightState::Green).then_some(Cause::NoMailboxAccess),
                microsoft: None,
                standing: None,
            })
            .collect()
    }

    fn all(state: LightState) -> Vec<Light> {
        lights(&Ability::ALL.map(|ability| (ability, state)))
    }

    #[test]
    fn green_is_only_what_was_proved_whole() {
        let green = all(LightState::Green);
        let full = verdict(&green, Purposes::ALL, &account(), NOW);
        assert_eq!(full.state, VerdictState::Ok);
        for missing in Ability::ALL {
            let lights: Vec<Light> = green
                .iter()
                .filter(|light| light.ability != missing)
                .cloned()
                .collect();
            let verdict = verdict(&lights, Purposes::ALL, &account(), NOW);
            assert_eq!(verdict.state, VerdictState::Idle);
            assert_eq!(verdict.ability, Some(missing));
        }
    }

    #[test]
    fn what_is_not_needed_does_not_count() {
        let lights = lights(&[
            (Ability::SignIn, LightState::Green),
            (Ability::Send, LightState::Green),
            (Ability::Read, LightState::Red),
        ]);
        let verdict = verdict(&lights, Purposes::SEND, &account(), NOW);
        assert_eq!(verdict.state, VerdictState::Ok);
    }

    #[test]
    fn one_red_light_decides_and_brings_its_cause() {
        let mut lights = all(LightState::Green);
        lights[3].state = LightState::Red;
        lights[3].cause = Some(Cause::PermissionMissing);
        let verdict = verdict(&lights, Purposes::ALL, &account(), NOW);
        assert_eq!(verdict.state, VerdictState::Bad);
        assert_eq!(verdict.cause, Some(Cause::PermissionMissing));
        assert_eq!(verdict.ability, Some(Ability::Move));
    }

    #[test]
    fn no_answer_is_neither_green_nor_red() {
        let mut lights = all(LightState::Green);
        lights[1].state = LightState::Unknown;
        let verdict = verdict(&lights, Purposes::ALL, &account(), NOW);
        assert_eq!(verdict.state, VerdictState::Warn);
    }

    #[test]
    fn a_result_that_stands_alone_changes_nothing_and_a_second_one_does() {
        let green = all(LightState::Green);
        let mut red = all(LightState::Red).swap_remove(1);
        red.cause = Some(Cause::PermissionMissing);
        let judge = |light: &Light| {
            let mut lights = green.clone();
            lights[1] = light.clone();
            verdict(&lights, Purposes::ALL, &account(), NOW).state
        };
        let first = red.clone().after(Some(&green[1]));
        assert_eq!(judge(&first), VerdictState::Ok);
        // Back to what it was: nothing has happened.
        let back = green[1].clone().after(Some(&first));
        assert_eq!(back.standing, None);
        // Red for another reason agrees with neither.
        let mut other = red.clone();
        other.cause = Some(Cause::NoMailboxAccess);
        assert_eq!(judge(&other.after(Some(&first))), VerdictState::Ok);
        let second = red.clone().after(Some(&first));
        assert_eq!(judge(&second), VerdictState::Bad);
        // What was never tried has nothing to be compared with.
        assert_eq!(judge(&red.after(None)), VerdictState::Bad);
    }

    #[test]
    fn trouble_of_the_account_is_trouble_of_its_mailboxes() {
        let green = all(LightState::Green);
        let mut refused = account();
        refused.secret.cause = Some(Cause::SecretExpired);
        let mut ended = account();
        ended.sign_ins[0].ended = Some(Ended {
            at: NOW,
            cause: Cause::GrantEnded,
            microsoft: None,
        });
        let mut nobody = account();
        nobody.sign_ins.clear();
        for (account, cause) in [
            (refused, Cause::SecretExpired),
            (ended, Cause::GrantEnded),
            (nobody, Cause::NoSignIn),
        ] {
            let verdict = verdict(&green, Purposes::ALL, &account, NOW);
            assert_eq!(verdict.state, VerdictState::Bad);
            assert_eq!(verdict.cause, Some(cause));
        }
    }

    #[test]
    fn a_refused_secret_is_no_stop_while_the_one_before_serves() {
        let mut account = account();
        account.secret.cause = Some(Cause::SecretWrong);
        account.previous_secret = Some(Secret {
            cause: None,
            ..account.secret.clone()
        });
        let judge =
            |account: &Account| verdict(&all(LightState::Green), Purposes::ALL, account, NOW);
        assert_eq!(judge(&account).state, VerdictState::Warn);
        assert_eq!(judge(&account).cause, Some(Cause::SecretWrong));
        let old = account.previous_secret.as_mut().unwrap();
        old.expires = Day(NOW.day().0 - 1);
        assert_eq!(judge(&account).state, VerdictState::Bad);
    }

    #[test]
    fn a_secret_that_ends_soon_asks_for_attention() {
        let mut account = account();
        account.secret.expires = Day(NOW.day().0 + 29);
        let verdict = verdict(&all(LightState::Green), Purposes::ALL, &account, NOW);
        assert_eq!(verdict.state, VerdictState::Warn);
        assert_eq!(verdict.cause, Some(Cause::SecretExpiresSoon));
    }
}
