//! What changed in a case since somebody last decided on it, and whether that decision still holds.
//!
//! A decision is a revision that moved the case along its review: an approval, a clearing, a sending back. It was made on the case
//! as the transaction of that revision left it. Everything is computed from the log, so that no way of writing (a form, an import, a
//! merge, an undo) can forget to say that it touched a cleared case; and what is put back to what it was makes the decision hold again.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use uuid::Uuid;

use crate::history::{self, Entry, difference};
use crate::record::{CaseId, Kind, ReviewState};
use crate::schema::field::{Field, Shape, field_of, fields};
use crate::store::{self, Fields, text};
use crate::view::{Change, Decision, RecordSince, SinceReview, Standing};
use crate::{Book, Result, label};

/// Kinds that stand beside cases and are part of what is said in one that points at them.
const BESIDE: [Kind; 4] = [Kind::Party, Kind::Name, Kind::Place, Kind::Source];
/// Kinds that say nothing of what happened: talk about a case, work to be done, what the program writes of a file.
const ASIDE: [Kind; 3] = [Kind::Comment, Kind::Task, Kind::CustodyEvent];
/// Fields of a case about how it is kept and where it stands, not about what happened.
const KEEPING: [&str; 5] = [
    "status",
    "owner",
    "priority",
    "retention_review",
    "retention_reason",
];

/// A decision, and the last entry of its transaction.
pub(crate) struct Decided {
    entry: Entry,
    from: ReviewState,
    to: ReviewState,
    pub end: i64,
}

fn state(value: &Value) -> ReviewState {
    serde_json::from_value(value.clone()).unwrap_or_default()
}

/// The last decision on a case that is in `status` now: of one that is reviewed or cleared, that which made it so.
pub(crate) fn decided(
    conn: &Connection,
    case: CaseId,
    status: ReviewState,
) -> Result<Option<Decided>> {
    last_decision(conn, case, |from, to| {
        if status >= ReviewState::Reviewed {
            to == status
        } else {
            to >= ReviewState::Reviewed || to < from
        }
    })
}

/// The last approval or clearing of a case.
pub(crate) fn approved(conn: &Connection, case: CaseId) -> Result<Option<Decided>> {
    last_decision(conn, case, |_, to| to >= ReviewState::Reviewed)
}

/// A state that was put back by an undo is no decision: what counts is when somebody looked.
fn last_decision(
    conn: &Connection,
    case: CaseId,
    counts: impl Fn(ReviewState, ReviewState) -> bool,
) -> Result<Option<Decided>> {
    let mut found = None;
    history::each(
        conn,
        "WHERE record = ?1 AND kind = 'case' AND op <> 'restore' AND changes LIKE '%\"status\"%' ORDER BY seq DESC",
        [case.to_string()],
        |entry| {
            let changes = entry.changes()?;
            let Some(change) = changes.iter().find(|change| change.field == "status") else {
                return Ok(true);
            };
            let (from, to) = (state(&change.before), state(&change.after));
            let this = counts(from, to);
            if this {
                found = Some((entry, from, to));
            }
            Ok(!this)
        },
    )?;
    let Some((entry, from, to)) = found else {
        return Ok(None);
    };
    let end = conn
        .prepare_cached("SELECT max(seq) FROM revision WHERE batch = ?1")?
        .query_row([entry.batch.to_string()], |row| row.get(0))?;
    Ok(Some(Decided {
        entry,
        from,
        to,
        end,
    }))
}

/// Whether a kind of record says something of a case.
pub(crate) fn counts(kind: Kind) -> bool {
    !ASIDE.contains(&kind)
}

/// Whether an entry says something of a case, rather than how it is kept.
pub(crate) fn says(entry: &Entry) -> Result<bool> {
    if entry.kind != Kind::Case {
        return Ok(counts(entry.kind));
    }
    let changes = entry.changes()?;
    Ok(changes
        .iter()
        .any(|change| !KEEPING.contains(&change.field.as_str())))
}

impl Decided {
    fn shown(&self, conn: &Connection) -> Result<Decision> {
        let word: Option<String> = conn
            .prepare_cached(
                "SELECT c.text FROM revision r JOIN comment c ON c.id = r.record WHERE r.batch = ?1 AND r.kind = 'comment' LIMIT 1",
            )?
            .query_row([self.entry.batch.to_string()], |row| row.get(0))
            .optional()?;
        Ok(Decision {
            revision: self.entry.id,
            at: self.entry.at.clone(),
            by: self.entry.signed(conn)?,
            from: self.from,
            to: self.to,
            word: word.unwrap_or_default(),
            elsewhere: matches!(self.entry.op.as_str(), "import" | "merge"),
        })
    }
}

impl Book<'_> {
    /// How far the last decision on a case holds.
    pub fn standing(&self, case: CaseId) -> Result<Standing> {
        let status = self.get::<crate::record::Case>(case.0)?.status;
        let Some(decided) = decided(self.conn, case, status)? else {
            return Ok(Standing {
                decision: None,
                changed: 0,
                holds: false,
            });
        };
        let changed = self.since(case, decided.end)?.len();
        Ok(Standing {
            decision: Some(decided.shown(self.conn)?),
            changed: u32::try_from(changed).unwrap_or(u32::MAX),
            holds: status >= ReviewState::Reviewed && changed == 0,
        })
    }

    /// Every record of a case as it is now beside what it was at the last decision. Without a decision the list is empty:
    /// everything is new.
    pub fn since_review(&self, case: CaseId) -> Result<SinceReview> {
        let status = self.get::<crate::record::Case>(case.0)?.status;
        Ok(match decided(self.conn, case, status)? {
            None => SinceReview {
                decision: None,
                records: Vec::new(),
            },
            Some(decided) => SinceReview {
                decision: Some(decided.shown(self.conn)?),
                records: self.since(case, decided.end)?,
            },
        })
    }

    /// The records of a case that are not what they were at an entry of the log.
    fn since(&self, case: CaseId, end: i64) -> Result<Vec<RecordSince>> {
        let mut out = Vec::new();
        let mut beside = self.pointed_at(case)?;
        for (record, kind) in written_since(self.conn, case, end)? {
            let (since, then) = self.record_since(kind, record, Some(case), end)?;
            if let Some(then) = then {
                point(kind, &then, &mut beside);
            }
            out.extend(since);
        }
        for (record, kind) in self.beside(&beside)? {
            out.extend(self.record_since(kind, record, None, end)?.0);
        }
        out.sort_by(|a, b| {
            let place = |one: &RecordSince| (one.kind != Kind::Case, one.kind);
            place(a)
                .cmp(&place(b))
                .then_with(|| a.at.cmp(&b.at))
                .then(a.id.cmp(&b.id))
        });
        Ok(out)
    }

    /// One record then and now, if it differs; and what it was then. A record of another case by then, or by now, counts as not there.
    fn record_since(
        &self,
        kind: Kind,
        record: Uuid,
        case: Option<CaseId>,
        end: i64,
    ) -> Result<(Option<RecordSince>, Option<Fields>)> {
        let Between {
            log,
            then,
            now,
            changes,
            what,
        } = Between::of(self.conn, kind, record, case, end)?;
        let Some(what) = what else {
            return Ok((None, then));
        };
        let fields = now.as_ref().or(then.as_ref()).cloned().unwrap_or_default();
        let mut by: Vec<String> = Vec::new();
        for entry in log.iter().rev() {
            let author = entry.signed(self.conn)?;
            if !by.contains(&author) {
                by.push(author);
            }
        }
        let since = RecordSince {
            kind,
            id: record,
            label: label::of(self.conn, self.ctx.lang, kind, &fields)?,
            what: what.to_owned(),
            changes,
            by,
            at: log
                .first()
                .map(|entry| entry.at.clone())
                .unwrap_or_default(),
        };
        Ok((Some(since), then))
    }

    /// Records beside cases that those of this case point at.
    fn pointed_at(&self, case: CaseId) -> Result<BTreeSet<Uuid>> {
        let mut out = BTreeSet::new();
        let mut kinds: Vec<Kind> = pointing().map(|(kind, _)| kind).collect();
        kinds.dedup();
        for kind in kinds {
            let column = if kind == Kind::Case { "id" } else { "case_id" };
            let tail = format!("WHERE \"{column}\" = ?1");
            for record in store::select(self.conn, kind, &tail, [case.to_string()])? {
                point(kind, &record, &mut out);
            }
        }
        Ok(out)
    }

    /// These records and the further names of those that are parties, as far as anything was ever written to them.
    fn beside(&self, ids: &BTreeSet<Uuid>) -> Result<Vec<(Uuid, Kind)>> {
        let list = serde_json::to_string(ids).unwrap_or_default();
        let mut out = BTreeMap::new();
        let mut take = |sql: &str| -> Result<()> {
            let mut statement = self.conn.prepare_cached(sql)?;
            let mut rows = statement.query([&list])?;
            while let Some(row) = rows.next()? {
                let (record, kind): (String, String) = (row.get(0)?, row.get(1)?);
                let kind = Kind::of(&kind).filter(|kind| BESIDE.contains(kind));
                if let (Ok(record), Some(kind)) = (Uuid::parse_str(&record), kind) {
                    out.insert(record, kind);
                }
            }
            Ok(())
        };
        take(
            "SELECT DISTINCT record, kind FROM revision WHERE record IN (SELECT value FROM json_each(?1))",
        )?;
        take("SELECT id, 'name' FROM name WHERE party IN (SELECT value FROM json_each(?1))")?;
        // Names that are gone: what was deleted says whose they were.
        history::each(
            self.conn,
            "WHERE kind = 'name' AND op = 'delete'",
            [],
            |entry| {
                if concerned(self.conn, &entry)?
                    .iter()
                    .any(|id| ids.contains(id))
                {
                    out.insert(entry.record, Kind::Name);
                }
                Ok(true)
            },
        )?;
        Ok(out.into_iter().collect())
    }
}

/// What is kept of the standing of a case, see [`crate::derived::case`].
pub(crate) struct Kept {
    /// Of one that is reviewed or cleared: the revision that made it so, 0 if there is none.
    pub decided: Option<i64>,
    /// Its own records are not what they were then.
    pub moved: bool,
}

/// Works it out from the log.
pub(crate) fn kept(conn: &Connection, case: CaseId) -> Result<Kept> {
    let status: Option<String> = conn
        .prepare_cached("SELECT \"status\" FROM \"case\" WHERE \"id\" = ?1")?
        .query_row([case.to_string()], |row| row.get(0))
        .optional()?;
    let status = state(&status.into());
    if status < ReviewState::Reviewed {
        return Ok(Kept {
            decided: None,
            moved: false,
        });
    }
    let Some(decided) = decided(conn, case, status)? else {
        // Nobody knows any more who looked at what.
        return Ok(Kept {
            decided: Some(0),
            moved: true,
        });
    };
    let mut moved = false;
    for (record, kind) in written_since(conn, case, decided.end)? {
        moved = moved
            || Between::of(conn, kind, record, Some(case), decided.end)?
                .what
                .is_some();
    }
    Ok(Kept {
        decided: Some(decided.entry.seq),
        moved,
    })
}

/// Records of a case, by then or by now, that may have been written to after an entry of the log.
fn written_since(conn: &Connection, case: CaseId, end: i64) -> Result<BTreeMap<Uuid, Kind>> {
    let mut out: BTreeMap<Uuid, Kind> = BTreeMap::new();
    let mut own = conn.prepare_cached(
        "SELECT DISTINCT record, kind FROM revision WHERE case_id = ?1 AND seq > ?2
         UNION SELECT DISTINCT record, kind FROM revision WHERE case_id = ?1 AND kind IN ('note', 'consent')",
    )?;
    let mut rows = own.query(params![case.to_string(), end])?;
    while let Some(row) = rows.next()? {
        let (record, kind): (String, String) = (row.get(0)?, row.get(1)?);
        if let (Ok(record), Some(kind)) = (Uuid::parse_str(&record), Kind::of(&kind)) {
            out.insert(record, kind);
        }
    }
    out.retain(|_, kind| counts(*kind));
    Ok(out)
}

/// A record at an entry of the log and now.
struct Between {
    /// What was written since, the latest first.
    log: Vec<Entry>,
    /// As it was: of the case, unless there was nothing to go back over.
    then: Option<Fields>,
    now: Option<Fields>,
    changes: Vec<Change>,
    /// `added`, `deleted` or `changed`; none if it says what it said.
    what: Option<&'static str>,
}

impl Between {
    /// A record of another case by then, or by now, counts as not there.
    fn of(
        conn: &Connection,
        kind: Kind,
        record: Uuid,
        case: Option<CaseId>,
        end: i64,
    ) -> Result<Self> {
        let of_case =
            |fields: &Fields| case.is_none_or(|case| store::case_of(kind, fields) == Some(case.0));
        let now = store::read(conn, kind, record)?;
        let log = history::entries(
            conn,
            "WHERE record = ?1 AND seq > ?2 ORDER BY seq DESC",
            params![record.to_string(), end],
        )?;
        let mut then = now.clone();
        if log.is_empty() {
            return Ok(Self {
                log,
                then,
                now,
                changes: Vec::new(),
                what: None,
            });
        }
        for entry in &log {
            then = history::before(entry, then)?;
        }
        let (now, then) = (now.filter(of_case), then.filter(of_case));
        let mut changes = difference(kind, record, then.as_ref(), now.as_ref());
        changes.retain(|change| {
            let keeping = kind == Kind::Case && KEEPING.contains(&change.field.as_str());
            change.field != "id" && change.field != "case_id" && !keeping
        });
        let what = what(then.as_ref(), now.as_ref(), &changes);
        Ok(Self {
            log,
            then,
            now,
            changes,
            what,
        })
    }
}

/// `added`, `deleted` or `changed`; none if a record says what it said.
fn what(then: Option<&Fields>, now: Option<&Fields>, changes: &[Change]) -> Option<&'static str> {
    match (then, now) {
        (None, Some(_)) => Some("added"),
        (Some(_), None) => Some("deleted"),
        (Some(_), Some(_)) if !changes.is_empty() => Some("changed"),
        _ => None,
    }
}

/// For what stands beside cases: the entries of a record after one of the log, the earliest first, and whether it says something else now than before each.
pub(super) fn differs_since(
    conn: &Connection,
    kind: Kind,
    record: Uuid,
    end: i64,
) -> Result<Vec<(i64, bool)>> {
    let now = store::read(conn, kind, record)?;
    let log = history::entries(
        conn,
        "WHERE record = ?1 AND seq > ?2 ORDER BY seq DESC",
        params![record.to_string(), end],
    )?;
    let (mut then, mut out) = (now.clone(), Vec::new());
    for entry in &log {
        then = history::before(entry, then)?;
        let changes = difference(kind, record, then.as_ref(), now.as_ref());
        let differs = what(then.as_ref(), now.as_ref(), &changes).is_some();
        out.push((entry.seq, differs));
    }
    out.reverse();
    Ok(out)
}

/// Fields of the records of a case that point at something beside it.
pub(super) fn pointing() -> impl Iterator<Item = (Kind, &'static Field)> {
    let of_case = |kind: &Kind| {
        counts(*kind) && (*kind == Kind::Case || field_of(*kind, "case_id").is_some())
    };
    Kind::ALL
        .iter()
        .copied()
        .filter(of_case)
        .flat_map(|kind| fields(kind).iter().map(move |field| (kind, field)))
        .filter(|(_, field)| {
            matches!(
                field.shape,
                Shape::Ref(to) | Shape::OptRef(to) | Shape::RefList(to) if BESIDE.contains(&to)
            )
        })
}

/// What a record points at.
fn point(kind: Kind, record: &Fields, out: &mut BTreeSet<Uuid>) {
    for (of, field) in pointing() {
        if of != kind {
            continue;
        }
        match record.get(field.name) {
            Some(Value::String(id)) => out.extend(Uuid::parse_str(id).ok()),
            Some(Value::Array(ids)) => out.extend(
                ids.iter()
                    .filter_map(|id| Uuid::parse_str(id.as_str()?).ok()),
            ),
            _ => {}
        }
    }
}

/// The records that an entry beside cases says something of: for a further name, whose it is and was.
pub(super) fn concerned(conn: &Connection, entry: &Entry) -> Result<Vec<Uuid>> {
    if entry.kind != Kind::Name {
        return Ok(vec![entry.record]);
    }
    let id = |value: &Value| Uuid::parse_str(value.as_str()?).ok();
    let mut out: Vec<Uuid> = entry
        .changes()?
        .iter()
        .filter(|change| change.field == "party")
        .flat_map(|change| [id(&change.before), id(&change.after)])
        .flatten()
        .collect();
    if let Some(name) = store::read(conn, Kind::Name, entry.record)? {
        out.extend(Uuid::parse_str(text(&name, "party")).ok());
    }
    Ok(out)
}
