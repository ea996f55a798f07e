//! Taking some of what came: which records and fields stay out, and what has to come along.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;
use uuid::Uuid;

use super::Carried;
use crate::record::Kind;
use crate::schema::field::{Shape, fields};
use crate::store;
use crate::{Book, Result};

/// What of a bundle is not wanted now. It may be taken later, from the same bundle: what was left out is never taken for an erasure.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Records that stay out.
    pub records: BTreeSet<Uuid>,
    /// Fields of records that stay out.
    pub fields: BTreeMap<Uuid, BTreeSet<String>>,
}

/// A choice that can be carried out.
#[derive(Default)]
pub struct Chosen {
    /// What stays out.
    pub choice: Choice,
    /// Records that were not asked for and come along, because others refer to them.
    pub along: BTreeSet<Uuid>,
}

impl Choice {
    pub(super) fn leaves(&self, record: Uuid, field: &str) -> bool {
        self.fields
            .get(&record)
            .is_some_and(|fields| fields.contains(field))
    }
}

impl Book<'_> {
    /// Makes a choice whole: what the wanted records refer to and what is not here comes along.
    pub fn choose(&self, records: &[Carried], wish: Choice) -> Result<Chosen> {
        let by_id: HashMap<Uuid, &Carried> = records
            .iter()
            .map(|carried| (carried.record.id(), carried))
            .collect();
        let mut by_code: HashMap<String, Vec<Uuid>> = HashMap::new();
        for carried in records {
            if matches!(carried.record.kind(), Kind::Term | Kind::Provision) {
                let code = store::text(&store::to_fields(&carried.record), "code").to_owned();
                by_code.entry(code).or_default().push(carried.record.id());
            }
        }
        let mut chosen = Chosen {
            choice: wish,
            ..Chosen::default()
        };
        let mut open: Vec<Uuid> = by_id
            .keys()
            .copied()
            .filter(|id| !chosen.choice.records.contains(id))
            .collect();
        while let Some(id) = open.pop() {
            let Some(carried) = by_id.get(&id) else {
                continue;
            };
            for needed in needs(carried, &chosen.choice) {
                let Some(other) = by_id.get(&needed) else {
                    continue;
                };
                let unwanted = chosen.choice.records.contains(&needed);
                if unwanted && store::read(self.conn, other.record.kind(), needed)?.is_none() {
                    chosen.choice.records.remove(&needed);
                    chosen.along.insert(needed);
                    open.push(needed);
                }
            }
            for code in codes(carried, &chosen.choice) {
                // Words of a list are known by their codes; one that is here already is not taken twice.
                for needed in by_code.get(&code).into_iter().flatten() {
                    chosen.choice.records.remove(needed);
                }
            }
        }
        Ok(chosen)
    }
}

/// The ids that stand where a record may name another.
fn needs(carried: &Carried, choice: &Choice) -> Vec<Uuid> {
    let mut out = Vec::new();
    each(carried, choice, |shape, value| {
        if matches!(
            shape,
            Shape::Ref(_)
                | Shape::OptRef(_)
                | Shape::RefList(_)
                | Shape::About
                | Shape::Trace
                | Shape::List
        ) {
            gather(value, &mut |text| out.extend(Uuid::parse_str(text).ok()));
        }
    });
    out
}

/// The codes a record uses.
fn codes(carried: &Carried, choice: &Choice) -> Vec<String> {
    let mut out = Vec::new();
    each(carried, choice, |shape, value| {
        if matches!(
            shape,
            Shape::Code(_) | Shape::CodeList(_) | Shape::FreeCode | Shape::Provisions | Shape::List
        ) {
            gather(value, &mut |text| out.push(text.to_owned()));
        }
    });
    out
}

fn each(carried: &Carried, choice: &Choice, mut look: impl FnMut(Shape, &Value)) {
    let (kind, id) = (carried.record.kind(), carried.record.id());
    let record = store::to_fields(&carried.record);
    for field in fields(kind) {
        if !choice.leaves(id, field.name) {
            look(field.shape, record.get(field.name).unwrap_or(&Value::Null));
        }
    }
}

fn gather(value: &Value, take: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => take(text),
        Value::Array(items) => items.iter().for_each(|item| gather(item, take)),
        Value::Object(fields) => fields.values().for_each(|item| gather(item, take)),
        _ => {}
    }
}

/// The case a record belongs to; itself for a case.
pub fn case_of(carried: &Carried) -> Option<Uuid> {
    let record = store::to_fields(&carried.record);
    store::case_of(carried.record.kind(), &record)
}

/// The records that a record may name.
pub fn named(carried: &Carried) -> Vec<Uuid> {
    needs(carried, &Choice::default())
}
