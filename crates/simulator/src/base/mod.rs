//! Small tools that know nothing of Microsoft: time, random values, sealing,
//! signing keys, markup and languages.

pub(crate) mod clock;
mod der;
pub(crate) mod keys;
pub(crate) mod language;
pub(crate) mod markup;
pub(crate) mod random;
mod rsa_from_seed;
pub(crate) mod seal;
pub(crate) mod signing;
pub(crate) mod text;
