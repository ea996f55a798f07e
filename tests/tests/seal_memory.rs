//! After the seal is closed nothing of an identity is in the memory of the engine, though the vault stays open. A process of its own works with an
//! identity in every way there is; this one reads its memory, while the seal is open (the control) and after it closed.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::process::{Command, Stdio};

use sandyq_tests::desk::PASSPHRASE;
use serde_json::{Value, json};
use service::{Options, Service};
use vault::KdfParams;

const CHILD: &str = "SANDYQ_SEAL_CHILD";
const MASK: u8 = 0x15;
/// Name, another name, address, times, note: each byte with a bit of [`MASK`] turned, so that the program itself holds none in clear.
const MASKED: [&[u8]; 5] = [
    &masked(*b"Zulfiyaqxv Kassenovaqxv"),
    &masked(*b"Teacherqxvnickname"),
    &masked(*b"zulfiyaqxv@example.org"),
    &masked(*b"Tuesdayqxvafternine"),
    &masked(*b"Notebookqxvunderbed"),
];

const fn masked<const N: usize>(mut text: [u8; N]) -> [u8; N] {
    let mut at = 0;
    while at < N {
        text[at] ^= MASK;
        at += 1;
    }
    text
}

fn unmasked(at: usize) -> String {
    let bytes = MASKED[at].iter().map(|byte| byte ^ MASK).collect();
    String::from_utf8(bytes).expect("ASCII")
}

/// The child: not a test of its own.
#[test]
fn child() {
    let Ok(folder) = std::env::var(CHILD) else {
        return;
    };
    let service = Service::new(Options {
        kdf: Some(KdfParams::for_tests()),
        pause: |_| {},
        ..Options::real(folder.clone().into())
    });
    let call = |name: &str, request: Value| {
        service
            .call(name, request)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"))
    };
    call(
        "vault_create",
        json!({"path": format!("{folder}/a.vault"), "passphrase": PASSPHRASE, "demo": false}),
    );
    let save = |kind: &str, value: Value| {
        call(
            "record_save",
            json!({"record": {"kind": kind, "value": value}, "base": null}),
        )["record"]["value"]["id"]
            .clone()
    };
    let party = save(
        "party",
        json!({"kind": "person", "name": "Dilnaz Ospanova"}),
    );
    for round in 0..3 {
        let source = save("source", json!({"kind": "person", "confidential": true}));
        call("seal_open", json!({"passphrase": PASSPHRASE}));
        let identity = |party: &Value| {
            json!({"id": source, "name": unmasked(0), "also": unmasked(1), "channel": unmasked(2), "safe_times": unmasked(3),
                "note": unmasked(4), "party": party})
        };
        call("source_identity_save", identity(&Value::Null));
        let note = json!({"kind": "note", "value": {"kind": "field_note", "text": format!("{}, {}", unmasked(0), unmasked(2))}});
        for _ in 0..20 {
            call("source_identity_get", json!({"id": source}));
            call("sealed_sources", json!({}));
            call("identity_find", json!({"record": note}));
            call("identity_scan", json!({}));
            call(
                "search",
                json!({"text": unmasked(0), "kinds": [], "limit": 5, "privileged": true}),
            );
            call(
                "name_match",
                json!({"left": unmasked(0), "right": unmasked(1)}),
            );
        }
        assert!(
            service
                .call(
                    "source_identity_save",
                    json!({"id": source, "name": unmasked(0), "party": unmasked(1)})
                )
                .is_err()
        );
        call("source_identity_save", identity(&party));
        // The control wants something to be there: what a window holds of an answer.
        let shown = call("sealed_sources", json!({}));
        say("open");
        drop((shown, note));
        call("seal_close", json!({}));
        say(if round == 2 { "last" } else { "closed" });
    }
}

/// Tells the other process and waits until it has looked.
fn say(what: &str) {
    let mut out = std::io::stdout();
    out.write_all(format!("\nSEAL {what}\n").as_bytes())
        .and_then(|()| out.flush())
        .expect("a pipe");
    std::io::stdin()
        .lock()
        .read_line(&mut String::new())
        .expect("a pipe");
}

#[test]
fn no_identity_is_in_memory_after_the_seal_closed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut child = Command::new(std::env::current_exe().expect("a test has a path"))
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(CHILD, folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the test starts once more");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut on = child.stdin.take().expect("a pipe");
    let mut wanted: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..MASKED.len() {
        let text = unmasked(at);
        for part in text.split([' ', '@']).filter(|part| part.len() > 8) {
            wanted.push((part.to_owned(), part.as_bytes().to_vec()));
            let wide = part.encode_utf16().flat_map(u16::to_le_bytes).collect();
            wanted.push((format!("{part} (UTF-16)"), wide));
        }
        // As it is compared.
        let compared = casework::name::fold_text(&text);
        wanted.extend(
            compared
                .split(' ')
                .filter(|word| word.len() > 8)
                .map(|word| (format!("{word} (folded)"), word.as_bytes().to_vec())),
        );
    }
    let mut rounds = 0;
    loop {
        let mut line = String::new();
        assert!(
            out.read_line(&mut line).expect("a pipe") > 0,
            "the child ended early"
        );
        let Some(what) = line.trim().strip_prefix("SEAL ") else {
            continue;
        };
        let copies = scan(child.id(), &wanted);
        if what == "open" {
            // The control: names, addresses and notes are found while it is open.
            let found = copies.iter().filter(|(_, copies)| *copies > 0).count();
            assert!(found >= 6, "{copies:?}");
        } else {
            let left: Vec<_> = copies.iter().filter(|(_, copies)| *copies > 0).collect();
            assert!(left.is_empty(), "round {rounds}: {left:?}");
            rounds += 1;
        }
        on.write_all(b"\n").expect("a pipe");
        if what == "last" {
            break;
        }
    }
    assert!(child.wait().expect("the child").success());
    assert_eq!(rounds, 3);
}

/// How often each text stands in the memory of a process that can be written.
fn scan(pid: u32, wanted: &[(String, Vec<u8>)]) -> Vec<(String, usize)> {
    let maps = std::fs::read_to_string(format!("/proc/{pid}/maps")).expect("Linux");
    let mut memory = std::fs::File::open(format!("/proc/{pid}/mem")).expect("our own child");
    let mut copies: Vec<(String, usize)> =
        wanted.iter().map(|(what, _)| (what.clone(), 0)).collect();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let range = line.split(' ').next().expect("a range");
        let (from, to) = range.split_once('-').expect("two ends");
        let parse = |hex| u64::from_str_radix(hex, 16).expect("hexadecimal");
        let (from, to) = (parse(from), parse(to));
        let mut bytes = vec![0; usize::try_from(to - from).expect("a size")];
        let read = memory
            .seek(SeekFrom::Start(from))
            .and_then(|_| memory.read_exact(&mut bytes));
        if read.is_ok() {
            for ((_, text), (_, count)) in wanted.iter().zip(&mut copies) {
                *count += times(&bytes, text);
            }
        }
    }
    copies
}

fn times(bytes: &[u8], text: &[u8]) -> usize {
    let (mut rest, mut found) = (bytes, 0);
    while let Ok(skipped) = rest.skip_until(text[0]) {
        if skipped == 0 {
            break;
        }
        found += usize::from(rest.starts_with(&text[1..]));
    }
    found
}
