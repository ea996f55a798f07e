//! A damaged vault, of every kind of damage: what is saved into a new one, what is said to be lost, and that the damaged one is never touched.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use sandyq_tests::desk::{Calls, PASSPHRASE};
use sandyq_tests::traces::files;
use serde_json::{Value, json};
use service::{Host, Options, Service};
use tempfile::TempDir;
use vault::{Env, KdfParams};

const NEW: &str = "шкаф облако ветер лодка сосна дюйм";

/// Stops long work once asked to.
#[derive(Default)]
struct Driver(Mutex<bool>);

impl Host for Driver {
    fn progress(&self, job: &'static str, _: u64, _: u64) -> bool {
        job != "salvage" || !*self.0.lock().expect("no holder panics")
    }
}

/// A vault as it lies on the disk while its program is killed: a snapshot, single commits behind it, evidence, identities.
struct World {
    dir: TempDir,
    driver: Arc<Driver>,
    service: Service,
    kit: String,
    /// The evidence records, and the files they name.
    evidence: Vec<(String, String)>,
}

impl Calls for World {
    fn service(&self) -> &Service {
        &self.service
    }
    fn folder(&self) -> &Path {
        self.dir.path()
    }
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let driver = Arc::new(Driver::default());
        let service = Service::new(Options {
            env: Env::real(),
            app_dir: Some(dir.path().join("app")),
            host: driver.clone(),
            kdf: Some(KdfParams::for_tests()),
            uptime: sandyq_tests::desk::patience(),
            local_offset: || 0,
            ..Options::real(dir.path().to_owned())
        });
        let mut world = Self {
            dir,
            driver,
            service,
            kit: String::new(),
            evidence: Vec::new(),
        };
        let path = world.at("a.vault");
        let made = world.ok(
            "vault_create",
            json!({"path": path, "passphrase": PASSPHRASE, "demo": true}),
        );
        world.kit = text(&made["kit"]["identity"]);
        world.ok("seal_open", json!({"passphrase": PASSPHRASE}));
        let source = world.save("source", json!({"kind": "person", "confidential": true}));
        let identity = json!({"id": source, "name": "Somebody", "channel": "a letter"});
        world.ok("source_identity_save", identity);
        world.ok("vault_compact", json!({}));
        let case = world.save("case", json!({"title": "A case"}));
        for i in 0..3_usize {
            let file = world.dir.path().join(format!("{i}.bin"));
            std::fs::write(&file, vec![u8::try_from(i).expect("small"); 100_000 + i])
                .expect("a file");
            let saved = world.ok("evidence_add", json!({"case": case, "path": file, "title": "", "source": null, "obtained": "", "how": "", "sensitivity": "internal"}));
            let item = &saved["record"]["value"];
            world
                .evidence
                .push((text(&item["id"]), text(&item["blob"])));
        }
        for i in 0..4 {
            world.save(
                "note",
                json!({"text": format!("note {i}"), "case_id": case}),
            );
        }
        // As it is on the disk this moment.
        copy(
            &world.dir.path().join("a.vault"),
            &world.dir.path().join("killed.vault"),
        );
        world.ok("vault_lock", json!({}));
        world
    }

    fn save(&self, kind: &str, value: Value) -> Value {
        let saved = self.ok(
            "record_save",
            json!({"record": {"kind": kind, "value": value}, "base": null}),
        );
        saved["record"]["value"]["id"].clone()
    }

    /// A copy of the vault with the damage done, salvaged with its passphrase or its kit into a new one.
    fn salvage(&self, name: &str, with_kit: bool, hurt: impl FnOnce(&Path)) -> Value {
        let damaged = self.dir.path().join(format!("{name}.vault"));
        copy(&self.dir.path().join("killed.vault"), &damaged);
        hurt(&damaged);
        let before = files(&damaged);
        let secret = if with_kit { &self.kit } else { PASSPHRASE };
        let into = self.at(&format!("{name}-saved.vault"));
        let made = self.ok(
            "vault_salvage",
            json!({"path": damaged, "secret": secret, "into": into, "passphrase": NEW}),
        );
        assert!(
            files(&damaged) == before,
            "{name}: the damaged vault was touched"
        );
        let report = made["report"].clone();
        assert_eq!(report["verified"]["ok"], true, "{name}: {report}");
        self.ok("vault_lock", json!({}));
        // It opens with both of its new keys, and with no old one.
        let opened = self.ok(
            "vault_open_with_kit",
            json!({"path": into, "kit": made["kit"]["identity"]}),
        );
        assert_eq!(opened["counts"], made["status"]["counts"]);
        self.ok("vault_lock", json!({}));
        assert!(
            self.service
                .call(
                    "vault_open",
                    json!({"path": into, "passphrase": PASSPHRASE})
                )
                .is_err()
        );
        self.ok("vault_open", json!({"path": into, "passphrase": NEW}));
        assert_eq!(self.ok("vault_verify", json!({}))["ok"], true, "{name}");
        self.ok("vault_lock", json!({}));
        report
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("reads") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("copies");
        }
    }
}

/// The first or last file of a kind in a vault's case database.
fn file(vault: &Path, kind: &str, last: bool) -> PathBuf {
    let mut found: Vec<PathBuf> = files(&vault.join("case"))
        .into_iter()
        .map(|(path, _)| vault.join("case").join(path.file_name().expect("a name")))
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with(kind))
        })
        .collect();
    found.sort();
    if last {
        found.pop()
    } else {
        found.into_iter().next()
    }
    .expect("there is one")
}

fn flip(path: &Path, place: impl FnOnce(usize) -> usize) {
    let mut bytes = std::fs::read(path).expect("reads");
    let at = place(bytes.len());
    bytes[at] ^= 1;
    std::fs::write(path, bytes).expect("writes");
}

fn blob(vault: &Path, id: &str) -> PathBuf {
    vault.join("blobs").join(&id[..2]).join(format!("{id}.age"))
}

fn table<'r>(report: &'r Value, name: &str) -> &'r Value {
    let tables = report["tables"].as_array().expect("a list");
    tables
        .iter()
        .find(|table| table["table"] == name)
        .unwrap_or(&Value::Null)
}

fn saved(report: &Value, name: &str) -> u64 {
    table(report, name)["saved"].as_u64().unwrap_or(0)
}

#[test]
fn every_kind_of_damage_costs_what_it_hit_and_no_more() {
    let world = World::new();

    let report = world.salvage("whole", false, |_| {});
    assert_eq!(report["complete"], true, "{report}");
    assert_eq!(
        (
            saved(&report, "case"),
            saved(&report, "note"),
            saved(&report, "source_identity")
        ),
        (40, 4, 1)
    );
    assert_eq!(
        (&report["blobs"], &report["sealed"]),
        (&json!(3), &json!("saved"))
    );
    let newest = report["newest"].as_u64().expect("a number");
    assert_eq!(report["reached"], newest);

    // A manifest and the file that says what the vault is can be done without.
    let report = world.salvage("manifest", true, |vault| {
        flip(&file(vault, "m-", true), |len| len - 1);
    });
    assert_eq!(
        (&report["complete"], &report["lost"]),
        (&json!(false), &json!([]))
    );
    assert_eq!(
        (saved(&report, "case"), &report["reached"]),
        (40, &json!(newest))
    );
    let report = world.salvage("format", false, |vault| {
        std::fs::remove_file(vault.join("format")).expect("removes");
    });
    assert_eq!((saved(&report, "case"), &report["lost"]), (40, &json!([])));
    assert!(
        text(&report["files"][0]).starts_with("format: "),
        "{report}"
    );

    // A part of the snapshot costs the rows on it.
    let report = world.salvage("chunk", true, |vault| {
        flip(&file(vault, "s-", true), |len| len / 2);
    });
    assert_eq!(
        (&report["complete"], &report["reached"]),
        (&json!(false), &json!(newest))
    );
    let lost = report["lost"].as_array().expect("a list").len();
    assert!(lost < 30 && saved(&report, "case") >= 20, "{report}");
    assert!(!report["files"].as_array().expect("a list").is_empty());

    // A commit that is gone, and with it those behind it: three of the four notes.
    let report = world.salvage("delta", false, |vault| {
        let mut deltas: Vec<String> = files(&vault.join("case"))
            .iter()
            .filter_map(|(path, _)| Some(path.file_name()?.to_string_lossy().into_owned()))
            .filter(|name| name.starts_with("d-"))
            .collect();
        deltas.sort();
        let gone = &deltas[deltas.len() - 3];
        std::fs::remove_file(vault.join("case").join(gone)).expect("removes");
    });
    assert_eq!(
        (&report["reached"], &report["newest"]),
        (&json!(newest - 3), &json!(newest))
    );
    assert_eq!(
        (saved(&report, "note"), &report["complete"]),
        (1, &json!(false))
    );

    // Evidence: one file gone, one damaged at its end.
    let report = world.salvage("blobs", false, |vault| {
        std::fs::remove_file(blob(vault, &world.evidence[0].1)).expect("removes");
        flip(&blob(vault, &world.evidence[2].1), |len| len - 1);
    });
    assert_eq!(
        (&report["blobs"], saved(&report, "evidence")),
        (&json!(1), 3)
    );
    let mut lost: Vec<(String, String)> = report["lost_blobs"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (text(&one["record"]), text(&one["blob"])))
        .collect();
    let mut expected = vec![world.evidence[0].clone(), world.evidence[2].clone()];
    lost.sort();
    expected.sort();
    assert_eq!(lost, expected);

    // The sealed compartment may be lost on its own.
    let report = world.salvage("seal", true, |vault| {
        std::fs::remove_dir_all(vault.join("sealed/keys")).expect("removes");
    });
    assert_eq!(
        (&report["sealed"], saved(&report, "case")),
        (&json!("lost"), 40)
    );

    // Two copies that were worked on apart, laid over each other: the longer one is taken.
    let report = world.salvage("fork", false, |vault| {
        for (name, notes) in [("left", 1), ("right", 3)] {
            let path = world.dir.path().join(format!("{name}.vault"));
            copy(&world.dir.path().join("killed.vault"), &path);
            world.ok(
                "vault_open",
                json!({"path": path, "passphrase": PASSPHRASE}),
            );
            for i in 0..notes {
                world.save("note", json!({"text": format!("{name} {i}")}));
            }
            let dir = path.join("case");
            for (file, content) in files(&dir) {
                let name = file.file_name().expect("a name");
                std::fs::write(vault.join("case").join(name), content).expect("writes");
            }
            world.ok("vault_lock", json!({}));
        }
    });
    assert_eq!(
        (saved(&report, "note"), &report["complete"]),
        (7, &json!(false))
    );
    assert!(
        text(&report["files"][0]).contains("two different histories"),
        "{report}"
    );
}

#[test]
fn it_refuses_without_leaving_anything() {
    let world = World::new();
    let code = |request: Value| {
        world
            .service
            .call("vault_salvage", request)
            .err()
            .map(|error| error.code)
    };
    let request = |secret: &str, into: &str| json!({"path": world.at("killed.vault"), "secret": secret, "into": into, "passphrase": NEW});
    let before = files(&world.dir.path().join("killed.vault"));
    let into = world.at("new.vault");
    assert_eq!(
        code(request("not this one at all", &into)).as_deref(),
        Some("wrong-key")
    );
    assert_eq!(
        code(request(PASSPHRASE, &world.at("a.vault"))).as_deref(),
        Some("vault-exists")
    );
    assert_eq!(
        code(request(PASSPHRASE, &world.at("killed.vault/new.vault"))).as_deref(),
        Some("file-in-vault")
    );
    let mut weak = request(PASSPHRASE, &into);
    weak["passphrase"] = json!("password");
    assert_eq!(code(weak).as_deref(), Some("weak-passphrase"));
    let mut none = request(PASSPHRASE, &into);
    none["path"] = json!(world.at("nowhere.vault"));
    assert_eq!(code(none).as_deref(), Some("not-a-vault"));
    // Stopped half way, and nothing of the new vault stays.
    *world.driver.0.lock().expect("no holder panics") = true;
    assert_eq!(
        code(request(PASSPHRASE, &into)).as_deref(),
        Some("cancelled")
    );
    assert!(!Path::new(&into).exists());
    assert!(!world.service.is_open());
    assert!(files(&world.dir.path().join("killed.vault")) == before);
}
