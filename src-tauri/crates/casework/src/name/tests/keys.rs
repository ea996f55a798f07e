//! What is looked for finds whatever the comparison would.

use proptest::prelude::*;

use super::super::{Band, Probe, compare, family, fold_text, keys};

/// Whether a kept name would be compared with what was typed.
fn is_candidate(typed: &str, name: &str) -> bool {
    let probe = Probe::new(typed);
    let spans = probe.beginnings();
    keys(name).iter().any(|word| {
        let inside = spans
            .iter()
            .any(|(first, after)| word >= first && word < after);
        inside && probe.may_be(word)
    })
}

fn is_begun(typed: &str, name: &str) -> bool {
    let Some((first, after)) = Probe::new(typed).begun() else {
        return false;
    };
    keys(name)
        .iter()
        .any(|word| *word >= first && *word < after)
}

fn check(typed: &str, name: &str) {
    let found = compare(typed, name);
    assert!(
        found.band == Band::Different || is_candidate(typed, name),
        "{typed} / {name}: {:?}",
        found.reasons
    );
    assert!(
        family(typed, name).is_empty() || is_candidate(typed, name),
        "{typed} / {name}: one family"
    );
}

fn names() -> Vec<String> {
    let lists = [
        include_str!("../../../data/names.tsv"),
        include_str!("../../../data/names-made.tsv"),
    ];
    let lines = lists
        .iter()
        .flat_map(|list| list.lines())
        .filter(|line| !line.starts_with('#'));
    let mut names: Vec<String> = lines
        .flat_map(|line| line.split('\t').take(2))
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn nothing_alike_is_passed_over_in_the_lists() {
    let names = names();
    assert!(names.len() > 600);
    for (at, typed) in names.iter().enumerate() {
        // Every pair of the lists stands near in the alphabet or is met by the strides.
        for name in names
            .iter()
            .skip(at % 7)
            .step_by(7)
            .chain(names.iter().skip(at).take(12))
        {
            check(typed, name);
        }
    }
}

#[test]
fn every_pair_of_the_lists_is_met() {
    for list in [
        include_str!("../../../data/names.tsv"),
        include_str!("../../../data/names-made.tsv"),
    ] {
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            check(cells[0], cells[1]);
            check(cells[1], cells[0]);
        }
    }
}

#[test]
fn beginnings_are_met_letter_by_letter() {
    for name in names().iter().step_by(5) {
        let letters: Vec<char> = name.chars().collect();
        for end in 1..=letters.len() {
            let typed: String = letters[..end].iter().collect();
            let (folded, whole) = (fold_text(&typed), fold_text(name));
            let begins = !folded.is_empty()
                && folded
                    .split(' ')
                    .all(|part| whole.split(' ').any(|word| word.starts_with(part)));
            assert!(!begins || is_begun(&typed, name), "{typed} / {name}");
            check(&typed, name);
        }
    }
}

proptest! {
    #[test]
    fn nor_among_made_up_ones(
        one in "[A-Za-zА-Яа-яӘәҚқҒғҰұ]{2,8}( [A-Za-zА-Яа-я.]{1,9}){0,3}",
        slip in 0_usize..40,
        ending in prop_oneof![Just(""), Just("ov"), Just("ова"), Just("ович"), Just("kyzy"), Just("ұлы"), Just("skaya"), Just("ский"), Just("ина")],
    ) {
        let mut letters: Vec<char> = one.chars().collect();
        let at = slip % letters.len();
        match slip % 3 {
            0 => drop(letters.remove(at)),
            1 if at > 0 => letters.swap(at, at - 1),
            _ => {}
        }
        let other: String = letters.into_iter().collect();
        for (left, right) in [(one.clone(), format!("{other}{ending}")), (format!("{one}{ending}"), other)] {
            let found = compare(&left, &right);
            prop_assert!(found.band == Band::Different || is_candidate(&left, &right), "{} / {}: {:?}", left, right, found.reasons);
            prop_assert!(found.band == Band::Different || is_candidate(&right, &left), "{} / {}: {:?}", right, left, found.reasons);
        }
    }
}
