//! The work that every engine does. Answers begin with a number that is the same for all of them if they did the same; times follow, in
//! milliseconds.

use std::time::Instant;

use rusqlite::Connection;

use crate::engine::Engine;
use crate::notes::Notes;
use crate::random::Random;
use crate::{Answer, Failure, milliseconds};

/// Notes that are added in one transaction when the database is filled.
const BATCH: u64 = 2000;

/// Adds the notes `from..to`, many at a time.
pub fn fill(engine: &mut Engine, notes: &Notes, from: u64, to: u64) -> Result<Answer, Failure> {
    let start = Instant::now();
    let mut at = from;
    while at < to {
        let end = to.min(at + BATCH);
        let transaction = engine.connection()?.transaction()?;
        for id in at..end {
            add(&transaction, id, &notes.text(id))?;
        }
        transaction.commit()?;
        at = end;
    }
    Ok(Answer::new(to - from, vec![milliseconds(start)]))
}

/// Saves the notes `from..from + count`, each in a transaction of its own: the time until each is durable.
pub fn insert(
    engine: &mut Engine,
    notes: &Notes,
    from: u64,
    count: u64,
) -> Result<Answer, Failure> {
    let mut times = Vec::new();
    for id in from..from + count {
        let text = notes.text(id);
        let start = Instant::now();
        let transaction = engine.connection()?.transaction()?;
        add(&transaction, id, &text)?;
        transaction.commit()?;
        times.push(milliseconds(start));
    }
    Ok(Answer::new(count, times))
}

fn add(connection: &Connection, id: u64, text: &str) -> Result<(), Failure> {
    let id = i64::try_from(id)?;
    connection
        .prepare_cached("INSERT INTO note(id, body) VALUES (?1, ?2)")?
        .execute((id, text))?;
    connection
        .prepare_cached("INSERT INTO search(rowid, body) VALUES (?1, ?2)")?
        .execute((id, text))?;
    Ok(())
}

/// Opens the database `count` times.
pub fn open(engine: &mut Engine, count: u64) -> Result<Answer, Failure> {
    let mut times = Vec::new();
    for _ in 0..count {
        engine.close()?;
        let start = Instant::now();
        engine.open()?;
        times.push(milliseconds(start));
    }
    Ok(Answer::new(count, times))
}

/// Reads every note.
pub fn scan(engine: &mut Engine) -> Result<Answer, Failure> {
    let connection = engine.connection()?;
    let mut bytes = 0;
    let start = Instant::now();
    let mut statement = connection.prepare("SELECT body FROM note")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        bytes += row.get_ref(0)?.as_bytes()?.len();
    }
    Ok(Answer::new(
        u64::try_from(bytes)?,
        vec![milliseconds(start)],
    ))
}

/// Reads `count` of the first `notes` notes, by chance.
pub fn points(engine: &mut Engine, seed: u64, notes: u64, count: u64) -> Result<Answer, Failure> {
    let mut random = Random::new(seed);
    let connection = engine.connection()?;
    let mut statement = connection.prepare("SELECT body FROM note WHERE id = ?1")?;
    let mut bytes = 0;
    let start = Instant::now();
    for _ in 0..count {
        let id = i64::try_from(random.below(usize::try_from(notes)?))?;
        bytes += statement.query_row([id], |row| Ok(row.get_ref(0)?.as_bytes()?.len()))?;
    }
    let mean = milliseconds(start) / f64::from(u32::try_from(count)?);
    Ok(Answer::new(u64::try_from(bytes)?, vec![mean]))
}

/// Searches for `count` things: the best fifty notes, with their beginnings.
pub fn search(
    engine: &mut Engine,
    notes: &Notes,
    seed: u64,
    count: usize,
) -> Result<Answer, Failure> {
    let queries = notes.queries(seed, count);
    let connection = engine.connection()?;
    let mut statement = connection.prepare(
        "SELECT n.id, substr(n.body, 1, 80) FROM search JOIN note n ON n.id = search.rowid
         WHERE search MATCH ?1 ORDER BY search.rank, search.rowid LIMIT 50",
    )?;
    let mut found = 0_u64;
    let mut times = Vec::new();
    for query in &queries {
        let start = Instant::now();
        let mut rows = statement.query([query])?;
        while let Some(row) = rows.next()? {
            let (id, beginning): (i64, String) = (row.get(0)?, row.get(1)?);
            found = found
                .wrapping_mul(31)
                .wrapping_add(u64::try_from(id)?)
                .wrapping_add(u64::try_from(beginning.len())?);
        }
        times.push(milliseconds(start));
    }
    Ok(Answer::new(found, times))
}

/// Memory of this process that is in RAM now, in MB.
pub fn resident() -> Result<f64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let kib: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.trim().strip_suffix("kB"))
        .ok_or("this system does not say how much memory a process has")?
        .trim()
        .parse()?;
    Ok(kib * 1024.0 / 1e6)
}

/// What this process has had of the processors so far, all its threads together, in milliseconds.
pub fn processor() -> f64 {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    #[expect(
        clippy::cast_precision_loss,
        reason = "seconds and nanoseconds of one run"
    )]
    let (seconds, nanoseconds) = (spent.tv_sec as f64, spent.tv_nsec as f64);
    seconds * 1e3 + nanoseconds / 1e6
}
