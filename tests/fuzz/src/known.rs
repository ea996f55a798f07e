//! age files under a file key that is known, written by the specification (<https://c2sp.org/age>): authentic, whatever is in
//! them, and the same bytes every time.

use std::cell::RefCell;

use age::secrecy::ExposeSecret;
use age::{DecryptError, Decryptor, Identity};
use age_core::format::{FileKey, Stanza};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use ring::{digest, hkdf, hmac};

/// The payload nonce of every file made here.
const NONCE: [u8; 16] = *b"payload nonce 16";
const CHUNK: usize = 64 * 1024;

/// A header without its MAC, and the file key in it.
pub struct Envelope {
    /// Up to the `---` of its last line.
    header: Vec<u8>,
    file_key: [u8; 16],
}

impl Envelope {
    /// The envelope of `file`, which `identity` opens.
    pub fn of(file: &[u8], identity: &dyn Identity) -> Self {
        let catching = Catching {
            inner: identity,
            caught: RefCell::default(),
        };
        let decryptor = Decryptor::new_buffered(file).expect("an age file");
        let opened = decryptor.decrypt(std::iter::once(&catching as &dyn Identity));
        assert!(opened.is_ok(), "the identity fits");
        let (stanzas, _) = crate::bytes::split(file, b"\n--- ").expect("a header");
        Self::new(
            &[stanzas, b"\n---"].concat(),
            catching.caught.into_inner().expect("it was opened"),
        )
    }

    /// A header up to its `---`, with the file key that its stanzas hold.
    pub fn new(header: &[u8], file_key: [u8; 16]) -> Self {
        Self {
            header: header.to_vec(),
            file_key,
        }
    }

    /// The whole header, and the nonce.
    pub fn head(&self) -> Vec<u8> {
        let key = hkdf_sha256(&[], &self.file_key, b"header");
        let mac = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), &self.header);
        let mac = BASE64_STANDARD_NO_PAD.encode(mac);
        [&*self.header, b" ", mac.as_bytes(), b"\n", &NONCE].concat()
    }

    /// A file with this plaintext.
    pub fn seal(&self, plain: &[u8]) -> Vec<u8> {
        let mut out = self.head();
        let chunks = plain.len().div_ceil(CHUNK).max(1);
        for index in 0..chunks {
            let from = index * CHUNK;
            let chunk = &plain[from..plain.len().min(from + CHUNK)];
            out.extend(self.chunk(index as u64, index + 1 == chunks, chunk));
        }
        out
    }

    /// One chunk with its tag.
    pub fn chunk(&self, index: u64, last: bool, plain: &[u8]) -> Vec<u8> {
        let key = hkdf_sha256(&NONCE, &self.file_key, b"payload");
        let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).expect("32 bytes"));
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&index.to_be_bytes());
        nonce[11] = u8::from(last);
        let mut chunk = plain.to_vec();
        key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::empty(),
            &mut chunk,
        )
        .expect("far below the limit of the cipher");
        chunk
    }

    /// SHA-256 of header and nonce.
    pub fn binding(&self) -> [u8; 32] {
        sha256(&self.head())
    }

    /// The length of a file with so many bytes of plaintext.
    pub fn sealed_len(&self, plain: usize) -> u64 {
        (self.head().len() + plain + 16 * plain.div_ceil(CHUNK).max(1)) as u64
    }
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    let hash = digest::digest(&digest::SHA256, bytes);
    hash.as_ref().try_into().expect("32 bytes")
}

/// HMAC-SHA256 over parts that are joined.
pub fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    for part in parts {
        mac.update(part);
    }
    mac.sign().as_ref().try_into().expect("32 bytes")
}

fn hkdf_sha256(salt: &[u8], input: &[u8], info: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    hkdf::Salt::new(hkdf::HKDF_SHA256, salt)
        .extract(input)
        .expand(&[info], hkdf::HKDF_SHA256)
        .and_then(|okm| okm.fill(&mut out))
        .expect("32 bytes are within the limit");
    out
}

/// A stanza as it stands in a header: its line, then base64 in lines of 64 and a shorter one.
pub fn written(stanza: &Stanza) -> Vec<u8> {
    let mut out = format!("-> {} {}\n", stanza.tag, stanza.args.join(" ")).into_bytes();
    let body = BASE64_STANDARD_NO_PAD.encode(&stanza.body);
    for line in body.as_bytes().chunks(64) {
        out.extend_from_slice(line);
        out.push(b'\n');
    }
    if body.len().is_multiple_of(64) {
        out.push(b'\n');
    }
    out
}

/// An identity that keeps the file key it finds.
struct Catching<'a> {
    inner: &'a dyn Identity,
    caught: RefCell<Option<[u8; 16]>>,
}

impl Identity for Catching<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        self.inner.unwrap_stanza(stanza).inspect(|found| {
            if let Ok(key) = found {
                *self.caught.borrow_mut() = Some(*key.expose_secret());
            }
        })
    }
}
