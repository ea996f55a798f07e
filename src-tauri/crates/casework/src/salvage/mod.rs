//! A casework out of a damaged database: every row that can still be read goes into a fresh one, what the history remembers is put back, and
//! what is missing is counted.
//!
//! Reads the pages of the damaged database themselves ([`pages`]), so that one lost page costs the rows on it and no more. Nothing here sees a
//! file: the bytes come from memory, the fresh database is the caller's.

mod log;
mod pages;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;
use rusqlite::{Connection, Transaction};
use uuid::Uuid;

use crate::record::Kind;
use crate::{Ctx, Error, Result, schema, sealed};
use pages::Image;

/// What became of the rows of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCount {
    /// The table.
    pub table: String,
    /// Rows that were read and kept.
    pub saved: u64,
    /// Rows put back from the history.
    pub restored: u64,
    /// Rows known to have been there and gone, as far as that can be known: from indexes, gaps in the log, references.
    pub lost: u64,
    /// Rows that could be read but no longer fit; each is kept as a note.
    pub aside: u64,
}

/// What came out of a damaged casework.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Salvaged {
    /// Table by table; those that never had a row are left out.
    pub tables: Vec<TableCount>,
    /// Records that others refer to and that are lost: empty ones stand in their place, so that the others keep their link.
    pub stand_ins: Vec<(Kind, Uuid)>,
    /// Records that are lost, as far as they are known.
    pub lost: Vec<(Kind, Uuid)>,
    /// Entries of the history that say where entries are missing.
    pub bridges: u64,
}

/// Where the bytes of an item of evidence are now: asked once for each.
pub type Rewrap<'a> = dyn FnMut(&Item) -> Option<(String, String)> + 'a;

/// An item of evidence as the damaged casework names it.
pub struct Item {
    /// The record.
    pub id: Uuid,
    /// The encrypted file.
    pub blob: String,
    /// What ties it to the record.
    pub binding: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
}

/// Fills `fresh`, an empty database, with what can be read of the database file in `damaged`.
///
/// `rewrap` gives the new name and binding of an item's file, or none if its bytes are lost; then the record stays without a file. One
/// transaction: after an error nothing is in `fresh` but empty tables. The history is chained anew under the key of `ctx`.
///
/// # Errors
/// [`Error::Newer`] and [`Error::Foreign`] for a database that is not ours to read; errors of `fresh`.
pub fn casework(
    damaged: &[u8],
    fresh: &mut Connection,
    ctx: &Ctx,
    rewrap: &mut Rewrap<'_>,
) -> Result<Salvaged> {
    let image = Image::new(damaged);
    if let Some(found) = image.header(60).filter(|found| *found > schema::VERSION) {
        return Err(Error::Newer {
            found,
            known: schema::VERSION,
        });
    }
    schema::prepare(fresh)?;
    fresh.pragma_update(None, "foreign_keys", true)?;
    fresh.pragma_update(None, "secure_delete", true)?;
    let tx = fresh.transaction()?;
    let mut found = Found::read(&image, &tx)?;
    let entries = found.log();
    let moves = BTreeMap::new();
    let mut files = rows::Files { rewrap, moves };
    let mut salvaged = rows::copy(&tx, &mut found, &entries, &mut files)?;
    log::repair(&tx, ctx, entries, &found, &files.moves, &mut salvaged)?;
    rows::index(&tx, ctx.today())?;
    tx.commit()?;
    Ok(salvaged)
}

/// Fills `fresh` with the identities in the damaged database of the sealed compartment.
///
/// # Errors
/// As [`casework`].
pub fn identities(damaged: &[u8], fresh: &mut Connection) -> Result<TableCount> {
    let image = Image::new(damaged);
    if let Some(found) = image.header(60).filter(|found| *found > sealed::VERSION) {
        return Err(Error::Newer {
            found,
            known: sealed::VERSION,
        });
    }
    sealed::prepare(fresh)?;
    let tx = fresh.transaction()?;
    let mut found = Found::read(&image, &tx)?;
    let table = found.take("source_identity");
    let mut count = TableCount::of("source_identity");
    for (_, mut values) in table.rows {
        for value in &mut values {
            // A field that is lost is empty; the rest of the row is not thrown away for it.
            if *value == Value::Null {
                *value = Value::Text(String::new());
            }
        }
        if rows::insert(&tx, &table.columns, &values)? {
            count.saved += 1;
        } else {
            count.lost += 1;
        }
    }
    let kept = rows::ids(&tx, "source_identity")?;
    count.lost += (table.known.len() as u64)
        .saturating_sub(kept.len() as u64 + count.lost)
        .max(table.torn.saturating_sub(count.lost));
    tx.commit()?;
    Ok(count)
}

impl TableCount {
    fn of(table: &str) -> Self {
        Self {
            table: table.to_owned(),
            saved: 0,
            restored: 0,
            lost: 0,
            aside: 0,
        }
    }
}

/// The columns of a table, in the order its rows are stored in.
#[derive(Clone)]
struct Columns {
    table: String,
    names: Vec<String>,
    /// Declared type, and whether a value has to be there.
    types: Vec<(String, bool)>,
    /// The column that is the row's number, if there is one: stored as nothing.
    number: Option<usize>,
}

/// What was read of a table.
struct Table {
    columns: Columns,
    rows: BTreeMap<i64, Vec<Value>>,
    /// Ids that an index knows.
    known: BTreeSet<String>,
    /// That index was read to its end: what it does not know is not there.
    indexed: bool,
    torn: u64,
}

/// Everything that was read.
struct Found(BTreeMap<String, Table>);

impl Found {
    /// The rows of every table that the fresh database has, search index and what lists are read from excepted: those are made anew.
    fn read(image: &Image<'_>, fresh: &Transaction<'_>) -> Result<Self> {
        let mut tables = BTreeMap::new();
        for columns in columns(fresh)? {
            let empty = Table {
                columns: columns.clone(),
                rows: BTreeMap::new(),
                known: BTreeSet::new(),
                indexed: false,
                torn: 0,
            };
            tables.insert(columns.table, empty);
        }
        let mut found = Self(tables);
        let mut seen = BTreeSet::new();
        for tree in image.trees(&mut seen) {
            let harvest = image.harvest(tree.root, &mut seen);
            if tree.index {
                // The first automatic index of a table is the one of its ids.
                let of = tree.name.strip_prefix("sqlite_autoindex_");
                let of = of.and_then(|name| name.strip_suffix("_1"));
                if let Some(table) = of.and_then(|of| found.0.get_mut(of)) {
                    table.indexed = harvest.gaps + harvest.torn == 0;
                    let ids = harvest.rows.into_iter().filter_map(|(_, values)| {
                        match values.into_iter().next() {
                            Some(Value::Text(id)) => Some(id),
                            _ => None,
                        }
                    });
                    table.known.extend(ids);
                }
            } else if let Some(table) = found.0.get_mut(&tree.name) {
                let numbered = table.columns.table.as_str();
                let unnumbered = WITHOUT_ROWID.contains(&numbered);
                let rows = harvest.rows.into_iter().enumerate();
                let rows = rows.map(|(i, (row, values))| {
                    let place = i64::try_from(i).unwrap_or(i64::MAX);
                    (if unnumbered { place } else { row }, values)
                });
                table.rows.extend(pages::by_number(rows));
                table.torn += harvest.torn;
            }
        }
        found.adopt(image.strays(&seen));
        Ok(found)
    }

    /// Gives pages that hang on no tree to the one table whose rows look like theirs; the log first, as it knows which record is of which kind.
    fn adopt(&mut self, strays: Vec<pages::Harvest>) {
        let (logs, others): (Vec<_>, Vec<_>) = strays
            .into_iter()
            .partition(|page| self.0.get("revision").is_some_and(|log| log.fits(page)));
        if let Some(log) = self.0.get_mut("revision") {
            for page in logs {
                log.take_in(page);
            }
        }
        let kinds: BTreeMap<String, String> = self
            .log()
            .iter()
            .map(|entry| (entry.record.to_string(), entry.kind.name().to_owned()))
            .collect();
        for page in others {
            let told = page
                .rows
                .iter()
                .find_map(|(_, values)| match values.first() {
                    Some(Value::Text(id)) => kinds.get(id),
                    _ => None,
                });
            let fitting: Vec<&String> = self
                .0
                .iter()
                .filter(|(name, table)| table.fits(&page) && told.is_none_or(|told| told == *name))
                .map(|(name, _)| name)
                .collect();
            // Between several, nothing is guessed.
            if let [one] = fitting[..]
                && let Some(table) = self.0.get_mut(&one.clone())
            {
                table.take_in(page);
            }
        }
    }

    /// Entries of the log that can be read, in order.
    fn log(&self) -> Vec<crate::history::Entry> {
        let Some(table) = self.0.get("revision") else {
            return Vec::new();
        };
        let rows = table.rows.iter();
        rows.filter_map(|(seq, values)| log::entry(*seq, values))
            .collect()
    }

    fn take(&mut self, name: &str) -> Table {
        self.0.remove(name).expect("the fresh database has it")
    }
}

/// Tables whose rows have no number of their own.
const WITHOUT_ROWID: [&str; 6] = [
    "ancestry", "arrival", "carried", "conflict", "origin", "draft",
];

impl Table {
    /// Whether every row of a stray page could be of this table.
    fn fits(&self, page: &pages::Harvest) -> bool {
        let columns = &self.columns;
        let unnumbered = WITHOUT_ROWID.contains(&columns.table.as_str());
        !unnumbered && page.rows.iter().all(|(_, values)| columns.fit(values))
    }

    fn take_in(&mut self, page: pages::Harvest) {
        self.torn += page.torn;
        for (number, values) in page.rows {
            self.rows.entry(number).or_insert(values);
        }
    }
}

impl Columns {
    fn fit(&self, values: &[Value]) -> bool {
        let each = |(i, value): (usize, &Value)| {
            let (declared, needed) = &self.types[i];
            match value {
                Value::Null => !needed || self.number == Some(i),
                _ if self.number == Some(i) => false,
                Value::Text(_) => declared == "TEXT",
                Value::Integer(_) => declared == "INTEGER" || declared == "REAL",
                Value::Real(_) => declared == "REAL",
                Value::Blob(_) => declared == "BLOB",
            }
        };
        values.len() == self.names.len() && values.iter().enumerate().all(each)
    }
}

/// The columns of every table that holds something of its own.
fn columns(fresh: &Connection) -> Result<Vec<Columns>> {
    let mut tables = fresh.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%' AND name NOT LIKE 'derived%' ORDER BY name",
    )?;
    let names = tables.query_map([], |row| row.get::<_, String>(0))?;
    let mut out = Vec::new();
    for table in names.collect::<rusqlite::Result<Vec<_>>>()? {
        let mut info =
            fresh.prepare("SELECT name, type, \"notnull\", pk FROM pragma_table_info(?1)")?;
        let rows = info.query_map([&table], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, bool>(2)?,
                row.get::<_, i64>(3)?,
            ))
        })?;
        let mut all = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        if WITHOUT_ROWID.contains(&table.as_str()) {
            // Such a row begins with its key.
            all.sort_by_key(|(.., key)| if *key == 0 { i64::MAX } else { *key });
        }
        let number = all
            .iter()
            .position(|(_, declared, _, key)| *key == 1 && declared == "INTEGER");
        out.push(Columns {
            table,
            names: all.iter().map(|(name, ..)| name.clone()).collect(),
            types: all
                .into_iter()
                .map(|(_, declared, needed, _)| (declared, needed))
                .collect(),
            number,
        });
    }
    Ok(out)
}
