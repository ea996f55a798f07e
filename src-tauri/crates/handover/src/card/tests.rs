use super::*;
use crate::Keys;

fn card() -> Card {
    Keys::of_seeds(1, 2).card("Айгерім Сәрсен")
}

#[test]
fn a_card_survives_its_text_and_a_letter_around_it() {
    let text = card().to_text();
    for sent in [
        text.clone(),
        text.replace('\n', "\r\n"),
        format!("Hello,\n\n  {}\nBest,\nA.", text.replace('\n', "\n  ")),
    ] {
        assert!(
            Card::parse(&sent).is_ok_and(|read| read == card()),
            "{sent}"
        );
    }
}

#[test]
fn faults_are_told_apart() {
    let text = card().to_text();
    let check =
        |sent: &str, expect: Fault| assert_eq!(Card::parse(sent).err(), Some(expect), "{sent}");
    check("", Fault::NotACard);
    check("age1qqqq", Fault::NotACard);
    check(&format!("{text}{text}"), Fault::NotACard);
    check(text.trim_end().trim_end_matches(END), Fault::NotACard);
    check(&text.replace("version: 1", "version: 2"), Fault::Newer);
    check(&text.replace("version: 1", "version: x"), Fault::NotACard);
    check(&text.replace("name:", "nom:"), Fault::NotACard);
    check(&text.replace("name: ", "name: A\nname: "), Fault::NotACard);
    check(&text.replace("Айгерім", "Айгерим"), Fault::Check);
    check(
        &text.replace("recipient: age1", "recipient: age1q"),
        Fault::Check,
    );
    check(&"x".repeat(MAX_TEXT + 1), Fault::NotACard);
}

/// A card whose check fits, as a hostile one would.
fn forged(name: &str, recipient: &str, signing: &str) -> String {
    let quantum = card().quantum().to_string();
    let check = check_of(&[name, recipient, &quantum, signing]);
    format!(
        "{BEGIN}\nversion: 1\nname: {name}\nrecipient: {recipient}\nrecipient-pq: {quantum}\nsigning-key: {signing}\ncheck: {check}\n{END}\n"
    )
}

#[test]
fn a_fitting_check_makes_a_bad_field_no_better() {
    let (recipient, signing) = (card().recipient().to_string(), card().signing().line());
    let check = |text: &str, expect: Fault| assert_eq!(Card::parse(text).err(), Some(expect));
    check(&forged("", &recipient, &signing), Fault::Name);
    check(&forged(&"x".repeat(81), &recipient, &signing), Fault::Name);
    check(&forged("a\u{202e}b", &recipient, &signing), Fault::Name);
    check(&forged("a\u{7}b", &recipient, &signing), Fault::Name);
    check(&forged("A", "age1pq1xyz", &signing), Fault::Recipient);
    check(&forged("A", "ssh-ed25519 AAAA", &signing), Fault::Recipient);
    check(&forged("A", &recipient, "RWQ="), Fault::SigningKey);
}

#[test]
fn words_depend_on_both_keys_and_not_on_the_name() {
    let words = |signing: u8, recipient: u8, name: &str| {
        Keys::of_seeds(signing, recipient).card(name).words()
    };
    assert_eq!(words(1, 2, "A"), words(1, 2, "B"));
    assert_ne!(words(1, 2, "A"), words(1, 3, "A"));
    assert_ne!(words(1, 2, "A"), words(3, 2, "A"));
    assert_eq!(words(1, 2, "A").len(), 35);
}

#[test]
fn names_are_cleaned() {
    for (given, expect) in [
        ("  A B ", "A B"),
        ("a\u{202e}b\n", "ab"),
        ("", "?"),
        ("\u{200b}", "?"),
    ] {
        assert_eq!(clean_name(given), expect);
    }
    assert_eq!(clean_name(&"я".repeat(500)).chars().count(), MAX_NAME);
}

#[test]
fn a_vaults_keys_are_the_same_each_time() {
    // What a card says must stay true for as long as the vault lives.
    let text = Keys::of_seeds(1, 2).card("A").to_text();
    assert_eq!(text, include_str!("card-v1.txt"));
}
