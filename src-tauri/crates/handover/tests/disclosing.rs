//! Telling one person who a source is: what the letter holds, who may get it, and what is refused.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use casework::record::SourceId;
use casework::view::SourceIdentity;
use common::{Desk, keys};
use handover::disclose::{self, Came, Disclosed, told};
use handover::{Error, Partner, Problem, Result, log, partner};
use uuid::Uuid;

const AT: &str = "2026-02-01T09:30:00";
const COMMENT: &str = "sandyq sources v1, 2026-02-01T09:30:00";

fn identity(id: u128) -> SourceIdentity {
    SourceIdentity {
        id: SourceId(Uuid::from_u128(id)),
        name: "Зүлфия Қасенова".to_owned(),
        channel: "Signal +7 701 555 01 99".to_owned(),
        party: Some(casework::record::PartyId(Uuid::from_u128(77))),
        risk_review: "2026-03-01".parse().ok(),
        ..SourceIdentity::default()
    }
}

fn known(desk: &Desk, seed: u8, name: &str, compared: bool) -> Partner {
    let id = Uuid::from_u128(u128::from(seed));
    partner::save(&desk.conn, &keys(seed).card(name), compared, id).unwrap()
}

struct Pair {
    dir: tempfile::TempDir,
    from: Desk,
    to: Desk,
}

impl Pair {
    fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            from: Desk::new(1, "Aigerim"),
            to: Desk::new(2, "Bolat"),
        }
    }

    fn path(&self) -> PathBuf {
        self.dir.path().join("told.age")
    }

    fn tell(&mut self, sources: Vec<Disclosed>, to: &Partner) -> Result<handover::seal::Written> {
        let path = self.path();
        let Desk {
            conn, ctx, keys, ..
        } = &mut self.from;
        disclose::write(
            sources,
            to,
            "to meet her",
            (keys, "Aigerim"),
            conn,
            ctx,
            &path,
        )
    }
}

fn read(bytes: &[u8], desk: &Desk) -> Result<Came> {
    let partners = partner::list(&desk.conn).unwrap();
    disclose::read(Cursor::new(bytes), &desk.keys, &partners)
}

fn problem(result: Result<Came>) -> Option<Problem> {
    match result {
        Err(Error::Refused(problem)) => Some(problem),
        _ => None,
    }
}

/// A letter sealed by hand to the second vault.
fn by_hand(text: &str, signed_by: u8, comment: &str) -> Vec<u8> {
    let signature = keys(signed_by).signing().sign(text.as_bytes(), comment);
    let mut writer = handover::tar::Writer::new(Vec::new());
    for (name, text) in [("sources.json", text), ("sources.json.minisig", &signature)] {
        writer
            .file(name, text.len() as u64, &mut text.as_bytes())
            .unwrap();
    }
    let bytes = writer.finish().unwrap();
    handover::seal::seal(Vec::new(), &[keys(2).recipient().into()], |out| {
        out.write_all(&bytes)
            .map_err(|source| Error::Io { op: "test", source })
    })
    .unwrap()
}

fn archive(path: &Path, to: u8) -> String {
    let keys = keys(to);
    let opened = age::Decryptor::new(File::open(path).unwrap())
        .unwrap()
        .decrypt(keys.identities().into_iter());
    let mut text = Vec::new();
    std::io::Read::read_to_end(&mut opened.unwrap(), &mut text).unwrap();
    String::from_utf8_lossy(&text).into_owned()
}

#[test]
fn one_person_is_told_and_it_goes_on_the_record() {
    let mut pair = Pair::new();
    known(&pair.to, 1, "Aigerim", true);
    let to = known(&pair.from, 2, "Bolat", true);
    let told_of = identity(5);
    let written = pair
        .tell(vec![Disclosed::of("S-014", &told_of)], &to)
        .unwrap();
    let bytes = std::fs::read(pair.path()).unwrap();
    assert_eq!(written.sha256, common::hash(&bytes));

    // What the receiver's own stock tools would show: all that was said of her, and nothing of this vault's own.
    let text = archive(&pair.path(), 2);
    assert!(text.contains("Қасенова") && text.contains("+7 701 555 01 99"));
    assert!(!text.contains("2026-03-01") && !text.contains(&Uuid::from_u128(77).to_string()));
    assert!(
        !text.contains("to meet her"),
        "the reason stays on our record"
    );

    let came = read(&bytes, &pair.to).unwrap();
    assert_eq!(
        (came.from.as_str(), came.letter.sources.len()),
        ("Aigerim", 1)
    );
    let one = &came.letter.sources[0];
    let fields: Vec<_> = one.beside(None).iter().map(|pair| pair.field).collect();
    assert_eq!(
        (one.code_name.as_str(), fields),
        ("S-014", vec!["name", "channel"])
    );

    let entries = log::list(&pair.from.conn).unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(
        (entries[0].who.as_slice(), entries[0].sha256.as_str()),
        (["Bolat".to_owned()].as_slice(), written.sha256.as_str())
    );
    let noted = told(&pair.from.conn, &entries[0]).unwrap();
    assert!(
        noted.len() == 1
            && noted[0].code_name == "S-014"
            && noted[0].reason == "to meet her"
            && noted[0].by == "Aigerim"
    );
    let whole = pair.from.conn.serialize("main").unwrap();
    let inside = |words: &str| {
        whole
            .windows(words.len())
            .any(|part| part == words.as_bytes())
    };
    assert!(
        inside("to meet her") && !inside("Қасенова"),
        "who she is stands in no table of the casework"
    );

    disclose::taken(&pair.to.conn, &pair.to.ctx, &came, 1).unwrap();
    let entries = log::list(&pair.to.conn).unwrap();
    assert!(entries[0].direction == "in" && entries[0].who == ["Aigerim"]);
}

#[test]
fn fields_are_taken_one_by_one_and_what_is_here_stays() {
    let theirs = Disclosed::of(
        "S-014",
        &SourceIdentity {
            risk: "prison".to_owned(),
            ..identity(5)
        },
    );
    let mut ours = SourceIdentity {
        name: "Z. K.".to_owned(),
        channel: String::new(),
        ..identity(5)
    };
    ours.note = "ours alone".to_owned();
    let pairs = theirs.beside(Some(&ours));
    let named: Vec<_> = pairs
        .iter()
        .map(|pair| (pair.field, pair.ours.as_str()))
        .collect();
    assert_eq!(named, [("name", "Z. K."), ("channel", ""), ("risk", "")]);
    let fields = BTreeSet::from(["channel".to_owned(), "note".to_owned()]);
    // A field that they say nothing of is not emptied by asking for it.
    let whole = theirs.over(Some(ours.clone()), &fields);
    assert_eq!(
        (whole.name.as_str(), whole.channel.as_str()),
        ("Z. K.", "Signal +7 701 555 01 99")
    );
    assert_eq!(whole.note, "ours alone");
    assert!(
        whole.party == ours.party && whole.risk_review == ours.risk_review && whole.risk.is_empty()
    );
}

#[test]
fn only_who_was_compared_by_voice_is_told_and_only_what_is_known() {
    let mut pair = Pair::new();
    let unsure = known(&pair.from, 2, "Bolat", false);
    let one = || vec![Disclosed::of("S-014", &identity(5))];
    assert!(matches!(pair.tell(one(), &unsure), Err(Error::NotCompared(name)) if name == "Bolat"));
    let sure = known(&pair.from, 2, "Bolat", true);
    assert!(matches!(pair.tell(vec![], &sure), Err(Error::NoSource)));
    let nobody = Disclosed::of(
        "S-015",
        &SourceIdentity {
            id: identity(6).id,
            ..SourceIdentity::default()
        },
    );
    assert!(matches!(
        pair.tell(vec![nobody], &sure),
        Err(Error::NoSource)
    ));
    assert!(!pair.path().exists() && log::list(&pair.from.conn).unwrap().is_empty());
    pair.tell(one(), &sure).unwrap();
    assert!(matches!(pair.tell(one(), &sure), Err(Error::Exists)));
    assert_eq!(log::list(&pair.from.conn).unwrap().len(), 1);
}

#[test]
fn what_is_not_on_the_record_does_not_leave() {
    let mut pair = Pair::new();
    let to = known(&pair.from, 2, "Bolat", true);
    pair.from
        .conn
        .execute_batch("DROP TABLE handover_source")
        .unwrap();
    assert!(
        pair.tell(vec![Disclosed::of("S-014", &identity(5))], &to)
            .is_err()
    );
    assert!(!pair.path().exists() && log::list(&pair.from.conn).unwrap().is_empty());
}

#[test]
fn a_letter_that_is_not_whole_not_ours_or_not_from_a_partner_is_refused() {
    let mut pair = Pair::new();
    let to = known(&pair.from, 2, "Bolat", true);
    pair.tell(vec![Disclosed::of("S-014", &identity(5))], &to)
        .unwrap();
    let bytes = std::fs::read(pair.path()).unwrap();
    assert!(matches!(read(&bytes, &pair.to), Err(Error::UnknownSender(name)) if name == "Aigerim"));
    known(&pair.to, 1, "A.", true);
    assert_eq!(
        read(&bytes, &pair.to).unwrap().from,
        "A.",
        "as they are called here"
    );
    assert_eq!(problem(read(&bytes, &pair.from)), Some(Problem::NotForUs));
    for at in (0..bytes.len()).step_by(41) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 2;
        assert!(read(&flipped, &pair.to).is_err(), "{at}");
        assert!(read(&bytes[..at], &pair.to).is_err(), "{at}");
    }

    let recipient = handover::Recipient::Quantum(Box::new(keys(2).quantum())).mark();
    let key = keys(1).signing().public().line();
    let source = |id: u128, name: &str| {
        format!(
            "    {{\n      \"id\": \"{}\",\n      \"code_name\": \"S-1\",\n      \"name\": \"{name}\",\n      \"also\": \"\",\n      \"channel\": \"\",\n      \"safe_times\": \"\",\n      \"never_by\": \"\",\n      \"languages\": \"\",\n      \"interpreter\": \"\",\n      \"risk\": \"\",\n      \"note\": \"\"\n    }}",
            Uuid::from_u128(id)
        )
    };
    let text = |sources: &str| {
        format!(
            "{{\n  \"format\": \"sandyq-sources\",\n  \"version\": 1,\n  \"created\": \"{AT}\",\n  \"sender\": \"Aigerim\",\n  \"signing_key\": \"{key}\",\n  \"recipient\": \"{recipient}\",\n  \"sources\": [\n{sources}\n  ]\n}}\n"
        )
    };
    let good = text(&source(5, "Z"));
    assert!(
        read(&by_hand(&good, 1, COMMENT), &pair.to).is_ok(),
        "the control"
    );
    let long = "x".repeat(20_001);
    let cases = [
        (good.clone(), 3, COMMENT, Problem::Signature),
        (
            good.clone(),
            1,
            "sandyq handover receipt v1, 2026-02-01T09:30:00",
            Problem::Signature,
        ),
        (
            good.replace("\"version\": 1", "\"version\": 2"),
            1,
            COMMENT,
            Problem::Newer,
        ),
        (
            good.replace("sandyq-sources", "sandyq-handover"),
            1,
            COMMENT,
            Problem::Manifest,
        ),
        (
            good.replace(AT, "2026-02-01"),
            1,
            COMMENT,
            Problem::Manifest,
        ),
        (
            good.replace("Aigerim", "Ai\u{202e}gerim"),
            1,
            COMMENT,
            Problem::Manifest,
        ),
        (
            good.replace("  \"sender\"", "  \"more\": 1,\n  \"sender\""),
            1,
            COMMENT,
            Problem::Manifest,
        ),
        (
            good.replace("  \"sender\"", "  \"sender\": \"X\",\n  \"sender\""),
            1,
            COMMENT,
            Problem::Manifest,
        ),
        (format!("{good}\n"), 1, COMMENT, Problem::Manifest),
        (
            text(&format!("{},\n{}", source(5, "Z"), source(5, "Y"))),
            1,
            COMMENT,
            Problem::Manifest,
        ),
        (text(""), 1, COMMENT, Problem::Manifest),
        (text(&source(0, "Z")), 1, COMMENT, Problem::Records),
        (text(&source(5, "")), 1, COMMENT, Problem::Records),
        (text(&source(5, &long)), 1, COMMENT, Problem::Records),
        (text(&source(5, "a\\u0000b")), 1, COMMENT, Problem::Records),
        (
            good.replace("S-1", "S\\u202e1"),
            1,
            COMMENT,
            Problem::Manifest,
        ),
        (
            good.replace(&recipient, &"0".repeat(64)),
            1,
            COMMENT,
            Problem::Forwarded,
        ),
    ];
    for (at, (text, by, comment, expect)) in cases.iter().enumerate() {
        assert_eq!(
            problem(read(&by_hand(text, *by, comment), &pair.to)),
            Some(*expect),
            "{at}: {}",
            text.get(..400).unwrap_or(text)
        );
    }
}

#[test]
fn somebody_who_takes_a_letter_to_the_wrong_place_is_told_what_it_is() {
    let mut pair = Pair::new();
    known(&pair.to, 1, "Aigerim", true);
    let to = known(&pair.from, 2, "Bolat", true);
    pair.tell(vec![Disclosed::of("S-014", &identity(5))], &to)
        .unwrap();
    let bytes = std::fs::read(pair.path()).unwrap();
    let checked = handover::check(Cursor::new(&bytes), &pair.to.keys, &[]).unwrap();
    assert_eq!(checked.problems, [Problem::Sources]);
    assert!(handover::reply::read(Cursor::new(&bytes), &pair.to.keys).is_err());
}
