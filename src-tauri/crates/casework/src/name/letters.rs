//! The letter tables of the fold.
//!
//! Every sound class is one ASCII letter. Most are written as one expects; four that English writes with two letters take
//! letters the fold has no other use for: `w` is ш and щ, `h` is ч, `c` is ц, `j` is ж and дж. `k` is к, қ, х and һ together,
//! and `i` is и, і, ы and й, because romanisations mix these freely.

/// Cyrillic letters (Russian, Kazakh, and neighbours met in Central Asian names).
pub(super) fn cyrillic(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' | 'є' => "e",
        'ж' | 'җ' | 'ӂ' => "j",
        'з' => "z",
        'и' | 'і' | 'ы' | 'й' | 'ї' => "i",
        'к' | 'қ' | 'х' | 'һ' | 'ҳ' | 'ҡ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' | 'ҥ' => "n",
        'о' | 'ө' | 'ў' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ҫ' => "s",
        'т' => "t",
        'у' | 'ұ' | 'ү' => "u",
        'ф' => "f",
        'ц' => "c",
        'ч' | 'ҷ' => "h",
        'ш' | 'щ' => "w",
        'ъ' | 'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

/// Latin letters with a mark that changes the sound: Kazakh Latin of 2021 and 2018, ISO 9, Turkish. Other marks are stripped.
pub(super) fn marked_latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ş' | 'š' | 'ŝ' | 'ș' => "w",
        'ç' | 'č' | 'ć' => "h",
        'ž' | 'ź' | 'ż' => "j",
        'ğ' | 'ǵ' | 'ģ' | 'ǧ' => "g",
        'ñ' | 'ń' | 'ņ' | 'ŋ' => "n",
        'â' => "ia",
        'û' => "iu",
        'ý' => "u",
        'ı' => "i",
        'ə' | 'æ' => "a",
        'ø' => "o",
        'œ' => "e",
        'ß' => "s",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "t",
        _ => return None,
    })
}

/// Groups of plain Latin letters that stand for one sound, the longest first.
pub(super) const LATIN_GROUPS: [(&str, &str); 20] = [
    ("shch", "w"),
    ("tsch", "h"),
    ("sch", "w"),
    // Бақытжан, not Бахицан.
    ("tzh", "tj"),
    ("tsh", "tw"),
    ("tch", "h"),
    ("dzh", "j"),
    ("sh", "w"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "k"),
    ("gh", "g"),
    ("ch", "h"),
    ("ts", "c"),
    ("tz", "c"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("qu", "ku"),
    ("yo", "e"),
];

/// One plain Latin letter whose sound does not hang on its neighbours.
pub(super) fn plain_latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'a' => "a",
        'b' => "b",
        'd' => "d",
        'e' => "e",
        'f' => "f",
        'g' => "g",
        'h' | 'k' | 'q' => "k",
        'i' | 'y' => "i",
        'j' => "j",
        'l' => "l",
        'm' => "m",
        'n' => "n",
        'o' => "o",
        'p' => "p",
        'r' => "r",
        's' => "s",
        't' => "t",
        'u' => "u",
        'v' => "v",
        'z' => "z",
        _ => return None,
    })
}

/// The Cyrillic letter a Latin one is mistaken for, and the other way round: pairs that look the same on a screen.
pub(super) const LOOK_ALIKES: [(char, char); 13] = [
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];

/// Signs inside a word that mark softness or nothing at all.
pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(
        letter,
        '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʹ' | 'ʺ' | '`' | '´' | '′'
    )
}

/// A vowel of the folded alphabet.
pub(super) fn is_vowel(class: char) -> bool {
    matches!(class, 'a' | 'e' | 'i' | 'o' | 'u')
}
