//! Notes to measure with: text that looks like case notes to an index. Words in three languages, common ones often and rare ones seldom, names,
//! numbers. The same number gives the same note on every machine.

use crate::random::Random;

/// Bytes of a note on average.
const BYTES: usize = 1500;

const RU: &[&str] = &[
    "суд",
    "допрос",
    "свидетел",
    "задержан",
    "адвокат",
    "обыск",
    "протокол",
    "следовател",
    "камер",
    "заявлен",
    "прокурор",
    "приговор",
    "арест",
    "жалоб",
    "показан",
    "семь",
    "родственник",
    "журналист",
    "митинг",
    "штраф",
    "полици",
    "охранник",
    "письм",
    "встреч",
    "телефон",
    "документ",
    "больниц",
    "врач",
    "травм",
    "избиен",
    "угроз",
    "давлен",
    "колони",
    "режим",
    "голодовк",
    "перевод",
    "ходатайств",
    "апелляц",
    "экспертиз",
    "доказательств",
    "видеозапис",
    "фотограф",
    "квартир",
    "машин",
    "улиц",
    "област",
    "район",
    "город",
    "посёлок",
    "правозащитник",
];
const RU_ENDINGS: &[&str] = &[
    "",
    "а",
    "у",
    "ом",
    "е",
    "ы",
    "ов",
    "ам",
    "ами",
    "ах",
    "ный",
    "ная",
    "ного",
    "ной",
    "ному",
    "ские",
    "ского",
    "ение",
    "ения",
    "ению",
    "овать",
    "овал",
    "овала",
    "овали",
    "ник",
    "ника",
];
const KK: &[&str] = &[
    "сот",
    "тергеу",
    "куә",
    "қамау",
    "адвокат",
    "тінту",
    "хаттама",
    "тергеуші",
    "абақты",
    "арыз",
    "прокурор",
    "үкім",
    "шағым",
    "жауап",
    "отбасы",
    "туыс",
    "журналист",
    "шеру",
    "айыппұл",
    "полиция",
    "күзетші",
    "хат",
    "кездесу",
    "телефон",
    "құжат",
    "аурухана",
    "дәрігер",
    "жарақат",
    "қорқыту",
    "қысым",
    "түрме",
    "тәртіп",
    "аштық",
    "аударма",
    "өтініш",
    "сараптама",
    "дәлел",
    "бейне",
    "сурет",
    "пәтер",
    "көлік",
    "көше",
    "облыс",
    "аудан",
    "қала",
    "ауыл",
    "құқық",
    "қорғаушы",
    "азамат",
    "заң",
];
const KK_ENDINGS: &[&str] = &[
    "",
    "ы",
    "ның",
    "ға",
    "ды",
    "да",
    "дан",
    "мен",
    "лар",
    "лардың",
    "ларға",
    "ларды",
    "лық",
    "шы",
    "сыз",
    "ты",
    "ымыз",
    "ыңыз",
    "дағы",
    "дай",
    "лау",
    "лады",
    "лаған",
    "латын",
];
const EN: &[&str] = &[
    "court",
    "hearing",
    "witness",
    "detain",
    "lawyer",
    "search",
    "record",
    "investigat",
    "cell",
    "statement",
    "prosecut",
    "sentence",
    "arrest",
    "complain",
    "testimon",
    "famil",
    "relative",
    "journalist",
    "protest",
    "fine",
    "police",
    "guard",
    "letter",
    "meeting",
    "phone",
    "document",
    "hospital",
    "doctor",
    "injur",
    "beating",
    "threat",
    "pressure",
    "colony",
    "regime",
    "strike",
    "transfer",
    "motion",
    "appeal",
    "expert",
    "evidence",
    "video",
    "photo",
    "apartment",
    "vehicle",
    "street",
    "region",
    "district",
    "city",
    "village",
    "defender",
];
const EN_ENDINGS: &[&str] = &[
    "", "s", "ed", "ing", "er", "ers", "or", "ion", "ions", "al", "ary", "ment", "ments", "ation",
    "y", "ies", "ive", "able",
];
const SMALL: [&[&str]; 3] = [
    &[
        "и",
        "в",
        "на",
        "не",
        "что",
        "с",
        "по",
        "к",
        "из",
        "был",
        "его",
        "она",
        "они",
        "для",
        "от",
        "до",
        "после",
        "когда",
    ],
    &[
        "және",
        "мен",
        "бұл",
        "ол",
        "үшін",
        "деп",
        "болды",
        "бар",
        "жоқ",
        "кейін",
        "дейін",
        "туралы",
        "сол",
        "осы",
        "емес",
    ],
    &[
        "the", "and", "of", "to", "in", "was", "that", "he", "she", "they", "for", "with", "after",
        "before", "not", "at",
    ],
];
const SYLLABLES: &[&str] = &[
    "ай", "бек", "дар", "ер", "жан", "ға", "ис", "қай", "лан", "мұр", "нұр", "ол", "рат", "сер",
    "тай", "ұл", "шын", "ым", "аб", "зат", "гүл", "дин", "кен", "ман", "сау", "тем", "ал", "ба",
    "ке", "ша",
];

/// Writes notes.
pub struct Notes {
    /// Words of each language, the most common first.
    words: [Vec<String>; 3],
    /// Of each language: the weights of the words up to here, by Zipf's law.
    sums: [Vec<f64>; 3],
}

impl Notes {
    /// Makes the vocabulary.
    pub fn new() -> Self {
        let words = [
            vocabulary(RU, RU_ENDINGS, 11),
            vocabulary(KK, KK_ENDINGS, 12),
            vocabulary(EN, EN_ENDINGS, 13),
        ];
        let sums = words.each_ref().map(|words| {
            let mut sum = 0.0;
            let mut rank = 0.0;
            words
                .iter()
                .map(|_| {
                    rank += 1.0;
                    sum += 1.0 / (rank + 2.7_f64);
                    sum
                })
                .collect()
        });
        Self { words, sums }
    }

    /// Note number `id`.
    pub fn text(&self, id: u64) -> String {
        let mut random = Random::new(id.wrapping_mul(0x5851_f42d_4c95_7f2d) ^ 0x5a);
        let language = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2][random.below(10)];
        let length = BYTES * 4 / 5 + random.below(BYTES * 2 / 5);
        let mut text = String::with_capacity(length + 64);
        let mut left_in_sentence = 0;
        while text.len() < length {
            if left_in_sentence == 0 {
                left_in_sentence = 6 + random.below(9);
                if !text.is_empty() {
                    text.push('.');
                }
            }
            if !text.is_empty() {
                text.push(' ');
            }
            self.word(language, &mut random, &mut text);
            left_in_sentence -= 1;
        }
        text.push('.');
        text
    }

    fn word(&self, language: usize, random: &mut Random, out: &mut String) {
        match random.below(100) {
            0..=29 => out.push_str(random.pick(SMALL[language])),
            30..=32 => out.push_str(&random.below(100_000).to_string()),
            33..=35 => name(random, out),
            _ => out.push_str(self.common(language, random)),
        }
    }

    /// A word by how common it is.
    fn common(&self, language: usize, random: &mut Random) -> &str {
        let sums = &self.sums[language];
        let most = sums.last().expect("there are words");
        let unit =
            f64::from(u32::try_from(random.next() >> 32).expect("32 bits")) / f64::from(u32::MAX);
        let at = sums.partition_point(|sum| *sum < unit * most);
        &self.words[language][at.min(sums.len() - 1)]
    }

    /// What people look for: a word that is in some notes, two together, a beginning, two in a row, a name.
    pub fn queries(&self, seed: u64, count: usize) -> Vec<String> {
        let mut random = Random::new(seed);
        (0..count)
            .map(|at| {
                let language = [0, 1, 2][random.below(3)];
                let mut word = |from: usize, to: usize| {
                    let words = &self.words[language];
                    let place = from + random.below(to - from);
                    words[place.min(words.len() - 1)].as_str()
                };
                match at % 5 {
                    0 => quoted(word(300, 10_000)),
                    1 => format!("{} AND {}", quoted(word(30, 1000)), quoted(word(30, 1000))),
                    2 => {
                        let long: String = word(1300, 10_000).chars().take(8).collect();
                        format!("{}*", quoted(&long))
                    }
                    3 => format!("\"{} {}\"", word(0, 300), word(0, 300)),
                    _ => {
                        let mut wanted = String::new();
                        name(&mut random, &mut wanted);
                        quoted(&wanted)
                    }
                }
            })
            .collect()
    }
}

fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}

fn name(random: &mut Random, out: &mut String) {
    let mut first = true;
    for _ in 0..3 {
        let syllable = random.pick(SYLLABLES);
        if first {
            out.extend(
                syllable
                    .chars()
                    .next()
                    .into_iter()
                    .flat_map(char::to_uppercase),
            );
            out.extend(syllable.chars().skip(1));
        } else {
            out.push_str(syllable);
        }
        first = false;
    }
}

/// Every stem with every ending, shuffled: which word is common does not hang on its stem. Then, rarer, the same with a syllable between.
fn vocabulary(stems: &[&str], endings: &[&str], seed: u64) -> Vec<String> {
    let mut random = Random::new(seed);
    let mut shuffled = |mut words: Vec<String>| {
        for at in (1..words.len()).rev() {
            words.swap(at, random.below(at + 1));
        }
        words
    };
    let with = |between: &str| -> Vec<String> {
        stems
            .iter()
            .flat_map(|stem| {
                endings
                    .iter()
                    .map(move |ending| format!("{stem}{between}{ending}"))
            })
            .collect()
    };
    let mut words = shuffled(with(""));
    words.extend(shuffled(
        SYLLABLES[..15]
            .iter()
            .flat_map(|syllable| with(syllable))
            .collect(),
    ));
    words
}
