//! Two vaults, one case: everything that can happen to it between them.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::BTreeSet;

use casework::merge::{Carried, MergeReport};
use casework::record::{Act, Case, CaseId, Involved, Kind, Note, Party, PartyId, Record, Source};
use casework::{Book, Error};
use common::{act, add, case, fresh, memory, person, seeded};
use rusqlite::Connection;

/// Everything a bundle of one case would carry, with fields of the party blanked where `withheld` says so.
fn pack(book: &Book, case: CaseId, withheld: &[&str]) -> Vec<Carried> {
    let mut records: Vec<Record> = book
        .list::<Party>()
        .unwrap()
        .into_iter()
        .map(Record::Party)
        .collect();
    records.extend(
        book.list::<Source>()
            .unwrap()
            .into_iter()
            .map(Record::Source),
    );
    for &kind in Kind::ALL {
        records.extend(book.records(kind, Some(case)).unwrap());
    }
    records
        .into_iter()
        .map(|record| {
            let lineage = book.lineage(record.kind(), record.id()).unwrap();
            let Record::Party(mut party) = record else {
                return Carried { record, lineage };
            };
            for field in withheld {
                match *field {
                    "name" => party.name = "Person 1".into(),
                    "contact" => party.contact = String::new(),
                    other => panic!("{other}"),
                }
            }
            let copy = Record::Party(party);
            let lineage = lineage.map(|line| {
                line.redacted(
                    &copy,
                    withheld.iter().map(|field| (*field).to_owned()).collect(),
                )
            });
            Carried {
                record: copy,
                lineage,
            }
        })
        .collect()
}

fn counts(report: &MergeReport) -> (u32, u32, u32, usize) {
    (
        report.added,
        report.updated,
        report.unchanged,
        report.conflicts.len(),
    )
}

/// A case with a victim and an act, in the first vault, and an empty second one.
struct Two {
    ours: Connection,
    theirs: Connection,
    case: CaseId,
    party: PartyId,
}

impl Two {
    fn new() -> Self {
        let (mut ours, mut theirs) = (memory(), memory());
        let mut book = Book::open(&mut ours, seeded(1, "Aigerim")).unwrap();
        let (case_id, party) = (case(&mut book, "A case"), person(&mut book, "Amir"));
        act(&mut book, case_id, party);
        add(
            &mut book,
            Involved {
                case_id,
                party,
                role: "victim".into(),
                ..Involved::default()
            },
        );
        drop(book);
        Book::open(&mut theirs, seeded(2, "Dina")).unwrap();
        Self {
            ours,
            theirs,
            case: case_id,
            party,
        }
    }

    fn ours(&mut self) -> Book<'_> {
        let seed = 1_000 + self.revisions(true);
        Book::open(&mut self.ours, seeded(seed, "Aigerim")).unwrap()
    }

    fn theirs(&mut self) -> Book<'_> {
        let seed = 2_000_000 + self.revisions(false);
        Book::open(&mut self.theirs, seeded(seed, "Dina")).unwrap()
    }

    /// Fresh randomness for every book, or two would give the same ids.
    fn revisions(&self, ours: bool) -> u64 {
        let conn = if ours { &self.ours } else { &self.theirs };
        u64::from(
            conn.query_row(
                "SELECT (SELECT count(*) FROM revision) + (SELECT count(*) FROM arrival)",
                [],
                |row| row.get::<_, u32>(0),
            )
            .unwrap(),
        ) * 7_919
    }

    /// Hands the case over, through a bundle.
    fn send(&mut self, from_ours: bool, withheld: &[&str]) -> MergeReport {
        let case = self.case;
        let carried = if from_ours {
            pack(&self.ours(), case, withheld)
        } else {
            pack(&self.theirs(), case, withheld)
        };
        let mut bundle = memory();
        let mut book = Book::open(&mut bundle, seeded(3, "bundle")).unwrap();
        book.carry(carried).unwrap();
        assert!(
            book.history(Kind::Case, case.0).unwrap().is_empty(),
            "contents of history do not travel"
        );
        let carried = book.carried().unwrap();
        let report = if from_ours {
            self.theirs().merge(carried, "Aigerim")
        } else {
            self.ours().merge(carried, "Dina")
        }
        .unwrap();
        for conn in [&mut self.ours, &mut self.theirs] {
            let book = Book::open(conn, seeded(4, "")).unwrap();
            let found = book.verify_history().unwrap();
            assert!(found.problems.is_empty(), "{:?}", found.problems);
            drop(book);
            fresh(conn, "a merge");
        }
        report
    }

    fn edit(&mut self, ours: bool, change: impl Fn(&mut Party)) {
        let party = self.party;
        let mut book = if ours { self.ours() } else { self.theirs() };
        let mut value: Party = book.get(party.0).unwrap();
        change(&mut value);
        let head = book.head(party.0).unwrap();
        book.save_as(value, head).unwrap();
    }

    fn party(&mut self, ours: bool) -> Party {
        let party = self.party;
        if ours {
            self.ours().get(party.0)
        } else {
            self.theirs().get(party.0)
        }
        .unwrap()
    }
}

#[test]
fn a_case_arrives_once_and_the_same_bundle_again_changes_nothing() {
    let mut two = Two::new();
    assert_eq!(counts(&two.send(true, &[])), (4, 0, 0, 0));
    assert_eq!(counts(&two.send(true, &[])), (0, 0, 4, 0));
    assert_eq!(
        counts(&two.send(false, &[])),
        (0, 0, 4, 0),
        "back home it is known"
    );
    assert!(
        two.theirs()
            .search("amir", 10, &casework::SearchFilter::default())
            .unwrap()
            .0
            .len()
            >= 2,
        "what came in is found"
    );
}

#[test]
fn edits_travel_there_and_back() {
    let mut two = Two::new();
    two.send(true, &[]);
    two.edit(true, |party| party.occupation = "editor".into());
    assert_eq!(counts(&two.send(true, &[])), (0, 1, 3, 0));
    two.edit(false, |party| party.occupation = "chief editor".into());
    assert_eq!(
        counts(&two.send(true, &[])),
        (0, 0, 4, 0),
        "an older bundle takes nothing back"
    );
    assert_eq!(counts(&two.send(false, &[])), (0, 1, 3, 0));
    assert_eq!(two.party(true).occupation, "chief editor");
    assert_eq!(counts(&two.send(true, &[])), (0, 0, 4, 0));
}

#[test]
fn edits_of_different_fields_merge_and_settle() {
    let mut two = Two::new();
    two.send(true, &[]);
    two.edit(true, |party| party.occupation = "editor".into());
    two.edit(false, |party| party.citizenship = "KZ".into());
    assert_eq!(counts(&two.send(true, &[])), (0, 1, 3, 0));
    let merged = two.party(false);
    assert_eq!(
        (merged.occupation.as_str(), merged.citizenship.as_str()),
        ("editor", "KZ")
    );
    assert_eq!(counts(&two.send(false, &[])), (0, 1, 3, 0));
    assert!(two.party(true) == merged);
    assert_eq!(
        (counts(&two.send(true, &[])), counts(&two.send(false, &[]))),
        ((0, 0, 4, 0), (0, 0, 4, 0))
    );
}

#[test]
fn edits_of_one_field_are_both_kept_until_a_person_decides() {
    let mut two = Two::new();
    two.send(true, &[]);
    two.edit(true, |party| party.occupation = "editor".into());
    two.edit(false, |party| party.occupation = "teacher".into());
    let report = two.send(true, &[]);
    assert_eq!(counts(&report), (0, 0, 3, 1));
    assert_eq!(two.party(false).occupation, "teacher", "ours is shown");
    assert_eq!(
        counts(&two.send(true, &[])),
        (0, 0, 3, 1),
        "the same conflict, still open"
    );
    let mut book = two.theirs();
    let open = book.conflicts().unwrap();
    assert_eq!(
        (
            open.len(),
            open[0].fields.as_slice(),
            open[0].origin.as_str()
        ),
        (1, &["occupation".to_owned()][..], "Aigerim")
    );
    let Record::Party(theirs) = open[0].theirs.clone() else {
        panic!()
    };
    assert_eq!(theirs.occupation, "editor");
    book.decide(&open[0], Record::Party(theirs)).unwrap();
    assert!(book.conflicts().unwrap().is_empty());
    assert!(matches!(
        book.decide(&open[0], open[0].ours.clone()),
        Err(Error::Unknown { .. })
    ));
    drop(book);
    assert_eq!(counts(&two.send(true, &[])), (0, 0, 4, 0), "decided once");
    assert_eq!(
        counts(&two.send(false, &[])),
        (0, 0, 4, 0),
        "the same words"
    );
    assert_eq!(two.party(true).occupation, "editor");
}

#[test]
fn what_was_withheld_never_erases() {
    let mut two = Two::new();
    two.edit(true, |party| party.contact = "+7 700 000 00 00".into());
    assert_eq!(counts(&two.send(true, &["name", "contact"])), (4, 0, 0, 0));
    assert_eq!(
        (
            two.party(false).name.as_str(),
            two.party(false).contact.as_str()
        ),
        ("Person 1", "")
    );
    assert_eq!(
        counts(&two.send(true, &["name", "contact"])),
        (0, 0, 4, 0),
        "the same copy"
    );
    assert_eq!(counts(&two.send(false, &[])).3, 0);
    assert_eq!(
        two.party(true).name,
        "Amir",
        "coming home, a gap is no erasure"
    );
    two.edit(false, |party| party.occupation = "editor".into());
    assert_eq!(counts(&two.send(false, &[])), (0, 1, 3, 0));
    let home = two.party(true);
    assert_eq!(
        (
            home.name.as_str(),
            home.contact.as_str(),
            home.occupation.as_str()
        ),
        ("Amir", "+7 700 000 00 00", "editor")
    );
    // And again, on both sides: what lacks once lacks in all that is made from it.
    two.edit(false, |party| party.occupation = "chief editor".into());
    two.edit(true, |party| party.citizenship = "KZ".into());
    assert_eq!(counts(&two.send(false, &[])), (0, 1, 3, 0));
    let home = two.party(true);
    assert_eq!(
        (
            home.name.as_str(),
            home.contact.as_str(),
            home.occupation.as_str()
        ),
        ("Amir", "+7 700 000 00 00", "chief editor")
    );
    two.send(true, &["name", "contact"]);
    assert_eq!(
        (
            two.party(false).name.as_str(),
            two.party(false).citizenship.as_str()
        ),
        ("Person 1", "KZ")
    );
    // The whole record fills what lacked.
    assert_eq!(counts(&two.send(true, &[])), (0, 1, 3, 0));
    assert_eq!(
        (
            two.party(false).name.as_str(),
            two.party(false).contact.as_str()
        ),
        ("Amir", "+7 700 000 00 00")
    );
    two.edit(false, |party| party.name = "Amir K.".into());
    assert_eq!(counts(&two.send(false, &[])), (0, 1, 3, 0));
    assert_eq!(
        two.party(true).name,
        "Amir K.",
        "a whole record may be renamed from there"
    );
}

#[test]
fn references_are_each_vaults_own_and_secrets_stay_secret() {
    let mut two = Two::new();
    let mut book = two.theirs();
    case(&mut book, "Their own 2026-001");
    drop(book);
    two.send(true, &[]);
    let id = two.case.0;
    let arrived: Case = two
        .theirs()
        .get(id)
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(arrived.reference, "2026-001-2");
    assert_eq!(
        counts(&two.send(true, &[])),
        (0, 0, 4, 0),
        "another reference is no change"
    );
    // A source closed here is not opened by a bundle in which it is open.
    let mut book = two.ours();
    let (source, base) = add(
        &mut book,
        Source {
            kind: "person".into(),
            title: "Zulfiya".into(),
            ..Source::default()
        },
    );
    drop(book);
    two.send(true, &[]);
    let mut book = two.ours();
    book.save_as(
        Source {
            confidential: true,
            title: String::new(),
            ..source.clone()
        },
        Some(base),
    )
    .unwrap();
    drop(book);
    let back = two.send(false, &[]);
    assert_eq!(back.conflicts.len(), 0, "theirs is older than ours");
    let there = two.send(true, &[]);
    assert_eq!(
        (there.conflicts.len(), there.conflicts[0].kind),
        (1, Kind::Source),
        "closing a source is a person's decision"
    );
    assert!(
        two.ours
            .serialize("main")
            .unwrap()
            .windows(7)
            .all(|window| window != b"Zulfiya")
    );
}

#[test]
fn a_bundle_that_points_at_nothing_or_breaks_a_rule_is_refused_whole() {
    let mut two = Two::new();
    let case = two.case;
    let carried = pack(&two.ours(), case, &[]);
    let refused = |two: &mut Two, carried: Vec<Carried>, code: &str| {
        match two.theirs().merge(carried, "x") {
            Err(Error::Refused(faults)) => assert!(
                faults.iter().all(|fault| fault.code == code),
                "{}",
                faults[0].code
            ),
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("{code} was taken in"),
        }
        assert!(
            two.theirs().list::<Case>().unwrap().is_empty()
                && two.theirs().list::<Party>().unwrap().is_empty()
        );
    };
    let without_party: Vec<Carried> = carried
        .iter()
        .filter(|item| item.record.kind() != Kind::Party)
        .cloned()
        .collect();
    refused(&mut two, without_party, "unknown_record");
    let mut bad = carried.clone();
    for item in &mut bad {
        if let Record::Act(act) = &mut item.record {
            *act = Act {
                act_type: "unheard_of".into(),
                ..act.clone()
            };
        }
    }
    refused(&mut two, bad, "unknown_code");
    let mut named = carried;
    named.push(Carried {
        record: Record::Source(Source {
            id: uuid::Uuid::from_u128(9).into(),
            code: "S-9".into(),
            confidential: true,
            title: "Name".into(),
            ..Source::default()
        }),
        lineage: None,
    });
    refused(&mut two, named, "sealed");
}

#[test]
fn what_was_deleted_stays_deleted_unless_it_was_changed_elsewhere() {
    let mut two = Two::new();
    let case_id = two.case;
    let note = add(
        &mut two.ours(),
        Note {
            case_id: Some(case_id),
            text: "A note".into(),
            ..Note::default()
        },
    )
    .0;
    two.send(true, &[]);
    two.ours().delete(Kind::Note, note.id.0, false).unwrap();
    two.send(false, &[]);
    assert!(two.ours().list::<Note>().unwrap().is_empty());
    let head = two.theirs().head(note.id.0).unwrap();
    two.theirs()
        .save_as(
            Note {
                text: "A better note".into(),
                ..note
            },
            head,
        )
        .unwrap();
    assert_eq!(two.send(false, &[]).added, 1);
    assert_eq!(two.ours().list::<Note>().unwrap()[0].text, "A better note");
}

/// What a reader sees of the party's occupation after bundles in some order: what stands there, and what stands against it.
fn read(bundles: &[&Vec<Carried>], party: PartyId) -> BTreeSet<String> {
    let mut conn = memory();
    let mut book = Book::open(&mut conn, seeded(5, "Bolat")).unwrap();
    for bundle in bundles {
        book.merge((*bundle).clone(), "somebody").unwrap();
    }
    let mut seen = BTreeSet::from([book.get::<Party>(party.0).unwrap().occupation]);
    for conflict in book.conflicts().unwrap() {
        let Record::Party(theirs) = conflict.theirs else {
            panic!()
        };
        seen.insert(theirs.occupation);
    }
    seen
}

/// Ours and theirs write two words each, one after the other and without knowing of each other: whoever gets all four bundles in any order
/// sees `expect`.
fn in_every_order(ours: [&str; 2], theirs: [&str; 2], expect: &[&str]) {
    let mut two = Two::new();
    two.send(true, &[]);
    let (case, mut bundles) = (two.case, Vec::new());
    for (side, words) in [(true, ours), (false, theirs)] {
        for word in words {
            two.edit(side, |party| party.occupation = word.into());
            let book = if side { two.ours() } else { two.theirs() };
            bundles.push((word, pack(&book, case, &[])));
        }
    }
    let expect: BTreeSet<String> = expect.iter().map(|word| (*word).to_owned()).collect();
    for n in 0..24 {
        let (mut left, mut order) = ((0..4).collect::<Vec<_>>(), Vec::new());
        for places in [6, 2, 1, 1] {
            order.push(left.remove(n / places % left.len()));
        }
        let taken: Vec<_> = order.iter().map(|at| &bundles[*at].1).collect();
        let words: Vec<_> = order.iter().map(|at| bundles[*at].0).collect();
        assert!(
            read(&taken, two.party) == expect,
            "{words:?}: {:?}",
            read(&taken, two.party)
        );
    }
}

#[test]
fn who_says_the_same_is_one_and_what_either_wrote_over_is_old() {
    in_every_order(["mine", "agreed"], ["yours", "agreed"], &["agreed"]);
}

#[test]
fn words_that_two_wrote_are_old_when_both_are_written_over() {
    in_every_order(["agreed", "mine"], ["agreed", "yours"], &["mine", "yours"]);
}

#[test]
fn words_that_two_wrote_stand_while_one_of_them_stands() {
    in_every_order(
        ["first", "agreed"],
        ["agreed", "yours"],
        &["agreed", "yours"],
    );
}

#[test]
fn a_record_whose_empty_field_somebody_filled_stays_when_its_merge_is_taken_back() {
    let mut two = Two::new();
    let arrival = two.send(true, &[]).arrival.unwrap();
    two.edit(false, |party| party.contact = "+7 700 000 00 00".into());
    let undone = two.theirs().undo_merge(arrival).unwrap();
    let party = two.party(false);
    assert_eq!(party.contact, "+7 700 000 00 00");
    let stays: Vec<_> = undone
        .stays
        .iter()
        .map(|one| (one.id, one.fields.len()))
        .collect();
    assert_eq!(
        stays,
        [(party.id.0, 0)],
        "the whole record, and only that one"
    );
    assert_eq!(undone.removed, 3);
}

#[test]
fn merges_are_taken_back_in_any_order() {
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let mut two = Two::new();
        let words = ["", "editor", "chief editor"];
        let mut arrivals = Vec::new();
        for word in words {
            two.edit(true, |party| party.occupation = word.into());
            arrivals.push(two.send(true, &[]).arrival.unwrap());
        }
        let latest_first: Vec<_> = two
            .theirs()
            .arrivals()
            .unwrap()
            .iter()
            .map(|one| one.id)
            .collect();
        assert!(
            latest_first.iter().eq(arrivals.iter().rev()),
            "those of one second too"
        );
        let mut standing = vec![0, 1, 2];
        for which in order {
            standing.retain(|one| *one != which);
            let undone = two.theirs().undo_merge(arrivals[which]).unwrap();
            let party = two.party;
            let there = two
                .theirs()
                .get::<Party>(party.0)
                .ok()
                .map(|party| party.occupation);
            // It came with the first, and with each of the others.
            let expected = standing.last().map(|at| words[*at].to_owned());
            assert_eq!(there, expected, "{order:?}, {standing:?} stand");
            assert!(standing.is_empty() || undone.removed <= 3);
        }
        assert!(
            two.theirs().list::<Case>().unwrap().is_empty()
                && two.theirs().list::<Act>().unwrap().is_empty(),
            "{order:?}"
        );
        assert_eq!(counts(&two.send(true, &[])), (4, 0, 0, 0));
    }
}

#[test]
fn a_merge_that_is_taken_back_has_told_nothing() {
    for undo in [false, true] {
        let mut two = Two::new();
        two.send(true, &[]);
        two.edit(false, |party| party.occupation = "teacher".into());
        two.edit(true, |party| party.occupation = "editor".into());
        let case = two.case;
        let editor = pack(&two.ours(), case, &[]);
        two.edit(true, |party| party.occupation = "teacher".into());
        // That both say "teacher" is learned, and that "editor" was written over.
        let arrival = two.send(true, &[]).arrival.unwrap();
        if undo {
            two.theirs().undo_merge(arrival).unwrap();
        }
        let report = two.theirs().merge(editor, "Aigerim").unwrap();
        assert_eq!(report.conflicts.len(), usize::from(undo));
    }
}
