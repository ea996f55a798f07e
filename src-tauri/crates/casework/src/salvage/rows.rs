//! Rows into the fresh database: those that were read, those the history remembers, and stand-ins for those that others refer to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, Transaction, params_from_iter};
use serde_json::json;
use uuid::Uuid;

use super::{Columns, Found, Item, Rewrap, Salvaged, TableCount, log};
use crate::history::{Entry, hex};
use crate::record::{Kind, Note, NoteKind, Record, Sensitivity};
use crate::store::{self, Fields};
use crate::{Result, derived, search};

/// Copies everything but the log.
pub(super) fn copy(
    tx: &Transaction<'_>,
    found: &mut Found,
    entries: &[Entry],
    files: &mut Files<'_, '_>,
) -> Result<Salvaged> {
    let mut salvaged = Salvaged::default();
    let mut seeded = ids(tx, Kind::Term.name())?;
    seeded.extend(ids(tx, Kind::Rule.name())?);
    seeded.extend(ids(tx, Kind::Profile.name())?);
    let mut misfits: Vec<(String, String)> = Vec::new();
    for (name, table) in &mut found.0 {
        // The new vault has other key slots.
        if ["revision", "carried", "holder"].contains(&name.as_str()) {
            continue;
        }
        let mut count = TableCount::of(name);
        for (number, values) in &mut table.rows {
            if name == Kind::Evidence.name() {
                files.rehome(&table.columns, values);
            }
            if insert(tx, &table.columns, values)? && reads_back(tx, name, values)? {
                count.saved += 1;
            } else {
                count.aside += 1;
                misfits.push((format!("{name} {number}"), words(&table.columns, values)));
            }
        }
        salvaged.tables.push(count);
    }
    restore(tx, entries, files, &mut salvaged)?;
    for (what, words) in misfits {
        let note = Record::Note(Note {
            id: named(&what, &words).into(),
            kind: NoteKind::FieldNote,
            text: format!("{what}\n\n{words}"),
            sensitivity: Sensitivity::ALL[Sensitivity::ALL.len() - 1],
            ..Note::default()
        });
        store::write(tx, Kind::Note, &store::to_fields(&note))?;
    }
    stand_in(tx, entries, &mut salvaged)?;
    count_lost(tx, found, entries, &seeded, &mut salvaged)?;
    Ok(salvaged)
}

/// Writes a row; false if the table does not take it.
pub(super) fn insert(tx: &Connection, columns: &Columns, values: &[Value]) -> Result<bool> {
    if values.len() != columns.names.len() {
        return Ok(false);
    }
    let names: Vec<String> = columns
        .names
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect();
    let marks: Vec<String> = (1..=names.len()).map(|n| format!("?{n}")).collect();
    // Words and rules are seeded already; those that were kept count.
    let verb = if Kind::of(&columns.table).is_some_and(Kind::is_seeded) {
        "INSERT OR REPLACE"
    } else {
        "INSERT"
    };
    let sql = format!(
        "{verb} INTO \"{}\" ({}) VALUES ({})",
        columns.table,
        names.join(", "),
        marks.join(", ")
    );
    match tx.prepare_cached(&sql)?.execute(params_from_iter(values)) {
        Ok(_) => Ok(true),
        Err(rusqlite::Error::SqliteFailure(why, _))
            if matches!(
                why.code,
                rusqlite::ErrorCode::ConstraintViolation | rusqlite::ErrorCode::TypeMismatch
            ) =>
        {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether a row just written is a record; one that is not is taken out again.
fn reads_back(tx: &Transaction<'_>, table: &str, values: &[Value]) -> Result<bool> {
    let (Some(kind), Some(Value::Text(id))) = (Kind::of(table), values.first()) else {
        return Ok(true);
    };
    let parsed = Uuid::parse_str(id).ok();
    let whole = match parsed.map(|id| store::read(tx, kind, id)) {
        Some(Ok(Some(fields))) => store::to_record(kind, fields).is_ok(),
        _ => false,
    };
    if !whole {
        tx.execute(&format!("DELETE FROM \"{table}\" WHERE \"id\" = ?1"), [id])?;
    }
    Ok(whole)
}

/// The files of evidence, and what became of their names.
pub(super) struct Files<'a, 'r> {
    pub rewrap: &'a mut Rewrap<'r>,
    /// Old names and bindings to new ones; to nothing where the bytes are lost.
    pub moves: BTreeMap<String, String>,
}

impl Files<'_, '_> {
    /// Gives an item of evidence its new file, or none.
    fn rehome(&mut self, columns: &Columns, values: &mut [Value]) {
        let place = |name: &str| columns.names.iter().position(|column| column == name);
        let text = |name: &str| match place(name).and_then(|i| values.get(i)) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let size = match place("size").and_then(|i| values.get(i)) {
            Some(Value::Integer(size)) => u64::try_from(*size).unwrap_or(0),
            _ => 0,
        };
        let (blob, binding) = self.find(&Item {
            id: Uuid::parse_str(&text("id")).unwrap_or_default(),
            blob: text("blob"),
            binding: text("binding"),
            size,
            sha256: text("sha256"),
        });
        for (name, value) in [("blob", blob), ("binding", binding)] {
            if let Some(cell) = place(name).and_then(|i| values.get_mut(i)) {
                *cell = Value::Text(value);
            }
        }
    }

    fn find(&mut self, item: &Item) -> (String, String) {
        if item.blob.is_empty() {
            return Default::default();
        }
        if let (Some(blob), Some(binding)) =
            (self.moves.get(&item.blob), self.moves.get(&item.binding))
        {
            return (blob.clone(), binding.clone());
        }
        let (blob, binding) = (self.rewrap)(item).unwrap_or_default();
        self.moves.insert(item.blob.clone(), blob.clone());
        self.moves.insert(item.binding.clone(), binding.clone());
        (blob, binding)
    }
}

/// A row as text, for the note it is kept in.
fn words(columns: &Columns, values: &[Value]) -> String {
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => text
            .chars()
            .filter(|c| *c == '\n' || !c.is_control())
            .collect(),
        Value::Blob(bytes) => hex(bytes),
    };
    let none = String::from("?");
    let lines = values.iter().enumerate().map(|(i, value)| {
        let name = columns.names.get(i).unwrap_or(&none);
        format!("{name}: {}", cell(value))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// An id that the same row always gets (RFC 9562, version 8).
fn named(what: &str, words: &str) -> Uuid {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(format!("sandyq salvage\0{what}\0{words}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Puts records back whose row is lost and whose log is whole: the log holds every value they ever had.
fn restore(
    tx: &Transaction<'_>,
    entries: &[Entry],
    files: &mut Files<'_, '_>,
    salvaged: &mut Salvaged,
) -> Result<()> {
    let logs = log::by_record(entries);
    for kind in Kind::ALL {
        let there = ids(tx, kind.name())?;
        for (id, entries) in logs
            .iter()
            .filter(|(id, log)| log[0].kind == *kind && !there.contains(&id.to_string()))
        {
            let Some(mut state) = log::replay(entries).whole else {
                continue;
            };
            if *kind == Kind::Evidence {
                let (blob, binding) = files.find(&Item {
                    id: *id,
                    blob: store::text(&state, "blob").to_owned(),
                    binding: store::text(&state, "binding").to_owned(),
                    size: state
                        .get("size")
                        .and_then(serde_json::Value::as_u64)
                        .unwrap_or(0),
                    sha256: store::text(&state, "sha256").to_owned(),
                });
                state.insert("blob".into(), json!(blob));
                state.insert("binding".into(), json!(binding));
            }
            if store::to_record(*kind, state.clone()).is_ok() && write(tx, *kind, &state)? {
                count(salvaged, kind.name()).restored += 1;
            } else {
                salvaged.lost.push((*kind, *id));
            }
        }
    }
    Ok(())
}

/// Writes a record; false if its table does not take it.
fn write(tx: &Transaction<'_>, kind: Kind, fields: &Fields) -> Result<bool> {
    match store::write(tx, kind, fields) {
        Ok(()) => Ok(true),
        Err(crate::Error::Sqlite(rusqlite::Error::SqliteFailure(why, _)))
            if why.code == rusqlite::ErrorCode::ConstraintViolation =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Makes an empty record for each that others refer to and that is gone.
fn stand_in(tx: &Transaction<'_>, entries: &[Entry], salvaged: &mut Salvaged) -> Result<()> {
    let logs = log::by_record(entries);
    // A stand-in refers to nothing that is not there, but it may be one of a case that is gone as well.
    for _ in 0..Kind::ALL.len() {
        let missing = missing(tx)?;
        if missing.is_empty() {
            return Ok(());
        }
        for (kind, id) in missing {
            let log = logs.get(&id).map_or(&[][..], |log| log);
            let fields = stand_in_for(kind, id, log::replay(log).known);
            if !write(tx, kind, &fields)? {
                // What is known of it does not fit; its place alone always does.
                store::write(tx, kind, &stand_in_for(kind, id, None))?;
            }
            salvaged.stand_ins.push((kind, id));
            salvaged.lost.retain(|lost| *lost != (kind, id));
            // A stand-in of which not even the case is known belongs to one that was never there: nothing is lost with that.
            if !id.is_nil() {
                salvaged.lost.push((kind, id));
            }
        }
    }
    Ok(())
}

/// A record of which nothing is left but that it was there, and what the log knows of it.
fn stand_in_for(kind: Kind, id: Uuid, known: Option<Fields>) -> Fields {
    let mark = format!("LOST-{}", &id.simple().to_string()[..12]);
    let bare = || {
        let fields = Fields::from_iter([("id".to_owned(), json!(id))]);
        let mut fields = store::to_record(kind, fields).map_or_else(
            |_| store::blank_record(kind, id),
            |record| store::to_fields(&record),
        );
        let name = match kind {
            Kind::Case => "reference",
            Kind::Source | Kind::Provision | Kind::Term => "code",
            Kind::Party | Kind::Place => "name",
            _ => "id",
        };
        if name != "id" {
            fields.insert(name.into(), json!(mark));
        }
        fields
    };
    let mut fields = bare();
    for (name, value) in known.into_iter().flatten() {
        let is_mark = matches!(name.as_str(), "reference" | "code" | "name");
        let is_file = matches!(name.as_str(), "blob" | "binding");
        let unmarked = is_mark && value == json!("");
        if !(is_file || unmarked) {
            fields.insert(name, value);
        }
    }
    if store::to_record(kind, fields.clone()).is_ok() {
        fields
    } else {
        bare()
    }
}

/// References to records that are not there.
fn missing(tx: &Transaction<'_>) -> Result<BTreeSet<(Kind, Uuid)>> {
    let mut out = BTreeSet::new();
    let mut check = tx.prepare(
        "SELECT \"table\", \"rowid\", \"parent\", \"fkid\" FROM pragma_foreign_key_check",
    )?;
    let rows = check.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, i64>(3)?,
        ))
    })?;
    for row in rows.collect::<rusqlite::Result<Vec<_>>>()? {
        let (table, rowid, parent, key) = row;
        let column: String = tx.query_row(
            "SELECT \"from\" FROM pragma_foreign_key_list(?1) WHERE id = ?2",
            rusqlite::params![table, key],
            |row| row.get(0),
        )?;
        let id: String = tx.query_row(
            &format!("SELECT \"{column}\" FROM \"{table}\" WHERE rowid = ?1"),
            [rowid],
            |row| row.get(0),
        )?;
        match (Kind::of(&parent), Uuid::parse_str(&id)) {
            (Some(kind), Ok(id)) => {
                out.insert((kind, id));
            }
            // Nothing could stand there: the row that refers to it is no record.
            _ => {
                tx.execute(
                    &format!("DELETE FROM \"{table}\" WHERE rowid = ?1"),
                    [rowid],
                )?;
            }
        }
    }
    Ok(out)
}

/// What is known to have been there and is not: ids in an index, records the log made and did not delete, rows that end on a lost page.
fn count_lost(
    tx: &Transaction<'_>,
    found: &Found,
    entries: &[Entry],
    seeded: &BTreeSet<String>,
    salvaged: &mut Salvaged,
) -> Result<()> {
    let logs = log::by_record(entries);
    let stand_ins: BTreeSet<(Kind, Uuid)> = salvaged.stand_ins.iter().copied().collect();
    let mut lost: BTreeSet<(Kind, Uuid)> = salvaged.lost.iter().copied().collect();
    for (name, table) in &found.0 {
        let Some(kind) = Kind::of(name) else {
            let count = count(salvaged, name);
            count.lost = count.lost.max(table.torn);
            continue;
        };
        let there = ids(tx, name)?;
        let ended = |id: &Uuid| {
            let newest = logs.get(id).and_then(|log| log.last());
            newest.is_some_and(|entry| entry.op == "delete")
        };
        let indexed = table.known.iter().filter_map(|id| Uuid::parse_str(id).ok());
        let logged = logs
            .iter()
            .filter(|(_, log)| log[0].kind == kind)
            .map(|(id, _)| *id);
        // A deletion may be on a part of the log that is lost; an index that is whole knows of it.
        let logged = logged.filter(|id| !table.indexed && !ended(id));
        let known: BTreeSet<Uuid> = indexed.chain(logged).collect();
        for id in known {
            let text = id.to_string();
            if !there.contains(&text) && !seeded.contains(&text) || stand_ins.contains(&(kind, id))
            {
                lost.insert((kind, id));
            }
        }
        let ids = lost.iter().filter(|(of, _)| *of == kind).count() as u64;
        let count = count(salvaged, name);
        // Rows kept as notes are not lost, though their ids are gone from the table.
        count.lost = ids.saturating_sub(count.aside);
    }
    salvaged.lost = lost.into_iter().collect();
    salvaged
        .tables
        .retain(|t| t.saved + t.restored + t.lost + t.aside > 0);
    Ok(())
}

pub(super) fn count<'s>(salvaged: &'s mut Salvaged, table: &str) -> &'s mut TableCount {
    let place = salvaged
        .tables
        .iter()
        .position(|count| count.table == table);
    let place = place.unwrap_or_else(|| {
        salvaged.tables.push(TableCount::of(table));
        salvaged.tables.len() - 1
    });
    &mut salvaged.tables[place]
}

/// The ids in a table.
pub(super) fn ids(tx: &Connection, table: &str) -> Result<BTreeSet<String>> {
    let mut statement = tx.prepare(&format!("SELECT \"id\" FROM \"{table}\""))?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Makes the search index of all records, and what lists are read from.
pub(super) fn index(tx: &Transaction<'_>, today: NaiveDate) -> Result<()> {
    let mut all = BTreeMap::new();
    for kind in Kind::ALL {
        let found = ids(tx, kind.name())?;
        all.extend(
            found
                .iter()
                .filter_map(|id| Some((Uuid::parse_str(id).ok()?, *kind))),
        );
    }
    search::index::refresh(tx, &all)?;
    derived::rebuild(tx, today)
}
