//! From records to [`Casebook`], the same shape a file comes in by.

use std::collections::{BTreeSet, HashMap};

use rusqlite::OptionalExtension;
use serde_json::{Value, json};
use uuid::Uuid;

use super::item::{date_in, more_of};
use super::model::{
    AboutItem, ActItem, ActTypeItem, CaseItem, Casebook, ChargeItem, ClaimItem, CountItem,
    DistinctItem, InterventionItem, InvolvedItem, LinkItem, MeasureItem, MoneyItem, More, NameItem,
    Number, PartyItem, ProceedingItem, ProvisionItem, RuleItem, SourceItem, TermItem,
};
use super::path;
use crate::record::{CaseId, Kind};
use crate::store::{self, Fields, text, uuid};
use crate::{Book, Error, Result};

/// What to write out.
#[derive(Clone, Default)]
pub struct Selection {
    /// These cases; empty for all of them and every party and source.
    pub cases: Vec<CaseId>,
    /// Lawyer-client notes too.
    pub privileged: bool,
}

impl Book<'_> {
    /// The casework, or some cases of it, as a casebook. Confidential sources have no name in it, confidential names and places marked
    /// *never export* are left out, and evidence is described without its bytes.
    pub fn export(&self, selection: &Selection) -> Result<Casebook> {
        self.export_told(selection, &mut |_, _| true)
    }

    /// The same where it takes long: `go_on` hears how many cases are done, of how many, and says whether to go on.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    pub fn export_told(
        &self,
        selection: &Selection,
        go_on: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Casebook> {
        Export::new(self, selection)?.all(go_on)
    }
}

struct Export<'e, 'b> {
    book: &'e Book<'b>,
    selection: &'e Selection,
    cases: Vec<Fields>,
    /// Ids in the file by record.
    ids: HashMap<Uuid, String>,
    places: HashMap<Uuid, String>,
    parties: BTreeSet<Uuid>,
    sources: BTreeSet<Uuid>,
}

impl<'e, 'b> Export<'e, 'b> {
    fn new(book: &'e Book<'b>, selection: &'e Selection) -> Result<Self> {
        let mut cases = store::select(book.conn, Kind::Case, "ORDER BY \"rowid\"", [])?;
        if !selection.cases.is_empty() {
            cases.retain(|case| selection.cases.contains(&CaseId(store::id_of(case))));
        }
        let mut places = store::select(book.conn, Kind::Place, "", [])?;
        places.retain(|place| place.get("never_export") != Some(&json!(true)));
        let places = places
            .iter()
            .map(|place| (store::id_of(place), text(place, "name").to_owned()))
            .collect();
        Ok(Self {
            book,
            selection,
            cases,
            ids: HashMap::new(),
            places,
            parties: BTreeSet::new(),
            sources: BTreeSet::new(),
        })
    }

    fn all(mut self, go_on: &mut dyn FnMut(usize, usize) -> bool) -> Result<Casebook> {
        self.give_ids()?;
        let cases = std::mem::take(&mut self.cases);
        let mut items = Vec::with_capacity(cases.len());
        for (at, case) in cases.iter().enumerate() {
            if !go_on(at, cases.len()) {
                return Err(Error::Cancelled);
            }
            items.push(self.case(case)?);
        }
        let everything = self.selection.cases.is_empty();
        let mut parties = store::select(self.book.conn, Kind::Party, "ORDER BY \"rowid\"", [])?;
        parties.retain(|party| everything || self.parties.contains(&store::id_of(party)));
        let mut sources = store::select(self.book.conn, Kind::Source, "ORDER BY \"rowid\"", [])?;
        sources.retain(|source| everything || self.sources.contains(&store::id_of(source)));
        let provisions = self.provisions(&items, everything)?;
        let act_types = self.act_types(&items)?;
        let rules = self.rules(&items, everything)?;
        // Who was found to be somebody else is there, under all their names.
        parties.retain(|party| uuid(party, "merged_into").is_none());
        let going: BTreeSet<Uuid> = parties.iter().map(store::id_of).collect();
        let distinct = self.distinct(&going)?;
        let people = parties
            .iter()
            .map(|party| self.party(party))
            .collect::<Result<Vec<_>>>()?;
        let terms = self.terms(&items, &people, everything)?;
        Ok(Casebook {
            about: self.about()?,
            parties: people,
            sources: sources.iter().map(|source| self.source(source)).collect(),
            cases: items,
            provisions,
            act_types,
            rules,
            terms,
            distinct,
        })
    }

    /// Records keep the id they came in by where that is unique; others go by their reference, code name or id.
    fn give_ids(&mut self) -> Result<()> {
        let mut statement = self.book.conn.prepare(
            "SELECT record, min(external), kind FROM origin WHERE kind IN ('party', 'act', 'claim', 'source', 'case') AND external NOT LIKE 'sealed:%'
             GROUP BY record",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        let mut taken = BTreeSet::new();
        for row in rows {
            let (record, external, kind) = row?;
            if let (Ok(id), true) = (
                Uuid::parse_str(&record),
                taken.insert((kind, external.clone())),
            ) {
                self.ids.insert(id, external);
            }
        }
        for (kind, field) in [(Kind::Case, "reference"), (Kind::Source, "code")] {
            for record in store::select(self.book.conn, kind, "", [])? {
                let wish = text(&record, field).to_lowercase();
                let id = store::id_of(&record);
                if kind == Kind::Case || !self.ids.contains_key(&id) {
                    self.ids.insert(id, wish);
                }
            }
        }
        Ok(())
    }

    fn id(&self, id: Uuid) -> String {
        self.ids.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    fn id_in(&self, record: &Fields, field: &str) -> String {
        uuid(record, field)
            .map(|id| self.id(id))
            .unwrap_or_default()
    }

    /// The words of the file everything came from, if it was one; else none.
    fn about(&self) -> Result<AboutItem> {
        let mut statement = self.book.conn.prepare(
            "SELECT casebook FROM origin GROUP BY casebook ORDER BY count(*) DESC LIMIT 1",
        )?;
        let identity: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
        let identity = identity.unwrap_or_default();
        let (title, country) = identity.split_once('\n').unwrap_or((&identity, ""));
        Ok(AboutItem {
            title: title.to_owned(),
            country: country.to_owned(),
            ..AboutItem::default()
        })
    }

    fn party(&self, party: &Fields) -> Result<PartyItem> {
        let names = store::select(
            self.book.conn,
            Kind::Name,
            "WHERE \"party\" = ?1 AND \"confidential\" = 0 ORDER BY \"rowid\"",
            [store::id_of(party).to_string()],
        )?;
        let simple = |name: &Fields| {
            text(name, "kind") == "also_known_as"
                && ["given", "patronymic", "family"]
                    .iter()
                    .all(|part| text(name, part).is_empty())
        };
        let (aka, names): (Vec<_>, Vec<_>) = names.into_iter().partition(simple);
        Ok(PartyItem {
            id: self.id(store::id_of(party)),
            kind: owned(party, "kind"),
            name: owned(party, "name"),
            aka: aka.iter().map(|name| owned(name, "full")).collect(),
            description: owned(party, "description"),
            count: count(party),
            tags: list(party, "tags"),
            names: names
                .iter()
                .map(|name| NameItem {
                    kind: owned(name, "kind"),
                    full: owned(name, "full"),
                    given: owned(name, "given"),
                    patronymic: owned(name, "patronymic"),
                    family: owned(name, "family"),
                })
                .collect(),
            more: more_of(Kind::Party, party),
        })
    }

    /// Pairs of parties that are not one, where both go.
    fn distinct(&self, going: &BTreeSet<Uuid>) -> Result<Vec<DistinctItem>> {
        let mut pairs = store::select(self.book.conn, Kind::Distinct, "ORDER BY \"rowid\"", [])?;
        pairs.retain(|pair| {
            ["party", "other"]
                .iter()
                .all(|end| uuid(pair, end).is_some_and(|id| going.contains(&id)))
        });
        Ok(pairs
            .iter()
            .map(|pair| DistinctItem {
                party: self.id_in(pair, "party"),
                other: self.id_in(pair, "other"),
                more: more_of(Kind::Distinct, pair),
            })
            .collect())
    }

    fn source(&self, source: &Fields) -> SourceItem {
        SourceItem {
            id: self.id(store::id_of(source)),
            kind: owned(source, "kind"),
            title: owned(source, "title"),
            publisher: owned(source, "publisher"),
            date: date_in(source, "date"),
            reliability: text(source, "reliability").to_uppercase(),
            confidential: source.get("confidential") == Some(&json!(true)),
            more: more_of(Kind::Source, source),
        }
    }

    fn of_case(&self, kind: Kind, case: Uuid) -> Result<Vec<Fields>> {
        store::select(
            self.book.conn,
            kind,
            "WHERE \"case_id\" = ?1 ORDER BY \"rowid\"",
            [case.to_string()],
        )
    }

    fn case(&mut self, case: &Fields) -> Result<CaseItem> {
        let id = store::id_of(case);
        let acts = self.of_case(Kind::Act, id)?;
        let by_act = self.perpetrators(id)?;
        let mut item = CaseItem {
            id: self.id(id),
            title: owned(case, "title"),
            summary: owned(case, "summary"),
            space: list(case, "space"),
            places: list(case, "places")
                .iter()
                .filter_map(|id| self.places.get(&Uuid::parse_str(id).ok()?).cloned())
                .collect(),
            tags: list(case, "tags"),
            acts: acts.iter().map(|act| self.act(act, &by_act)).collect(),
            more: more_of(Kind::Case, case),
            ..CaseItem::default()
        };
        let mut lists: HashMap<Uuid, (usize, String)> = acts
            .iter()
            .enumerate()
            .map(|(at, act)| (store::id_of(act), (at, String::new())))
            .collect();
        for kind in [
            Kind::Involved,
            Kind::Measure,
            Kind::Proceeding,
            Kind::Intervention,
            Kind::Money,
            Kind::Chain,
        ] {
            let records = self.of_case(kind, id)?;
            let going: Vec<&Fields> = records
                .iter()
                .filter(|record| kind != Kind::Chain || self.going(record))
                .collect();
            for (at, record) in going.into_iter().enumerate() {
                lists.insert(store::id_of(record), (at, self.id_in(record, "party")));
                self.push(&mut item, kind, record);
            }
        }
        for record in self.of_case(Kind::Claim, id)? {
            item.claims.push(self.claim(&record, &lists));
        }
        self.parties
            .extend(acts.iter().filter_map(|act| uuid(act, "victim")));
        self.attach(&mut item, id, &lists)?;
        Ok(item)
    }

    /// The other end of a link goes too.
    fn going(&self, chain: &Fields) -> bool {
        self.selection.cases.is_empty()
            || uuid(chain, "to_case")
                .is_some_and(|case| self.selection.cases.contains(&CaseId(case)))
    }

    fn perpetrators(&mut self, case: Uuid) -> Result<HashMap<Uuid, Vec<String>>> {
        let mut out: HashMap<Uuid, Vec<String>> = HashMap::new();
        for involvement in self.of_case(Kind::Involvement, case)? {
            if let (Some(act), Some(party)) =
                (uuid(&involvement, "act"), uuid(&involvement, "perpetrator"))
            {
                self.parties.insert(party);
                out.entry(act).or_default().push(self.id(party));
            }
        }
        Ok(out)
    }

    fn act(&self, act: &Fields, by_act: &HashMap<Uuid, Vec<String>>) -> ActItem {
        let start = date_in(act, "start");
        ActItem {
            id: self.id(store::id_of(act)),
            act_type: owned(act, "act_type"),
            victim: self.id_in(act, "victim"),
            perpetrators: by_act.get(&store::id_of(act)).cloned().unwrap_or_default(),
            start_words: start
                .as_ref()
                .and_then(|date| date.words())
                .unwrap_or_default()
                .to_owned(),
            start,
            end: date_in(act, "end"),
            place: self.place(act),
            provisions: list(act, "provisions"),
            stated_reason: owned(act, "stated_reason"),
            count: count(act),
            outcome: owned(act, "outcome"),
            more: more_of(Kind::Act, act),
        }
    }

    fn place(&self, record: &Fields) -> String {
        uuid(record, "place")
            .and_then(|id| self.places.get(&id).cloned())
            .unwrap_or_default()
    }

    fn charges(&mut self, proceeding: &Fields) -> Vec<ChargeItem> {
        let listed = proceeding.get("charges").and_then(Value::as_array);
        let mut charges = Vec::new();
        for charge in listed.into_iter().flatten().filter_map(Value::as_object) {
            self.parties.extend(uuid(charge, "party"));
            charges.push(ChargeItem {
                party: self.id_in(charge, "party"),
                provision: owned(charge, "provision"),
                words: owned(charge, "words"),
            });
        }
        charges
    }

    fn push(&mut self, item: &mut CaseItem, kind: Kind, record: &Fields) {
        let more = more_of(kind, record);
        match kind {
            Kind::Involved => item.involved.push(InvolvedItem {
                party: self.id_in(record, "party"),
                role: owned(record, "role"),
                more,
            }),
            Kind::Measure => item.measures.push(MeasureItem {
                party: self.id_in(record, "party"),
                status: owned(record, "status"),
                from: date_in(record, "from"),
                until: date_in(record, "until"),
                duration: owned(record, "duration"),
                authority: owned(record, "authority"),
                provisions: list(record, "provisions"),
                place: self.place(record),
                more,
            }),
            Kind::Proceeding => {
                let charges = self.charges(record);
                item.proceedings.push(ProceedingItem {
                    kind: owned(record, "kind"),
                    court: owned(record, "court"),
                    date: date_in(record, "date"),
                    provisions: list(record, "provisions"),
                    decision: owned(record, "decision"),
                    sentence: owned(record, "sentence"),
                    charges,
                    more,
                });
            }
            Kind::Intervention => {
                let by: Vec<Uuid> = list(record, "by")
                    .iter()
                    .filter_map(|id| Uuid::parse_str(id).ok())
                    .collect();
                self.parties.extend(by.iter().copied());
                item.interventions.push(InterventionItem {
                    by: by.into_iter().map(|id| self.id(id)).collect(),
                    kind: owned(record, "kind"),
                    to: owned(record, "addressee"),
                    date: date_in(record, "date"),
                    gist: owned(record, "gist"),
                    more,
                });
            }
            Kind::Money => item.money.push(MoneyItem {
                amount: Number(owned(record, "amount")),
                currency: owned(record, "currency"),
                approx: record.get("approximate") == Some(&json!(true)),
                what: owned(record, "what"),
            }),
            _ => item.links.push(LinkItem {
                case: self.id_in(record, "to_case"),
                how: owned(record, "how"),
            }),
        }
        self.parties.extend(uuid(record, "party"));
    }

    fn claim(&mut self, claim: &Fields, lists: &HashMap<Uuid, (usize, String)>) -> ClaimItem {
        self.sources.extend(uuid(claim, "source"));
        let kind = Kind::of(text(claim, "about_kind")).unwrap_or(Kind::Case);
        let about = uuid(claim, "about_id").unwrap_or_default();
        let own_id = matches!(kind, Kind::Act | Kind::Party).then(|| self.id(about));
        self.parties.extend((kind == Kind::Party).then_some(about));
        let list_place = lists.get(&about).map(|(at, party)| (*at, party.as_str()));
        let conflicts = list(claim, "conflicts_with");
        // An import takes conflicting claims as such and others as new; only another decision needs saying.
        let mut more = more_of(Kind::Claim, claim);
        more.remove("status");
        if text(claim, "status")
            != if conflicts.is_empty() {
                "new"
            } else {
                "conflict"
            }
        {
            more.insert("status".into(), json!(text(claim, "status")));
        }
        let path = path::write(
            kind,
            text(claim, "about_field"),
            own_id.as_deref(),
            list_place,
        );
        ClaimItem {
            id: self.id(store::id_of(claim)),
            // A claim on the case as a whole, or on a record that does not go, is said of the case.
            about: if path.is_empty() {
                self.id_in(claim, "case_id")
            } else {
                path
            },
            says: owned(claim, "says"),
            locator: owned(claim, "locator"),
            source: self.id_in(claim, "source"),
            conflicts_with: conflicts
                .iter()
                .filter_map(|id| Uuid::parse_str(id).ok())
                .map(|id| self.id(id))
                .collect(),
            more,
        }
    }

    /// What the plain shape has no key for.
    fn attach(
        &mut self,
        item: &mut CaseItem,
        case: Uuid,
        lists: &HashMap<Uuid, (usize, String)>,
    ) -> Result<()> {
        for (kind, list) in [
            (Kind::Note, "notes"),
            (Kind::Task, "tasks"),
            (Kind::Consent, "consents"),
            (Kind::Evidence, "evidence"),
        ] {
            let mut records = self.of_case(kind, case)?;
            records.retain(|record| {
                kind != Kind::Note
                    || self.selection.privileged
                    || text(record, "kind") != "privileged"
            });
            let mut values = Vec::new();
            for record in &records {
                let mut more = more_of(kind, record);
                if kind == Kind::Evidence {
                    // Where the bytes lie in this vault means nothing outside it.
                    more.retain(|name, _| !matches!(name.as_str(), "blob" | "binding"));
                }
                if kind == Kind::Task {
                    self.origin_of(record, &mut more, lists);
                }
                if kind == Kind::Consent
                    && let Some(party) = uuid(record, "party")
                {
                    self.parties.insert(party);
                    more.insert("party".into(), json!(self.id(party)));
                }
                values.push(Value::Object(more));
            }
            if !values.is_empty() {
                item.more.insert(list.into(), Value::Array(values));
            }
        }
        Ok(())
    }

    /// By which rule a task was worked out, and from what in its case.
    fn origin_of(&self, task: &Fields, more: &mut More, lists: &HashMap<Uuid, (usize, String)>) {
        if let Some(rule) = uuid(task, "rule_id") {
            more.insert("rule_id".into(), json!(rule));
        }
        let kind = Kind::of(text(task, "start_kind"));
        if let (Some(kind), Some(id)) = (kind, uuid(task, "start_id")) {
            let act = (kind == Kind::Act).then(|| self.id(id));
            let place = lists.get(&id).map(|(at, party)| (*at, party.as_str()));
            let path = path::write(kind, "", act.as_deref(), place);
            if !path.is_empty() {
                more.insert("start_of".into(), json!(path));
            }
        }
    }

    /// All rules, or those that tasks in the file came from.
    fn rules(&self, cases: &[CaseItem], everything: bool) -> Result<Vec<RuleItem>> {
        let used: BTreeSet<&str> = cases
            .iter()
            .filter_map(|case| case.more.get("tasks")?.as_array())
            .flatten()
            .filter_map(|task| task.get("rule_id")?.as_str())
            .collect();
        let records = store::select(self.book.conn, Kind::Rule, "ORDER BY \"rowid\"", [])?;
        let wanted = records
            .iter()
            .filter(|record| everything || used.contains(text(record, "id")));
        Ok(wanted
            .map(|record| RuleItem {
                id: owned(record, "id"),
                more: more_of(Kind::Rule, record),
            })
            .collect())
    }

    /// Terms that did not come with the program: all of them, or those that something in the file says.
    fn terms(
        &self,
        cases: &[CaseItem],
        people: &[PartyItem],
        everything: bool,
    ) -> Result<Vec<TermItem>> {
        let shipped: BTreeSet<(String, String)> = crate::vocabulary::seeded()
            .map(|term| (term.vocabulary, term.code))
            .collect();
        let said = serde_json::to_string(&(cases, people)).map_err(|_| Error::Json)?;
        let records = store::select(self.book.conn, Kind::Term, "ORDER BY \"rowid\"", [])?;
        let item = |record: &Fields| TermItem {
            vocabulary: owned(record, "vocabulary"),
            code: owned(record, "code"),
            en: owned(record, "en"),
            ru: owned(record, "ru"),
            kk: owned(record, "kk"),
            group: owned(record, "group"),
            huridocs: owned(record, "huridocs"),
            retired: record.get("retired") == Some(&json!(true)),
        };
        let wanted = records.iter().map(item).filter(|term| {
            !shipped.contains(&(term.vocabulary.clone(), term.code.clone()))
                && (everything || said.contains(&json!(term.code).to_string()))
        });
        Ok(wanted.collect())
    }

    fn provisions(&self, cases: &[CaseItem], everything: bool) -> Result<Vec<ProvisionItem>> {
        let used: BTreeSet<&str> = cases
            .iter()
            .flat_map(|case| {
                let acts = case.acts.iter().flat_map(|act| &act.provisions);
                acts.chain(case.measures.iter().flat_map(|measure| &measure.provisions))
                    .chain(case.proceedings.iter().flat_map(|proceeding| {
                        let charged = proceeding.charges.iter().map(|charge| &charge.provision);
                        proceeding.provisions.iter().chain(charged)
                    }))
            })
            .map(String::as_str)
            .collect();
        let mut records = store::select(self.book.conn, Kind::Provision, "ORDER BY \"rowid\"", [])?;
        records.retain(|record| everything || used.contains(text(record, "code")));
        let item = |record: &Fields| ProvisionItem {
            code: owned(record, "code"),
            title: owned(record, "title"),
            law: owned(record, "law"),
            article: owned(record, "article"),
            part: owned(record, "part"),
        };
        Ok(records.iter().map(item).collect())
    }

    fn act_types(&self, cases: &[CaseItem]) -> Result<Vec<ActTypeItem>> {
        let used: BTreeSet<&str> = cases
            .iter()
            .flat_map(|case| case.acts.iter().map(|act| act.act_type.as_str()))
            .collect();
        let mut records = store::select(
            self.book.conn,
            Kind::Term,
            "WHERE \"vocabulary\" = 'act_type' ORDER BY \"rowid\"",
            [],
        )?;
        records.retain(|record| used.contains(text(record, "code")));
        Ok(records
            .iter()
            .map(|record| ActTypeItem {
                code: owned(record, "code"),
                label: owned(record, "en"),
                group: owned(record, "group"),
            })
            .collect())
    }
}

fn owned(record: &Fields, field: &str) -> String {
    text(record, field).to_owned()
}

fn list(record: &Fields, field: &str) -> Vec<String> {
    record
        .get(field)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn count(record: &Fields) -> Option<CountItem> {
    let number = |field: &str| {
        record
            .get(field)
            .and_then(Value::as_u64)
            .and_then(|count| u32::try_from(count).ok())
    };
    let item = CountItem {
        min: number("count_min"),
        max: number("count_max"),
    };
    (item.min.is_some() || item.max.is_some()).then_some(item)
}
