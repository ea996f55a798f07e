//! Hidden things in the fields of records: found, and put right in the copy that goes.

use std::collections::HashMap;

use casework::record::{Entity, Kind};
use casework::spot::{Memory, is_written};
use serde_json::Value;
use uuid::Uuid;

use super::hidden::{Found, Hidden, What};
use super::{Act, Hit, MOST, Place, Plan, id, passage};
use crate::words::Words;

/// From this many characters on a text does not become longer.
const LONG: usize = 400;
/// What stands in the place of something where there is no room for words.
const SHORT: &str = "[…]";
/// The same in the name of a file, which other programs have to take.
const IN_FILE: &str = "withheld";

/// Goes through records one after the other.
pub(crate) struct Cleaner<'a> {
    hidden: &'a Hidden,
    plan: &'a Plan,
    words: Words,
    memory: Memory,
    /// What was found.
    pub hits: Vec<Hit>,
    /// More than is listed was found.
    pub more: bool,
}

/// The field in which a text stands.
struct Field<'f> {
    kind: Kind,
    record: Uuid,
    name: &'f str,
    /// People write words in it.
    written: bool,
}

impl Field<'_> {
    fn is_file_name(&self) -> bool {
        self.kind == Kind::Evidence && self.name == "file_name"
    }

    /// Nothing can be without it, so it cannot be left empty either.
    fn is_needed(&self) -> bool {
        matches!(
            (self.kind, self.name),
            (Kind::Party | Kind::Place | Kind::SavedSearch, "name")
        )
    }

    /// What is done if nobody says otherwise.
    fn usual(&self) -> Option<Act> {
        match (self.kind, self.name) {
            // By its reference a case is known to those who have it already.
            (Kind::Case, "reference") => None,
            // A further name that is a hidden one is no name of this person to whoever reads it.
            (Kind::Name, _) => Some(Act::LeaveOut),
            _ if self.written => Some(Act::Replace),
            _ => Some(Act::LeaveOut),
        }
    }
}

/// What happened to the texts of a field.
#[derive(Default)]
struct Done {
    changed: bool,
    leave_out: bool,
    seen: HashMap<(usize, String), usize>,
    hits: Vec<Hit>,
}

impl<'a> Cleaner<'a> {
    /// With other words in the language of the handover.
    pub fn new(hidden: &'a Hidden, plan: &'a Plan, words: Words) -> Self {
        Self {
            hidden,
            plan,
            words,
            memory: Memory::default(),
            hits: Vec::new(),
            more: false,
        }
    }

    /// Puts a record right; gives how many of its fields are other than they were.
    pub fn clean<T: Entity>(&mut self, record: &mut T) -> Vec<String> {
        if self.hidden.is_empty() {
            return Vec::new();
        }
        let Ok(Value::Object(fields)) = serde_json::to_value(&*record) else {
            return Vec::new();
        };
        let mut changed_fields = Vec::new();
        for (name, value) in &fields {
            let field = Field {
                kind: T::KIND,
                record: record.id(),
                name,
                written: is_written(T::KIND, name),
            };
            let (mut clean, mut done) = (value.clone(), Done::default());
            self.value(&field, &mut clean, &mut done);
            if done.leave_out {
                clean = value.clone();
                self.empty(&field, &mut clean);
            }
            if done.changed || done.leave_out {
                let mut whole = serde_json::to_value(&*record).unwrap_or_default();
                whole[name] = clean;
                match serde_json::from_value(whole) {
                    Ok(changed) => {
                        *record = changed;
                        changed_fields.push(name.clone());
                    }
                    // What cannot be put right waits for a decision.
                    Err(_) => done
                        .hits
                        .iter_mut()
                        .filter(|hit| hit.act != Some(Act::Accept))
                        .for_each(|hit| hit.act = None),
                }
            }
            self.more |= self.hits.len() + done.hits.len() > MOST;
            // One that waits is never dropped from the list: nothing would say why nothing goes.
            let room = MOST.saturating_sub(self.hits.len());
            let kept = done.hits.into_iter().enumerate();
            let kept = kept.filter(|(at, hit)| *at < room || hit.act.is_none());
            self.hits.extend(kept.map(|(_, hit)| hit));
        }
        changed_fields
    }

    /// Puts every text in a value right.
    fn value(&mut self, field: &Field<'_>, value: &mut Value, done: &mut Done) {
        match value {
            Value::String(text) => self.text(field, text, done),
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.value(field, item, done)),
            Value::Object(map) => map
                .values_mut()
                .for_each(|item| self.value(field, item, done)),
            _ => {}
        }
    }

    fn text(&mut self, field: &Field<'_>, text: &mut String, done: &mut Done) {
        // Ids say nothing, and every record has some.
        if text.is_empty() || Uuid::parse_str(text).is_ok() {
            return;
        }
        let found = self
            .hidden
            .look(text, field.is_file_name(), &mut self.memory);
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        let long = text.chars().count() > LONG;
        for one in &found {
            let hit = self.hit(field, text, one, done);
            let act = hit.act;
            done.hits.push(hit);
            match act {
                Some(Act::Replace) => {
                    out.push_str(&text[at..one.from]);
                    out.push_str(if field.is_file_name() {
                        IN_FILE
                    } else if long {
                        SHORT
                    } else {
                        self.instead(one.what)
                    });
                    at = one.to;
                    done.changed = true;
                }
                Some(Act::LeaveOut) => done.leave_out = true,
                Some(Act::Accept) | None => {}
            }
        }
        if at > 0 {
            out.push_str(&text[at..]);
            *text = out;
        }
    }

    fn hit(&self, field: &Field<'_>, text: &str, one: &Found, done: &mut Done) -> Hit {
        let whose = self.hidden.whose(one);
        let matched = &text[one.from..one.to];
        let nth = done
            .seen
            .entry((one.whose, matched.to_owned()))
            .or_default();
        *nth += 1;
        let id = id(&[
            field.kind.name(),
            &field.record.to_string(),
            field.name,
            one.what.code(),
            &whose.id.to_string(),
            matched,
            &nth.to_string(),
        ]);
        let (why, mark) = passage(text, one.from, one.to);
        let usual = field.usual();
        let replaceable = field.written && usual.is_some();
        let chosen = self.plan.act(&id);
        let possible = |act: &Act| match act {
            Act::Replace => replaceable,
            Act::LeaveOut => usual.is_some(),
            Act::Accept => true,
        };
        Hit {
            act: chosen.filter(possible).or(usual),
            id,
            place: Place::Record,
            kind: field.kind,
            record: field.record,
            field: field.name.to_owned(),
            what: one.what,
            whose: whose.id,
            needle: whose.label.clone(),
            why,
            mark,
            times: 1,
            replaceable,
        }
    }

    fn instead(&self, what: What) -> &'static str {
        self.words.get(match what {
            What::Part | What::Name => "withheld-name",
            What::Contact => "withheld-contact",
            What::Place => "withheld-place",
            What::Link => "withheld-source",
        })
    }

    /// Takes every text out of a value.
    fn empty(&self, field: &Field<'_>, value: &mut Value) {
        match value {
            Value::String(text) if field.is_needed() => {
                self.words.get("withheld-name").clone_into(text);
            }
            Value::String(text) => text.clear(),
            Value::Array(items) => {
                items.retain(|item| !item.is_string());
                for item in items {
                    self.empty(field, item);
                }
            }
            Value::Object(map) => map.values_mut().for_each(|item| self.empty(field, item)),
            _ => {}
        }
    }
}
