//! Folded words of names: whose names may be meant by what is typed, without comparing it to every name there is.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use uuid::Uuid;

use crate::Result;
use crate::name::{Probe, keys};
use crate::record::PartyId;

/// Writes the words of a party's names anew; nothing for one that is gone, or was found to be another.
pub(crate) fn refresh(conn: &Connection, party: PartyId) -> Result<()> {
    let id = party.to_string();
    conn.prepare_cached("DELETE FROM derived_name WHERE party = ?1")?
        .execute([&id])?;
    let mut statement = conn.prepare_cached(
        "SELECT name FROM party WHERE id = ?1 AND merged_into IS NULL
         UNION ALL SELECT n.\"full\" FROM name n JOIN party p ON p.id = n.party WHERE n.party = ?1 AND p.merged_into IS NULL",
    )?;
    let spellings = statement.query_map([&id], |row| row.get::<_, String>(0))?;
    let mut words = BTreeSet::new();
    for spelling in spellings {
        words.extend(keys(&spelling?));
    }
    let mut insert =
        conn.prepare_cached("INSERT INTO derived_name (word, party) VALUES (?1, ?2)")?;
    for word in words {
        insert.execute([&word, &id])?;
    }
    Ok(())
}

/// Parties of which a name may be what was typed; `true`: it may be alike, `false`: what was typed only begins it.
pub(crate) fn candidates(conn: &Connection, probe: &Probe) -> Result<BTreeMap<PartyId, bool>> {
    let mut out = BTreeMap::new();
    for (first, after) in probe.beginnings() {
        for word in distinct(conn, &first, &after)? {
            if probe.may_be(&word) {
                for party in of_words(conn, &word, &format!("{word}\0"))? {
                    out.insert(party, true);
                }
            }
        }
    }
    if let Some((first, after)) = probe.begun() {
        for party in of_words(conn, &first, &after)? {
            out.entry(party).or_insert(false);
        }
    }
    Ok(out)
}

/// The different words from one to before another: from each the next is looked up, however many people bear it.
fn distinct(conn: &Connection, first: &str, after: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "WITH RECURSIVE next(word) AS (
           SELECT (SELECT min(word) FROM derived_name WHERE word >= ?1)
           UNION ALL SELECT (SELECT min(d.word) FROM derived_name d WHERE d.word > next.word) FROM next WHERE next.word < ?2)
         SELECT word FROM next WHERE word < ?2",
    )?;
    let rows = statement.query_map([first, after], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn of_words(conn: &Connection, first: &str, after: &str) -> Result<Vec<PartyId>> {
    let mut statement = conn
        .prepare_cached("SELECT DISTINCT party FROM derived_name WHERE word >= ?1 AND word < ?2")?;
    let rows = statement.query_map([first, after], |row| row.get::<_, String>(0))?;
    let mut out = Vec::new();
    for row in rows {
        out.extend(Uuid::parse_str(&row?).ok().map(PartyId));
    }
    Ok(out)
}
