//! The ImageCapture backend API.

pub mod clock;
pub mod random;
pub mod store;
