//! Where the entries of a kind stand in the index: each kind has a range of row numbers, so that a search reads them in the order of its results, from
//! the top, and stops when it has enough. Nothing is ranked over everything that matches.

use rusqlite::Connection;

use super::doc;
use crate::Result;
use crate::record::Kind;
use crate::store::Fields;

/// Bits of the running number.
const BITS: u32 = 40;

/// One range.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shelf(i64);

/// The highest number in use.
const TOP: i64 = 15;
/// Notes between lawyer and client.
const PRIVILEGED: Shelf = Shelf(8);
/// Kinds without a place of their own.
const REST: Shelf = Shelf(1);

impl Shelf {
    /// That of a record.
    pub(crate) fn of(kind: Kind, record: &Fields) -> Self {
        if doc::is_privileged(kind, record) {
            PRIVILEGED
        } else {
            Self::of_kind(kind)
        }
    }

    /// What is more often looked for stands higher: a person or a case before a line in it.
    pub(crate) fn of_kind(kind: Kind) -> Self {
        Self(match kind {
            Kind::Party => 15,
            Kind::Case => 14,
            Kind::Source => 13,
            Kind::Evidence => 12,
            Kind::Place => 11,
            Kind::Task => 10,
            Kind::Note => 9,
            Kind::Proceeding => 7,
            Kind::Measure => 6,
            Kind::Act => 5,
            Kind::Intervention => 4,
            Kind::Claim => 3,
            Kind::Comment => 2,
            _ => REST.0,
        })
    }

    /// Those a search may look at, the highest first. `kinds`: only these; empty for all.
    pub(crate) fn open_to(kinds: &[Kind], privileged: bool) -> Vec<Self> {
        (REST.0..=TOP)
            .rev()
            .map(Self)
            .filter(|shelf| match *shelf {
                PRIVILEGED => privileged && (kinds.is_empty() || kinds.contains(&Kind::Note)),
                shelf => kinds.is_empty() || kinds.iter().any(|kind| Self::of_kind(*kind) == shelf),
            })
            .collect()
    }

    /// That of a row.
    pub(crate) fn of_row(row: i64) -> Self {
        Self(row >> BITS)
    }

    /// Whether a row stands in it.
    pub(crate) fn holds(self, row: i64) -> bool {
        Self::of_row(row) == self
    }

    /// First and last number.
    pub(crate) fn range(self) -> (i64, i64) {
        (self.0 << BITS, ((self.0 + 1) << BITS) - 1)
    }

    /// The number of the next row.
    pub(crate) fn next(self, conn: &Connection) -> Result<i64> {
        let (first, last) = self.range();
        let mut statement =
            conn.prepare_cached("SELECT max(rowid) FROM search_row WHERE rowid BETWEEN ?1 AND ?2")?;
        let highest: Option<i64> = statement.query_row([first, last], |row| row.get(0))?;
        Ok(highest.map_or(first, |highest| highest + 1))
    }
}

/// Spans of neighbouring shelves, the highest first: as few questions as can be.
pub(crate) fn spans(shelves: &[Shelf]) -> Vec<(i64, i64)> {
    let mut out: Vec<(i64, i64)> = Vec::new();
    for shelf in shelves {
        let (first, last) = shelf.range();
        match out.last_mut() {
            Some(span) if span.0 == last + 1 => span.0 = first,
            _ => out.push((first, last)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Kind, Shelf, doc, spans};

    #[test]
    fn every_kind_that_is_found_has_a_place_of_its_own() {
        let mut taken = Vec::new();
        for kind in Kind::ALL.iter().filter(|kind| doc::indexed(**kind)) {
            let shelf = Shelf::of_kind(*kind);
            assert!(!taken.contains(&shelf.0), "{}", kind.name());
            taken.push(shelf.0);
        }
    }

    #[test]
    fn privileged_notes_are_left_out_unless_asked_for() {
        let all = spans(&Shelf::open_to(&[], true));
        assert_eq!(all.len(), 1);
        let [above, below] = spans(&Shelf::open_to(&[], false))[..] else {
            panic!("two spans")
        };
        assert_eq!((below.0, above.1), all[0]);
        assert_eq!(above.0 - below.1 - 1, 1 << 40);
        assert_eq!(Shelf::open_to(&[Kind::Note], false).len(), 1);
        assert_eq!(Shelf::open_to(&[Kind::Note], true).len(), 2);
    }
}
