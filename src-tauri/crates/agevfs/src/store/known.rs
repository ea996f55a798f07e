//! Reading a part of a chunk again without reading the whole chunk.
//!
//! age authenticates 64 KiB at a time, and a database reads 4 KiB here and there: with every chunk that has to be decrypted
//! anew, fifteen pages are decrypted for nothing. So when a chunk has been authenticated, the blocks of 4 KiB in it are given
//! tags that are kept in memory, under a key that nobody knows and that ends with the store. A block that is needed later is
//! decrypted alone and has to carry its tag. What was changed on the disk meanwhile is refused as surely as by the chunk's own
//! seal. 16 bytes for 4096: 4 MB for a database of 1 GB.

use std::collections::HashMap;
use std::sync::Arc;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

use super::chunks::ChunkKey;
use crate::Entropy;
use crate::stream::CHUNK;

/// Bytes in a block: a page of most databases.
pub(super) const BLOCK: usize = 4096;
const BLOCKS: usize = CHUNK / BLOCK;
/// So many blocks one after the other, and the reader is going through the file: whole chunks are cheaper then.
const A_RUN: u32 = 3;

type Tag = [u8; 16];
/// The tags of the blocks of one chunk.
pub(super) type Tags = Box<[Tag]>;

/// Gives blocks their tags. A thread that decrypts ahead has one too.
#[derive(Clone)]
pub(super) struct Tagger(Arc<LessSafeKey>);

/// The tags of blocks, and where reading is.
pub(super) struct Known {
    tagger: Tagger,
    chunks: HashMap<ChunkKey, Tags>,
    scratch: Zeroizing<Vec<u8>>,
    /// The file and the block read last, and how many came before it in a row.
    at: (u32, u64),
    run: u32,
}

impl Known {
    pub fn new(entropy: &Entropy) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, &*entropy.bytes::<32>());
        Self {
            tagger: Tagger(Arc::new(LessSafeKey::new(
                key.expect("the key has 32 bytes"),
            ))),
            chunks: HashMap::new(),
            scratch: Zeroizing::new(Vec::with_capacity(BLOCK)),
            at: (0, 0),
            run: 0,
        }
    }

    /// Notes that the block at `offset` of `file` is read now; tells whether the file is being gone through.
    pub fn runs(&mut self, file: u32, offset: u64) -> bool {
        let at = (file, offset / BLOCK as u64);
        if at != self.at {
            let follows = at == (self.at.0, self.at.1 + 1);
            self.run = if follows {
                self.run.saturating_add(1)
            } else {
                0
            };
            self.at = at;
        }
        self.run >= A_RUN
    }

    /// Blocks in a row so far.
    pub fn run(&self) -> u32 {
        self.run
    }

    pub fn knows(&self, chunk: ChunkKey) -> bool {
        self.chunks.contains_key(&chunk)
    }

    /// Takes the tags of a chunk that has been authenticated.
    pub fn learn(&mut self, chunk: ChunkKey, content: &[u8]) {
        if !self.knows(chunk) {
            let tags = self.tagger.tags(chunk, content, &mut self.scratch);
            self.chunks.insert(chunk, tags);
        }
    }

    /// Takes tags that another thread gave to a chunk that has been authenticated.
    pub fn keep(&mut self, chunk: ChunkKey, tags: Tags) {
        self.chunks.insert(chunk, tags);
    }

    pub fn tagger(&self) -> Tagger {
        self.tagger.clone()
    }

    /// Whether this is block `number` of the chunk as it was authenticated.
    pub fn is(&mut self, chunk: ChunkKey, number: usize, block: &[u8]) -> bool {
        let tag = self.tagger.tag(chunk, number, block, &mut self.scratch);
        self.chunks
            .get(&chunk)
            .and_then(|tags| tags.get(number))
            .is_some_and(|known| *known == tag)
    }

    pub fn forget(&mut self, file: u32) {
        self.chunks.retain(|(of, _), _| *of != file);
    }
}

impl Tagger {
    /// The tags of all blocks of a chunk.
    pub fn tags(&self, chunk: ChunkKey, content: &[u8], scratch: &mut Vec<u8>) -> Tags {
        (0..)
            .zip(content.chunks(BLOCK))
            .map(|(number, block)| self.tag(chunk, number, block, scratch))
            .collect()
    }

    /// The tag that AES-256-GCM (NIST SP 800-38D) gives a block. The key is drawn for one open store, and in it a nonce stands
    /// for one block of one immutable file; tags are only compared, never shown.
    fn tag(
        &self,
        (file, chunk): ChunkKey,
        number: usize,
        block: &[u8],
        scratch: &mut Vec<u8>,
    ) -> Tag {
        debug_assert!(number < BLOCKS && block.len() <= BLOCK);
        let mut nonce = [0; 12];
        nonce[..4].copy_from_slice(&file.to_be_bytes());
        nonce[4..].copy_from_slice(&(chunk * BLOCKS as u64 + number as u64).to_be_bytes());
        scratch.clear();
        scratch.extend_from_slice(block);
        self.0
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), scratch)
            .expect("a block is far below the limit of the cipher")
            .as_ref()
            .try_into()
            .expect("a tag has 16 bytes")
    }
}
