//! `$filter` on messages: comparisons and three functions, joined by `and`,
//! `or`, `not` and brackets.

use std::cmp::Ordering;

use crate::base::clock::Moment;
use crate::graph::error::{self, GraphError};
use crate::mail::ids;
use crate::mail::message::Message;

/// Brackets and `not` may go this deep.
const MOST_DEPTH: usize = 16;

#[derive(Debug)]
pub(crate) enum Filter {
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    Compare(Field, Comparison, Literal),
    Function(Function, Field, String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    InternetMessageId,
    Subject,
    ConversationId,
    Received,
    Sent,
    Created,
    Modified,
    IsRead,
    IsDraft,
    HasAttachments,
    Importance,
    FromAddress,
    FromName,
    SenderAddress,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Function {
    StartsWith,
    EndsWith,
    Contains,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Literal {
    Text(String),
    Bool(bool),
    Time(i64),
}

impl Field {
    pub(crate) fn parse(name: &str) -> Result<Self, GraphError> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "internetmessageid" => Self::InternetMessageId,
            "subject" => Self::Subject,
            "conversationid" => Self::ConversationId,
            "receiveddatetime" => Self::Received,
            "sentdatetime" => Self::Sent,
            "createddatetime" => Self::Created,
            "lastmodifieddatetime" => Self::Modified,
            "isread" => Self::IsRead,
            "isdraft" => Self::IsDraft,
            "hasattachments" => Self::HasAttachments,
            "importance" => Self::Importance,
            "from/emailaddress/address" => Self::FromAddress,
            "from/emailaddress/name" => Self::FromName,
            "sender/emailaddress/address" => Self::SenderAddress,
            _ => {
                return Err(error::bad_request(format!(
                    "Could not find a property named '{name}' on type 'Microsoft.OutlookServices.Message'."
                )));
            }
        })
    }

    /// Texts compare without regard to case, as Exchange does.
    pub(crate) fn of(self, mailbox: &str, message: &Message) -> Literal {
        let text = |text: &str| Literal::Text(text.to_lowercase());
        let address = |of: &Option<crate::mail::message::Address>| {
            Literal::Text(
                of.as_ref()
                    .map(|a| a.address.to_lowercase())
                    .unwrap_or_default(),
            )
        };
        match self {
            Self::InternetMessageId => text(&message.internet_message_id),
            Self::Subject => text(&message.subject),
            Self::ConversationId => text(&ids::conversation(mailbox, message)),
            Self::Received => Literal::Time(message.received.0),
            Self::Sent => Literal::Time(message.sent.0),
            Self::Created => Literal::Time(message.created.0),
            Self::Modified => Literal::Time(message.modified.0),
            Self::IsRead => Literal::Bool(message.is_read),
            Self::IsDraft => Literal::Bool(message.is_draft),
            Self::HasAttachments => Literal::Bool(message.has_attachments()),
            Self::Importance => text(&message.importance),
            Self::FromAddress => address(&message.from),
            Self::FromName => text(message.from.as_ref().map_or("", |from| from.name.as_str())),
            Self::SenderAddress => address(&message.sender),
        }
    }
}

impl Filter {
    pub(crate) fn fits(&self, mailbox: &str, message: &Message) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(|part| part.fits(mailbox, message)),
            Self::Or(parts) => parts.iter().any(|part| part.fits(mailbox, message)),
            Self::Not(part) => !part.fits(mailbox, message),
            Self::Compare(field, comparison, literal) => {
                let order = field.of(mailbox, message).cmp(literal);
                match comparison {
                    Comparison::Equal => order == Ordering::Equal,
                    Comparison::NotEqual => order != Ordering::Equal,
                    Comparison::Greater => order == Ordering::Greater,
                    Comparison::GreaterOrEqual => order != Ordering::Less,
                    Comparison::Less => order == Ordering::Less,
                    Comparison::LessOrEqual => order != Ordering::Greater,
                }
            }
            Self::Function(function, field, wanted) => match field.of(mailbox, message) {
                Literal::Text(text) => match function {
                    Function::StartsWith => text.starts_with(wanted),
                    Function::EndsWith => text.ends_with(wanted),
                    Function::Contains => text.contains(wanted),
                },
                _ => false,
            },
        }
    }

    /// The fields in the order in which they are filtered by.
    pub(crate) fn fields(&self) -> Vec<Field> {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::fields).collect(),
            Self::Not(part) => part.fields(),
            Self::Compare(field, ..) | Self::Function(_, field, _) => vec![*field],
        }
    }
}

pub(crate) fn parse(text: &str) -> Result<Filter, GraphError> {
    let mut reader = Reader {
        words: words(text)?,
        at: 0,
        depth: 0,
    };
    let filter = reader.any_of()?;
    if reader.at == reader.words.len() {
        Ok(filter)
    } else {
        Err(syntax(text))
    }
}

fn syntax(near: &str) -> GraphError {
    error::bad_request(format!(
        "Invalid filter clause: Syntax error at or near '{near}'."
    ))
}

#[derive(Clone, Debug, PartialEq)]
enum Word {
    Name(String),
    Text(String),
    Mark(char),
}

fn words(text: &str) -> Result<Vec<Word>, GraphError> {
    let mut words = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ' ' => {}
            '(' | ')' | ',' => words.push(Word::Mark(c)),
            '\'' => {
                let mut value = String::new();
                loop {
                    match chars.next() {
                        // A quote inside a text is doubled.
                        Some('\'') if chars.peek() == Some(&'\'') => {
                            chars.next();
                            value.push('\'');
                        }
                        Some('\'') => break,
                        Some(c) => value.push(c),
                        None => return Err(syntax(text)),
                    }
                }
                words.push(Word::Text(value));
            }
            first => {
                let mut name = String::from(first);
                while let Some(&c) = chars.peek() {
                    if matches!(c, ' ' | '(' | ')' | ',' | '\'') {
                        break;
                    }
                    name.push(c);
                    chars.next();
                }
                words.push(Word::Name(name));
            }
        }
    }
    Ok(words)
}

struct Reader {
    words: Vec<Word>,
    at: usize,
    depth: usize,
}

impl Reader {
    fn any_of(&mut self) -> Result<Filter, GraphError> {
        let mut parts = vec![self.all_of()?];
        while self.skip_name("or") {
            parts.push(self.all_of()?);
        }
        Ok(single_or(parts, Filter::Or))
    }

    fn all_of(&mut self) -> Result<Filter, GraphError> {
        let mut parts = vec![self.one()?];
        while self.skip_name("and") {
            parts.push(self.one()?);
        }
        Ok(single_or(parts, Filter::And))
    }

    fn one(&mut self) -> Result<Filter, GraphError> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(error::inefficient_filter());
        }
        let filter = if self.skip_name("not") {
            Filter::Not(Box::new(self.one()?))
        } else if self.skip_mark('(') {
            let inner = self.any_of()?;
            self.mark(')')?;
            inner
        } else {
            let name = self.name()?;
            if self.skip_mark('(') {
                self.function(&name)?
            } else {
                self.comparison(&name)?
            }
        };
        self.depth -= 1;
        Ok(filter)
    }

    fn function(&mut self, name: &str) -> Result<Filter, GraphError> {
        let function = match name.to_ascii_lowercase().as_str() {
            "startswith" => Function::StartsWith,
            "endswith" => Function::EndsWith,
            "contains" => Function::Contains,
            _ => return Err(syntax(name)),
        };
        let field = Field::parse(&self.name()?)?;
        self.mark(',')?;
        let Some(Word::Text(text)) = self.next() else {
            return Err(syntax(name));
        };
        self.mark(')')?;
        // `contains(…) eq true` is the same as `contains(…)`.
        if self.skip_name("eq") && !self.skip_name("true") {
            return Err(syntax(name));
        }
        Ok(Filter::Function(function, field, text.to_lowercase()))
    }

    fn comparison(&mut self, name: &str) -> Result<Filter, GraphError> {
        let field = Field::parse(name)?;
        let comparison = match self.name()?.to_ascii_lowercase().as_str() {
            "eq" => Comparison::Equal,
            "ne" => Comparison::NotEqual,
            "gt" => Comparison::Greater,
            "ge" => Comparison::GreaterOrEqual,
            "lt" => Comparison::Less,
            "le" => Comparison::LessOrEqual,
            other => return Err(syntax(other)),
        };
        let literal = match self.next() {
            Some(Word::Text(text)) => Literal::Text(text.to_lowercase()),
            Some(Word::Name(word)) => match word.as_str() {
                "true" => Literal::Bool(true),
                "false" => Literal::Bool(false),
                time => Literal::Time(Moment::parse(time).ok_or_else(|| syntax(time))?.0),
            },
            _ => return Err(syntax(name)),
        };
        Ok(Filter::Compare(field, comparison, literal))
    }

    fn next(&mut self) -> Option<Word> {
        let word = self.words.get(self.at).cloned();
        self.at += 1;
        word
    }

    fn name(&mut self) -> Result<String, GraphError> {
        match self.next() {
            Some(Word::Name(name)) => Ok(name),
            other => Err(syntax(&format!("{other:?}"))),
        }
    }

    fn mark(&mut self, mark: char) -> Result<(), GraphError> {
        if self.skip_mark(mark) {
            Ok(())
        } else {
            Err(syntax(&mark.to_string()))
        }
    }

    fn skip_mark(&mut self, mark: char) -> bool {
        self.skip(|word| *word == Word::Mark(mark))
    }

    fn skip_name(&mut self, name: &str) -> bool {
        self.skip(|word| matches!(word, Word::Name(found) if found.eq_ignore_ascii_case(name)))
    }

    fn skip(&mut self, wanted: impl Fn(&Word) -> bool) -> bool {
        let fits = self.words.get(self.at).is_some_and(wanted);
        self.at += usize::from(fits);
        fits
    }
}

fn single_or(mut parts: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => join(parts),
    }
}
