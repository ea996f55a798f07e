//! Kazakh in the Arabic script (töte jazu), as it is written in China, Mongolia and Iran, letter by letter in the Cyrillic one.
//!
//! That spelling writes every vowel, so that names meet those in other scripts. What Arabic and Persian leave unwritten cannot be found this way.

use unicode_normalization::UnicodeNormalization;

/// The word in Cyrillic letters, in every way in which it may be read; none if it has no Arabic letter.
pub(super) fn in_cyrillic(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.nfkc().collect();
    if !letters.iter().any(|letter| is_arabic(*letter)) {
        return Vec::new();
    }
    let mut ways = vec![spelled(&letters, &[])];
    // Uyghur and Persian habits: `ۋ` and `ف` for the v of Russian family names, `ه` for a vowel at the end or a consonant.
    for other in [[('ۋ', "в")], [('ف', "в")], [('و', "у")], [('ه', "а")]] {
        if letters.contains(&other[0].0) {
            let way = spelled(&letters, &other);
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    ways
}

fn spelled(letters: &[char], other: &[(char, &'static str)]) -> String {
    let mut out = String::with_capacity(letters.len() * 2);
    for letter in letters {
        match other.iter().find(|(of, _)| of == letter) {
            Some((_, to)) => out.push_str(to),
            None if is_arabic(*letter) => out.push_str(sound(*letter)),
            None => out.push(*letter),
        }
    }
    out
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}') && !letter.is_numeric()
}

/// The letter that stands for it in Cyrillic Kazakh; empty for signs of vowel harmony, length and joining.
fn sound(letter: char) -> &'static str {
    match letter {
        'ا' | 'آ' | 'أ' | 'إ' | 'ٱ' | 'ة' => "а",
        'ب' => "б",
        'ۆ' => "в",
        'گ' => "г",
        'ع' | 'غ' => "ғ",
        'د' | 'ض' => "д",
        'ە' | 'ه' | 'ې' | 'ۀ' => "е",
        'ج' | 'ژ' => "ж",
        'ز' | 'ذ' | 'ظ' => "з",
        'ي' | 'ی' | 'ئ' => "и",
        'ى' => "ы",
        'ك' | 'ک' => "к",
        'ق' => "қ",
        'ل' => "л",
        'م' => "м",
        'ن' => "н",
        'ڭ' | 'ں' => "ң",
        'و' | 'ؤ' | 'ۅ' => "о",
        'پ' => "п",
        'ر' => "р",
        'س' | 'ص' | 'ث' => "с",
        'ت' | 'ط' => "т",
        'ۋ' => "у",
        'ۇ' | 'ۈ' | 'ۉ' => "ұ",
        'ف' => "ф",
        'ح' | 'خ' => "х",
        'ھ' | 'ہ' => "һ",
        'چ' => "ч",
        'ش' => "ш",
        _ => "",
    }
}
