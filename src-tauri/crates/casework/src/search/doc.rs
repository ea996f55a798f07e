//! What of each record can be found, in the words it is written in.

use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

use crate::record::Kind;
use crate::store::{self, Fields, text};
use crate::{Result, label};

/// The searchable words of a record.
pub(crate) struct Doc {
    /// What it is called, by field.
    pub title: Vec<(&'static str, String)>,
    /// Its own words by field.
    pub body: Vec<(&'static str, String)>,
    /// Names of what it is linked with; they weigh less.
    pub context: Vec<(&'static str, String)>,
}

impl Doc {
    /// All of it, the most telling first.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &(&'static str, String)> {
        self.title.iter().chain(&self.body).chain(&self.context)
    }
}

/// A note between lawyer and client.
pub(crate) fn is_privileged(kind: Kind, record: &Fields) -> bool {
    kind == Kind::Note && text(record, "kind") == "privileged"
}

/// The fields a record is called by.
fn is_title(kind: Kind, field: &str) -> bool {
    match kind {
        Kind::Case => matches!(field, "title" | "reference"),
        Kind::Source => matches!(field, "title" | "code"),
        Kind::Evidence => matches!(field, "title" | "file_name"),
        Kind::Party | Kind::Place => field == "name",
        Kind::Task => field == "title",
        _ => false,
    }
}

/// Text fields by kind, the most telling first; none for kinds that are found through another record.
const fn own(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Case => &["title", "reference", "summary", "owner", "retention_reason"],
        Kind::Party => &[
            "name",
            "description",
            "occupation",
            "citizenship",
            "contact",
        ],
        Kind::Act => &["description", "stated_reason", "outcome", "count_unit"],
        Kind::Measure => &["authority", "note"],
        Kind::Proceeding => &[
            "decision",
            "sentence",
            "court",
            "number",
            "stage",
            "judge",
            "prosecutor",
            "counsel",
        ],
        Kind::Intervention => &["gist", "addressee", "response", "impact"],
        Kind::Claim => &["says", "quote", "locator"],
        Kind::Note | Kind::Comment => &["text"],
        Kind::Source => &["title", "code", "publisher", "url"],
        Kind::Evidence => &[
            "title",
            "file_name",
            "how",
            "device",
            "physical",
            "url",
            "transformation",
            "obtained_by",
        ],
        Kind::Place => &["name", "area"],
        Kind::Task => &["title", "rule", "legal_basis"],
        _ => &[],
    }
}

/// The coded field of a kind, whose labels in all three languages can be found.
const fn coded(kind: Kind) -> Option<(&'static str, &'static str)> {
    match kind {
        Kind::Act => Some(("act_type", "act_type")),
        Kind::Measure => Some(("status", "measure")),
        Kind::Proceeding => Some(("kind", "proceeding")),
        Kind::Intervention => Some(("kind", "intervention")),
        Kind::Source => Some(("kind", "source")),
        _ => None,
    }
}

/// Whether records of a kind stand in the index.
pub(crate) const fn indexed(kind: Kind) -> bool {
    !own(kind).is_empty()
}

/// Collects the words of a record.
pub(crate) fn of(conn: &Connection, kind: Kind, record: &Fields) -> Result<Doc> {
    let mut body: Vec<(&'static str, String)> = own(kind)
        .iter()
        .map(|&field| (field, text(record, field).to_owned()))
        .collect();
    if let Some((field, vocabulary)) = coded(kind) {
        let labels = labels(conn, vocabulary, text(record, field))?;
        body.extend(labels.into_iter().map(|label| (field, label)));
    }
    for field in ["tags", "provisions", "charges", "hearings", "sentences"] {
        if let Some(value) = record.get(field) {
            body.push((field, inner_words(value)));
        }
    }
    for field in ["start", "end", "from", "until", "date", "obtained"] {
        if let Some(words) = record
            .get(field)
            .and_then(|date| date.get("words"))
            .and_then(Value::as_str)
        {
            body.push((field, words.to_owned()));
        }
    }
    if kind == Kind::Party {
        body.extend(
            names(conn, store::id_of(record))?
                .into_iter()
                .map(|name| ("name", name)),
        );
    }
    body.retain(|(_, words)| !words.is_empty());
    let (title, body) = body
        .into_iter()
        .partition(|(field, _)| is_title(kind, field));
    let mut context = context(conn, kind, record)?;
    context.retain(|(_, words)| !words.is_empty());
    Ok(Doc {
        title,
        body,
        context,
    })
}

fn context(conn: &Connection, kind: Kind, record: &Fields) -> Result<Vec<(&'static str, String)>> {
    let mut out = Vec::new();
    match kind {
        Kind::Case => {
            let sql = "SELECT DISTINCT p.\"name\" FROM \"involved\" i JOIN \"party\" p ON p.\"id\" = i.\"party\" WHERE i.\"case_id\" = ?1";
            out.extend(
                strings(conn, sql, store::id_of(record))?
                    .into_iter()
                    .map(|name| ("involved", name)),
            );
            out.extend(
                named(conn, "place", record.get("places"))?
                    .into_iter()
                    .map(|name| ("places", name)),
            );
        }
        Kind::Act => out.push(("victim", label::party(conn, record, "victim")?)),
        Kind::Measure => out.push(("party", label::party(conn, record, "party")?)),
        Kind::Intervention => out.extend(
            named(conn, "party", record.get("by"))?
                .into_iter()
                .map(|name| ("by", name)),
        ),
        Kind::Claim => {
            if let Some(source) = store::uuid(record, "source") {
                out.extend(
                    strings(
                        conn,
                        "SELECT \"code\" FROM \"source\" WHERE \"id\" = ?1",
                        source,
                    )?
                    .into_iter()
                    .map(|code| ("source", code)),
                );
            }
        }
        _ => {}
    }
    if let Some(place) = store::uuid(record, "place") {
        out.extend(
            strings(
                conn,
                "SELECT \"name\" FROM \"place\" WHERE \"id\" = ?1",
                place,
            )?
            .into_iter()
            .map(|name| ("place", name)),
        );
    }
    if let (Some(case), true) = (store::uuid(record, "case_id"), kind != Kind::Case) {
        out.extend(
            strings(
                conn,
                "SELECT \"reference\" FROM \"case\" WHERE \"id\" = ?1",
                case,
            )?
            .into_iter()
            .map(|reference| ("case", reference)),
        );
    }
    Ok(out)
}

fn labels(conn: &Connection, vocabulary: &str, code: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT \"en\", \"ru\", \"kk\" FROM \"term\" WHERE \"vocabulary\" = ?1 AND \"code\" = ?2",
    )?;
    let mut rows = statement.query([vocabulary, code])?;
    match rows.next()? {
        Some(row) => Ok(vec![row.get(0)?, row.get(1)?, row.get(2)?]),
        None => Ok(vec![code.to_owned()]),
    }
}

/// Further names of a party.
fn names(conn: &Connection, party: Uuid) -> Result<Vec<String>> {
    strings(
        conn,
        "SELECT trim(\"full\" || ' ' || \"given\" || ' ' || \"patronymic\" || ' ' || \"family\") FROM \"name\" WHERE \"party\" = ?1 ORDER BY \"rowid\"",
        party,
    )
}

fn strings(conn: &Connection, sql: &str, id: Uuid) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([id.to_string()], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn named(conn: &Connection, table: &str, ids: Option<&Value>) -> Result<Vec<String>> {
    let Some(ids) = ids else {
        return Ok(Vec::new());
    };
    let sql = format!(
        "SELECT \"name\" FROM \"{table}\" WHERE \"id\" IN (SELECT value FROM json_each(?1))"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map([ids.to_string()], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Words inside lists and small structs; ids and dates are left out.
fn inner_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items
            .iter()
            .map(inner_words)
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        Value::Object(fields) => {
            let words = fields
                .iter()
                .filter(|(name, _)| matches!(name.as_str(), "words" | "provision" | "instance"));
            words
                .map(|(_, value)| inner_words(value))
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join(" · ")
        }
        _ => String::new(),
    }
}
