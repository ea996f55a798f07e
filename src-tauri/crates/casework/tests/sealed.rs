//! The table of identities keeps, changes and forgets.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use casework::record::SourceId;
use casework::sealed;
use casework::view::SourceIdentity;
use common::memory;
use uuid::Uuid;

#[test]
fn an_identity_is_kept_changed_and_forgotten_without_a_trace() {
    let mut conn = memory();
    let id = SourceId(Uuid::from_u128(7));
    assert!(sealed::get(&mut conn, id).unwrap().is_none());
    let first = SourceIdentity {
        id,
        name: "Zulfiya Qxv".into(),
        never_by: "phone".into(),
        ..SourceIdentity::default()
    };
    sealed::save(&mut conn, &first).unwrap();
    assert!(sealed::get(&mut conn, id).unwrap() == Some(first.clone()));
    sealed::save(
        &mut conn,
        &SourceIdentity {
            risk: "arrest".into(),
            ..first
        },
    )
    .unwrap();
    assert_eq!(sealed::list(&mut conn).unwrap().len(), 1);
    let holds = |conn: &mut rusqlite::Connection| {
        conn.serialize("main")
            .unwrap()
            .to_vec()
            .windows(7)
            .any(|window| window == b"Zulfiya")
    };
    assert!(holds(&mut conn), "the control");
    sealed::delete(&mut conn, id).unwrap();
    assert!(sealed::get(&mut conn, id).unwrap().is_none());
    assert!(!holds(&mut conn));
}

#[test]
fn what_is_wrong_or_newer_is_refused() {
    let mut conn = memory();
    assert!(
        sealed::save(
            &mut conn,
            &SourceIdentity {
                name: "x".into(),
                ..SourceIdentity::default()
            }
        )
        .is_err()
    );
    let id = SourceId(Uuid::from_u128(7));
    assert!(
        sealed::save(
            &mut conn,
            &SourceIdentity {
                id,
                name: "a\0b".into(),
                ..SourceIdentity::default()
            }
        )
        .is_err()
    );
    conn.execute_batch("PRAGMA user_version = 9").unwrap();
    assert!(matches!(
        sealed::get(&mut conn, id),
        Err(casework::Error::Newer { found: 9, known: 2 })
    ));
}

/// The table as version 1 made it.
const V1: &str = "
CREATE TABLE \"source_identity\" (
  \"id\" TEXT PRIMARY KEY NOT NULL, \"name\" TEXT NOT NULL, \"channel\" TEXT NOT NULL, \"safe_times\" TEXT NOT NULL, \"never_by\" TEXT NOT NULL,
  \"languages\" TEXT NOT NULL, \"interpreter\" TEXT NOT NULL, \"risk\" TEXT NOT NULL, \"note\" TEXT NOT NULL
) STRICT;
INSERT INTO \"source_identity\" VALUES ('00000000-0000-0000-0000-000000000007', 'Zulfiya Qxv', 'Signal', 'at night', 'phone', 'kk', '', 'arrest', 'a note');
PRAGMA user_version = 1;";

#[test]
fn a_table_of_the_first_version_is_brought_up_and_keeps_everything() {
    let mut conn = memory();
    conn.execute_batch(V1).unwrap();
    let id = SourceId(Uuid::from_u128(7));
    let old = sealed::get(&mut conn, id).unwrap().unwrap();
    let expected = SourceIdentity {
        id,
        name: "Zulfiya Qxv".into(),
        channel: "Signal".into(),
        safe_times: "at night".into(),
        never_by: "phone".into(),
        languages: "kk".into(),
        risk: "arrest".into(),
        note: "a note".into(),
        ..SourceIdentity::default()
    };
    assert!(old == expected);
    let version = |conn: &rusqlite::Connection| {
        conn.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))
            .unwrap()
    };
    assert_eq!(version(&conn), sealed::VERSION);
    let linked = SourceIdentity {
        also: "Zulya".into(),
        risk_review: chrono::NaiveDate::from_ymd_opt(2026, 3, 1),
        party: Some(casework::record::PartyId(Uuid::from_u128(9))),
        ..old
    };
    sealed::save(&mut conn, &linked).unwrap();
    assert!(sealed::list(&mut conn).unwrap() == [linked]);
    sealed::prepare(&mut conn).unwrap();
    assert_eq!(version(&conn), sealed::VERSION);
}

#[test]
fn a_vault_opened_for_reading_is_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sealed.sqlite");
    let open = |flags| rusqlite::Connection::open_with_flags(&path, flags).unwrap();
    let writing =
        rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_CREATE;
    open(writing).execute_batch(V1).unwrap();
    let before = std::fs::read(&path).unwrap();
    let mut conn = open(rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY);
    let found = sealed::list(&mut conn).unwrap();
    assert_eq!(found.len(), 1);
    assert!(found[0].name == "Zulfiya Qxv" && found[0].also.is_empty() && found[0].party.is_none());
    assert!(sealed::save(&mut conn, &found[0]).is_err());
    drop(conn);
    let after = std::fs::read(&path).unwrap();
    assert!(before == after);
}
