//! What a bundle would change here, record by record, before anything is written.

use serde_json::Value;
use uuid::Uuid;

use super::Carried;
use super::conflict;
use super::one::{self, Pair};
use crate::lineage::Graph;
use crate::record::{CaseId, Kind};
use crate::{Book, Result, check, history, label, store};

/// What a record that came is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// It is not here.
    New,
    /// Some fields would take their words, or stand against ours.
    Changed,
    /// Nothing would change: the same, or newer here.
    Same,
    /// It was deleted here and would stay so.
    Deleted,
    /// It was deleted here and was changed elsewhere since: it would come back.
    Back,
}

/// A field that would change.
#[derive(Clone, PartialEq)]
pub struct FieldPair {
    /// Its name.
    pub field: String,
    /// As it is here.
    pub ours: Value,
    /// As it came.
    pub theirs: Value,
    /// Changed on both sides: both would be kept until a person decides.
    pub both: bool,
}

/// One record of a bundle beside ours.
#[derive(Clone)]
pub struct Compared {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// What to call it, as it came.
    pub label: String,
    /// The case it belongs to; none for what stands beside cases.
    pub case_id: Option<CaseId>,
    /// What it is to us.
    pub sameness: Sameness,
    /// What would change in it; empty unless it is [`Sameness::Changed`].
    pub fields: Vec<FieldPair>,
}

impl Book<'_> {
    /// Lays records of a bundle beside ours; writes nothing. `theirs` is the casework of the bundle, for labels.
    pub fn compare(&self, theirs: &Book<'_>, records: &[Carried]) -> Result<Vec<Compared>> {
        let mut out = Vec::with_capacity(records.len());
        for carried in records {
            let kind = carried.record.kind();
            let fields = store::to_fields(&carried.record);
            let (sameness, pairs) = self.weighed(carried)?;
            out.push(Compared {
                kind,
                id: carried.record.id(),
                label: label::of(theirs.conn, self.ctx.lang, kind, &fields)?,
                case_id: store::case_of(kind, &fields).map(CaseId),
                sameness,
                fields: pairs,
            });
        }
        Ok(out)
    }

    fn weighed(&self, carried: &Carried) -> Result<(Sameness, Vec<FieldPair>)> {
        let (kind, id) = (carried.record.kind(), carried.record.id());
        let mut theirs = store::to_fields(&carried.record);
        if kind == Kind::Distinct && check::is_said(self.conn, &theirs)? {
            return Ok((Sameness::Same, Vec::new()));
        }
        let ours = store::read(self.conn, kind, id)?;
        let head = history::head(self.conn, id)?;
        let line = carried.lineage.clone().unwrap_or_default();
        let none = line.revision.0.is_nil();
        let Some(ours) = ours else {
            if head.is_none() || none {
                let known = matches!(kind, Kind::Term | Kind::Provision)
                    && one::coded(self.conn, kind, &theirs)?;
                let sameness = if known { Sameness::Same } else { Sameness::New };
                return Ok((sameness, Vec::new()));
            }
            let graph = Graph::with(self.conn, kind, id, &line.steps)?;
            let pair = Pair {
                graph: &graph,
                head,
                theirs: line.revision,
                against: conflict::against(self.conn, id)?,
            };
            let back = pair.any_news(kind);
            let sameness = if back {
                Sameness::Back
            } else {
                Sameness::Deleted
            };
            return Ok((sameness, Vec::new()));
        };
        if none || head == Some(line.revision) {
            return Ok((Sameness::Same, Vec::new()));
        }
        let graph = Graph::with(self.conn, kind, id, &line.steps)?;
        let pair = Pair {
            graph: &graph,
            head,
            theirs: line.revision,
            against: conflict::against(self.conn, id)?,
        };
        one::localise(kind, &ours, &mut theirs);
        let mut plan = one::plan(kind, &pair, &ours, &theirs, &|_| false);
        one::one_person(self.conn, kind, &ours, &theirs, &mut plan)?;
        one::allowed(self.conn, kind, &ours, &theirs, &mut plan);
        let value = |of: &store::Fields, name: &str| of.get(name).cloned().unwrap_or_default();
        let named = |list: &[String], both: bool| -> Vec<FieldPair> {
            let pair = |name: &String| FieldPair {
                field: name.clone(),
                ours: value(&ours, name),
                theirs: value(&theirs, name),
                both,
            };
            list.iter().map(pair).collect()
        };
        let mut fields = named(&plan.taken, false);
        fields.extend(named(&plan.clash, true));
        let sameness = if fields.is_empty() {
            Sameness::Same
        } else {
            Sameness::Changed
        };
        Ok((sameness, fields))
    }
}

impl Pair<'_> {
    /// Whether any field has words that we have not seen.
    pub(super) fn any_news(&self, kind: Kind) -> bool {
        crate::schema::field::fields(kind)
            .iter()
            .any(|field| !one::is_local(kind, field.name) && self.news(field.name))
    }
}
