//! Cuts a wasm into pieces: `wasm-split-cli INPUT FOLDER --out-name NAME`, the
//! part that is used here of the command line that comes with the library.

use std::path::Path;
use std::{env, fs};

use eyre::{WrapErr, bail};
use wasm_split_cli_support::{Options, transform};

fn main() -> eyre::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, folder, flag, name] = arguments.as_slice() else {
        bail!("call it as wasm-split-cli INPUT FOLDER --out-name NAME");
    };
    if flag != "--out-name" {
        bail!("{flag} is not known here");
    }
    let wasm = fs::read(input).wrap_err_with(|| format!("reading {input}"))?;
    let folder = Path::new(folder);
    let (main, module) = (folder.join(format!("{name}.wasm")), format!("./{name}.js"));
    let mut options = Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = &module;
    transform(options)?;
    Ok(())
}
