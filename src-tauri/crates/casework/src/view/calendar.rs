//! What is due and when: the calendar, what rules suggest, and how a client's matters stand.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{CaseLink, HeldRow};
use crate::date::UncertainDate;
use crate::record::{CaseId, CaseKind, Kind, PartyId, ProceedingId, Rule, Task, TaskId};

/// What kind of thing stands in the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A hearing.
    Hearing,
    /// A proceeding's own date: its opening, its decision.
    Proceeding,
    /// A measure runs out.
    Expiry,
    /// A court reviews a measure.
    Review,
    /// A task or deadline.
    Task,
    /// A consent runs out.
    Consent,
    /// Whether a case must still be kept is to be asked again.
    Retention,
}

impl EntryKind {
    /// Stable name, as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hearing => "hearing",
            Self::Proceeding => "proceeding",
            Self::Expiry => "expiry",
            Self::Review => "review",
            Self::Task => "task",
            Self::Consent => "consent",
            Self::Retention => "retention",
        }
    }
}

/// Which part of the calendar.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarQuery {
    /// First day.
    pub from: NaiveDate,
    /// Last day; at most 400 days after the first.
    pub to: NaiveDate,
    /// Only these kinds; empty for all.
    #[serde(default)]
    pub kinds: Vec<EntryKind>,
}

/// One thing in the calendar.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct CalendarEntry {
    /// What kind of thing.
    pub kind: EntryKind,
    /// Kind of the record that says so.
    pub record: Kind,
    /// Which record.
    #[ts(type = "string")]
    pub id: Uuid,
    /// Its place among several of one record (hearings), from 0.
    pub part: u32,
    /// The date as it is known.
    pub date: Option<UncertainDate>,
    /// First day it may be. An open side of a date counts as its known one.
    pub earliest: Option<NaiveDate>,
    /// Last day it may be; the same day where it is certain.
    pub latest: Option<NaiveDate>,
    /// In which case, if any.
    pub case_id: Option<CaseId>,
    /// Reference of that case.
    pub case: String,
    /// Whom it is about, if one person.
    pub party_id: Option<PartyId>,
    /// Their name.
    pub party: String,
    /// Status code of a measure, kind of a proceeding.
    pub code: String,
    /// In words: of a task its title, of a hearing what for.
    pub title: String,
    /// The rule a task came from, in words.
    pub rule: String,
    /// Its day has passed and nobody has said that it is done or what came after.
    pub overdue: bool,
    /// A task whose start has moved since it was taken.
    pub outdated: bool,
}

/// A part of the calendar.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct CalendarView {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Everything overdue, oldest first, whatever the days asked for.
    pub overdue: Vec<CalendarEntry>,
    /// What touches these days, in their order.
    pub entries: Vec<CalendarEntry>,
    /// Open tasks without a day.
    pub undated: Vec<CalendarEntry>,
    /// Cases in which nothing is to come: no hearing, no expiry, no review, no open task. Legal matters first; at most 200.
    pub bare: Vec<BareCase>,
    /// How many of them there are.
    pub bare_count: u32,
    /// There is more than is given here (2,000 entries).
    pub more: bool,
}

/// A case in which nothing is to come.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct BareCase {
    /// Which case.
    pub id: CaseId,
    /// Its reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Why it is kept.
    pub kind: CaseKind,
}

/// What the rules make of a case.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Deadlines {
    /// Deadlines that the rules give and nobody has taken yet, by day.
    pub suggested: Vec<Suggestion>,
    /// Open tasks whose start is not any more what it was.
    pub outdated: Vec<Outdated>,
}

/// A deadline that a rule gives.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Suggestion {
    /// The task as it would be saved; its id is nil.
    pub task: Task,
    /// When, as it is known; the day of the task is the first of it.
    pub when: UncertainDate,
    /// What sets it off, in a line.
    pub from: String,
    /// By which rule.
    pub rule: Rule,
    /// All of its days have passed.
    pub past: bool,
}

/// A task whose start is not any more what it was.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Outdated {
    /// Which task.
    pub task: TaskId,
    /// Its start as it is now; none if it is gone (deleted, over, no longer what the rule is for).
    pub start: Option<UncertainDate>,
    /// The day the rule gives now.
    pub due: Option<NaiveDate>,
}

/// One line of the list of clients.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ClientRow {
    /// Who.
    pub party: PartyId,
    /// Their name.
    pub name: String,
    /// Their cases.
    pub cases: Vec<CaseLink>,
    /// What is in force on them today.
    pub now: Vec<HeldRow>,
    /// The next thing to come.
    pub next: Option<CalendarEntry>,
    /// How many things are due until Sunday, today included.
    pub week: u32,
    /// How many in the week after.
    pub next_week: u32,
    /// Overdue.
    pub overdue: u32,
    /// Open tasks.
    pub tasks: u32,
}

/// How a client's matters stand, fit for paper: no notes, nothing confidential, no place that must not leave.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ClientStatus {
    /// Who.
    pub party: PartyId,
    /// Their name.
    pub name: String,
    /// On which day.
    pub on: NaiveDate,
    /// Sunday of this week.
    pub sunday: NaiveDate,
    /// Their cases.
    pub cases: Vec<CaseLink>,
    /// What is in force on them.
    pub now: Vec<HeldRow>,
    /// Their proceedings, latest first.
    pub proceedings: Vec<ClientProceeding>,
    /// Overdue, oldest first.
    pub overdue: Vec<CalendarEntry>,
    /// To come until Sunday.
    pub week: Vec<CalendarEntry>,
    /// To come in the week after.
    pub next_week: Vec<CalendarEntry>,
    /// Open tasks of the team in these cases.
    pub tasks: Vec<Task>,
    /// How many cases and measures were left out because they are confidential.
    pub left_out: u32,
}

/// A proceeding in a client's case.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct ClientProceeding {
    /// Which.
    pub id: ProceedingId,
    /// Reference of the case.
    pub case: String,
    /// Code of vocabulary `proceeding`.
    pub kind: String,
    /// Court or body.
    pub court: String,
    /// Its number there.
    pub number: String,
    /// Stage.
    pub stage: String,
    /// Law articles.
    pub provisions: Vec<String>,
    /// Date of the opening or decision.
    pub date: Option<UncertainDate>,
    /// What was decided.
    pub decision: String,
    /// Sentence in words.
    pub sentence: String,
    /// The next hearing.
    pub next_hearing: Option<UncertainDate>,
}
