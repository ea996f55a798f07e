//! What changed since the last handover to the same reader.

use std::collections::{BTreeMap, BTreeSet};

use casework::record::{CustodyEvent, CustodyEventKind, Entity, Record};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::Chosen;
use super::rules::words_of;

/// SHA-256 of a record as it goes, cut short: tells a changed record from one that is not.
pub type Print = [u8; 16];

/// What a reader has been given, as it was then.
pub type Given = BTreeMap<Uuid, Print>;

/// What leaving out the unchanged did.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Since {
    /// Records that the reader has just so.
    pub same: u32,
    /// Records that the reader has and that do not go any more: deleted, or withheld now. They cannot be called back.
    pub gone: u32,
}

/// The print of a record, as it goes.
///
/// # Panics
/// Never: a record is JSON.
pub fn print(record: &Record) -> Print {
    let bytes = serde_json::to_vec(record).expect("records are strings, numbers and lists");
    let mut print = [0; 16];
    print.copy_from_slice(&Sha256::digest(bytes)[..16]);
    print
}

/// Every id in a value.
fn ids(value: &Value, out: &mut BTreeSet<Uuid>) {
    match value {
        Value::String(text) if text.len() == 36 => out.extend(Uuid::parse_str(text).ok()),
        Value::Array(items) => items.iter().for_each(|item| ids(item, out)),
        Value::Object(map) => map.values().for_each(|item| ids(item, out)),
        _ => {}
    }
}

/// That evidence was handed over, or copied for it: every handover makes such a record, so that it would never be nothing new. They go along with their
/// item.
fn is_transfer(event: &CustodyEvent) -> bool {
    matches!(
        event.event,
        CustodyEventKind::Transferred | CustodyEventKind::Copied
    )
}

impl Chosen {
    /// What goes, as it goes.
    pub fn prints(&self) -> Given {
        self.records()
            .iter()
            .map(|record| (record.id(), print(record)))
            .collect()
    }

    /// Leaves out what the reader has just so, but for what the rest is nothing without: the case of an act, the source of a claim.
    ///
    /// # Panics
    /// Never: a record is JSON.
    pub fn leave_out(&mut self, given: &Given) -> Since {
        let mut refers: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
        let mut needed = BTreeSet::new();
        let (mut next, mut same) = (Vec::new(), 0);
        for record in self.records() {
            let id = record.id();
            let mut to = BTreeSet::new();
            let whole = serde_json::to_value(&record).expect("records are JSON");
            ids(&whole, &mut to);
            refers.insert(id, to);
            if given.get(&id) == Some(&print(&record)) {
                same += 1;
            } else if !matches!(&record, Record::CustodyEvent(event) if is_transfer(event)) {
                needed.insert(id);
                next.push(id);
            }
        }
        let gone = given.keys().filter(|id| !refers.contains_key(id)).count();
        let changed = needed.clone();
        while let Some(id) = next.pop() {
            for to in refers.get(&id).into_iter().flatten() {
                if refers.contains_key(to) && needed.insert(*to) {
                    next.push(*to);
                }
            }
        }
        let transfers = self
            .custody
            .iter()
            .filter(|event| is_transfer(event) && needed.contains(&event.evidence.0));
        let transfers: Vec<Uuid> = transfers.map(Entity::id).collect();
        needed.extend(transfers);
        let (terms, provisions) = (self.terms.clone(), self.provisions.clone());
        self.keep_only(&needed);
        // The words that a record is told in are found by code, not by id.
        let words = words_of(self);
        self.terms = terms;
        self.terms
            .retain(|term| changed.contains(&term.id.0) || words.contains(&term.code));
        self.provisions = provisions;
        self.provisions
            .retain(|one| changed.contains(&one.id.0) || words.contains(&one.code));
        // The file of an item that has not changed is there already.
        self.files.retain(|item| changed.contains(&item.id.0));
        self.cut.retain(|id, _| needed.contains(id));
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        Since {
            same,
            gone: count(gone),
        }
    }
}
