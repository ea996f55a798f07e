use super::*;
use crate::Keys;
use sha2::{Digest as _, Sha256};

/// A manifest that is in order.
pub(crate) fn good() -> Manifest {
    let keys = Keys::of_seeds(1, 2);
    let entry = |name: &str, evidence: Option<u128>| FileEntry {
        name: name.to_owned(),
        size: 3,
        sha256: hex(&Sha256::digest(b"abc")),
        evidence: evidence.map(|id| uuid::Uuid::from_u128(id).into()),
    };
    let mut files: Vec<FileEntry> = FIXED.iter().map(|name| entry(name, None)).collect();
    files.push(entry("evidence/KZ-001-0001-a.jpg", Some(1)));
    files.push(entry("evidence/KZ-001-0002-b.jpg", Some(2)));
    Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        created: "2026-11-23T12:00:00".to_owned(),
        profile: "partner".to_owned(),
        message: String::new(),
        sender: Sender {
            name: "Aigerim".to_owned(),
            recipient: keys.recipient().to_string(),
            recipient_pq: keys.quantum().to_string(),
            signing_key: keys.signing().public().line(),
        },
        recipients: vec![keys.marks()[0].clone()],
        cases: vec![ManifestCase {
            id: uuid::Uuid::from_u128(7).into(),
            reference: "KZ-001".to_owned(),
            title: "A raid".to_owned(),
        }],
        counts: BTreeMap::new(),
        files,
    }
}

#[test]
fn a_manifest_survives_its_text() {
    assert!(Manifest::parse(&good().to_bytes()) == Ok(good()));
}

#[test]
fn faults_are_refused() {
    let check = |change: &dyn Fn(&mut Manifest), expect: Problem| {
        let mut manifest = good();
        change(&mut manifest);
        assert_eq!(Manifest::parse(&manifest.to_bytes()).err(), Some(expect));
    };
    check(&|m| m.format = "zip".to_owned(), Problem::Manifest);
    check(&|m| m.version = 0, Problem::Manifest);
    check(&|m| m.version = 2, Problem::Newer);
    check(&|m| m.created = "yesterday".to_owned(), Problem::Manifest);
    for profile in ["", "For all", "a\u{202e}b", &"a".repeat(41)] {
        check(&|m| m.profile = profile.to_owned(), Problem::Manifest);
    }
    check(
        &|m| m.message = "x".repeat(MAX_MESSAGE + 1),
        Problem::Manifest,
    );
    check(
        &|m| m.sender.name = "a\u{202e}b".to_owned(),
        Problem::Manifest,
    );
    check(
        &|m| m.sender.signing_key = "RWQ".to_owned(),
        Problem::Manifest,
    );
    check(&|m| m.recipients.clear(), Problem::Manifest);
    check(&|m| m.cases.clear(), Problem::Manifest);
    check(&|m| m.cases.push(m.cases[0].clone()), Problem::Manifest);
    check(&|m| m.files.truncate(4), Problem::Manifest);
    check(&|m| m.files.swap(0, 1), Problem::Manifest);
    check(&|m| m.files.swap(5, 6), Problem::Manifest);
    check(&|m| m.files[5].evidence = None, Problem::Manifest);
    check(
        &|m| m.files[5].evidence = m.files[6].evidence,
        Problem::Manifest,
    );
    check(
        &|m| m.files[0].evidence = Some(uuid::Uuid::nil().into()),
        Problem::Manifest,
    );
    check(&|m| m.files[0].sha256 = "00".to_owned(), Problem::Manifest);
    check(&|m| m.files[3].size = MAX_DATABASE + 1, Problem::TooLarge);
    check(&|m| m.files[5].size = MAX_FILE + 1, Problem::TooLarge);
    check(&|m| m.files[5].size = u64::MAX, Problem::TooLarge);
    check(
        &|m| m.files = vec![m.files[0].clone(); MAX_FILES + 1],
        Problem::TooLarge,
    );
    for bytes in [b"".as_slice(), b"{}", b"[", b"\xff", &b"[".repeat(100_000)] {
        assert_eq!(Manifest::parse(bytes).err(), Some(Problem::Manifest));
    }
    // All together: each file is within its bounds, and so is one file less.
    let many = |count: usize| {
        let mut manifest = good();
        let file = manifest.files.pop().unwrap();
        manifest.files.truncate(FIXED.len());
        manifest.files.extend((0..count).map(|number| FileEntry {
            name: format!("evidence/a-{number:04}"),
            size: MAX_FILE,
            evidence: Some(uuid::Uuid::from_u128(number as u128 + 1).into()),
            ..file.clone()
        }));
        Manifest::parse(&manifest.to_bytes()).err()
    };
    assert_eq!((many(31), many(33)), (None, Some(Problem::TooLarge)));
    // JSON that unfolds while it is read, where a list or a text is due.
    for bomb in [
        "[".repeat(1_000_000),
        format!("{}1{}", "{\"a\":".repeat(50_000), "}".repeat(50_000)),
    ] {
        let text = String::from_utf8(good().to_bytes()).unwrap();
        let bombed = text.replacen("\"message\": \"\"", &format!("\"message\": {bomb}"), 1);
        assert_ne!(bombed, text);
        assert_eq!(
            Manifest::parse(bombed.as_bytes()).err(),
            Some(Problem::Manifest)
        );
    }
    let text = String::from_utf8(good().to_bytes()).unwrap();
    let unknown = text.replacen('{', "{\"extra\": 1,", 1);
    assert_eq!(
        Manifest::parse(unknown.as_bytes()).err(),
        Some(Problem::Manifest)
    );
}

#[test]
fn names_that_climb_hide_or_clash_are_refused() {
    for name in [
        "evidence/../x",
        "/etc/passwd",
        "evidence/",
        "evidence/a/b",
        "evidence/.hidden",
        "evidence/-rf",
        "evidence/a\0b",
        "evidence/a b",
        "evidence/a\\b",
        "evidence/ä",
        "evidence/con",
        "evidence/NUL.txt",
        "evidence/com1.jpg",
        "evidence/a.",
        "other/a",
        "index.html",
        "evidence/KZ-001-0001-A.JPG",
    ] {
        let mut manifest = good();
        manifest.files[6].name = name.to_owned();
        manifest.files[5..].sort_by(|a, b| a.name.cmp(&b.name));
        assert_eq!(
            Manifest::parse(&manifest.to_bytes()).err(),
            Some(Problem::Manifest),
            "{name}"
        );
    }
}

#[test]
fn names_that_differ_by_more_than_case_are_taken() {
    let named = |name: &str| {
        let mut manifest = good();
        manifest.files[6].name = name.to_owned();
        manifest.files[5..].sort_by(|a, b| a.name.cmp(&b.name));
        Manifest::parse(&manifest.to_bytes()).err()
    };
    let clash = [
        "evidence/KZ-001-0001-a.jpg",
        "evidence/KZ-001-0001-a.JPG",
        "evidence/kz-001-0001-A.jpg",
    ];
    for name in clash {
        assert_eq!(named(name), Some(Problem::Manifest), "{name}");
    }
    assert_eq!(named("evidence/KZ-001-0003-A.JPG"), None);
}

#[test]
fn evidence_names_are_plain_and_keep_their_ending() {
    let check = |case: &str, file: &str, expect: &str| {
        assert_eq!(evidence_name(case, 7, file), expect);
        assert!(is_evidence_name(expect));
    };
    check("KZ-001", "photo.jpg", "evidence/KZ-001-0007-photo.jpg");
    check("KZ-001", "../../etc/passwd", "evidence/KZ-001-0007-passwd");
    check("KZ-001", "фото дома.jpg", "evidence/KZ-001-0007.jpg");
    check("KZ-001", r"C:\x\a.tar.gz", "evidence/KZ-001-0007-a.tar.gz");
    check("KZ-001", "", "evidence/KZ-001-0007");
    check("Дело 5", "a.pdf", "evidence/5-0007-a.pdf");
    check("Дело", "a.pdf", "evidence/item-0007");
    assert!(
        evidence_name(
            &"x".repeat(500),
            99_999,
            &format!("{}.{}", "y".repeat(500), "z".repeat(500))
        )
        .len()
            <= MAX_NAME
    );
}
