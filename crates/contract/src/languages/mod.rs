//! Everything that is said to people, in every language, in one file a language.
//!
//! A text that a language lacks does not compile, nor does one that the others lack.
//! A language more is its file and its line in [`languages!`] below; docs/panel.md
//! tells the rest. What goes unused costs the panel nothing: each text is a constant
//! of its own.

use crate::catalogue::Cause;
use serde::{Deserialize, Serialize};

/// The texts of one language. Every file of a language calls this.
macro_rules! language {
    ($($name:ident = $text:literal;)+) => {
        $(pub(super) const $name: &str = $text;)+
    };
}

/// The causes in the words of one language. Every file of a language calls this too.
macro_rules! causes {
    (@short) => { "" };
    (@short $short:literal) => { $short };
    ($($name:ident = $title:literal, $remedy:literal $(, $short:literal)?;)+) => {
        pub(super) fn cause(cause: Cause) -> Words {
            match cause {
                $(Cause::$name => Words {
                    title: $title,
                    remedy: $remedy,
                    short: causes!(@short $($short)?),
                },)+
            }
        }
    };
}

/// The list of the languages: for each its name in the code, its file, which is its
/// code on the wire (BCP 47), and how its speakers call it. The `$` is for the macro
/// in the macro.
macro_rules! languages {
    ($d:tt $($lang:ident $file:ident $own:literal;)+) => {
        $(mod $file {
            use super::*;
            include!(concat!(stringify!($file), ".rs"));
        })+

        /// A language of the panel, of mails and of errors.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum Lang {
            $(#[doc = $own] $lang,)+
        }

        impl Lang {
            /// All languages, the leading one first.
            pub const ALL: [Self; [$(stringify!($file),)+].len()] = [$(Self::$lang,)+];

            /// The stable name on the wire, and what HTML calls it (BCP 47).
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$lang => stringify!($file),)+ }
            }

            /// What its speakers call it.
            #[must_use]
            pub fn own_name(self) -> &'static str {
                match self { $(Self::$lang => $own,)+ }
            }
        }

        impl Cause {
            /// What it is called, and what to do, in `lang`.
            #[must_use]
            pub fn words(self, lang: Lang) -> Words {
                match lang { $(Lang::$lang => $file::cause(self),)+ }
            }
        }

        /// A text of this name, in each language.
        macro_rules! in_each {
            ($d name:ident) => { Say(&[$($file::$d name,)+]) };
        }
    };
}

languages! { $
    Nl nl "Nederlands";
    En en "English";
}

impl Lang {
    /// The one for everything that nobody chose a language for.
    pub const LEADING: Self = Self::ALL[0];

    /// The one for people whose own language is not here.
    pub const ELSE: Self = Self::En;

    /// The one in which the log is stored, whoever acts. Who reads it there reads it in
    /// a language of their own: see [`taken`].
    pub const STORED: Self = Self::En;

    /// The language that a tag names (`nl`, `nl-BE`, `EN_us`), if it is here.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| code.eq_ignore_ascii_case(lang.code()))
    }
}

/// A text in every language: one address, so that the many places that name one stay
/// small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Say(&'static [&'static str; Lang::ALL.len()]);

impl Say {
    /// The text in `lang`.
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        self.0[lang as usize]
    }

    /// The text in `lang`, with these values in its places; see [`fill`].
    #[must_use]
    pub fn filled(self, lang: Lang, values: &[&str]) -> String {
        fill(self.words(lang), values)
    }
}

/// Puts the first value where `{}` stands, the second where `{2}` does, and so on. A
/// place without a value stays; a brace in a value is only a brace.
#[must_use]
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else {
            break;
        };
        out.push_str(before);
        let at = match place.as_bytes() {
            [] => 0,
            [digit @ b'1'..=b'9'] => usize::from(digit - b'1'),
            _ => usize::MAX,
        };
        match values.get(at) {
            Some(value) => out.push_str(value),
            None => out.extend(["{", place, "}"]),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What [`fill`] put into the places of `text` to make `filled` of it: the first value
/// first. `None` where it made something else.
#[must_use]
pub fn taken<'a>(text: &str, filled: &'a str) -> Option<Vec<&'a str>> {
    let mut parts = text.split('{');
    let mut rest = filled.strip_prefix(parts.next()?)?;
    let mut values = Vec::new();
    for part in parts {
        let (place, behind) = part.split_once('}')?;
        let at = place.parse().map_or(0, |nth: usize| nth.saturating_sub(1));
        let end = match behind {
            "" => rest.len(),
            behind => rest.find(behind)?,
        };
        values.push((at, &rest[..end]));
        rest = &rest[end + behind.len()..];
    }
    values.sort_unstable();
    rest.is_empty()
        .then(|| values.into_iter().map(|(_, value)| value).collect())
}

/// A cause in the words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// What happened, in one sentence.
    pub title: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// What happened in few words and without a stop, where many causes stand below
    /// each other; empty where the sentence is short enough.
    pub short: &'static str,
}

/// Every text by its name. The names are read from English, which the code is in.
pub mod texts {
    use super::*;

    macro_rules! language {
        ($($name:ident = $text:literal;)+) => {
            $(#[doc = $text] pub const $name: Say = in_each!($name);)+

            /// All of them with their names, for the tests of the words.
            pub const ALL: &[(&str, Say)] = &[$((stringify!($name), $name),)+];
        };
    }
    macro_rules! causes {
        ($($cause:tt)+) => {};
    }
    include!("en.rs");
}

pub mod names;

#[cfg(test)]
mod tests;
