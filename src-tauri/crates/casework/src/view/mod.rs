//! What screens, reports and the command line read: plain values computed from records, never stored.

mod calendar;
mod lists;
mod person;
mod picture;

pub use lists::{PlaceHint, PlaceRow, ProvisionRow, Replaced, TermLabels, TermRow};
pub use person::*;
pub use picture::{Figure, FigureFilter, Figures, GraphCase, GraphLink, GraphParty, PartyGraph};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::date::UncertainDate;
use crate::record::{
    Act, Case, CaseId, CaseKind, Chain, Claim, Comment, CommentId, Consent, CustodyEvent, Evidence,
    Intervention, Involved, Involvement, Kind, Measure, MeasureId, Money, Name, Note, Party,
    PartyId, PartyKind, Place, Proceeding, Record, Relationship, ReviewState, RevisionId,
    Sensitivity, Source, SourceId, Task,
};

pub use calendar::*;

/// What to list of the cases. Empty filters let everything through.
#[derive(Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct CaseFilter {
    /// Words that must occur in title, reference, summary or a party's name, in any script.
    pub text: String,
    /// Any of these review states.
    pub status: Vec<ReviewState>,
    /// Any of these civic spaces.
    pub space: Vec<String>,
    /// All of these tags.
    pub tags: Vec<String>,
    /// Only cases with a measure that holds someone today.
    pub open_measures: bool,
    /// Something of the case happened on or after this day ...
    pub from: Option<NaiveDate>,
    /// ... and on or before this one (uncertain dates count if they may overlap).
    pub until: Option<NaiveDate>,
    /// How to sort.
    pub sort: CaseSort,
    /// At most so many, the first of that order; all if not given.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// Order of a list of cases.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseSort {
    /// By reference.
    #[default]
    Reference,
    /// Latest change first.
    Changed,
    /// Latest event first.
    Event,
    /// What runs out first, first.
    Expiry,
}

/// One line of the list of cases.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct CaseRow {
    /// Which case.
    pub id: CaseId,
    /// Its reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: CaseKind,
    /// Where it stands.
    pub status: ReviewState,
    /// How far it may travel.
    pub sensitivity: Sensitivity,
    /// Civic spaces.
    pub space: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// First thing that happened, if dated.
    pub start: Option<UncertainDate>,
    /// Names of the victims, at most three.
    pub victims: Vec<String>,
    /// How many victims in all.
    pub victim_count: u32,
    /// The next expiry of an open measure.
    pub expires: Option<NaiveDate>,
    /// Claims that stand against each other.
    pub conflicts: u32,
    /// Gaps found.
    pub gaps: u32,
    /// Last change, UTC.
    pub changed: String,
    /// It was reviewed or cleared, and is no longer what was looked at then: the state does not hold until somebody looks again.
    pub changed_since: bool,
}

/// A whole case, for its page.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Current revision of every record shown, by record id: pass it back as `base` when saving.
    pub revisions: BTreeMap<Uuid, RevisionId>,
    /// Its places.
    pub places: Vec<Place>,
    /// Who is in it.
    pub involved: Vec<Involved>,
    /// Every party any record of the case names.
    pub parties: Vec<Party>,
    /// Their further names.
    pub names: Vec<Name>,
    /// Acts, earliest first.
    pub acts: Vec<Act>,
    /// Alleged perpetrators' parts in them.
    pub involvements: Vec<Involvement>,
    /// Measures, earliest first.
    pub measures: Vec<Measure>,
    /// When each measure runs out, computed, by measure id.
    pub expiries: BTreeMap<MeasureId, NaiveDate>,
    /// Proceedings.
    pub proceedings: Vec<Proceeding>,
    /// Interventions.
    pub interventions: Vec<Intervention>,
    /// Money.
    pub money: Vec<Money>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// The sources of those claims and of the evidence.
    pub sources: Vec<Source>,
    /// Consents.
    pub consents: Vec<Consent>,
    /// Notes, latest first.
    pub notes: Vec<Note>,
    /// Evidence.
    pub evidence: Vec<Evidence>,
    /// Custody of it.
    pub custody: Vec<CustodyEvent>,
    /// Tasks and deadlines.
    pub tasks: Vec<Task>,
    /// Links from this case and to it.
    pub chains: Vec<Chain>,
    /// Reference and title of the cases at the other end of those links.
    pub linked: Vec<CaseLink>,
    /// Review comments.
    pub comments: Vec<Comment>,
    /// Who said them, and when, by comment.
    pub said: BTreeMap<CommentId, Said>,
    /// How far the last decision on it holds.
    pub standing: Standing,
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// Who is held in this case today.
    pub held: Vec<HeldRow>,
}

/// Reference and title of another case.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct CaseLink {
    /// Which case.
    pub id: CaseId,
    /// Its reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its title.
    pub title: String,
}

/// Something missing before a review.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gap {
    /// What: `no_acts`, `no_victim`, `no_date`, `no_source`, `single_source`, `no_locator`, `unresolved_conflict`, `sums`, `no_consent`,
    /// `no_place`, `no_authority`, `no_expiry`, `no_summary`. Message key `gap-<code>`.
    pub code: String,
    /// In which kind of record.
    pub kind: Kind,
    /// In which record.
    #[ts(type = "string")]
    pub id: Uuid,
    /// In which field.
    pub field: String,
    /// What to call the record (a name, a label), to be shown beside the message.
    pub label: String,
}

/// What to list of the parties.
#[derive(Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct PartyFilter {
    /// Words of a name, in any script or spelling.
    pub text: String,
    /// Any of these kinds.
    pub kinds: Vec<PartyKind>,
    /// Any of these roles in some case.
    pub roles: Vec<String>,
}

/// One line of the list of parties.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PartyRow {
    /// Who.
    pub id: PartyId,
    /// Primary name.
    pub name: String,
    /// Kind.
    pub kind: PartyKind,
    /// A line on who this is.
    pub description: String,
    /// Further names.
    pub names: Vec<String>,
    /// Roles over all cases, without repeats.
    pub roles: Vec<String>,
    /// In how many cases.
    pub cases: u32,
    /// Status today, if a measure says one (`house_arrest`).
    pub status: Option<String>,
}

/// A whole party, for its page.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct PartyView {
    /// The party.
    pub party: Party,
    /// Current revision of every record shown.
    pub revisions: BTreeMap<Uuid, RevisionId>,
    /// Further names.
    pub names: Vec<Name>,
    /// Relationships either way.
    pub relationships: Vec<Relationship>,
    /// Parts in cases.
    pub involved: Vec<Involved>,
    /// Those cases.
    pub cases: Vec<CaseRow>,
    /// Acts done to it or alleged of it.
    pub acts: Vec<Act>,
    /// Measures on it.
    pub measures: Vec<Measure>,
    /// When each runs out.
    pub expiries: BTreeMap<MeasureId, NaiveDate>,
    /// Other parties named above.
    pub parties: Vec<Party>,
    /// Parties whose names look like this one's.
    pub similar: Vec<NameSuggestion>,
    /// Of whom it was said that they are not this one.
    pub distinct: Vec<DistinctRow>,
    /// Records that were found to be this party.
    pub joined: Vec<JoinedParty>,
    /// Who may be of the family.
    pub kin: Vec<KinHint>,
}

/// A party whose name looks like what was typed.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct NameSuggestion {
    /// Who.
    pub party: PartyId,
    /// Primary name.
    pub name: String,
    /// The spelling that matched.
    pub matched: String,
    /// `same`, `similar` (never `different`).
    pub band: String,
    /// 0 to 1.
    pub score: f64,
    /// Why: codes, message key `name-reason-<code>`.
    pub reasons: Vec<String>,
    /// A line on who this is.
    pub description: String,
}

/// Who is held (or otherwise not free) on a day, under what, until when.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct HeldRow {
    /// Who.
    pub party: String,
    /// Who, as id.
    pub party_id: PartyId,
    /// How many people, for a group.
    pub count: Option<u32>,
    /// Status code of vocabulary `measure`.
    pub status: String,
    /// Since (EDTF).
    pub since: String,
    /// Since, whole.
    pub since_date: Option<UncertainDate>,
    /// Runs out on.
    pub expires: Option<NaiveDate>,
    /// Law articles.
    pub provisions: Vec<String>,
    /// Reference of the case.
    pub case: String,
    /// Id of the case.
    pub case_id: CaseId,
    /// Which measure says so.
    pub measure: MeasureId,
    /// Where, if known.
    pub place: String,
    /// Past its expiry with no word of an extension or release.
    pub overdue: bool,
}

/// One hit of a search.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// Kind of record.
    pub kind: Kind,
    /// Which record.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Reference of its case, if it belongs to one.
    pub case: Option<String>,
    /// Id of its case.
    pub case_id: Option<CaseId>,
    /// What to call it.
    pub title: String,
    /// The passage that matched, in its original spelling, with some words around it.
    pub why: String,
    /// Character offsets `[from, to)` of the matched words in `why`.
    pub marks: Vec<(u32, u32)>,
    /// The field that matched.
    pub field: String,
}

/// How many of what a search finds share something.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FacetCount {
    /// What: a kind of record, a year, a state of review, a sensitivity.
    pub value: String,
    /// How many.
    pub count: u32,
    /// There are more: what is in many records is not counted to its end.
    pub more: bool,
}

/// What a search can be narrowed by, with how many there are.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchFacets {
    /// By kind of record.
    pub kinds: Vec<FacetCount>,
    /// By year in which it happened or was noted, the latest first.
    pub years: Vec<FacetCount>,
    /// By where its case stands.
    pub status: Vec<FacetCount>,
    /// By how far it may travel.
    pub sensitivity: Vec<FacetCount>,
}

/// What needs the person now.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct HomeView {
    /// How many records of each kind.
    pub counts: Counts,
    /// Measures that run out soon or are overdue, soonest first.
    pub expiring: Vec<HeldRow>,
    /// Tasks due or overdue.
    pub due: Vec<Task>,
    /// Everything overdue, oldest first; at most 50.
    pub overdue: Vec<CalendarEntry>,
    /// Hearings, reviews and deadlines of the next two weeks, the soonest first; at most 50.
    pub ahead: Vec<CalendarEntry>,
    /// Cases that wait for review or have gaps, at most ten.
    pub review: Vec<CaseRow>,
    /// How many wait in all.
    pub review_count: u32,
    /// Held today by status.
    pub held: Vec<HeldCount>,
    /// Notes without a case.
    pub unsorted: Vec<Note>,
    /// Drafts left open.
    pub drafts: Vec<Draft>,
}

/// How many people have one status today.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct HeldCount {
    /// Status code.
    pub status: String,
    /// People, groups counted by their lower bound.
    pub people: u32,
}

/// How many there are.
#[derive(Clone, Default, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Cases.
    pub cases: u32,
    /// Parties.
    pub parties: u32,
    /// Acts.
    pub acts: u32,
    /// Measures.
    pub measures: u32,
    /// Claims.
    pub claims: u32,
    /// Sources.
    pub sources: u32,
    /// Notes.
    pub notes: u32,
    /// Evidence items.
    pub evidence: u32,
}

/// Text somebody is still writing. Lives in the vault, encrypted like everything else; not part of history.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Draft {
    /// Which form it belongs to: `note`, `act:<case id>`, ...
    pub key: String,
    /// The form's fields.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
    /// Last written, UTC.
    pub at: String,
}

/// The last thing a person did that can be taken back.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct UndoOffer {
    /// What to take back; none if it is not for one key to take back.
    pub revision: Option<RevisionId>,
    /// Why not: `import` (records that came from elsewhere), `evidence` (a file was taken in); empty if it can be.
    pub blocked: String,
    /// When it was done, UTC.
    pub at: String,
    /// What it did, latest first.
    pub changes: Vec<Revision>,
}

/// How far a decision on a case still holds.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Standing {
    /// The last decision: an approval, a clearing, a sending back; none if nobody has decided yet.
    pub decision: Option<Decision>,
    /// Records that were added, changed or deleted since.
    pub changed: u32,
    /// The case is reviewed or cleared, and it is still what was looked at then.
    pub holds: bool,
}

/// A decision on a case.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Decision {
    /// The revision of the case that it is.
    pub revision: RevisionId,
    /// When, UTC.
    pub at: String,
    /// Who, by the name of then.
    pub by: String,
    /// From which state.
    pub from: ReviewState,
    /// To which.
    pub to: ReviewState,
    /// The word that was given with it.
    pub word: String,
    /// It came with a handover or an import: somebody decided elsewhere.
    pub elsewhere: bool,
}

/// What changed in a case since the last decision on it.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SinceReview {
    /// That decision; none: nobody has decided yet, and everything is new.
    pub decision: Option<Decision>,
    /// Record by record, the case itself first.
    pub records: Vec<RecordSince>,
}

/// What became of one record.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct RecordSince {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    #[ts(type = "string")]
    pub id: Uuid,
    /// What to call it.
    pub label: String,
    /// `added`, `changed` or `deleted`.
    pub what: String,
    /// Field by field, as it was at the decision and as it is now.
    pub changes: Vec<Change>,
    /// Who did it, by the names of then, without repeats.
    pub by: Vec<String>,
    /// The last of it, UTC.
    pub at: String,
}

/// Who wrote a record first, and when.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Said {
    /// By the name of then.
    pub by: String,
    /// UTC.
    pub at: String,
}

/// One revision of one record.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Revision {
    /// Identity.
    pub id: RevisionId,
    /// The one before it.
    pub parent: Option<RevisionId>,
    /// Kind of record.
    pub kind: Kind,
    /// Which record.
    #[ts(type = "string")]
    pub record: Uuid,
    /// UTC.
    pub at: String,
    /// Who.
    pub author: String,
    /// `create`, `edit`, `delete`, `restore`, `import`, `merge`.
    pub op: String,
    /// Changed fields, with what they were and what they became.
    pub changes: Vec<Change>,
    /// What to call the record.
    pub label: String,
    /// Whom it came from, if it came with a handover.
    pub came: Option<Came>,
}

/// Where a revision came from.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Came {
    /// From whom, as it was signed.
    pub from: String,
    /// When the handover was made, UTC.
    pub made: String,
    /// SHA-256 of its file.
    pub sha256: String,
}

/// One changed field.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Change {
    /// Field name.
    pub field: String,
    /// Before.
    #[ts(type = "unknown")]
    pub before: serde_json::Value,
    /// After.
    #[ts(type = "unknown")]
    pub after: serde_json::Value,
}

/// What a save did.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Saved {
    /// The record as it now is (with the id, reference or code the vault gave it).
    pub record: Record,
    /// Its revision; the same as before if nothing had changed.
    pub revision: RevisionId,
    /// When, UTC; the write is on the disk.
    pub at: String,
}

/// What an import did or would do.
#[derive(Clone, Default, Serialize, Deserialize, TS)]
pub struct ImportReport {
    /// New records by plural name (`cases`, `parties`, `acts`, `measures`, ...).
    pub added: BTreeMap<String, u32>,
    /// Changed records.
    pub updated: BTreeMap<String, u32>,
    /// Records that were the same already.
    pub unchanged: BTreeMap<String, u32>,
    /// Every fault; if there is one, nothing was written.
    pub refused: Vec<Fault>,
    /// Nothing was written because nothing was meant to be.
    pub dry_run: bool,
}

/// One fault of an imported file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fault {
    /// Where: `cases[3].acts[0].start`.
    pub path: String,
    /// What is wrong, in plain English.
    pub why: String,
    /// Code for a translated message `fault-<code>`.
    pub code: String,
}

/// One line of the list of sources.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct SourceRow {
    /// The source.
    pub source: Source,
    /// Its revision.
    pub revision: RevisionId,
    /// Claims that rest on it.
    pub claims: u32,
}

/// The identity behind a code name; exists in the sealed compartment and nowhere else.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SourceIdentity {
    /// The same id as the source outside.
    pub id: SourceId,
    /// Real name.
    pub name: String,
    /// Other names and spellings, nicknames; one a line.
    pub also: String,
    /// How to reach this person.
    pub channel: String,
    /// When it is safe to.
    pub safe_times: String,
    /// How never to.
    pub never_by: String,
    /// Languages.
    pub languages: String,
    /// Interpreter needed, and who.
    pub interpreter: String,
    /// What this person risks.
    pub risk: String,
    /// When to think about that again.
    pub risk_review: Option<NaiveDate>,
    /// The same person as a party of the casework. Kept here alone.
    pub party: Option<PartyId>,
    /// Anything else.
    pub note: String,
}

/// The person behind a code name, found in ordinary text. Quotes the text: shown while the seal is open, kept nowhere.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct IdentityFinding {
    /// Who.
    pub source: SourceId,
    /// Code name of the source.
    pub code: String,
    /// `name`, `contact`, or `part` (one word of the name, which may be somebody else's).
    pub what: String,
    /// `record`, `history` (an earlier state or a deleted record), `draft`.
    pub place: String,
    /// Kind of record.
    pub kind: Kind,
    /// Which record; nil for a draft.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Reference of its case.
    pub case: Option<String>,
    /// Id of its case.
    pub case_id: Option<CaseId>,
    /// What to call the record.
    pub label: String,
    /// In which field; the key of a draft.
    pub field: String,
    /// The passage, with some words around it.
    pub why: String,
    /// Character offsets `[from, to)` in `why`.
    pub marks: Vec<(u32, u32)>,
    /// The passage with the code name.
    pub after: String,
    /// How often in this text.
    pub times: u32,
}
