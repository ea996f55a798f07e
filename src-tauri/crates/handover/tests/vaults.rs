//! Between two real vaults on a real disk, with evidence and a sealed source.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use casework::record::*;
use casework::view::SourceIdentity;
use casework::{Book, sealed};
use common::{ctx, hash, sh};
use handover::{Files, Keys, Order, Wish};
use vault::{Env, KdfParams, Passphrase, Unlocked, Vault};

const IDENTITY: &str = "SEALEDMARK Dana Witnessova";
const PHOTO: &[u8] = b"PHOTOMARK bytes of a photo";

fn vault(dir: &Path, name: &str) -> Vault<Unlocked> {
    let passphrase = Passphrase::new("amber kettle orchard window seven lark").unwrap();
    let (mut vault, _) = vault::create(
        &dir.join(name),
        &passphrase,
        KdfParams::floor(),
        Env::real(),
    )
    .unwrap();
    drop(Book::open(vault.cases(), ctx(1, "Aigerim")).unwrap());
    handover::create_schema(vault.cases()).unwrap();
    vault
}

#[test]
fn evidence_travels_from_vault_to_vault_and_a_sealed_source_does_not() {
    let dir = tempfile::tempdir().unwrap();
    let (mut from, mut to) = (
        vault(dir.path(), "from.vault"),
        vault(dir.path(), "to.vault"),
    );
    let our_ctx = ctx(1, "Aigerim");

    let blob = from
        .blobs()
        .add(&mut &*PHOTO, 1 << 20, &mut |_| true)
        .unwrap();
    let mut book = Book::open(from.cases(), our_ctx.clone()).unwrap();
    let source = book
        .save_as(
            Source {
                confidential: true,
                kind: "person".into(),
                ..Source::default()
            },
            None,
        )
        .unwrap()
        .0;
    let case = book
        .save_as(
            Case {
                title: "A raid".into(),
                ..Case::default()
            },
            None,
        )
        .unwrap()
        .0;
    let item = Evidence {
        case_id: case.id,
        file_name: "photo.jpg".into(),
        size: blob.size,
        sha256: blob.sha256,
        blob: blob.id,
        binding: blob.binding,
        source: Some(source.id),
        ..Evidence::default()
    };
    let item = book.save_as(item, None).unwrap().0;
    let passphrase = Passphrase::new("amber kettle orchard window seven lark").unwrap();
    from.open_seal(&passphrase).unwrap();
    let compartment = from.sealed().unwrap();
    sealed::prepare(compartment).unwrap();
    sealed::save(
        compartment,
        &SourceIdentity {
            id: source.id,
            name: IDENTITY.into(),
            ..SourceIdentity::default()
        },
    )
    .unwrap();
    let there = sealed::get(compartment, source.id)
        .unwrap()
        .is_some_and(|found| found.name == IDENTITY);
    assert!(
        there,
        "the identity is not in the vault: this test could not fail"
    );

    let path = dir.path().join("out.age");
    let stock = common::stock_key(dir.path());
    let (keys, receiver) = (Keys::of(&from), Keys::of(&to));
    let order = Order {
        wish: Wish {
            cases: vec![case.id],
            profile: common::profile("internal"),
            evidence: true,
            privileged: Vec::new(),
            places: Vec::new(),
            leaks: handover::leak::Plan {
                unlooked: Some("seen by eye".into()),
                ..handover::leak::Plan::default()
            },
        },
        to: vec![common::resolved(&receiver.card("to").to_text()), stock],
        since: false,
        sender: "Aigerim".into(),
        message: String::new(),
        lang: casework::date::Lang::Kk,
    };
    let (conn, blobs) = from.cases_and_blobs();
    let receipt = handover::create(conn, &our_ctx, &blobs, &keys, &order, &path).unwrap();
    assert_eq!(receipt.evidence, 1);
    let files = common::unseal(dir.path(), &path);
    assert!(common::holds(&files, "SEALEDMARK").is_empty());
    assert_eq!(
        common::holds(&files, "PHOTOMARK"),
        ["evidence/2026-001-0001-photo.jpg"]
    );
    std::fs::remove_dir_all(dir.path().join("x")).unwrap();
    std::fs::remove_file(dir.path().join("t.tar")).unwrap();

    let their_ctx = ctx(2, "Bolat");
    let (conn, blobs) = to.cases_and_blobs();
    let merged = handover::merge(
        File::open(&path).unwrap(),
        &receiver,
        &[],
        conn,
        &their_ctx,
        &blobs,
    )
    .unwrap();
    assert!(merged.added > 2 && merged.conflicts.is_empty() && !merged.known);
    let arrived: Evidence = Book::open(conn, their_ctx.clone())
        .unwrap()
        .get(item.id.0)
        .unwrap();
    let mut bytes = Vec::new();
    Files::open(&blobs, &arrived)
        .unwrap()
        .read_to_end(&mut bytes)
        .unwrap();
    assert!(bytes == PHOTO && arrived.sha256 == hash(PHOTO) && arrived.blob != item.blob);
    assert_eq!(blobs.list().unwrap().len(), 1);

    // Nothing in clear beside the vaults and the sealed file.
    let found = sh(dir.path(), "grep -rlaE 'PHOTOMARK|A raid' . || true");
    assert_eq!(found, "");
    drop((from.lock().unwrap(), to.lock().unwrap()));
}
