//! Declares every command of the contract to Tauri, so that each needs a grant in `capabilities/main.json` and nothing else can be called.

use std::{env, fs, path::Path};

const CONTRACT: &str = "crates/service/src/contract/mod.rs";
/// Commands of the host itself: file dialogs, the clipboard, locking, and the sign that somebody is there.
const HOST: [&str; 8] = [
    "pick_open",
    "pick_save",
    "pick_folder",
    "present",
    "touched",
    "host_state",
    "lock_begin",
    "copy",
];

fn main() {
    println!("cargo:rerun-if-changed={CONTRACT}");
    // The page is part of the program; without this a new page would wait for the next change of the Rust side.
    println!("cargo:rerun-if-changed=../ui/dist");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let contract = fs::read_to_string(Path::new(&root).join(CONTRACT))
        .expect("the contract is part of the source tree");
    let mut commands: Vec<&'static str> = HOST.to_vec();
    commands.extend(names(&contract).map(|name| &*Box::leak(name.to_owned().into_boxed_str())));
    let manifest = tauri_build::AppManifest::new().commands(Box::leak(commands.into_boxed_slice()));
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
        .expect("the Tauri configuration is valid");
}

/// Names of the lines `name(Request) -> Response, scope;`.
fn names(contract: &str) -> impl Iterator<Item = &str> {
    contract
        .lines()
        .map(str::trim)
        .filter(|line| line.contains(") -> ") && line.ends_with(';'))
        .filter_map(|line| line.split_once('('))
        .map(|(name, _)| name)
}
