//! Every field that may name a party is known to the tests of merging.

use std::collections::BTreeSet;

use super::links;
use crate::record::Kind;
use crate::schema::field::{Shape, fields};

/// Lists of small structs in which no party stands. A list that is in neither table has to be looked at by whoever adds it, and then
/// given a place in `tests/same.rs`, which fills every field that may name a party.
const WITHOUT: [(&str, &str); 8] = [
    ("profile", "parts"),
    ("act", "sub_counts"),
    ("proceeding", "hearings"),
    ("proceeding", "sentences"),
    ("saved_search", "kinds"),
    ("saved_search", "years"),
    ("saved_search", "status"),
    ("saved_search", "sensitivity"),
];
const WITH: [(&str, &str); 2] = [("note", "links"), ("proceeding", "charges")];
/// Ids of records of any kind.
const ANY: [(&str, &str); 2] = [("claim", "about_id"), ("task", "start_id")];

#[test]
fn no_field_that_may_name_a_party_is_forgotten() {
    let mut expected = BTreeSet::new();
    for &kind in Kind::ALL {
        for field in fields(kind) {
            let here = (kind.name(), field.name);
            let direct = match field.shape {
                Shape::Ref(to) | Shape::OptRef(to) | Shape::RefList(to) => to == Kind::Party,
                Shape::List => {
                    assert!(
                        WITH.contains(&here) || WITHOUT.contains(&here),
                        "whether a party may stand in {here:?} has to be said here"
                    );
                    true
                }
                Shape::About | Shape::Trace => {
                    assert!(ANY.contains(&here), "{here:?}");
                    true
                }
                Shape::Map => {
                    let known = [("consent", "audiences"), ("party", "merge")];
                    assert!(known.contains(&here), "{here:?}");
                    false
                }
                _ => false,
            };
            if direct {
                expected.insert(here);
            }
        }
    }
    let walked: BTreeSet<_> = links::all()
        .map(|(kind, field)| (kind.name(), field.name))
        .collect();
    assert_eq!(walked, expected);
}
