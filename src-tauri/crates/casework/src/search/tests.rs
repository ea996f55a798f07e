//! The index against the alphabet: no letter that a person can type makes a query that SQLite does not take.

use rusqlite::Connection;

use super::query::{SearchFilter, wanted};
use super::tiers;
use crate::schema;

#[test]
fn every_letter_can_be_searched_for() {
    let mut conn = Connection::open_in_memory().expect("memory");
    schema::prepare(&mut conn).expect("tables");
    let filter = SearchFilter::default();
    let mut refused: Vec<&char> = Vec::new();
    // Whole blocks at once; a block that is refused is looked at letter by letter.
    let letters: Vec<char> = ('\0'..=char::MAX).filter(|c| c.is_alphanumeric()).collect();
    let takes = |letters: &[char]| {
        let words: Vec<String> = letters.iter().map(|c| format!("a{c}b")).collect();
        words.chunks(8).all(|words| {
            let expression =
                tiers::expression(&wanted(&words.join(" ")), tiers::LOOSEST, &filter, None);
            expression
                .is_none_or(|expression| tiers::rows(&conn, &expression, 0, i64::MAX, 1).is_ok())
        })
    };
    for block in letters.chunks(512) {
        if !takes(block) {
            refused.extend(block.iter().filter(|c| !takes(&[**c])));
        }
    }
    assert!(refused.is_empty(), "{refused:?}");
}
