//! What people type into the search: names in another script and another case, the beginnings of them letter by letter, common words, two and
//! three words, and what is not there.

use crate::people::{SCRIPTS, Script};
use crate::plausible::Plausible;
use crate::random::Random;

/// A query, and what kind of query it is.
pub struct Query {
    pub kind: &'static str,
    pub text: String,
    /// Whether something has to be found.
    pub there: bool,
}

/// Common words of the notes, of labels and of titles.
const COMMON: &[&str] = &[
    "суд",
    "арест",
    "адвокат",
    "обыск",
    "house arrest",
    "search",
    "полиция",
    "тінту",
    "үйқамақ",
    "задержан",
    "журналист",
    "Almaty",
    "Астана",
    "Қарағанды",
    "court",
    "протокол",
    "detention",
    "the",
    "и",
    "2025",
    "police",
    "permit",
    "criminal",
    "xx",
];
const TWO: &[[&str; 2]] = &[
    ["суд", "протокол"],
    ["обыск", "рассвет"],
    ["house", "arrest"],
    ["search", "Almaty"],
    ["арест", "журналист"],
    ["тінту", "хаттама"],
    ["criminal", "charge"],
    ["адвокат", "лишили"],
    ["police", "department"],
    ["court", "Astana"],
];
const NOWHERE: &[&str] = &[
    "zzyzx",
    "Ксилофонистов",
    "ffhjjkl",
    "nowordlikethis",
    "xqzvw arrest",
    "суд zzyzx",
    "Кшштбр Мммрр",
    "jabberwockly",
    "Фыфвфыв",
    "unfindableword",
];

/// All of them, the same on every machine.
pub fn all(plausible: &Plausible) -> Vec<Query> {
    let mut random = Random::new(17);
    let mut out = Vec::new();
    let mut add = |kind, text: String, there| out.push(Query { kind, text, there });
    let mut somebody = || plausible.somebody(&mut random);
    for at in 0..48 {
        let (who, script) = (somebody(), SCRIPTS[at % 3]);
        add(
            "name",
            if at % 2 == 0 {
                who.family(script)
            } else {
                who.name(script)
            },
            at % 2 == 0,
        );
        add("inflected", format!("{} ", who.inflected(script)), false);
    }
    for at in 0..9 {
        // As it is typed: a search after every letter.
        let name = somebody().name(SCRIPTS[at % 3]);
        let letters: Vec<char> = name.chars().collect();
        for end in 1..=letters.len().min(9) {
            add("typing", letters[..end].iter().collect(), false);
        }
    }
    for word in COMMON {
        add("common", (*word).to_owned(), false);
    }
    for [one, other] in TWO {
        add("two words", format!("{one} {other}"), false);
    }
    for at in 0..16 {
        let who = somebody();
        add(
            "name and word",
            format!(
                "{} {}",
                who.family(SCRIPTS[at % 3]),
                COMMON[at % COMMON.len()]
            ),
            false,
        );
        add(
            "three words",
            format!(
                "{} {} {}",
                who.given(Script::Russian),
                COMMON[at % 8],
                COMMON[(at + 5) % 8]
            ),
            false,
        );
    }
    for word in NOWHERE {
        add("nothing", (*word).to_owned(), false);
    }
    out
}

/// Names typed into a field for a person.
pub fn names(plausible: &Plausible) -> Vec<String> {
    let mut random = Random::new(23);
    let mut out = Vec::new();
    for at in 0..12 {
        let who = plausible.somebody(&mut random);
        let name = if at % 2 == 0 {
            who.name(SCRIPTS[at % 3])
        } else {
            who.official(SCRIPTS[at % 3])
        };
        let letters: Vec<char> = name.chars().collect();
        for end in (1..=letters.len()).step_by(2) {
            out.push(letters[..end].iter().collect());
        }
        out.push(name);
    }
    out
}
