//! The seal holds: with the vault open and the seal closed, no command, file or error says who a source is. Every command of the contract is
//! called, so that a new one cannot be forgotten; the same search finds everything while the seal is open, or it would prove nothing.

#![allow(clippy::print_stdout, reason = "says what it counted")]

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use sandyq_tests::desk::{Calls, PASSPHRASE};
use sandyq_tests::traces;
use serde_json::{Value, json};
use service::contract::NAMES;
use service::{Options, Service};
use tempfile::TempDir;
use vault::{Clock, Env, FixedClock, KdfParams};

/// Everything the identity below says that nothing else says.
const SECRETS: [&str; 13] = [
    "Зүлфия",
    "Қасенова",
    "Zulfiya",
    "Kassenova",
    "Teacherqx",
    "7015550199",
    "701 555 01 99",
    "zulfiya.q@example.org",
    "Tuesdayqx",
    "Officephoneqx",
    "Arrestqx",
    "Interpreterqx",
    "Notebookqx",
];
/// The name as every spelling of it folds.
const FOLDED: [&str; 2] = ["zulfia", "kasenova"];

struct World {
    dir: TempDir,
    clock: Arc<FixedClock>,
    service: Service,
    case: String,
    party: String,
    source: String,
    note: String,
    evidence: String,
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
        Self::with(|clock| clock)
    }
    /// The same with a clock of its own over the one that can be set.
    fn with(clock_over: impl FnOnce(Arc<FixedClock>) -> Arc<dyn Clock>) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let now = NaiveDate::from_ymd_opt(2026, 1, 31)
            .and_then(|day| day.and_hms_opt(9, 0, 0))
            .expect("a time");
        let clock = Arc::new(FixedClock::new(now));
        let service = Service::new(Options {
            env: Env {
                clock: clock_over(clock.clone()),
                ..Env::real()
            },
            app_dir: Some(dir.path().join("app")),
            kdf: Some(KdfParams::for_tests()),
            pause: |_| {},
            ..Options::real(dir.path().to_owned())
        });
        let mut world = Self {
            dir,
            clock,
            service,
            case: String::new(),
            party: String::new(),
            source: String::new(),
            note: String::new(),
            evidence: String::new(),
        };
        world.ok(
            "vault_create",
            json!({"path": world.at("a.vault"), "passphrase": PASSPHRASE, "demo": false}),
        );
        world.case = world.save("case", json!({"title": "A case"}));
        world.party = world.save(
            "party",
            json!({"kind": "person", "name": "Dilnaz Ospanova"}),
        );
        world.source = world.save(
            "source",
            json!({"kind": "person", "confidential": true, "reliability": "b"}),
        );
        world.note = world.save(
            "note",
            json!({"case_id": world.case, "text": "Met the source."}),
        );
        std::fs::write(world.path("paper.txt"), "paper").expect("a file");
        let added = world.ok("evidence_add", world.evidence_request());
        world.evidence = text(&added["record"]["value"]["id"]);
        world
    }

    fn save(&self, kind: &str, value: Value) -> String {
        let saved = self.ok(
            "record_save",
            json!({"record": {"kind": kind, "value": blank(kind, value)}, "base": null}),
        );
        text(&saved["record"]["value"]["id"])
    }
    fn forward(&self, seconds: i64) {
        self.clock
            .set(self.clock.now() + TimeDelta::seconds(seconds));
    }
    fn open_seal(&self) {
        self.ok("seal_open", json!({"passphrase": PASSPHRASE}));
    }
    fn head(&self, kind: &str, id: &str) -> String {
        text(&self.ok("record_get", json!({"kind": kind, "id": id}))["revision"])
    }
    fn evidence_request(&self) -> Value {
        json!({"case": self.case, "path": self.at("paper.txt"), "title": "", "source": self.source, "obtained": "", "how": "", "sensitivity": "internal"})
    }
    fn identity(&self) -> Value {
        json!({
            "id": self.source, "name": "Зүлфия Қасенова", "also": "Zulfiya Kassenova\nTeacherqx", "channel": "Signal +7 701 555 01 99 (87015550199), zulfiya.q@example.org",
            "safe_times": "Tuesdayqx", "never_by": "Officephoneqx", "languages": "kk", "interpreter": "Interpreterqx", "risk": "Arrestqx",
            "risk_review": "2026-03-01", "party": self.party, "note": "Notebookqx",
        })
    }
    /// Everything a person does with an identity while the seal is open.
    fn work_under_the_seal(&self) -> Vec<Value> {
        self.open_seal();
        self.ok("source_identity_save", self.identity());
        let record = json!({"kind": "note", "value": {"id": self.note, "case_id": self.case, "kind": "field_note", "text": "Спросить Касенову, Teacherqx", "sensitivity": "internal"}});
        vec![
            self.ok("source_identity_get", json!({"id": self.source})),
            self.ok("sealed_sources", json!({})),
            self.ok("search", search("Зүлфия Қасенова")),
            self.ok("party_open", json!({"id": self.party})),
            self.ok("identity_find", json!({"record": record})),
            self.ok("identity_scan", json!({})),
            self.ok("seal_extend", json!({})),
        ]
    }

    /// How every command is called. A command that is not here fails the test.
    #[expect(
        clippy::match_same_arms,
        clippy::too_many_lines,
        reason = "in the order of the contract"
    )]
    fn request(&self, name: &str) -> Value {
        let id = |id: &str| json!({"id": id});
        let settings = || self.ok("app_state", json!({}))["settings"].clone();
        let wish = json!({"cases": [self.case], "profile": "internal", "evidence": true, "privileged": [], "unlooked": "seen"});
        let record = || self.ok("record_get", json!({"kind": "note", "id": self.note}));
        match name {
            "app_state" | "vault_status" | "vault_verify" | "vault_compact" | "job_state"
            | "job_stop" | "key_list" | "key_rotate_drop" | "home" | "review_queue"
            | "undo_peek" | "rule_list" | "profile_list" | "team_get" | "client_list"
            | "source_list" | "vocabulary_list" | "term_list" | "place_list" | "provision_list"
            | "draft_list" | "seal_close" | "seal_extend" | "sealed_sources" | "identity_scan"
            | "card_get" | "partner_list" | "handover_log" | "merge_conflicts" | "vault_lock" => {
                json!({})
            }
            "settings_save" => settings(),
            "passphrase_generate" => json!({"language": "en", "words": 6}),
            "passphrase_assess" => json!({"passphrase": PASSPHRASE}),
            "date_parse" => json!({"text": "january 2026", "language": "en"}),
            "name_match" => json!({"left": "Dilnaz", "right": "Динара"}),
            "vault_inspect" => json!({"path": self.at("a.vault")}),
            "vault_create" => {
                json!({"path": self.at("b.vault"), "passphrase": PASSPHRASE, "demo": false})
            }
            "vault_open" => json!({"path": self.at("a.vault"), "passphrase": PASSPHRASE}),
            "vault_open_with_kit" => {
                json!({"path": self.at("a.vault"), "kit": "AGE-SECRET-KEY-1X"})
            }
            "vault_recover" => {
                let kit = self.ok("key_add_kit", json!({"passphrase": PASSPHRASE}));
                json!({"path": self.at("a.vault"), "kit": kit["identity"], "out": self.at("plain.sqlite"), "salvage": false})
            }
            "vault_salvage" => {
                json!({"path": self.at("a.vault"), "secret": PASSPHRASE, "into": self.at("c.vault"), "passphrase": PASSPHRASE})
            }
            "vault_destroy" => {
                json!({"secret": PASSPHRASE, "kit": null, "word": "not its name", "backups": []})
            }
            "backup_make" => {
                std::fs::create_dir_all(self.path("stick")).expect("a folder");
                json!({"folder": self.at("stick")})
            }
            "backup_list" => json!({"folder": self.at("stick")}),
            "backup_check" => json!({"path": self.backup(), "generation": null, "key": PASSPHRASE}),
            "backup_restore" => {
                json!({"path": self.backup(), "generation": null, "target": self.at("restored.vault")})
            }
            "passphrase_change" => json!({"old": PASSPHRASE, "new": PASSPHRASE}),
            "key_add_kit" => json!({"passphrase": PASSPHRASE}),
            "key_add_shares" => json!({"passphrase": PASSPHRASE, "threshold": 2}),
            "shares_check" => {
                let made = self.ok(
                    "key_add_shares",
                    json!({"passphrase": PASSPHRASE, "threshold": 2}),
                );
                json!({"shares": [made["shares"][0]["line"]]})
            }
            "kit_prove" => {
                let kit = self.ok("key_add_kit", json!({"passphrase": PASSPHRASE}));
                json!({"kit": kit["identity"], "files": []})
            }
            "key_add_person" => {
                json!({"name": "B. Sample", "own": "A. Sample", "passphrase": PASSPHRASE, "new": null})
            }
            "key_name" => {
                let keys = self.ok("key_list", json!({}))["keys"].clone();
                let mine = keys
                    .as_array()
                    .expect("keys")
                    .iter()
                    .find(|key| key["mine"] == true);
                json!({"id": mine.expect("mine")["id"], "name": "A. Sample"})
            }
            "key_remove" => json!({"id": "0123456789abcdef", "passphrase": PASSPHRASE}),
            "key_rotate" => {
                json!({"passphrase": PASSPHRASE, "new": null, "even_if_damaged": false})
            }
            "recovery_kit_save" => json!({"text": "a kit", "path": self.at("kit.txt")}),
            "record_get" | "record_history" => json!({"kind": "source", "id": self.source}),
            "record_save" => {
                let now = record();
                json!({"record": now["record"], "base": now["revision"]})
            }
            "text_read" => {
                json!({"text": "Dilnaz Ospanova was detained in Almaty on 13 November 2025.", "day": null, "language": "en"})
            }
            "reading_accept" => json!({"names": "ask", "acceptance": {
                "text": "Somebody was detained.", "case": self.case, "title": "", "source": {"id": self.source}, "locator": "",
                "parties": [], "places": [], "provisions": [],
                "acts": [{"act_type": "arrest", "victim": null, "start": null, "place": null, "provisions": [], "outcome": "", "passage": 0, "date_passage": null, "victim_passage": null}]}}),
            "record_delete" => json!({"kind": "source", "id": self.source, "cascade": false}),
            "record_restore" => json!({"revision": self.head("note", &self.note)}),
            "field_restore" => {
                json!({"revision": self.head("note", &self.note), "field": "text"})
            }
            "term_replace" => {
                let terms = self.ok("term_list", json!({}));
                let of = |code: &str| {
                    let rows = terms["terms"].as_array().expect("terms").iter();
                    let mut found = rows.filter(|row| row["term"]["code"] == code);
                    found.next().expect("a shipped term")["term"]["id"].clone()
                };
                json!({"id": of("doxxing"), "by": of("spyware")})
            }
            "place_suggest" => json!({"text": "Алм"}),
            "place_merge" => {
                let [keep, gone] =
                    ["Talgar", "Талғар"].map(|name| self.save("place", json!({"name": name})));
                json!({"keep": keep, "gone": gone})
            }
            "record_undo" => {
                let note = self.save("note", json!({"text": "to be taken back"}));
                json!({"revision": self.head("note", &note)})
            }
            "log_export" => {
                json!({"path": self.at("log.jsonl"), "case": null, "content": true, "privileged": true})
            }
            "case_history" | "case_changes" | "case_open" => json!({"case": self.case}),
            "case_list" => json!({"text": "Zulf"}),
            "case_set_status" => json!({"id": self.case, "status": "draft", "comment": ""}),
            "party_list" => json!({"text": ""}),
            "party_open" | "party_graph" => id(&self.party),
            "figures" | "party_alike" => json!({}),
            "party_merge" => {
                let other = self.save("party", json!({"name": "Somebody else"}));
                json!({"keep": self.party, "other": other})
            }
            "party_separate" => {
                let other = self.save("party", json!({"name": "Somebody else again"}));
                self.ok("party_merge", json!({"keep": self.party, "other": other}));
                id(&other)
            }
            "party_distinct" => {
                let other = self.save("party", json!({"name": "Not the same"}));
                json!({"party": self.party, "other": other, "certain": true, "note": ""})
            }
            "conflict_check" => json!({"names": ["Зулфия Касенова"]}),
            "name_suggest" => json!({"text": "Зулф"}),
            "note_list" => json!({"case": self.case}),
            "held" => json!({"on": null}),
            "calendar" => json!({"from": "2026-01-01", "to": "2026-12-31"}),
            "calendar_export" => {
                json!({"path": self.at("calendar.ics"), "from": "2026-01-01", "to": "2026-12-31", "kinds": [], "references": true})
            }
            "deadline_suggest" => json!({"case": self.case}),
            "deadline_from" => {
                let rules = self.ok("rule_list", json!({}));
                json!({"rule": rules["rules"][0]["rule"]["id"], "case": self.case, "date": "2026-01-31"})
            }
            "client_status" => id(&self.party),
            "search" => search("зулфия касенова teacherqx"),
            "saved_search_list" => json!({}),
            "device_check" => json!({"path": null}),
            "privacy_set" => json!({"on": false}),
            "privacy_reveal" => json!({"text": "nothing hidden"}),
            "draft_save" => json!({"key": "note", "value": {"text": "x"}}),
            "draft_discard" => json!({"key": "note"}),
            "evidence_add" => self.evidence_request(),
            "evidence_preview" | "evidence_verify" => id(&self.evidence),
            "evidence_range" => json!({"id": self.evidence, "offset": 0, "length": 5}),
            "evidence_export" => json!({"id": self.evidence, "path": self.at("paper-out.txt")}),
            "export_casebook" => json!({"path": self.at("casebook.json"), "cases": []}),
            "import_casebook" => {
                let out = self.at("earlier.json");
                self.ok("export_casebook", json!({"path": out, "cases": []}));
                json!({"path": out, "dry_run": false})
            }
            "seal_open" => json!({"passphrase": "pelican marble sunset bicycle eleven oat"}),
            "source_cases" | "source_identity_get" | "source_identity_delete" => id(&self.source),
            "source_identity_save" => json!({"id": self.source, "name": "x"}),
            "identity_find" => json!({"record": record()["record"]}),
            "identity_conceal" => {
                json!({"place": "record", "kind": "note", "id": self.note, "field": "", "source": self.source, "forget": true})
            }
            "identity_give" => {
                json!({"ids": [self.source], "to": self.note, "reason": "needed", "path": self.at("told.age")})
            }
            "identity_look" => json!({"path": self.at("told.age")}),
            "identity_take" => json!({"path": self.at("told.age"), "sha256": "", "take": []}),
            "card_save" => json!({"path": self.at("own.card")}),
            "partner_save" => {
                json!({"card": self.ok("card_get", json!({}))["text"], "compared": true})
            }
            "partner_delete" => {
                let partners = self.ok("partner_list", json!({}));
                id(partners["partners"][0]["id"]
                    .as_str()
                    .unwrap_or("00000000-0000-4000-8000-000000000000"))
            }
            "handover_preview" => wish,
            "handover_leaks" => wish,
            "handover_create" => {
                let card = self.ok("card_get", json!({}));
                let mut wish = wish;
                wish["to"] = json!([card["text"]]);
                json!({"wish": wish, "path": self.at("bundle.age")})
            }
            "handover_given" => json!({"reader": "nobody"}),
            "team_save" => {
                let card = self.ok("card_get", json!({}))["text"].clone();
                let partners = self.ok("partner_save", json!({"card": card, "compared": true}));
                let folder = self.path("team");
                std::fs::create_dir_all(&folder).expect("a folder");
                json!({"folder": folder, "members": [partners["partners"][0]["id"]], "automatic": false})
            }
            "team_news" => json!({"seen": false}),
            "team_exchange" => {
                let team = self.request("team_save");
                self.ok("team_save", team);
                json!({})
            }
            "handover_check" | "handover_merge" => json!({"path": self.at("bundle.age")}),
            "handover_diff" => json!({"path": self.at("bundle.age"), "limit": 500, "page": true}),
            "handover_undo" => json!({"arrival": self.note}),
            "merge_decide" => {
                json!({"id": self.note, "their_revision": self.note, "ours": ["text"], "theirs": []})
            }
            "receipt_make" => {
                json!({"path": self.at("bundle.age"), "state": "read", "out": self.at("receipt.age")})
            }
            "receipt_take" => json!({"path": self.at("receipt.age")}),
            "handover_open" => {
                json!({"path": self.at("bundle.age"), "out": self.at("opened")})
            }
            _ => panic!(
                "{name}: a command of the contract that this test does not know. Say here how it is called"
            ),
        }
    }

    fn backup(&self) -> String {
        let folders = std::fs::read_dir(self.path("stick")).expect("a folder");
        let mut folders = folders.map(|entry| entry.expect("an entry").path());
        folders
            .next()
            .expect("a backup")
            .to_string_lossy()
            .into_owned()
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn search(words: &str) -> Value {
    json!({"text": words, "kinds": [], "limit": 50, "privileged": true})
}

fn blank(kind: &str, mut value: Value) -> Value {
    if kind == "note" {
        value["kind"] = json!("field_note");
    }
    value
}

/// Which secrets stand in bytes, in any form.
fn secrets(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for secret in SECRETS {
        for (form, wanted) in traces::forms(secret) {
            if bytes.windows(wanted.len()).any(|part| part == wanted) {
                found.push(format!("{secret} ({form})"));
            }
        }
    }
    let folded = casework::name::fold_text(&String::from_utf8_lossy(bytes));
    found.extend(
        FOLDED
            .iter()
            .filter(|name| folded.split(' ').any(|word| word.starts_with(**name)))
            .map(|name| format!("{name} (folded)")),
    );
    found
}

/// Calls a command and gives all it says, answer or refusal.
fn said(world: &World, name: &str, request: Value) -> (String, Option<String>) {
    match world.service.call(name, request) {
        Ok(answer) => (answer.to_string(), None),
        Err(error) => {
            let all = serde_json::to_string(&error).expect("an error is JSON");
            (format!("{all} {error:?} {error}"), Some(error.code))
        }
    }
}

/// Commands after which there is less to look at.
const LAST: [&str; 4] = [
    "passphrase_change",
    "key_rotate",
    "vault_lock",
    "vault_open",
];
/// Commands that are refused here, and why.
const REFUSED: [(&str, &str); 20] = [
    ("vault_create", "already-open"),
    ("vault_open_with_kit", "already-open"),
    ("vault_salvage", "already-open"),
    ("vault_destroy", "invalid"),
    ("key_remove", "unknown-key"),
    ("record_delete", "in-use"),
    ("seal_open", "wrong-key"),
    ("seal_extend", "seal-closed"),
    ("sealed_sources", "seal-closed"),
    ("source_identity_get", "seal-closed"),
    ("source_identity_save", "seal-closed"),
    ("source_identity_delete", "seal-closed"),
    ("identity_find", "seal-closed"),
    ("identity_scan", "seal-closed"),
    ("identity_conceal", "seal-closed"),
    ("identity_give", "seal-closed"),
    ("identity_look", "seal-closed"),
    ("identity_take", "seal-closed"),
    ("handover_undo", "not-found"),
    ("merge_decide", "not-found"),
    // The partner whose it is was taken off the list just before.
];

#[test]
fn with_the_seal_closed_nothing_says_who_a_source_is() {
    type Close = fn(&World);
    let closers: [(&str, Close); 4] = [
        ("by the privacy filter", |world| {
            world.ok("privacy_set", json!({"on": true}));
            assert_eq!(world.no("sealed_sources", json!({})), "seal-closed");
            world.ok("privacy_set", json!({"on": false}));
        }),
        ("by hand", |world| drop(world.ok("seal_close", json!({})))),
        ("by time", |world| world.forward(180)),
        ("by locking", |world| {
            world.ok("vault_lock", json!({}));
            world.ok("vault_open", world.request("vault_open"));
        }),
    ];
    let ways = closers.len();
    let mut files = 0;
    for (how, close) in closers {
        let world = World::new();
        // The control: while it is open, every secret is said, in answers of the same kind.
        let open: String = world
            .work_under_the_seal()
            .iter()
            .map(Value::to_string)
            .collect();
        let found = secrets(open.as_bytes());
        for secret in SECRETS.iter().chain(&FOLDED) {
            assert!(
                found.iter().any(|one| one.starts_with(secret)),
                "{secret} is not said while the seal is open: {found:?}"
            );
        }
        close(&world);
        let mut otherwise: Vec<String> = Vec::new();
        let first = NAMES.iter().filter(|name| !LAST.contains(name));
        for name in first.chain(&LAST) {
            let request = world.request(name);
            let (all, code) = said(&world, name, request);
            let wanted = REFUSED.iter().find(|(of, _)| of == name).map(|one| one.1);
            if code.as_deref() != wanted {
                otherwise.push(format!("{name}: {code:?}"));
            }
            assert_eq!(secrets(all.as_bytes()), [] as [String; 0], "{how}: {name}");
        }
        assert_eq!(otherwise, [] as [String; 0], "{how}");
        // Files: in clear (casework, casebook, evidence, opened handover) and sealed.
        for name in [
            "plain.sqlite",
            "casebook.json",
            "bundle.age",
            "opened",
            "own.card",
            "stick",
            "a.vault",
            "restored.vault",
            "app",
        ] {
            assert!(world.path(name).exists(), "{how}: {name} was not written");
        }
        for (path, bytes) in traces::files(world.dir.path()) {
            files += 1;
            assert_eq!(
                secrets(&bytes),
                [] as [String; 0],
                "{how}: {}",
                path.display()
            );
        }
        // It was there all the while.
        world.open_seal();
        let again = world.ok("source_identity_get", json!({"id": world.source}));
        assert_eq!(again["identity"]["party"], json!(world.party));
    }
    println!(
        "FIGURE closed in {ways} ways, 0 of {} secrets in the answers of {} commands and in {files} files",
        SECRETS.len() + FOLDED.len(),
        NAMES.len()
    );
}

/// That a source is a person of the casework leaves no trace outside: not a byte of the casework is another one afterwards.
#[test]
fn the_link_to_a_person_changes_nothing_outside() {
    let world = World::new();
    let kit = world.ok("key_add_kit", json!({"passphrase": PASSPHRASE}));
    let plain = |name: &str| {
        world.ok(
            "vault_recover",
            json!({"path": world.at("a.vault"), "kit": kit["identity"], "out": world.at(name), "salvage": false}),
        );
        std::fs::read(world.path(name)).expect("the casework in clear")
    };
    world.open_seal();
    let mut identity = world.identity();
    identity["party"] = Value::Null;
    world.ok("source_identity_save", identity);
    let before = plain("before.sqlite");
    world.ok("source_identity_save", world.identity());
    assert_eq!(
        world.ok("source_identity_get", json!({"id": world.source}))["identity"]["party"],
        json!(world.party)
    );
    let after = plain("after.sqlite");
    assert!(before == after, "the casework is another one");
    // The control: an ordinary save is seen.
    world.save("note", json!({"text": "another"}));
    assert!(plain("changed.sqlite") != after);
    let mut nobody = world.identity();
    nobody["party"] = json!("00000000-0000-4000-8000-000000000000");
    assert_eq!(world.no("source_identity_save", nobody), "invalid");
}

#[test]
fn it_closes_after_three_minutes_whatever_the_window_does_and_stays_open_only_by_a_deliberate_act()
{
    let world = World::new();
    let left = |value: &Value| value["closes_in"].as_u64();
    let opened = world.ok("seal_open", json!({"passphrase": PASSPHRASE}));
    assert_eq!(left(&opened), Some(180));
    // A busy window calls all the time; that keeps nothing open.
    for _ in 0..17 {
        world.forward(10);
        world.ok("home", json!({}));
        world.ok("source_identity_get", json!({"id": world.source}));
    }
    world.forward(10);
    assert_eq!(
        world.no("source_identity_get", json!({"id": world.source})),
        "seal-closed"
    );
    assert_eq!(world.no("seal_extend", json!({})), "seal-closed");
    world.open_seal();
    world.forward(170);
    assert_eq!(left(&world.ok("seal_extend", json!({}))), Some(180));
    world.forward(170);
    world.ok("source_identity_get", json!({"id": world.source}));
    world.forward(10);
    assert_eq!(
        world.no("source_identity_get", json!({"id": world.source})),
        "seal-closed"
    );
    // Nobody calls: the host's tick closes it.
    world.open_seal();
    world.forward(181);
    world.service.tick();
    assert_eq!(
        world.ok("app_state", json!({}))["seal"]["open"],
        json!(false)
    );
}

/// The host's tick may have to wait for an opening that takes its time; it then goes by the time when it gets its turn, not by the time when it asked.
#[test]
fn a_tick_that_waited_does_not_close_what_was_opened_meanwhile() {
    /// A clock whose tick thread is told the time, and then held up until the seal was opened, or for a while if it cannot be.
    struct Held {
        clock: Arc<FixedClock>,
        asked: Mutex<Option<Sender<()>>>,
        opened: Mutex<Receiver<()>>,
    }
    impl Clock for Held {
        fn now(&self) -> NaiveDateTime {
            let now = self.clock.now();
            if std::thread::current().name() == Some("tick")
                && let Some(asked) = self.asked.lock().expect("a lock").take()
            {
                asked.send(()).expect("somebody waits");
                let opened = self.opened.lock().expect("a lock");
                let _ = opened.recv_timeout(Duration::from_millis(500));
            }
            now
        }
    }
    let (asked, is_asked) = channel();
    let (opened, is_opened) = channel();
    let world = World::with(|clock| {
        Arc::new(Held {
            clock,
            asked: Mutex::new(Some(asked)),
            opened: Mutex::new(is_opened),
        })
    });
    std::thread::scope(|scope| {
        let tick = std::thread::Builder::new()
            .name("tick".into())
            .spawn_scoped(scope, || world.service.tick())
            .expect("a thread");
        is_asked.recv().expect("the tick asks for the time");
        world.forward(60);
        world.open_seal();
        let _ = opened.send(());
        tick.join().expect("the tick ends");
    });
    assert_eq!(
        world.ok("app_state", json!({}))["seal"]["open"],
        json!(true)
    );
}

/// What was typed outside the seal is found in every spelling, replaced, and leaves the history if one wants.
#[test]
fn a_person_in_an_ordinary_note_is_found_and_replaced() {
    let world = World::new();
    let note = world.save(
        "note",
        json!({"case_id": world.case, "text": "Call Kasenova Zulfia, 8 (701) 555-01-99, at night."}),
    );
    let other = world.save("note", json!({"text": "The Kassenov family moved."}));
    world.save("party", json!({"kind": "person", "name": "Amir Kassenov"}));
    world.save("note", json!({"text": "Amir Kassenov came too."}));
    let gone = world.save("note", json!({"text": "Zulfiya Kassenova again."}));
    world.ok(
        "record_delete",
        json!({"kind": "note", "id": gone, "cascade": false}),
    );
    world.ok(
        "draft_save",
        json!({"key": "note:x", "value": {"value": {"text": "письмо Зульфие Касеновой"}}}),
    );
    let mut identity = world.identity();
    identity["party"] = Value::Null;
    world.open_seal();
    world.ok("source_identity_save", identity);
    let scan = world.ok("identity_scan", json!({}));
    let found: Vec<(String, String, String)> = scan["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| (text(&one["place"]), text(&one["what"]), text(&one["why"])))
        .collect();
    let has = |place: &str, what: &str, why: &str| {
        found
            .iter()
            .any(|one| one.0 == place && one.1 == what && one.2.contains(why))
    };
    assert!(has("record", "contact", "Kasenova Zulfia"), "{found:?}");
    assert!(has("record", "part", "Kassenov family"), "{found:?}");
    // The whole name of somebody else in the casework is that of somebody else.
    assert!(!found.iter().any(|one| one.2.contains("Amir")), "{found:?}");
    assert!(
        has("history", "name", "Zulfiya Kassenova again"),
        "{found:?}"
    );
    assert!(has("draft", "name", "Зульфие Касеновой"), "{found:?}");
    let code = text(
        &world.ok("record_get", json!({"kind": "source", "id": world.source}))["record"]["value"]["code"],
    );

    // Replaced: a revision like any other; the history keeps the old text.
    let conceal = |place: &str, id: &str, field: &str, forget: bool| {
        world.ok(
            "identity_conceal",
            json!({"place": place, "kind": "note", "id": id, "field": field, "source": world.source, "forget": forget}),
        )
    };
    let saved = conceal("record", &note, "", false);
    assert_eq!(
        saved["saved"]["record"]["value"]["text"],
        json!(format!("Call {code}, {code}, at night."))
    );
    let history = |id: &str| world.ok("record_history", json!({"kind": "note", "id": id}));
    assert!(history(&note).to_string().contains("Kasenova"));
    assert_eq!(history(&note)["intact"], json!(true));

    // Forgotten: no revision, no index, no file of the vault holds it.
    conceal("record", &note, "", true);
    conceal("record", &other, "", true);
    conceal("history", &gone, "", true);
    conceal(
        "draft",
        "00000000-0000-0000-0000-000000000000",
        "note:x",
        true,
    );
    let after = history(&note);
    assert_eq!(after["intact"], json!(true), "the chain holds");
    assert!(!after.to_string().contains("Kasenova"));
    let restored = world.ok(
        "record_restore",
        json!({"revision": after["revisions"][0]["id"]}),
    );
    assert!(!restored.to_string().contains("Kasenova"));
    let scan = world.ok("identity_scan", json!({}));
    assert_eq!(scan["findings"], json!([]), "{scan}");
    for words in ["Zulfia", "Зульфия", "7015550199"] {
        assert_eq!(world.ok("search", search(words))["results"], json!([]));
    }
    world.ok("seal_close", json!({}));
    let kit = world.ok("key_add_kit", json!({"passphrase": PASSPHRASE}));
    world.ok("vault_lock", json!({}));
    world.ok(
        "vault_recover",
        json!({"path": world.at("a.vault"), "kit": kit["identity"], "out": world.at("plain.sqlite"), "salvage": false}),
    );
    let plain = std::fs::read(world.path("plain.sqlite")).expect("the casework");
    assert_eq!(secrets(&plain), [] as [String; 0]);
    let files = deciphered(&world, &text(&kit["identity"]));
    assert!(
        files.len() >= 2,
        "the control: the files of the vault can be read"
    );
    for (path, bytes) in files {
        if !path.contains("sealed") {
            assert_eq!(secrets(&bytes), [] as [String; 0], "{path}");
        }
    }
}

/// Every file of the vault that the kit leads to, in clear.
fn deciphered(world: &World, kit: &str) -> Vec<(String, Vec<u8>)> {
    use std::io::Read;
    let open = |bytes: &[u8], identity: &str| -> Option<Vec<u8>> {
        let identity: age::x25519::Identity = identity.parse().ok()?;
        let decryptor = age::Decryptor::new(bytes).ok()?;
        let mut reader = decryptor
            .decrypt(std::iter::once(&identity as &dyn age::Identity))
            .ok()?;
        let mut plain = Vec::new();
        reader.read_to_end(&mut plain).ok()?;
        Some(plain)
    };
    let files = traces::files(&world.path("a.vault"));
    let identities: Vec<String> = files
        .iter()
        .filter_map(|(_, bytes)| String::from_utf8(open(bytes, kit)?).ok())
        .filter_map(|text| text.lines().last().map(str::to_owned))
        .collect();
    let plain = |(path, bytes): &(PathBuf, Vec<u8>)| {
        let plain = identities
            .iter()
            .find_map(|identity| open(bytes, identity))?;
        Some((path.to_string_lossy().into_owned(), plain))
    };
    files.iter().filter_map(plain).collect()
}
