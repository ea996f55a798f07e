//! Stand-ins for people who may not be named: the same each time for the same receiver, another for every other one.

use std::collections::BTreeMap;

use casework::record::{Entity, Party, PartyId, Sensitivity};
use ring::hkdf;
use serde_json::Value;
use uuid::Uuid;

/// Letters and digits that are not taken for each other when read aloud (Crockford's base 32).
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Of a stand-in: 30 bits, so that two of a thousand people get the same code about once in two thousand vaults; their records stay apart all the
/// same.
const LENGTH: usize = 6;

struct Length;

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        16 + LENGTH
    }
}

/// Makes stand-ins for one receiver, by HKDF-SHA256 (RFC 5869).
pub struct StandIns {
    key: hkdf::Prk,
    word: &'static str,
    of: BTreeMap<PartyId, PartyId>,
}

impl StandIns {
    /// `key` is the vault's; `readers` what the receivers are known by, in any order; `word` what a person is called.
    pub fn new(key: &[u8; 32], readers: &[String], word: &'static str) -> Self {
        let mut readers = readers.to_vec();
        readers.sort();
        readers.dedup();
        // Each ends with a line feed, which none of them contains: no two lists give the same text.
        let mut salt = String::new();
        for one in &readers {
            salt.push_str(one);
            salt.push('\n');
        }
        Self {
            key: hkdf::Salt::new(hkdf::HKDF_SHA256, salt.as_bytes()).extract(key),
            word,
            of: BTreeMap::new(),
        }
    }

    /// What goes in place of a party: its kind, and nothing else of it. Its id is another too, or two receivers could find out by comparing.
    ///
    /// # Panics
    /// Never: 22 bytes are far below the limit of HKDF.
    pub fn stand_in(&mut self, party: &Party) -> Party {
        let mut bytes = [0; 16 + LENGTH];
        self.key
            .expand(&[party.id.0.as_bytes()], Length)
            .and_then(|okm| okm.fill(&mut bytes))
            .expect("HKDF gives as little as 22 bytes");
        let (id, code) = bytes.split_at(16);
        let id =
            PartyId(uuid::Builder::from_random_bytes(id.try_into().expect("16 bytes")).into_uuid());
        self.of.insert(party.id, id);
        let code: String = code
            .iter()
            .map(|byte| char::from(DIGITS[usize::from(byte % 32)]))
            .collect();
        Party {
            id,
            kind: party.kind,
            name: format!("{} {code}", self.word),
            sensitivity: Sensitivity::Open,
            ..Party::default()
        }
    }

    /// Nobody has a stand-in.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Lets records point to the stand-ins.
    ///
    /// # Panics
    /// Never: a record is JSON, and one id in the place of another is read.
    pub fn put<T: Entity>(&self, records: &mut [T]) {
        let ids: BTreeMap<String, String> = self
            .of
            .iter()
            .map(|(of, stand_in)| (of.to_string(), stand_in.to_string()))
            .collect();
        for record in records {
            let mut value =
                serde_json::to_value(&*record).expect("records are strings, numbers and lists");
            if exchange(&mut value, &ids) {
                *record =
                    serde_json::from_value(value).expect("one id in the place of another is read");
            }
        }
    }

    /// Whom a stand-in stands for, by id.
    pub fn stands_for(&self, stand_in: Uuid) -> Option<PartyId> {
        let mut all = self.of.iter();
        all.find(|(_, id)| id.0 == stand_in).map(|(of, _)| *of)
    }
}

/// Puts ids in the place of others; whether there was one.
fn exchange(value: &mut Value, ids: &BTreeMap<String, String>) -> bool {
    match value {
        Value::String(text) => ids
            .get(text.as_str())
            .map(|new| text.clone_from(new))
            .is_some(),
        Value::Array(items) => items
            .iter_mut()
            .fold(false, |hit, item| exchange(item, ids) | hit),
        Value::Object(map) => map
            .values_mut()
            .fold(false, |hit, item| exchange(item, ids) | hit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::record::{Act, PartyKind};

    fn person(id: u128) -> Party {
        Party {
            id: Uuid::from_u128(id).into(),
            kind: PartyKind::Person,
            name: "Perizat Hiddenova".to_owned(),
            contact: "+7 700 000 00 00".to_owned(),
            tags: vec!["x".to_owned()],
            ..Party::default()
        }
    }

    fn of(key: u8, readers: &[&str]) -> StandIns {
        let readers: Vec<String> = readers.iter().map(|&one| one.to_owned()).collect();
        StandIns::new(&[key; 32], &readers, "Person")
    }

    #[test]
    fn the_same_for_one_receiver_and_another_for_every_other() {
        let one = of(1, &["a"]).stand_in(&person(1));
        assert!(one == of(1, &["a", "a"]).stand_in(&person(1)));
        for other in [
            of(1, &["b"]).stand_in(&person(1)),
            of(1, &["a", "b"]).stand_in(&person(1)),
            of(1, &["a\nb"]).stand_in(&person(1)),
            of(2, &["a"]).stand_in(&person(1)),
            of(1, &["a"]).stand_in(&person(2)),
        ] {
            assert!(other.id != one.id && other.name != one.name);
        }
        assert!(of(1, &["a", "b"]).stand_in(&person(1)) == of(1, &["b", "a"]).stand_in(&person(1)));
    }

    #[test]
    fn nothing_of_the_person_goes_along() {
        let one = of(1, &["a"]).stand_in(&person(1));
        let bare = Party {
            id: one.id,
            name: one.name.clone(),
            sensitivity: Sensitivity::Open,
            ..Party::default()
        };
        assert!(one == bare && one.name.starts_with("Person ") && one.name.len() == 13);
    }

    #[test]
    fn records_point_to_the_stand_in_and_to_nobody_else() {
        let mut stand_ins = of(1, &["a"]);
        let one = stand_ins.stand_in(&person(1));
        let act = |victim: u128| Act {
            victim: Some(Uuid::from_u128(victim).into()),
            stated_reason: Uuid::from_u128(1).to_string() + " in words",
            ..Act::default()
        };
        let mut acts = [act(1), act(2)];
        stand_ins.put(&mut acts);
        assert!(acts[0].victim == Some(one.id) && acts[1] == act(2));
        assert!(acts[0].stated_reason == act(1).stated_reason);
        assert!(stand_ins.stands_for(one.id.0) == Some(person(1).id));
    }
}
