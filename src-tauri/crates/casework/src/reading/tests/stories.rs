//! What several sentences come to together: who is who, what an earlier sentence lends, where a passage stands, what is known already.

use super::super::model::{Meaning, Proposal, Reading, Surety};
use super::super::reading;
use super::{NOBODY, find, today};
use crate::date::Lang;

fn read(text: &str) -> Reading {
    reading(&find(text, &NOBODY, today(), Some(Lang::En)))
}

/// `arrest of Dana Ospanova on 2025-11-13 (date, victim carried)`.
fn told(reading: &Reading) -> Vec<String> {
    let one = |proposal: &Proposal| {
        let mut out = proposal.act_type.clone();
        if let Some(victim) = proposal.victim {
            out = format!("{out} of {}", reading.entities[victim as usize].name);
        }
        if let Some(date) = proposal.date
            && let Meaning::Date { date } = &reading.marks[date as usize].is
        {
            out = format!("{out} on {}", date.edtf());
        }
        if let Some(place) = proposal.place
            && let Meaning::Place { name, .. } = &reading.marks[place as usize].is
        {
            out = format!("{out} in {name}");
        }
        for provision in &proposal.provisions {
            if let Meaning::Provision { code, .. } = &reading.marks[*provision as usize].is {
                out = format!("{out} under {code}");
            }
        }
        if !proposal.extent.is_empty() {
            out = format!("{out} for {}", proposal.extent);
        }
        if !proposal.carried.is_empty() {
            out = format!("{out} ({})", proposal.carried.join(", "));
        }
        out
    };
    reading.proposals.iter().map(one).collect()
}

#[test]
fn sentences_become_acts() {
    let cases: [(&str, &[&str]); 8] = [
        (
            "On 13 November 2025 police in Almaty detained Dana Ospanova.",
            &["short_detention of Dana Ospanova on 2025-11-13 in Almaty"],
        ),
        (
            "Dana Ospanova was arrested on 1 December 2025. The next morning officers searched her home.",
            &[
                "arrest of Dana Ospanova on 2025-12-01",
                "search_home of Dana Ospanova on 2025-12-01 (victim, date)",
            ],
        ),
        (
            "Dana Ospanova was arrested on 1 December 2025.\n\nOfficers searched a home.",
            &["arrest of Dana Ospanova on 2025-12-01", "search_home"],
        ),
        (
            "Marat Seitov and Aigerim Bekova were detained on 3 May 2025 and charged under article 174 of the Criminal Code.",
            &[
                "short_detention of Marat Seitov on 2025-05-03",
                "short_detention of Aigerim Bekova on 2025-05-03",
                "criminal_charge of Marat Seitov on 2025-05-03 under KZ-CC-174",
                "criminal_charge of Aigerim Bekova on 2025-05-03 under KZ-CC-174",
            ],
        ),
        (
            "A court jailed Aigerim Bekova for 15 days.",
            &["administrative_arrest of Aigerim Bekova for 15 days"],
        ),
        (
            "Ерлана Токашева арестовали на 10 суток 5 мая 2025 года.",
            &["administrative_arrest of Ерлан Токашев on 2025-05-05 for 10 суток"],
        ),
        (
            "2025 жылғы 3 мамырда полиция Марат Сейітовті ұстады.",
            &["short_detention of Марат Сейітов on 2025-05-03"],
        ),
        (
            "Parliament passed the law on 12 November 2025 despite protests by Dana Ospanova.",
            &["law_passed on 2025-11-12"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(told(&read(text)), expected, "{text}");
    }
}

#[test]
fn what_is_denied_or_lent_is_weaker() {
    let denied = read("Dana Ospanova was not detained on 3 May 2025.");
    assert!(denied.proposals[0].denied);
    assert_eq!(denied.proposals[0].surety, Surety::Weak);
    let lent = read("Dana Ospanova came on 3 May 2025. She was placed under house arrest.");
    assert_eq!(lent.proposals[0].carried, ["victim", "date"]);
    assert_eq!(lent.proposals[0].surety, Surety::Weak);
}

#[test]
fn mentions_of_one_person_are_one_person() {
    let reading = read(
        "Гульнара Омарова задержана. Омарову допросили. Позже Г. Омарова вышла, а Омаровой вернули телефон.",
    );
    let people: Vec<&str> = reading
        .entities
        .iter()
        .map(|entity| entity.name.as_str())
        .collect();
    assert_eq!(people, ["Гульнара Омарова"]);
    assert_eq!(
        reading
            .marks
            .iter()
            .filter(|mark| matches!(mark.is, Meaning::Person { .. }))
            .count(),
        4
    );
    assert_eq!(
        (
            reading.entities[0].given.as_str(),
            reading.entities[0].family.as_str()
        ),
        ("Гульнара", "Омарова")
    );
}

#[test]
fn offsets_count_as_a_page_counts() {
    let text = "😀 «Жалғыз» e\u{301}тап: Dana Ospanova was arrested on 1 December 2025.";
    let reading = read(text);
    let units: Vec<u16> = text.encode_utf16().collect();
    let cut: Vec<String> = reading
        .marks
        .iter()
        .map(|mark| String::from_utf16_lossy(&units[mark.from as usize..mark.to as usize]))
        .collect();
    assert_eq!(cut, ["Dana Ospanova", "arrested", "1 December 2025"]);
}

#[test]
fn passages_say_where_they_stand() {
    let text = "Heading\n\nFirst sentence of a paragraph, with ст. 174 and no name. Dana Ospanova was arrested.\nThe line goes on. Marat Seitov was fined.\n\n\nDana Ospanova left.";
    let places: Vec<(u32, u32)> = read(text)
        .passages
        .iter()
        .map(|passage| (passage.paragraph, passage.sentence))
        .collect();
    assert_eq!(places, [(2, 1), (2, 2), (2, 4), (3, 1)]);
    let lines = "Dana Ospanova was arrested.\nMarat Seitov was fined. Dana Ospanova left.";
    let places: Vec<(u32, u32)> = read(lines)
        .passages
        .iter()
        .map(|passage| (passage.paragraph, passage.sentence))
        .collect();
    assert_eq!(places, [(1, 1), (2, 1), (2, 2)]);
}
