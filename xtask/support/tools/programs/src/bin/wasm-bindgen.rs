//! wasm-bindgen: `wasm-bindgen --target=web --out-dir=DIR --out-name=NAME INPUT`, the
//! part of its command line that Trunk and our own scripts use. The package that has
//! all of it brings the runner of tests with it, and a fifth more to compile.

use anyhow::{Context, bail};
use std::env;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments == ["--version"] {
        println!("wasm-bindgen {}", env!("CARGO_PKG_VERSION"));
        return Ok(());
    }
    let (mut bindgen, mut folder) = (Bindgen::new(), None);
    // Where the command line begins elsewhere than the library.
    bindgen.typescript(true).omit_default_module_path(false);
    for argument in &arguments {
        let (name, value) = argument.split_once('=').unwrap_or((argument, ""));
        match name {
            "--target" if value == "web" => bindgen.web(true)?,
            "--out-dir" => {
                folder = Some(value);
                &mut bindgen
            }
            "--out-name" => bindgen.out_name(value),
            "--no-typescript" => bindgen.typescript(false),
            "--no-demangle" => bindgen.demangle(false),
            "--keep-debug" => bindgen.keep_debug(true),
            "--keep-lld-exports" => bindgen.keep_lld_exports(true),
            _ if name.starts_with('-') => bail!("{argument} is not known here"),
            // A folder's name may have that sign, too.
            _ => bindgen.input_path(argument),
        };
    }
    bindgen.generate(folder.context("--out-dir=DIR is missing")?)
}
