//! Rows out of the pages of an `SQLite` database, some of which may be lost (read as zeros).
//!
//! `SQLite` itself stops at the first bad page of a table, and at a bad first page altogether. Here every page is looked at on its own
//! (the format is <https://www.sqlite.org/fileformat2.html>): what hangs on a table's tree is its own, and leaves whose way up is lost are
//! found too.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;

/// One row: its number, and its values as stored.
pub(super) type Row = (i64, Vec<Value>);

const HEADER: usize = 100;
const INTERIOR_INDEX: u8 = 0x02;
const INTERIOR_TABLE: u8 = 0x05;
const LEAF_INDEX: u8 = 0x0a;
const LEAF_TABLE: u8 = 0x0d;

/// A database file in memory.
pub(super) struct Image<'a> {
    bytes: &'a [u8],
    page_size: usize,
    usable: usize,
}

/// What a table or an index is called, and where its tree begins.
pub(super) struct Tree {
    pub index: bool,
    pub name: String,
    pub root: u32,
}

/// What was found in one tree.
#[derive(Default)]
pub(super) struct Harvest {
    pub rows: Vec<Row>,
    /// Rows that begin on a readable page and do not end on one.
    pub torn: u64,
    /// Pages of the tree that are no pages of a tree.
    pub gaps: u64,
}

impl<'a> Image<'a> {
    /// A file whose first page, if it is there, has to say the same page size.
    pub fn new(bytes: &'a [u8]) -> Self {
        let stated = match bytes.get(16..18) {
            Some([0, 1]) => 65536,
            Some([high, low]) => usize::from(u16::from_be_bytes([*high, *low])),
            _ => 0,
        };
        // Stores are made with pages of 4096 bytes.
        let page_size = if stated.is_power_of_two() && stated >= 512 {
            stated
        } else {
            4096
        };
        let reserved = bytes.get(20).copied().unwrap_or(0);
        Self {
            bytes,
            page_size,
            usable: page_size - usize::from(reserved),
        }
    }

    /// A big-endian number of the file's header; none if the first page is lost.
    pub fn header(&self, at: usize) -> Option<u32> {
        let first = self.page(1)?;
        first.starts_with(b"SQLite format 3\0").then_some(())?;
        number(first, at, 4)
    }

    fn pages(&self) -> u32 {
        u32::try_from(self.bytes.len() / self.page_size).unwrap_or(u32::MAX)
    }

    /// A page with anything in it; one of zeros is lost, or free.
    fn page(&self, page: u32) -> Option<&'a [u8]> {
        let start = (page as usize)
            .checked_sub(1)?
            .checked_mul(self.page_size)?;
        let content = self.bytes.get(start..start + self.page_size)?;
        content.iter().any(|b| *b != 0).then_some(content)
    }

    /// The tables and indexes, as far as the schema can be read.
    pub fn trees(&self, seen: &mut BTreeSet<u32>) -> Vec<Tree> {
        let schema = self.harvest(1, seen).rows;
        schema
            .into_iter()
            .filter_map(|(_, values)| match &values[..] {
                [
                    Value::Text(kind),
                    Value::Text(name),
                    _,
                    Value::Integer(root),
                    _,
                ] => Some(Tree {
                    index: kind == "index",
                    name: name.clone(),
                    root: u32::try_from(*root).ok().filter(|root| *root > 0)?,
                }),
                _ => None,
            })
            .collect()
    }

    /// Every row of the tree that begins at `root`, in no order. Pages that were seen before are not looked at again.
    pub fn harvest(&self, root: u32, seen: &mut BTreeSet<u32>) -> Harvest {
        let mut found = Harvest::default();
        let mut todo = vec![root];
        while let Some(number) = todo.pop() {
            if seen.insert(number) {
                match self.page(number) {
                    Some(page) => self.reap(number, page, &mut found, &mut todo),
                    None => found.gaps += 1,
                }
            }
        }
        found
    }

    /// Leaves of tables that hang on no tree: page by page, as their table is not known.
    pub fn strays(&self, seen: &BTreeSet<u32>) -> Vec<Harvest> {
        let free = self.free();
        (2..=self.pages())
            .filter(|number| !seen.contains(number) && !free.contains(number))
            .filter_map(|number| {
                let page = self.page(number).filter(|page| page[0] == LEAF_TABLE)?;
                let mut found = Harvest::default();
                self.reap(number, page, &mut found, &mut Vec::new());
                (!found.rows.is_empty()).then_some(found)
            })
            .collect()
    }

    /// Pages that were given up.
    fn free(&self) -> BTreeSet<u32> {
        let mut free = BTreeSet::new();
        let mut trunk = self.header(32).unwrap_or(0);
        while trunk != 0 && free.insert(trunk) {
            let Some(page) = self.page(trunk) else { break };
            let count = number(page, 4, 4).unwrap_or(0) as usize;
            let listed = (0..count.min(self.usable / 4)).map_while(|i| number(page, 8 + 4 * i, 4));
            free.extend(listed);
            trunk = number(page, 0, 4).unwrap_or(0);
        }
        free
    }

    fn reap(&self, number_of: u32, page: &[u8], found: &mut Harvest, todo: &mut Vec<u32>) {
        let start = if number_of == 1 { HEADER } else { 0 };
        let kind = page[start];
        let cells = number(page, start + 3, 2).unwrap_or(0) as usize;
        let interior = matches!(kind, INTERIOR_INDEX | INTERIOR_TABLE);
        if !interior && !matches!(kind, LEAF_INDEX | LEAF_TABLE) {
            found.gaps += 1;
            return;
        }
        let first = start + if interior { 12 } else { 8 };
        if interior {
            todo.extend(number(page, start + 8, 4));
        }
        for i in 0..cells.min(self.usable / 4) {
            let Some(mut at) = number(page, first + 2 * i, 2).map(|at| at as usize) else {
                continue;
            };
            if interior {
                todo.extend(number(page, at, 4));
                at += 4;
            }
            if kind == INTERIOR_TABLE {
                continue;
            }
            match self.cell(page, at, kind == LEAF_TABLE) {
                Some(row) => found.rows.push(row),
                None => found.torn += 1,
            }
        }
    }

    fn cell(&self, page: &[u8], mut at: usize, table: bool) -> Option<Row> {
        let length = usize::try_from(varint(page, &mut at)?).ok()?;
        let row = if table { varint(page, &mut at)? } else { 0 };
        if length > self.bytes.len() {
            return None;
        }
        let usable = self.usable;
        let most = if table {
            usable - 35
        } else {
            (usable - 12) * 64 / 255 - 23
        };
        let least = (usable - 12) * 32 / 255 - 23;
        let local = if length <= most {
            length
        } else {
            let spare = least + (length - least) % (usable - 4);
            if spare <= most { spare } else { least }
        };
        let mut payload = page.get(at..at + local)?.to_vec();
        let mut next = if local < length {
            number(page, at + local, 4)?
        } else {
            0
        };
        while payload.len() < length {
            let page = self.page(next)?;
            let take = (length - payload.len()).min(usable - 4);
            payload.extend_from_slice(&page[4..4 + take]);
            next = number(page, 0, 4)?;
        }
        let values = record(&payload)?;
        Some((row, values))
    }
}

/// The values of a record: its header says what each is.
fn record(payload: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let end = usize::try_from(varint(payload, &mut at)?).ok()?;
    let mut body = end;
    let mut values = Vec::new();
    while at < end {
        let kind = varint(payload, &mut at)?;
        let integer = |size: usize| -> Option<Value> {
            let bytes = payload.get(body..body + size)?;
            let sign = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
            let value = bytes.iter().fold(sign, |n: i64, b| n << 8 | i64::from(*b));
            Some(Value::Integer(value))
        };
        let (size, value) = match kind {
            0 => (0, Value::Null),
            1..=4 => {
                let size = usize::try_from(kind).ok()?;
                (size, integer(size)?)
            }
            5 => (6, integer(6)?),
            6 => (8, integer(8)?),
            7 => {
                let bytes = payload.get(body..body + 8)?.try_into().ok()?;
                (8, Value::Real(f64::from_be_bytes(bytes)))
            }
            8 | 9 => (0, Value::Integer(kind - 8)),
            12.. => {
                let size = usize::try_from((kind - 12) / 2).ok()?;
                let bytes = payload.get(body..body.checked_add(size)?)?.to_vec();
                let value = if kind % 2 == 0 {
                    Value::Blob(bytes)
                } else {
                    Value::Text(String::from_utf8(bytes).ok()?)
                };
                (size, value)
            }
            _ => return None,
        };
        body += size;
        values.push(value);
    }
    (at == end && body == payload.len()).then_some(values)
}

fn number(bytes: &[u8], at: usize, size: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + size)?;
    Some(bytes.iter().fold(0, |n, b| n << 8 | u32::from(*b)))
}

/// A number of one to nine bytes, seven bits each, eight in the ninth.
fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut value: u64 = 0;
    for i in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if i == 8 {
            value = value << 8 | u64::from(byte);
            break;
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(value.cast_signed())
}

/// The rows of several harvests by their number; the first one of a number counts.
pub(super) fn by_number(rows: impl IntoIterator<Item = Row>) -> BTreeMap<i64, Vec<Value>> {
    let mut out = BTreeMap::new();
    for (number, values) in rows {
        out.entry(number).or_insert(values);
    }
    out
}
