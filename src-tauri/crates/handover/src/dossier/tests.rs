use std::collections::{BTreeMap, BTreeSet};

use casework::record::{Case, CustodyEvent, CustodyEventKind, Evidence, Involved, Party, Place};

use super::*;
use crate::leak::Taken;
use crate::select::Copy;

fn page_of(chosen: &Chosen, lang: Lang) -> String {
    let head = Head {
        sender: "A",
        created: "2026-01-31T12:00:00",
        profile: "For a partner",
        message: "",
        files: &[],
    };
    page(chosen, &head, lang)
}

#[test]
fn text_is_escaped_wherever_it_may_stand() {
    let mut html = Html::default();
    html.text("<a href=\"x\" id='y'>&\u{0}\u{8}\u{7f}\t\n");
    assert_eq!(
        html.finish(),
        "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;\t\n"
    );
}

#[test]
fn sections_without_content_are_not_there() {
    let chosen = Chosen {
        cases: vec![Case {
            title: "T".into(),
            ..Case::default()
        }],
        ..Chosen::default()
    };
    let page = page_of(&chosen, Lang::En);
    assert!(page.contains("<h2 dir=\"auto\">T</h2>"));
    for absent in ["<table", "<h3", "<nav"] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn people_and_places_are_named_in_any_script_and_direction() {
    let case = Case {
        title: "T".into(),
        places: vec![uuid::Uuid::from_u128(2).into()],
        ..Case::default()
    };
    let party = Party {
        id: uuid::Uuid::from_u128(1).into(),
        name: "Қасенов \u{202e}x".into(),
        ..Party::default()
    };
    let place = Place {
        id: uuid::Uuid::from_u128(2).into(),
        name: "حلب".into(),
        ..Place::default()
    };
    let part = Involved {
        case_id: case.id,
        party: party.id,
        role: "victim".into(),
        ..Involved::default()
    };
    let chosen = Chosen {
        cases: vec![case],
        parties: vec![party],
        places: vec![place],
        involved: vec![part],
        ..Chosen::default()
    };
    for (lang, heading) in [
        (Lang::En, "People"),
        (Lang::Ru, "Люди и организации"),
        (Lang::Kk, "Адамдар мен ұйымдар"),
    ] {
        let page = page_of(&chosen, lang);
        assert!(page.contains(&format!("<html lang=\"{}\">", lang.tag())));
        assert!(
            page.contains(heading)
                && page.contains("<td dir=\"auto\">Қасенов")
                && page.contains("<dd dir=\"auto\">حلب</dd>")
        );
    }
}

#[test]
fn the_style_is_the_one_the_policy_names() {
    let page = page_of(&Chosen::default(), Lang::En);
    let style = page
        .split("<style>")
        .nth(1)
        .and_then(|rest| rest.split("</style>").next())
        .expect("a style");
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style));
    assert!(page.contains(&format!("style-src 'sha256-{hash}'")) && !page.contains("style=\""));
}

/// One item that goes as a copy, one whose file stays.
fn with_evidence(original: &str) -> Chosen {
    let case = Case {
        title: "T".into(),
        ..Case::default()
    };
    let photo = Evidence {
        id: uuid::Uuid::from_u128(7).into(),
        case_id: case.id,
        file_name: "фото.jpg".into(),
        media_type: "image/jpeg".into(),
        size: 12,
        sha256: "c0".repeat(32),
        obtained_by: "Dana".into(),
        how: "by hand".into(),
        ..Evidence::default()
    };
    let event = |id: u128, at: &str, event, before: &str, after: &str| CustodyEvent {
        id: uuid::Uuid::from_u128(id).into(),
        case_id: case.id,
        evidence: photo.id,
        at: at.into(),
        event,
        hash_before: before.repeat(32),
        hash_after: after.repeat(32),
        ..CustodyEvent::default()
    };
    let custody = vec![
        event(
            1,
            "2026-01-31T12:00:00",
            CustodyEventKind::Copied,
            "a0",
            "c0",
        ),
        event(
            2,
            "2026-01-01T00:00:00",
            CustodyEventKind::Verified,
            "",
            "a0",
        ),
        event(
            3,
            "2026-01-01T00:00:00",
            CustodyEventKind::Received,
            "",
            "a0",
        ),
        event(
            4,
            "2026-01-03T00:00:00",
            CustodyEventKind::Exported,
            "",
            "ee",
        ),
    ];
    let copy = Copy {
        original: original.repeat(32),
        taken: BTreeSet::from([Taken::Camera, Taken::Author]),
    };
    let stays = Evidence {
        id: uuid::Uuid::from_u128(8).into(),
        title: "Film".into(),
        ..Evidence::default()
    };
    Chosen {
        copies: BTreeMap::from([(photo.id.0, copy)]),
        evidence: vec![photo, stays],
        custody,
        cases: vec![case],
        ..Chosen::default()
    }
}

#[test]
fn every_item_of_evidence_has_its_sheet_in_every_language() {
    let chosen = with_evidence("a0");
    let file = FileEntry {
        name: "evidence/1-0001.jpg".into(),
        size: 12,
        sha256: "c0".repeat(32),
        evidence: Some(uuid::Uuid::from_u128(7).into()),
    };
    for lang in Lang::ALL {
        let head = Head {
            sender: "Aigerim",
            created: "2026-01-31T12:00:00",
            profile: "P",
            message: "",
            files: std::slice::from_ref(&file),
        };
        let page = page(&chosen, &head, lang);
        let words = Words::of(lang);
        let sheet = page.split("<article class=\"item\">").nth(1).unwrap();
        let places = [
            "evidence/1-0001.jpg",
            "фото.jpg",
            "image/jpeg, 12 ",
            "Dana",
            "by hand",
            words.get("hash-original"),
            &"a0".repeat(32),
            words.get("hash-copy"),
            &"c0".repeat(32),
            words.get("taken-camera"),
            words.get("taken-author"),
            words.get("custody"),
            // In the order in which it happened, whatever the order of the records.
            words.get("custody-received"),
            words.get("of-original"),
            words.get("custody-verified"),
            words.get("custody-exported"),
            &"ee".repeat(32),
            words.get("custody-cleaned"),
            &format!("{} → {}", words.get("of-original"), words.get("of-copy")),
            words.get("custody-here"),
            "Aigerim",
        ];
        let mut rest = sheet;
        for place in places {
            let at = rest.find(place);
            let at =
                at.unwrap_or_else(|| panic!("{place} is not, or not in its place, in {sheet}"));
            rest = &rest[at + place.len()..];
        }
        let other = page.split("<article class=\"item\">").nth(2).unwrap();
        assert!(other.contains(words.get("no-file")) && !other.contains("<table"));
        assert!(!page.contains("Received") || lang == Lang::En);
    }
}

#[test]
fn where_custody_does_not_go_only_the_copy_is_told() {
    let mut chosen = with_evidence("");
    chosen.custody.clear();
    let page = page_of(&chosen, Lang::En);
    assert!(page.contains(&"c0".repeat(32)) && page.contains("place, time and camera"));
    assert!(!page.contains(&"a0".repeat(32)) && !page.contains("SHA-256 of the original"));
}

#[test]
fn how_long_is_said_in_words() {
    use casework::record::Measure;
    let mut chosen = with_evidence("");
    let party = Party {
        id: uuid::Uuid::from_u128(1).into(),
        name: "N".into(),
        ..Party::default()
    };
    chosen.measures = vec![Measure {
        case_id: chosen.cases[0].id,
        party: party.id,
        duration: "P2M".into(),
        ..Measure::default()
    }];
    chosen.parties = vec![party];
    for (lang, words) in [
        (Lang::En, "2 months"),
        (Lang::Ru, "2 месяца"),
        (Lang::Kk, "2 ай"),
    ] {
        let page = page_of(&chosen, lang);
        assert!(page.contains(words) && !page.contains("P2M"), "{page}");
    }
}
