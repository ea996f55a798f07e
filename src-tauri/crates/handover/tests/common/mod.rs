//! A casework with something of every kind in it, evidence in memory, and keys for three people.
#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(clippy::wildcard_imports, reason = "records of every kind")]

pub mod forms;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use casework::date::{Lang, UncertainDate};
use casework::record::*;
use casework::{Book, Ctx};
use chrono::DateTime;
use handover::partner::To;
use handover::{Error, Files, Keys, Order, Profile, Result, Wish};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Words that must not travel, or must, depending on the wish.
pub const PRIVILEGED: &str = "PRIVILEGEDMARK what the client told counsel";
pub const ALIAS: &str = "Zhanna Aliasova";
pub const SHELTER: &str = "Shelterovka";
pub const COMMENT: &str = "COMMENTMARK who wrote this";
pub const CONTACT: &str = "+7 700 CONTACTMARK";
pub const OLD_SUMMARY: &str = "HISTORYMARK an earlier wording";
pub const XSS: &str = "<script>alert('x')</script><img src=x onerror=alert(1)>\"';--";

pub fn ctx(seed: u64, author: &str) -> Ctx {
    let seconds = AtomicI64::new(1_769_860_800);
    let state = AtomicU64::new(seed << 32);
    Ctx {
        clock: Arc::new(move || {
            DateTime::from_timestamp(seconds.fetch_add(1, Ordering::Relaxed), 0)
                .unwrap()
                .naive_utc()
        }),
        entropy: Arc::new(move |buffer| {
            for part in buffer.chunks_mut(32) {
                let hash = Sha256::digest(state.fetch_add(1, Ordering::Relaxed).to_le_bytes());
                part.copy_from_slice(&hash[..part.len()]);
            }
        }),
        author: author.to_owned(),
        person: author.to_owned(),
        shared: false,
        chain_key: None,
        lang: Lang::En,
    }
}

pub fn keys(seed: u8) -> Keys {
    Keys::of_seeds(seed, seed + 100)
}

pub fn to(seed: u8) -> To {
    To {
        name: format!("receiver {seed}"),
        ..resolved(&keys(seed).card("A").to_text())
    }
}

/// A vault's databases and files, in memory.
pub struct Desk {
    pub conn: Connection,
    pub ctx: Ctx,
    pub files: Memory,
    pub keys: Keys,
}

impl Desk {
    pub fn new(seed: u8, author: &str) -> Self {
        let mut conn = Connection::open_in_memory().unwrap();
        let ctx = ctx(seed.into(), author);
        drop(Book::open(&mut conn, ctx.clone()).unwrap());
        handover::create_schema(&conn).unwrap();
        Self {
            conn,
            ctx,
            files: Memory::default(),
            keys: keys(seed),
        }
    }

    pub fn book(&mut self) -> Book<'_> {
        Book::open(&mut self.conn, self.ctx.clone()).unwrap()
    }

    pub fn add<T: Entity>(&mut self, value: T) -> T {
        self.book()
            .save_as(value, None)
            .unwrap_or_else(|error| panic!("{error}"))
            .0
    }

    /// What would go.
    pub fn preview(&mut self, order: &Order) -> Result<handover::Preview> {
        handover::preview(&mut self.conn, &self.ctx, &self.files, &self.keys, order)
    }

    /// What of that would show what must stay, and whether the people behind the seal were looked for.
    pub fn look(
        &mut self,
        files: &Memory,
        order: &Order,
    ) -> Result<(handover::leak::Looked, bool)> {
        let sight = order.choose(&mut self.conn, &self.ctx, &self.keys)?;
        let looked = sight.look(order, files, &mut |_, _| true)?;
        Ok((looked, sight.knows_sealed()))
    }

    /// Writes a handover to `path`.
    pub fn send(&mut self, order: &Order, path: &Path) -> Result<handover::Receipt> {
        handover::create(
            &mut self.conn,
            &self.ctx,
            &self.files,
            &self.keys,
            order,
            path,
        )
    }
}

/// Evidence files in memory.
#[derive(Default)]
pub struct Memory(pub Mutex<BTreeMap<String, Vec<u8>>>);

impl Files for Memory {
    fn open(&self, item: &Evidence) -> Result<Box<dyn Read + '_>> {
        let files = self.0.lock().unwrap();
        let bytes = files
            .get(&item.blob)
            .cloned()
            .ok_or(Error::Evidence(item.blob.clone()))?;
        Ok(Box::new(std::io::Cursor::new(bytes)))
    }
    fn add(&self, from: &mut dyn Read) -> Result<vault::BlobRef> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes)
            .map_err(|source| Error::Io { op: "add", source })?;
        let mut files = self.0.lock().unwrap();
        let id = format!("blob-{}", files.len());
        let reference = vault::BlobRef {
            id: id.clone(),
            size: bytes.len() as u64,
            sha256: hash(&bytes),
            binding: "ab".repeat(32),
        };
        files.insert(id, bytes);
        Ok(reference)
    }
    fn remove(&self, id: &str) -> Result<()> {
        self.0.lock().unwrap().remove(id);
        Ok(())
    }
}

pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn date(text: &str) -> Option<UncertainDate> {
    UncertainDate::parse(text).ok()
}

/// What the fixture holds.
pub struct Story {
    pub raid: CaseId,
    pub trial: CaseId,
    pub secret_case: CaseId,
    pub privileged: NoteId,
    pub photo: EvidenceId,
    pub victim: PartyId,
    pub source: SourceId,
}

/// Fills a desk: two cases that go, one that does not, and a mark in every place that must not.
pub fn story(desk: &mut Desk) -> Story {
    story_with(desk, &vec![7; 150_000])
}

/// The same with these bytes as the photo.
pub fn story_with(desk: &mut Desk, mut photo: &[u8]) -> Story {
    let town = desk.add(Place {
        name: "Almaty".into(),
        area: "Almaty".into(),
        ..Place::default()
    });
    let shelter = desk.add(Place {
        name: SHELTER.into(),
        never_export: true,
        ..Place::default()
    });
    let victim = desk.add(Party {
        name: "Гульнара Қасенова".into(),
        contact: CONTACT.into(),
        sensitivity: Sensitivity::Internal,
        ..Party::default()
    });
    let officer = desk.add(Party {
        name: "Unit 7".into(),
        kind: PartyKind::Unit,
        ..Party::default()
    });
    let hidden = desk.add(Party {
        name: "Perizat Hiddenova".into(),
        sensitivity: Sensitivity::Confidential,
        ..Party::default()
    });
    desk.add(Name {
        party: victim.id,
        full: "Gulnara Kassenova".into(),
        ..Name::default()
    });
    desk.add(Name {
        party: victim.id,
        full: ALIAS.into(),
        confidential: true,
        ..Name::default()
    });
    desk.add(Relationship {
        party: victim.id,
        other: officer.id,
        kind: "complained about".into(),
        ..Relationship::default()
    });
    let secret = desk.add(Source {
        confidential: true,
        kind: "person".into(),
        ..Source::default()
    });
    let report = desk.add(Source {
        title: format!("Report {XSS}"),
        kind: "report".into(),
        url: "javascript:alert(1)".into(),
        ..Source::default()
    });

    let raid = desk.add(Case {
        reference: "KZ-001".into(),
        title: format!("A raid {XSS}"),
        summary: OLD_SUMMARY.into(),
        owner: "OWNERMARK".into(),
        space: vec!["expression".into()],
        places: vec![town.id, shelter.id],
        ..Case::default()
    });
    let revision = desk.book().head(raid.id.0).unwrap();
    let edited = Case {
        summary: "Officers searched the newsroom.".into(),
        ..raid.clone()
    };
    desk.book().save_as(edited, revision).unwrap();
    let trial = desk.add(Case {
        reference: "KZ-002".into(),
        title: "A trial".into(),
        ..Case::default()
    });
    let secret_case = desk.add(Case {
        title: "CASEMARK".into(),
        sensitivity: Sensitivity::Confidential,
        ..Case::default()
    });

    desk.add(Involved {
        case_id: raid.id,
        party: victim.id,
        role: "victim".into(),
        ..Involved::default()
    });
    desk.add(Involved {
        case_id: raid.id,
        party: hidden.id,
        role: "witness".into(),
        ..Involved::default()
    });
    let act = desk.add(Act {
        case_id: raid.id,
        act_type: "arrest".into(),
        victim: Some(victim.id),
        start: date("2025-12-01~"),
        place: Some(shelter.id),
        description: format!("She was taken {XSS}"),
        ..Act::default()
    });
    let about_hidden = desk.add(Act {
        case_id: raid.id,
        act_type: "arrest".into(),
        victim: Some(hidden.id),
        description: "Насильно увезли Перизат Хидденову".into(),
        ..Act::default()
    });
    desk.add(Involvement {
        case_id: raid.id,
        act: act.id,
        perpetrator: officer.id,
        ..Involvement::default()
    });
    desk.add(Measure {
        case_id: raid.id,
        party: victim.id,
        status: "house_arrest".into(),
        from: date("2025-12-01"),
        duration: "P2M".into(),
        ..Measure::default()
    });
    desk.add(Measure {
        case_id: raid.id,
        party: hidden.id,
        status: "released".into(),
        ..Measure::default()
    });
    desk.add(Chain {
        case_id: raid.id,
        to_case: trial.id,
        how: "precedes".into(),
        ..Chain::default()
    });
    desk.add(Chain {
        case_id: raid.id,
        to_case: secret_case.id,
        how: "follows".into(),
        ..Chain::default()
    });
    let claim = Claim {
        id: ClaimId::default(),
        case_id: raid.id,
        about_kind: Kind::Act,
        about_id: act.id.0,
        about_field: "start".into(),
        says: "It was on 1 December".into(),
        quote: String::new(),
        locator: "paragraph 2".into(),
        source: report.id,
        date_given: None,
        reliability: None,
        credibility: Credibility::C2,
        status: ClaimStatus::Accepted,
        conflicts_with: Vec::new(),
        consent: None,
    };
    desk.add(claim.clone());
    desk.add(Claim {
        source: secret.id,
        says: "Neighbours saw it".into(),
        ..claim.clone()
    });
    desk.add(Claim {
        about_id: about_hidden.id.0,
        about_field: String::new(),
        says: "Also P. Hiddenova, says Perizat Hiddenova's mother".into(),
        ..claim
    });
    desk.add(Note {
        case_id: Some(raid.id),
        text: format!("Seen from the street. {XSS}"),
        ..Note::default()
    });
    desk.add(Note {
        case_id: Some(raid.id),
        text: format!("She is known as {ALIAS} there"),
        ..Note::default()
    });
    let privileged = desk.add(Note {
        case_id: Some(raid.id),
        kind: NoteKind::Privileged,
        text: PRIVILEGED.into(),
        ..Note::default()
    });
    desk.add(Task {
        case_id: Some(raid.id),
        title: "TASKMARK appeal".into(),
        ..Task::default()
    });
    desk.add(Comment {
        case_id: raid.id,
        text: COMMENT.into(),
        ..Comment::default()
    });
    desk.add(Money {
        case_id: trial.id,
        amount: "12.50".into(),
        currency: "KZT".into(),
        what: "a fine".into(),
        ..Money::default()
    });

    let blob = desk.files.add(&mut photo).unwrap();
    let photo = desk.add(Evidence {
        case_id: raid.id,
        title: format!("Photo {XSS}"),
        file_name: "фото дома.jpg".into(),
        size: blob.size,
        media_type: "image/jpeg".into(),
        sha256: blob.sha256,
        blob: blob.id,
        binding: blob.binding,
        source: Some(secret.id),
        physical: "PHYSICALMARK behind the stove".into(),
        ..Evidence::default()
    });
    desk.add(CustodyEvent {
        case_id: raid.id,
        evidence: photo.id,
        at: "2026-01-01T00:00:00".into(),
        ..CustodyEvent::default()
    });
    Story {
        raid: raid.id,
        trial: trial.id,
        secret_case: secret_case.id,
        privileged: privileged.id,
        photo: photo.id,
        victim: victim.id,
        source: secret.id,
    }
}

/// One of the profiles that come with the program.
pub fn profile(code: &str) -> Profile {
    let mut all = casework::profiles::seeded();
    all.find(|profile| profile.code == code).unwrap()
}

/// Somebody who is no partner.
pub fn resolved(text: &str) -> To {
    let conn = Connection::open_in_memory().unwrap();
    handover::create_schema(&conn).unwrap();
    handover::partner::resolve(&conn, text).unwrap()
}

pub fn order(story: &Story, receiver: u8) -> Order {
    Order {
        wish: Wish {
            cases: vec![story.raid, story.trial, story.secret_case],
            profile: profile("partner"),
            evidence: true,
            privileged: Vec::new(),
            places: Vec::new(),
            leaks: handover::leak::Plan {
                unlooked: Some("seen by eye".into()),
                ..handover::leak::Plan::default()
            },
        },
        to: vec![to(receiver)],
        since: false,
        sender: "Aigerim".into(),
        message: format!("For you {XSS}"),
        lang: Lang::En,
    }
}

/// Runs a shell command in a folder; what it says, or a panic with why it failed.
pub fn sh(dir: &Path, command: &str) -> String {
    let out = Command::new("sh")
        .current_dir(dir)
        .args(["-e", "-c", command])
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{command}: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// Every byte that travels, unsealed with stock tools.
pub fn unseal(dir: &Path, path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let list = sh(
        dir,
        &format!(
            "age -d -i key.txt '{0}' > t.tar; tar tf t.tar; rm -rf x; mkdir x; tar xf t.tar -C x",
            path.display()
        ),
    );
    for name in list.lines() {
        out.insert(
            name.to_owned(),
            std::fs::read(dir.join("x").join(name)).unwrap(),
        );
    }
    out
}

/// Whether a mark stands in any file; the database is searched as bytes, and so is text.
pub fn holds(files: &BTreeMap<String, Vec<u8>>, mark: &str) -> Vec<String> {
    let found = |bytes: &Vec<u8>| {
        bytes
            .windows(mark.len())
            .any(|window| window == mark.as_bytes())
    };
    files
        .iter()
        .filter(|(_, bytes)| found(bytes))
        .map(|(name, _)| name.clone())
        .collect()
}

/// A stock age identity in `key.txt`; its recipient.
pub fn stock_key(dir: &Path) -> To {
    sh(dir, "age-keygen -o key.txt 2>/dev/null");
    let text = sh(dir, "age-keygen -y key.txt");
    To {
        reader: "stock".to_owned(),
        name: "stock".into(),
        ways: vec![handover::Recipient::parse(&text).unwrap()],
    }
}

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}
