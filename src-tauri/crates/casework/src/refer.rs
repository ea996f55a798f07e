//! Who refers to a record, and deleting without leaving anybody pointing at nothing.

use rusqlite::Connection;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::record::Kind;
use crate::schema::field::{Shape, fields, vocabulary_of};
use crate::store::{self, Fields, text};
use crate::write::Pen;
use crate::{Error, Result};

/// How another record refers to one.
pub(crate) struct Referrer {
    pub kind: Kind,
    pub id: Uuid,
    case: Option<Uuid>,
    /// It belongs to the record and has no meaning without it; else it only mentions it.
    belongs: bool,
}

/// Deletes a record, see [`crate::Book::delete`].
pub(crate) fn delete(pen: &mut Pen<'_>, kind: Kind, id: Uuid, cascade: bool) -> Result<()> {
    let fields = store::read(&pen.tx, kind, id)?.ok_or(Error::NotFound { kind, id })?;
    if kind == Kind::Term {
        crate::terms::may_be_deleted(&fields)?;
    }
    let case = store::case_of(kind, &fields);
    if cascade {
        return cascade_from(pen, kind, id, case);
    }
    let by = referrers(&pen.tx, kind, id, &fields)?;
    if !by.is_empty() {
        return Err(Error::InUse {
            by: by
                .into_iter()
                .map(|referrer| (referrer.kind, referrer.id))
                .collect(),
        });
    }
    pen.remove(kind, id, "delete").map(drop)
}

/// Deletes a record that is not to have been made, with what the person who takes it back made to belong to it since. Anybody else's work
/// on it, and any mention, keeps it.
pub(crate) fn unmake(pen: &mut Pen<'_>, kind: Kind, id: Uuid) -> Result<()> {
    let fields = store::read(&pen.tx, kind, id)?.ok_or(Error::NotFound { kind, id })?;
    let by = referrers(&pen.tx, kind, id, &fields)?;
    let mut others = Vec::new();
    for referrer in &by {
        if !referrer.belongs || !wrote_alone(pen, referrer.id)? {
            others.push((referrer.kind, referrer.id));
        }
    }
    if !others.is_empty() {
        return Err(Error::InUse { by: others });
    }
    for referrer in by {
        // One may have gone with another.
        if store::read(&pen.tx, referrer.kind, referrer.id)?.is_some() {
            unmake(pen, referrer.kind, referrer.id)?;
        }
    }
    pen.remove(kind, id, "delete").map(drop)
}

fn wrote_alone(pen: &Pen<'_>, record: Uuid) -> Result<bool> {
    let mut others = pen
        .tx
        .prepare_cached("SELECT 1 FROM revision WHERE record = ?1 AND person <> ?2 LIMIT 1")?;
    Ok(!others.exists([&record.to_string(), &pen.ctx.person])?)
}

/// Deletes a record with what belongs to it. Depth is bounded by the kinds: case > act > involvement > claim on it.
fn cascade_from(pen: &mut Pen<'_>, kind: Kind, id: Uuid, case: Option<Uuid>) -> Result<()> {
    let Some(fields) = store::read(&pen.tx, kind, id)? else {
        return Ok(());
    };
    let by = referrers(&pen.tx, kind, id, &fields)?;
    let outside: Vec<(Kind, Uuid)> = by
        .iter()
        // A code cannot be taken out of what it says: a record without its kind or status would say nothing.
        .filter(|referrer| kind == Kind::Term || !may_go(referrer, case))
        .map(|referrer| (referrer.kind, referrer.id))
        .collect();
    if !outside.is_empty() {
        return Err(Error::InUse { by: outside });
    }
    for referrer in by {
        if referrer.belongs {
            cascade_from(pen, referrer.kind, referrer.id, case)?;
        } else {
            unlink(pen, referrer.kind, referrer.id, id)?;
        }
    }
    pen.remove(kind, id, "delete").map(drop)
}

/// Inside the same case, or a mere attachment: a further name, a relationship, a word that two are not one, who was found to be the same,
/// a link between cases.
fn may_go(referrer: &Referrer, case: Option<Uuid>) -> bool {
    let attached = matches!(
        referrer.kind,
        Kind::Name | Kind::Relationship | Kind::Distinct | Kind::Party | Kind::Chain
    );
    attached || case.is_some() && referrer.case == case
}

/// Takes a mention out of a record that stays.
fn unlink(pen: &mut Pen<'_>, kind: Kind, holder: Uuid, gone: Uuid) -> Result<()> {
    let Some(mut record) = store::read(&pen.tx, kind, holder)? else {
        return Ok(());
    };
    let gone = gone.to_string();
    for field in fields(kind) {
        let Some(value) = record.get_mut(field.name) else {
            continue;
        };
        match (field.shape, value) {
            (Shape::OptRef(_), value) if value.as_str() == Some(&gone) => *value = Value::Null,
            (Shape::RefList(_), Value::Array(items)) => {
                items.retain(|item| item.as_str() != Some(&gone));
            }
            (Shape::List, Value::Array(items)) => {
                items.retain(|item| item.get("id").and_then(Value::as_str) != Some(&gone));
                for item in items {
                    if item.get("party").and_then(Value::as_str) == Some(&gone) {
                        item["party"] = Value::Null;
                    }
                }
            }
            _ => {}
        }
    }
    pen.put(kind, record, "edit").map(drop)
}

/// A value that names `to` where it named `from`, and for a list each item before and after; none if it did not name it.
pub(crate) fn turned(value: &Value, from: Uuid, to: Uuid) -> Option<(Value, Vec<(Value, Value)>)> {
    let (from, to) = (from.to_string(), to.to_string());
    let Value::Array(list) = value else {
        return (value.as_str() == Some(&from)).then(|| (json!(to), Vec::new()));
    };
    let (mut new, mut items) = (Vec::new(), Vec::new());
    for item in list {
        let other = replaced(item, &from, &to);
        let there = other != *item && list.contains(&other);
        items.push((
            item.clone(),
            if there { Value::Null } else { other.clone() },
        ));
        new.extend((!there).then_some(other));
    }
    let changed = items.iter().any(|(before, after)| before != after);
    changed.then_some((Value::Array(new), items))
}

fn replaced(value: &Value, from: &str, to: &str) -> Value {
    match value {
        Value::String(text) if text == from => json!(to),
        Value::Array(items) => items.iter().map(|item| replaced(item, from, to)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, item)| (name.clone(), replaced(item, from, to)))
            .collect(),
        other => other.clone(),
    }
}

/// Whether any record refers to this one.
pub(crate) fn is_named(conn: &Connection, kind: Kind, id: Uuid, record: &Fields) -> Result<bool> {
    Ok(!referrers(conn, kind, id, record)?.is_empty())
}

/// The records that refer to one, each once.
pub(crate) fn referrers(
    conn: &Connection,
    kind: Kind,
    id: Uuid,
    record: &Fields,
) -> Result<Vec<Referrer>> {
    let mut out: Vec<Referrer> = Vec::new();
    let id = id.to_string();
    for &other in Kind::ALL {
        for field in fields(other) {
            let (condition, wanted, belongs) = match field.shape {
                Shape::Ref(of) if of == kind => ("= ?1", id.clone(), true),
                Shape::OptRef(of) if of == kind => {
                    let belongs = matches!(field.name, "case_id" | "merged_into");
                    ("= ?1", id.clone(), belongs)
                }
                Shape::About => ("= ?1", id.clone(), true),
                Shape::RefList(of) if of == kind => ("LIKE '%' || ?1 || '%'", id.clone(), false),
                Shape::Provisions if kind == Kind::Provision => (
                    "LIKE '%' || ?1 || '%'",
                    json!(text(record, "code")).to_string(),
                    false,
                ),
                // Charges name articles by their codes.
                Shape::List if kind == Kind::Provision => (
                    "LIKE '%' || ?1 || '%'",
                    format!("\"provision\":{}", json!(text(record, "code"))),
                    false,
                ),
                Shape::List => ("LIKE '%' || ?1 || '%'", id.clone(), false),
                shape
                    if kind == Kind::Term
                        && vocabulary_of(other, field) == Some(text(record, "vocabulary")) =>
                {
                    let code = text(record, "code");
                    if matches!(shape, Shape::CodeList(_)) {
                        ("LIKE '%' || ?1 || '%'", json!(code).to_string(), false)
                    } else {
                        ("= ?1", code.to_owned(), false)
                    }
                }
                _ => continue,
            };
            let tail = format!("WHERE \"{}\" {condition} AND \"id\" <> ?2", field.name);
            for found in store::select(conn, other, &tail, [&wanted, &id])? {
                let (found_id, case) = (store::id_of(&found), store::case_of(other, &found));
                match out.iter_mut().find(|known| known.id == found_id) {
                    Some(known) => known.belongs |= belongs,
                    None => out.push(Referrer {
                        kind: other,
                        id: found_id,
                        case,
                        belongs,
                    }),
                }
            }
        }
    }
    Ok(out)
}
