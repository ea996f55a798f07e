//! People who may be of one family: a hint for a relation, and never one that two are the same.

use super::align::{Kin, kin};
use super::compare::{Band, Reason, compare};
use super::organisation;
use super::token::tokens;

/// What two people's names share that a family shares: the family name in any of its forms (-ов, -ова), or the father (-ұлы, -қызы).
/// Nothing for names that may be one person's.
pub fn family(left: &str, right: &str) -> Vec<Reason> {
    if organisation::looks_like(left) || organisation::looks_like(right) {
        return Vec::new();
    }
    let Kin {
        family_name,
        father,
    } = kin(&tokens(left), &tokens(right));
    if !(family_name || father) || compare(left, right).band != Band::Different {
        return Vec::new();
    }
    let mut out = Vec::new();
    out.extend(family_name.then_some(Reason::SameFamilyName));
    out.extend(father.then_some(Reason::SamePatronymic));
    out
}
