//! Endings of Kazakh nouns: they follow the vowels (back or front) and the last sound of the word.

/// Cases that dates and durations need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// қараша
    Nominative,
    /// қарашаның
    Genitive,
    /// қарашаға
    Dative,
    /// қарашаны
    Accusative,
    /// қарашадан
    Ablative,
}

/// The last sound of a word, as far as endings care.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Vowel,
    Nasal,
    Voiceless,
    Other,
}

/// Puts a noun in a case.
pub(crate) fn decline(noun: &str, case: Case) -> String {
    let last = last_sound(noun);
    let (back, front) = match (case, last) {
        (Case::Nominative, _) => ("", ""),
        (Case::Genitive, Last::Vowel | Last::Nasal) => ("ның", "нің"),
        (Case::Genitive, Last::Voiceless) => ("тың", "тің"),
        (Case::Genitive, Last::Other) => ("дың", "дің"),
        (Case::Dative, Last::Voiceless) => ("қа", "ке"),
        (Case::Dative, _) => ("ға", "ге"),
        (Case::Accusative, Last::Vowel) => ("ны", "ні"),
        (Case::Accusative, Last::Voiceless) => ("ты", "ті"),
        (Case::Accusative, _) => ("ды", "ді"),
        (Case::Ablative, Last::Nasal) => ("нан", "нен"),
        (Case::Ablative, Last::Voiceless) => ("тан", "тен"),
        (Case::Ablative, _) => ("дан", "ден"),
    };
    format!("{noun}{}", if is_front(noun) { front } else { back })
}

/// The word for "and" after a word: мен, бен or пен.
pub(crate) fn with(word: &str) -> &'static str {
    match word.chars().next_back() {
        Some('з' | 'ж') => "бен",
        _ if last_sound(word) == Last::Voiceless => "пен",
        _ => "мен",
    }
}

fn last_sound(word: &str) -> Last {
    match word.chars().next_back() {
        Some('а' | 'ә' | 'е' | 'о' | 'ө' | 'ұ' | 'ү' | 'ы' | 'і' | 'я') => Last::Vowel,
        Some('м' | 'н' | 'ң') => Last::Nasal,
        Some(
            'к' | 'қ' | 'п' | 'с' | 'т' | 'ф' | 'х' | 'һ' | 'ц' | 'ч' | 'ш' | 'щ' | 'б' | 'в' | 'г'
            | 'д',
        ) => Last::Voiceless,
        _ => Last::Other,
    }
}

fn is_front(word: &str) -> bool {
    let vowel = word
        .chars()
        .rev()
        .find(|letter| "аәеоөұүыіяэ".contains(*letter));
    matches!(vowel, Some('ә' | 'е' | 'ө' | 'ү' | 'і' | 'э'))
}

#[cfg(test)]
mod tests {
    use super::{Case, decline, with};

    #[test]
    fn endings_follow_vowels_and_the_last_sound() {
        fn check(noun: &str, forms: [&str; 4], and: &str) {
            let cases = [
                Case::Genitive,
                Case::Dative,
                Case::Accusative,
                Case::Ablative,
            ];
            assert_eq!(cases.map(|case| decline(noun, case)), forms);
            assert_eq!(with(noun), and, "{noun}");
        }
        check(
            "қаңтар",
            ["қаңтардың", "қаңтарға", "қаңтарды", "қаңтардан"],
            "мен",
        );
        check(
            "ақпан",
            ["ақпанның", "ақпанға", "ақпанды", "ақпаннан"],
            "мен",
        );
        check(
            "наурыз",
            ["наурыздың", "наурызға", "наурызды", "наурыздан"],
            "бен",
        );
        check(
            "сәуір",
            ["сәуірдің", "сәуірге", "сәуірді", "сәуірден"],
            "мен",
        );
        check(
            "маусым",
            ["маусымның", "маусымға", "маусымды", "маусымнан"],
            "мен",
        );
        check(
            "шілде",
            ["шілденің", "шілдеге", "шілдені", "шілдеден"],
            "мен",
        );
        check(
            "қыркүйек",
            ["қыркүйектің", "қыркүйекке", "қыркүйекті", "қыркүйектен"],
            "пен",
        );
        check(
            "қараша",
            ["қарашаның", "қарашаға", "қарашаны", "қарашадан"],
            "мен",
        );
        check(
            "көктем",
            ["көктемнің", "көктемге", "көктемді", "көктемнен"],
            "мен",
        );
        check("қыс", ["қыстың", "қысқа", "қысты", "қыстан"], "пен");
        check("жыл", ["жылдың", "жылға", "жылды", "жылдан"], "мен");
        check(
            "жылдар",
            ["жылдардың", "жылдарға", "жылдарды", "жылдардан"],
            "мен",
        );
        check(
            "ғасыр",
            ["ғасырдың", "ғасырға", "ғасырды", "ғасырдан"],
            "мен",
        );
    }
}
