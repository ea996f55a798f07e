//! On which days a proceeding stands in the calendar, so that what is due this week is found without reading every hearing there was.

use rusqlite::{Connection, params};

use super::EVER;
use super::force::written;
use crate::Result;
use crate::read::calendar;
use crate::record::{Proceeding, ProceedingId};
use crate::store;

/// Writes the days of a proceeding anew; of one that is gone, or has none, there are none.
pub(crate) fn refresh(conn: &Connection, proceeding: ProceedingId) -> Result<()> {
    let id = proceeding.to_string();
    conn.prepare_cached("DELETE FROM derived_day WHERE proceeding = ?1")?
        .execute([&id])?;
    let found: Vec<Proceeding> = store::select_as(conn, "WHERE \"id\" = ?1", [&id])?;
    for proceeding in &found {
        let mut entries = Vec::new();
        calendar::of_proceeding(proceeding, &mut entries);
        // One without any day stands beside all of them.
        let first = entries.iter().map(|entry| written(entry.earliest, EVER.0));
        let last = entries.iter().map(|entry| written(entry.latest, EVER.1));
        if let Some((first, last)) = first.min().zip(last.max()) {
            conn.prepare_cached(
                "INSERT INTO derived_day (proceeding, first, last) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![id, first, last])?;
        }
    }
    Ok(())
}
