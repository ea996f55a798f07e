//! What to call a record on a line: a name, a title, the kind of act and to whom.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::date::Lang;
use crate::record::Kind;
use crate::store::{self, Fields, text};
use crate::{Book, Result};

/// The line for a record. Content: for screens and reports only, never for logs.
pub(crate) fn of(conn: &Connection, lang: Lang, kind: Kind, fields: &Fields) -> Result<String> {
    let label = match kind {
        Kind::Term => text(fields, lang.tag()).to_owned(),
        Kind::Rule | Kind::Profile => labelled(fields, lang).to_owned(),
        Kind::Provision | Kind::Source => joined(&[text(fields, "code"), text(fields, "title")]),
        Kind::Place | Kind::Party | Kind::SavedSearch => text(fields, "name").to_owned(),
        Kind::Name => text(fields, "full").to_owned(),
        Kind::Relationship => joined(&[
            &party(conn, fields, "party")?,
            text(fields, "kind"),
            &party(conn, fields, "other")?,
        ]),
        Kind::Distinct => {
            let names = [party(conn, fields, "party")?, party(conn, fields, "other")?];
            names.join(" ≠ ")
        }
        Kind::Case => joined(&[text(fields, "reference"), text(fields, "title")]),
        Kind::Involved => joined(&[
            &party(conn, fields, "party")?,
            &term(conn, lang, "role", text(fields, "role"))?,
        ]),
        Kind::Act => joined(&[
            &term(conn, lang, "act_type", text(fields, "act_type"))?,
            &party(conn, fields, "victim")?,
        ]),
        Kind::Involvement => party(conn, fields, "perpetrator")?,
        Kind::Chain => text(fields, "how").to_owned(),
        Kind::Measure => joined(&[
            &term(conn, lang, "measure", text(fields, "status"))?,
            &party(conn, fields, "party")?,
        ]),
        Kind::Proceeding => joined(&[
            &term(conn, lang, "proceeding", text(fields, "kind"))?,
            text(fields, "court"),
        ]),
        Kind::Intervention => joined(&[
            &term(conn, lang, "intervention", text(fields, "kind"))?,
            text(fields, "addressee"),
        ]),
        Kind::Money => joined(&[text(fields, "amount"), text(fields, "currency")]),
        Kind::Consent => party(conn, fields, "party")?,
        Kind::Claim => short(text(fields, "says")),
        Kind::Note | Kind::Comment => short(text(fields, "text")),
        Kind::Evidence => match text(fields, "title") {
            "" => text(fields, "file_name").to_owned(),
            title => title.to_owned(),
        },
        Kind::CustodyEvent => text(fields, "event").to_owned(),
        Kind::Task => text(fields, "title").to_owned(),
    };
    Ok(label)
}

impl Book<'_> {
    /// What to call a record, and the reference of its case; empty if there is none of that id. Content: for screens and reports only.
    ///
    /// # Errors
    /// Of the database.
    pub fn called(&self, kind: Kind, id: Uuid) -> Result<(String, Option<String>)> {
        let Some(fields) = store::read(self.conn, kind, id)? else {
            return Ok(Default::default());
        };
        let case = if kind == Kind::Case {
            Some(id)
        } else {
            store::case_of(kind, &fields)
        };
        let sql = "SELECT \"reference\" FROM \"case\" WHERE \"id\" = ?1";
        let reference = case.map(|case| {
            let row = self
                .conn
                .query_row(sql, [case.to_string()], |row| row.get(0));
            row.optional()
        });
        let label = of(self.conn, self.ctx.lang, kind, &fields)?;
        Ok((label, reference.transpose()?.flatten()))
    }
}

/// The label in a language, or in the first that has one.
fn labelled(fields: &Fields, lang: Lang) -> &str {
    [lang.tag(), "en", "ru", "kk"]
        .into_iter()
        .map(|label| text(fields, label))
        .find(|label| !label.is_empty())
        .unwrap_or_default()
}

/// The label of a code, or the code itself.
pub(crate) fn term(conn: &Connection, lang: Lang, vocabulary: &str, code: &str) -> Result<String> {
    let sql = format!(
        "SELECT \"{}\" FROM \"term\" WHERE \"vocabulary\" = ?1 AND \"code\" = ?2",
        lang.tag()
    );
    let found: Option<String> = conn
        .prepare_cached(&sql)?
        .query_row([vocabulary, code], |row| row.get(0))
        .optional()?;
    Ok(found
        .filter(|label| !label.is_empty())
        .unwrap_or_else(|| code.to_owned()))
}

/// The name of the party a field points to.
pub(crate) fn party(conn: &Connection, fields: &Fields, field: &str) -> Result<String> {
    let Some(id) = store::uuid(fields, field) else {
        return Ok(String::new());
    };
    let mut statement = conn.prepare_cached("SELECT \"name\" FROM \"party\" WHERE \"id\" = ?1")?;
    Ok(statement
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?
        .unwrap_or_default())
}

fn joined(parts: &[&str]) -> String {
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The first line, at most 80 characters.
pub(crate) fn short(text: &str) -> String {
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    match line.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}
