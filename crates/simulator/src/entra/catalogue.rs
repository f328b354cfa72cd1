//! Every AADSTS error that the stand-in gives: code, `error` value, status and
//! words. Statuses and `error` values as recorded where there are recordings,
//! else as the documentation groups them.
//! Microsoft: "Microsoft Entra authentication and authorization error codes".

mod grants;
mod people;
mod requests;

pub(crate) use grants::*;
pub(crate) use people::*;
pub(crate) use requests::*;
