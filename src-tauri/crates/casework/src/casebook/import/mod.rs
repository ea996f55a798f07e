//! From [`Casebook`] to records, all or nothing.
//!
//! Every record remembers its id in the file and what the file said of it last. A second import of the same file finds everything
//! unchanged, even where people have edited since; a changed file changes the fields that changed in the file and no others.

mod inside;
mod writing;

use std::collections::HashMap;

use rusqlite::{Connection, params};
use serde_json::json;
use uuid::Uuid;

use self::writing::{blank, bounds};
use super::model::{CaseItem, Casebook, DistinctItem, PartyItem, RuleItem, SourceItem};
use super::reader::Faults;
use crate::record::{Kind, RevisionId, SourceId};
use crate::search::index;
use crate::store::{self, Fields};
use crate::view::{ImportReport, SourceIdentity};
use crate::write::Pen;
use crate::{Book, Error, Result, check, number, same, seal};

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
        self.import_told(casebook, dry_run, &mut |_, _| true, seal)
    }

    /// The same for a file that takes long: `go_on` hears how many cases are done, of how many, and says whether to go on.
    ///
    /// # Errors
    /// [`Error::Cancelled`] besides; nothing is written then.
    pub fn import_told(
        &mut self,
        casebook: &Casebook,
        dry_run: bool,
        go_on: &mut dyn FnMut(usize, usize) -> bool,
        seal: impl FnOnce(&[SourceIdentity]) -> Result<()>,
    ) -> Result<Imported> {
        let usual = roomy(self.conn, casebook.cases.len())?;
        let imported = self.import_in_room(casebook, dry_run, go_on, seal);
        if imported.is_ok() && !dry_run && casebook.cases.len() >= LARGE {
            // It is in, and stays in: an index in more pieces is slower, and no less right.
            let _in_fewer_pieces = index::gather(self.conn);
        }
        if let Some(usual) = usual {
            self.conn.pragma_update(None, "cache_size", usual)?;
        }
        imported
    }

    fn import_in_room(
        &mut self,
        casebook: &Casebook,
        dry_run: bool,
        go_on: &mut dyn FnMut(usize, usize) -> bool,
        seal: impl FnOnce(&[SourceIdentity]) -> Result<()>,
    ) -> Result<Imported> {
        self.write_or_not(!dry_run, |pen| {
            pen.resolved = true;
            let mut import = Import::new(pen, casebook);
            import.all(go_on)?;
            same::follow(import.pen, "import")?;
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
                batch: pen.revisions.first().copied().filter(|_| !dry_run),
            })
        })
    }
}

/// A casebook with so many cases is large.
const LARGE: usize = 50;
/// Memory for pages while a large casebook is taken in, in KiB. Ids are random, so that every record touches pages all over the indexes; where those
/// do not fit, each of them is read and decrypted again and again. Those that were written to already wait beside this for the end of the transaction, and
/// are read from there: more than this buys no time.
const ROOM: i64 = 96 << 10;

/// Gives SQLite more memory for a large casebook; what it had before, if it has more now.
fn roomy(conn: &Connection, cases: usize) -> Result<Option<i64>> {
    let usual: i64 = conn.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    // A negative number is in KiB; a casework in memory has a few pages and needs no more.
    if cases < LARGE || usual >= 0 || usual <= -ROOM {
        return Ok(None);
    }
    conn.pragma_update(None, "cache_size", -ROOM)?;
    Ok(Some(usual))
}

/// Records that are written before the search index is brought up to them.
const SETTLED: usize = 2_000;

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
    rules: HashMap<&'i str, Uuid>,
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
            rules: HashMap::new(),
        }
    }

    fn all(&mut self, go_on: &mut dyn FnMut(usize, usize) -> bool) -> Result<()> {
        let book = self.book;
        for (at, item) in book.terms.iter().enumerate() {
            self.own_term(item, &format!("terms[{at}]"))?;
        }
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
        for (at, item) in book.rules.iter().enumerate() {
            self.rule(item, &format!("rules[{at}]"))?;
        }
        for (at, item) in book.parties.iter().enumerate() {
            self.party(item, &format!("parties[{at}]"))?;
        }
        for (at, item) in book.distinct.iter().enumerate() {
            self.distinct(item, &format!("distinct[{at}]"))?;
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
            if !go_on(at, book.cases.len()) {
                return Err(Error::Cancelled);
            }
            self.inside(item, &format!("cases[{at}]"))?;
            // Here and not all at the end, where nobody could say how far it is.
            if self.pen.owes() > SETTLED {
                self.pen.settle()?;
            }
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

    /// That two are not one; said here already, or found to be wrong here, it stays as it is here.
    fn distinct(&mut self, item: &'i DistinctItem, path: &str) -> Result<()> {
        let external = format!("{}/{}", item.party, item.other);
        let some =
            json!({"party": self.party_id(&item.party), "other": self.party_id(&item.other)});
        let mut record = blank(Kind::Distinct, some);
        self.more(Kind::Distinct, &item.more, &mut record, path);
        same::stand(&self.pen.tx, Kind::Distinct, &mut record)?;
        let one = store::text(&record, "party") == store::text(&record, "other");
        let said = check::is_said(&self.pen.tx, &record)?;
        if self.known(Kind::Distinct, &external)?.is_none() && (one || said) {
            self.count(Kind::Distinct, |report| &mut report.unchanged);
            return Ok(());
        }
        self.put(Kind::Distinct, &external, record, path).map(drop)
    }

    /// A rule; one of that id that is here already stays as it is, for people may have corrected it.
    fn rule(&mut self, item: &'i RuleItem, path: &str) -> Result<()> {
        let id = Uuid::parse_str(&item.id).ok();
        let there = match id {
            Some(id) => store::read(&self.pen.tx, Kind::Rule, id)?.is_some(),
            None => false,
        };
        if let (Some(id), true, None) = (id, there, self.known(Kind::Rule, &item.id)?) {
            self.count(Kind::Rule, |report| &mut report.unchanged);
            self.rules.insert(&item.id, id);
            return Ok(());
        }
        for (list, vocabulary, group) in [
            ("measures", "measure", "other"),
            ("proceedings", "proceeding", ""),
            ("acts", "act_type", ""),
        ] {
            let codes = item.more.get(list).and_then(serde_json::Value::as_array);
            for code in codes.into_iter().flatten().filter_map(|code| code.as_str()) {
                // One that cannot be a code at all is refused with the record, and named there.
                if code.len() <= 100 && code.bytes().all(|byte| byte.is_ascii_graphic()) {
                    self.term(vocabulary, code, "", group)?;
                }
            }
        }
        let mut record = blank(Kind::Rule, json!({}));
        self.more(Kind::Rule, &item.more, &mut record, path);
        let id = self.put_as(Kind::Rule, &item.id, id, record, path)?;
        self.rules.insert(&item.id, id);
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
            external = seal::hidden(&self.pen.tx, self.pen.ctx, &item.id)?;
            // It may have come as an open source before.
            let sql = "UPDATE origin SET external = ?1 WHERE casebook = ?2 AND kind = 'source' AND external = ?3";
            self.pen
                .tx
                .execute(sql, params![external, self.identity, item.id])?;
        } else if self.known(Kind::Source, &item.id)?.is_none() {
            // What was closed here stays closed, whatever the file says.
            let hidden = seal::hidden(&self.pen.tx, self.pen.ctx, &item.id)?;
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
        // Two names of a file may be one place here.
        let mut places = Vec::new();
        for name in &item.places {
            places.extend(self.place(name, path)?.filter(|id| !places.contains(id)));
        }
        let some = json!({"title": item.title, "summary": item.summary, "space": item.space, "tags": item.tags, "places": places});
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
}

/// Fit to be a reference: short, ASCII, no spaces, with a digit in it.
fn spoken(id: &str) -> bool {
    id.len() <= 32
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'))
        && id.bytes().any(|byte| byte.is_ascii_digit())
}
