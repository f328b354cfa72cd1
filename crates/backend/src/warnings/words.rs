//! The mail that tells: what happened, why, and what to do.

use contract::languages::Lang;
use contract::languages::texts::*;
use contract::warnings::{Warning, WarningKind};

/// Things that are told one by one; of the others only how many they are.
const SHOWN: usize = 100;

/// Subject and text of a mail.
pub(super) fn mail(warnings: &[Warning], lang: Lang, public: &str) -> (String, String) {
    let mut parts: Vec<String> = warnings
        .iter()
        .take(SHOWN)
        .map(|one| line(one, lang))
        .collect();
    if warnings.len() > SHOWN {
        let more = (warnings.len() - SHOWN).to_string();
        parts.push(WARN_OTHERS.filled(lang, &[&more]));
    }
    parts.push(WARN_SEE.filled(lang, &[public]));
    (
        subject(warnings, lang),
        [&parts.join("\n\n"), "\n"].concat(),
    )
}

fn subject(warnings: &[Warning], lang: Lang) -> String {
    let parts = [
        (WarningKind::Bad, WARN_BAD_ONE, WARN_BAD_MANY),
        (WarningKind::Silent, WARN_SILENT_ONE, WARN_SILENT_MANY),
        (WarningKind::Secret, WARN_SECRET_ONE, WARN_SECRET_MANY),
        (
            WarningKind::Recovered,
            WARN_RECOVERED_ONE,
            WARN_RECOVERED_MANY,
        ),
    ];
    let parts = parts.into_iter().filter_map(|(kind, one, many)| {
        let count = warnings.iter().filter(|w| w.kind == kind).count();
        let say = if count == 1 { one } else { many };
        (count > 0).then(|| say.filled(lang, &[&count.to_string()]))
    });
    let parts: Vec<String> = parts.collect();
    let said = match parts.is_empty() {
        true => WARN_TEST.words(lang).to_owned(),
        false => parts.join(", "),
    };
    ["ImageCapture: ", &said].concat()
}

fn line(warning: &Warning, lang: Lang) -> String {
    let (name, object) = (warning.name.as_str(), warning.object.as_str());
    let days = warning.days_left.unwrap_or_default();
    let at = warning.at.to_string();
    let said = match warning.kind {
        WarningKind::Bad => WARN_LINE_BAD.filled(lang, &[name, object, &at]),
        WarningKind::Silent => WARN_LINE_SILENT.filled(lang, &[name, object, &at]),
        WarningKind::Secret if days == 1 => WARN_LINE_SECRET_ONE.filled(lang, &[name, "1"]),
        WarningKind::Secret => WARN_LINE_SECRET_MANY.filled(lang, &[name, &days.to_string()]),
        // Why it failed is over, and a test has no cause.
        WarningKind::Recovered => return WARN_LINE_RECOVERED.filled(lang, &[name, object, &at]),
        WarningKind::Test => return WARN_LINE_TEST.filled(lang, &[name]),
    };
    match warning.cause.map(|cause| cause.words(lang)) {
        Some(why) => [&said, " ", why.title, " ", why.remedy].concat(),
        None => said,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::catalogue::Cause;
    use contract::time::Timestamp;

    fn warning(kind: WarningKind) -> Warning {
        Warning {
            kind,
            object: "facturen@contoso.nl".into(),
            name: "Facturen".into(),
            cause: Some(Cause::NoMailboxAccess),
            days_left: Some(7),
            at: Timestamp(0),
        }
    }

    #[test]
    fn a_mail_counts_in_its_subject_and_explains_in_its_text() {
        let two = [
            warning(WarningKind::Bad),
            warning(WarningKind::Bad),
            warning(WarningKind::Secret),
        ];
        let (subject, text) = mail(&two, Lang::Nl, "https://a.nl/");
        assert_eq!(
            subject,
            "ImageCapture: 2 mailboxen werken niet, 1 clientsecret verloopt"
        );
        assert!(
            text.contains("Full Access") && text.contains("https://a.nl/"),
            "{text}"
        );
        let (subject, _) = mail(&two[..1], Lang::En, "https://a.nl/");
        assert_eq!(subject, "ImageCapture: 1 mailbox does not work");
    }

    #[test]
    fn of_very_many_only_some_are_told_one_by_one() {
        let many = vec![warning(WarningKind::Silent); 500];
        let (subject, text) = mail(&many, Lang::Nl, "https://a.nl/");
        assert!(subject.contains("500") && text.contains("En nog 400 andere."));
        assert_eq!(text.matches("facturen@contoso.nl").count(), SHOWN);
    }
}
