//! Looking before taking, taking some of it, taking it back, and the receipt that goes home.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::wildcard_imports, reason = "records of every kind")]

mod common;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use casework::merge::{Sameness, Undone};
use casework::record::*;
use common::*;
use handover::reply::{self, Fault, State};
use handover::{Difference, Error, Merged, Partner, Problem, Result, Wanted};
use uuid::Uuid;

struct Pair {
    dir: tempfile::TempDir,
    from: Desk,
    to: Desk,
    story: Story,
    sent: u32,
}

impl Pair {
    fn new() -> Self {
        let mut from = Desk::new(1, "Aigerim");
        let story = story(&mut from);
        Self {
            dir: tempfile::tempdir().unwrap(),
            from,
            to: Desk::new(2, "Bolat"),
            story,
            sent: 0,
        }
    }

    fn path(&mut self, what: &str) -> PathBuf {
        self.sent += 1;
        self.dir.path().join(format!("{what}-{}.age", self.sent))
    }

    fn send(&mut self) -> PathBuf {
        let path = self.path("in");
        self.from.send(&order(&self.story, 2), &path).unwrap();
        path
    }

    fn take(&mut self, path: &Path, wanted: &Wanted) -> Result<Merged> {
        let Desk {
            conn,
            ctx,
            files,
            keys,
        } = &mut self.to;
        handover::merge_some(
            File::open(path).unwrap(),
            keys,
            &[],
            conn,
            ctx,
            files,
            wanted,
        )
    }

    fn diff(&mut self, path: &Path) -> Difference {
        let Desk {
            conn, ctx, keys, ..
        } = &mut self.to;
        handover::diff(File::open(path).unwrap(), keys, &[], conn, ctx).unwrap()
    }

    fn undo(&mut self, merged: &Merged) -> Undone {
        let Desk {
            conn, ctx, files, ..
        } = &mut self.to;
        handover::undo(conn, ctx, files, merged.arrival.unwrap()).unwrap()
    }

    fn edit<T: Entity>(&mut self, ours: bool, id: Uuid, change: impl Fn(&mut T)) {
        let desk = if ours { &mut self.to } else { &mut self.from };
        let mut value: T = desk.book().get(id).unwrap();
        change(&mut value);
        let head = desk.book().head(id).unwrap();
        desk.book().save_as(value, head).unwrap();
    }
}

fn all(desk: &mut Desk) -> Vec<Record> {
    let mut out = Vec::new();
    for kind in Kind::ALL {
        out.extend(desk.book().records(*kind, None).unwrap());
    }
    out
}

fn count(found: &Difference, sameness: Sameness) -> usize {
    let of = |one: &&casework::merge::Compared| one.sameness == sameness;
    found.records.iter().filter(of).count()
}

#[test]
fn what_would_change_is_told_and_nothing_is_written() {
    let mut pair = Pair::new();
    let path = pair.send();
    let before = pair.to.conn.serialize("main").unwrap().to_vec();
    let found = pair.diff(&path);
    assert!(count(&found, Sameness::New) > 20 && count(&found, Sameness::Changed) == 0);
    assert!(found.cases.len() == 2 && found.check.valid && found.check.sender == "Aigerim");
    assert_eq!(found.sha256, hash(&std::fs::read(&path).unwrap()));
    assert!(found.page.contains("Officers searched the newsroom."));
    let called = |kind: Kind| {
        found
            .records
            .iter()
            .find(|one| one.kind == kind)
            .unwrap()
            .label
            .clone()
    };
    assert!(
        called(Kind::Involved).contains("Қасенова") || called(Kind::Party).contains("Қасенова")
    );
    assert!(pair.to.files.0.lock().unwrap().is_empty());
    assert!(pair.to.conn.serialize("main").unwrap().to_vec() == before);

    pair.take(&path, &Wanted::default()).unwrap();
    let again = pair.diff(&path);
    assert_eq!(count(&again, Sameness::Same), again.records.len());

    let (raid, trial) = (pair.story.raid.0, pair.story.trial.0);
    pair.edit(false, raid, |case: &mut Case| case.title = "Theirs".into());
    pair.edit(false, raid, |case: &mut Case| {
        case.summary = "Only theirs".into();
    });
    pair.edit(true, raid, |case: &mut Case| case.title = "Ours".into());
    pair.edit(true, trial, |case: &mut Case| {
        case.summary = "Only ours".into();
    });
    let path = pair.send();
    let found = pair.diff(&path);
    let changed: Vec<_> = found
        .records
        .iter()
        .filter(|one| one.sameness == Sameness::Changed)
        .collect();
    assert_eq!(changed.len(), 1);
    let told: Vec<_> = changed[0]
        .fields
        .iter()
        .map(|pair| {
            (
                pair.field.as_str(),
                pair.ours.as_str(),
                pair.theirs.as_str(),
                pair.both,
            )
        })
        .collect();
    let newsroom = Some("Officers searched the newsroom.");
    assert_eq!(
        told,
        [
            ("summary", newsroom, Some("Only theirs"), false),
            ("title", Some("Ours"), Some("Theirs"), true)
        ]
    );
}

#[test]
fn what_was_deleted_here_is_told_apart_from_what_comes_back() {
    let mut pair = Pair::new();
    let path = pair.send();
    pair.take(&path, &Wanted::default()).unwrap();
    let note = pair.to.book().list::<Note>().unwrap().remove(0);
    pair.to.book().delete(Kind::Note, note.id.0, false).unwrap();
    let state = |found: &Difference| {
        let of = |one: &&casework::merge::Compared| one.id == note.id.0;
        found.records.iter().find(of).unwrap().sameness
    };
    assert_eq!(state(&pair.diff(&path)), Sameness::Deleted);
    pair.edit(false, note.id.0, |note: &mut Note| {
        note.text = "Seen by two".into();
    });
    let path = pair.send();
    assert_eq!(state(&pair.diff(&path)), Sameness::Back);
    pair.take(&path, &Wanted::default()).unwrap();
    assert_eq!(
        pair.to.book().get::<Note>(note.id.0).unwrap().text,
        "Seen by two"
    );
}

#[test]
fn one_case_comes_with_what_it_needs_and_the_rest_can_come_later() {
    let mut pair = Pair::new();
    let path = pair.send();
    let only = Wanted {
        only: BTreeSet::from([pair.story.raid.0]),
        ..Wanted::default()
    };
    let merged = pair.take(&path, &only).unwrap();
    assert!(merged.along > 0, "its people and sources come along");
    let cases: Vec<Case> = pair.to.book().list().unwrap();
    // A link between the two would bring the other case along: it stays out with it, until the other one is taken.
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    assert_eq!(ids, [pair.story.raid]);
    assert!(pair.to.book().list::<Chain>().unwrap().is_empty());
    let names: Vec<Name> = pair.to.book().list().unwrap();
    assert!(names.iter().any(|name| name.full == "Gulnara Kassenova"));
    assert_eq!(pair.to.files.0.lock().unwrap().len(), 1);

    let merged = pair.take(&path, &Wanted::default()).unwrap();
    assert!(merged.added > 0 && merged.conflicts.is_empty());
    assert_eq!(
        pair.to
            .book()
            .list_of_case::<Money>(pair.story.trial)
            .unwrap()
            .len(),
        1
    );
    assert_eq!(pair.to.files.0.lock().unwrap().len(), 1);
    let mut whole = Pair::new();
    let path = whole.send();
    whole.take(&path, &Wanted::default()).unwrap();
    let plain = |records: Vec<Record>| {
        records
            .into_iter()
            .filter(|one| one.kind() != Kind::CustodyEvent)
            .count()
    };
    assert_eq!(plain(all(&mut pair.to)), plain(all(&mut whole.to)));
}

#[test]
fn all_but_a_case_leaves_its_people_out_too() {
    let mut pair = Pair::new();
    let path = pair.send();
    let without = Wanted {
        without: BTreeSet::from([pair.story.raid.0]),
        ..Wanted::default()
    };
    pair.take(&path, &without).unwrap();
    assert!(pair.to.book().get::<Case>(pair.story.raid.0).is_err());
    assert!(pair.to.book().get::<Case>(pair.story.trial.0).is_ok());
    assert!(pair.to.book().list::<Party>().unwrap().is_empty());
    assert!(pair.to.files.0.lock().unwrap().is_empty());
}

#[test]
fn a_field_that_was_left_out_erases_nothing_and_can_come_later() {
    let mut pair = Pair::new();
    let path = pair.send();
    let raid = pair.story.raid.0;
    let leave = |field: &str| Wanted {
        fields: [(raid, BTreeSet::from([field.to_owned()]))].into(),
        ..Wanted::default()
    };
    // What a case cannot do without cannot be left out of a new one: refused in words, and nothing is there.
    let refused = pair.take(&path, &leave("title"));
    assert!(matches!(
        refused,
        Err(Error::Casework(casework::Error::Refused(_)))
    ));
    assert!(
        pair.to.book().list::<Case>().unwrap().is_empty()
            && pair.to.files.0.lock().unwrap().is_empty()
    );

    pair.take(&path, &leave("summary")).unwrap();
    let summary = |pair: &mut Pair| pair.to.book().get::<Case>(raid).unwrap().summary;
    assert_eq!(summary(&mut pair), "");
    // Going home, the gap is no erasure.
    let back = pair.path("back");
    let mut home = order(&pair.story, 1);
    home.wish.cases = vec![pair.story.raid];
    pair.to.send(&home, &back).unwrap();
    let Desk {
        conn,
        ctx,
        files,
        keys,
    } = &mut pair.from;
    let merged = handover::merge(File::open(&back).unwrap(), keys, &[], conn, ctx, files).unwrap();
    assert!(merged.conflicts.is_empty());
    assert_eq!(
        pair.from.book().get::<Case>(raid).unwrap().summary,
        "Officers searched the newsroom."
    );

    pair.take(&path, &Wanted::default()).unwrap();
    assert_eq!(summary(&mut pair), "Officers searched the newsroom.");
    // The same of a record that is here.
    pair.edit(false, raid, |case: &mut Case| case.summary = "Later".into());
    pair.edit(false, raid, |case: &mut Case| case.title = "Renamed".into());
    let path = pair.send();
    let merged = pair.take(&path, &leave("summary")).unwrap();
    assert_eq!(merged.updated, 1);
    let case: Case = pair.to.book().get(raid).unwrap();
    assert!(case.title == "Renamed" && case.summary == "Officers searched the newsroom.");
    pair.take(&path, &Wanted::default()).unwrap();
    assert_eq!(summary(&mut pair), "Later");
}

#[test]
fn a_merge_is_taken_back_with_its_files_and_comes_again() {
    let mut pair = Pair::new();
    let own = pair.to.add(Case {
        title: "Own".into(),
        ..Case::default()
    });
    let before: Vec<String> = all(&mut pair.to)
        .iter()
        .map(|one| serde_json::to_string(one).unwrap())
        .collect();
    let path = pair.send();
    let merged = pair.take(&path, &Wanted::default()).unwrap();
    let after = all(&mut pair.to).len();
    assert_eq!(pair.to.files.0.lock().unwrap().len(), 1);
    let undone = pair.undo(&merged);
    assert!(undone.stays.is_empty() && undone.removed > 20);
    let now: Vec<String> = all(&mut pair.to)
        .iter()
        .map(|one| serde_json::to_string(one).unwrap())
        .collect();
    assert!(now == before && pair.to.book().get::<Case>(own.id.0).is_ok());
    assert!(pair.to.files.0.lock().unwrap().is_empty());
    assert!(pair.to.book().verify_history().unwrap().problems.is_empty());
    let Desk {
        conn, ctx, files, ..
    } = &mut pair.to;
    assert!(matches!(
        handover::undo(conn, ctx, files, merged.arrival.unwrap()),
        Err(Error::Casework(casework::Error::Unknown { .. }))
    ));

    let again = pair.take(&path, &Wanted::default()).unwrap();
    assert_eq!(
        (again.added, all(&mut pair.to).len()),
        (merged.added, after)
    );
    let photo: Evidence = pair.to.book().get(pair.story.photo.0).unwrap();
    assert_eq!(
        pair.to.files.0.lock().unwrap()[&photo.blob],
        vec![7; 150_000]
    );
}

#[test]
fn what_was_changed_since_stays_when_a_merge_is_taken_back() {
    let mut pair = Pair::new();
    let first = pair.send();
    pair.take(&first, &Wanted::default()).unwrap();
    let (raid, trial) = (pair.story.raid.0, pair.story.trial.0);
    pair.edit(false, raid, |case: &mut Case| {
        (case.title, case.summary) = ("New title".into(), "New summary".into());
    });
    pair.edit(false, trial, |case: &mut Case| {
        case.title = "New trial".into();
    });
    let second = pair.send();
    let merged = pair.take(&second, &Wanted::default()).unwrap();
    assert_eq!(merged.updated, 2);
    pair.edit(true, raid, |case: &mut Case| {
        case.summary = "Ours since".into();
    });
    let undone = pair.undo(&merged);
    // What came new with it is the entry that the sender made in the chain of custody.
    assert_eq!((undone.restored, undone.removed), (2, merged.added));
    assert!(
        undone.stays.len() == 1
            && undone.stays[0].id == raid
            && undone.stays[0].fields == ["summary"]
    );
    let case: Case = pair.to.book().get(raid).unwrap();
    assert!(case.title.starts_with("A raid") && case.summary == "Ours since");
    assert_eq!(pair.to.book().get::<Case>(trial).unwrap().title, "A trial");

    let again = pair.take(&second, &Wanted::default()).unwrap();
    assert_eq!((again.updated, again.conflicts.len()), (2, 0));
    let case: Case = pair.to.book().get(raid).unwrap();
    assert!(case.title == "New title" && case.summary == "Ours since");
}

#[test]
fn a_conflict_goes_with_its_merge_and_the_history_says_where_things_came_from() {
    let mut pair = Pair::new();
    let first = pair.send();
    pair.take(&first, &Wanted::default()).unwrap();
    let raid = pair.story.raid.0;
    let history = pair.to.book().history(Kind::Case, raid).unwrap();
    let came = history[0].came.as_ref().unwrap();
    assert!(
        came.from.starts_with("Aigerim (")
            && came.sha256 == hash(&std::fs::read(&first).unwrap())
            && came.made.starts_with("2026-")
    );
    pair.edit(true, raid, |case: &mut Case| case.title = "Ours".into());
    assert!(
        pair.to.book().history(Kind::Case, raid).unwrap()[0]
            .came
            .is_none()
    );
    pair.edit(false, raid, |case: &mut Case| case.title = "Theirs".into());
    let second = pair.send();
    let merged = pair.take(&second, &Wanted::default()).unwrap();
    assert_eq!(merged.conflicts.len(), 1);
    pair.undo(&merged);
    assert!(pair.to.book().conflicts().unwrap().is_empty());
    assert_eq!(
        pair.take(&second, &Wanted::default())
            .unwrap()
            .conflicts
            .len(),
        1
    );
}

fn partner(desk: &Desk, seed: u8, name: &str) -> Partner {
    handover::partner::save(&desk.conn, &keys(seed).card(name), true, id(seed.into())).unwrap()
}

fn make(desk: &mut Desk, file: &Path, state: State, out: &Path) -> Result<reply::Reply> {
    let Desk {
        conn, ctx, keys, ..
    } = desk;
    reply::make(
        File::open(file).unwrap(),
        keys,
        &[],
        conn,
        ctx,
        state,
        "Bolat",
        out,
    )
}

fn receive(desk: &mut Desk, bytes: &[u8]) -> Result<reply::Taken> {
    let Desk {
        conn, ctx, keys, ..
    } = desk;
    reply::take(Cursor::new(bytes), keys, conn, ctx)
}

fn fault<T>(result: Result<T>) -> Option<Fault> {
    match result {
        Err(Error::Receipt(fault)) => Some(fault),
        _ => None,
    }
}

#[test]
fn a_receipt_goes_home_and_counts_once() {
    let mut pair = Pair::new();
    let path = pair.path("in");
    let mut wish = order(&pair.story, 2);
    wish.to = vec![resolved(&keys(2).card("Bolat").to_text())];
    pair.from.send(&wish, &path).unwrap();
    let out = pair.path("receipt");
    assert_eq!(
        fault(make(&mut pair.to, &path, State::Merged, &out)),
        Some(Fault::NotMerged)
    );
    assert!(!out.exists());
    make(&mut pair.to, &path, State::Read, &out).unwrap();
    assert!(matches!(
        make(&mut pair.to, &path, State::Read, &out),
        Err(Error::Exists)
    ));
    let bytes = std::fs::read(&out).unwrap();

    assert_eq!(
        fault(receive(&mut pair.from, &bytes)),
        Some(Fault::Stranger)
    );
    partner(&pair.from, 2, "Bolat");
    let taken = receive(&mut pair.from, &bytes).unwrap();
    assert!(taken.reply.state == State::Read && taken.reply.name == "Bolat");
    assert_eq!(taken.reply.sha256, hash(&std::fs::read(&path).unwrap()));
    receive(&mut pair.from, &bytes).unwrap();
    assert_eq!(reply::list(&pair.from.conn).unwrap().len(), 1);

    let merged = pair.take(&path, &Wanted::default()).unwrap();
    let second = pair.path("receipt");
    make(&mut pair.to, &path, State::Merged, &second).unwrap();
    receive(&mut pair.from, &std::fs::read(&second).unwrap()).unwrap();
    assert_eq!(reply::list(&pair.from.conn).unwrap().len(), 2);
    pair.undo(&merged);
    let third = pair.path("receipt");
    assert_eq!(
        fault(make(&mut pair.to, &path, State::Merged, &third)),
        Some(Fault::NotMerged)
    );
}

#[test]
fn receipts_that_are_forged_foreign_or_damaged_are_refused() {
    let mut pair = Pair::new();
    let path = pair.path("in");
    let mut wish = order(&pair.story, 2);
    wish.to = vec![resolved(&keys(2).card("Bolat").to_text())];
    pair.from.send(&wish, &path).unwrap();
    partner(&pair.from, 2, "Bolat");
    let out = pair.path("receipt");
    make(&mut pair.to, &path, State::Received, &out).unwrap();
    let bytes = std::fs::read(&out).unwrap();
    // Nobody but the sender opens it.
    assert!(matches!(
        receive(&mut pair.to, &bytes),
        Err(Error::Refused(Problem::NotForUs))
    ));
    for at in (0..bytes.len()).step_by(bytes.len() / 60) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 2;
        assert!(receive(&mut pair.from, &flipped).is_err(), "{at}");
        assert!(receive(&mut pair.from, &bytes[..at]).is_err(), "{at}");
    }
    for other in [b"".as_slice(), b"hello", &std::fs::read(&path).unwrap()] {
        assert!(receive(&mut pair.from, other).is_err());
    }
    assert!(reply::list(&pair.from.conn).unwrap().is_empty());

    // Sealed by hand: the text is not the one that was signed, or is signed by somebody else.
    let archive = |text: &str, seed: u8, comment: &str| {
        let signature = keys(seed).signing().sign(text.as_bytes(), comment);
        let mut writer = handover::tar::Writer::new(Vec::new());
        for (name, text) in [("receipt.txt", text), ("receipt.txt.minisig", &signature)] {
            writer
                .file(name, text.len() as u64, &mut text.as_bytes())
                .unwrap();
        }
        let bytes = writer.finish().unwrap();
        handover::seal::seal(Vec::new(), &[keys(1).recipient().into()], |out| {
            out.write_all(&bytes)
                .map_err(|source| Error::Io { op: "test", source })
        })
        .unwrap()
    };
    let sha256 = hash(&std::fs::read(&path).unwrap());
    let text = |key: u8, sha256: &str, state: &str, at: &str| {
        let key = keys(key).signing().public().line();
        format!(
            "sandyq-receipt: 1\nhandover: {sha256}\nmade: 2026-01-31T12:00:00\nstate: {state}\nat: {at}\nname: Bolat\nsigning-key: {key}\n"
        )
    };
    let at = "2026-02-01T09:30:00";
    let comment = format!("{}, {at}", reply::COMMENT);
    let good = text(2, &sha256, "read", at);
    assert!(
        receive(&mut pair.from, &archive(&good, 2, &comment)).is_ok(),
        "the control"
    );
    let cases = [
        (good.clone(), 3, comment.clone(), Fault::Invalid),
        (good.clone(), 2, "timestamp:1".to_owned(), Fault::Invalid),
        (
            good.replace("receipt: 1", "receipt: 2"),
            2,
            comment.clone(),
            Fault::Newer,
        ),
        (
            good.replace("read", "burnt"),
            2,
            comment.clone(),
            Fault::Invalid,
        ),
        (
            good.replace("Bolat", "Bo\u{202e}lat"),
            2,
            comment.clone(),
            Fault::Invalid,
        ),
        (format!("{good}\n"), 2, comment.clone(), Fault::Invalid),
        (
            good.replace(at, "2026-02-01"),
            2,
            comment.clone(),
            Fault::Invalid,
        ),
        (
            good.replace(&sha256, &sha256.to_uppercase()),
            2,
            comment.clone(),
            Fault::Invalid,
        ),
        (
            text(2, &"0".repeat(64), "read", at),
            2,
            comment.clone(),
            Fault::Unknown,
        ),
        (
            text(3, &sha256, "read", at),
            3,
            comment.clone(),
            Fault::Stranger,
        ),
    ];
    for (text, seed, comment, expect) in &cases {
        assert_eq!(
            fault(receive(&mut pair.from, &archive(text, *seed, comment))),
            Some(*expect),
            "{text}"
        );
    }
    // A partner, but not one who was given it.
    partner(&pair.from, 3, "Dina");
    let theirs = archive(&text(3, &sha256, "read", at), 3, &comment);
    assert_eq!(
        fault(receive(&mut pair.from, &theirs)),
        Some(Fault::NotTheirs)
    );
    assert_eq!(reply::list(&pair.from.conn).unwrap().len(), 1);
}
