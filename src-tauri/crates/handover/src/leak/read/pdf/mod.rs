//! PDF: the words of every page and form, of earlier versions too, and everything the file says of itself.
//!
//! Programs that show a PDF follow its tables and show its last version. Here everything that stands in the bytes counts, and nothing that the
//! file claims is followed: objects are looked for where they are, what is packed is unpacked within bounds.

pub(in crate::leak) mod blank;
mod font;
mod lexer;
mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::bufread::{DeflateDecoder, ZlibDecoder};

use super::{Budget, Reading, Why, inner, markup, plain};
use font::Font;
use lexer::{Lexer, Map, Object};

/// Most objects of one file.
const OBJECTS: usize = 400_000;
/// Most fonts that a name of which nothing is known may stand for.
const WAYS: usize = 8;

/// An object of the file.
struct Item {
    number: u32,
    value: Object,
    /// Where it begins in the file; none if it is packed with others.
    place: Option<usize>,
    /// Where its bytes stand, if it has some.
    stream: Option<(usize, usize)>,
}

struct File<'b> {
    bytes: &'b [u8],
    items: Vec<Item>,
    /// The latest of each number.
    last: BTreeMap<u32, usize>,
}

/// The mark may stand a little behind the beginning.
pub(in crate::leak) fn is_one(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    head.windows(5).any(|window| window == b"%PDF-")
}

pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Reading {
    let mut reading = Reading::default();
    let mut file = File::of(bytes, budget);
    if file.is_encrypted(budget) {
        reading.missing.insert(Why::Encrypted);
        return reading;
    }
    file.unpack_objects(budget, &mut reading);
    file.strings(budget, &mut reading);
    let fonts = file.fonts(budget, &mut reading);
    let pictures = file.pages(&fonts, budget, &mut reading);
    if pictures && reading.text.split_whitespace().nth(5).is_none() {
        reading.missing.insert(Why::Picture);
    } else if file.items.is_empty() {
        reading.missing.insert(Why::Unreadable);
    }
    if !budget.step() {
        reading.missing.insert(Why::TooLarge);
    }
    reading
}

impl<'b> File<'b> {
    fn of(bytes: &'b [u8], budget: &mut Budget) -> Self {
        let mut file = Self {
            bytes,
            items: Vec::new(),
            last: BTreeMap::new(),
        };
        file.find(budget);
        file
    }

    /// Finds every `12 0 obj`.
    fn find(&mut self, budget: &mut Budget) {
        let mut at = 0;
        while let Some(found) = find(&self.bytes[at..], b"obj") {
            let place = at + found;
            at = place + 3;
            if !budget.step() || self.items.len() > OBJECTS {
                return;
            }
            let Some(number) = number_before(self.bytes, place) else {
                continue;
            };
            let mut lexer = Lexer::new(self.bytes, place + 3);
            let Some(value) = lexer.next(budget) else {
                continue;
            };
            lexer.skip_space();
            let stream = self.bytes[lexer.at..].starts_with(b"stream").then(|| {
                let from = lexer.at + 6;
                let from = match self.bytes.get(from..from + 2) {
                    Some(b"\r\n") => from + 2,
                    Some([b'\n' | b'\r', _]) => from + 1,
                    _ => from,
                };
                (from, self.stream_end(from, &value))
            });
            at = stream.map_or(lexer.at, |(_, to)| to).max(place + 3);
            self.last.insert(number, self.items.len());
            self.items.push(Item {
                number,
                value,
                place: Some(place + 3),
                stream,
            });
        }
    }

    /// Where the bytes of an object end: where it says, if that is so, else at the next mark of an end.
    fn stream_end(&self, from: usize, value: &Object) -> usize {
        let length = value.map().and_then(|map| map.get(b"Length".as_slice()));
        if let Some(length) = length.and_then(Object::index) {
            let end = from.saturating_add(length);
            let after = self.bytes.get(end..).unwrap_or_default();
            let skipped = after
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
            if after
                .get(skipped..)
                .is_some_and(|rest| rest.starts_with(b"endstream"))
            {
                return end;
            }
        }
        let rest = &self.bytes[from.min(self.bytes.len())..];
        find(rest, b"endstream").map_or(self.bytes.len(), |length| from + length)
    }

    fn is_encrypted(&self, budget: &mut Budget) -> bool {
        let trailers = self.trailers(budget);
        trailers
            .iter()
            .any(|map| map.contains_key(b"Encrypt".as_slice()))
    }

    /// Where the file says what it is, once for every version of it.
    fn trailers(&self, budget: &mut Budget) -> Vec<Map> {
        let (mut trailers, mut at) = (Vec::new(), 0);
        while let Some(found) = find(&self.bytes[at..], b"trailer") {
            at += found + 7;
            if let Some(Object::Map(map)) = Lexer::new(self.bytes, at).next(budget) {
                trailers.push(map);
            }
        }
        let items = self.items.iter().filter_map(|item| item.value.map());
        trailers.extend(items.filter(|map| kind(map) == b"XRef").cloned());
        trailers
    }

    /// The objects that are packed together in others.
    fn unpack_objects(&mut self, budget: &mut Budget, reading: &mut Reading) {
        let mut found = Vec::new();
        for item in &self.items {
            let (Some(map), Some(_)) = (item.value.map(), item.stream) else {
                continue;
            };
            if kind(map) != b"ObjStm" {
                continue;
            }
            let Some(bytes) = self.unpacked(item, budget, reading) else {
                continue;
            };
            let index = |key: &[u8]| map.get(key).and_then(Object::index).unwrap_or(0);
            let (count, first) = (index(b"N").min(OBJECTS), index(b"First"));
            let mut lexer = Lexer::new(&bytes, 0);
            for _ in 0..count {
                let (number, at) = (lexer.next(budget), lexer.next(budget));
                let (Some(number), Some(at)) = (
                    number.and_then(|number| number.index()),
                    at.and_then(|at| at.index()),
                ) else {
                    break;
                };
                let value = Lexer::new(&bytes, first.saturating_add(at)).next(budget);
                if let (Ok(number), Some(value)) = (u32::try_from(number), value) {
                    found.push(Item {
                        number,
                        value,
                        place: None,
                        stream: None,
                    });
                }
                if found.len() > OBJECTS {
                    break;
                }
            }
        }
        for item in found {
            self.last.insert(item.number, self.items.len());
            self.items.push(item);
        }
    }

    fn get<'o>(&'o self, object: &'o Object) -> &'o Object {
        match object {
            Object::Ref(number) => self
                .last
                .get(number)
                .map_or(&Object::Nothing, |at| &self.items[*at].value),
            other => other,
        }
    }

    fn under<'o>(&'o self, map: &'o Map, key: &[u8]) -> &'o Object {
        map.get(key)
            .map_or(&Object::Nothing, |object| self.get(object))
    }

    /// Every string of an object: titles, authors, remarks, fields of forms, addresses of links.
    fn strings(&self, budget: &mut Budget, reading: &mut Reading) {
        let mut about = String::new();
        for item in &self.items {
            texts(&item.value, &mut about, budget);
        }
        let mut at = 0;
        while let Some(found) = find(&self.bytes[at..], b"trailer") {
            at += found + 7;
            if let Some(trailer) = Lexer::new(self.bytes, at).next(budget) {
                texts(&trailer, &mut about, budget);
            }
        }
        reading.tell(&about, budget);
    }

    /// The fonts by the place of their object.
    fn fonts(&self, budget: &mut Budget, reading: &mut Reading) -> BTreeMap<usize, Font> {
        let mut fonts = BTreeMap::new();
        for (at, item) in self.items.iter().enumerate() {
            let Some(map) = item.value.map() else {
                continue;
            };
            let is_font = kind(map) == b"Font" || map.contains_key(b"ToUnicode".as_slice());
            if !is_font || !budget.step() {
                continue;
            }
            let cmap = map
                .get(b"ToUnicode".as_slice())
                .and_then(|object| match object {
                    Object::Ref(number) => self.last.get(number),
                    _ => None,
                });
            let cmap = cmap.and_then(|at| self.unpacked(&self.items[*at], budget, reading));
            let encoding = self.under(map, b"Encoding").map();
            fonts.insert(at, Font::new(map, cmap.as_deref(), encoding, budget));
        }
        fonts
    }

    /// Which font each name stands for, in a dictionary of resources.
    fn named(&self, resources: &Object, out: &mut BTreeMap<Vec<u8>, BTreeSet<usize>>) {
        let Some(resources) = self.get(resources).map() else {
            return;
        };
        let Some(fonts) = self.under(resources, b"Font").map() else {
            return;
        };
        for (name, font) in fonts {
            if let Object::Ref(number) = font
                && let Some(at) = self.last.get(number)
            {
                let known = out.entry(name.clone()).or_default();
                if known.len() < WAYS {
                    known.insert(*at);
                }
            }
        }
    }

    /// Reads pages, forms and everything else that shows words; whether there are pictures.
    fn pages(
        &self,
        fonts: &BTreeMap<usize, Font>,
        budget: &mut Budget,
        reading: &mut Reading,
    ) -> bool {
        let mut all = BTreeMap::new();
        for item in &self.items {
            if let Some(map) = item.value.map() {
                self.named(self.under(map, b"Resources"), &mut all);
                self.named(&item.value, &mut all);
            }
        }
        let mut done: BTreeSet<usize> = BTreeSet::new();
        for item in &self.items {
            let Some(map) = item.value.map().filter(|map| kind(map) == b"Page") else {
                continue;
            };
            let mut own = BTreeMap::new();
            let (mut here, mut up) = (map, 0);
            loop {
                self.named(self.under(here, b"Resources"), &mut own);
                up += 1;
                match self.under(here, b"Parent").map() {
                    Some(parent) if own.is_empty() && up < 32 => here = parent,
                    _ => break,
                }
            }
            let mut bytes = Vec::new();
            for at in self.contents(map) {
                done.insert(at);
                if let Some(part) = self.unpacked(&self.items[at], budget, reading) {
                    bytes.extend_from_slice(&part);
                    bytes.push(b'\n');
                }
            }
            show(&bytes, &own, &all, fonts, budget, reading);
        }
        let mut pictures = false;
        for (at, item) in self.items.iter().enumerate() {
            let (Some(map), Some(_)) = (item.value.map(), item.stream) else {
                continue;
            };
            if map.get(b"Subtype".as_slice()).map(Object::name) == Some(b"Image") {
                pictures = true;
                continue;
            }
            if done.contains(&at) || is_machinery(map) {
                continue;
            }
            let Some(bytes) = self.unpacked(item, budget, reading) else {
                continue;
            };
            if kind(map) == b"Metadata" || bytes.starts_with(b"<?x") {
                let found = markup::read(&plain::any(&bytes), budget);
                reading.tell(&found.text, budget);
                reading.tell(&found.aside, budget);
            } else if kind(map) == b"EmbeddedFile" {
                let found = inner(&bytes, budget);
                reading.take(found, budget);
            } else if find(&bytes, b"Tj")
                .or_else(|| find(&bytes, b"TJ"))
                .is_some()
            {
                let mut own = BTreeMap::new();
                self.named(self.under(map, b"Resources"), &mut own);
                show(&bytes, &own, &all, fonts, budget, reading);
            }
        }
        pictures
    }

    /// The streams of a page, in order.
    fn contents(&self, page: &Map) -> Vec<usize> {
        let place = |object: &Object| match object {
            Object::Ref(number) => self.last.get(number).copied(),
            _ => None,
        };
        let Some(contents) = page.get(b"Contents".as_slice()) else {
            return Vec::new();
        };
        match self.get(contents) {
            Object::List(list) => list.iter().filter_map(place).take(10_000).collect(),
            _ => place(contents).into_iter().collect(),
        }
    }

    /// The bytes of an object without its packing; none if it cannot be undone.
    fn unpacked(&self, item: &Item, budget: &mut Budget, reading: &mut Reading) -> Option<Vec<u8>> {
        let (from, to) = item.stream?;
        let map = item.value.map()?;
        let mut bytes = self.bytes.get(from..to)?.to_vec();
        let filters = match self.under(map, b"Filter") {
            Object::List(list) => list
                .iter()
                .map(|one| self.get(one).name().to_vec())
                .collect(),
            Object::Name(name) => vec![name.clone()],
            _ => Vec::new(),
        };
        let predicted = |parms: &Object| {
            let predictor = parms.map().map(|map| self.under(map, b"Predictor").clone());
            predictor
                .and_then(|one| one.number())
                .is_some_and(|one| one > 1.0)
        };
        let parms = match self.under(map, b"DecodeParms") {
            Object::List(list) => list.iter().any(|one| predicted(self.get(one))),
            one => predicted(one),
        };
        if parms || filters.len() > 4 {
            reading.missing.insert(Why::Unreadable);
            return None;
        }
        for filter in filters {
            bytes = match filter.as_slice() {
                b"FlateDecode" | b"Fl" => inflate(&bytes, budget, reading),
                b"ASCIIHexDecode" | b"AHx" => hex(&bytes),
                b"ASCII85Decode" | b"A85" => base85(&bytes),
                // Pictures.
                b"DCTDecode" | b"DCT" | b"JPXDecode" | b"CCITTFaxDecode" | b"CCF"
                | b"JBIG2Decode" => {
                    return None;
                }
                _ => {
                    reading.missing.insert(Why::Unreadable);
                    return None;
                }
            };
        }
        Some(bytes)
    }
}

fn show(
    bytes: &[u8],
    own: &BTreeMap<Vec<u8>, BTreeSet<usize>>,
    all: &BTreeMap<Vec<u8>, BTreeSet<usize>>,
    fonts: &BTreeMap<usize, Font>,
    budget: &mut Budget,
    reading: &mut Reading,
) {
    let of = |name: &[u8]| {
        let places = own.get(name).or_else(|| all.get(name));
        places
            .into_iter()
            .flatten()
            .filter_map(|at| fonts.get(at))
            .collect()
    };
    let words = page::read(bytes, &of, budget);
    if words.dark {
        reading.missing.insert(Why::Unreadable);
    }
    let mut ways = vec![words.loose];
    if words.tight != ways[0] {
        ways.push(words.tight);
    }
    for text in ways {
        let turned = turned(&text);
        reading.say(&text, budget);
        if !turned.is_empty() {
            reading.say(&turned, budget);
        }
    }
}

/// The lines in Arabic letters from right to left: browsers put these onto a page in the order in which they stand there.
fn turned(text: &str) -> String {
    let arabic = |letter: char| matches!(letter, '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let lines = text.lines().filter(|line| line.contains(arabic));
    let lines: Vec<String> = lines.map(|line| line.chars().rev().collect()).collect();
    lines.join("\n")
}

fn kind(map: &Map) -> &[u8] {
    map.get(b"Type".as_slice()).map_or(b"", Object::name)
}

/// Programs of fonts, tables, colours: nothing that is read.
fn is_machinery(map: &Map) -> bool {
    matches!(kind(map), b"ObjStm" | b"XRef" | b"CMap")
        || [
            b"Length1".as_slice(),
            b"FunctionType",
            b"ShadingType",
            b"Alternate",
        ]
        .iter()
        .any(|key| map.contains_key(*key))
        || matches!(
            map.get(b"Subtype".as_slice())
                .map_or(b"".as_slice(), Object::name),
            b"Type1C" | b"CIDFontType0C" | b"OpenType"
        )
}

/// Strings of PDF are in UTF-16 with a mark, in UTF-8 with a mark, or in an encoding of the West.
fn texts(object: &Object, out: &mut String, budget: &mut Budget) {
    if !budget.step() || out.len() > 8 << 20 {
        return;
    }
    match object {
        Object::Text(bytes) if bytes.len() > 2 => {
            let text = plain::decode(bytes).and_then(|ways| ways.into_iter().next());
            out.push_str(&text.unwrap_or_else(|| plain::any(bytes)));
            if std::str::from_utf8(bytes).is_err() {
                out.push('\n');
                out.push_str(&plain::any(bytes));
            }
            out.push('\n');
        }
        Object::List(list) => list.iter().for_each(|one| texts(one, out, budget)),
        Object::Map(map) => map.values().for_each(|one| texts(one, out, budget)),
        _ => {}
    }
}

fn inflate(bytes: &[u8], budget: &mut Budget, reading: &mut Reading) -> Vec<u8> {
    let most = budget.part() as u64;
    let mut out = Vec::new();
    // What was unpacked before it failed counts.
    let _ = ZlibDecoder::new(bytes).take(most + 1).read_to_end(&mut out);
    if out.is_empty() && bytes.len() > 2 {
        let _ = DeflateDecoder::new(&bytes[2..])
            .take(most + 1)
            .read_to_end(&mut out);
    }
    if out.is_empty() && bytes.len() > 8 {
        reading.missing.insert(Why::Unreadable);
    }
    budget.unpacked(out.len());
    if out.len() as u64 > most {
        reading.missing.insert(Why::TooLarge);
    }
    out
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .map(|digit| (digit & 0xf) as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

fn base85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group: Vec<u32> = Vec::new();
    let put = |group: &[u32], out: &mut Vec<u8>| {
        let mut full = group.to_vec();
        full.resize(5, 84);
        let value = full.iter().fold(0_u32, |value, digit| {
            value.wrapping_mul(85).wrapping_add(*digit)
        });
        let count = group.len().saturating_sub(1);
        out.extend_from_slice(&value.to_be_bytes()[..count]);
    };
    for byte in bytes {
        match byte {
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group.push(u32::from(byte - b'!'));
                if group.len() == 5 {
                    put(&group, &mut out);
                    group.clear();
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if !group.is_empty() {
        put(&group, &mut out);
    }
    out
}

/// The number of `12 0 obj` whose last word stands here.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let text = &bytes[at.saturating_sub(24)..at];
    let text = std::str::from_utf8(text.trim_ascii_end())
        .ok()
        .map(str::to_owned)
        .or_else(|| {
            let tail = text
                .iter()
                .rev()
                .take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace());
            let tail: Vec<u8> = tail.copied().collect();
            String::from_utf8(tail.into_iter().rev().collect()).ok()
        })?;
    let mut words = text.split_ascii_whitespace().rev();
    words.next()?.parse::<u32>().ok()?;
    let number = words.next()?;
    let digits = number.len()
        - number
            .trim_end_matches(|letter: char| letter.is_ascii_digit())
            .len();
    number[number.len() - digits..].parse().ok()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut at = 0;
    while let Some(found) = bytes.get(at..)?.iter().position(|byte| *byte == first) {
        at += found;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
    None
}
