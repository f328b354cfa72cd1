use super::*;

/// How often each place stands in a text, sorted.
fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> = text
        .split('{')
        .skip(1)
        .map(|rest| rest.split('}').next().unwrap_or_default())
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

#[test]
fn every_text_is_there_with_the_same_places_and_shouts_nowhere() {
    for (name, say) in texts::ALL {
        for lang in Lang::ALL {
            let words = say.words(lang);
            assert!(!words.trim().is_empty(), "{name} {lang:?}");
            assert!(!words.contains(['!', '—']), "{name} {lang:?}: {words}");
            assert_eq!(
                places(words),
                places(say.words(Lang::LEADING)),
                "{name} {lang:?}"
            );
        }
    }
}

#[test]
fn every_cause_has_words_and_a_remedy_in_every_language() {
    for &cause in Cause::ALL {
        for lang in Lang::ALL {
            let Words {
                title,
                remedy,
                short,
            } = cause.words(lang);
            for text in [title, remedy] {
                assert!(text.len() > 8, "{cause:?} {lang:?}");
                assert!(text.ends_with(['.', '?']), "{cause:?} {lang:?}: {text}");
                assert!(!text.contains(['!', '—']), "{cause:?} {lang:?}: {text}");
            }
            assert!(!short.ends_with(['.', '!']), "{cause:?} {lang:?}: {short}");
            let leading = cause.words(Lang::LEADING);
            assert_eq!(
                short.is_empty(),
                leading.short.is_empty(),
                "{cause:?} {lang:?}"
            );
            if lang != Lang::LEADING {
                assert_ne!(title, leading.title, "{cause:?} is not translated");
            }
        }
    }
}

#[test]
fn places_are_filled_once_and_values_are_taken_as_they_are() {
    assert_eq!(fill("{2} van {}, {2}", &["a", "b"]), "b van a, b");
    assert_eq!(fill("{} en {2}", &["{2}", "{}"]), "{2} en {}");
    assert_eq!(fill("{} en {2}", &["a"]), "a en {2}");
    assert_eq!(fill("geen {naam} en {", &["a"]), "geen {naam} en {");
    assert_eq!(fill("", &["a"]), "");
}

#[test]
fn what_was_filled_in_is_taken_out_again() {
    let taken = |text, filled| taken(text, filled).map(|values| values.join("|"));
    assert_eq!(
        taken("{} new, {2} updated", "300 new, 0 updated").unwrap(),
        "300|0"
    );
    assert_eq!(taken("van {2} en {}", "van b en a").unwrap(), "a|b");
    assert_eq!(
        taken("{}…, ends {2}", "abc…, ends 2028-11-21").unwrap(),
        "abc|2028-11-21"
    );
    assert_eq!(taken("geen", "geen").unwrap(), "");
    for (text, filled) in [
        ("{} new", "300 old"),
        ("{} new", "300 new ones"),
        ("van {}", "aan b"),
        ("{} of {2}", ""),
        ("{ odd", "{ odd"),
    ] {
        assert_eq!(taken(text, filled), None, "{text}");
    }
    let of_the_log = texts::ALL
        .iter()
        .filter(|(name, _)| name.starts_with("LOG_"));
    for (name, say) in of_the_log {
        let text = say.words(Lang::STORED);
        let values = &["één", "{2}", "3", "4", "5"][..places(text).len()];
        // A value that stands twice could be taken out in two ways.
        if text.matches('{').count() == values.len() {
            let filled = fill(text, values);
            let found = super::taken(text, &filled);
            assert_eq!(found.as_deref(), Some(values), "{name}");
        }
    }
}

#[test]
fn a_tag_of_a_browser_names_its_language() {
    assert_eq!(Lang::of("nl"), Some(Lang::Nl));
    assert_eq!(Lang::of("NL-be"), Some(Lang::Nl));
    assert_eq!(Lang::of("en_US"), Some(Lang::En));
    for other in ["", "n", "nld", "de", "☃"] {
        assert_eq!(Lang::of(other), None, "{other}");
    }
    for lang in Lang::ALL {
        assert_eq!(Lang::of(lang.code()), Some(lang));
        assert_eq!(
            serde_json::to_string(&lang).unwrap(),
            format!("\"{}\"", lang.code())
        );
    }
}

/// The page that stands before the panel is there, with its words as they are now.
fn with_words(page: &str) -> String {
    let say = |name: &str| {
        let found = texts::ALL.iter().find(|(known, _)| *known == name);
        found
            .unwrap_or_else(|| panic!("no text is called {name}"))
            .1
    };
    let names: std::collections::BTreeSet<&str> = page
        .split("data-say=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    let of = |lang: Lang| -> serde_json::Value {
        let words = names.iter().map(|name| (*name, say(name).words(lang)));
        words.collect()
    };
    let all: serde_json::Map<_, _> = Lang::ALL
        .into_iter()
        .map(|lang| (lang.code().to_owned(), of(lang)))
        .collect();
    let all = serde_json::Value::from(all).to_string();
    let none = Lang::ALL.map(|lang| say("NEEDS_SCRIPT").words(lang));
    let page = between(page, "<script>var W=", ";</script>", &all);
    between(
        &page,
        "<noscript><p class=\"head\" data-says=\"NEEDS_SCRIPT\">",
        "</p>",
        &none.join(" / "),
    )
}

fn between(page: &str, from: &str, to: &str, what: &str) -> String {
    assert!(!what.contains("</"), "{what} would end its element");
    let (before, rest) = page.split_once(from).unwrap();
    let (_, after) = rest.split_once(to).unwrap();
    [before, from, what, to, after].concat()
}

#[test]
fn the_first_paint_speaks_every_language() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../index.html");
    let page = std::fs::read_to_string(path).unwrap();
    let wanted = with_words(&page);
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(path, &wanted).unwrap();
    }
    assert!(
        page == wanted || std::env::var_os("WRITE_DOCS").is_some(),
        "index.html has other words than `languages`: \
         WRITE_DOCS=1 cargo test -p contract first_paint"
    );
}
