//! `imagecapture-mail`. What it does is in the library: compiled there once,
//! instead of once more here.

use std::process::ExitCode;

fn main() -> ExitCode {
    backend::program::run()
}
