//! Looks for the people behind the seal in ordinary records, and puts their code names there.
//!
//! Only while the seal is open: otherwise nobody here knows whom to look for. What is found quotes the record, so it goes to the window and
//! nowhere else.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde_json::Value;
use uuid::Uuid;

use crate::record::{Kind, Name, Party, Record, Source, SourceId};
use crate::spot::{Needs, Sought, Spot, Texts, What, change, is_written, strings};
use crate::store::{self, Fields};
use crate::view::{Change, IdentityFinding, Saved, SourceIdentity};
use crate::write::Pen;
use crate::{Book, Error, Result, history, label, seal};

/// Characters of the text on either side of what was found.
const AROUND: usize = 60;
/// Columns of JSON beside the history in which words of a record may stand.
const ASIDE: [(&str, &str); 2] = [("origin", "seen"), ("conflict", "theirs")];

/// Whom to look for, with the code name of each.
pub struct Lookout {
    sought: Sought,
    who: Vec<(SourceId, String)>,
    /// People of the casework: a word inside the whole name of one of them is not another's.
    others: Sought,
}

/// A text that is looked through: of which record, and where it stands.
struct Place<'p> {
    /// `record`, `history`, `draft`.
    of: &'static str,
    kind: Kind,
    id: Uuid,
    field: &'p str,
}

impl Lookout {
    /// For these identities.
    ///
    /// Whoever is a person of the casework too is named there in any case: those names are not looked for, addresses and other names are.
    pub fn of(book: &Book<'_>, identities: &[SourceIdentity]) -> Result<Self> {
        let (mut sought, mut who) = (Sought::default(), Vec::new());
        for identity in identities {
            let number = who.len();
            let code = book
                .get::<Source>(identity.id.0)
                .map_or_else(|_| String::from("S-?"), |source| source.code);
            who.push((identity.id, code));
            let known = known_names(book, identity)?;
            let own = std::iter::once(identity.name.as_str()).chain(identity.also.lines());
            for name in own {
                let is_known = known
                    .iter()
                    .any(|other| crate::name::fold_text(other) == crate::name::fold_text(name));
                if !is_known {
                    let needs = if known.is_empty() {
                        Needs::One
                    } else {
                        Needs::Two
                    };
                    sought.name(number, name, needs);
                }
            }
            for text in [
                &identity.name,
                &identity.also,
                &identity.channel,
                &identity.never_by,
                &identity.note,
            ] {
                sought.contacts(number, text);
            }
        }
        let mut others = Sought::default();
        for party in book.list::<Party>()? {
            others.name(0, &party.name, Needs::Two);
        }
        Ok(Self {
            sought,
            who,
            others,
        })
    }

    /// Where they stand in a text.
    fn spots(&self, text: &str) -> Vec<Spot> {
        let mut spots = self.sought.spots(text);
        if spots.iter().any(|spot| spot.what == What::Part) {
            let others = self.others.spots(text);
            let is_inside = |spot: &Spot| {
                let around = |other: &Spot| {
                    other.from <= spot.from
                        && spot.to <= other.to
                        && other.to - other.from > spot.to - spot.from
                };
                others.iter().any(around)
            };
            spots.retain(|spot| spot.what != What::Part || !is_inside(spot));
        }
        spots
    }

    /// Nobody is looked for.
    pub fn is_empty(&self) -> bool {
        self.sought.is_empty()
    }

    /// What stands in a record that is about to be saved.
    pub fn in_record(&self, record: &Record) -> Vec<IdentityFinding> {
        let mut found = Vec::new();
        for (field, text) in Texts::of(record).each() {
            let place = Place {
                of: "record",
                kind: record.kind(),
                id: record.id(),
                field: &field,
            };
            self.look(&place, &text, &mut found);
        }
        found
    }

    /// The record with code names in the place of what was found; of `only` if one is given.
    ///
    /// # Errors
    /// [`Error::Json`].
    pub fn clean(&self, record: &Record, only: Option<SourceId>) -> Result<Record> {
        Texts::of(record).clean(|text| self.cleaned(text, only))
    }

    fn wanted(&self, spot: &Spot, only: Option<SourceId>) -> bool {
        only.is_none_or(|only| self.who[spot.whose].0 == only)
    }

    fn code(&self, spot: &Spot) -> String {
        self.who[spot.whose].1.clone()
    }

    /// The text with code names; none if nothing of `only` stands in it.
    fn cleaned(&self, text: &str, only: Option<SourceId>) -> Option<String> {
        let mut spots = self.spots(text);
        spots.retain(|spot| self.wanted(spot, only));
        (!spots.is_empty()).then(|| Sought::replaced(text, &spots, |spot| self.code(spot)))
    }

    /// One finding a person and text, with the passage where it first stands.
    fn look(&self, place: &Place<'_>, text: &str, found: &mut Vec<IdentityFinding>) {
        let mut of: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
        for spot in self.spots(text) {
            of.entry(spot.whose).or_default().push(spot);
        }
        for (whose, spots) in of {
            let what = spots
                .iter()
                .map(|spot| spot.what)
                .max()
                .unwrap_or(What::Part);
            let first = spots
                .iter()
                .find(|spot| spot.what == what)
                .unwrap_or(&spots[0]);
            let (from, to) = passage(text, first);
            let inside = spots
                .iter()
                .filter(|spot| spot.from >= from && spot.to <= to)
                .map(|spot| Spot {
                    from: spot.from - from,
                    to: spot.to - from,
                    ..*spot
                })
                .collect::<Vec<_>>();
            let why = &text[from..to];
            found.push(IdentityFinding {
                source: self.who[whose].0,
                code: self.who[whose].1.clone(),
                what: what.code().to_owned(),
                place: place.of.to_owned(),
                kind: place.kind,
                id: place.id,
                case: None,
                case_id: None,
                label: String::new(),
                field: place.field.to_owned(),
                why: why.to_owned(),
                marks: inside.iter().map(|spot| marked(why, spot)).collect(),
                after: Sought::replaced(why, &inside, |spot| self.code(spot)),
                times: u32::try_from(spots.len()).unwrap_or(u32::MAX),
            });
        }
    }
}

fn known_names(book: &Book<'_>, identity: &SourceIdentity) -> Result<Vec<String>> {
    let Some(party) = identity.party else {
        return Ok(Vec::new());
    };
    let party = book.party_now(party)?;
    let Ok(own) = book.get::<Party>(party.0) else {
        return Ok(Vec::new());
    };
    let further: Vec<Name> =
        store::select_as(book.conn, "WHERE \"party\" = ?1", [party.to_string()])?;
    let further = further.into_iter().map(|name| name.full);
    Ok(std::iter::once(own.name).chain(further).collect())
}

/// The bytes of a text around a spot, cut between letters.
fn passage(text: &str, spot: &Spot) -> (usize, usize) {
    let from = text[..spot.from]
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(0, |(at, _)| at);
    let to = text[spot.to..]
        .char_indices()
        .nth(AROUND)
        .map_or(text.len(), |(at, _)| spot.to + at);
    (from, to)
}

/// Character offsets of a spot.
fn marked(text: &str, spot: &Spot) -> (u32, u32) {
    let count = |end: usize| u32::try_from(text[..end].chars().count()).unwrap_or(u32::MAX);
    (count(spot.from), count(spot.to))
}

/// How far looking through everything has come. Plain numbers: nothing of anybody is kept between two steps.
#[derive(Clone, Default)]
pub struct Walk {
    records: Vec<(Kind, Uuid)>,
    at: usize,
    /// Entries of the history up to this one are done.
    seq: i64,
    last: i64,
    drafts: bool,
}

impl Walk {
    /// Steps done, and all of them.
    pub fn progress(&self) -> (u64, u64) {
        let last = u64::try_from(self.last).unwrap_or(0);
        let done = self.at as u64 + u64::try_from(self.seq).unwrap_or(0);
        (done, self.records.len() as u64 + last)
    }
}

impl Book<'_> {
    /// Begins to look through all records, the history and drafts.
    pub fn walk(&self) -> Result<Walk> {
        let mut records = Vec::new();
        for &kind in Kind::ALL {
            // Of the terms those that people or files wrote: what came with the program names nobody.
            let which = if kind == Kind::Term {
                "WHERE \"id\" IN (SELECT record FROM revision WHERE kind = 'term')"
            } else {
                ""
            };
            let mut statement = self
                .conn
                .prepare(&format!("SELECT \"id\" FROM \"{}\" {which}", kind.name()))?;
            let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
            for id in ids {
                records.extend(Uuid::parse_str(&id?).ok().map(|id| (kind, id)));
            }
        }
        let last =
            self.conn
                .query_row("SELECT coalesce(max(seq), 0) FROM revision", [], |row| {
                    row.get(0)
                })?;
        Ok(Walk {
            records,
            last,
            ..Walk::default()
        })
    }

    /// Looks through the next `most` records or entries; `false` when there are no more.
    ///
    /// # Errors
    /// Of the database.
    pub fn step(
        &self,
        walk: &mut Walk,
        lookout: &Lookout,
        most: usize,
        found: &mut Vec<IdentityFinding>,
    ) -> Result<bool> {
        let before = found.len();
        if walk.at < walk.records.len() {
            for &(kind, id) in walk.records.iter().skip(walk.at).take(most) {
                // Deleted meanwhile: then the history has it.
                if let Some(fields) = store::read(self.conn, kind, id)? {
                    found.extend(lookout.in_record(&store::to_record(kind, fields)?));
                }
            }
            walk.at = (walk.at + most).min(walk.records.len());
        } else if walk.seq < walk.last {
            let entries = history::entries(
                self.conn,
                "WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3",
                params![walk.seq, walk.last, i64::try_from(most).unwrap_or(64)],
            )?;
            walk.seq = entries.last().map_or(walk.last, |entry| entry.seq);
            for entry in entries {
                look_at_entry(&entry, lookout, found)?;
            }
        } else if walk.drafts {
            return Ok(false);
        } else {
            walk.drafts = true;
            for draft in self.drafts()? {
                let place = Place {
                    of: "draft",
                    kind: Kind::Note,
                    id: Uuid::nil(),
                    field: &draft.key,
                };
                strings(&draft.value, &mut |text| lookout.look(&place, text, found));
            }
        }
        self.name_places(&mut found[before..])?;
        Ok(true)
    }

    /// Says of which case each finding is, and what to call its record.
    pub fn name_places(&self, found: &mut [IdentityFinding]) -> Result<()> {
        for one in found {
            let Some(fields) = store::read(self.conn, one.kind, one.id)? else {
                continue;
            };
            one.label = label::of(self.conn, self.ctx.lang, one.kind, &fields)?;
            one.case_id = store::case_of(one.kind, &fields).map(Into::into);
            if let Some(case) = one.case_id {
                let reference = self.conn.query_row(
                    "SELECT \"reference\" FROM \"case\" WHERE \"id\" = ?1",
                    [case.to_string()],
                    |row| row.get(0),
                );
                one.case = reference.ok();
            }
        }
        Ok(())
    }

    /// Puts code names into a record: a revision like any other. With `forget` the words leave its history too, for good, and what an import, a
    /// merge or a draft remembers of them; that makes the chain of the history anew from there, which only the holder of its key can do.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of a save.
    pub fn conceal(
        &mut self,
        kind: Kind,
        id: Uuid,
        lookout: &Lookout,
        only: Option<SourceId>,
        forget: bool,
    ) -> Result<Option<Saved>> {
        let (fields, revision, at) = self.write(|pen| {
            let mut revision = history::head(&pen.tx, id)?.unwrap_or_default();
            let fields = store::read(&pen.tx, kind, id)?;
            let clean = match &fields {
                Some(fields) => {
                    let record = store::to_record(kind, fields.clone())?;
                    Some(store::to_fields(&lookout.clean(&record, only)?))
                }
                None if forget => None,
                None => return Err(Error::NotFound { kind, id }),
            };
            if let Some(clean) = &clean {
                revision = pen.put(kind, clean.clone(), "edit")?;
            }
            if forget {
                pen.forget(kind, id, &|text| lookout.cleaned(text, only))?;
            }
            Ok((clean, revision, pen.at.clone()))
        })?;
        let saved = |fields: Fields| {
            Ok(Saved {
                record: store::to_record(kind, fields)?,
                revision,
                at,
            })
        };
        fields.map(saved).transpose()
    }

    /// Puts code names into a draft.
    ///
    /// # Errors
    /// [`Error::Unknown`] if there is none of that key.
    pub fn conceal_draft(
        &mut self,
        key: &str,
        lookout: &Lookout,
        only: Option<SourceId>,
    ) -> Result<()> {
        let draft = self.drafts()?.into_iter().find(|draft| draft.key == key);
        let mut value = draft.ok_or(Error::Unknown { what: "draft" })?.value;
        change(&mut value, &mut |text| lookout.cleaned(text, only));
        self.save_draft(key, &value).map(drop)
    }
}

impl Pen<'_> {
    /// Puts other words into everything that is remembered of a record.
    fn forget(
        &mut self,
        kind: Kind,
        id: Uuid,
        other: &dyn Fn(&str) -> Option<String>,
    ) -> Result<()> {
        let mut first = None;
        let own = history::entries(&self.tx, "WHERE record = ?1 ORDER BY seq", [id.to_string()])?;
        for entry in own {
            let mut changes = entry.changes()?;
            let text = serde_json::to_string(&changes).map_err(|_| Error::Json)?;
            for one in changes
                .iter_mut()
                .filter(|one| is_written(kind, &one.field))
            {
                change(&mut one.before, &mut |text| other(text));
                change(&mut one.after, &mut |text| other(text));
            }
            // Nothing changed any more, as far as one may know.
            changes.retain(|one: &Change| one.before != one.after);
            let clean = serde_json::to_string(&changes).map_err(|_| Error::Json)?;
            if clean != text {
                self.tx.execute(
                    "UPDATE revision SET changes = ?1 WHERE seq = ?2",
                    params![clean, entry.seq],
                )?;
                first = first.or(Some(entry.seq));
            }
        }
        for (table, column) in ASIDE {
            forget_aside(&self.tx, table, column, id, other)?;
        }
        self.rechain(first)
    }

    fn rechain(&mut self, first: Option<i64>) -> Result<()> {
        self.words_gone();
        match (first, &self.ctx.chain_key) {
            (Some(first), Some(key)) => seal::chain_from(&self.tx, key, first),
            _ => Ok(()),
        }
    }
}

fn forget_aside(
    conn: &Connection,
    table: &str,
    column: &str,
    id: Uuid,
    other: &dyn Fn(&str) -> Option<String>,
) -> Result<()> {
    let mut rows = conn.prepare(&format!(
        "SELECT DISTINCT \"{column}\" FROM \"{table}\" WHERE \"record\" = ?1"
    ))?;
    let texts = rows
        .query_map([id.to_string()], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    for text in texts {
        let mut value: Value = serde_json::from_str(&text).map_err(|_| Error::Json)?;
        change(&mut value, &mut |text| other(text));
        let clean = value.to_string();
        conn.execute(
            &format!(
                "UPDATE \"{table}\" SET \"{column}\" = ?1 WHERE \"{column}\" = ?2 AND \"record\" = ?3"
            ),
            params![clean, text, id.to_string()],
        )?;
    }
    Ok(())
}

fn look_at_entry(
    entry: &history::Entry,
    lookout: &Lookout,
    found: &mut Vec<IdentityFinding>,
) -> Result<()> {
    let known = |found: &[IdentityFinding], field: &str, source: SourceId| {
        found
            .iter()
            .any(|one| one.id == entry.record && one.field == field && one.source == source)
    };
    for one in entry.changes()? {
        if !is_written(entry.kind, &one.field) {
            continue;
        }
        let place = Place {
            of: "history",
            kind: entry.kind,
            id: entry.record,
            field: &one.field,
        };
        let mut here = Vec::new();
        for value in [&one.before, &one.after] {
            strings(value, &mut |text| lookout.look(&place, text, &mut here));
        }
        // What the record shows still, or an earlier entry said, is listed once.
        for finding in here {
            if !known(found, &one.field, finding.source) {
                found.push(finding);
            }
        }
    }
    Ok(())
}
