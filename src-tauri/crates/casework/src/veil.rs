//! The privacy filter: names of people and organisations, and addresses, out of everything that is shown.
//!
//! In their place stand initials and a number, the same for one person everywhere. Text is replaced, not covered. What stands in place of a
//! name bears a sign that nobody types, so that it is never taken for text and written back.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use serde_json::Value;
use uuid::Uuid;

use crate::record::{Kind, PartyId, PartyKind};
use crate::spot::{Memory, Needs, Sought, likely_contacts};
use crate::{Book, Error, Result};

/// The sign: invisible, and the beginning of a number.
const SIGN: &str = "\u{2063}⁽";
const END: char = '⁾';
const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// What stands before the number of an address.
const ADDRESS: &str = "☎";
/// Letters of a name that are shown.
const INITIALS: usize = 3;
/// Texts up to this length, in bytes, are remembered as they may be seen: titles, names, words.
const SHORT: usize = 300;
/// Most bytes of such texts that are kept.
const KEPT: usize = 16 << 20;

/// Whom to hide, and what stands in their place.
#[derive(Default)]
pub struct Veil {
    sought: Sought,
    /// What stands in the place of each number, and what it hides.
    hidden: Vec<(String, String)>,
    parties: HashMap<PartyId, usize>,
    addresses: HashMap<String, usize>,
    /// The state of the casework it was made for.
    at: Option<i64>,
    /// What is known of words, and of whole texts, while nobody is called otherwise: lists say the same again and again.
    memory: Memory,
    seen: HashMap<String, String>,
    seen_bytes: usize,
}

impl Veil {
    /// Whether a text bears the sign.
    pub fn is_in(text: &str) -> bool {
        text.contains(SIGN)
    }

    /// Whether any text in a value does.
    pub fn is_in_value(value: &Value) -> bool {
        match value {
            Value::String(text) => Self::is_in(text),
            Value::Array(items) => items.iter().any(Self::is_in_value),
            Value::Object(map) => map
                .iter()
                .any(|(name, item)| Self::is_in(name) || Self::is_in_value(item)),
            _ => false,
        }
    }

    /// Learns whom to hide, if anything was written since. Who had a number keeps it.
    ///
    /// # Errors
    /// Of the database.
    pub fn learn(&mut self, book: &Book<'_>) -> Result<()> {
        let now: i64 =
            book.conn
                .query_row("SELECT coalesce(max(seq), 0) FROM revision", [], |row| {
                    row.get(0)
                })?;
        let same = match self.at {
            Some(at) => at == now || at < now && !names_changed(book.conn, at)?,
            None => false,
        };
        if !same {
            self.learn_anew(book.conn)?;
        }
        self.at = Some(now);
        Ok(())
    }

    fn learn_anew(&mut self, conn: &Connection) -> Result<()> {
        self.sought = Sought::default();
        self.memory = Memory::default();
        self.forget_seen();
        let mut needs = HashMap::new();
        let mut parties = conn.prepare_cached(
            "SELECT \"id\", \"kind\", \"name\" FROM \"party\" ORDER BY \"rowid\"",
        )?;
        let mut rows = parties.query([])?;
        while let Some(row) = rows.next()? {
            let (kind, name): (String, String) = (row.get(1)?, row.get(2)?);
            let broken = || Error::Broken { kind: Kind::Party };
            let kind: PartyKind =
                serde_json::from_value(Value::String(kind)).map_err(|_| broken())?;
            let how = match kind {
                PartyKind::Person if is_a_name(&name) => Needs::Any,
                PartyKind::Person | PartyKind::Group | PartyKind::Organisation => Needs::All,
                // Units of the state are no one to protect; who is unknown has no name.
                _ => continue,
            };
            let id: PartyId = party_id(&row.get::<_, String>(0)?).ok_or_else(broken)?;
            let number = *self.parties.entry(id).or_insert_with(|| {
                self.hidden.push(Default::default());
                self.hidden.len() - 1
            });
            self.sought.name(number, &name, how);
            self.hidden[number] = (shown(&initials(&name), number), name);
            needs.insert(id, (number, how));
        }
        let mut names =
            conn.prepare_cached("SELECT \"party\", \"full\" FROM \"name\" ORDER BY \"rowid\"")?;
        let mut rows = names.query([])?;
        while let Some(row) = rows.next()? {
            let (party, full): (String, String) = (row.get(0)?, row.get(1)?);
            let known = party_id(&party).and_then(|party| needs.get(&party));
            if let Some((number, how)) = known {
                let how = if is_a_name(&full) { *how } else { Needs::All };
                self.sought.name(*number, &full, how);
            }
        }
        Ok(())
    }

    fn forget_seen(&mut self) {
        self.seen = HashMap::new();
        self.seen_bytes = 0;
    }

    /// The text as it may be seen.
    pub fn text(&mut self, text: &str) -> String {
        if text.len() > SHORT {
            return self.looked_through(text);
        }
        if let Some(seen) = self.seen.get(text) {
            return seen.clone();
        }
        let out = self.looked_through(text);
        if self.seen_bytes > KEPT {
            self.forget_seen();
        }
        self.seen_bytes += text.len() + out.len();
        self.seen.insert(text.to_owned(), out.clone());
        out
    }

    fn looked_through(&mut self, text: &str) -> String {
        let addresses = likely_contacts(text);
        let mut places: Vec<(usize, usize, usize)> = Vec::new();
        for (from, to) in addresses {
            places.push((from, to, self.address(&text[from..to])));
        }
        let names = self.sought.spots_knowing(text, &mut self.memory);
        let free: Vec<_> = names
            .iter()
            .filter(|spot| {
                places
                    .iter()
                    .all(|(from, to, _)| spot.to <= *from || *to <= spot.from)
            })
            .map(|spot| (spot.from, spot.to, spot.whose))
            .collect();
        places.extend(free);
        places.sort_unstable();
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for (from, to, number) in places {
            out.push_str(&text[at..from]);
            out.push_str(&self.hidden[number].0);
            at = to;
        }
        out.push_str(&text[at..]);
        out
    }

    /// An answer as it may be seen.
    pub fn value(&mut self, value: &mut Value) {
        self.inside("", value);
    }

    fn inside(&mut self, name: &str, value: &mut Value) {
        match value {
            Value::String(text) => {
                if name == "contact" && !text.is_empty() {
                    // A way to reach somebody is hidden whole, whatever it looks like.
                    let number = self.address(text);
                    text.clone_from(&self.hidden[number].0);
                } else if !is_code(name, text) {
                    *text = self.text(text);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.inside(name, item)),
            Value::Object(map) => {
                let passage = map.get("why").cloned();
                for (name, item) in map.iter_mut() {
                    self.inside(name, item);
                }
                // Places in a passage that reads otherwise now.
                if passage.as_ref() != map.get("why")
                    && let Some(marks) = map.get_mut("marks")
                {
                    *marks = Value::Array(Vec::new());
                }
            }
            _ => {}
        }
    }

    /// The text as it is.
    pub fn reveal(&self, text: &str) -> String {
        let mut out = text.to_owned();
        // The higher first: ⁽¹²⁾ is not ⁽¹⁾ and something, but it costs nothing to be sure.
        for (shown, is) in self
            .hidden
            .iter()
            .rev()
            .filter(|(shown, _)| !shown.is_empty())
        {
            if out.contains(SIGN) {
                out = out.replace(shown, is);
            }
        }
        out
    }

    fn address(&mut self, text: &str) -> usize {
        if let Some(number) = self.addresses.get(text) {
            return *number;
        }
        let number = self.hidden.len();
        self.hidden.push((shown(ADDRESS, number), text.to_owned()));
        self.addresses.insert(text.to_owned(), number);
        number
    }
}

/// Whether anybody was written since a state of the casework: without that nobody is called otherwise.
fn names_changed(conn: &Connection, since: i64) -> Result<bool> {
    Ok(conn
        .prepare_cached("SELECT 1 FROM revision WHERE seq > ?1 AND kind IN (?2, ?3)")?
        .exists(params![since, Kind::Party.name(), Kind::Name.name()])?)
}

fn party_id(text: &str) -> Option<PartyId> {
    Uuid::parse_str(text).ok().map(PartyId)
}

/// Whether every word is written like one of a name: «an activist of the union» is a description, of ordinary words.
pub fn is_a_name(text: &str) -> bool {
    let mut words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.all(|word| {
        word.is_empty() || word.starts_with(char::is_uppercase) || SMALL.contains(&word)
    })
}

/// Words inside a name that are written small: endings of patronymics, particles.
const SMALL: [&str; 14] = [
    "uly", "ulu", "kyzy", "oglu", "ogly", "ұлы", "қызы", "оглы", "al", "bin", "van", "von", "de",
    "der",
];

fn shown(what: &str, number: usize) -> String {
    let digits: String = (number + 1)
        .to_string()
        .bytes()
        .map(|digit| DIGITS[usize::from(digit - b'0')])
        .collect();
    format!("{what}{SIGN}{digits}{END}")
}

/// "A. K." of Amir Kassenov.
fn initials(name: &str) -> String {
    let letters = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_alphabetic());
    let letters: Vec<String> = letters
        .take(INITIALS)
        .map(|letter| format!("{}.", letter.to_uppercase()))
        .collect();
    letters.join(" ")
}

/// Fields that hold codes and nothing else.
const CODES: [&str; 30] = [
    "kind",
    "status",
    "act_type",
    "sensitivity",
    "role",
    "roles",
    "space",
    "op",
    "place",
    "what",
    "field",
    "fields",
    "form",
    "key",
    "media_type",
    "reliability",
    "credibility",
    "attribution",
    "degree",
    "sex",
    "flags",
    "language",
    "theme",
    "state",
    "band",
    "reasons",
    "group",
    "provisions",
    "profile",
    "code",
];

/// A code, an id, a date, a number: nothing that a person wrote.
fn is_code(name: &str, text: &str) -> bool {
    let plain = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.:/T+Z".contains(&byte)
    };
    let numbered = text.bytes().any(|byte| byte.is_ascii_digit());
    let is_plain = text.bytes().all(plain);
    is_plain && name != "tags" && (numbered && !text.contains('+') || CODES.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn veil() -> Veil {
        let mut veil = Veil::default();
        for (number, name) in ["Amir Kassenov", "Dana Serik"].iter().enumerate() {
            veil.sought.name(number, name, Needs::Any);
            veil.hidden
                .push((shown(&initials(name), number), (*name).to_owned()));
        }
        veil
    }

    #[test]
    fn names_and_addresses_go_and_come_back() {
        let mut veil = veil();
        let text = "Касенова видели у Dana Serik, +7 701 555 01 99.";
        let seen = veil.text(text);
        assert_eq!(
            seen,
            "A. K.\u{2063}⁽¹⁾ видели у D. S.\u{2063}⁽²⁾, ☎\u{2063}⁽³⁾."
        );
        assert!(Veil::is_in(&seen) && !Veil::is_in(text));
        assert_eq!(
            veil.reveal(&seen),
            "Amir Kassenov видели у Dana Serik, +7 701 555 01 99."
        );
        // One address, one number.
        assert_eq!(veil.text("+7 701 555 01 99"), "☎\u{2063}⁽³⁾");
    }

    #[test]
    fn codes_ids_and_dates_stay_and_marks_go_with_their_passage() {
        let mut veil = veil();
        let mut value = serde_json::json!({
            "id": "7a3c1f2e-1234-4567-8901-123456789012", "status": "house_arrest", "at": "2026-01-31T09:00:00", "tags": ["kassenov"],
            "hits": [{"why": "Amir Kassenov was seen", "marks": [[0, 4]]}, {"why": "nobody", "marks": [[0, 2]]}],
            "contact": "through his aunt",
        });
        veil.value(&mut value);
        assert_eq!(value["id"], "7a3c1f2e-1234-4567-8901-123456789012");
        assert_eq!(
            (&value["status"], &value["at"]),
            (&"house_arrest".into(), &"2026-01-31T09:00:00".into())
        );
        assert_eq!(value["hits"][0]["marks"], serde_json::json!([]));
        assert_eq!(value["hits"][1]["marks"], serde_json::json!([[0, 2]]));
        let text = value.to_string().to_lowercase();
        assert!(
            !text.contains("kassenov") && !text.contains("aunt"),
            "{text}"
        );
        assert!(Veil::is_in_value(&value));
    }
}
