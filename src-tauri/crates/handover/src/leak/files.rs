//! Hidden things in the files that go, and in the word to the receiver.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use casework::record::{Evidence, Kind};
use casework::spot::Memory;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::hidden::{Found, Hidden, What};
use super::read::{self, Budget, Why};
use super::strip::{Clean, Taken, may_tell, strip};
use super::{Act, Hit, MOST, Place, Plan, Unlooked, id, passage};
use crate::error::{Error, Result};
use crate::files::Files;

/// Largest file that is looked into, in bytes: all of it is in memory at once.
pub const LARGEST: u64 = 64 << 20;

/// What was found in files.
#[derive(Default)]
pub struct Looked {
    /// Hidden things, one hit for each thing in each part of a file.
    pub hits: Vec<Hit>,
    /// Files that could not be looked into.
    pub unlooked: Vec<Unlooked>,
    /// Files of which a copy goes that says nothing of itself, by item.
    pub copies: BTreeMap<Uuid, Stripped>,
    /// Files that would have become such copies and go as they are, with what they say of themselves.
    pub originals: Vec<Uuid>,
    /// More than is listed was found.
    pub more: bool,
}

/// The copy of a file, without what the file says of itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Stripped {
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: String,
    /// What was taken off.
    pub taken: BTreeSet<Taken>,
}

/// What is to be done about what a file says of itself.
enum Copy {
    /// It says nothing, or is of a kind that cannot.
    None,
    /// This goes in its place.
    Clean(Clean),
    /// It may say something that cannot be taken out.
    Tells,
}

fn copied(bytes: &[u8]) -> Copy {
    match strip(bytes, &mut Budget::default()) {
        Some(clean) if clean.bytes == bytes => Copy::None,
        Some(clean) => Copy::Clean(clean),
        None if may_tell(bytes) => Copy::Tells,
        None => Copy::None,
    }
}

/// The bytes of that copy; none if there is nothing that has to be, or can be, taken out of the file.
pub(crate) fn copy_of(bytes: &[u8]) -> Option<Vec<u8>> {
    match copied(bytes) {
        Copy::Clean(clean) => Some(clean.bytes),
        Copy::None | Copy::Tells => None,
    }
}

impl Looked {
    /// How many wait for a decision.
    pub fn open(&self) -> usize {
        let hits = self.hits.iter().filter(|hit| hit.act.is_none()).count();
        let files = self.unlooked.iter().filter(|file| file.act.is_none());
        hits + files.count()
    }

    /// The items whose file stays behind.
    pub fn left_out(&self) -> impl Iterator<Item = Uuid> {
        let hits = self.hits.iter();
        let hits = hits.filter(|hit| matches!(hit.place, Place::Text | Place::Metadata));
        let hits = hits.map(|hit| (hit.record, hit.act));
        let files = self.unlooked.iter().map(|file| (file.record, file.act));
        hits.chain(files)
            .filter(|(_, act)| *act == Some(Act::LeaveOut))
            .map(|(record, _)| record)
    }
}

/// Reads every file that would go and looks into it; with `copies`, they lose what they say of themselves in the copy that goes. `step` hears how many are done and may stop it.
///
/// # Errors
/// [`Error::Evidence`] if a file is missing or not the recorded one; [`Error::Stopped`].
pub fn look(
    items: &[Evidence],
    hidden: &Hidden,
    files: &dyn Files,
    plan: &Plan,
    copies: bool,
    step: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<Looked> {
    let (mut looked, mut memory) = (Looked::default(), Memory::default());
    let total = items.len() as u64;
    for (done, item) in items.iter().enumerate() {
        if !step(done as u64, total) {
            return Err(Error::Stopped);
        }
        if copies || !hidden.is_empty() {
            one(item, hidden, files, plan, copies, &mut memory, &mut looked)?;
        }
    }
    // What waits for nobody may be cut off; what waits is always listed.
    looked.more = looked.hits.len() > MOST;
    if looked.more {
        let mut at = 0;
        looked.hits.retain(|hit| {
            at += 1;
            at <= MOST || hit.act.is_none()
        });
    }
    Ok(looked)
}

fn one(
    item: &Evidence,
    hidden: &Hidden,
    files: &dyn Files,
    plan: &Plan,
    copies: bool,
    memory: &mut Memory,
    looked: &mut Looked,
) -> Result<()> {
    let unlooked = |why: Why| {
        let id = id(&[&item.id.to_string(), &item.sha256, why.code()]);
        let all = plan
            .unlooked
            .as_ref()
            .filter(|reason| !reason.trim().is_empty());
        let act = plan.act(&id).or(all.map(|_| Act::Accept));
        Unlooked {
            act: act.filter(|act| *act != Act::Replace),
            id,
            record: item.id.0,
            why,
        }
    };
    let as_it_is = plan.originals.contains_key(&item.id.0);
    if item.size > LARGEST {
        // Where nothing is hidden only what says something of itself may tell something, and this one may.
        if hidden.is_empty() && (as_it_is || !(copies && tells_by_kind(&item.media_type))) {
            return Ok(());
        }
        looked.unlooked.push(unlooked(Why::TooLarge));
        return Ok(());
    }
    let failed = |_| Error::Evidence(item.file_name.clone());
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(item.size).unwrap_or(0)));
    let mut from = files
        .open(item)
        .map_err(|_| Error::Evidence(item.file_name.clone()))?;
    from.by_ref()
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    // What was looked into is what goes.
    if crate::manifest::hex(&Sha256::digest(bytes.as_slice())) != item.sha256 {
        return Err(Error::Evidence(item.file_name.clone()));
    }
    if copies {
        match copied(&bytes) {
            Copy::Clean(_) if as_it_is => looked.originals.push(item.id.0),
            Copy::Clean(clean) => {
                let copy = Stripped {
                    size: clean.bytes.len() as u64,
                    sha256: crate::manifest::hex(&Sha256::digest(&clean.bytes)),
                    taken: clean.taken,
                };
                looked.copies.insert(item.id.0, copy);
                bytes = Zeroizing::new(clean.bytes);
            }
            Copy::Tells if !as_it_is => looked.unlooked.push(unlooked(Why::Tells)),
            Copy::Tells | Copy::None => {}
        }
    }
    if hidden.is_empty() {
        return Ok(());
    }
    let reading = read::read(&bytes, &mut Budget::default());
    for (place, text) in [
        (Place::Text, &reading.text),
        (Place::Metadata, &reading.about),
    ] {
        let mut seen: BTreeMap<(Uuid, What), Hit> = BTreeMap::new();
        for found in hidden.look(text, false, memory) {
            let whose = hidden.whose(&found);
            seen.entry((whose.id, found.what))
                .and_modify(|hit| hit.times += 1)
                .or_insert_with(|| hit_in(item, place, text, hidden, &found, plan));
        }
        looked.hits.extend(seen.into_values());
    }
    looked
        .unlooked
        .extend(reading.missing.into_iter().map(unlooked));
    Ok(())
}

/// A picture, a document or an archive, as its bytes were told when it was taken in.
fn tells_by_kind(media_type: &str) -> bool {
    media_type.starts_with("image/")
        || ["pdf", "zip", "officedocument", "opendocument"]
            .iter()
            .any(|kind| media_type.contains(kind))
}

fn hit_in(
    item: &Evidence,
    place: Place,
    text: &str,
    hidden: &Hidden,
    found: &Found,
    plan: &Plan,
) -> Hit {
    let whose = hidden.whose(found);
    let id = id(&[
        &item.id.to_string(),
        &item.sha256,
        place.code(),
        found.what.code(),
        &whose.id.to_string(),
    ]);
    let (why, mark) = passage(text, found.from, found.to);
    Hit {
        act: plan.act(&id).filter(|act| *act != Act::Replace),
        id,
        place,
        kind: Kind::Evidence,
        record: item.id.0,
        field: place.code().to_owned(),
        what: found.what,
        whose: whose.id,
        needle: whose.label.clone(),
        why,
        mark,
        times: 1,
        replaceable: false,
    }
}

/// Looks into the word to the receiver. Nobody but its writer can put that right, so what is found waits.
pub fn message(text: &str, hidden: &Hidden, plan: &Plan) -> Vec<Hit> {
    let found = hidden.look(text, false, &mut Memory::default());
    let hit = |(nth, found): (usize, &Found)| {
        let whose = hidden.whose(found);
        let id = id(&[
            "message",
            text,
            found.what.code(),
            &whose.id.to_string(),
            &nth.to_string(),
        ]);
        let (why, mark) = passage(text, found.from, found.to);
        Hit {
            act: plan.act(&id).filter(|act| *act == Act::Accept),
            id,
            place: Place::Message,
            kind: Kind::Note,
            record: Uuid::nil(),
            field: "message".to_owned(),
            what: found.what,
            whose: whose.id,
            needle: whose.label.clone(),
            why,
            mark,
            times: 1,
            replaceable: false,
        }
    };
    found.iter().enumerate().map(hit).collect()
}
