//! The mail that tells: what happened, why, and what to do.

use contract::catalogue::Lang;
use contract::warnings::{Warning, WarningKind};

/// Things that are told one by one; of the others only how many they are.
const SHOWN: usize = 100;

/// Subject and text of a mail.
pub(super) fn mail(warnings: &[Warning], lang: Lang, public: &str) -> (String, String) {
    let lines = warnings.iter().take(SHOWN).map(|one| line(one, lang));
    let mut text = lines.collect::<Vec<_>>().join("\n\n");
    if warnings.len() > SHOWN {
        let more = warnings.len() - SHOWN;
        text += &match lang {
            Lang::Nl => format!("\n\nEn nog {more} andere."),
            Lang::En => format!("\n\nAnd {more} others."),
        };
    }
    let where_to = match lang {
        Lang::Nl => "Bekijk alles in ImageCapture: ",
        Lang::En => "See everything in ImageCapture: ",
    };
    (
        subject(warnings, lang),
        [&text, "\n\n", where_to, public, "\n"].concat(),
    )
}

fn subject(warnings: &[Warning], lang: Lang) -> String {
    let count = |kind| warnings.iter().filter(|w| w.kind == kind).count();
    let (bad, silent) = (count(WarningKind::Bad), count(WarningKind::Silent));
    let (secrets, well) = (count(WarningKind::Secret), count(WarningKind::Recovered));
    let parts = match lang {
        Lang::Nl => [
            part(bad, "mailbox werkt niet", "mailboxen werken niet"),
            part(silent, "mailbox is stil", "mailboxen zijn stil"),
            part(secrets, "clientsecret verloopt", "clientsecrets verlopen"),
            part(well, "mailbox werkt weer", "mailboxen werken weer"),
        ],
        Lang::En => [
            part(bad, "mailbox does not work", "mailboxes do not work"),
            part(silent, "mailbox is silent", "mailboxes are silent"),
            part(secrets, "client secret expires", "client secrets expire"),
            part(well, "mailbox works again", "mailboxes work again"),
        ],
    };
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let parts = match (parts.is_empty(), lang) {
        (false, _) => parts.join(", "),
        (true, Lang::Nl) => "proefmelding".to_owned(),
        (true, Lang::En) => "test warning".to_owned(),
    };
    ["ImageCapture: ", &parts].concat()
}

fn part(count: usize, one: &str, several: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {several}")),
    }
}

fn line(warning: &Warning, lang: Lang) -> String {
    let (name, object, at) = (&warning.name, &warning.object, warning.at);
    let why = warning.cause.map(|cause| cause.words(lang));
    let why = why.map(|words| [" ", words.title, " ", words.remedy].concat());
    let why = why.unwrap_or_default();
    let days = warning.days_left.unwrap_or_default();
    match (lang, warning.kind) {
        (Lang::Nl, WarningKind::Bad) => format!("{name} <{object}> werkt niet sinds {at}.{why}"),
        (Lang::En, WarningKind::Bad) => {
            format!("{name} <{object}> has not worked since {at}.{why}")
        }
        (Lang::Nl, WarningKind::Recovered) => format!("{name} <{object}> werkt weer sinds {at}."),
        (Lang::En, WarningKind::Recovered) => format!("{name} <{object}> works again since {at}."),
        (Lang::Nl, WarningKind::Secret) => match days {
            1 => format!("Het clientsecret van {name} verloopt over 1 dag.{why}"),
            days => format!("Het clientsecret van {name} verloopt over {days} dagen.{why}"),
        },
        (Lang::En, WarningKind::Secret) => match days {
            1 => format!("The client secret of {name} expires in 1 day.{why}"),
            days => format!("The client secret of {name} expires in {days} days.{why}"),
        },
        (Lang::Nl, WarningKind::Silent) => {
            format!("{name} <{object}> heeft sinds {at} niet laten zien dat het werkt.{why}")
        }
        (Lang::En, WarningKind::Silent) => {
            format!("{name} <{object}> has not shown since {at} that it works.{why}")
        }
        (Lang::Nl, WarningKind::Test) => {
            format!("Dit is een proefmelding, gevraagd door {name}. Meldingen komen aan.")
        }
        (Lang::En, WarningKind::Test) => {
            format!("This is a test warning, asked for by {name}. Warnings arrive.")
        }
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
