//! Compares Graph's answers with Microsoft's OpenAPI description, where it is
//! at hand: `GRAPH_OPENAPI` names the file, or it lies as
//! `graph-mail-openapi.json` in a folder beside the repository. Every property
//! must be one that the description knows, and of its type.
//!
//! Where answers differ from the description on purpose, because the service
//! does, is listed in the manual.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::{Map, Value, json};

/// What was found of the description.
pub struct Description {
    document: Value,
    /// Templates with their parts, those with the most fixed parts first.
    paths: Vec<(Vec<String>, Value)>,
}

/// `None` where there is none.
pub fn description() -> Option<&'static Description> {
    static FOUND: OnceLock<Option<Description>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let text = fs::read_to_string(file()?).expect("the description can be read");
        let document: Value = serde_json::from_str(&text).expect("the description is JSON");
        Some(Description::new(document))
    });
    found.as_ref()
}

fn file() -> Option<PathBuf> {
    if let Some(named) = env::var_os("GRAPH_OPENAPI").filter(|named| !named.is_empty()) {
        return Some(PathBuf::from(named));
    }
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2)?;
    let beside = fs::read_dir(repository.parent()?).ok()?;
    beside
        .filter_map(Result::ok)
        .map(|entry| entry.path().join("graph-mail-openapi.json"))
        .find(|path| path.is_file())
}

fn parts(path: &str) -> Vec<String> {
    let path = path.split('?').next().unwrap_or("");
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// `users('x')` counts as `users/x`, and the children of a folder as folders.
fn asked_for(path: &str) -> Vec<String> {
    let mut parts = parts(&path.replace("('", "/").replace("')", ""));
    while let Some(at) = parts.iter().position(|part| part == "childfolders") {
        parts.drain(at.saturating_sub(1)..=at);
    }
    parts
}

impl Description {
    fn new(document: Value) -> Self {
        let all = document["paths"].as_object().expect("paths");
        let mut paths: Vec<(Vec<String>, Value)> = all
            .iter()
            .map(|(template, operations)| (parts(template), operations.clone()))
            .collect();
        let fixed = |parts: &[String]| parts.iter().filter(|part| !part.starts_with('{')).count();
        paths.sort_by_key(|(parts, _)| std::cmp::Reverse(fixed(parts)));
        Self { document, paths }
    }

    /// Compares one answer, to a path below `/v1.0`. Says whether it could;
    /// what is wrong is the error.
    pub fn compare(
        &self,
        method: &str,
        path: &str,
        status: u16,
        body: &Value,
    ) -> Result<bool, String> {
        if let Some(responses) = body["responses"].as_array().filter(|_| path == "/$batch") {
            // Which request an answer belongs to is not known here.
            let errors = responses
                .iter()
                .filter(|one| one["status"].as_u64() >= Some(400));
            for error in errors {
                self.of_type("microsoft.graph.ODataErrors.ODataError", &error["body"])?;
            }
            return Ok(true);
        }
        if status >= 400 {
            self.of_type("microsoft.graph.ODataErrors.ODataError", body)?;
            return Ok(true);
        }
        let asked = asked_for(path);
        if asked.last().is_some_and(|last| last.contains("delta")) {
            let kind = if asked.iter().any(|part| part == "messages") {
                "microsoft.graph.message"
            } else {
                "microsoft.graph.mailFolder"
            };
            let items = body["value"].as_array().into_iter().flatten();
            for item in items.filter(|item| item.get("@removed").is_none()) {
                self.of_type(kind, item)?;
            }
            return Ok(true);
        }
        let fits = |template: &[String]| {
            template.len() == asked.len()
                && template
                    .iter()
                    .zip(&asked)
                    .all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
        };
        let found = self.paths.iter().find(|(template, _)| fits(template));
        let operation = found.map(|(_, all)| &all[method.to_lowercase()]);
        let Some(schema) = operation.and_then(|one| self.answer_of(one)) else {
            return Ok(false);
        };
        // Where a base type stands, the answer says which of its kinds it is.
        let own = body["@odata.type"].as_str().map(|name| {
            json!({"$ref": format!("#/components/schemas/{}", name.trim_start_matches('#'))})
        });
        self.fits(own.as_ref().unwrap_or(&schema), body, "")?;
        Ok(true)
    }

    fn answer_of(&self, operation: &Value) -> Option<Value> {
        let answer = &operation["responses"]["2XX"];
        let answer = match answer["$ref"].as_str() {
            Some(name) => self.target(name),
            None => answer,
        };
        let schema = &answer["content"]["application/json"]["schema"];
        schema.is_object().then(|| schema.clone())
    }

    fn target(&self, reference: &str) -> &Value {
        self.document
            .pointer(reference.trim_start_matches('#'))
            .unwrap_or(&Value::Null)
    }

    fn of_type(&self, name: &str, value: &Value) -> Result<(), String> {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        self.fits(&schema, value, "")
    }

    /// The properties of a type and of those it is derived from.
    fn properties(&self, schema: &Value, into: &mut Map<String, Value>) {
        if let Some(name) = schema["$ref"].as_str() {
            self.properties(self.target(name), into);
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.properties(part, into);
        }
        if let Some(own) = schema["properties"].as_object() {
            into.extend(own.clone());
        }
    }

    fn fits(&self, schema: &Value, value: &Value, place: &str) -> Result<(), String> {
        let wrong = |why: &str| Err(format!("{place}: {value} {why}"));
        if let Some(choices) = schema["anyOf"].as_array().or(schema["oneOf"].as_array()) {
            let complaints: Vec<String> = choices
                .iter()
                .map(|choice| self.fits(choice, value, place))
                .filter_map(Result::err)
                .collect();
            return if complaints.len() < choices.len() {
                Ok(())
            } else {
                Err(complaints.join(" or "))
            };
        }
        if let Some(name) = schema["$ref"].as_str() {
            // The generator drops `nullable` beside a reference.
            if value.is_null() {
                return Ok(());
            }
            let kind = value["@odata.type"].as_str();
            let own =
                kind.map(|kind| format!("#/components/schemas/{}", kind.trim_start_matches('#')));
            let target = match own.filter(|own| !self.target(own).is_null()) {
                Some(own) => self.target(&own),
                None => self.target(name),
            };
            let extra = name.ends_with("microsoft.graph.mailFolder");
            return self.whole(target, value, place, extra);
        }
        if value.is_null() {
            let allowed = schema["nullable"] == true || schema["type"].is_null();
            return if allowed { Ok(()) } else { wrong("is null") };
        }
        self.whole(schema, value, place, false)
    }

    fn whole(&self, schema: &Value, value: &Value, place: &str, extra: bool) -> Result<(), String> {
        let wrong = |why: String| Err(format!("{place}: {value} {why}"));
        if let Some(known) = schema["enum"].as_array() {
            return if known.contains(value) {
                Ok(())
            } else {
                wrong("is none of the known values".to_owned())
            };
        }
        let mut properties = Map::new();
        self.properties(schema, &mut properties);
        if extra {
            // The service sends it; the description of 2023 does not have it yet.
            properties.insert("sizeInBytes".to_owned(), json!({"type": "integer"}));
        }
        if !properties.is_empty() {
            let Some(members) = value.as_object() else {
                return wrong("is no object".to_owned());
            };
            for (name, value) in members.iter().filter(|(name, _)| !name.contains('@')) {
                let Some(schema) = properties.get(name) else {
                    return wrong(format!("has a property {name} that is not known"));
                };
                self.fits(schema, value, &format!("{place}/{name}"))?;
            }
            let required = schema["required"].as_array().into_iter().flatten();
            let missing = required
                .filter_map(Value::as_str)
                .find(|name| !members.contains_key(*name) && !name.contains('@'));
            return match missing {
                Some(name) => wrong(format!("has no {name}")),
                None => Ok(()),
            };
        }
        let right = match schema["type"].as_str() {
            Some("string") => value.is_string(),
            Some("boolean") => value.is_boolean(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            Some("array") => value.is_array(),
            Some("object") => value.is_object(),
            _ => true,
        };
        if !right {
            return wrong(format!("is no {}", schema["type"]));
        }
        for (at, item) in value.as_array().into_iter().flatten().enumerate() {
            self.fits(&schema["items"], item, &format!("{place}/{at}"))?;
        }
        Ok(())
    }
}
