//! Markup in which everything is escaped unless it is markup already: the
//! [`html!`] macro takes a format string of ours and escapes its arguments.

use std::fmt;

/// HTML that is safe to send.
#[derive(Clone, Debug, Default)]
pub(crate) struct Markup(pub(crate) String);

impl Markup {
    /// Several pieces after each other.
    pub(crate) fn join(pieces: impl IntoIterator<Item = Markup>) -> Self {
        Self(pieces.into_iter().map(|piece| piece.0).collect())
    }

    /// The markup when the condition holds, else nothing.
    pub(crate) fn when(condition: bool, piece: impl FnOnce() -> Markup) -> Self {
        if condition { piece() } else { Self::default() }
    }
}

/// What may stand in a page.
pub(crate) trait Piece {
    fn put(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl Piece for Markup {
    fn put(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Piece for str {
    fn put(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
            let (plain, special) = rest.split_at(at);
            f.write_str(plain)?;
            f.write_str(match special.as_bytes().first() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                Some(b'"') => "&quot;",
                _ => "&#39;",
            })?;
            rest = special.get(1..).unwrap_or("");
        }
        f.write_str(rest)
    }
}

impl Piece for String {
    fn put(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().put(f)
    }
}

impl Piece for std::borrow::Cow<'_, str> {
    fn put(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        str::put(self, f)
    }
}

impl Piece for usize {
    fn put(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl<T: Piece + ?Sized> Piece for &T {
    fn put(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).put(f)
    }
}

/// Lets the formatting macros write a [`Piece`].
pub(crate) struct Show<'a, T: Piece + ?Sized>(pub(crate) &'a T);

impl<T: Piece + ?Sized> fmt::Display for Show<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.put(f)
    }
}

/// `html!("<b>{}</b>", name)`: the arguments are escaped, the format is not.
macro_rules! html {
    ($format:literal $(, $argument:expr)* $(,)?) => {
        $crate::base::markup::Markup(format!(
            $format $(, $crate::base::markup::Show(&$argument))*
        ))
    };
}
pub(crate) use html;

#[cfg(test)]
mod tests {
    #[test]
    fn arguments_are_escaped_and_markup_is_not() {
        let inner = html!("<i>{}</i>", "a<b>&\"'é");
        let outer = html!("<p title=\"{}\">{}</p>", "\"x", inner);
        assert_eq!(
            outer.0,
            "<p title=\"&quot;x\"><i>a&lt;b&gt;&amp;&quot;&#39;é</i></p>"
        );
    }
}
