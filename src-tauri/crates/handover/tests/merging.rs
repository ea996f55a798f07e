//! Two vaults that exchange bundles: nothing twice, nothing overwritten silently, nothing half done.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs::File;
use std::path::{Path, PathBuf};

use casework::record::*;
use common::*;
use handover::{Error, Keys, Merged, Order, Result, merge};

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
        let mut to = Desk::new(2, "Bolat");
        // The receiver has a case and a source of the same short names.
        to.add(Case {
            reference: "KZ-001".into(),
            title: "Something else".into(),
            ..Case::default()
        });
        to.add(Source {
            title: "Own".into(),
            ..Source::default()
        });
        Self {
            dir: tempfile::tempdir().unwrap(),
            from,
            to,
            story,
            sent: 0,
        }
    }

    fn path(&mut self) -> PathBuf {
        self.sent += 1;
        self.dir.path().join(format!("{}.age", self.sent))
    }

    /// From the first to the second.
    fn send(&mut self) -> PathBuf {
        let order = order(&self.story, 2);
        self.send_as(&order)
    }

    fn send_as(&mut self, order: &Order) -> PathBuf {
        let path = self.path();
        self.from.send(order, &path).unwrap();
        path
    }

    fn take(&mut self, path: &Path) -> Merged {
        take(&mut self.to, path).unwrap()
    }
}

fn take(desk: &mut Desk, path: &Path) -> Result<Merged> {
    let Desk {
        conn,
        ctx,
        files,
        keys,
    } = desk;
    merge(File::open(path).unwrap(), keys, &[], conn, ctx, files)
}

fn edit<T: Entity>(desk: &mut Desk, id: uuid::Uuid, change: impl Fn(&mut T)) {
    let mut value: T = desk.book().get(id).unwrap();
    change(&mut value);
    let head = desk.book().head(id).unwrap();
    desk.book().save_as(value, head).unwrap();
}

fn counts(desk: &mut Desk) -> Vec<usize> {
    Kind::ALL
        .iter()
        .map(|kind| desk.book().records(*kind, None).unwrap().len())
        .collect()
}

#[test]
fn a_bundle_arrives_once() {
    let mut pair = Pair::new();
    let path = pair.send();
    let first = pair.take(&path);
    assert!(first.added > 20 && first.updated == 0 && first.conflicts.is_empty());
    let raid: Case = pair.to.book().get(pair.story.raid.0).unwrap();
    assert_eq!(raid.reference, "KZ-001-2");
    let photo: Evidence = pair.to.book().get(pair.story.photo.0).unwrap();
    assert_eq!(
        pair.to.files.0.lock().unwrap()[&photo.blob],
        vec![7; 150_000]
    );
    let custody: Vec<CustodyEvent> = pair.to.book().list_of_case(raid.id).unwrap();
    assert!(
        custody
            .iter()
            .any(|event| event.event == CustodyEventKind::Received
                && event.by == "Bolat"
                && event.note.starts_with("Aigerim ("))
    );

    let before = counts(&mut pair.to);
    let again = pair.take(&path);
    assert!(again.added == 0 && again.updated == 0 && again.conflicts.is_empty());
    assert_eq!(counts(&mut pair.to), before);
    assert_eq!(pair.to.files.0.lock().unwrap().len(), 1);
    let log = handover::log::list(&pair.to.conn).unwrap();
    assert!(
        log.len() == 2
            && log.iter().all(|entry| entry.direction == "in"
                && entry.sha256 == hash(&std::fs::read(&path).unwrap()))
    );
    assert!(pair.to.book().verify_history().unwrap().problems.is_empty());
}

#[test]
fn what_the_sender_changes_later_arrives_as_an_update_again_and_again() {
    let mut pair = Pair::new();
    let path = pair.send();
    pair.take(&path);
    for title in ["A raid, later", "A raid, latest", "A raid, at last"] {
        edit(&mut pair.from, pair.story.raid.0, |case: &mut Case| {
            case.title = title.into();
        });
        let photo = format!("Photo of {title}");
        edit(&mut pair.from, pair.story.photo.0, |item: &mut Evidence| {
            item.title.clone_from(&photo);
        });
        let path = pair.send();
        let merged = pair.take(&path);
        assert!(
            merged.conflicts.is_empty() && merged.updated == 2,
            "{title}: {} updated, {} conflicts",
            merged.updated,
            merged.conflicts.len()
        );
        assert_eq!(
            pair.to.book().get::<Case>(pair.story.raid.0).unwrap().title,
            title
        );
        let item: Evidence = pair.to.book().get(pair.story.photo.0).unwrap();
        assert!(item.title == photo && !item.blob.is_empty());
    }
    assert_eq!(pair.to.files.0.lock().unwrap().len(), 1);
}

#[test]
fn changes_of_different_fields_come_together_and_of_the_same_field_are_kept_apart() {
    let mut pair = Pair::new();
    let path = pair.send();
    pair.take(&path);
    edit(&mut pair.to, pair.story.raid.0, |case: &mut Case| {
        case.summary = "Ours".into();
    });
    edit(&mut pair.from, pair.story.raid.0, |case: &mut Case| {
        case.title = "Theirs".into();
    });
    let path = pair.send();
    assert!(pair.take(&path).conflicts.is_empty());
    let both: Case = pair.to.book().get(pair.story.raid.0).unwrap();
    assert!(both.summary == "Ours" && both.title == "Theirs");

    edit(&mut pair.to, pair.story.trial.0, |case: &mut Case| {
        case.title = "Our trial".into();
    });
    edit(&mut pair.from, pair.story.trial.0, |case: &mut Case| {
        case.title = "Their trial".into();
    });
    let path = pair.send();
    let merged = pair.take(&path);
    assert!(merged.conflicts.len() == 1 && merged.conflicts[0].fields == ["title"]);
    assert_eq!(
        pair.to
            .book()
            .get::<Case>(pair.story.trial.0)
            .unwrap()
            .title,
        "Our trial"
    );
    assert!(
        matches!(&merged.conflicts[0].theirs, Record::Case(case) if case.title == "Their trial")
    );
}

#[test]
fn what_was_left_out_comes_back_without_erasing_anything() {
    let mut pair = Pair::new();
    let path = pair.send();
    pair.take(&path);
    edit(&mut pair.to, pair.story.raid.0, |case: &mut Case| {
        case.summary = "Seen by a second person.".into();
    });
    edit(&mut pair.to, pair.story.photo.0, |item: &mut Evidence| {
        item.title = "Photo, better named".into();
    });
    let back = pair.path();
    let mut order = order(&pair.story, 1);
    order.wish.cases = vec![pair.story.raid];
    pair.to.send(&order, &back).unwrap();
    let before: Evidence = pair.from.book().get(pair.story.photo.0).unwrap();
    let merged = take(&mut pair.from, &back).unwrap();
    assert!(merged.conflicts.is_empty());
    let case: Case = pair.from.book().get(pair.story.raid.0).unwrap();
    assert!(
        case.summary == "Seen by a second person."
            && case.owner == "OWNERMARK"
            && case.places.len() == 2
            && case.reference == "KZ-001"
    );
    let victim: Party = pair.from.book().get(pair.story.victim.0).unwrap();
    assert_eq!(victim.contact, CONTACT);
    let photo: Evidence = pair.from.book().get(pair.story.photo.0).unwrap();
    assert!(
        photo.title == "Photo, better named"
            && photo.blob == before.blob
            && photo.physical == before.physical
    );
    let act: Vec<Act> = pair.from.book().list_of_case(pair.story.raid).unwrap();
    assert!(
        act.iter().any(|act| act.place.is_some()) && act.iter().all(|act| act.victim.is_some())
    );
}

#[test]
fn a_fuller_copy_fills_what_an_earlier_one_left_out() {
    let mut pair = Pair::new();
    let path = pair.send();
    pair.take(&path);
    let mut fuller = order(&pair.story, 2);
    fuller.wish.profile = profile("internal");
    fuller.wish.privileged = vec![pair.story.privileged];
    let path = pair.send_as(&fuller);
    let merged = pair.take(&path);
    assert!(merged.conflicts.is_empty());
    assert_eq!(
        pair.to
            .book()
            .get::<Party>(pair.story.victim.0)
            .unwrap()
            .contact,
        CONTACT
    );
    assert!(pair.to.book().get::<Note>(pair.story.privileged.0).is_ok());
    // And the shorter copy after it takes nothing away.
    let path = pair.send();
    assert!(pair.take(&path).conflicts.is_empty());
    assert_eq!(
        pair.to
            .book()
            .get::<Party>(pair.story.victim.0)
            .unwrap()
            .contact,
        CONTACT
    );
}

#[test]
fn a_refused_bundle_changes_nothing() {
    let mut pair = Pair::new();
    let path = pair.send();
    let before = counts(&mut pair.to);
    let whole = std::fs::read(&path).unwrap();
    let bad = pair.dir.path().join("bad.age");
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        std::fs::write(&bad, &bytes).unwrap();
        assert!(take(&mut pair.to, &bad).is_err());
        std::fs::write(&bad, &whole[..at]).unwrap();
        assert!(take(&mut pair.to, &bad).is_err());
    }
    let wrong: Keys = keys(9);
    let Desk {
        conn, ctx, files, ..
    } = &mut pair.to;
    assert!(matches!(
        merge(File::open(&path).unwrap(), &wrong, &[], conn, ctx, files),
        Err(Error::Refused(handover::Problem::NotForUs))
    ));
    assert_eq!(counts(&mut pair.to), before);
    assert!(pair.to.files.0.lock().unwrap().is_empty());
    assert!(handover::log::list(&pair.to.conn).unwrap().is_empty());
}

#[test]
fn evidence_that_is_only_described_travels_as_a_description() {
    let mut pair = Pair::new();
    let described = Evidence {
        case_id: pair.story.raid,
        title: "A letter, on paper".into(),
        ..Evidence::default()
    };
    let described = pair.from.add(described);
    let path = pair.send();
    assert!(pair.take(&path).conflicts.is_empty());
    let arrived: Evidence = pair.to.book().get(described.id.0).unwrap();
    assert!(arrived.title == "A letter, on paper" && arrived.blob.is_empty());
    let custody: Vec<CustodyEvent> = pair.to.book().list_of_case(pair.story.raid).unwrap();
    assert!(custody.iter().all(|event| event.evidence != described.id));
    assert_eq!(pair.to.files.0.lock().unwrap().len(), 1);
}

#[test]
fn a_bundle_whose_records_are_not_those_of_its_manifest_is_refused() {
    use handover::seal::{Part, pack, seal};
    let mut pair = Pair::new();
    // The thief may read it: it is sealed to him too. He signs other words with his own key.
    let mut order = order(&pair.story, 2);
    let stock = stock_key(pair.dir.path());
    order.to.push(stock);
    let path = pair.send_as(&order);
    let files = unseal(pair.dir.path(), &path);
    let thief = keys(7);
    let forge = |change: &dyn Fn(&mut handover::manifest::Manifest)| {
        let mut manifest: handover::manifest::Manifest =
            serde_json::from_slice(&files["manifest.json"]).unwrap();
        manifest.sender.signing_key = thief.signing().public().line();
        change(&mut manifest);
        let photo: Evidence = Evidence {
            id: pair.story.photo,
            size: 150_000,
            sha256: hash(&files["evidence/KZ-001-0001.jpg"]),
            ..Evidence::default()
        };
        let parts = [
            "README.txt",
            "casebook.json",
            "casebook.sqlite",
            "index.html",
        ]
        .map(|name| Part::bytes(name, files[name].clone()));
        let bytes = files["evidence/KZ-001-0001.jpg"].clone();
        let file = Part::evidence("evidence/KZ-001-0001.jpg".into(), &photo, move || {
            Ok(Box::new(std::io::Cursor::new(bytes)))
        });
        let parts = parts.into_iter().chain([file]).collect();
        let sealed = seal(Vec::new(), &[keys(2).recipient().into()], |out| {
            pack(out, manifest, parts, thief.signing()).map(drop)
        })
        .unwrap();
        handover::check(std::io::Cursor::new(sealed), &keys(2), &[]).unwrap()
    };
    let control = forge(&|_| {});
    assert!(control.valid && control.signed && !control.known);
    let refused = |change: &dyn Fn(&mut handover::manifest::Manifest)| {
        let found = forge(change);
        assert!(!found.valid && found.problems == [handover::Problem::Records]);
    };
    refused(&|manifest| manifest.cases.truncate(1));
    refused(&|manifest| manifest.cases[0].title = "Other".into());
    refused(&|manifest| manifest.cases[0].reference = "KZ-999".into());
    refused(&|manifest| manifest.cases[0].id = CaseId(id(99)));
    refused(&|manifest| {
        manifest.counts.insert("acts".into(), 77);
    });
}
