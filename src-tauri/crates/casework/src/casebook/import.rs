//! From [`Casebook`] to records, all or nothing.
//!
//! Every record remembers its id in the file and what the file said of it last. A second import of the same file finds everything
//! unchanged, even where people have edited since; a changed file changes the fields that changed in the file and no others.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};
use uuid::Uuid;

use super::item::{put_more, usual};
use super::model::{
    ActItem, CaseItem, Casebook, ClaimItem, CountItem, More, PartyItem, SourceItem,
};
use super::path::{self, Target};
use super::reader::Faults;
use crate::record::{Kind, RevisionId, SourceId};
use crate::schema::field::{Shape, fields};
use crate::store::{self, Fields};
use crate::view::{ImportReport, SourceIdentity};
use crate::write::Pen;
use crate::{Book, Error, Result, number, seal, vocabulary};

/// What an import did.
pub struct Imported {
    /// Counts.
    pub report: ImportReport,
    /// Who the confidential sources are; they are not in the casework. The caller puts them under the seal in the same step.
    pub sealed: Vec<SourceIdentity>,
    /// A revision of the import's transaction, to undo it by; none if nothing was written.
    pub batch: Option<RevisionId>,
}

impl Casebook {
    /// Whether it names people to protect, so that the sealed compartment must be open to take it in.
    pub fn has_confidential(&self) -> bool {
        self.sources.iter().any(|source| {
            source.confidential && !(source.title.is_empty() && source.publisher.is_empty())
        })
    }
}

impl Book<'_> {
    /// Takes a casebook in, in one transaction, or only says what would happen.
    ///
    /// `seal` gets the identities of confidential sources before the transaction ends; if it fails, nothing is written. It is not
    /// called in a dry run or when there are none. A caller that cannot reach the sealed compartment at that moment returns
    /// [`Error::SealClosed`], or stores [`Imported::sealed`] right afterwards and undoes the import if that fails.
    ///
    /// # Errors
    /// [`Error::Refused`] with every fault by path; whatever `seal` gives.
    pub fn import(
        &mut self,
        casebook: &Casebook,
        dry_run: bool,
        seal: impl FnOnce(&[SourceIdentity]) -> Result<()>,
    ) -> Result<Imported> {
        self.write_or_not(!dry_run, |pen| {
            pen.resolved = true;
            let mut import = Import::new(pen, casebook);
            import.all()?;
            let Import {
                faults,
                mut report,
                sealed,
                ..
            } = import;
            let faults = faults.take();
            if !faults.is_empty() {
                return Err(Error::Refused(faults));
            }
            report.dry_run = dry_run;
            if !dry_run && !sealed.is_empty() {
                seal(&sealed)?;
            }
            Ok(Imported {
                report,
                sealed,
                batch: pen.revisions.first().copied(),
            })
        })
    }
}

/// What the file said of a record before.
struct Known {
    external: String,
    record: Uuid,
    seen: Fields,
}

struct Import<'i, 'b> {
    pen: &'i mut Pen<'b>,
    book: &'i Casebook,
    identity: String,
    faults: Faults,
    report: ImportReport,
    sealed: Vec<SourceIdentity>,
    parties: HashMap<&'i str, Uuid>,
    sources: HashMap<&'i str, Uuid>,
    cases: HashMap<&'i str, Uuid>,
    claims: HashMap<&'i str, Uuid>,
    places: HashMap<String, Uuid>,
}

impl<'i, 'b> Import<'i, 'b> {
    fn new(pen: &'i mut Pen<'b>, book: &'i Casebook) -> Self {
        let mut report = ImportReport::default();
        for counts in [
            &mut report.added,
            &mut report.updated,
            &mut report.unchanged,
        ] {
            for kind in [
                Kind::Case,
                Kind::Party,
                Kind::Act,
                Kind::Measure,
                Kind::Claim,
                Kind::Source,
            ] {
                counts.insert(kind.plural().into(), 0);
            }
        }
        Self {
            pen,
            book,
            identity: book.identity(),
            faults: Faults::default(),
            report,
            sealed: Vec::new(),
            parties: HashMap::new(),
            sources: HashMap::new(),
            cases: HashMap::new(),
            claims: HashMap::new(),
            places: HashMap::new(),
        }
    }

    fn all(&mut self) -> Result<()> {
        let book = self.book;
        for item in &book.act_types {
            self.term("act_type", &item.code, &item.label, &item.group)?;
        }
        for (at, item) in book.provisions.iter().enumerate() {
            let fields = json!({"code": item.code, "title": item.title, "law": item.law, "article": item.article, "part": item.part});
            self.provision(
                &item.code,
                blank(Kind::Provision, fields),
                &format!("provisions[{at}]"),
            )?;
        }
        for (at, item) in book.parties.iter().enumerate() {
            self.party(item, &format!("parties[{at}]"))?;
        }
        for (at, item) in book.sources.iter().enumerate() {
            self.source(item, &format!("sources[{at}]"))?;
        }
        for (at, item) in book.cases.iter().enumerate() {
            self.case(item, &format!("cases[{at}]"))?;
        }
        for case in &book.cases {
            for claim in &case.claims {
                let id = self
                    .known(Kind::Claim, &claim.id)?
                    .map_or_else(|| self.pen.ctx.uuid(), |known| known.record);
                self.claims.insert(&claim.id, id);
            }
        }
        for (at, item) in book.cases.iter().enumerate() {
            self.inside(item, &format!("cases[{at}]"))?;
        }
        Ok(())
    }

    fn party(&mut self, item: &'i PartyItem, path: &str) -> Result<()> {
        let (min, max) = bounds(item.count.as_ref());
        let some = json!({"kind": item.kind, "name": item.name, "description": item.description, "count_min": min, "count_max": max, "tags": item.tags});
        let mut record = blank(Kind::Party, some);
        self.more(Kind::Party, &item.more, &mut record, path);
        let id = self.put(Kind::Party, &item.id, record, path)?;
        self.parties.insert(&item.id, id);
        for (at, aka) in item.aka.iter().enumerate() {
            if aka.trim().is_empty() {
                continue;
            }
            let record = blank(Kind::Name, json!({"party": id, "full": aka}));
            self.put(
                Kind::Name,
                &format!("{}/aka/{aka}", item.id),
                record,
                &format!("{path}.aka[{at}]"),
            )?;
        }
        for (at, name) in item.names.iter().enumerate() {
            let some = json!({"party": id, "kind": name.kind, "full": name.full, "given": name.given, "patronymic": name.patronymic, "family": name.family});
            let record = blank(Kind::Name, some);
            self.put(
                Kind::Name,
                &format!("{}/name/{}/{}", item.id, name.kind, name.full),
                record,
                &format!("{path}.names[{at}]"),
            )?;
        }
        Ok(())
    }

    fn source(&mut self, item: &'i SourceItem, path: &str) -> Result<()> {
        self.term("source", &item.kind, "", "")?;
        let some = json!({"kind": item.kind, "confidential": item.confidential, "date": item.date, "reliability": item.reliability.to_lowercase(),
            "title": item.title, "publisher": item.publisher});
        let mut record = blank(Kind::Source, some);
        self.more(Kind::Source, &item.more, &mut record, path);
        let mut external = item.id.clone();
        let mut identity = None;
        if item.confidential {
            let url = store::text(&record, "url").to_owned();
            let note = [item.publisher.as_str(), url.as_str()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("\n");
            identity = Some(SourceIdentity {
                name: item.title.clone(),
                note,
                ..SourceIdentity::default()
            });
            for field in ["title", "publisher", "url"] {
                record.insert(field.into(), json!(""));
            }
            external = seal::hidden(self.pen.ctx, &item.id);
            // It may have come as an open source before.
            let sql = "UPDATE origin SET external = ?1 WHERE casebook = ?2 AND kind = 'source' AND external = ?3";
            self.pen
                .tx
                .execute(sql, params![external, self.identity, item.id])?;
        } else if self.known(Kind::Source, &item.id)?.is_none() {
            // What was closed here stays closed, whatever the file says.
            let hidden = seal::hidden(self.pen.ctx, &item.id);
            if let Some(known) = self.known(Kind::Source, &hidden)? {
                self.sources.insert(&item.id, known.record);
                self.count(Kind::Source, |report| &mut report.unchanged);
                return Ok(());
            }
        }
        let current = self
            .known(Kind::Source, &external)?
            .map(|known| store::read(&self.pen.tx, Kind::Source, known.record))
            .transpose()?
            .flatten();
        number::fill(
            &self.pen.tx,
            self.pen.ctx,
            Kind::Source,
            current.as_ref(),
            &mut record,
        )?;
        let id = self.put(Kind::Source, &external, record, path)?;
        self.sources.insert(&item.id, id);
        if let Some(identity) =
            identity.filter(|identity| !(identity.name.is_empty() && identity.note.is_empty()))
        {
            self.sealed.push(SourceIdentity {
                id: SourceId(id),
                ..identity
            });
        }
        Ok(())
    }

    fn case(&mut self, item: &'i CaseItem, path: &str) -> Result<()> {
        for space in &item.space {
            self.term("space", space, "", "")?;
        }
        let places = item
            .places
            .iter()
            .map(|name| self.place(name, path))
            .collect::<Result<Vec<_>>>()?;
        let some = json!({"title": item.title, "summary": item.summary, "space": item.space, "tags": item.tags, "places": places.into_iter().flatten().collect::<Vec<_>>()});
        let mut record = blank(Kind::Case, some);
        self.more(Kind::Case, &item.more, &mut record, path);
        let current = self
            .known(Kind::Case, &item.id)?
            .map(|known| store::read(&self.pen.tx, Kind::Case, known.record))
            .transpose()?
            .flatten();
        let reference = match &current {
            Some(current) => store::text(current, "reference").to_owned(),
            None if spoken(&item.id) => {
                number::free(&self.pen.tx, "case", "reference", &item.id.to_uppercase())?
            }
            None => String::new(),
        };
        record.insert("reference".into(), json!(reference));
        number::fill(
            &self.pen.tx,
            self.pen.ctx,
            Kind::Case,
            current.as_ref(),
            &mut record,
        )?;
        let id = self.put(Kind::Case, &item.id, record, path)?;
        self.cases.insert(&item.id, id);
        Ok(())
    }

    /// Everything inside a case; all cases are there by now.
    fn inside(&mut self, item: &'i CaseItem, path: &str) -> Result<()> {
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
        self.attachments(item, case, path)
    }

    fn act(&mut self, item: &'i ActItem, case: Uuid, path: &str) -> Result<Uuid> {
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
    fn lists(
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
            let some = json!({"case_id": case, "kind": proceeding.kind, "court": proceeding.court, "date": proceeding.date, "provisions": proceeding.provisions,
                "decision": proceeding.decision, "sentence": proceeding.sentence});
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

    fn claim(
        &mut self,
        item: &'i CaseItem,
        claim: &'i ClaimItem,
        case: Uuid,
        made: &HashMap<Target, Uuid>,
        path: &str,
    ) -> Result<()> {
        // Parsing made sure that this resolves; a casebook built in memory may not.
        let Some((target, field)) = path::resolve(item, &claim.about) else {
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
        let some = json!({"case_id": case, "about_kind": target.kind(), "about_id": made.get(&target), "about_field": field, "says": claim.says, "locator": claim.locator,
            "source": self.sources.get(claim.source.as_str()), "conflicts_with": conflicts, "status": status});
        let mut record = blank(Kind::Claim, some);
        self.more(Kind::Claim, &claim.more, &mut record, path);
        let Some(id) = self.claims.get(claim.id.as_str()).copied() else {
            return Ok(());
        };
        self.put_as(Kind::Claim, &claim.id, Some(id), record, path)
            .map(drop)
    }

    /// Notes, tasks and consents a file of ours brings along.
    fn attachments(&mut self, item: &'i CaseItem, case: Uuid, path: &str) -> Result<()> {
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
                self.more(kind, more, &mut record, &path);
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

    // Looking up and writing.

    fn party_id(&self, id: &str) -> Value {
        self.parties.get(id).map_or(Value::Null, |id| json!(id))
    }

    fn more(&self, kind: Kind, more: &More, record: &mut Fields, path: &str) {
        for key in put_more(kind, more, record) {
            self.faults.add(
                format!("{path}.more.{key}"),
                "bad_value",
                "the field does not hold what it may hold",
            );
        }
    }

    /// A place of that name; the vault's own if it has one.
    fn place(&mut self, name: &str, path: &str) -> Result<Option<Uuid>> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(id) = self.places.get(name) {
            return Ok(Some(*id));
        }
        let found: Option<String> = match self.known(Kind::Place, name)? {
            Some(known) => Some(known.record.to_string()),
            None => self
                .pen
                .tx
                .query_row(
                    "SELECT id FROM place WHERE name = ?1 ORDER BY rowid LIMIT 1",
                    [name],
                    |row| row.get(0),
                )
                .optional()?,
        };
        let id = match found.and_then(|id| Uuid::parse_str(&id).ok()) {
            Some(id) if store::read(&self.pen.tx, Kind::Place, id)?.is_some() => {
                self.count(Kind::Place, |report| &mut report.unchanged);
                id
            }
            _ => self.put(
                Kind::Place,
                name,
                blank(Kind::Place, json!({"name": name})),
                path,
            )?,
        };
        self.places.insert(name.to_owned(), id);
        Ok(Some(id))
    }

    /// A provision; a code means the same article in every file.
    fn provision(&mut self, code: &str, record: Fields, path: &str) -> Result<()> {
        let there: Option<String> = self
            .pen
            .tx
            .query_row("SELECT id FROM provision WHERE code = ?1", [code], |row| {
                row.get(0)
            })
            .optional()?;
        match (there, self.known(Kind::Provision, code)?) {
            (Some(_), None) => {
                self.count(Kind::Provision, |report| &mut report.unchanged);
                Ok(())
            }
            _ => self
                .put_as(
                    Kind::Provision,
                    code,
                    Some(vocabulary::provision_id(code)),
                    record,
                    path,
                )
                .map(drop),
        }
    }

    fn act_type(&mut self, code: &str, path: &str) -> Result<bool> {
        let known = self
            .pen
            .tx
            .prepare_cached("SELECT 1 FROM term WHERE vocabulary = 'act_type' AND code = ?1")?
            .exists([code])?;
        if !known {
            self.faults.add(
                format!("{path}.type"),
                "unresolved",
                "no act type has this code",
            );
        }
        Ok(known)
    }

    /// Adds a term to a vocabulary that does not have it yet.
    fn term(&mut self, vocabulary: &str, code: &str, label: &str, group: &str) -> Result<()> {
        let known = self
            .pen
            .tx
            .prepare_cached("SELECT 1 FROM term WHERE vocabulary = ?1 AND code = ?2")?
            .exists([vocabulary, code])?;
        if known || code.is_empty() {
            return Ok(());
        }
        let label = if label.is_empty() {
            code.replace(['_', '-'], " ")
        } else {
            label.to_owned()
        };
        let mut record = blank(
            Kind::Term,
            json!({"vocabulary": vocabulary, "code": code, "en": label, "group": group}),
        );
        record.insert("id".into(), json!(vocabulary::term_id(vocabulary, code)));
        self.pen.put(Kind::Term, record, "import")?;
        self.count(Kind::Term, |report| &mut report.added);
        Ok(())
    }

    fn known(&self, kind: Kind, external: &str) -> Result<Option<Known>> {
        let mut statement = self.pen.tx.prepare_cached(
            "SELECT record, seen FROM origin WHERE casebook = ?1 AND kind = ?2 AND external = ?3",
        )?;
        let row = statement
            .query_row([&self.identity, kind.name(), external], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?;
        row.map(|(record, seen)| known(external, &record, &seen))
            .transpose()
    }

    fn put(&mut self, kind: Kind, external: &str, record: Fields, path: &str) -> Result<Uuid> {
        self.put_as(kind, external, None, record, path)
    }

    /// Writes a record of the file, under the id it has here, the id given, or a new one.
    fn put_as(
        &mut self,
        kind: Kind,
        external: &str,
        id: Option<Uuid>,
        record: Fields,
        path: &str,
    ) -> Result<Uuid> {
        let known = self.known(kind, external)?;
        self.put_known(kind, external, known, id, record, path)
    }

    fn put_known(
        &mut self,
        kind: Kind,
        external: &str,
        known: Option<Known>,
        id: Option<Uuid>,
        mut record: Fields,
        path: &str,
    ) -> Result<Uuid> {
        let id = known
            .as_ref()
            .map(|known| known.record)
            .or(id)
            .unwrap_or_else(|| self.pen.ctx.uuid());
        record.insert("id".into(), json!(id));
        // A file that was parsed without faults has none of these; one read as far as it could be may.
        let lost = fields(kind).iter().find(|field| {
            matches!(field.shape, Shape::Ref(_) | Shape::About)
                && record.get(field.name) == Some(&Value::Null)
        });
        if let Some(field) = lost {
            self.faults.add(
                format!("{path}.{}", plain_name(kind, field.name)),
                "unresolved",
                "nothing in the file has this id",
            );
            return Ok(id);
        }
        let current = store::read(&self.pen.tx, kind, id)?;
        let wanted = match (&current, &known) {
            (Some(current), Some(known)) => news(&record, &known.seen, current),
            _ => record.clone(),
        };
        let (is_new, same) = (current.is_none(), current.as_ref() == Some(&wanted));
        if !same {
            match self.pen.put(kind, wanted, "import") {
                Ok(_) => {}
                Err(Error::Invalid { field, code }) => {
                    self.faults.add(
                        format!("{path}.{}", plain_name(kind, &field)),
                        code,
                        why(code),
                    );
                    return Ok(id);
                }
                Err(error) => return Err(error),
            }
        }
        let seen = serde_json::to_string(&record).map_err(|_| Error::Json)?;
        self.pen
            .tx
            .prepare_cached(
                "INSERT INTO origin (casebook, kind, external, record, seen) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (casebook, kind, external) DO UPDATE SET record = excluded.record, seen = excluded.seen",
            )?
            .execute(params![self.identity, kind.name(), external, id.to_string(), seen])?;
        let counts = match (is_new, same) {
            (true, _) => &mut self.report.added,
            (false, false) => &mut self.report.updated,
            (false, true) => &mut self.report.unchanged,
        };
        *counts.entry(kind.plural().to_owned()).or_default() += 1;
        Ok(id)
    }

    /// Items without ids: the same words are the same item, what is left is matched by place, what is still left is new.
    fn put_list(
        &mut self,
        kind: Kind,
        prefix: &str,
        records: Vec<Fields>,
        path: &str,
    ) -> Result<Vec<Uuid>> {
        let mut before: Vec<Option<Known>> = self
            .known_under(kind, prefix)?
            .into_iter()
            .map(Some)
            .collect();
        let mut matched: Vec<Option<Known>> = Vec::new();
        for record in &records {
            let same = before.iter_mut().find(|known| {
                known
                    .as_ref()
                    .is_some_and(|known| same_words(&known.seen, record))
            });
            matched.push(same.and_then(Option::take));
        }
        let mut next = before.len();
        let mut out = Vec::new();
        for (at, (record, mut known)) in records.into_iter().zip(matched).enumerate() {
            if known.is_none() {
                let external = format!("{prefix}/{at}");
                known = before
                    .iter_mut()
                    .find(|known| {
                        known
                            .as_ref()
                            .is_some_and(|known| known.external == external)
                    })
                    .and_then(Option::take);
            }
            let external = known.as_ref().map(|known| known.external.clone());
            let external = match external {
                Some(external) => external,
                None => loop {
                    let candidate = if self.known(kind, &format!("{prefix}/{at}"))?.is_none() {
                        at
                    } else {
                        next
                    };
                    next = next.max(candidate) + 1;
                    let candidate = format!("{prefix}/{candidate}");
                    if self.known(kind, &candidate)?.is_none() {
                        break candidate;
                    }
                },
            };
            out.push(self.put_known(
                kind,
                &external,
                known,
                None,
                record,
                &format!("{path}[{at}]"),
            )?);
        }
        Ok(out)
    }

    fn known_under(&self, kind: Kind, prefix: &str) -> Result<Vec<Known>> {
        let mut statement = self.pen.tx.prepare_cached(
            "SELECT external, record, seen FROM origin WHERE casebook = ?1 AND kind = ?2 AND substr(external, 1, length(?3)) = ?3 ORDER BY length(external), external",
        )?;
        let prefix = format!("{prefix}/");
        let rows = statement.query_map([&self.identity, kind.name(), &prefix], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        rows.map(|row| {
            let (external, record, seen) = row?;
            known(&external, &record, &seen)
        })
        .collect()
    }

    fn count(
        &mut self,
        kind: Kind,
        counts: impl Fn(&mut ImportReport) -> &mut BTreeMap<String, u32>,
    ) {
        *counts(&mut self.report)
            .entry(kind.plural().to_owned())
            .or_default() += 1;
    }
}

fn known(external: &str, record: &str, seen: &str) -> Result<Known> {
    let record = Uuid::parse_str(record).map_err(|_| Error::Json)?;
    Ok(Known {
        external: external.to_owned(),
        record,
        seen: serde_json::from_str(seen).map_err(|_| Error::Json)?,
    })
}

/// The record as it is here, with the fields that changed in the file since it was seen last.
fn news(file: &Fields, seen: &Fields, current: &Fields) -> Fields {
    let mut out = current.clone();
    for (name, value) in file {
        if seen.get(name) != Some(value) {
            out.insert(name.clone(), value.clone());
        }
    }
    out
}

fn same_words(seen: &Fields, record: &Fields) -> bool {
    record
        .iter()
        .filter(|(name, _)| *name != "id")
        .all(|(name, value)| seen.get(name) == Some(value))
}

/// A record of a kind from some of its fields.
fn blank(kind: Kind, some: Value) -> Fields {
    let mut record = usual(kind);
    if let Value::Object(some) = some {
        record.extend(some);
    }
    record
}

fn bounds(count: Option<&CountItem>) -> (Option<u32>, Option<u32>) {
    count.map_or((None, None), |count| (count.min, count.max))
}

/// Fit to be a reference: short, ASCII, no spaces, with a digit in it.
fn spoken(id: &str) -> bool {
    id.len() <= 32
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'))
        && id.bytes().any(|byte| byte.is_ascii_digit())
}

/// The plain key of a field, for the path of a fault.
fn plain_name(kind: Kind, field: &str) -> &str {
    match (kind, field) {
        (Kind::Act, "act_type") | (Kind::Intervention, "kind") => "type",
        (Kind::Act | Kind::Party, "count_min" | "count_max") => "count",
        (Kind::Intervention, "addressee") => "to",
        (Kind::Chain, "to_case") => "case",
        (Kind::Claim, "about_id") => "about",
        _ => field,
    }
}

fn why(code: &str) -> &'static str {
    match code {
        "unknown_provision" => "no provision has this code",
        "unknown_code" => "the vocabulary has no such code",
        "bad_duration" => "this is not a duration (ISO 8601, such as P2M)",
        "required" => "this is needed",
        "too_long" => "too long",
        _ => "the field does not hold what it may hold",
    }
}
