//! The arrows between crates, from what cargo says about the packages.

use std::process::Stdio;

use serde_json::Value;

use crate::architecture::plan::{CRATES, CratePlan, PANEL_PACKAGES};
use crate::failure::{Failure, Outcome};
use crate::processes::Processes;
use crate::workspace::{PANEL, Workspace};

/// One of our packages and what it depends on directly.
#[derive(Debug)]
pub(super) struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug)]
struct Dependency {
    name: String,
    only_in_tests: bool,
}

/// Asks cargo for the members of the workspace.
pub(super) fn packages(workspace: &Workspace, processes: &Processes) -> Outcome<Vec<Package>> {
    let (status, printed) = processes.run_listening(
        workspace
            .cargo()
            .args(["metadata", "--format-version", "1", "--no-deps"])
            .stderr(Stdio::inherit()),
        false,
    )?;
    if !status.success() {
        return Err(Failure::Program {
            doing: "`cargo metadata`".to_owned(),
            remedy: "cargo says above what is wrong.".to_owned(),
        });
    }
    read(&printed).ok_or_else(|| Failure::Unreadable {
        what: "the answer of `cargo metadata`".to_owned(),
        why: "it is not in the form of version 1".to_owned(),
    })
}

fn read(metadata: &str) -> Option<Vec<Package>> {
    let metadata: Value = serde_json::from_str(metadata).ok()?;
    metadata["packages"]
        .as_array()?
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"]
                .as_array()?
                .iter()
                .map(|dependency| {
                    Some(Dependency {
                        name: dependency["name"].as_str()?.to_owned(),
                        only_in_tests: dependency["kind"] == "dev",
                    })
                })
                .collect::<Option<_>>()?;
            Some(Package {
                name: package["name"].as_str()?.to_owned(),
                dependencies,
            })
        })
        .collect()
}

/// Dependencies between our crates that the plan does not draw, and crates
/// that it does not know.
pub(super) fn broken_arrows(packages: &[Package]) -> Vec<String> {
    let mut findings = Vec::new();
    for package in packages {
        let Some(plan) = plan_of(package) else {
            findings.push(format!(
                "{}: this crate is not in the plan (xtask/src/architecture/plan.rs)",
                package.name
            ));
            continue;
        };
        for dependency in &package.dependencies {
            let ours = packages.iter().any(|other| other.name == dependency.name);
            let name = dependency.name.as_str();
            let allowed = plan.may.contains(&name)
                || (dependency.only_in_tests && plan.in_tests.contains(&name));
            if ours && !allowed {
                findings.push(format!("{} must not depend on {name}", package.name));
            }
        }
    }
    findings
}

/// Packages that a crate must not know.
pub(super) fn misplaced_packages(packages: &[Package]) -> Vec<String> {
    packages
        .iter()
        .filter_map(|package| Some((package, plan_of(package)?)))
        .flat_map(|(package, plan)| {
            package
                .dependencies
                .iter()
                .filter(|dependency| !dependency.only_in_tests)
                .filter(|dependency| plan.never.contains(&dependency.name.as_str()))
                .map(|dependency| {
                    format!(
                        "{} must not depend on the package {}",
                        package.name, dependency.name
                    )
                })
        })
        .collect()
}

/// Packages that were asked for and are not used by the panel.
pub(super) fn missing_packages(packages: &[Package]) -> Vec<String> {
    let panel = packages.iter().find(|package| package.name == PANEL);
    PANEL_PACKAGES
        .iter()
        .filter(|wanted| {
            panel.is_none_or(|panel| panel.dependencies.iter().all(|have| have.name != **wanted))
        })
        .map(|wanted| format!("{PANEL} does not depend on {wanted}"))
        .collect()
}

fn plan_of(package: &Package) -> Option<&'static CratePlan> {
    CRATES.iter().find(|plan| plan.name == package.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(extra: &[(&str, &str, Option<&str>)]) -> Vec<Package> {
        let mut packages: Vec<Value> = CRATES
            .iter()
            .map(|plan| {
                let mut dependencies: Vec<Value> = plan
                    .may
                    .iter()
                    .map(|name| serde_json::json!({"name": name, "kind": null}))
                    .collect();
                if plan.name == PANEL {
                    dependencies.extend(
                        PANEL_PACKAGES
                            .iter()
                            .map(|name| serde_json::json!({"name": name, "kind": null})),
                    );
                }
                serde_json::json!({"name": plan.name, "dependencies": dependencies})
            })
            .collect();
        for (package, dependency, kind) in extra {
            for found in &mut packages {
                if found["name"] == *package {
                    let list = found["dependencies"].as_array_mut().unwrap();
                    list.push(serde_json::json!({"name": dependency, "kind": kind}));
                }
            }
        }
        read(&serde_json::json!({ "packages": packages }).to_string()).unwrap()
    }

    #[test]
    fn the_plan_itself_is_fine() {
        let house = house(&[("backend", "simulator", Some("dev"))]);
        assert!(broken_arrows(&house).is_empty());
        assert!(misplaced_packages(&house).is_empty());
        assert!(missing_packages(&house).is_empty());
    }

    #[test]
    fn every_forbidden_arrow_is_found() {
        for (from, to) in [
            ("contract", "microsoft"),
            ("simulator", "contract"),
            ("simulator", "backend"),
            ("imagecapture-panel", "microsoft"),
            ("imagecapture-panel", "backend"),
            ("microsoft", "backend"),
            ("microsoft", "simulator"),
            ("backend", "simulator"),
            ("xtask", "contract"),
        ] {
            let findings = broken_arrows(&house(&[(from, to, None)]));
            assert_eq!(findings, [format!("{from} must not depend on {to}")]);
        }
    }

    #[test]
    fn a_simulator_that_knows_us_only_in_its_tests_is_found_too() {
        let findings = broken_arrows(&house(&[("simulator", "contract", Some("dev"))]));
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn storage_and_servers_are_kept_out_of_microsoft() {
        for package in ["sqlx", "axum", "hyper"] {
            let findings = misplaced_packages(&house(&[("microsoft", package, None)]));
            assert_eq!(findings.len(), 1, "{package}");
        }
    }

    #[test]
    fn an_unknown_crate_and_a_lost_package_are_found() {
        let metadata = r#"{"packages": [{"name": "helpers", "dependencies": []}]}"#;
        let packages = read(metadata).unwrap();
        assert!(broken_arrows(&packages)[0].contains("not in the plan"));
        assert_eq!(missing_packages(&packages).len(), PANEL_PACKAGES.len());
    }
}
