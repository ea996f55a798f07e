//! What goes into a handover and what stays behind.
//!
//! Who a source is cannot go: it is in another database. Beyond that, a profile says how far a record may travel, and some
//! things never travel: review comments, drafts, the contents of history, confidential names, places marked so. What stays is
//! counted by reason, and every field that differs from the vault's is listed, so that a merge never takes a gap for an erasure.

mod profile;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use casework::record::{
    Act, Case, CaseId, Chain, Claim, Consent, CustodyEvent, CustodyEventKind, Distinct, Entity,
    Evidence, Intervention, Involved, Involvement, Kind, Measure, Money, Name, Note, NoteId, Party,
    Place, Proceeding, Provision, Record, Relationship, Rule, Source, Task, Term,
};
use casework::{Book, Ctx};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::leak::{self, Hidden, Hit};
use crate::words::Words;

pub use profile::Profile;

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
    /// What is done where a hidden name would show.
    pub leaks: leak::Plan,
}

/// Why something stays behind. Message `withheld-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// More sensitive than the profile lets go.
    Sensitivity,
    /// A lawyer-client note nobody picked.
    Privileged,
    /// A name marked confidential.
    ConfidentialName,
    /// A place marked never to leave.
    NeverExportPlace,
    /// The person has not consented to this audience.
    Consent,
    /// Review comments.
    Comment,
    /// Tasks and deadlines of the team.
    Task,
    /// Notes of the team.
    Note,
    /// Evidence was not chosen.
    Evidence,
    /// Records that would point at something that stays.
    Reference,
    /// Texts in which a withheld name stands.
    Leak,
    /// Fields of the team: contacts, owner, custody, where an original is kept.
    Field,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 12] = [
        Self::Sensitivity,
        Self::Privileged,
        Self::ConfidentialName,
        Self::NeverExportPlace,
        Self::Consent,
        Self::Comment,
        Self::Task,
        Self::Note,
        Self::Evidence,
        Self::Reference,
        Self::Leak,
        Self::Field,
    ];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sensitivity => "sensitivity",
            Self::Privileged => "privileged",
            Self::ConfidentialName => "confidential-name",
            Self::NeverExportPlace => "never-export-place",
            Self::Consent => "consent",
            Self::Comment => "comment",
            Self::Task => "task",
            Self::Note => "note",
            Self::Evidence => "evidence",
            Self::Reference => "reference",
            Self::Leak => "leak",
            Self::Field => "field",
        }
    }
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
    pub withheld: BTreeMap<Reason, u32>,
    /// Where something hidden stood in the records, and what was done about it.
    pub leaks: Vec<Hit>,
    /// More of that than is listed.
    pub more_leaks: bool,
    /// What else must not be found.
    pub hidden: Arc<Hidden>,
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
    /// Chooses and redacts. Changes nothing in the book.
    ///
    /// # Errors
    /// [`Error::NoCase`] if nothing is left to hand over; an unknown case; the database.
    pub fn from_book(book: &Book<'_>, wish: &Wish) -> Result<Self> {
        let mut rules = rules::Rules::new(book, wish)?;
        let mut chosen = rules.choose()?;
        if chosen.cases.is_empty() {
            return Err(Error::NoCase);
        }
        chosen.hidden = Arc::new(rules.hidden(&chosen)?);
        chosen.scrub(&wish.leaks, Words::of(book.lang()));
        rules.finish(&mut chosen)?;
        chosen.sort();
        chosen.cut = chosen.differences(rules.originals());
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

    /// Leaves the files of these items behind; what is said of them goes.
    pub(crate) fn leave_files(&mut self, items: &BTreeSet<Uuid>) {
        let before = self.files.len();
        self.files.retain(|file| !items.contains(&file.id.0));
        self.hold(Reason::Evidence, before - self.files.len());
    }

    /// Puts copies that say nothing of themselves in the place of these pictures. Which original each was made of goes into its custody; gives the entries
    /// that are new, as the vault keeps them.
    pub(crate) fn put_copies(
        &mut self,
        copies: &BTreeMap<Uuid, leak::Stripped>,
        custody: &[CustodyEvent],
        wish: &Wish,
        ctx: &Ctx,
        at: &str,
    ) -> Vec<CustodyEvent> {
        let mut new = Vec::new();
        for file in &mut self.files {
            let Some(copy) = copies.get(&file.id.0) else {
                continue;
            };
            let event = CustodyEvent {
                id: crate::make::new_id(ctx).into(),
                case_id: file.case_id,
                evidence: file.id,
                at: at.to_owned(),
                event: CustodyEventKind::Copied,
                by: ctx.author.clone(),
                hash_before: file.sha256.clone(),
                hash_after: copy.sha256.clone(),
                note: String::new(),
            };
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
            if !wish.profile.is_public() {
                self.custody.push(CustodyEvent {
                    by: String::new(),
                    ..event.clone()
                });
            }
            new.push(event);
        }
        self.sort();
        new
    }

    fn hold(&mut self, reason: Reason, count: usize) {
        if count > 0 {
            *self.withheld.entry(reason).or_default() += u32::try_from(count).unwrap_or(u32::MAX);
        }
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
        let mut hits = 0;
        macro_rules! scrub {
            ($list:ident) => {
                for record in &mut self.$list {
                    hits += cleaner.clean(record);
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
        self.hold(Reason::Leak, hits);
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

/// Kinds of record that a bundle can hold: all but review comments and the searches somebody keeps.
pub fn kinds() -> impl Iterator<Item = Kind> {
    Kind::ALL
        .iter()
        .copied()
        .filter(|kind| !matches!(kind, Kind::Comment | Kind::SavedSearch))
}

#[cfg(test)]
mod tests;
