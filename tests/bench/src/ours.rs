//! What only our engine does, and what it costs above the bare minimum.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use crate::engine::Engine;
use crate::notes::Notes;
use crate::work::insert;
use crate::{Answer, Failure, milliseconds};

/// The memory ours has for pages as it comes: decrypted chunks and `SQLite`'s own cache together. The others get as much.
pub fn cache_kib() -> usize {
    let options = agevfs::Options::default();
    options.cache_bytes / 1024 + usize::try_from(options.sqlite_cache_kib).expect("32 bits")
}

/// Saves notes from number `from` until the store has `wanted` deltas, at most `most` notes. Answers how many deltas there are, and how many
/// notes it took.
pub fn deltas(
    engine: &mut Engine,
    notes: &Notes,
    from: u64,
    wanted: usize,
    most: u64,
) -> Result<Answer, Failure> {
    let mut added = 0;
    while engine.store()?.stats().deltas < wanted && added < most {
        insert(engine, notes, from + added, 1)?;
        added += 1;
    }
    let deltas = u64::try_from(engine.store()?.stats().deltas)?;
    Ok(Answer::new(deltas, vec![f64::from(u32::try_from(added)?)]))
}

/// Saves notes from number `from`, one after the other, while a compaction of everything runs on another thread, until that is done. Answers how
/// many, and how long each took. The last one waits for the moment in which the compaction comes to count.
pub fn background(engine: &mut Engine, notes: &Notes, from: u64) -> Result<Answer, Failure> {
    insert(engine, notes, from, 1)?;
    let mut compaction = engine
        .store()?
        .begin_compaction()?
        .ok_or("there is nothing to compact")?;
    let runner = std::thread::spawn(move || compaction.run(&mut |_, _| true).map(|()| compaction));
    let (mut at, mut times) = (from + 1, Vec::new());
    while !runner.is_finished() {
        times.extend(insert(engine, notes, at, 1)?.numbers);
        at += 1;
    }
    let compaction = runner.join().map_err(|_| "the compaction panicked")??;
    let start = Instant::now();
    let leftovers = engine.store()?.finish_compaction(compaction)?;
    insert(engine, notes, at, 1)?;
    times.push(milliseconds(start));
    leftovers.remove();
    Ok(Answer::new(at + 1 - from, times))
}

/// `count` times in turn: a commit of the least change there is, and as many bytes written, synced, renamed and the folder synced, with
/// nothing else done. Answers the number of bytes and the times, ours and bare by turns.
pub fn commits(engine: &mut Engine, count: u64) -> Result<Answer, Failure> {
    let beside = engine.path().with_extension("bare");
    fs::create_dir(&beside)?;
    let mut times = Vec::new();
    let mut bytes = Vec::new();
    for n in 0..count {
        let start = Instant::now();
        engine
            .connection()?
            .prepare_cached("UPDATE counter SET n = n + 1 WHERE id = 1")?
            .execute([])?;
        times.push(milliseconds(start));
        if bytes.is_empty() {
            bytes = vec![0x5a; newest_delta(engine.path())?];
        }
        let start = Instant::now();
        bare(&beside, n, &bytes)?;
        times.push(milliseconds(start));
    }
    fs::remove_dir_all(&beside)?;
    Ok(Answer::new(u64::try_from(bytes.len())?, times))
}

/// The bytes of the commit just made: the delta of the highest number.
fn newest_delta(store: &Path) -> Result<usize, Failure> {
    let mut newest = None;
    for entry in fs::read_dir(store)? {
        let entry = entry?;
        let name = entry.file_name().into_string().unwrap_or_default();
        if name.starts_with("d-") {
            newest = newest.max(Some((name, entry.metadata()?.len())));
        }
    }
    let (_, len) = newest.ok_or("the commit left no delta")?;
    Ok(usize::try_from(len)?)
}

fn bare(dir: &Path, n: u64, bytes: &[u8]) -> io::Result<()> {
    let (from, to) = (dir.join("tmp"), dir.join(n.to_string()));
    let mut file = fs::File::create_new(&from)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&from, &to)?;
    fs::File::open(dir)?.sync_all()
}

/// Writes a new snapshot of everything, reads it again, and drops the generation before. Answers the bytes of the database, and the time.
pub fn snapshot(engine: &mut Engine) -> Result<Answer, Failure> {
    let start = Instant::now();
    engine.store()?.compact()?;
    let took = milliseconds(start);
    let stats = engine.store()?.stats();
    if stats.deltas > 0 {
        return Err("compaction left deltas".into());
    }
    Ok(Answer::new(
        u64::from(stats.pages) * u64::from(stats.page_size),
        vec![took],
    ))
}
