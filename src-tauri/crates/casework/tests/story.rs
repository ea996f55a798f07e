//! Any sequence of saves, deletions, restorations and undos leaves a history that holds, and undo takes back exactly what was done.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::record::{Case, Kind, Note, Party, Record, RevisionId};
use casework::{Book, SearchFilter};
use common::{memory, seeded};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Add(u8, String),
    Edit(usize, String),
    Delete(usize),
    Restore(usize),
    Undo(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let words = "[a-zа-яәқ]{1,6}( [a-z\"*]{1,5})?";
    prop_oneof![
        4 => (0_u8..3, words).prop_map(|(kind, words)| Step::Add(kind, words)),
        4 => (any::<usize>(), words).prop_map(|(which, words)| Step::Edit(which, words)),
        1 => any::<usize>().prop_map(Step::Delete),
        1 => any::<usize>().prop_map(Step::Restore),
        2 => any::<usize>().prop_map(Step::Undo),
    ]
}

fn new(kind: u8, words: String) -> Record {
    match kind {
        0 => Record::Case(Case {
            title: words,
            ..Case::default()
        }),
        1 => Record::Party(Party {
            name: words,
            ..Party::default()
        }),
        _ => Record::Note(Note {
            text: words,
            ..Note::default()
        }),
    }
}

fn with(record: &Record, words: String) -> Record {
    match record.clone() {
        Record::Case(case) => Record::Case(Case {
            summary: words,
            ..case
        }),
        Record::Party(party) => Record::Party(Party {
            occupation: words,
            ..party
        }),
        Record::Note(note) => Record::Note(Note {
            text: words,
            ..note
        }),
        other => other,
    }
}

/// Every record there is, by id.
fn all(book: &Book) -> Vec<Record> {
    let mut out: Vec<Record> = [Kind::Case, Kind::Party, Kind::Note]
        .iter()
        .flat_map(|kind| book.records(*kind, None).unwrap())
        .collect();
    out.sort_by_key(Record::id);
    out
}

fn latest(book: &Book) -> Option<RevisionId> {
    book.latest_revisions(1)
        .unwrap()
        .first()
        .map(|revision| revision.id)
}

fn pick<T: Clone>(list: &[T], which: usize) -> Option<T> {
    (!list.is_empty()).then(|| list[which % list.len()].clone())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn history_holds_and_undo_is_exact(steps in proptest::collection::vec(step(), 1..40)) {
        let mut conn = memory();
        let mut book = Book::open(&mut conn, seeded(7, "Aigerim")).unwrap();
        let mut revisions: Vec<RevisionId> = Vec::new();
        for step in steps {
            let (before, last) = (all(&book), latest(&book));
            let done: Option<RevisionId> = match step {
                Step::Add(kind, words) => Some(book.save(new(kind, words), None).unwrap().revision),
                Step::Edit(which, words) => pick(&before, which).map(|record| {
                    let head = book.head(record.id()).unwrap();
                    book.save(with(&record, words), head).unwrap().revision
                }),
                Step::Delete(which) => pick(&before, which).and_then(|record| book.delete(record.kind(), record.id(), true).unwrap().0.first().copied()),
                Step::Restore(which) => pick(&revisions, which).map(|revision| book.restore(revision).unwrap().revision),
                // Undoing something old may be refused, but then changes nothing.
                Step::Undo(which) => match pick(&revisions, which).map(|revision| book.undo(revision)) {
                    Some(Ok(made)) => made.first().copied(),
                    Some(Err(_)) => {
                        prop_assert!(all(&book) == before);
                        None
                    }
                    None => None,
                },
            };
            let Some(done) = done else { continue };
            // A restoration to what is there already writes nothing.
            if latest(&book) != last {
                // What was done last can always be taken back, and put back again.
                let after = all(&book);
                let undone = book.undo(done).unwrap();
                prop_assert!(all(&book) == before, "undo is exact");
                if let Some(undone) = undone.first() {
                    book.undo(*undone).unwrap();
                }
                prop_assert!(all(&book) == after, "and can itself be undone");
                revisions.push(done);
            }
        }
        let report = book.verify_history().unwrap();
        prop_assert!(report.problems.is_empty(), "{:?}", report.problems);
        // The index kept in step finds the same as one made anew.
        let found = |book: &Book| book.search("a", 200, &SearchFilter::default()).unwrap().0.len();
        let kept = found(&book);
        book.reindex().unwrap();
        prop_assert_eq!(kept, found(&book));
    }

    #[test]
    fn no_query_fails(query in "\\PC{0,60}") {
        let mut conn = memory();
        let book = Book::open(&mut conn, seeded(7, "Aigerim")).unwrap();
        book.search(&query, 10, &SearchFilter::default()).unwrap();
    }

    #[test]
    fn no_file_panics(text in "[\\[\\]{}\":,a-z0-9. ]{0,200}") {
        let _ = casework::casebook::Casebook::parse(text.as_bytes());
    }
}
