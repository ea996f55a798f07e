//! Records between their JSON form and their rows. Everything above works on the JSON form, so 25 kinds need no code of their own.

use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, OptionalExtension, Params, Row, params_from_iter};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::date::UncertainDate;
use crate::record::{CaseId, Entity, Kind, Record};
use crate::schema::field::{Field, Shape, fields};
use crate::{Error, Result};

/// A record as a JSON object: field names to values, `id` among them.
pub(crate) type Fields = Map<String, Value>;

/// The JSON form of a record.
pub(crate) fn to_fields(record: &Record) -> Fields {
    match serde_json::to_value(record) {
        Ok(Value::Object(mut whole)) => match whole.remove("value") {
            Some(Value::Object(fields)) => fields,
            _ => unreachable!("a record serialises with its fields under `value`"),
        },
        _ => unreachable!("a record serialises to an object: all its keys are strings"),
    }
}

/// The record of a JSON form.
pub(crate) fn to_record(kind: Kind, fields: Fields) -> Result<Record> {
    serde_json::from_value(json!({"kind": kind.name(), "value": fields}))
        .map_err(|_| Error::Broken { kind })
}

/// The same, as its own type.
pub(crate) fn typed<T: Entity>(fields: Fields) -> Result<T> {
    serde_json::from_value(Value::Object(fields)).map_err(|_| Error::Broken { kind: T::KIND })
}

/// The id of a JSON form.
pub(crate) fn id_of(fields: &Fields) -> Uuid {
    fields
        .get("id")
        .and_then(Value::as_str)
        .and_then(|id| Uuid::parse_str(id).ok())
        .unwrap_or_default()
}

/// The first columns of a row, each a text.
pub(crate) fn texts<const N: usize>(row: &Row<'_>) -> rusqlite::Result<[String; N]> {
    let mut out = [const { String::new() }; N];
    for (at, text) in out.iter_mut().enumerate() {
        *text = row.get(at)?;
    }
    Ok(out)
}

/// Text of a field; empty if it has none.
pub(crate) fn text<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// An id in a field.
pub(crate) fn uuid(fields: &Fields, name: &str) -> Option<Uuid> {
    fields
        .get(name)
        .and_then(Value::as_str)
        .and_then(|id| Uuid::parse_str(id).ok())
}

/// The case a JSON form belongs to.
pub(crate) fn case_of(kind: Kind, fields: &Fields) -> Option<Uuid> {
    if kind == Kind::Case {
        Some(id_of(fields))
    } else {
        uuid(fields, "case_id")
    }
}

/// What a field holds when nothing is known.
pub(crate) fn blank(shape: Shape) -> Value {
    match shape {
        Shape::Text(_)
        | Shape::Code(_)
        | Shape::FreeCode
        | Shape::Choice
        | Shape::Ref(_)
        | Shape::About => json!(""),
        Shape::OptChoice
        | Shape::OptCount
        | Shape::OptReal
        | Shape::Day
        | Shape::When
        | Shape::Trace
        | Shape::OptRef(_) => Value::Null,
        Shape::Count => json!(0),
        Shape::Flag => json!(false),
        Shape::RefList(_) | Shape::CodeList(_) | Shape::Provisions | Shape::Words | Shape::List => {
            json!([])
        }
        Shape::Map => json!({}),
    }
}

/// A record of which nothing is known but its id.
pub(crate) fn blank_record(kind: Kind, id: Uuid) -> Fields {
    let mut out = Fields::new();
    out.insert("id".into(), json!(id));
    for field in fields(kind) {
        out.insert(field.name.into(), blank(field.shape));
    }
    out
}

/// One row.
pub(crate) fn read(conn: &Connection, kind: Kind, id: Uuid) -> Result<Option<Fields>> {
    let sql = format!("{} WHERE \"id\" = ?1", select_sql(kind));
    let mut statement = conn.prepare_cached(&sql)?;
    statement
        .query_row([id.to_string()], |row| Ok(from_row(kind, row)))
        .optional()?
        .transpose()
}

/// Rows in JSON form; `tail` is everything after FROM.
pub(crate) fn select(
    conn: &Connection,
    kind: Kind,
    tail: &str,
    params: impl Params,
) -> Result<Vec<Fields>> {
    let mut statement = conn.prepare_cached(&format!("{} {tail}", select_sql(kind)))?;
    let mut rows = statement.query(params)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(from_row(kind, row)?);
    }
    Ok(out)
}

/// Rows as their own type.
pub(crate) fn select_as<T: Entity>(
    conn: &Connection,
    tail: &str,
    params: impl Params,
) -> Result<Vec<T>> {
    select(conn, T::KIND, tail, params)?
        .into_iter()
        .map(typed)
        .collect()
}

/// Rows of a case.
pub(crate) fn select_of_case<T: Entity>(conn: &Connection, case: CaseId) -> Result<Vec<T>> {
    select_as(
        conn,
        "WHERE \"case_id\" = ?1 ORDER BY \"rowid\"",
        [case.to_string()],
    )
}

/// Ids of all records of a kind.
pub(crate) fn ids(conn: &Connection, kind: Kind) -> Result<Vec<Uuid>> {
    let mut statement = conn.prepare(&format!("SELECT \"id\" FROM \"{}\"", kind.name()))?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut out = Vec::new();
    for row in rows {
        out.extend(Uuid::parse_str(&row?).ok());
    }
    Ok(out)
}

/// Writes a row, new or changed.
pub(crate) fn write(conn: &Connection, kind: Kind, record: &Fields) -> Result<()> {
    let columns: Vec<String> = std::iter::once("\"id\"".to_owned())
        .chain(fields(kind).iter().flat_map(columns_of))
        .collect();
    let marks: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
    let updates: Vec<String> = columns[1..]
        .iter()
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    let sql = format!(
        "INSERT INTO \"{}\" ({}) VALUES ({}) ON CONFLICT (\"id\") DO UPDATE SET {}",
        kind.name(),
        columns.join(", "),
        marks.join(", "),
        updates.join(", ")
    );
    let mut values = vec![Sql::Text(id_of(record).to_string())];
    for field in fields(kind) {
        push_values(
            &mut values,
            field,
            record.get(field.name).unwrap_or(&Value::Null),
        );
    }
    conn.prepare_cached(&sql)?
        .execute(params_from_iter(values))?;
    Ok(())
}

/// Takes a row out.
pub(crate) fn remove(conn: &Connection, kind: Kind, id: Uuid) -> Result<()> {
    conn.execute(
        &format!("DELETE FROM \"{}\" WHERE \"id\" = ?1", kind.name()),
        [id.to_string()],
    )?;
    Ok(())
}

fn select_sql(kind: Kind) -> String {
    let columns: Vec<String> = std::iter::once("\"id\"".to_owned())
        .chain(fields(kind).iter().flat_map(read_columns_of))
        .collect();
    format!("SELECT {} FROM \"{}\"", columns.join(", "), kind.name())
}

fn columns_of(field: &Field) -> Vec<String> {
    let name = field.name;
    if field.shape == Shape::When {
        vec![
            format!("\"{name}\""),
            format!("\"{name}_earliest\""),
            format!("\"{name}_latest\""),
            format!("\"{name}_words\""),
        ]
    } else {
        vec![format!("\"{name}\"")]
    }
}

/// The bounds of a date are there for people and for queries; reading back, the EDTF text and the words say it all.
fn read_columns_of(field: &Field) -> Vec<String> {
    let name = field.name;
    if field.shape == Shape::When {
        vec![format!("\"{name}\""), format!("\"{name}_words\"")]
    } else {
        vec![format!("\"{name}\"")]
    }
}

fn push_values(out: &mut Vec<Sql>, field: &Field, value: &Value) {
    if field.shape == Shape::When {
        for key in ["edtf", "earliest", "latest", "words"] {
            out.push(
                value
                    .get(key)
                    .and_then(Value::as_str)
                    .map_or(Sql::Null, |text| Sql::Text(text.to_owned())),
            );
        }
        return;
    }
    out.push(match value {
        _ if field.shape.is_json() => Sql::Text(value.to_string()),
        Value::Null => Sql::Null,
        Value::Bool(flag) => Sql::Integer(i64::from(*flag)),
        Value::Number(number) => match (field.shape, number.as_i64()) {
            (Shape::OptReal, _) | (_, None) => Sql::Real(number.as_f64().unwrap_or_default()),
            (_, Some(whole)) => Sql::Integer(whole),
        },
        Value::String(text) => Sql::Text(text.clone()),
        Value::Array(_) | Value::Object(_) => Sql::Text(value.to_string()),
    });
}

fn from_row(kind: Kind, row: &Row<'_>) -> Result<Fields> {
    let broken = || Error::Broken { kind };
    let mut out = Fields::new();
    out.insert("id".into(), Value::String(row.get(0)?));
    let mut column = 1;
    for field in fields(kind) {
        let value = match (field.shape, row.get_ref(column)?) {
            (_, ValueRef::Null) => Value::Null,
            (Shape::When, ValueRef::Text(edtf)) => {
                let words: Option<String> = row.get(column + 1)?;
                stored_date(edtf, words.as_deref()).ok_or_else(broken)?
            }
            (shape, ValueRef::Text(bytes)) if shape.is_json() => {
                serde_json::from_slice(bytes).map_err(|_| broken())?
            }
            (Shape::Flag, ValueRef::Integer(number)) => Value::Bool(number != 0),
            (_, ValueRef::Integer(number)) => json!(number),
            (_, ValueRef::Real(number)) => json!(number),
            (_, ValueRef::Text(bytes)) => {
                Value::String(std::str::from_utf8(bytes).map_err(|_| broken())?.to_owned())
            }
            (_, ValueRef::Blob(_)) => return Err(broken()),
        };
        column += if field.shape == Shape::When { 2 } else { 1 };
        out.insert(field.name.into(), value);
    }
    Ok(out)
}

fn stored_date(edtf: &[u8], words: Option<&str>) -> Option<Value> {
    let date = UncertainDate::parse(std::str::from_utf8(edtf).ok()?)
        .ok()?
        .with_words(words.unwrap_or_default())
        .ok()?;
    serde_json::to_value(date).ok()
}
