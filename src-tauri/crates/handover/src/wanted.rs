//! What of a bundle somebody wants: all, all but something, or only something.

use std::collections::{BTreeMap, BTreeSet};

use casework::Book;
use casework::merge::{Carried, Choice, Chosen, case_of, named};
use casework::record::{Kind, Record};
use uuid::Uuid;

use crate::error::Result;

/// What is wanted. The id of a case stands for everything in it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Records and cases that are wanted; all if none is named.
    pub only: BTreeSet<Uuid>,
    /// Records and cases that are not.
    pub without: BTreeSet<Uuid>,
    /// Fields that are not, by record.
    pub fields: BTreeMap<Uuid, BTreeSet<String>>,
}

impl Wanted {
    /// Everything.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// What stays out of these records, and what comes along with the others because they refer to it.
    ///
    /// # Errors
    /// Of the database.
    pub fn of(&self, book: &Book<'_>, records: &[Carried]) -> Result<Chosen> {
        let said = |list: &BTreeSet<Uuid>, carried: &Carried| {
            let case = case_of(carried);
            list.contains(&carried.record.id()) || case.is_some_and(|case| list.contains(&case))
        };
        let mut out: BTreeSet<Uuid> = records
            .iter()
            .filter(|one| said(&self.without, one))
            .filter(|one| !self.only.contains(&one.record.id()))
            .map(|one| one.record.id())
            .collect();
        if self.only.is_empty() {
            out.extend(only_theirs(records, &out));
        } else {
            let others = records.iter().filter(|one| !said(&self.only, one));
            out.extend(others.map(|one| one.record.id()));
        }
        // A link to a case that stays out stays out with it: it would bring that case along.
        let links = records.iter().filter_map(|one| match &one.record {
            Record::Chain(link) if out.contains(&link.to_case.0) => Some(link.id.0),
            _ => None,
        });
        let links: Vec<Uuid> = links.collect();
        out.extend(links);
        let wish = |records: BTreeSet<Uuid>| Choice {
            records,
            fields: self.fields.clone(),
        };
        let mut chosen = book.choose(records, wish(out.clone()))?;
        if !self.only.is_empty() {
            // Somebody who comes has their other names with them.
            for one in records.iter().filter(|one| one.record.kind() == Kind::Name) {
                let theirs = |id: &Uuid| !chosen.choice.records.contains(id);
                if named(one).iter().all(theirs) && !self.without.contains(&one.record.id()) {
                    out.remove(&one.record.id());
                }
            }
            chosen = book.choose(records, wish(out))?;
        }
        Ok(chosen)
    }
}

/// What stands beside cases and is named only by records that stay out: people, their other names, sources, places.
fn only_theirs(records: &[Carried], out: &BTreeSet<Uuid>) -> BTreeSet<Uuid> {
    let (mut needed, mut by_out) = (BTreeSet::new(), BTreeSet::new());
    for one in records {
        let left = out.contains(&one.record.id());
        let beside = case_of(one).is_none();
        for id in named(one) {
            if left {
                by_out.insert(id);
            } else if !beside {
                needed.insert(id);
            }
        }
    }
    let mut gone: BTreeSet<Uuid> = BTreeSet::new();
    loop {
        let before = gone.len();
        for one in records.iter().filter(|one| case_of(one).is_none()) {
            let id = one.record.id();
            let codes = matches!(one.record.kind(), Kind::Term | Kind::Provision | Kind::Rule);
            let with_them = named(one).iter().any(|other| gone.contains(other));
            if !codes && !needed.contains(&id) && (by_out.contains(&id) || with_them) {
                gone.insert(id);
            }
        }
        if gone.len() == before {
            return gone;
        }
    }
}
