//! A large file as evidence of a vault: in, out, and a part of it.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Instant;

use rustix::fs::{Advice, fadvise};
use vault::{BlobRef, Blobs, Env, KdfParams, Passphrase};

use crate::random::Random;
use crate::work::resident;
use crate::{Failure, milliseconds};

/// Bytes of a part, as a viewer asks for them.
const RANGE: usize = 64 * 1024;
/// How often a part is read.
const RANGES: usize = 100;
/// Memory is looked at after so many bytes.
const LOOK_EVERY: u64 = 16 << 20;

/// Takes the file `source` into a new vault below `dir`, reads it back, and parts of it; `rounds` times. Says one line `NAME WHO VALUE` for each
/// measurement, in milliseconds, memory in MB.
pub fn measure(dir: &Path, source: &Path, rounds: u64) -> Result<(), Failure> {
    let passphrase = Passphrase::new("amber kettle orchard window seven lark")?;
    let root = dir.join("evidence.vault");
    let (vault, _) = vault::create(&root, &passphrase, KdfParams::floor(), Env::real())?;
    let size = fs::metadata(source)?.len();
    for round in 0..rounds {
        let most = Cell::new(0.0);
        let start = Instant::now();
        let blob = vault
            .blobs()
            .add(&mut File::open(source)?, size, &mut |taken| {
                look(&most, taken)
            })?;
        println!("evidence_in ours {:.3}", milliseconds(start));

        let start = Instant::now();
        bare_copy(source, &dir.join("bare"))?;
        println!("evidence_in bare_copy_fsync {:.3}", milliseconds(start));
        fs::remove_file(dir.join("bare"))?;

        let start = Instant::now();
        let mut taken = 0;
        let whole = vault.blobs().open(&blob)?.scan(&mut |piece| {
            taken += u64::try_from(piece.len()).expect("a piece is small");
            look(&most, taken)
        })?;
        println!("evidence_out ours {:.3}", milliseconds(start));
        if !whole || taken != size {
            return Err("not all of it came back".into());
        }
        println!("evidence_resident ours {:.3}", most.get());

        ranges(&vault.blobs(), &blob, &root, source, round)?;
        vault.blobs().remove(&blob.id)?;
    }
    Ok(())
}

fn look(most: &Cell<f64>, taken: u64) -> bool {
    if taken % LOOK_EVERY < u64::try_from(RANGE).expect("small") {
        most.set(resident().map_or(f64::MAX, |now| now.max(most.get())));
    }
    true
}

/// As many bytes to the disk, and nothing else.
fn bare_copy(from: &Path, to: &Path) -> io::Result<()> {
    let (mut from, mut out) = (File::open(from)?, File::create_new(to)?);
    let mut block = vec![0; 1 << 20];
    loop {
        match from.read(&mut block)? {
            0 => return out.sync_all(),
            n => out.write_all(&block[..n])?,
        }
    }
}

/// Opens the blob and reads one part, at random places: with its file in the page cache, and with nothing of it there.
fn ranges(
    blobs: &Blobs<'_>,
    blob: &BlobRef,
    root: &Path,
    source: &Path,
    seed: u64,
) -> Result<(), Failure> {
    let mut random = Random::new(seed);
    let file = File::open(
        root.join("blobs")
            .join(&blob.id[..2])
            .join(format!("{}.age", blob.id)),
    )?;
    let mut source = File::open(source)?;
    let (mut part, mut expect) = (vec![0; RANGE], vec![0; RANGE]);
    // Writing it has left it in the page cache.
    for at in 0..2 * RANGES {
        let cold = at >= RANGES;
        if cold {
            fadvise(&file, 0, None, Advice::DontNeed)?;
        }
        let place = u64::try_from(random.below(usize::try_from(blob.size)? - RANGE))?;
        let start = Instant::now();
        let mut reader = blobs.open(blob)?;
        reader.seek(SeekFrom::Start(place))?;
        reader.read_exact(&mut part)?;
        let took = milliseconds(start);
        source.seek(SeekFrom::Start(place))?;
        source.read_exact(&mut expect)?;
        if part != expect {
            return Err("a part came back different".into());
        }
        println!(
            "evidence_range{} ours {took:.6}",
            if cold { "_cold" } else { "" }
        );
    }
    Ok(())
}
