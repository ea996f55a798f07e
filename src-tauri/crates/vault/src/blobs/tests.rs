use std::io::{Cursor, ErrorKind, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering};

use agevfs::Entropy;
use agevfs::fs::sim::{Fault, SimFs};
use agevfs::fs::{Fs, ReadAt};
use sha2::{Digest, Sha256};

use super::*;
use crate::SystemClock;

struct World {
    disk: SimFs,
    env: Env,
    key: Key,
    folders: Folders,
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
            folders: Folders::default(),
        }
    }

    fn blobs(&self) -> Blobs<'_> {
        Blobs {
            env: &self.env,
            root: Path::new("/v"),
            key: &self.key,
            folders: Some(&self.folders),
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
    faults(&content(70_000), 50);
}

/// The same where several threads work.
#[test]
fn every_fault_leaves_a_whole_long_blob_or_none() {
    faults(&content(1_600_000), 100);
}

fn faults(bytes: &[u8], least: u32) {
    let calls = {
        let world = World::new();
        let before = world.disk.operations();
        world.add(bytes);
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
                let added = world.blobs().add(&mut &*bytes, u64::MAX, &mut |_| true);
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
    assert!(refused > least, "{refused}");
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

#[test]
fn a_long_blob_comes_back_whole_in_order_and_checked() {
    let world = World::new();
    for len in [1_048_576, 1_048_577, 3_000_000] {
        let bytes = content(len);
        let blob = world.add(&bytes);
        assert_eq!(blob.sha256, hex(&Sha256::digest(&bytes)));
        let reader = world.blobs().open(&blob).expect("opens");
        let mut got = Vec::new();
        let whole = reader.scan(&mut |piece| {
            got.extend_from_slice(piece);
            true
        });
        assert!(whole.expect("reads"));
        assert!(got == bytes, "{len}");
        let mut pieces = 0;
        let whole = reader.scan(&mut |_| {
            pieces += 1;
            pieces < 3
        });
        assert!(!whole.expect("reads") && pieces == 3);
        let report = world.blobs().verify(std::slice::from_ref(&blob));
        assert_eq!(report.problems, []);
        assert!(report.checked_bytes > len as u64);

        let path = Path::new("/v").join(relative(&blob.id).expect("an id"));
        let mut bad = agevfs::fs::read(&world.disk, &path, u64::MAX).expect("reads");
        bad[len / 2] ^= 1;
        world.disk.tamper(&path, Some(bad));
        assert_eq!(world.blobs().verify(&[blob]).problems.len(), 1);
    }
}

#[test]
fn a_long_addition_that_is_stopped_anywhere_leaves_no_file() {
    let world = World::new();
    let bytes = content(2_500_000);
    for stop in [500_000, 1_100_000, 2_400_000] {
        let stopped = world
            .blobs()
            .add(&mut &bytes[..], u64::MAX, &mut |done| done < stop);
        assert!(matches!(stopped, Err(Error::Cancelled)));
        assert_eq!(world.disk.files(), []);
    }
}

#[test]
fn many_are_checked_and_each_fault_is_told_of_its_own_file() {
    let world = World::new();
    let mut blobs: Vec<BlobRef> = (0..100).map(|n| world.add(&content(n * 50))).collect();
    blobs.insert(40, world.add(&content(1_500_000)));
    let bad = [3, 40, 77];
    for at in bad {
        let path = Path::new("/v").join(relative(&blobs[at].id).expect("an id"));
        let mut file = agevfs::fs::read(&world.disk, &path, u64::MAX).expect("reads");
        let middle = file.len() / 2;
        file[middle] ^= 1;
        world.disk.tamper(&path, Some(file));
    }
    let (mut steps, mut last) = (0, (0, 0));
    let report = world.blobs().verify_told(&blobs, &mut |done, total| {
        assert!(done >= last.0 && done <= total);
        last = (done, total);
        steps += 1;
        true
    });
    let report = report.expect("nobody stopped it");
    let told: Vec<&str> = report.problems.iter().map(|p| p.file.as_str()).collect();
    assert_eq!(told.len(), 3);
    for (at, file) in bad.into_iter().zip(told) {
        assert!(file.contains(&blobs[at].id), "{file}");
    }
    assert!(steps > 20, "{steps}");

    for most in [1, 15] {
        let mut steps = 0;
        let stopped = world.blobs().verify_told(&blobs, &mut |_, _| {
            steps += 1;
            steps < most
        });
        assert!(matches!(stopped, Err(Error::Cancelled)));
    }
}

#[test]
fn a_folder_known_to_last_costs_no_further_sync_and_is_made_again_when_it_is_gone() {
    let world = World::new();
    let mut costs: std::collections::HashMap<String, Vec<u64>> = std::collections::HashMap::new();
    for _ in 0..300 {
        let before = world.disk.operations();
        let blob = world.add(b"x");
        costs
            .entry(blob.id[..2].to_owned())
            .or_default()
            .push(world.disk.operations() - before);
    }
    let twice: Vec<_> = costs.values().filter(|cost| cost.len() > 1).collect();
    assert!(!twice.is_empty());
    assert!(twice.iter().all(|cost| cost[1] < cost[0]), "{twice:?}");

    for id in world.blobs().list().expect("lists") {
        world.blobs().remove(&id).expect("removes");
    }
    for folder in world.disk.list(Path::new("/v/blobs")).expect("lists") {
        let dir = Path::new("/v/blobs").join(folder.name);
        world.disk.rmdir(&dir).expect("removes");
    }
    for n in 0..50 {
        let blob = world.add(&content(n));
        assert_eq!(world.read(&blob).expect("opens"), content(n));
    }
}

/// A storage that counts the bytes that are read.
struct Counting(SimFs, Arc<AtomicU64>);
struct CountedFile(Box<dyn File>, Arc<AtomicU64>);

impl ReadAt for CountedFile {
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read_at(offset, buf)?;
        self.1.fetch_add(n as u64, Ordering::SeqCst);
        Ok(n)
    }

    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }
}

impl Write for CountedFile {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.0.write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl File for CountedFile {
    fn fsync(&mut self) -> io::Result<()> {
        self.0.fsync()
    }
}

impl Fs for Counting {
    fn open(&self, path: &Path) -> io::Result<Box<dyn File>> {
        let file = self.0.open(path)?;
        Ok(Box::new(CountedFile(file, Arc::clone(&self.1))))
    }

    fn create_new(&self, path: &Path) -> io::Result<Box<dyn File>> {
        self.0.create_new(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.0.unlink(path)
    }

    fn mkdir(&self, path: &Path) -> io::Result<()> {
        self.0.mkdir(path)
    }

    fn rmdir(&self, path: &Path) -> io::Result<()> {
        self.0.rmdir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.0.sync_dir(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<agevfs::fs::Entry>> {
        self.0.list(path)
    }

    fn len(&self, path: &Path) -> io::Result<u64> {
        self.0.len(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.0.exists(path)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        self.0.lock(path)
    }
}

#[test]
fn a_part_of_a_long_blob_costs_the_pieces_it_touches() {
    const PIECE: u64 = 64 * 1024 + 16;
    let mut world = World::new();
    let bytes = content(20_000_000);
    let blob = world.add(&bytes);
    let read = Arc::new(AtomicU64::new(0));
    world.env.fs = Arc::new(Counting(world.disk.fork(), Arc::clone(&read)));
    let mut reader = world.blobs().open(&blob).expect("opens");
    let opening = read.load(Ordering::SeqCst);
    assert!(opening <= 4096 + PIECE, "header and last piece: {opening}");
    for (from, len, pieces) in [
        (9_000_000_usize, 65_536, 2),
        (65_536, 65_536, 1),
        (12_345_678, 1 << 20, 17),
        (19_999_990, 10, 1),
    ] {
        read.store(0, Ordering::SeqCst);
        reader.seek(SeekFrom::Start(from as u64)).expect("seeks");
        let mut buf = vec![0; len];
        reader.read_exact(&mut buf).expect("reads");
        assert!(buf == bytes[from..from + len]);
        let cost = read.load(Ordering::SeqCst);
        assert!(cost <= pieces * PIECE, "{from}: {cost}");
    }
}
