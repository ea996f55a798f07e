//! The database of a handover whose signature is right: a partner's, who may be anybody.

use std::io::Cursor;

use casework::merge::Carried;
use casework::plain;
use casework::record::{Case, Entity, Party};
use handover::receive::inspect;
use handover::select::kinds;
use rusqlite::MAIN_DB;
use uuid::Uuid;

use super::bundle::{archive_of, manifest_json, sealed, valid};
use super::world::{memory, receiver};

pub fn run(data: &[u8]) {
    let file = sealed(&archive_of(data, &manifest_json()));
    if !valid(&file) {
        return;
    }
    // What is taken can be written and read again, and is the same.
    let keys = receiver();
    let found = inspect(Cursor::new(&file), keys, &[]).expect("it was valid");
    let again = database(&found.records);
    let conn = {
        let mut conn = memory();
        conn.deserialize_read_exact(MAIN_DB, &*again, again.len(), true)
            .expect("our own");
        conn
    };
    let kinds: Vec<_> = kinds().collect();
    let back = plain::read(&conn, &kinds).expect("our own");
    assert!(back.len() == found.records.len());
    assert!(
        back.iter()
            .zip(&found.records)
            .all(|(a, b)| a.record == b.record)
    );
}

fn database(records: &[Carried]) -> Vec<u8> {
    let kinds: Vec<_> = kinds().collect();
    let mut conn = memory();
    plain::create(&conn, &kinds).expect("an empty database");
    for carried in records {
        plain::insert(&conn, carried).expect("a record");
    }
    conn.serialize(MAIN_DB).expect("memory").to_vec()
}

/// The database of the one case that the manifest names.
pub fn good() -> Vec<u8> {
    let case = Case {
        id: Uuid::from_u128(7).into(),
        reference: "KZ-001".into(),
        title: "A raid".into(),
        ..Case::default()
    };
    let carried = Carried {
        record: case.into_record(),
        lineage: None,
    };
    database(&[carried])
}

pub fn seeds() -> Vec<Vec<u8>> {
    let party = Party {
        id: Uuid::from_u128(8).into(),
        name: "Gulnara".into(),
        ..Party::default()
    };
    let other = Carried {
        record: party.into_record(),
        lineage: None,
    };
    vec![good(), database(&[other]), b"SQLite format 3\0".to_vec()]
}
