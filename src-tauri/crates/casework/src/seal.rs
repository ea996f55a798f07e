//! What happens when a source becomes confidential: the words it had in clear leave the casework for good, history included.

use rusqlite::{Connection, Transaction, params};
use serde_json::Value;
use uuid::Uuid;

use crate::history;
use crate::record::Kind;
use crate::store::Fields;
use crate::{Ctx, Error, Result, rekey};

/// Fields whose words belong under the seal.
const WORDS: [&str; 3] = ["title", "publisher", "url"];

/// Whether a write turns an open source into a confidential one.
pub(crate) fn closes(kind: Kind, old: Option<&Fields>, new: &Fields) -> bool {
    let confidential = |record: &Fields| record.get("confidential") == Some(&Value::Bool(true));
    kind == Kind::Source && confidential(new) && old.is_some_and(|old| !confidential(old))
}

/// Takes the words of a source out of its log, of what an import remembers of it, and of versions kept from a merge.
///
/// This is the one place that rewrites history: a name in the log would be a name in the casework. What stays says that the
/// source was edited, when and by whom. The chain is made anew from the first entry touched, which only the holder of its key can do.
pub(crate) fn forget_words(tx: &Transaction<'_>, ctx: &Ctx, source: Uuid) -> Result<()> {
    let mut first = None;
    for entry in history::entries(tx, "WHERE record = ?1 ORDER BY seq", [source.to_string()])? {
        let mut changes = entry.changes()?;
        let before = changes.len();
        changes.retain(|change| !WORDS.contains(&change.field.as_str()));
        if changes.len() < before {
            let text = serde_json::to_string(&changes).map_err(|_| Error::Json)?;
            tx.execute(
                "UPDATE revision SET changes = ?1 WHERE seq = ?2",
                params![text, entry.seq],
            )?;
            first = first.or(Some(entry.seq));
        }
    }
    for (table, column) in [("origin", "seen"), ("conflict", "theirs")] {
        let sql = format!(
            "UPDATE \"{table}\" SET \"{column}\" = json_remove(\"{column}\", '$.title', '$.publisher', '$.url') WHERE record = ?1"
        );
        tx.execute(&sql, [source.to_string()])?;
    }
    hide_origin(tx, ctx, source)?;
    match (first, &ctx.chain_key) {
        (Some(first), Some(key)) => chain_from(tx, key, first),
        _ => Ok(()),
    }
}

/// The id a file gives a confidential source may be a name too; only a keyed hash of it is kept, enough to find it again, also
/// after the vault got new keys.
pub(crate) fn hidden(conn: &Connection, ctx: &Ctx, external: &str) -> Result<String> {
    Ok(rekey::hidden(&rekey::hiding_key(conn, ctx)?, external))
}

fn hide_origin(tx: &Transaction<'_>, ctx: &Ctx, source: Uuid) -> Result<()> {
    let mut statement = tx.prepare(
        "SELECT external FROM origin WHERE record = ?1 AND external NOT LIKE 'sealed:%'",
    )?;
    let rows = statement.query_map([source.to_string()], |row| row.get::<_, String>(0))?;
    for external in rows.collect::<rusqlite::Result<Vec<_>>>()? {
        tx.execute(
            "UPDATE origin SET external = ?1 WHERE record = ?2 AND external = ?3",
            params![hidden(tx, ctx, &external)?, source.to_string(), external],
        )?;
    }
    Ok(())
}

/// Chains the history anew from an entry on.
pub(crate) fn chain_from(tx: &Transaction<'_>, key: &[u8; 32], first: i64) -> Result<()> {
    let mut previous = history::entries(tx, "WHERE seq < ?1 ORDER BY seq DESC LIMIT 1", [first])?
        .pop()
        .map(|entry| entry.chain)
        .unwrap_or_default();
    for entry in history::entries(tx, "WHERE seq >= ?1 ORDER BY seq", [first])? {
        let chain = entry.chained(key, &previous);
        tx.execute(
            "UPDATE revision SET chain = ?1 WHERE seq = ?2",
            params![chain, entry.seq],
        )?;
        previous = chain;
    }
    Ok(())
}
