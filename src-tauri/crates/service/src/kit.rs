//! Kits and shares as a host shows them: the line, the words of the person's language, the code, and what tells one from another.

use vault::{RecoveryKit, Share, ShareSet, WordList};

use crate::contract::{RecoveryKitText, Settings, ShareSetText, ShareText};
use crate::qr;
use crate::text::Language;

/// Hexadecimal digits of an id that people see.
const SHOWN: usize = 8;

/// The list of words of the person's language.
pub fn list(settings: &Settings) -> WordList {
    Language::of(&settings.language)
        .and_then(|language| WordList::of(language.tag()))
        .unwrap_or(WordList::En)
}

/// A kit that was just made.
pub fn kit(kit: &RecoveryKit, list: WordList) -> RecoveryKitText {
    RecoveryKitText {
        text: kit.to_text(list).as_str().to_owned(),
        identity: kit.identity().to_owned(),
        words: words(&kit.words(list)),
        qr: qr::code(kit.identity()),
        vault: shown(&kit.vault().simple().to_string()),
        slot: shown(kit.slot()),
        made: kit.made(),
    }
}

/// Shares that were just made.
pub fn shares(set: &ShareSet, list: WordList) -> Option<ShareSetText> {
    let first = set.shares().first()?;
    Some(ShareSetText {
        set: first.set(),
        threshold: first.split().threshold,
        count: first.split().count,
        vault: shown(&set.vault().simple().to_string()),
        slot: shown(set.slot()),
        made: set.made(),
        shares: set
            .shares()
            .iter()
            .map(|one| share(set, one, list))
            .collect(),
    })
}

fn share(set: &ShareSet, share: &Share, list: WordList) -> ShareText {
    let line = share.line();
    ShareText {
        number: share.number(),
        text: set.page(share, list).as_str().to_owned(),
        words: words(&share.words(list)),
        qr: qr::code(&line),
        line: line.as_str().to_owned(),
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

fn shown(id: &str) -> String {
    id[..SHOWN].to_owned()
}
