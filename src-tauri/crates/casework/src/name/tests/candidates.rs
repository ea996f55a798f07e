//! Names that are alike meet; the work does not grow with the square.

use std::collections::BTreeSet;

use crate::name::{Band, Reason, candidates, compare, family};

const LISTS: [&str; 3] = [
    include_str!("../../../data/names.tsv"),
    include_str!("../../../data/names-made.tsv"),
    include_str!("../../../data/names-held.tsv"),
];

#[test]
fn whatever_is_alike_is_a_candidate() {
    let mut names: Vec<&str> = LISTS
        .iter()
        .flat_map(|list| list.lines())
        .filter(|line| !line.starts_with('#'))
        .flat_map(|line| line.split('\t').take(2))
        .collect();
    names.sort_unstable();
    names.dedup();
    let numbered: Vec<(usize, &str)> = names.iter().copied().enumerate().collect();
    let found: BTreeSet<(usize, usize)> = candidates(&numbered).into_iter().collect();
    let (mut alike, mut missed) = (0, Vec::new());
    let mut check = |one: usize, other: usize| {
        if compare(names[one], names[other]).band != Band::Different {
            alike += 1;
            if !found.contains(&(one.min(other), one.max(other))) {
                missed.push(format!("{} | {}", names[one], names[other]));
            }
        }
    };
    // Each pair of the lists, and one in seven of all others.
    for line in LISTS.iter().flat_map(|list| list.lines()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let at = |name: &str| names.binary_search(&name).expect("a name of the lists");
        if !line.starts_with('#') && cells.len() > 1 && cells[0] != cells[1] {
            check(at(cells[0]), at(cells[1]));
        }
    }
    for one in 0..names.len() {
        for other in (one + 1 + one % 7..names.len()).step_by(7) {
            check(one, other);
        }
    }
    assert!(alike > 600, "{alike}");
    assert!(
        missed.is_empty(),
        "{} of {alike}: {missed:#?}",
        missed.len()
    );
}

#[test]
fn candidates_grow_with_the_names_and_not_with_their_square() {
    let given = [
        "Aigul", "Bolat", "Serik", "Dana", "Erlan", "Marat", "Zhanar", "Timur", "Asel", "Nurlan",
    ];
    let first = [
        "Ab", "Bek", "Dos", "Er", "Kas", "Nur", "Sad", "Tok", "Um", "Zhan", "Ais", "Kair", "Mus",
        "Ord", "Sul",
    ];
    let middle = ["a", "e", "y", "o", "ai", "bek", "gali", "mur", "tai", "zha"];
    let last = [
        "nov", "ov", "ev", "rov", "sov", "tov", "kov", "lov", "bayev", "zhanov",
    ];
    let names = |count: usize| -> Vec<String> {
        (0..count)
            .map(|n| {
                let family = format!(
                    "{}{}{}",
                    first[n % 15],
                    middle[n / 15 % 10],
                    last[n / 150 % 10]
                );
                format!("{} {family}", given[n * 7 / 3 % 10])
            })
            .collect()
    };
    let count = |many: usize| {
        let names = names(many);
        let numbered: Vec<(usize, &str)> = names.iter().map(String::as_str).enumerate().collect();
        candidates(&numbered).len()
    };
    let all = 1500 * 1499 / 2;
    let met = count(1500);
    assert!(met * 20 < all, "{met} of {all} pairs");
}

#[test]
fn a_name_of_one_word_meets_longer_ones_and_slips_of_itself() {
    let check = |left: &str, right: &str, meets: bool| {
        let found = candidates(&[(4, left), (9, right)]);
        assert_eq!(found == [(4, 9)], meets, "{left} {right}");
    };
    check("Kassenov", "Амир Касенов", true);
    check("Zhumagulova", "Zhumaguova", true);
    check("A. Kassenov", "Amir Kasenov", true);
    check("Ұлдана Шәріпқызы", "Uldana Sharipkyzy", true);
    check("Нур Султан Оспанов", "Нурсултан Оспанов", true);
    check("Адил соз", "Adil Soz", true);
    check("Marat Ospanov", "Serik Tokayev", false);
    // The same person in two spellings is no pair.
    assert!(candidates(&[(1, "Касенов"), (1, "Kassenov")]).is_empty());
}

#[test]
fn a_family_is_a_hint_and_not_a_person() {
    let check = |left: &str, right: &str, why: &[Reason]| {
        assert_eq!(family(left, right), why, "{left}, {right}");
        assert_eq!(family(right, left), why, "{right}, {left}");
    };
    check(
        "Aidos Sadykov",
        "Natalia Sadykova",
        &[Reason::SameFamilyName],
    );
    check(
        "Айдос Садыков",
        "Natalia Sadykova",
        &[Reason::SameFamilyName],
    );
    check(
        "Ерлан Нұрланұлы",
        "Айгүл Нұрланқызы",
        &[Reason::SamePatronymic],
    );
    check(
        "Тоқпанов Бекзат Серікұлы",
        "Тоқпанова Әлия Серікқызы",
        &[Reason::SameFamilyName, Reason::SamePatronymic],
    );
    check("Aidos Sadykov", "Aidos Sydykov", &[]);
    // Likely one person: that is another question.
    check("Amir Kassenov", "Амир Касенов", &[]);
    check("Kassenov", "Dana Kassenova", &[]);
    check("Serik Fund", "Serik Foundation", &[]);
}
