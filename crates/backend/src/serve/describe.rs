//! The description of the API: what the code says, made complete.
//!
//! Which roles may do what comes from the table of permissions, examples come
//! from those of the fields: neither can say something else than the code does.

use crate::http::permissions::{RULES, Rule, Who};
use serde_json::{Map, Value};
use utoipa::OpenApi;
use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, RefOr, SecurityRequirement};

/// How deep examples go into nested schemas.
const DEPTH: usize = 8;

/// What is said about the API as a whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "ImageCapture mail link",
        description = "Connects Microsoft 365 mailboxes to ImageCapture. Every error is a \
            problem+json (RFC 9457) with a stable code, a remedy and its owner. Requests that \
            change something carry `x-requested-by: imagecapture-panel` and the Origin of the \
            panel, or a job key. Reads answer with an `ETag` and understand `If-None-Match`. \
            Requests that make something understand `Idempotency-Key`: sent again within a day, \
            they are answered as the first time and change nothing."
    ),
    servers((url = "/api/v1")),
    // Answers of all operations refer to it; the macro does not see that.
    components(schemas(contract::problem::Problem))
)]
pub(super) struct Description;

/// Adds who may do what, and an example to every body.
pub(super) fn complete(document: &mut Document) {
    let schemas = serde_json::to_value(&document.components).unwrap_or_default();
    let components = document.components.get_or_insert_default();
    let cookie = ApiKeyValue::with_description("__Host-imagecapture", "A login session.");
    let key = Http::builder()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A job key."))
        .build();
    components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    components.add_security_scheme("job_key", SecurityScheme::Http(key));
    for rule in RULES {
        let Some(item) = document.paths.paths.get_mut(rule.path) else {
            continue;
        };
        let operation = match method(rule) {
            HttpMethod::Get => &mut item.get,
            HttpMethod::Post => &mut item.post,
            HttpMethod::Put => &mut item.put,
            HttpMethod::Patch => &mut item.patch,
            _ => &mut item.delete,
        };
        if let Some(operation) = operation {
            say_who(operation, rule);
            add_example(operation, &schemas);
        }
    }
}

fn method(rule: &Rule) -> HttpMethod {
    match rule.method {
        "GET" => HttpMethod::Get,
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        _ => HttpMethod::Delete,
    }
}

fn say_who(operation: &mut Operation, rule: &Rule) {
    let (words, scheme) = match rule.who {
        Who::Anybody => ("For anybody.", None),
        Who::Person => ("For whoever is signed in.", Some("session")),
        Who::Admin => ("For administrators.", Some("session")),
        Who::ConfirmedAdmin => (
            "For administrators who gave their password in the last ten minutes; else 403 with \
             `confirm_password`.",
            Some("session"),
        ),
        Who::Job => ("For jobs, with their key.", Some("job_key")),
    };
    let once = if rule.once {
        " Understands `Idempotency-Key`."
    } else {
        ""
    };
    let said = operation.description.take().unwrap_or_default();
    let description = [said.trim(), "\n\n", words, once].concat();
    operation.description = Some(description.trim().to_owned());
    let needs = scheme.map(|name| SecurityRequirement::new::<_, [String; 0], String>(name, []));
    operation.security = Some(needs.into_iter().collect());
}

fn add_example(operation: &mut Operation, schemas: &Value) {
    let Some(RefOr::T(body)) = &mut operation.request_body else {
        return;
    };
    for content in body.content.values_mut() {
        let RefOr::T(content) = content else {
            continue;
        };
        let schema = serde_json::to_value(&content.schema).unwrap_or_default();
        if content.example.is_none() {
            content.example = example(&schema, schemas, 0);
        }
    }
}

/// An example of a schema: its own, or one made of those of its parts.
fn example(schema: &Value, schemas: &Value, depth: usize) -> Option<Value> {
    if depth > DEPTH {
        return None;
    }
    if let Some(own) = schema.get("example") {
        return Some(own.clone());
    }
    if let Some(first) = schema.get("examples").and_then(|all| all.get(0)) {
        return Some(first.clone());
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let pointer = reference.strip_prefix("#/components")?;
        return example(schemas.pointer(pointer)?, schemas, depth + 1);
    }
    if let Some(one) = schema.get("enum").and_then(|all| all.get(0)) {
        return Some(one.clone());
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        let parts = schema.get(several).and_then(Value::as_array);
        let found = parts.into_iter().flatten().find_map(|part| {
            let is_null = part.get("type").is_some_and(|kind| kind == "null");
            if is_null {
                None
            } else {
                example(part, schemas, depth + 1)
            }
        });
        if found.is_some() {
            return found;
        }
    }
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let all: Map<String, Value> = properties
            .iter()
            .filter_map(|(name, part)| Some((name.clone(), example(part, schemas, depth + 1)?)))
            .collect();
        return Some(Value::Object(all));
    }
    if let Some(items) = schema.get("items") {
        let one = example(items, schemas, depth + 1);
        return Some(Value::Array(one.into_iter().collect()));
    }
    plain(schema)
}

fn plain(schema: &Value) -> Option<Value> {
    let kind = match schema.get("type")? {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null")?.as_str()?,
        kind => kind.as_str()?,
    };
    match (kind, schema.get("format").and_then(Value::as_str)) {
        ("string", Some("password")) => Some("vier losse woorden hier".into()),
        ("string", _) => Some("…".into()),
        ("boolean", _) => Some(false.into()),
        ("integer" | "number", _) => Some(1.into()),
        _ => None,
    }
}
