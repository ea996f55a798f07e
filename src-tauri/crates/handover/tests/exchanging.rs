//! A team that exchanges through a folder which something unreliable, or hostile, replicates.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use casework::record::{Case, CaseId, Entity as _, Kind, Note, Record};
use common::*;
use handover::exchange::{Circle, Exchanged, OnDisk, Side, Team, keep, team};
use handover::partner;
use handover::{Error, Partner};

/// The same numbers each time (Knuth's MMIX generator, its upper half).
struct Chance(u64);

impl Chance {
    fn below(&mut self, many: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % many
    }
}

/// One of the team, with a folder of their own that a replicator fills.
struct Member {
    desk: Desk,
    folder: PathBuf,
    name: &'static str,
    partners: Vec<Partner>,
}

impl Member {
    fn exchange(&mut self) -> handover::Result<Exchanged> {
        let circle = Circle::of(&self.desk.conn, self.name.to_owned())?;
        let Desk {
            conn,
            ctx,
            files,
            keys,
        } = &mut self.desk;
        let mut side = Side {
            conn,
            ctx,
            files,
            keys,
            circle: &circle,
        };
        side.exchange(&OnDisk(&self.folder))
    }

    /// Everything but custody, of which each vault has its own, as text.
    fn records(&mut self) -> BTreeMap<String, String> {
        let book = self.desk.book();
        let mut all = BTreeMap::new();
        for kind in handover::select::kinds() {
            if kind == Kind::CustodyEvent {
                continue;
            }
            for record in book.records(kind, None).unwrap() {
                let mut value = serde_json::to_value(&record).unwrap();
                if let Some(item) = value["value"].as_object_mut() {
                    // What each vault says for itself: where a file lies, what a case or source is called by.
                    for own in ["blob", "binding", "reference", "code"] {
                        item.remove(own);
                    }
                }
                all.insert(record.id().to_string(), value.to_string());
            }
        }
        all
    }

    fn note(&mut self, case: CaseId, text: &str) {
        self.desk.add(Note {
            case_id: Some(case),
            text: text.into(),
            ..Note::default()
        });
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let entries = std::fs::read_dir(&self.folder).unwrap();
        let read = |entry: std::io::Result<std::fs::DirEntry>| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        };
        entries.map(read).collect()
    }
}

/// Vaults that know each other.
fn circle(dir: &Path, names: &[&'static str]) -> Vec<Member> {
    let seeds: Vec<u8> = (1..).take(names.len()).collect();
    let mut members = Vec::new();
    for (name, seed) in names.iter().zip(&seeds) {
        let mut desk = Desk::new(*seed, name);
        let mut partners = Vec::new();
        for (other, theirs) in names.iter().zip(&seeds) {
            if theirs != seed {
                let card = keys(*theirs).card(other);
                let id = id(u128::from(*theirs) + 1000);
                partners.push(partner::save(&desk.conn, &card, true, id).unwrap());
            }
        }
        let folder = dir.join(name);
        std::fs::create_dir(&folder).unwrap();
        let ids = partners.iter().map(|one| one.id).collect();
        let own = Team::new(folder.display().to_string(), ids, false);
        keep(&desk.conn, &own).unwrap();
        assert!(desk.book().list::<Case>().unwrap().is_empty());
        members.push(Member {
            desk,
            folder,
            name,
            partners,
        });
    }
    members
}

/// What a good replicator does: everything everywhere.
fn replicate(members: &[Member]) {
    let mut all = BTreeMap::new();
    for member in members {
        all.extend(member.files());
    }
    for member in members {
        for (name, bytes) in &all {
            let path = member.folder.join(name);
            if std::fs::read(&path).ok().as_ref() != Some(bytes) {
                std::fs::write(path, bytes).unwrap();
            }
        }
    }
}

/// Until nobody has anything to say; how many rounds it took.
fn settle(members: &mut [Member]) -> usize {
    for round in 1..12 {
        replicate(members);
        let mut quiet = true;
        for member in &mut *members {
            let done = member.exchange().unwrap();
            quiet &= done.sent.is_none() && done.taken.is_empty();
        }
        if quiet {
            return round;
        }
    }
    panic!("they never stop sending each other what the others have");
}

#[test]
fn three_vaults_become_one_and_then_fall_silent() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = circle(dir.path(), &["Aigerim", "Marat", "Dana"]);
    let story = story(&mut team[0].desk);
    settle(&mut team);
    team[1].note(story.raid, "Marat saw it too");
    team[2].note(story.trial, "Dana was in court");
    settle(&mut team);
    let records: Vec<_> = team.iter_mut().map(Member::records).collect();
    assert!(records[1] == records[2] && records[1].len() > 30);
    // Aigerim has what must not leave, and all that the others have.
    assert!(
        records[1]
            .iter()
            .all(|(id, text)| records[0].get(id) == Some(text)
                || text.contains("withheld")
                || records[0].contains_key(id))
    );
    let has = |records: &BTreeMap<String, String>, text: &str| {
        records.values().any(|one| one.contains(text))
    };
    for one in &records {
        assert!(has(one, "Marat saw it too") && has(one, "Dana was in court"));
    }
    assert!(has(&records[0], PRIVILEGED) && has(&records[0], "Hiddenova"));
    for mark in [PRIVILEGED, "Hiddenova", SHELTER, "CASEMARK"] {
        assert!(!has(&records[1], mark), "{mark}");
    }
    // The evidence came too.
    assert_eq!(team[2].desk.files.0.lock().unwrap().len(), 1);
    // Once more, and nothing is written.
    let before = team[0].files().len();
    for member in &mut team {
        let done = member.exchange().unwrap();
        assert!(done.sent.is_none() && done.taken.is_empty() && done.refused.is_empty());
    }
    assert_eq!(team[0].files().len(), before);
}

#[test]
fn late_repeated_missing_reordered_and_half_copied_files_end_well() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = circle(dir.path(), &["Aigerim", "Marat", "Dana"]);
    let first = team[0].desk.add(Case {
        title: "First".into(),
        ..Case::default()
    });
    settle(&mut team);
    let mut chance = Chance(20_260_131);
    for step in 0..30 {
        let who = chance.below(3);
        let case = if chance.below(5) == 0 {
            let title = format!("Case {step}");
            team[who].desk.add(Case {
                title,
                ..Case::default()
            })
        } else {
            first.clone()
        };
        team[who].note(case.id, &format!("Note {step}"));
        team[who].exchange().unwrap();
        // A bad replicator: some files come, some later, some by half, some twice under another name.
        let (from, to) = (chance.below(3), chance.below(3));
        for (name, bytes) in team[from].files() {
            let target = team[to].folder.join(&name);
            match chance.below(4) {
                0 => {}
                1 if !target.exists() => {
                    std::fs::write(target, &bytes[..bytes.len() / 2]).unwrap();
                }
                2 => {
                    let other = format!("{:032x}.age", chance.below(usize::MAX));
                    std::fs::write(team[to].folder.join(other), &bytes).unwrap();
                }
                _ => std::fs::write(target, &bytes).unwrap(),
            }
        }
        team[to].exchange().unwrap();
    }
    // In the end everything arrives whole: halves are written over by whoever has the whole.
    let mut whole = BTreeMap::new();
    for member in &team {
        for (name, bytes) in member.files() {
            let longest = whole.entry(name).or_insert_with(Vec::new);
            if bytes.len() > longest.len() {
                *longest = bytes;
            }
        }
    }
    for member in &team {
        for (name, bytes) in &whole {
            std::fs::write(member.folder.join(name), bytes).unwrap();
        }
    }
    settle(&mut team);
    let records: Vec<_> = team.iter_mut().map(Member::records).collect();
    for (one, other) in [(0, 1), (1, 2)] {
        for (id, record) in &records[one] {
            assert_eq!(records[other].get(id), Some(record));
        }
        assert_eq!(records[one].len(), records[other].len());
    }
    for step in 0..30 {
        let text = format!("\"Note {step}\"");
        assert!(
            records[0].values().any(|one| one.contains(&text)),
            "{text} is lost"
        );
    }
}

#[test]
fn junk_strangers_links_and_a_removed_member_change_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut team = circle(dir.path(), &["Aigerim", "Marat", "Dana"]);
    let case = team[0].desk.add(Case {
        title: "Ours".into(),
        ..Case::default()
    });
    settle(&mut team);
    let folder = team[0].folder.clone();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    put("readme.txt", b"hello");
    put(
        &format!("{}.age", "a".repeat(32)),
        b"age-encryption.org/v1\n-> X",
    );
    put(&format!("{}.age", "b".repeat(32)), &[0; 4096]);
    std::fs::create_dir(folder.join(format!("{}.age", "c".repeat(32)))).unwrap();
    std::os::unix::fs::symlink(
        "/etc/passwd",
        folder.join(format!("{}.age", "d".repeat(32))),
    )
    .unwrap();
    // Somebody outside sends a good bundle to Aigerim.
    let mut stranger = Desk::new(9, "Stranger");
    let bait = story(&mut stranger);
    let order = handover::Order {
        to: vec![resolved(&keys(1).card("Aigerim").to_text())],
        sender: "Stranger".into(),
        ..order(&bait, 1)
    };
    stranger
        .send(&order, &folder.join(format!("{}.age", "e".repeat(32))))
        .unwrap();
    let before = team[0].records();
    let done = team[0].exchange().unwrap();
    let mut why: Vec<&str> = done.refused.iter().map(|one| one.why.as_str()).collect();
    why.sort_unstable();
    assert_eq!(why, ["damaged", "not-a-bundle", "stranger"]);
    assert!(done.taken.is_empty() && team[0].records() == before);
    // And they are not read again and again.
    assert!(team[0].exchange().unwrap().refused.is_empty());

    // Dana is no longer one of them: she can read nothing new, and nothing of hers is taken.
    for who in [0, 1] {
        let ids = team[who]
            .partners
            .iter()
            .filter(|one| one.card.name() != "Dana");
        let ids = ids.map(|one| one.id).collect();
        let path = team[who].folder.display().to_string();
        keep(&team[who].desk.conn, &Team::new(path, ids, false)).unwrap();
        team[who].partners.retain(|one| one.card.name() != "Dana");
    }
    team[0].note(case.id, "Not for Dana");
    team[2].note(case.id, "From Dana");
    for _ in 0..4 {
        replicate_files(&team);
        for member in &mut team {
            member.exchange().unwrap();
        }
    }
    let has =
        |member: &mut Member, text: &str| member.records().values().any(|one| one.contains(text));
    assert!(has(&mut team[1], "Not for Dana") && !has(&mut team[2], "Not for Dana"));
    assert!(!has(&mut team[0], "From Dana") && !has(&mut team[1], "From Dana"));
    assert!(has(&mut team[2], "From Dana"));
}

/// The same as [`replicate`], for folders with other things in them.
fn replicate_files(members: &[Member]) {
    for from in members {
        for entry in std::fs::read_dir(&from.folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                for to in members {
                    let path = to.folder.join(entry.file_name());
                    if !path.exists() {
                        std::fs::copy(entry.path(), path).unwrap();
                    }
                }
            }
        }
    }
}

#[test]
fn a_folder_that_is_gone_is_said_and_nobody_is_no_team() {
    let dir = tempfile::tempdir().unwrap();
    let mut team_of_two = circle(dir.path(), &["Aigerim", "Marat"]);
    let member = &mut team_of_two[0];
    std::fs::remove_dir(&member.folder).unwrap();
    assert!(matches!(member.exchange(), Err(Error::Io { .. })));
    for one in &member.partners {
        partner::delete(&member.desk.conn, one.id).unwrap();
    }
    assert!(matches!(member.exchange(), Err(Error::NoRecipient)));
    assert!(team(&member.desk.conn).unwrap().last.is_empty());
    let record = Record::Case(Case::default());
    assert_eq!(record.kind(), Case::KIND);
}
