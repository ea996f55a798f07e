//! Finding what a file spoke of before, and writing what it says now.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Import, Known};
use crate::casebook::item::{beyond, put_more, usual};
use crate::casebook::model::{CountItem, More, TermItem};
use crate::record::Kind;
use crate::schema::field::{Shape, fields};
use crate::store::{self, Fields};
use crate::view::ImportReport;
use crate::{Error, Result, places, terms, vocabulary};

impl Import<'_, '_> {
    pub(super) fn party_id(&self, id: &str) -> Value {
        self.parties.get(id).map_or(Value::Null, |id| json!(id))
    }

    pub(super) fn more(&self, kind: Kind, more: &More, record: &mut Fields, path: &str) {
        self.fields(kind, more, record, &format!("{path}.more"));
    }

    /// Fields of a record by their own names, which stand at `path`.
    pub(super) fn fields(&self, kind: Kind, more: &More, record: &mut Fields, path: &str) {
        for key in put_more(kind, more, record) {
            self.faults.add(
                format!("{path}.{key}"),
                "bad_value",
                "the field does not hold what it may hold",
            );
        }
    }

    /// A place of that name; the vault's own if it has one.
    pub(super) fn place(&mut self, name: &str, path: &str) -> Result<Option<Uuid>> {
        let name = name.trim();
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(id) = self.places.get(name) {
            return Ok(Some(*id));
        }
        let found: Option<String> = match self.known(Kind::Place, name)? {
            // One that was merged into another here since stays merged.
            Some(known) if store::read(&self.pen.tx, Kind::Place, known.record)?.is_none() => {
                let into = places::merged_into(&self.pen.tx, known.record)?;
                Some(into.unwrap_or(known.record).to_string())
            }
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
    pub(super) fn provision(&mut self, code: &str, record: Fields, path: &str) -> Result<()> {
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

    pub(super) fn act_type(&mut self, code: &str, path: &str) -> Result<bool> {
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
    pub(super) fn term(
        &mut self,
        vocabulary: &str,
        code: &str,
        label: &str,
        group: &str,
    ) -> Result<()> {
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

    /// A term as the file has it; one that is here already keeps what it is called here.
    pub(super) fn own_term(&mut self, item: &TermItem, path: &str) -> Result<()> {
        let known = self
            .pen
            .tx
            .prepare_cached("SELECT 1 FROM term WHERE vocabulary = ?1 AND code = ?2")?
            .exists([&item.vocabulary, &item.code])?;
        if known {
            self.count(Kind::Term, |report| &mut report.unchanged);
            return Ok(());
        }
        let mut record = blank(
            Kind::Term,
            json!({"vocabulary": item.vocabulary, "code": item.code, "en": item.en, "ru": item.ru, "kk": item.kk,
                "group": item.group, "huridocs": item.huridocs, "retired": item.retired}),
        );
        if !terms::is_vocabulary(&item.vocabulary) {
            self.faults.add(
                format!("{path}.vocabulary"),
                "unknown_code",
                "there is no such vocabulary",
            );
            return Ok(());
        }
        let id = vocabulary::term_id(&item.vocabulary, &item.code);
        record.insert("id".into(), json!(id));
        match self.pen.put(Kind::Term, record, "import") {
            Ok(_) => self.count(Kind::Term, |report| &mut report.added),
            Err(Error::Invalid { field, code }) => {
                self.faults.add(format!("{path}.{field}"), code, why(code));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    pub(super) fn known(&self, kind: Kind, external: &str) -> Result<Option<Known>> {
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

    pub(super) fn put(
        &mut self,
        kind: Kind,
        external: &str,
        record: Fields,
        path: &str,
    ) -> Result<Uuid> {
        self.put_as(kind, external, None, record, path)
    }

    /// Writes a record of the file, under the id it has here, the id given, or a new one.
    pub(super) fn put_as(
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

    pub(super) fn put_known(
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
                    let under = if beyond(kind, &field) { ".more" } else { "" };
                    self.faults.add(
                        format!("{path}{under}.{}", plain_name(kind, &field)),
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
    pub(super) fn put_list(
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

    pub(super) fn known_under(&self, kind: Kind, prefix: &str) -> Result<Vec<Known>> {
        // A range of the key and not a look at each of them: a file has as many lists as cases, and all of them begin somehow. `0` comes after `/`.
        let mut statement = self.pen.tx.prepare_cached(
            "SELECT external, record, seen FROM origin WHERE casebook = ?1 AND kind = ?2 AND external >= ?3 AND external < ?4 ORDER BY length(external), external",
        )?;
        let (first, end) = (format!("{prefix}/"), format!("{prefix}0"));
        let rows = statement.query_map([&self.identity, kind.name(), &first, &end], |row| {
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

    pub(super) fn count(
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
pub(super) fn blank(kind: Kind, some: Value) -> Fields {
    let mut record = usual(kind);
    if let Value::Object(some) = some {
        record.extend(some);
    }
    record
}

pub(super) fn bounds(count: Option<&CountItem>) -> (Option<u32>, Option<u32>) {
    count.map_or((None, None), |count| (count.min, count.max))
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
