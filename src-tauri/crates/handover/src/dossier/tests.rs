use casework::record::{Case, Involved, Party, Place};

use super::*;

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
