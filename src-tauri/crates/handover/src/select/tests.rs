use super::*;

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
