//! PDF without what it says of itself (ISO 32000-1, 14.3): written over with blanks where it stands.
//!
//! Nothing else moves: every table of places in the file stays right, and what people see stays byte for byte. What is packed with other objects is packed again
//! into the room that it had. A file that is locked, signed, or holds what programs keep for themselves or other files is not touched: there it cannot be said
//! that nothing is left.

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::lexer::{Lexer, Map, Object};
use super::{Budget, File, Item, Reading, find, kind};
use crate::leak::strip::{Clean, Taken, picture};

/// Metadata that says nothing (XMP, ISO 16684-1).
const NOTHING: &[u8] = b"<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"/><?xpacket end=\"r\"?>";
/// Keys of objects that cannot be cleaned: signatures, what programs keep for themselves, forms of another kind.
const CLOSED: [&[u8]; 3] = [b"ByteRange", b"PieceInfo", b"XFA"];
/// What somebody wrote onto a page.
const REMARKS: [&[u8]; 18] = [
    b"Text",
    b"FreeText",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"FileAttachment",
    b"Redact",
    b"Popup",
    b"Sound",
];
/// In those: who, and when.
const WHO: [&[u8]; 3] = [b"T", b"M", b"CreationDate"];

/// The file without; none if that cannot be done soundly. What says nothing comes back the same.
pub(in crate::leak) fn strip(bytes: &[u8], budget: &mut Budget) -> Option<Clean> {
    let mut file = File::of(bytes, budget);
    if file.is_encrypted(budget) {
        return None;
    }
    let mut reading = Reading::default();
    file.unpack_objects(budget, &mut reading);
    let maps = || file.items.iter().filter_map(|item| item.value.map());
    let closed =
        |map: &Map| CLOSED.iter().any(|key| map.contains_key(*key)) || kind(map) == b"EmbeddedFile";
    if file.items.is_empty() || maps().any(closed) || !reading.missing.is_empty() {
        return None;
    }
    let about = About::of(&file, budget)?;
    let mut clean = Clean::from(bytes);
    for item in &file.items {
        // What is packed is done with its pack.
        let Some(from) = item.place else { continue };
        if let Some((from, to)) = item.stream {
            let packed = file.stream(item, from..to, &about, &mut clean, budget)?;
            if let Some(content) = packed {
                clean.bytes.get_mut(from..to)?.copy_from_slice(&content);
            }
        }
        let end = item.stream.map_or(bytes.len(), |(from, _)| from);
        let whole = clean.bytes.get_mut(from..end)?;
        let taken = about.blank(item.number, whole, budget)?;
        clean.taken.extend(taken);
    }
    // Work that was not done for want of steps is not done.
    budget.step().then_some(clean)
}

/// Which objects say something of the file.
struct About {
    /// Its card: author, title, program, dates.
    info: BTreeSet<u32>,
    /// Its metadata.
    xmp: BTreeSet<u32>,
}

impl About {
    fn of(file: &File<'_>, budget: &mut Budget) -> Option<Self> {
        let (mut info, mut xmp) = (BTreeSet::new(), BTreeSet::new());
        for trailer in file.trailers(budget) {
            match trailer.get(b"Info".as_slice()) {
                Some(Object::Ref(number)) if file.last.contains_key(number) => {
                    info.insert(*number);
                }
                None | Some(Object::Nothing) => {}
                // The card is not where it is said to be.
                Some(_) => return None,
            }
        }
        let of_info = file.items.iter().filter(|item| info.contains(&item.number));
        let mut further = BTreeSet::new();
        for value in of_info
            .filter_map(|item| item.value.map())
            .flat_map(Map::values)
        {
            if let Object::Ref(number) = value {
                further.insert(*number);
            }
        }
        info.extend(further);
        for map in file.items.iter().filter_map(|item| item.value.map()) {
            if let Some(Object::Ref(number)) = map.get(b"Metadata".as_slice()) {
                xmp.insert(*number);
            }
        }
        Some(Self { info, xmp })
    }

    #[expect(
        clippy::option_option,
        reason = "it cannot be read, and it says nothing"
    )]
    /// Writes over what the object that begins here says; gives what that was. None if it cannot be read.
    fn blank(&self, number: u32, bytes: &mut [u8], budget: &mut Budget) -> Option<Option<Taken>> {
        let mut lexer = Lexer::new(bytes, 0);
        lexer.skip_space();
        let begin = lexer.at;
        let value = lexer.next(budget)?;
        let whole = begin..lexer.at;
        if self.info.contains(&number) {
            let inner = match value {
                Object::Map(_) => whole.start + 2..whole.end.checked_sub(2)?,
                Object::Text(_) => whole.start + 1..whole.end.checked_sub(1)?,
                _ => return Some(None),
            };
            return Some(fill(bytes, inner)?.then_some(Taken::Author));
        }
        let Some(map) = value.map() else {
            return Some(None);
        };
        let subtype = map
            .get(b"Subtype".as_slice())
            .map_or(b"".as_slice(), Object::name);
        let remark = REMARKS.contains(&subtype) && map.contains_key(b"Rect".as_slice());
        let mut any = false;
        if remark {
            for inner in values(bytes, whole, budget)? {
                any |= fill(bytes, inner)?;
            }
        }
        Some(any.then_some(Taken::Reviewers))
    }
}

/// Where the strings behind the keys of [`WHO`] stand in a dictionary, without their brackets.
fn values(bytes: &[u8], whole: Range<usize>, budget: &mut Budget) -> Option<Vec<Range<usize>>> {
    let mut lexer = Lexer::new(bytes, whole.start + 2);
    let (mut found, mut key) = (Vec::new(), Vec::new());
    loop {
        lexer.skip_space();
        let from = lexer.at;
        if from + 2 >= whole.end {
            return Some(found);
        }
        let object = lexer.next(budget)?;
        let who = WHO.contains(&key.as_slice());
        match object {
            Object::Name(name) => key = name,
            Object::Text(_) if who => {
                found.push(from + 1..lexer.at.checked_sub(1)?);
                key.clear();
            }
            // In another object: that cannot be told apart from what else it is used for.
            Object::Number(_) if who => return None,
            _ => key.clear(),
        }
    }
}

/// Blanks; whether something else stood there.
fn fill(bytes: &mut [u8], range: Range<usize>) -> Option<bool> {
    let place = bytes.get_mut(range)?;
    let any = place.iter().any(|byte| !byte.is_ascii_whitespace());
    place.fill(b' ');
    Some(any)
}

impl File<'_> {
    /// The stream of an item as it is to be, just as long; nothing if it stays. None if it cannot be done.
    #[expect(
        clippy::option_option,
        reason = "it cannot be done, and it need not be"
    )]
    fn stream(
        &self,
        item: &Item,
        place: Range<usize>,
        about: &About,
        clean: &mut Clean,
        budget: &mut Budget,
    ) -> Option<Option<Vec<u8>>> {
        let (map, room) = (item.value.map()?, place.len());
        let raw = self.bytes.get(place)?;
        let filters = self.filters(map)?;
        if kind(map) == b"Metadata" || about.xmp.contains(&item.number) {
            let mut bytes = self.plain(item, &filters, budget)?;
            if bytes.trim_ascii() == NOTHING {
                return Some(None);
            }
            clean.take(true, Taken::Author);
            let long = bytes.len();
            bytes = NOTHING.to_vec();
            bytes.resize(long.max(NOTHING.len()), b' ');
            return fitted(&bytes, &filters, room).map(Some);
        }
        if kind(map) == b"ObjStm" {
            let mut bytes = self.plain(item, &filters, budget)?;
            let index = |key: &[u8]| map.get(key).and_then(Object::index);
            let (count, first) = (index(b"N")?, index(b"First")?);
            let mut lexer = Lexer::new(&bytes, 0);
            let mut places = Vec::new();
            for _ in 0..count {
                let number = lexer.next(budget)?.index()?;
                let at = first.checked_add(lexer.next(budget)?.index()?)?;
                places.push((u32::try_from(number).ok()?, at));
            }
            let mut any = false;
            for (number, at) in places {
                let taken = about.blank(number, bytes.get_mut(at..)?, budget)?;
                any |= taken.is_some();
                clean.taken.extend(taken);
            }
            return if any {
                fitted(&bytes, &filters, room).map(Some)
            } else {
                Some(None)
            };
        }
        let jpeg = raw.starts_with(b"\xff\xd8\xff")
            && filters.iter().all(|filter| filter.starts_with(b"DCT"));
        if jpeg {
            let found = picture::strip(raw)?;
            // What stands after the end is only the room that is left.
            let tail = raw.strip_prefix(found.bytes.as_slice());
            let empty = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace();
            if tail.is_some_and(|tail| tail.iter().all(empty)) {
                return Some(None);
            }
            clean.taken.extend(found.taken);
            let mut bytes = found.bytes;
            if bytes.len() > room {
                return None;
            }
            bytes.resize(room, 0);
            return Some(Some(bytes));
        }
        // A picture packed twice, or of a sort that has room for a camera's own words.
        let dark = |filter: &Vec<u8>| filter.starts_with(b"DCT") || filter.starts_with(b"JPX");
        if filters.iter().any(dark) || find(raw, b"<x:xmpmeta").is_some() {
            return None;
        }
        Some(None)
    }

    /// How a stream is packed; none if it says that in a way that is not read here.
    fn filters(&self, map: &Map) -> Option<Vec<Vec<u8>>> {
        match self.under(map, b"Filter") {
            Object::Nothing => Some(Vec::new()),
            Object::Name(name) => Some(vec![name.clone()]),
            Object::List(list) if list.len() <= 4 => Some(
                list.iter()
                    .map(|one| self.get(one).name().to_vec())
                    .collect(),
            ),
            _ => None,
        }
    }

    /// The bytes of a stream that may be packed in the usual way only.
    fn plain(&self, item: &Item, filters: &[Vec<u8>], budget: &mut Budget) -> Option<Vec<u8>> {
        let usual = |filter: &Vec<u8>| matches!(filter.as_slice(), b"FlateDecode" | b"Fl");
        if filters.len() > 1 || !filters.iter().all(usual) {
            return None;
        }
        let mut reading = Reading::default();
        let bytes = self.unpacked(item, budget, &mut reading)?;
        reading.missing.is_empty().then_some(bytes)
    }
}

/// The bytes packed as they were, in just so much room; none if it is not enough.
fn fitted(bytes: &[u8], filters: &[Vec<u8>], room: usize) -> Option<Vec<u8>> {
    let (mut out, fill) = if filters.is_empty() {
        (bytes.to_vec(), b' ')
    } else {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).ok()?;
        (packer.finish().ok()?, 0)
    };
    // Metadata that says nothing may be longer than that which said little.
    if filters.is_empty() && out.len() > room {
        out.truncate(room);
        out.fill(b' ');
    }
    (out.len() <= room).then(|| {
        out.resize(room, fill);
        out
    })
}
