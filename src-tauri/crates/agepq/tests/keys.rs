//! Keys as text, and files sealed to them.
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::io::{Read as _, Write as _};

use age_core::secrecy::ExposeSecret as _;
use agepq::{Identity, NotAKey, Recipient};

fn seal(to: &[&dyn age::Recipient], text: &[u8]) -> Result<Vec<u8>, age::EncryptError> {
    let mut out = Vec::new();
    let mut writer = age::Encryptor::with_recipients(to.iter().copied())?
        .wrap_output(&mut out)
        .unwrap();
    writer.write_all(text).unwrap();
    writer.finish().unwrap();
    Ok(out)
}

fn open(file: &[u8], identity: &Identity) -> Result<Vec<u8>, age::DecryptError> {
    let mut plain = Vec::new();
    let identities = std::iter::once(identity as &dyn age::Identity);
    age::Decryptor::new_buffered(file)?
        .decrypt(identities)?
        .read_to_end(&mut plain)
        .unwrap();
    Ok(plain)
}

/// The example of the specification.
const IDENTITY: &str =
    "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR";
const RECIPIENT: &str = include_str!("recipient.txt");

#[test]
fn the_keys_of_the_specification_belong_together() {
    let identity: Identity = IDENTITY.parse().unwrap();
    assert_eq!(identity.to_text().expose_secret(), IDENTITY);
    assert_eq!(identity.to_public().to_string(), RECIPIENT.trim());
    let recipient: Recipient = RECIPIENT.trim().parse().unwrap();
    assert!(recipient == identity.to_public());
}

#[test]
fn what_is_sealed_to_several_opens_with_each_and_with_no_other() {
    let ours: Vec<Identity> = (1..=3).map(|n| Identity::from_seed(&[n; 32])).collect();
    let to: Vec<Recipient> = ours.iter().map(Identity::to_public).collect();
    let to: Vec<&dyn age::Recipient> = to.iter().map(|one| one as &dyn age::Recipient).collect();
    let file = seal(&to, b"for three").unwrap();
    for identity in &ours {
        assert_eq!(open(&file, identity).unwrap(), b"for three");
    }
    let stranger = Identity::from_seed(&[9; 32]);
    assert!(matches!(
        open(&file, &stranger),
        Err(age::DecryptError::NoMatchingKeys)
    ));
}

#[test]
fn it_never_stands_beside_a_recipient_that_a_quantum_computer_opens() {
    let old = age::x25519::Identity::generate().to_public();
    let new = Identity::from_seed(&[1; 32]).to_public();
    assert!(matches!(
        seal(&[&new, &old], b""),
        Err(age::EncryptError::IncompatibleRecipients { .. })
    ));
}

#[test]
fn other_texts_are_no_keys() {
    let recipient = RECIPIENT.trim();
    let changed = recipient.replacen('3', "4", 1);
    for text in [
        "",
        "age1pq1",
        "age1pq",
        IDENTITY,
        &recipient[..recipient.len() - 1],
        &changed,
    ] {
        assert_eq!(text.parse::<Recipient>().err(), Some(NotAKey), "{text}");
    }
    let lower = age::x25519::Identity::generate().to_string();
    for text in [
        "",
        recipient,
        lower.expose_secret(),
        &IDENTITY[..IDENTITY.len() - 1],
    ] {
        assert_eq!(text.parse::<Identity>().err(), Some(NotAKey), "{text}");
    }
}

/// Numbers above the modulus, and a point of low order, are refused though the text is whole.
#[test]
fn a_recipient_that_would_be_weak_is_refused() {
    let bytes = |change: fn(&mut Vec<u8>)| {
        let decoded = age_core::primitives::bech32_decode(
            RECIPIENT.trim(),
            |_| (),
            |_| Ok(()),
            |_, bytes| Ok::<_, ()>(bytes.collect::<Vec<u8>>()),
        );
        let mut bytes = decoded.unwrap();
        change(&mut bytes);
        age_core::primitives::bech32_encode(bech32::Hrp::parse_unchecked("age1pq"), &bytes)
    };
    assert!(bytes(|_| {}).parse::<Recipient>().is_ok());
    assert!(
        bytes(|bytes| bytes[..3].fill(0xff))
            .parse::<Recipient>()
            .is_err()
    );
    assert!(
        bytes(|bytes| bytes[1184..].fill(0))
            .parse::<Recipient>()
            .is_err()
    );
    assert!(bytes(|bytes| bytes.push(0)).parse::<Recipient>().is_err());
}
