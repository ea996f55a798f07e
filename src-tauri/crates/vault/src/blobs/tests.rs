use std::io::{Cursor, ErrorKind};
use std::sync::Arc;

use agevfs::Entropy;
use agevfs::fs::Fs;
use agevfs::fs::sim::{Fault, SimFs};

use super::*;
use crate::SystemClock;

struct World {
    disk: SimFs,
    env: Env,
    key: Key,
}

impl World {
    fn new() -> Self {
        let disk = SimFs::new();
        disk.mkdir(Path::new("/v")).expect("a folder");
        disk.mkdir(Path::new("/v/blobs")).expect("a folder");
        Self::on(disk.fork())
    }

    fn on(disk: SimFs) -> Self {
        let env = Env {
            fs: Arc::new(disk.clone()),
            clock: Arc::new(SystemClock),
            entropy: Entropy::seeded(11),
        };
        Self {
            disk,
            env,
            key: Key::generate(&Entropy::seeded(12)),
        }
    }

    fn blobs(&self) -> Blobs<'_> {
        Blobs {
            env: &self.env,
            root: Path::new("/v"),
            key: &self.key,
        }
    }

    fn add(&self, content: &[u8]) -> BlobRef {
        self.blobs()
            .add(&mut &*content, u64::MAX, &mut |_| true)
            .expect("adds")
    }

    fn read(&self, blob: &BlobRef) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        let mut reader = self.blobs().open(blob)?;
        reader
            .read_to_end(&mut all)
            .map_err(|e| Error::damaged("blob", &e.to_string()))?;
        Ok(all)
    }
}

fn content(len: usize) -> Vec<u8> {
    (0..len)
        .map(|i| u8::try_from((i * 7 + i / 251 + 1) % 256).unwrap())
        .collect()
}

#[test]
fn a_blob_comes_back_as_it_went_in() {
    let world = World::new();
    for len in [0, 1, 4095, 4096, 4097, 65_535, 65_536, 65_537, 200_000] {
        let bytes = content(len);
        let blob = world.add(&bytes);
        assert_eq!(blob.size, len as u64);
        assert_eq!(blob.sha256, hex(&Sha256::digest(&bytes)));
        assert_eq!(world.read(&blob).expect("opens"), bytes, "{len}");
    }
    assert_eq!(world.blobs().list().expect("lists").len(), 9);
}

#[test]
fn any_place_can_be_read_and_nothing_past_the_end() {
    let world = World::new();
    let bytes = content(150_000);
    let blob = world.add(&bytes);
    let mut reader = world.blobs().open(&blob).expect("opens");
    for (from, len) in [(0, 10), (65_530, 20), (131_000, 19_000), (149_990, 10)] {
        reader.seek(SeekFrom::Start(from)).expect("seeks");
        let mut buf = vec![0; len];
        reader.read_exact(&mut buf).expect("reads");
        assert_eq!(buf, bytes[usize::try_from(from).unwrap()..][..len]);
    }
    assert_eq!(reader.seek(SeekFrom::End(-1)).expect("seeks"), 149_999);
    let mut rest = Vec::new();
    reader.read_to_end(&mut rest).expect("reads");
    assert_eq!(rest, bytes[149_999..]);
    reader.seek(SeekFrom::Start(1 << 40)).expect("seeks");
    assert_eq!(reader.read(&mut [0; 8]).expect("reads"), 0);
}

#[test]
fn sizes_on_disk_come_in_few_steps() {
    let check = |size, expect| assert_eq!(padded(size), expect, "{size}");
    check(0, Some(4096));
    check(4096, Some(4096));
    check(4097, Some(4352));
    check(65_537, Some(67_584));
    check(1_000_000, Some(1_015_808));
    check(u64::MAX, None);
    for size in (0..10_000_000_u64).step_by(99_991) {
        let padded = padded(size).expect("far from the end");
        assert!(padded >= size && (size <= LEAST || padded <= size + size / 8));
    }
    let world = World::new();
    let (a, b) = (world.add(&content(66_000)), world.add(&content(67_000)));
    let lens: Vec<u64> = [a, b]
        .iter()
        .map(|r| {
            let reader = world.blobs().open(r).expect("opens");
            reader.inner.len()
        })
        .collect();
    assert_eq!(lens[0], lens[1]);
}

#[test]
fn a_file_exchanged_for_another_is_refused() {
    let world = World::new();
    let (a, b) = (world.add(&content(5000)), world.add(&content(5001)));
    let path = |r: &BlobRef| Path::new("/v").join(relative(&r.id).expect("an id"));
    let of_b = agevfs::fs::read(&world.disk, &path(&b), u64::MAX).expect("reads");
    world.disk.tamper(&path(&a), Some(of_b));
    assert!(matches!(world.read(&a), Err(Error::Damaged { .. })));
    let report = world.blobs().verify(&[a.clone(), b.clone()]);
    assert_eq!(report.problems.len(), 1);
    assert!(report.problems[0].file.contains(&a.id));

    world.disk.tamper(&path(&a), None);
    assert!(matches!(world.read(&a), Err(Error::UnknownBlob)));
    assert_eq!(world.blobs().verify(&[a]).problems.len(), 1);
}

#[test]
fn every_flipped_byte_is_seen() {
    let world = World::new();
    let blob = world.add(&content(100));
    let path = Path::new("/v").join(relative(&blob.id).expect("an id"));
    let good = agevfs::fs::read(&world.disk, &path, u64::MAX).expect("reads");
    for at in (0..good.len()).step_by(13) {
        let mut bad = good.clone();
        bad[at] ^= 1;
        world.disk.tamper(&path, Some(bad));
        assert!(world.read(&blob).is_err(), "byte {at}");
        assert_eq!(
            world
                .blobs()
                .verify(std::slice::from_ref(&blob))
                .problems
                .len(),
            1
        );
    }
    world
        .disk
        .tamper(&path, Some(good[..good.len() - 1].to_vec()));
    assert!(world.read(&blob).is_err());
}

#[test]
fn references_that_are_no_ids_reach_no_file() {
    let world = World::new();
    let blob = world.add(&content(10));
    for id in [
        "",
        "..",
        "../../etc/passwd",
        "AB",
        &"z".repeat(32),
        &blob.id.to_uppercase(),
    ] {
        let other = BlobRef {
            id: id.to_owned(),
            ..blob.clone()
        };
        assert!(
            matches!(world.blobs().open(&other), Err(Error::UnknownBlob)),
            "{id}"
        );
        assert!(
            matches!(world.blobs().remove(id), Err(Error::UnknownBlob)),
            "{id}"
        );
    }
}

/// Gives some bytes, then fails.
struct Breaks(Cursor<Vec<u8>>);

impl Read for Breaks {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buf)? {
            0 => Err(ErrorKind::BrokenPipe.into()),
            n => Ok(n),
        }
    }
}

#[test]
fn a_stopped_failed_or_oversized_addition_leaves_no_file() {
    let world = World::new();
    let blobs = world.blobs();
    let mut source = Breaks(Cursor::new(content(100_000)));
    assert!(matches!(
        blobs.add(&mut source, u64::MAX, &mut |_| true),
        Err(Error::Io { .. })
    ));
    let bytes = content(100_000);
    assert!(matches!(
        blobs.add(&mut &bytes[..], 99_999, &mut |_| true),
        Err(Error::TooLarge { .. })
    ));
    let mut told = Vec::new();
    let stopped = blobs.add(&mut &bytes[..], u64::MAX, &mut |done| {
        told.push(done);
        done < 65_536
    });
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(told, [65_536]);
    assert_eq!(world.disk.files(), []);
    assert!(blobs.add(&mut &bytes[..], 100_000, &mut |_| true).is_ok());
}

#[test]
fn what_was_removed_is_gone_and_orphans_are_swept() {
    let world = World::new();
    let [a, b, c] = [1, 2, 3].map(|n| world.add(&content(n)));
    world.blobs().remove(&a.id).expect("removes");
    assert!(matches!(world.read(&a), Err(Error::UnknownBlob)));
    let leftover = Path::new("/v/blobs")
        .join(&b.id[..2])
        .join(format!("{}.tmp", c.id));
    world.disk.tamper(&leftover, Some(vec![1]));
    assert_eq!(
        world
            .blobs()
            .sweep(&HashSet::from([b.id.clone()]))
            .expect("sweeps"),
        2
    );
    assert_eq!(
        world.blobs().list().expect("lists"),
        std::slice::from_ref(&b.id)
    );
    assert_eq!(world.disk.files().len(), 1);
    assert_eq!(world.read(&b).expect("opens"), content(2));
}

/// Whatever storage call fails, once or for ever, having done its work or not: the blob is there whole or not at all.
#[test]
fn every_fault_leaves_the_whole_blob_or_none() {
    let bytes = content(70_000);
    let calls = {
        let world = World::new();
        let before = world.disk.operations();
        world.add(&bytes);
        world.disk.operations() - before
    };
    let mut refused = 0;
    for at in 0..calls {
        for kind in [ErrorKind::Other, ErrorKind::StorageFull] {
            for (times, done) in [
                (1, false),
                (1, true),
                (2, false),
                (u64::MAX, false),
                (u64::MAX, true),
            ] {
                let world = World::new();
                let old = world.add(&content(9));
                let at = world.disk.operations() + at;
                world.disk.set_fault(Some(Fault {
                    at,
                    times,
                    kind,
                    done,
                }));
                let added = world.blobs().add(&mut &bytes[..], u64::MAX, &mut |_| true);
                world.disk.set_fault(None);
                let none = matches!(&added, Err(Error::NoSpace))
                    == (added.is_err() && kind == ErrorKind::StorageFull);
                assert!(none, "call {at}: {:?}", added.as_ref().err());
                assert_eq!(world.read(&old).expect("old ones stay"), content(9));
                if let Ok(blob) = added {
                    assert_eq!(world.read(&blob).expect("acknowledged"), bytes);
                    continue;
                }
                refused += 1;
                let keep = HashSet::from([old.id.clone()]);
                world.blobs().sweep(&keep).expect("sweeps");
                assert_eq!(world.blobs().list().expect("lists"), [old.id]);
            }
        }
    }
    assert!(refused > 50, "{refused}");
}

/// Whenever the power goes: what was acknowledged is whole, and older blobs stay.
#[test]
fn every_crash_leaves_the_whole_blob_or_none() {
    let world = World::new();
    let old = world.add(&content(9));
    let bytes = content(5000);
    world.disk.record();
    let blob = world.add(&bytes);
    world.disk.mark(1);
    // One call more, so that a moment bears the mark.
    world.blobs().list().expect("lists");
    let mut images = 0;
    for moment in world.disk.moments() {
        for image in moment.crash_images(6) {
            images += 1;
            let after = World::on(image);
            assert_eq!(after.read(&old).expect("old ones stay"), content(9));
            match after.read(&blob) {
                Ok(got) => assert_eq!(got, bytes),
                Err(_) => assert_eq!(moment.mark, 0, "an acknowledged blob was lost"),
            }
        }
    }
    assert!(images > 10, "{images}");
}
