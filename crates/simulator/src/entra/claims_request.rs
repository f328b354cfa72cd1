//! The `claims` parameter of OpenID Connect, as far as Microsoft's clients use
//! it: to declare that they answer claims challenges, and to answer one.
//! Microsoft: "Claims challenges, claims requests, and client capabilities".

use serde_json::Value;

use crate::base::text::Parameters;
use crate::entra::errors::{self, EntraError};

/// What a request's claims ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClaimsRequest {
    /// `xms_cc` with `cp1`: tokens may live long, and be challenged.
    pub(crate) continuous: bool,
    /// The token has to be newer than this, in seconds since 1970.
    pub(crate) not_before: Option<i64>,
}

impl ClaimsRequest {
    pub(crate) fn of(parameters: &Parameters) -> Result<Self, EntraError> {
        let Some(text) = parameters.get("claims") else {
            return Ok(Self::default());
        };
        let json: Value = serde_json::from_str(text).map_err(|_| errors::bad_input("claims"))?;
        if !json.is_object() {
            return Err(errors::bad_input("claims"));
        }
        let access = &json["access_token"];
        let capabilities = access["xms_cc"]["values"].as_array();
        let is_cp1 = |one: &Value| {
            one.as_str()
                .is_some_and(|one| one.eq_ignore_ascii_case("cp1"))
        };
        let not_before = &access["nbf"]["value"];
        Ok(Self {
            continuous: capabilities.is_some_and(|all| all.iter().any(is_cp1)),
            not_before: not_before
                .as_str()
                .and_then(|text| text.parse().ok())
                .or_else(|| not_before.as_i64()),
        })
    }
}
