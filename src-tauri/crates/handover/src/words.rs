//! The few words that stand on the page and in the README of a bundle, in the language of the sender.
//!
//! They live in the catalogue with all others (`locales/*/dossier.ftl`), as plain lines without arguments, so that this crate
//! needs no formatter.

use std::collections::BTreeMap;

use casework::date::Lang;

const PREFIX: &str = "dossier-";

/// Words of one language.
pub struct Words {
    lang: Lang,
    lines: BTreeMap<&'static str, &'static str>,
}

impl Words {
    /// The words of a language.
    pub fn of(lang: Lang) -> Self {
        let text = match lang {
            Lang::En => include_str!("../../../locales/en/dossier.ftl"),
            Lang::Ru => include_str!("../../../locales/ru/dossier.ftl"),
            Lang::Kk => include_str!("../../../locales/kk/dossier.ftl"),
        };
        let lines = text
            .lines()
            .filter_map(|line| line.strip_prefix(PREFIX)?.split_once(" = "))
            .collect();
        Self { lang, lines }
    }

    /// Which language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The word for a key without its prefix.
    ///
    /// # Panics
    /// If there is none: keys are ours, and a test asks for every one in every language.
    pub fn get(&self, key: &str) -> &'static str {
        self.lines
            .get(key)
            .unwrap_or_else(|| panic!("no word for {key}"))
    }

    /// How to check and read a bundle without this program; `sender` and `key` are put in.
    pub fn readme(&self, sender: &str, key: &str) -> String {
        let text = match self.lang {
            Lang::En => include_str!("words/readme-en.txt"),
            Lang::Ru => include_str!("words/readme-ru.txt"),
            Lang::Kk => include_str!("words/readme-kk.txt"),
        };
        text.replace("{sender}", sender).replace("{key}", key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_words() {
        let keys = |lang: Lang| Words::of(lang).lines.keys().copied().collect::<Vec<_>>();
        assert!(keys(Lang::En).len() > 50);
        for lang in Lang::ALL {
            assert_eq!(keys(lang), keys(Lang::En), "{}", lang.tag());
            assert!(
                Words::of(lang)
                    .lines
                    .values()
                    .all(|word| !word.trim().is_empty() && !word.contains('{'))
            );
        }
    }

    #[test]
    fn the_readme_names_sender_and_key() {
        for lang in Lang::ALL {
            let text = Words::of(lang).readme("Aigerim", "RWQkey");
            assert!(
                text.contains("Aigerim") && text.contains("minisign -V -P RWQkey -m manifest.json")
            );
            assert!(text.contains("sha256sum -c SHA256SUMS") && !text.contains('{'));
        }
    }
}
