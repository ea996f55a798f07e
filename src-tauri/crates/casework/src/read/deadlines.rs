//! From rules to deadlines: what sets a rule off in a case, which days that gives, what has been taken already, what has moved since.
//!
//! A task knows the rule, the record and the date it came from. A start with the same rule, record and date is not offered again. Where a
//! record has another date now, the open task is *outdated*; one that is done stays as it was, and the new date is offered anew (a
//! detention that was extended runs out once more). From a start that is not known to the day the first possible day counts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::ledger::Ledger;
use crate::date::UncertainDate;
use crate::duration::Duration;
use crate::label;
use crate::record::{
    Act, CaseId, Entity as _, Kind, Measure, Proceeding, Rule, RuleStart, Task, TaskId,
};
use crate::store;
use crate::view::{Deadlines, Outdated, Suggestion};
use crate::{Book, Result};

/// A date of a record that sets a rule off.
#[derive(Clone)]
struct Start {
    kind: Kind,
    id: Uuid,
    date: UncertainDate,
}

/// Kinds of proceeding in which a sentence of another instance is looked at again.
const LATER: [&str; 2] = ["appeal", "cassation"];

impl Book<'_> {
    /// Rules, in the order they were written.
    pub fn rules(&self) -> Result<Vec<Rule>> {
        store::select_as(self.conn, "ORDER BY \"rowid\"", [])
    }

    /// What the rules make of a case on a day.
    pub fn deadlines(&self, case: CaseId, today: NaiveDate) -> Result<Deadlines> {
        self.deadlines_by(
            &self.rules()?,
            &Ledger::of_case(self.conn, case)?,
            case,
            today,
        )
    }

    fn deadlines_by(
        &self,
        rules: &[Rule],
        ledger: &Ledger,
        case: CaseId,
        today: NaiveDate,
    ) -> Result<Deadlines> {
        let tasks: Vec<Task> = self.list_of_case(case)?;
        let mut out = Deadlines {
            suggested: Vec::new(),
            outdated: Vec::new(),
        };
        let material = Material::of(self, case, ledger, today)?;
        for rule in rules {
            let taken: Vec<&Task> = tasks
                .iter()
                .filter(|task| task.rule_id == Some(rule.id))
                .collect();
            let matched = settle(material.starts(rule), &taken);
            out.outdated
                .extend(matched.moved.into_iter().map(|(task, start)| {
                    Outdated {
                        task,
                        due: start
                            .as_ref()
                            .and_then(|start| due(rule, start))
                            .map(|(day, _)| day),
                        start,
                    }
                }));
            if rule.retired {
                continue;
            }
            for start in matched.fresh {
                out.suggested
                    .extend(self.suggestion(case, rule, &start, today)?);
            }
        }
        out.suggested
            .sort_by(|a, b| (a.task.due, &a.task.title).cmp(&(b.task.due, &b.task.title)));
        Ok(out)
    }

    /// Open tasks, in any of these cases, whose start has moved.
    pub(crate) fn outdated(
        &self,
        cases: &BTreeSet<CaseId>,
        ledger: &Ledger,
        today: NaiveDate,
    ) -> Result<BTreeSet<TaskId>> {
        let (rules, mut out) = (self.rules()?, BTreeSet::new());
        for case in cases {
            let found = self.deadlines_by(&rules, ledger, *case, today)?.outdated;
            out.extend(found.into_iter().map(|outdated| outdated.task));
        }
        Ok(out)
    }

    /// The day a rule gives from a date that a person typed: the task as it would be saved.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`]; [`crate::Error::Invalid`] if the rule gives no day from that date.
    pub fn deadline_from(
        &self,
        rule: crate::record::RuleId,
        case: Option<CaseId>,
        date: &UncertainDate,
        today: NaiveDate,
    ) -> Result<Suggestion> {
        let rule: Rule = self.get(rule.0)?;
        let (day, when) =
            due(&rule, date).ok_or_else(|| crate::Error::invalid("start", "no_day"))?;
        Ok(Suggestion {
            task: Task {
                case_id: case,
                ..self.task_of(&rule, day, date.clone())?
            },
            from: String::new(),
            past: when.latest().is_some_and(|last| last < today),
            when,
            rule,
        })
    }

    fn suggestion(
        &self,
        case: CaseId,
        rule: &Rule,
        start: &Start,
        today: NaiveDate,
    ) -> Result<Option<Suggestion>> {
        let Some((day, when)) = due(rule, &start.date) else {
            return Ok(None);
        };
        let from = store::read(self.conn, start.kind, start.id)?
            .map(|fields| label::of(self.conn, self.ctx.lang, start.kind, &fields))
            .transpose()?
            .unwrap_or_default();
        Ok(Some(Suggestion {
            task: Task {
                case_id: Some(case),
                start_kind: Some(start.kind),
                start_id: Some(start.id),
                ..self.task_of(rule, day, start.date.clone())?
            },
            from,
            rule: rule.clone(),
            past: when.latest().is_some_and(|last| last < today),
            when,
        }))
    }

    fn task_of(&self, rule: &Rule, due: NaiveDate, start: UncertainDate) -> Result<Task> {
        let fields = store::to_fields(&rule.clone().into_record());
        let title = label::of(self.conn, self.ctx.lang, Kind::Rule, &fields)?;
        Ok(Task {
            rule: title.clone(),
            title,
            due: Some(due),
            legal_basis: rule.legal_basis.clone(),
            rule_id: Some(rule.id),
            start: Some(start),
            ..Task::default()
        })
    }
}

/// The records of a case that may set rules off.
struct Material {
    measures: Vec<Measure>,
    /// Those that run out and have not ended otherwise.
    running: BTreeSet<Uuid>,
    proceedings: Vec<Proceeding>,
    acts: Vec<Act>,
}

impl Material {
    fn of(book: &Book<'_>, case: CaseId, ledger: &Ledger, today: NaiveDate) -> Result<Self> {
        let measures: Vec<Measure> = book.list_of_case(case)?;
        let running = measures
            .iter()
            .filter(|measure| ledger.may_run_out(measure, today))
            .map(|measure| measure.id.0)
            .collect();
        Ok(Self {
            measures,
            running,
            proceedings: book.list_of_case(case)?,
            acts: book.list_of_case(case)?,
        })
    }

    /// Every date that sets a rule off.
    fn starts(&self, rule: &Rule) -> Vec<Start> {
        let among = |codes: &[String], code: &str| {
            codes.is_empty() || codes.iter().any(|wanted| wanted == code)
        };
        let measures = self
            .measures
            .iter()
            .filter(|measure| among(&rule.measures, &measure.status));
        let proceedings = self
            .proceedings
            .iter()
            .filter(|proceeding| among(&rule.proceedings, &proceeding.kind));
        let of_proceeding = |proceeding: &Proceeding, date: &UncertainDate| Start {
            kind: Kind::Proceeding,
            id: proceeding.id.0,
            date: date.clone(),
        };
        match rule.starts {
            RuleStart::MeasureBegins => measures
                .filter_map(|measure| {
                    Some(Start {
                        kind: Kind::Measure,
                        id: measure.id.0,
                        date: measure.from.clone()?,
                    })
                })
                .collect(),
            RuleStart::MeasureExpires => measures
                .filter(|measure| self.running.contains(&measure.id.0))
                .filter_map(|measure| {
                    Some(Start {
                        kind: Kind::Measure,
                        id: measure.id.0,
                        date: expiry(measure)?,
                    })
                })
                .collect(),
            RuleStart::Decision => proceedings
                .filter(|proceeding| !proceeding.decision.trim().is_empty())
                .filter_map(|proceeding| Some(of_proceeding(proceeding, proceeding.date.as_ref()?)))
                .collect(),
            RuleStart::Sentence | RuleStart::LaterSentence => {
                let later = rule.starts == RuleStart::LaterSentence;
                proceedings
                    .flat_map(|proceeding| {
                        sentences(proceeding, later)
                            .into_iter()
                            .map(|date| of_proceeding(proceeding, date))
                            .collect::<Vec<_>>()
                    })
                    .collect()
            }
            RuleStart::Hearing => proceedings
                .flat_map(|proceeding| {
                    proceeding
                        .hearings
                        .iter()
                        .filter_map(|hearing| {
                            Some(of_proceeding(proceeding, hearing.date.as_ref()?))
                        })
                        .collect::<Vec<_>>()
                })
                .collect(),
            RuleStart::Act => self
                .acts
                .iter()
                .filter(|act| among(&rule.acts, &act.act_type))
                .filter_map(|act| {
                    Some(Start {
                        kind: Kind::Act,
                        id: act.id.0,
                        date: act.start.clone()?,
                    })
                })
                .collect(),
            RuleStart::Day => Vec::new(),
        }
    }
}

/// Dates of the sentences of a proceeding: of the first instance, or of later ones. A sentence in words alone has the date of its proceeding.
fn sentences(proceeding: &Proceeding, later: bool) -> Vec<&UncertainDate> {
    let above = LATER.contains(&proceeding.kind.as_str());
    if proceeding.sentences.is_empty() {
        let said = !proceeding.sentence.trim().is_empty() && above == later;
        return proceeding.date.iter().filter(|_| said).collect();
    }
    // In a proceeding of the first instance the first version is its own, the others came after.
    let own = usize::from(!above);
    let versions = proceeding.sentences.iter().enumerate();
    versions
        .filter(|(at, _)| (*at >= own) == later)
        .filter_map(|(_, version)| version.date.as_ref())
        .collect()
}

/// When a measure runs out, as it is known.
pub(crate) fn expiry(measure: &Measure) -> Option<UncertainDate> {
    if let Some(day) = measure.expires_on {
        return UncertainDate::day(day).ok();
    }
    let duration: Duration = measure.duration.parse().ok()?;
    duration.expiry(measure.from.as_ref()?).ok()
}

/// The day a rule gives, and all the days it may be. The first counts: who is early misses nothing.
fn due(rule: &Rule, start: &UncertainDate) -> Option<(NaiveDate, UncertainDate)> {
    let offset: Duration = rule.offset.parse().ok()?;
    let when = if rule.before {
        offset.lead(start)
    } else {
        offset.expiry(start)
    }
    .ok()?;
    let day = when.earliest().or(when.latest())?;
    Some((day, when))
}

/// What is left when starts and tasks were laid side by side.
struct Matched {
    /// Starts without a task.
    fresh: Vec<Start>,
    /// Open tasks whose own start is gone, with the start of the same record that took its place, if there is one.
    moved: Vec<(TaskId, Option<UncertainDate>)>,
}

fn settle(starts: Vec<Start>, tasks: &[&Task]) -> Matched {
    let mut by_record: BTreeMap<Uuid, Vec<Start>> = BTreeMap::new();
    for start in starts {
        by_record.entry(start.id).or_default().push(start);
    }
    let same = |start: &Start, task: &Task| {
        task.start
            .as_ref()
            .is_some_and(|date| date.edtf() == start.date.edtf())
    };
    let mut waiting: Vec<&Task> = Vec::new();
    for &task in tasks {
        // One of a date that was typed has no record that could move.
        let Some(id) = task.start_id else { continue };
        let found = by_record
            .get(&id)
            .is_some_and(|starts| starts.iter().any(|start| same(start, task)));
        if !found && !task.done {
            waiting.push(task);
        }
    }
    for starts in by_record.values_mut() {
        starts.retain(|start| {
            !tasks
                .iter()
                .any(|task| task.start_id == Some(start.id) && same(start, task))
        });
    }
    let moved = waiting
        .into_iter()
        .map(|task| {
            let starts = task.start_id.and_then(|id| by_record.get_mut(&id));
            let next = starts.filter(|starts| !starts.is_empty());
            (task.id, next.map(|starts| starts.remove(0).date))
        })
        .collect();
    Matched {
        fresh: by_record.into_values().flatten().collect(),
        moved,
    }
}
