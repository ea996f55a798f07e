use std::io::Cursor;

use casework::record::Evidence;

use super::*;
use crate::seal::{Part, pack, seal};
use crate::{Keys, manifest};

fn keys(seed: u8) -> Keys {
    Keys::of_seeds(seed, seed + 100)
}

fn parts<'a>() -> Vec<Part<'a>> {
    let evidence = vec![9; 200_000];
    let hash = hex(&Sha256::digest(&evidence));
    let mut parts: Vec<Part<'_>> = manifest::FIXED
        .iter()
        .filter(|name| **name != manifest::SUMS)
        .map(|name| Part::bytes(name, name.repeat(50).into_bytes()))
        .collect();
    let item = Evidence {
        id: uuid::Uuid::from_u128(1).into(),
        size: 200_000,
        sha256: hash,
        ..Evidence::default()
    };
    parts.push(Part::evidence(
        "evidence/a-0001.txt".to_owned(),
        &item,
        move || Ok(Box::new(Cursor::new(evidence))),
    ));
    parts
}

/// The archive of a bundle from `keys(1)`.
fn archive() -> Vec<u8> {
    let mut manifest = manifest::tests::good();
    manifest.sender.recipient = keys(1).recipient().to_string();
    manifest.sender.recipient_pq = keys(1).quantum().to_string();
    manifest.sender.signing_key = keys(1).signing().public().line();
    pack(Vec::new(), manifest, parts(), keys(1).signing()).unwrap()
}

/// Seals an archive to `keys(2)`.
fn sealed(archive: &[u8]) -> Vec<u8> {
    seal(Vec::new(), &[keys(2).recipient().into()], |out| {
        out.write_all(archive).map_err(Error::io("test"))
    })
    .unwrap()
}

#[derive(Default)]
struct Collect(Vec<(String, usize)>);

impl Visitor for Collect {
    fn manifest(&mut self, _: &Signed) -> Result<()> {
        Ok(())
    }
    fn file(&mut self, entry: &FileEntry, from: &mut dyn Read) -> Result<()> {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).map_err(Error::io("test"))?;
        self.0.push((entry.name.clone(), bytes.len()));
        Ok(())
    }
}

fn outcome(file: &[u8]) -> Result<usize, Problem> {
    let mut seen = Collect::default();
    match walk(Cursor::new(file), &keys(2), &mut seen) {
        Ok(()) => Ok(seen.0.len()),
        Err(Error::Refused(problem)) => Err(problem),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_whole_bundle_is_walked() {
    assert_eq!(outcome(&sealed(&archive())), Ok(6));
}

#[test]
fn other_files_and_other_receivers_are_told_apart() {
    let file = sealed(&archive());
    let check = |bytes: &[u8], expect: Problem| assert_eq!(outcome(bytes), Err(expect));
    check(b"", Problem::NotABundle);
    check(b"hello", Problem::NotABundle);
    check(
        &[b"age-encryption.org/v1\n".as_slice(), &vec![b'x'; 200_000]].concat(),
        Problem::Damaged,
    );
    let other = seal(Vec::new(), &[keys(3).recipient().into()], |out| {
        out.write_all(&archive()).map_err(Error::io("test"))
    })
    .unwrap();
    check(&other, Problem::NotForUs);
    check(&sealed(b"hello"), Problem::Structure);
    check(&sealed(b""), Problem::Structure);
    check(&[file, b"x".to_vec()].concat(), Problem::Damaged);
}

#[test]
fn truncations_and_flips_of_the_sealed_file_are_refused() {
    let file = sealed(&archive());
    for len in (0..file.len())
        .step_by(997)
        .chain(file.len() - 40..file.len())
        .chain(0..400)
    {
        assert!(outcome(&file[..len]).is_err(), "{len}");
    }
    for at in (0..file.len())
        .step_by(1009)
        .chain(0..300)
        .chain(file.len() - 20..file.len())
    {
        let mut changed = file.clone();
        changed[at] ^= 0x10;
        assert!(outcome(&changed).is_err(), "{at}");
    }
}

#[test]
fn flips_and_truncations_of_the_archive_are_refused_though_the_seal_is_right() {
    let archive = archive();
    for at in (0..archive.len()).step_by(499).chain((0..8000).step_by(7)) {
        let mut changed = archive.clone();
        changed[at] ^= 1;
        assert!(outcome(&sealed(&changed)).is_err(), "{at}");
    }
    for len in (0..archive.len()).step_by(4999) {
        assert!(outcome(&sealed(&archive[..len])).is_err(), "{len}");
    }
}

#[test]
fn a_signature_by_another_key_or_for_another_purpose_is_refused() {
    // Signed by 3 while the manifest names 1.
    let mut manifest = manifest::tests::good();
    manifest.sender.signing_key = keys(1).signing().public().line();
    let bytes = pack(Vec::new(), manifest, parts(), keys(3).signing()).unwrap();
    assert_eq!(outcome(&sealed(&bytes)), Err(Problem::Signature));

    // The right key, but what it signed was not said to be a handover.
    let mut reader = tar::Reader::new(Cursor::new(archive()));
    let manifest = whole(&mut reader, manifest::MANIFEST, 1 << 20).unwrap();
    let signature = keys(1)
        .signing()
        .sign(&manifest, "timestamp:1	file:manifest.json	hashed")
        .into_bytes();
    let mut writer = tar::Writer::new(Vec::new());
    for (name, bytes) in [
        (manifest::MANIFEST, manifest),
        (manifest::SIGNATURE, signature),
    ] {
        writer
            .file(name, bytes.len() as u64, &mut bytes.as_slice())
            .unwrap();
    }
    assert_eq!(
        outcome(&sealed(&writer.finish().unwrap())),
        Err(Problem::Signature)
    );
}
