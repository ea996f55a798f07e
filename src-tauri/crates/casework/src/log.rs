//! The log line by line, for a copy that leaves the vault because a person asked for it.
//!
//! One JSON object for each revision, oldest first. Who a source is stands in another database and is never in it. What privileged
//! notes say stays out unless it is asked for, with the line left in its place. The ids of people are those of key slots, which are
//! names of files: they are numbered instead, so that the copy does not tell whose key lies where.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::history::{self, Entry};
use crate::record::{CaseId, Kind};
use crate::{Book, Error, Result, store};

/// What of the log is wanted.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct LogWish {
    /// Of this case alone: the case and the records that belong to it. People and sources stand beside cases.
    pub case: Option<CaseId>,
    /// With what the fields said, before and after; otherwise only who, when and which fields.
    pub content: bool,
    /// With the words of privileged notes.
    pub privileged: bool,
}

/// What was told.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct LogCount {
    /// Revisions.
    pub revisions: u64,
    /// Of them, those whose words were left out because a note is privileged.
    pub withheld: u64,
}

/// Names of files inside the vault, which say nothing outside.
const INSIDE: [&str; 2] = ["blob", "binding"];

impl Book<'_> {
    /// How many revisions a log has.
    pub fn log_len(&self, case: Option<CaseId>) -> Result<u64> {
        let count: i64 = match case {
            None => self
                .conn
                .query_row("SELECT count(*) FROM revision", [], |row| row.get(0))?,
            Some(case) => self.conn.query_row(
                "SELECT count(*) FROM revision WHERE case_id = ?1",
                [case.to_string()],
                |row| row.get(0),
            )?,
        };
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Tells the log line by line.
    ///
    /// # Errors
    /// Those of `tell`, and of the database.
    pub fn log_lines<E: From<Error>>(
        &self,
        wish: &LogWish,
        mut tell: impl FnMut(&Value) -> Result<(), E>,
    ) -> Result<LogCount, E> {
        let privileged = if wish.content && !wish.privileged {
            self.privileged_ever()?
        } else {
            BTreeSet::new()
        };
        let (mut people, mut count, mut failed) = (BTreeMap::new(), LogCount::default(), None);
        let case = wish.case.map(|case| case.to_string());
        let tail = match case {
            Some(_) => "WHERE case_id = ?1 ORDER BY seq",
            None => "WHERE ?1 IS NULL ORDER BY seq",
        };
        history::each(self.conn, tail, [case], |entry| {
            let hidden = privileged.contains(&entry.record);
            let line = line(&entry, wish.content, hidden, &mut people)?;
            count.revisions += 1;
            count.withheld += u64::from(hidden);
            failed = tell(&line).err();
            Ok(failed.is_none())
        })?;
        failed.map_or(Ok(count), Err)
    }

    /// Notes that are privileged, or were once: what they said then was said under privilege.
    fn privileged_ever(&self) -> Result<BTreeSet<Uuid>> {
        let mut out = BTreeSet::new();
        let now = store::select(self.conn, Kind::Note, "WHERE \"kind\" = 'privileged'", [])?;
        out.extend(now.iter().map(store::id_of));
        history::each(
            self.conn,
            "WHERE kind = 'note' AND changes LIKE '%\"privileged\"%'",
            [],
            |entry| {
                out.insert(entry.record);
                Ok(true)
            },
        )?;
        Ok(out)
    }
}

fn line(
    entry: &Entry,
    content: bool,
    hidden: bool,
    people: &mut BTreeMap<String, usize>,
) -> Result<Value> {
    let mut line = Map::new();
    let mut put = |name: &str, value: Value| {
        line.insert(name.to_owned(), value);
    };
    put("seq", json!(entry.seq));
    put("id", json!(entry.id));
    put("at", json!(format!("{}Z", entry.at)));
    put("author", json!(entry.author));
    let next = people.len() + 1;
    let person = (!entry.person.is_empty())
        .then(|| format!("p{}", people.entry(entry.person.clone()).or_insert(next)));
    put("person", json!(person));
    put("op", json!(entry.op));
    put("kind", json!(entry.kind));
    put("record", json!(entry.record));
    put("case", json!(entry.case_id));
    let mut changes = entry.changes()?;
    changes.retain(|change| change.field != "id" && !INSIDE.contains(&change.field.as_str()));
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    put("fields", json!(fields));
    if hidden {
        put("withheld", json!("privileged"));
    } else if content {
        put("changes", json!(changes));
    }
    put("parent", json!(entry.parent));
    put("merged", json!(entry.merged));
    put("batch", json!(entry.batch));
    put("undoes", json!(entry.undoes));
    put("chain", json!(entry.chain));
    Ok(Value::Object(line))
}
