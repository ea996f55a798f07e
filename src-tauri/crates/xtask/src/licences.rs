//! Licences of every dependency, Rust and npm, and crates that must not be in the shipped tree: no part of it can open a connection.
#![expect(clippy::print_stdout, reason = "reports its count")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::apart::{Apart, BENCH, FUZZ};
use crate::paths::root;
use crate::sh::{command, host, read};

/// Licences that go with GPL-3.0-or-later.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BlueOak-1.0.0",
    "BSL-1.0",
    "CC0-1.0",
    "CC-BY-4.0",
    "CDLA-Permissive-2.0",
    "GPL-3.0-or-later",
    "ISC",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Python-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];
/// HTTP, TLS and DNS: whoever brings one of these in has to explain it here first.
const BANNED: &[&str] = &[
    "hyper",
    "reqwest",
    "ureq",
    "rustls",
    "native-tls",
    "openssl",
    "openssl-sys",
    "hickory-resolver",
    "trust-dns-resolver",
    "quinn",
    "tungstenite",
    "tiny_http",
    "curl",
    "isahc",
];
/// What is shipped.
const SHIPPED: [&str; 2] = ["sandyq-cli", "sandyq-desktop"];

/// Checks both sides.
pub fn check() -> Result<(), String> {
    let mut faults = Vec::new();
    let everywhere = metadata(&[])?;
    // What Cargo would link elsewhere (Tauri's phone builds bring a web client) is not what is shipped from here.
    let here = metadata_of_host()?;
    rust_licences(&everywhere, &[], &mut faults);
    let shipped = banned(&here, &mut faults);
    let everything = versions(&everywhere);
    let mut all = everything.clone();
    for apart in [BENCH, FUZZ] {
        all.extend(set_apart(&apart, &everything, &mut faults)?);
    }
    let crates = all.len();
    let packages = npm_licences("ui", &mut faults)? + npm_licences("tests", &mut faults)?;
    if faults.is_empty() {
        println!(
            "{crates} crates and {packages} npm packages carry licences that go with ours; none of the {shipped} shipped crates speaks HTTP, TLS or DNS."
        );
        return Ok(());
    }
    Err(format!(
        "dependencies that must not be here:\n  {}",
        faults.join("\n  ")
    ))
}

/// A workspace of its own. Never shipped, so the measuring program may bring OpenSSL; but it stands under the same roof.
fn set_apart(
    apart: &Apart,
    everything: &Versions,
    faults: &mut Vec<String>,
) -> Result<Versions, String> {
    let how = format!("`{}` makes its lock file anew from Cargo.lock", apart.lock);
    let metadata = metadata(&["--manifest-path", apart.manifest, "--all-features"])
        .map_err(|why| format!("{why}\n{how}"))?;
    rust_licences(&metadata, apart.licences, faults);
    let versions = versions(&metadata);
    let others = other_versions(everything, &versions);
    if !others.is_empty() {
        faults.push(format!(
            "{} has other versions than Cargo.lock of: {}; {how}",
            apart.manifest,
            others.join(", ")
        ));
    }
    Ok(versions)
}

fn metadata(more: &[&str]) -> Result<Value, String> {
    let mut command = command("cargo", &["metadata", "--format-version", "1", "--locked"]);
    serde_json::from_str(&read(command.args(more))?).map_err(|error| error.to_string())
}

fn metadata_of_host() -> Result<Value, String> {
    metadata(&["--filter-platform", &host()?])
}

fn allowed(expression: &str, more: &[&str]) -> bool {
    // Old crates write `MIT/Apache-2.0`.
    let expression = expression.replace('/', " OR ");
    spdx::Expression::parse(&expression).is_ok_and(|expression| {
        expression.evaluate(|requirement| match &requirement.license {
            spdx::LicenseItem::Spdx { id, or_later } => {
                ALLOWED.contains(&id.name)
                    || more.contains(&id.name)
                    || (*or_later && ALLOWED.contains(&format!("{}-or-later", id.name).as_str()))
            }
            spdx::LicenseItem::Other(_) => false,
        })
    })
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn rust_licences(metadata: &Value, more: &[&str], faults: &mut Vec<String>) {
    for package in array(metadata, "packages") {
        let (name, licence) = (
            package["name"].as_str().unwrap_or("?"),
            package["license"].as_str().unwrap_or("none"),
        );
        if !allowed(licence, more) {
            faults.push(format!("crate {name}: licence {licence}"));
        }
    }
}

/// Names and versions.
type Versions = BTreeSet<(String, String)>;

fn versions(metadata: &Value) -> Versions {
    array(metadata, "packages")
        .iter()
        .filter_map(|package| {
            let text = |key: &str| package[key].as_str().map(str::to_owned);
            Some((text("name")?, text("version")?))
        })
        .collect()
}

/// Crates that both trees have, and `measured` in a version that `shipped` does not have: then something else is measured than shipped.
fn other_versions(shipped: &Versions, measured: &Versions) -> Vec<String> {
    measured
        .difference(shipped)
        .filter(|(name, _)| shipped.iter().any(|(other, _)| other == name))
        .map(|(name, version)| format!("{name} {version}"))
        .collect()
}

/// Walks what the shipped programs link (normal and build dependencies, not those of tests) and names what is banned.
fn banned(metadata: &Value, faults: &mut Vec<String>) -> usize {
    let names: BTreeMap<&str, &str> = array(metadata, "packages")
        .iter()
        .filter_map(|package| Some((package["id"].as_str()?, package["name"].as_str()?)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = array(&metadata["resolve"], "nodes")
        .iter()
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let mut waiting: Vec<&str> = names
        .iter()
        .filter(|(_, name)| SHIPPED.contains(name))
        .map(|(id, _)| *id)
        .collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(name) = names.get(id).filter(|name| BANNED.contains(name)) {
            faults.push(format!("crate {name} is in the shipped tree"));
        }
        for dependency in nodes.get(id).map_or(&[][..], |node| array(node, "deps")) {
            if array(dependency, "dep_kinds")
                .iter()
                .any(|kind| kind["kind"].as_str() != Some("dev"))
            {
                waiting.extend(dependency["pkg"].as_str());
            }
        }
    }
    seen.len()
}

fn npm_licences(folder: &str, faults: &mut Vec<String>) -> Result<usize, String> {
    let path = root().join(folder).join("package-lock.json");
    let lock: Value = fs::read(&path)
        .map_err(|error| error.to_string())
        .and_then(|text| serde_json::from_slice(&text).map_err(|error| error.to_string()))
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let packages = lock["packages"]
        .as_object()
        .ok_or_else(|| format!("{}: no packages", path.display()))?;
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        let licence = package["license"].as_str().unwrap_or("none");
        if !allowed(licence, &[]) {
            faults.push(format!("npm {name}: licence {licence}"));
        }
    }
    Ok(packages.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::{Versions, other_versions};

    #[test]
    fn what_is_measured_is_what_is_shipped() {
        let tree = |packages: &[(&str, &str)]| -> Versions {
            packages
                .iter()
                .map(|(name, version)| ((*name).to_owned(), (*version).to_owned()))
                .collect()
        };
        let shipped = tree(&[("a", "1.0.0"), ("a", "2.0.0"), ("b", "1.0.0")]);
        let check = |measured: &[(&str, &str)], expect: &[&str]| {
            assert_eq!(other_versions(&shipped, &tree(measured)), expect);
        };
        check(&[("a", "2.0.0"), ("only-here", "9.0.0")], &[]);
        check(&[("a", "3.0.0"), ("b", "1.0.0")], &["a 3.0.0"]);
    }
}
