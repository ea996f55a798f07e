//! Where records name parties, and turning them from one to another.

use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use crate::record::{Kind, Moved};
use crate::refer::turned;
use crate::schema::field::{Field, Shape, fields};
use crate::store::{self, Fields, text};
use crate::write::Pen;
use crate::{Result, check, refer};

/// Whether a field may hold the id of a party. Lists of small structs are looked into, whatever they are; maps hold no ids but the
/// book-keeping of a merge, which is about what was.
fn may_name(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::Ref(Kind::Party)
            | Shape::OptRef(Kind::Party)
            | Shape::RefList(Kind::Party)
            | Shape::About
            | Shape::Trace
            | Shape::List
    )
}

/// The fields of a kind that may name a party.
pub(super) fn fields_of(kind: Kind) -> impl Iterator<Item = (Kind, &'static Field)> {
    fields(kind)
        .iter()
        .filter(|field| may_name(field.shape))
        .map(move |field| (kind, field))
}

/// Every field that may.
pub(super) fn all() -> impl Iterator<Item = (Kind, &'static Field)> {
    Kind::ALL.iter().copied().flat_map(fields_of)
}

/// The ids that stand where a party may stand.
pub(super) fn named(kind: Kind, record: &Fields) -> Vec<Uuid> {
    let mut out = Vec::new();
    for (_, field) in fields_of(kind) {
        if let Some(value) = record.get(field.name) {
            ids(value, &mut out);
        }
    }
    out
}

fn ids(value: &Value, out: &mut Vec<Uuid>) {
    match value {
        Value::String(text) if text.len() == 36 => out.extend(Uuid::parse_str(text).ok()),
        Value::Array(items) => items.iter().for_each(|item| ids(item, out)),
        Value::Object(fields) => fields.values().for_each(|item| ids(item, out)),
        _ => {}
    }
}

/// Records that name a party in a field.
pub(super) fn naming(
    conn: &Connection,
    kind: Kind,
    field: &Field,
    id: Uuid,
) -> Result<Vec<Fields>> {
    let how = match field.shape {
        Shape::RefList(_) | Shape::List => "LIKE '%' || ?1 || '%'",
        _ => "= ?1",
    };
    let tail = format!("WHERE \"{}\" {how} ORDER BY \"rowid\"", field.name);
    store::select(conn, kind, &tail, [id.to_string()])
}

/// Turns every record that names `from` to `to`.
pub(super) fn carry(pen: &mut Pen<'_>, from: Uuid, to: Uuid, op: &str) -> Result<Vec<Moved>> {
    let mut moved = Vec::new();
    for (kind, field) in all() {
        let found: Vec<Uuid> = naming(&pen.tx, kind, field, from)?
            .iter()
            .map(store::id_of)
            .collect();
        for id in found {
            moved.extend(turn(pen, kind, field, id, from, to, op)?);
        }
    }
    Ok(moved)
}

/// Turns one field of one record. What would say of a party that it is related to itself, or twice that two are not one, stays with the
/// one that went; a part in a case that the other has word for word is taken out.
pub(super) fn turn(
    pen: &mut Pen<'_>,
    kind: Kind,
    field: &Field,
    id: Uuid,
    from: Uuid,
    to: Uuid,
    op: &str,
) -> Result<Option<Moved>> {
    let Some(mut record) = store::read(&pen.tx, kind, id)? else {
        return Ok(None);
    };
    let Some((value, items)) = record
        .get(field.name)
        .and_then(|value| turned(value, from, to))
    else {
        return Ok(None);
    };
    let before = record.clone();
    record.insert(field.name.into(), value);
    let mut moved = Moved {
        kind,
        id,
        field: field.name.to_owned(),
        items,
        record: None,
    };
    match kind {
        Kind::Relationship | Kind::Distinct if text(&record, "party") == text(&record, "other") => {
            return Ok(None);
        }
        Kind::Distinct if check::is_said(&pen.tx, &record)? => return Ok(None),
        Kind::Party if id == to => return Ok(None),
        Kind::Involved
            if has_twin(&pen.tx, &record)? && !refer::is_named(&pen.tx, kind, id, &before)? =>
        {
            pen.remove(kind, id, "delete")?;
            moved.record = Some(Value::Object(before));
            return Ok(Some(moved));
        }
        _ => {}
    }
    pen.put(kind, record, op)?;
    Ok(Some(moved))
}

/// The same party has the same part in the same case already, in the same words or none.
fn has_twin(conn: &Connection, part: &Fields) -> Result<bool> {
    let sql = "SELECT 1 FROM \"involved\" WHERE \"id\" <> ?1 AND \"case_id\" = ?2 AND \"party\" = ?3 AND \"role\" = ?4 AND (\"note\" = ?5 OR ?5 = '')";
    Ok(conn.prepare_cached(sql)?.exists([
        text(part, "id"),
        text(part, "case_id"),
        text(part, "party"),
        text(part, "role"),
        text(part, "note"),
    ])?)
}
