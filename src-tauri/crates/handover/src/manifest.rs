//! `manifest.json`: what a bundle holds, from whom, for whom. It is signed; every other file is bound by its hash here.

use std::collections::{BTreeMap, BTreeSet};

use casework::record::{CaseId, EvidenceId};
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::error::Problem;
use crate::keys::Keys;

/// Version of the bundle format written here, and the latest one read.
pub const VERSION: u32 = 1;
/// Name of the format.
pub const FORMAT: &str = "sandyq-handover";
/// Longest manifest, in bytes.
pub const MAX_MANIFEST: u64 = 16 << 20;
/// Most files in a bundle besides manifest and signature.
pub const MAX_FILES: usize = 20_000;
/// Largest database, in bytes: it is held in memory.
pub const MAX_DATABASE: u64 = 512 << 20;
/// Largest file of any other kind: the most that the size field of ustar can say, 8 GiB less one byte (POSIX.1-1988).
pub const MAX_FILE: u64 = (8 << 30) - 1;
/// Largest sum of all files, in bytes.
pub const MAX_TOTAL: u64 = 256 << 30;
/// Longest message to the receiver, in characters.
pub const MAX_MESSAGE: usize = 10_000;
/// Longest name of an evidence file, in bytes, with its folder.
pub const MAX_NAME: usize = 99;

/// The manifest itself.
pub const MANIFEST: &str = "manifest.json";
/// Its signature.
pub const SIGNATURE: &str = "manifest.json.minisig";
/// How to check and read the bundle.
pub const README: &str = "README.txt";
/// Hashes for `sha256sum -c`.
pub const SUMS: &str = "SHA256SUMS";
/// The records, in the shape that can be imported.
pub const CASEBOOK: &str = "casebook.json";
/// The records, as an SQLite database; what a merge reads.
pub const DATABASE: &str = "casebook.sqlite";
/// The records, as a page.
pub const PAGE: &str = "index.html";
/// Folder of evidence.
pub const EVIDENCE: &str = "evidence/";
/// What is always there, in order.
pub const FIXED: [&str; 5] = [README, SUMS, CASEBOOK, DATABASE, PAGE];

/// What a bundle holds.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// When it was made, UTC, `YYYY-MM-DDTHH:MM:SS`.
    pub created: String,
    /// `internal`, `partner` or `public`.
    pub profile: String,
    /// A word to the receiver.
    pub message: String,
    /// From whom.
    pub sender: Sender,
    /// For whom: SHA-256 of the text of each recipient, so that a receiver finds itself but not the others.
    pub recipients: Vec<String>,
    /// Which cases.
    pub cases: Vec<ManifestCase>,
    /// How many records, by plural name.
    pub counts: BTreeMap<String, u32>,
    /// Every other file, in the order of the archive.
    pub files: Vec<FileEntry>,
}

/// Who made a bundle.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sender {
    /// Name on the card.
    pub name: String,
    /// Recipients to answer to: X25519,
    pub recipient: String,
    /// and the post-quantum one.
    pub recipient_pq: String,
    /// Signing key, in minisign's format.
    pub signing_key: String,
}

/// One case of a bundle.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestCase {
    /// Identity.
    pub id: CaseId,
    /// Reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Title.
    pub title: String,
}

/// One file of a bundle.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Name in the archive.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// The evidence item whose bytes these are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceId>,
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u32,
}

impl Manifest {
    /// The bytes that are signed.
    ///
    /// # Panics
    /// Never: there is nothing in a manifest that JSON cannot say.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("strings, numbers and lists");
        bytes.push(b'\n');
        bytes
    }

    /// Reads a manifest and checks everything in it that does not need another file.
    ///
    /// # Errors
    /// [`Problem::Newer`], [`Problem::TooLarge`] or [`Problem::Manifest`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        let head: Head = serde_json::from_slice(bytes).map_err(|_| Problem::Manifest)?;
        if head.format != FORMAT || head.version == 0 {
            return Err(Problem::Manifest);
        }
        if head.version > VERSION {
            return Err(Problem::Newer);
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(|_| Problem::Manifest)?;
        manifest.validate()?;
        Ok(manifest)
    }

    /// The sender's card.
    ///
    /// # Errors
    /// [`Problem::Manifest`] if a field of it is not usable.
    pub fn sender_card(&self) -> Result<Card, Problem> {
        Card::from_fields(
            &self.sender.name,
            &self.sender.recipient,
            &self.sender.recipient_pq,
            &self.sender.signing_key,
        )
        .map_err(|_| Problem::Manifest)
    }

    /// The sender sealed it to the holder of these keys.
    pub fn is_for(&self, keys: &Keys) -> bool {
        keys.marks()
            .iter()
            .any(|mark| self.recipients.contains(mark))
    }

    /// How many evidence files there are.
    pub fn evidence_count(&self) -> usize {
        self.files
            .iter()
            .filter(|file| file.evidence.is_some())
            .count()
    }

    fn validate(&self) -> Result<(), Problem> {
        self.sender_card()?;
        let good_time =
            chrono::NaiveDateTime::parse_from_str(&self.created, "%Y-%m-%dT%H:%M:%S").is_ok();
        let good_message = good_message(&self.message);
        let good_marks =
            !self.recipients.is_empty() && self.recipients.iter().all(|mark| is_sha256(mark));
        let ids: BTreeSet<CaseId> = self.cases.iter().map(|case| case.id).collect();
        let good_cases = !ids.is_empty() && ids.len() == self.cases.len();
        let good_profile = is_code(&self.profile);
        if !(good_time && good_message && good_marks && good_cases && good_profile) {
            return Err(Problem::Manifest);
        }
        self.validate_files()
    }

    fn validate_files(&self) -> Result<(), Problem> {
        if self.files.len() > MAX_FILES {
            return Err(Problem::TooLarge);
        }
        let (fixed, evidence) = self
            .files
            .split_at_checked(FIXED.len())
            .ok_or(Problem::Manifest)?;
        let good_fixed = fixed
            .iter()
            .zip(FIXED)
            .all(|(file, name)| file.name == name && file.evidence.is_none());
        let good_evidence = evidence
            .iter()
            .all(|file| file.evidence.is_some() && is_evidence_name(&file.name));
        let items: BTreeSet<EvidenceId> =
            evidence.iter().filter_map(|file| file.evidence).collect();
        // Names differ by more than case, so that they stay apart on every file system.
        let names: BTreeSet<String> = evidence
            .iter()
            .map(|file| file.name.to_ascii_lowercase())
            .collect();
        let good_order = evidence.is_sorted_by(|a, b| a.name < b.name);
        let apart = items.len() == evidence.len() && names.len() == evidence.len();
        if !(good_fixed
            && good_evidence
            && good_order
            && apart
            && self.files.iter().all(|file| is_sha256(&file.sha256)))
        {
            return Err(Problem::Manifest);
        }
        let total = self
            .files
            .iter()
            .try_fold(0_u64, |sum, file| sum.checked_add(file.size))
            .ok_or(Problem::TooLarge)?;
        let too_large = |file: &FileEntry| {
            file.size
                > if file.name == DATABASE {
                    MAX_DATABASE
                } else {
                    MAX_FILE
                }
        };
        if total > MAX_TOTAL || self.files.iter().any(too_large) {
            Err(Problem::TooLarge)
        } else {
            Ok(())
        }
    }
}

/// Whether this can be the short name of a profile.
fn is_code(code: &str) -> bool {
    let plain = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-')
    };
    (1..=40).contains(&code.len()) && code.bytes().all(plain)
}

/// Whether a word to the receiver may go: bounded, and without control characters, which could deceive the terminal or the window it is shown in.
pub fn good_message(message: &str) -> bool {
    message.chars().count() <= MAX_MESSAGE
        && !message
            .chars()
            .any(|char| char.is_control() && !matches!(char, '\n' | '\r' | '\t'))
}

/// Lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).expect("below 16");
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// The name of an evidence file inside a bundle: `evidence/<case>-<number>-<name>`, of plain ASCII, whatever it was called
/// before. `number` keeps names apart.
pub fn evidence_name(case: &str, number: usize, file_name: &str) -> String {
    let plain = |text: &str, most: usize| -> String {
        let mapped = text.chars().map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-') {
                c
            } else {
                '_'
            }
        });
        mapped
            .take(most)
            .collect::<String>()
            .trim_matches(['.', '_', '-'])
            .to_owned()
    };
    let file_name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    // The ending tells programs what to open it with, so it is kept whole when the name is cut.
    let (stem, ending) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
    let mut name = format!("{EVIDENCE}{}-{number:04}", plain(case, 24));
    for (sign, text) in [('-', plain(stem, 40)), ('.', plain(ending, 10))] {
        if !text.is_empty() {
            name.push(sign);
            name.push_str(&text);
        }
    }
    if is_evidence_name(&name) {
        name
    } else {
        format!("{EVIDENCE}item-{number:04}")
    }
}

/// Whether a name may be written to a disk of any system: one plain ASCII name in the one folder there is.
fn is_evidence_name(name: &str) -> bool {
    let Some(file) = name.strip_prefix(EVIDENCE) else {
        return false;
    };
    let plain = file
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    let stem = file
        .split('.')
        .next()
        .unwrap_or_default()
        .to_ascii_uppercase();
    let device = matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        || (stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && stem.ends_with(|c: char| c.is_ascii_digit()));
    plain
        && !device
        && name.len() <= MAX_NAME
        && file.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !file.ends_with('.')
}

fn is_sha256(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
pub(crate) mod tests;
