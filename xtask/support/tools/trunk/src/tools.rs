//! Finds the applications that a build uses. This Trunk downloads none: whoever
//! calls it has put them on PATH.

use anyhow::{bail, ensure, Context, Result};
use std::path::PathBuf;
use tokio::process::Command;

/// An application of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Application {
    Sass,
    TailwindCss,
    TailwindCssExtra,
    WasmBindgen,
    WasmOpt,
}

/// How files would be downloaded; part of Trunk's configuration.
#[derive(Debug, Clone, Default)]
pub struct HttpClientOptions {}

/// An application that was found.
#[derive(Clone, Debug)]
pub struct ToolInformation {
    pub path: PathBuf,
    pub version: String,
}

impl Application {
    /// The name of its program.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sass => "sass",
            Self::TailwindCss => "tailwindcss",
            Self::TailwindCssExtra => "tailwindcss-extra",
            Self::WasmBindgen => "wasm-bindgen",
            Self::WasmOpt => "wasm-opt",
        }
    }

    /// The version in what the application answers to `--version`, written the
    /// way a requirement in Trunk.toml or index.html is.
    fn version(self, answer: &str) -> Option<String> {
        let mut words = answer.split_whitespace();
        match self {
            Self::Sass => words.next().map(str::to_owned),
            Self::WasmOpt => words.nth(2).map(|number| format!("version_{number}")),
            Self::TailwindCss | Self::TailwindCssExtra | Self::WasmBindgen => {
                words.nth(1).map(str::to_owned)
            }
        }
    }
}

/// The application on PATH.
pub async fn get(
    app: Application,
    version: Option<&str>,
    offline: bool,
    options: &HttpClientOptions,
) -> Result<PathBuf> {
    Ok(get_info(app, version, offline, options).await?.path)
}

/// The application on PATH, and its version; an error when it is another than
/// the required one.
pub async fn get_info(
    app: Application,
    required: Option<&str>,
    _offline: bool,
    _options: &HttpClientOptions,
) -> Result<ToolInformation> {
    let name = app.name();
    let path = which::which(name).with_context(|| format!("{name} is not on PATH"))?;
    let output = Command::new(&path).arg("--version").output().await?;
    ensure!(
        output.status.success(),
        "`{} --version` failed",
        path.display()
    );
    let answer = String::from_utf8_lossy(&output.stdout);
    let version = app
        .version(&answer)
        .with_context(|| format!("`{name} --version` names no version: {answer}"))?;
    if let Some(required) = required {
        if required != version {
            bail!("{name} {required} is needed, and the one on PATH is {version}");
        }
    }
    Ok(ToolInformation { path, version })
}
