//! Words for the lines of the log: who did what, and what else is worth knowing.

use super::*;
use contract::languages::taken;
use contract::people::Role;
use contract::purposes::{Purpose, Purposes};
use contract::time::Timestamp;

/// The kinds of lines, by how their actions begin.
pub const LOG_KINDS: [(&str, Say); 9] = [
    ("account.", L_ACCOUNT),
    ("mailbox.", L_MAILBOX),
    ("consent.", L_CONSENT),
    ("migration.", L_MIGRATION),
    ("wave.", L_WAVE),
    ("person.", L_PERSON),
    ("session.", L_SESSION),
    ("token.", L_TOKEN),
    ("test_mail.", L_TEST_MAIL),
];

/// What somebody did, by the name of the action.
pub const LOG_ACTIONS: &[(&str, Say)] = &[
    ("account.create", DID_ACCOUNT_CREATE),
    ("account.change", DID_ACCOUNT_CHANGE),
    ("account.remove", DID_ACCOUNT_REMOVE),
    ("account.secret", DID_ACCOUNT_SECRET),
    ("account.import", DID_ACCOUNT_IMPORT),
    ("secret.next", DID_SECRET_NEXT),
    ("secret.swap", DID_SECRET_SWAP),
    ("secret.back", DID_SECRET_BACK),
    ("secret.forget", DID_SECRET_FORGET),
    ("asked.make", DID_ASKED_MAKE),
    ("asked.resend", DID_ASKED_RESEND),
    ("asked.revoke", DID_ASKED_REVOKE),
    ("mailbox.move", DID_MAILBOX_MOVE),
    ("mailbox.add", DID_MAILBOX_ADD),
    ("mailbox.remove", DID_MAILBOX_REMOVE),
    ("mailbox.prove", DID_MAILBOX_PROVE),
    ("mailbox.find_sender", DID_MAILBOX_FIND_SENDER),
    ("diagnosis.keep", DID_DIAGNOSIS_KEEP),
    ("mailbox.import", DID_MAILBOX_IMPORT),
    ("test_mail.send", DID_TEST_MAIL_SEND),
    ("consent.start", DID_CONSENT_START),
    ("consent.completed", DID_CONSENT_COMPLETED),
    ("consent.admin_consented", DID_CONSENT_ADMIN_CONSENTED),
    ("consent.failed", DID_CONSENT_FAILED),
    ("consent.refused", DID_CONSENT_REFUSED),
    ("sign_in.try", DID_SIGN_IN_TRY),
    ("sign_in.ended", DID_SIGN_IN_ENDED),
    ("token.hand_out", DID_TOKEN_HAND_OUT),
    ("session.start", DID_SESSION_START),
    ("session.end", DID_SESSION_END),
    ("session.end_all", DID_SESSION_END_ALL),
    ("session.confirm", DID_SESSION_CONFIRM),
    ("person.add", DID_PERSON_ADD),
    ("person.change", DID_PERSON_CHANGE),
    ("person.password", DID_PERSON_PASSWORD),
    ("invitation.create", DID_INVITATION_CREATE),
    ("invitation.revoke", DID_INVITATION_REVOKE),
    ("job_key.create", DID_JOB_KEY_CREATE),
    ("job_key.remove", DID_JOB_KEY_REMOVE),
    ("calendar.make", DID_CALENDAR_MAKE),
    ("calendar.revoke", DID_CALENDAR_REVOKE),
    ("rights.script", DID_RIGHTS_SCRIPT),
    ("warnings.settings", DID_WARNINGS_SETTINGS),
    ("warnings.test", DID_WARNINGS_TEST),
    ("backup.make", DID_BACKUP_MAKE),
    ("backup.restore", DID_BACKUP_RESTORE),
    ("export", DID_EXPORT),
    ("key.rotated", DID_KEY_ROTATED),
    ("sealed.damaged", DID_SEALED_DAMAGED),
    ("audit.export", DID_AUDIT_EXPORT),
    ("migration.hand_over", DID_MIGRATION_HAND_OVER),
    ("migration.choose", DID_MIGRATION_CHOOSE),
    ("migration.forget", DID_MIGRATION_FORGET),
    ("migration.rehearse", DID_MIGRATION_REHEARSE),
    ("migration.switch", DID_MIGRATION_SWITCH),
    ("migration.switched", DID_MIGRATION_SWITCHED),
    ("migration.put_back", DID_MIGRATION_PUT_BACK),
    ("migration.roll_back", DID_MIGRATION_ROLL_BACK),
    ("migration.report", DID_MIGRATION_REPORT),
    ("wave.start", DID_WAVE_START),
    ("wave.done", DID_WAVE_DONE),
    ("wave.stop", DID_WAVE_STOP),
    ("wave.stopped_by_failures", DID_WAVE_STOPPED_BY_FAILURES),
    ("wave.roll_back", DID_WAVE_ROLL_BACK),
    ("run.start", DID_RUN_START),
    ("run.done", DID_RUN_DONE),
    ("run.stop", DID_RUN_STOP),
    ("run.resume", DID_RUN_RESUME),
    ("key.rotate", DID_KEY_ROTATE),
];

/// Sentences that the backend stores with an action, to be read in another language.
const SENTENCES: [(&str, Say); 10] = [
    ("migration.hand_over", LOG_HANDED_OVER),
    ("migration.choose", LOG_CHOSEN),
    ("wave.stopped_by_failures", LOG_OF_FAILED),
    ("run.start", LOG_OF),
    ("account.secret", LOG_SECRET),
    ("secret.next", LOG_SECRET),
    ("secret.swap", LOG_SECRET),
    ("secret.back", LOG_SECRET),
    ("warnings.settings", LOG_WARNINGS),
    ("backup.restore", LOG_RESTORED),
];

/// What a line says besides, in the language of now. What is not known here stays as
/// it is stored.
#[must_use]
pub fn log_detail(action: &str, detail: &str) -> Words {
    let (action, detail) = (action.to_owned(), detail.to_owned());
    live(move || said(&action, &detail).unwrap_or_else(|| detail.clone()))
}

fn said(action: &str, detail: &str) -> Option<String> {
    match action {
        // Whose role, and what came of it; a purpose, and how often.
        "person.add" | "person.change" | "invitation.create" | "token.hand_out" => {
            // The moment of the last one is for programs: the line has its own.
            let said = |word: &&str| Timestamp::parse(word).is_none();
            let words = detail.split(' ').filter(said);
            let words = words.map(|word| of_code(word).unwrap_or(word));
            return Some(words.collect::<Vec<_>>().join(" "));
        }
        "account.change" => {
            let (name, purposes) = detail.rsplit_once(": ")?;
            let names = Purposes::from_text(purposes).iter();
            let names: Vec<&str> = names.map(|purpose| purpose_name(purpose).get()).collect();
            return Some([name, ": ", &names.join(", ")].concat());
        }
        "consent.failed" | "consent.refused" => {
            let (code, person) = match detail.split_once(": ") {
                Some((code, person)) => (code, [": ", person].concat()),
                None => (detail, String::new()),
            };
            return Some([&short(Cause::from_code(code)?).get(), person.as_str()].concat());
        }
        _ => {}
    }
    for (of, one, many) in [
        (" mailboxes", MAILBOX_ONE, MAILBOX_MANY),
        (" accounts", LOG_ACCOUNT_ONE, LOG_ACCOUNT_MANY),
    ] {
        let number = detail.strip_suffix(of).map(str::parse);
        if let Some(Ok(number)) = number {
            return Some(count_of(number, one, many));
        }
    }
    let (_, say) = SENTENCES.iter().find(|(of, _)| *of == action)?;
    let values = taken(say.words(Lang::STORED), detail)?;
    let values = values.into_iter().map(|one| of_code(one).unwrap_or(one));
    Some(say.filled(lang(), &values.collect::<Vec<_>>()))
}

/// The words for a code that stands alone.
fn of_code(code: &str) -> Option<&'static str> {
    let by_itself = [
        ("check", CHECK),
        ("full", FULL_PROOF),
        ("active", LOG_ACTIVE),
        ("inactive", LOG_INACTIVE),
        (LOG_BY_DOMAIN.words(Lang::STORED), LOG_BY_DOMAIN),
        (LOG_BY_SERVER.words(Lang::STORED), LOG_BY_SERVER),
    ];
    let known = by_itself.into_iter().find(|(known, _)| *known == code);
    let purpose = || Purpose::ALL.into_iter().find(|p| p.code() == code);
    let say = match (Role::from_code(code), known) {
        (Some(Role::Admin), _) => ROLE_ADMIN,
        (Some(Role::Helpdesk), _) => ROLE_HELPDESK,
        (_, Some((_, say))) => say,
        _ => purpose_name(purpose()?),
    };
    Some(say.get())
}
