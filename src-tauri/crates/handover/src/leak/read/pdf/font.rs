//! Which letters the codes in a page stand for (ISO 32000-1, 9.6 to 9.10).

use std::collections::HashMap;

use encoding_rs::{WINDOWS_1251, WINDOWS_1252};

use super::super::{Budget, plain};
use super::lexer::{Lexer, Map, Object};

/// Most codes of one font.
const CODES: usize = 70_000;

/// A font: how to read what is written in it.
pub(super) struct Font {
    codes: HashMap<u32, String>,
    /// Codes are of two bytes.
    wide: bool,
    /// Letters of other codes are those of Windows in the West.
    western: bool,
}

impl Font {
    /// Of its dictionary; `cmap` is the table of what its codes stand for, `encoding` its own letters.
    pub fn new(
        font: &Map,
        cmap: Option<&[u8]>,
        encoding: Option<&Map>,
        budget: &mut Budget,
    ) -> Self {
        let wide = font.get(b"Subtype".as_slice()).map(Object::name) == Some(b"Type0");
        let mut codes = HashMap::new();
        if let Some(encoding) = encoding {
            differences(encoding, &mut codes);
        }
        if let Some(cmap) = cmap {
            table(cmap, &mut codes, budget);
        }
        let named = font.get(b"Encoding".as_slice()).map(Object::name);
        Self {
            codes,
            wide,
            western: matches!(
                named,
                Some(b"WinAnsiEncoding" | b"MacRomanEncoding" | b"StandardEncoding")
            ),
        }
    }

    /// Nobody can tell which letters it shows.
    pub fn is_dark(&self) -> bool {
        self.wide && self.codes.is_empty()
    }

    /// What a string of a page says in this font.
    pub fn read(&self, bytes: &[u8], out: &mut String) {
        if self.wide {
            for pair in bytes.chunks(2) {
                let code = pair
                    .iter()
                    .fold(0, |code, byte| code << 8 | u32::from(*byte));
                match self.codes.get(&code) {
                    Some(text) => out.push_str(text),
                    None => out.push('\u{fffd}'),
                }
            }
            return;
        }
        for byte in bytes {
            if let Some(text) = self.codes.get(&u32::from(*byte)) {
                out.push_str(text);
                continue;
            }
            let page = if self.western {
                WINDOWS_1252
            } else {
                WINDOWS_1251
            };
            out.push_str(&plain::whole(page, &[*byte]));
        }
    }
}

/// A list of names of letters: `[32 /space 65 /A /B]`.
fn differences(encoding: &Map, codes: &mut HashMap<u32, String>) {
    let Some(Object::List(list)) = encoding.get(b"Differences".as_slice()) else {
        return;
    };
    let mut code = 0;
    for object in list.iter().take(CODES) {
        match object {
            Object::Number(_) => {
                code = object
                    .index()
                    .and_then(|code| u32::try_from(code).ok())
                    .unwrap_or(0);
            }
            Object::Name(name) => {
                if let Some(letter) = letter(name) {
                    codes.insert(code, letter);
                }
                code += 1;
            }
            _ => {}
        }
    }
}

/// The letter that a name of the Adobe Glyph List stands for, as far as names of people are written with them.
fn letter(name: &[u8]) -> Option<String> {
    const SIGNS: [(&str, &str); 20] = [
        ("space", " "),
        ("hyphen", "-"),
        ("minus", "-"),
        ("period", "."),
        ("comma", ","),
        ("zero", "0"),
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("plus", "+"),
        ("at", "@"),
        ("underscore", "_"),
        ("parenleft", "("),
        ("parenright", ")"),
    ];
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    if name.len() == 1 {
        return Some(name.to_owned());
    }
    if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
        return Some((*sign).to_owned());
    }
    let hex = |digits: &str| {
        u32::from_str_radix(digits, 16)
            .ok()
            .and_then(char::from_u32)
    };
    if let Some(letter) = name
        .strip_prefix("uni")
        .and_then(|digits| hex(digits.get(..4)?))
    {
        return Some(letter.to_string());
    }
    if let Some(number) = name
        .strip_prefix("afii")
        .and_then(|number| number.parse::<u32>().ok())
    {
        let code = match number {
            10017..=10022 => 0x410 + (number - 10017),
            10023 => 0x401,
            10024..=10049 => 0x416 + (number - 10024),
            10065..=10070 => 0x430 + (number - 10065),
            10071 => 0x451,
            10072..=10097 => 0x436 + (number - 10072),
            10055 => 0x406,
            10103 => 0x456,
            _ => return None,
        };
        return char::from_u32(code).map(String::from);
    }
    let (base, mark) = name.split_at_checked(1)?;
    let marks = [
        "acute",
        "grave",
        "circumflex",
        "dieresis",
        "tilde",
        "cedilla",
        "caron",
        "breve",
        "macron",
    ];
    marks.contains(&mark).then(|| base.to_owned())
}

/// The table `ToUnicode`.
fn table(cmap: &[u8], codes: &mut HashMap<u32, String>, budget: &mut Budget) {
    let mut lexer = Lexer::new(cmap, 0);
    let mut held: Vec<Object> = Vec::new();
    while let Some(object) = lexer.next(budget) {
        if codes.len() > CODES {
            return;
        }
        match &object {
            Object::Word(word) => {
                match word.as_slice() {
                    b"endbfchar" => chars(&held, codes),
                    b"endbfrange" => ranges(&held, codes),
                    _ => {}
                }
                held.clear();
            }
            _ => held.push(object),
        }
    }
}

fn code(object: &Object) -> Option<u32> {
    match object {
        Object::Text(bytes) if bytes.len() <= 4 => Some(
            bytes
                .iter()
                .fold(0, |code, byte| code << 8 | u32::from(*byte)),
        ),
        _ => None,
    }
}

fn letters(object: &Object) -> Option<String> {
    match object {
        Object::Text(bytes) => {
            let units: Vec<u16> = bytes
                .chunks(2)
                .map(|pair| {
                    pair.iter()
                        .fold(0, |unit, byte| unit << 8 | u16::from(*byte))
                })
                .collect();
            Some(String::from_utf16_lossy(&units))
        }
        Object::Name(name) => letter(name),
        _ => None,
    }
}

fn chars(held: &[Object], codes: &mut HashMap<u32, String>) {
    for pair in held.chunks_exact(2) {
        if let (Some(code), Some(text)) = (code(&pair[0]), letters(&pair[1])) {
            codes.insert(code, text);
        }
    }
}

fn ranges(held: &[Object], codes: &mut HashMap<u32, String>) {
    for three in held.chunks_exact(3) {
        let (Some(from), Some(to)) = (code(&three[0]), code(&three[1])) else {
            continue;
        };
        let to = to.min(from.saturating_add(0xffff));
        match &three[2] {
            Object::List(list) => {
                for (code, object) in (from..=to).zip(list) {
                    codes.extend(letters(object).map(|text| (code, text)));
                }
            }
            first => {
                let Some(first) = letters(first) else {
                    continue;
                };
                let Some(last) = first.chars().next_back() else {
                    continue;
                };
                let before = &first[..first.len() - last.len_utf8()];
                for code in from..=to {
                    if codes.len() > CODES {
                        return;
                    }
                    if let Some(letter) = char::from_u32(u32::from(last) + (code - from)) {
                        codes.insert(code, format!("{before}{letter}"));
                    }
                }
            }
        }
    }
}
