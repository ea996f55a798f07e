//! The rules of selection, kind by kind. Each asks what has been kept before, so parents come first.

use std::collections::{BTreeMap, BTreeSet};

use casework::Book;
use casework::record::{
    Act, Audience, Case, CaseId, ClaimId, Comment, Consent, Distinct, Entity, Evidence, EvidenceId,
    Involvement, Kind, Merge, Name, NoteKind, Part, Party, PartyId, PartyKind, Place, PlaceId,
    Relationship, ReviewState, RuleId, Sensitivity, Source, SourceId, Term,
};
use chrono::NaiveDate;
use serde_json::Value;
use uuid::Uuid;

use super::{Chosen, Reason, StandIns, Wish};
use crate::error::Result;
use crate::leak::{self, Hidden};

pub(super) struct Rules<'b, 'w> {
    book: &'b Book<'b>,
    wish: &'w Wish,
    today: NaiveDate,
    consents: Vec<Consent>,
    originals: BTreeMap<Uuid, Value>,
    stand_ins: StandIns,
    /// Whoever is said to have done something, and to whom nothing was done.
    perpetrators: BTreeSet<PartyId>,
}

impl<'b, 'w> Rules<'b, 'w> {
    pub fn new(book: &'b Book<'b>, wish: &'w Wish, stand_ins: StandIns) -> Result<Self> {
        let mut perpetrators = BTreeSet::new();
        if !wish.profile.unasked {
            let parts: Vec<Involvement> = book.list()?;
            perpetrators.extend(parts.into_iter().map(|part| part.perpetrator));
            let acts: Vec<Act> = book.list()?;
            for victim in acts.into_iter().filter_map(|act| act.victim) {
                perpetrators.remove(&victim);
            }
        }
        Ok(Self {
            stand_ins,
            perpetrators,
            book,
            wish,
            today: book.today(),
            consents: book.list()?,
            originals: BTreeMap::new(),
        })
    }

    /// Records as the vault has them, by id.
    pub fn originals(&self) -> &BTreeMap<Uuid, Value> {
        &self.originals
    }

    /// Everything that must not be found in what goes, whether a record of the cases points at it or a text merely mentions it.
    pub fn hidden(&self, chosen: &Chosen) -> Result<Hidden> {
        let limit = self.limit();
        let stays = |party: &Party| party.sensitivity > limit || !self.may_be_named(party);
        let contacts_go = self.wish.profile.has(Part::Contacts);
        leak::gather(
            self.book,
            chosen,
            &stays,
            &|place| !self.place_goes(place),
            contacts_go,
            &self.wish.leaks,
        )
    }

    pub fn choose(&mut self) -> Result<Chosen> {
        let mut chosen = Chosen::default();
        self.cases(&mut chosen)?;
        self.of_cases(&mut chosen)?;
        self.parts(&mut chosen);
        self.parties(&mut chosen)?;
        chosen.stand_in(&self.stand_ins);
        self.places(&mut chosen)?;
        self.evidence(&mut chosen);
        self.sources(&mut chosen)?;
        Self::cut_references(&mut chosen);
        self.deadline_rules(&mut chosen)?;
        self.cut_fields(&mut chosen);
        Ok(chosen)
    }

    /// What can only be said when everything else is settled: which claims and links still have something to point at, which
    /// terms are used.
    pub fn finish(&mut self, chosen: &mut Chosen) -> Result<()> {
        self.claims(chosen);
        Self::cut_links(chosen);
        self.lists(chosen)
    }

    fn remember<T: Entity>(&mut self, records: &[T]) {
        for record in records {
            let value =
                serde_json::to_value(record).expect("records are strings, numbers and lists");
            self.originals.insert(record.id(), value);
        }
    }

    fn cases(&mut self, chosen: &mut Chosen) -> Result<()> {
        let wanted: BTreeSet<CaseId> = self.wish.cases.iter().copied().collect();
        let mut cases: Vec<Case> = wanted
            .into_iter()
            .map(|id| self.book.get(id.0))
            .collect::<Result<_, _>>()?;
        self.remember(&cases);
        let limit = self.limit();
        for case in &mut cases {
            self.judge(case)?;
        }
        chosen.cases = keep(cases, chosen, Reason::Sensitivity, |case: &Case| {
            case.sensitivity <= limit
        });
        Ok(())
    }

    /// A review says something of a case as it was then. One that was changed since goes as a draft.
    fn judge(&self, case: &mut Case) -> Result<()> {
        if case.status >= ReviewState::Reviewed && !self.book.standing(case.id)?.holds {
            case.status = ReviewState::Draft;
        }
        Ok(())
    }

    /// What belongs to the cases and stands on its own sensitivity.
    fn of_cases(&mut self, chosen: &mut Chosen) -> Result<()> {
        let limit = self.limit();
        let cases: Vec<CaseId> = chosen.cases.iter().map(|case| case.id).collect();
        macro_rules! load {
            ($($list:ident),*) => { $(
                for case in &cases {
                    chosen.$list.extend(self.book.list_of_case(*case)?);
                }
                self.remember(&chosen.$list);
            )* };
        }
        load!(
            involved,
            acts,
            involvements,
            chains,
            measures,
            proceedings,
            interventions,
            money,
            claims,
            notes,
            evidence,
            custody,
            tasks,
            consents
        );
        for case in &cases {
            let comments: Vec<Comment> = self.book.list_of_case(*case)?;
            for comment in &comments {
                chosen.withheld.record(Reason::Comment, comment);
            }
        }
        retain(
            chosen,
            |chosen| &mut chosen.acts,
            Reason::Sensitivity,
            |act| act.sensitivity <= limit,
        );
        retain(
            chosen,
            |chosen| &mut chosen.measures,
            Reason::Sensitivity,
            |measure| measure.sensitivity <= limit,
        );
        let picked = &self.wish.privileged;
        retain(
            chosen,
            |chosen| &mut chosen.notes,
            Reason::Privileged,
            |note| note.kind != NoteKind::Privileged || picked.contains(&note.id),
        );
        retain(
            chosen,
            |chosen| &mut chosen.notes,
            Reason::Sensitivity,
            |note| note.sensitivity <= limit,
        );
        Ok(())
    }

    /// What does not go with the profile at all.
    fn parts(&self, chosen: &mut Chosen) {
        let profile = &self.wish.profile;
        let picked = &self.wish.privileged;
        let (notes, tasks) = (profile.has(Part::Notes), profile.has(Part::Tasks));
        retain(
            chosen,
            |chosen| &mut chosen.notes,
            Reason::Note,
            |note| notes || picked.contains(&note.id),
        );
        retain(
            chosen,
            |chosen| &mut chosen.notes,
            Reason::Task,
            |note| note.kind != NoteKind::ToDo || tasks,
        );
        macro_rules! only_with {
            ($($list:ident $part:ident $reason:ident;)*) => { $(
                if !profile.has(Part::$part) {
                    retain(chosen, |chosen| &mut chosen.$list, Reason::$reason, |_| false);
                }
            )* };
        }
        only_with! {
            tasks Tasks Task;
            consents Consents Field;
            claims Claims Part;
            proceedings Proceedings Part;
            interventions Interventions Part;
            money Money Part;
            involvements Perpetrators Part;
        }
    }

    fn parties(&mut self, chosen: &mut Chosen) -> Result<()> {
        let named = named_parties(chosen);
        let mut parties: Vec<Party> = Vec::new();
        for id in named {
            parties.push(self.book.get(id.0)?);
        }
        self.remember(&parties);
        let all_names: Vec<Name> = self.book.list()?;
        let limit = self.limit();
        let mut stand_ins = Vec::new();
        for party in parties {
            if party.sensitivity > limit {
                chosen.withheld.record(Reason::Sensitivity, &party);
            } else if self.may_be_named(&party) {
                chosen.parties.push(party);
            } else {
                chosen.withheld.record(Reason::Consent, &party);
                if self.wish.profile.stand_in {
                    stand_ins.push(self.stand_ins.stand_in(&party));
                }
            }
        }
        let kept: BTreeSet<PartyId> = chosen.parties.iter().map(|party| party.id).collect();
        chosen.parties.extend(stand_ins);
        // In a consent stands who gave it, and what they feared.
        retain(
            chosen,
            |chosen| &mut chosen.consents,
            Reason::Consent,
            |consent| consent.party.is_none_or(|party| kept.contains(&party)),
        );
        chosen.names = all_names
            .into_iter()
            .filter(|name| kept.contains(&name.party))
            .collect();
        self.remember(&chosen.names);
        retain(
            chosen,
            |chosen| &mut chosen.names,
            Reason::ConfidentialName,
            |name| !name.confidential,
        );
        let relationships: Vec<Relationship> = self.book.list()?;
        let between =
            |link: &Relationship| kept.contains(&link.party) && kept.contains(&link.other);
        chosen.relationships = relationships.into_iter().filter(between).collect();
        self.remember(&chosen.relationships);
        if !self.wish.profile.has(Part::Relationships) {
            retain(
                chosen,
                |chosen| &mut chosen.relationships,
                Reason::Part,
                |_| false,
            );
        }
        if self.wish.profile.has(Part::Identities) {
            self.who_is_who(chosen, &kept)?;
        }
        Ok(())
    }

    /// Who was found to be one of these, and who is not: what a colleague needs so that two vaults do not decide it twice. What the
    /// merge moved is each vault's own book-keeping.
    fn who_is_who(&mut self, chosen: &mut Chosen, kept: &BTreeSet<PartyId>) -> Result<()> {
        let limit = self.limit();
        let mut merged: Vec<Party> = Vec::new();
        for party in self.book.list::<Party>()? {
            if party.merged_into.is_some() && kept.contains(&self.book.party_now(party.id)?) {
                merged.push(party);
            }
        }
        let all = merged.clone();
        merged.retain(|party| party.sensitivity <= limit && self.may_be_named(party));
        // One that points at somebody who stays behind stays too.
        loop {
            let before = merged.len();
            let going: BTreeSet<PartyId> = merged.iter().map(|party| party.id).collect();
            merged.retain(|party| {
                party
                    .merged_into
                    .is_some_and(|into| kept.contains(&into) || going.contains(&into))
            });
            if merged.len() == before {
                break;
            }
        }
        for party in all {
            if !merged.iter().any(|kept| kept.id == party.id) {
                chosen.withheld.record(Reason::Sensitivity, &party);
            }
        }
        self.remember(&merged);
        for party in &mut merged {
            party.merge = Merge::default();
        }
        chosen.parties.extend(merged);
        let pairs: Vec<Distinct> = self.book.list()?;
        chosen.distinct = pairs
            .into_iter()
            .filter(|pair| kept.contains(&pair.party) && kept.contains(&pair.other))
            .collect();
        self.remember(&chosen.distinct);
        Ok(())
    }

    fn places(&mut self, chosen: &mut Chosen) -> Result<()> {
        let of_cases = chosen
            .cases
            .iter()
            .flat_map(|case| case.places.iter().copied());
        let of_acts = chosen.acts.iter().filter_map(|act| act.place);
        let of_measures = chosen.measures.iter().filter_map(|measure| measure.place);
        let named: BTreeSet<PlaceId> = of_cases.chain(of_acts).chain(of_measures).collect();
        for id in named {
            let place: Place = self.book.get(id.0)?;
            if self.place_goes(&place) {
                chosen.places.push(place);
            } else {
                chosen.withheld.record(Reason::NeverExportPlace, &place);
            }
        }
        self.remember(&chosen.places);
        Ok(())
    }

    fn evidence(&self, chosen: &mut Chosen) {
        let (limit, wanted) = (self.limit(), self.wish.evidence);
        retain(
            chosen,
            |chosen| &mut chosen.evidence,
            Reason::Evidence,
            |_| wanted,
        );
        retain(
            chosen,
            |chosen| &mut chosen.evidence,
            Reason::Sensitivity,
            |item| item.sensitivity <= limit,
        );
        let refused = self.photo_refused();
        retain(
            chosen,
            |chosen| &mut chosen.evidence,
            Reason::Consent,
            |item| !(is_portrait(item) && refused.contains(&item.case_id)),
        );
        // An item that was only described (an imported casebook has no bytes) goes as a description.
        chosen.files = chosen
            .evidence
            .iter()
            .filter(|item| !item.blob.is_empty())
            .cloned()
            .collect();
        let kept: BTreeSet<EvidenceId> = chosen.evidence.iter().map(|item| item.id).collect();
        let custody = self.wish.profile.has(Part::Custody);
        retain(
            chosen,
            |chosen| &mut chosen.custody,
            Reason::Field,
            |event| custody && kept.contains(&event.evidence),
        );
    }

    /// Cases in which somebody has said no to the use of photo and voice, or took the yes back. Who is on a picture the program does not know,
    /// so none of the case goes outside the team.
    fn photo_refused(&self) -> BTreeSet<CaseId> {
        if self.wish.profile.audience.is_none() {
            return BTreeSet::new();
        }
        let refuses = |consent: &&Consent| {
            let said = consent.audiences.get(&Audience::PhotoOrVoice);
            said == Some(&false) || said == Some(&true) && !self.in_force(consent)
        };
        let mut cases = BTreeSet::new();
        for consent in self.consents.iter().filter(refuses) {
            cases.extend(consent.case_id);
        }
        cases
    }

    fn sources(&mut self, chosen: &mut Chosen) -> Result<()> {
        let of_claims = chosen.claims.iter().map(|claim| claim.source);
        let named: BTreeSet<SourceId> = of_claims
            .chain(chosen.evidence.iter().filter_map(|item| item.source))
            .collect();
        for id in named {
            let mut source: Source = self.book.get(id.0)?;
            self.remember(std::slice::from_ref(&source));
            if source.confidential {
                // The database refuses these too; a bundle does not depend on it.
                (source.title, source.publisher, source.url) = Default::default();
            }
            chosen.sources.push(source);
        }
        Ok(())
    }

    /// Takes out pointers to what stays behind, and records that are nothing without them.
    fn cut_references(chosen: &mut Chosen) {
        let parties: BTreeSet<PartyId> = chosen.parties.iter().map(|party| party.id).collect();
        let places: BTreeSet<PlaceId> = chosen.places.iter().map(|place| place.id).collect();
        let cases: BTreeSet<CaseId> = chosen.cases.iter().map(|case| case.id).collect();
        let evidence: BTreeSet<EvidenceId> = chosen.evidence.iter().map(|item| item.id).collect();
        let party = |id: PartyId| parties.contains(&id);
        let place = |id: &PlaceId| places.contains(id);
        for case in &mut chosen.cases {
            case.places.retain(place);
        }
        for act in &mut chosen.acts {
            act.victim = act.victim.filter(|id| party(*id));
            act.place = act.place.filter(place);
        }
        for measure in &mut chosen.measures {
            measure.place = measure.place.filter(place);
        }
        for charge in chosen
            .proceedings
            .iter_mut()
            .flat_map(|proceeding| &mut proceeding.charges)
        {
            charge.party = charge.party.filter(|id| party(*id));
        }
        for intervention in &mut chosen.interventions {
            intervention.by.retain(|id| party(*id));
        }
        for item in &mut chosen.evidence {
            item.original = item.original.filter(|id| evidence.contains(id));
        }
        let acts: BTreeSet<_> = chosen.acts.iter().map(|act: &Act| act.id).collect();
        retain(
            chosen,
            |chosen| &mut chosen.involved,
            Reason::Reference,
            |part| party(part.party),
        );
        retain(
            chosen,
            |chosen| &mut chosen.measures,
            Reason::Reference,
            |measure| party(measure.party),
        );
        retain(
            chosen,
            |chosen| &mut chosen.involvements,
            Reason::Reference,
            |part| acts.contains(&part.act) && party(part.perpetrator),
        );
        retain(
            chosen,
            |chosen| &mut chosen.chains,
            Reason::Reference,
            |chain| cases.contains(&chain.to_case),
        );
        retain(
            chosen,
            |chosen| &mut chosen.consents,
            Reason::Reference,
            |consent| consent.party.is_none_or(party),
        );
    }

    /// Claims go with what they are about, and with the consent they were given under.
    fn claims(&self, chosen: &mut Chosen) {
        let known: BTreeSet<Uuid> = chosen
            .records()
            .iter()
            .filter(|record| record.kind() != Kind::Claim)
            .map(casework::record::Record::id)
            .collect();
        retain(
            chosen,
            |chosen| &mut chosen.claims,
            Reason::Consent,
            |claim| {
                claim.consent.is_none_or(|id| {
                    self.consents
                        .iter()
                        .any(|consent| consent.id == id && self.allows_claim(consent))
                })
            },
        );
        // Claims may be about claims, so this goes on until nothing more falls away.
        loop {
            let ids: BTreeSet<Uuid> = chosen.claims.iter().map(|claim| claim.id.0).collect();
            let before = ids.len();
            retain(
                chosen,
                |chosen| &mut chosen.claims,
                Reason::Reference,
                |claim| known.contains(&claim.about_id) || ids.contains(&claim.about_id),
            );
            if chosen.claims.len() == before {
                break;
            }
        }
        let ids: BTreeSet<ClaimId> = chosen.claims.iter().map(|claim| claim.id).collect();
        let consents: BTreeSet<_> = chosen.consents.iter().map(|consent| consent.id).collect();
        for claim in &mut chosen.claims {
            claim.conflicts_with.retain(|id| ids.contains(id));
            claim.consent = claim.consent.filter(|id| consents.contains(id));
        }
        let used: BTreeSet<SourceId> = chosen
            .claims
            .iter()
            .map(|claim| claim.source)
            .chain(chosen.evidence.iter().filter_map(|item| item.source))
            .collect();
        chosen.sources.retain(|source| used.contains(&source.id));
    }

    fn cut_links(chosen: &mut Chosen) {
        let known: BTreeSet<Uuid> = chosen
            .records()
            .iter()
            .map(casework::record::Record::id)
            .collect();
        for note in &mut chosen.notes {
            note.links.retain(|link| known.contains(&link.id));
        }
    }

    /// A task goes with the rule it came from, and without the record it came from where that stays.
    fn deadline_rules(&mut self, chosen: &mut Chosen) -> Result<()> {
        let known: BTreeSet<Uuid> = chosen
            .records()
            .iter()
            .map(casework::record::Record::id)
            .collect();
        for task in &mut chosen.tasks {
            if task.start_id.is_some_and(|id| !known.contains(&id)) {
                (task.start_kind, task.start_id, task.start) = (None, None, None);
            }
        }
        let used: BTreeSet<RuleId> = chosen
            .tasks
            .iter()
            .filter_map(|task| task.rule_id)
            .collect();
        chosen.rules = self.book.rules()?;
        chosen.rules.retain(|rule| used.contains(&rule.id));
        self.remember(&chosen.rules);
        Ok(())
    }

    /// Fields that do not go with the profile.
    fn cut_fields(&self, chosen: &mut Chosen) {
        for item in &mut chosen.evidence {
            // Where our file lies says nothing to anybody else.
            item.blob.clear();
            item.binding.clear();
        }
        let profile = &self.wish.profile;
        let withheld = &mut chosen.withheld;
        /// Empties a field of every record of a list unless the part goes, and notes those in which something stood.
        macro_rules! cut {
            ($part:ident: $($list:ident . $field:ident),*) => {
                if !profile.has(Part::$part) {
                    $(for record in &mut chosen.$list {
                        let stood = std::mem::take(&mut record.$field);
                        if is_something(&stood) {
                            withheld.field(Reason::Field, record, stringify!($field));
                        }
                    })*
                }
            };
        }
        cut!(Keeping: cases.owner, cases.retention_reason, cases.retention_review);
        cut!(Contacts: parties.contact);
        cut!(Origin: evidence.obtained_by, evidence.how, evidence.physical);
        cut!(Keepers: custody.by, custody.note);
        cut!(Tags: cases.tags, parties.tags);
        cut!(Personal: parties.flags, parties.birth);
        cut!(Device: evidence.device);
    }

    /// Terms and law articles that the records use.
    fn lists(&mut self, chosen: &mut Chosen) -> Result<()> {
        let words = words_of(chosen);
        let terms: Vec<Term> = self.book.terms()?;
        chosen.terms = terms
            .into_iter()
            .filter(|term| words.contains(&term.code))
            .collect();
        self.remember(&chosen.terms);
        chosen.provisions = self
            .book
            .provisions()?
            .into_iter()
            .filter(|provision| words.contains(&provision.code))
            .collect();
        self.remember(&chosen.provisions);
        Ok(())
    }

    /// No profile lets more go than what is restricted, whatever its record says.
    fn limit(&self) -> Sensitivity {
        self.wish.profile.limit.min(Sensitivity::Restricted)
    }

    fn place_goes(&self, place: &Place) -> bool {
        !place.never_export || self.wish.places.contains(&place.id)
    }

    /// A person whose consent is recorded is named only to whom that consent allows; an audience not asked about counts as refused. Without any
    /// recorded consent the profile decides.
    fn may_be_named(&self, party: &Party) -> bool {
        let Some(audience) = self.wish.profile.audience else {
            return true;
        };
        let mut given = self
            .consents
            .iter()
            .filter(|consent| consent.party == Some(party.id))
            .peekable();
        if given.peek().is_some() {
            return given.any(|consent| self.allows(consent, audience));
        }
        self.wish.profile.unasked
            || party.kind != PartyKind::Person
            || self.perpetrators.contains(&party.id)
    }

    /// A claim may also go where its words may be used without the name.
    fn allows_claim(&self, consent: &Consent) -> bool {
        let Some(audience) = self.wish.profile.audience else {
            return true;
        };
        self.allows(consent, audience) || self.allows(consent, Audience::UseAnonymised)
    }

    fn allows(&self, consent: &Consent, audience: Audience) -> bool {
        self.in_force(consent) && consent.audiences.get(&audience) == Some(&true)
    }

    fn in_force(&self, consent: &Consent) -> bool {
        consent.withdrawn_on.is_none() && consent.valid_until.is_none_or(|day| day >= self.today)
    }
}

/// Every party that a record which goes so far names.
fn named_parties(chosen: &Chosen) -> BTreeSet<PartyId> {
    let involved = chosen.involved.iter().map(|part| part.party);
    let victims = chosen.acts.iter().filter_map(|act| act.victim);
    let perpetrators = chosen.involvements.iter().map(|part| part.perpetrator);
    let measures = chosen.measures.iter().map(|measure| measure.party);
    let charged = chosen
        .proceedings
        .iter()
        .flat_map(|proceeding| &proceeding.charges)
        .filter_map(|charge| charge.party);
    let speakers = chosen
        .interventions
        .iter()
        .flat_map(|intervention| intervention.by.iter().copied());
    let consents = chosen.consents.iter().filter_map(|consent| consent.party);
    involved
        .chain(victims)
        .chain(perpetrators)
        .chain(measures)
        .chain(charged)
        .chain(speakers)
        .chain(consents)
        .collect()
}

fn is_something<T: Default + PartialEq>(value: &T) -> bool {
    *value != T::default()
}

/// A picture or a recording, on which somebody may be recognised.
fn is_portrait(item: &Evidence) -> bool {
    ["image/", "audio/", "video/"]
        .iter()
        .any(|kind| item.media_type.starts_with(kind))
}

fn keep<T: Entity>(
    records: Vec<T>,
    chosen: &mut Chosen,
    reason: Reason,
    test: impl Fn(&T) -> bool,
) -> Vec<T> {
    let (kept, held): (Vec<T>, Vec<T>) = records.into_iter().partition(test);
    for record in &held {
        chosen.withheld.record(reason, record);
    }
    kept
}

fn retain<T: Entity>(
    chosen: &mut Chosen,
    list: impl Fn(&mut Chosen) -> &mut Vec<T>,
    reason: Reason,
    test: impl FnMut(&T) -> bool,
) {
    let records = std::mem::take(list(chosen));
    let (kept, held): (Vec<T>, Vec<T>) = records.into_iter().partition(test);
    *list(chosen) = kept;
    for record in &held {
        chosen.withheld.record(reason, record);
    }
}

/// Every short text in the records, codes among them.
pub(super) fn words_of(chosen: &Chosen) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for record in chosen.records() {
        collect_words(&Value::Object(super::fields(&record)), &mut words);
    }
    words
}

fn collect_words(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.len() <= 100 => {
            out.insert(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| collect_words(item, out)),
        Value::Object(map) => map.iter().for_each(|(key, item)| {
            out.insert(key.clone());
            collect_words(item, out);
        }),
        _ => {}
    }
}

/// What is sealed or confidential goes in no profile.
const _: () = assert!((Sensitivity::Restricted as u8) < (Sensitivity::Confidential as u8));
