//! The texts of a record: which fields people write words in, and the same record with other words.

use serde_json::Value;

use crate::record::{Kind, Record};
use crate::schema::field::{Shape, field_of};
use crate::store::{self, Fields};
use crate::{Error, Result};

/// A record, field by field.
pub struct Texts {
    kind: Kind,
    fields: Fields,
}

impl Texts {
    /// Of a record.
    pub fn of(record: &Record) -> Self {
        Self {
            kind: record.kind(),
            fields: store::to_fields(record),
        }
    }

    /// Every text with its field.
    pub fn each(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for (name, value) in &self.fields {
            if is_written(self.kind, name) {
                strings(value, &mut |text| {
                    found.push((name.clone(), text.to_owned()));
                });
            }
        }
        found
    }

    /// The record with other texts in the place of those for which there is one.
    ///
    /// # Errors
    /// [`Error::Json`] if it does not read back, which no replacement of words brings about.
    pub fn clean(mut self, other: impl Fn(&str) -> Option<String>) -> Result<Record> {
        for (name, value) in &mut self.fields {
            if is_written(self.kind, name) {
                change(value, &mut |text| other(text));
            }
        }
        store::to_record(self.kind, self.fields).map_err(|_| Error::Json)
    }
}

/// Whether people write words in a field: codes, dates and references are left alone.
pub fn is_written(kind: Kind, name: &str) -> bool {
    field_of(kind, name).is_some_and(|field| {
        matches!(
            field.shape,
            Shape::Text(_) | Shape::Words | Shape::List | Shape::Map
        )
    })
}

/// Shows every text in a value.
pub(crate) fn strings(value: &Value, take: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => take(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, take)),
        Value::Object(map) => map.values().for_each(|item| strings(item, take)),
        _ => {}
    }
}

/// Puts other texts in the place of those for which there is one.
pub(crate) fn change(value: &mut Value, other: &mut impl FnMut(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(new) = other(text) {
                *text = new;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| change(item, other)),
        Value::Object(map) => map.values_mut().for_each(|item| change(item, other)),
        _ => {}
    }
}
