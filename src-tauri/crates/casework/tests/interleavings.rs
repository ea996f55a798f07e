//! Two or three vaults that edit, delete, restore, decide and take back, and hand bundles to each other that come late, twice and in any
//! order: nothing anybody wrote is lost, nothing depends on the order, and all end with the same.
//!
//! A story is known by its seed, the number of vaults and its number: `SANDYQ_INTERLEAVINGS=20000` tries that many, `SANDYQ_SEED=7` others,
//! and `SANDYQ_STORY=647` only that one, step by step.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
#![allow(clippy::print_stdout, reason = "says how many it tried")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use casework::merge::{Arrival, Carried, Choice};
use casework::record::{Case, Evidence, Kind, Note, Party, Record};
use casework::{Book, Ctx, Error};
use common::{add, memory, seeded};
use rusqlite::Connection;
use serde_json::Value;
use uuid::Uuid;

/// Numbers that repeat for a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % n as u64).unwrap()
    }

    fn of<'l, T>(&mut self, list: &'l [T]) -> Option<&'l T> {
        (!list.is_empty()).then(|| &list[self.below(list.len())])
    }
}

/// A field of a record.
type Spot = (Uuid, &'static str);
type Words = BTreeSet<String>;

fn fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Case => &["title", "summary"],
        Kind::Party => &["name", "occupation", "contact"],
        Kind::Note => &["text"],
        Kind::Evidence => &["title", "how", "device"],
        _ => &[],
    }
}

/// A record as a JSON object.
fn object(record: &Record) -> Value {
    serde_json::to_value(record).unwrap()["value"].take()
}

fn with(record: &Record, field: &str, words: &str) -> Record {
    let mut whole = serde_json::to_value(record).unwrap();
    whole["value"][field] = words.into();
    serde_json::from_value(whole).unwrap()
}

fn said(record: &Record, field: &str) -> String {
    object(record)[field].as_str().unwrap().to_owned()
}

/// A vault, and what whoever works in it knows.
struct Vault {
    conn: Connection,
    ctx: Ctx,
    /// Words that were here and that somebody who saw them wrote over.
    over: BTreeMap<Spot, Words>,
    /// Words a person wrote or chose here last.
    mine: BTreeMap<Spot, String>,
    /// Records deleted here, as they were.
    deleted: BTreeMap<Uuid, Record>,
    undoable: Vec<Uuid>,
}

impl Vault {
    fn new() -> Self {
        let (mut conn, ctx) = (memory(), seeded(0, ""));
        drop(Book::open(&mut conn, ctx.clone()).unwrap());
        Self {
            conn,
            ctx,
            over: BTreeMap::new(),
            mine: BTreeMap::new(),
            deleted: BTreeMap::new(),
            undoable: Vec::new(),
        }
    }

    /// Empties it for another story: making a vault takes as long as a story.
    fn empty(&mut self, tables: &[String], author: &str, seed: u64) {
        let tx = self.conn.transaction().unwrap();
        for table in tables {
            tx.execute(&format!("DELETE FROM \"{table}\""), []).unwrap();
        }
        tx.execute("INSERT INTO search (search) VALUES ('delete-all')", [])
            .unwrap();
        tx.commit().unwrap();
        self.ctx = seeded(seed, author);
        self.over.clear();
        self.mine.clear();
        self.deleted.clear();
        self.undoable.clear();
    }

    fn book(&mut self) -> Book<'_> {
        Book::open(&mut self.conn, self.ctx.clone()).unwrap()
    }

    fn get(&mut self, kind: Kind, id: Uuid) -> Option<Record> {
        self.book().record(kind, id).ok().map(|(record, _)| record)
    }

    /// Words that stand against ours, by field.
    fn sides(&mut self, ids: &BTreeMap<Uuid, Kind>) -> BTreeMap<Spot, Words> {
        let mut out: BTreeMap<Spot, Words> = BTreeMap::new();
        for conflict in self.book().conflicts().unwrap() {
            for field in fields(conflict.kind) {
                if ids.contains_key(&conflict.id)
                    && conflict.fields.iter().any(|name| name == field)
                {
                    let words = said(&conflict.theirs, field);
                    out.entry((conflict.id, field)).or_default().insert(words);
                }
            }
        }
        out
    }

    /// All that a person sees of some records: what stands there, and what stands against it.
    fn seen(&mut self, ids: &BTreeMap<Uuid, Kind>) -> BTreeMap<Spot, Words> {
        let mut out = self.sides(ids);
        for (id, kind) in ids {
            match self.get(*kind, *id) {
                Some(record) => {
                    for field in fields(*kind) {
                        out.entry((*id, field))
                            .or_default()
                            .insert(said(&record, field));
                    }
                }
                None => out.retain(|(of, _), _| of != id),
            }
        }
        out
    }

    /// Empties a field that a person wrote.
    fn tear(&mut self, ids: &BTreeMap<Uuid, Kind>) {
        for ((id, field), words) in self.mine.clone() {
            let kind = ids[&id];
            let record = self.get(kind, id).filter(|one| said(one, field) == words);
            // A case and a person must be called something.
            if let Some(record) = record.filter(|_| field != fields(kind)[0]) {
                let base = self.book().head(id).unwrap();
                self.book().save(with(&record, field, ""), base).unwrap();
            }
        }
    }

    /// Numbers that move with anything that is written.
    fn marks(&self) -> (i64, Vec<String>) {
        let count = "SELECT count(*) FROM revision";
        let open = "SELECT kind || ' ' || their_revision || ' ' || fields || ' ' || resolved FROM conflict ORDER BY record, their_revision";
        let mut open = self.conn.prepare(open).unwrap();
        let rows = open.query_map([], |row| row.get(0)).unwrap();
        let rows = rows.map(Result::unwrap).collect();
        (
            self.conn.query_row(count, [], |row| row.get(0)).unwrap(),
            rows,
        )
    }
}

/// Records on their way.
#[derive(Clone)]
struct Bundle {
    from: usize,
    records: Vec<Carried>,
    /// Fields that were left out.
    cut: BTreeSet<Spot>,
    over: BTreeMap<Spot, Words>,
}

/// A merge that does not do what it should; each must be noticed.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// Theirs always claims to know ours.
    Overwrites,
    /// What stands against ours is forgotten.
    Forgets,
    /// Every vault keeps what it has.
    Ignores,
    /// Taking back takes what a person wrote, too.
    Tears,
}

struct World {
    vaults: Vec<Vault>,
    /// Those that are empty in a new vault.
    tables: Vec<String>,
    dice: Dice,
    ids: BTreeMap<Uuid, Kind>,
    pool: Vec<Bundle>,
    /// Words written more than once: that they are old in one place says nothing of another.
    twice: Words,
    count: u64,
    fault: Fault,
    tried: BTreeMap<&'static str, u32>,
    /// Every step is told with what it did.
    tell: bool,
}

impl World {
    fn new(vaults: usize, fault: Fault) -> Self {
        let vaults: Vec<Vault> = (0..vaults + 2).map(|_| Vault::new()).collect();
        Self {
            tables: empty_tables(&vaults[0].conn),
            vaults,
            dice: Dice(0),
            ids: BTreeMap::new(),
            pool: Vec::new(),
            twice: Words::new(),
            count: 0,
            fault,
            tried: BTreeMap::new(),
            tell: number("SANDYQ_STORY").is_some(),
        }
    }

    /// Vaults in which people work. Two more only take in, in different orders.
    fn desks(&self) -> usize {
        self.vaults.len() - 2
    }

    fn words(&mut self) -> String {
        if self.dice.below(12) == 0 {
            let word = ["same", "other"][self.dice.below(2)].to_owned();
            self.twice.insert(word.clone());
            return word;
        }
        self.count += 1;
        format!("w{}", self.count)
    }

    /// A new story in the first vault.
    fn begin(&mut self, seed: u64) {
        self.dice = Dice(seed);
        self.ids.clear();
        self.pool.clear();
        self.twice.clear();
        self.count = 0;
        let authors = ["Aigerim", "Dina", "Bolat", "X", "Y"];
        for (vault, author) in self.vaults.iter_mut().zip(authors) {
            vault.empty(&self.tables, author, self.dice.roll());
        }
        let words: Vec<String> = (0..6).map(|_| self.words()).collect();
        let mut book = self.vaults[0].book();
        let case = add(
            &mut book,
            Case {
                title: words[0].clone(),
                ..Case::default()
            },
        )
        .0
        .id;
        let party = Party {
            name: words[1].clone(),
            contact: words[2].clone(),
            ..Party::default()
        };
        let note = Note {
            case_id: Some(case),
            text: words[3].clone(),
            ..Note::default()
        };
        let item = Evidence {
            case_id: case,
            title: words[4].clone(),
            how: words[5].clone(),
            ..Evidence::default()
        };
        let made = [
            (case.0, Kind::Case),
            (add(&mut book, party).0.id.0, Kind::Party),
            (add(&mut book, note).0.id.0, Kind::Note),
            (add(&mut book, item).0.id.0, Kind::Evidence),
        ];
        drop(book);
        self.ids.extend(made);
    }

    fn step(&mut self, shown: &mut Vec<String>) -> Result<(), String> {
        let vault = self.dice.below(self.desks());
        let before = self.told(vault);
        let what = match self.dice.below(100) {
            0..32 => self.edit(vault),
            32..37 => self.delete(vault),
            37..43 => self.restore(vault),
            43..55 => self.decide(vault),
            55..61 => self.take_back(vault)?,
            61..76 => Some(self.pack(vault)),
            _ => {
                // Late ones mostly: those have something to say.
                let Some(bundle) = (!self.pool.is_empty()).then(|| {
                    self.dice
                        .below(self.pool.len())
                        .max(self.dice.below(self.pool.len()))
                }) else {
                    return Ok(());
                };
                let some = self.dice.below(5) == 0;
                shown.push(format!(
                    "vault {vault} takes bundle {bundle}{}",
                    if some { " in part" } else { "" }
                ));
                *self
                    .tried
                    .entry(if some { "part" } else { "merge" })
                    .or_default() += 1;
                self.merge(vault, bundle, some)?;
                shown.extend(self.moved(vault, &before));
                return Ok(());
            }
        };
        if let Some(what) = what {
            *self.tried.entry(what).or_default() += 1;
            shown.push(format!("vault {vault}: {what}"));
            shown.extend(self.moved(vault, &before));
        }
        Ok(())
    }

    /// What stands in a vault, for a story that is told step by step.
    fn told(&mut self, vault: usize) -> BTreeMap<Spot, Words> {
        if !self.tell {
            return BTreeMap::new();
        }
        self.vaults[vault].seen(&self.ids)
    }

    fn moved(&mut self, vault: usize, before: &BTreeMap<Spot, Words>) -> Option<String> {
        let moved = different(before, &self.told(vault));
        (!moved.is_empty()).then(|| format!("    {moved}"))
    }

    /// A record of the story; mostly of the two that everybody works on, or little would ever stand against anything.
    fn some_record(&mut self, vault: usize) -> Option<(Kind, Uuid, Record)> {
        let mut ids: Vec<_> = self.ids.iter().map(|(id, kind)| (*kind, *id)).collect();
        if self.dice.below(4) > 0 {
            ids.truncate(2);
        }
        let (kind, id) = *self.dice.of(&ids)?;
        Some((kind, id, self.vaults[vault].get(kind, id)?))
    }

    fn edit(&mut self, vault: usize) -> Option<&'static str> {
        let (kind, id, record) = self.some_record(vault)?;
        let mut field = *self.dice.of(fields(kind))?;
        if self.dice.below(3) > 0 {
            field = fields(kind)[0];
        }
        let (old, new) = (said(&record, field), self.words());
        let here = &mut self.vaults[vault];
        if old == new {
            return None;
        }
        let base = here.book().head(id).unwrap();
        here.book().save(with(&record, field, &new), base).unwrap();
        here.over.entry((id, field)).or_default().insert(old);
        here.mine.insert((id, field), new);
        Some("edit")
    }

    fn delete(&mut self, vault: usize) -> Option<&'static str> {
        let (kind, id, record) = self.some_record(vault)?;
        if !matches!(kind, Kind::Note | Kind::Evidence) {
            return None;
        }
        let here = &mut self.vaults[vault];
        here.book().delete(kind, id, false).unwrap();
        here.mine.retain(|(of, _), _| *of != id);
        here.deleted.insert(id, record);
        Some("delete")
    }

    /// Back to an earlier revision, of a deleted record too.
    fn restore(&mut self, vault: usize) -> Option<&'static str> {
        let ids: Vec<_> = self.ids.iter().map(|(id, kind)| (*kind, *id)).collect();
        let (kind, id) = *self.dice.of(&ids)?;
        let here = &mut self.vaults[vault];
        let before = here
            .get(kind, id)
            .or_else(|| here.deleted.get(&id).cloned());
        let history = self.vaults[vault].book().history(kind, id).unwrap();
        let revision = self.dice.of(&history)?.id;
        let Ok(saved) = self.vaults[vault].book().restore(revision) else {
            return None;
        };
        for field in fields(kind) {
            let now = said(&saved.record, field);
            if let Some(old) = before
                .as_ref()
                .map(|before| said(before, field))
                .filter(|old| *old != now)
            {
                self.vaults[vault]
                    .over
                    .entry((id, field))
                    .or_default()
                    .insert(old);
            }
            self.twice.insert(now);
        }
        Some("restore")
    }

    /// Of any vault in which something waits.
    fn decide(&mut self, first: usize) -> Option<&'static str> {
        let desks = self.desks();
        let mut all = (0..desks).map(|at| (first + at) % desks);
        let vault = all.find(|at| !self.vaults[*at].book().conflicts().unwrap().is_empty())?;
        let open = self.vaults[vault].book().conflicts().unwrap();
        let conflict = self.dice.of(&open)?.clone();
        let mut picks = BTreeMap::new();
        for field in &conflict.fields {
            picks.insert(field.clone(), self.dice.below(2) == 0);
        }
        let here = &mut self.vaults[vault];
        here.book()
            .decide_fields(conflict.id, conflict.their_revision, &picks)
            .unwrap();
        for field in fields(conflict.kind) {
            let (ours, theirs) = (said(&conflict.ours, field), said(&conflict.theirs, field));
            let (chosen, other) = match picks.get(*field) {
                Some(true) => (ours, theirs),
                Some(false) => (theirs, ours),
                None => continue,
            };
            let spot = (conflict.id, *field);
            here.over.entry(spot).or_default().insert(other);
            here.mine.insert(spot, chosen);
        }
        Some("decide")
    }

    /// Any merge, mostly the latest. What a person wrote since stays.
    fn take_back(&mut self, vault: usize) -> Result<Option<&'static str>, String> {
        let here = &mut self.vaults[vault];
        if here.undoable.is_empty() {
            return Ok(None);
        }
        let count = here.undoable.len();
        let latest = self.dice.below(2) == 0;
        let which = if latest {
            count - 1
        } else {
            self.dice.below(count)
        };
        let arrival = here.undoable.remove(which);
        let records: Vec<_> = self
            .ids
            .iter()
            .map(|(id, kind)| (*id, here.get(*kind, *id)))
            .collect();
        here.book().undo_merge(arrival).unwrap();
        if self.fault == Fault::Tears {
            here.tear(&self.ids);
        }
        for (id, before) in records {
            let Some(before) = before else { continue };
            let kind = self.ids[&id];
            let now = here.get(kind, id);
            for field in fields(kind) {
                let words = said(&before, field);
                let mine = here.mine.get(&(id, field)) == Some(&words);
                let stands = now.as_ref().is_some_and(|now| said(now, field) == words);
                if mine && !stands && !self.twice.contains(&words) {
                    return Err(format!(
                        "{kind:?}.{field}: {words}, written here, went with a merge"
                    ));
                }
            }
            if now.is_none() {
                here.deleted.insert(id, before);
            }
        }
        // What came back was written over once, and stands again.
        for words in here.over.values() {
            self.twice.extend(words.iter().cloned());
        }
        Ok(Some("undo"))
    }

    fn pack(&mut self, vault: usize) -> &'static str {
        let cut = (self.dice.below(5) == 0).then(|| ["occupation", "contact"][self.dice.below(2)]);
        let bundle = self.bundle(vault, cut);
        self.pool.push(bundle);
        if cut.is_some() {
            "pack, redacted"
        } else {
            "pack"
        }
    }

    fn bundle(&mut self, vault: usize, cut: Option<&'static str>) -> Bundle {
        let ids = self.ids.clone();
        let here = &mut self.vaults[vault];
        let mut bundle = Bundle {
            from: vault,
            records: Vec::new(),
            cut: BTreeSet::new(),
            over: here.over.clone(),
        };
        for (id, kind) in ids {
            let Some(record) = here.get(kind, id) else {
                continue;
            };
            let lineage = here.book().lineage(kind, id).unwrap();
            let carried = match cut {
                Some(field) if kind == Kind::Party => {
                    let copy = with(&record, field, "");
                    bundle.cut.insert((id, field));
                    let lineage = lineage.map(|line| line.redacted(&copy, vec![field.to_owned()]));
                    Carried {
                        record: copy,
                        lineage,
                    }
                }
                _ => Carried { record, lineage },
            };
            bundle.records.push(carried);
        }
        bundle
    }

    fn merge(&mut self, vault: usize, number: usize, some: bool) -> Result<(), String> {
        let bundle = self.pool[number].clone();
        let mut choice = Choice::default();
        if some {
            let records: Vec<(Uuid, Kind)> = bundle
                .records
                .iter()
                .map(|one| (one.record.id(), one.record.kind()))
                .collect();
            if let Some((id, kind)) = self.dice.of(&records).copied() {
                if self.dice.below(2) == 0 {
                    choice.records.insert(id);
                } else if let Some(field) = self.dice.of(fields(kind)) {
                    choice
                        .fields
                        .entry(id)
                        .or_default()
                        .insert((*field).to_owned());
                }
            }
        }
        self.take(vault, &bundle, choice)
    }

    /// Merges, and looks whether anything anybody wrote went unseen.
    fn take(&mut self, vault: usize, bundle: &Bundle, wish: Choice) -> Result<(), String> {
        let (ids, twice, fault) = (self.ids.clone(), self.twice.clone(), self.fault);
        let here = &mut self.vaults[vault];
        let before = here.seen(&ids);
        let chosen = here.book().choose(&bundle.records, wish).unwrap();
        let choice = chosen.choice;
        let mut records = bundle.records.clone();
        if fault == Fault::Overwrites {
            for one in &mut records {
                let (head, line) = (
                    here.book().head(one.record.id()).unwrap(),
                    one.lineage.as_mut(),
                );
                if let (Some(head), Some(line)) = (head, line)
                    && head != line.revision
                {
                    line.steps.push(
                        serde_json::from_value(
                            serde_json::json!({"revision": line.revision, "parent": head}),
                        )
                        .unwrap(),
                    );
                }
            }
        }
        if fault == Fault::Ignores {
            records.retain(|one| {
                here.book()
                    .record(one.record.kind(), one.record.id())
                    .is_err()
            });
        }
        let arrival = Arrival {
            origin: format!("vault {}", bundle.from),
            ..Arrival::default()
        };
        let report = here
            .book()
            .merge_some(records, &choice, &arrival, Vec::new());
        let report = match report {
            Ok(report) => report,
            // A record cannot do without every field.
            Err(Error::Refused(_)) if !choice.fields.is_empty() => return Ok(()),
            Err(error) => return Err(format!("refused: {error}")),
        };
        here.undoable.extend(report.arrival);
        if fault == Fault::Forgets {
            here.conn.execute("DELETE FROM conflict", []).unwrap();
        }
        let now = here.seen(&ids);
        for one in &bundle.records {
            let (id, kind) = (one.record.id(), one.record.kind());
            let Some(record) = here.get(kind, id) else {
                if here.deleted.contains_key(&id) || choice.records.contains(&id) {
                    continue;
                }
                return Err(format!("{kind:?} went without being deleted"));
            };
            here.deleted.remove(&id);
            for field in fields(kind) {
                let spot = (id, *field);
                let left = choice.records.contains(&id)
                    || choice
                        .fields
                        .get(&id)
                        .is_some_and(|fields| fields.contains(*field))
                    || bundle.cut.contains(&spot);
                let words = said(&one.record, field);
                let current = said(&record, field);
                let old = |at: &BTreeMap<Spot, Words>, words: &String| {
                    at.get(&spot).is_some_and(|over| over.contains(words)) || twice.contains(words)
                };
                if !left
                    && !words.is_empty()
                    && !now[&spot].contains(&words)
                    && !old(&here.over, &words)
                {
                    return Err(format!(
                        "{kind:?}.{field}: what came, {words}, is nowhere; {current} stands there"
                    ));
                }
                for mine_before in before
                    .get(&spot)
                    .into_iter()
                    .flatten()
                    .filter(|words| !words.is_empty())
                {
                    if !now[&spot].contains(mine_before)
                        && !old(&here.over, mine_before)
                        && !old(&bundle.over, mine_before)
                    {
                        return Err(format!(
                            "{kind:?}.{field}: what was here, {mine_before}, is gone; {current} stands there"
                        ));
                    }
                }
                if !left && now[&spot].contains(&words) {
                    let over = bundle.over.get(&spot).cloned().unwrap_or_default();
                    here.over.entry(spot).or_default().extend(over);
                }
            }
        }
        Ok(())
    }

    /// The same once more changes nothing.
    fn again(&mut self, vault: usize, bundle: &Bundle, about: &str) -> Result<(), String> {
        let before = self.vaults[vault].marks();
        self.take(vault, bundle, Choice::default())?;
        let now = self.vaults[vault].marks();
        if now == before {
            return Ok(());
        }
        let news = self.news(vault, &before);
        Err(format!(
            "{about}: bundle of vault {} is taken in anew by vault {vault}: {news}",
            bundle.from
        ))
    }

    /// What was written since.
    fn news(&mut self, vault: usize, before: &(i64, Vec<String>)) -> String {
        let now = self.vaults[vault].marks();
        let mut news: Vec<String> = now
            .1
            .into_iter()
            .filter(|row| !before.1.contains(row))
            .collect();
        let latest = self.vaults[vault]
            .book()
            .latest_revisions(u32::try_from(now.0 - before.0).unwrap())
            .unwrap();
        news.extend(latest.iter().map(|one| {
            let fields: Vec<String> = one
                .changes
                .iter()
                .map(|one| format!("{} {}->{}", one.field, one.before, one.after))
                .collect();
            format!("{} {:?} {}", one.op, one.kind, fields.join(", "))
        }));
        news.join("; ")
    }

    /// Everybody hands everything to everybody, in any order, until nothing moves.
    fn exchange(&mut self) -> Result<(), String> {
        let mut moved = Vec::new();
        for _ in 0..6 {
            let before: Vec<_> = self.vaults.iter().map(Vault::marks).collect();
            let mut ways = Vec::new();
            for from in 0..self.desks() {
                ways.extend(
                    (0..self.desks())
                        .filter(|to| *to != from)
                        .map(|to| (from, to)),
                );
            }
            while !ways.is_empty() {
                let (from, to) = ways.swap_remove(self.dice.below(ways.len()));
                let bundle = self.bundle(from, None);
                self.take(to, &bundle, Choice::default())?;
                self.again(to, &bundle, "at once")?;
            }
            if before == self.vaults.iter().map(Vault::marks).collect::<Vec<_>>() {
                return Ok(());
            }
            moved = (0..self.desks())
                .map(|at| self.news(at, &before[at]))
                .collect();
        }
        Err(format!("it does not come to rest: {moved:?}"))
    }

    /// Two write in the same field without knowing of each other, and then they do.
    fn at_once(&mut self, shown: &mut Vec<String>) -> Result<(), String> {
        let (kind, id) = self
            .ids
            .iter()
            .map(|(id, kind)| (*kind, *id))
            .next()
            .unwrap();
        for vault in 0..2 {
            let Some(record) = self.vaults[vault].get(kind, id) else {
                return Ok(());
            };
            let (field, new) = (fields(kind)[0], self.words());
            let old = said(&record, field);
            if old != new {
                let here = &mut self.vaults[vault];
                let base = here.book().head(id).unwrap();
                here.book().save(with(&record, field, &new), base).unwrap();
                here.over.entry((id, field)).or_default().insert(old);
                here.mine.insert((id, field), new);
            }
            self.pack(vault);
        }
        shown.push("vaults 0 and 1 write in the same field".into());
        let number = self.pool.len();
        self.merge(0, number - 1, false)?;
        self.merge(1, number - 2, false)
    }

    /// A reader takes in a bundle or two, and takes them back in any order.
    fn glance(&mut self, reader: usize, shown: &mut Vec<String>) -> Result<(), String> {
        self.vaults[reader].undoable.clear();
        for _ in 0..=self.dice.below(2) {
            let number = self.dice.below(self.pool.len());
            shown.push(format!("vault {reader} looks at bundle {number}"));
            let before = self.told(reader);
            let bundle = self.pool[number].clone();
            self.take(reader, &bundle, Choice::default())?;
            shown.extend(self.moved(reader, &before));
        }
        while !self.vaults[reader].undoable.is_empty() {
            let before = self.told(reader);
            self.take_back(reader)?;
            shown.push(format!("vault {reader} takes one back"));
            shown.extend(self.moved(reader, &before));
        }
        Ok(())
    }

    /// One story from its beginning to where everybody has everything.
    fn interleave(&mut self, seed: u64, shown: &mut Vec<String>) -> Result<(), String> {
        self.begin(seed);
        let first = self.bundle(0, None);
        self.pool.push(first.clone());
        for vault in 1..self.desks() {
            if self.dice.below(4) > 0 {
                self.take(vault, &first, Choice::default())?;
            }
        }
        if self.dice.below(2) == 0 {
            self.at_once(shown)?;
        }
        for _ in 0..10 + self.dice.below(14) {
            self.step(shown)?;
        }
        // Two who were not there take in everything that was on its way, in two orders.
        let mut orders = [self.pool.clone(), self.pool.clone()];
        let desks = self.desks();
        for (at, order) in orders.iter_mut().enumerate() {
            while !order.is_empty() {
                // What was taken back has told nothing.
                while self.dice.below(4) == 0 {
                    self.glance(desks + at, shown)?;
                }
                let bundle = order.swap_remove(self.dice.below(order.len()));
                let before = self.told(desks + at);
                self.take(desks + at, &bundle, Choice::default())?;
                if let Some(moved) = self.moved(desks + at, &before) {
                    shown.push(format!(
                        "reader {at} takes a bundle of vault {}",
                        bundle.from
                    ));
                    shown.push(moved);
                }
            }
        }
        let ids = self.ids.clone();
        let (one, other) = (
            self.vaults[desks].seen(&ids),
            self.vaults[desks + 1].seen(&ids),
        );
        if one != other && self.fault == Fault::None {
            return Err(format!("the order matters: {}", different(&one, &other)));
        }
        // Whatever is still on its way arrives.
        let mut late: Vec<(usize, Bundle)> = Vec::new();
        for bundle in &self.pool {
            late.extend((0..desks).map(|vault| (vault, bundle.clone())));
        }
        while !late.is_empty() {
            let (vault, bundle) = late.swap_remove(self.dice.below(late.len()));
            self.take(vault, &bundle, Choice::default())?;
        }
        self.exchange()?;
        let at_the_end: Vec<_> = (0..desks).map(|at| self.vaults[at].seen(&ids)).collect();
        for id in ids.keys() {
            let of = |at: usize| -> BTreeMap<Spot, Words> {
                let mine = at_the_end[at].iter().filter(|((of, _), _)| of == id);
                mine.map(|(spot, words)| (*spot, words.clone())).collect()
            };
            let there: Vec<usize> = (0..desks).filter(|at| !of(*at).is_empty()).collect();
            if let Some(away) = (0..desks)
                .find(|at| !there.contains(at) && !self.vaults[*at].deleted.contains_key(id))
            {
                return Err(format!("{:?} never came to vault {away}", ids[id]));
            }
            for pair in there.windows(2) {
                if of(pair[0]) != of(pair[1]) {
                    return Err(format!(
                        "{:?} ends differently in vaults {pair:?}: {}",
                        ids[id],
                        different(&of(pair[0]), &of(pair[1]))
                    ));
                }
            }
        }
        for bundle in self.pool.clone() {
            for vault in 0..desks {
                self.again(vault, &bundle, "late")?;
            }
        }
        for vault in &mut self.vaults {
            let report = vault.book().verify_history().unwrap();
            if !report.problems.is_empty() {
                return Err(format!("a history does not hold: {:?}", report.problems));
            }
        }
        Ok(())
    }
}

/// Tables that are empty in a new vault; those behind the search index are its own.
fn empty_tables(conn: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'";
    let mut names = conn.prepare(sql).unwrap();
    let names = names.query_map([], |row| row.get(0)).unwrap();
    let names: Vec<String> = names.map(Result::unwrap).collect();
    let empty = |name: &String| {
        let sql = format!("SELECT NOT EXISTS (SELECT 1 FROM \"{name}\")");
        conn.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    names.into_iter().filter(empty).collect()
}

fn different(one: &BTreeMap<Spot, Words>, other: &BTreeMap<Spot, Words>) -> String {
    let spots: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let differ = spots
        .into_iter()
        .filter(|spot| one.get(spot) != other.get(spot));
    let told =
        differ.map(|spot| format!("{}: {:?} and {:?}", spot.1, one.get(spot), other.get(spot)));
    told.collect::<Vec<_>>().join("; ")
}

/// Tries many; gives how often each step was taken, or the first story that went wrong with all its steps.
fn run(
    vaults: usize,
    stories: impl Iterator<Item = u64>,
    fault: Fault,
) -> Result<BTreeMap<&'static str, u32>, String> {
    let mut world = World::new(vaults, fault);
    let begin = Dice(number("SANDYQ_SEED").unwrap_or(1)).roll();
    for story in stories {
        let mut shown = Vec::new();
        let seed = Dice(begin.wrapping_add(story)).roll();
        world.interleave(seed, &mut shown).map_err(|why| {
            format!(
                "story {story} of {vaults} vaults: {why}\n{}",
                shown.join("\n")
            )
        })?;
    }
    Ok(world.tried)
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

/// One of two halves, so that both may run at once.
fn half(vaults: usize, odd: u64) {
    if let Some(story) = number("SANDYQ_STORY") {
        if story % 2 == odd {
            run(vaults, std::iter::once(story), Fault::None).unwrap_or_else(|why| panic!("{why}"));
        }
        return;
    }
    let stories = number("SANDYQ_INTERLEAVINGS").unwrap_or(120) / 2;
    let tried =
        run(vaults, (odd..stories).step_by(2), Fault::None).unwrap_or_else(|why| panic!("{why}"));
    println!(
        "{} interleavings of {vaults} vaults: {tried:?}",
        stories / 2
    );
    for what in [
        "edit",
        "delete",
        "restore",
        "decide",
        "undo",
        "pack",
        "pack, redacted",
        "merge",
        "part",
    ] {
        assert!(
            tried
                .get(what)
                .is_some_and(|count| u64::from(*count) >= stories / 40),
            "{what} was hardly tried: {tried:?}"
        );
    }
}

#[test]
fn two_vaults_end_with_the_same_and_nothing_is_lost() {
    half(2, 0);
}

#[test]
fn two_vaults_of_other_stories_do() {
    half(2, 1);
}

#[test]
fn three_vaults_end_with_the_same_and_nothing_is_lost() {
    half(3, 0);
}

#[test]
fn three_vaults_of_other_stories_do() {
    half(3, 1);
}

#[test]
fn a_merge_that_does_not_do_so_is_noticed() {
    for fault in [Fault::Overwrites, Fault::Forgets, Fault::Ignores] {
        assert!(run(2, 0..50, fault).is_err());
    }
    let torn = run(2, 0..50, Fault::Tears).unwrap_err();
    assert!(torn.contains("went with a merge"), "{torn}");
}
