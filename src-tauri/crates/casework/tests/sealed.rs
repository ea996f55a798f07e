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
        Err(casework::Error::Newer { found: 9, known: 1 })
    ));
}
