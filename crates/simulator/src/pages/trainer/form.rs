//! The trainer's forms: each is one call of the control API, described by its
//! fields and shown in two languages.

use serde_json::{Map, Number, Value};

use crate::base::language::Language;
use crate::base::markup::{Markup, html};
use crate::base::text::Parameters;

/// Dutch and English.
pub(super) type Words = (&'static str, &'static str);

/// One call.
pub(super) struct Form {
    pub(super) method: &'static str,
    /// Below `/control/`.
    pub(super) path: &'static str,
    pub(super) title: Words,
    pub(super) fields: &'static [Field],
}

/// What is filled in.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: Words,
    pub(super) kind: Kind,
    pub(super) required: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Text, with suggestions from a list of that name if there is one.
    Text(&'static str),
    /// Several words, sent as a list.
    Words(&'static str),
    Number,
    /// Yes, no, or not changed.
    YesNo,
    Choice(&'static [(&'static str, Words)]),
}

/// A field that must be filled in.
pub(super) const fn must(name: &'static str, label: Words, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        required: true,
    }
}

/// A field that may stay empty.
pub(super) const fn may(name: &'static str, label: Words, kind: Kind) -> Field {
    Field {
        name,
        label,
        kind,
        required: false,
    }
}

pub(super) const fn post(path: &'static str, title: Words, fields: &'static [Field]) -> Form {
    Form {
        method: "POST",
        path,
        title,
        fields,
    }
}

pub(super) const fn delete(path: &'static str, title: Words) -> Form {
    Form {
        method: "DELETE",
        path,
        title,
        fields: &[],
    }
}

impl Form {
    /// Method and path, by which the form is found again.
    pub(super) fn order(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(super) fn show(&self, l: Language, section: &str) -> Markup {
        let fields = Markup::join(self.fields.iter().map(|field| field.show(l)));
        let title = l.pick(self.title.0, self.title.1);
        html!(
            "<form method=\"post\" action=\"/trainer/{}\" class=\"order\">\
             <input type=\"hidden\" name=\"order\" value=\"{}\">{}<button>{}</button></form>",
            section,
            self.order(),
            fields,
            title
        )
    }

    /// What was filled in, as the call takes it; empty fields are left out.
    pub(super) fn body(&self, filled: &Parameters) -> Value {
        let given = self.fields.iter().filter_map(|field| {
            let text = filled.get(field.name)?.trim();
            (!text.is_empty()).then(|| (field.name.to_owned(), field.value(text)))
        });
        Value::Object(given.collect::<Map<_, _>>())
    }
}

impl Field {
    fn show(&self, l: Language) -> Markup {
        let required = if self.required { "required" } else { "" };
        let input = match self.kind {
            Kind::Text(list) | Kind::Words(list) => html!(
                "<input name=\"{}\" list=\"{}\" autocomplete=\"off\" {}>",
                self.name,
                list,
                required
            ),
            Kind::Number => html!(
                "<input name=\"{}\" inputmode=\"numeric\" pattern=\"-?[0-9]+\" autocomplete=\"off\" {}>",
                self.name,
                required
            ),
            Kind::YesNo => {
                const BOTH: &[(&str, Words)] = &[("true", ("ja", "yes")), ("false", ("nee", "no"))];
                self.choice(l, BOTH)
            }
            Kind::Choice(all) => self.choice(l, all),
        };
        let several = Markup::when(matches!(self.kind, Kind::Words(_)), || {
            html!(
                " <small>{}</small>",
                l.pick(
                    "(meer met spaties ertussen)",
                    "(several with spaces between)"
                )
            )
        });
        html!(
            "<label>{}{}{}</label>",
            l.pick(self.label.0, self.label.1),
            several,
            input
        )
    }

    fn choice(&self, l: Language, all: &[(&str, Words)]) -> Markup {
        let none = Markup::when(!self.required, || html!("<option value=\"\"></option>"));
        let options = all.iter().map(|(value, words)| {
            html!(
                "<option value=\"{}\">{}</option>",
                value,
                l.pick(words.0, words.1)
            )
        });
        html!(
            "<select name=\"{}\">{}{}</select>",
            self.name,
            none,
            Markup::join(options)
        )
    }

    fn value(&self, text: &str) -> Value {
        match self.kind {
            Kind::Words(_) => text
                .split([' ', ',', ';'])
                .filter(|word| !word.is_empty())
                .collect(),
            Kind::Number => text
                .parse::<Number>()
                .map_or_else(|_| text.into(), Value::Number),
            Kind::YesNo => match text {
                "true" => true.into(),
                "false" => false.into(),
                other => other.into(),
            },
            Kind::Text(_) | Kind::Choice(_) => text.into(),
        }
    }
}
