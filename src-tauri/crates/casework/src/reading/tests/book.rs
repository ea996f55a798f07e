//! How much is found in the summaries of the example casebook, and how much of it is right. The figures stand in docs/data-model.md; the
//! test prints them and fails below a floor.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::find::Is;
use super::{NOBODY, find, many, today};
use crate::date::{Lang, UncertainDate};
use crate::name::{Band, compare};
use crate::record::PartyKind;

const BOOK: &str = include_str!("../../../data/kazakhstan-2025.json");
const GOLD: &str = include_str!("gold.tsv");
const MORE: &str = include_str!("gold-more.tsv");

/// Right, found, wanted.
#[derive(Default, Clone, Copy)]
struct Tally {
    right: usize,
    found: usize,
    met: usize,
    wanted: usize,
}

impl Tally {
    fn precision(self) -> f64 {
        share(self.right, self.found)
    }
    fn recall(self) -> f64 {
        share(self.met, self.wanted)
    }
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

fn texts<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    value[key]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn each<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

/// Dates of a case's own records.
fn dates_of(case: &Value) -> Vec<UncertainDate> {
    let mut found = Vec::new();
    for (list, keys) in [
        ("acts", ["start", "end"]),
        ("measures", ["from", "until"]),
        ("proceedings", ["date", "date"]),
        ("interventions", ["date", "date"]),
    ] {
        for record in each(case, list) {
            found.extend(
                keys.iter()
                    .filter_map(|key| record[*key].as_str())
                    .filter_map(|edtf| UncertainDate::parse(edtf).ok()),
            );
        }
    }
    found
}

/// One lies within the other: "late December 2025" and the 24th.
fn meet(one: &UncertainDate, other: &UncertainDate) -> bool {
    one.overlaps(other.began().0, other.began().1) && other.overlaps(one.began().0, one.began().1)
}

/// Ids of the parties of a case's own records.
fn parties_of(case: &Value) -> BTreeSet<&str> {
    let mut found: BTreeSet<&str> = each(case, "involved")
        .filter_map(|one| one["party"].as_str())
        .collect();
    for act in each(case, "acts") {
        found.extend(act["victim"].as_str());
        found.extend(texts(act, "perpetrators"));
    }
    found.extend(each(case, "measures").filter_map(|one| one["party"].as_str()));
    found
}

struct Said {
    dates: Vec<UncertainDate>,
    parties: Vec<String>,
    /// How many each group is.
    groups: Vec<String>,
    /// Measures that are not denied.
    measures: Vec<String>,
    acts: BTreeSet<String>,
    provisions: BTreeSet<String>,
}

fn read(text: &str) -> Said {
    let finding = find(text, &NOBODY, today(), Some(Lang::En));
    let mut said = Said {
        dates: Vec::new(),
        parties: finding
            .entities
            .list
            .iter()
            .filter(|entity| entity.kind != PartyKind::Group)
            .map(|entity| entity.name.clone())
            .collect(),
        groups: Vec::new(),
        measures: Vec::new(),
        acts: BTreeSet::new(),
        provisions: BTreeSet::new(),
    };
    for piece in &finding.pieces {
        match &piece.is {
            Is::Date(date) => said.dates.push(date.clone()),
            Is::Act {
                act_type,
                denied: false,
                ..
            } => drop(said.acts.insert(act_type.clone())),
            Is::Group(entity) => said
                .groups
                .push(many(&finding.entities.list[*entity as usize])),
            Is::Measure {
                status,
                denied: false,
                ..
            } => said.measures.push(status.clone()),
            Is::Provision(article) => drop(said.provisions.insert(article.number.clone())),
            _ => {}
        }
    }
    said
}

/// Dates, acts, people and organisations that a person reads in a summary.
type Gold<'g> = (Vec<&'g str>, BTreeSet<&'g str>, Vec<&'g str>);

#[test]
fn summaries_of_the_example_casebook() {
    let book: Value = serde_json::from_str(BOOK).expect("the shipped casebook");
    let parties: BTreeMap<&str, &Value> = each(&book, "parties")
        .filter_map(|party| Some((party["id"].as_str()?, party)))
        .collect();
    let gold: BTreeMap<&str, Gold<'_>> = GOLD
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            let list = |cell: &'static str| {
                cell.split(' ')
                    .filter(|one| *one != "-")
                    .collect::<Vec<_>>()
            };
            let parties = cells[3].split(';').filter(|one| *one != "-").collect();
            (
                cells[0],
                (
                    list(cells[1]),
                    list(cells[2]).into_iter().collect(),
                    parties,
                ),
            )
        })
        .collect();
    let more: BTreeMap<&str, [Vec<&str>; 2]> = MORE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut cells = line.split('\t');
            let id = cells.next().expect("a case");
            let mut list = || {
                let cell = cells.next().expect("a cell");
                cell.split(' ').filter(|one| *one != "-").collect()
            };
            (id, [list(), list()])
        })
        .collect();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut misses: Vec<String> = Vec::new();
    for case in each(&book, "cases") {
        let id = case["id"].as_str().expect("an id");
        let text = case["summary"].as_str().expect("a summary");
        let said = read(text);
        let (gold_dates, gold_acts, gold_parties) = &gold[id];

        let own = dates_of(case);
        let dates = tallies.entry("dates, beside the records").or_default();
        dates.found += said.dates.len();
        dates.right += said
            .dates
            .iter()
            .filter(|date| own.iter().any(|other| meet(date, other)))
            .count();
        dates.wanted += own.len();
        dates.met += own
            .iter()
            .filter(|date| said.dates.iter().any(|other| meet(date, other)))
            .count();
        let edtf: Vec<&str> = said.dates.iter().map(UncertainDate::edtf).collect();
        let dates = tallies.entry("dates, beside a reader").or_default();
        dates.found += edtf.len();
        dates.right += edtf.iter().filter(|date| gold_dates.contains(date)).count();
        dates.wanted += gold_dates.len();
        dates.met += gold_dates.iter().filter(|date| edtf.contains(date)).count();
        if edtf != *gold_dates {
            misses.push(format!("{id} dates {edtf:?} wanted {gold_dates:?}"));
        }

        let types: BTreeSet<&str> = each(case, "acts")
            .filter_map(|act| act["type"].as_str())
            .collect();
        let found: BTreeSet<&str> = said.acts.iter().map(String::as_str).collect();
        for (what, wanted) in [
            ("acts, beside the records", &types),
            ("acts, beside a reader", gold_acts),
        ] {
            let acts = tallies.entry(what).or_default();
            acts.found += found.len();
            acts.right += found.intersection(wanted).count();
            acts.wanted += wanted.len();
            acts.met += found.intersection(wanted).count();
        }
        if found != *gold_acts {
            misses.push(format!(
                "{id} acts more {:?} less {:?}",
                found.difference(gold_acts).collect::<Vec<_>>(),
                gold_acts.difference(&found).collect::<Vec<_>>()
            ));
        }

        let nothing = [Vec::new(), Vec::new()];
        let [groups, measures] = more.get(id).unwrap_or(&nothing);
        for (what, found, wanted) in [
            ("groups, beside a reader", &said.groups, groups),
            (
                "releases and extensions, beside a reader",
                &said.measures,
                measures,
            ),
        ] {
            let (right, tally) = (met(found, wanted), tallies.entry(what).or_default());
            tally.found += found.len();
            tally.right += right;
            tally.wanted += wanted.len();
            tally.met += right;
            if right < found.len() || right < wanted.len() {
                misses.push(format!("{id} {what} {found:?} wanted {wanted:?}"));
            }
        }

        let is = |one: &str, other: &str| compare(one, other).band != Band::Different;
        let tally = tallies
            .entry("people and organisations, beside a reader")
            .or_default();
        tally.found += said.parties.len();
        tally.right += said
            .parties
            .iter()
            .filter(|found| gold_parties.iter().any(|wanted| is(found, wanted)))
            .count();
        tally.wanted += gold_parties.len();
        tally.met += gold_parties
            .iter()
            .filter(|wanted| said.parties.iter().any(|found| is(found, wanted)))
            .count();
        let wrong: Vec<&String> = said
            .parties
            .iter()
            .filter(|found| !gold_parties.iter().any(|wanted| is(found, wanted)))
            .collect();
        let absent: Vec<&&str> = gold_parties
            .iter()
            .filter(|wanted| !said.parties.iter().any(|found| is(found, wanted)))
            .collect();
        if !wrong.is_empty() || !absent.is_empty() {
            misses.push(format!("{id} parties more {wrong:?} less {absent:?}"));
        }
        // People and organisations of the case's own records, by any of their names.
        let own: BTreeSet<&str> = parties_of(case);
        let named: Vec<Vec<&str>> = own
            .iter()
            .filter_map(|id| parties.get(id))
            .filter(|party| matches!(party["kind"].as_str(), Some("person" | "organisation")))
            .map(|party| {
                party["name"]
                    .as_str()
                    .into_iter()
                    .chain(texts(party, "aka"))
                    .collect()
            })
            .collect();
        let of = |found: &str, names: &[&str]| names.iter().any(|name| is(found, name));
        let tally = tallies
            .entry("people and organisations, beside the records")
            .or_default();
        tally.found += said.parties.len();
        tally.right += said
            .parties
            .iter()
            .filter(|found| named.iter().any(|names| of(found, names)))
            .count();
        tally.wanted += named.len();
        tally.met += named
            .iter()
            .filter(|names| said.parties.iter().any(|found| of(found, names)))
            .count();

        // No summary names an article; what the sources of the case are quoted with does.
        let says: Vec<&str> = each(case, "claims")
            .filter_map(|claim| claim["says"].as_str())
            .collect();
        let wanted: BTreeSet<String> = says.iter().flat_map(|said| articles(said)).collect();
        let found = says.iter().map(|said| read(said).provisions).fold(
            read(text).provisions,
            |mut all, more| {
                all.extend(more);
                all
            },
        );
        let tally = tallies
            .entry("articles, in summaries and claims")
            .or_default();
        tally.found += found.len();
        tally.right += found.intersection(&wanted).count();
        tally.wanted += wanted.len();
        tally.met += wanted.intersection(&found).count();

        // What each source says of an act, in a sentence of its own.
        let acts: BTreeMap<&str, &str> = each(case, "acts")
            .filter_map(|act| Some((act["id"].as_str()?, act["type"].as_str()?)))
            .collect();
        for claim in each(case, "claims") {
            let about = claim["about"].as_str().and_then(|about| acts.get(about));
            if let (Some(wanted), Some(says)) = (about, claim["says"].as_str()) {
                let found = read(says).acts;
                let tally = tallies
                    .entry("acts, in claims beside the records")
                    .or_default();
                tally.found += found.len();
                tally.right += usize::from(found.contains(*wanted));
                tally.wanted += 1;
                tally.met += usize::from(found.contains(*wanted));
            }
        }
    }
    println!("{}", misses.join("\n"));
    let floors: BTreeMap<&str, (f64, f64)> = FLOORS
        .into_iter()
        .map(|(what, precision, recall)| (what, (precision, recall)))
        .collect();
    let mut low = Vec::new();
    for (what, tally) in &tallies {
        println!(
            "{what}: precision {:.2} ({} of {}), recall {:.2} ({} of {})",
            tally.precision(),
            tally.right,
            tally.found,
            tally.recall(),
            tally.met,
            tally.wanted
        );
        let (precision, recall) = floors[what];
        if tally.precision() < precision || tally.recall() < recall {
            low.push(*what);
        }
    }
    assert!(low.is_empty(), "below the floor: {low:?}");
}

/// How many are in both lists, each once.
fn met(found: &[String], wanted: &[&str]) -> usize {
    let mut left: Vec<&str> = wanted.to_vec();
    let mut count = 0;
    for one in found {
        if let Some(at) = left.iter().position(|other| other == one) {
            left.remove(at);
            count += 1;
        }
    }
    count
}

/// Numbers of articles as the claims of the casebook write them.
fn articles(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["Art. ", "Article ", "Articles "] {
        for (at, _) in text.match_indices(start) {
            let rest = &text[at + start.len()..];
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            found.push(number.clone());
            if let Some(more) = rest[number.len()..].strip_prefix(" and ") {
                found.push(more.chars().take_while(char::is_ascii_digit).collect());
            }
        }
    }
    found.retain(|number| !number.is_empty());
    found
}

/// A little below what is reached.
const FLOORS: [(&str, f64, f64); 10] = [
    ("groups, beside a reader", 0.95, 0.75),
    ("releases and extensions, beside a reader", 0.95, 0.95),
    ("dates, beside the records", 0.9, 0.33),
    ("dates, beside a reader", 0.95, 0.95),
    ("acts, beside the records", 0.8, 0.55),
    ("acts, beside a reader", 0.9, 0.88),
    ("acts, in claims beside the records", 0.7, 0.32),
    ("people and organisations, beside a reader", 0.94, 0.8),
    ("people and organisations, beside the records", 0.45, 0.1),
    ("articles, in summaries and claims", 0.95, 0.95),
];
