//! The index against the alphabet, and the short way through it against the long one.

use rusqlite::Connection;

use super::facet;
use super::index;
use super::passage::Wanted;
use super::query::{SearchFilter, wanted};
use super::shelf::{Shelf, spans};
use super::tiers::{self, Asked, Close, LOOSEST, Place, Tier};
use super::words::{self, Begun};
use crate::casebook::{Casebook, EXAMPLE};
use crate::derived::tests::working_on;
use crate::name::fold_text;
use crate::record::{Case, Note, Party};
use crate::{Book, schema};

/// Puts a folded text into the index as the title of a record.
fn keep(conn: &Connection, row: i64, folded: &str) {
    words::Noted::default()
        .text(conn, folded)
        .expect("words are written down");
    conn.execute(
        "INSERT INTO search (rowid, title, body, context, facet) VALUES (?1, ?2, '', '', '')",
        rusqlite::params![row, folded],
    )
    .expect("a text is taken");
}

/// Every word there is, as one list says and as the other does.
fn terms(conn: &Connection, sql: &str) -> Vec<String> {
    let mut statement = conn.prepare(sql).expect("a list");
    let rows = statement.query_map([], |row| row.get(0)).expect("words");
    rows.collect::<rusqlite::Result<_>>().expect("words")
}

const NOTED: &str = "SELECT word FROM search_word ORDER BY word";
/// Facets are asked for whole and by nobody who types.
const INDEXED: &str =
    "SELECT term FROM search_term WHERE term < char(57344) OR term >= char(57345) ORDER BY term";

#[test]
fn every_letter_can_be_searched_for() {
    let mut conn = Connection::open_in_memory().expect("memory");
    schema::prepare(&mut conn).expect("tables");
    let filter = SearchFilter::default();
    let letters: Vec<char> = ('\0'..=char::MAX).filter(|c| c.is_alphanumeric()).collect();
    let word = |c: &char| format!("a{c}b");
    for (row, letters) in (0_i64..).zip(letters.chunks(512)) {
        let text: Vec<String> = letters.iter().map(word).collect();
        keep(&conn, row, &fold_text(&text.join(" ")));
    }
    assert!(terms(&conn, NOTED).len() > 50_000);
    let (noted, indexed) = (terms(&conn, NOTED), terms(&conn, INDEXED));
    let apart = noted.iter().zip(&indexed).find(|(one, other)| one != other);
    assert_eq!(apart, None, "the words are not those of the index");
    assert_eq!(noted.len(), indexed.len());
    let mut refused: Vec<&char> = Vec::new();
    // Whole blocks at once; a block that is refused is looked at letter by letter.
    let takes = |letters: &[char]| {
        letters.chunks(8).all(|letters| {
            let words: Vec<String> = letters.iter().map(word).collect();
            let wanted = wanted(&words.join(" "));
            let asked = Asked::new(&conn, &wanted, &filter).expect("words");
            let Some(expression) = asked.expression(LOOSEST, None) else {
                return wanted.is_empty();
            };
            tiers::rows(&conn, &expression, 0, i64::MAX, 1).is_ok_and(|rows| !rows.is_empty())
        })
    };
    for block in letters.chunks(512) {
        if !takes(block) {
            refused.extend(block.iter().filter(|c| !takes(&[**c])));
        }
    }
    assert!(refused.is_empty(), "{refused:?}");
}

/// The expression of a tier as it would be without knowing which words there are: FTS5 brings together what begins so.
fn plainly(wanted: &[Wanted], (place, close): Tier) -> String {
    let (columns, kept): (&str, fn(&str) -> String) = match place {
        Place::Name => ("{facet}", facet::named),
        Place::Own => ("{title body}", str::to_owned),
        Place::Anywhere => ("{title body context}", str::to_owned),
    };
    let word = |wanted: &Wanted| {
        let begun = close == Close::Begun;
        let star = if wanted.prefix && begun { " *" } else { "" };
        let readings = wanted
            .readings
            .iter()
            .map(|reading| format!("\"{}\"{star}", kept(reading)));
        let stems = wanted
            .stems
            .iter()
            .filter(|_| close != Close::Same)
            .map(|stem| format!("\"{}\"{}", kept(stem), if begun { " *" } else { "" }));
        let all: Vec<String> = readings.chain(stems).collect();
        format!("({})", all.join(" OR "))
    };
    let words: Vec<String> = wanted.iter().map(word).collect();
    format!("{columns} : ({})", words.join(" AND "))
}

/// The best by going through every tier to its end.
fn best_plainly(conn: &Connection, wanted: &[Wanted], filter: &SearchFilter) -> Vec<i64> {
    let tiers = match wanted.len() {
        1 => &tiers::TIERS[..],
        _ => &tiers::FOR_SEVERAL[..],
    };
    let mut out: Vec<i64> = Vec::new();
    for tier in tiers {
        for (first, last) in spans(&Shelf::open_to(&filter.kinds, filter.privileged)) {
            let expression = plainly(wanted, *tier);
            let rows = tiers::rows(conn, &expression, first, last, usize::MAX).expect("rows");
            for row in rows {
                if !out.contains(&row) {
                    out.push(row);
                }
            }
        }
    }
    out
}

/// The example, and beside it people and notes with names of every spelling.
fn crowded(conn: &mut Connection) -> Vec<String> {
    let mut book = Book::open(conn, working_on("2026-01-31")).expect("a casework");
    let example = Casebook::parse(EXAMPLE.as_bytes()).expect("the example");
    book.import(&example, false, |_| Ok(()))
        .expect("it is taken in");
    let names: Vec<String> = include_str!("../../data/names-made.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split('\t').take(2).map(str::to_owned))
        .collect();
    for chunk in names.chunks(9).step_by(2) {
        let party = Party {
            name: chunk[0].clone(),
            ..Party::default()
        };
        book.save_as(party, None).expect("a person");
        let note = Note {
            text: format!(
                "{} видели в суде; house arrest of {}",
                chunk.join(", "),
                chunk[0]
            ),
            ..Note::default()
        };
        book.save_as(note, None).expect("a note");
    }
    names
}

#[test]
fn the_short_way_finds_what_the_long_one_does() {
    let mut conn = Connection::open_in_memory().expect("memory");
    let names = crowded(&mut conn);
    assert_eq!(terms(&conn, NOTED), terms(&conn, INDEXED));
    let mut queries: Vec<String> = [
        "а",
        "k",
        "ar",
        "ар",
        "суд",
        "арест",
        "домашний арест",
        "house arrest",
        "house arrest суд",
        "Алматы",
        "задержан",
        "арестом журналиста",
        "orda",
        "2025",
        "zzyzx",
        "zzyzx суд",
        "суд zzyzx",
        "detention court Almaty",
        "и суд",
        "кк",
        "the court of",
    ]
    .map(str::to_owned)
    .to_vec();
    for (at, name) in names.iter().enumerate().step_by(13) {
        let letters: Vec<char> = name.chars().collect();
        queries.push(name.clone());
        queries.push(letters[..letters.len().min(1 + at % 9)].iter().collect());
        queries.push(format!(
            "{} ",
            name.split(' ').next_back().unwrap_or_default()
        ));
        queries.push(format!(
            "{} суд",
            name.split(' ').next().unwrap_or_default()
        ));
    }
    let (mut some, mut none) = (0, 0);
    for query in &queries {
        let wanted = wanted(query);
        for privileged in [false, true] {
            let filter = SearchFilter {
                privileged,
                ..SearchFilter::default()
            };
            let long = best_plainly(&conn, &wanted, &filter);
            for most in [1, 7, 31, 5_000] {
                let short = tiers::best(&conn, &wanted, &filter, most).expect("rows");
                assert_eq!(short, long[..long.len().min(most)], "{query}, {most}");
            }
            let filter = SearchFilter {
                offset: 2,
                ..filter
            };
            let book = Book::open(&mut conn, working_on("2026-01-31")).expect("a casework");
            for limit in [3, 200] {
                let (hits, more, facets) = book
                    .search_and_count(query, limit, &filter)
                    .expect("an answer");
                assert!(facets == book.search_facets(query, &filter).expect("counts"));
                let (apart, more_apart) = book.search(query, limit, &filter).expect("hits");
                let ids = |hits: &[crate::view::SearchHit]| -> Vec<_> {
                    hits.iter().map(|hit| hit.id).collect()
                };
                assert_eq!((ids(&hits), more), (ids(&apart), more_apart), "{query}");
            }
            if long.is_empty() {
                none += 1;
            } else {
                some += 1;
            }
        }
    }
    assert!(some > 150 && none > 3, "{some} {none}");
}

#[test]
fn a_beginning_is_asked_for_as_what_begins_so() {
    let mut conn = Connection::open_in_memory().expect("memory");
    schema::prepare(&mut conn).expect("tables");
    let table: String = conn
        .query_row(
            "SELECT sql FROM sqlite_master WHERE name = 'search'",
            [],
            |row| row.get(0),
        )
        .expect("the index");
    let lengths: Vec<String> = words::INDEXED.iter().map(ToString::to_string).collect();
    assert!(table.contains(&format!("prefix = '{}'", lengths.join(" "))));
    // Every word of three letters up to ten long in one row, and a hundred that go on after the longest list.
    let mut all: Vec<String> = Vec::new();
    for length in 1..=6 {
        for number in 0..3_usize.pow(length) {
            let letter = |at: u32| ["a", "b", "ш"][number / 3_usize.pow(at) % 3];
            all.push((0..length).map(letter).collect());
        }
    }
    all.extend((0..100).map(|n| format!("abababababab{n}")));
    all.extend(["abшabшabшa", "abшabшabшab", "abшabшabш"].map(str::to_owned));
    for (row, some) in (0_i64..).zip(all.chunks(20)) {
        keep(&conn, row, &some.join(" "));
    }
    let mut many = 0;
    for start in all
        .iter()
        .chain([&"abababababab".to_owned(), &"c".to_owned()])
    {
        let begun = words::begun(&conn, start).expect("words");
        let meant = |word: &String| {
            begun.iter().any(|begun| match begun {
                Begun::Word(one) => one == word,
                Begun::All(start) => word.starts_with(start.as_str()),
            })
        };
        for word in &all {
            assert_eq!(
                meant(word),
                word.starts_with(start.as_str()),
                "{start} {word}"
            );
        }
        for one in &begun {
            if let Begun::All(one) = one {
                let listed = words::INDEXED.contains(&one.chars().count());
                // Only where more than can be named go on, FTS5 has to bring them together.
                many += usize::from(!listed);
                assert!(
                    listed || one == start && start.starts_with("abababababab"),
                    "{one}"
                );
            }
        }
        assert!(begun.len() <= 64);
    }
    assert_eq!(many, 1);
}

#[test]
fn what_leaves_the_index_for_good_leaves_the_words_too() {
    let mut conn = Connection::open_in_memory().expect("memory");
    let mut book = Book::open(&mut conn, working_on("2026-01-31")).expect("a casework");
    let (case, base) = book
        .save_as(
            Case {
                title: "Quartzword".into(),
                ..Case::default()
            },
            None,
        )
        .expect("a case");
    let there = |conn: &Connection| words::is_there(conn, &fold_text("Quartzword")).expect("words");
    assert!(there(book.conn));
    let renamed = Case {
        title: "Another".into(),
        ..case
    };
    book.save_as(renamed, Some(base)).expect("saved");
    index::compact(book.conn).expect("compacted");
    assert!(!there(book.conn) && words::is_there(book.conn, &fold_text("Another")).expect("words"));
    assert_eq!(terms(book.conn, NOTED), terms(book.conn, INDEXED));
    book.reindex().expect("made anew");
    assert_eq!(terms(book.conn, NOTED), terms(book.conn, INDEXED));
}

#[test]
fn an_index_that_was_gathered_finds_the_same_in_fewer_pieces() {
    let mut conn = Connection::open_in_memory().expect("memory");
    let mut book = Book::open(&mut conn, working_on("2026-01-31")).expect("a casework");
    book.conn
        .execute(
            "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
            [],
        )
        .expect("pieces stay apart");
    for n in 0..12 {
        let party = Party {
            name: format!("Amir Kassenov {n}"),
            ..Party::default()
        };
        book.save_as(party, None).expect("a person");
    }
    let pieces = |conn: &Connection| -> u32 {
        conn.query_row("SELECT count(DISTINCT segid) FROM search_idx", [], |row| {
            row.get(0)
        })
        .expect("a count")
    };
    let filter = SearchFilter::default();
    let find =
        |conn: &Connection| tiers::best(conn, &wanted("касенов amir"), &filter, 50).expect("rows");
    let (before, found) = (pieces(book.conn), find(book.conn));
    assert!(before >= 12 && found.len() == 12, "{before}");
    index::gather(book.conn).expect("gathered");
    assert!(pieces(book.conn) < 4);
    assert_eq!(find(book.conn), found);
}
