//! The passphrase stanza: a line of arguments, then the body.

use std::sync::LazyLock;

use age::{Identity, Recipient};
use age_core::format::{FileKey, Stanza};
use agevfs::Entropy;
use vault::{
    Error, KdfParams, MAX_M_KIB, MAX_P, MAX_T, MIN_M_KIB, MIN_T, PASSPHRASE_STANZA, Passphrase,
    PassphraseIdentity, PassphraseRecipient, fuzzing,
};

use crate::bytes::split;

const MOST_KIB: u32 = 64;

static PASSPHRASE: LazyLock<Passphrase> =
    LazyLock::new(|| Passphrase::new("amber kettle orchard window").expect("a passphrase"));

/// One that opens.
static REAL: LazyLock<(Vec<String>, Vec<u8>)> = LazyLock::new(|| {
    let recipient = PassphraseRecipient {
        passphrase: &PASSPHRASE,
        params: KdfParams::new(16, 2, 2).unwrap_or(KdfParams::floor()),
        entropy: &Entropy::seeded(6),
    };
    let wrapped = recipient.wrap_file_key(&FileKey::init_with_mut(|key| key.fill(9)));
    let (stanzas, _) = wrapped.unwrap_or_else(|_| panic!("memory for a cheap guess"));
    let Stanza { args, body, .. } = stanzas.into_iter().next().expect("one");
    (args, body)
});

pub fn run(data: &[u8]) {
    let (line, body) = split(data, b"\n").unwrap_or((data, b""));
    let line = String::from_utf8_lossy(line);
    let stanza = Stanza {
        tag: PASSPHRASE_STANZA.to_owned(),
        args: line.split(' ').map(str::to_owned).collect(),
        body: body.to_vec(),
    };
    let parsed = fuzzing::stanza(&stanza);
    let cost = cost(&stanza.args).filter(|_| body.len() == 32);
    match (&parsed, cost) {
        (Ok(again), Some([m, t, p])) => {
            assert!(again.args == stanza.args && again.body == stanza.body);
            assert!((MIN_M_KIB..=MAX_M_KIB).contains(&m));
            assert!((MIN_T..=MAX_T).contains(&t));
            assert!((1..=MAX_P).contains(&p));
            if m <= MOST_KIB {
                let opened = PassphraseIdentity(&PASSPHRASE).unwrap_stanza(&stanza);
                let real = (&stanza.args, &stanza.body) == (&REAL.0, &REAL.1);
                assert_eq!(opened.is_some_and(|key| key.is_ok()), real);
            }
        }
        (Ok(_), None) => panic!("taken, and not in form"),
        // In form and outside the bounds, or too many lanes for the memory.
        (Err(Error::OutOfRange { .. }), _) => {}
        (Err(Error::Damaged { .. }), cost) => assert!(cost.is_none(), "in form, and refused"),
        (Err(other), _) => panic!("{other:?}"),
    }
}

/// The three numbers, if everything is in form.
fn cost(args: &[String]) -> Option<[u32; 3]> {
    let [salt, numbers @ ..] = args else {
        return None;
    };
    // 16 bytes are 22 characters, the last of which holds two bits.
    let base64 = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
    let salt_in_form =
        salt.len() == 22 && salt.bytes().all(base64) && salt.ends_with(['A', 'Q', 'g', 'w']);
    let numbers: Vec<u32> = numbers
        .iter()
        .map(|text| {
            text.parse()
                .ok()
                .filter(|n: &u32| n.to_string() == *text && *n > 0)
        })
        .collect::<Option<_>>()?;
    let numbers = numbers.try_into().ok()?;
    salt_in_form.then_some(numbers)
}

pub fn seeds() -> Vec<Vec<u8>> {
    let (args, body) = &*REAL;
    let line = |args: &[&str]| [args.join(" ").as_bytes(), b"\n", body].concat();
    let salt = args[0].as_str();
    vec![
        [args.join(" ").as_bytes(), b"\n", body].concat(),
        line(&[salt, "65536", "3", "4"]),
        line(&[salt, "1048576", "10", "4"]),
        line(&[salt, "1048577", "3", "1"]),
        line(&[salt, "8", "1", "2"]),
        line(&[salt, "4294967296", "3", "1"]),
        line(&[salt, "08", "+1", "-1"]),
    ]
}
