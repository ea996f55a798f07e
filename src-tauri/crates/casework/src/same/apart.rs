//! Pairs of whom somebody said that they are not the same.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::Result;
use crate::record::{Distinct, PartyId};
use crate::store;

/// Every such pair.
#[derive(Default)]
pub(crate) struct Apart(HashSet<(PartyId, PartyId)>);

impl Apart {
    pub(crate) fn read(conn: &Connection) -> Result<Self> {
        let pairs = store::select_as::<Distinct>(conn, "", [])?;
        Ok(Self(
            pairs
                .iter()
                .map(|pair| ordered(pair.party, pair.other))
                .collect(),
        ))
    }

    /// Whether these two are known not to be one.
    pub(crate) fn are(&self, one: PartyId, other: PartyId) -> bool {
        self.0.contains(&ordered(one, other))
    }

    /// Of parties that a name may mean, the best first: leaves out those of whom it was said that they are not the one it fits better.
    /// `fits` is how well, and whether the name is likely theirs.
    pub(crate) fn settle<T>(
        &self,
        found: &mut Vec<T>,
        who: impl Fn(&T) -> PartyId,
        fits: impl Fn(&T) -> (f64, bool),
    ) {
        if self.0.is_empty() {
            return;
        }
        let better: Vec<(PartyId, f64)> = found
            .iter()
            .filter(|one| fits(one).1)
            .map(|one| (who(one), fits(one).0))
            .collect();
        found.retain(|one| {
            better
                .iter()
                .all(|(other, fit)| *fit <= fits(one).0 || !self.are(*other, who(one)))
        });
    }
}

fn ordered(one: PartyId, other: PartyId) -> (PartyId, PartyId) {
    if one < other {
        (one, other)
    } else {
        (other, one)
    }
}
