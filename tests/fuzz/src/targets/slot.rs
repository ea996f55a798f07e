//! A key slot.

use std::collections::HashSet;
use std::sync::LazyLock;

use age::Recipient;
use age_core::format::FileKey;
use agevfs::{Entropy, Key};
use vault::{Error, KdfParams, Passphrase, PassphraseRecipient, SlotKind, fuzzing, parse_identity};

use crate::bytes::{first, split};
use crate::golden;
use crate::known::{Envelope, written};

/// A guess that costs more is not made: it says nothing that a cheap one does not.
const MOST_KIB: u32 = 64;
const FILE_KEY: [u8; 16] = *b"the key of slots";

static PASSPHRASE: LazyLock<Passphrase> = LazyLock::new(|| {
    Passphrase::new("amber kettle orchard window seven lark").expect("a passphrase")
});

/// The stanza of a passphrase slot; its file key is known.
static STANZA: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let recipient = PassphraseRecipient {
        passphrase: &PASSPHRASE,
        params: KdfParams::new(8, 1, 1).unwrap_or(KdfParams::floor()),
        entropy: &Entropy::seeded(5),
    };
    let wrapped = recipient.wrap_file_key(&FileKey::init_with_mut(|key| *key = FILE_KEY));
    let (stanzas, _) = wrapped.unwrap_or_else(|_| panic!("memory for a cheap guess"));
    stanzas.iter().flat_map(written).collect()
});

static OF_PASSPHRASE: LazyLock<Envelope> = LazyLock::new(|| {
    let header = [b"age-encryption.org/v1\n", &**STANZA, b"---"].concat();
    Envelope::new(&header, FILE_KEY)
});
static OF_KIT: LazyLock<Envelope> =
    LazyLock::new(|| Envelope::of(&golden::SLOT.0, golden::KIT.identity()));

/// Slots that are what they seem.
static REAL: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| {
    let line = golden::SLOT.1.identity_string();
    let golden = ["keys", "sealed/keys"].map(|of| golden::files(&format!("v1.vault/{of}")));
    let files = golden.into_iter().flatten().map(|(_, file)| file);
    files.chain([OF_PASSPHRASE.seal(line.as_bytes())]).collect()
});

pub fn run(data: &[u8]) {
    let (mode, rest) = first(data);
    match mode % 4 {
        // Bytes that somebody without a key put there.
        0 => {
            if open(rest).is_some() {
                assert!(REAL.contains(rest), "a changed slot opens");
            }
        }
        // A right envelope, with anything in it.
        1 => inside(&OF_KIT, rest),
        2 => inside(&OF_PASSPHRASE, rest),
        // A header with a true MAC, then the text.
        _ => {
            let (header, text) = split(rest, b"\0").unwrap_or((rest, b""));
            let slot = Envelope::new(&[header, b"\n---"].concat(), FILE_KEY).seal(text);
            if open(&slot).is_some() {
                let keys = header.split(|b| *b == b'\n').filter(|line| {
                    let name = line.strip_prefix(b"-> ").map(|rest| {
                        rest.split(|b| *b == b' ')
                            .next()
                            .unwrap_or_default()
                            .to_vec()
                    });
                    name.is_some_and(|name| !name.ends_with(b"-grease"))
                });
                assert_eq!(keys.count(), 1, "a slot for more than one key");
            }
        }
    }
}

/// Opens a slot with the kit or the passphrase, whichever it takes.
fn open(slot: &[u8]) -> Option<fuzzing::Slot> {
    let kind = fuzzing::slot_kind(slot);
    if let Err(error) = &kind {
        assert!(
            matches!(error, Error::Damaged { .. } | Error::OutOfRange { .. }),
            "{error:?}"
        );
    }
    let with_kit = fuzzing::slot_with_kit(slot, &golden::KIT);
    answered(&with_kit, matches!(kind, Ok(SlotKind::Kit)));
    let cheap = match kind {
        Ok(SlotKind::Passphrase(params)) => params.m_kib() <= MOST_KIB,
        _ => true,
    };
    if !cheap {
        return None;
    }
    let with_passphrase = fuzzing::slot_with_passphrase(slot, &PASSPHRASE);
    answered(
        &with_passphrase,
        matches!(kind, Ok(SlotKind::Passphrase(_))),
    );
    with_kit.ok().flatten().or(with_passphrase.ok().flatten())
}

/// Only a slot of the right kind opens, and only promised errors come.
fn answered(answer: &Result<Option<fuzzing::Slot>, Error>, fits: bool) {
    match answer {
        Ok(Some(_)) => assert!(fits, "a slot of another kind opens"),
        Ok(None) => assert!(!fits, "a slot of this kind is passed over"),
        Err(error) => assert!(
            matches!(
                error,
                Error::WrongKey | Error::Damaged { .. } | Error::OutOfRange { .. }
            ),
            "{error:?}"
        ),
    }
}

/// The text of an authentic slot: what comes out is what stands there.
fn inside(envelope: &Envelope, text: &[u8]) {
    let opened = open(&envelope.seal(text));
    let expected: Option<Key> = std::str::from_utf8(text)
        .ok()
        .filter(|text| text.len() <= 16 * 1024)
        .and_then(|text| parse_identity(text).ok());
    match (opened, expected) {
        (None, None) => {}
        (Some((key, replaces)), Some(expected)) => {
            assert!(*key.identity_string() == *expected.identity_string());
            let text = String::from_utf8_lossy(text);
            for id in replaces {
                let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
                assert!(
                    id.len() == 16 && id.bytes().all(hex) && text.contains(&id),
                    "{id}"
                );
            }
        }
        (opened, _) => panic!("opens: {}", opened.is_some()),
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for folder in ["v1.vault", "v1-lived.vault"] {
        for of in ["keys", "sealed/keys"] {
            let files = golden::files(&format!("{folder}/{of}"));
            seeds.extend(
                files
                    .into_iter()
                    .map(|(_, file)| [&[0][..], &file].concat()),
            );
        }
    }
    seeds.extend(REAL.iter().map(|slot| [&[0][..], slot].concat()));
    let line = golden::SLOT.1.identity_string();
    let texts = [
        format!("{}\n", *line),
        format!("# replaces 0123456789abcdef fedcba9876543210\n{}\n", *line),
        line.to_lowercase(),
        String::from_utf8(golden::read("v1.kit.txt")).expect("text"),
        format!("{}\n{}\n", *line, *line),
    ];
    for text in &texts {
        seeds.extend([1, 2].map(|mode| [&[mode], text.as_bytes()].concat()));
    }
    let intro: &[u8] = b"\x03age-encryption.org/v1\n";
    let header = [intro, STANZA.strip_suffix(b"\n").unwrap_or(&STANZA)].concat();
    for more in ["", "\n-> x-grease a b\nAAAA", "\n-> X25519 a\nAAAA"] {
        seeds.push([&*header, more.as_bytes(), b"\0", line.as_bytes()].concat());
    }
    seeds.sort();
    seeds
}
