//! What goes into a handover and what stays behind.
//!
//! Who a source is cannot go: it is in another database. Beyond that, a profile says how far a record may travel, and some
//! things never travel: review comments, drafts, the contents of history, confidential names, places marked so. What stays is
//! counted by reason, and every field that differs from the vault's is listed, so that a merge never takes a gap for an erasure.

mod held;
mod leak;
mod rules;
mod since;
mod standin;

use std::collections::{BTreeMap, BTreeSet};

use casework::Book;
use casework::record::{
    Act, Case, CaseId, Chain, Claim, Consent, CustodyEvent, Distinct, Entity, Evidence,
    Intervention, Involved, Involvement, Kind, Measure, Money, Name, Note, NoteId, Party, Place, PlaceId,
    Proceeding, Provision, Record, Relationship, Rule, Source, Task, Term,
};
use uuid::Uuid;

use crate::error::{Error, Result};

pub use casework::record::Profile;
pub use held::{Held, Reason, Withheld};
pub use since::{Given, Print, Since, print};
pub use standin::StandIns;

/// What somebody would like to hand over.
#[derive(Clone)]
pub struct Wish {
    /// Which cases.
    pub cases: Vec<CaseId>,
    /// How much of each record goes.
    pub profile: Profile,
    /// With the evidence.
    pub evidence: bool,
    /// Privileged notes picked by hand.
    pub privileged: Vec<NoteId>,
    /// Places picked by hand that are marked never to leave.
    pub places: Vec<PlaceId>,
}

/// What goes, already redacted.
#[derive(Clone, Default)]
pub struct Chosen {
    /// Vocabulary terms that are used.
    pub terms: Vec<Term>,
    /// Law articles that are named.
    pub provisions: Vec<Provision>,
    /// Rules that tasks came from.
    pub rules: Vec<Rule>,
    /// Places.
    pub places: Vec<Place>,
    /// Parties.
    pub parties: Vec<Party>,
    /// Their further names.
    pub names: Vec<Name>,
    /// Links between them.
    pub relationships: Vec<Relationship>,
    /// Pairs of them that are not one.
    pub distinct: Vec<Distinct>,
    /// Sources, by code name or title.
    pub sources: Vec<Source>,
    /// Cases, by reference.
    pub cases: Vec<Case>,
    /// Who is in them.
    pub involved: Vec<Involved>,
    /// Acts.
    pub acts: Vec<Act>,
    /// Alleged perpetrators' parts.
    pub involvements: Vec<Involvement>,
    /// Links between the cases that go.
    pub chains: Vec<Chain>,
    /// Measures.
    pub measures: Vec<Measure>,
    /// Proceedings.
    pub proceedings: Vec<Proceeding>,
    /// Interventions.
    pub interventions: Vec<Intervention>,
    /// Money.
    pub money: Vec<Money>,
    /// Consents.
    pub consents: Vec<Consent>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Notes.
    pub notes: Vec<Note>,
    /// Evidence.
    pub evidence: Vec<Evidence>,
    /// Its custody.
    pub custody: Vec<CustodyEvent>,
    /// Tasks.
    pub tasks: Vec<Task>,
    /// Evidence as the vault has it, to find the files by.
    pub files: Vec<Evidence>,
    /// Fields that differ from the vault's, by record.
    pub cut: BTreeMap<Uuid, BTreeSet<String>>,
    /// What stays behind.
    pub withheld: Withheld,
    /// What was left out because the reader has it, if that was asked for.
    pub since: Option<Since>,
}

/// Calls `$with!(field)` for every list of records in a [`Chosen`], parents before children.
macro_rules! each_list {
    ($with:ident) => {
        $with!(terms);
        $with!(provisions);
        $with!(rules);
        $with!(places);
        $with!(parties);
        $with!(names);
        $with!(relationships);
        $with!(distinct);
        $with!(sources);
        $with!(cases);
        $with!(involved);
        $with!(acts);
        $with!(involvements);
        $with!(chains);
        $with!(measures);
        $with!(proceedings);
        $with!(interventions);
        $with!(money);
        $with!(consents);
        $with!(claims);
        $with!(notes);
        $with!(evidence);
        $with!(custody);
        $with!(tasks);
    };
}

impl Chosen {
    /// Chooses and redacts. Changes nothing in the book. With `given`, only what the reader does not have just so.
    ///
    /// # Errors
    /// [`Error::NoCase`] if nothing is left to hand over, [`Error::NothingNew`] if the reader has all of it; an unknown case; the database.
    pub fn from_book(
        book: &Book<'_>,
        wish: &Wish,
        stand_ins: StandIns,
        given: Option<&Given>,
    ) -> Result<Self> {
        let mut rules = rules::Rules::new(book, wish, stand_ins)?;
        let mut chosen = rules.choose()?;
        if chosen.cases.is_empty() {
            return Err(Error::NoCase);
        }
        chosen.scrub(&rules.needles(&chosen));
        rules.finish(&mut chosen)?;
        chosen.sort();
        chosen.cut = chosen.differences(rules.originals());
        if let Some(given) = given {
            chosen.since = Some(chosen.leave_out(given));
            if chosen.cases.is_empty() {
                return Err(Error::NothingNew);
            }
        }
        Ok(chosen)
    }

    /// Every record, parents before children, in the order of ids.
    pub fn records(&self) -> Vec<Record> {
        let mut out = Vec::new();
        macro_rules! push {
            ($list:ident) => {
                out.extend(self.$list.iter().cloned().map(Entity::into_record));
            };
        }
        each_list!(push);
        out
    }

    /// How many of each, by plural name; kinds of which there are none are left out.
    pub fn counts(&self) -> BTreeMap<String, u32> {
        let mut out = BTreeMap::new();
        macro_rules! count {
            ($list:ident) => {
                if !self.$list.is_empty() {
                    let count = u32::try_from(self.$list.len()).unwrap_or(u32::MAX);
                    out.insert(stringify!($list).to_owned(), count);
                }
            };
        }
        each_list!(count);
        out
    }

    /// Bytes of evidence.
    pub fn evidence_bytes(&self) -> u64 {
        self.files.iter().map(|file| file.size).sum()
    }

    /// Lets every record point to the stand-ins of those who may not be named.
    fn stand_in(&mut self, stand_ins: &StandIns) {
        if stand_ins.is_empty() {
            return;
        }
        macro_rules! put {
            ($list:ident) => {
                stand_ins.put(&mut self.$list);
            };
        }
        each_list!(put);
    }

    /// Leaves out every record but these.
    fn keep_only(&mut self, ids: &BTreeSet<Uuid>) {
        macro_rules! keep {
            ($list:ident) => {
                self.$list.retain(|record| ids.contains(&record.id()));
            };
        }
        each_list!(keep);
    }

    /// By id, so that the same content gives the same file; cases by reference, as people read them.
    fn sort(&mut self) {
        macro_rules! sort {
            ($list:ident) => {
                self.$list.sort_by_key(Entity::id);
            };
        }
        each_list!(sort);
        self.files.sort_by_key(Entity::id);
    }

    /// Empties every text in which one of the needles stands.
    fn scrub(&mut self, needles: &leak::Needles) {
        let withheld = &mut self.withheld;
        macro_rules! scrub {
            ($list:ident) => {
                for record in &mut self.$list {
                    for field in leak::scrub(record, needles) {
                        withheld.field(Reason::Leak, record, field);
                    }
                }
            };
        }
        each_list!(scrub);
        for case in self.cases.iter_mut().filter(|case| case.title.is_empty()) {
            case.title.clone_from(&case.reference);
        }
        // These are nothing without their words.
        self.notes.retain(|note| !note.text.is_empty());
        self.names.retain(|name| !name.full.is_empty());
        self.tasks.retain(|task| !task.title.is_empty());
        self.rules.retain(|rule| {
            ![&rule.en, &rule.ru, &rule.kk]
                .iter()
                .all(|label| label.is_empty())
        });
        for task in &mut self.tasks {
            task.rule_id = task
                .rule_id
                .filter(|id| self.rules.iter().any(|rule| rule.id == *id));
        }
    }

    /// Which fields are not as the vault has them.
    fn differences(
        &self,
        originals: &BTreeMap<Uuid, serde_json::Value>,
    ) -> BTreeMap<Uuid, BTreeSet<String>> {
        let mut out = BTreeMap::new();
        for record in self.records() {
            let (now, then) = (
                fields(&record),
                originals
                    .get(&record.id())
                    .and_then(serde_json::Value::as_object),
            );
            let changed = now
                .iter()
                .filter(|(name, value)| then.and_then(|then| then.get(*name)) != Some(value));
            let names: BTreeSet<String> = changed.map(|(name, _)| name.clone()).collect();
            if !names.is_empty() && then.is_some() {
                out.insert(record.id(), names);
            }
        }
        out
    }
}

/// The fields of a record, as JSON.
fn fields(record: &Record) -> serde_json::Map<String, serde_json::Value> {
    match serde_json::to_value(record).map(|mut whole| whole["value"].take()) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => unreachable!("a record serialises with its fields under `value`"),
    }
}

/// Kinds of record that a bundle can hold: all but review comments, the searches somebody keeps, and profiles.
pub fn kinds() -> impl Iterator<Item = Kind> {
    Kind::ALL
        .iter()
        .copied()
        .filter(|kind| !matches!(kind, Kind::Comment | Kind::SavedSearch | Kind::Profile))
}

#[cfg(test)]
mod tests;
