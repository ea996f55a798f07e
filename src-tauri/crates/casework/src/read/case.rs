//! A case with everything on its page.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::params_from_iter;
use uuid::Uuid;

use super::ledger;
use crate::date::UncertainDate;
use crate::record::{
    Act, Case, CaseId, Chain, Claim, CommentId, Consent, CustodyEvent, Entity, Evidence, Involved,
    Involvement, Kind, Measure, Name, Note, Party, PartyId, Place, RevisionId, Source, SourceId,
};
use crate::view::{CaseLink, CaseView, Said};
use crate::{Book, Error, Result, history, store};

impl Book<'_> {
    /// A whole case.
    ///
    /// # Errors
    /// [`crate::Error::NotFound`].
    pub fn case_view(&self, id: CaseId, today: NaiveDate) -> Result<CaseView> {
        let case: Case = self.get(id.0)?;
        let mut acts: Vec<Act> = self.list_of_case(id)?;
        acts.sort_by(|a, b| dated(a.start.as_ref()).cmp(&dated(b.start.as_ref())));
        let mut measures: Vec<Measure> = self.list_of_case(id)?;
        measures.sort_by(|a, b| dated(a.from.as_ref()).cmp(&dated(b.from.as_ref())));
        let involved: Vec<Involved> = self.list_of_case(id)?;
        let involvements: Vec<Involvement> = self.list_of_case(id)?;
        let interventions: Vec<crate::record::Intervention> = self.list_of_case(id)?;
        let claims: Vec<Claim> = self.list_of_case(id)?;
        let consents: Vec<Consent> = self.list_of_case(id)?;
        let evidence: Vec<Evidence> = self.list_of_case(id)?;
        let chains: Vec<Chain> = store::select_as(
            self.conn,
            "WHERE \"case_id\" = ?1 OR \"to_case\" = ?1 ORDER BY \"rowid\"",
            [id.to_string()],
        )?;

        let mut party_ids: BTreeSet<PartyId> =
            involved.iter().map(|involved| involved.party).collect();
        party_ids.extend(acts.iter().filter_map(|act| act.victim));
        party_ids.extend(
            involvements
                .iter()
                .map(|involvement| involvement.perpetrator),
        );
        party_ids.extend(measures.iter().map(|measure| measure.party));
        party_ids.extend(
            interventions
                .iter()
                .flat_map(|intervention| intervention.by.iter().copied()),
        );
        party_ids.extend(consents.iter().filter_map(|consent| consent.party));
        let mut place_ids: BTreeSet<Uuid> = case.places.iter().map(|place| place.0).collect();
        place_ids.extend(acts.iter().filter_map(|act| act.place).map(|place| place.0));
        place_ids.extend(
            measures
                .iter()
                .filter_map(|measure| measure.place)
                .map(|place| place.0),
        );
        let source_ids: BTreeSet<SourceId> = claims
            .iter()
            .map(|claim| claim.source)
            .chain(evidence.iter().filter_map(|item| item.source))
            .collect();
        let linked: BTreeSet<Uuid> = chains
            .iter()
            .flat_map(|chain| [chain.case_id.0, chain.to_case.0])
            .filter(|case| *case != id.0)
            .collect();

        let party_ids: BTreeSet<Uuid> = party_ids.into_iter().map(|party| party.0).collect();
        let mut view = CaseView {
            revisions: BTreeMap::new(),
            places: self.some::<Place>("id", &place_ids)?,
            names: self.some::<Name>("party", &party_ids)?,
            parties: self.some::<Party>("id", &party_ids)?,
            sources: self.some::<Source>(
                "id",
                &source_ids.into_iter().map(|source| source.0).collect(),
            )?,
            linked: self.links(&linked)?,
            expiries: ledger::expiries(&measures),
            proceedings: self.list_of_case(id)?,
            money: self.list_of_case(id)?,
            notes: self.notes_of(id)?,
            custody: self.list_of_case::<CustodyEvent>(id)?,
            tasks: self.list_of_case(id)?,
            comments: self.list_of_case(id)?,
            said: self.said(id)?,
            standing: self.standing(id)?,
            gaps: self.gaps(id, today)?,
            held: self.board(today, Some(id))?,
            case,
            involved,
            acts,
            involvements,
            measures,
            interventions,
            claims,
            consents,
            evidence,
            chains,
        };
        view.revisions = self.heads(&shown(&view))?;
        Ok(view)
    }

    /// Records whose `column` is one of `ids`, in the order they were written.
    pub(crate) fn some<T: Entity>(&self, column: &str, ids: &BTreeSet<Uuid>) -> Result<Vec<T>> {
        let list = serde_json::to_string(ids).unwrap_or_default();
        store::select_as(
            self.conn,
            &format!("WHERE \"{column}\" IN (SELECT value FROM json_each(?1)) ORDER BY \"rowid\""),
            [list],
        )
    }

    /// Current revisions of records.
    pub(crate) fn heads(&self, ids: &BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, RevisionId>> {
        let list = serde_json::to_string(ids).unwrap_or_default();
        let mut statement =
            self.conn.prepare_cached("SELECT record, id, max(seq) FROM revision WHERE record IN (SELECT value FROM json_each(?1)) GROUP BY record")?;
        let rows = statement.query_map(params_from_iter([list]), |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let mut out = BTreeMap::new();
        for row in rows {
            let (record, revision) = row?;
            if let (Ok(record), Ok(revision)) =
                (Uuid::parse_str(&record), Uuid::parse_str(&revision))
            {
                out.insert(record, RevisionId(revision));
            }
        }
        Ok(out)
    }

    pub(crate) fn links(&self, cases: &BTreeSet<Uuid>) -> Result<Vec<CaseLink>> {
        let list = serde_json::to_string(cases).unwrap_or_default();
        let mut statement = self.conn.prepare_cached(
            "SELECT \"id\", \"reference\", \"title\" FROM \"case\" WHERE \"id\" IN (SELECT value FROM json_each(?1)) ORDER BY \"rowid\"",
        )?;
        let mut rows = statement.query([list])?;
        let mut out = Vec::with_capacity(cases.len());
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            out.push(CaseLink {
                id: CaseId(Uuid::parse_str(&id).map_err(|_| Error::Broken { kind: Kind::Case })?),
                reference: row.get(1)?,
                title: row.get(2)?,
            });
        }
        Ok(out)
    }

    /// Who wrote the comments on a case, and when.
    fn said(&self, case: CaseId) -> Result<BTreeMap<CommentId, Said>> {
        let mut out = BTreeMap::new();
        history::each(
            self.conn,
            "WHERE case_id = ?1 AND kind = 'comment' ORDER BY seq",
            [case.to_string()],
            |entry| {
                let by = entry.signed(self.conn)?;
                out.entry(CommentId(entry.record))
                    .or_insert(Said { by, at: entry.at });
                Ok(true)
            },
        )?;
        Ok(out)
    }

    /// Notes of a case, latest first.
    fn notes_of(&self, case: CaseId) -> Result<Vec<Note>> {
        let notes: Vec<Note> = self.list_of_case(case)?;
        let changed: HashMap<Uuid, String> =
            self.changed_at(&notes.iter().map(|note| note.id.0).collect())?;
        let mut notes = notes;
        notes.sort_by(|a, b| changed.get(&b.id.0).cmp(&changed.get(&a.id.0)));
        Ok(notes)
    }

    /// When records were written last, UTC.
    pub(crate) fn changed_at(&self, ids: &BTreeSet<Uuid>) -> Result<HashMap<Uuid, String>> {
        let list = serde_json::to_string(ids).unwrap_or_default();
        let mut statement = self.conn.prepare_cached("SELECT record, max(at) FROM revision WHERE record IN (SELECT value FROM json_each(?1)) GROUP BY record")?;
        let rows = statement.query_map([list], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        let mut out = HashMap::new();
        for row in rows {
            let (record, at) = row?;
            out.extend(Uuid::parse_str(&record).ok().map(|id| (id, at)));
        }
        Ok(out)
    }
}

/// Undated last.
fn dated(date: Option<&UncertainDate>) -> (bool, Option<&UncertainDate>) {
    (date.is_none(), date)
}

fn shown(view: &CaseView) -> BTreeSet<Uuid> {
    fn ids<T: Entity>(records: &[T]) -> impl Iterator<Item = Uuid> + '_ {
        records.iter().map(Entity::id)
    }
    std::iter::once(view.case.id.0)
        .chain(ids(&view.places))
        .chain(ids(&view.involved))
        .chain(ids(&view.parties))
        .chain(ids(&view.names))
        .chain(ids(&view.acts))
        .chain(ids(&view.involvements))
        .chain(ids(&view.measures))
        .chain(ids(&view.proceedings))
        .chain(ids(&view.interventions))
        .chain(ids(&view.money))
        .chain(ids(&view.claims))
        .chain(ids(&view.sources))
        .chain(ids(&view.consents))
        .chain(ids(&view.notes))
        .chain(ids(&view.evidence))
        .chain(ids(&view.custody))
        .chain(ids(&view.tasks))
        .chain(ids(&view.chains))
        .chain(ids(&view.comments))
        .collect()
}
