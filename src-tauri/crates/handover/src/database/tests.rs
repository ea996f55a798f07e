use casework::record::{Case, Entity as _, Note};
use casework::{Ctx, Lineage};

use super::*;

/// A database as we write it, with `change` run on it before it is sent.
fn bytes(change: impl FnOnce(&Connection)) -> Vec<u8> {
    let conn = Connection::open_in_memory().expect("memory");
    let kinds: Vec<Kind> = kinds().collect();
    plain::create(&conn, &kinds).expect("tables");
    let case = Case {
        id: uuid::Uuid::from_u128(1).into(),
        reference: "A-1".into(),
        title: "A".into(),
        ..Case::default()
    };
    let note = Note {
        id: uuid::Uuid::from_u128(2).into(),
        case_id: Some(case.id),
        text: "Words".into(),
        ..Note::default()
    };
    for record in [case.into_record(), note.into_record()] {
        let lineage = Some(Lineage {
            revision: record.id().into(),
            steps: Vec::new(),
        });
        plain::insert(&conn, &Carried { record, lineage }).expect("a row");
    }
    change(&conn);
    let mut conn = conn;
    conn.serialize(MAIN_DB).expect("memory").to_vec()
}

fn outcome(bytes: &[u8]) -> Result<usize, Problem> {
    match read(&mut &*bytes, bytes.len() as u64) {
        Ok(records) => Ok(records.len()),
        Err(crate::Error::Refused(problem)) => Err(problem),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn ours_is_read() {
    assert_eq!(outcome(&bytes(|_| {})), Ok(2));
}

#[test]
fn foreign_objects_are_refused() {
    for sql in [
        "CREATE TABLE other (a)",
        "CREATE VIEW other AS SELECT 1",
        "CREATE TRIGGER other AFTER INSERT ON note BEGIN SELECT 1; END",
        "CREATE INDEX other ON note (text)",
        "CREATE VIRTUAL TABLE other USING fts5 (a)",
        "CREATE VIEW other AS SELECT load_extension('x')",
        "DROP TABLE money",
        "DROP INDEX note_case",
        "ALTER TABLE note ADD COLUMN more TEXT",
        "DROP TABLE note; CREATE VIEW note AS SELECT * FROM money",
        "PRAGMA user_version = 99",
        "PRAGMA application_id = 7",
        "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'note'",
        "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'note'",
        "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 9999 WHERE name = 'note'",
    ] {
        assert_eq!(
            outcome(&bytes(|conn| conn.execute_batch(sql).expect(sql))),
            Err(Problem::Database),
            "{sql}"
        );
    }
}

#[test]
fn rows_that_are_no_records_are_refused() {
    let check = |sql: &str, expect: Problem| {
        let text = format!("PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; {sql}");
        assert_eq!(
            outcome(&bytes(|conn| conn.execute_batch(&text).expect(sql))),
            Err(expect),
            "{sql}"
        );
    };
    check("UPDATE note SET kind = 'rumour'", Problem::Database);
    check(
        "UPDATE note SET case_id = '00000000-0000-0000-0000-00000000000f'",
        Problem::Database,
    );
    check("UPDATE note SET links = 'not json'", Problem::Database);
    check("UPDATE note SET sensitivity = 'secret'", Problem::Records);
    check("UPDATE note SET text = ''", Problem::Records);
    check("UPDATE note SET text = 'bell' || char(7)", Problem::Records);
    check("UPDATE note SET id = 'not an id'", Problem::Records);
    check(
        "UPDATE note SET text = printf('%.*c', 1000001, 'x')",
        Problem::Records,
    );
    check(
        "UPDATE \"case\" SET summary = printf('%.*c', 20001, 'x')",
        Problem::Records,
    );
    check(
        "UPDATE \"case\" SET space = '[\"no such code\"]'",
        Problem::Records,
    );
    check(
        "UPDATE \"case\" SET places = '[\"00000000-0000-0000-0000-00000000000f\"]'",
        Problem::Records,
    );
    check("UPDATE carried SET revision = 'x'", Problem::Records);
    for lists in [
        "'[]', '[\"no such field\"]'",
        "'[\"no such field\"]', '[]'",
        "'{}', '[]'",
    ] {
        let row = "INSERT INTO ancestry VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000003', '00000000-0000-0000-0000-000000000001'";
        check(&format!("{row}, {lists})"), Problem::Records);
    }
    check(
        "INSERT INTO source VALUES ('00000000-0000-0000-0000-000000000009', 'S-1', 'person', 1, 'A name', '', '', NULL, NULL, NULL, NULL, 'a')",
        Problem::Database,
    );
}

#[test]
fn json_that_unfolds_is_refused() {
    let links = |json: &str| {
        let sql = format!("PRAGMA ignore_check_constraints = 1; UPDATE note SET links = '{json}'");
        outcome(&bytes(|conn| conn.execute_batch(&sql).expect("a row")))
    };
    assert_eq!(links("[]"), Ok(2));
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    // Deeper than anything reads, deeper than the database reads, and longer than a list may be.
    assert_eq!(links(&nested(200)), Err(Problem::Records));
    assert_eq!(links(&nested(100_000)), Err(Problem::Database));
    let long = format!("[{}1]", "1,".repeat(3_000_000));
    assert_eq!(links(&long), Err(Problem::Records));
}

#[test]
fn bytes_that_are_no_database_are_refused() {
    let whole = bytes(|_| {});
    for cut in [0, 1, 99, 100, 512, 4096, whole.len() - 4096] {
        assert!(outcome(&whole[..cut]).is_err(), "{cut}");
    }
    assert!(outcome(&vec![b'x'; 8192]).is_err());
    // A write-ahead log cannot come along, so a database that says it has one is not taken.
    let mut wal = whole.clone();
    (wal[18], wal[19]) = (2, 2);
    assert!(outcome(&wal).is_err());
}

/// The hash in the manifest is what finds a changed letter; here damage must not panic, hang, or make records up.
#[test]
fn damaged_pages_are_refused_or_hold_the_same_records() {
    let whole = bytes(|_| {});
    let mut refused = 0;
    for at in (0..whole.len()).step_by(6007).chain(0..60) {
        let mut changed = whole.clone();
        changed[at] ^= 0x41;
        match outcome(&changed) {
            Err(_) => refused += 1,
            Ok(found) => assert_eq!(found, 2, "{at}"),
        }
    }
    assert!(refused > 20, "{refused}");
}

#[test]
fn a_bundle_is_no_casework_to_work_in() {
    let mut conn = Connection::open_in_memory().expect("memory");
    let ctx = Ctx {
        clock: std::sync::Arc::new(chrono::NaiveDateTime::default),
        entropy: std::sync::Arc::new(|buffer| buffer.fill(1)),
        author: String::new(),
        person: String::new(),
        shared: false,
        chain_key: None,
        lang: casework::date::Lang::En,
    };
    drop(Book::open(&mut conn, ctx).expect("a new casework"));
    let whole = conn.serialize(MAIN_DB).expect("memory").to_vec();
    assert_eq!(outcome(&whole), Err(Problem::Database));
}
