//! Every action that the backend writes into the log has words in the panel.
//!
//! The backend names an action by a code of two words (`wave.start`), in the call
//! that writes the line or before it; the panel's words stand in one table.

use super::Source;

/// Looks like an action, and is the name of a file.
const FILES: [&str; 3] = ["audit.csv", "audit.jsonl", "key.new"];

/// Actions without words, each with the file that writes it.
pub(super) fn without_words(backend: &[Source], table: &str) -> Vec<String> {
    let known: Vec<&str> = quoted(table).collect();
    let mut families: Vec<&str> = known.iter().copied().filter_map(family).collect();
    let written: Vec<(&str, &str)> = backend
        .iter()
        .flat_map(|source| {
            let codes = calls(&source.text).filter_map(|call| quoted(call).next());
            codes.map(|code| (code, source.path.as_str()))
        })
        .collect();
    families.extend(written.iter().filter_map(|(code, _)| family(code)));
    let named = backend.iter().flat_map(|source| {
        let codes = quoted(&source.text).filter(|code| {
            family(code).is_some_and(|family| families.contains(&family)) && !FILES.contains(code)
        });
        codes.map(|code| (code, source.path.as_str()))
    });
    let mut findings: Vec<String> = written
        .iter()
        .copied()
        .chain(named)
        .filter(|(code, _)| !known.contains(code))
        .map(|(code, path)| format!("`{code}`, written in {path}, has no words in the panel"))
        .collect();
    findings.sort();
    findings.dedup();
    findings
}

/// What stands before the dot of a code.
fn family(code: &str) -> Option<&str> {
    let (family, action) = code.split_once('.')?;
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    (is_word(family) && is_word(action)).then_some(family)
}

/// What is in quotes, without escapes: codes have none.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .flat_map(|line| line.split('"').skip(1).step_by(2))
}

/// What follows where a line of the log is written, to the end of the call: the
/// action is the first text in it, if it is a text.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    let program = text.split("#[cfg(test)]").next().unwrap_or_default();
    [".audit(", ".note("].into_iter().flat_map(move |call| {
        program.split(call).skip(1).map(|rest| {
            let action = rest.split(',').nth(1).unwrap_or_default();
            // The actor may be a call with arguments of its own.
            if action.contains('(') { "" } else { action }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "&[\n    (\"wave.start\", DID_WAVE_START),\n];";

    fn found(text: &str) -> Vec<String> {
        let source = Source {
            path: "store/waves.rs".to_owned(),
            text: text.to_owned(),
        };
        without_words(&[source], TABLE)
    }

    #[test]
    fn what_has_words_is_fine() {
        assert!(found("store.note(actor, \"wave.start\", id, \"\").await?;").is_empty());
        assert!(found("let file = \"audit.csv\";").is_empty());
        assert!(found("serde_json::from_str(\"x.json\")").is_empty());
    }

    #[test]
    fn an_action_without_words_is_found_wherever_it_is_named() {
        let direct =
            found("write\n    .audit(\n        &actor,\n        \"token.lost\",\n        id)");
        assert_eq!(direct.len(), 1, "{direct:?}");
        assert!(direct[0].contains("`token.lost`, written in store/waves.rs"));
        // Chosen before the call.
        assert_eq!(
            found("let action = if back { \"wave.back\" } else { \"wave.start\" };").len(),
            1
        );
        // Of one word.
        assert_eq!(found("self.note(actor, \"export\", \"\", \"\")").len(), 1);
        // In a test nobody reads it.
        assert!(found("#[cfg(test)]\nmod tests { x.note(a, \"test\", \"x\") }").is_empty());
    }
}
