//! Groups of people who are counted and not named: "47 detained", "about a dozen activists", «шестеро задержанных», «қырық жеті адам».

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::Form;
use super::model::Surety;
use super::text::{Gap, Word};
use crate::date::words::plain;

/// A group in the words of a sentence.
pub(super) struct Group {
    /// First word ...
    pub from: usize,
    /// ... and the one after the last.
    pub to: usize,
    /// How many at least, where a number is said.
    pub min: Option<u32>,
    /// At most.
    pub max: Option<u32>,
    /// What they are called; none: by the words themselves.
    pub name: Option<String>,
    pub surety: Surety,
}

/// Most words between a number and the people it counts: "47 peaceful young protesters".
const BETWEEN: usize = 2;

/// Number words by what they say.
const NUMBERS: [(u32, &str); 32] = [
    (2, "two два две двух двумя екі"),
    (3, "three три трех тремя үш"),
    (4, "four четыре четырех төрт"),
    (5, "five пять пяти бес"),
    (6, "six шесть шести алты"),
    (7, "seven семь семи жеті"),
    (8, "eight восемь восьми сегіз"),
    (9, "nine девять девяти тоғыз"),
    (10, "ten десять десяти он"),
    (11, "eleven одиннадцать одиннадцати"),
    (12, "twelve двенадцать двенадцати"),
    (13, "thirteen тринадцать тринадцати"),
    (14, "fourteen четырнадцать четырнадцати"),
    (15, "fifteen пятнадцать пятнадцати"),
    (16, "sixteen шестнадцать шестнадцати"),
    (17, "seventeen семнадцать семнадцати"),
    (18, "eighteen восемнадцать восемнадцати"),
    (19, "nineteen девятнадцать девятнадцати"),
    (20, "twenty двадцать двадцати жиырма"),
    (30, "thirty тридцать тридцати отыз"),
    (40, "forty сорок сорока қырық"),
    (50, "fifty пятьдесят пятидесяти елу"),
    (60, "sixty шестьдесят шестидесяти алпыс"),
    (70, "seventy семьдесят семидесяти жетпіс"),
    (80, "eighty восемьдесят восьмидесяти сексен"),
    (90, "ninety девяносто тоқсан"),
    (100, "hundred сто ста жүз"),
    (200, "двести двухсот"),
    (300, "триста трехсот"),
    (400, "четыреста четырехсот"),
    (500, "пятьсот пятисот"),
    (1000, "thousand"),
];
/// Words that count people alone: they need nobody beside them.
const COLLECTIVE: [(u32, &str); 9] = [
    (2, "двое двоих двоим екеуі екеуін"),
    (3, "трое троих троим үшеуі үшеуін"),
    (4, "четверо четверых четверым төртеуі төртеуін"),
    (5, "пятеро пятерых пятерым бесеуі бесеуін"),
    (6, "шестеро шестерых шестерым алтауы алтауын"),
    (7, "семеро семерых семерым жетеуі жетеуін"),
    (8, "восьмеро восьмерых восьмерым сегізі"),
    (9, "девятеро девятерых девятерым тоғызы"),
    (10, "десятеро десятерых десятерым"),
];
/// Many or some, without a number.
const SOME: [&str; 14] = [
    "several",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "несколько",
    "нескольких",
    "десятки",
    "десятков",
    "сотни",
    "сотен",
    "бірнеше",
    "ондаған",
    "жүздеген",
];
/// Whom one counts, by the beginnings of their words.
const PEOPLE: &str = "people persons men women activists journalists reporters bloggers protesters protestors demonstrators picketers participants residents villagers workers miners oilmen students teachers doctors lawyers supporters opponents detainees prisoners defendants suspects believers teenagers minors children girls boys defenders citizens refugees relatives mothers volunteers observers others colleagues \
человек* людей люди активист* журналист* блогер* протестующ* демонстрант* участник* участниц* митингующ* пикетчик* жител* рабоч* нефтяник* шахтер* студент* учител* врач* адвокат* юрист* сторонник* задержанн* арестованн* осужденн* обвиняем* подсудим* подозреваем* заключенн* верующ* подростк* несовершеннолетн* детей женщин* мужчин* девуш* правозащитник* граждан* беженц* родственник* матерей волонтер* наблюдател* коллег* \
адам* белсенді* журналист* блогер* қатысушы* шерушi* наразы* тұрғын* жұмысшы* мұнайшы* кенші* студент* мұғалім* дәрігер* адвокат* заңгер* әйел* азамат* ұсталған* қамалған* сотталған* күдікті* сотталушы* айыпталушы* жақтас* туыс* бала* жасөспірім* қорғаушы*";
/// What was done to people who are only numbered: "47 detained", "12 were fined".
const DONE: &str = "detained arrested held fined jailed sentenced charged questioned interrogated released freed convicted beaten injured wounded killed summoned dismissed went got faced \
задержан* арестован* оштрафован* осужден* освобожден* отпущен* допрошен* избит* ранен* убит* \
ұсталды ұсталған қамалды сотталды босатылды жараланды";
/// Between a number and what was done.
const AUXILIARY: [&str; 9] = [
    "were", "was", "have", "had", "been", "got", "remain", "были", "было",
];

static NUMBER: LazyLock<HashMap<String, u32>> = LazyLock::new(|| table(&NUMBERS));
static ALONE: LazyLock<HashMap<String, u32>> = LazyLock::new(|| table(&COLLECTIVE));
static MANY: LazyLock<Vec<String>> =
    LazyLock::new(|| SOME.iter().map(|word| plain(word)).collect());
static WHO: LazyLock<Vec<Form>> =
    LazyLock::new(|| PEOPLE.split_whitespace().map(Form::new).collect());
static DID: LazyLock<Vec<Form>> =
    LazyLock::new(|| DONE.split_whitespace().map(Form::new).collect());

fn table(rows: &[(u32, &str)]) -> HashMap<String, u32> {
    rows.iter()
        .flat_map(|(value, words)| words.split(' ').map(|word| (plain(word), *value)))
        .collect()
}

/// A quantity: the words it takes, and what it says.
struct Quantity {
    to: usize,
    min: Option<u32>,
    max: Option<u32>,
    /// It counts people by itself.
    alone: bool,
}

/// The groups of a sentence, in order, none over another.
pub(super) fn find(words: &[Word<'_>]) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match quantity(words, at).and_then(|quantity| group(words, at, &quantity)) {
            Some(group) => {
                at = group.to;
                found.push(group);
            }
            None => at += 1,
        }
    }
    found
}

fn group(words: &[Word<'_>], at: usize, quantity: &Quantity) -> Option<Group> {
    let (from, min, max) = qualified(words, at, quantity);
    let of = |to: usize, name: Option<String>, surety: Surety| Group {
        from,
        to,
        min,
        max,
        name,
        surety,
    };
    if let Some(to) = counted(words, quantity.to) {
        let name = bent(words, at).map(|first| {
            let rest = words[at + 1..to].iter().map(|word| word.text.to_owned());
            std::iter::once(first)
                .chain(rest)
                .collect::<Vec<_>>()
                .join(" ")
        });
        return Some(of(to, name.filter(|_| from == at), Surety::Sure));
    }
    if quantity.alone {
        return Some(of(quantity.to, bent(words, at), Surety::Likely));
    }
    let exact = (min.is_some() && min == max).then_some(min).flatten();
    let done = done(words, quantity.to)?;
    let number = exact?;
    Some(of(quantity.to, Some(people(number, &done)), Surety::Likely))
}

/// A number, in figures or words, a range of two, or "several".
fn quantity(words: &[Word<'_>], at: usize) -> Option<Quantity> {
    let word = &words[at];
    if MANY.contains(&word.plain) {
        let of = words.get(at + 1).is_some_and(|next| next.plain == "of");
        return Some(Quantity {
            to: at + 1 + usize::from(of),
            min: None,
            max: None,
            alone: false,
        });
    }
    if let Some(many) = ALONE.get(&word.plain) {
        return Some(Quantity {
            to: at + 1,
            min: Some(*many),
            max: Some(*many),
            alone: true,
        });
    }
    if word.plain == "dozen" || word.plain == "десяток" {
        return Some(Quantity {
            to: at + 1,
            min: None,
            max: None,
            alone: false,
        });
    }
    // «он шақты белсенді» is about ten of them.
    let (first, to) = value(words, at)?;
    if words.get(to).is_some_and(|next| next.plain == "шакты") {
        return Some(Quantity {
            to: to + 1,
            min: None,
            max: None,
            alone: false,
        });
    }
    let range = words.get(to).and_then(|next| {
        let dash = matches!(next.gap, Gap::Hyphen | Gap::Other) && next.number.is_some();
        let joined = matches!(next.plain.as_str(), "to" | "or" | "до" | "или" | "немесе");
        let second = if dash { to } else { to + 1 };
        if !dash && !joined || second >= words.len() {
            return None;
        }
        let (last, end) = value(words, second)?;
        (last > first).then_some((last, end))
    });
    let (last, to) = range.unwrap_or((first, to));
    Some(Quantity {
        to,
        min: Some(first),
        max: Some(last),
        alone: false,
    })
}

/// The value of a number from two on that may count people, and the word after it.
fn value(words: &[Word<'_>], at: usize) -> Option<(u32, usize)> {
    let word = &words[at];
    if word
        .plain
        .starts_with(|letter: char| letter.is_ascii_digit())
    {
        // A year without a word for it, an article.
        let number = word
            .number
            .filter(|number| *number > 1 && !(1900..2100).contains(number))?;
        return Some((number, at + 1));
    }
    let one = |at: usize| {
        words
            .get(at)
            .and_then(|word| NUMBER.get(&word.plain).copied())
    };
    let (mut sum, mut to) = (one(at)?, at + 1);
    while let Some(next) = one(to) {
        let joined = matches!(words[to].gap, Gap::Space | Gap::Hyphen);
        if joined && next >= 100 && sum < 100 && !sum.is_multiple_of(10) {
            sum *= next;
        } else if joined && next < 10 && sum >= 20 && sum.is_multiple_of(10)
            || joined && next < 100 && sum >= 100 && sum.is_multiple_of(100)
        {
            sum += next;
        } else {
            break;
        }
        to += 1;
    }
    Some((sum, to))
}

/// What stands before a number and changes it; where the group begins then.
fn qualified(
    words: &[Word<'_>],
    at: usize,
    quantity: &Quantity,
) -> (usize, Option<u32>, Option<u32>) {
    let back = |count: usize| -> String {
        words[at.saturating_sub(count)..at]
            .iter()
            .map(|word| word.plain.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (min, max) = (quantity.min, quantity.max);
    match back(2).as_str() {
        "at least" | "no fewer" | "не менее" | "не меньше" | "как минимум" =>
        {
            return (at - 2, min, None);
        }
        "more than" => return (at - 2, min.map(|min| min + 1), None),
        "up to" | "at most" | "не более" => return (at - 2, None, max),
        "fewer than" | "less than" => return (at - 2, None, max.map(|max| max - 1)),
        "about a" | "around a" | "nearly a" | "almost a" | "over a" => return (at - 2, None, None),
        _ => {}
    }
    match back(1).as_str() {
        "over" | "более" | "свыше" | "больше" => {
            (at - 1, min.map(|min| min + 1), None)
        }
        "кеминде" => (at - 1, min, None),
        "about" | "around" | "some" | "roughly" | "nearly" | "almost" | "approximately"
        | "около" | "примерно" | "порядка" | "почти" | "шамамен" | "a" => {
            (at - 1, None, None)
        }
        "the" | "все" | "всех" | "барлык" => (at, min, max),
        _ => (at, min, max),
    }
}

/// The word after the people that a number counts.
fn counted(words: &[Word<'_>], from: usize) -> Option<usize> {
    for at in from..words.len().min(from + BETWEEN + 1) {
        let word = &words[at];
        if word.gap != Gap::Space || word.number.is_some() {
            return None;
        }
        if WHO.iter().any(|form| form.fits(&word.plain)) {
            return Some(at + 1);
        }
        // What stands between says what they are like; a verb or a thing ends it.
        if !is_like(word) {
            return None;
        }
    }
    None
}

/// May stand between a number and people: "other", "young", «мирных», «гражданских», «жас».
fn is_like(word: &Word<'_>) -> bool {
    const LIKE: [&str; 22] = [
        "other",
        "more",
        "peaceful",
        "young",
        "local",
        "elderly",
        "independent",
        "political",
        "ethnic",
        "striking",
        "unarmed",
        "human",
        "rights",
        "civil",
        "opposition",
        "labour",
        "environmental",
        "жас",
        "бейбит",
        "баска",
        "кукык",
        "тагы",
    ];
    LIKE.contains(&word.plain.as_str())
        || ["ых", "их", "ые", "ие", "ским", "ному"]
            .iter()
            .any(|end| word.plain.chars().count() > 4 && word.plain.ends_with(end))
}

/// What was done to those a number stands for: the first word of it.
fn done(words: &[Word<'_>], from: usize) -> Option<String> {
    for at in from..words.len().min(from + 3) {
        let word = &words[at];
        if word.gap != Gap::Space {
            return None;
        }
        if DID.iter().any(|form| form.fits(&word.plain)) {
            return Some(word.plain.clone());
        }
        if !AUXILIARY.contains(&word.plain.as_str()) {
            return None;
        }
    }
    None
}

/// A collective number in the first case: «шестерых» is «шестеро».
fn bent(words: &[Word<'_>], at: usize) -> Option<String> {
    let stem = match words[at].plain.as_str() {
        "двоих" | "двоим" => "двое",
        "троих" | "троим" => "трое",
        "четверых" | "четверым" => "четверо",
        "пятерых" | "пятерым" => "пятеро",
        "шестерых" | "шестерым" => "шестеро",
        "семерых" | "семерым" => "семеро",
        "восьмерых" | "восьмерым" => "восьмеро",
        "девятерых" | "девятерым" => "девятеро",
        "десятерых" | "десятерым" => "десятеро",
        _ => return None,
    };
    Some(stem.to_owned())
}

/// What people are called who are only numbered, in the language of what was done to them.
fn people(number: u32, done: &str) -> String {
    if done.is_ascii() {
        return format!("{number} people");
    }
    if ["ды", "ган"].iter().any(|end| done.ends_with(end)) {
        return format!("{number} адам");
    }
    let few = (2..=4).contains(&(number % 10)) && !(12..=14).contains(&(number % 100));
    format!(
        "{number} {}",
        if few {
            "человека"
        } else {
            "человек"
        }
    )
}
