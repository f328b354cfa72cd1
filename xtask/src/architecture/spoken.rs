//! Every text of the languages is said somewhere: what nobody reads any more would
//! still be translated.

use super::Source;
use std::collections::HashSet;

/// Names of texts that neither the sources nor the page name.
pub(super) fn unsaid(language: &str, sources: &[Source], page: &str) -> Vec<String> {
    let texts = sources.iter().map(|source| source.text.as_str());
    let named: HashSet<&str> = texts.chain([page]).flat_map(names).collect();
    language
        .lines()
        .filter_map(|line| line.trim_start().split_once(" = \""))
        .map(|(name, _)| name)
        .filter(|name| name.chars().all(is_of_a_name) && !named.contains(name))
        .map(|name| format!("nothing says {name}"))
        .collect()
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_a_name(c))
        .filter(|word| !word.is_empty())
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_nothing_names_is_found() {
        let language = "language! {\n    SAVE = \"Save\";\n    SAVE_2 = \"Save {}\";\n    OLD = \"Old\";\n}\n\
                        causes! {\n    NotFound = \"It is not there.\",\n        \"Look elsewhere.\";\n}";
        let source = Source {
            path: "pages/job.rs".to_owned(),
            text: "use crate::text::SAVE;".to_owned(),
        };
        let found = unsaid(language, &[source], "<p data-say=\"SAVE_2\">");
        assert_eq!(found, ["nothing says OLD"]);
    }
}
