//! The invariants of `docs/architecture.md` that can be read off the source tree.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lies below the top")
        .to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files below `folder` whose name ends with `.ending`, as paths from the top.
fn sources(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(dir) = waiting.pop() {
        for entry in fs::read_dir(&dir)
            .expect("a folder of the source tree")
            .map(|entry| entry.expect("readable"))
        {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() && name != "node_modules" && name != "target" && name != "dist" {
                waiting.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == ending)
            {
                found.push(
                    path.strip_prefix(root())
                        .expect("below the top")
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        }
    }
    assert!(!found.is_empty(), "{folder} holds no .{ending}");
    found
}

/// Names in `[dependencies]` of a crate.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let text = read(manifest);
    let body = text
        .split("[dependencies]")
        .nth(1)
        .expect("a [dependencies] section")
        .split("\n[")
        .next()
        .expect("text");
    body.lines()
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn crates_depend_in_one_direction() {
    const ORDER: [&str; 6] = [
        "agevfs", "vault", "casework", "agepq", "handover", "service",
    ];
    for (at, name) in ORDER.iter().enumerate() {
        let found = dependencies(&format!("src-tauri/crates/{name}/Cargo.toml"));
        for later in &ORDER[at..] {
            assert!(!found.contains(*later), "{name} depends on {later}");
        }
    }
}

#[test]
fn the_engine_does_not_know_tauri() {
    for manifest in sources("src-tauri/crates", "toml")
        .iter()
        .filter(|path| path.ends_with("Cargo.toml") && !path.contains("/fuzz/"))
    {
        if manifest.contains("xtask") {
            continue;
        }
        assert!(
            !dependencies(manifest)
                .iter()
                .any(|name| name.starts_with("tauri")),
            "{manifest}"
        );
    }
    for path in sources("src-tauri/crates", "rs")
        .iter()
        .filter(|path| !path.contains("xtask"))
    {
        assert!(!read(path).contains("tauri::"), "{path}");
    }
}

#[test]
fn the_window_may_call_the_contract_and_nothing_else() {
    let capability: serde_json::Value =
        serde_json::from_str(&read("src-tauri/capabilities/main.json")).expect("JSON");
    let granted: BTreeSet<String> = capability["permissions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|name| name.as_str().expect("text").to_owned())
        .collect();
    let host = [
        "pick_open",
        "pick_save",
        "pick_folder",
        "present",
        "touched",
        "host_state",
        "lock_begin",
        "copy",
    ];
    let mut expected: BTreeSet<String> = service::COMMANDS
        .iter()
        .chain(&host)
        .map(|name| format!("allow-{}", name.replace('_', "-")))
        .collect();
    expected.extend([
        "core:event:allow-listen".to_owned(),
        "core:event:allow-unlisten".to_owned(),
    ]);
    assert_eq!(granted, expected);
}

#[test]
fn unsafe_has_few_homes() {
    const HOMES: [&str; 4] = [
        "src-tauri/crates/agevfs/src/vfs",
        "src-tauri/crates/apart/src/lib.rs",
        "src-tauri/src/harden/environment.rs",
        "src-tauri/src/afresh.rs",
    ];
    for path in sources("src-tauri", "rs") {
        let unsafe_code = read(&path).lines().any(|line| {
            let code = line.split("//").next().unwrap_or_default();
            code.contains("unsafe ") || code.contains("unsafe{")
        });
        let home = HOMES.iter().any(|home| path.starts_with(home));
        assert!(!unsafe_code || home, "{path}");
    }
}

/// What a person said or is must not be printable by accident. Ids, closed lists and the kind of a record say nothing.
#[test]
fn records_have_no_debug_view() {
    for path in sources("src-tauri/crates/casework/src/record", "rs")
        .into_iter()
        .chain(sources("src-tauri/crates/casework/src/view", "rs"))
        .chain(sources("src-tauri/crates/service/src/contract", "rs"))
    {
        let text = read(&path);
        for (at, _) in text.match_indices("derive(") {
            let derive = &text[at..at + text[at..].find(')').expect("closed")];
            let item = text[at..]
                .lines()
                .find(|line| line.contains("struct ") || line.contains("enum "))
                .unwrap_or_default();
            let harmless = path.ends_with("ids.rs")
                || path.ends_with("grade.rs")
                || item.contains("enum Kind")
                || item.contains("enum CaseSort");
            assert!(!derive.contains("Debug") || harmless, "{path}: {item}");
        }
    }
}

#[test]
fn lock_files_name_no_host() {
    for path in ["ui/package-lock.json", "tests/package-lock.json"] {
        assert!(
            !read(path).contains("\"resolved\""),
            "{path} names where packages came from; see .npmrc"
        );
    }
}

#[test]
fn every_shipped_profile_strips_and_checks() {
    let text = read("Cargo.toml");
    let release = text
        .split("[profile.release]")
        .nth(1)
        .expect("a release profile");
    for wanted in [
        "strip = \"symbols\"",
        "overflow-checks = true",
        "panic = \"unwind\"",
    ] {
        assert!(release.contains(wanted), "{wanted}");
    }
}

/// Doors for the fuzzer open in the fuzzer's own crate alone.
#[test]
fn nothing_shipped_turns_fuzzing_on() {
    for path in sources("src-tauri", "toml") {
        let text = read(&path);
        let used = text
            .lines()
            .any(|line| line.contains("\"fuzzing\"") && !line.starts_with('#'));
        assert!(!used, "{path}");
    }
    assert!(read("tests/fuzz/Cargo.toml").contains("\"fuzzing\""));
}
