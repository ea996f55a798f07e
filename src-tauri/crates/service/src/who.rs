//! Who has the vault open: the person whose key slot opened it.

use std::collections::{BTreeMap, BTreeSet};

use casework::{Book, team};
use vault::{SlotInfo, SlotKind, Unlocked, Vault};

use crate::error::Result;

/// The person behind an open vault, as rules and readers need them.
#[derive(Clone, Default)]
pub struct Who {
    /// Their id; empty for a key that is nobody's, such as a recovery kit.
    pub person: String,
    /// Their name; empty if nobody said.
    pub name: String,
    /// Others have keys too.
    pub shared: bool,
}

impl Who {
    /// Looks at the slot that opened the vault, and at all others.
    pub fn of(vault: &mut Vault<Unlocked>) -> Result<Self> {
        let (slot, before) = (
            vault.opened_with().to_owned(),
            vault.opened_instead_of().to_vec(),
        );
        let slots = vault.slots()?;
        let writable = !vault.read_only();
        let conn = vault.cases();
        let by_passphrase = slots
            .iter()
            .any(|one| one.id == slot && matches!(one.kind, SlotKind::Passphrase(_)));
        let mut person = team::holder(conn, &slot)?;
        if let (None, true, Some(before)) = (&person, by_passphrase, before.first()) {
            // A change of the passphrase that was interrupted before it was written down whose it is.
            let same = team::holder(conn, before)?.unwrap_or_else(|| before.clone());
            if writable {
                team::keep_holder(conn, &slot, &same)?;
            }
            person = Some(same);
        }
        let own = || {
            if by_passphrase {
                slot.clone()
            } else {
                String::new()
            }
        };
        let person = person.unwrap_or_else(own);
        let mut holders = BTreeMap::new();
        for one in &slots {
            if let Some(whose) = team::holder(conn, &one.id)? {
                holders.insert(one.id.clone(), whose);
            }
        }
        Ok(Self {
            name: team::name_of(conn, &person)?,
            shared: people(&slots, &holders).len() > 1,
            person,
        })
    }
}

/// Whose a slot is: as it stands in the list; otherwise a passphrase is a person of its own, and a kit nobody's.
pub fn whose(slot: &SlotInfo, holders: &BTreeMap<String, String>) -> Option<String> {
    let own = || matches!(slot.kind, SlotKind::Passphrase(_)).then(|| slot.id.clone());
    holders.get(&slot.id).cloned().or_else(own)
}

/// Everybody who has a key that opens the vault.
pub fn people(slots: &[SlotInfo], holders: &BTreeMap<String, String>) -> BTreeSet<String> {
    let whole = slots.iter().filter(|slot| slot.complete);
    whole.filter_map(|slot| whose(slot, holders)).collect()
}

/// The same with the people's names, for a list of keys.
pub fn names(book: &Book<'_>) -> Result<BTreeMap<String, String>> {
    let people = book.people()?.into_iter();
    Ok(people.map(|person| (person.id, person.name)).collect())
}
