//! What people really paste: `tests/pastes` holds one text per file, with what
//! must be found in it above the line `---`, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test that fails may do so loudly")]

use contract::paste::{Pasted, recognise};
use contract::time::Day;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

struct Sample {
    name: String,
    expected: Pasted,
    text: String,
}

fn corpus() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pastes");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> Sample {
    let whole = fs::read_to_string(file).unwrap();
    let (head, text) = whole.split_once("---\n").unwrap();
    let mut expected = Pasted::default();
    for line in head.lines().filter(|line| !line.is_empty()) {
        match line.split_once(": ") {
            Some(("tenant", value)) => expected.tenant = Some(value.to_owned()),
            Some(("client", value)) => expected.client_id = Some(value.to_owned()),
            Some(("secret", value)) => expected.client_secret = Some(value.to_owned()),
            Some(("expires", value)) => expected.secret_expires = Day::parse(value),
            Some(("loose", value)) => expected.unlabelled.push(value.to_owned()),
            None if line == "secret id" => expected.secret_id = true,
            None if line == "object id" => expected.object_id = true,
            _ => panic!("{}: what is `{line}`?", file.display()),
        }
    }
    Sample {
        name: file.file_name().unwrap().to_string_lossy().into_owned(),
        expected,
        text: text.to_owned(),
    }
}

/// `Pasted` cannot be printed, since it may hold a secret; these are none.
fn shown(pasted: &Pasted) -> String {
    format!(
        "tenant {:?}, client {:?}, secret {:?}, expires {:?}, secret id {}, object id {}, loose {:?}",
        pasted.tenant,
        pasted.client_id,
        pasted.client_secret,
        pasted.secret_expires,
        pasted.secret_id,
        pasted.object_id,
        pasted.unlabelled
    )
}

#[test]
fn every_paste_of_the_corpus_gives_what_is_in_it_and_nothing_else() {
    let corpus = corpus();
    assert!(corpus.len() >= 60, "{}", corpus.len());
    let wrong: Vec<String> = corpus
        .iter()
        .filter_map(|sample| {
            let found = recognise(&sample.text);
            let (found, expected) = (shown(&found), shown(&sample.expected));
            (found != expected).then(|| format!("{}\n  {found}\n  {expected}", sample.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_follows_a_lost_carriage_return_or_blank_does_not_matter() {
    for sample in corpus() {
        let found = recognise(&format!("\n  {}  \n\n", sample.text.replace('\n', "\r\n")));
        assert_eq!(shown(&found), shown(&sample.expected), "{}", sample.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Prose around a paste neither hides what is in it nor adds to it.
    #[test]
    fn prose_around_a_paste_changes_nothing(
        at in 0_usize..60, before in "[a-z ,.]{0,60}", after in "[a-z ,.]{0,60}"
    ) {
        let sample = corpus().remove(at);
        let text = format!("{before}\n\n{}\n\n{after}", sample.text);
        let found = recognise(&text);
        prop_assert_eq!(&found.client_id, &sample.expected.client_id, "{}", sample.name);
        prop_assert_eq!(&found.client_secret, &sample.expected.client_secret, "{}", sample.name);
    }

    /// A cut-off paste never panics, and never makes up what is not in it.
    #[test]
    fn what_is_found_stands_in_the_text(at in 0_usize..60, cut in 0_usize..400) {
        let sample = corpus().remove(at);
        let text: String = sample.text.chars().take(cut).collect();
        let plain: String = text.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}')).collect();
        let found = recognise(&text);
        for value in [&found.tenant, &found.client_id].into_iter().flatten() {
            prop_assert!(plain.to_lowercase().contains(value.as_str()));
        }
        if let Some(secret) = &found.client_secret {
            prop_assert!(plain.contains(secret.as_str()));
        }
    }
}
