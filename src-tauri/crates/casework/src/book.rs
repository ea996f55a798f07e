//! An open casework.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::date::Lang;
use crate::record::{Case, CaseId, Entity, Kind, Provision, Record, RevisionId, SavedSearch, Term};
use crate::{Error, Result, schema, store};

/// Fills a buffer with random bytes.
pub type Entropy = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What a casework needs from outside: time, randomness, who writes, and the key of the history chain.
///
/// `author` is what people read, `person` what rules rest on: names may change and repeat.
#[derive(Clone)]
pub struct Ctx {
    /// Now, UTC.
    pub clock: Arc<dyn Fn() -> NaiveDateTime + Send + Sync>,
    /// Fills a buffer with random bytes; ids are made from it (RFC 9562, version 4).
    pub entropy: Entropy,
    /// Who signs the revisions written through this book: a name.
    pub author: String,
    /// The same as an id, see [`crate::team`]; empty for a key that is nobody's.
    pub person: String,
    /// Others have keys too: somebody else than the author has to look at a case.
    pub shared: bool,
    /// Key of the chain over all revisions; none for a casework without one, such as that of a bundle.
    pub chain_key: Option<Zeroizing<[u8; 32]>>,
    /// Language of labels made here (names of acts and statuses).
    pub lang: Lang,
}

impl Ctx {
    /// A new random id.
    pub(crate) fn uuid(&self) -> Uuid {
        let mut bytes = [0; 16];
        (self.entropy)(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    /// Now as it is written, `YYYY-MM-DDTHH:MM:SS`.
    pub(crate) fn now(&self) -> String {
        (self.clock)().format("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// Today.
    pub(crate) fn today(&self) -> NaiveDate {
        (self.clock)().date()
    }
}

/// The casework in an open database: a vault's, or that of a bundle.
pub struct Book<'a> {
    pub(crate) conn: &'a mut Connection,
    pub(crate) ctx: Ctx,
}

impl<'a> Book<'a> {
    /// Opens the casework of a database, making its tables if the database is empty and migrating older ones.
    ///
    /// # Errors
    /// [`Error::Newer`] and [`Error::Foreign`] leave the database untouched.
    pub fn open(conn: &'a mut Connection, ctx: Ctx) -> Result<Self> {
        schema::prepare(conn)?;
        // Foreign keys are off by default in SQLite. Switching them on, even again, makes it forget every prepared statement.
        if !conn.db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY)? {
            conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
        }
        // Deleted words must not stay in freed pages.
        conn.pragma_update(None, "secure_delete", true)?;
        // Taking a casebook in asks in some two hundred ways.
        conn.set_prepared_statement_cache_capacity(256);
        Ok(Self { conn, ctx })
    }

    /// Makes or migrates the tables only.
    pub fn migrate(conn: &mut Connection) -> Result<()> {
        schema::prepare(conn)
    }

    /// One record.
    pub fn get<T: Entity>(&self, id: Uuid) -> Result<T> {
        store::read(self.conn, T::KIND, id)?
            .map_or(Err(Error::NotFound { kind: T::KIND, id }), store::typed)
    }

    /// One record, or none of that id.
    pub fn find<T: Entity>(&self, id: Uuid) -> Result<Option<T>> {
        let fields = store::read(self.conn, T::KIND, id)?;
        fields.map(store::typed).transpose()
    }

    /// One record of a kind known only at run time, with its revision.
    pub fn record(&self, kind: Kind, id: Uuid) -> Result<(Record, Option<RevisionId>)> {
        let fields = store::read(self.conn, kind, id)?.ok_or(Error::NotFound { kind, id })?;
        Ok((store::to_record(kind, fields)?, self.head(id)?))
    }

    /// All records of a type, in the order they were first written.
    pub fn list<T: Entity>(&self) -> Result<Vec<T>> {
        store::select_as(self.conn, "", [])
    }

    /// The records of a type that belong to a case.
    pub fn list_of_case<T: Entity>(&self, case: CaseId) -> Result<Vec<T>> {
        store::select_of_case(self.conn, case)
    }

    /// All records of a kind, or those of a case; for code that handles every kind alike (bundles, counts).
    pub fn records(&self, kind: Kind, case: Option<CaseId>) -> Result<Vec<Record>> {
        let rows = match case {
            None => store::select(self.conn, kind, "", [])?,
            Some(case) if kind == Kind::Case => {
                store::select(self.conn, kind, "WHERE \"id\" = ?1", [case.to_string()])?
            }
            Some(case) if schema::field::field_of(kind, "case_id").is_some() => store::select(
                self.conn,
                kind,
                "WHERE \"case_id\" = ?1",
                [case.to_string()],
            )?,
            Some(_) => Vec::new(),
        };
        rows.into_iter()
            .map(|fields| store::to_record(kind, fields))
            .collect()
    }

    /// The current revision of a record; none for a term nobody has edited, or an unknown record.
    pub fn head(&self, record: Uuid) -> Result<Option<RevisionId>> {
        crate::history::head(self.conn, record)
    }

    /// The case of that reference or id.
    pub fn find_case(&self, reference: &str) -> Result<CaseId> {
        let found: Option<String> = self
            .conn
            .query_row(
                "SELECT \"id\" FROM \"case\" WHERE \"reference\" = ?1 OR \"id\" = lower(?1)",
                [reference],
                |row| row.get(0),
            )
            .optional()?;
        found
            .and_then(|id| Uuid::parse_str(&id).ok())
            .map(CaseId)
            .ok_or(Error::Unknown { what: "case" })
    }

    /// The case of that reference or id, whole.
    pub fn case_by_reference(&self, reference: &str) -> Result<Case> {
        self.get(self.find_case(reference)?.0)
    }

    /// Terms of all vocabularies, in the order of the lists.
    pub fn terms(&self) -> Result<Vec<Term>> {
        self.list()
    }

    /// Provisions, by code.
    pub fn provisions(&self) -> Result<Vec<Provision>> {
        store::select_as(self.conn, "ORDER BY \"code\"", [])
    }

    /// Searches kept with a name, by name, each with its revision.
    pub fn saved_searches(&self) -> Result<Vec<(SavedSearch, RevisionId)>> {
        let mut searches: Vec<SavedSearch> = self.list()?;
        searches.sort_by_cached_key(|search| (search.name.to_lowercase(), search.id));
        let heads = self.heads(&searches.iter().map(|search| search.id.0).collect())?;
        let with_head = |search: SavedSearch| {
            let head = heads.get(&search.id.0).copied().unwrap_or_default();
            (search, head)
        };
        Ok(searches.into_iter().map(with_head).collect())
    }

    /// Language of labels.
    pub fn lang(&self) -> Lang {
        self.ctx.lang
    }

    /// Today, by the clock given.
    pub fn today(&self) -> NaiveDate {
        self.ctx.today()
    }

    /// Keeps text somebody is still writing.
    pub fn save_draft(&mut self, key: &str, value: &Value) -> Result<crate::view::Draft> {
        if key.is_empty() || key.len() > 200 {
            return Err(Error::invalid("key", "too_long"));
        }
        let (text, at) = (value.to_string(), self.ctx.now());
        if text.len() > 2 * schema::field::TEXT {
            return Err(Error::invalid("value", "too_long"));
        }
        self.conn.execute(
            "INSERT INTO draft (key, value, at) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET value = excluded.value, at = excluded.at",
            params![key, text, at],
        )?;
        Ok(crate::view::Draft {
            key: key.to_owned(),
            value: value.clone(),
            at,
        })
    }

    /// Drafts, latest first.
    pub fn drafts(&self) -> Result<Vec<crate::view::Draft>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT key, value, at FROM draft ORDER BY at DESC, key")?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })?;
        rows.map(|row| {
            let (key, value, at) = row?;
            Ok(crate::view::Draft {
                key,
                value: serde_json::from_str(&value).map_err(|_| Error::Json)?,
                at,
            })
        })
        .collect()
    }

    /// Drops a draft; one that is not there is no error.
    pub fn discard_draft(&mut self, key: &str) -> Result<()> {
        self.conn
            .execute("DELETE FROM draft WHERE key = ?1", [key])?;
        Ok(())
    }
}
