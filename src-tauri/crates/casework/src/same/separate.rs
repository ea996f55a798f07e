//! Taking apart again what was merged.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{book_keeping, links};
use crate::history;
use crate::record::{Kind, Moved, PartyId};
use crate::schema::field::field_of;
use crate::store::{self, Fields, text};
use crate::view::{SeparatedParty, Stayed};
use crate::write::Pen;
use crate::{Book, Error, Result, label};

impl Book<'_> {
    /// Gives a party back what its merge moved, in one transaction. What was changed since stays with the other party, and so does what
    /// came after; both are listed.
    ///
    /// # Errors
    /// [`Error::Invalid`] with `not_merged`; [`Error::NotFound`].
    pub fn separate_party(&mut self, id: PartyId) -> Result<SeparatedParty> {
        let lang = self.ctx.lang;
        self.write(|pen| {
            let kind = Kind::Party;
            let id = id.0;
            let mut party = store::read(&pen.tx, kind, id)?.ok_or(Error::NotFound { kind, id })?;
            if store::uuid(&party, "merged_into").is_none() {
                return Err(Error::invalid("id", "not_merged"));
            }
            let with = super::now(&pen.tx, id)?;
            let since = merged_at(pen, id)?;
            let work = book_keeping(&party)?;
            party.insert("merged_into".into(), Value::Null);
            party.insert("merge".into(), json!({}));
            let revision = pen.put(kind, party, "edit")?;
            let mut stayed = Vec::new();
            for moved in work.moved.iter().rev() {
                if !give_back(pen, moved, id, with)? {
                    note(pen, &mut stayed, moved.kind, moved.id, "changed", lang)?;
                }
            }
            for name in &work.names {
                take_name(pen, name.0, with)?;
            }
            let mut kept =
                store::read(&pen.tx, kind, with)?.ok_or(Error::NotFound { kind, id: with })?;
            for (field, replaced) in &work.fields {
                if kept.get(field) == Some(&replaced.after) {
                    kept.insert(field.clone(), replaced.before.clone());
                } else {
                    stayed.push(Stayed {
                        kind,
                        id: with,
                        field: field.clone(),
                        label: text(&kept, "name").to_owned(),
                        case: String::new(),
                        case_id: None,
                        why: "changed".into(),
                    });
                }
            }
            pen.put(kind, kept, "edit")?;
            for (kind, field) in links::all() {
                for record in links::naming(&pen.tx, kind, field, with)? {
                    let record = store::id_of(&record);
                    let later = first_of(pen, record)?.is_some_and(|seq| seq > since);
                    if later && kind != Kind::Party {
                        note(pen, &mut stayed, kind, record, "later", lang)?;
                    }
                }
            }
            Ok(SeparatedParty {
                party: PartyId(id),
                from: PartyId(with),
                revision,
                at: pen.at.clone(),
                stayed,
            })
        })
    }
}

/// Gives a party that stands on its own again, because another vault took it apart, what was turned from it here.
pub(super) fn give_all_back(pen: &mut Pen<'_>, id: Uuid, op: &str) -> Result<()> {
    let Some(mut party) = store::read(&pen.tx, Kind::Party, id)? else {
        return Ok(());
    };
    let work = book_keeping(&party)?;
    if work.moved.is_empty() {
        return Ok(());
    }
    let mut with = None;
    history::each(
        &pen.tx,
        "WHERE record = ?1 AND changes LIKE '%\"merged_into\"%' ORDER BY seq DESC",
        [id.to_string()],
        |entry| {
            let into = |change: &crate::view::Change| {
                let before = change.before.as_str()?;
                (change.field == "merged_into").then(|| Uuid::parse_str(before).ok())?
            };
            with = entry.changes()?.iter().find_map(into);
            Ok(with.is_none())
        },
    )?;
    if let Some(with) = with {
        let with = super::now(&pen.tx, with)?;
        for moved in work.moved.iter().rev() {
            give_back(pen, moved, id, with)?;
        }
    }
    party.insert("merge".into(), json!({}));
    pen.put(Kind::Party, party, op).map(drop)
}

/// Turns one field back. False: it says something else by now.
fn give_back(pen: &mut Pen<'_>, moved: &Moved, to: Uuid, from: Uuid) -> Result<bool> {
    let current = store::read(&pen.tx, moved.kind, moved.id)?;
    if let Some(Value::Object(whole)) = &moved.record {
        // One that was put back meanwhile by hand is somebody's decision; one whose case is gone has nowhere to go.
        let case = store::uuid(whole, "case_id").unwrap_or_default();
        let homeless = store::read(&pen.tx, Kind::Case, case)?.is_none();
        if current.is_none() && !homeless {
            pen.put(moved.kind, whole.clone(), "restore")?;
        }
        return Ok(current.is_none());
    }
    // What was deleted since is nobody's.
    let Some(mut record) = current else {
        return Ok(true);
    };
    let Some(field) = field_of(moved.kind, &moved.field) else {
        return Ok(true);
    };
    let value = record.get(field.name).cloned().unwrap_or_default();
    let new = match value {
        Value::Array(list) => items_back(list, &moved.items),
        Value::String(id) => (id == from.to_string()).then(|| json!(to)),
        _ => None,
    };
    let Some(new) = new else {
        return Ok(false);
    };
    record.insert(field.name.into(), new);
    pen.put(moved.kind, record, "edit")?;
    Ok(true)
}

/// A list with its items as they were; none if one of them is there no more as the merge left it.
fn items_back(mut list: Vec<Value>, items: &[(Value, Value)]) -> Option<Value> {
    let left = items
        .iter()
        .map(|(_, after)| after)
        .filter(|after| !after.is_null());
    if left.eq(&list) {
        return Some(items.iter().map(|(before, _)| before.clone()).collect());
    }
    for (before, after) in items.iter().filter(|(before, after)| before != after) {
        if after.is_null() {
            if !list.contains(before) {
                list.push(before.clone());
            }
            continue;
        }
        let place = list.iter().position(|item| item == after)?;
        list[place] = before.clone();
    }
    Some(Value::Array(list))
}

/// A further name that the merge made goes, unless somebody has used it for more since.
fn take_name(pen: &mut Pen<'_>, id: Uuid, party: Uuid) -> Result<()> {
    let Some(name) = store::read(&pen.tx, Kind::Name, id)? else {
        return Ok(());
    };
    let edits: i64 = pen
        .tx
        .prepare_cached("SELECT count(*) FROM revision WHERE record = ?1")?
        .query_row([id.to_string()], |row| row.get(0))?;
    if edits == 1
        && store::uuid(&name, "party") == Some(party)
        && !crate::refer::is_named(&pen.tx, Kind::Name, id, &name)?
    {
        pen.remove(Kind::Name, id, "delete")?;
    }
    Ok(())
}

fn note(
    pen: &Pen<'_>,
    stayed: &mut Vec<Stayed>,
    kind: Kind,
    id: Uuid,
    why: &str,
    lang: crate::date::Lang,
) -> Result<()> {
    if stayed.iter().any(|one| one.id == id) {
        return Ok(());
    }
    let Some(record) = store::read(&pen.tx, kind, id)? else {
        return Ok(());
    };
    let case = store::case_of(kind, &record);
    stayed.push(Stayed {
        kind,
        id,
        field: String::new(),
        label: label::of(&pen.tx, lang, kind, &record)?,
        case: case_reference(pen, case)?,
        case_id: case.map(Into::into),
        why: why.to_owned(),
    });
    Ok(())
}

fn case_reference(pen: &Pen<'_>, case: Option<Uuid>) -> Result<String> {
    let case = match case {
        Some(id) => store::read(&pen.tx, Kind::Case, id)?,
        None => None,
    };
    Ok(case
        .map(|case: Fields| text(&case, "reference").to_owned())
        .unwrap_or_default())
}

/// When a party was merged, as a place in the log.
fn merged_at(pen: &Pen<'_>, id: Uuid) -> Result<i64> {
    let mut seq = 0;
    history::each(
        &pen.tx,
        "WHERE record = ?1 AND changes LIKE '%\"merged_into\"%' ORDER BY seq DESC",
        [id.to_string()],
        |entry| {
            let changes = entry.changes()?;
            let went = changes
                .iter()
                .any(|change| change.field == "merged_into" && !change.after.is_null());
            if went {
                seq = entry.seq;
            }
            Ok(!went)
        },
    )?;
    Ok(seq)
}

fn first_of(pen: &Pen<'_>, record: Uuid) -> Result<Option<i64>> {
    Ok(pen
        .tx
        .prepare_cached("SELECT min(seq) FROM revision WHERE record = ?1")?
        .query_row([record.to_string()], |row| row.get(0))?)
}
