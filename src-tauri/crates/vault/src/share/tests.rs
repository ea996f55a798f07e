use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use super::*;

const SLOT: &str = "5c27dc1c608cc88e";

fn key(seed: u64) -> Key {
    Key::generate(&Entropy::seeded(seed))
}

fn same(a: &Key, b: &Key) -> bool {
    *a.identity_string() == *b.identity_string()
}

fn set(of: Split, seed: u64) -> (Key, Vec<Share>) {
    let key = key(seed);
    let shares = split(&key, of, SLOT, &Entropy::seeded(seed + 100));
    (key, shares)
}

/// Every choice of `k` of the shares.
fn choices(shares: &[Share], k: usize) -> Vec<Vec<Share>> {
    (0_u32..1 << shares.len())
        .filter(|bits| bits.count_ones() as usize == k)
        .map(|bits| {
            let chosen = shares
                .iter()
                .enumerate()
                .filter(|(i, _)| bits >> i & 1 == 1);
            chosen.map(|(_, share)| share.clone()).collect()
        })
        .collect()
}

fn flaw(shares: &[Share]) -> Option<Flaw> {
    match combine(shares) {
        Err(Error::BadKit(flaw)) => Some(flaw),
        _ => None,
    }
}

#[test]
fn enough_shares_make_the_key_whichever_they_are_and_fewer_are_refused() {
    for of in Split::ALL {
        let (key, shares) = set(of, 1);
        let numbers: Vec<u8> = shares.iter().map(Share::number).collect();
        assert_eq!(numbers, (1..=of.count).collect::<Vec<_>>());
        for have in 1..=usize::from(of.count) {
            for mut chosen in choices(&shares, have) {
                let need = usize::from(of.threshold);
                if have < need {
                    assert_eq!(flaw(&chosen), Some(Flaw::TooFew { have, need }));
                    continue;
                }
                assert!(same(&combine(&chosen).expect("enough"), &key));
                chosen.reverse();
                assert!(same(&combine(&chosen).expect("enough"), &key));
            }
        }
    }
}

#[test]
fn what_does_not_go_together_is_told_apart() {
    let (_, mut shares) = set(Split::TWO_OF_THREE, 1);
    assert!(matches!(combine(&[]), Err(Error::BadIdentity)));
    let twice = [shares[1].clone(), shares[1].clone()];
    assert_eq!(flaw(&twice), Some(Flaw::Twice { number: 2 }));
    let (_, other) = set(Split::THREE_OF_FIVE, 2);
    assert_eq!(
        flaw(&[shares[0].clone(), other[1].clone()]),
        Some(Flaw::Mixed)
    );
    let third = split(
        &key(3),
        Split::TWO_OF_THREE,
        "0000000000000000",
        &Entropy::seeded(3),
    );
    assert_eq!(
        flaw(&[shares[0].clone(), third[1].clone()]),
        Some(Flaw::Mixed)
    );
    shares[2].value[7] ^= 1;
    assert_eq!(flaw(&shares), Some(Flaw::Disagree));
}

#[test]
fn a_share_is_read_as_a_line_as_words_and_off_its_page() {
    let (_, shares) = set(Split::THREE_OF_FIVE, 4);
    for share in &shares {
        let line = share.line();
        assert_eq!(line.len(), line::SHARE.len);
        let mut texts = vec![
            line.as_str().to_owned(),
            line.to_lowercase(),
            format!("# a page\n\n{}\n\n# more", *line),
        ];
        texts.extend(WordList::ALL.map(|list| share.words(list).to_uppercase()));
        for text in texts {
            let read = Share::parse(&text).expect("one share");
            assert_eq!(*read.line(), *line, "{text}");
            assert_eq!(
                (read.set().as_str(), read.number(), read.split()),
                ("5c27dc", share.number(), Split::THREE_OF_FIVE)
            );
        }
        let mut wrong = line.as_str().to_owned();
        wrong.replace_range(40..41, if &wrong[40..41] == "Q" { "P" } else { "Q" });
        assert!(matches!(
            Share::parse(&wrong),
            Err(Error::BadKit(Flaw::Group { at: 7 }))
        ));
    }
    let two = format!("{}\n{}", *shares[0].line(), *shares[3].line());
    assert_eq!(Share::parse_all(&two).expect("two").len(), 2);
    let words = format!(
        "{}\r\n\r\n{}",
        *shares[0].words(WordList::Ru),
        *shares[3].words(WordList::Kk)
    );
    assert_eq!(Share::parse_all(&words).expect("two").len(), 2);
    let run_on = words.replace("\r\n", " ");
    assert_eq!(Share::parse_all(&run_on).expect("two").len(), 2);
    let (one, other) = words.split_once("\r\n\r\n").expect("two");
    let short = format!("{one}\r\n\r\n{}", other.rsplit_once(' ').expect("many").0);
    let missing = Flaw::WordCount {
        found: 29,
        expected: 30,
    };
    assert!(matches!(Share::parse_all(&short), Err(Error::BadKit(flaw)) if flaw == missing));
    for nothing in ["", "hello", &key(1).identity_string()] {
        assert!(
            matches!(Share::parse(nothing), Err(Error::BadIdentity)),
            "{nothing}"
        );
    }
}

#[test]
fn a_page_has_one_line_that_counts_and_names_its_place() {
    let (_, shares) = set(Split::THREE_OF_FIVE, 5);
    let made = NaiveDate::from_ymd_opt(2026, 1, 31).expect("a day");
    let set = ShareSet::new(shares, SLOT.into(), Uuid::nil(), made);
    for list in WordList::ALL {
        let share = &set.shares()[3];
        let page = set.page(share, list);
        let rows: Vec<&str> = page.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(rows, [share.line().as_str()]);
        for part in [
            "4 / 5",
            "3 / 5",
            "5c27dc, 2026-01-31",
            &Uuid::nil().to_string(),
        ] {
            assert!(page.contains(part), "{part}");
        }
        assert!(!page.contains("THRESHOLD"));
        assert_eq!(Share::parse(&page).expect("one").number(), 4);
        let rows: Vec<&str> = page
            .lines()
            .filter(|l| l.starts_with("#   ") && l.contains(". "))
            .collect();
        assert_eq!(Share::parse(&rows.join("\n")).expect("one").number(), 4);
    }
}

/// The line that `docs/vault-format.md` gives.
#[test]
fn worked_line() {
    let mut bytes = vec![0x23, 1, 0x5c, 0x27, 0xdc];
    bytes.extend(1..=32);
    let share = Share::of_bytes(&bytes).expect("a share");
    let expect = "SANDYQ-SHARE-1YVQ4CF7UQYPQXPQ9QCRSSZG2PVXQ6RS0ZQG3YYC5Z5TPWXQERGD3C8G7RUSQ8YNHPE";
    assert_eq!(share.line().as_str(), expect);
}

/// A head that no set has, in a line whose checksum holds.
#[test]
fn a_line_that_nobody_honest_wrote_is_refused() {
    let hrp = Hrp::parse_unchecked(HRP);
    for head in [
        [0x23, 0, 1, 2, 3],
        [0x23, 4, 1, 2, 3],
        [0x13, 1, 1, 2, 3],
        [0x99, 1, 1, 2, 3],
        [0, 0, 0, 0, 0],
    ] {
        let mut bytes = head.to_vec();
        bytes.extend([7; 32]);
        let line = bech32::encode::<Bech32m>(hrp, &bytes).expect("short");
        assert!(
            matches!(Share::parse(&line), Err(Error::BadKit(Flaw::Line))),
            "{head:?}"
        );
        let as_key = bech32::encode::<Bech32>(hrp, &bytes).expect("short");
        assert!(Share::parse(&as_key).is_err(), "Bech32 in place of Bech32m");
    }
}

/// Multiplication in GF(2^8) from its definition, which the crate does by tables.
fn times(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b > 0 {
        product ^= if b & 1 == 1 { a } else { 0 };
        a = a << 1 ^ if a & 0x80 == 0 { 0 } else { 0x1d };
        b >>= 1;
    }
    product
}

/// The points of a random polynomial are what the definition says, at every place and coefficient by coefficient.
#[test]
fn points_lie_on_the_polynomial_of_an_independent_reckoning() {
    let (key, shares) = set(Split::THREE_OF_FIVE, 6);
    let secret = secret_of(&key);
    for byte in 0..SECRET {
        let y = |at: usize| shares[at].value[byte];
        // Lagrange at 0 over shares 1, 2, 3: weights x2 x3 / ((x1+x2)(x1+x3)), and so on.
        let weight = |i: u8, j: u8, k: u8| {
            let below = times(i ^ j, i ^ k);
            let inverse = (1..=255).find(|n| times(below, *n) == 1).expect("not zero");
            times(times(j, k), inverse)
        };
        let sum = times(weight(1, 2, 3), y(0))
            ^ times(weight(2, 1, 3), y(1))
            ^ times(weight(3, 1, 2), y(2));
        assert_eq!(sum, secret[byte]);
    }
}

/// A source whose every byte is the same.
fn constant(byte: Arc<AtomicU8>) -> Entropy {
    Entropy::new(move |out| out.fill(byte.load(Ordering::Relaxed)))
}

/// Fewer shares than are needed give nothing: with one share of a 2-of-3 set, each of the 256 values of a byte of the key is
/// possible by exactly one of the 256 equally likely coefficients, zero among them.
#[test]
fn one_share_of_two_says_nothing_about_any_byte() {
    let byte = Arc::new(AtomicU8::new(0));
    for number in 0..3 {
        let mut seen: BTreeMap<(u8, u8), u32> = BTreeMap::new();
        for secret in 0..=255_u8 {
            for coefficient in 0..=255 {
                byte.store(coefficient, Ordering::Relaxed);
                let mut rng = Source(&constant(Arc::clone(&byte)));
                let point = Sharks(2)
                    .dealer_rng(&[secret], &mut rng)
                    .nth(number)
                    .expect("three");
                *seen.entry((secret, Vec::from(&point)[1])).or_default() += 1;
            }
        }
        // Every pair of a value of the key and a value of the share, exactly once.
        assert_eq!(seen.len(), 65_536, "share {}", number + 1);
        assert!(seen.values().all(|times| *times == 1));
    }
}

/// The same for two shares of a 3-of-5 set: for one value of the key the pairs of all 65,536 pairs of coefficients are all
/// different, so that every pair of shares goes with every value of the key. Reckoned as above, and the crate's points compared.
#[test]
fn two_shares_of_three_say_nothing_about_any_byte() {
    for secret in [0, 1, 0x5a, 255] {
        let mut seen = vec![false; 65_536];
        for (a, b) in (0..=255_u8).flat_map(|a| (0..=255_u8).map(move |b| (a, b))) {
            let y = |x: u8| times(times(a, x) ^ b, x) ^ secret;
            let pair = usize::from(y(2)) << 8 | usize::from(y(5));
            assert!(!std::mem::replace(&mut seen[pair], true), "{a} {b}");
        }
    }
    // Two coefficients drawn one after the other, as the crate draws them: the first goes with the square.
    let draws = std::sync::Mutex::new([9_u8, 0x4d].into_iter().cycle());
    let entropy =
        Entropy::new(move |out| out.fill(draws.lock().expect("alone").next().expect("for ever")));
    let mut rng = Source(&entropy);
    let points: Vec<Vec<u8>> = Sharks(3)
        .dealer_rng(&[0xc8], &mut rng)
        .take(5)
        .map(|p| Vec::from(&p))
        .collect();
    for point in points {
        let x = point[0];
        assert_eq!(point[1], times(times(9, x) ^ 0x4d, x) ^ 0xc8, "at {x}");
    }
}

/// What the operating system gives makes coefficients that are spread evenly: zero is as frequent as any other.
#[test]
fn coefficients_are_uniform() {
    let entropy = Entropy::seeded(12);
    let mut seen = [0_u32; 256];
    for _ in 0..800 {
        let mut rng = Source(&entropy);
        let first = Sharks(2)
            .dealer_rng(&[0; SECRET], &mut rng)
            .next()
            .expect("one");
        // With the secret zero, the share at 1 is the coefficient.
        for byte in &Vec::from(&first)[1..] {
            seen[usize::from(*byte)] += 1;
        }
    }
    // 100 expected, standard deviation 10.
    assert!(seen.iter().all(|n| (30..=170).contains(n)), "{seen:?}");
}
