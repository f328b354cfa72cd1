//! OData's query options, as far as mail needs them.
//! Microsoft: "Use query parameters to customize Microsoft Graph responses".

use crate::base::text::Parameters;
use crate::graph::error::{self, GraphError};
use crate::graph::filter::{self, Filter};

const MOST_TOP: usize = 1000;

/// The options of one call.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) select: Option<Vec<String>>,
    pub(crate) top: Option<usize>,
    pub(crate) skip: usize,
    pub(crate) filter: Option<Filter>,
    pub(crate) order: Vec<Order>,
    pub(crate) count: bool,
    pub(crate) expand: Vec<String>,
    pub(crate) search: Option<String>,
    /// `includeHiddenFolders=true`
    pub(crate) include_hidden: bool,
    /// The place a delta query goes on from.
    pub(crate) delta_token: Option<String>,
    pub(crate) skip_token: Option<String>,
    /// As sent, for the next page's address.
    raw: String,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) field: filter::Field,
    pub(crate) descending: bool,
}

impl Query {
    pub(crate) fn parse(raw: &str) -> Result<Self, GraphError> {
        let parameters = Parameters::parse(raw.as_bytes());
        // The dollar sign may be left out.
        let option = |name: &str| {
            parameters
                .get(&format!("${name}"))
                .or_else(|| parameters.get(name))
        };
        let number = |name: &str| match option(name) {
            None => Ok(None),
            Some(text) => text.parse::<usize>().map(Some).map_err(|_| {
                error::bad_request(format!(
                    "Invalid value '{text}' for ${name} query option found. The ${name} query \
                     option requires a non-negative integer value."
                ))
            }),
        };
        let top = number("top")?;
        if top == Some(0) || top.is_some_and(|top| top > MOST_TOP) {
            return Err(error::bad_request(format!(
                "The limit of '{MOST_TOP}' for Top query has been exceeded. The value from the \
                 incoming request is '{}'.",
                top.unwrap_or(0)
            )));
        }
        let filter = option("filter").map(filter::parse).transpose()?;
        let order = option("orderby")
            .map(orders)
            .transpose()?
            .unwrap_or_default();
        let query = Self {
            select: option("select").map(names),
            top,
            skip: number("skip")?.unwrap_or(0),
            filter,
            order,
            count: option("count").is_some_and(|count| count.eq_ignore_ascii_case("true")),
            expand: option("expand").map(names).unwrap_or_default(),
            search: option("search").map(|words| words.trim_matches('"').to_lowercase()),
            include_hidden: parameters
                .get("includeHiddenFolders")
                .is_some_and(|value| value.eq_ignore_ascii_case("true")),
            delta_token: option("deltatoken").map(str::to_owned),
            skip_token: option("skiptoken").map(str::to_owned),
            raw: raw.to_owned(),
        };
        query.check_efficient()?;
        Ok(query)
    }

    /// Whether a property is in the answer.
    pub(crate) fn selects(&self, name: &str) -> bool {
        self.select
            .as_ref()
            .is_none_or(|names| names.iter().any(|wanted| wanted.eq_ignore_ascii_case(name)))
    }

    /// Whether a property was asked for by name.
    pub(crate) fn names(&self, name: &str) -> bool {
        self.select.is_some() && self.selects(name)
    }

    /// The query of the next page.
    pub(crate) fn next_page(&self, skip: usize) -> String {
        self.changed(&["$skip", "skip"], "$skip", &skip.to_string())
    }

    /// The query as it came, without some parameters and with a new one.
    pub(crate) fn changed(&self, without: &[&str], name: &str, value: &str) -> String {
        let kept = form_urlencoded::parse(self.raw.as_bytes())
            .filter(|(name, _)| !without.contains(&name.as_ref()));
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in kept {
            out.append_pair(&name, &value);
        }
        out.append_pair(name, value);
        out.finish()
    }

    /// What is sorted by must be filtered by first, in the same order.
    fn check_efficient(&self) -> Result<(), GraphError> {
        let Some(filter) = &self.filter else {
            return Ok(());
        };
        let fields = filter.fields();
        let fits = self
            .order
            .iter()
            .zip(fields.iter().map(Some).chain(std::iter::repeat(None)))
            .all(|(order, field)| field == Some(&order.field));
        if fits {
            Ok(())
        } else {
            Err(error::inefficient_filter())
        }
    }
}

fn names(text: &str) -> Vec<String> {
    text.split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

fn orders(text: &str) -> Result<Vec<Order>, GraphError> {
    names(text)
        .iter()
        .map(|part| {
            let (name, direction) = part.split_once(' ').unwrap_or((part, "asc"));
            Ok(Order {
                field: filter::Field::parse(name.trim())?,
                descending: direction.trim().eq_ignore_ascii_case("desc"),
            })
        })
        .collect()
}
