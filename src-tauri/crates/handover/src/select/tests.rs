use super::leak::{Needles, scrub};
use super::*;

fn found(needle: &str, text: &str) -> bool {
    let mut needles = Needles::default();
    needles.add(needle);
    needles.found_in(text)
}

#[test]
fn a_name_is_found_in_any_script_order_and_ending() {
    for (needle, text, expect) in [
        (
            "Perizat Hiddenova",
            "Насильно увезли Перизат Хидденову ночью",
            true,
        ),
        ("Perizat Hiddenova", "Hiddenova, Perizat, was there", true),
        ("Перизат Хидденова", "with PERIZAT HIDDENOVA.", true),
        ("Серик Қасенов", "С Сериком Касеновым говорили", true),
        ("Сәрсен Айгерім", "Айгерім Сәрсеннің үйі", true),
        (
            "Perizat Hiddenova",
            "Perizat came; ten other people were named, and far later Hiddenova",
            false,
        ),
        ("Perizat Hiddenova", "Perizat came", false),
        ("Serik Kassenov", "Serik Kairatov", false),
        ("Ан", "Ан ничего не сказал", false),
        ("Али", "Али ничего не сказал", true),
        ("Али", "далила", false),
        ("", "anything", false),
    ] {
        assert_eq!(found(needle, text), expect, "{needle} in {text}");
    }
}

#[test]
fn a_name_that_goes_anyway_is_no_leak() {
    let mut needles = Needles::default();
    needles.add("Almaty");
    needles.add("Shelterovka");
    needles.except("Almaty");
    assert!(!needles.found_in("in Almaty") && needles.found_in("in Shelterovka"));
}

#[test]
fn scrubbing_empties_the_field_and_nothing_else() {
    let mut needles = Needles::default();
    needles.add("Perizat Hiddenova");
    let mut proceeding = Proceeding {
        court: "Court of Almaty".into(),
        judge: "P. Hiddenova, Perizat".into(),
        decision: "Heard".into(),
        hearings: vec![casework::record::Hearing {
            date: None,
            words: "Perizat Hiddenova spoke".into(),
        }],
        ..Proceeding::default()
    };
    assert_eq!(scrub(&mut proceeding, &needles), ["judge", "hearings"]);
    assert!(proceeding.judge.is_empty() && proceeding.hearings[0].words.is_empty());
    assert!(proceeding.court == "Court of Almaty" && proceeding.decision == "Heard");
}

#[test]
fn every_code_has_words_in_every_language() {
    let catalogues = [
        include_str!("../../../../locales/en/bundle.ftl"),
        include_str!("../../../../locales/ru/bundle.ftl"),
        include_str!("../../../../locales/kk/bundle.ftl"),
    ];
    for text in catalogues {
        for problem in crate::Problem::ALL {
            assert!(
                text.contains(&format!("\nbundle-{} = ", problem.code())),
                "{}",
                problem.code()
            );
        }
        for reason in Reason::ALL {
            assert!(
                text.contains(&format!("\nwithheld-{} = ", reason.code())),
                "{}",
                reason.code()
            );
        }
        for fault in [
            "not-a-card",
            "newer",
            "name",
            "recipient",
            "signing-key",
            "check",
        ] {
            assert!(text.contains(&format!("\ncard-{fault} = ")), "{fault}");
        }
    }
}
