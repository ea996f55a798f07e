//! What is in a case: acts, the lists whose items have no ids, claims, and what comes under `more`.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};
use uuid::Uuid;

use super::Import;
use super::writing::{blank, bounds};
use crate::Result;
use crate::casebook::model::{ActItem, CaseItem, ClaimItem, More};
use crate::casebook::path::{self, Target};
use crate::record::Kind;
use crate::store::{self, Fields};

impl<'i> Import<'i, '_> {
    /// Everything inside a case; all cases are there by now.
    pub(super) fn inside(&mut self, item: &'i CaseItem, path: &str) -> Result<()> {
        let Some(case) = self.cases.get(item.id.as_str()).copied() else {
            return Ok(());
        };
        let mut made: HashMap<Target, Uuid> = HashMap::from([(Target::Case, case)]);
        for (at, act) in item.acts.iter().enumerate() {
            let id = self.act(act, case, &format!("{path}.acts[{at}]"))?;
            made.insert(Target::Item(Kind::Act, at), id);
        }
        for (kind, list, records) in self.lists(item, case, path)? {
            for (at, id) in self
                .put_list(
                    kind,
                    &format!("{}/{list}", item.id),
                    records,
                    &format!("{path}.{list}"),
                )?
                .into_iter()
                .enumerate()
            {
                made.insert(Target::Item(kind, at), id);
            }
        }
        for (at, claim) in item.claims.iter().enumerate() {
            self.claim(item, claim, case, &made, &format!("{path}.claims[{at}]"))?;
        }
        self.attachments(item, case, &made, path)
    }

    pub(super) fn act(&mut self, item: &'i ActItem, case: Uuid, path: &str) -> Result<Uuid> {
        let known_type = self.act_type(&item.act_type, path)?;
        let (min, max) = bounds(item.count.as_ref());
        let some = json!({"case_id": case, "act_type": item.act_type, "victim": self.party_id(&item.victim), "start": item.start, "end": item.end,
            "place": self.place(&item.place, path)?, "provisions": item.provisions, "stated_reason": item.stated_reason, "count_min": min, "count_max": max,
            "outcome": item.outcome});
        let mut record = blank(Kind::Act, some);
        self.more(Kind::Act, &item.more, &mut record, path);
        if item.start.is_none()
            && !item.start_words.is_empty()
            && store::text(&record, "description").is_empty()
        {
            record.insert("description".into(), json!(item.start_words));
        }
        if !known_type {
            // Said already; the record would be refused for the same reason once more.
            record.insert("act_type".into(), json!("arrest"));
        }
        let id = self.put(Kind::Act, &item.id, record, path)?;
        let mut seen = HashSet::new();
        for (at, party) in item
            .perpetrators
            .iter()
            .enumerate()
            .filter(|(_, party)| seen.insert(party.as_str()))
        {
            let record = blank(
                Kind::Involvement,
                json!({"case_id": case, "act": id, "perpetrator": self.party_id(party)}),
            );
            self.put(
                Kind::Involvement,
                &format!("{}/by/{party}", item.id),
                record,
                &format!("{path}.perpetrators[{at}]"),
            )?;
        }
        Ok(id)
    }

    /// The lists of a case whose items have no ids.
    pub(super) fn lists(
        &mut self,
        item: &'i CaseItem,
        case: Uuid,
        path: &str,
    ) -> Result<Vec<(Kind, &'static str, Vec<Fields>)>> {
        let mut out = Vec::new();
        let mut records = Vec::new();
        for (at, involved) in item.involved.iter().enumerate() {
            self.term("role", &involved.role, "", "")?;
            let mut record = blank(
                Kind::Involved,
                json!({"case_id": case, "party": self.party_id(&involved.party), "role": involved.role}),
            );
            self.more(
                Kind::Involved,
                &involved.more,
                &mut record,
                &format!("{path}.involved[{at}]"),
            );
            records.push(record);
        }
        out.push((Kind::Involved, "involved", std::mem::take(&mut records)));
        for (at, measure) in item.measures.iter().enumerate() {
            let path = format!("{path}.measures[{at}]");
            self.term("measure", &measure.status, "", "other")?;
            let some = json!({"case_id": case, "party": self.party_id(&measure.party), "status": measure.status, "from": measure.from, "until": measure.until,
                "duration": measure.duration, "authority": measure.authority, "provisions": measure.provisions, "place": self.place(&measure.place, &path)?});
            let mut record = blank(Kind::Measure, some);
            self.more(Kind::Measure, &measure.more, &mut record, &path);
            records.push(record);
        }
        out.push((Kind::Measure, "measures", std::mem::take(&mut records)));
        for (at, proceeding) in item.proceedings.iter().enumerate() {
            self.term("proceeding", &proceeding.kind, "", "")?;
            let charges: Vec<Value> = proceeding
                .charges
                .iter()
                .map(|charge| json!({"party": self.party_id(&charge.party), "provision": charge.provision, "words": charge.words}))
                .collect();
            let some = json!({"case_id": case, "kind": proceeding.kind, "court": proceeding.court, "date": proceeding.date, "provisions": proceeding.provisions,
                "decision": proceeding.decision, "sentence": proceeding.sentence, "charges": charges});
            let mut record = blank(Kind::Proceeding, some);
            self.more(
                Kind::Proceeding,
                &proceeding.more,
                &mut record,
                &format!("{path}.proceedings[{at}]"),
            );
            records.push(record);
        }
        out.push((
            Kind::Proceeding,
            "proceedings",
            std::mem::take(&mut records),
        ));
        for (at, intervention) in item.interventions.iter().enumerate() {
            self.term("intervention", &intervention.kind, "", "")?;
            let by: Vec<Value> = intervention
                .by
                .iter()
                .map(|party| self.party_id(party))
                .collect();
            let some = json!({"case_id": case, "by": by, "kind": intervention.kind, "addressee": intervention.to, "date": intervention.date, "gist": intervention.gist});
            let mut record = blank(Kind::Intervention, some);
            self.more(
                Kind::Intervention,
                &intervention.more,
                &mut record,
                &format!("{path}.interventions[{at}]"),
            );
            records.push(record);
        }
        out.push((
            Kind::Intervention,
            "interventions",
            std::mem::take(&mut records),
        ));
        for money in &item.money {
            let some = json!({"case_id": case, "amount": money.amount.0, "currency": money.currency, "approximate": money.approx, "what": money.what});
            records.push(blank(Kind::Money, some));
        }
        out.push((Kind::Money, "money", std::mem::take(&mut records)));
        for link in &item.links {
            records.push(blank(Kind::Chain, json!({"case_id": case, "to_case": self.cases.get(link.case.as_str()), "how": link.how})));
        }
        out.push((Kind::Chain, "links", records));
        Ok(out)
    }

    pub(super) fn claim(
        &mut self,
        item: &'i CaseItem,
        claim: &'i ClaimItem,
        case: Uuid,
        made: &HashMap<Target, Uuid>,
        path: &str,
    ) -> Result<()> {
        let of_case = || {
            path::resolve(item, &claim.about)
                .map(|(target, field)| (target.kind(), made.get(&target).copied(), field))
        };
        let of_party = || {
            path::party(&claim.about, |id| self.parties.contains_key(id))
                .map(|(id, field)| (Kind::Party, self.parties.get(id).copied(), field))
        };
        // Parsing made sure that this resolves; a casebook built in memory may not.
        let Some((about_kind, about, field)) = of_case().or_else(of_party) else {
            self.faults.add(
                format!("{path}.about"),
                "unresolved",
                "neither an act of this case nor a path in it",
            );
            return Ok(());
        };
        let conflicts: Vec<Uuid> = claim
            .conflicts_with
            .iter()
            .filter_map(|other| self.claims.get(other.as_str()).copied())
            .collect();
        let status = if conflicts.is_empty() {
            "new"
        } else {
            "conflict"
        };
        let some = json!({"case_id": case, "about_kind": about_kind, "about_id": about, "about_field": field, "says": claim.says, "locator": claim.locator,
            "source": self.sources.get(claim.source.as_str()), "conflicts_with": conflicts, "status": status});
        let mut record = blank(Kind::Claim, some);
        self.more(Kind::Claim, &claim.more, &mut record, path);
        let Some(id) = self.claims.get(claim.id.as_str()).copied() else {
            return Ok(());
        };
        self.put_as(Kind::Claim, &claim.id, Some(id), record, path)
            .map(drop)
    }

    /// By which rule a task was worked out, and from what. Either may not be in the file: then the task stands by itself.
    fn origin_of(
        &self,
        item: &CaseItem,
        more: &More,
        made: &HashMap<Target, Uuid>,
        record: &mut Fields,
    ) {
        let said = |key: &str| more.get(key).and_then(Value::as_str);
        if let Some(rule) = said("rule_id").and_then(|id| self.rules.get(id)) {
            record.insert("rule_id".into(), json!(rule));
        }
        let target = said("start_of").and_then(|path| path::resolve(item, path));
        if let Some((target, _)) = target
            && let Some(id) = made.get(&target)
        {
            record.insert("start_kind".into(), json!(target.kind()));
            record.insert("start_id".into(), json!(id));
        }
    }

    /// Notes, tasks and consents a file of ours brings along.
    pub(super) fn attachments(
        &mut self,
        item: &'i CaseItem,
        case: Uuid,
        made: &HashMap<Target, Uuid>,
        path: &str,
    ) -> Result<()> {
        for (kind, list) in [
            (Kind::Note, "notes"),
            (Kind::Task, "tasks"),
            (Kind::Consent, "consents"),
        ] {
            let Some(Value::Array(items)) = item.more.get(list) else {
                continue;
            };
            let mut records = Vec::new();
            for (at, value) in items.iter().enumerate() {
                let path = format!("{path}.more.{list}[{at}]");
                let Value::Object(more) = value else {
                    self.faults
                        .add(path, "not_an_object", "an object is needed here");
                    continue;
                };
                let mut record = blank(kind, json!({"case_id": case}));
                if let (Kind::Consent, Some(party)) =
                    (kind, more.get("party").and_then(Value::as_str))
                {
                    record.insert("party".into(), self.party_id(party));
                }
                self.fields(kind, more, &mut record, &path);
                if kind == Kind::Task {
                    self.origin_of(item, more, made, &mut record);
                }
                records.push(record);
            }
            self.put_list(
                kind,
                &format!("{}/{list}", item.id),
                records,
                &format!("{path}.more.{list}"),
            )?;
        }
        Ok(())
    }
}
