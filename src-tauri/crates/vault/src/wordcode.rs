//! Bytes as words of a list, for paper: what a person reads off a page and types, with a check that names the wrong word.
//!
//! The words are digits to the base `p`, the largest prime that is not above the length of the list; a word's digit is its place
//! in the list. The bytes, as one big-endian number, are the first digits; two more follow, so that over all of them, numbered
//! from 1,
//!
//! ```text
//! sum of w_i = 0 (mod p)      sum of i * w_i = 0 (mod p)
//! ```
//!
//! as in the older ISBN, with a second sum. One wrong word leaves `s = sum w_i` and `t = sum i * w_i` with `t / s` its number; two
//! words that changed places leave `s = 0` and are found by trying. Any two wrong words are noticed, others all but one time in
//! three million. This finds mistakes of people; it is no protection against anybody.
//!
//! The lists are part of the format (`docs/vault-format.md`): a word that goes or moves makes papers unreadable.

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::error::Flaw;
use crate::words::WordList;

/// Words behind the last that says something.
const CHECKS: usize = 2;
/// Most digits of any paper.
const MOST: usize = 32;

/// A kind of paper: how many bytes are in how many words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Bytes.
    pub(crate) bytes: usize,
    /// Words that carry them, without those that check.
    data: usize,
}

/// A recovery key: 32 bytes in 26 words.
pub(crate) const KEY: Shape = Shape {
    bytes: 32,
    data: 24,
};
/// A share: 37 bytes in 30 words.
pub(crate) const SHARE: Shape = Shape {
    bytes: 37,
    data: 28,
};

impl Shape {
    /// Words in all.
    pub(crate) const fn words(self) -> usize {
        self.data + CHECKS
    }
}

/// The base of a list: the largest prime that is not above its length.
const fn base(list: WordList) -> u32 {
    match list {
        WordList::En => 1873,
        WordList::Ru => 2053,
        WordList::Kk => 1759,
    }
}

/// The words of `bytes`, joined by spaces.
///
/// # Panics
/// If there are not as many bytes as the shape says.
pub(crate) fn encode(bytes: &[u8], shape: Shape, list: WordList) -> Zeroizing<String> {
    assert_eq!(bytes.len(), shape.bytes, "one shape, one length");
    let p = base(list);
    let mut rest = Zeroizing::new(bytes.to_vec());
    let mut digits = Zeroizing::new([0_u32; MOST]);
    for digit in digits[..shape.data].iter_mut().rev() {
        *digit = divide(&mut rest, p);
    }
    debug_assert!(rest.iter().all(|byte| *byte == 0), "the words hold it");
    // With n words: a + w_(n-1) + w_n = 0 and b + (n-1) w_(n-1) + n w_n = 0.
    let n = count(shape.words());
    let (a, b) = sums(&digits[..shape.data], p);
    let end = ((n - 1) * a + (p - b)) % p;
    digits[shape.data] = (2 * p - a - end) % p;
    digits[shape.data + 1] = end;
    let mut text = Zeroizing::new(String::with_capacity(shape.words() * 24));
    for (at, digit) in digits[..shape.words()].iter().enumerate() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(list.words()[*digit as usize]);
    }
    text
}

/// The bytes of words as somebody typed them: in any letter case, with numbers and signs between them.
///
/// # Errors
/// What is wrong, by the number of the word where it can be told.
pub(crate) fn decode(text: &str, shape: Shape) -> Result<Zeroizing<Vec<u8>>, Flaw> {
    let typed = split(text);
    let lists = likely(&typed);
    if typed.len() != shape.words() {
        return Err(Flaw::WordCount {
            found: typed.len(),
            expected: shape.words(),
        });
    }
    let mut first = None;
    for (list, digits) in &lists {
        match read(digits, shape, *list) {
            Ok(bytes) => return Ok(bytes),
            Err(flaw) => first = first.or(Some(flaw)),
        }
    }
    Err(first.expect("there are three lists"))
}

/// The texts of several papers of one shape in one text, if it has as many words as some of them together.
pub(crate) fn papers(text: &str, shape: Shape) -> Option<Vec<Zeroizing<String>>> {
    let words = split(text);
    (!words.is_empty() && words.len().is_multiple_of(shape.words())).then(|| {
        let join = |part: &[Zeroizing<String>]| {
            let length = part.iter().map(|word| word.len() + 1).sum();
            let mut text = Zeroizing::new(String::with_capacity(length));
            for word in part {
                text.push_str(word);
                text.push(' ');
            }
            text
        };
        words.chunks(shape.words()).map(join).collect()
    })
}

/// How many of the words in `text` are in the list that knows most of them, and how many words there are.
pub(crate) fn known(text: &str) -> (usize, usize) {
    let typed = split(text);
    let best = likely(&typed)
        .first()
        .map_or(0, |(_, digits)| digits.iter().flatten().count());
    (best, typed.len())
}

type Digits = Zeroizing<Vec<Option<u32>>>;

fn read(digits: &Digits, shape: Shape, list: WordList) -> Result<Zeroizing<Vec<u8>>, Flaw> {
    let p = base(list);
    if digits.iter().any(|digit| digit.is_none_or(|d| d >= p)) {
        return Err(unknown(digits, p));
    }
    let known: Zeroizing<Vec<u32>> = Zeroizing::new(digits.iter().flatten().copied().collect());
    match sums(&known, p) {
        (0, 0) => {}
        (0, t) => return Err(swapped(&known, p, t)),
        (s, t) => return Err(wrong(&known, p, s, t)),
    }
    let mut bytes = Zeroizing::new(vec![0; shape.bytes]);
    for digit in &known[..shape.data] {
        if !append(&mut bytes, p, *digit) {
            return Err(Flaw::Words);
        }
    }
    Ok(bytes)
}

/// Sum of the digits, and of the digits times their numbers, modulo `p`.
fn sums(digits: &[u32], p: u32) -> (u32, u32) {
    digits
        .iter()
        .zip(1_u32..)
        .fold((0, 0), |(s, t), (digit, i)| {
            ((s + digit) % p, (t + i * digit) % p)
        })
}

/// The one word that can be wrong, if one can.
fn wrong(digits: &[u32], p: u32, s: u32, t: u32) -> Flaw {
    (1..=count(digits.len()))
        .find(|i| i * s % p == t)
        .map_or(Flaw::Words, |i| Flaw::WrongWord { at: i as usize })
}

/// The one pair of words that can have changed places, if there is one: neighbours before others.
fn swapped(digits: &[u32], p: u32, t: u32) -> Flaw {
    let fits = |i: usize, j: usize| {
        let (far, a, b) = (count(j - i), digits[i], digits[j]);
        // Each of the two is (j - i) places off, in opposite directions.
        far * (p + b - a) % p == t
    };
    let pairs = |far: usize| (0..digits.len() - far).map(move |i| (i, i + far));
    let mut found = (1..digits.len())
        .flat_map(pairs)
        .filter(|(i, j)| fits(*i, *j));
    match (found.next(), found.next()) {
        (Some((i, j)), other) if j == i + 1 || other.is_none() => Flaw::Swapped {
            one: i + 1,
            other: j + 1,
        },
        _ => Flaw::Words,
    }
}

fn unknown(digits: &Digits, p: u32) -> Flaw {
    let at = digits
        .iter()
        .position(|digit| digit.is_none_or(|d| d >= p))
        .unwrap_or(0);
    Flaw::UnknownWord { at: at + 1 }
}

/// The words of a text, folded: lower case, NFKC, without what stands at their ends. What has no letter is no word.
fn split(text: &str) -> Vec<Zeroizing<String>> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len() * 18 + 4));
    plain.extend(text.nfkc().flat_map(char::to_lowercase));
    plain
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(|word| Zeroizing::new(word.to_owned()))
        .collect()
}

/// The lists that know most of the words, best first, with the digits.
fn likely(typed: &[Zeroizing<String>]) -> Vec<(WordList, Digits)> {
    let mut lists: Vec<(WordList, Digits)> = WordList::ALL
        .into_iter()
        .map(|list| {
            let digits = typed.iter().map(|word| list.digit(word));
            (list, Zeroizing::new(digits.collect()))
        })
        .collect();
    lists.sort_by_key(|(_, digits)| std::cmp::Reverse(digits.iter().flatten().count()));
    lists
}

/// Divides a big-endian number in place; the remainder.
fn divide(number: &mut [u8], by: u32) -> u32 {
    let mut rest = 0;
    for byte in number {
        let now = rest * 256 + u32::from(*byte);
        *byte = u8::try_from(now / by).expect("the rest is below the divisor");
        rest = now % by;
    }
    rest
}

/// `number = number * by + digit`; `false` if it does not fit.
fn append(number: &mut [u8], by: u32, digit: u32) -> bool {
    let mut carry = digit;
    for byte in number.iter_mut().rev() {
        let now = u32::from(*byte) * by + carry;
        [.., *byte] = now.to_be_bytes();
        carry = now >> 8;
    }
    let fits = carry == 0;
    carry.zeroize();
    fits
}

fn count(words: usize) -> u32 {
    u32::try_from(words).expect("tens of words")
}

#[cfg(test)]
mod tests {
    use agevfs::Entropy;

    use super::*;

    const SHAPES: [Shape; 2] = [KEY, SHARE];

    fn some(shape: Shape, seed: u64) -> Vec<u8> {
        let mut bytes = vec![0; shape.bytes];
        Entropy::seeded(seed).fill(&mut bytes);
        bytes
    }

    fn each(mut check: impl FnMut(WordList, Shape, &[u8], Vec<&str>)) {
        for list in WordList::ALL {
            for (seed, shape) in SHAPES.into_iter().enumerate() {
                for bytes in [
                    some(shape, seed as u64),
                    vec![0; shape.bytes],
                    vec![255; shape.bytes],
                ] {
                    let words = encode(&bytes, shape, list);
                    check(list, shape, &bytes, words.split(' ').collect());
                }
            }
        }
    }

    #[test]
    fn the_bases_are_primes_that_hold_every_number_of_their_shape() {
        for list in WordList::ALL {
            let p = base(list);
            assert!((2..p).all(|n| !p.is_multiple_of(n)), "{list:?}");
            assert!(p as usize <= list.words().len(), "{list:?}");
            for shape in SHAPES {
                let bits = f64::from(p).log2() * f64::from(count(shape.data));
                assert!(bits > f64::from(count(shape.bytes)) * 8.0, "{list:?}");
            }
        }
        assert_eq!(SHAPES.map(Shape::words), [26, 30]);
    }

    #[test]
    fn what_was_written_is_read_however_it_was_typed() {
        each(|list, shape, bytes, words| {
            assert_eq!(words.len(), shape.words());
            let numbered: Vec<String> = (1..)
                .zip(&words)
                .map(|(n, w)| format!("{n}. {w}"))
                .collect();
            for text in [
                words.join(" "),
                words.join("\r\n\t "),
                words.join(" ").to_uppercase(),
                format!("  {}  ", numbered.join(",  ")),
                words.join(" ").nfd().collect(),
            ] {
                assert_eq!(
                    decode(&text, shape).as_deref().map(Vec::as_slice),
                    Ok(bytes),
                    "{list:?}: {text}"
                );
            }
        });
    }

    /// A Russian keyboard has no Kazakh letters, and few people type the dots of "ё".
    #[test]
    fn letters_that_a_keyboard_lacks_may_be_replaced() {
        let words = encode(&some(KEY, 7), KEY, WordList::Ru);
        assert!(decode(&words.replace('ё', "е"), KEY).is_ok());
        let list = WordList::Kk;
        assert_eq!(list.digit("кыркуйек"), list.digit("қыркүйек"));
        // Two words that would become one are not guessed at.
        assert_eq!(
            list.digit("сан"),
            list.words().iter().position(|w| *w == "сан").map(count)
        );
    }

    #[test]
    fn a_word_that_is_none_and_a_wrong_one_are_named() {
        each(|list, shape, _, words| {
            for at in 0..words.len() {
                let with = |word: &str| {
                    let mut words = words.clone();
                    words[at] = word;
                    words.join(" ")
                };
                assert_eq!(
                    decode(&with("zzqx"), shape).err(),
                    Some(Flaw::UnknownWord { at: at + 1 })
                );
                let other = list
                    .words()
                    .iter()
                    .find(|word| **word != words[at])
                    .expect("more than one");
                assert_eq!(
                    decode(&with(other), shape).err(),
                    Some(Flaw::WrongWord { at: at + 1 }),
                    "{list:?}"
                );
            }
        });
    }

    #[test]
    fn two_words_in_each_others_place_are_named() {
        let words = encode(&some(SHARE, 5), SHARE, WordList::En);
        let words: Vec<&str> = words.split(' ').collect();
        let (mut named, mut all) = (0, 0);
        for i in 0..words.len() {
            for j in i + 1..words.len() {
                let mut mixed = words.clone();
                mixed.swap(i, j);
                let expect = Flaw::Swapped {
                    one: i + 1,
                    other: j + 1,
                };
                match decode(&mixed.join(" "), SHARE) {
                    Err(flaw) if flaw == expect => named += 1,
                    // Neighbours come first, so they are always told; of others a second pair may fit as well.
                    Err(Flaw::Words | Flaw::Swapped { .. }) if j > i + 1 => {}
                    other => panic!("{i} {j}: {:?}", other.err()),
                }
                all += 1;
            }
        }
        assert!(named * 10 > all * 8, "{named} of {all}");
    }

    #[test]
    fn any_two_wrong_words_are_noticed_and_so_are_missing_ones() {
        let words = encode(&some(KEY, 9), KEY, WordList::Kk);
        let words: Vec<&str> = words.split(' ').collect();
        let mut entropy = Entropy::seeded(4).bytes::<4000>().to_vec().into_iter();
        let mut draw = |below: usize| {
            let two = [entropy.next(), entropy.next()].map(|b| usize::from(b.expect("enough")));
            (two[0] * 256 + two[1]) % below
        };
        for _ in 0..500 {
            let (i, j) = (draw(26), draw(26));
            let mut other = words.clone();
            other[i] = WordList::Kk.words()[draw(1759)];
            other[j] = WordList::Kk.words()[draw(1759)];
            assert_eq!(decode(&other.join(" "), KEY).is_ok(), other == words);
        }
        for (few, found) in [(&words[..25], 25), (&words[..1], 1), (&[][..], 0)] {
            assert_eq!(
                decode(&few.join(" "), KEY).err(),
                Some(Flaw::WordCount {
                    found,
                    expected: 26
                })
            );
        }
    }

    /// A number that no 32 bytes have, in words that check.
    #[test]
    fn a_number_that_is_too_large_is_refused() {
        let p = base(WordList::En);
        let mut digits = vec![p - 1; 24];
        let (a, b) = sums(&digits, p);
        let last = (25 * a + (p - b)) % p;
        digits.extend([(2 * p - a - last) % p, last]);
        assert_eq!(sums(&digits, p), (0, 0));
        let words: Vec<&str> = digits
            .iter()
            .map(|d| WordList::En.words()[*d as usize])
            .collect();
        assert_eq!(decode(&words.join(" "), KEY).err(), Some(Flaw::Words));
    }

    /// The values that `docs/vault-format.md` gives: papers of today are read for ever.
    #[test]
    fn worked_values() {
        let key: Vec<u8> = (1..=32).collect();
        let mut share = vec![0x23, 1, 0x5c, 0x27, 0xdc];
        share.extend(1..=32);
        let words = |list| [encode(&key, KEY, list), encode(&share, SHARE, list)];
        for (list, expect) in WordList::ALL.into_iter().zip(WORKED) {
            assert_eq!(words(list).each_ref().map(|text| text.as_str()), expect);
        }
    }

    const WORKED: [[&str; 2]; 3] = [
        [
            "above earring essay drama horn ruby value round spring lark camp tugboat elm \
             gorilla copy biscuit dogwood ruler vine flame muffin signal giraffe cilantro \
             maze talent",
            "above shawl curve plywood shrub peach ink cover cupboard flax season spell yarn \
             toffee cube magnet key reed fan guitar inside common pretty supply even palm \
             touch cube banana vine",
        ],
        [
            "абажур бамбук глина соната универсам геолог утка рифма подвал флот веер теннис \
             кристалл юннат норка цемент мансарда люк панама волна футболка дудочка падеж \
             змей лето растение",
            "абажур брызги люди купе шея штора отдых траулер зал визит город отзыв выдра \
             пыльца насос чабан гиря сюита корень гость апрель число роса обруч рояль \
             пирамида лауреат шмель связка треск",
        ],
        [
            "абзац атау жиырма ағаш фонарь тарих бөлік қауын қобызшы поэма мықты алмұрт \
             дәрігер шыжық жуас оюлы шахта эскиз солтүстік сүрлеу сүт сәуле жата талап \
             телескоп үлгі",
            "автор дайын афиша нөл тарақ қолғап мінез математик көк пойыз дауыл қалың металл \
             бағбан қуыс тамаша төсек елик гауһар отбасы әділ қамыс теңдік дідар мандарин \
             лимонад флейта кеме қыстақ түпкі",
        ],
    ];
}
