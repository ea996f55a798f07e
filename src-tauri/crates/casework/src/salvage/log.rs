//! The revision log of a salvaged casework: read as far as it goes, made consistent with the records, and chained anew.
//!
//! Where entries are lost, an entry of today says what changed between those that are left (a *bridge*), so that undo and history go on
//! working and the gap stays visible: a bridge has the op `import`, or `delete` for a record that is gone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Transaction, params};
use serde_json::json;
use uuid::Uuid;

use super::{Found, Salvaged, rows};
use crate::history::{Entry, born, difference, wrote};
use crate::record::{Kind, RevisionId};
use crate::store::{self, Fields};
use crate::{Ctx, Error, Result, history};

const OPS: [&str; 6] = ["create", "edit", "delete", "restore", "import", "merge"];

/// An entry out of a row of the log; none if it is not whole.
pub(super) fn entry(seq: i64, values: &[Value]) -> Option<Entry> {
    let text = |i: usize| match values.get(i) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let id = |i: usize| text(i).and_then(|text| Uuid::parse_str(&text).ok());
    let entry = Entry {
        seq,
        id: id(1)?.into(),
        parent: id(2).map(RevisionId),
        merged: id(3).map(RevisionId),
        batch: id(4)?.into(),
        undoes: id(5).map(RevisionId),
        kind: Kind::of(&text(6)?)?,
        record: id(7)?,
        case_id: id(8),
        at: text(9)?,
        author: text(10)?,
        person: text(11)?,
        op: text(12).filter(|op| OPS.contains(&op.as_str()))?,
        changes: text(13)?,
        chain: String::new(),
    };
    entry.changes().is_ok().then_some(entry)
}

/// The entries of each record, oldest first.
pub(super) fn by_record(entries: &[Entry]) -> BTreeMap<Uuid, Vec<&Entry>> {
    let mut logs: BTreeMap<Uuid, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        logs.entry(entry.record).or_default().push(entry);
    }
    logs
}

/// A record as its log tells it.
#[derive(Default)]
pub(super) struct Replayed {
    /// How it is now, if the log has no gap and does not end with its deletion.
    pub whole: Option<Fields>,
    /// What is known of it at all.
    pub known: Option<Fields>,
}

/// Walks a record's log forward.
pub(super) fn replay(log: &[&Entry]) -> Replayed {
    let (mut known, mut unbroken): (Option<Fields>, bool) = (None, true);
    let mut there = false;
    for entry in log {
        let changes = entry.changes().unwrap_or_default();
        let starts = entry.op != "delete" && born(entry).unwrap_or(false);
        if starts {
            unbroken &= !there;
            known = None;
        } else {
            unbroken &= there;
        }
        there = entry.op != "delete";
        let state = known.get_or_insert_with(|| store::blank_record(entry.kind, entry.record));
        for change in changes {
            unbroken &= starts || state.get(&change.field) == Some(&change.before);
            // What a deletion says is what was there last.
            let value = if there { change.after } else { change.before };
            if change.field != "id" {
                state.insert(change.field, value);
            }
        }
    }
    Replayed {
        whole: known.clone().filter(|_| there && unbroken),
        known,
    }
}

/// Writes the log: the entries that were read, bridges where some are missing, numbers and parents without gaps, a new chain.
pub(super) fn repair(
    tx: &Transaction<'_>,
    ctx: &Ctx,
    entries: Vec<Entry>,
    found: &Found,
    moves: &BTreeMap<String, String>,
    salvaged: &mut Salvaged,
) -> Result<()> {
    let mut ids = BTreeSet::new();
    let mut entries: Vec<Entry> = entries
        .into_iter()
        .filter(|e| ids.insert(e.id.to_string()))
        .collect();
    for entry in entries
        .iter_mut()
        .filter(|entry| entry.kind == Kind::Evidence)
    {
        rename(entry, moves)?;
    }
    count(&entries, found, salvaged);

    let mut states: BTreeMap<Uuid, (Kind, Fields)> = BTreeMap::new();
    for kind in Kind::ALL {
        for fields in store::select(tx, *kind, "", [])? {
            states.insert(store::id_of(&fields), (*kind, fields));
        }
    }
    let places = places(&entries);
    let mut bridges: BTreeMap<usize, Vec<Entry>> = BTreeMap::new();
    for (record, places) in &places {
        let state = states.remove(record).map(|(_, fields)| fields);
        walk_back(ctx, &entries, places, state, &mut bridges)?;
    }
    let mut line = Vec::new();
    for (place, entry) in entries.into_iter().enumerate() {
        line.extend(bridges.remove(&(2 * place)).into_iter().flatten());
        line.push(entry);
        line.extend(bridges.remove(&(2 * place + 1)).into_iter().flatten());
    }
    for (id, (kind, fields)) in states {
        // What was seeded is there without a log.
        if !kind.is_seeded() {
            line.push(bridge(ctx, kind, id, None, Some(&fields))?);
        }
    }
    let kept = salvaged
        .tables
        .iter()
        .find(|count| count.table == "revision");
    salvaged.bridges = (line.len() as u64).saturating_sub(kept.map_or(0, |count| count.saved));
    write(tx, ctx, line)
}

/// An item's file has another name and binding now, and had them ever since as far as this vault is concerned: an undo must not lead to a file
/// that is not there.
fn rename(entry: &mut Entry, moves: &BTreeMap<String, String>) -> Result<()> {
    let mut changes = entry.changes()?;
    let mut touched = false;
    for change in &mut changes {
        if matches!(change.field.as_str(), "blob" | "binding") {
            for value in [&mut change.before, &mut change.after] {
                if let Some(new) = value.as_str().and_then(|old| moves.get(old)) {
                    *value = json!(new);
                    touched = true;
                }
            }
        }
    }
    if touched {
        entry.changes = serde_json::to_string(&changes).map_err(|_| Error::Json)?;
    }
    Ok(())
}

/// How many entries there are, and how many the numbers and the index say there were.
fn count(entries: &[Entry], found: &Found, salvaged: &mut Salvaged) {
    let saved = entries.len() as u64;
    let last = entries.last().map_or(0, |entry| entry.seq);
    let indexed = found
        .0
        .get("revision")
        .map_or(0, |table| table.known.len() as u64);
    let count = rows::count(salvaged, "revision");
    count.saved = saved;
    count.lost = u64::try_from(last)
        .unwrap_or(0)
        .max(indexed)
        .saturating_sub(saved);
    salvaged
        .tables
        .retain(|t| t.saved + t.restored + t.lost + t.aside > 0);
}

/// Where the entries of each record stand.
fn places(entries: &[Entry]) -> BTreeMap<Uuid, Vec<usize>> {
    let mut places: BTreeMap<Uuid, Vec<usize>> = BTreeMap::new();
    for (place, entry) in entries.iter().enumerate() {
        places.entry(entry.record).or_default().push(place);
    }
    places
}

/// Walks a record back through its log; where a step does not find what it wrote, a bridge is put behind it (at `2 * place + 1`), and before the
/// first (at `2 * place`) if that one did not make the record.
fn walk_back(
    ctx: &Ctx,
    entries: &[Entry],
    places: &[usize],
    mut state: Option<Fields>,
    bridges: &mut BTreeMap<usize, Vec<Entry>>,
) -> Result<()> {
    for (nth, &place) in places.iter().enumerate().rev() {
        let entry = &entries[place];
        if !wrote(entry, state.as_ref())? {
            let log: Vec<&Entry> = places[..=nth]
                .iter()
                .map(|place| &entries[*place])
                .collect();
            let left = left_by(entry, state.as_ref(), &log)?;
            let bridge = bridge(ctx, entry.kind, entry.record, left.as_ref(), state.as_ref())?;
            bridges.entry(2 * place + 1).or_default().push(bridge);
            state = left;
        }
        state = history::before(entry, state)?;
    }
    let Some(&first) = places.first() else {
        return Ok(());
    };
    let entry = &entries[first];
    if let Some(state) = state.filter(|_| !entry.kind.is_seeded()) {
        let bridge = bridge(ctx, entry.kind, entry.record, None, Some(&state))?;
        bridges.entry(2 * first).or_default().push(bridge);
    }
    Ok(())
}

/// A record as an entry left it, given how it was later.
fn left_by(entry: &Entry, later: Option<&Fields>, log: &[&Entry]) -> Result<Option<Fields>> {
    if entry.op == "delete" {
        return Ok(None);
    }
    let blank = || store::blank_record(entry.kind, entry.record);
    let mut state = match later {
        _ if born(entry)? => blank(),
        Some(later) => later.clone(),
        None => replay(log).known.unwrap_or_else(blank),
    };
    for change in entry
        .changes()?
        .into_iter()
        .filter(|change| change.field != "id")
    {
        state.insert(change.field, change.after);
    }
    Ok(Some(state))
}

fn bridge(
    ctx: &Ctx,
    kind: Kind,
    record: Uuid,
    old: Option<&Fields>,
    new: Option<&Fields>,
) -> Result<Entry> {
    let changes = difference(kind, record, old, new);
    let id: RevisionId = ctx.uuid().into();
    Ok(Entry {
        seq: 0,
        id,
        parent: None,
        merged: None,
        batch: id,
        undoes: None,
        kind,
        record,
        case_id: new.or(old).and_then(|fields| store::case_of(kind, fields)),
        at: ctx.now(),
        author: ctx.author.clone(),
        person: ctx.person.clone(),
        op: if new.is_some() { "import" } else { "delete" }.into(),
        changes: serde_json::to_string(&changes).map_err(|_| Error::Json)?,
        chain: String::new(),
    })
}

fn write(tx: &Transaction<'_>, ctx: &Ctx, line: Vec<Entry>) -> Result<()> {
    let mut heads: HashMap<Uuid, RevisionId> = HashMap::new();
    let mut previous = String::new();
    let mut insert = tx.prepare(
        "INSERT INTO revision (seq, id, parent, merged, batch, undoes, kind, record, case_id, at, author, person, op, changes, chain)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?;
    for (seq, mut entry) in (1_i64..).zip(line) {
        entry.seq = seq;
        entry.parent = heads.insert(entry.record, entry.id);
        if let Some(key) = &ctx.chain_key {
            entry.chain = entry.chained(key, &previous);
            previous.clone_from(&entry.chain);
        }
        let text = |id: Option<RevisionId>| id.map(|id| id.to_string());
        insert.execute(params![
            entry.seq,
            entry.id.to_string(),
            text(entry.parent),
            text(entry.merged),
            entry.batch.to_string(),
            text(entry.undoes),
            entry.kind.name(),
            entry.record.to_string(),
            entry.case_id.map(|id| id.to_string()),
            entry.at,
            entry.author,
            entry.person,
            entry.op,
            entry.changes,
            entry.chain
        ])?;
    }
    Ok(())
}
