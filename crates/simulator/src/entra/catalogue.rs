//! Every AADSTS error that the stand-in gives: code, `error` value, status and
//! words. Statuses and `error` values as recorded where there are recordings,
//! else as the documentation groups them.
//! Microsoft: "Microsoft Entra authentication and authorization error codes".

mod grants;
mod ordered;
mod people;
mod policies;
mod requests;

pub(crate) use grants::*;
pub(crate) use people::*;
pub(crate) use policies::*;
pub(crate) use requests::*;

/// One error as Microsoft knows it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) code: u32,
    pub(crate) error: &'static str,
    /// At the token endpoint and in discovery.
    pub(crate) status: u16,
    pub(crate) suberror: Option<&'static str>,
    pub(crate) place: Place,
    /// With names in braces for what differs from case to case.
    pub(crate) text: &'static str,
}

/// Where Microsoft shows an error that comes up at `/authorize`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// On its own page: the request is at fault.
    Request,
    /// On its own page: the person is stopped.
    Person,
    /// Sent back to the application.
    Application,
    /// It only comes up at the token endpoint.
    Token,
}

/// The error of that number, for faults that are ordered.
pub(crate) fn find(code: u32) -> Option<&'static Entry> {
    [
        requests::ALL,
        people::ALL,
        policies::ALL,
        grants::ALL,
        ordered::ALL,
    ]
    .into_iter()
    .flatten()
    .find(|entry| entry.code == code)
}

/// `name(arguments) = code error status place [suberror]: "text with {arguments}";`
/// becomes a function of that name, and a line in `ALL`.
macro_rules! errors {
    ($($(#[$doc:meta])* $name:ident($($argument:ident),*) = $code:literal $error:ident $status:literal
       $place:ident $([$suberror:ident])?: $text:literal;)*) => {
        pub(super) static ALL: &[$crate::entra::catalogue::Entry] = &[$(
            $crate::entra::catalogue::Entry {
                code: $code,
                error: stringify!($error),
                status: $status,
                suberror: $crate::entra::catalogue::errors!(@sub $($suberror)?),
                place: $crate::entra::catalogue::Place::$place,
                text: $text,
            }
        ),*];
        $($(#[$doc])* pub(crate) fn $name(
            $($argument: impl std::fmt::Display),*
        ) -> $crate::entra::errors::EntraError {
            $crate::entra::errors::EntraError {
                code: $code,
                error: stringify!($error),
                status: http::StatusCode::from_u16($status)
                    .unwrap_or(http::StatusCode::BAD_REQUEST),
                text: format!($text),
                suberror: $crate::entra::catalogue::errors!(@sub $($suberror)?),
                claims: None,
                place: $crate::entra::catalogue::Place::$place,
            }
        })*
    };
    (@sub) => { None };
    (@sub $suberror:ident) => { Some(stringify!($suberror)) };
}
use errors;
