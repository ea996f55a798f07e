//! Bringing one record together with ours, field by field.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use super::conflict::{self, Against, Found};
use super::{Carried, Choice};
use crate::history::state_at;
use crate::lineage::{self, Graph, Step};
use crate::record::{Kind, RevisionId};
use crate::schema::field::fields;
use crate::store::{self, Fields};
use crate::write::{Line, Pen};
use crate::{Error, Result, check, number, same};

/// What became of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Became {
    Added,
    Updated,
    Unchanged,
}

/// What became of a record, and whether something in it waits for a person.
pub(super) struct Outcome {
    pub became: Became,
    pub conflict: bool,
}

impl Outcome {
    fn of(became: Became) -> Self {
        Self {
            became,
            conflict: false,
        }
    }
}

/// How the words of a field stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Theirs were left out on the way.
    Lacking,
    /// We knew theirs and have others since.
    Older,
    /// They knew ours and have others since.
    Newer,
    /// Neither knew the other's.
    Apart,
}

/// A record here and as it came, on their shared line.
pub(super) struct Pair<'g> {
    pub graph: &'g Graph,
    /// Our latest revision; none for what only the program made.
    pub head: Option<RevisionId>,
    pub theirs: RevisionId,
    /// What stands against ours already: revisions and fields.
    pub against: Against,
}

impl Pair<'_> {
    pub(super) fn stand(&self, field: &str) -> Stand {
        let theirs = self.graph.writers(self.theirs, field);
        if theirs.is_empty() {
            return Stand::Lacking;
        }
        let Some(head) = self.head else {
            return Stand::Newer;
        };
        let known = |writers: &BTreeSet<RevisionId>, by: RevisionId| {
            let behind = self.graph.behind(by, field);
            writers.iter().all(|writer| behind.contains(writer))
        };
        let ours = self.graph.writers(head, field);
        match (known(&theirs, head), known(&ours, self.theirs)) {
            (true, false) => Stand::Older,
            (false, true) => Stand::Newer,
            _ if ours == theirs => Stand::Older,
            (false, false) if self.given_up(head, field) => Stand::Newer,
            _ => Stand::Apart,
        }
    }

    /// Ours was written by more than one, and all of it is written over: some by theirs, the rest by what stands against it.
    fn given_up(&self, head: RevisionId, field: &str) -> bool {
        let against = self.against.iter();
        let mut others: Vec<RevisionId> = against
            .filter(|(_, fields)| fields.iter().any(|name| name == field))
            .map(|(revision, _)| *revision)
            .collect();
        others.push(self.theirs);
        self.graph.told(field, head, &others)
    }

    /// Words of theirs that we have not seen yet.
    pub(super) fn news(&self, field: &str) -> bool {
        let theirs = self.graph.writers(self.theirs, field);
        let known = self.head.is_some_and(|head| {
            let behind = self.graph.behind(head, field);
            theirs.iter().all(|writer| behind.contains(writer))
        });
        !theirs.is_empty() && !known
    }
}

/// What is to be done with a record.
#[derive(Default)]
pub(super) struct Plan {
    /// The record as it will be.
    pub merged: Fields,
    /// Fields that take their words.
    pub taken: Vec<String>,
    /// Fields that stand against each other.
    pub clash: Vec<String>,
    /// Fields that were not wanted.
    pub left: Vec<String>,
    /// The same words, written on both sides: to be remembered, so that they are one from now on.
    pub learned: bool,
}

/// Compares field by field. `ours` is the record here, or as it was when it was deleted.
pub(super) fn plan(
    kind: Kind,
    pair: &Pair<'_>,
    ours: &Fields,
    theirs: &Fields,
    leave: &dyn Fn(&str) -> bool,
) -> Plan {
    let mut plan = Plan {
        merged: ours.clone(),
        ..Plan::default()
    };
    for field in fields(kind).iter().filter(|one| !is_local(kind, one.name)) {
        let name = field.name;
        let value = theirs.get(name).cloned().unwrap_or_default();
        let differs = ours.get(name) != Some(&value);
        if leave(name) {
            if !matches!(pair.stand(name), Stand::Lacking | Stand::Older) {
                plan.left.push(name.to_owned());
            }
        } else if !differs {
            plan.learned |= pair.news(name);
        } else {
            match pair.stand(name) {
                Stand::Lacking | Stand::Older => {}
                Stand::Newer => {
                    plan.merged.insert(name.to_owned(), value);
                    plan.taken.push(name.to_owned());
                }
                Stand::Apart => plan.clash.push(name.to_owned()),
            }
        }
    }
    if guarded(kind, ours, theirs) && !plan.taken.is_empty() {
        // Nothing of it without a person.
        plan.clash.append(&mut plan.taken);
        plan.merged.clone_from(ours);
        plan.learned = false;
    }
    plan
}

/// Brings one record in. `arrival`: its id, and from whom.
pub(super) fn merge(
    pen: &mut Pen<'_>,
    carried: &Carried,
    choice: &Choice,
    arrival: (&str, &str),
) -> Result<Outcome> {
    let (kind, id) = (carried.record.kind(), carried.record.id());
    let mut theirs = store::to_fields(&carried.record);
    let leave = |field: &str| choice.leaves(id, field);
    // That two are not one is said here already, by another record.
    if kind == Kind::Distinct && check::is_said(&pen.tx, &theirs)? {
        return Ok(Outcome::of(Became::Unchanged));
    }
    let mut ours = store::read(&pen.tx, kind, id)?;
    let filed = match &mut ours {
        Some(ours) => take_file(pen, kind, ours, &theirs)?,
        None => false,
    };
    let lineage = carried.lineage.clone().unwrap_or_default();
    let head = crate::history::head(&pen.tx, id)?;
    let same = if filed {
        Became::Updated
    } else {
        Became::Unchanged
    };
    if lineage.revision.0.is_nil() {
        return match ours {
            Some(_) => Ok(Outcome::of(same)),
            None => add(pen, kind, theirs, None, &leave),
        };
    }
    if head == Some(lineage.revision) && ours.is_some() {
        return Ok(Outcome::of(same));
    }
    lineage::keep_foreign(&pen.tx, id, &lineage.steps)?;
    if ours.is_none() && head.is_none() {
        return add(pen, kind, theirs, Some(lineage.revision), &leave);
    }
    let graph = Graph::of(&pen.tx, kind, id)?;
    let pair = Pair {
        graph: &graph,
        head,
        theirs: lineage.revision,
        against: conflict::against(&pen.tx, id)?,
    };
    let Some(ours) = ours else {
        return come_back(pen, kind, &pair, theirs, &leave, arrival);
    };
    if head.is_some_and(|head| graph.whole(kind, head, lineage.revision)) {
        return Ok(Outcome::of(same));
    }
    localise(kind, &ours, &mut theirs);
    let mut plan = plan(kind, &pair, &ours, &theirs, &leave);
    one_person(&pen.tx, kind, &ours, &theirs, &mut plan)?;
    allowed(&pen.tx, kind, &ours, &theirs, &mut plan);

    let changed = plan.merged != ours;
    if changed || plan.learned {
        let own = if plan.left.is_empty() && plan.clash.is_empty() && plan.merged == theirs {
            adoptable(pen, kind, &pair)?
        } else {
            None
        };
        put(pen, kind, &pair, plan.merged.clone(), &theirs, own, &plan)?;
    }
    let waits = Found {
        kind,
        id,
        theirs: &theirs,
        revision: lineage.revision,
        arrival: arrival.0,
        origin: arrival.1,
        clash: &plan.clash,
    };
    let conflict = conflict::settle(pen, waits)?;
    Ok(Outcome {
        became: if changed { Became::Updated } else { same },
        conflict,
    })
}

/// Writes a revision that has theirs behind it, as far as it was seen.
fn put(
    pen: &mut Pen<'_>,
    kind: Kind,
    pair: &Pair<'_>,
    merged: Fields,
    theirs: &Fields,
    own: Option<RevisionId>,
    plan: &Plan,
) -> Result<()> {
    let id = store::id_of(&merged);
    if own.is_some() {
        let line = Line {
            id: own,
            merged: None,
        };
        return pen.put_on(kind, merged, "merge", line).map(drop);
    }
    let unseen: Vec<String> = plan.left.iter().chain(&plan.clash).cloned().collect();
    let changed = differing(kind, &merged, theirs)
        .into_iter()
        .filter(|field| !unseen.contains(field))
        .collect();
    let line = Line {
        id: None,
        merged: Some(pair.theirs),
    };
    let revision = pen.put_on(kind, merged, "merge", line)?;
    let step = Step {
        revision,
        parent: pair.theirs,
        changed,
        withheld: unseen,
    };
    lineage::keep(&pen.tx, id, &[step])
}

/// Their revision may be ours too, under its own id: it knew all of ours and nothing is left out of it.
fn adoptable(pen: &Pen<'_>, kind: Kind, pair: &Pair<'_>) -> Result<Option<RevisionId>> {
    let ahead = pair
        .head
        .is_none_or(|head| pair.graph.whole(kind, pair.theirs, head));
    let lacks = fields(kind)
        .iter()
        .any(|field| !is_local(kind, field.name) && pair.stand(field.name) == Stand::Lacking);
    if ahead && !lacks {
        free_id(pen, pair.theirs)
    } else {
        Ok(None)
    }
}

/// A record that is not here and never was.
fn add(
    pen: &mut Pen<'_>,
    kind: Kind,
    mut theirs: Fields,
    revision: Option<RevisionId>,
    leave: &dyn Fn(&str) -> bool,
) -> Result<Outcome> {
    // Codes mean the same everywhere: a code that is here already is that term or provision.
    if matches!(kind, Kind::Term | Kind::Provision) && coded(&pen.tx, kind, &theirs)? {
        return Ok(Outcome::of(Became::Unchanged));
    }
    let whole = theirs.clone();
    let mut plan = Plan::default();
    for field in fields(kind) {
        let blank = store::blank(field.shape);
        if leave(field.name) && theirs.get(field.name) != Some(&blank) {
            theirs.insert(field.name.into(), blank);
            plan.left.push(field.name.into());
        }
    }
    at_home(pen, kind, &mut theirs)?;
    let own = match revision {
        Some(revision) if plan.left.is_empty() => free_id(pen, revision)?,
        _ => None,
    };
    match (own, revision) {
        (None, Some(revision)) => {
            let graph = Graph::default();
            let pair = Pair {
                graph: &graph,
                head: None,
                theirs: revision,
                against: Against::new(),
            };
            put(pen, kind, &pair, theirs, &whole, None, &plan)?;
        }
        (id, _) => {
            pen.put_on(kind, theirs, "merge", Line { id, merged: None })?;
        }
    }
    Ok(Outcome::of(Became::Added))
}

/// What was deleted here and is behind us stays deleted; what was changed elsewhere since comes back as it was here,
/// and theirs is brought together with it.
fn come_back(
    pen: &mut Pen<'_>,
    kind: Kind,
    pair: &Pair<'_>,
    mut theirs: Fields,
    leave: &dyn Fn(&str) -> bool,
    arrival: (&str, &str),
) -> Result<Outcome> {
    let news = |name: &str| !is_local(kind, name) && !leave(name) && pair.news(name);
    if !fields(kind).iter().any(|field| news(field.name)) {
        return Ok(Outcome::of(Became::Unchanged));
    }
    let id = store::id_of(&theirs);
    let Some(mut before) = before_deletion(pen, kind, id)? else {
        return Ok(Outcome::of(Became::Unchanged));
    };
    at_home(pen, kind, &mut before)?;
    before.extend(file_of(&theirs).unwrap_or_default());
    localise(kind, &before, &mut theirs);
    // Words that went because a merge was taken back do not come again by themselves.
    for field in fields(kind).iter().filter(|one| !is_local(kind, one.name)) {
        let ours = pair.head.map(|head| pair.graph.writers(head, field.name));
        if ours.is_none_or(|writers| writers.is_empty()) {
            let theirs = theirs.get(field.name).filter(|_| !leave(field.name));
            let words = theirs.cloned().unwrap_or_else(|| store::blank(field.shape));
            before.insert(field.name.into(), words);
        }
    }
    let plan = plan(kind, pair, &before, &theirs, leave);
    let merged = plan.merged.clone();
    put(pen, kind, pair, merged, &theirs, None, &plan)?;
    let waits = Found {
        kind,
        id,
        theirs: &theirs,
        revision: pair.theirs,
        arrival: arrival.0,
        origin: arrival.1,
        clash: &plan.clash,
    };
    Ok(Outcome {
        became: Became::Added,
        conflict: conflict::settle(pen, waits)?,
    })
}

fn before_deletion(pen: &Pen<'_>, kind: Kind, id: Uuid) -> Result<Option<Fields>> {
    let last = crate::history::entries(
        &pen.tx,
        "WHERE record = ?1 ORDER BY seq DESC LIMIT 1",
        [id.to_string()],
    )?;
    match last.first() {
        Some(entry) if entry.op == "delete" => crate::history::before(entry, None),
        Some(entry) => state_at(&pen.tx, kind, id, entry.id),
        None => Ok(None),
    }
}

/// Both sides may name one person, by the two records that person had: that is no difference.
pub(super) fn one_person(
    conn: &Connection,
    kind: Kind,
    ours: &Fields,
    theirs: &Fields,
    plan: &mut Plan,
) -> Result<()> {
    if plan.clash.is_empty() {
        return Ok(());
    }
    let (mut mine, mut other) = (ours.clone(), theirs.clone());
    same::stand(conn, kind, &mut mine)?;
    same::stand(conn, kind, &mut other)?;
    let before = plan.clash.len();
    plan.clash
        .retain(|field| mine.get(field) != other.get(field));
    plan.learned |= plan.clash.len() < before;
    Ok(())
}

/// Fields that hold on each side may not hold together (an end before its start): then they wait for a person together.
pub(super) fn allowed(
    conn: &Connection,
    kind: Kind,
    ours: &Fields,
    theirs: &Fields,
    plan: &mut Plan,
) {
    if plan.taken.is_empty() || plan.merged == *theirs {
        return;
    }
    // A record that breaks a rule by itself is refused where it is written.
    let whole = check::record(conn, kind, &plan.merged, Some(ours), true);
    if matches!(whole, Err(Error::Invalid { .. }))
        && check::record(conn, kind, theirs, Some(ours), true).is_ok()
    {
        plan.clash.append(&mut plan.taken);
        plan.merged.clone_from(ours);
    }
}

/// Fields, but for those that are each vault's own, in which two forms of a record differ.
pub(super) fn differing(kind: Kind, one: &Fields, other: &Fields) -> Vec<String> {
    let named = fields(kind)
        .iter()
        .filter(|field| !is_local(kind, field.name));
    named
        .filter(|field| one.get(field.name) != other.get(field.name))
        .map(|field| field.name.to_owned())
        .collect()
}

/// What is each vault's own stays as it is here.
pub(super) fn localise(kind: Kind, ours: &Fields, theirs: &mut Fields) {
    for field in fields(kind)
        .iter()
        .filter(|field| is_local(kind, field.name))
    {
        theirs.insert(
            field.name.into(),
            ours.get(field.name).cloned().unwrap_or_default(),
        );
    }
}

/// What is each vault's own, for a record that is new here or comes back.
fn at_home(pen: &Pen<'_>, kind: Kind, record: &mut Fields) -> Result<()> {
    match kind {
        Kind::Case => fill(pen, record, "case", "reference"),
        Kind::Source => fill(pen, record, "source", "code"),
        // What a merge of two parties moved elsewhere is not what it moves here.
        Kind::Party => {
            record.insert("merge".into(), serde_json::json!({}));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Gives an item that was only described so far the file that came with it.
fn take_file(pen: &mut Pen<'_>, kind: Kind, ours: &mut Fields, theirs: &Fields) -> Result<bool> {
    let described = kind == Kind::Evidence
        && file_of(ours).is_none()
        && ours.get("sha256") == theirs.get("sha256");
    let Some(file) = file_of(theirs).filter(|_| described) else {
        return Ok(false);
    };
    ours.extend(file);
    pen.put(kind, ours.clone(), "merge")?;
    Ok(true)
}

/// Where the file of an item lies in this vault; none if it has no file here.
fn file_of(record: &Fields) -> Option<Fields> {
    let lies = !store::text(record, "blob").is_empty();
    let named = |name: &str| Some((name.to_owned(), record.get(name)?.clone()));
    lies.then(|| ["blob", "binding"].into_iter().filter_map(named).collect())
}

/// A revision id from outside, if it is not in use here: ids are random, so another record's would be a forgery.
fn free_id(pen: &Pen<'_>, revision: RevisionId) -> Result<Option<RevisionId>> {
    let used = pen
        .tx
        .prepare_cached("SELECT 1 FROM revision WHERE id = ?1")?
        .exists([revision.to_string()])?;
    Ok((!used).then_some(revision))
}

pub(super) fn coded(conn: &Connection, kind: Kind, record: &Fields) -> Result<bool> {
    let (sql, list) = match kind {
        Kind::Term => (
            "SELECT 1 FROM term WHERE code = ?1 AND vocabulary = ?2",
            store::text(record, "vocabulary"),
        ),
        _ => ("SELECT 1 FROM provision WHERE code = ?1 AND ?2 = ''", ""),
    };
    Ok(conn
        .prepare_cached(sql)?
        .exists([store::text(record, "code"), list])?)
}

fn fill(pen: &Pen<'_>, record: &mut Fields, table: &str, column: &str) -> Result<()> {
    let wish = store::text(record, column).to_owned();
    if !wish.is_empty() {
        record.insert(
            column.into(),
            Value::String(number::free(&pen.tx, table, column, &wish)?),
        );
    }
    Ok(())
}

/// Changes no machine decides: opening or closing a source, and a chain of custody.
fn guarded(kind: Kind, ours: &Fields, theirs: &Fields) -> bool {
    kind == Kind::CustodyEvent
        || kind == Kind::Source && ours.get("confidential") != theirs.get("confidential")
}

/// Fields that are each vault's own.
pub(super) fn is_local(kind: Kind, field: &str) -> bool {
    matches!(
        (kind, field),
        (Kind::Case, "reference")
            | (Kind::Source, "code")
            | (Kind::Party, "merge")
            | (Kind::Evidence, "blob" | "binding")
    )
}
