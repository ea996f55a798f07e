//! Evidence items and their custody. The bytes are an encrypted blob of the vault; here is what is known about them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CaseId, CustodyEventKind, CustodyId, EvidenceId, Sensitivity, SourceId};
use crate::date::UncertainDate;

/// An evidence item (Berkeley Protocol, paragraphs 153-167).
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Evidence {
    /// Identity.
    pub id: EvidenceId,
    /// In which case.
    pub case_id: CaseId,
    /// One line.
    pub title: String,
    /// File name as it came.
    pub file_name: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// Media type found in the bytes, not taken from the name.
    pub media_type: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// The encrypted file that holds them.
    pub blob: String,
    /// What ties that file to this record: hash of its age header and nonce, lower-case hex.
    pub binding: String,
    /// When it was obtained.
    pub obtained: Option<UncertainDate>,
    /// By whom of the team.
    pub obtained_by: String,
    /// From which source.
    pub source: Option<SourceId>,
    /// How.
    pub how: String,
    /// Device or tool.
    pub device: String,
    /// Address of a captured web page; kept as text, never fetched.
    pub url: String,
    /// The item this is a working copy of.
    pub original: Option<EvidenceId>,
    /// What was done to make the copy.
    pub transformation: String,
    /// Where the physical original is.
    pub physical: String,
    /// How far it may travel.
    pub sensitivity: Sensitivity,
}

/// One entry of an item's chain of custody; written by the program, never edited.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct CustodyEvent {
    /// Identity.
    pub id: CustodyId,
    /// In which case (that of the item).
    pub case_id: CaseId,
    /// Which item.
    pub evidence: EvidenceId,
    /// UTC, `YYYY-MM-DDTHH:MM:SS`.
    pub at: String,
    /// What happened.
    pub event: CustodyEventKind,
    /// By whom.
    pub by: String,
    /// SHA-256 before.
    pub hash_before: String,
    /// SHA-256 after.
    pub hash_after: String,
    /// A word on it.
    pub note: String,
}
