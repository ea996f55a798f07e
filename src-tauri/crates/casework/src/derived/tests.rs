//! What is kept from save to save is what a fresh look at the records gives, whatever people do in between.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, Days, NaiveDate};
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{rebuild, touched};
use crate::date::Lang;
use crate::read::ledger::{self, Ledger};
use crate::record::{Case, CaseId, Kind, Measure, PartyId, Record, ReviewState, RevisionId};
use crate::view::{CaseFilter, CaseSort, PartyFilter};
use crate::{Book, Ctx, Error, MergeWish, Result};

/// Noon of this day in 2026, in seconds.
fn noon(day: &str) -> i64 {
    let day: NaiveDate = day.parse().expect("a day");
    day.and_hms_opt(12, 0, 0)
        .expect("noon")
        .and_utc()
        .timestamp()
}

/// From noon of a day on, with randomness that repeats.
pub(crate) fn working_on(day: &str) -> Ctx {
    ctx(Arc::new(AtomicI64::new(noon(day))))
}

fn ctx(clock: Arc<AtomicI64>) -> Ctx {
    let state = AtomicU64::new(7);
    Ctx {
        clock: Arc::new(move || {
            let seconds = clock.fetch_add(1, Ordering::Relaxed);
            DateTime::from_timestamp(seconds, 0)
                .expect("in range")
                .naive_utc()
        }),
        entropy: Arc::new(move |buffer| {
            for byte in buffer {
                let z = state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
                let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                *byte = (z ^ (z >> 27)).to_le_bytes()[3];
            }
        }),
        author: "A".into(),
        person: String::new(),
        shared: false,
        chain_key: None,
        lang: Lang::En,
    }
}

/// Repeatable choices.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn date(&mut self) -> Value {
        match self.below(8) {
            0 => Value::Null,
            1 => json!("2026-01"),
            2 => json!("[..2026-02-03]"),
            3 => json!("2026-01-10/.."),
            _ => json!(format!(
                "2026-0{}-{:02}",
                1 + self.below(3),
                1 + self.below(28)
            )),
        }
    }
}

/// What was written; none for what the casework refuses. It may refuse, but not fail.
fn allowed<T>(written: Result<T>) -> Option<T> {
    match written {
        Ok(written) => Some(written),
        Err(
            Error::Invalid { .. }
            | Error::NotFound { .. }
            | Error::InUse { .. }
            | Error::Stale { .. }
            | Error::Unknown { .. },
        ) => None,
        Err(error) => panic!("{error}"),
    }
}

/// Somebody at work: knows the ids of what there is.
struct Work<'b> {
    book: Book<'b>,
    chance: Chance,
    known: Vec<(Kind, Uuid)>,
    last: Option<RevisionId>,
    merged: Vec<PartyId>,
    separated: usize,
    decided: usize,
}

impl Work<'_> {
    fn some(&mut self, kind: Kind) -> Value {
        let of_kind: Vec<Uuid> = self
            .known
            .iter()
            .filter(|known| known.0 == kind)
            .map(|known| known.1)
            .collect();
        if of_kind.is_empty() {
            return Value::Null;
        }
        // What was deleted is refused wherever it is named: one that is still there, or came back, if there is one.
        for _ in 0..6 {
            let id = of_kind[self.chance.below(of_kind.len())];
            if self.book.record(kind, id).is_ok() {
                return json!(id);
            }
        }
        Value::Null
    }

    /// Saves a record; one that the casework refuses is not there, and that is all.
    fn save(&mut self, kind: Kind, mut value: Value, base: Option<RevisionId>) {
        if value["id"].is_null() {
            value["id"] = json!(Uuid::nil());
        }
        let record = serde_json::from_value::<Record>(json!({"kind": kind.name(), "value": value}));
        if let Ok(record) = record
            && let Some(saved) = allowed(self.book.save(record, base))
        {
            self.last = Some(saved.revision);
            let id = (kind, saved.record.id());
            if !self.known.contains(&id) {
                self.known.push(id);
            }
        }
    }

    fn edit(&mut self, kind: Kind, change: impl Fn(&mut Value, &mut Self)) {
        let Some(id) = self
            .some(kind)
            .as_str()
            .and_then(|id| Uuid::parse_str(id).ok())
        else {
            return;
        };
        if let Ok((record, base)) = self.book.record(kind, id) {
            let mut value = serde_json::to_value(&record).expect("a record")["value"].clone();
            change(&mut value, self);
            self.save(kind, value, base);
        }
    }

    fn step(&mut self) {
        let (case, party, source, act) = (
            self.some(Kind::Case),
            self.some(Kind::Party),
            self.some(Kind::Source),
            self.some(Kind::Act),
        );
        let (from, until) = (self.chance.date(), self.chance.date());
        let name = format!(
            "{} {}",
            self.chance.of(&["Amir", "Серік", "Асель"]),
            self.chance.of(&["Kassenov", "Нұрланов", "Orda"])
        );
        let status = self.chance.of(&[
            "custody",
            "house_arrest",
            "released",
            "travel_ban",
            "imprisoned",
        ]);
        let (why, role) = (
            self.chance.of(&["monitoring", "legal"]),
            self.chance.of(&["victim", "client", "lawyer"]),
        );
        let (claim, group) = (
            self.chance.of(&["new", "conflict", "rejected"]),
            self.chance.of(&["held", "free", "other"]),
        );
        let (duration, toss) = (
            self.chance.of(&["", "P1M", "P10D"]),
            self.chance.below(2) == 0,
        );
        let valid =
            [Value::Null, json!("2026-02-05"), json!("2026-02-20")][self.chance.below(3)].clone();
        let doomed = [
            Kind::Case,
            Kind::Act,
            Kind::Measure,
            Kind::Party,
            Kind::Claim,
            Kind::Consent,
            Kind::Distinct,
            Kind::Proceeding,
            Kind::Name,
        ][self.chance.below(9)];
        let review =
            [Value::Null, json!("2026-01-25"), json!("2026-02-10")][self.chance.below(3)].clone();
        match self.chance.below(36) {
            0 | 1 => self.save(Kind::Case, json!({"title": name, "kind": why}), None),
            2 | 3 => {
                let flags = if toss { json!([]) } else { json!(["minor"]) };
                self.save(Kind::Party, json!({"name": name, "flags": flags}), None);
            }
            4 => self.edit(Kind::Party, |value, work| {
                value["name"] = json!(format!("Новый {}", work.chance.below(9)));
                value["flags"] = json!([]);
            }),
            5 | 6 => self.save(
                Kind::Involved,
                json!({"case_id": case, "party": party, "role": role}),
                None,
            ),
            7 | 8 => self.save(
                Kind::Act,
                json!({"case_id": case, "act_type": "arrest", "victim": party, "start": from}),
                None,
            ),
            9 => self.edit(Kind::Act, |value, work| {
                value["start"] = work.chance.date();
                value["case_id"] = work.some(Kind::Case);
            }),
            10..=12 => {
                self.save(Kind::Measure, json!({"case_id": case, "party": party, "status": status, "from": from, "until": until, "duration": duration, "next_review": review}), None);
            }
            13 => self.edit(Kind::Measure, |value, work| {
                value["party"] = work.some(Kind::Party);
                value["until"] = work.chance.date();
                value["authority"] = json!("A court");
            }),
            14 => self.save(
                Kind::Source,
                json!({"kind": "person", "confidential": toss}),
                None,
            ),
            15 => self.edit(Kind::Source, |value, _| value["confidential"] = json!(true)),
            16 => {
                self.save(Kind::Claim, json!({"case_id": case, "about_kind": "act", "about_id": act, "source": source, "status": claim}), None);
            }
            17 => self.edit(Kind::Claim, |value, work| {
                value["status"] = json!(work.chance.of(&["accepted", "conflict", "rejected"]));
            }),
            18 => {
                let case = if toss { Value::Null } else { case };
                self.save(
                    Kind::Consent,
                    json!({"case_id": case, "party": party, "valid_until": valid}),
                    None,
                );
            }
            19 => self.edit(Kind::Consent, |value, _| {
                value["withdrawn_on"] = json!("2026-01-30");
            }),
            20 => {
                self.save(Kind::Name, json!({"party": party, "full": name}), None);
                self.save(Kind::Note, json!({"case_id": case, "text": name}), None);
            }
            21 => {
                if let Some(id) = self
                    .some(doomed)
                    .as_str()
                    .and_then(|id| Uuid::parse_str(id).ok())
                    && let Some((revisions, _)) = allowed(self.book.delete(doomed, id, true))
                {
                    self.last = revisions.last().copied();
                }
            }
            // Somebody looks: now and then at a case that waits for nothing, which is refused.
            31..=33 => {
                let to = [ReviewState::Reviewed, ReviewState::Cleared, ReviewState::Draft]
                    [self.chance.below(3)];
                if let Some(case) = case.as_str().and_then(|id| Uuid::parse_str(id).ok())
                    && let Ok(saved) = self.book.set_status(CaseId(case), to, "Looked at")
                {
                    self.last = Some(saved.revision);
                    self.decided += 1;
                }
            }
            // What stands beside cases: a name that becomes another's, a place that is called otherwise.
            34 => self.edit(Kind::Name, |value, work| {
                value["party"] = work.some(Kind::Party);
                value["full"] = json!(format!("Иной {}", work.chance.below(4)));
            }),
            35 => {
                self.save(Kind::Place, json!({"name": name}), None);
                let place = self.some(Kind::Place);
                self.edit(Kind::Act, |value, _| value["place"] = place.clone());
                self.edit(Kind::Place, |value, work| {
                    value["name"] = json!(work.chance.of(&["Алматы", "Астана", "Orda"]));
                });
            }
            27 => self.save(
                Kind::Proceeding,
                json!({"case_id": case, "kind": "trial", "date": from, "hearings": [{"date": until, "words": "first"}, {"date": review, "words": "second"}]}),
                None,
            ),
            28 => self.edit(Kind::Proceeding, |value, work| {
                value["date"] = work.chance.date();
                value["hearings"] = json!([{"date": work.chance.date(), "words": "moved"}]);
            }),
            29 => {
                self.save(Kind::Task, json!({"case_id": case, "title": name, "due": review}), None);
                self.edit(Kind::Case, |value, _| value["retention_review"] = review.clone());
            }
            22 => {
                if let Some(last) = self.last {
                    allowed(self.book.undo(last));
                }
            }
            23 | 24 => {
                let wish = json!({"keep": self.some(Kind::Party), "other": party});
                if let Ok(wish) = serde_json::from_value::<MergeWish>(wish)
                    && let Some(merged) = allowed(self.book.merge_parties(&wish))
                {
                    self.last = Some(merged.revision);
                    self.merged.push(wish.other);
                }
            }
            25 => {
                let at = self.chance.below(self.merged.len().max(1));
                if let Some(gone) = self.merged.get(at).copied()
                    && let Some(apart) = allowed(self.book.separate_party(gone))
                {
                    self.last = Some(apart.revision);
                    self.separated += 1;
                }
            }
            26 => {
                let pair = json!({"party": self.some(Kind::Party), "other": party});
                if let Ok(pair) = serde_json::from_value(pair)
                    && let Some(saved) = allowed(self.book.set_apart(pair))
                {
                    self.last = Some(saved.revision);
                    self.known.push((Kind::Distinct, saved.record.id()));
                }
            }
            _ => {
                let term = self
                    .book
                    .terms()
                    .expect("terms")
                    .into_iter()
                    .find(|term| term.vocabulary == "measure" && term.code == status)
                    .expect("a status");
                let base = self.book.head(term.id.0).expect("a head");
                let mut value = serde_json::to_value(term).expect("a term");
                value["group"] = json!(group);
                self.save(Kind::Term, value, base);
            }
        }
    }
}

/// Everything that is derived, as text.
fn dump(conn: &Connection) -> Vec<String> {
    let mut out = Vec::new();
    for table in [
        "derived_case",
        "derived_force",
        "derived_day",
        "derived_name",
    ] {
        let mut statement = conn
            .prepare(&format!("SELECT * FROM {table}"))
            .expect("a table");
        let columns = statement.column_count();
        let mut rows = statement.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let cells: Vec<String> = (0..columns)
                .map(|at| format!("{:?}", row.get_ref(at).expect("a cell")))
                .collect();
            out.push(format!("{table} {}", cells.join(" ")));
        }
    }
    out.sort();
    out
}

/// The same by two roads, as text; what differs if they differ.
fn same<T: serde::Serialize>(what: &str, short: &T, plain: &T) -> Result<String, String> {
    let text = |value: &T| serde_json::to_string(value).expect("text");
    if text(short) == text(plain) {
        Ok(text(short))
    } else {
        Err(format!("{what}: {} is not {}", text(short), text(plain)))
    }
}

/// What is due in the two weeks from a day: found by its day, it is what the whole calendar says.
fn due(book: &Book<'_>, today: NaiveDate) -> Result<String, String> {
    let last = today + Days::new(13);
    let found = book.due_until(last, today).expect("entries");
    let mut all = book.entries(today, today).expect("entries");
    all.retain(|entry| {
        let first = entry.earliest.is_none_or(|day| day <= last);
        let dated = entry.earliest.is_some() || entry.latest.is_some();
        entry.overdue || dated && first && entry.latest.is_none_or(|day| day >= today)
    });
    same(&format!("due on {today}"), &found, &all)
}

/// Which reviewed cases are no longer what was looked at: by what is kept, and by a look at each.
fn unsettled(book: &Book<'_>) -> Result<String, String> {
    let mut found: Vec<CaseId> = book.unsettled().expect("cases").into_iter().collect();
    found.sort();
    let mut plain: Vec<CaseId> = book
        .list::<Case>()
        .expect("cases")
        .into_iter()
        .filter(|case| case.status >= ReviewState::Reviewed)
        .map(|case| case.id)
        .filter(|case| !book.standing(*case).expect("a standing").holds)
        .collect();
    plain.sort();
    same("reviewed and changed since", &found, &plain)
}

/// The lists of some days, as text; what differs where a short road does not say what a plain one does.
fn lists(book: &Book<'_>) -> Result<String, String> {
    let mut out = unsettled(book)?;
    for day in ["2026-01-15", "2026-02-04", "2026-02-06", "2026-03-01"] {
        let day: NaiveDate = day.parse().expect("a day");
        let filter = CaseFilter {
            sort: CaseSort::Expiry,
            ..CaseFilter::default()
        };
        out += &serde_json::to_string(&book.case_rows(&filter, day).expect("cases")).expect("text");
        out += &serde_json::to_string(
            &book
                .party_rows(&PartyFilter::default(), day)
                .expect("parties"),
        )
        .expect("text");
        out += &serde_json::to_string(&book.held(day).expect("held")).expect("text");
        out += &due(book, day)?;
        let held = book.held(day).expect("held");
        let counted = book.held_by_status(day).expect("counts");
        same("held by status", &counted, &ledger::by_status(&held))?;
        let (first, waiting) = book.review_first(day, 4).expect("cases");
        let mut queue = book.review_queue(day).expect("cases");
        let all = queue.len();
        queue.truncate(4);
        same("first to review", &(first, waiting), &(queue, all))?;
    }
    Ok(out)
}

/// What came of working at random.
#[derive(Default)]
struct Done {
    /// Kinds of what was saved.
    written: BTreeSet<&'static str>,
    /// How many people were merged into others, and separated again.
    merged: usize,
    separated: usize,
    /// How often somebody decided on a case.
    decided: usize,
    /// And how often a case that was reviewed had changed since, at the end of a round.
    unsettled: usize,
}

/// Works at random for a while. The first round after which what is kept is not what a fresh look gives.
fn wrong_in(seed: u64, done: &mut Done) -> Option<String> {
    let clock = Arc::new(AtomicI64::new(noon("2026-01-20")));
    let mut conn = Connection::open_in_memory().expect("memory");
    let book = Book::open(&mut conn, ctx(clock.clone())).expect("a casework");
    let mut work = Work {
        book,
        chance: Chance(seed * 977 + 5),
        known: Vec::new(),
        last: None,
        merged: Vec::new(),
        separated: 0,
        decided: 0,
    };
    // Something to speak of from the first step on.
    work.save(
        Kind::Case,
        json!({"title": "The first", "kind": "legal"}),
        None,
    );
    work.save(Kind::Party, json!({"name": "Amir Kassenov"}), None);
    work.save(Kind::Source, json!({"kind": "person"}), None);
    let (case, party) = (work.some(Kind::Case), work.some(Kind::Party));
    work.save(
        Kind::Act,
        json!({"case_id": case, "act_type": "arrest", "victim": party}),
        None,
    );
    for round in 0..14 {
        for _ in 0..12 {
            work.step();
        }
        // Days pass: consents run out, and nobody saves anything.
        if round % 3 == 2 {
            clock.fetch_add(4 * 86_400, Ordering::Relaxed);
        }
        let before = match lists(&work.book) {
            Ok(before) => before,
            Err(differs) => return Some(format!("seed {seed}, round {round}: {differs}")),
        };
        done.unsettled += work.book.unsettled().expect("cases").len();
        // A save brings up what has run out.
        work.save(Kind::Note, json!({"text": "anything"}), None);
        let kept = dump(work.book.conn);
        rebuild(work.book.conn, work.book.today()).expect("made anew");
        let anew = dump(work.book.conn);
        if let Some(row) = kept.iter().find(|row| !anew.contains(row)) {
            return Some(format!("seed {seed}, round {round}: {row} is kept"));
        }
        if kept.len() != anew.len() {
            return Some(format!("seed {seed}, round {round}: a row is missing"));
        }
        if lists(&work.book).as_ref() != Ok(&before) {
            return Some(format!("seed {seed}, round {round}: the lists differ"));
        }
    }
    done.written
        .extend(work.known.iter().map(|known| known.0.name()));
    done.merged += work.merged.len();
    done.separated += work.separated;
    done.decided += work.decided;
    assert!(
        work.known.len() > 60,
        "too little was written: {}",
        work.known.len()
    );
    None
}

/// Kinds that have to come up, or nothing of them is tried.
const WRITTEN: [Kind; 13] = [
    Kind::Place,
    Kind::Case,
    Kind::Party,
    Kind::Involved,
    Kind::Act,
    Kind::Measure,
    Kind::Source,
    Kind::Claim,
    Kind::Consent,
    Kind::Name,
    Kind::Note,
    Kind::Proceeding,
    Kind::Task,
];

#[test]
fn what_is_kept_is_what_a_fresh_look_gives() {
    let mut done = Done::default();
    for seed in 0..6 {
        assert_eq!(wrong_in(seed, &mut done), None);
    }
    for kind in WRITTEN {
        assert!(
            done.written.contains(kind.name()),
            "no {} is written",
            kind.name()
        );
    }
    let (merged, separated) = (done.merged, done.separated);
    assert!(
        merged > 20 && separated > 5,
        "merged {merged}, separated {separated}"
    );
    let (decided, unsettled) = (done.decided, done.unsettled);
    assert!(
        decided > 40 && unsettled > 40,
        "decided {decided}, unsettled {unsettled}"
    );
}

#[test]
fn a_touch_that_is_left_out_is_noticed() {
    for touch in touched::ALL {
        touched::LEFT_OUT.set(touch);
        let noticed = (0..12).find_map(|seed| wrong_in(seed, &mut Done::default()));
        touched::LEFT_OUT.set("");
        assert!(noticed.is_some(), "nobody misses {touch}");
    }
}

#[test]
fn a_vault_nobody_opened_for_long_catches_up() {
    let clock = Arc::new(AtomicI64::new(noon("2026-01-20")));
    let mut conn = Connection::open_in_memory().expect("memory");
    let book = Book::open(&mut conn, ctx(clock.clone())).expect("a casework");
    let mut work = Work {
        book,
        chance: Chance(1),
        known: Vec::new(),
        last: None,
        merged: Vec::new(),
        separated: 0,
        decided: 0,
    };
    work.save(Kind::Party, json!({"name": "Amir"}), None);
    let party = work.some(Kind::Party);
    work.save(
        Kind::Consent,
        json!({"party": party, "valid_until": "2026-02-05"}),
        None,
    );
    for n in 0..230 {
        work.save(
            Kind::Case,
            json!({"title": format!("Case {n}"), "kind": "legal"}),
            None,
        );
        let case = json!(work.known.last().expect("a case").1);
        work.save(
            Kind::Involved,
            json!({"case_id": case, "party": party, "role": "client"}),
            None,
        );
        work.known.pop();
    }
    assert!(!work.book.is_behind().expect("rows"));
    clock.store(noon("2026-02-06"), Ordering::Relaxed);
    assert!(work.book.is_behind().expect("rows"));
    let before = lists(&work.book).expect("one answer by every road");
    work.book.catch_up().expect("a transaction");
    assert!(!work.book.is_behind().expect("rows") && lists(&work.book).as_ref() == Ok(&before));
}

fn a_date() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        (1_u32..=2, 1_u32..=28).prop_map(|(month, day)| Some(format!("2026-{month:02}-{day:02}"))),
        (1_u32..=2).prop_map(|month| Some(format!("2026-{month:02}"))),
        Just(Some("[..2026-01-20]".into())),
        Just(Some("2026-01-12/..".into())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn spans_say_for_every_day_what_the_ledger_says_of_one(
        lines in prop::collection::vec((0_usize..6, a_date(), a_date(), 0_usize..4), 1..6),
    ) {
        let clock = Arc::new(AtomicI64::new(noon("2026-01-20")));
        let mut conn = Connection::open_in_memory().expect("memory");
        let book = Book::open(&mut conn, ctx(clock)).expect("a casework");
        let mut work = Work { book, chance: Chance(3), known: Vec::new(), last: None, merged: Vec::new(), separated: 0, decided: 0 };
        work.save(Kind::Case, json!({"title": "A case"}), None);
        work.save(Kind::Party, json!({"name": "Amir"}), None);
        let (case, party) = (work.some(Kind::Case), work.some(Kind::Party));
        for (status, from, until, duration) in lines {
            let status = ["custody", "house_arrest", "released", "travel_ban", "imprisoned", "administrative_arrest"][status];
            let duration = ["", "P10D", "P1M", "P3D"][duration];
            work.save(Kind::Measure, json!({"case_id": case, "party": party, "status": status, "from": from, "until": until, "duration": duration}), None);
        }
        let party = PartyId(party.as_str().and_then(|id| Uuid::parse_str(id).ok()).expect("an id"));
        let ledger = Ledger::of_party(work.book.conn, party).expect("measures");
        let first: NaiveDate = "2025-12-20".parse().expect("a day");
        for day in (0..110).map(|n| first + Days::new(n)) {
            let by_rule: Vec<_> = ledger.in_force(day).map(|measure| measure.id).collect();
            let holds = |measure: &&Measure| {
                let spans = ledger.spans(measure);
                spans.iter().any(|(from, until)| from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until))
            };
            let by_span: Vec<_> = ledger.all().iter().filter(holds).map(|measure| measure.id).collect();
            prop_assert_eq!(&by_rule, &by_span, "on {}", day);
            let kept: Vec<_> = work.book.in_force(day, "1").expect("rows").iter().map(|measure| measure.id).collect();
            prop_assert_eq!(&by_rule, &kept, "kept, on {}", day);
        }
    }
}
