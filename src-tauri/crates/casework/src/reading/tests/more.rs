//! Groups, releases and measures that go on longer, in invented passages: what was to be found and what was, counted.

use super::super::find::Is;
use super::super::model::{Meaning, MeasureProposal, Reading, Surety};
use super::super::reading;
use super::{NOBODY, find, many, today};
use crate::date::Lang;

const PASSAGES: &str = include_str!("more.tsv");

/// `longer pretrial of Marat Seitov on 2026-01-12 until 2026-03-05 for P2M`.
fn told(reading: &Reading, one: &MeasureProposal) -> String {
    let mut out = String::new();
    out.push_str(if one.denied { "not " } else { "" });
    out.push_str(if one.extended { "longer " } else { "" });
    out.push_str(&one.status);
    let mut add = |word: &str, what: String| {
        out = format!("{} {word} {what}", out.trim_end());
    };
    if let Some(party) = one.party {
        add("of", reading.entities[party as usize].name.clone());
    }
    if let Some(date) = one.date
        && let Meaning::Date { date } = &reading.marks[date as usize].is
    {
        add("on", date.edtf().trim_end_matches('?').to_owned());
    }
    if let Some(until) = one.until {
        add("until", until.to_string());
    }
    if !one.duration.is_empty() {
        add("for", one.duration.clone());
    }
    out.trim_end().to_owned()
}

struct Found {
    groups: Vec<String>,
    measures: Vec<String>,
}

fn read(text: &str) -> Found {
    let finding = find(text, &NOBODY, today(), Some(Lang::Ru));
    let made = reading(&finding);
    let groups = finding.pieces.iter().filter_map(|piece| match piece.is {
        Is::Group(entity) => {
            let group = &finding.entities.list[entity as usize];
            Some(format!("{} = {}", group.name, many(group)))
        }
        _ => None,
    });
    Found {
        groups: groups.collect(),
        measures: made.measures.iter().map(|one| told(&made, one)).collect(),
    }
}

/// Right, found, wanted.
type Count = (usize, usize, usize);

fn count(tally: &mut Count, found: &[String], wanted: &[&str]) -> bool {
    let same = |one: &&String| {
        wanted
            .iter()
            .any(|other| other.to_lowercase() == one.to_lowercase())
    };
    let right = found.iter().filter(same).count();
    *tally = (
        tally.0 + right,
        tally.1 + found.len(),
        tally.2 + wanted.len(),
    );
    right == found.len() && right == wanted.len()
}

/// A little below what is reached: right of what was found, and of what was to be found, of a hundred.
const FLOORS: [(&str, [usize; 2], [usize; 2]); 2] =
    [("a", [95, 95], [95, 95]), ("b", [85, 80], [85, 80])];

#[test]
fn groups_releases_and_extensions_of_invented_passages() {
    let mut low = Vec::new();
    for (set, groups, measures) in FLOORS {
        let mut tallies: [Count; 2] = Default::default();
        for line in PASSAGES
            .lines()
            .filter(|line| line.starts_with(&format!("{set}\t")))
        {
            let cells: Vec<&str> = line.split('\t').collect();
            let list = |cell: &'static str| -> Vec<&'static str> {
                cell.split("; ").filter(|one| *one != "-").collect()
            };
            let found = read(cells[1]);
            let right = [
                count(&mut tallies[0], &found.groups, &list(cells[2])),
                count(&mut tallies[1], &found.measures, &list(cells[3])),
            ];
            if right != [true, true] {
                println!(
                    "{set} {}\n   found {:?} {:?}\n  wanted {:?} {:?}",
                    cells[1], found.groups, found.measures, cells[2], cells[3]
                );
            }
        }
        for ((what, floor), (right, found, wanted)) in [("groups", groups), ("measures", measures)]
            .into_iter()
            .zip(tallies)
        {
            println!("{set} {what}: {right} of {found} found, {right} of {wanted} wanted");
            if right * 100 < floor[0] * found || right * 100 < floor[1] * wanted {
                low.push(format!("{set} {what}"));
            }
        }
    }
    assert!(low.is_empty(), "below the floor: {low:?}");
}

/// A release that cannot be tied to anybody, an extension that does not say of what: offered, and left open.
#[test]
fn what_cannot_be_tied_is_left_open() {
    let release = reading(&find("Released in the evening.", &NOBODY, today(), None));
    let [one] = &release.measures[..] else {
        panic!("one release")
    };
    assert_eq!((one.party, one.surety), (None, Surety::Weak));
    let longer = reading(&find(
        "The court met and the term was extended for two months.",
        &NOBODY,
        today(),
        None,
    ));
    let [one] = &longer.measures[..] else {
        panic!("one extension")
    };
    assert_eq!(
        (one.status.as_str(), one.extended, one.surety),
        ("", true, Surety::Weak)
    );
    // Somebody of the sentence before is said to be so.
    let lent = reading(&find(
        "Dana Ospanova was detained. She was freed in the evening.",
        &NOBODY,
        today(),
        None,
    ));
    assert_eq!(lent.measures[0].carried, ["party"]);
    assert_eq!(lent.measures[0].surety, Surety::Likely);
    // What goes on longer is no second act.
    let again = reading(&find(
        "The detention of Dana Ospanova was extended until 5 March 2026.",
        &NOBODY,
        today(),
        None,
    ));
    assert!(again.proposals.is_empty());
}

#[test]
fn measures_are_those_of_the_vocabulary() {
    let shipped: std::collections::BTreeSet<String> = crate::vocabulary::seeded()
        .filter(|term| term.vocabulary == "measure")
        .map(|term| term.code)
        .collect();
    assert!(super::super::measure::codes().is_subset(&shipped));
}
