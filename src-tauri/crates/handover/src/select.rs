//! What goes into a handover and what stays behind.
//!
//! Who a source is cannot go: it is in another database. Beyond that, a profile says how far a record may travel, and some
//! things never travel: review comments, drafts, the contents of history, confidential names, places marked so. What stays is
//! counted by reason, and every field that differs from the vault's is listed, so that a merge never takes a gap for an erasure.

mod held;
mod rules;
mod since;
mod standin;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use casework::record::{
    Act, Case, CaseId, Chain, Claim, Consent, CustodyEvent, CustodyEventKind, Distinct, Entity,
    Evidence, Intervention, Involved, Involvement, Kind, Measure, Money, Name, Note, NoteId, Part,
    Party, Place, PlaceId, Proceeding, Provision, Record, Relationship, Rule, Source, Task, Term,
};
use casework::{Book, Ctx};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::leak::{self, Hidden, Hit};
use crate::words::Words;

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
    /// What is done where a hidden name would show.
    pub leaks: leak::Plan,
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
    /// Files of which a copy goes, by item.
    pub copies: BTreeMap<Uuid, Copy>,
    /// Fields that differ from the vault's, by record.
    pub cut: BTreeMap<Uuid, BTreeSet<String>>,
    /// What stays behind.
    pub withheld: Withheld,
    /// What was left out because the reader has it, if that was asked for.
    pub since: Option<Since>,
    /// Where something hidden stood in the records, and what was done about it.
    pub leaks: Vec<Hit>,
    /// More of that than is listed.
    pub more_leaks: bool,
    /// What else must not be found.
    pub hidden: Arc<Hidden>,
}

/// A file that goes without what it says of itself.
#[derive(Clone, Default)]
pub struct Copy {
    /// SHA-256 of the original; empty if its custody does not go.
    pub original: String,
    /// What was taken off.
    pub taken: BTreeSet<leak::Taken>,
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
        chosen.hidden = Arc::new(rules.hidden(&chosen)?);
        chosen.scrub(&wish.leaks, Words::of(book.lang()));
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

    /// Leaves the files of these items behind; what is said of them goes.
    pub(crate) fn leave_files(&mut self, items: &BTreeSet<Uuid>) {
        for file in &self.files {
            if items.contains(&file.id.0) {
                self.withheld.field(Reason::Evidence, file, "file");
            }
        }
        self.files.retain(|file| !items.contains(&file.id.0));
    }

    /// Puts copies that say nothing of themselves in the place of these files. Which original each was made of goes into its custody; gives the entries
    /// that are new, as the vault keeps them.
    pub(crate) fn put_copies(
        &mut self,
        copies: &BTreeMap<Uuid, leak::Stripped>,
        custody: &[CustodyEvent],
        wish: &Wish,
        ctx: &Ctx,
        at: &str,
    ) -> Vec<CustodyEvent> {
        let words = &Words::of(ctx.lang);
        let mut new = Vec::new();
        for file in &mut self.files {
            let Some(copy) = copies.get(&file.id.0) else {
                continue;
            };
            let taken = leak::taken(&copy.taken, words);
            let event = CustodyEvent {
                // The same copy of the same item is one event, whenever it is made.
                id: copy_event(file, copy).into(),
                case_id: file.case_id,
                evidence: file.id,
                at: at.to_owned(),
                event: CustodyEventKind::Copied,
                by: ctx.author.clone(),
                hash_before: file.sha256.clone(),
                hash_after: copy.sha256.clone(),
                note: format!("{}: {taken}", words.get("taken-note")),
            };
            let custody_goes = wish.profile.has(Part::Custody);
            let going = Copy {
                original: if custody_goes {
                    file.sha256.clone()
                } else {
                    String::new()
                },
                taken: copy.taken.clone(),
            };
            self.copies.insert(file.id.0, going);
            let known = custody.iter().any(|known| {
                known.evidence == event.evidence
                    && known.event == event.event
                    && known.hash_after == event.hash_after
            });
            file.size = copy.size;
            file.sha256.clone_from(&copy.sha256);
            for item in self.evidence.iter_mut().filter(|item| item.id == file.id) {
                item.size = copy.size;
                item.sha256.clone_from(&copy.sha256);
            }
            // Whoever has the original keeps it.
            let cut = self.cut.entry(file.id.0).or_default();
            cut.extend(["size".to_owned(), "sha256".to_owned()]);
            if known {
                continue;
            }
            if custody_goes && wish.profile.has(Part::Keepers) {
                self.custody.push(event.clone());
            } else if custody_goes {
                self.custody.push(CustodyEvent {
                    by: String::new(),
                    note: String::new(),
                    ..event.clone()
                });
            }
            new.push(event);
        }
        self.sort();
        new
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

    /// Puts every text right in which something hidden stands.
    fn scrub(&mut self, plan: &leak::Plan, words: Words) {
        let hidden = Arc::clone(&self.hidden);
        let mut cleaner = leak::Cleaner::new(&hidden, plan, words);
        let withheld = &mut self.withheld;
        macro_rules! scrub {
            ($list:ident) => {
                for record in &mut self.$list {
                    for field in cleaner.clean(record) {
                        withheld.field(Reason::Leak, record, field);
                    }
                }
            };
        }
        each_list!(scrub);
        (self.leaks, self.more_leaks) = (cleaner.hits, cleaner.more);
        // The name of a file in the bundle is made of that in the record.
        for file in &mut self.files {
            let record = self.evidence.iter().find(|item| item.id == file.id);
            if let Some(record) = record {
                file.file_name.clone_from(&record.file_name);
            }
        }
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

/// The id of the entry that a copy was made: from the item and the copy, so that a preview and what is sealed after it are the same.
fn copy_event(file: &Evidence, copy: &leak::Stripped) -> Uuid {
    let hash = Sha256::new()
        .chain_update(b"sandyq copy event v1")
        .chain_update(file.id.0.as_bytes())
        .chain_update(copy.sha256.as_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
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
