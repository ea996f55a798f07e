//! Writing what a person accepted of a reading: everything in one step, or nothing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::bounded;
use super::text::{Sentence, sentences};
use crate::date::{Lang, UncertainDate};
use crate::record::{
    Act, Case, CaseId, Claim, ClaimStatus, Credibility, Entity, Involved, Kind, Measure, Party,
    PartyId, PartyKind, Place, PlaceId, Provision, Record, RevisionId, Sensitivity, Source,
    SourceId,
};
use crate::view::IdentityFinding;
use crate::write::Pen;
use crate::{Book, Error, Lookout, Result, number, same, store, vocabulary};

/// Most records of one kind that are accepted at once.
const MOST: usize = 1_000;

/// What is to be written of a report.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The report, as it was read: quotes are taken out of it here, so that they are its very words.
    pub text: String,
    /// Into this case ...
    pub case: Option<CaseId>,
    /// ... or into a new one of this title.
    pub title: String,
    /// Whose words they are.
    pub source: AcceptedSource,
    /// Where in the source the text stands, in words; goes before paragraph and sentence. May be empty.
    pub locator: String,
    /// People and organisations.
    pub parties: Vec<AcceptedParty>,
    /// Places.
    pub places: Vec<AcceptedPlace>,
    /// Articles that the vault does not have yet; only those with a code of their own are added.
    pub provisions: Vec<Provision>,
    /// Acts.
    pub acts: Vec<AcceptedAct>,
    /// Releases, and measures that go on longer.
    #[serde(default)]
    pub measures: Vec<AcceptedMeasure>,
}

/// A source of the vault, or a new one.
#[derive(Clone, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct AcceptedSource {
    /// One that is there.
    pub id: Option<SourceId>,
    /// A person to protect: nothing but a code name is written of it.
    pub confidential: bool,
    /// Code of vocabulary `source`.
    pub kind: String,
    /// Title of a published one.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Where it can be read.
    pub url: String,
    /// When it was published.
    pub date: Option<UncertainDate>,
}

/// A party of the vault, or a new one, and its part in the case.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptedParty {
    /// One that is there.
    pub party: Option<PartyId>,
    /// What a new one is.
    pub kind: PartyKind,
    /// Its name.
    pub name: String,
    /// Its occupation.
    pub occupation: String,
    /// How many a group is, at least ...
    #[serde(default)]
    pub count_min: Option<u32>,
    /// ... and at most.
    #[serde(default)]
    pub count_max: Option<u32>,
    /// Code of vocabulary `role`; empty: it gets one only as the victim of an act.
    pub role: String,
    /// Which sentence names it, from 0.
    pub passage: u32,
}

/// A place of the vault, or a new one.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptedPlace {
    /// One that is there.
    pub place: Option<PlaceId>,
    /// What a new one is called.
    pub name: String,
}

/// An act.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptedAct {
    /// Code of vocabulary `act_type`.
    pub act_type: String,
    /// To whom: which of the accepted parties.
    pub victim: Option<u32>,
    /// When.
    pub start: Option<UncertainDate>,
    /// Where: which of the accepted places.
    pub place: Option<u32>,
    /// Codes of provisions.
    pub provisions: Vec<String>,
    /// How it ended, how long, how much.
    pub outcome: String,
    /// Which sentence tells of it, from 0.
    pub passage: u32,
    /// Another sentence that says when.
    pub date_passage: Option<u32>,
    /// Another sentence that says to whom.
    pub victim_passage: Option<u32>,
}

/// A release, or a measure that goes on longer.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptedMeasure {
    /// Code of vocabulary `measure`.
    pub status: String,
    /// Whose: which of the accepted parties.
    pub party: u32,
    /// Since when.
    pub from: Option<UncertainDate>,
    /// The day on which it runs out.
    pub expires_on: Option<NaiveDate>,
    /// How long: an ISO 8601 duration, or nothing.
    pub duration: String,
    /// Which sentence tells of it, from 0.
    pub passage: u32,
    /// Another sentence that says when.
    pub date_passage: Option<u32>,
    /// Another sentence that says whose.
    pub party_passage: Option<u32>,
}

/// What was written.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct Accepted {
    /// Written; false when people behind the seal are named and it was to be asked first: then nothing was.
    pub written: bool,
    /// Who is named, and where.
    pub findings: Vec<IdentityFinding>,
    /// The case.
    pub case: Option<CaseId>,
    /// Its reference.
    pub reference: String,
    /// A revision of the step: undoing it takes all of it back.
    pub revision: Option<RevisionId>,
    /// When, UTC.
    pub at: String,
    /// New records by plural name.
    pub added: BTreeMap<String, u32>,
}

/// What is to become of names from behind the seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum Names {
    /// Nothing is written if there are any.
    Ask,
    /// They are written.
    Keep,
    /// Code names are written in their place.
    Replace,
}

impl Book<'_> {
    /// Writes what was accepted in one transaction, which one undo takes back. `lookout` knows the people behind the seal while it is open.
    ///
    /// Every act and measure gets a claim that quotes the sentence it came from; so do a date and a person that another sentence gave, and a new part in
    /// the case. Grades are those of anything not judged yet, F6.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field; [`Error::NotFound`]. Nothing is written then.
    pub fn accept_reading(
        &mut self,
        acceptance: &Acceptance,
        names: Names,
        lookout: Option<&Lookout>,
    ) -> Result<Accepted> {
        bounded(&acceptance.text)?;
        within(acceptance)?;
        let lookout = lookout.filter(|lookout| !lookout.is_empty());
        if let (Names::Ask, Some(lookout)) = (names, lookout) {
            let mut findings = self.write_or_not(false, |pen| {
                let mut writer = Writer::new(pen, acceptance, Some(lookout), false);
                writer.all()?;
                Ok(writer.findings)
            })?;
            if !findings.is_empty() {
                let mut seen = BTreeSet::new();
                findings
                    .retain(|one| seen.insert((one.source, one.field.clone(), one.why.clone())));
                return Ok(Accepted {
                    written: false,
                    findings,
                    case: acceptance.case,
                    reference: String::new(),
                    revision: None,
                    at: String::new(),
                    added: BTreeMap::new(),
                });
            }
        }
        let lookout = lookout.filter(|_| names == Names::Replace);
        self.write(|pen| {
            let mut writer = Writer::new(pen, acceptance, lookout, true);
            let case = writer.all()?;
            let (added, revision) = (writer.added, writer.pen.revisions.first().copied());
            let case: Case = store::read(&pen.tx, Kind::Case, case.0)?.map_or(
                Err(Error::NotFound {
                    kind: Kind::Case,
                    id: case.0,
                }),
                store::typed,
            )?;
            Ok(Accepted {
                written: true,
                findings: Vec::new(),
                case: Some(case.id),
                reference: case.reference,
                revision,
                at: pen.at.clone(),
                added,
            })
        })
    }
}

fn within(acceptance: &Acceptance) -> Result<()> {
    let counts = [
        ("parties", acceptance.parties.len()),
        ("places", acceptance.places.len()),
        ("provisions", acceptance.provisions.len()),
        ("acts", acceptance.acts.len()),
        ("measures", acceptance.measures.len()),
    ];
    if let Some((field, _)) = counts.iter().find(|(_, count)| *count > MOST) {
        return Err(Error::invalid(field, "too_long"));
    }
    if acceptance.acts.is_empty()
        && acceptance.measures.is_empty()
        && acceptance.parties.iter().all(|party| party.role.is_empty())
    {
        return Err(Error::invalid("acts", "required"));
    }
    Ok(())
}

struct Writer<'w, 'p> {
    pen: &'w mut Pen<'p>,
    acceptance: &'w Acceptance,
    sentences: Vec<Sentence>,
    lookout: Option<&'w Lookout>,
    /// Names are replaced; else they are only noted.
    replace: bool,
    findings: Vec<IdentityFinding>,
    added: BTreeMap<String, u32>,
}

impl<'w, 'p> Writer<'w, 'p> {
    fn new(
        pen: &'w mut Pen<'p>,
        acceptance: &'w Acceptance,
        lookout: Option<&'w Lookout>,
        replace: bool,
    ) -> Self {
        Self {
            sentences: sentences(&acceptance.text),
            pen,
            acceptance,
            lookout,
            replace,
            findings: Vec::new(),
            added: BTreeMap::new(),
        }
    }

    fn all(&mut self) -> Result<CaseId> {
        let acceptance = self.acceptance;
        let case = self.case()?;
        let source = self.source()?;
        for provision in &acceptance.provisions {
            self.provision(provision)?;
        }
        let mut parties = Vec::new();
        for party in &acceptance.parties {
            parties.push(self.party(party)?);
        }
        let mut places = Vec::new();
        for place in &acceptance.places {
            places.push(self.place(place)?);
        }
        let mut parts: BTreeSet<(PartyId, String)> =
            store::select_of_case::<Involved>(&self.pen.tx, case)?
                .into_iter()
                .map(|involved| (involved.party, involved.role))
                .collect();
        for (party, accepted) in parties.iter().zip(&acceptance.parties) {
            if accepted.role.is_empty() || !parts.insert((*party, accepted.role.clone())) {
                continue;
            }
            let involved = self.involved(case, *party, &accepted.role)?;
            self.claim(
                case,
                source,
                (Kind::Involved, involved),
                "",
                accepted.passage,
            )?;
        }
        for act in &acceptance.acts {
            let victim = picked(&parties, act.victim, "victim")?;
            let place = picked(&places, act.place, "place")?;
            if let Some(victim) = victim
                && parts.insert((victim, "victim".to_owned()))
            {
                self.involved(case, victim, "victim")?;
            }
            self.act(case, source, act, victim, place)?;
        }
        for measure in &acceptance.measures {
            let party = picked(&parties, Some(measure.party), "party")?
                .ok_or_else(|| Error::invalid("party", "required"))?;
            if !parts.iter().any(|(known, _)| *known == party) {
                parts.insert((party, "victim".to_owned()));
                self.involved(case, party, "victim")?;
            }
            self.measure(case, source, measure, party)?;
        }
        Ok(case)
    }

    fn case(&mut self) -> Result<CaseId> {
        if let Some(id) = self.acceptance.case {
            return match store::read(&self.pen.tx, Kind::Case, id.0)? {
                Some(_) => Ok(id),
                None => Err(Error::NotFound {
                    kind: Kind::Case,
                    id: id.0,
                }),
            };
        }
        let case = Case {
            title: self.acceptance.title.trim().to_owned(),
            priority: 2,
            sensitivity: Sensitivity::Internal,
            ..Case::default()
        };
        self.put(case).map(CaseId)
    }

    fn source(&mut self) -> Result<SourceId> {
        let wanted = &self.acceptance.source;
        if let Some(id) = wanted.id {
            return match store::read(&self.pen.tx, Kind::Source, id.0)? {
                Some(_) => Ok(id),
                None => Err(Error::invalid("source", "unknown_record")),
            };
        }
        if !wanted.confidential && wanted.title.trim().is_empty() {
            return Err(Error::invalid("source", "required"));
        }
        let source = Source {
            kind: wanted.kind.clone(),
            confidential: wanted.confidential,
            title: wanted.title.trim().to_owned(),
            publisher: wanted.publisher.trim().to_owned(),
            url: wanted.url.trim().to_owned(),
            date: wanted.date.clone().filter(|_| !wanted.confidential),
            ..Source::default()
        };
        self.put(source).map(SourceId)
    }

    /// An article, unless the vault has its code by now.
    fn provision(&mut self, provision: &Provision) -> Result<()> {
        let there = self
            .pen
            .tx
            .prepare_cached("SELECT 1 FROM \"provision\" WHERE \"code\" = ?1")?
            .exists([&provision.code])?;
        if there {
            return Ok(());
        }
        // The same in every vault, so that those who exchange records agree on it.
        let id = vocabulary::provision_id(&provision.code);
        let free = store::read(&self.pen.tx, Kind::Provision, id)?.is_none();
        let provision = Provision {
            id: if free { id.into() } else { Uuid::nil().into() },
            ..provision.clone()
        };
        self.put(provision).map(drop)
    }

    fn party(&mut self, accepted: &AcceptedParty) -> Result<PartyId> {
        if let Some(id) = accepted.party {
            return match store::read(&self.pen.tx, Kind::Party, id.0)? {
                Some(_) => same::now(&self.pen.tx, id.0).map(PartyId),
                None => Err(Error::NotFound {
                    kind: Kind::Party,
                    id: id.0,
                }),
            };
        }
        let party = Party {
            kind: accepted.kind,
            name: accepted.name.trim().to_owned(),
            occupation: accepted.occupation.trim().to_owned(),
            count_min: accepted.count_min,
            count_max: accepted.count_max,
            sensitivity: Sensitivity::Internal,
            ..Party::default()
        };
        self.put(party).map(PartyId)
    }

    fn place(&mut self, accepted: &AcceptedPlace) -> Result<PlaceId> {
        if let Some(id) = accepted.place {
            return match store::read(&self.pen.tx, Kind::Place, id.0)? {
                Some(_) => Ok(id),
                None => Err(Error::NotFound {
                    kind: Kind::Place,
                    id: id.0,
                }),
            };
        }
        let place = Place {
            name: accepted.name.trim().to_owned(),
            ..Place::default()
        };
        self.put(place).map(PlaceId)
    }

    fn involved(&mut self, case: CaseId, party: PartyId, role: &str) -> Result<Uuid> {
        self.put(Involved {
            case_id: case,
            party,
            role: role.to_owned(),
            ..Involved::default()
        })
    }

    fn act(
        &mut self,
        case: CaseId,
        source: SourceId,
        accepted: &AcceptedAct,
        victim: Option<PartyId>,
        place: Option<PlaceId>,
    ) -> Result<()> {
        // It was done to as many as the group is.
        let group = accepted
            .victim
            .and_then(|number| self.acceptance.parties.get(number as usize));
        let id = self.put(Act {
            case_id: case,
            act_type: accepted.act_type.clone(),
            victim,
            count_min: group.and_then(|group| group.count_min),
            count_max: group.and_then(|group| group.count_max),
            start: accepted.start.clone(),
            place,
            provisions: accepted.provisions.clone(),
            outcome: accepted.outcome.trim().to_owned(),
            sensitivity: Sensitivity::Internal,
            ..Act::default()
        })?;
        let about = (Kind::Act, id);
        self.claim(case, source, about, "", accepted.passage)?;
        let others = [
            (
                "start",
                accepted.date_passage.filter(|_| accepted.start.is_some()),
            ),
            (
                "victim",
                accepted.victim_passage.filter(|_| victim.is_some()),
            ),
        ];
        for (field, passage) in others {
            if let Some(passage) = passage.filter(|passage| *passage != accepted.passage) {
                self.claim(case, source, about, field, passage)?;
            }
        }
        Ok(())
    }

    fn measure(
        &mut self,
        case: CaseId,
        source: SourceId,
        accepted: &AcceptedMeasure,
        party: PartyId,
    ) -> Result<()> {
        let id = self.put(Measure {
            case_id: case,
            party,
            status: accepted.status.clone(),
            from: accepted.from.clone(),
            expires_on: accepted.expires_on,
            duration: accepted.duration.clone(),
            sensitivity: Sensitivity::Internal,
            ..Measure::default()
        })?;
        let about = (Kind::Measure, id);
        self.claim(case, source, about, "", accepted.passage)?;
        let date = accepted.date_passage.filter(|_| accepted.from.is_some());
        for (field, passage) in [("from", date), ("party", accepted.party_passage)] {
            if let Some(passage) = passage.filter(|passage| *passage != accepted.passage) {
                self.claim(case, source, about, field, passage)?;
            }
        }
        Ok(())
    }

    /// A claim that quotes a sentence and says where it stands.
    fn claim(
        &mut self,
        case: CaseId,
        source: SourceId,
        (kind, id): (Kind, Uuid),
        field: &str,
        passage: u32,
    ) -> Result<()> {
        let sentence = usize::try_from(passage)
            .ok()
            .and_then(|index| self.sentences.get(index))
            .ok_or_else(|| Error::invalid("passage", "out_of_range"))?;
        let quote = &self.acceptance.text[sentence.from..sentence.to];
        // Signs that a page made of paper leaves in copied text, such as form feeds, say nothing.
        let quote: String = quote
            .chars()
            .filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t'))
            .collect();
        let place = locator(self.pen.ctx.lang, sentence);
        let locator = match self.acceptance.locator.trim() {
            "" => place,
            before => format!("{before}, {place}"),
        };
        self.put(Claim {
            id: Uuid::nil().into(),
            case_id: case,
            about_kind: kind,
            about_id: id,
            about_field: field.to_owned(),
            says: String::new(),
            quote,
            locator,
            source,
            date_given: None,
            reliability: None,
            credibility: Credibility::default(),
            status: ClaimStatus::default(),
            conflicts_with: Vec::new(),
            consent: None,
        })
        .map(drop)
    }

    /// Writes a new record, with code names in the place of people behind the seal if that is wanted; gives its id.
    fn put<T: Entity>(&mut self, mut record: T) -> Result<Uuid> {
        if record.id().is_nil() {
            record.set_id(self.pen.ctx.uuid());
        }
        let mut record = record.into_record();
        if let Some(lookout) = self.lookout {
            if self.replace {
                record = lookout.clean(&record, None)?;
            } else {
                self.findings.extend(lookout.in_record(&record));
            }
        }
        self.write(&record)
    }

    fn write(&mut self, record: &Record) -> Result<Uuid> {
        let (kind, id) = (record.kind(), record.id());
        let mut fields = store::to_fields(record);
        number::fill(&self.pen.tx, self.pen.ctx, kind, None, &mut fields)?;
        self.pen.put(kind, fields, "edit")?;
        *self.added.entry(kind.plural().to_owned()).or_default() += 1;
        Ok(id)
    }
}

fn picked<T: Copy>(list: &[T], number: Option<u32>, field: &str) -> Result<Option<T>> {
    let Some(number) = number else {
        return Ok(None);
    };
    let found = usize::try_from(number)
        .ok()
        .and_then(|number| list.get(number));
    found
        .copied()
        .map(Some)
        .ok_or_else(|| Error::invalid(field, "out_of_range"))
}

/// Where a sentence stands, in the language of whoever accepts it.
fn locator(lang: Lang, sentence: &Sentence) -> String {
    let (paragraph, number) = (sentence.paragraph, sentence.number);
    match lang {
        Lang::En => format!("paragraph {paragraph}, sentence {number}"),
        Lang::Ru => format!("абзац {paragraph}, предложение {number}"),
        Lang::Kk => format!("{paragraph}-абзац, {number}-сөйлем"),
    }
}
