//! Merging two parties, and saying that two are not one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use ts_rs::TS;
use uuid::Uuid;

use super::{links, to_value};
use crate::record::{Distinct, Kind, Merge, PartyId, Replaced, Sensitivity};
use crate::schema::field::{Field, LINE, Shape, fields};
use crate::store::{self, Fields, text};
use crate::view::{MergedParties, Saved};
use crate::write::Pen;
use crate::{Book, Error, Result};

/// Which of two values of a field the kept party has from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum Side {
    /// That of the party that is kept.
    Keep,
    /// That of the other.
    Other,
    /// Both: of lists and of words.
    Both,
}

/// Two parties that are one.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MergeWish {
    /// Who stays.
    pub keep: PartyId,
    /// Who goes.
    pub other: PartyId,
    /// What was chosen, field by field. A field that is not named keeps what the kept party says; where that says nothing the other's is
    /// taken, lists are put together, and of two sensitivities the higher one counts.
    #[serde(default)]
    pub fields: BTreeMap<String, Side>,
}

impl Book<'_> {
    /// Moves everything that names one party to another, in one transaction.
    ///
    /// # Errors
    /// [`Error::Invalid`] with `same_record`, `merged` (one of them was merged already), `said_distinct`, `other_kind`, `not_both`
    /// or `unknown_field`; [`Error::NotFound`]. Nothing is written then.
    pub fn merge_parties(&mut self, wish: &MergeWish) -> Result<MergedParties> {
        self.write(|pen| merge(pen, wish))
    }

    /// Keeps that two parties are not the same. Said already, it is only given back.
    ///
    /// # Errors
    /// [`Error::Invalid`] with `same_record`; [`Error::NotFound`].
    pub fn set_apart(&mut self, mut pair: Distinct) -> Result<Saved> {
        for party in [pair.party, pair.other] {
            self.record(Kind::Party, party.0)?;
        }
        pair.party = self.party_now(pair.party)?;
        pair.other = self.party_now(pair.other)?;
        let known: Option<Distinct> = store::select_as(
            self.conn,
            "WHERE \"party\" = ?1 AND \"other\" = ?2 OR \"party\" = ?2 AND \"other\" = ?1",
            [pair.party.to_string(), pair.other.to_string()],
        )?
        .pop();
        let base = match known {
            None => None,
            Some(known) => {
                let base = self.head(known.id.0)?;
                (pair.id, pair.party, pair.other) = (known.id, known.party, known.other);
                if pair.note.trim().is_empty() {
                    pair.note = known.note;
                }
                base
            }
        };
        self.save(crate::record::Entity::into_record(pair), base)
    }
}

fn merge(pen: &mut Pen<'_>, wish: &MergeWish) -> Result<MergedParties> {
    let (keep, other) = (wish.keep.0, wish.other.0);
    if keep == other {
        return Err(Error::invalid("other", "same_record"));
    }
    let mut kept = stands(pen, "keep", keep)?;
    let mut gone = stands(pen, "other", other)?;
    let apart = super::Apart::read(&pen.tx)?;
    if apart.are(wish.keep, wish.other) {
        return Err(Error::invalid("other", "said_distinct"));
    }
    let fields = settled(&kept, &gone, &wish.fields)?;
    let mut book_keeping = Merge {
        moved: links::carry(pen, other, keep, "edit")?,
        ..Merge::default()
    };
    let name = fields
        .get("name")
        .map_or_else(|| text(&kept, "name").to_owned(), as_text);
    for spelling in [text(&kept, "name"), text(&gone, "name")] {
        if let Some(id) = further_name(pen, keep, &name, spelling)? {
            book_keeping.names.push(id.into());
        }
    }
    for (field, value) in fields {
        let before = kept.insert(field.clone(), value.clone());
        let replaced = Replaced {
            before: before.unwrap_or_default(),
            after: value,
        };
        book_keeping.fields.insert(field, replaced);
    }
    pen.put(Kind::Party, kept, "edit")?;
    gone.insert("merged_into".into(), json!(keep));
    let moved = u32::try_from(book_keeping.moved.len()).unwrap_or(u32::MAX);
    gone.insert("merge".into(), to_value(&book_keeping)?);
    let revision = pen.put(Kind::Party, gone, "edit")?;
    Ok(MergedParties {
        party: wish.keep,
        revision,
        moved,
        at: pen.at.clone(),
    })
}

/// A party that stands on its own.
fn stands(pen: &Pen<'_>, field: &str, id: Uuid) -> Result<Fields> {
    let kind = Kind::Party;
    let party = store::read(&pen.tx, kind, id)?.ok_or(Error::NotFound { kind, id })?;
    if store::uuid(&party, "merged_into").is_some() {
        return Err(Error::invalid(field, "merged"));
    }
    Ok(party)
}

/// A spelling that the kept party has nowhere yet becomes a further name.
fn further_name(
    pen: &mut Pen<'_>,
    party: Uuid,
    name: &str,
    spelling: &str,
) -> Result<Option<Uuid>> {
    if spelling.trim().is_empty() || spelling == name {
        return Ok(None);
    }
    let known = pen
        .tx
        .prepare_cached("SELECT 1 FROM \"name\" WHERE \"party\" = ?1 AND \"full\" = ?2")?
        .exists([party.to_string(), spelling.to_owned()])?;
    if known {
        return Ok(None);
    }
    let id = pen.ctx.uuid();
    let record = crate::record::Name {
        id: id.into(),
        party: party.into(),
        full: spelling.to_owned(),
        ..Default::default()
    };
    let record = crate::record::Record::Name(record);
    pen.put(Kind::Name, store::to_fields(&record), "edit")?;
    Ok(Some(id))
}

/// Fields of a party that a person decides on.
fn decided() -> impl Iterator<Item = &'static Field> {
    fields(Kind::Party)
        .iter()
        .filter(|field| !matches!(field.name, "merged_into" | "merge"))
}

/// What changes in the kept party.
fn settled(
    kept: &Fields,
    gone: &Fields,
    chosen: &BTreeMap<String, Side>,
) -> Result<BTreeMap<String, Value>> {
    for name in chosen.keys() {
        if !decided().any(|field| field.name == name) {
            return Err(Error::invalid(name, "unknown_field"));
        }
    }
    let mut out = BTreeMap::new();
    for field in decided() {
        let (ours, theirs) = (
            kept.get(field.name).cloned().unwrap_or_default(),
            gone.get(field.name).cloned().unwrap_or_default(),
        );
        if ours == theirs {
            continue;
        }
        let value = match chosen.get(field.name) {
            Some(Side::Keep) => ours.clone(),
            Some(Side::Other) => theirs,
            Some(Side::Both) => {
                both(field, &ours, &theirs).ok_or_else(|| Error::invalid(field.name, "not_both"))?
            }
            None if field.name == "kind" => match (ours.as_str(), theirs.as_str()) {
                (Some("unknown"), _) => theirs,
                (_, Some("unknown")) => ours.clone(),
                _ => return Err(Error::invalid("other", "other_kind")),
            },
            None => unasked(field, &ours, &theirs),
        };
        if value != ours {
            out.insert(field.name.to_owned(), value);
        }
    }
    Ok(out)
}

/// What nobody was asked about.
fn unasked(field: &Field, ours: &Value, theirs: &Value) -> Value {
    if field.name == "sensitivity" {
        let level = |value: &Value| serde_json::from_value::<Sensitivity>(value.clone()).ok();
        let higher = if level(theirs) > level(ours) {
            theirs
        } else {
            ours
        };
        return higher.clone();
    }
    if *ours == store::blank(field.shape) {
        return theirs.clone();
    }
    if matches!(field.shape, Shape::CodeList(_) | Shape::Words) {
        return both(field, ours, theirs).unwrap_or_else(|| ours.clone());
    }
    ours.clone()
}

/// Fills what a party does not say from another.
pub(super) fn fill(party: &mut Fields, other: &Fields) {
    for field in decided().filter(|field| field.name != "kind") {
        let (ours, theirs) = (party.get(field.name), other.get(field.name));
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            let value = unasked(field, ours, theirs);
            party.insert(field.name.into(), value);
        }
    }
}

fn both(field: &Field, ours: &Value, theirs: &Value) -> Option<Value> {
    match (field.shape, ours, theirs) {
        (Shape::CodeList(_) | Shape::Words, Value::Array(ours), Value::Array(theirs)) => {
            let mut list = ours.clone();
            list.extend(theirs.iter().filter(|item| !ours.contains(item)).cloned());
            Some(Value::Array(list))
        }
        (Shape::Text(most), Value::String(ours), Value::String(theirs)) if field.name != "name" => {
            let between = if most > LINE { "\n" } else { "; " };
            let parts = [ours.trim(), theirs.trim()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            Some(json!(parts.join(between)))
        }
        _ => None,
    }
}

fn as_text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
