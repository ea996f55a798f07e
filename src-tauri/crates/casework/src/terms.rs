//! Vocabularies as people look after them: new terms, their codes, what uses them, and one term in the place of another.
//!
//! A code never changes and never goes while something says it, so no record is left saying what nobody can read.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::record::Kind;
use crate::schema::field::{Shape, fields, vocabulary_of};
use crate::store::{self, Fields, text};
use crate::view::{Replaced, TermLabels, TermRow};
use crate::{Book, Error, Result, history, refer, vocabulary};

/// Codes the program itself goes by: whose consent is asked, who a client is, who did it, who a source to protect is.
const NEEDED: [(&str, &str); 5] = [
    ("role", "victim"),
    ("role", "client"),
    ("role", "alleged-perpetrator"),
    ("role", "intervenor"),
    ("source", "person"),
];

/// Longest code made from a label.
const CODE: usize = 40;

fn needed(term: &Fields) -> bool {
    NEEDED.contains(&(text(term, "vocabulary"), text(term, "code")))
}

fn shipped(term: &Fields) -> bool {
    vocabulary::seeded()
        .any(|one| one.vocabulary == text(term, "vocabulary") && one.code == text(term, "code"))
}

/// What came with the program is retired, not deleted: the texts of the program and other vaults speak of it.
pub(crate) fn may_be_deleted(term: &Fields) -> Result<()> {
    if shipped(term) {
        return Err(Error::invalid("code", "shipped"));
    }
    Ok(())
}

/// Makes a term that a person wrote ready to be saved: a new one gets its code and id; an old one keeps them.
///
/// # Errors
/// [`Error::Invalid`]: no label at all, a label another term has, an unknown vocabulary or group, a code that is not plain or is
/// taken, another code or vocabulary for a term that is there, retiring one the program needs.
pub(crate) fn ready(conn: &Connection, new: &mut Fields) -> Result<()> {
    let current = store::read(conn, Kind::Term, store::id_of(new))?;
    if LABELS
        .iter()
        .all(|label| text(new, label).trim().is_empty())
    {
        return Err(Error::invalid("en", "required"));
    }
    if let Some(current) = &current {
        for field in ["vocabulary", "code"] {
            if new.get(field) != current.get(field) {
                return Err(Error::invalid(field, "code_stays"));
            }
        }
    } else {
        identify(conn, new)?;
    }
    if needed(new) && new.get("retired") == Some(&json!(true)) {
        return Err(Error::invalid("retired", "needed"));
    }
    let same = |field: &str| current.as_ref().and_then(|old| old.get(field)) == new.get(field);
    if !same("group") && !groups(text(new, "vocabulary")).contains(text(new, "group")) {
        let code = if text(new, "group").is_empty() {
            "required"
        } else {
            "unknown_code"
        };
        return Err(Error::invalid("group", code));
    }
    for label in LABELS {
        if !same(label) && said_already(conn, new, label)? {
            return Err(Error::invalid(label, "taken"));
        }
    }
    Ok(())
}

const LABELS: [&str; 3] = ["en", "ru", "kk"];

/// Whether there is a vocabulary of that name.
pub(crate) fn is_vocabulary(list: &str) -> bool {
    vocabulary::seeded().any(|one| one.vocabulary == list)
}

/// Gives a new term its code, if it has none, and the id every vault knows it by.
fn identify(conn: &Connection, new: &mut Fields) -> Result<()> {
    let list = text(new, "vocabulary").to_owned();
    if !is_vocabulary(&list) {
        return Err(Error::invalid("vocabulary", "unknown_code"));
    }
    let mut taken =
        conn.prepare_cached("SELECT 1 FROM term WHERE vocabulary = ?1 AND code = ?2")?;
    let code = text(new, "code").trim().to_owned();
    let code = if code.is_empty() {
        let wish = code_for(LABELS.map(|label| text(new, label)));
        let mut candidate = wish.clone();
        let mut suffix = 2;
        while taken.exists([&list, &candidate])? {
            candidate = format!("{wish}_{suffix}");
            suffix += 1;
        }
        candidate
    } else {
        plain_code(&code)?;
        if taken.exists([&list, &code])? {
            return Err(Error::invalid("code", "taken"));
        }
        code
    };
    new.insert("id".into(), json!(vocabulary::term_id(&list, &code)));
    new.insert("code".into(), json!(code));
    Ok(())
}

/// Groups a term of a vocabulary may be in; the empty one where the list has none.
fn groups(list: &str) -> BTreeSet<String> {
    vocabulary::seeded()
        .filter(|one| one.vocabulary == list)
        .map(|one| one.group)
        .collect()
}

/// Another term of the list that is still offered goes by that label.
fn said_already(conn: &Connection, term: &Fields, label: &str) -> Result<bool> {
    let wanted = text(term, label).trim().to_lowercase();
    if wanted.is_empty() {
        return Ok(false);
    }
    let others = store::select(
        conn,
        Kind::Term,
        "WHERE \"vocabulary\" = ?1 AND \"id\" <> ?2 AND \"retired\" = 0",
        [text(term, "vocabulary"), &store::id_of(term).to_string()],
    )?;
    Ok(others
        .iter()
        .any(|other| text(other, label).trim().to_lowercase() == wanted))
}

/// A code from the first label that has letters: plain Latin, words joined by `_`.
fn code_for(labels: [&str; 3]) -> String {
    let made = labels
        .into_iter()
        .map(slug)
        .find(|code| !code.is_empty())
        .unwrap_or_default();
    if made.is_empty() {
        "term".to_owned()
    } else {
        made
    }
}

fn slug(label: &str) -> String {
    let mut out = String::new();
    for char in label.to_lowercase().chars() {
        if char.is_ascii_alphanumeric() {
            out.push(char);
        } else if let Some(latin) = latin(char) {
            out.push_str(latin);
        } else if !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
    }
    out.truncate(CODE);
    out.trim_end_matches('_').to_owned()
}

/// Russian and Kazakh letters as they are commonly written in Latin.
fn latin(char: char) -> Option<&'static str> {
    Some(match char {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'і' | 'ы' => "i",
        'к' | 'қ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'х' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'ъ' | 'ь' => "",
        _ => return None,
    })
}

impl Book<'_> {
    /// Every term with what uses it, in the order of the lists.
    pub fn term_rows(&self) -> Result<Vec<TermRow>> {
        let uses = self.term_uses()?;
        let shipped: BTreeMap<_, _> = vocabulary::seeded()
            .map(|one| {
                (
                    (one.vocabulary, one.code),
                    TermLabels {
                        en: one.en,
                        ru: one.ru,
                        kk: one.kk,
                    },
                )
            })
            .collect();
        let terms = self.terms()?;
        let heads = self.heads(&terms.iter().map(|term| term.id.0).collect())?;
        let rows = terms.into_iter().map(|term| {
            let key = (term.vocabulary.clone(), term.code.clone());
            TermRow {
                revision: heads.get(&term.id.0).copied(),
                uses: uses.get(&key).copied().unwrap_or(0),
                shipped: shipped.get(&key).cloned(),
                needed: NEEDED.contains(&(key.0.as_str(), key.1.as_str())),
                term,
            }
        });
        Ok(rows.collect())
    }

    /// How many records say each code, by vocabulary and code.
    fn term_uses(&self) -> Result<BTreeMap<(String, String), u32>> {
        let mut out: BTreeMap<(String, String), u32> = BTreeMap::new();
        for &kind in Kind::ALL {
            for field in fields(kind) {
                let Some(list) = vocabulary_of(kind, field) else {
                    continue;
                };
                let (table, name) = (kind.name(), field.name);
                let sql = if matches!(field.shape, Shape::CodeList(_)) {
                    format!(
                        "SELECT j.value, count(DISTINCT t.\"id\") FROM \"{table}\" t, json_each(t.\"{name}\") j GROUP BY 1"
                    )
                } else {
                    format!(
                        "SELECT \"{name}\", count(*) FROM \"{table}\" WHERE \"{name}\" <> '' GROUP BY 1"
                    )
                };
                let mut statement = self.conn.prepare_cached(&sql)?;
                let mut rows = statement.query([])?;
                while let Some(row) = rows.next()? {
                    let code: String = row.get(0)?;
                    *out.entry((list.to_owned(), code)).or_default() += row.get::<_, u32>(1)?;
                }
            }
        }
        Ok(out)
    }

    /// The term of a vocabulary and code.
    ///
    /// # Errors
    /// [`Error::Unknown`].
    pub fn find_term(&self, list: &str, code: &str) -> Result<Uuid> {
        let terms = store::select(
            self.conn,
            Kind::Term,
            "WHERE \"vocabulary\" = ?1 AND \"code\" = ?2",
            [list, code],
        )?;
        terms
            .first()
            .map(store::id_of)
            .ok_or(Error::Unknown { what: "term" })
    }

    /// Puts one term of a vocabulary in the place of another wherever it is said, and retires the other; one transaction, one undo.
    ///
    /// # Errors
    /// [`Error::Invalid`] at `by` (another vocabulary, itself, retired) or `code` (the program needs it); [`Error::NotFound`].
    pub fn replace_term(&mut self, gone: Uuid, by: Uuid) -> Result<Replaced> {
        self.write(|pen| {
            let read = |id| {
                store::read(&pen.tx, Kind::Term, id)?.ok_or(Error::NotFound {
                    kind: Kind::Term,
                    id,
                })
            };
            let (mut old, new) = (read(gone)?, read(by)?);
            if gone == by {
                return Err(Error::invalid("by", "same_record"));
            }
            if text(&old, "vocabulary") != text(&new, "vocabulary") {
                return Err(Error::invalid("by", "unknown_code"));
            }
            if new.get("retired") == Some(&json!(true)) {
                return Err(Error::invalid("by", "retired"));
            }
            if needed(&old) {
                return Err(Error::invalid("code", "needed"));
            }
            let mut moved = 0;
            for referrer in refer::referrers(&pen.tx, Kind::Term, gone, &old)? {
                let Some(mut record) = store::read(&pen.tx, referrer.kind, referrer.id)? else {
                    continue;
                };
                if reword(referrer.kind, &mut record, &old, text(&new, "code")) {
                    pen.put(referrer.kind, record, "edit")?;
                    moved += 1;
                }
            }
            old.insert("retired".into(), json!(true));
            pen.put(Kind::Term, old, "edit")?;
            Ok(Replaced {
                revisions: std::mem::take(&mut pen.revisions),
                moved,
                at: pen.at.clone(),
            })
        })
    }

    /// Puts one field of a record back to what it was right after a revision, and leaves the others as they are now.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a record that is gone, [`Error::Unknown`] for no such revision or field, [`Error::Invalid`] where the
    /// value does not fit what the record says otherwise, or is a state that a review alone may change.
    pub fn restore_field(
        &mut self,
        revision: crate::record::RevisionId,
        field: &str,
    ) -> Result<crate::view::Saved> {
        let (kind, record, revision, at) = self.write(|pen| {
            let entry = history::find(&pen.tx, revision)?;
            let (kind, id) = (entry.kind, entry.record);
            let known = fields(kind).iter().any(|one| one.name == field);
            if !known || field == "case_id" {
                return Err(Error::Unknown { what: "field" });
            }
            if kind == Kind::Case && field == "status" {
                return Err(Error::invalid("status", "by_review_only"));
            }
            if kind == Kind::Party && matches!(field, "merged_into" | "merge") {
                return Err(Error::invalid(field, "by_merge_only"));
            }
            let mut now = store::read(&pen.tx, kind, id)?.ok_or(Error::NotFound { kind, id })?;
            let then = if entry.op == "delete" {
                history::before(&entry, None)?
            } else {
                history::state_at(&pen.tx, kind, id, revision)?
            };
            let value = then
                .and_then(|then| then.get(field).cloned())
                .ok_or(Error::Unknown { what: "revision" })?;
            now.insert(field.to_owned(), value);
            // Whoever was found to be another since is named as them.
            crate::same::stand(&pen.tx, kind, &mut now)?;
            let revision = pen.put(kind, now.clone(), "restore")?;
            Ok((kind, now, revision, pen.at.clone()))
        })?;
        Ok(crate::view::Saved {
            record: store::to_record(kind, record)?,
            revision,
            at,
        })
    }
}

/// Says a code in the place of another throughout a record; a list that had both keeps one.
fn reword(kind: Kind, record: &mut Fields, old: &Fields, code: &str) -> bool {
    let (list, was) = (text(old, "vocabulary"), text(old, "code"));
    let mut any = false;
    for field in fields(kind) {
        if vocabulary_of(kind, field) != Some(list) {
            continue;
        }
        match record.get_mut(field.name) {
            Some(Value::String(value)) if value == was => {
                code.clone_into(value);
                any = true;
            }
            Some(Value::Array(items)) if items.iter().any(|item| item.as_str() == Some(was)) => {
                let mut seen = BTreeSet::new();
                items.retain_mut(|item| {
                    if item.as_str() == Some(was) {
                        *item = json!(code);
                    }
                    seen.insert(item.to_string())
                });
                any = true;
            }
            _ => {}
        }
    }
    any
}

/// A code that people make: it stands in files and on command lines.
pub(crate) fn plain_code(code: &str) -> Result<()> {
    let plain = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-')
    };
    if code.len() > CODE || !code.bytes().all(plain) {
        return Err(Error::invalid("code", "bad_code"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_from_labels() {
        let check = |labels, code| assert_eq!(super::code_for(labels), code);
        check(["Drone surveillance", "Слежка", ""], "drone_surveillance");
        check(["", "Слежка с беспилотника", ""], "slezhka_s_bespilotnika");
        check(["", "", "Қоқан-лоққы көрсету"], "kokan_lokki_korsetu");
        check(["  Été — 3rd  ", "", ""], "t_3rd");
        check(["…", "", ""], "term");
        check(["x".repeat(90).as_str(), "", ""], &"x".repeat(40));
    }
}
