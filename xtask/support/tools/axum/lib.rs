//! What Trunk names of axum when it serves nothing: the crate with the `Uri`.

pub use http;
