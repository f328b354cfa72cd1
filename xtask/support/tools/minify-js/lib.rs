//! Leaves JavaScript as it is.

use std::convert::Infallible;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopLevelMode {
    Global,
    Module,
}

#[derive(Default)]
pub struct Session;

impl Session {
    pub fn new() -> Self {
        Self
    }
}

pub fn minify(
    _: &Session,
    _: TopLevelMode,
    script: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), Infallible> {
    out.extend_from_slice(script);
    Ok(())
}
