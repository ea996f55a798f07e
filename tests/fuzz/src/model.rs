//! A second reader of a store, written from `docs/vault-format.md` alone. It sees plaintexts: every file is taken to be
//! sealed in the same [`Envelope`].

use std::collections::{BTreeMap, BTreeSet};

use crate::bytes::{array, u32_at, u64_at};
use crate::known::{Envelope, hmac_sha256, sha256};

/// Plaintexts by file name.
pub type Folder = BTreeMap<String, Vec<u8>>;
type Hash = [u8; 32];
type Point = (u64, Hash);

/// What a store holds.
pub struct Content {
    pub head: Point,
    pub pages: u32,
    /// Whether the full check finds nothing.
    pub sound: bool,
    /// The database, if it has no more pages than were wanted.
    pub image: Option<Vec<u8>>,
}

/// Reads a folder under the MAC key `mac`; none if it has to be refused.
pub fn read(folder: &Folder, mac: &[u8], envelope: &Envelope, most: u32) -> Option<Content> {
    let names: Vec<(&str, Name)> = folder
        .keys()
        .filter_map(|text| Some((text.as_str(), Name::of(text)?)))
        .collect();
    let manifests = names.iter().filter(|(_, name)| name.kind == 'm');
    let (text, name) = manifests.max_by_key(|(_, name)| (name.to, &name.suffix))?;
    let manifest = Manifest::read(&folder[*text], mac, name)?;
    let snapshot = folder.get(&format!("s-{:010}-{}.age", manifest.seq, name.suffix))?;
    let fits = manifest.binding == envelope.binding()
        && manifest.len == envelope.sealed_len(snapshot.len())
        && snapshot.len() as u64 == u64::from(manifest.pages) * u64::from(manifest.page_size);
    if !fits {
        return None;
    }
    let mut points = BTreeSet::from([(manifest.seq, manifest.chain)]);
    let mut deltas = Vec::new();
    for (text, name) in &names {
        let plain = &folder[*text];
        match name.kind {
            'd' if name.to > manifest.seq => {
                let delta = Delta::read(plain, mac, name, manifest.page_size)?;
                if delta.from <= manifest.seq {
                    return None;
                }
                points.extend(delta.ends());
                deltas.push(delta);
            }
            'd' => {
                let leftover = Delta::read(plain, mac, name, manifest.page_size);
                points.extend(leftover.iter().flat_map(Delta::ends));
            }
            'm' => points.extend(Manifest::read(plain, mac, name).map(|m| (m.seq, m.chain))),
            _ => {}
        }
    }
    let numbers: BTreeSet<u64> = points.iter().map(|point| point.0).collect();
    if numbers.len() < points.len() || !points.iter().all(|point| manifest.knows(point)) {
        return None;
    }
    let way = shortest(manifest.seq, &deltas)?;
    let mut content = Content {
        head: (manifest.seq, manifest.chain),
        pages: manifest.pages,
        sound: sha256(snapshot) == manifest.content,
        image: None,
    };
    let size = manifest.page_size as usize;
    let mut pages: BTreeMap<u32, &[u8]> = (1..).zip(snapshot.chunks(size)).collect();
    for delta in way {
        pages.retain(|number, _| *number <= delta.pages_min);
        pages.extend(delta.table.iter().copied().zip(delta.pages.chunks(size)));
        content.head = (delta.to, delta.after);
        content.pages = delta.pages_after;
        content.sound &= delta.sound(mac);
    }
    if content.pages <= most {
        let zeros = vec![0; size];
        let of = |number| pages.get(&number).copied().unwrap_or(&zeros);
        content.image = Some((1..=content.pages).flat_map(of).copied().collect());
    }
    Some(content)
}

/// The fewest deltas that lead from commit `start` to the newest one.
fn shortest<'a>(start: u64, deltas: &[Delta<'a>]) -> Option<Vec<Delta<'a>>> {
    let Some(last) = deltas.iter().map(|delta| delta.to).max() else {
        return Some(Vec::new());
    };
    // Breadth first: the first way found is one of the shortest.
    let mut ways = vec![(start, Vec::new())];
    for _ in 0..=deltas.len() {
        if let Some((_, way)) = ways.iter().find(|(at, _)| *at == last) {
            return Some(way.clone());
        }
        ways = ways
            .iter()
            .flat_map(|(at, way)| {
                let next = deltas.iter().filter(|delta| delta.from == *at + 1);
                next.map(|delta| {
                    (
                        delta.to,
                        [way.as_slice(), std::slice::from_ref(delta)].concat(),
                    )
                })
            })
            .collect();
    }
    None
}

struct Name {
    kind: char,
    from: u64,
    to: u64,
    suffix: String,
}

impl Name {
    fn of(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.strip_suffix(".age")?.split('-').collect();
        let (kind, from, to, suffix) = match parts[..] {
            ["s", seq, suffix] => ('s', seq, seq, suffix),
            ["m", seq, suffix] => ('m', seq, seq, suffix),
            ["d", from, to, suffix] => ('d', from, to, suffix),
            _ => return None,
        };
        let number = |text: &str| {
            let number: u64 = text.parse().ok()?;
            (format!("{number:010}") == text).then_some(number)
        };
        let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (suffix.len() == 8 && suffix.bytes().all(hex)).then_some(())?;
        Some(Self {
            kind,
            from: number(from)?,
            to: number(to)?,
            suffix: suffix.to_owned(),
        })
    }
}

/// Kind, version, a true MAC at the end, and a page size that there is.
fn check(plain: &[u8], magic: &[u8], mac: &[u8]) -> Option<u32> {
    let (signed, found) = plain.split_at_checked(plain.len().checked_sub(32)?)?;
    let page_size = u32_at(plain, 12)?;
    let right = plain.starts_with(magic)
        && u32_at(plain, 8)? == 1
        && found == hmac_sha256(mac, &[signed])
        && page_size.is_power_of_two()
        && (512..=65536).contains(&page_size);
    right.then_some(page_size)
}

struct Manifest {
    page_size: u32,
    seq: u64,
    chain: Hash,
    binding: Hash,
    len: u64,
    pages: u32,
    content: Hash,
    points: Vec<Point>,
}

impl Manifest {
    fn read(plain: &[u8], mac: &[u8], name: &Name) -> Option<Self> {
        if !(176..=65536).contains(&plain.len()) {
            return None;
        }
        let page_size = check(plain, b"agevfs-m", mac)?;
        let seq = u64_at(plain, 16)?;
        let count = u32_at(plain, 140)? as usize;
        if plain.len() - 176 != count.checked_mul(40)? {
            return None;
        }
        let point = |at| Some((u64_at(plain, at)?, array(plain, at + 8)?));
        let points: Vec<Point> = (0..count)
            .map(|i| point(144 + 40 * i))
            .collect::<Option<_>>()?;
        let rising = points.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if !rising || points.last().is_some_and(|last| last.0 >= seq) {
            return None;
        }
        if (seq, &plain[56..64]) != (name.to, name.suffix.as_bytes()) {
            return None;
        }
        Some(Self {
            page_size,
            seq,
            chain: array(plain, 24)?,
            binding: array(plain, 64)?,
            len: u64_at(plain, 96)?,
            pages: u32_at(plain, 104)?,
            content: array(plain, 108)?,
            points,
        })
    }

    fn knows(&self, point: &Point) -> bool {
        match self.points.first() {
            _ if point.0 >= self.seq => true,
            None => true,
            Some(first) => point.0 < first.0 || self.points.contains(point),
        }
    }
}

#[derive(Clone)]
struct Delta<'a> {
    from: u64,
    to: u64,
    before: Hash,
    after: Hash,
    pages_after: u32,
    pages_min: u32,
    content: Hash,
    table: Vec<u32>,
    pages: &'a [u8],
    /// What `content` is the hash of.
    body: Vec<u8>,
}

impl<'a> Delta<'a> {
    fn read(plain: &'a [u8], mac: &[u8], name: &Name, page_size: u32) -> Option<Self> {
        let (head, rest) = plain.split_at_checked(172)?;
        if check(head, b"agevfs-d", mac)? != page_size {
            return None;
        }
        let count = u32_at(head, 104)?;
        let (table, pages) = rest.split_at_checked(usize::try_from(count).ok()?.checked_mul(4)?)?;
        let delta = Self {
            from: u64_at(head, 16)?,
            to: u64_at(head, 24)?,
            before: array(head, 32)?,
            after: array(head, 64)?,
            pages_after: u32_at(head, 96)?,
            pages_min: u32_at(head, 100)?,
            content: array(head, 108)?,
            table: table
                .chunks(4)
                .map(|number| u32::from_be_bytes(number.try_into().expect("four")))
                .collect(),
            pages,
            body: [&head[104..108], rest].concat(),
        };
        let ordered = std::iter::once(&0)
            .chain(&delta.table)
            .is_sorted_by(|a, b| a < b);
        let right = pages.len() as u64 == u64::from(count) * u64::from(page_size)
            && (delta.from, delta.to) == (name.from, name.to)
            && (1..=delta.to).contains(&delta.from)
            && delta.pages_min <= delta.pages_after
            && ordered
            && delta
                .table
                .last()
                .is_none_or(|last| *last <= delta.pages_after);
        right.then_some(delta)
    }

    fn ends(&self) -> [Point; 2] {
        [(self.from - 1, self.before), (self.to, self.after)]
    }

    fn sound(&self, mac: &[u8]) -> bool {
        let link = chain(mac, &self.before, self.to, self.pages_after, &self.content);
        sha256(&self.body) == self.content && (self.from != self.to || self.after == link)
    }
}

/// The chain value of commit `seq`.
pub fn chain(mac: &[u8], before: &Hash, seq: u64, pages_after: u32, content: &Hash) -> Hash {
    let (seq, pages) = (seq.to_be_bytes(), pages_after.to_be_bytes());
    hmac_sha256(mac, &[b"agevfs-c", before, &seq, &pages, content])
}
