use super::*;

#[test]
fn profiles_are_ordered_and_none_lets_the_sealed_go() {
    use casework::record::Sensitivity;
    let limits: Vec<Sensitivity> = Profile::ALL.iter().map(|profile| profile.limit()).collect();
    assert!(
        limits.is_sorted_by(|a, b| a > b)
            && limits
                .iter()
                .all(|limit| *limit < Sensitivity::Confidential)
    );
    for profile in Profile::ALL {
        assert_eq!(Profile::of(profile.name()), Some(profile));
    }
    assert_eq!(Profile::of("everything"), None);
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
