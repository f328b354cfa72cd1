//! The admin panel.
fn main() {}
