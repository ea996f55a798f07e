//! What a record must be before it is written: bounds, codes, references, and the few rules that tie fields together.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::duration::Duration;
use crate::record::Kind;
use crate::schema::field::{Field, LINE, Shape, field_of, fields};
use crate::store::{Fields, text, uuid};
use crate::{Error, Result, store, terms};

/// Longest list in a field.
const LIST: usize = 2_000;

/// Checks a record about to be written over `old`. Codes and references are looked up only where they change, so that data stays
/// editable after a term was dropped. `resolved` skips references (the caller made sure of them and they may come later).
pub(crate) fn record(
    conn: &Connection,
    kind: Kind,
    new: &Fields,
    old: Option<&Fields>,
    resolved: bool,
) -> Result<()> {
    for field in fields(kind) {
        let value = new.get(field.name).ok_or(Error::Broken { kind })?;
        bounds(field, value)?;
        let changed = old.and_then(|old| old.get(field.name)) != Some(value);
        if changed {
            codes(conn, field, value)?;
            if !resolved {
                references(conn, field, value, new)?;
            }
        }
    }
    rules(conn, kind, new, old)
}

fn bounds(field: &Field, value: &Value) -> Result<()> {
    let invalid = |code| Err(Error::invalid(field.name, code));
    match (field.shape, value) {
        (Shape::Text(most), Value::String(text)) => {
            if text.len() > most && text.chars().count() > most {
                return invalid("too_long");
            }
            if text.chars().any(forbidden) {
                return invalid("control_character");
            }
        }
        (Shape::Code(_) | Shape::FreeCode, Value::String(code)) => {
            if !code
                .bytes()
                .all(|byte| byte == b' ' || byte.is_ascii_graphic())
            {
                return invalid("not_ascii");
            }
            if code.len() > 100 {
                return invalid("too_long");
            }
        }
        (Shape::Count | Shape::OptCount, Value::Number(number)) if number.as_i64().is_none() => {
            return invalid("out_of_range");
        }
        (shape, Value::Array(items)) if shape.is_json() => {
            if items.len() > LIST {
                return invalid("too_long");
            }
            for (at, item) in items.iter().enumerate() {
                match item {
                    // Where it is, as a casebook says it: `hearings[1].words`.
                    Value::Object(row) => row.iter().try_for_each(|(key, value)| {
                        words_inside(value, &|| format!("{}[{at}].{key}", field.name))
                    })?,
                    _ => words_inside(item, &|| field.name.to_owned())?,
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// Control characters other than line breaks and tabs; they have no meaning in a note and may deceive a terminal.
fn forbidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

fn words_inside(item: &Value, place: &dyn Fn() -> String) -> Result<()> {
    match item {
        Value::String(text) if text.chars().any(forbidden) => {
            Err(Error::invalid(&place(), "control_character"))
        }
        Value::String(text) if text.chars().count() > 10 * LINE => {
            Err(Error::invalid(&place(), "too_long"))
        }
        Value::Object(inner) => inner
            .values()
            .try_for_each(|value| words_inside(value, place)),
        _ => Ok(()),
    }
}

fn codes(conn: &Connection, field: &Field, value: &Value) -> Result<()> {
    let known = |vocabulary: &str, code: &str| -> Result<bool> {
        let mut statement = conn
            .prepare_cached("SELECT 1 FROM \"term\" WHERE \"vocabulary\" = ?1 AND \"code\" = ?2")?;
        Ok(statement.exists([vocabulary, code])?)
    };
    let listed = |value: &Value| -> Vec<String> {
        value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    match field.shape {
        Shape::Code(vocabulary) => {
            let code = value.as_str().unwrap_or_default();
            if !code.is_empty() && !known(vocabulary, code)? {
                return Err(Error::invalid(field.name, "unknown_code"));
            }
        }
        Shape::CodeList(vocabulary) => {
            for code in listed(value) {
                if !known(vocabulary, &code)? {
                    return Err(Error::invalid(field.name, "unknown_code"));
                }
            }
        }
        Shape::Provisions => {
            let mut statement =
                conn.prepare_cached("SELECT 1 FROM \"provision\" WHERE \"code\" = ?1")?;
            for code in listed(value) {
                if !statement.exists([&code])? {
                    return Err(Error::invalid(field.name, "unknown_provision"));
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn references(conn: &Connection, field: &Field, value: &Value, record: &Fields) -> Result<()> {
    let there = |kind: Kind, id: &str| -> Result<()> {
        let mut statement = conn.prepare_cached(&format!(
            "SELECT 1 FROM \"{}\" WHERE \"id\" = ?1",
            kind.name()
        ))?;
        if statement.exists([id])? {
            Ok(())
        } else {
            Err(Error::invalid(field.name, "unknown_record"))
        }
    };
    let itself = |kind: Kind, id: &str| {
        kind == Kind::Case && id == text(record, "id") && field.name == "case_id"
    };
    match (field.shape, value) {
        (Shape::Ref(kind) | Shape::OptRef(kind), Value::String(id)) if !itself(kind, id) => {
            there(kind, id)
        }
        (Shape::About, Value::String(id)) => match Kind::of(text(record, "about_kind")) {
            Some(kind) => there(kind, id),
            None => Err(Error::invalid("about_kind", "unknown_record")),
        },
        (Shape::RefList(kind), Value::Array(ids)) => ids
            .iter()
            .filter_map(Value::as_str)
            .try_for_each(|id| there(kind, id)),
        _ => Ok(()),
    }
}

fn rules(conn: &Connection, kind: Kind, new: &Fields, old: Option<&Fields>) -> Result<()> {
    let required: &[&str] = match kind {
        Kind::Term => &["vocabulary", "code"],
        Kind::Provision | Kind::Profile => &["code"],
        Kind::Place | Kind::SavedSearch => &["name"],
        Kind::Party if text(new, "kind") != "unknown" => &["name"],
        Kind::Name => &["full"],
        Kind::Case | Kind::Task => &["title"],
        Kind::Act => &["act_type"],
        Kind::Measure => &["status"],
        Kind::Involved => &["role"],
        Kind::Rule => &["offset"],
        Kind::Note | Kind::Comment => &["text"],
        _ => &[],
    };
    if let Some(field) = required
        .iter()
        .find(|field| text(new, field).trim().is_empty())
    {
        return Err(Error::invalid(field, "required"));
    }
    match kind {
        Kind::Act | Kind::Party => counts(new)?,
        Kind::Relationship | Kind::Distinct if uuid(new, "party") == uuid(new, "other") => {
            return Err(Error::invalid("other", "same_record"));
        }
        Kind::Chain if uuid(new, "case_id") == uuid(new, "to_case") => {
            return Err(Error::invalid("to_case", "same_record"));
        }
        Kind::Distinct => pair(conn, new)?,
        Kind::Money => money(new)?,
        Kind::Source => source(new)?,
        Kind::Evidence => hash(new, "sha256")?,
        Kind::CustodyEvent if old.is_some_and(|old| old != new) => {
            return Err(Error::invalid("event", "not_editable"));
        }
        _ => {}
    }
    match kind {
        Kind::Act => order(new, "start", "end")?,
        Kind::Measure => {
            order(new, "from", "until")?;
            duration(text(new, "duration"), "duration")?;
        }
        Kind::Proceeding => {
            let sentences = new
                .get("sentences")
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            for (at, sentence) in sentences.enumerate() {
                let length = sentence.get("duration").and_then(Value::as_str);
                duration(
                    length.unwrap_or_default(),
                    &format!("sentences[{at}].duration"),
                )?;
            }
        }
        Kind::Relationship => order(new, "from", "until")?,
        Kind::Profile => {
            if !matches!(text(new, "limit"), "open" | "internal" | "restricted") {
                return Err(Error::invalid("limit", "too_sensitive"));
            }
            terms::plain_code(text(new, "code"))?;
            labelled(new)?;
        }
        Kind::Rule => {
            duration(text(new, "offset"), "offset")?;
            labelled(new)?;
        }
        _ => {}
    }
    for (kind_of, field) in [
        (Kind::Case, "reference"),
        (Kind::Source, "code"),
        (Kind::Provision, "code"),
        (Kind::Profile, "code"),
    ] {
        if kind == kind_of {
            unique(conn, kind, new, field)?;
        }
    }
    Ok(())
}

/// In one of the three languages it has to be called something.
fn labelled(new: &Fields) -> Result<()> {
    let empty = |label: &str| text(new, label).trim().is_empty();
    if ["en", "ru", "kk"].iter().all(|label| empty(label)) {
        return Err(Error::invalid("en", "required"));
    }
    Ok(())
}

/// One record for a pair, whichever of the two comes first in it.
fn pair(conn: &Connection, new: &Fields) -> Result<()> {
    if is_said(conn, new)? {
        Err(Error::invalid("other", "taken"))
    } else {
        Ok(())
    }
}

/// Whether another record says of the same two that they are not one.
pub(crate) fn is_said(conn: &Connection, pair: &Fields) -> Result<bool> {
    let sql = "SELECT 1 FROM \"distinct\" WHERE \"id\" <> ?3 AND (\"party\" = ?1 AND \"other\" = ?2 OR \"party\" = ?2 AND \"other\" = ?1)";
    Ok(conn.prepare_cached(sql)?.exists([
        text(pair, "party"),
        text(pair, "other"),
        text(pair, "id"),
    ])?)
}

fn counts(new: &Fields) -> Result<()> {
    let number = |name: &str| new.get(name).and_then(Value::as_u64);
    match (number("count_min"), number("count_max")) {
        (Some(min), Some(max)) if min > max => Err(Error::invalid("count_max", "min_above_max")),
        _ => Ok(()),
    }
}

/// The second date must not end before the first can have begun.
fn order(new: &Fields, first: &str, second: &str) -> Result<()> {
    let day = |field: &str, end: &str| -> Option<NaiveDate> {
        new.get(field)?.get(end)?.as_str()?.parse().ok()
    };
    match (day(first, "earliest"), day(second, "latest")) {
        (Some(from), Some(to)) if to < from => Err(Error::invalid(second, "ends_before_start")),
        _ => Ok(()),
    }
}

/// An ISO 8601 duration, or nothing.
fn duration(text: &str, field: &str) -> Result<()> {
    if text.is_empty() || text.parse::<Duration>().is_ok() {
        Ok(())
    } else {
        Err(Error::invalid(field, "bad_duration"))
    }
}

fn money(new: &Fields) -> Result<()> {
    let amount = text(new, "amount");
    let decimal = !amount.is_empty()
        && amount
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && amount.matches('.').count() <= 1
        && amount.starts_with(|c: char| c.is_ascii_digit())
        && amount.ends_with(|c: char| c.is_ascii_digit());
    if !decimal {
        return Err(Error::invalid("amount", "bad_amount"));
    }
    let currency = text(new, "currency");
    if currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(Error::invalid("currency", "bad_currency"))
    }
}

/// A confidential source has no words of its own outside the seal; the table checks it once more.
fn source(new: &Fields) -> Result<()> {
    if new.get("confidential") != Some(&Value::Bool(true)) {
        return Ok(());
    }
    match ["title", "publisher", "url"]
        .into_iter()
        .find(|field| !text(new, field).is_empty())
    {
        Some(field) => Err(Error::invalid(field, "sealed")),
        None => Ok(()),
    }
}

fn hash(new: &Fields, field: &str) -> Result<()> {
    let hex = text(new, field);
    let good = hex.is_empty()
        || hex.len() == 64
            && hex
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if good {
        Ok(())
    } else {
        Err(Error::invalid(field, "bad_hash"))
    }
}

fn unique(conn: &Connection, kind: Kind, new: &Fields, field: &str) -> Result<()> {
    debug_assert!(field_of(kind, field).is_some());
    let sql = format!(
        "SELECT \"id\" FROM \"{}\" WHERE \"{field}\" = ?1 COLLATE NOCASE AND \"id\" <> ?2",
        kind.name()
    );
    let taken: Option<String> = conn
        .prepare_cached(&sql)?
        .query_row([text(new, field), &store::id_of(new).to_string()], |row| {
            row.get(0)
        })
        .optional()?;
    if taken.is_some() {
        Err(Error::invalid(field, "taken"))
    } else {
        Ok(())
    }
}
